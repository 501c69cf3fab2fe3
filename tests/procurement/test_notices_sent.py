"""Notices are written out, sent and made public; what is late, and what counts from them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest

from models.notices import SentNotice
from models.tender import Tender
from procurement.calls.late_notice import late_contract_notice
from procurement.conditions.time_given import period_of
from procurement.notices.overdue import notice_states, overdue
from procurement.notices.sending import record_published, record_sent, write_out
from procurement.tenders.deadlines import extend_deadline
from tests.plain_renderer import PlainRenderer
from tests.procurement.direct_awards import DIRECT, asked
from tests.procurement.notices_owed import (
    CONTRACT,
    WHY,
    above_threshold_draft,
    concluded,
    owed_by,
    plan_ahead,
    text_of,
)
from tests.procurement.small_papers import DEADLINE, TENDER, at
from tests.procurement.small_tender import World


def test_a_notice_is_filed_as_it_went_once_under_one_reference(
    world_at: Callable[[str], World],
) -> None:
    world = world_at("published")
    store, officer, sent_at = world.store, world.actor("officer"), world.clock.at
    text = text_of(world, CONTRACT)

    def send(reference: str = "DB-1", content: bytes | None = text.encode()) -> None:
        record_sent(store, officer, CONTRACT, sent_at, reference, content=content)

    assert world.refusal_of(lambda: send(content=b"{}")).reason.code == "notice.other_bytes"
    assert world.done_once(send) == "notice.sent"
    assert world.refusal_of(lambda: send("DB-2")).reason.code == "notice.sent_before"
    with store.read() as work:
        sent = work.session.get_one(SentNotice, CONTRACT)
        assert (sent.reference, work.blobs.get(sent.content_sha256)) == ("DB-1", text.encode())


def test_what_has_gone_is_told_as_it_went(world_at: Callable[[str], World]) -> None:
    world = world_at("published")
    officer, head = world.actor("officer"), world.actor("head")
    before = text_of(world, CONTRACT)
    record_sent(world.store, officer, CONTRACT, world.clock.at, "DB-1")
    extend_deadline(world.store, officer, head, TENDER, DEADLINE + timedelta(days=2), WHY)

    assert text_of(world, CONTRACT) == before
    corrected = json.loads(text_of(world, owed_by(world)[-1]))["tender"]
    assert corrected["tenderPeriod"] == {"endDate": "2026-02-18T22:59:00+00:00"}
    assert corrected["amendments"][0]["rationale"] == WHY.sv


@pytest.mark.parametrize("hours", [-1, 1])
def test_nothing_was_sent_before_it_was_owed_or_will_have_been(
    world_at: Callable[[str], World], hours: int
) -> None:
    world = world_at("published")
    officer, when = world.actor("officer"), world.clock.at + timedelta(hours=hours)

    refusal = world.refusal_of(lambda: record_sent(world.store, officer, CONTRACT, when, "DB-1"))

    assert refusal.reason.code == "notice.sent_when"


def test_a_notice_is_made_public_once_it_is_sent_and_on_one_day(
    world_at: Callable[[str], World],
) -> None:
    world = world_at("published")
    officer = world.actor("officer")

    def publish(day: date) -> list[str]:
        found = record_published(world.store, officer, CONTRACT, day)
        return [each.code for each in found]

    first = date(2026, 1, 13)
    assert world.refusal_of(lambda: publish(first)).reason.code == "notice.not_sent"
    record_sent(world.store, officer, CONTRACT, world.clock.at, "DB-1")
    world.go(at(1, 14))
    early = world.refusal_of(lambda: publish(date(2026, 1, 12)))
    assert early.reason.code == "notice.published_when"
    assert world.done_once(lambda: publish(first)) == "notice.published"
    other = world.refusal_of(lambda: publish(date(2026, 1, 14)))
    assert other.reason.code == "notice.published_before"
    # Of little value: nothing of it goes to the Union's office.
    assert publish(first) == []


def test_what_goes_to_the_unions_office_is_not_public_here_first(
    world_at: Callable[[str], World],
) -> None:
    world = world_at("enrolled").call(above_threshold_draft())
    officer, notice = world.actor("officer"), f"{DIRECT}/contract"
    record_sent(world.store, officer, notice, world.clock.at, "DB-1")
    world.go(at(1, 13))

    found = record_published(world.store, officer, notice, date(2026, 1, 13))

    assert [(each.code, str(each.cite)) for each in found] == [
        ("notice.before_the_union", "9 § upphandlingsförordningen")
    ]


def test_the_time_counts_from_the_day_that_the_notice_was_really_sent(
    world_at: Callable[[str], World],
) -> None:
    world = world_at("enrolled").call(above_threshold_draft())
    with world.store.read() as work:
        assert list(late_contract_notice(work, work.session.get_one(Tender, DIRECT))) == []
    world.go(at(1, 14))
    record_sent(world.store, world.actor("officer"), f"{DIRECT}/contract", world.clock.at, "DB-1")

    with world.store.read() as work:
        tender = work.session.get_one(Tender, DIRECT)
        (late,) = late_contract_notice(work, tender)
        found = period_of(work, tender)
    assert found is not None
    assert found.last_day == date(2026, 2, 13)
    assert (late.reason.code, "fredagen den 13 februari 2026" in late.reason.text.sv) == (
        "opening.must_extend", True,
    )  # fmt: skip


def test_a_notice_sent_beforehand_in_due_time_shortens_the_time(
    world_at: Callable[[str], World],
) -> None:
    world = world_at("enrolled").of(DIRECT)
    world.draft(above_threshold_draft(bid_deadline_at=DEADLINE.replace(month=3)))
    assert world.done_once(lambda: plan_ahead(world)) == "notice.planned_announced"
    notice = f"{DIRECT}/prior_information"
    record_sent(world.store, world.actor("officer"), notice, world.clock.at, "DB-1")

    days = []
    for month, day in ((1, 13), (2, 27)):
        world.go(at(month, day))
        with world.store.read() as work:
            found = period_of(work, work.session.get_one(Tender, DIRECT))
            days.append(found and found.days)
    assert days == [30, 15]


def test_nothing_is_announced_beforehand_once_it_is_called(
    world_at: Callable[[str], World],
) -> None:
    worlds = [world_at("published"), asked(world_at("enrolled"), "north")]

    refused = [world.refusal_of(partial(plan_ahead, world)) for world in worlds]

    assert [each.reason.code for each in refused] == ["notice.after_call", "notice.no_call"]


def test_a_notice_that_should_have_gone_is_late_and_says_why(
    world_at: Callable[[str], World],
) -> None:
    world = concluded(world_at("drawn_up"))
    award = f"{TENDER}/D1/L1/award"

    def late() -> list[str]:
        with world.store.read() as work:
            return [each.notice.id for each in overdue(work, TENDER)]

    assert late() == [CONTRACT]
    with world.store.read() as work:
        states = {each.notice.id: each for each in notice_states(work, TENDER)}
    assert (states[award].last_day, states[award].gathered_by) == (
        date(2026, 4, 13),
        date(2026, 4, 30),
    )
    # After the thirty days there is still the quarter's own notice.
    world.go(at(4, 30))
    assert late() == [CONTRACT]
    world.go(at(5, 1))
    assert late() == [CONTRACT, award]
    with world.store.read() as work:
        why = overdue(work, TENDER)[1].late
    assert why is not None
    assert str(why.cite) == "19 kap. 7 § LOU"


def test_a_notice_is_written_out_as_data_and_as_a_document(
    world_at: Callable[[str], World], tmp_path: Path
) -> None:
    world = world_at("published")
    before = world.dump()

    written = write_out(world.store, PlainRenderer(), CONTRACT, tmp_path, "sv")

    assert written.data.read_text(encoding="utf-8") == text_of(world, CONTRACT)
    assert written.document.name == f"{TENDER}-contract.pdf"
    assert world.dump() == before
    nowhere = tmp_path / "nowhere"
    refusal = world.refusal_of(
        lambda: write_out(world.store, PlainRenderer(), CONTRACT, nowhere, "sv")
    )
    assert refusal.reason.code == "notice.unwritable"


def test_only_an_officer_of_the_buyer_sends_notices(world_at: Callable[[str], World]) -> None:
    world = world_at("published")
    store, at_now = world.store, world.clock.at
    head, officer = world.actor("head"), world.actor("officer")

    refused = [
        world.refusal_of(lambda: record_sent(store, head, CONTRACT, at_now, "DB-1")),
        world.refusal_of(lambda: record_sent(store, officer, "no/such", at_now, "DB-1")),
        world.refusal_of(lambda: record_sent(store, officer, CONTRACT, at_now, "  ")),
    ]

    assert [each.reason.code for each in refused] == [
        "actor.role",
        "notice.unknown",
        "notice.reference",
    ]
