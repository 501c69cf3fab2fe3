"""The tender documents, version by version, as suppliers get them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from sqlmodel import col, select

from law.reasons import ActRefused, Text, refuse
from models.planning import TenderDocument
from models.store import Store, Work
from models.tender import Publication
from people.actors import Actor
from people.permissions import Act, require
from procurement.tenders.named import tender_or_refusal
from registry.filing import file_blob
from registry.journal import append
from registry.uploads.check import check_upload
from registry.uploads.refusals import UploadRefused


@dataclass(frozen=True)
class DocumentFile:
    """A document under a short code that stays the same from version to version."""

    code: str
    title: Text
    file_name: str
    content: bytes


def file_document(store: Store, actor: Actor, tender_id: str, document: DocumentFile) -> int:
    """File the document before the notice, and return its version; the same bytes are the same.

    Raises `ActRefused` once the notice is sent: then it takes a correction.
    """
    media_type = checked(document)
    with store.write() as work:
        tender = tender_or_refusal(work, tender_id)
        require(work, actor, Act.PLAN, tender.buyer_id)
        newest = newest_versions(work, tender_id).get(document.code)
        if newest is not None and newest.sha256 == sha256(document.content).hexdigest():
            return newest.version
        if work.session.get(Publication, tender_id) is not None:
            raise refuse(
                "document.published",
                sv=f"{tender_id} är annonserad, och dokumenten ändras genom rättelse",
                en=f"{tender_id} has been published, and its documents change by a correction",
                todo_sv="Gör en rättelse, som alla får del av",
                todo_en="Make a correction, of which everybody is told",
            )
        row = document_row(work, actor, tender_id, document, media_type)
        work.session.add(row)
        work.session.flush()
        said = {"code": row.code, "version": row.version, "sha256": row.sha256}
        append(work, actor.id, "document.filed", tender_id, said)
        return row.version


def checked(document: DocumentFile) -> str:
    """Its media type. Raises `ActRefused` for a file that is not taken in."""
    try:
        return check_upload(document.file_name, document.content).media_type
    except UploadRefused as wrong:
        raise refused_file(document.file_name, wrong) from wrong


def refused_file(name: str, wrong: UploadRefused) -> ActRefused:
    return refuse(
        "document.refused",
        sv=f"Filen {name} kan inte tas emot: {wrong.text.sv}",
        en=f"The file {name} cannot be taken in: {wrong.text.en}",
        todo_sv="Lämna en fil av ett tillåtet slag",
        todo_en="Give a file of a kind that is accepted",
    )


def document_row(
    work: Work, actor: Actor, tender_id: str, document: DocumentFile, media_type: str
) -> TenderDocument:
    """The next version of the document, with its bytes on file."""
    newest = newest_versions(work, tender_id).get(document.code)
    return TenderDocument(
        tender_id=tender_id,
        code=document.code,
        version=1 if newest is None else newest.version + 1,
        title_sv=document.title.sv,
        title_en=document.title.en,
        file_name=document.file_name,
        media_type=media_type,
        sha256=file_blob(work, document.content, media_type),
        issued_at=work.now,
        **work.recorded(actor.id),
    )


def newest_versions(work: Work, tender_id: str) -> dict[str, TenderDocument]:
    """By code."""
    return {each.code: each for each in versions_of(work, tender_id)}


def versions_of(work: Work, tender_id: str) -> Sequence[TenderDocument]:
    """Every version of every document, by code and version."""
    found = select(TenderDocument).where(col(TenderDocument.tender_id) == tender_id)
    ordered = found.order_by(col(TenderDocument.code), col(TenderDocument.version))
    return work.session.exec(ordered).all()
