"""`tilldela qualify control`: what the evidence on file shows, and an officer's own judgement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from cli.answering import Json, Officer, ReasonEn, TenderId, stated, tell, text_of
from cli.console import DataDir, LangOption, existing_store, refusing
from law.reasons import Lang, Text, refuse
from models.store import Store
from people.actors import load_actor
from procurement.qualification.controls import Judgement, propose_controls, record_controls
from procurement.qualification.one_control import judgement_of

LANGUAGES: Sequence[Lang] = ("sv", "en")


def control(
    tender: TenderId,
    person: Officer,
    bid: Annotated[
        str | None, typer.Option(metavar="BID", help="One bid only; with --requirement.")
    ] = None,
    requirement: Annotated[
        str | None, typer.Option(metavar="CODE", help="The requirement's code.")
    ] = None,
    passed: Annotated[
        bool | None, typer.Option("--passed/--failed", help="How it turned out.")
    ] = None,
    reason: Annotated[str | None, typer.Option(metavar="TEXT", help="Why, in Swedish.")] = None,
    reason_en: ReasonEn = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Record as met what the evidence on file shows, or a judgement of your own on one bid."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        actor = load_actor(store, person)
        if (bid, requirement, passed, reason, reason_en) == (None,) * 5:
            proposed: Sequence[Judgement] = propose_controls(store, tender)
        else:
            why = None if reason is None else text_of("--reason", reason, reason_en)
            proposed = [_own(store, bid, requirement, passed, why)]
        # Nobody falls by a batch: that evidence is not on file may be nobody's fault but ours.
        recorded = [each for each in proposed if each.passed or bid is not None]
        new = record_controls(store, actor, tender, recorded)
    failed = [each for each in recorded if not each.passed]
    not_shown = [each for each in proposed if each not in recorded]
    _tell_controls(new, failed, not_shown, lang, json_=json_)


def _own(
    store: Store, bid: str | None, code: str | None, passed: bool | None, why: Text | None
) -> Judgement:
    if bid is None or code is None:
        raise refuse(
            "control.one",
            sv="En egen bedömning gäller ett krav i ett anbud",
            en="A judgement of your own is about one requirement of one bid",
            todo_sv="Ange både --bid och --requirement",
            todo_en="Give both --bid and --requirement",
        )
    outcome = stated(passed, "--passed", "--failed")
    return judgement_of(store, bid, code, passed=outcome, note=why)


def _tell_controls(
    new: int,
    failed: Sequence[Judgement],
    not_shown: Sequence[Judgement],
    lang: Lang,
    *,
    json_: bool,
) -> None:
    parts = [Text(f"Nya kontroller antecknade: {new}.", f"New controls recorded: {new}.")]
    if failed:
        named = _named(failed)
        parts.append(Text(f"Inte uppfyllda: {named.sv}.", f"Not met: {named.en}."))
    if not_shown:
        named = _named(not_shown)
        parts.append(
            Text(
                f"Inte visade, och inte antecknade: {named.sv}. Begär in bevis med tilldela qualify"
                " ask, eller anteckna ett i taget med --failed.",
                f"Not shown, and not recorded: {named.en}. Ask for evidence with tilldela qualify"
                " ask, or record them one by one with --failed.",
            )
        )
    told = Text(" ".join(each.sv for each in parts), " ".join(each.en for each in parts))
    data = {
        "recorded": new,
        "not_met": [_as_json(each, lang) for each in failed],
        "not_shown": [_as_json(each, lang) for each in not_shown],
    }
    tell(told, data, lang, json_=json_)


def _named(judgements: Sequence[Judgement]) -> Text:
    sv, en = (
        "; ".join(f"{each.bid_id} {_code(each)} ({each.note.in_(lang)})" for each in judgements)
        for lang in LANGUAGES
    )
    return Text(sv, en)


def _as_json(judgement: Judgement, lang: Lang) -> dict[str, str]:
    return {
        "bid": judgement.bid_id,
        "requirement": _code(judgement),
        "why": judgement.note.in_(lang),
    }


def _code(judgement: Judgement) -> str:
    return judgement.requirement_id.rpartition("/")[2]
