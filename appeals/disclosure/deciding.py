"""What is decided of one document for one request: given, given with pages masked, or refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import col, select

from appeals.disclosure.decision_refusals import (
    ill_formed,
    nothing_withheld,
    over,
    secret,
    unanswered,
    unmaskable,
    unsafe,
)
from appeals.disclosure.filed import FiledDocument, filed_documents, filed_or_refusal
from appeals.disclosure.marking import check_ground, check_pages, check_reason
from appeals.disclosure.marks import Pages, unmasked
from appeals.disclosure.matter_state import matter_of, verdict_of
from appeals.disclosure.requests import covered, request_or_refusal
from appeals.docket.known import lock_every_lot
from documents.masking import MaskedPages, MaskingFailed, masked_pdf
from law.days import swedish_day
from law.reasons import Cite, Lang, Text, refuse
from law.secrecy import ABSOLUTE, Standing, Verdict, time_is_up
from models.disclosure import (
    DisclosureDecision,
    DisclosureOutcome,
    DisclosureRequest,
    MaskedRange,
)
from models.store import Store, Work
from models.tender import Tender
from people.actors import Actor
from people.permissions import Act, require
from registry.filing import PDF, file_blob
from registry.journal import append


@dataclass(frozen=True)
class Decision:
    """`reason`: what harm was tested for, and found or not. `cite` unless all is given.

    `pages` that are masked, first and last. `marks`: ids of secrecy marks on what is given,
    which the reason answers.
    """

    outcome: DisclosureOutcome
    reason: Text
    cite: Cite | None = None
    pages: tuple[Pages, ...] = ()
    marks: tuple[str, ...] = ()


def decide_disclosure(
    store: Store,
    actor: Actor,
    request_id: str,
    document: str,
    decision: Decision,
    lang: Lang = "sv",
) -> int:
    """Decide of one document; returns the decision's number, the same for the same again.

    A later decision replaces it. `document` is its hash or the beginning; the pages that
    replace masked ones are in `lang`. Raises `ActRefused` while absolute secrecy forbids it,
    for a paragraph whose time is up, and where a marked page would be given and the mark is
    not among those that the reason answers.
    """
    _check_formed(decision)
    sha256, copy = _copy(store, request_id, document, decision, lang)
    with store.write() as work:
        request, tender = request_or_refusal(work, request_id)
        require(work, actor, Act.TEST_SECRECY, tender.buyer_id)
        lock_every_lot(work, tender.id)
        found = _covered_or_refusal(work, request, sha256)
        _check_allowed(work, tender, request, found, decision)
        newest = newest_decisions(work, request_id).get(sha256)
        copy_sha256 = _filed_copy(work, sha256, copy, decision)
        if newest is not None and _is(newest, decision, copy_sha256):
            return newest.number
        row = _row(work, actor, request_id, newest, sha256, decision, copy_sha256)
        work.session.add(row)
        work.session.flush()
        work.session.add_all(_ranges(row, decision))
        work.session.flush()
        said = {
            "document": sha256, "outcome": row.outcome, "cite": row.cite,
            "copy": copy_sha256, "marks": list(decision.marks),
        }  # fmt: skip
        append(work, actor.id, "disclosure.decided", request_id, said)
        return row.number


def newest_decisions(work: Work, request_id: str) -> dict[str, DisclosureDecision]:
    """By the document's hash; an earlier one is replaced."""
    rows = work.session.exec(
        select(DisclosureDecision)
        .where(col(DisclosureDecision.request_id) == request_id)
        .order_by(col(DisclosureDecision.number))
    )
    return {row.sha256: row for row in rows}


def check_may_be_given(verdict: Verdict) -> None:
    """Raises `ActRefused` while absolute secrecy is over the document."""
    if verdict.standing is Standing.ABSOLUTE:
        raise secret(verdict)


def _check_formed(decision: Decision) -> None:
    check_reason(decision.reason)
    check_pages(decision.pages)
    given = decision.outcome is DisclosureOutcome.GIVEN
    masked = decision.outcome is DisclosureOutcome.MASKED
    if given is not (decision.cite is None) or masked is not bool(decision.pages):
        raise ill_formed()
    if decision.cite is not None:
        check_ground(decision.cite)


