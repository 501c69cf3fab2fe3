"""When can we sign, if this happens? One pure function over a lot's facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from appeals.facts import Case, Decision, LotFacts
from appeals.what_if.foreseeing import Carries, Foreseen, foresee, foresee_in_turn
from appeals.what_if.hypothesis import AssumedDays, Hypothesis
from appeals.what_if.supposing import suppose
from law.days import roll, spoken
from law.reasons import Reason, Text
from law.rulebook import Rulebook
from law.standstill import Notice, standstill
from law.tender_call import Call, Procedure, Stage
from law.tender_period import tender_period
from models.review import CourtActKind, ReturnTo

ANNOUNCED = frozenset({Rulebook.SE_LOU, Rulebook.SE_LUF, Rulebook.SE_LOU_19, Rulebook.EU})


@dataclass(frozen=True)
class Corrected:
    """The earliest way on after an order of correction: the new letters, and what they lead to."""

    letters: date
    foreseen: Foreseen


@dataclass(frozen=True)
class Redone:
    """A new procurement: its notice, its least time for tenders, and before when it has no award.

    `least_days` is None where the law names no number (LOU 19:11); then so are the other days.
    """

    notice: date
    least_days: int | None
    tenders_until: date | None
    not_before: date | None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class WhatIf:
    """`assumed`: what the answer takes for granted, each a sentence for whoever reads it."""

    applied: tuple[date, ...]
    foreseen: Foreseen
    assumed: tuple[Text, ...]
    corrected: Corrected | None = None
    redone: Redone | None = None


def what_if(
    facts: LotFacts,
    hypothesis: Hypothesis,
    rulebook: Rulebook,
    today: date,
    evidence: Carries | None = None,
) -> WhatIf:
    """Raises `ActRefused` for rulings that no court can have made.

    Without `evidence` that of the facts counts as it stands.
    """
    supposed = suppose(facts, hypothesis, rulebook)
    foreseen = foresee_in_turn(supposed.facts, rulebook, today, evidence)
    codes = {each.reason.code for each in foresee(supposed.facts, rulebook, today).in_the_way}
    lodged = tuple(case.lodged_on for case in supposed.facts.cases)
    answer = WhatIf(lodged, foreseen, supposed.assumed)
    if "ordered-redone" in codes:
        redone, told = _redone(supposed.facts, hypothesis.assumed, rulebook)
        return replace(answer, redone=redone, assumed=(*answer.assumed, told))
    if "ordered-corrected" in codes and supposed.facts.decision is not None:
        # Of the new decision nobody has applied for review: no age counts again.
        shown = supposed.facts.evidence_shown if evidence is None else evidence.decided
        anew = replace(supposed.facts, evidence_shown=shown)
        corrected = _corrected(anew, supposed.facts.decision, hypothesis, rulebook)
        steps = hypothesis.assumed.after_correction(_returns_to(supposed.facts, hypothesis))
        assumed = (*answer.assumed, *_told(corrected.letters, steps))
        return replace(answer, corrected=corrected, assumed=assumed)
    return answer


def _corrected(
    facts: LotFacts, decision: Decision, hypothesis: Hypothesis, rulebook: Rulebook
) -> Corrected:
    """The order is complied with by an evaluation made after it (or the step that it names)."""
    day = _ordered_on(facts, CourtActKind.CORRECTION)
    for days in hypothesis.assumed.after_correction(_returns_to(facts, hypothesis)):
        day = roll(day + timedelta(days=days)).day
    new = replace(
        decision,
        id="supposed",
        decided_on=day,
        notices=(Notice(day),),
        missing_letters=0,
        stated_last_day=None,
        evaluation_replaced=False,
        interrupted_on=None,
    )
    cases = tuple(_complied(case) for case in facts.cases)
    anew = replace(facts, decision=new, cases=cases, checks=())
    return Corrected(day, foresee(anew, rulebook, day))


def _returns_to(facts: LotFacts, hypothesis: Hypothesis) -> ReturnTo:
    """The first act that a standing order names; the docket may have one already."""
    named = {case.returns_to for case in facts.cases if case.orders(CourtActKind.CORRECTION)}
    return next((each for each in ReturnTo if each in named), hypothesis.returns_to)


def _complied(case: Case) -> Case:
    return replace(case, complied=True) if case.orders(CourtActKind.CORRECTION) else case


def _ordered_on(facts: LotFacts, kind: CourtActKind) -> date:
    """The last day that anything was decided or sent in a case that orders it."""
    return max(
        event.dispatched_on or event.decided_on
        for case in facts.cases
        if case.orders(kind)
        for event in case.events
    )


def _told(letters: date, steps: Sequence[int]) -> Iterator[Text]:
    each, when = "+".join(map(str, steps)), spoken(letters)
    yield Text(
        f"Efter rättelsen antas {each} kalenderdagar gå till nya underrättelser {when.sv},"
        " elektroniskt till alla samma dag",
        f"After the correction {each} calendar days are assumed to pass until new letters on"
        f" {when.en}, electronic and to everybody on the same day",
    )
    yield Text(
        "Att det nya beslutet inte överprövas antas också",
        "That nobody applies for review of the new decision is assumed too",
    )


def _redone(facts: LotFacts, assumed: AssumedDays, rulebook: Rulebook) -> tuple[Redone, Text]:
    notice = roll(_ordered_on(facts, CourtActKind.REDO) + timedelta(days=assumed.documents)).day
    when = spoken(notice)
    told = Text(
        f"Den nya upphandlingens dokument antas ta {assumed.documents} kalenderdagar, så att den"
        f" annonseras {when.sv}, i ett öppet förfarande där lagen räknar dagar",
        f"The new procurement's documents are assumed to take {assumed.documents} calendar days,"
        f" so that it is announced on {when.en}, in an open procedure where the law counts days",
    )
    if rulebook not in ANNOUNCED:
        return Redone(notice, None, None, None), told
    period = tender_period(Call(Procedure.OPEN, Stage.TENDERS, notice), rulebook=rulebook)
    if period.last_day is None:
        return Redone(notice, None, None, None, (*period.reasons, *period.warnings)), told
    # No evaluation takes less than no time: the letters go the day after the last for tenders.
    letters = roll(period.last_day + timedelta(days=1)).day
    bar = standstill([Notice(letters)], rulebook=rulebook)
    found = Redone(notice, period.days, period.last_day, bar.earliest_contract, period.reasons)
    return found, told
