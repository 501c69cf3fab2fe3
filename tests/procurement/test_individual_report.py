"""The individual report: what the statute asks for, refiled as facts are added."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import col, select

from documents.report_contexts import IndividualReportContext
from law.reasons import Lang, Text
from models.contract import Contract
from models.protocol import Protocol, ProtocolKind
from procurement.decisions.cancelling import cancel
from procurement.decisions.withdrawing import withdraw
from procurement.reports.individual_report import individual_report_context
from procurement.reports.protocols import file_individual_report
from tests.plain_renderer import PlainRenderer
from tests.procurement.small_panel import PanelWorld
from tests.procurement.small_papers import TENDER, at
from tests.procurement.small_tender import World

WorldAt = Callable[[str], World]
FUNDS = Text("Medlen räcker inte.", "The funds do not suffice.")
WRONG = Text("Fel nivå räknades.", "The wrong level was counted.")


def told(world: World, lang: Lang = "en") -> IndividualReportContext:
    with world.store.read() as work:
        return individual_report_context(work, TENDER, lang)


def filed(world: World, lang: Lang = "sv", by: str = "engine") -> str:
    return file_individual_report(world.store, world.actor(by), PlainRenderer(), TENDER, lang)


def sign_l1(world: World) -> None:
    with world.store.read() as work:
        found = select(Contract).where(col(Contract.lot_id) == f"{TENDER}/L1")
        contract = work.session.exec(found).one()
    world.provider_signs(contract.id, "north")
    world.buyer_signs(contract.id)


def end(world: World, codes: list[str] | None, *, redo: bool) -> None:
    head, officer = world.actor("head"), world.actor("officer")
    cancel(world.store, head, officer, TENDER, codes, FUNDS, redo=redo)


def test_it_names_who_was_chosen_and_who_was_not_and_why(world_at: WorldAt) -> None:
    report = told(world_at("decided"))
    assert [(each.lot.code, each.provider, each.price) for each in report.contracts] == [
        ("L1", "Demo North AB", "SEK\N{NO-BREAK SPACE}1,000"),
        ("L2", "Demo South AB", "SEK\N{NO-BREAK SPACE}950.01"),
        ("L3", "Demo East AB", "SEK\N{NO-BREAK SPACE}1,000.03"),
    ]
    assert [(each.lot, each.tenderer) for each in report.not_chosen] == [
        ("L1", "Demo East AB"),
        ("L1", "Demo South AB"),
        ("L2", "Demo North AB"),
        ("L2", "Demo West AB"),
        ("L3", "Demo South AB"),
    ]
    assert "" not in [each.reason for each in report.contracts]
    assert "" not in [each.reason for each in report.not_chosen]
    assert (report.rule, report.procedure, report.lot_count) == (
        "LOU 19:22", "advertised procurement, LOU chapter 19", 3,
    )  # fmt: skip
    assert (report.deadlines, report.conflicts, report.not_awarded) == ([], [], [])
    assert report.facts_through == date(2026, 3, 2)


def test_a_bid_that_failed_is_among_those_not_accepted(world_at: WorldAt) -> None:
    world = world_at("evaluated")
    world.register_all(but=["n1"])
    world.control()
    world.evaluate()
    world.control()
    world.decide()
    (rejected,) = told(world).rejected
    assert (rejected.lot, rejected.tenderer) == ("L1", "Demo North AB")
    assert "Named therapist" in rejected.reason


def test_the_time_for_it_runs_from_each_contract_and_each_cancellation(world_at: WorldAt) -> None:
    world = world_at("drawn_up")
    sign_l1(world)
    world.go(at(3, 16))
    end(world, ["L3"], redo=True)
    report = told(world)
    assert [
        (each.event, each.on, each.due, each.last_day, each.lots) for each in report.deadlines
    ] == [
        ("contract", date(2026, 3, 13), date(2026, 4, 12), date(2026, 4, 13), ["L1"]),
        ("cancellation", date(2026, 3, 16), date(2026, 4, 15), date(2026, 4, 15), ["L3"]),
    ]
    assert "LOU 19:22" in {each.cite for each in report.law}
    (cancelled,) = report.not_awarded
    assert (cancelled.lot.code, cancelled.reason) == (
        "L3",
        "The funds do not suffice. The procurement is made anew.",
    )
    assert [each.lot.code for each in report.contracts] == ["L1", "L2"]


def test_an_award_taken_back_is_told_beside_those_that_stand(world_at: WorldAt) -> None:
    world = world_at("decided")
    head, officer = world.actor("head"), world.actor("officer")
    withdraw(world.store, head, officer, TENDER, ["L2"], WRONG)
    report = told(world)
    assert [(each.lot.code, each.reason) for each in report.withdrawn] == [
        ("L2", "The wrong level was counted.")
    ]
    assert [each.lot.code for each in report.contracts] == ["L1", "L3"]


def test_it_is_filed_again_only_when_the_facts_have_changed(world_at: WorldAt) -> None:
    world = world_at("drawn_up")
    assert world.done_once(lambda: filed(world)) == "protocol.individual_report"
    world.go(at(3, 20))
    assert filed(world) == f"{TENDER}/I1", "another day, the same facts"
    sign_l1(world)
    assert (filed(world), filed(world), filed(world, "en")) == (
        f"{TENDER}/I2",
        f"{TENDER}/I2",
        f"{TENDER}/I1",
    )
    with world.store.read() as work:
        key = (ProtocolKind.INDIVIDUAL_REPORT, f"{TENDER}/I1", "sv")
        assert work.session.get(Protocol, key) is not None


@pytest.mark.parametrize(
    ("stage", "by", "code"),
    [
        ("controlled", "engine", "individual_report.too_early"),
        ("decided", "north-person", "actor.role"),
    ],
)
def test_it_is_refused(world_at: WorldAt, stage: str, by: str, code: str) -> None:
    world = world_at(stage)
    assert world.refusal_of(lambda: filed(world, by=by)).reason.code == code


def test_a_tie_is_told_with_what_was_done_because_of_it(pointed: PanelWorld) -> None:
    pointed.panel()
    pointed.declare("ada")
    pointed.declare("bo", "north", statement="Min bror arbetar där")
    pointed.leave("cy", Text("sjuk", "ill"))
    end(pointed, None, redo=False)
    report = told(pointed)
    assert [(each.assessor, each.tenderers) for each in report.conflicts] == [
        ("Ada", []),
        ("Bo", ["Demo North AB"]),
    ]
    assert [measure[:20] for measure in report.conflict_measures] == [
        "Whoever declared a t",
        "Cy left the panel: i",
    ]
