"""Enter what happened in a matter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from appeals.facts import ENDS, FR_ENDS
from appeals.loading import court_acts
from law.days import swedish_day
from law.reasons import ActRefused, Text, refuse
from models.review import (
    CourtAct,
    CourtActKind,
    CourtActLot,
    CourtName,
    Matter,
    ReturnTo,
    ReviewedLot,
)
from models.store import Store, Work
from models.tender import Bid, Tender
from people.actors import Actor
from people.permissions import Act, require
from registry.journal import append

# A higher court is appealed to and may refuse leave; the first instance is not and may not.
OF_FIRST_INSTANCE = FR_ENDS | {CourtActKind.INTERIM_ORDER, CourtActKind.INTERIM_LIFTED}


@dataclass(frozen=True)
class CourtEntry:
    """One act in a matter, to be entered: the `number`-th of its kind in that court that day.

    `disregard_bid_id`, `returns_to`: only with a correction. `lot_ids`: those that it is
    about, all of the matter's if none is named. `due_on`: by when the buyer is to answer.

    `case_number` is the number that the acting court gives the case.
    """

    matter_id: str
    case_number: str
    court: CourtName
    kind: CourtActKind
    decided_on: date
    dispatched_on: date | None
    summary: Text
    disregard_bid_id: str | None = None
    number: int = 1
    returns_to: ReturnTo | None = None
    due_on: date | None = None
    document_sha256: str | None = None
    amount: int | None = None
    lot_ids: tuple[str, ...] = ()

    @property
    def act_id(self) -> str:
        court, kind, day = self.court.value, self.kind.value, self.decided_on.isoformat()
        return f"{self.matter_id}/{court}/{kind}/{day}/{self.number}"


def record_court_act(store: Store, actor: Actor, entry: CourtEntry) -> None:
    """Enter what a court (or a party, appealing) did. The same entry twice is one.

    What is learned of an act later, such as the day it was sent, is entered as
    the same act again and governs from then on. Raises `ActRefused` for what the
    court cannot have done, and for an earlier dispatch than is known.
    """
    with store.write() as work:
        matter = _matter(work, entry.matter_id)
        tender = work.session.get_one(Tender, matter.tender_id)
        require(work, actor, Act.KEEP_DOCKET, tender.buyer_id)
        lots = work.session.exec(
            select(ReviewedLot).where(col(ReviewedLot.matter_id) == matter.id)
        ).all()
        work.lock_lots(lot.lot_id for lot in lots)
        versions = [act for act in court_acts(work, matter.id) if _is_of(act, entry)]
        if versions:
            check_not_earlier(versions[-1], entry)
            if _adds_nothing(versions, entry):
                return
        check_court_entry(work, matter, entry, [lot.lot_id for lot in lots])
        _add_act(work, actor, entry, len(versions) + 1)


def _add_act(work: Work, actor: Actor, entry: CourtEntry, version: int) -> None:
    work.session.add(
        CourtAct(
            id=entry.act_id,
            matter_id=entry.matter_id,
            number=entry.number,
            due_on=entry.due_on,
            returns_to=_returns_to(entry),
            amount=entry.amount,
            document_sha256=entry.document_sha256,
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
    work.session.flush()
    for lot_id in entry.lot_ids:
        work.session.add(CourtActLot(act_id=entry.act_id, version=version, lot_id=lot_id))
    work.session.flush()
    append(
        work,
        actor.id,
        f"court.{entry.kind.value}",
        entry.matter_id,
        {
            "court": entry.court.value,
            "case": entry.case_number,
            "decided_on": entry.decided_on,
            "dispatched_on": entry.dispatched_on,
            "disregard_bid": entry.disregard_bid_id,
            "version": version,
        },
    )


def _returns_to(entry: CourtEntry) -> ReturnTo | None:
    """A correction begins anew at the evaluation, unless the court says otherwise."""
    if entry.kind is not CourtActKind.CORRECTION:
        return None
    return entry.returns_to or ReturnTo.EVALUATION


def _is_of(act: CourtAct, entry: CourtEntry) -> bool:
    return act.id == entry.act_id


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


def _matter(work: Work, matter_id: str) -> Matter:
    matter = work.session.get(Matter, matter_id)
    if matter is None:
        raise _unknown_case(matter_id)
    return matter


def _unknown_case(matter_id: str) -> ActRefused:
    return refuse(
        "docket.unknown_case",
        sv=f"Målet {matter_id} finns inte i diariet",
        en=f"Case {matter_id} is not on the docket",
        todo_sv="Diarieför ansökan om överprövning först",
        todo_en="Enter the application for review first",
    )


def disregarded_bids(work: Work, lot_ids: Sequence[str]) -> dict[str, str]:
    """Bids that a court has ordered left out of the evaluation, with the case's id."""
    rows = work.session.exec(
        select(CourtAct)
        .join(ReviewedLot, col(ReviewedLot.matter_id) == col(CourtAct.matter_id))
        .where(col(ReviewedLot.lot_id).in_(lot_ids), col(CourtAct.disregard_bid_id).is_not(None))
    ).all()
    return {row.disregard_bid_id: row.matter_id for row in rows if row.disregard_bid_id}


