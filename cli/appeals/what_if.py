"""`tilldela appeals what-if`: when can we sign, if this is applied for and that is ruled?"""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from appeals.what_if.asking import Corrected, Redone, WhatIf
from appeals.what_if.foreseeing import Foreseen, InTheWay
from appeals.what_if.hypothesis import Hypothesis, Ruling
from appeals.what_if.stored import what_if_of_lot
from cli.answering import say
from cli.appeals.supposed_ruling import METAVAR, assumed_days, ruling
from cli.console import DataDir, LangOption, existing_store, out, refusing
from cli.law.answers import Json, Plain, answering, day, sentence, show
from law.days import spoken
from law.reasons import Lang, Reason, Text, refuse
from models.review import ReturnTo
from models.store import Store
from procurement.tenders.finding import tender_named
from procurement.tenders.lots import lot_or_refusal


def what_if(
    lot: Annotated[str, typer.Argument(metavar="LOT", help="TENDER/LOT, such as STA-2025/L01.")],
    applied: Annotated[
        list[date] | None,
        typer.Option(parser=day, metavar="DATE", help="An application comes in. Repeatable."),
    ] = None,
    rulings: Annotated[
        list[Ruling] | None,
        typer.Option(
            "--ruling", parser=ruling, metavar=METAVAR, help="A court decides. Repeatable."
        ),
    ] = None,
    returns_to: Annotated[
        ReturnTo, typer.Option(help="Where a correction begins anew.")
    ] = ReturnTo.EVALUATION,
    assume: Annotated[
        list[str] | None,
        typer.Option(
            metavar="STEP=DAYS",
            help="Days after a correction or redo: control, evaluation, decision, documents.",
        ),
    ] = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """When the lot's contract may be signed, if this happens; nothing is written."""
    with answering(lang):
        hypothesis = Hypothesis(
            tuple(applied or ()), tuple(rulings or ()), returns_to, assumed_days(assume or ())
        )
    store = existing_store(data_dir, lang)
    with refusing(lang), answering(lang):
        found = what_if_of_lot(store, _lot_id(store, lot), hypothesis)
    _show(lot, hypothesis, found, lang, json_=json_)


def _lot_id(store: Store, given: str) -> str:
    """A diary number has slashes of its own: the lot is after the last."""
    name, slash, code = given.rpartition("/")
    with store.read() as work:
        tender = tender_named(work, name) if slash else None
        if tender is None:
            raise refuse(
                "what_if.lot",
                sv=f"{given} är inget anbudsområde i en upphandling här",
                en=f"{given} is no lot of a tender here",
                todo_sv="Skriv upphandling/område, till exempel STA-2025/L01",
                todo_en="Write tender/lot, such as STA-2025/L01",
            )
        return lot_or_refusal(work, tender.id, code).id


def _show(lot: str, hypothesis: Hypothesis, found: WhatIf, lang: Lang, *, json_: bool) -> None:
    foreseen = found.foreseen
    answer: dict[str, Plain] = {
        "lot": lot,
        "applied": list(found.applied),
        "rulings": [_ruling(each) for each in hypothesis.rulings],
        **_days(foreseen, lang),
        "assumed": [each.in_(lang) for each in found.assumed],
        "corrected": None if found.corrected is None else _corrected(found.corrected, lang),
        "redone": None if found.redone is None else _redone(found.redone, lang),
    }
    show(
        answer,
        headline=_headline(foreseen),
        reasons=foreseen.reasons,
        warnings=foreseen.warnings,
        lang=lang,
        json_=json_,
    )
    if not json_:
        _tell(found, lang)


def _days(foreseen: Foreseen, lang: Lang) -> dict[str, Plain]:
    """As `tilldela law standstill` has them, and what the facts of the lot add."""
    return {
        "barred": foreseen.barred,
        "last_day": foreseen.last_day,
        "earliest_contract": foreseen.lawful_from,
        "signable_from": foreseen.signable_from,
        "in_the_way": [_in_the_way(each, lang) for each in foreseen.in_the_way],
        "as_of": foreseen.as_of,
    }


def _in_the_way(each: InTheWay, lang: Lang) -> dict[str, Plain]:
    return {
        "code": each.reason.code,
        **each.reason.as_json(lang),
        "lifted_by": each.lifted_by.in_(lang),
    }


def _ruling(ruling: Ruling) -> dict[str, Plain]:
    return {
        "court": ruling.court.value,
        "decided": ruling.day,
        "dispatched": ruling.sent,
        "outcome": ruling.outcome.value,
        "interim": ruling.interim,
        "waived": ruling.waived,
        "case": ruling.case,
    }


def _reasons(reasons: tuple[Reason, ...], lang: Lang) -> list[Plain]:
    return [reason.as_json(lang) for reason in reasons]


def _corrected(found: Corrected, lang: Lang) -> dict[str, Plain]:
    return {
        "letters": found.letters,
        **_days(found.foreseen, lang),
        "warnings": [warning.in_(lang) for warning in found.foreseen.warnings],
        "reasons": _reasons(found.foreseen.reasons, lang),
    }


def _redone(found: Redone, lang: Lang) -> dict[str, Plain]:
    return {
        "notice": found.notice,
        "least_days": found.least_days,
        "tenders_until": found.tenders_until,
        "not_before": found.not_before,
        "reasons": _reasons(found.reasons, lang),
    }


def _headline(foreseen: Foreseen) -> Text:
    if foreseen.signable_from is None:
        if foreseen.lawful_from is None:
            return Text("Ingen dag för avtal är känd", "No day for a contract is known")
        lawful = spoken(foreseen.lawful_from)
        return Text(
            f"Lagen hindrar inte avtal från {lawful.sv}, men annat gör det",
            f"The law does not bar the contract from {lawful.en}, but other things do",
        )
    signed, lawful = spoken(foreseen.signable_from), spoken(foreseen.lawful_from or date.max)
    return Text(
        f"Avtal kan undertecknas {signed.sv}; lagen tillåter det från {lawful.sv}",
        f"The contract can be signed on {signed.en}; the law allows it from {lawful.en}",
    )


def _tell(found: WhatIf, lang: Lang) -> None:
    _tell_obstacles(found.foreseen, lang)
    for assumed in found.assumed:
        say(Text(f"Antaget: {assumed.sv}.", f"Assumed: {assumed.en}."), lang)
    if found.corrected is not None:
        letters = spoken(found.corrected.letters)
        headline = _headline(found.corrected.foreseen)
        say(
            Text(
                f"Efter rättelsen, med nya underrättelser {letters.sv}: {_small(headline.sv)}.",
                f"After the correction, with new letters on {letters.en}: {_small(headline.en)}.",
            ),
            lang,
        )
        _tell_obstacles(found.corrected.foreseen, lang)
    if found.redone is not None:
        say(_new_procurement(found.redone), lang)


def _small(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]


def _tell_obstacles(foreseen: Foreseen, lang: Lang) -> None:
    label = Text("I vägen", "In the way").in_(lang)
    for each in foreseen.in_the_way:
        lifted = Text("upphör genom", "lifted by").in_(lang)
        line = (
            f"{label}: {sentence(each.reason, lang)} ({lifted}: {_small(each.lifted_by.in_(lang))})"
        )
        out().print(line, style="yellow", markup=False, soft_wrap=True)


def _new_procurement(found: Redone) -> Text:
    notice = spoken(found.notice)
    if found.tenders_until is None or found.not_before is None:
        return Text(
            f"En ny upphandling behövs. Annonseras {notice.sv} ska anbudstiden vara skälig;"
            " lagen anger inget antal dagar.",
            f"A new procurement is needed. Announced on {notice.en}, it must give reasonable time;"
            " the law names no number of days.",
        )
    until, least = spoken(found.tenders_until), spoken(found.not_before)
    return Text(
        f"En ny upphandling behövs. Annonseras {notice.sv} löper den kortaste anbudstiden"
        f" ({found.least_days} dagar) till och med {until.sv}; avtal tidigast {least.sv} om"
        " utvärderingen inte tog någon tid alls.",
        f"A new procurement is needed. Announced on {notice.en}, its least time for tenders"
        f" ({found.least_days} days) runs through {until.en}; a contract on {least.en} at the"
        " earliest, if the evaluation took no time at all.",
    )
