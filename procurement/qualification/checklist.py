"""What has been asked, declared, checked and decided of each bid: the checklist.

Every requirement with its basis, what the tenderer declares, the control that governs, who
made it, when, on what evidence, and until when that carries; then exclusion cases, ownership,
the price, and the questions with where they stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlmodel import col, select

from appeals.in_force import latest_evaluation
from law.days import swedish_day
from law.reasons import Basis, Cite, Reason, Text
from law.rulebook import Rulebook
from models.correspondence import InquiryKind
from models.qualification import (
    Control,
    ExclusionCase,
    PriceDecision,
    SanctionsDeclaration,
    SelfDeclaration,
)
from models.store import Store, Work
from models.tender import Bid, Evidence, Lot, Requirement, Tender
from procurement.qualification.asked import Asked, InquiryState, inquiries_of
from procurement.qualification.clearance import not_cleared
from procurement.qualification.controls import newest_of_each, not_shown, requirements_of
from procurement.qualification.declaring import newest_declarations, provisional
from procurement.qualification.disqualified import out_of_competition
from procurement.qualification.exclusion_cases import cases_of, newest_decision
from procurement.qualification.low_prices import newest_price_decisions, price_flags
from procurement.qualification.ownership import newest_ownership, sanctioned, value_reached
from procurement.qualification.price_screen import flagged, screen_rule
from procurement.tenders.drafting import cite_of
from procurement.tenders.named import tender_or_refusal
from procurement.tenders.presumptive import presumptive


class Outcome(StrEnum):
    """What the control that governs says today."""

    UNCHECKED = "unchecked"
    PASSED = "passed"
    FAILED = "failed"
    LAPSED = "lapsed"


@dataclass(frozen=True)
class ChecklistRow:
    """One requirement for one bid. `declared` is None where the tenderer has said nothing."""

    code: str
    title: Text
    basis: Basis
    cite: Cite | None
    declared: bool | None
    outcome: Outcome
    checked_by: str | None = None
    checked_at: datetime | None = None
    evidence_id: str | None = None
    valid_until: date | None = None
    note: Text | None = None


@dataclass(frozen=True)
class CaseRow:
    """An exclusion case; `excluded` is None while it is undecided."""

    id: str
    ground: str
    point: str
    occurred_on: date
    excluded: bool | None


@dataclass(frozen=True)
class InquiryRow:
    """A question to the tenderer, and where it stands today."""

    id: str
    kind: InquiryKind
    requirement: str | None
    asked_at: datetime
    answer_by: date
    state: InquiryState


@dataclass(frozen=True)
class BidChecklist:
    """Everything about one bid. `kept_by`: why it is not cleared, if it is a presumptive winner.

    `forbidden`: the sanctions forbid the award, by what is declared or found in a register.
    """

    bid_id: str
    lot_code: str
    organisation_id: str
    rows: tuple[ChecklistRow, ...]
    cases: tuple[CaseRow, ...]
    declared_ownership: bool
    forbidden: bool
    price_flag: Reason | None
    price_accepted: bool | None
    inquiries: tuple[InquiryRow, ...]
    out: Text | None
    winner: bool
    kept_by: tuple[Reason, ...]


@dataclass(frozen=True)
class Checklist:
    """A tender's bids, by lot and id; `declarations` says what a declaration is worth."""

    tender_id: str
    declarations: Reason
    threshold_warning: Reason | None
    bids: tuple[BidChecklist, ...]


def checklist(
    store: Store, tender_id: str, lot_code: str | None = None, bid_id: str | None = None
) -> Checklist:
    """The checklist of the tender, of one lot by its code, or of one bid."""
    with store.read() as work:
        tender = tender_or_refusal(work, tender_id)
        known = _Known.of(work, tender)
        found = (
            select(Bid, Lot)
            .join(Lot, col(Lot.id) == col(Bid.lot_id))
            .where(col(Bid.tender_id) == tender_id)
            .order_by(col(Lot.code), col(Bid.id))
        )
        chosen = [
            (bid, lot)
            for bid, lot in work.session.exec(found)
            if lot_code in (None, lot.code) and bid_id in (None, bid.id)
        ]
        return Checklist(
            tender_id,
            provisional(Rulebook(tender.rulebook)),
            value_reached(work, tender).warning,
            tuple(_of_bid(work, tender, bid, lot, known) for bid, lot in chosen),
        )


