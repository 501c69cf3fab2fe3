"""`tilldela keys register|list|rotate|rehearse`: openers' keys in an installation."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from cli.answering import Json, TenderId
from cli.console import DataDir, LangOption, existing_store, out, refusing
from cli.keys.opener_session import KeyFiles, PassphraseFiles, Persons, two_openers, unlocked
from cli.tender_argument import resolved_if_named
from law.days import STOCKHOLM
from law.reasons import Lang, Text, refuse
from models.sealed import KeyEndReason
from people.actors import load_actor
from procurement.bids.opening_pairs import rehearse_pair, session_of
from procurement.tenders.openers import PairState, instructions_file, pair_states, rotate_key
from registry.installation_keys import load_keys
from registry.opener_keys import read_public_half
from registry.opener_register import KeyState, key_states, register_key
from registry.sealing import OpenerPublicKey

PublicHalf = Annotated[Path, typer.Argument(help="The public half that tilldela keys new printed.")]
Holder = Annotated[str, typer.Option("--as", metavar="PERSON", help="Whose key it is.")]


def register(
    public_half: PublicHalf,
    person: Holder,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Register an opener's own public key."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        key = _own(public_half, person)
        register_key(store, load_actor(store, person), key)
    if json_:
        typer.echo(json.dumps({"key": key.key_id, "person": person}, ensure_ascii=False))
        return
    told = Text(f"Nyckeln {key.key_id} är registrerad.", f"The key {key.key_id} is registered.")
    out().print(told.in_(lang), markup=False)


def rotate(
    old: Annotated[str, typer.Argument(help="The id of the key to end.")],
    person: Holder,
    new: Annotated[Path, typer.Option("--new", help="The public half of the new key.")],
    reason: Annotated[
        KeyEndReason, typer.Option(help="Why: rotated, lost, exposed or left.")
    ] = KeyEndReason.ROTATED,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """End one's own key and put a new one in its place, also for tenders that are running."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        key = _own(new, person)
        changed = rotate_key(store, load_actor(store, person), old, key, reason)
    if json_:
        said = {"ended": old, "key": key.key_id, "person": person, "tenders": changed}
        typer.echo(json.dumps(said, ensure_ascii=False))
        return
    tenders = ", ".join(changed) or "–"
    told = Text(
        f"Nyckeln {key.key_id} gäller nu. Nya nyckelfiler ska lämnas ut för: {tenders}. Behåll den"
        " gamla nyckeln tills anbud som är förseglade till den är öppnade.",
        f"The key {key.key_id} is in force. New key files are to be handed out for: {tenders}."
        " Keep the old key until bids that are sealed to it have been opened.",
    )
    out().print(told.in_(lang), markup=False, soft_wrap=True)


def _own(path: Path, person: str) -> OpenerPublicKey:
    named, key = read_public_half(path)
    if named != person:
        raise refuse(
            "opener_key.unfit",
            sv=f"Den publika halvan i {path} är gjord för {named}, inte för {person}",
            en=f"The public half in {path} was made for {named}, not for {person}",
            todo_sv="Registrera din egen nyckel",
            todo_en="Register your own key",
        )
    return key


def list_keys(
    tender: Annotated[
        str | None,
        typer.Argument(
            metavar="[TENDER]",
            help="A tender's id or diary number: show its pairs instead.",
            callback=resolved_if_named,
        ),
    ] = None,
    data_dir: DataDir = None,
    json_: Annotated[
        bool, typer.Option("--json", help="As JSON; for a tender, the key file for tenderers.")
    ] = False,
    lang: LangOption = "sv",
) -> None:
    """Show registered keys, or which pairs of a tender have proved that they can open."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        if tender is None:
            states = key_states(store)
            typer.echo(_keys_json(states)) if json_ else out().print(_keys_table(states, lang))
        elif json_:
            typer.echo(instructions_file(store, tender))
        else:
            out().print(_pairs_table(pair_states(store, tender), tender, lang))


def _keys_json(states: tuple[KeyState, ...]) -> str:
    return json.dumps(
        [
            {
                "key": state.key_id,
                "person": state.person_id,
                "registered_at": state.registered_at.isoformat(),
                "ended": state.ended,
            }
            for state in states
        ],
        ensure_ascii=False,
    )


def _keys_table(states: tuple[KeyState, ...], lang: Lang) -> Table:
    table = Table()
    headings = ("Nyckel", "Person", "Registrerad", "Avslutad")
    for heading in headings if lang == "sv" else ("Key", "Person", "Registered", "Ended"):
        table.add_column(heading, overflow="fold")
    for state in states:
        day = state.registered_at.astimezone(STOCKHOLM).strftime("%Y-%m-%d %H:%M")
        table.add_row(state.key_id, state.person_id, day, state.ended or "–")
    return table


def _pairs_table(states: tuple[PairState, ...], tender: str, lang: Lang) -> Table:
    table = Table(title=tender, title_justify="left")
    for heading in ("Par", "Nycklar", "Prövat") if lang == "sv" else ("Pair", "Keys", "Proved"):
        table.add_column(heading, overflow="fold")
    for state in states:
        proved = state.proved_at
        shown = proved.astimezone(STOCKHOLM).strftime("%Y-%m-%d %H:%M") if proved else "–"
        table.add_row(", ".join(state.names), ", ".join(state.key_ids), shown)
    return table


def rehearse(
    tender: TenderId,
    persons: Persons,
    keys: KeyFiles,
    passphrase_files: PassphraseFiles = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Prove before the deadline that two openers together can open the bids."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        first, second = two_openers(store, persons)
        session = session_of(store, first, second, unlocked(keys, passphrase_files, lang))
        rehearse_pair(store, *session, tender)
    if json_:
        said = {"tender": tender, "openers": [first.id, second.id], "proved": True}
        typer.echo(json.dumps(said, ensure_ascii=False))
        return
    told = Text(
        f"{first.name} och {second.name} kan öppna anbuden i {tender} tillsammans.",
        f"{first.name} and {second.name} can open the bids of {tender} together.",
    )
    out().print(told.in_(lang), markup=False, soft_wrap=True)


def installation(data_dir: DataDir = None, json_: Json = False, lang: LangOption = "sv") -> None:
    """Print the public key that tenderers check the tender's key file and receipts with."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        public = load_keys(store.keys_dir).public_key.hex()
    typer.echo(json.dumps({"public_key": public}) if json_ else public)
