"""What went to tenderers, and what came and went in matters, as documents on file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Final

from sqlmodel import col, select

from appeals.disclosure.filed_parts import Filed
from law.days import swedish_day
from law.reasons import Text
from law.secrecy import About
from models.decision import AwardedLot
from models.lawyers import CaseFile, MatterMail, PowerOfAttorney
from models.letters import Dispatch, LetterKind, Outgoing
from models.parties import Organisation
from models.review import CourtAct, Matter
from models.store import Work

_EVER: Final = datetime.min.replace(tzinfo=UTC)
_LETTERS: Mapping[LetterKind, Text] = {
    LetterKind.AWARD: Text("Underrättelse om beslut", "Notice of the award decision"),
    LetterKind.WITHDRAWAL: Text("Underrättelse om återkallelse", "Notice of a withdrawal"),
    LetterKind.CANCELLATION: Text("Underrättelse om avbrytande", "Notice of a cancellation"),
    LetterKind.INQUIRY: Text("Fråga till anbudsgivare", "Question to a tenderer"),
    LetterKind.EXCLUSION: Text("Beslut om uteslutning", "Decision on exclusion"),
    LetterKind.INFORMATION: Text("Upplysningar på begäran", "Information on request"),
    LetterKind.INVITATION: Text("Inbjudan", "Invitation"),
    LetterKind.SELECTION: Text("Underrättelse om urval", "Notice of the selection"),
    LetterKind.ANSWER: Text("Svar på fråga", "Answer to a question"),
    LetterKind.VALIDITY: Text("Begäran om längre giltighet", "Request for longer validity"),
    LetterKind.ADMISSION: Text("Beslut om ansökan", "Decision on an application"),
    LetterKind.COMPLETION: Text("Begäran om komplettering", "Request to complete"),
    LetterKind.CALL_OFF: Text("Avrop", "Call-off"),
}


def filed_letters(work: Work, tender_id: str) -> Iterator[Filed]:
    """As they went. Each tells that its addressee has bid, or was asked to."""
    rows = work.session.exec(
        select(Dispatch, Outgoing, Organisation.name)
        .join(Outgoing, col(Outgoing.id) == col(Dispatch.outgoing_id))
        .join(Organisation, col(Organisation.id) == col(Outgoing.organisation_id))
        .where(col(Outgoing.tender_id) == tender_id)
        .order_by(col(Dispatch.dispatched_at), col(Dispatch.outgoing_id))
    )
    for sent, owed, name in rows:
        kind = _LETTERS[LetterKind(owed.kind)]
        day = swedish_day(sent.dispatched_at)
        yield Filed(
            sent.pdf_sha256,
            Text(f"{kind.sv}, {name}, {day}", f"{kind.en}, {name}, {day}"),
            About.BIDS,
            day,
            _lots(work, owed.decision_id),
            owed.organisation_id,
        )


def _lots(work: Work, decision_id: str | None) -> frozenset[str]:
    """Of the decision that the letter tells of; none, which is all, for other letters."""
    found = select(AwardedLot.lot_id).where(col(AwardedLot.decision_id) == decision_id)
    return frozenset(work.session.exec(found)) if decision_id else frozenset()


def filed_in_matters(work: Work, tender_id: str) -> Iterator[Filed]:
    """What a court has served, or a party sent, tells of bids as a rule."""
    matters = work.session.exec(
        select(Matter).where(col(Matter.tender_id) == tender_id).order_by(col(Matter.id))
    ).all()
    for matter in matters:
        yield from _of_court(work, matter)
        yield from _mail(work, matter)
        yield from _mandates(work, matter)
        yield from _case_files(work, matter)


def _of_court(work: Work, matter: Matter) -> Iterator[Filed]:
    acts = work.session.exec(
        select(CourtAct)
        .where(col(CourtAct.matter_id) == matter.id, col(CourtAct.document_sha256).is_not(None))
        .order_by(col(CourtAct.decided_on), col(CourtAct.id), col(CourtAct.version))
    )
    for act in acts:
        if act.document_sha256 is not None:
            case = act.case_number
            title = Text(f"Domstolens handling i mål {case}", f"Court document in case {case}")
            yield Filed(act.document_sha256, title, About.BIDS, act.decided_on)


def _mail(work: Work, matter: Matter) -> Iterator[Filed]:
    rows = work.session.exec(
        select(MatterMail)
        .where(col(MatterMail.matter_id) == matter.id)
        .order_by(col(MatterMail.number))
    )
    for row in rows:
        if row.document_sha256 is not None:
            case = matter.case_number
            title = Text(f"Post {row.number} i {case}", f"Mail {row.number} in {case}")
            yield Filed(row.document_sha256, title, About.BIDS, swedish_day(row.at))


def _mandates(work: Work, matter: Matter) -> Iterator[Filed]:
    rows = work.session.exec(
        select(PowerOfAttorney)
        .where(col(PowerOfAttorney.matter_id) == matter.id)
        .order_by(col(PowerOfAttorney.number))
    )
    for row in rows:
        title = Text(
            f"Fullmakt i {matter.case_number}", f"Power of attorney in {matter.case_number}"
        )
        yield Filed(row.document_sha256, title, About.BIDS, row.valid_from)


def _case_files(work: Work, matter: Matter) -> Iterator[Filed]:
    rows = work.session.exec(
        select(CaseFile).where(col(CaseFile.matter_id) == matter.id).order_by(col(CaseFile.number))
    )
    for row in rows:
        case, day = matter.case_number, swedish_day(row.made_at)
        masked = Text(f"Akt i {case}, maskad", f"Case file in {case}, masked")
        yield Filed(row.masked_sha256, masked, About.BIDS, day, gathers_since=row.made_at)
        title = Text(f"Akt i {case}", f"Case file in {case}")
        yield Filed(row.full_sha256, title, About.BIDS, day, gathers_since=_EVER)
