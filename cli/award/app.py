"""`tilldela award …`: draft and decide, withdraw, cancel, and how far each lot has come."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from cli.award.status import as_json, status_table
from cli.console import DataDir, LangOption, existing_store, fail, out, refusing
from cli.two_persons import two_persons
from documents.rendering import ProcessRenderer, RenderFailed
from law.reasons import Lang, Text, refuse
from models.decision import AwardDraft
from models.store import Store
from people.actors import Actor, load_actor
from procurement.decisions.award_status import award_status
from procurement.decisions.cancelling import cancel
from procurement.decisions.deciding import decide_award, draft_award
from procurement.decisions.withdrawing import withdraw

app = typer.Typer(
    no_args_is_help=True, help="Award decisions: draft, decide, withdraw; cancel a procurement."
)

TenderId = Annotated[str, typer.Argument(metavar="TENDER", help="The tender's id.")]
Json = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]
Two = Annotated[
    list[str],
    typer.Option("--as", help="First the procurement officer who prepares, then the head."),
]
Reason = Annotated[str, typer.Option(metavar="TEXT", help="The factual reasons, in Swedish.")]
ReasonEn = Annotated[str | None, typer.Option(metavar="TEXT", help="The same in English.")]
IN_ORDER = Text(
    ", först en upphandlare och sedan en upphandlingschef",
    ", first a procurement officer and then a head of procurement",
)


@app.callback()
def award() -> None:
    """Award decisions: draft, decide, withdraw; cancel a procurement."""


@app.command()
def draft(
    tender: TenderId,
    person: Annotated[str, typer.Option("--as", help="The procurement officer who prepares.")],
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
        made = _drafted(store, load_actor(store, person), tender, lang)
    if made is not None and to is not None:
        _write(store, made, to, lang)
    _tell_draft(tender, made, to, json_, lang)


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
    tender: str, made: AwardDraft | None, to: Path | None, json_: bool, lang: Lang
) -> None:
    if json_:
        answer = {
            "tender": tender,
            "draft": made.id if made else None,
            "sha256": made.pdf_sha256 if made else None,
            "file": str(to) if made and to else None,
        }
        typer.echo(json.dumps(answer, ensure_ascii=False))
        return
    told = Text(
        f"Inget område i {tender} väntar på beslut.", f"No lot of {tender} awaits a decision."
    )
    if made is not None:
        where = Text(f" Dokumentet ligger i {to}." if to else "", f" It is in {to}." if to else "")
        told = Text(
            f"Utkast {made.id}, kontrollsumma {made.pdf_sha256}.{where.sv}",
            f"Draft {made.id}, hash {made.pdf_sha256}.{where.en}",
        )
    _say(told, lang)


@app.command()
def decide(
    draft_id: Annotated[str, typer.Argument(metavar="DRAFT", help="The draft's id.")],
    person: Annotated[str, typer.Option("--as", help="The head of procurement who decides.")],
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
    if json_:
        typer.echo(json.dumps({"draft": draft_id, "decision": decision}, ensure_ascii=False))
        return
    told = Text(
        f"Beslutet {decision} är fattat på utkastet {draft_id}. Inget avtal kommer till genom det;"
        " underrättelserna till anbudsgivarna återstår.",
        f"Decision {decision} has been made on draft {draft_id}. No contract comes about by it;"
        " the notices to the tenderers remain.",
    )
    _say(told, lang)


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
        preparer, head = two_persons(store, persons, "award.two", act, IN_ORDER)
        done = withdraw(store, head, preparer, tender, lot, _both(reason, reason_en))
    if json_:
        typer.echo(json.dumps({"tender": tender, "withdrawal": done, "lots": sorted(set(lot))}))
        return
    codes = ", ".join(sorted(set(lot)))
    told = Text(
        f"Beslutet är återkallat för {codes} ({done}). Avtalsspärren gäller inte längre; breven"
        " till anbudsgivarna återstår.",
        f"The decision is withdrawn for {codes} ({done}). Its standstill is void; the letters to"
        " the tenderers remain.",
    )
    _say(told, lang)


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
        preparer, head = two_persons(store, persons, "award.two", act, IN_ORDER)
        lots, why = _which(lot, all_), _both(reason, reason_en)
        done = cancel(store, head, preparer, tender, lots, why, redo=redo)
    if json_:
        typer.echo(json.dumps({"tender": tender, "cancellation": done}))
        return
    told = Text(
        f"Upphandlingen är avbruten ({done}). Breven till anbudsgivarna återstår.",
        f"The procurement is cancelled ({done}). The letters to the tenderers remain.",
    )
    _say(told, lang)


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


def _both(sv: str, en: str | None) -> Text:
    return Text(sv.strip(), (sv if en is None else en).strip())


def _say(told: Text, lang: Lang) -> None:
    out().print(told.in_(lang), markup=False, soft_wrap=True)
