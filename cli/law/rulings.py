"""`tilldela law after-ruling`: how long the courts' decisions bar the contract."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

from cli.law.answers import Json, LangOption, Said, answering, day
from cli.law.bars import show_bar
from cli.law.deadlines import Rules, Started
from law.reasons import Text
from law.refusals import ImpossibleFacts
from law.rulebook import Rulebook
from law.rulings import Court, CourtDecision, after_rulings


class Extended(StrEnum):
    YES = "yes"
    NO = "no"
    LIFTED = "lifted"


METAVAR = "COURT:DATE[:dispatched=DATE][:interim][:interim-lifted=DATE][:remanded][:waived]"
NO_BAR = Text("Avgörandena hindrar inte att avtal ingås", "The decisions do not prevent a contract")
_DATED = {"dispatched", "interim-lifted"}
_PLAIN = {"interim", "remanded", "waived"}


def case(written: str) -> CourtDecision:
    """A parser: ``FR:2026-03-12:dispatched=2026-03-16``."""
    court, _, rest = written.partition(":")
    if court not in tuple(Court):
        raise Said(
            Text(
                f"{court or written} är ingen domstol här; de är FR, KR och HFD",
                f"{court or written} is no court here; they are FR, KR and HFD",
            )
        )
    decided, *facts = rest.split(":")
    dates, plain = _facts(facts)
    on = day(decided)
    _check_lifting(on, dates.get("interim-lifted"))
    try:
        return CourtDecision(
            Court(court),
            on,
            dates.get("dispatched"),
            "interim" in plain,
            dates.get("interim-lifted"),
            "remanded" in plain,
            "waived" in plain,
        )
    except ImpossibleFacts as impossible:
        raise Said(impossible.text) from impossible


def _check_lifting(decided: date, lifted: date | None) -> None:
    """A court that has decided its case has no order left to lift."""
    if lifted is not None and lifted > decided:
        raise Said(
            Text(
                f"ett interimistiskt beslut kan inte ha upphävts {lifted}, efter att målet"
                f" avgjordes {decided}",
                f"an interim order cannot have been lifted on {lifted}, after the case was"
                f" decided on {decided}",
            )
        )


def _facts(written: list[str]) -> tuple[dict[str, date], set[str]]:
    dates: dict[str, date] = {}
    plain: set[str] = set()
    for fact in written:
        name, equals, content = fact.partition("=")
        if name in dates or name in plain:
            raise Said(Text(f"{name} är angivet två gånger", f"{name} is given twice"))
        if name in _DATED and equals:
            dates[name] = day(content)
        elif fact in _PLAIN:
            plain.add(fact)
        else:
            raise Said(_unknown(fact))
    return dates, plain


def _unknown(fact: str) -> Text:
    known = "dispatched=DATE, interim, interim-lifted=DATE, remanded, waived"
    return Text(
        f"{fact!r} säger inget om ett avgörande; det som kan anges: {known}",
        f"{fact!r} says nothing of a decision; what can be given: {known}",
    )


def after_ruling(
    cases: Annotated[
        list[CourtDecision],
        typer.Option(
            "--case", parser=case, metavar=METAVAR, help="A court's decision. Repeatable."
        ),
    ],
    extended_standstill: Annotated[
        Extended,
        typer.Option(help="Whether an extended standstill applied in the administrative court."),
    ] = Extended.YES,
    rules: Rules = Rulebook.SE_LOU,
    started: Started = None,
    lang: LangOption = "sv",
    json_: Json = False,
) -> None:
    """Until when the courts' decisions bar a contract; the latest over all cases governs."""
    with answering(lang):
        bar = after_rulings(
            cases,
            extended_standstill=extended_standstill is Extended.YES,
            lifted=extended_standstill is Extended.LIFTED,
            rulebook=rules,
            started=started,
        )
    show_bar(bar, free=NO_BAR, lang=lang, json_=json_)
