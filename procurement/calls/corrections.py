"""Correct the notice or the tender documents after the notice: two persons, told to all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256

from sqlmodel import col, select

from law.reasons import Text, refuse
from models.journal import CheckpointReason
from models.planning import CorrectedDocument, Correction, TenderDocument
from models.store import Store, Work
from models.tender import Opening, Tender
from people.actors import Actor
from people.permissions import Act, require, require_second
from procurement.planning.tender_documents import (
    DocumentFile,
    checked,
    document_row,
    newest_versions,
)
from procurement.tenders.deadlines import bids_opened
from procurement.tenders.lots import check_not_cancelled
from procurement.tenders.named import published_or_refusal, tender_or_refusal
from procurement.tenders.owed_notices import owe_correction
from procurement.tenders.telling import tell_invited
from procurement.tenders.unnamed import check_names_nobody
from registry.checkpoints import take
from registry.journal import append


def correct(
    store: Store,
    actor: Actor,
    approver: Actor,
    tender_id: str,
    what: Text,
    *,
    substantial: bool,
    documents: Sequence[DocumentFile] = (),
) -> str:
    """Record what is changed, with the new versions of documents, and return its id.

    The same correction again is the one there is. A `substantial` one takes a later deadline
    (LOU 11:8, 19:14). Raises `ActRefused` before the notice and once the bids are open.
    """
    media_types = {each.code: checked(each) for each in documents}
    with store.write() as work:
        work.lock_tender(tender_id)
        tender = tender_or_refusal(work, tender_id)
        require(work, actor, Act.CORRECT, tender.buyer_id)
        require(work, approver, Act.APPROVE_CORRECTION, tender.buyer_id)
        require_second(actor, approver, "En rättelse", "A correction")
        published_or_refusal(work, tender_id)
        earlier = _same(work, tender_id, what, substantial, documents)
        if earlier is not None:
            return earlier.id
        _check(work, tender, what)
        row = _write(work, actor, approver, tender, what, substantial)
        versions = _issue(work, actor, row, documents, media_types)
        owe_correction(work, tender, row.id)
        tell_invited(work, actor, tender, what)
        said = {"number": row.number, "approved_by": approver.id, "substantial": substantial}
        shown = {each.code: each.sha256 for each in versions}
        append(work, actor.id, "tender.corrected", row.id, {**said, "documents": shown})
        take(work, CheckpointReason.PUBLISH)
        return row.id


def corrections_of(work: Work, tender_id: str) -> Sequence[Correction]:
    """In the order made."""
    found = select(Correction).where(col(Correction.tender_id) == tender_id)
    return work.session.exec(found.order_by(col(Correction.number))).all()


def documents_with(work: Work, correction_id: str) -> list[TenderDocument]:
    """The versions that came with the correction, by code."""
    found = select(CorrectedDocument).where(col(CorrectedDocument.correction_id) == correction_id)
    rows = work.session.exec(found.order_by(col(CorrectedDocument.code)))
    return [
        work.session.get_one(TenderDocument, (row.tender_id, row.code, row.version)) for row in rows
    ]


def _same(
    work: Work, tender_id: str, what: Text, substantial: bool, documents: Sequence[DocumentFile]
) -> Correction | None:
    given = sorted((each.code, sha256(each.content).hexdigest()) for each in documents)
    for row in corrections_of(work, tender_id):
        if (row.what_sv, row.what_en, row.substantial) == (what.sv, what.en, substantial):
            came = [(each.code, each.sha256) for each in documents_with(work, row.id)]
            if came == given:
                return row
    return None


def _check(work: Work, tender: Tender, what: Text) -> None:
    check_not_cancelled(work, tender.id)
    if work.session.get(Opening, tender.id) is not None:
        raise bids_opened(tender.id)
    if not what.sv.strip() or not what.en.strip():
        raise refuse(
            "correction.empty",
            sv="Vad som rättas är inte angivet",
            en="What is corrected is not stated",
            todo_sv="Ange det på svenska och engelska",
            todo_en="State it in Swedish and English",
        )
    check_names_nobody(work, what)


def _write(
    work: Work, actor: Actor, approver: Actor, tender: Tender, what: Text, substantial: bool
) -> Correction:
    number = len(corrections_of(work, tender.id)) + 1
    row = Correction(
        id=f"{tender.id}/correction-{number}",
        tender_id=tender.id,
        number=number,
        corrected_at=work.now,
        substantial=substantial,
        what_sv=what.sv,
        what_en=what.en,
        approved_by=approver.id,
        **work.recorded(actor.id),
    )
    work.session.add(row)
    work.session.flush()
    return row


def _issue(
    work: Work,
    actor: Actor,
    correction: Correction,
    documents: Sequence[DocumentFile],
    media_types: Mapping[str, str],
) -> list[TenderDocument]:
    rows = []
    for document in documents:
        _check_new(work, correction.tender_id, document)
        row = document_row(work, actor, correction.tender_id, document, media_types[document.code])
        work.session.add(row)
        work.session.flush()
        work.session.add(
            CorrectedDocument(
                tender_id=row.tender_id,
                code=row.code,
                version=row.version,
                correction_id=correction.id,
            )
        )
        rows.append(row)
    work.session.flush()
    return rows


def _check_new(work: Work, tender_id: str, document: DocumentFile) -> None:
    newest = newest_versions(work, tender_id).get(document.code)
    if newest is not None and newest.sha256 == sha256(document.content).hexdigest():
        raise refuse(
            "correction.unchanged",
            sv=f"Dokumentet {document.code} är detsamma som det redan utlämnade",
            en=f"The document {document.code} is the same as the one already issued",
            todo_sv="Ange den ändrade filen, eller utelämna dokumentet",
            todo_en="Give the changed file, or leave the document out",
        )
