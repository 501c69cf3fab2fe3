"""No sequence of acts reaches an award by a procedure whose conditions do not hold.

Whether they hold is worked out here from the draft, the days and the prices alone, with numbers
of its own (the amounts are far from any limit, and the days count no holidays).
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from law.days import STOCKHOLM
from law.reasons import ActRefused
from law.rulebook import Rulebook
from law.thresholds import Buyer, Kind
from models.decision import AwardDecision
from models.sealed import DeadlineExtension
from models.tender import Publication, Tender
from procurement.bids.bid_content import BidContent
from procurement.tenders.deadlines import extend_deadline
from procurement.tenders.draft import LotDraft, TenderDraft
from tests.procurement.qualifying import owned
from tests.procurement.small_papers import TENDER, VALUE, SmallBid, tender_draft
from tests.procurement.small_tender import NOTE, Stages, World

START = date(2026, 1, 13)
KRONOR = 100
# Whatever the rulebook, the kind and the day in 2026: the nearest limits are 700 000 kronor
# (direct award), some 2.4 million (goods) and some 8.3 million (social services).
WORTH = (400_000, 1_000_000, 5_000_000, 20_000_000)
PROCEDURES = {
    (Rulebook.SE_LOU, "open", "tenders"),
    (Rulebook.SE_LOU, "restricted", "requests"),
    (Rulebook.SE_LOU_19, "chapter_19", "tenders"),
    (Rulebook.SE_LOU_19A, "direct_award", "tenders"),
    (Rulebook.SE_LUF, "open", "tenders"),
    (Rulebook.EU, "open", "tenders"),
}


@dataclass(frozen=True)
class Stated:
    """What the officer states; `price` is that of every bid, in kronor."""

    rulebook: Rulebook
    procedure: str
    step: str
    kind: Kind
    worth: int
    days: int
    price: int


STATED = st.builds(
    lambda how, **rest: Stated(*how, **rest),
    st.sampled_from(sorted(PROCEDURES)),
    kind=st.sampled_from([Kind.GOODS, Kind.SOCIAL]),
    worth=st.sampled_from(WORTH),
    days=st.sampled_from([5, 29, 35]),
    price=st.sampled_from([100_000, 900_000, 12_000_000]),
)


def rules_for(kind: Kind, worth: int) -> set[Rulebook]:
    """LOU 1:4 and 19a:2, by amounts that no limit is near."""
    direct, directive = (8_000_000, None) if kind is Kind.SOCIAL else (700_000, 2_300_000)
    if directive is not None and worth > directive:
        return {Rulebook.SE_LOU}
    below = {Rulebook.SE_LOU_19}
    return below | ({Rulebook.SE_LOU_19A} if worth < direct else set())


def lawful(stated: Stated, sent: date, closes: date) -> bool:
    """Whether an award may be decided at all."""
    if stated.step != "tenders" or stated.rulebook not in rules_for(stated.kind, stated.worth):
        return False
    if stated.rulebook is Rulebook.SE_LOU_19A:
        # One unit is bought, so that its price is what the contract is worth.
        return Rulebook.SE_LOU_19A in rules_for(stated.kind, max(stated.worth, stated.price))
    return stated.rulebook is Rulebook.SE_LOU_19 or (closes - sent).days >= 30


@dataclass
class Play:
    """One tender in a world of its own; what is refused has not happened."""

    world: World
    stated: Stated
    day: date = START

    def draft(self) -> None:
        stated = self.stated
        lot = LotDraft(
            code="L1", name="Ort", region="Län", places_per_year=1,
            estimated_value=KRONOR * stated.worth, at_fte_tenths=0,
        )  # fmt: skip
        value = VALUE.model_copy(update={"kind": stated.kind, "buyer_kind": Buyer.SUB_CENTRAL})
        draft: TenderDraft = tender_draft(
            rulebook=stated.rulebook, procedure=stated.procedure, step=stated.step, lots=(lot,),
            requirements=(), value=value, bid_deadline_at=at_midnight(START, stated.days),
            bids_valid_until=date(2027, 12, 31), contract_starts_on=date(2027, 1, 1),
        )  # fmt: skip
        self.world.draft(draft)
        self.world.appoint()

    def publish(self) -> None:
        asked = ("north", "south") if self.stated.procedure == "direct_award" else ()
        self.world.publish(*asked)

    def extend(self) -> None:
        later = at_midnight(self.day, 40)
        officer, head = self.world.actor("officer"), self.world.actor("head")
        extend_deadline(self.world.store, officer, head, TENDER, later, NOTE)

    def receive(self) -> None:
        for tenderer in ("north", "south"):
            content = BidContent(
                price=KRONOR * self.stated.price, levels={"method": 0}, at_fte_tenths=0
            )
            self.world.receive(SmallBid(f"bid-{tenderer}", TENDER, "L1", tenderer, content))

    def declare(self) -> None:
        """By the Union's sanctions the owners are asked for, above the thresholds."""
        for tenderer in ("north", "south"):
            owned(self.world, tenderer)

    def wait(self) -> None:
        self.day += timedelta(days=16)
        self.world.go(datetime.combine(self.day, time(9), STOCKHOLM))


