"""A procurement in steps on the small world: its drafts, requests, bids and selections."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from flows import preparation
from law.days import STOCKHOLM
from law.exclusion import Ground
from law.procedures import step_of
from law.reasons import Text
from law.rulebook import Rulebook
from law.thresholds import Buyer, Kind
from models.qualification import OwnershipSource
from people.actors import ENGINE
from procurement.bids.bid_content import BidContent
from procurement.decisions.cancelling import cancel
from procurement.qualification.excluding import Allegation, decide_exclusion, hear, raise_case
from procurement.qualification.exclusion_rules import ExclusionJudgement
from procurement.qualification.ownership import Ownership, declare_ownership
from procurement.stages.meetings import record_meeting
from procurement.stages.selecting import Choice, select_candidates
from procurement.tenders.draft import LotDraft, TenderDraft, ValueDraft
from registry.enrolment import enrol_tenderers
from tests.plain_renderer import PlainRenderer
from tests.procurement.small_papers import SmallBid, tender_draft
from tests.procurement.small_parties import demo_tenderer
from tests.procurement.small_tender import World

FIRST, SECOND, THIRD = "STEG-1", "STEG-2", "STEG-3"
MORE = ("upper", "lower")
ALL = ("east", "lower", "north", "south", "upper", "west")
WHY = Text("Enligt de angivna kriterierna.", "By the criteria stated.")
# Well above the threshold for services, in öre; and below it, above the limit of direct award.
ABOVE, BELOW = 500_000_000, 100_000_000
REQUESTS_END = datetime(2026, 2, 16, 23, 59, tzinfo=STOCKHOLM)
TENDERS_END = datetime(2026, 3, 23, 23, 59, tzinfo=STOCKHOLM)
FINAL_END = datetime(2026, 4, 13, 23, 59, tzinfo=STOCKHOLM)
ENDS = {FIRST: REQUESTS_END, SECOND: TENDERS_END, THIRD: FINAL_END}


def enrol_more(world: World) -> None:
    """Two tenderers besides those of the small tender."""
    engine = world.actor(ENGINE)
    enrol_tenderers(
        world.store, engine, [demo_tenderer(each, 5 + place) for place, each in enumerate(MORE)]
    )


def staged_draft(
    procedure: str, step: str, tender_id: str, under: str | None = None, /, **changes: Any
) -> TenderDraft:
    """One step: two lots above the threshold, under LOU; its deadline is in `ENDS`."""
    plan = step_of(procedure, step)
    value = ValueDraft(buyer_kind=Buyer.CENTRAL, kind=Kind.SERVICES, reason=WHY)
    values: dict[str, Any] = {
        "id": tender_id,
        "diary_number": f"DEMO 2026/{tender_id}",
        "rulebook": Rulebook.SE_LOU,
        "procedure": procedure,
        "step": step,
        "under": under,
        "bid_deadline_at": ENDS.get(tender_id, TENDERS_END) if plan.sealed else None,
        "bids_valid_until": date(2026, 12, 31) if plan.sealed else None,
        "value": value if under is None else None,
        "lots": (lot("L1"), lot("L2")),
        "requirements": (),
    }
    return tender_draft(**(values | changes))


def lot(code: str, value: int = ABOVE) -> LotDraft:
    return LotDraft(
        code=code, name=f"Ort {code}", region="Län", places_per_year=20, estimated_value=value,
        at_fte_tenths=10,
    )  # fmt: skip


def request(tender_id: str, organisation: str, code: str = "L1", /, **changes: Any) -> SmallBid:
    """A request to participate: no values, and here no files either."""
    values: dict[str, Any] = {
        "bid_id": f"{tender_id}-{organisation}-{code}".lower(),
        "tender_id": tender_id,
        "lot_code": code,
        "organisation_id": organisation,
        "content": BidContent(price=1, levels={}, at_fte_tenths=0),
        "values": {},
    }
    return SmallBid(**(values | changes))


def tender(
    tender_id: str, organisation: str, price: int, code: str = "L1", level: int = 0
) -> SmallBid:
    content = BidContent(price=price, levels={"method": level}, at_fte_tenths=30)
    return replace(request(tender_id, organisation, code), content=content, values=None)


def receive(world: World, *bids: SmallBid) -> None:
    for bid in bids:
        world.receive(bid)


def choices(
    selected: Collection[str], others: Iterable[str] = (), *, code: str = "L1", out: str = ""
) -> list[Choice]:
    """Those who go on and qualified others who do not; `out` does not qualify."""
    found = [Choice(code, each, qualified=True, selected=True, reason=WHY) for each in selected]
    found += [Choice(code, each, qualified=True, selected=False, reason=WHY) for each in others]
    return [
        *found,
        *([Choice(code, out, qualified=False, selected=False, reason=WHY)] if out else []),
    ]


def select(world: World, made: Collection[Choice], reason: Text = WHY) -> str:
    head, officer = world.actor("head"), world.actor("officer")
    return select_candidates(world.store, head, officer, world.tender, made, reason)


def meet(world: World, *organisations: str) -> None:
    for each in organisations:
        minutes = Text(f"Möte med {each}", f"Meeting with {each}")
        record_meeting(
            world.store, world.actor("officer"), world.tender, each, world.clock.at, minutes
        )


def declare_owners(world: World, organisation: str) -> None:
    """No owner, and nobody acted for, whom the sanctions are about."""
    said = Ownership(world.tender, organisation, OwnershipSource.TENDERER)
    declare_ownership(world.store, world.actor("officer"), said)


def exclude(world: World, organisation: str) -> None:
    """Raise a case, hear the supplier, and decide three days later that it is out."""
    officer, opened_on = world.actor("officer"), world.clock.at.date()
    case = Allegation(
        world.tender,
        organisation,
        Ground.MISCONDUCT,
        "13:3 p. 5",
        date(2025, 5, 6),
        Text("Ett avtal sades upp.", "A contract was terminated."),
    )
    case_id = raise_case(world.store, officer, case)
    answer_by = opened_on + timedelta(days=2)
    hear(world.store, officer, case_id, Text("Vad har ni att anföra?", "Your view?"), answer_by)
    preparation.send_letters(world.store, PlainRenderer(), world.tender, "sv")
    world.go(world.clock.at + timedelta(days=3))
    judgement = ExclusionJudgement(True, Text("Inget har visats.", "Nothing has been shown."))
    decide_exclusion(world.store, world.actor("head"), officer, case_id, judgement)


def cancel_all(world: World, tender_id: str, *codes: str) -> None:
    head, officer = world.actor("head"), world.actor("officer")
    cancel(world.store, head, officer, tender_id, codes or None, WHY, redo=False)
