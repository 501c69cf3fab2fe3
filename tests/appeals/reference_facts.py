"""The plain values of `reference_holds` as the facts that `may_conclude` is a function of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from appeals.facts import (
    Case,
    Check,
    CourtEvent,
    Decision,
    EvidenceShown,
    LotFacts,
    Stricter,
    Tie,
)
from appeals.hold import Blocked, Clear, may_conclude
from law.days import STOCKHOLM
from law.reasons import Text
from law.rulebook import Rulebook
from law.standstill import Notice
from models.review import CourtActKind, CourtName, ReturnTo
from tests.appeals import reference_holds as reference

PAPER = Text("Skatter betalda", "Taxes paid")
RULEBOOK = Rulebook.SE_LOU_19


def answer(lot: reference.Lot, today: date) -> Clear | Blocked:
    """What the code under test says of the lot that day, at noon."""
    now = datetime.combine(today, time(12), STOCKHOLM)
    return may_conclude(facts_of(lot, today), RULEBOOK, now)


def facts_of(lot: reference.Lot, today: date) -> LotFacts:
    return LotFacts(
        lot_id="T/L1",
        code="L1",
        bids_valid_until=lot.valid_until,
        decision=_decision(lot) if lot.decided else None,
        cases=tuple(_case(lot, case) for case in reference.cases_of(lot)),
        checks=tuple(_checks(reference.checks_of(lot))),
        ties=tuple(_tie(number, tie, today) for number, tie in enumerate(lot.ties, 2)),
        evidence_missing=(PAPER,) * lot.papers_missing,
        evidence_shown=(EvidenceShown(PAPER, None),),
        concluded_at=datetime.combine(today, time(8), STOCKHOLM) if lot.concluded else None,
        withdrawn=not lot.decided,
        cancelled_on=today if lot.cancelled else None,
        stricter=_stricter(lot.not_before, today),
    )


def _stricter(not_before: date | None, today: date) -> Stricter | None:
    set_at = datetime.combine(today, time(8), STOCKHOLM)
    return Stricter(not_before, PAPER, set_at) if not_before else None


def _decision(lot: reference.Lot) -> Decision:
    return Decision(
        "T/D1",
        min((day for day, _ in lot.letters), default=date.min),
        tuple(Notice(day, electronic) for day, electronic in lot.letters),
        lot.missing,
        lot.stated,
        lot.evaluated_since,
    )


def _case(lot: reference.Lot, case: reference.Application) -> Case:
    acts = tuple(_event(act) for act in reference.acts_of(case))
    return Case(case.number, case.came, acts, complied=reference.followed(lot, case))


def _event(act: reference.Act) -> CourtEvent:
    return CourtEvent(
        CourtName(act.court),
        CourtActKind(act.kind),
        act.day,
        act.sent or act.day,
        act.number,
        returns_to=ReturnTo.DECISION if act.kind == "correction" else None,
        cleared=act.cleared,
    )


def _checks(checks: Iterable[reference.Check]) -> Iterable[Check]:
    for each in checks:
        yield Check(CourtName(each.court), each.day, each.told is not None, each.told)


def _tie(number: int, tie: reference.Tie, today: date) -> Tie:
    held = reference.holds_others(tie.lot, today)
    return Tie(f"L{number}", held, cleared=tie.cleared)
