"""Keep the docket: applications for review, what courts do, and checks with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import col, select

from appeals.loading import award_in_force
from law.reasons import ActRefused, Text, refuse
from models.review import (
    CourtAct,
    CourtActKind,
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


@dataclass(frozen=True)
class Application:
    """An application for review as it reached us. `lot_codes`: the lots that it attacks."""

    tender_id: str
    case_number: str
    applicant_id: str
    lot_codes: tuple[str, ...]
    lodged_at: datetime
    informed_at: datetime
    grounds: Text
    relief: Text

    @property
    def id(self) -> str:
        return f"{self.tender_id}/{self.case_number}"


def lodge_application(store: Store, actor: Actor, application: Application) -> str:
    """Enter an application. It attacks the decision in force on each of its lots (LOU 20:4)."""
    lot_ids = [f"{application.tender_id}/{code}" for code in application.lot_codes]
    with store.write() as work:
        tender = work.session.get_one(Tender, application.tender_id)
        require(actor, Act.KEEP_DOCKET, tender.buyer_id)
        work.lock_lots(lot_ids)
        if work.session.get(ReviewApplication, application.id) is not None:
            return application.id
        work.session.add(_row(work, actor, application))
        work.session.flush()
        for lot_id in lot_ids:
            decision_id = _attacked_decision(work, lot_id)
            work.session.add(
                ReviewedLot(application_id=application.id, lot_id=lot_id, decision_id=decision_id)
            )
        append(
            work,
            actor.id,
            "review.lodged",
            application.id,
            {"lots": lot_ids, "lodged_at": application.lodged_at},
        )
    return application.id


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
    award = award_in_force(work, lot_id) if work.session.get(Lot, lot_id) else None
    if award is None:
        raise refuse(
            "docket.no_decision",
            sv=f"Området {lot_id} har inget tilldelningsbeslut att överpröva",
            en=f"Lot {lot_id} has no award decision to review",
            todo_sv="Ange de områden som ansökan gäller",
            todo_en="Name the lots that the application concerns",
        )
    return award.decision.id


@dataclass(frozen=True)
class CourtEntry:
    """One act in a case, to be entered. `disregard_bid_id`: only with a correction.

    `case_number` is the number that the acting court gives the case.
    """

    application_id: str
    case_number: str
    court: CourtName
    kind: CourtActKind
    decided_on: date
    dispatched_on: date | None
    summary: Text
    disregard_bid_id: str | None = None


def record_court_act(store: Store, actor: Actor, entry: CourtEntry) -> None:
    """Enter what a court (or a party, appealing) did. The same entry twice is one."""
    with store.write() as work:
        application = _application(work, entry.application_id)
        tender = work.session.get_one(Tender, application.tender_id)
        require(actor, Act.KEEP_DOCKET, tender.buyer_id)
        lots = work.session.exec(
            select(ReviewedLot).where(col(ReviewedLot.application_id) == application.id)
        ).all()
        work.lock_lots(lot.lot_id for lot in lots)
        key = (application.id, entry.court, entry.kind, entry.decided_on)
        if work.session.get(CourtAct, key) is not None:
            return
        work.session.add(
            CourtAct(
                application_id=application.id,
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
        )
        append(
            work,
            actor.id,
            f"court.{entry.kind.value}",
            application.id,
            {
                "court": entry.court.value,
                "case": entry.case_number,
                "decided_on": entry.decided_on,
                "dispatched_on": entry.dispatched_on,
                "disregard_bid": entry.disregard_bid_id,
            },
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

    Raises `ActRefused` for a check in the future: an answer cannot be foreseen.
    """
    with store.write() as work:
        lots = _lots(work, sorted(answers))
        for buyer_id in {work.session.get_one(Tender, lot.tender_id).buyer_id for lot in lots}:
            require(actor, Act.CHECK_COURT, buyer_id)
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
    return [work.session.get_one(Lot, lot_id) for lot_id in lot_ids]


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


def _add_check(work: Work, actor: Actor, asked: _Asked, lot: Lot, pending: str | None) -> bool:
    decision_id = _attacked_decision(work, lot.id)
    if work.session.get(CourtCheck, (lot.id, decision_id, asked.court, asked.at)) is not None:
        return False
    work.session.add(
        CourtCheck(
            lot_id=lot.id,
            decision_id=decision_id,
            court=asked.court,
            checked_at=asked.at,
            answer="pending" if pending else "nothing",
            case_number=pending,
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
