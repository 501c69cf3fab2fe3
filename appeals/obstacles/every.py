"""Everything that can stand in the way of a contract, asked in order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from appeals.bars import Bars
from appeals.facts import Decision, LotFacts
from appeals.obstacles.asked import checks_missing, court_contradicts, unknown_case
from appeals.obstacles.letters import letters_missing, not_announced
from appeals.obstacles.obstacle import EXTENDED, INTERIM, REMEDIES, Obstacle
from appeals.obstacles.rulings import evaluation_replaced, interrupted, ordered_by_court, remanded
from appeals.obstacles.running import bar_running, interim_orders, pending_in_fr, stricter_date
from appeals.obstacles.tied import tied
from appeals.obstacles.winner import evidence, validity
from appeals.places import NOTICE
from law.remedies import section
from law.rulebook import Rulebook


def obstacles(
    facts: LotFacts, decision: Decision, bars: Bars, rulebook: Rulebook, today: date
) -> Iterator[Obstacle]:
    """Everything in the way today, the gravest first."""
    yield from ordered_by_court(facts, section(rulebook, REMEDIES))
    yield from evaluation_replaced(decision)
    yield from interrupted(decision, bars)
    yield from letters_missing(decision, bars, NOTICE[rulebook])
    yield from not_announced(decision, rulebook)
    yield from bar_running(decision, bars, rulebook, today)
    yield from pending_in_fr(bars, section(rulebook, EXTENDED))
    yield from interim_orders(facts, section(rulebook, INTERIM))
    yield from remanded(facts, section(rulebook, EXTENDED))
    yield from checks_missing(facts, bars, rulebook, today)
    yield from unknown_case(facts, rulebook)
    yield from court_contradicts(facts, rulebook)
    yield from tied(facts)
    yield from evidence(facts, today)
    yield from validity(facts, today)
    yield from stricter_date(facts, today)
