"""What those who choose are told of the providers, and who serves those who do not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from html.parser import HTMLParser
from typing import Any

import pytest

from law.reasons import Cite, Lang, Text
from models.admissions import NonChoiceKind
from models.parties import Organisation, Person
from people.actors import ENGINE
from procurement.admissions.non_choice import (
    OptionStated,
    lots_without_option,
    option_in_force,
    set_non_choice,
)
from procurement.admissions.profiles import LONGEST
from procurement.admissions.providers import in_order, providers_of, providers_page
from procurement.tenders.named import tender_or_refusal
from registry.enrolment import enrol_tenderers
from tests.procurement.small_papers import at
from tests.procurement.small_tender import World
from tests.procurement.systems import CHOICE, WHY, System, dps_draft, system_of

WorldAt = Callable[[str], World]
OWN = OptionStated(
    NonChoiceKind.OWN_SERVICE,
    date(2026, 1, 12),
    Text("Kommunen utför stödet.", "The municipality gives the support."),
)


def decide_option(system: System, option: OptionStated, lot: str = "A") -> list[str]:
    head = system.world.actor("head")
    found = set_non_choice(system.world.store, head, system.world.tender, lot, option)
    return [reason.code for reason in found]


def page(system: System, lang: Lang = "sv") -> str:
    with system.world.store.read() as work:
        return providers_page(work, CHOICE, lang).decode()


def contracted(system: System, *names: str, lot: str = "A") -> list[str]:
    ids = [system.admit(name, lot) for name in names]
    system.draw_up()
    for application_id, name in zip(ids, names, strict=True):
        system.sign(application_id, name)
    return ids


class Tags(HTMLParser):
    """The elements of a page, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.headings: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1][0] in ("h2", "h3") and data.strip():
            self.headings.append(data.strip())


def test_the_page_lists_all_under_contract_by_area_and_name(choice: System) -> None:
    contracted(choice, "south", "north")
    contracted(choice, "west", lot="B")
    choice.admit("east", "B")
    assert Tags(page(choice)).headings == [
        "Centrum", "Demo North AB", "Demo South AB", "Om du inte väljer",
        "Skären", "Demo West AB", "Om du inte väljer",
    ]  # fmt: skip


def test_whoever_has_left_is_no_longer_on_the_page(choice: System) -> None:
    [first, _] = contracted(choice, "north", "south")
    choice.leave(first, "north", date(2026, 1, 31))
    choice.world.go(at(1, 31))
    assert "Demo North AB" in page(choice)
    choice.world.go(at(2, 1))
    assert "Demo North AB" not in page(choice)


def test_all_have_the_same_headings_also_before_they_have_told_anything(choice: System) -> None:
    [first, _] = contracted(choice, "north", "south")
    choice.tell(first, "north")
    for lang, headings, untold in (
        ("sv", ["Beskrivning", "Besöksadress", "Telefon", "Språk", "Tillgänglighet",
                "Godkänd sedan"], "Leverantören har inte lämnat någon uppgift."),
        ("en", ["Description", "Address for visits", "Telephone", "Languages", "Accessibility",
                "Approved since"], "The provider has given no information."),
    ):  # fmt: skip
        text = page(choice, lang)  # type: ignore[arg-type]
        assert [text.count(f"<dt>{heading}</dt>") for heading in headings] == [2] * 6
        assert text.count(untold) == 5


def test_the_order_is_that_of_the_swedish_alphabet_and_is_stated(choice: System) -> None:
    assert sorted(["Ö", "a", "Z", "Ä", "å", "B"], key=in_order) == ["a", "B", "Z", "å", "Ä", "Ö"]
    assert "i bokstavsordning efter namn" in page(choice)
    assert "in alphabetical order" in page(choice, "en")


