"""Open a matter: an application for review, a claim, a case of Konkurrensverket's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import col, select

from appeals.loading import newest_award
from law.reasons import Text, refuse
from models.parties import Organisation
from models.review import CourtName, Matter, MatterKind, ReviewedLot
from models.store import Store, Work
from models.tender import Lot, Tender
from people.actors import Actor
from people.permissions import Act, require
from registry.journal import append


@dataclass(frozen=True)
class NewMatter:
    """A matter as it reached us, about the lots that it names.

    `limited`: it is clearly limited to them; otherwise it holds every lot of the tender.
    `party_id`: who applied or claims, none in Konkurrensverket's own matters. `answer_by`:
    when the buyer is to answer, if that was said from the beginning.
    """

    tender_id: str
    case_number: str
    party_id: str | None
    lot_codes: tuple[str, ...]
    lodged_at: datetime
    informed_at: datetime
    grounds: Text
    relief: Text
    kind: MatterKind = MatterKind.REVIEW
    court: CourtName = CourtName.FR
    limited: bool = True
    answer_by: date | None = None

    @property
    def id(self) -> str:
        return f"{self.tender_id}/{self.case_number}"


def check_matter(work: Work, matter: NewMatter) -> None:
    """Raises `ActRefused` for no lot, an applicant nobody knows, and days that cannot be."""
    if not matter.lot_codes:
        raise refuse(
            "docket.no_lots",
            sv=f"Ansökan i mål {matter.case_number} anger inget anbudsområde",
            en=f"The application in case {matter.case_number} names no lot",
            todo_sv="Ange områdena; är ansökan inte tydligt begränsad, ange alla",
            todo_en="Name the lots; if the application is not clearly limited, name them all",
        )
    if matter.party_id and work.session.get(Organisation, matter.party_id) is None:
        raise refuse(
            "docket.unknown_applicant",
            sv=f"Sökanden {matter.party_id} finns inte i registret",
            en=f"The applicant {matter.party_id} is not in the register",
            todo_sv="Lägg upp leverantören först",
            todo_en="Enrol the supplier first",
        )
    if not matter.lodged_at <= matter.informed_at <= work.now:
        raise refuse(
            "docket.application_days",
            sv="En ansökan kan inte ha kommit in senare än myndigheten fick veta det,"
            " eller i framtiden",
            en="An application cannot have come in later than the buyer learned of it,"
            " or in the future",
            todo_sv="Rätta tidpunkterna",
            todo_en="Correct the times",
        )


def check_entered_alike(row: Matter, matter: NewMatter) -> None:
    """Raises `ActRefused` where the docket says otherwise: what holds a lot is not overwritten."""
    entered = (
        row.party_id,
        row.lodged_at,
        row.informed_at,
        Text(row.grounds_sv, row.grounds_en),
        Text(row.relief_sv, row.relief_en),
    )
    if entered != (
        matter.party_id,
        matter.lodged_at,
        matter.informed_at,
        matter.grounds,
        matter.relief,
    ):
        number = matter.case_number
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


def open_matter(store: Store, actor: Actor, matter: NewMatter) -> str:
    """Enter a matter. A review attacks the newest decision on each of its lots (LOU 20:4).

    Also one withdrawn since: it may have come in to the court before that.

    Entered again, it adds the lots that were not named before, and nothing else;
    raises `ActRefused` when it says anything else than the docket does.
    """
    lot_ids = sorted({f"{matter.tender_id}/{code}" for code in matter.lot_codes})
    with store.write() as work:
        tender = _tender(work, matter.tender_id)
        require(work, actor, Act.KEEP_DOCKET, tender.buyer_id)
        work.lock_lots(lot_ids if matter.limited else _all_lots(work, tender.id))
        known = work.session.get(Matter, matter.id)
        if known is not None:
            check_entered_alike(known, matter)
        fresh = [lot for lot in lot_ids if not work.session.get(ReviewedLot, (matter.id, lot))]
        if known and not fresh:
            return matter.id
        if known is None:
            check_matter(work, matter)
            work.session.add(_row(work, actor, matter))
            work.session.flush()
        for lot_id in fresh:
            decision_id = attacked_decision(work, lot_id)
            work.session.add(
                ReviewedLot(matter_id=matter.id, lot_id=lot_id, decision_id=decision_id)
            )
        append(
            work,
            actor.id,
            "review.lodged",
            matter.id,
            {"lots": fresh, "lodged_at": matter.lodged_at},
        )
    return matter.id


def _all_lots(work: Work, tender_id: str) -> list[str]:
    """An application that is not limited holds them all."""
    return list(work.session.exec(select(Lot.id).where(col(Lot.tender_id) == tender_id)))


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


def _row(work: Work, actor: Actor, matter: NewMatter) -> Matter:
    return Matter(
        id=matter.id,
        tender_id=matter.tender_id,
        case_number=matter.case_number,
        kind=matter.kind,
        court=matter.court,
        party_id=matter.party_id,
        limited=matter.limited,
        answer_by=matter.answer_by,
        lodged_at=matter.lodged_at,
        informed_at=matter.informed_at,
        grounds_sv=matter.grounds.sv,
        grounds_en=matter.grounds.en,
        relief_sv=matter.relief.sv,
        relief_en=matter.relief.en,
        **work.recorded(actor.id),
    )


def attacked_decision(work: Work, lot_id: str) -> str:
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
