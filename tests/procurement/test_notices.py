"""Notices: what they tell, and what they keep to themselves."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from documents.notice_context import NoticeSystem
from models.frameworks import CallOffWay
from models.notices import NoticeKind, OwedNotice
from procurement.decisions.cancelling import cancel
from procurement.notices.sending import notice_text
from procurement.notices.told import notices_of, told
from procurement.notices.wording import notice_context
from procurement.tenders.deadlines import extend_deadline
from procurement.tenders.draft import FrameworkDraft
from tests.procurement.direct_awards import DIRECT, asked
from tests.procurement.notices_owed import (
    CONTRACT,
    WHY,
    above_threshold_draft,
    announce,
    awarded_directly,
    concluded,
    named_in,
    owed_by,
    plan_ahead,
    text_of,
)
from tests.procurement.small_papers import DEADLINE, TENDER
from tests.procurement.small_tender import World
from tests.procurement.systems import choice_draft, dps_draft, system_of

# It comes with other libraries, and without types.
JSONSCHEMA: Any = pytest.importorskip("jsonschema")
SCHEMA = Path(__file__).resolve().parents[2] / "../shared/data/ocds/schema/release-schema.json"


@cache
def _schema() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return found


def _every_kind(world_at: Callable[[str], World]) -> dict[NoticeKind, str]:
    """The data of one notice of each kind that the small worlds come to owe."""
    advertised = concluded(world_at("drawn_up"))
    published = world_at("published")
    officer, head = published.actor("officer"), published.actor("head")
    later = DEADLINE + timedelta(days=2)
    extend_deadline(published.store, officer, head, TENDER, later, WHY)
    planned = world_at("drafted")
    plan_ahead(planned)
    cancel(published.store, head, officer, TENDER, None, WHY, redo=True)
    direct = awarded_directly(world_at("enrolled"))
    announce(direct)
    open_to_all = system_of(world_at("enrolled"), dps_draft()).world
    found = {}
    for world in (advertised, published, planned, direct, open_to_all):
        with world.store.read() as work:
            for notice in notices_of(work, world.tender):
                found[NoticeKind(notice.kind)] = notice_text(work, notice.id, "en")
    return found


def test_every_kind_of_notice_is_an_ocds_release(world_at: Callable[[str], World]) -> None:
    if not SCHEMA.exists():
        pytest.skip("the OCDS schemas of the shared data are not here")
    found = _every_kind(world_at)

    assert set(found) == set(NoticeKind)
    checker = JSONSCHEMA.Draft4Validator(_schema())
    wrong = {
        kind: [error.message for error in checker.iter_errors(json.loads(text))]
        for kind, text in found.items()
    }
    assert wrong == {kind: [] for kind in found}
    assert {kind: json.loads(text)["tag"] for kind, text in found.items()} == {
        NoticeKind.PRIOR_INFORMATION: ["planning"],
        NoticeKind.CONTRACT: ["tender"],
        NoticeKind.SYSTEM: ["tender"],
        NoticeKind.CORRECTION: ["tenderAmendment"],
        NoticeKind.CANCELLATION: ["tenderCancellation"],
        NoticeKind.EX_ANTE: ["award"],
        NoticeKind.AWARD: ["award", "contract"],
    }


def test_a_contract_notice_tells_what_is_bought_and_until_when(
    world_at: Callable[[str], World],
) -> None:
    told = json.loads(text_of(world_at("published"), CONTRACT))

    tender = told["tender"]
    assert (told["ocid"], told["id"], tender["tenderPeriod"]) == (
        TENDER, CONTRACT, {"endDate": "2026-02-16T22:59:00+00:00"},
    )  # fmt: skip
    assert (tender["procurementMethod"], tender["procurementMethodDetails"]) == (
        "open", "annonserad upphandling enligt 19 kap. LOU (19 kap. 6 § LOU)",
    )  # fmt: skip
    assert [(lot["id"], lot["value"]) for lot in tender["lots"]] == [
        ("L1", {"amount": 3, "currency": "SEK"}),
        ("L2", {"amount": 2, "currency": "SEK"}),
        ("L3", {"amount": 1, "currency": "SEK"}),
    ]
    assert [each["id"] for each in tender["documents"]] == ["FFU-1"]
    assert [each["roles"] for each in told["parties"]] == [["buyer", "procuringEntity"]]


def test_a_notice_of_a_system_tells_how_to_apply_and_what_is_paid(
    world_at: Callable[[str], World],
) -> None:
    world = system_of(world_at("enrolled"), choice_draft()).world
    with world.store.read() as work:
        (notice,) = notices_of(work, world.tender)
        found = notice_context(work, told(work, notice), "sv")
        text = json.loads(notice_text(work, notice.id, "sv"))["tender"]

    assert (found.kind, found.cite, found.deadline) == ("system", "3 kap. 1 § LOV", None)
    assert found.system == NoticeSystem(
        how_to_apply="Via e-tjänsten", remuneration="500 kr per timme", days="30 dagar"
    )
    assert (text["submissionMethodDetails"], "techniques" in text) == ("Via e-tjänsten", False)


def test_a_notice_of_a_framework_states_its_largest_value(
    world_at: Callable[[str], World],
) -> None:
    world = world_at("enrolled").of(DIRECT)
    terms = FrameworkDraft(
        way=CallOffWay.EITHER, parties_most=3, ceiling=12_000_000_00, conditions=WHY
    )
    draft = above_threshold_draft(framework=terms)
    world = world.call(draft)
    with world.store.read() as work:
        found = notice_context(work, told(work, notices_of(work, DIRECT)[0]), "sv").framework
    (lot,) = json.loads(text_of(world, f"{DIRECT}/contract"))["tender"]["lots"]

    assert found is not None
    assert (found.parties_most, found.ceiling_ore, found.way) == (
        3, 12_000_000_00, "i rangordning eller genom förnyad konkurrensutsättning",
    )  # fmt: skip
    assert lot["techniques"]["frameworkAgreement"] == {
        "maximumParticipants": 3,
        "method": "withAndWithoutReopeningCompetition",
        "value": {"amount": 12_000_000, "currency": "SEK"},
    }


@pytest.mark.parametrize("stage", ["received", "decided"])
def test_no_contract_notice_says_who_has_tendered_or_how_many(
    world_at: Callable[[str], World], stage: str
) -> None:
    text = text_of(world_at(stage), CONTRACT)

    assert named_in(text) == set()
    assert [word for word in ("bids", "tenderers", "supplier", "awards") if word in text] == []
    assert text == text_of(world_at("published"), CONTRACT)


def test_an_award_notice_names_all_who_tendered_and_nothing_of_what_they_offered(
    world_at: Callable[[str], World],
) -> None:
    world = concluded(world_at("drawn_up"))
    text = text_of(world, f"{TENDER}/D1/L1/award")

    told = json.loads(text)
    # Upphandlingsförordningen (2016:1162) 14 c § 9: also those who were not awarded it.
    assert [(each["name"], each["roles"]) for each in told["parties"][1:]] == [
        ("Demo North AB", ["supplier", "tenderer"]),
        ("Demo East AB", ["tenderer"]),
        ("Demo South AB", ["tenderer"]),
    ]
    assert told["bids"] == {
        "statistics": [{"id": "bids-L1", "measure": "bids", "value": 3, "relatedLot": "L1"}]
    }
    assert [each["suppliers"] for each in told["awards"]] == [
        [{"id": "556000-0001", "name": "Demo North AB"}]
    ]
    # Those who bid for other lots alone, prices and comparisons are nobody's business here.
    assert named_in(text) == {"north", "south", "east"}
    offered = ("100000", "95000", "120000", "90000", "950", "1200")
    assert [each for each in offered if each in text] == []


def test_a_notice_of_intent_names_the_supplier_and_why_nobody_else(
    world_at: Callable[[str], World],
) -> None:
    world = awarded_directly(world_at("enrolled"))

    assert world.done_once(lambda: announce(world)) == "notice.intent_announced"
    text = text_of(world, f"{DIRECT}/D1/ex_ante")
    assert named_in(text) == {"north"}
    assert json.loads(text)["tender"]["procurementMethodRationale"] == WHY.sv
    offered = ("40000011", "400000.11", "50000011", "500000.11", "statistics")
    assert [each for each in offered if each in text] == []


def test_intent_is_announced_after_a_direct_decision_by_two_persons(
    world_at: Callable[[str], World],
) -> None:
    undecided, advertised = asked(world_at("enrolled"), "north"), world_at("decided")

    refused = [
        undecided.refusal_of(lambda: announce(undecided)),
        advertised.refusal_of(lambda: announce(advertised)),
        undecided.refusal_of(lambda: announce(undecided, "head", "head")),
        undecided.refusal_of(lambda: announce(undecided, "officer", "officer")),
    ]

    assert [each.reason.code for each in refused] == [
        "notice.no_decision",
        "notice.not_direct",
        "actor.role",
        "actor.role",
    ]


def test_a_cancelled_call_is_told_of_where_it_was_advertised(
    world_at: Callable[[str], World],
) -> None:
    worlds = [world_at("published"), asked(world_at("enrolled"), "north")]
    owed = []
    for world in worlds:
        head, officer = world.actor("head"), world.actor("officer")
        cancel(world.store, head, officer, world.tender, None, WHY, redo=True)
        owed.append(owed_by(world))

    assert [set(each) for each in owed] == [{CONTRACT, f"{TENDER}/C1/cancellation"}, set()]
    told = json.loads(text_of(worlds[0], f"{TENDER}/C1/cancellation"))["tender"]
    assert (told["status"], told["description"]) == ("cancelled", WHY.sv)


def test_an_intention_whose_decision_has_fallen_is_not_told(
    world_at: Callable[[str], World],
) -> None:
    """Its intention is no longer there to be told."""
    world = awarded_directly(world_at("enrolled"))
    officer, head = world.actor("officer"), world.actor("head")
    notice = announce(world)
    cancel(world.store, head, officer, DIRECT, None, WHY, redo=False)

    refusal = world.refusal_of(lambda: text_of(world, notice))

    assert refusal.reason.code == "notice.decision_fallen"
    with world.store.read() as work:
        assert work.session.get(OwedNotice, notice) is not None
