"""Whoever may complete or clarify on a requirement, the others in its position may too.

LOU 19:15 says so of every tenderer, and 4:9 within equal treatment. A bid that lacks the same
thing, and has nothing else against it, must have been given the same chance before anybody
whom it concerns is awarded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from appeals.docket.court_acts import disregarded_bids
from law.days import swedish_day
from law.reasons import Cite, Reason, Text
from law.rulebook import Rulebook
from models.correspondence import InquiryKind
from models.qualification import Control, SelfDeclaration
from models.store import Work
from models.tender import Bid, Requirement, Tender
from procurement.qualification.asked import Asked, inquiries_of
from procurement.qualification.controls import evidence_for, judge, newest_of_each
from procurement.qualification.declaring import newest_declarations
from procurement.qualification.exclusion_cases import excluded_bids
from procurement.qualification.lapsed import lapsed_bids
from procurement.qualification.low_prices import rejected_prices
from procurement.qualification.ownership import barred_bids
from procurement.tenders.lots import lots_of
from procurement.tenders.provisions import Provision, provision

OFFERS = frozenset({InquiryKind.COMPLETION, InquiryKind.CLARIFICATION})
# What was to be in the bid is completed, by whatever name it is asked for afterwards.
ASKED_LATE = frozenset({*OFFERS, InquiryKind.EVIDENCE})


def unequal(work: Work, tender_id: str, bid_id: str) -> tuple[Reason, ...]:
    """Why awarding the bid would rest on a chance that others lacking the same were not given.

    The bid is concerned when it was given the chance itself, and when a bid for its own lot
    was passed by.
    """
    offers = [each for each in inquiries_of(work, tender_id) if _offers(work, each)]
    if not offers:
        return ()
    bid = work.session.get_one(Bid, bid_id)
    tender = work.session.get_one(Tender, tender_id)
    cite = provision(Rulebook(tender.rulebook), Provision.COMPLETION)
    known = _Known.of(work, tender_id)
    named = sorted({str(each.inquiry.requirement_id) for each in offers})
    return tuple(
        reason
        for requirement_id in named
        for reason in _of_requirement(
            work,
            known,
            work.session.get_one(Requirement, requirement_id),
            [each for each in offers if each.inquiry.requirement_id == requirement_id],
            bid,
            cite,
        )
    )


def _offers(work: Work, each: Asked) -> bool:
    if each.inquiry.requirement_id is None:
        return False
    requirement = work.session.get_one(Requirement, each.inquiry.requirement_id)
    return each.inquiry.kind in (ASKED_LATE if requirement.stage == "bid" else OFFERS)


@dataclass(frozen=True)
class _Known:
    """What is on record of the tender's bids: (bid, requirement) → control, declaration."""

    bids: Sequence[Bid]
    controls: Mapping[tuple[str, str], Control]
    declared: Mapping[tuple[str, str], SelfDeclaration]
    out: frozenset[str]

    @classmethod
    def of(cls, work: Work, tender_id: str) -> _Known:
        found = select(Bid).where(col(Bid.tender_id) == tender_id).order_by(col(Bid.id))
        lot_ids = [lot.id for lot in lots_of(work, tender_id)]
        out = {
            *lapsed_bids(work, tender_id),
            *excluded_bids(work, tender_id),
            *rejected_prices(work, tender_id),
            *barred_bids(work, tender_id),
            *disregarded_bids(work, lot_ids),
        }
        return cls(
            work.session.exec(found).all(),
            newest_of_each(work, tender_id),
            newest_declarations(work, tender_id),
            frozenset(out),
        )

    def failed_otherwise(self, bid_id: str, requirement_id: str) -> bool:
        return any(
            control.outcome == "failed"
            for (bid, requirement), control in self.controls.items()
            if bid == bid_id and requirement != requirement_id
        )


def _of_requirement(
    work: Work,
    known: _Known,
    requirement: Requirement,
    offers: Sequence[Asked],
    bid: Bid,
    cite: Cite,
) -> Iterator[Reason]:
    today = swedish_day(work.now)
    given = {_key(requirement, each) for each in offers}
    heard = {_key(requirement, each) for each in offers if each.heard(today)}
    lacking = [
        other
        for other in known.bids
        if other.id != bid.id and _lacks(work, known, requirement, other)
    ]
    own = _own(requirement, bid) in given
    for other in lacking:
        concerned = own or other.lot_id == bid.lot_id
        if concerned and _own(requirement, other) not in heard:
            yield _reason(requirement, other, asked=_own(requirement, other) in given, cite=cite)


def _key(requirement: Requirement, each: Asked) -> str | None:
    """Whose chance it was: the bid's, where each bid shows the requirement for itself."""
    return each.inquiry.bid_id if requirement.per_bid else each.inquiry.organisation_id


def _own(requirement: Requirement, bid: Bid) -> str:
    return bid.id if requirement.per_bid else bid.organisation_id


def _lacks(work: Work, known: _Known, requirement: Requirement, bid: Bid) -> bool:
    """Nothing shows the requirement, and nothing else has put the bid out."""
    if bid.id in known.out or known.failed_otherwise(bid.id, requirement.id):
        return False
    control = known.controls.get((bid.id, requirement.id))
    if control is not None:
        return control.outcome == "failed"
    declared = known.declared.get((bid.id, requirement.id))
    if declared is not None and not declared.met:
        return True
    if requirement.stage != "bid":
        return False
    shown, _ = judge(requirement, evidence_for(work, bid, requirement), swedish_day(work.now))
    return shown is None


def _reason(requirement: Requirement, other: Bid, *, asked: bool, cite: Cite) -> Reason:
    if asked:
        return Reason(
            "completion.running",
            Text(
                f"Anbudet {other.id} har ännu tid att komplettera kravet ”{requirement.title_sv}”",
                f"Bid {other.id} still has time to complete the requirement"
                f" “{requirement.title_en}”",
            ),
            cite,
        )
    return Reason(
        "completion.unequal",
        Text(
            f"Kravet ”{requirement.title_sv}” har fått kompletteras, men inte i anbudet {other.id}"
            " som brister i detsamma",
            f"The requirement “{requirement.title_en}” could be completed, but not in bid"
            f" {other.id}, which lacks the same",
        ),
        cite,
    )
