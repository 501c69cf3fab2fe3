"""Rank the lots that need it, and put on record what it comes to.

Asking twice, or asking again after a crash, evaluates nothing twice.
"""

from __future__ import annotations

from law.procedures import LeadsTo
from law.reasons import ActRefused, refuse
from law.rulebook import Rulebook
from models.store import Store, Work
from models.tender import Opening, Tender
from people.actors import Actor
from people.permissions import Act, require
from procurement.ranking.due_lots import Due, LotsNow
from procurement.ranking.evaluation_writing import write
from procurement.tenders.lots import lock_lots_of
from procurement.tenders.named import tender_or_refusal
from procurement.tenders.provisions import Provision, provision
from procurement.tenders.steps import require_leads_to


def evaluate(store: Store, actor: Actor, tender_id: str) -> str | None:
    """Rank what needs ranking, and return the evaluation's id, or None when nothing does.

    Raises `ActRefused` where all that needs it waits for something, and says for what.
    """
    with store.write() as work:
        tender = tender_or_refusal(work, tender_id)
        require(work, actor, Act.EVALUATE, tender.buyer_id)
        require_leads_to(tender, LeadsTo.AWARD)
        _check_opened(work, tender)
        lock_lots_of(work, tender_id)
        now = LotsNow(work, tender)
        due = now.due()
        if due.outcomes:
            return write(now, actor, due)
        if due.waiting:
            raise _waiting(now, due)
        return None


def _check_opened(work: Work, tender: Tender) -> None:
    if work.session.get(Opening, tender.id) is None:
        raise refuse(
            "evaluation.not_opened",
            sv=f"Anbuden i {tender.id} är inte öppnade",
            en=f"The bids of {tender.id} have not been opened",
            todo_sv="Öppna anbuden först",
            todo_en="Open the bids first",
        )


def _waiting(now: LotsNow, due: Due) -> ActRefused:
    lots = [(lot.code, due.waiting[lot.id]) for lot in now.lots if lot.id in due.waiting]
    sv = "; ".join(f"{code} ({why.sv})" for code, why in lots)
    en = "; ".join(f"{code} ({why.en})" for code, why in lots)
    return refuse(
        "evaluation.waiting",
        sv=f"Inget område kan rangordnas än: {sv}",
        en=f"No lot can be ranked yet: {en}",
        todo_sv="Låt panelen enas om de poäng som saknas, eller åtgärda det som hindrar",
        todo_en="Let the panel agree on the points that are missing, or remove what is in the way",
        cite=provision(Rulebook(now.tender.rulebook), Provision.PRINCIPLES),
    )
