"""Secrecy marks (OSL 5:5), and a lawyer's finding that each lot is a matter of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import col, func, select

from appeals.disclosure.filed import filed_documents, filed_or_refusal
from appeals.docket.known import tender_of
from law.reasons import ActRefused, Cite, Text, refuse
from law.secrecy import ABSOLUTE, HARM, MARKING
from models.disclosure import SecrecyByLot, SecrecyMark
from models.parties import Organisation
from models.store import Store, Work
from models.tender import Tender
from people.actors import Actor
from people.permissions import Act, require
from registry.filing import PDF
from registry.journal import append


@dataclass(frozen=True)
class NewMark:
    """`document` is its hash or the beginning; `pages` first and last, all without.

    `claimed_by`: the tenderer that has asked for it, where it is not the officer's own.
    """

    document: str
    cite: Cite
    reason: Text
    pages: tuple[int, int] | None = None
    claimed_by: str | None = None


def mark_secrecy(store: Store, actor: Actor, tender_id: str, mark: NewMark) -> str:
    """Mark a document; returns the mark's id, and the same one for the same mark again.

    A warning and no decision: what is asked for is tested each time, also where no mark
    is. Raises `ActRefused` for a document, paragraph, pages or tenderer that is none.
    """
    check_reason(mark.reason)
    check_ground(mark.cite)
    check_pages([] if mark.pages is None else [mark.pages])
    with store.write() as work:
        tender = tender_of(work, tender_id)
        require(work, actor, Act.MARK_SECRECY, tender.buyer_id)
        found = filed_or_refusal(filed_documents(work, tender_id), tender_id, mark.document)
        if mark.pages is not None and found.media_type != PDF:
            raise _no_pages(found.title)
        _check_claimant(work, mark.claimed_by)
        known = _same(work, tender_id, found.sha256, mark)
        if known is not None:
            return known.id
        row = _row(work, actor, tender_id, found.sha256, mark)
        work.session.add(row)
        work.session.flush()
        said = {"document": row.document_sha256, "cite": row.cite}
        append(work, actor.id, "secrecy.marked", row.id, said)
        return row.id


def divide_by_lot(store: Store, actor: Actor, tender_id: str, reason: Text) -> None:
    """Record that each lot is a matter of its own, so that absolute secrecy ends lot by lot."""
    check_reason(reason)
    with store.write() as work:
        tender = tender_of(work, tender_id)
        require(work, actor, Act.TEST_SECRECY, tender.buyer_id)
        if work.session.get(SecrecyByLot, tender_id) is not None:
            return
        if not tender.lots_are_separate_contracts:
            raise _one_contract(tender)
        work.session.add(
            SecrecyByLot(
                tender_id=tender_id,
                decided_at=work.now,
                reason_sv=reason.sv,
                reason_en=reason.en,
                **work.recorded(actor.id),
            )
        )
        work.session.flush()
        append(work, actor.id, "secrecy.by_lot", tender_id, {})


def check_reason(reason: Text) -> None:
    if not reason.sv.strip() or not reason.en.strip():
        raise refuse(
            "secrecy.reason",
            sv="Ett skäl för sekretessprövningen saknas",
            en="A reason of the secrecy test is missing",
            todo_sv="Ange vilken skada uppgiften kan ge, eller varför inget hålls hemligt",
            todo_en="State what harm it can do, or why nothing is kept secret",
        )


def check_ground(cite: Cite) -> None:
    if cite not in HARM:
        sv = ", ".join(each.in_("sv") for each in HARM)
        en = ", ".join(each.in_("en") for each in HARM)
        raise refuse(
            "secrecy.cite",
            sv=f"{cite.in_('sv')} är inget lagrum som något i en upphandling hålls hemligt enligt",
            en=f"{cite.in_('en')} is no paragraph by which anything in a tender is kept secret",
            todo_sv=f"Ange något av {sv}",
            todo_en=f"Name one of {en}",
        )


def check_pages(pages: Sequence[tuple[int, int]]) -> None:
    """Ranges of pages that are some, none of them beginning where another does."""
    for first, last in pages:
        if not 1 <= first <= last or [each for each, _ in pages].count(first) > 1:
            raise refuse(
                "secrecy.pages",
                sv=f"{first}-{last} är inga sidor",
                en=f"{first}-{last} are no pages",
                todo_sv="Ange första och sista sidan, som 3-5",
                todo_en="Give the first and the last page, as 3-5",
            )


def _no_pages(title: Text) -> ActRefused:
    return refuse(
        "secrecy.no_pages",
        sv=f"{title.sv} är ingen PDF, och har inga sidor att ange",
        en=f"{title.en} is no PDF, and has no pages to name",
        todo_sv="Gör det för hela handlingen",
        todo_en="Do it for the whole document",
    )


def _one_contract(tender: Tender) -> ActRefused:
    return refuse(
        "secrecy.one_contract",
        sv=f"Områdena i {tender.id} är inte egna kontrakt, och därför ett enda ärende",
        en=f"The lots of {tender.id} are not contracts of their own, and so one matter",
        todo_sv="Vänta tills alla områden är avgjorda",
        todo_en="Wait until all lots have been decided",
        cite=ABSOLUTE,
    )


def _check_claimant(work: Work, organisation_id: str | None) -> None:
    if organisation_id is not None and work.session.get(Organisation, organisation_id) is None:
        raise refuse(
            "supplier.unknown",
            sv=f"Det finns ingen leverantör {organisation_id} här",
            en=f"There is no supplier {organisation_id} here",
            todo_sv="Lägg upp leverantören, eller kontrollera beteckningen",
            todo_en="Enrol the supplier, or check the id",
            cite=MARKING,
        )


def _same(work: Work, tender_id: str, sha256: str, mark: NewMark) -> SecrecyMark | None:
    first, last = mark.pages or (None, None)
    return work.session.exec(
        select(SecrecyMark).where(
            col(SecrecyMark.tender_id) == tender_id,
            col(SecrecyMark.document_sha256) == sha256,
            col(SecrecyMark.first_page).is_not_distinct_from(first),
            col(SecrecyMark.last_page).is_not_distinct_from(last),
            col(SecrecyMark.claimed_by).is_not_distinct_from(mark.claimed_by),
            col(SecrecyMark.cite) == mark.cite.in_("sv"),
        )
    ).first()


def _row(work: Work, actor: Actor, tender_id: str, sha256: str, mark: NewMark) -> SecrecyMark:
    newest = select(func.max(col(SecrecyMark.number))).where(
        col(SecrecyMark.tender_id) == tender_id
    )
    number = (work.session.exec(newest).one() or 0) + 1
    first, last = mark.pages or (None, None)
    return SecrecyMark(
        id=f"{tender_id}/S{number}",
        tender_id=tender_id,
        number=number,
        document_sha256=sha256,
        first_page=first,
        last_page=last,
        marked_at=work.now,
        claimed_by=mark.claimed_by,
        cite=mark.cite.in_("sv"),
        reason_sv=mark.reason.sv,
        reason_en=mark.reason.en,
        **work.recorded(actor.id),
    )
