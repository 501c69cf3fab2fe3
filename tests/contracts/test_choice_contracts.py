"""Contracts in a system of choice: drawn up when approved, signed by both, ended by an exit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import insert

from contracts.choice import choice_contract_context, choice_contracts_due
from contracts.choice_signing import sign_choice_on_paper
from models.admissions import ChoiceContract, ChoiceSignature
from models.contract import Party
from models.parties import Person, Role, RoleGrant
from models.store import Store
from models.tender import Tender
from registry.erasure import _replace_own_fields as replace_own_fields
from tests.contracts.signed_pages import choice_page_of
from tests.procurement.small_papers import at
from tests.procurement.small_tender import World
from tests.procurement.systems import CHOICE, System, choice_draft, dps_draft, system_of

WorldAt = Callable[[str], World]
A1 = f"{CHOICE}/A1"


@pytest.fixture
def choice(world_at: WorldAt) -> System:
    return system_of(world_at("enrolled"), choice_draft())


def due(store: Store, tender_id: str = CHOICE) -> tuple[str, ...]:
    with store.read() as work:
        return choice_contracts_due(work, tender_id)


def test_a_contract_is_drawn_up_once_for_each_approval(choice: System) -> None:
    choice.admit("north")
    choice.apply("south")
    assert due(choice.world.store) == (A1,)
    assert choice.world.done_once(choice.draw_up) == "choice_contract.drawn_up"
    assert due(choice.world.store) == ()
    with choice.world.store.read() as work:
        row = work.session.get_one(ChoiceContract, A1)
        assert (row.number, row.starts_on) == ("DEMO 2026/9-A-1", date(2026, 3, 1))


def test_a_contract_begins_when_it_is_drawn_up_once_the_system_runs(choice: System) -> None:
    choice.world.go(at(4, 13))
    choice.admit("north")
    with choice.world.store.read() as work:
        context = choice_contract_context(work, A1, "sv")
    assert (context.starts_on, context.gateway, context.remuneration) == (
        date(2026, 4, 13), "1 kap. 1 § LOV", "500 kr per timme",
    )  # fmt: skip


def test_a_service_outside_lov_rests_on_the_employment_services_own_act(
    world_at: WorldAt,
) -> None:
    system = system_of(world_at("enrolled"), choice_draft(cpv="79634000-7"))
    system.admit("north")
    with system.world.store.read() as work:
        context = choice_contract_context(work, A1, "sv")
    assert context.gateway == "1 § lag 2010:536"


def test_the_provider_signs_first_and_the_buyer_last_without_waiting(choice: System) -> None:
    first, world = choice.admit("north"), choice.world

    def sign(person: str, party: Party) -> None:
        page = choice_page_of(world.store, first)
        sign_choice_on_paper(world.store, world.actor(person), first, party, page)

    def refused(person: str, party: Party) -> str:
        return world.refusal_of(lambda: sign(person, party)).reason.code

    assert refused("north-person", Party.PROVIDER) == "choice.no_contract"
    choice.draw_up()
    assert refused("signatory", Party.BUYER) == "contract.provider_first"
    assert refused("south-person", Party.PROVIDER) == "actor.organisation"
    signed = "choice_contract.signed_by_provider"
    assert world.done_once(lambda: sign("north-person", Party.PROVIDER)) == signed
    assert refused("north-person", Party.BUYER) == "actor.role"
    concluded = "choice_contract.concluded"
    assert world.done_once(lambda: sign("signatory", Party.BUYER)) == concluded


def test_whoever_has_left_signs_nothing(choice: System) -> None:
    first = choice.admit("north")
    choice.draw_up()
    choice.leave(first, "north", date(2026, 1, 12))
    choice.world.go(at(1, 13))
    refused = choice.world.refusal_of(lambda: choice.sign(first, "north"))
    assert refused.reason.code == "application.not_admitted"


def test_whoever_left_before_the_contract_gets_none(choice: System) -> None:
    first = choice.admit("north")
    choice.leave(first, "north", date(2026, 1, 12))
    choice.world.go(at(1, 13))
    assert (due(choice.world.store), choice.draw_up()) == ((), ())


def test_an_admission_to_a_purchasing_system_is_no_contract(world_at: WorldAt) -> None:
    system = system_of(world_at("enrolled"), dps_draft())
    system.admit("north", "L1")
    assert (due(system.world.store, "DIS-1"), system.draw_up()) == ((), ())


def test_the_name_on_a_signature_goes_with_its_person(choice: System) -> None:
    choice.admit("north")
    choice.draw_up()
    store, north = choice.world.store, choice.world.actor("north-person")
    sign_choice_on_paper(store, north, A1, Party.PROVIDER, choice_page_of(store, A1))
    with store.write() as work:
        row = work.session.get_one(ChoiceSignature, (A1, Party.PROVIDER))
        signatory = Person(
            id="p1", name=row.signatory_name, email="", organisation_id=north.organisation_id
        )
        replace_own_fields(work, signatory)
        assert row.signatory_name == "p1"


def test_whoever_took_in_the_providers_page_does_not_sign_for_the_buyer(choice: System) -> None:
    choice.admit("north")
    choice.draw_up()
    store, page = choice.world.store, choice_page_of(choice.world.store, A1)
    with store.write() as work:
        buyer = work.session.get_one(Tender, CHOICE).buyer_id
        row = {"person_id": "officer", "buyer_id": buyer, "role": Role.CONTRACT_SIGNATORY}
        work.session.connection().execute(insert(RoleGrant).values(**row))
    officer = choice.world.actor("officer")
    sign_choice_on_paper(store, officer, A1, Party.PROVIDER, page)
    refusal = choice.world.refusal_of(
        lambda: sign_choice_on_paper(store, officer, A1, Party.BUYER, page)
    )
    assert refusal.reason.code == "actor.second_person"
