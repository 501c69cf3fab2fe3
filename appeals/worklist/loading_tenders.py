"""Read a tender for the worklist, and say what is due in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from sqlmodel import col, select

from appeals.bridging.ending import must_end_by
from appeals.facts import LotFacts
from appeals.hold import Clear, may_conclude
from appeals.loading import load_waiting_facts
from appeals.made_known import made_known
from appeals.worklist.due import Due
from appeals.worklist.loading_matters import matters_at
from appeals.worklist.matter_facts import MatterAt
from appeals.worklist.matters_due import REVIEWED, due_in
from appeals.worklist.tenders_due import BridgeAt, RequestAt, Signed, TenderAt, due_in_tender
from law.days import swedish_day
from law.rulebook import Rulebook
from models.contract import Contract, Party, Signature
from models.decision import AwardDecision, AwardedBid, AwardedLot
from models.disclosure import DisclosureLetter, DisclosureRequest
from models.lawyers import Bridge
from models.review import Matter, ReviewedLot
from models.store import Work
from models.tender import Lot, Tender


def tenders_with_work(work: Work) -> Sequence[Tender]:
    """Those in which something may be due: decided, before a court, bridged, or asked about."""
    ids: set[str] = set()
    for column in (
        AwardDecision.tender_id,
        Matter.tender_id,
        DisclosureRequest.tender_id,
    ):
        ids.update(work.session.exec(select(col(column)).distinct()))
    found = select(Tender).where(col(Tender.id).in_(sorted(ids))).order_by(col(Tender.id))
    return work.session.exec(found).all()


def due_in_one(work: Work, tender: Tender) -> Iterator[Due]:
    """Everything that is due in the tender; past days too."""
    found = {lot_id: load_waiting_facts(work, lot_id) for lot_id in _waiting(work, tender.id)}
    facts = {lot_id: lot for lot_id, lot in found.items() if lot.concluded_at is None}
    matters = tuple(matters_at(work, tender, facts))
    for matter in matters:
        yield from due_in(matter)
    yield from due_in_tender(
        _tender_at(work, tender, tuple(facts.values()), matters), swedish_day(work.now)
    )


def _waiting(work: Work, tender_id: str) -> Sequence[str]:
    """Lots that have been decided, or are before a court, and have no contract with somebody.

    Also one with a bid of an older decision, which nobody waits for.
    """
    decided = select(AwardedLot.lot_id).join(
        AwardDecision, col(AwardDecision.id) == col(AwardedLot.decision_id)
    )
    reviewed = select(ReviewedLot.lot_id)
    signed = (
        select(Contract.lot_id)
        .join(Signature, col(Signature.contract_id) == col(Contract.id))
        .where(col(Signature.party) == Party.BUYER)
    )
    own = (col(Contract.lot_id) == AwardedBid.lot_id) & (col(Contract.bid_id) == AwardedBid.bid_id)
    unsigned = select(AwardedBid.lot_id).where(~signed.where(own).exists())
    found = select(Lot.id).where(
        col(Lot.tender_id) == tender_id,
        col(Lot.id).in_(decided) | col(Lot.id).in_(reviewed),
        col(Lot.id).not_in(signed) | col(Lot.id).in_(unsigned),
    )
    return work.session.exec(found.order_by(col(Lot.id))).all()


def _tender_at(
    work: Work, tender: Tender, waiting: tuple[LotFacts, ...], matters: Sequence[MatterAt]
) -> TenderAt:
    persons: dict[str, frozenset[str]] = defaultdict(frozenset)
    for matter in matters:
        for lot in matter.lots:
            persons[lot] |= matter.persons
    return TenderAt(
        tender.id,
        Rulebook(tender.rulebook),
        tender.starts_on,
        waiting,
        tuple(_signed(work, tender, matters)),
        tuple(_requests(work, tender.id)),
        tuple(_bridges(work, tender, waiting)),
        persons,
    )


def _signed(work: Work, tender: Tender, matters: Sequence[MatterAt]) -> Iterator[Signed]:
    """Only of lots that somebody has taken to court: of others nobody need watch the time."""
    reviewed = sorted({lot for each in matters if each.kind in REVIEWED for lot in each.lots})
    found = work.session.exec(
        select(Contract, Lot, Signature)
        .join(Signature, col(Signature.contract_id) == col(Contract.id))
        .join(Lot, col(Lot.id) == col(Contract.lot_id))
        .where(
            col(Contract.tender_id) == tender.id,
            col(Lot.code).in_(reviewed),
            col(Signature.party) == Party.BUYER,
        )
        .order_by(col(Contract.id))
    ).all()
    for contract, lot, signature in found:
        concluded = swedish_day(signature.signed_at)
        yield Signed(contract.id, lot.code, concluded, made_known(work, contract.id))


def _requests(work: Work, tender_id: str) -> Iterator[RequestAt]:
    found = work.session.exec(
        select(DisclosureRequest)
        .outerjoin(DisclosureLetter, col(DisclosureLetter.request_id) == col(DisclosureRequest.id))
        .where(
            col(DisclosureRequest.tender_id) == tender_id,
            col(DisclosureLetter.request_id).is_(None),
        )
        .order_by(col(DisclosureRequest.number))
    ).all()
    for request in found:
        yield RequestAt(request.id, request.number, swedish_day(request.received_at))


def _bridges(work: Work, tender: Tender, waiting: Sequence[LotFacts]) -> Iterator[BridgeAt]:
    found = work.session.exec(
        select(Bridge, Lot.code)
        .join(Lot, col(Lot.id) == col(Bridge.lot_id))
        .where(col(Lot.tender_id) == tender.id)
        .order_by(col(Bridge.id))
    ).all()
    facts = {each.code: each for each in waiting}
    for bridge, code in found:
        free = _free_from(work, tender, facts[code]) if code in facts else None
        yield BridgeAt(bridge.id, code, must_end_by(work, bridge), bridge.ends_on, free)


def _free_from(work: Work, tender: Tender, facts: LotFacts) -> date | None:
    answer = may_conclude(facts, Rulebook(tender.rulebook), work.now)
    return answer.signable_from if isinstance(answer, Clear) else None
