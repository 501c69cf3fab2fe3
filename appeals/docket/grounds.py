"""Sort what an applicant says is wrong, ground by ground."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from appeals.docket.acts_done import standing_lots
from appeals.docket.known import check_not_struck, lock_every_lot, matter_of
from appeals.struck import struck
from law.days import swedish_day
from law.reasons import Text, refuse
from models.review import GroundKind, Matter, MatterGround
from models.store import Store, Work
from models.tender import Bid, Tender
from people.actors import Actor
from people.permissions import Act, require
from registry.journal import append


@dataclass(frozen=True)
class NewGround:
    """`bid_id`: the bid that it is about. `raised_on`: the day it was invoked, if not at once."""

    matter_id: str
    kind: GroundKind
    text: Text
    bid_id: str | None = None
    raised_on: date | None = None


def add_ground(store: Store, actor: Actor, ground: NewGround) -> int:
    """Its number in the matter; the same ground again is the same."""
    with store.write() as work:
        matter = matter_of(work, ground.matter_id)
        tender = work.session.get_one(Tender, matter.tender_id)
        require(work, actor, Act.KEEP_DOCKET, tender.buyer_id)
        lock_every_lot(work, tender.id)
        check_not_struck(matter, struck(work, tender.id))
        known = grounds_of(work, matter.id)
        raised_on = ground.raised_on or swedish_day(matter.lodged_at)
        for each in known:
            if _says(each, ground, raised_on):
                return each.number
        _check(work, matter, ground, raised_on)
        row = MatterGround(
            matter_id=matter.id,
            number=len(known) + 1,
            kind=ground.kind,
            bid_id=ground.bid_id,
            raised_on=raised_on,
            text_sv=ground.text.sv,
            text_en=ground.text.en,
            **work.recorded(actor.id),
        )
        work.session.add(row)
        work.session.flush()
        said = {"number": row.number, "kind": ground.kind.value, "bid": ground.bid_id}
        append(work, actor.id, "matter.ground", matter.id, said)
        return row.number


def _says(row: MatterGround, ground: NewGround, raised_on: date) -> bool:
    said = (row.kind, row.bid_id, row.raised_on, Text(row.text_sv, row.text_en))
    return said == (ground.kind, ground.bid_id, raised_on, ground.text)


def grounds_of(work: Work, matter_id: str) -> Sequence[MatterGround]:
    """By number."""
    found = select(MatterGround).where(col(MatterGround.matter_id) == matter_id)
    return work.session.exec(found.order_by(col(MatterGround.number))).all()


def _check(work: Work, matter: Matter, ground: NewGround, raised_on: date) -> None:
    if not swedish_day(matter.lodged_at) <= raised_on <= swedish_day(work.now):
        raise refuse(
            "docket.ground_day",
            sv=f"En grund kan inte ha åberopats {raised_on}, före ansökan eller i framtiden",
            en=f"A ground cannot have been invoked on {raised_on}, before the application or in the"
            " future",
            todo_sv="Rätta dagen",
            todo_en="Correct the day",
        )
    if ground.bid_id is None:
        return
    lots = standing_lots(work, matter, struck(work, matter.tender_id))
    bid = work.session.get(Bid, ground.bid_id)
    if bid is None or bid.lot_id not in {lot.lot_id for lot in lots}:
        raise refuse(
            "docket.ground_bid",
            sv=f"{ground.bid_id} är inget anbud i något område i målet",
            en=f"{ground.bid_id} is no bid for a lot of the matter",
            todo_sv="Ange anbudets beteckning, eller utelämna det",
            todo_en="Name the bid by its id, or leave it out",
        )
