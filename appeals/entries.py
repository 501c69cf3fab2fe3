"""What can be entered on the docket, and what no entry can say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import col, select

from appeals.facts import ENDS, FR_ENDS
from law.days import swedish_day
from law.reasons import ActRefused, Text, refuse
from models.parties import Organisation
from models.review import CourtAct, CourtActKind, CourtName, ReviewApplication
from models.store import Work
from models.tender import Bid

# A higher court is appealed to and may refuse leave; the first instance is not and may not.
OF_FIRST_INSTANCE = FR_ENDS | {CourtActKind.INTERIM_ORDER, CourtActKind.INTERIM_LIFTED}


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


def check_application(work: Work, application: Application) -> None:
    """Raises `ActRefused` for no lot, an applicant nobody knows, and days that cannot be."""
    if not application.lot_codes:
        raise refuse(
            "docket.no_lots",
            sv=f"Ansökan i mål {application.case_number} anger inget anbudsområde",
            en=f"The application in case {application.case_number} names no lot",
            todo_sv="Ange områdena; är ansökan inte tydligt begränsad, ange alla",
            todo_en="Name the lots; if the application is not clearly limited, name them all",
        )
    if work.session.get(Organisation, application.applicant_id) is None:
        raise refuse(
            "docket.unknown_applicant",
            sv=f"Sökanden {application.applicant_id} finns inte i registret",
            en=f"The applicant {application.applicant_id} is not in the register",
            todo_sv="Lägg upp leverantören först",
            todo_en="Enrol the supplier first",
        )
    if not application.lodged_at <= application.informed_at <= work.now:
        raise refuse(
            "docket.application_days",
            sv="En ansökan kan inte ha kommit in senare än myndigheten fick veta det,"
            " eller i framtiden",
            en="An application cannot have come in later than the buyer learned of it,"
            " or in the future",
            todo_sv="Rätta tidpunkterna",
            todo_en="Correct the times",
        )


def check_entered_alike(row: ReviewApplication, application: Application) -> None:
    """Raises `ActRefused` where the docket says otherwise: what holds a lot is not overwritten."""
    entered = (
        row.applicant_id,
        row.lodged_at,
        row.informed_at,
        Text(row.grounds_sv, row.grounds_en),
        Text(row.relief_sv, row.relief_en),
    )
    if entered != (
        application.applicant_id,
        application.lodged_at,
        application.informed_at,
        application.grounds,
        application.relief,
    ):
        number = application.case_number
        raise refuse(
            "docket.entered_otherwise",
            sv=f"Ansökan i mål {number} är redan diarieförd med annan sökande, andra tidpunkter"
            " eller annan text, och diariet skrivs inte över",
            en=f"The application in case {number} is already on the docket with another applicant,"
            " other times or another text, and the docket is not overwritten",
            todo_sv="Diarieför den rättade ansökan under målnumret med ett tillägg, till exempel"
            f" ”{number} rättad”, så att båda räknas",
            todo_en="Enter the corrected application under the case number with a suffix, such as"
            f" “{number} corrected”, so that both count",
        )


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
    work: Work, application: ReviewApplication, entry: CourtEntry, lot_ids: Sequence[str]
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
    lodged, today = swedish_day(application.lodged_at), swedish_day(work.now)
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
            col(CourtAct.application_id) == entry.application_id,
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
