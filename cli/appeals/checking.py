"""`tilldela appeals check`: that a court was asked whether a case is pending, and its answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated

import typer

from appeals.docket.checks import record_court_check
from appeals.in_force import award_in_force
from cli.answering import Json, TenderId, tell
from cli.appeals.given import Lawyer
from cli.console import DataDir, LangOption, existing_store, refusing
from cli.instants import instant, told_at
from law.days import STOCKHOLM
from law.reasons import ActRefused, Text, refuse
from models.review import CourtName
from models.store import Store
from people.actors import load_actor
from procurement.tenders.lots import lot_or_refusal, lots_of
from procurement.tenders.named import tender_or_refusal


def check(
    tender: TenderId,
    person: Lawyer,
    asked: Annotated[CourtName, typer.Option("--court", help="The court that was asked.")],
    at: Annotated[
        str | None, typer.Option("--at", metavar="TIME", help="When it answered; now otherwise.")
    ] = None,
    lot: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help="A lot; all with a decision in force otherwise."),
    ] = None,
    pending: Annotated[
        list[str] | None,
        typer.Option(metavar="LOT=CASE", help="A lot, and the case pending about it there."),
    ] = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Record that a court was asked whether a case is pending, and what it answered."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        actor = load_actor(store, person)
        when = store.clock.now() if at is None else instant("--at", at)
        answers = _answers(store, tender, lot or (), _cases(pending or ()))
        lot_ids = {f"{tender}/{code}": case for code, case in answers.items()}
        record_court_check(store, actor, asked, when, lot_ids)
    data = {
        "tender": tender,
        "court": asked.value,
        "at": when.astimezone(STOCKHOLM).isoformat(),
        "lots": answers,
    }
    tell(_told(tender, asked, when, answers), data, lang, json_=json_)


def _cases(pending: Sequence[str]) -> dict[str, str]:
    """The case by lot code. Raises `ActRefused` for half a pair, and for a lot with two cases."""
    cases: dict[str, str] = {}
    for pair in pending:
        code, _, case = (part.strip() for part in pair.partition("="))
        if not code or not case or cases.get(code, case) != case:
            raise _no_pair(pair)
        cases[code] = case
    return cases


def _no_pair(pair: str) -> ActRefused:
    return refuse(
        "court.pending",
        sv=f"--pending {pair} är inte ett område och dess enda mål",
        en=f"--pending {pair} is not a lot and its only case",
        todo_sv="Skriv områdets kod och målets nummer en gång, som L01=4711-26",
        todo_en="Write the lot's code and the case's number once, as L01=4711-26",
    )


def _answers(
    store: Store, tender_id: str, codes: Sequence[str], cases: Mapping[str, str]
) -> dict[str, str | None]:
    """The pending case, or None, of each lot asked about: those named, otherwise all decided."""
    with store.read() as work:
        tender_or_refusal(work, tender_id)
        named = codes or [
            each.code for each in lots_of(work, tender_id) if award_in_force(work, each.id)
        ]
        asked = sorted({*named, *cases})
        for code in asked:
            lot_or_refusal(work, tender_id, code)
    if not asked:
        raise refuse(
            "court.undecided",
            sv=f"Inget område i {tender_id} har ett tilldelningsbeslut som gäller",
            en=f"No lot of {tender_id} has an award decision in force",
            todo_sv="Fråga domstolen när beslutet är fattat",
            todo_en="Ask the court once the decision has been made",
        )
    return {code: cases.get(code) for code in asked}


def _told(
    tender_id: str, asked: CourtName, at: datetime, answers: Mapping[str, str | None]
) -> Text:
    clear = ", ".join(code for code, case in answers.items() if case is None)
    cases = ", ".join(f"{code} ({case})" for code, case in answers.items() if case is not None)
    when = told_at(at)
    sv = [f"inget mål om {clear}"] * bool(clear) + [f"mål pågår om {cases}"] * bool(cases)
    en = [f"no case about {clear}"] * bool(clear) + [f"cases pending about {cases}"] * bool(cases)
    return Text(
        f"Svaret från {asked} {when} är antecknat: {'; '.join(sv)}. Vad som hindrar avtal visar"
        f" tilldela lots {tender_id}.",
        f"The answer of {asked} at {when} is recorded: {'; '.join(en)}. tilldela lots"
        f" {tender_id} shows what holds the contracts.",
    )
