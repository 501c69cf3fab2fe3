"""`tilldela award …`: draft and decide, withdraw, cancel, and how far each lot has come."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.answering import Json, ReasonEn, TenderId, check_writable, say, tell, text_of
from cli.award.next_steps import next_steps, nothing_to_draft, winners_of
from cli.award.status import as_json, kept_lines, status_table
from cli.console import DataDir, LangOption, existing_store, fail, out, refusing
from cli.two_persons import OFFICER_THEN_HEAD, two_persons
from documents.rendering import ProcessRenderer, RenderFailed
from law.reasons import Lang, Text, refuse
from models.decision import AwardDraft
from models.store import Store
from people.actors import Actor, load_actor
from procurement.decisions.award_status import award_status
from procurement.decisions.by_order import lots_by_order
from procurement.decisions.cancelling import cancel
from procurement.decisions.deciding import decide_award, draft_award
from procurement.decisions.withdrawing import withdraw

app = typer.Typer(
    no_args_is_help=True, help="Award decisions: draft, decide, withdraw; cancel a procurement."
)

Two = Annotated[
    list[str],
    typer.Option(
        "--as", metavar="PERSON", help="First the procurement officer who prepares, then the head."
    ),
]
Reason = Annotated[str, typer.Option(metavar="TEXT", help="The factual reasons, in Swedish.")]


@app.callback()
def award() -> None:
    """Award decisions: draft, decide, withdraw; cancel a procurement."""


@app.command()
def draft(
    tender: TenderId,
    person: Annotated[
        str, typer.Option("--as", metavar="PERSON", help="The procurement officer who prepares.")
    ],
    to: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Where to write the document.")
    ] = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Set the decision for every lot that can be decided today, and file it for the decider."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        if to is not None:
            check_writable(to)
        made = _drafted(store, load_actor(store, person), tender, lang)
        lots = award_status(store, tender)
    if made is not None and to is not None:
        _write(store, made, to, lang)
    if made is None:
        data: dict[str, Any] = {
            "tender": tender,
            "draft": None,
            "sha256": None,
            "lots": [],
            "file": None,
        }
        ordered = lots_by_order(store, tender)
        told = nothing_to_draft(tender, lots, winners_of(store, tender), ordered)
        tell(told, data, lang, json_=json_)
        return
    _tell_draft(made, [lot.code for lot in lots if lot.act == made.id], to, json_, lang)


def _drafted(store: Store, actor: Actor, tender: str, lang: Lang) -> AwardDraft | None:
    try:
        with ProcessRenderer(workers=1) as renderer:
            return draft_award(store, actor, renderer, tender, lang)
    except RenderFailed as failed:
        raise fail(str(failed)) from failed


def _write(store: Store, made: AwardDraft, to: Path, lang: Lang) -> None:
    try:
        to.write_bytes(store.blobs.get(made.pdf_sha256))
    except OSError as error:
        told = Text(
            f"Utkastet {made.id} är gjort, men {to} går inte att skriva. Ange en annan fil.",
            f"Draft {made.id} is made, but {to} cannot be written. Name another file.",
        )
        raise fail(told.in_(lang)) from error


def _tell_draft(
    made: AwardDraft, codes: Sequence[str], to: Path | None, json_: bool, lang: Lang
) -> None:
    named = ", ".join(codes)
    where = Text(f" Dokumentet ligger i {to}." if to else "", f" It is in {to}." if to else "")
    told = Text(
        f"Utkast {made.id} för {named}, kontrollsumma {made.pdf_sha256}.{where.sv} Upphandlings"
        "chefen läser det och beslutar med tilldela award decide.",
        f"Draft {made.id} for {named}, hash {made.pdf_sha256}.{where.en} The head of procurement"
        " reads it and decides with tilldela award decide.",
    )
    data = {
        "tender": made.tender_id,
        "draft": made.id,
        "sha256": made.pdf_sha256,
        "lots": list(codes),
        "file": str(to) if to else None,
    }
    tell(told, data, lang, json_=json_)


@app.command()
def decide(
    draft_id: Annotated[str, typer.Argument(metavar="DRAFT", help="The draft's id.")],
    person: Annotated[
        str, typer.Option("--as", metavar="PERSON", help="The head of procurement who decides.")
    ],
    sha256: Annotated[
        str, typer.Option(metavar="HEX", help="SHA-256 of the document that you have read.")
    ],
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Make the decision that a draft sets out, on the very document that was drafted."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        decision = decide_award(store, load_actor(store, person), draft_id, sha256)
    told = Text(
        f"Beslutet {decision} är fattat på utkastet {draft_id}. Inget avtal kommer till genom det;"
        " skicka underrättelserna till anbudsgivarna med tilldela letters send.",
        f"Decision {decision} has been made on draft {draft_id}. No contract comes about by it;"
        " send the notices to the tenderers with tilldela letters send.",
    )
    tell(told, {"draft": draft_id, "decision": decision}, lang, json_=json_)


@app.command("withdraw")
def withdraw_award(
    tender: TenderId,
    lot: Annotated[list[str], typer.Option(metavar="CODE", help="A lot; repeat for more.")],
    persons: Two,
    reason: Reason,
    reason_en: ReasonEn = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Take back the award decision for some lots, before their contracts. Takes two persons."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        act = Text("återkallar ett tilldelningsbeslut", "withdraw an award decision")
        preparer, head = two_persons(store, persons, "award.two", act, OFFICER_THEN_HEAD)
        done = withdraw(store, head, preparer, tender, lot, text_of("--reason", reason, reason_en))
    codes = sorted(set(lot))
    named = ", ".join(codes)
    told = Text(
        f"Beslutet är återkallat för {named} ({done}). Avtalsspärren gäller inte längre; skicka"
        " breven till anbudsgivarna med tilldela letters send.",
        f"The decision is withdrawn for {named} ({done}). Its standstill is void; send the letters"
        " to the tenderers with tilldela letters send.",
    )
    tell(told, {"tender": tender, "withdrawal": done, "lots": codes}, lang, json_=json_)


@app.command("cancel")
def cancel_lots(
    tender: TenderId,
    persons: Two,
    reason: Reason,
    lot: Annotated[
        list[str] | None, typer.Option(metavar="CODE", help="A lot; repeat for more.")
    ] = None,
    all_: Annotated[bool, typer.Option("--all", help="Every lot that is left.")] = False,
    redo: Annotated[bool, typer.Option("--redo", help="It is to be made anew.")] = False,
    reason_en: ReasonEn = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """End the procurement of some lots, or of all, without a contract. Takes two persons."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        act = Text("avbryter en upphandling", "cancel a procurement")
        preparer, head = two_persons(store, persons, "award.two", act, OFFICER_THEN_HEAD)
        lots, why = _which(lot, all_), text_of("--reason", reason, reason_en)
        done = cancel(store, head, preparer, tender, lots, why, redo=redo)
        codes = [each.code for each in award_status(store, tender) if each.act == done]
    named = ", ".join(codes)
    told = Text(
        f"Upphandlingen av {named} är avbruten ({done}). Skicka breven till anbudsgivarna med"
        " tilldela letters send.",
        f"The procurement of {named} is cancelled ({done}). Send the letters to the tenderers with"
        " tilldela letters send.",
    )
    tell(told, {"tender": tender, "cancellation": done, "lots": codes}, lang, json_=json_)


@app.command()
def status(
    tender: TenderId, data_dir: DataDir = None, json_: Json = False, lang: LangOption = "sv"
) -> None:
    """Show how far each lot has come, and until when a review can be applied for."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        lots = award_status(store, tender)
    if json_:
        typer.echo(json.dumps(as_json(tender, lots, lang), ensure_ascii=False))
        return
    out().print(status_table(lots, lang))
    ordered = lots_by_order(store, tender)
    steps = next_steps(tender, lots, winners_of(store, tender), ordered)
    for told in (*kept_lines(lots), *steps):
        say(told, lang)


def _which(lots: Sequence[str] | None, all_: bool) -> Sequence[str] | None:
    if bool(lots) == all_:
        raise refuse(
            "award.which",
            sv="Vilka områden som avbryts är inte entydigt angivet",
            en="Which lots are cancelled is not stated unambiguously",
            todo_sv="Ange antingen --lot för varje område, eller --all",
            todo_en="Give either --lot for each lot, or --all",
        )
    return None if all_ else lots
