"""Two hundred providers in a system of choice for two years, held against a plan on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from sqlmodel import select

from law.days import STOCKHOLM
from models.admissions import AdmissionDecision, Application
from models.parties import Organisation, Person
from people.actors import ENGINE
from procurement.admissions.due import decisions_due
from procurement.admissions.providers import in_order, providers_page
from procurement.conditions.admitted import admitted_to
from procurement.qualification.evidence import EvidenceItem, register_evidence
from registry.enrolment import enrol_tenderers
from registry.verification import verify
from tests.procurement.small_tender import World
from tests.procurement.systems import CHOICE, System, choice_draft, system_of

WorldAt = Callable[[str], World]
PROVIDERS, MONTHS, STATED_DAYS = 200, 24, 30
# The days of a month on which things are done and looked at.
APPLY, LOOK, DECIDE, LEAVE, LAST, COUNT = 10, 15, 20, 22, 25, 27

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Planned:
    """One application: who, where, in which month, whether it qualifies, and when it ends.

    `waits` months pass before it is decided; `leaves` is the month in which it ends.
    """

    provider: str
    lot: str
    month: int
    qualifies: bool
    waits: int
    leaves: int | None

    @property
    def decided_in(self) -> int:
        return self.month + self.waits


def drawn(*of: object) -> int:
    """A number that looks drawn, and is the same every time."""
    return int.from_bytes(sha256(repr(of).encode()).digest()[:4], "big")


def planned() -> list[Planned]:
    """Everybody applies once; the refused, and half of those who left, apply again."""
    made: list[Planned] = []
    for number in range(PROVIDERS):
        name, lot = f"p{number:03}", "AB"[drawn("lot", number) % 2]
        month = drawn("month", number) % (MONTHS - 6)
        while month < MONTHS:
            one = _one(name, lot, month, len(made))
            made.append(one)
            ended = one.leaves if one.qualifies else one.decided_in
            if ended is None or (one.qualifies and drawn("back", len(made)) % 2):
                break
            month = ended + 1 + drawn("again", len(made)) % 4
    return sorted(made, key=lambda one: (one.month, one.provider))


def _one(name: str, lot: str, month: int, seed: int) -> Planned:
    qualifies = drawn("qualifies", seed) % 3 != 0
    waits = 1 if drawn("waits", seed) % 7 == 0 else 0
    stays = drawn("stays", seed) % 40
    leaves = month + waits + 1 + stays if qualifies and stays < 12 else None
    return Planned(name, lot, month, qualifies, waits, leaves)


def on(month: int, day: int) -> date:
    """A day of the plan's month: the first is February 2026, when the system is published."""
    return date(2026 + (month + 1) // 12, (month + 1) % 12 + 1, day)


def moment(month: int, day: int) -> datetime:
    return datetime.combine(on(month, day), datetime.min.time(), STOCKHOLM) + timedelta(hours=9)


class Names(HTMLParser):
    """The names of providers on the page, area by area."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.heading, self.areas = "", list[list[str]]()
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.heading = tag
        if tag == "h2":
            self.areas.append([])

    def handle_data(self, data: str) -> None:
        if self.heading == "h3" and data.startswith("Leverantör"):
            self.areas[-1].append(data)

    def handle_endtag(self, tag: str) -> None:
        self.heading = ""


class TwoYears:
    """The plan, done in a real installation month by month."""

    def __init__(self, world: World) -> None:
        self.system = System(world)
        self.world = world
        self.plan = planned()
        self.ids: dict[Planned, str] = {}

    def of_month(self, month: int, *, deciding: bool = False) -> Iterator[Planned]:
        for one in self.plan:
            if (one.decided_in if deciding else one.month) == month:
                yield one

    def play(self, month: int) -> None:
        self.world.go(moment(month, APPLY))
        for one in self.of_month(month):
            self.ids[one] = self.system.apply(one.provider, one.lot, f"Månad {month}")
        self.world.go(moment(month, LOOK))
        self.look_at_due(month)
        self.world.go(moment(month, DECIDE))
        self.decide(month)
        self.world.go(moment(month, LEAVE))
        for one in self.plan:
            if one.leaves == month and one in self.ids:
                self.system.leave(self.ids[one], one.provider, on(month, LAST))
        self.world.go(moment(month, COUNT))
        self.look_at_admitted(month)

    def decide(self, month: int) -> None:
        due = list(self.of_month(month, deciding=True))
        issued = on(month, DECIDE)
        shown = [("tax", one) for one in due]
        shown += [("staff", one) for one in due if one.qualifies]
        items = [
            EvidenceItem(f"{kind}-{self.ids[one]}", one.provider, None, kind, issued,
                         on(month, COUNT), "intyg")
            for kind, one in shown
        ]  # fmt: skip
        register_evidence(self.world.store, self.world.actor("officer"), CHOICE, items)
        for one in due:
            missing = self.system.check_shown(self.ids[one])
            assert missing == (() if one.qualifies else ("STAFF",))
            if not one.qualifies:
                self.system.check(self.ids[one], "STAFF", met=False)
            self.system.decide(self.ids[one], approved=one.qualifies)
        self.system.draw_up()
        for one in due:
            if one.qualifies:
                self.system.sign(self.ids[one], one.provider)

    def look_at_due(self, month: int) -> None:
        today = on(month, LOOK)
        wanted = {
            (self.ids[one], last, last < today)
            for one in self.plan
            if one.month <= month <= one.decided_in
            for last in [on(one.month, APPLY) + timedelta(days=STATED_DAYS)]
        }
        with self.world.store.read() as work:
            found = decisions_due(work, CHOICE)
        assert {(due.application_id, due.last_day, due.late) for due in found} == wanted
        assert [due.last_day for due in found] == sorted(due.last_day for due in found)

    def look_at_admitted(self, month: int) -> None:
        today = on(month, COUNT)
        taking_part = [
            one
            for one in self.plan
            if one.qualifies
            and one.decided_in <= month
            and (one.leaves is None or on(one.leaves, LAST) >= today)
        ]
        with self.world.store.read() as work:
            found = {row.id for row in admitted_to(work, CHOICE, today)}
            page = providers_page(work, CHOICE, "sv")
        assert found == {self.ids[one] for one in taking_part}
        assert Names(page).areas == [
            sorted((named(one.provider) for one in taking_part if one.lot == lot), key=in_order)
            for lot in "AB"
        ]


def named(provider: str) -> str:
    """Names in another order than the ids, with letters of both ends of the alphabet."""
    return f"Leverantör {'ÖåzBä'[drawn('name', provider) % 5]}-{provider} Demo"


def enrol(world: World) -> None:
    enrol_tenderers(
        world.store,
        world.actor(ENGINE),
        [
            (
                Organisation(
                    id=name, name=named(name), org_number=f"559{number:03}-0000", address="",
                    city="", email="", contact_person="", signatory="Demo", is_demo=True,
                ),
                Person(id=f"{name}-person", name=name, email="", organisation_id=name),
            )
            for number in range(PROVIDERS)
            for name in [f"p{number:03}"]
        ],
    )  # fmt: skip


def test_two_years_of_applications_refusals_and_exits(world_at: WorldAt) -> None:
    world = world_at("enrolled")
    enrol(world)
    years = TwoYears(system_of(world, choice_draft()).world)
    for month in range(MONTHS):
        years.play(month)
    with world.store.read() as work:
        decided = work.session.exec(select(AdmissionDecision)).all()
        applications = work.session.exec(select(Application)).all()
        assert verify(work).faults == ()
    done = [one for one in years.plan if one in years.ids and one.decided_in < MONTHS]
    # All who met the requirements were approved, and nobody else.
    assert {years.ids[one]: one.qualifies for one in done} == {
        row.application_id: row.approved for row in decided
    }
    assert len(applications) == len(years.ids)
    assert len({row.organisation_id for row in applications}) == PROVIDERS
