"""Enter what happened in a matter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from appeals.docket.acts_done import (
    Done,
    acts_done,
    begun_for,
    in_time,
    standing_lots,
    standing_outcome,
)
from appeals.docket.after_entry import warnings_of
from appeals.docket.attached import file_attached, media_type_of
from appeals.docket.course import Course, after, instances
from appeals.docket.court_entry import CourtEntry, check_entry, check_not_less
from appeals.docket.known import check_not_struck, lock_every_lot, matter_of
from appeals.docket.moves import Refused, may_come
from appeals.docket.words import ACT_WORDS, COURTS
from appeals.docketed import narrowed_to
from appeals.struck import Struck, struck
from law.reasons import ActRefused, Reason, refuse
from models.review import (
    CourtAct,
    CourtActLot,
    CourtName,
    Matter,
    ReviewedLot,
)
from models.store import Store, Work
from models.tender import Tender
from people.actors import Actor
from people.permissions import Act, require
from registry.journal import append


@dataclass(frozen=True)
class Entered:
    """The act as it is on the docket now. `fresh`: something was written. `warnings`: what a
    lawyer has to look at because of it."""

    act_id: str
    version: int
    fresh: bool
    warnings: tuple[Reason, ...] = ()


def record_court_act(store: Store, actor: Actor, entry: CourtEntry) -> Entered:
    """Enter what a court did, or a party before it. The same entry twice is one.

    What is learned of an act later, such as the day it was sent, is entered as
    the same act again and governs from then on; what is not said then is as it was.
    Raises `ActRefused` for what cannot have been done where the matter stood
    (`appeals.docket.moves`), and for what would hold less than the docket does.
    """
    media_type = None if entry.paper is None else media_type_of(entry.paper)
    with store.write() as work:
        matter = matter_of(work, entry.matter_id)
        tender = work.session.get_one(Tender, matter.tender_id)
        require(work, actor, Act.KEEP_DOCKET, tender.buyer_id)
        lock_every_lot(work, tender.id)
        gone = struck(work, tender.id)
        check_not_struck(matter, gone)
        lots, done = standing_lots(work, matter, gone), acts_done(work, matter, gone)
        number = _number(work, entry, done)
        warnings = warnings_of(tender, matter, entry)
        known = next((each for each in done if each.act.id == entry.act_id(number)), None)
        entry = _completed(work, entry, known)
        if known is not None:
            check_not_less(known.act, known.lot_ids, entry)
            if _adds_nothing(work, known, entry):
                return Entered(known.act.id, known.act.version, False, warnings)
        check_entry(work, matter, entry, [lot.lot_id for lot in lots])
        row = _row(work, actor, entry, number, gone)
        _check_course(matter, lots, done, _as_done(row, entry, known, lots))
        file_attached(work, entry.paper, media_type)
        _add_act(work, actor, entry, row)
        return Entered(row.id, row.version, True, warnings)


def _number(work: Work, entry: CourtEntry, done: Sequence[Done]) -> int:
    """Which act of its kind in that court that day: the one there is, or a further one."""
    same = {
        each.act.number: each
        for each in done
        if (each.act.court, each.act.kind, each.act.decided_on)
        == (entry.court, entry.kind, entry.decided_on)
    }
    if entry.number is not None and (entry.number in same or entry.number == len(same) + 1):
        return entry.number
    alike = [
        number
        for number, each in same.items()
        if (number > 1 or not entry.again)
        and _adds_nothing(work, each, _completed(work, entry, each))
    ]
    if entry.number is None and alike:
        return alike[0]
    if entry.number is None and same and entry.again:
        return max(same) + 1
    if entry.number is None and not entry.again and len(same) < 2:
        return next(iter(same), 1)
    raise _which(entry, len(same))


def _which(entry: CourtEntry, count: int) -> ActRefused:
    kind, day = ACT_WORDS[entry.kind], entry.decided_on.isoformat()
    return refuse(
        "docket.which_act",
        sv=f"Diariet har {count} handlingar av slaget ”{kind.sv}” i {COURTS[entry.court].sv} den"
        f" {day}, och vilken det gäller är inte entydigt",
        en=f"The docket has {count} acts of the kind “{kind.en}” in {COURTS[entry.court].en} on"
        f" {day}, and which one this is is not clear",
        todo_sv="Ange numret på den som gäller; ange att det är en till bara om en finns",
        todo_en="Name the number of the one meant; say that it is a further one only after a first",
    )


def _completed(work: Work, entry: CourtEntry, known: Done | None) -> CourtEntry:
    if known is None:
        return entry.completed(None, ())
    return entry.completed(known.act, narrowed_to(work, known.act))


def _adds_nothing(work: Work, known: Done, entry: CourtEntry) -> bool:
    """What the newest version says; and every bid that has been named stays disregarded."""
    named = entry.disregard_bid_id is None or entry.disregard_bid_id in known.bids
    return named and entry.says(known.act, narrowed_to(work, known.act))


def _as_done(
    row: CourtAct, entry: CourtEntry, known: Done | None, lots: Iterable[ReviewedLot]
) -> Done:
    about = frozenset(entry.lot_ids) or frozenset(lot.lot_id for lot in lots)
    return Done((*(known.versions if known else ()), row), about)


def _check_course(
    matter: Matter, lots: Iterable[ReviewedLot], done: Sequence[Done], new: Done
) -> None:
    """Raises `ActRefused` unless the act, and all that comes after it, can have been done so."""
    others = [each for each in done if each.act.id != new.act.id]
    ordered = in_time([*others, new], instances(CourtName(matter.court)))
    for lot in lots:
        if lot.lot_id not in new.lot_ids:
            continue
        start = begun_for(matter, lot)
        about = [each for each in ordered if lot.lot_id in each.lot_ids]
        refused_before = _refused(start, [each for each in about if each is not new])
        for each, refused in _refused(start, about).items():
            if each == new.act.id:
                raise refused.error()
            if each not in refused_before:
                raise _contradicts(each, refused)


def _refused(course: Course, done: Iterable[Done]) -> dict[str, Refused]:
    """By act id, those that cannot have come where the course stood."""
    found = {}
    for each in done:
        answer = may_come(course, each.move)
        if isinstance(answer, Refused):
            found[each.act.id] = answer
        if each.move.court in course.instances:
            course = after(course, each.move)
    return found


def _contradicts(act_id: str, refused: Refused) -> ActRefused:
    reason = refused.reason.text
    return refuse(
        "docket.contradicts",
        sv=f"Då kunde {act_id}, som redan är diariefört, inte ha hänt: {reason.sv}",
        en=f"Then {act_id}, which is on the docket already, could not have happened: {reason.en}",
        todo_sv="Kontrollera båda; stryk den som är fel med tilldela appeals strike",
        todo_en="Check both; strike the one that is wrong with tilldela appeals strike",
    )


def _row(work: Work, actor: Actor, entry: CourtEntry, number: int, gone: Struck) -> CourtAct:
    """The act's next version; one that is struck keeps its number."""
    act_id = entry.act_id(number)
    versions = work.session.exec(select(CourtAct.version).where(col(CourtAct.id) == act_id)).all()
    return CourtAct(
        id=act_id,
        version=max([0, *versions, gone.acts.get(act_id, 0)]) + 1,
        matter_id=entry.matter_id,
        number=number,
        due_on=entry.due_on,
        returns_to=entry.returns_to,
        amount=entry.amount,
        document_sha256=entry.document_sha256,
        court=entry.court,
        kind=entry.kind,
        decided_on=entry.decided_on,
        dispatched_on=entry.dispatched_on,
        case_number=entry.case_number,
        disregard_bid_id=entry.disregard_bid_id,
        summary_sv=entry.summary.sv,
        summary_en=entry.summary.en,
        **work.recorded(actor.id),
    )


