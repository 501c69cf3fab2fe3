"""A stricter date for a lot's contract: the lawyer's own, later than the law's."""

from __future__ import annotations

from datetime import date

from sqlmodel import col, select

from appeals.bars import bars_of
from appeals.docket.named import lot_named
from appeals.in_force import AwardInForce, award_in_force
from appeals.loading import load_waiting_facts
from appeals.lot_facts import newest_stricter_date
from law.days import spoken, swedish_day
from law.reasons import ActRefused, Text, refuse
from law.rulebook import Rulebook
from models.lawyers import StricterDate
from models.store import Store, Work
from models.tender import Lot, Tender
from people.actors import Actor
from people.permissions import Act, require, require_second
from registry.journal import append


def set_stricter_date(
    store: Store,
    actor: Actor,
    lot_id: str,
    not_before: date,
    reason: Text,
    second: Actor | None = None,
) -> int:
    """No contract for the lot's decision in force before that day; gives the entry's number.

    The same again writes nothing. An earlier day than the newest takes a second person, for
    it lets a contract come sooner. Raises `ActRefused` for a day that the law bars anyway,
    and for one that has passed.
    """
    with store.write() as work:
        lot, tender = lot_named(work, lot_id)
        require(work, actor, Act.SET_STRICTER_DATE, tender.buyer_id)
        work.lock_lots([lot.id])
        award = _award(work, lot)
        newest = newest_stricter_date(work, lot.id, award.decision.id)
        if newest is not None and _says(newest) == (not_before, reason):
            return newest.number
        _check_not_looser(work, lot, tender, not_before)
        if newest is not None and not_before < newest.not_before:
            _check_second(work, actor, second, newest, tender)
        else:
            _check_has_effect(work, lot, tender, not_before)
            second = None
        row = StricterDate(
            lot_id=lot.id,
            number=_count(work, lot.id) + 1,
            decision_id=award.decision.id,
            set_at=work.now,
            not_before=not_before,
            approved_by=second.id if second else None,
            reason_sv=reason.sv,
            reason_en=reason.en,
            **work.recorded(actor.id),
        )
        work.session.add(row)
        work.session.flush()
        said = {
            "decision": row.decision_id,
            "not_before": not_before,
            "number": row.number,
            "approved_by": row.approved_by,
        }
        append(work, actor.id, "hold.stricter_date", lot.id, said)
        return row.number


def _says(row: StricterDate) -> tuple[date, Text]:
    return row.not_before, Text(row.reason_sv, row.reason_en)


def _count(work: Work, lot_id: str) -> int:
    rows = select(StricterDate.number).where(col(StricterDate.lot_id) == lot_id)
    return len(work.session.exec(rows).all())


def _award(work: Work, lot: Lot) -> AwardInForce:
    award = award_in_force(work, lot.id)
    if award is None:
        raise refuse(
            "stricter.no_decision",
            sv=f"Inget tilldelningsbeslut gäller för {lot.code}, och inget avtal kan ingås",
            en=f"No award decision is in force for {lot.code}, and no contract can be concluded",
            todo_sv="Ange dagen när ett beslut har fattats",
            todo_en="Set the date once a decision has been made",
        )
    return award


def _lawful_from(work: Work, lot: Lot, tender: Tender) -> date | None:
    """The first day that the law's own bars leave free; None while it is not known."""
    facts = load_waiting_facts(work, lot.id)
    if facts.concluded_at is not None:
        raise refuse(
            "stricter.concluded",
            sv=f"Avtalet för {lot.code} är redan ingånget",
            en=f"The contract for {lot.code} has already been concluded",
            todo_sv="En senare dag hindrar inte det som redan har skett",
            todo_en="A later date does not prevent what has already happened",
        )
    if facts.decision is None:
        return None
    return bars_of(facts, facts.decision, Rulebook(tender.rulebook)).lawful_from


def _check_not_looser(work: Work, lot: Lot, tender: Tender, not_before: date) -> None:
    lawful = _lawful_from(work, lot, tender)
    if lawful is not None and not_before < lawful:
        raise _looser(lot, not_before, lawful)


def _looser(lot: Lot, not_before: date, lawful: date) -> ActRefused:
    asked, law = spoken(not_before), spoken(lawful)
    return refuse(
        "stricter.looser",
        sv=f"Lagen tillåter avtal för {lot.code} först {law.sv}; en tidigare dag, {asked.sv},"
        " har ingen verkan",
        en=f"The law allows a contract for {lot.code} from {law.en} at the earliest; an earlier"
        f" day, {asked.en}, has no effect",
        todo_sv="Bara domstolen kan korta tiden: diarieför dess beslut med tilldela appeals act,"
        " waived eller standstill_lifted, och handlingen med --file",
        todo_en="Only the court can shorten the time: enter its decision with tilldela appeals"
        " act, waived or standstill_lifted, and the document with --file",
    )


def _check_has_effect(work: Work, lot: Lot, tender: Tender, not_before: date) -> None:
    today, lawful = swedish_day(work.now), _lawful_from(work, lot, tender)
    if not_before > today and (lawful is None or not_before > lawful):
        return
    day = spoken(not_before)
    raise refuse(
        "stricter.no_effect",
        sv=f"{day.sv} hindrar inget avtal för {lot.code} som inte lagen eller tiden redan hindrar",
        en=f"{day.en} holds no contract for {lot.code} that the law or time itself does not"
        " already hold",
        todo_sv="Ange en dag som är senare än i dag och än den dag som tilldela lots anger som"
        " laglig",
        todo_en="Give a day later than today, and than the one that tilldela lots says is lawful",
    )


def _check_second(
    work: Work, actor: Actor, second: Actor | None, newest: StricterDate, tender: Tender
) -> None:
    set_ = spoken(newest.not_before)
    if second is None:
        raise refuse(
            "stricter.second_person",
            sv=f"Dagen är satt till {set_.sv}, och en tidigare dag kräver två personer",
            en=f"The day is set to {set_.en}, and an earlier day takes two persons",
            todo_sv="Ange --as två gånger: den som ändrar och den som godkänner",
            todo_en="Give --as twice: who changes it and who approves",
        )
    require_second(actor, second, "En tidigare dag för avtal", "An earlier day for a contract")
    require(work, second, Act.APPROVE_CLEARING, tender.buyer_id)
