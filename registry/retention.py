"""The review list: which tenders' records may be disposed of, and what keeps the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlmodel import col, select

from law.days import months_after, swedish_day
from law.reasons import ActRefused, Reason, refuse
from models.contract import Contract, Party, Signature
from models.decision import AwardDecision, Cancellation, CancelledLot
from models.retention import Disposal, RecordsRule
from models.store import Store, Work
from models.tender import Lot, Tender
from people.actors import Actor
from people.permissions import Act, require, require_second
from registry.journal import append
from registry.retention_holds import (
    Hold,
    KeptContract,
    holds_of,
    records_rule,
    resting_on,
)

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Review:
    """`awarded`: the last day on which anything in the tender was awarded or concluded.

    Or cancelled: with that a procurement ends as well.
    """

    tender_id: str
    buyer_id: str
    diary_number: str
    awarded: date | None
    contracts: tuple[KeptContract, ...]
    holds: tuple[Hold, ...]
    disposed_on: date | None = None

    def due(self, on: date) -> bool:
        """Whether disposal may be decided on that day, and has not been."""
        return self.disposed_on is None and not any(hold.holds(on) for hold in self.holds)

    @property
    def not_before(self) -> date | None:
        """The first day on which disposal may be decided; None while nobody can tell."""
        known = [hold.through for hold in self.holds if hold.through is not None]
        return max(known) + DAY if len(known) == len(self.holds) else None

    @property
    def governing(self) -> Reason:
        """Why the records are kept the longest."""
        return max(self.holds, key=lambda hold: hold.through or date.max).reason


def review_list(work: Work) -> tuple[Review, ...]:
    """Every tender, those that come up first before the others."""
    tenders = work.session.exec(select(Tender).order_by(col(Tender.id)))
    reviews = [review_of(work, tender) for tender in tenders.all()]
    return tuple(sorted(reviews, key=lambda each: (each.not_before or date.max, each.tender_id)))


def review_of(work: Work, tender: Tender) -> Review:
    decided, concluded = _decided(work, tender.id), dict(_concluded(work, tender.id))
    contracts = tuple(
        _kept(work.session.get_one(Contract, contract_id), tender, decided)
        for contract_id in sorted(concluded)
    )
    awarded = _awarded(work, tender)
    disposal = work.session.get(Disposal, tender.id)
    return Review(
        tender.id,
        tender.buyer_id,
        tender.diary_number,
        awarded,
        contracts,
        holds_of(work, tender, awarded, contracts),
        swedish_day(disposal.decided_at) if disposal else None,
    )


def _awarded(work: Work, tender: Tender) -> date | None:
    """In a step that leads to another one, when the last step was awarded or cancelled."""
    decided, concluded = _decided(work, tender.id), dict(_concluded(work, tender.id))
    ends = [*decided.values(), *concluded.values(), *_cancelled(work, tender.id)]
    if decided or not _has_lots_left(work, tender.id):
        return max(ends, default=None)
    later = [_awarded(work, each) for each in resting_on(work, tender.id)]
    known = [each for each in later if each is not None]
    return max([*ends, *known]) if known and len(known) == len(later) else None


def _decided(work: Work, tender_id: str) -> dict[str, date]:
    found = select(AwardDecision).where(col(AwardDecision.tender_id) == tender_id)
    return {row.id: swedish_day(row.decided_at) for row in work.session.exec(found)}


def _cancelled(work: Work, tender_id: str) -> Iterator[date]:
    found = select(Cancellation).where(col(Cancellation.tender_id) == tender_id)
    yield from (swedish_day(row.decided_at) for row in work.session.exec(found))


def _has_lots_left(work: Work, tender_id: str) -> bool:
    cancelled = select(CancelledLot.lot_id)
    left = select(Lot.id).where(col(Lot.tender_id) == tender_id, ~col(Lot.id).in_(cancelled))
    return work.session.exec(left).first() is not None


def _concluded(work: Work, tender_id: str) -> Iterator[tuple[str, date]]:
    """Contracts that the buyer, the last party, has signed, and the day."""
    found = (
        select(Signature)
        .join(Contract, col(Contract.id) == col(Signature.contract_id))
        .where(col(Contract.tender_id) == tender_id, col(Signature.party) == Party.BUYER)
    )
    for row in work.session.exec(found):
        yield row.contract_id, swedish_day(row.signed_at)


def _kept(contract: Contract, tender: Tender, decided: dict[str, date]) -> KeptContract:
    # Counted from the day after the last, so that ends of months stay ends of months.
    longest = months_after(contract.ends_on + DAY, sum(tender.option_months)) - DAY
    return KeptContract(
        contract.id, contract.number, decided[contract.decision_id], contract.ends_on, longest
    )


def set_records_rule(
    store: Store,
    legal: Actor,
    head: Actor,
    buyer_id: str,
    *,
    archive_law: bool,
    decision: str | None = None,
    years: int | None = None,
) -> None:
    """Record whether the buyer is under archive law, and its disposal decision if it has one.

    `years` run from the award. Recording the same again changes nothing. Raises
    `ActRefused`.
    """
    with store.write() as work:
        require(work, legal, Act.DISPOSE, buyer_id)
        require(work, head, Act.APPROVE_DISPOSAL, buyer_id)
        require_second(legal, head, "En bevaranderegel", "A records rule")
        if (decision is None) != (years is None) or (decision and not archive_law):
            raise _half_a_rule()
        if years is not None and not (decision and 0 < years <= MOST_YEARS):
            raise _half_a_rule()
        known = records_rule(work, buyer_id)
        said: dict[str, Any] = {"archive_law": archive_law, "decision": decision, "years": years}
        if known is not None and said == known.model_dump(include=set(said)):
            return
        number = known.number + 1 if known else 1
        work.session.add(
            RecordsRule(
                buyer_id=buyer_id,
                number=number,
                decided_at=work.now,
                approved_by=head.id,
                **said,
                **work.recorded(legal.id),
            )
        )
        # The decision's reference is somebody's words: the journal has the row's number.
        entered = {"approved_by": head.id, "number": number, "archive_law": archive_law}
        append(work, legal.id, "records.rule_set", buyer_id, {**entered, "years": years})


MOST_YEARS = 200


def _half_a_rule() -> ActRefused:
    return refuse(
        "records.rule",
        sv="Ett gallringsbeslut har en beteckning och en tid på 1–200 år, och finns bara hos den"
        " som omfattas av arkivlagen",
        en="A disposal decision has a reference and a time of 1–200 years, and only a body under"
        " archive law has one",
        todo_sv="Ange beteckning och tid, eller att arkivlagen inte gäller",
        todo_en="Give reference and time, or that archive law does not apply",
    )


def tender_on_record(work: Work, tender_id: str) -> Tender:
    tender = work.session.get(Tender, tender_id)
    if tender is None:
        raise refuse(
            "tender.unknown",
            sv=f"Det finns ingen upphandling {tender_id} här",
            en=f"There is no tender {tender_id} here",
            todo_sv="Kontrollera beteckningen och datakatalogen",
            todo_en="Check the id and the data directory",
        )
    return tender
