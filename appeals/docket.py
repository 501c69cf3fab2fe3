"""Keep the docket: applications for review, what courts do, and checks with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from appeals.entries import (
    Application,
    CourtEntry,
    check_application,
    check_court_entry,
    check_entered_alike,
    check_not_earlier,
)
from appeals.loading import court_acts, newest_award
from law.reasons import ActRefused, refuse
from models.review import (
    CourtAct,
    CourtCheck,
    CourtName,
    ReviewApplication,
    ReviewedLot,
)
from models.store import Store, Work
from models.tender import Lot, Tender
from people.actors import Actor
from people.permissions import Act, require
from registry.journal import append

__all__ = [
    "Application",
    "CourtEntry",
    "disregarded_bids",
    "lodge_application",
    "record_court_act",
    "record_court_check",
]


def lodge_application(store: Store, actor: Actor, application: Application) -> str:
    """Enter an application. It attacks the newest decision on each of its lots (LOU 20:4).

    Also one withdrawn since: it may have come in to the court before that.

    Entered again, it adds the lots that were not named before, and nothing else;
    raises `ActRefused` when it says anything else than the docket does.
    """
    lot_ids = sorted({f"{application.tender_id}/{code}" for code in application.lot_codes})
    with store.write() as work:
        tender = _tender(work, application.tender_id)
        require(work, actor, Act.KEEP_DOCKET, tender.buyer_id)
        work.lock_lots(lot_ids)
        known = work.session.get(ReviewApplication, application.id)
        if known is not None:
            check_entered_alike(known, application)
        fresh = [lot for lot in lot_ids if not work.session.get(ReviewedLot, (application.id, lot))]
        if known and not fresh:
            return application.id
        if known is None:
            check_application(work, application)
            work.session.add(_row(work, actor, application))
            work.session.flush()
        for lot_id in fresh:
            decision_id = _attacked_decision(work, lot_id)
            work.session.add(
                ReviewedLot(application_id=application.id, lot_id=lot_id, decision_id=decision_id)
            )
        append(
            work,
            actor.id,
            "review.lodged",
            application.id,
            {"lots": fresh, "lodged_at": application.lodged_at},
        )
    return application.id


def _tender(work: Work, tender_id: str) -> Tender:
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


def _row(work: Work, actor: Actor, application: Application) -> ReviewApplication:
    return ReviewApplication(
        id=application.id,
        tender_id=application.tender_id,
        case_number=application.case_number,
        applicant_id=application.applicant_id,
        lodged_at=application.lodged_at,
        informed_at=application.informed_at,
        grounds_sv=application.grounds.sv,
        grounds_en=application.grounds.en,
        relief_sv=application.relief.sv,
        relief_en=application.relief.en,
        **work.recorded(actor.id),
    )


def _attacked_decision(work: Work, lot_id: str) -> str:
    award = newest_award(work, lot_id) if work.session.get(Lot, lot_id) else None
    if award is None:
        raise refuse(
            "docket.no_decision",
            sv=f"Området {lot_id} har inget tilldelningsbeslut att överpröva",
            en=f"Lot {lot_id} has no award decision to review",
            todo_sv="Ange de områden som ansökan gäller",
            todo_en="Name the lots that the application concerns",
        )
    return award.decision.id


def record_court_act(store: Store, actor: Actor, entry: CourtEntry) -> None:
    """Enter what a court (or a party, appealing) did. The same entry twice is one.

    What is learned of an act later, such as the day it was sent, is entered as
    the same act again and governs from then on. Raises `ActRefused` for what the
    court cannot have done, and for an earlier dispatch than is known.
    """
    with store.write() as work:
        application = _application(work, entry.application_id)
        tender = work.session.get_one(Tender, application.tender_id)
        require(work, actor, Act.KEEP_DOCKET, tender.buyer_id)
        lots = work.session.exec(
            select(ReviewedLot).where(col(ReviewedLot.application_id) == application.id)
        ).all()
        work.lock_lots(lot.lot_id for lot in lots)
        versions = [act for act in court_acts(work, application.id) if _is_of(act, entry)]
        if versions:
            check_not_earlier(versions[-1], entry)
            if _adds_nothing(versions, entry):
                return
        check_court_entry(work, application, entry, [lot.lot_id for lot in lots])
        _add_act(work, actor, entry, len(versions) + 1)


def _add_act(work: Work, actor: Actor, entry: CourtEntry, version: int) -> None:
    work.session.add(
        CourtAct(
            application_id=entry.application_id,
            court=entry.court,
            kind=entry.kind,
            decided_on=entry.decided_on,
            version=version,
            dispatched_on=entry.dispatched_on,
            case_number=entry.case_number,
            disregard_bid_id=entry.disregard_bid_id,
            summary_sv=entry.summary.sv,
            summary_en=entry.summary.en,
            **work.recorded(actor.id),
        )
    )
    append(
        work,
        actor.id,
        f"court.{entry.kind.value}",
        entry.application_id,
        {
            "court": entry.court.value,
            "case": entry.case_number,
            "decided_on": entry.decided_on,
            "dispatched_on": entry.dispatched_on,
            "disregard_bid": entry.disregard_bid_id,
            "version": version,
        },
    )


def _is_of(act: CourtAct, entry: CourtEntry) -> bool:
    return (act.court, act.kind, act.decided_on) == (entry.court, entry.kind, entry.decided_on)


def _adds_nothing(versions: Sequence[CourtAct], entry: CourtEntry) -> bool:
    """What the newest version says; and every bid that has been named stays disregarded."""
    newest, named = versions[-1], {None, *(act.disregard_bid_id for act in versions)}
    said = (newest.dispatched_on, newest.case_number, newest.summary_sv, newest.summary_en)
    return entry.disregard_bid_id in named and said == (
        entry.dispatched_on,
        entry.case_number,
        entry.summary.sv,
        entry.summary.en,
    )


def _application(work: Work, application_id: str) -> ReviewApplication:
    application = work.session.get(ReviewApplication, application_id)
    if application is None:
        raise _unknown_case(application_id)
    return application


def _unknown_case(application_id: str) -> ActRefused:
    return refuse(
        "docket.unknown_case",
        sv=f"Målet {application_id} finns inte i diariet",
        en=f"Case {application_id} is not on the docket",
        todo_sv="Diarieför ansökan om överprövning först",
        todo_en="Enter the application for review first",
    )


def record_court_check(
    store: Store,
    actor: Actor,
    court: CourtName,
    checked_at: datetime,
    answers: Mapping[str, str | None],
) -> None:
    """Record that a court was asked, and for each lot id the case pending there, if any.

    Raises `ActRefused` for a check in the future, for an answer cannot be
    foreseen, and for another answer than is recorded of the same instant.
    """
    with store.write() as work:
        lots = _lots(work, sorted(answers))
        for buyer_id in {work.session.get_one(Tender, lot.tender_id).buyer_id for lot in lots}:
            require(work, actor, Act.CHECK_COURT, buyer_id)
        if checked_at > work.now:
            raise _check_in_future(checked_at)
        work.lock_lots(answers)
        asked = _Asked(court, checked_at)
        fresh = [lot for lot in lots if _add_check(work, actor, asked, lot, answers[lot.id])]
        if fresh:
            append(
                work,
                actor.id,
                "court.checked",
                fresh[0].tender_id,
                {
                    "court": court.value,
                    "checked_at": checked_at,
                    "nothing": [lot.id for lot in fresh if answers[lot.id] is None],
                    "pending": {lot.id: answers[lot.id] for lot in fresh if answers[lot.id]},
                },
            )


def _lots(work: Work, lot_ids: Sequence[str]) -> list[Lot]:
    found = [work.session.get(Lot, lot_id) for lot_id in lot_ids]
    lots = [lot for lot in found if lot is not None]
    if len(lots) < len(found):
        unknown = sorted(set(lot_ids) - {lot.id for lot in lots})
        raise refuse(
            "docket.unknown_lot",
            sv=f"Det finns inget anbudsområde {', '.join(unknown)}",
            en=f"There is no lot {', '.join(unknown)}",
            todo_sv="Ange de områden som domstolen tillfrågades om",
            todo_en="Name the lots that the court was asked about",
        )
    return lots


@dataclass(frozen=True)
class _Asked:
    court: CourtName
    at: datetime


def _check_in_future(at: datetime) -> ActRefused:
    return refuse(
        "docket.check_in_future",
        sv=f"Kontrollen med domstolen har en tidpunkt som inte har inträffat ({at.isoformat()})",
        en=f"The check with the court is dated in the future ({at.isoformat()})",
        todo_sv="Ange när domstolen svarade",
        todo_en="State when the court answered",
    )


def _answered_otherwise(lot: Lot, asked: _Asked) -> ActRefused:
    when = asked.at.isoformat()
    return refuse(
        "docket.answered_otherwise",
        sv=f"Ett annat svar från {asked.court} om {lot.code} är redan antecknat för {when}",
        en=f"Another answer of {asked.court} about {lot.code} is already recorded for {when}",
        todo_sv="Fråga domstolen igen och anteckna den kontrollen med sin egen tidpunkt",
        todo_en="Ask the court again and record that check with a time of its own",
    )


def _add_check(work: Work, actor: Actor, asked: _Asked, lot: Lot, pending: str | None) -> bool:
    decision_id = _attacked_decision(work, lot.id)
    known = work.session.get(CourtCheck, (lot.id, decision_id, asked.court, asked.at))
    if known is not None and known.case_number != (pending or None):
        raise _answered_otherwise(lot, asked)
    if known is not None:
        return False
    work.session.add(
        CourtCheck(
            lot_id=lot.id,
            decision_id=decision_id,
            court=asked.court,
            checked_at=asked.at,
            answer="pending" if pending else "nothing",
            case_number=pending or None,
            **work.recorded(actor.id),
        )
    )
    return True


def disregarded_bids(work: Work, lot_ids: Sequence[str]) -> dict[str, str]:
    """Bids that a court has ordered left out of the evaluation, with the case's id."""
    rows = work.session.exec(
        select(CourtAct)
        .join(ReviewedLot, col(ReviewedLot.application_id) == col(CourtAct.application_id))
        .where(col(ReviewedLot.lot_id).in_(lot_ids), col(CourtAct.disregard_bid_id).is_not(None))
    ).all()
    return {row.disregard_bid_id: row.application_id for row in rows if row.disregard_bid_id}
