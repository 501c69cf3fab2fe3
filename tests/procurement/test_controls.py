"""Controls made again: evidence lapses, and the newest control governs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from law.reasons import Text
from procurement.decisions.undecided import awaiting_decision
from procurement.qualification.controls import propose_controls, record_controls
from procurement.reports.evaluation_report import evaluation_context
from tests.procurement.small_papers import TENDER, WINNERS, at, tax_certificate
from tests.procurement.small_tender import World

WorldAt = Callable[[str], World]


def test_no_award_is_decided_on_evidence_that_has_lapsed_since_its_control(
    world_at: WorldAt,
) -> None:
    world = world_at("controlled")
    world.go(at(4, 3))
    assert world.refusal_of(world.decide).in_("en") == (
        "In L1 the requirement “Taxes paid” is not shown today: the evidence is 61 days old, at"
        " most 60 are accepted (LOU 19:17). Ask for current evidence and check the requirement"
        " anew."
    )
    lapsed = propose_controls(world.store, TENDER)
    assert {(each.bid_id, each.requirement_id, each.passed) for each in lapsed} == {
        (bid_id, f"{TENDER}/TAX", False) for bid_id in WINNERS.values()
    }
    world.register(tax_certificate(each, date(2026, 4, 1)) for each in ("north", "south", "east"))
    assert (world.control(), world.control()) == (3, 0)
    assert world.decide() == f"{TENDER}/D1"
    world.go(at(9, 1))
    assert propose_controls(world.store, TENDER) == (), "decided, on evidence that carried then"


def test_evidence_carries_a_decision_on_its_last_day(world_at: WorldAt) -> None:
    world = world_at("controlled")
    world.go(at(4, 2))
    assert world.decide() == f"{TENDER}/D1"


def test_the_newest_control_governs(world_at: WorldAt) -> None:
    world = world_at("registered")
    officer = world.actor("officer")
    met = propose_controls(world.store, TENDER)
    world.control()
    failed = replace(met[0], passed=False, evidence_id=None, note=Text("återkallat", "revoked"))

    def record() -> int:
        return record_controls(world.store, officer, TENDER, [failed, failed])

    assert world.refusal_of(record).reason.code == "control.same_moment"
    world.go(at(2, 20))
    assert (record(), record()) == (1, 0)
    world.go(at(3, 2))
    with world.store.read() as work:
        kept = {lot.code: lot.kept_by[0].code for lot in awaiting_decision(work, TENDER)[:1]}
    assert kept == {"L1": "decision.not_controlled"}
    with world.store.read() as work:
        context = evaluation_context(work, f"{TENDER}/U1", "en")
    assert next(row.status for row in context.lots[0].rows) == "failed_control"
    assert [each.outcome for each in context.controls].count("not_met") == 1


def why_kept(world: World, code: str) -> str:
    with world.store.read() as work:
        (lot,) = (each for each in awaiting_decision(work, TENDER) if each.code == code)
        return lot.kept_by[0].text.en if lot.kept_by else ""


def test_no_award_is_decided_past_newer_evidence_than_was_checked(world_at: WorldAt) -> None:
    world = world_at("controlled")
    world.go(at(2, 20))
    worse = tax_certificate("north", date(2026, 2, 19))
    world.register([replace(worse, valid_until=date(2026, 2, 19))])
    assert why_kept(world, "L1").endswith(": the evidence was valid until 2026-02-19")
    world.register([tax_certificate("north", date(2026, 2, 20))])
    assert why_kept(world, "L1").endswith("is not shown today: newer evidence has come in")
    assert world.control() == 1
    assert world.decide() == f"{TENDER}/D1"
