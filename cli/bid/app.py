"""`tilldela bid …`: what a tenderer does with a bid."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.bid.sheet import read_bid_sheet, read_instructions
from cli.bid.submission import submit, ticket_of, withdraw
from cli.console import LangOption, out, refusing
from law.reasons import ActRefused, Lang, Text, refuse
from models.clock import SystemClock
from procurement.bids.bid_uploads import check_bid_files
from registry.sealing import BidPackage, SealingInstructions, Ticket, new_bid_id
from registry.sealing import seal as seal_envelope

app = typer.Typer(no_args_is_help=True, help="Seal a bid, hand it in, or take it back.")


@app.callback()
def bid() -> None:
    """Seal a bid, hand it in, or take it back."""


@app.command()
def seal(
    sheet: Annotated[
        Path, typer.Argument(metavar="BID.yaml", help="Lot, organisation, values and files.")
    ],
    instructions: Annotated[
        Path, typer.Option("--instructions", help="The tender's key file, from the authority.")
    ],
    out_: Annotated[Path, typer.Option("--out", help="The sealed bid to make.")],
    public_key: Annotated[
        str | None,
        typer.Option("--public-key", help="The authority's public key: checks the key file."),
    ] = None,
    replaces: Annotated[
        str | None, typer.Option("--replaces", help="The id of a bid of yours that this replaces.")
    ] = None,
    version: Annotated[
        int, typer.Option("--version", help="Its version: 2 for the first replacement.")
    ] = 1,
    json_: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
    lang: LangOption = "sv",
) -> None:
    """Seal a bid so that only two of the authority's openers together can open it."""
    with refusing(lang):
        _check_version(replaces, version)
        package = read_bid_sheet(sheet)
        given = read_instructions(instructions, public_key)
        unread = check_bid_files(package.files)
        bid_id = replaces or new_bid_id()
        ticket = _write(package, given, bid_id, version, out_)
    late = SystemClock().now() > given.deadline
    _warn(late, public_key is not None, lang)
    if unread:
        typer.echo(_unread(unread).in_(lang), err=True)
    answer = _answer(given, bid_id, version, out_) | {
        "signature_checked": public_key is not None,
        "late": late,
        "ticket": str(ticket),
        "unread_files": list(unread),
    }
    if json_:
        typer.echo(json.dumps(answer, ensure_ascii=False))
    else:
        _tell(answer, lang)


def _check_version(replaces: str | None, version: int) -> None:
    if (replaces is None) == (version == 1):
        return
    raise refuse(
        "bid.version",
        sv="--replaces och --version hör ihop: det första anbudet har version 1",
        en="--replaces and --version go together: the first bid has version 1",
        todo_sv="Ange id för anbudet som ersätts, och versionen från 2 och uppåt",
        todo_en="Give the id of the bid that is replaced, and the version from 2 upwards",
    )


def _write(
    package: BidPackage, given: SealingInstructions, bid_id: str, version: int, path: Path
) -> Path:
    """The whole envelope and its ticket, or no file at all; never over another file."""
    part, ticket = path.with_name(f".{path.name}.{os.getpid()}.part"), ticket_of(path)
    _reserve(path)
    made = [part, path]
    try:
        _reserve(ticket)
        made.append(ticket)
        with part.open("wb") as envelope:
            nonce = seal_envelope(package, given, bid_id, version, envelope)
            envelope.flush()
            os.fsync(envelope.fileno())
        kept = Ticket(bid_id, version, package.lot_code, package.organisation_id, nonce)
        ticket.write_text(kept.to_json(), encoding="utf-8")
        part.replace(path)
        return ticket
    except BaseException as error:
        for each in made:
            each.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise _unwritable(path, error) from None
        raise


def _reserve(path: Path) -> None:
    """Take the name before the work: two at once do not write over each other."""
    try:
        path.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        raise _taken(path) from None
    except OSError as error:
        raise _unwritable(path, error) from None


def _answer(given: SealingInstructions, bid_id: str, version: int, path: Path) -> dict[str, Any]:
    with path.open("rb") as envelope:
        sha256 = hashlib.file_digest(envelope, "sha256").hexdigest()
    return {
        "bid": bid_id,
        "version": version,
        "tender": given.tender_id,
        "deadline": given.deadline.isoformat(),
        "file": str(path),
        "size": path.stat().st_size,
        "sha256": sha256,
        "openers": len(given.openers),
        "pairs": len(given.pairs),
        "strict": given.strict,
    }


def _warn(late: bool, checked: bool, lang: Lang) -> None:
    if late:
        typer.echo(LATE.in_(lang), err=True)
    if not checked:
        typer.echo(UNCHECKED.in_(lang), err=True)


def _unread(names: Sequence[str]) -> Text:
    listed = ", ".join(names)
    return Text(
        f"Varning: {listed} förseglas och bevaras, men är av ett slag som myndigheten inte läser;"
        " lämna uppgifterna även som PDF.",
        f"Warning: {listed} is sealed and kept, but of a kind that the authority does not read;"
        " hand the contents in as PDF too.",
    )


LATE = Text(
    "Varning: anbudstiden i nyckelfilen har gått ut; ett anbud som kommer för sent tas inte emot.",
    "Warning: the deadline in the key file has passed; a bid that comes too late is not taken in.",
)
UNCHECKED = Text(
    "Varning: nyckelfilens underskrift är inte kontrollerad; ange --public-key med myndighetens"
    " publika nyckel.",
    "Warning: the key file's signature has not been checked; give the authority's public key"
    " with --public-key.",
)


def _tell(answer: dict[str, Any], lang: Lang) -> None:
    told = Text(
        f"Anbudet är förseglat i {answer['file']}.\n"
        f"  Anbudets id    {answer['bid']}, version {answer['version']}\n"
        f"  SHA-256        {answer['sha256']}\n"
        f"  Öppnas av      två av {answer['openers']} öppnare tillsammans\n"
        f"  Biljett        {answer['ticket']}: lämnas in med anbudet, och är bara din\n"
        "Spara id, SHA-256 och dina egna filer. Ingen ensam kan öppna den förseglade filen, inte"
        " heller du.",
        f"The bid is sealed in {answer['file']}.\n"
        f"  The bid's id   {answer['bid']}, version {answer['version']}\n"
        f"  SHA-256        {answer['sha256']}\n"
        f"  Opened by      two of {answer['openers']} openers together\n"
        f"  Ticket         {answer['ticket']}: handed in with the bid, and yours alone\n"
        "Keep the id, the SHA-256 and your own files. Nobody alone can open the sealed file, not"
        " even you.",
    )
    out().print(told.in_(lang), markup=False, soft_wrap=True)


def _taken(path: Path) -> ActRefused:
    return refuse(
        "bid.taken",
        sv=f"Filen {path} finns redan och skrivs inte över",
        en=f"The file {path} is there already and is not written over",
        todo_sv="Ange ett annat namn med --out",
        todo_en="Name another with --out",
    )


def _unwritable(path: Path, error: OSError) -> ActRefused:
    return refuse(
        "bid.unwritable",
        sv=f"Filen {path} går inte att skriva ({error.strerror})",
        en=f"The file {path} cannot be written ({error.strerror})",
        todo_sv="Ange en fil i en katalog som finns, med plats och rätt att skriva",
        todo_en="Name a file in a folder that exists, with room and leave to write",
    )


app.command()(submit)
app.command()(withdraw)
