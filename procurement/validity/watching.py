"""Which lots may outlive their bids: seen in time, so that tenderers can be asked in time.

Nothing is done by itself: whom to ask, and until when, is an officer's act.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import col, select

from appeals.hold import Clear, may_conclude
from appeals.in_force import award_in_force
from appeals.loading import load_lot_facts
from law.days import swedish_day
from law.reasons import Text
from law.rulebook import Rulebook
from models.store import Store, Work
from models.tender import Lot, Opening, Tender
from procurement.validity.asked_bids import StandingBid, standing_bids

SOON = 60


@dataclass(frozen=True)
class Lapsing:
    """A lot without a contract, whose bids lapse soon or have lapsed.

    `until` is the last day of the bid that has been awarded the lot, or of the first to
    lapse while none has. `earliest_contract` is as the hold knows it today; None where
    it does not say a day, as while a court has the case.
    """

    tender_id: str
    diary_number: str
    lot_code: str
    until: date
    earliest_contract: date | None
    decided: bool
    lapsed: bool

    @property
    def too_short(self) -> bool:
        """Whether a contract cannot lawfully come while the bid binds."""
        return self.earliest_contract is not None and self.earliest_contract > self.until

    @property
    def told(self) -> Text:
        last = self.until.isoformat()
        if self.lapsed:
            return Text(
                f"{self.lot_code} i {self.diary_number}: anbud upphörde att vara bindande {last}",
                f"{self.lot_code} in {self.diary_number}: bids ceased to bind on {last}",
            )
        day = self.earliest_contract
        sv = f"tidigast {day.isoformat()}" if day else "på en dag som inte är känd"
        en = f"on {day.isoformat()} at the earliest" if day else "on a day not known"
        return Text(
            f"{self.lot_code} i {self.diary_number}: anbud är bindande till och med {last},"
            f" avtal kan ingås {sv}",
            f"{self.lot_code} in {self.diary_number}: bids bind through {last}, a contract can"
            f" be concluded {en}",
        )


def lapsing(store: Store, days: int = SOON) -> tuple[Lapsing, ...]:
    """Lots of every tender whose bids lapse within so many days, or too early for a contract.

    Those that lapse first come first.
    """
    with store.read() as work:
        opened = select(Tender).join(Opening, col(Opening.tender_id) == col(Tender.id))
        tenders = work.session.exec(opened.order_by(col(Tender.id))).all()
        found = [each for tender in tenders for each in lapsing_in(work, tender, days)]
    return tuple(sorted(found, key=lambda each: (each.until, each.tender_id, each.lot_code)))


def lapsing_in(work: Work, tender: Tender, days: int = SOON) -> Iterator[Lapsing]:
    today = swedish_day(work.now)
    by_lot: dict[str, list[StandingBid]] = {}
    for each in standing_bids(work, tender):
        by_lot.setdefault(each.lot.id, []).append(each)
    for bids in by_lot.values():
        found = _lot(work, tender, bids[0].lot, bids, today)
        if found.too_short or found.until <= today + timedelta(days=days):
            yield found


def _lot(work: Work, tender: Tender, lot: Lot, bids: Sequence[StandingBid], today: date) -> Lapsing:
    award = award_in_force(work, lot.id)
    chosen = [each for each in bids if award and each.bid.id == award.awarded.bid_id]
    until = min(each.until for each in chosen or bids)
    return Lapsing(
        tender.id,
        tender.diary_number,
        lot.code,
        until,
        _earliest(work, tender, lot, today),
        award is not None,
        until < today,
    )


def _earliest(work: Work, tender: Tender, lot: Lot, today: date) -> date | None:
    answer = may_conclude(load_lot_facts(work, lot.id), Rulebook(tender.rulebook), work.now)
    if isinstance(answer, Clear):
        return max(answer.signable_from, today)
    return answer.until
