"""A matter to be entered: what it must say, and that it says what the docket does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from appeals.docket.moves import first_courts
from appeals.docket.words import COURTS, MATTERS
from law.connected import held
from law.days import swedish_day
from law.reasons import ActRefused, Text, refuse
from law.refusals import ImpossibleFacts
from law.remedies import in_act
from law.rulebook import Rulebook
from models.parties import Organisation
from models.review import CourtName, Matter, MatterKind
from models.store import Work
from models.tender import Tender

# Konkurrensverket acts of its own motion: nobody has applied.
OF_AUTHORITY = frozenset({MatterKind.PENALTY_FEE, MatterKind.SUPERVISION})


@dataclass(frozen=True)
class NewMatter:
    """A matter, to be entered. An instant in `lodged_at` and `informed_at`.

    `court`: where it was lodged, the usual one if none is named. `limited`: it is clearly
    limited to its lots; one that is not is about every lot of the tender. `contract_ids`:
    which contracts it is about, where a lot has several. `answer_by`: when the buyer is to
    answer, if that was said from the beginning. `party_id` is who applied or claims; none
    in Konkurrensverket's own matters.
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
    court: CourtName | None = None
    limited: bool = True
    answer_by: date | None = None
    contract_ids: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return f"{self.tender_id}/{self.case_number}"


def court_of(matter: NewMatter, tender: Tender) -> CourtName:
    """Where it was lodged. Raises `ActRefused` for one where such a matter does not begin."""
    may_begin = first_courts(matter.kind)
    if matter.kind is MatterKind.PENALTY_FEE and _by_authority(tender):
        may_begin = may_begin[:1]
    court = matter.court or may_begin[0]
    if court in may_begin:
        return court
    about, where = MATTERS[matter.kind], COURTS[may_begin[0]]
    raise refuse(
        "docket.wrong_court",
        sv=f"{about.sv[0].upper()}{about.sv[1:]} börjar inte i {COURTS[court].sv}",
        en=f"{about.en[0].upper()}{about.en[1:]} does not begin in {COURTS[court].en}",
        todo_sv=f"Ange {where.sv} ({may_begin[0].value}), eller vad målet gäller",
        todo_en=f"Name {where.en}, or say what the matter is about",
    )


def _by_authority(tender: Tender) -> bool:
    """Konkurrensverket decides on the fee; in older procurements FR does, on application."""
    what = Text("upphandlingsskadeavgift", "a procurement damage fee")
    try:
        name = in_act("penalty_fee_by_authority", Rulebook(tender.rulebook), what)
    except ImpossibleFacts:
        return True
    return held(name, tender.starts_on) is not None


def check_matter(work: Work, matter: NewMatter) -> None:
    """Raises `ActRefused` for a party where there is none, or nobody knows it, and for days."""
    if (matter.party_id is None) != (matter.kind in OF_AUTHORITY):
        raise _party(matter)
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
    if matter.answer_by is not None and matter.answer_by < swedish_day(matter.lodged_at):
        raise refuse(
            "docket.due_before",
            sv=f"Svaret kan inte ha begärts till {matter.answer_by}, innan ärendet inleddes",
            en=f"The answer cannot be due on {matter.answer_by}, before the matter began",
            todo_sv="Rätta dagarna efter handlingen",
            todo_en="Correct the days by the document itself",
        )


def _party(matter: NewMatter) -> ActRefused:
    about = MATTERS[matter.kind]
    if matter.kind in OF_AUTHORITY:
        return refuse(
            "docket.no_party",
            sv=f"I {about.sv} finns ingen sökande: Konkurrensverket tar upp det självt",
            en=f"In {about.en} there is no applicant: KKV takes it up by itself",
            todo_sv="Utelämna sökanden",
            todo_en="Leave out the applicant",
        )
    return refuse(
        "docket.party_missing",
        sv=f"Det står inte vem som har ansökt eller väckt talan ({about.sv})",
        en=f"Who applied or sued is not stated ({about.en})",
        todo_sv="Ange leverantören",
        todo_en="Name the supplier",
    )


def check_entered_alike(row: Matter, matter: NewMatter, court: CourtName) -> None:
    """Raises `ActRefused` where the docket says otherwise: what holds a lot is not overwritten."""
    entered = (
        row.kind, row.court, row.limited, row.answer_by, row.party_id, row.lodged_at,
        row.informed_at, Text(row.grounds_sv, row.grounds_en), Text(row.relief_sv, row.relief_en),
    )  # fmt: skip
    said = (
        matter.kind, court, matter.limited, matter.answer_by, matter.party_id, matter.lodged_at,
        matter.informed_at, matter.grounds, matter.relief,
    )  # fmt: skip
    if entered == said:
        return
    number = matter.case_number
    raise refuse(
        "docket.entered_otherwise",
        sv=f"Mål {number} är redan diariefört med annan sökande, andra tidpunkter, annat slag,"
        " annan avgränsning eller annan text, och diariet skrivs inte över",
        en=f"Case {number} is already on the docket with another applicant, other times, another"
        " kind, other limits or another text, and the docket is not overwritten",
        todo_sv="Diarieför det rättade målet under målnumret med ett tillägg, till exempel"
        f" ”{number} rättad”, så att båda räknas, och stryk det felaktiga",
        todo_en="Enter the corrected matter under the case number with a suffix, such as"
        f" “{number} corrected”, so that both count, and strike the wrong one",
    )
