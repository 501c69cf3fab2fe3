"""Draft the decision: the very bytes that another person is to decide on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from sqlmodel import col, select

from documents.decision_context import DecisionContext
from documents.rendering import Renderer
from law.procedures import LeadsTo
from law.reasons import ActRefused, Lang, refuse
from models.decision import AwardDecision, AwardDraft
from models.store import Store, Work
from models.tender import Tender
from people.actors import Actor
from people.permissions import Act, require
from procurement.decisions.decision_facts import Facts, as_bytes, facts_of, lot_ids
from procurement.decisions.decision_wording import decision_context
from procurement.decisions.undecided import (
    CLEAR_OTHERS,
    EVALUATE_AGAIN,
    Awaiting,
    awaiting_decision,
)
from procurement.qualification.clearance import todo_of
from procurement.tenders.lots import lock_lots_of
from procurement.tenders.named import tender_or_refusal
from procurement.tenders.steps import require_leads_to
from registry.filing import PDF, file_blob
from registry.journal import append

JSON = "application/json"


@dataclass(frozen=True)
class Prepared:
    """What the draft is to say; `draft` when there is one on file that says just that."""

    facts: bytes
    context: DecisionContext
    lots: dict[str, str]
    draft: AwardDraft | None


def draft_award(
    store: Store, actor: Actor, renderer: Renderer, tender_id: str, lang: Lang
) -> AwardDraft | None:
    """Set and file the decision for every lot that can be decided today.

    The same draft comes back while it would say the same; None when no lot awaits a
    decision. Raises `ActRefused`, with the first reason, when each that does is kept, and
    in a step that does not lead to an award.
    """
    with store.read() as work:
        prepared = _prepare(work, actor, tender_id, lang)
    if prepared is None or prepared.draft is not None:
        return prepared.draft if prepared else None
    [pdf] = renderer.render_all([prepared.context])
    with store.write() as work:
        lock_lots_of(work, tender_id)
        now = _prepare(work, actor, tender_id, lang)
        if now is not None and now.draft is not None:
            return now.draft
        if now is None or now.facts != prepared.facts:
            raise _moved(tender_id)
        return _write(work, actor, tender_id, lang, now, pdf)


def _prepare(work: Work, actor: Actor, tender_id: str, lang: Lang) -> Prepared | None:
    tender = tender_or_refusal(work, tender_id)
    require(work, actor, Act.PREPARE_DECISION, tender.buyer_id)
    require_leads_to(tender, LeadsTo.AWARD)
    awaiting = awaiting_decision(work, tender_id)
    if not awaiting:
        return None
    ready = [lot for lot in awaiting if lot.ready]
    if not ready:
        raise kept_back(awaiting)
    facts = facts_of(work, tender, actor.id, ready)
    return Prepared(
        as_bytes(facts),
        decision_context(work, tender, facts, lang),
        {lot_id: lot["winner"] for lot_id, lot in lot_ids(tender_id, facts).items()},
        _same_draft(work, tender, facts, lang),
    )


def kept_back(awaiting: Sequence[Awaiting]) -> ActRefused:
    """No lot can be decided: why the first of them cannot, and what to do about it."""
    lot = next(lot for lot in awaiting if not lot.ready)
    reason = lot.kept_by[0]
    own = {
        **{each.reason.code: each.todo for each in lot.unmet},
        "decision.to_be_evaluated": EVALUATE_AGAIN,
        "decision.hangs_together": CLEAR_OTHERS,
    }
    return ActRefused(reason, own.get(reason.code) or todo_of(reason))


def _same_draft(work: Work, tender: Tender, facts: Facts, lang: Lang) -> AwardDraft | None:
    newest = newest_draft(work, tender.id)
    said = sha256(as_bytes(facts)).hexdigest()
    if newest is None or (newest.facts_sha256, newest.lang) != (said, lang):
        return None
    return newest if decision_on(work, newest.id) is None else None


def newest_draft(work: Work, tender_id: str) -> AwardDraft | None:
    found = select(AwardDraft).where(col(AwardDraft.tender_id) == tender_id)
    return work.session.exec(found.order_by(col(AwardDraft.number).desc())).first()


def decision_on(work: Work, draft_id: str) -> AwardDecision | None:
    found = select(AwardDecision).where(col(AwardDecision.draft_id) == draft_id)
    return work.session.exec(found).first()


def _write(
    work: Work, actor: Actor, tender_id: str, lang: Lang, prepared: Prepared, pdf: bytes
) -> AwardDraft:
    newest = newest_draft(work, tender_id)
    number = newest.number + 1 if newest else 1
    draft = AwardDraft(
        id=f"{tender_id}/P{number}",
        tender_id=tender_id,
        number=number,
        lang=lang,
        drafted_at=work.now,
        pdf_sha256=file_blob(work, pdf, PDF),
        facts_sha256=file_blob(work, prepared.facts, JSON),
        **work.recorded(actor.id),
    )
    work.session.add(draft)
    work.session.flush()
    hashes = {"pdf_sha256": draft.pdf_sha256, "facts_sha256": draft.facts_sha256}
    append(work, actor.id, "award.drafted", draft.id, {**hashes, "lots": prepared.lots})
    return draft


def _moved(tender_id: str) -> ActRefused:
    return refuse(
        "draft.moved",
        sv=f"Underlaget för beslutet i {tender_id} ändrades medan utkastet skrevs ut",
        en=f"What the decision in {tender_id} rests on changed while the draft was being set",
        todo_sv="Gör om utkastet",
        todo_en="Draft it again",
    )
