"""Record that a court was asked whether anything has come in, and what it answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from appeals.docket.known import lock_every_lot
from appeals.docket.targets import attacked_decision
from appeals.docket.words import COURTS
from appeals.facts import ADMINISTRATIVE
from appeals.struck import struck
from law.reasons import ActRefused, Cite, refuse
from models.review import CourtCheck, CourtName
from models.store import Store, Work
from models.tender import Lot, Tender
from people.actors import Actor
from people.permissions import Act, require
from registry.journal import append


def record_court_check(
    store: Store,
    actor: Actor,
    court: CourtName,
    checked_at: datetime,
    answers: Mapping[str, str | None],
) -> None:
    """Record that a court was asked, and for each lot id the case pending there, if any.

    Raises `ActRefused` for a court where no review is sought, for a check in the
    future, and for another answer than is recorded of the same instant.
    """
    with store.write() as work:
        lots = _lots(work, sorted(answers))
        for buyer_id in {work.session.get_one(Tender, lot.tender_id).buyer_id for lot in lots}:
            require(work, actor, Act.CHECK_COURT, buyer_id)
        if court not in ADMINISTRATIVE:
            raise _not_asked(court)
        if checked_at > work.now:
            raise _check_in_future(checked_at)
        for tender_id in sorted({lot.tender_id for lot in lots}):
            lock_every_lot(work, tender_id)
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


def _not_asked(court: CourtName) -> ActRefused:
    where = COURTS[court]
    return refuse(
        "docket.check_court",
        sv=f"Överprövning söks aldrig hos {where.sv}, så dess svar säger inget om avtalen",
        en=f"No review is applied for with {where.en}: its answer says nothing of the contracts",
        todo_sv="Fråga förvaltningsrätten (FR), kammarrätten (KR) eller HFD",
        todo_en="Ask the administrative courts: FR, KR or HFD",
        cite=Cite("LOU", 20, "4"),
    )


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


def _struck(lot: Lot, asked: _Asked) -> ActRefused:
    return refuse(
        "docket.struck_check",
        sv=f"Kontrollen med {asked.court} om {lot.code} den tidpunkten är struken ur diariet",
        en=f"The check with {asked.court} about {lot.code} at that time has been struck from the"
        " docket",
        todo_sv="Fråga domstolen igen och anteckna den kontrollen med sin egen tidpunkt",
        todo_en="Ask the court again and record that check with a time of its own",
    )


def _add_check(work: Work, actor: Actor, asked: _Asked, lot: Lot, pending: str | None) -> bool:
    decision_id = attacked_decision(work, lot.id)
    check_id = f"{decision_id}/{lot.code}/{asked.court.value}/{asked.at.isoformat()}"
    known = work.session.get(CourtCheck, check_id)
    if known is not None and check_id in struck(work, lot.tender_id).checks:
        raise _struck(lot, asked)
    if known is not None and known.case_number != (pending or None):
        raise _answered_otherwise(lot, asked)
    if known is not None:
        return False
    work.session.add(
        CourtCheck(
            id=check_id,
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


def checks_made(work: Work, tender_id: str | None) -> tuple[tuple[CourtCheck, bool], ...]:
    """Every check about the tender's lots, or about all; oldest first, and whether it is struck."""
    found = select(CourtCheck, Lot).join(Lot, col(Lot.id) == col(CourtCheck.lot_id))
    if tender_id is not None:
        found = found.where(col(Lot.tender_id) == tender_id)
    rows = work.session.exec(found.order_by(col(CourtCheck.checked_at), col(CourtCheck.id))).all()
    gone = {each: struck(work, each).checks for each in {lot.tender_id for _, lot in rows}}
    return tuple((check, check.id in gone[lot.tender_id]) for check, lot in rows)
