"""Somebody asks for documents. Nobody is asked who they are or why (TF 2:18)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, func, select

from appeals.disclosure.filed import FiledDocument, filed_documents, filed_or_refusal
from appeals.docket.known import tender_of
from law.reasons import refuse
from law.secrecy import NO_QUESTIONS
from models.disclosure import DisclosureRequest, RequestedDocument
from models.parties import Organisation
from models.store import Store, Work
from models.tender import Tender
from people.actors import Actor
from people.permissions import Act, require
from registry.journal import append


@dataclass(frozen=True)
class NewRequest:
    """`wanted` in the asker's words; `documents` by hash, or the beginning of it.

    `requester` is a name or address that the asker has chosen to give; `organisation_id`
    the tenderer that it says it comes from.
    """

    received_at: datetime
    wanted: str
    documents: Sequence[str] = ()
    requester: str | None = None
    organisation_id: str | None = None


def receive_disclosure(store: Store, actor: Actor, tender_id: str, new: NewRequest) -> str:
    """Record a request; returns its id, and the same one for the same request again.

    Also while everything in it is secret: then that is the answer.
    """
    with store.write() as work:
        tender = tender_of(work, tender_id)
        require(work, actor, Act.RECEIVE_REQUEST, tender.buyer_id)
        _check(work, new)
        wanted = _found(work, tender_id, new.documents)
        known = _same(work, tender_id, new)
        if known is not None:
            return known.id
        row = _row(work, actor, tender_id, new)
        work.session.add(row)
        work.session.flush()
        _cover(work, row.id, wanted)
        # Neither who asked, nor in which words: the journal is read by many.
        said = {"documents": [each.sha256 for each in wanted]}
        append(work, actor.id, "disclosure.requested", row.id, said)
        return row.id


def cover_documents(
    store: Store, actor: Actor, request_id: str, documents: Sequence[str]
) -> Sequence[FiledDocument]:
    """Add documents that the request turns out to cover; those it has already are left."""
    with store.write() as work:
        request, tender = request_or_refusal(work, request_id)
        require(work, actor, Act.RECEIVE_REQUEST, tender.buyer_id)
        had = {row.sha256 for row in covered(work, request_id)}
        new = [each for each in _found(work, tender.id, documents) if each.sha256 not in had]
        if new:
            _cover(work, request.id, new)
            said = {"documents": [each.sha256 for each in new]}
            append(work, actor.id, "disclosure.covered", request.id, said)
        return new


def request_or_refusal(work: Work, request_id: str) -> tuple[DisclosureRequest, Tender]:
    request = work.session.get(DisclosureRequest, request_id)
    if request is None:
        raise refuse(
            "disclosure.unknown",
            sv=f"Det finns ingen begäran {request_id}",
            en=f"There is no request {request_id}",
            todo_sv="Ange en begäran som tilldela disclosure list visar",
            todo_en="Name one that tilldela disclosure list shows",
        )
    return request, work.session.get_one(Tender, request.tender_id)


def covered(work: Work, request_id: str) -> Sequence[RequestedDocument]:
    """By title and hash, the order of the letter."""
    return work.session.exec(
        select(RequestedDocument)
        .where(col(RequestedDocument.request_id) == request_id)
        .order_by(col(RequestedDocument.title_sv), col(RequestedDocument.sha256))
    ).all()


def _check(work: Work, new: NewRequest) -> None:
    if new.received_at > work.now:
        raise refuse(
            "disclosure.future",
            sv="Begäran kan inte ha kommit in senare än nu",
            en="The request cannot have come in later than now",
            todo_sv="Ange när den kom in",
            todo_en="State when it came in",
        )
    if not new.wanted.strip():
        raise refuse(
            "disclosure.wanted",
            sv="Det saknas vad som begärs ut",
            en="What is asked for is missing",
            todo_sv="Skriv det med den frågandes ord; varför behöver ingen säga",
            todo_en="Write it in the asker's words; nobody need say why",
            cite=NO_QUESTIONS,
        )
    organisation = new.organisation_id
    if organisation is not None and work.session.get(Organisation, organisation) is None:
        raise refuse(
            "supplier.unknown",
            sv=f"Det finns ingen leverantör {organisation} här",
            en=f"There is no supplier {organisation} here",
            todo_sv="Utelämna den: vem som helst får begära ut handlingar",
            todo_en="Leave it out: anybody may ask for documents",
        )


def _found(work: Work, tender_id: str, documents: Sequence[str]) -> Sequence[FiledDocument]:
    if not documents:
        return ()
    filed = filed_documents(work, tender_id)
    found = [filed_or_refusal(filed, tender_id, written) for written in documents]
    return list({each.sha256: each for each in found}.values())


def _same(work: Work, tender_id: str, new: NewRequest) -> DisclosureRequest | None:
    return work.session.exec(
        select(DisclosureRequest).where(
            col(DisclosureRequest.tender_id) == tender_id,
            col(DisclosureRequest.received_at) == new.received_at,
            col(DisclosureRequest.wanted) == new.wanted,
            col(DisclosureRequest.requester).is_not_distinct_from(new.requester),
            col(DisclosureRequest.organisation_id).is_not_distinct_from(new.organisation_id),
        )
    ).first()


def _row(work: Work, actor: Actor, tender_id: str, new: NewRequest) -> DisclosureRequest:
    newest = select(func.max(col(DisclosureRequest.number))).where(
        col(DisclosureRequest.tender_id) == tender_id
    )
    number = (work.session.exec(newest).one() or 0) + 1
    return DisclosureRequest(
        id=f"{tender_id}/U{number}",
        tender_id=tender_id,
        number=number,
        received_at=new.received_at,
        requester=new.requester,
        organisation_id=new.organisation_id,
        wanted=new.wanted,
        **work.recorded(actor.id),
    )


def _cover(work: Work, request_id: str, documents: Sequence[FiledDocument]) -> None:
    work.session.add_all(
        RequestedDocument(
            request_id=request_id,
            sha256=each.sha256,
            title_sv=each.title.sv,
            title_en=each.title.en,
        )
        for each in documents
    )
    work.session.flush()
