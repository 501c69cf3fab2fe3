"""What the record holds about the procurement: documents, reasons, interests, cancellations."""

from __future__ import annotations

from sqlmodel import col, select

from appeals.case_file.case import Case
from appeals.case_file.ground_bids import Found, own_bids, places
from appeals.case_file.letter_parts import letters_of
from appeals.case_file.procurement_parts import answers_given
from documents.case_file_contexts import Fact, Rows
from models.letters import LetterKind
from models.panel import ConflictDeclaration, DeclaredConflict
from models.planning import ClaimedGround, TenderDocument, TenderInterest
from models.review import MatterGround
from models.tender import Requirement
from people.actors import person_names


def documents(case: Case, ground: MatterGround, found: Found) -> None:
    rows = [
        [
            case.day(row.answered_at),
            case.say(row.asked_sv, row.asked_en),
            case.say(row.answer_sv, row.answer_en),
        ]
        for row in answers_given(case)
    ]
    table = Rows(
        caption=case.say("Frågor och svar under anbudstiden", "Questions and answers"),
        headings=[case.say("Dag", "Day"), case.say("Fråga", "Question"),
                  case.say("Svar", "Answer")],
        rows=rows,
    )  # fmt: skip
    found.add(
        table if rows else None,
        case.say(
            "Ingen fråga om dokumenten besvarades under anbudstiden.",
            "No question about the documents was answered.",
        ),
    )
    versions = select(TenderDocument).where(col(TenderDocument.tender_id) == case.tender.id)
    ordered = versions.order_by(col(TenderDocument.code), col(TenderDocument.version))
    for row in case.work.session.exec(ordered):
        title = f"{case.say(row.title_sv, row.title_en)}, version {row.version}"
        found.facts.append(Fact(label=title, value=case.day(row.issued_at)))


def requirements(case: Case, ground: MatterGround, found: Found) -> None:
    stated = select(Requirement).where(col(Requirement.tender_id) == case.tender.id)
    for row in case.work.session.exec(stated.order_by(col(Requirement.code))):
        value = case.say(row.title_sv, row.title_en)
        if row.at_least is not None:
            value += case.say(f", minst {row.at_least}", f", at least {row.at_least}")
        found.facts.append(Fact(label=row.code, value=value))
    documents(case, ground, found)


def reasons(case: Case, ground: MatterGround, found: Found) -> None:
    rows = [
        [case.names[outgoing.organisation_id], case.instant(sent.dispatched_at), outgoing.id]
        for outgoing, sent in letters_of(case)
        if outgoing.kind in (LetterKind.AWARD, LetterKind.CANCELLATION, LetterKind.INFORMATION)
    ]
    table = Rows(
        caption=case.say("När skälen lämnades", "When the reasons were given"),
        headings=[case.say("Till", "To"), case.say("Avsänt", "Dispatched"),
                  case.say("Brev", "Letter")],
        rows=rows,
    )  # fmt: skip
    found.add(
        table if rows else None,
        case.say("Ingen underrättelse är avsänd.", "No notice has been dispatched."),
    )
    for row in places(case, own_bids(case)):
        note = case.say(row.note_sv, row.note_en)
        found.facts.append(
            Fact(
                label=case.say("Angivet skäl, ", "Reason stated, ") + _lot(case, row.lot_id),
                value=note or case.say(f"plats {row.place}", f"place {row.place}"),
            )
        )


def _lot(case: Case, lot_id: str) -> str:
    return lot_id.removeprefix(f"{case.tender.id}/")


def interests(case: Case, ground: MatterGround, found: Found) -> None:
    names, tender = person_names(case.work), case.tender.id
    rows = []
    stated = select(TenderInterest).where(col(TenderInterest.tender_id) == tender)
    for row in case.work.session.exec(stated.order_by(col(TenderInterest.declared_at))):
        free = case.say("inget jäv", "none") if row.free else case.say("jäv uppgivet", "declared")
        rows.append([names[row.person_id], case.day(row.declared_at), free, row.statement])
    panel = select(ConflictDeclaration).where(col(ConflictDeclaration.tender_id) == tender)
    for each in case.work.session.exec(panel.order_by(col(ConflictDeclaration.declared_at))):
        ties = select(DeclaredConflict.organisation_id).where(
            col(DeclaredConflict.tender_id) == tender,
            col(DeclaredConflict.person_id) == each.person_id,
            col(DeclaredConflict.declared_at) == each.declared_at,
        )
        tied = ", ".join(case.names[one] for one in case.work.session.exec(ties))
        rows.append(
            [
                names[each.person_id],
                case.day(each.declared_at),
                tied or case.say("inget jäv", "none"),
                each.statement,
            ]
        )
    table = Rows(
        caption=case.say("Jävsförklaringar", "Declarations of interest"),
        headings=[case.say("Person", "Person"), case.say("Dag", "Day"),
                  case.say("Uppgift", "Stated"), case.say("Förklaring", "Statement")],
        rows=rows,
    )  # fmt: skip
    found.add(
        table if rows else None,
        case.say("Ingen jävsförklaring är antecknad.", "No declaration is recorded."),
    )


def cancellation(case: Case, ground: MatterGround, found: Found) -> None:
    for row in case.cancellations:
        found.facts.append(
            Fact(label=case.day(row.decided_at), value=case.say(row.reason_sv, row.reason_en))
        )
    if not case.cancellations:
        found.missing.append(
            case.say("Målet gäller inget avbrytande.", "The case is about no cancellation.")
        )
    reasons(case, ground, found)


def direct_award(case: Case, ground: MatterGround, found: Found) -> None:
    claimed = select(ClaimedGround).where(col(ClaimedGround.tender_id) == case.tender.id)
    rows = case.work.session.exec(claimed.order_by(col(ClaimedGround.number))).all()
    for row in rows:
        found.facts.append(Fact(label=row.ground, value=case.say(row.reason_sv, row.reason_en)))
    if not rows:
        found.missing.append(
            case.say(
                "Ingen grund för direktupphandling är antecknad.",
                "No ground for a direct award is recorded.",
            )
        )
