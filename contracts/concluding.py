"""May this contract be concluded? The hold's answer, and what has come up about the winner since.

Whoever draws up, signs, or tells of a contract asks here: the hold knows the courts and the
times, and `procurement.qualification.clearance` a bid that has fallen after its award.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from appeals.facts import LotFacts
from appeals.hold import Blocked, Clear, may_conclude
from appeals.loading import load_lot_facts
from appeals.performance import Stopped
from appeals.stopped import may_perform_today
from law.reasons import Reason, Text
from law.rulebook import Rulebook
from models.contract import Contract
from models.store import Work
from models.tender import Bid, Lot, Tender
from procurement.frameworks.parties import parties_of
from procurement.qualification.clearance import fallen_since, todo_of
from procurement.tenders.steps import basis_of


@dataclass(frozen=True)
class Fallen(Blocked):
    """Nothing holds the lot, but its winner may not be given a contract.

    It is out (LOU 13:1–7, 16:7), or a court has stopped the framework that it is bought in
    (20:16).
    """


def may_be_concluded(work: Work, tender: Tender, lot_id: str, bid_id: str) -> Clear | Blocked:
    """The answer for the contract with that bid, as the facts stand in this transaction."""
    return _today(work, tender, load_lot_facts(work, lot_id, bid_id), bid_id)


def could_be_concluded(
    work: Work, tender: Tender, facts: LotFacts, bid_id: str | None
) -> Clear | Blocked:
    """The same; of a contract that is concluded, the answer on the day that it was."""
    if facts.concluded_at is None:
        return _today(work, tender, facts, bid_id)
    return may_conclude(facts.before_conclusion(), Rulebook(tender.rulebook), facts.concluded_at)


def _today(work: Work, tender: Tender, facts: LotFacts, bid_id: str | None) -> Clear | Blocked:
    answer = may_conclude(facts, Rulebook(tender.rulebook), work.now)
    if bid_id is None or facts.concluded_at is not None:
        return answer
    fallen = tuple((each, todo_of(each)) for each in fallen_since(work, tender.id, bid_id))
    found = (*fallen, *_framework_stopped(work, tender, bid_id))
    return _and_fallen(answer, found) if found else answer


def _framework_stopped(work: Work, tender: Tender, bid_id: str) -> tuple[tuple[Reason, Text], ...]:
    """A contract under a framework performs the one that the tenderer has in it."""
    under, bid = basis_of(work, tender.id), work.session.get_one(Bid, bid_id)
    if under is None:
        return ()
    code = work.session.get_one(Lot, bid.lot_id).code
    return tuple(
        pair
        for party in parties_of(work, under.id)
        if (party.lot_id, party.organisation_id) == (f"{under.id}/{code}", bid.organisation_id)
        for answer in [may_perform_today(work, work.session.get_one(Contract, party.contract_id))]
        if isinstance(answer, Stopped)
        for pair in zip(answer.reasons, answer.lifted_by, strict=True)
    )


def _and_fallen(answer: Clear | Blocked, found: tuple[tuple[Reason, Text], ...]) -> Blocked:
    fallen, todo = tuple(each for each, _ in found), tuple(each for _, each in found)
    if isinstance(answer, Clear):
        return Fallen(None, fallen, todo, answer.last_day, answer.lawful_from)
    return replace(
        answer,
        until=None,
        reasons=(*answer.reasons, *fallen),
        lifted_by=(*answer.lifted_by, *todo),
    )
