"""A clock that is set back: a little is put right, more refuses and sounds one alarm."""

from __future__ import annotations

import json
import logging
from datetime import timedelta

import pytest

from models.clock import FixedClock
from models.store import Store
from registry.journal import ClockSteppedBack, append, entries, microseconds
from registry.verification import verify
from tests.models.row_values import AT


def at(store: Store, later: timedelta) -> Store:
    return Store(store.engine, store.blobs, FixedClock(AT + later), store.data_dir)


def written(store: Store) -> list[tuple[str, str, timedelta]]:
    with store.read() as work:
        return [
            (entry.actor_id, entry.kind, timedelta(microseconds=entry.at_us - microseconds(AT)))
            for entry in entries(work)
        ]


def act(store: Store) -> None:
    with store.write() as work:
        append(work, "åsa", "act", "t1", {})


@pytest.mark.parametrize("back", [timedelta(microseconds=1), timedelta(seconds=2)])
def test_a_small_step_back_gets_the_time_of_the_entry_before(store: Store, back: timedelta) -> None:
    act(store)
    act(at(store, -back))
    act(at(store, timedelta(microseconds=1)))
    assert [when for _, _, when in written(store)] == [
        timedelta(0),
        timedelta(0),
        timedelta(microseconds=1),
    ]


def test_a_larger_step_back_is_refused_and_journaled_at_the_last_good_time(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    act(store)
    back = timedelta(seconds=2, microseconds=1)
    with caplog.at_level(logging.ERROR), pytest.raises(ClockSteppedBack) as refused:
        act(at(store, -back))

    assert refused.value.in_("en") == (
        "The clock shows 2026-03-02 07:59:57 UTC, but the journal's newest entry is of"
        " 2026-03-02 08:00:00 UTC. Set the clock right and repeat the act."
    )
    assert refused.value.in_("sv") == (
        "Klockan visar 2026-03-02 07:59:57 UTC, men journalens senaste post är från"
        " 2026-03-02 08:00:00 UTC. Ställ klockan rätt och gör om åtgärden."
    )
    assert [record.getMessage() for record in caplog.records] == [refused.value.in_("en")]
    assert written(store) == [
        ("åsa", "act", timedelta(0)),
        ("engine", "clock.stepped_back", timedelta(0)),
    ]
    with store.read() as work:
        *_, alarm = entries(work)
        assert json.loads(alarm.payload) == {
            "clock": "2026-03-02T07:59:57.999999+00:00",
            "last_good": "2026-03-02T08:00:00+00:00",
            "subject": "",
        }
        assert verify(work).faults == ()


def test_one_alarm_is_journaled_until_the_clock_is_right_and_every_act_is_logged(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    act(store)
    hour = timedelta(hours=1)
    for clock in (-hour, -hour, hour, -hour):
        try:
            act(at(store, clock))
        except ClockSteppedBack:
            continue
    assert [kind for _, kind, _ in written(store)] == [
        "act",
        "clock.stepped_back",
        "act",
        "clock.stepped_back",
    ]
    assert len(caplog.records) == 3


def test_what_the_refused_act_had_done_before_is_undone(store: Store) -> None:
    act(store)
    early = at(store, -timedelta(days=1))
    with pytest.raises(ClockSteppedBack), early.write() as work:
        append(work, "åsa", "act", "t2", {})
    assert [kind for _, kind, _ in written(store)] == ["act", "clock.stepped_back"]