def _add_act(work: Work, actor: Actor, entry: CourtEntry, row: CourtAct) -> None:
    work.session.add(row)
    work.session.flush()
    for lot_id in entry.lot_ids:
        work.session.add(CourtActLot(act_id=row.id, version=row.version, lot_id=lot_id))
    work.session.flush()
    append(work, actor.id, f"court.{entry.kind.value}", entry.matter_id, _said(entry, row))


def _said(entry: CourtEntry, row: CourtAct) -> dict[str, object]:
    return {
        "court": entry.court.value,
        "case": entry.case_number,
        "decided_on": entry.decided_on,
        "dispatched_on": entry.dispatched_on,
        "number": row.number,
        "version": row.version,
        "lots": list(entry.lot_ids),
        "returns_to": entry.returns_to.value if entry.returns_to else None,
        "due_on": entry.due_on,
        "disregard_bid": entry.disregard_bid_id,
        "document_sha256": entry.document_sha256,
    }


def disregarded_bids(work: Work, lot_ids: Sequence[str]) -> dict[str, str]:
    """Bids that a court has ordered left out of the evaluation, with the matter's id.

    An order counts while it stands for one of the lots: not once it has been struck from the
    docket, nor when a higher court has set it aside or sent the case back.
    """
    found: dict[str, str] = {}
    for matter in _matters_naming_bids(work, lot_ids):
        done = acts_done(work, matter, struck(work, matter.tender_id))
        for lot_id in lot_ids:
            standing = standing_outcome(lot_id, done)
            if standing is not None:
                found |= dict.fromkeys(standing.bids, matter.id)
    return found


def _matters_naming_bids(work: Work, lot_ids: Sequence[str]) -> Sequence[Matter]:
    return work.session.exec(
        select(Matter)
        .join(ReviewedLot, col(ReviewedLot.matter_id) == col(Matter.id))
        .join(CourtAct, col(CourtAct.matter_id) == col(Matter.id))
        .where(col(ReviewedLot.lot_id).in_(lot_ids), col(CourtAct.disregard_bid_id).is_not(None))
        .distinct()
        .order_by(col(Matter.id))
    ).all()