def check_not_earlier(newest: CourtAct, entry: CourtEntry) -> None:
    """Raises `ActRefused` for an earlier dispatch than the docket has: it would shorten a bar."""
    if newest.dispatched_on is None:
        return
    if entry.dispatched_on is None or entry.dispatched_on < newest.dispatched_on:
        known = newest.dispatched_on.isoformat()
        raise refuse(
            "docket.earlier_dispatch",
            sv=f"Avgörandet är diariefört som skickat {known}; en tidigare eller okänd dag skulle"
            " förkorta tiden då avtal inte får ingås",
            en=f"The docket has the decision as sent on {known}; an earlier or unknown day would"
            " shorten the time in which no contract may be concluded",
            todo_sv="Kontrollera mot domstolens handling; den senare dagen gäller tills vidare",
            todo_en="Check the court's own document; the later day governs meanwhile",
        )


def check_court_entry(
    work: Work, matter: Matter, entry: CourtEntry, lot_ids: Sequence[str]
) -> None:
    """Raises `ActRefused` for an act that the court cannot have done, or not on that day.

    A wrong year would otherwise end a bar before it began.
    """
    if entry.court is CourtName.FR and entry.kind not in OF_FIRST_INSTANCE:
        raise refuse(
            "docket.not_in_court",
            sv="Förvaltningsrätten är första instans: dit överklagas inget, och där krävs"
            " inget prövningstillstånd",
            en="FR is the first instance: nothing is appealed to it, and it takes no leave",
            todo_sv="Ange rätt domstol",
            todo_en="Name the right court",
        )
    lodged, today = swedish_day(matter.lodged_at), swedish_day(work.now)
    dispatched = entry.dispatched_on or entry.decided_on
    if not lodged <= entry.decided_on <= dispatched <= today:
        raise _days_of_act(entry.decided_on, dispatched)
    _check_order_of_courts(work, entry)
    _check_disregarded(work, entry, lot_ids)


LOWER = {CourtName.KR: CourtName.FR, CourtName.HFD: CourtName.KR}


def _check_order_of_courts(work: Work, entry: CourtEntry) -> None:
    """A ruling is appealed when it has been made, and only then can the next court end the case.

    An interim order may come before: a decision on one is appealed by itself.
    """
    lower = LOWER.get(entry.court)
    if lower is None or entry.kind not in ENDS | {CourtActKind.APPEALED}:
        return
    first_end = work.session.exec(
        select(CourtAct)
        .where(
            col(CourtAct.matter_id) == entry.matter_id,
            col(CourtAct.court) == lower,
            col(CourtAct.kind).in_(FR_ENDS if lower is CourtName.FR else ENDS),
        )
        .order_by(col(CourtAct.decided_on))
    ).first()
    if first_end is None or first_end.decided_on > entry.decided_on:
        raise refuse(
            "docket.before_lower_court",
            sv=f"{entry.court} kan inte ha fått eller avgjort målet {entry.decided_on.isoformat()}:"
            f" {lower} hade då enligt diariet inte avgjort det",
            en=f"{entry.court} cannot have received or ended the case on"
            f" {entry.decided_on.isoformat()}: by the docket {lower} had not ended it then",
            todo_sv=f"Diarieför först avgörandet från {lower}, eller rätta dagen",
            todo_en=f"First enter the ruling of {lower}, or correct the day",
        )


def _days_of_act(decided: date, dispatched: date) -> ActRefused:
    return refuse(
        "docket.act_days",
        sv=f"Ett avgörande {decided.isoformat()}, skickat {dispatched.isoformat()}, kan inte"
        " vara äldre än ansökan, skickat före avgörandet eller ligga i framtiden",
        en=f"A decision of {decided.isoformat()}, sent {dispatched.isoformat()}, cannot be older"
        " than the application, sent before it was made, or lie in the future",
        todo_sv="Rätta dagarna efter domstolens handling",
        todo_en="Correct the days by the court's own document",
    )


def _check_disregarded(work: Work, entry: CourtEntry, lot_ids: Sequence[str]) -> None:
    if entry.disregard_bid_id is None:
        return
    bid = work.session.get(Bid, entry.disregard_bid_id)
    if bid is None or bid.lot_id not in lot_ids or entry.kind is not CourtActKind.CORRECTION:
        raise refuse(
            "docket.disregarded_bid",
            sv=f"Anbudet {entry.disregard_bid_id} kan bara lämnas utan beaktande genom en"
            " rättelse i ett mål som gäller anbudets område",
            en=f"Bid {entry.disregard_bid_id} can be disregarded only by a correction in a case"
            " about the bid's lot",
            todo_sv="Ange ett anbud i målets områden, eller inget anbud",
            todo_en="Name a bid in the lots of the case, or none",
        )
