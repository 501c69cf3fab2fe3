"""The answer to a request: the decision letter is set and filed, and the copies go with it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import col, select

from appeals.disclosure.deciding import newest_decisions
from appeals.disclosure.letter import Copy, DecisionLetter, check_marked_since, decision_letter
from appeals.disclosure.requests import request_or_refusal
from appeals.docket.known import lock_every_lot
from documents.rendering import Renderer
from law.reasons import ActRefused, Lang, refuse
from models.disclosure import DisclosureLetter
from models.store import Store, Work
from people.actors import Actor
from people.permissions import Act, require
from registry.filing import PDF, file_blob
from registry.journal import append


@dataclass(frozen=True)
class Answered:
    """`letter` and the copies by their hashes, as they were given."""

    number: int
    letter: str
    copies: tuple[Copy, ...]


def answer_disclosure(
    store: Store, actor: Actor, renderer: Renderer, request_id: str, lang: Lang = "sv"
) -> Answered:
    """Set the letter, file it, and record that it and the copies were given now.

    Without a new decision since the last letter, that one is the answer. Raises
    `ActRefused` while a document is undecided, where absolute secrecy has come back, and where
    what is given has been marked since it was decided on.
    """
    with store.read() as work:
        context = _letter(work, actor, request_id, lang).context
        answered = _answered(work, actor, request_id, lang)
    if answered is not None:
        return answered
    (pdf,) = renderer.render_all([context])
    with store.write() as work:
        request, tender = request_or_refusal(work, request_id)
        require(work, actor, Act.TEST_SECRECY, tender.buyer_id)
        lock_every_lot(work, tender.id)
        letter = _letter(work, actor, request_id, lang)
        answered = _answered(work, actor, request_id, lang)
        if answered is not None:
            return answered
        check_marked_since(work, request, tender)
        if letter.context.model_copy(update={"decided_on": context.decided_on}) != context:
            raise _changed(request_id)
        last = _last(work, request_id)
        row = DisclosureLetter(
            request_id=request_id,
            number=1 if last is None else last.number + 1,
            given_at=work.now,
            pdf_sha256=file_blob(work, pdf, PDF),
            **work.recorded(actor.id),
        )
        work.session.add(row)
        work.session.flush()
        copies = [copy.sha256 for copy in letter.copies]
        said = {"number": row.number, "letter": row.pdf_sha256, "copies": copies}
        append(work, actor.id, "disclosure.answered", request.id, said)
        return Answered(row.number, row.pdf_sha256, letter.copies)


def letters_given(work: Work, request_id: str) -> list[DisclosureLetter]:
    """Oldest first."""
    found = select(DisclosureLetter).where(col(DisclosureLetter.request_id) == request_id)
    return list(work.session.exec(found.order_by(col(DisclosureLetter.number))))


def _last(work: Work, request_id: str) -> DisclosureLetter | None:
    return next(reversed(letters_given(work, request_id)), None)


def _letter(work: Work, actor: Actor, request_id: str, lang: Lang) -> DecisionLetter:
    request, tender = request_or_refusal(work, request_id)
    return decision_letter(work, actor, request, tender, lang)


def _answered(work: Work, actor: Actor, request_id: str, lang: Lang) -> Answered | None:
    """The last letter, where it tells of every decision there is."""
    last = _last(work, request_id)
    if last is None or _unanswered(work, request_id, last):
        return None
    copies = _letter(work, actor, request_id, lang).copies
    return Answered(last.number, last.pdf_sha256, copies)


def _unanswered(work: Work, request_id: str, last: DisclosureLetter) -> bool:
    decided = newest_decisions(work, request_id).values()
    return any(each.recorded_real_at > last.recorded_real_at for each in decided)


def _changed(request_id: str) -> ActRefused:
    return refuse(
        "disclosure.changed",
        sv=f"Något om begäran {request_id} ändrades medan brevet sattes",
        en=f"Something about the request {request_id} changed while the letter was set",
        todo_sv="Gör om det",
        todo_en="Do it again",
    )
