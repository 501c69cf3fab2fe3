"""A lot's facts with what is supposed added to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from appeals.bars import bars_of
from appeals.facts import ENDS, Case, CourtEvent, LotFacts
from appeals.what_if.hypothesis import Hypothesis, Outcome, Ruling, check_rulings, order
from law.days import spoken
from law.reasons import ActRefused, Text, refuse
from law.rulebook import Rulebook
from models.review import CourtActKind, CourtName, ReturnTo


@dataclass(frozen=True)
class Supposed:
    """`assumed`: what was taken for granted, beyond what the hypothesis states."""

    facts: LotFacts
    assumed: tuple[Text, ...] = ()


def suppose(facts: LotFacts, hypothesis: Hypothesis, rulebook: Rulebook) -> Supposed:
    """Add the applications and the rulings. Raises `ActRefused` for what cannot be."""
    known = {case.case_number for case in facts.cases}
    awaiting = {case.case_number for case in facts.cases if _awaits(case, hypothesis)}
    days, assumed = _applications(facts, hypothesis, rulebook, anybody=bool(awaiting))
    new = [Case(str(number), day) for number, day in enumerate(days, 1)]
    _check_named(hypothesis, known | {case.case_number for case in new})
    # A ruling that names no case is about the supposed applications, if there are any.
    about = {case.case_number for case in new} or awaiting
    cases = [
        _ruled(case, hypothesis, named=case.case_number not in about)
        for case in (*facts.cases, *new)
    ]
    return Supposed(replace(facts, cases=tuple(cases)), assumed)


def _awaits(case: Case, hypothesis: Hypothesis) -> bool:
    """No court has ended it, or another was asked since, or is supposed to rule; or sent back."""
    last = max(case.events, key=lambda event: event.decided_on, default=None)
    if last is None or last.kind not in ENDS or case.remands:
        return True
    unnamed = (ruling.court for ruling in hypothesis.rulings if ruling.case is None)
    return any(order(court) > order(last.court) for court in unnamed)


def _applications(
    facts: LotFacts, hypothesis: Hypothesis, rulebook: Rulebook, *, anybody: bool
) -> tuple[tuple[date, ...], tuple[Text, ...]]:
    unnamed = [ruling for ruling in hypothesis.rulings if ruling.case in (None, "1")]
    if hypothesis.applied or anybody or not unnamed:
        return hypothesis.applied, ()
    if facts.decision is None:
        raise _nothing_to_attack()
    last = bars_of(facts, facts.decision, rulebook).standstill.last_day
    if last is None:
        raise _no_last_day()
    day = spoken(last)
    told = Text(
        f"Ansökan antas ha kommit in i tid, på avtalsspärrens sista dag: {day.sv}",
        f"The application is assumed to have come in time, on the standstill's last day: {day.en}",
    )
    return (last,), (told,)


def _check_named(hypothesis: Hypothesis, known: set[str]) -> None:
    for ruling in hypothesis.rulings:
        if ruling.case is not None and ruling.case not in known:
            shown = ", ".join(sorted(known)) or "–"
            raise refuse(
                "what_if.unknown_case",
                sv=f"Inget mål om området heter {ruling.case}; de som finns: {shown}",
                en=f"No case about the lot is called {ruling.case}; there are: {shown}",
                todo_sv="Ange ett målnummer, eller ansökans plats bland --applied (1, 2 …)",
                todo_en="State a case number, or the application's place in --applied (1, 2 …)",
            )


def _ruled(case: Case, hypothesis: Hypothesis, *, named: bool) -> Case:
    rulings = tuple(hypothesis.of(case.case_number, named=named))
    if not rulings:
        return case
    check_rulings(case.lodged_on, _with_docketed(case, rulings))
    events = tuple(_events(case, rulings, hypothesis.returns_to))
    return replace(case, events=(*case.events, *events))


def _with_docketed(case: Case, rulings: tuple[Ruling, ...]) -> tuple[Ruling, ...]:
    """With what the docket has, so that KR may rule on what FR has really decided."""
    outcomes = {outcome.act: outcome for outcome in Outcome}
    docketed = [
        Ruling(event.court, event.decided_on, outcomes[event.kind])
        for event in case.events
        if event.kind in outcomes
    ]
    return tuple(sorted((*docketed, *rulings), key=lambda each: each.day))


def _events(case: Case, rulings: tuple[Ruling, ...], returns_to: ReturnTo) -> Iterator[CourtEvent]:
    """An interim order is supposed to be there from when the case came to that court."""
    came = max([case.lodged_on, *(e.decided_on for e in case.events if e.kind in ENDS)])
    for ruling in rulings:
        number = _number(case, ruling.court)
        if ruling.interim:
            yield CourtEvent(ruling.court, CourtActKind.INTERIM_ORDER, came, came, number)
        if ruling.waived:
            yield CourtEvent(ruling.court, CourtActKind.WAIVED, ruling.day, ruling.sent, number)
        act = CourtEvent(ruling.court, _act(ruling), ruling.day, ruling.sent, number)
        correction = ruling.outcome is Outcome.CORRECTION
        yield replace(act, returns_to=returns_to) if correction else act
        if ruling.outcome is not Outcome.LIFTED:
            came = max(came, ruling.day)


def _act(ruling: Ruling) -> CourtActKind:
    """In FR without an interim order what is lifted is the extended standstill (20:8)."""
    if ruling.outcome is Outcome.LIFTED and ruling.court is CourtName.FR and not ruling.interim:
        return CourtActKind.STANDSTILL_LIFTED
    return ruling.outcome.act


def _number(case: Case, court: CourtName) -> str:
    """What that court calls the case, where the docket says."""
    own = (event.case_number for event in case.events if event.court is court)
    return next(own, case.case_number if court is CourtName.FR else "")


def _nothing_to_attack() -> ActRefused:
    return refuse(
        "what_if.undecided",
        sv="Området har inget tilldelningsbeslut som gäller, så det finns inget att överpröva",
        en="The lot has no award decision in force, so there is nothing to review",
        todo_sv="Fråga när beslutet är fattat och underrättelserna är skickade",
        todo_en="Ask once the decision has been made and its letters have gone",
    )


def _no_last_day() -> ActRefused:
    return refuse(
        "what_if.no_last_day",
        sv="Ingen avtalsspärr löper, så det är inte känt när en ansökan senast kommer in",
        en="No standstill runs, so it is not known until when an application may come in",
        todo_sv="Ange dagen med --applied",
        todo_en="State the day with --applied",
    )
