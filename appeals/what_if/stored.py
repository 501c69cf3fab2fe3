"""Ask about a stored lot. Everything is read in one transaction, and nothing is written."""

from __future__ import annotations

from appeals.evidence_shown import evidence_of
from appeals.in_force import award_in_force
from appeals.loading import load_lot_facts
from appeals.what_if.asking import WhatIf, what_if
from appeals.what_if.foreseeing import Carries
from appeals.what_if.hypothesis import Hypothesis
from law.days import swedish_day
from law.rulebook import Rulebook
from models.store import Store, Work
from models.tender import Lot, Tender


def what_if_of_lot(store: Store, lot_id: str, hypothesis: Hypothesis) -> WhatIf:
    """The lot must exist. Raises `ActRefused` for rulings that no court can have made."""
    with store.read() as work:
        lot = work.session.get_one(Lot, lot_id)
        tender = work.session.get_one(Tender, lot.tender_id)
        facts, today = load_lot_facts(work, lot_id), swedish_day(work.now)
        evidence = _evidence(work, lot)
        return what_if(facts, hypothesis, Rulebook(tender.rulebook), today, evidence)


def _evidence(work: Work, lot: Lot) -> Carries | None:
    award = award_in_force(work, lot.id)
    if award is None:
        return None
    chosen = award.awarded.bid_id
    _, decided = evidence_of(work, lot.tender_id, chosen, reviewed=False)
    _, reviewed = evidence_of(work, lot.tender_id, chosen, reviewed=True)
    return Carries(decided, reviewed)