ACTS: Mapping[str, Callable[[Play], object]] = {
    "publish": Play.publish,
    "invite": lambda play: play.world.invite(),
    "extend": Play.extend,
    "receive": Play.receive,
    "wait": Play.wait,
    "declare": Play.declare,
    "open": lambda play: play.world.open(),
    "evaluate": lambda play: play.world.evaluate(),
    "decide": lambda play: play.world.decide(),
}
AS_IT_SHOULD_BE = [
    "publish", "invite", "receive", "wait", "wait", "wait", "open", "evaluate", "declare",
    "decide",
]  # fmt: skip
EXTENDED = ["publish", "extend", *AS_IT_SHOULD_BE[1:]]
EXTENDED_FIRST = ["extend", *AS_IT_SHOULD_BE]
SENT_LATE = ["wait", *AS_IT_SHOULD_BE]


def mixed(order: list[str], more: list[tuple[int, str]]) -> list[str]:
    """The order of a lawful award with other acts put in where they should not be."""
    acts = list(order)
    for place, act in more:
        acts.insert(place, act)
    return acts


SEQUENCES = st.builds(
    mixed,
    st.sampled_from([[], AS_IT_SHOULD_BE, EXTENDED, EXTENDED_FIRST, SENT_LATE]),
    st.lists(st.tuples(st.integers(0, 10), st.sampled_from(sorted(ACTS))), max_size=4),
)


def at_midnight(day: date, days: int) -> datetime:
    return datetime.combine(day + timedelta(days=days), time(23, 59), STOCKHOLM)


def played(stages: Stages, stated: Stated, acts: Sequence[str]) -> tuple[int, bool]:
    """How many awards were decided, and whether one may be."""
    folder = Path(mkdtemp(dir=stages.folder)) / "world"
    world = stages.copy_to(folder, "enrolled")
    try:
        play = Play(world, stated)
        world.go(datetime.combine(START, time(9), STOCKHOLM))
        try:
            play.draft()
        except ActRefused:
            return 0, False
        for name in acts:
            with suppress(ActRefused):
                ACTS[name](play)
        return outcome(world, stated)
    finally:
        world.store.engine.dispose()
        shutil.rmtree(folder)


def outcome(world: World, stated: Stated) -> tuple[int, bool]:
    with world.store.read() as work:
        decided = len(work.session.exec(select(AwardDecision)).all())
        tender = work.session.get(Tender, TENDER)
        sent = work.session.get(Publication, TENDER)
        if tender is None or sent is None or tender.bid_deadline_at is None:
            return decided, False
        moved = work.session.exec(select(DeadlineExtension)).all()
        closes = max([tender.bid_deadline_at, *(each.deadline_at for each in moved)])
    sent_on, closes_on = (each.astimezone(STOCKHOLM).date() for each in (sent.published_at, closes))
    return decided, lawful(stated, sent_on, closes_on)


def of(
    rulebook: Rulebook, procedure: str, worth: int, *, kind: Kind = Kind.GOODS, days: int = 35,
    price: int = 100_000, step: str = "tenders",
) -> Stated:  # fmt: skip
    return Stated(rulebook, procedure, step, kind, worth, days, price)


@settings(
    max_examples=14,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(stated=STATED, acts=SEQUENCES)
@example(of(Rulebook.SE_LOU, "open", 5_000_000, days=29), AS_IT_SHOULD_BE)
@example(of(Rulebook.SE_LOU, "open", 5_000_000), SENT_LATE)
@example(of(Rulebook.SE_LOU, "open", 1_000_000), AS_IT_SHOULD_BE)
@example(of(Rulebook.SE_LOU_19, "chapter_19", 20_000_000), AS_IT_SHOULD_BE)
@example(of(Rulebook.SE_LOU_19A, "direct_award", 1_000_000), AS_IT_SHOULD_BE)
@example(of(Rulebook.SE_LOU_19A, "direct_award", 400_000, price=900_000), AS_IT_SHOULD_BE)
@example(of(Rulebook.SE_LOU, "restricted", 5_000_000, step="requests"), AS_IT_SHOULD_BE)
@example(of(Rulebook.SE_LUF, "open", 20_000_000), AS_IT_SHOULD_BE)
@example(of(Rulebook.EU, "open", 5_000_000), AS_IT_SHOULD_BE)
def test_no_sequence_of_acts_reaches_an_award_that_the_law_does_not_allow(
    stages: Stages, stated: Stated, acts: Sequence[str]
) -> None:
    decided, allowed = played(stages, stated, acts)
    assert decided == 0 or allowed


@pytest.mark.parametrize(
    ("stated", "acts"),
    [
        (of(Rulebook.SE_LOU, "open", 5_000_000), AS_IT_SHOULD_BE),
        (of(Rulebook.SE_LOU_19, "chapter_19", 20_000_000, kind=Kind.SOCIAL, days=5), EXTENDED),
        (of(Rulebook.SE_LOU_19A, "direct_award", 400_000, days=29), AS_IT_SHOULD_BE),
    ],
)
def test_a_lawful_sequence_does_reach_one(
    stages: Stages, stated: Stated, acts: Sequence[str]
) -> None:
    assert played(stages, stated, acts) == (1, True)
