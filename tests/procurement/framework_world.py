"""A framework with three parties on the small world, and mini-competitions under it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from appeals.docket.checks import record_court_check
from flows import preparation
from law.days import STOCKHOLM
from law.reasons import Basis, Text
from law.rulebook import Rulebook
from law.thresholds import Buyer, Kind
from models.frameworks import CallOffWay
from models.review import CourtName
from procurement.tenders.draft import (
    FrameworkDraft,
    LotDraft,
    RequirementDraft,
    TenderDraft,
    ValueDraft,
)
from tests.plain_renderer import PlainRenderer
from tests.procurement.small_papers import SmallBid, at, tax_certificate, tender_draft
from tests.procurement.small_tender import World
from tests.procurement.staged_tender import declare_owners, tender

FRAMEWORK, MINI = "RAM-1", "FKU-1"
# In öre: ten million kronor, and half of it.
CEILING, ESTIMATED = 1_000_000_000, 500_000_000
# By their prices: West is the one that is not taken in.
RANKING = ("east", "north", "south", "west")
PARTIES = RANKING[:3]
WHY = Text("Enligt de angivna villkoren.", "By the conditions stated.")
NEED = Text("Tolv platser", "Twelve places")
TAX = RequirementDraft(
    "TAX", Text("Skatter betalda", "Taxes paid"), Basis.TENDER_DOCUMENTS, None,
    "winner_evidence", "tax", 60, False,
)  # fmt: skip
ENDS = datetime(2026, 2, 23, 23, 59, tzinfo=STOCKHOLM)
FIRST_DAY, LAST_DAY = date(2026, 5, 1), date(2028, 4, 30)


def framework_draft(**changes: Any) -> TenderDraft:
    """An open procedure above the threshold; three are taken in, called off in either way."""
    values: dict[str, Any] = {
        "id": FRAMEWORK,
        "diary_number": "DEMO 2026/7",
        "rulebook": Rulebook.SE_LOU,
        "procedure": "open",
        "bid_deadline_at": ENDS,
        "value": ValueDraft(buyer_kind=Buyer.CENTRAL, kind=Kind.SERVICES, reason=WHY),
        "lots": (framework_lot("L1"),),
        "requirements": (TAX,),
        "framework": framework_terms(),
    }
    return tender_draft(**(values | changes))


def framework_terms(**changes: Any) -> FrameworkDraft:
    values: dict[str, Any] = {
        "way": CallOffWay.EITHER,
        "parties_most": 3,
        "ceiling": CEILING,
        "conditions": Text(
            "Behov över 5 mnkr konkurrensutsätts på nytt.",
            "Needs over 5 million are competed for anew.",
        ),
    }
    return FrameworkDraft(**(values | changes))


def framework_lot(code: str, value: int = ESTIMATED, fte_tenths: int = 0) -> LotDraft:
    return LotDraft(
        code=code, name=f"Ort {code}", region="Län", places_per_year=20, estimated_value=value,
        at_fte_tenths=fte_tenths,
    )  # fmt: skip


def mini_draft(tender_id: str = MINI, value: int = 200_000_000, /, **changes: Any) -> TenderDraft:
    values: dict[str, Any] = {
        "id": tender_id,
        "diary_number": f"DEMO 2026/{tender_id}",
        "procedure": "mini_competition",
        "under": FRAMEWORK,
        "value": None,
        "framework": None,
        "bid_deadline_at": datetime(2026, 5, 25, 23, 59, tzinfo=STOCKHOLM),
        "contract_starts_on": date(2026, 7, 1),
        "contract_months": 12,
        "option_months": (),
        "lots": (framework_lot("L1", value),),
        "requirements": (),
    }
    return framework_draft(**(values | changes))


def bids_of(tender_id: str, tenderers: Iterable[str] = RANKING, code: str = "L1") -> list[SmallBid]:
    """One from each, dearer and dearer."""
    return [
        tender(tender_id, each, 100_000 + 10_000 * place, code)
        for place, each in enumerate(tenderers)
    ]


def called(world: World, **changes: Any) -> World:
    """Published on 13 January, with four bids in."""
    world.go(at(1, 13))
    framework = world.call(framework_draft(**changes))
    for bid in bids_of(FRAMEWORK):
        framework.receive(bid)
    return framework


def opened(framework: World) -> World:
    """Opened and ranked on 25 February; nobody controlled yet."""
    framework.go(at(2, 25))
    framework.open()
    framework.evaluate()
    return framework


def qualified(framework: World) -> World:
    """Every presumptive party is controlled."""
    vouched(framework, PARTIES)
    return framework


def vouched(framework: World, tenderers: Iterable[str]) -> None:
    """Tax certificates and owners of these, and a control of all that await one."""
    given = tuple(tenderers)
    framework.register(tax_certificate(each) for each in given)
    for each in given:
        declare_owners(framework, each)
    framework.control()


def notified(framework: World) -> World:
    """Decided and told on 2 March: the standstill's last day is 12 March."""
    framework.go(at(3, 2))
    framework.decide()
    send(framework)
    return framework


def send(world: World) -> int:
    return preparation.send_letters(world.store, PlainRenderer(), world.tender, "sv")


def ask_fr(world: World, code: str = "L1") -> None:
    answers = {world.lot(code): None}
    lawyer = world.actor("lawyer")
    record_court_check(world.store, lawyer, CourtName.FR, world.clock.at, answers)


def drawn_up(framework: World) -> World:
    framework.go(at(3, 13))
    ask_fr(framework)
    assert framework.draw_up() == len(PARTIES)
    return framework


def contract_of(place: int) -> str:
    return f"{FRAMEWORK}/D1/L1/{place}"


def sign(framework: World, place: int) -> None:
    framework.provider_signs(contract_of(place), PARTIES[place - 1])
    framework.buyer_signs(contract_of(place))


def concluded(framework: World) -> World:
    """All three have signed on 13 March; the framework runs from 1 May 2026 for two years."""
    for place in (1, 2, 3):
        sign(framework, place)
    framework.go(at(5, 4))
    return framework
