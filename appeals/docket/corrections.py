"""Strike a wrong entry from the docket: two persons, and a reason. Nothing is erased."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from sqlmodel import col, func, select

from appeals.docket.known import lock_every_lot
from law.reasons import ActRefused, Text, refuse
from models.review import CourtAct, CourtCheck, DocketCorrection, Matter, ReviewedLot
from models.store import Store, Work
from models.tender import Lot, Tender
from people.actors import Actor
from people.permissions import Act, require, require_second
from registry.journal import append


@dataclass(frozen=True)
class WrongMatter:
    """A matter with all its acts, or only a lot of it."""

    matter_id: str
    lot_id: str | None = None


@dataclass(frozen=True)
class WrongAct:
    """An act, with all that has been said of it so far; it may be entered again."""

    act_id: str


@dataclass(frozen=True)
class WrongCheck:
    """What a court is said to have answered about a lot."""

    check_id: str


Wrong: TypeAlias = WrongMatter | WrongAct | WrongCheck


def strike(store: Store, actor: Actor, approver: Actor, what: Wrong, reason: Text) -> str:
    """The entry counts for nothing from now on; gives the correction's id.

    What has been struck already stays so, and nothing is written. Raises `ActRefused` for
    what is not on the docket.
    """
    with store.write() as work:
        tender = _tender(work, what)
        require(work, actor, Act.CORRECT_DOCKET, tender.buyer_id)
        require(work, approver, Act.APPROVE_DOCKET_CORRECTION, tender.buyer_id)
        require_second(actor, approver, "En rättelse av diariet", "A correction of the docket")
        lock_every_lot(work, tender.id)
        row = _row(work, tender.id, what)
        earlier = _earlier(work, row)
        if earlier is not None:
            return earlier
        row.actor_id, row.approved_by = actor.id, approver.id
        row.reason_sv, row.reason_en = reason.sv, reason.en
        work.session.add(row)
        work.session.flush()
        append(work, actor.id, "docket.struck", _subject(what), _said(row))
        return row.id


def _tender(work: Work, what: Wrong) -> Tender:
    lot = matter = None
    match what:
        case WrongMatter():
            matter = work.session.get(Matter, what.matter_id)
        case WrongAct():
            act = _newest(work, what.act_id)
            matter = work.session.get_one(Matter, act.matter_id) if act else None
        case WrongCheck():
            check = work.session.get(CourtCheck, what.check_id)
            lot = work.session.get_one(Lot, check.lot_id) if check else None
    known = matter or lot
    if known is None:
        raise _unknown(_subject(what))
    return work.session.get_one(Tender, known.tender_id)


def _subject(what: Wrong) -> str:
    match what:
        case WrongMatter():
            return what.matter_id
        case WrongAct():
            return what.act_id
        case WrongCheck():
            return what.check_id


def _unknown(name: str) -> ActRefused:
    return refuse(
        "docket.unknown_entry",
        sv=f"{name} finns inte i diariet",
        en=f"{name} is not on the docket",
        todo_sv="Se efter med tilldela appeals show vad som är diariefört",
        todo_en="See with tilldela appeals show what is on the docket",
    )


def _newest(work: Work, act_id: str) -> CourtAct | None:
    found = select(CourtAct).where(col(CourtAct.id) == act_id)
    return work.session.exec(found.order_by(col(CourtAct.version).desc())).first()


def _row(work: Work, tender_id: str, what: Wrong) -> DocketCorrection:
    """As it would be entered, but for the persons and the reason."""
    found = select(func.max(DocketCorrection.number)).where(
        col(DocketCorrection.tender_id) == tender_id
    )
    number = (work.session.exec(found).one() or 0) + 1
    row = DocketCorrection(
        id=f"{tender_id}/strike/{number}",
        tender_id=tender_id,
        number=number,
        corrected_at=work.now,
        approved_by="",
        reason_sv="",
        reason_en="",
        **work.recorded(""),
    )
    match what:
        case WrongMatter():
            if what.lot_id and not work.session.get(ReviewedLot, (what.matter_id, what.lot_id)):
                raise _unknown(f"{what.matter_id}, {what.lot_id}")
            row.matter_id, row.lot_id = what.matter_id, what.lot_id
        case WrongAct():
            newest = _newest(work, what.act_id)
            row.act_id, row.act_version = what.act_id, newest.version if newest else None
        case WrongCheck():
            row.check_id = what.check_id
    return row


def _earlier(work: Work, row: DocketCorrection) -> str | None:
    """The correction that has struck the same already."""
    same = (
        (DocketCorrection.matter_id, row.matter_id),
        (DocketCorrection.lot_id, row.lot_id),
        (DocketCorrection.act_id, row.act_id),
        (DocketCorrection.act_version, row.act_version),
        (DocketCorrection.check_id, row.check_id),
    )
    found = select(DocketCorrection.id).where(
        *(col(column).is_not_distinct_from(value) for column, value in same)
    )
    return work.session.exec(found).first()


def _said(row: DocketCorrection) -> dict[str, object]:
    return {
        "correction": row.id,
        "approved_by": row.approved_by,
        "matter": row.matter_id,
        "lot": row.lot_id,
        "act": row.act_id,
        "version": row.act_version,
        "check": row.check_id,
    }
