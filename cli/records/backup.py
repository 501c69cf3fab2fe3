"""`tilldela backup DIR` and `tilldela restore DIR`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.exc import SQLAlchemyError

from cli.console import DataDir, LangOption, existing_store, fail, out, refusing, settings_of
from law.reasons import Lang, Text
from models.settings import Settings
from registry.backup import BackupMade, make_backup
from registry.installation_keys import KeysUnfit
from registry.restore import Restored, restore_backup

JsonOption = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]


def backup(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that is not there yet.")],
    to: Annotated[
        list[str] | None,
        typer.Option("--to", help="An age public key that can read it; name two or more."),
    ] = None,
    keys: Annotated[
        bool, typer.Option("--keys", help="With the installation's keys; only when encrypted.")
    ] = False,
    data_dir: DataDir = None,
    json_: JsonOption = False,
    lang: LangOption = "sv",
) -> None:
    """Back up the installation while it is in use; the folder appears whole or not at all."""
    store = existing_store(data_dir, lang)
    with refusing(lang), _one_sentence(data_dir, lang):
        made = make_backup(store, folder, to or (), with_keys=keys)
    if json_:
        typer.echo(json.dumps(_made_as_json(made), ensure_ascii=False))
    else:
        out().print(_made(made).in_(lang), markup=False, soft_wrap=True)


def restore(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="What tilldela backup wrote.")],
    identity: Annotated[
        Path | None, typer.Option(help="File with a recipient's secret age key.")
    ] = None,
    as_: Annotated[
        list[str] | None,
        typer.Option(
            "--as",
            metavar="PERSON",
            help="Who decides it: named twice, two persons in its register.",
        ),
    ] = None,
    data_dir: DataDir = None,
    json_: JsonOption = False,
    lang: LangOption = "sv",
) -> None:
    """Restore a backup into an empty place, and check all of it: files, journal, tables."""
    with refusing(lang), _one_sentence(data_dir, lang):
        restored = restore_backup(folder, settings_of(data_dir), as_ or (), identity=identity)
    if json_:
        typer.echo(json.dumps(_restored_as_json(restored), ensure_ascii=False))
    else:
        out().print(_restored(restored).in_(lang), markup=False, soft_wrap=True)


@contextmanager
def _one_sentence(data_dir: Path | None, lang: Lang) -> Iterator[None]:
    """What the machine refuses: a full disk, a folder that is not one's own, no database."""
    try:
        yield
    except KeysUnfit as error:
        raise fail(str(error)) from error
    except OSError as error:
        raise fail(_machine(error.strerror or "", str(error.filename or "")).in_(lang)) from error
    except SQLAlchemyError as error:
        raise fail(_database(settings_of(data_dir)).in_(lang)) from error


def _database(settings: Settings) -> Text:
    own = f"{settings.data_dir / 'tilldela.db'}"
    what = "TILLDELA_DATABASE_URL" if settings.database_url else own
    return Text(
        f"Databasen svarar inte som den ska. Kontrollera {what} och försök igen.",
        f"The database does not answer as it should. Check {what} and try again.",
    )


def _machine(why: str, where: str) -> Text:
    return Text(
        f"Det gick inte att läsa eller skriva {where} ({why}). Åtgärda det och försök igen.",
        f"{where} could not be read or written ({why}). Mend that and try again.",
    )


def _made(made: BackupMade) -> Text:
    if made.sealed:
        return Text(
            f"Säkerhetskopian {made.folder} är klar. Hur mycket den rymmer sägs inte medan anbud"
            f" är hemliga. {_readers(made).sv}",
            f"The backup {made.folder} is complete. How much it holds is not told while bids are"
            f" secret. {_readers(made).en}",
        )
    head = f"{made.manifest.journal_seq} · {made.manifest.journal_hash[:16]}"
    files, rows = len(made.manifest.files), made.rows
    return Text(
        f"Säkerhetskopian {made.folder} är klar: {rows} rader i {files} filer, journalen till"
        f" och med {head}. {_readers(made).sv}",
        f"The backup {made.folder} is complete: {rows} rows in {files} files, the journal up to"
        f" {head}. {_readers(made).en}",
    )


def _readers(made: BackupMade) -> Text:
    match made.recipients:
        case 0:
            return Text(
                "Den är inte krypterad: alla som kommer åt den kan läsa den.",
                "It is not encrypted: whoever gets at it can read it.",
            )
        case 1:
            return Text(
                "En enda nyckel kan läsa den: ange två, så att en kan förloras.",
                "One key alone can read it: name two, so that one can be lost.",
            )
        case several:
            return Text(
                f"Den kan läsas med var och en av {several} nycklar.",
                f"Each of {several} keys can read it.",
            )


def _made_as_json(made: BackupMade) -> dict[str, object]:
    """Nothing that would count sealed bids."""
    counted = None if made.sealed else made.manifest
    return {
        "folder": str(made.folder),
        "rows": counted and made.rows,
        "files": counted and len(counted.files),
        "bytes": counted and made.size,
        "journal": counted and {"seq": counted.journal_seq, "hash": counted.journal_hash},
        "manifest_sha256": made.manifest.sha256,
        "recipients": made.recipients,
        "keys": made.keys,
    }


def _restored(restored: Restored) -> Text:
    if restored.sealed:
        return Text(
            "Återställd och kontrollerad. Hur mycket som kom tillbaka sägs inte medan anbud är"
            f" hemliga. {_keys(restored).sv}",
            "Restored and checked. How much came back is not told while bids are secret."
            f" {_keys(restored).en}",
        )
    head = f"{restored.entries} · {restored.manifest.journal_hash[:16]}"
    return Text(
        f"Återställd och kontrollerad: journalen till och med {head}, {restored.blobs} filer."
        f" {_keys(restored).sv}",
        f"Restored and checked: the journal up to {head}, {restored.blobs} files."
        f" {_keys(restored).en}",
    )


def _keys(restored: Restored) -> Text:
    if restored.keys:
        return Text("Nycklarna följde med.", "The keys came with it.")
    return Text(
        "Nycklarna ingick inte: lägg tillbaka dem ur deras egen säkerhetskopia.",
        "The keys were not in it: put them back from their own backup.",
    )


def _restored_as_json(restored: Restored) -> dict[str, object]:
    manifest = restored.manifest
    counted = None if restored.sealed else manifest
    return {
        "journal": counted and {"seq": restored.entries, "hash": counted.journal_hash},
        "rows": counted and sum(table.rows for table in counted.tables),
        "blobs": counted and restored.blobs,
        "keys": restored.keys,
        "from": manifest.database,
        "manifest_sha256": manifest.sha256,
    }