@dataclass(frozen=True)
class _Known:
    """What is on record of the whole tender, read once."""

    requirements: Sequence[Requirement]
    controls: Mapping[tuple[str, str], Control]
    declared: Mapping[tuple[str, str], SelfDeclaration]
    inquiries: Sequence[Asked]
    cases: Sequence[ExclusionCase]
    prices: Mapping[str, PriceDecision]
    ownership: Mapping[tuple[str, str], SanctionsDeclaration]
    out: Mapping[str, Text]
    evaluations: Mapping[str, str]

    @classmethod
    def of(cls, work: Work, tender: Tender) -> _Known:
        return cls(
            requirements_of(work, tender.id),
            newest_of_each(work, tender.id),
            newest_declarations(work, tender.id),
            inquiries_of(work, tender.id),
            cases_of(work, tender.id),
            newest_price_decisions(work, tender.id),
            newest_ownership(work, tender.id),
            out_of_competition(work, tender.id),
            latest_evaluation(work, tender.id),
        )


def _of_bid(work: Work, tender: Tender, bid: Bid, lot: Lot, known: _Known) -> BidChecklist:
    today = swedish_day(work.now)
    answers = sanctioned(work, tender, bid.organisation_id, today)
    price = known.prices.get(bid.id)
    evaluation_id = known.evaluations.get(lot.id)
    winner = evaluation_id is not None and _wins(work, evaluation_id, bid)
    kept = (
        not_cleared(work, tender.id, lot.id, bid.id, evaluation_id)
        if winner and evaluation_id is not None
        else ()
    )
    return BidChecklist(
        bid_id=bid.id,
        lot_code=lot.code,
        organisation_id=bid.organisation_id,
        rows=tuple(_row(work, bid, each, known) for each in known.requirements),
        cases=tuple(_cases(work, bid, known.cases)),
        declared_ownership=(bid.organisation_id, "") in known.ownership,
        forbidden=any(answer.forbidden for answer in answers),
        price_flag=_price_flag(work, tender, bid),
        price_accepted=None if price is None else price.accepted,
        inquiries=tuple(_inquiries(bid, known, today)),
        out=known.out.get(bid.id),
        winner=winner,
        kept_by=kept,
    )


def _wins(work: Work, evaluation_id: str, bid: Bid) -> bool:
    return bid.id in presumptive(work, bid.lot_id, evaluation_id)


def _row(work: Work, bid: Bid, requirement: Requirement, known: _Known) -> ChecklistRow:
    declared = known.declared.get((bid.id, requirement.id))
    control = known.controls.get((bid.id, requirement.id))
    evidence = (
        work.session.get(Evidence, control.evidence_id) if control and control.evidence_id else None
    )
    return ChecklistRow(
        code=requirement.code,
        title=Text(requirement.title_sv, requirement.title_en),
        basis=Basis(requirement.basis),
        cite=cite_of(requirement),
        declared=None if declared is None else declared.met,
        outcome=_outcome(work, requirement, control),
        checked_by=control.actor_id if control else None,
        checked_at=control.checked_at if control else None,
        evidence_id=control.evidence_id if control else None,
        valid_until=evidence.valid_until if evidence else None,
        note=Text(control.note_sv, control.note_en) if control else None,
    )


def _outcome(work: Work, requirement: Requirement, control: Control | None) -> Outcome:
    if control is None:
        return Outcome.UNCHECKED
    if control.outcome == "failed":
        return Outcome.FAILED
    return Outcome.PASSED if not_shown(work, requirement, control) is None else Outcome.LAPSED


def _cases(work: Work, bid: Bid, cases: Sequence[ExclusionCase]) -> Iterator[CaseRow]:
    for case in cases:
        if case.organisation_id == bid.organisation_id:
            decision = newest_decision(work, case.id)
            excluded = None if decision is None else decision.excluded
            yield CaseRow(case.id, case.ground, case.point, case.occurred_on, excluded)


def _price_flag(work: Work, tender: Tender, bid: Bid) -> Reason | None:
    flag = price_flags(work, tender, bid.lot_id).get(bid.id)
    return None if flag is None else flagged(bid.id, flag, screen_rule(tender.award_terms))


def _inquiries(bid: Bid, known: _Known, today: date) -> Iterator[InquiryRow]:
    """Those about the bid, and those to its tenderer that are about no bid."""
    codes = {requirement.id: requirement.code for requirement in known.requirements}
    for each in known.inquiries:
        inquiry = each.inquiry
        about = inquiry.bid_id == bid.id or inquiry.bid_id is None
        if about and inquiry.organisation_id == bid.organisation_id:
            yield InquiryRow(
                inquiry.id,
                InquiryKind(inquiry.kind),
                codes.get(inquiry.requirement_id or ""),
                inquiry.asked_at,
                inquiry.answer_by,
                each.state(today),
            )
