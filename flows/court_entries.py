"""A play's court acts as the docket takes them, and what each is called."""

from __future__ import annotations

from appeals.docket.court_entry import CourtEntry
from appeals.docket.new_matter import NewMatter
from interop import play_course as course
from law.days import swedish_day
from law.reasons import Text
from models.review import CourtActKind, CourtName

COURT_WORDS = {
    CourtActKind.APPEALED: Text("avgörandet överklagas dit", "the ruling is appealed there"),
    CourtActKind.INTERIM_ORDER: Text("interimistiskt beslut", "interim order"),
    CourtActKind.INTERIM_LIFTED: Text("beslutet upphävs", "the interim order is lifted"),
    CourtActKind.REJECTED: Text("avslag", "rejected"),
    CourtActKind.DISMISSED: Text("avvisning", "dismissed"),
    CourtActKind.STRUCK_OUT: Text("avskrivning", "struck out"),
    CourtActKind.CORRECTION: Text("rättelse ska göras", "correction ordered"),
    CourtActKind.REDO: Text("upphandlingen ska göras om", "to be made anew"),
    CourtActKind.LEAVE_REFUSED: Text("inget prövningstillstånd", "leave to appeal refused"),
}


def court_entry(
    application: str, act: course.Ruling | course.Appeal | course.InterimOrder
) -> CourtEntry:
    court = CourtName(act.court)
    match act:
        case course.Ruling():
            return CourtEntry(
                application,
                act.case,
                court,
                CourtActKind(act.outcome),
                swedish_day(act.decided_at),
                swedish_day(act.dispatched_at),
                act.summary,
                act.disregard_bid,
            )
        case course.Appeal():
            day, kind = swedish_day(act.lodged_at), CourtActKind.APPEALED
        case course.InterimOrder():
            day, kind = swedish_day(act.decided_at), CourtActKind.INTERIM_ORDER
    return CourtEntry(application, act.case, court, kind, day, None, COURT_WORDS[kind])


def matter_entry(tender_id: str, application: course.Application) -> NewMatter:
    return NewMatter(
        tender_id=tender_id,
        case_number=application.case,
        party_id=application.applicant,
        lot_codes=(application.lot,),
        lodged_at=application.lodged_at,
        informed_at=application.informed_at,
        grounds=application.grounds,
        relief=application.relief,
    )