def test_the_page_runs_nothing_fetches_nothing_and_escapes_what_it_is_given(
    choice: System,
) -> None:
    [first] = contracted(choice, "north")
    hostile = "<script>alert(1)</script><img src=http://evil.example/x onerror=alert(1)>"
    choice.tell(first, "north", profile=Text(hostile, hostile), phone='"><b>1')
    text = page(choice)
    found = Tags(text)
    names = {tag for tag, _ in found.tags}
    assert not names & {"script", "img", "iframe", "link", "object", "form", "b"}
    assert all(not name.startswith("on") for _, attrs in found.tags for name in attrs)
    assert [attrs["href"] for _, attrs in found.tags if "href" in attrs] == [
        "#main", "#area-1", "#area-2",
    ]  # fmt: skip
    assert "&lt;script&gt;" in text
    assert "default-src 'none'" in text
    assert "url(" not in text


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_page_can_be_read_by_everybody(choice: System, lang: Lang) -> None:
    tags = Tags(page(choice, lang)).tags
    assert ("html", {"lang": lang}) in tags
    assert [tag for tag, _ in tags].count("h1") == 1
    assert ("main", {"id": "main"}) in tags
    ids = [attrs["id"] for _, attrs in tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    labelled = [attrs["aria-labelledby"] for _, attrs in tags if "aria-labelledby" in attrs]
    assert set(labelled) <= set(ids)


def test_a_profile_is_stated_by_the_providers_own_and_kept_by_version(choice: System) -> None:
    first = choice.admit("north")
    world = choice.world
    assert world.done_once(lambda: choice.tell(first, "north")) == "profile.stated"
    assert choice.tell(first, "north", phone="1") == 2
    wrong: list[dict[str, Any]] = [
        {"phone": " "}, {"address": "x" * (LONGEST + 1)}, {"profile": Text("bara", "")},
    ]  # fmt: skip
    for each in wrong:
        refused = world.refusal_of(partial(choice.tell, first, "north", **each))
        assert refused.reason.code == "profile.heading"
    refused = world.refusal_of(lambda: choice.tell(first, "south"))
    assert refused.reason.code == "actor.organisation"


def test_every_lot_needs_an_option_for_those_who_do_not_choose(choice: System) -> None:
    world = choice.world

    def missing() -> tuple[str, ...]:
        with world.store.read() as work:
            return lots_without_option(work, tender_or_refusal(work, CHOICE))

    assert missing() == ("A", "B")
    assert world.done_once(lambda: decide_option(choice, OWN)) == "non_choice.set"
    assert missing() == ("B",)
    assert "Vi utför tjänsten själva" in page(choice)
    assert "Något alternativ är inte bestämt" in page(choice)


def test_a_later_option_takes_over_on_its_day(choice: System) -> None:
    first = choice.admit("north")
    decide_option(choice, OWN)
    named = OptionStated(NonChoiceKind.NAMED, date(2026, 2, 1), WHY, first)
    decide_option(choice, named)

    def kind() -> str | None:
        with choice.world.store.read() as work:
            found = option_in_force(work, f"{CHOICE}/A")
            return None if found is None else found.kind

    assert kind() == "own_service"
    choice.world.go(at(2, 1))
    assert kind() == "named"
    assert "En viss leverantör: Demo North AB" in page(choice)
    choice.leave(first, "north", date(2026, 2, 10))
    choice.world.go(at(2, 11))
    assert kind() is None


def test_a_rota_comes_with_a_warning(choice: System) -> None:
    rota = replace(OWN, kind=NonChoiceKind.IN_TURN)
    assert (decide_option(choice, rota), decide_option(choice, OWN, "B")) == (
        ["option.in_turn"],
        [],
    )


def test_an_option_that_cannot_be_is_refused(choice: System, world_at: WorldAt) -> None:
    first, world = choice.admit("north", "B"), choice.world
    for option, lot, code in (
        (OWN, "Z", "option.lot"),
        (replace(OWN, rule=Text("", "")), "A", "option.rule"),
        (replace(OWN, kind=NonChoiceKind.NAMED), "A", "option.provider"),
        (replace(OWN, application_id=first), "A", "option.provider"),
        (replace(OWN, kind=NonChoiceKind.NAMED, application_id=first), "A", "option.other_lot"),
    ):
        refused = world.refusal_of(partial(decide_option, choice, option, lot))
        assert refused.reason.code == code
    other = system_of(world_at("enrolled"), dps_draft())
    refused = other.world.refusal_of(lambda: decide_option(other, OWN, "L1"))
    assert refused.reason.code == "choice.only"


def test_the_suppliers_of_a_purchasing_system_are_not_shown(dps: System) -> None:
    first, world = dps.admit("north", "L1"), dps.world

    def shown() -> bytes:
        with world.store.read() as work:
            return providers_page(work, world.tender, "sv")

    for act in (shown, lambda: dps.tell(first, "north")):
        assert world.refusal_of(act).reason.code == "choice.only"


def test_the_list_is_what_both_parties_have_signed(choice: System) -> None:
    [first] = contracted(choice, "north")
    choice.admit("south")
    choice.draw_up()
    with choice.world.store.read() as work:
        assert [row.id for row in providers_of(work, CHOICE)] == [first]


def test_names_of_other_countries_stand_too(choice: System) -> None:
    world = choice.world
    odd = Organisation(
        id="odd", name="Ärtan & Söner <AB>", org_number="556000-0099", address="", city="",
        email="", contact_person="", signatory="Ä", is_demo=True,
    )  # fmt: skip
    person = Person(id="odd-person", name="odd", email="", organisation_id="odd")
    enrol_tenderers(world.store, world.actor(ENGINE), [(odd, person)])
    contracted(choice, "odd", "west")
    assert Tags(page(choice)).headings[:3] == ["Centrum", "Demo West AB", "Ärtan & Söner <AB>"]


def test_the_warning_cites_the_duty(choice: System) -> None:
    rota = replace(OWN, kind=NonChoiceKind.IN_TURN)
    [reason] = set_non_choice(choice.world.store, choice.world.actor("head"), CHOICE, "A", rota)
    assert reason.cite == Cite("LOV", 9, "2")