def _copy(
    store: Store, request_id: str, document: str, decision: Decision, lang: Lang
) -> tuple[str, bytes | None]:
    """The document's hash and its masked copy, made before anything is locked."""
    with store.read() as work:
        request, _ = request_or_refusal(work, request_id)
        found = _covered_or_refusal(work, request, document)
        if decision.outcome is not DisclosureOutcome.MASKED or decision.cite is None:
            return found.sha256, None
        if found.media_type != PDF:
            raise unmaskable(found.title, Text("den är ingen PDF", "it is no PDF"))
        content = store.blobs.get(found.sha256)
    pages = [MaskedPages(decision.cite.in_(lang), *each) for each in decision.pages]
    try:
        return found.sha256, masked_pdf(content, pages, lang)
    except MaskingFailed as failed:
        raise unmaskable(found.title, Text(failed.sv, failed.en)) from failed


def _covered_or_refusal(work: Work, request: DisclosureRequest, document: str) -> FiledDocument:
    wanted = {row.sha256 for row in covered(work, request.id)}
    filed = filed_documents(work, request.tender_id)
    found = filed_or_refusal(filed, request.tender_id, document)
    if found.sha256 not in wanted:
        raise refuse(
            "disclosure.not_covered",
            sv=f"Begäran {request.id} omfattar inte handlingen {found.sha256[:12]}",
            en=f"The request {request.id} does not cover the document {found.sha256[:12]}",
            todo_sv="Lägg till den med tilldela disclosure cover",
            todo_en="Add it with tilldela disclosure cover",
        )
    return found


def _check_allowed(
    work: Work,
    tender: Tender,
    request: DisclosureRequest,
    found: FiledDocument,
    decision: Decision,
) -> None:
    matter = matter_of(work, tender)
    verdict = verdict_of(work, tender, found, request.organisation_id, matter)
    refused = decision.outcome is DisclosureOutcome.REFUSED
    if verdict.standing is Standing.ABSOLUTE:
        if not refused or decision.cite != ABSOLUTE:
            raise secret(verdict)
        return
    if decision.cite is not None:
        if verdict.standing is Standing.PUBLIC:
            raise nothing_withheld(verdict)
        ended = time_is_up(decision.cite, found.about, found.since, swedish_day(work.now))
        if ended is not None:
            raise over(ended)
    if not refused:
        if found.unsafe:
            raise unsafe(found.title)
        _check_marks(work, tender.id, found, decision)


def _check_marks(work: Work, tender_id: str, found: FiledDocument, decision: Decision) -> None:
    left = [
        mark
        for mark in unmasked(work, tender_id, found, decision.pages)
        if mark.id not in decision.marks
    ]
    if left:
        raise unanswered(left)


def _filed_copy(work: Work, sha256: str, copy: bytes | None, decision: Decision) -> str | None:
    if decision.outcome is DisclosureOutcome.REFUSED:
        return None
    return sha256 if copy is None else file_blob(work, copy, PDF)


def _is(newest: DisclosureDecision, decision: Decision, copy_sha256: str | None) -> bool:
    cite = None if decision.cite is None else decision.cite.in_("sv")
    return (
        newest.outcome, newest.cite, newest.copy_sha256, newest.reason_sv, newest.reason_en,
    ) == (
        decision.outcome.value, cite, copy_sha256, decision.reason.sv, decision.reason.en,
    )  # fmt: skip


def _ranges(row: DisclosureDecision, decision: Decision) -> Iterator[MaskedRange]:
    for first, last in sorted(set(decision.pages)):
        yield MaskedRange(
            request_id=row.request_id,
            sha256=row.sha256,
            number=row.number,
            first_page=first,
            last_page=last,
        )


def _row(
    work: Work,
    actor: Actor,
    request_id: str,
    newest: DisclosureDecision | None,
    sha256: str,
    decision: Decision,
    copy_sha256: str | None,
) -> DisclosureDecision:
    return DisclosureDecision(
        request_id=request_id,
        sha256=sha256,
        number=1 if newest is None else newest.number + 1,
        outcome=decision.outcome,
        decided_at=work.now,
        cite=None if decision.cite is None else decision.cite.in_("sv"),
        reason_sv=decision.reason.sv,
        reason_en=decision.reason.en,
        copy_sha256=copy_sha256,
        **work.recorded(actor.id),
    )
