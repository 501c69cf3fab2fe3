"""A play's award decision: drafted by one person, made by another on the same bytes."""

from __future__ import annotations

from documents.rendering import Renderer
from flows.preparation import set_protocols
from interop.play_course import Decide
from law.reasons import Lang
from models.store import Store
from people.actors import load_actor
from procurement.decisions.deciding import decide_award, draft_award


def draft_and_decide(
    store: Store, renderer: Renderer, tender_id: str, act: Decide, lang: Lang
) -> None:
    """The decision rests on the reports, so they are filed first.

    Done again, when no lot awaits a decision, it changes nothing.
    """
    set_protocols(store, renderer, tender_id, lang)
    preparer = load_actor(store, act.prepared_by)
    draft = draft_award(store, preparer, renderer, tender_id, lang)
    if draft is not None:
        decide_award(store, load_actor(store, act.by), draft.id, draft.pdf_sha256)
