"""More time for bids, and who opens them, by commands; wrong input is one sentence."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from typer.testing import CliRunner, Result

from cli.main import app
from law.reasons import Lang
from models.store import StoredClock
from procurement.tenders.openers import pair_states
from tests.fact_dump import nothing_committed
from tests.procurement.small_papers import TENDER, at
from tests.procurement.small_tender import World
from tests.procurement.stage_fixtures import stages, world_at

WorldAt = Callable[[str], World]
__all__ = ["stages", "world_at"]

EXTEND = ("deadline", "extend", TENDER)
BOTH = ("--as", "officer", "--as", "head")
WHY = ("--reason", "Driftavbrott", "--reason-en", "Downtime")
DOWNTIME = ("deadline", "downtime", "--buyer", "buyer", "--as", "officer")
GAP = ("--from", "2026-02-09T21:00", "--to", "2026-02-09T21:30")
APPOINT = ("keys", "appoint", TENDER, "--as", "head")
SECOND = ("--second", "officer")
THREE = ("--opener", "officer", "--opener", "colleague", "--opener", "chamber")


def run(world: World, *words: str, lang: Lang = "en") -> Result:
    where = ("--data-dir", str(world.store.data_dir), "--lang", lang)
    return CliRunner().invoke(app, [*words, *where])


@pytest.fixture
def world(world_at: WorldAt) -> World:
    world = world_at("published")
    StoredClock(world.store.engine).set(at(2, 10))
    return world


def test_the_deadline_and_how_it_came_to_be_that_are_shown(world: World) -> None:
    first = run(world, "deadline", "show", TENDER)
    assert first.stdout == (
        "Bids in DEMO-1 may come in until and including 2026-02-16 23:59:00+01:00.\n"
    )
    assert run(world, *DOWNTIME, *GAP).exit_code == 0
    done = run(world, *EXTEND, "--to", "2026-02-18T23:59", *BOTH, *WHY, lang="sv")
    assert done.exit_code == 0, done.stderr
    for word in ("2026-02-18 23:59:00+01:00", "Driftavbrott", "officer, head", "Första"):
        assert word in done.stdout
    shown = json.loads(run(world, "deadline", "show", TENDER, "--json").stdout)
    assert shown == {
        "tender": TENDER,
        "deadline": "2026-02-18T23:59:00+01:00",
        "first_published": "2026-02-16T23:59:00+01:00",
        "extensions": [
            {
                "deadline": "2026-02-18T23:59:00+01:00",
                "extended_at": "2026-02-10T09:00:00+01:00",
                "by": "officer",
                "approved_by": "head",
                "reason": {"sv": "Driftavbrott", "en": "Downtime"},
            }
        ],
        "downtimes": [
            {
                "from": "2026-02-09T21:00:00+01:00",
                "to": "2026-02-09T21:30:00+01:00",
                "by": "officer",
            }
        ],
    }


def test_an_offset_is_heeded_and_swedish_time_is_summer_time_in_summer(world: World) -> None:
    for to, told in [
        ("2026-02-20T22:00Z", "2026-02-20T23:00:00+01:00"),
        ("2026-07-01 12:00", "2026-07-01T12:00:00+02:00"),
    ]:
        done = run(world, *EXTEND, "--to", to, *BOTH, "--reason", "x", "--json")
        assert json.loads(done.stdout)["deadline"] == told


def test_openers_are_appointed_and_two_alone_are_warned_of(world: World) -> None:
    two = run(world, *APPOINT, *SECOND, *THREE[:4])
    assert (two.exit_code, two.stdout.startswith("The bids of DEMO-1 are opened by two of:")) == (
        0,
        True,
    )
    assert two.stderr.startswith("With only two openers the bids can never be opened once")
    assert json.loads(run(world, *APPOINT, *SECOND, *THREE, "--strict", "--json").stdout) == {
        "tender": TENDER,
        "appointment": 3,
        "openers": ["chamber", "colleague", "officer"],
        "strict": True,
        "warning": None,
    }
    assert {"chamber" in state.names for state in pair_states(world.store, TENDER)} == {True}


AMBIGUOUS = (
    "is no unambiguous time. Write day and time, as 2026-02-16T23:59 or 2026-02-16T23:59+01:00."
)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("deadline", "show", "NONE"), "There is no tender NONE here."),
        ((*EXTEND, "--to", "2026-02-18", *BOTH, *WHY), f"--to 2026-02-18 {AMBIGUOUS}"),
        ((*EXTEND, "--to", "soon", *BOTH, *WHY), f"--to soon {AMBIGUOUS}"),
        ((*EXTEND, "--to", "2026-10-25T02:30", *BOTH, *WHY), f"--to 2026-10-25T02:30 {AMBIGUOUS}"),
        ((*EXTEND, "--to", "2026-03-29T02:30", *BOTH, *WHY), f"--to 2026-03-29T02:30 {AMBIGUOUS}"),
        ((*EXTEND, "--to", "0001-01-01T00:00", *BOTH, *WHY), f"--to 0001-01-01T00:00 {AMBIGUOUS}"),
        ((*EXTEND, "--to", "2026-02-15T12:00", *BOTH, *WHY), "The deadline is 2026-02-16T23:59"),
        ((*EXTEND, "--to", "2026-02-18T12:00", *BOTH, "--reason", " "),
         "Why the deadline is extended is not stated."),
        ((*EXTEND, "--to", "2026-02-18T12:00", "--as", "officer", *WHY),
         "Two persons extend the deadline together, and 1 is named."),
        ((*EXTEND, "--to", "2026-02-18T12:00", "--as", "officer", "--as", "nobody", *WHY),
         "There is no person nobody in the register."),
        ((*EXTEND, "--to", "2026-02-18T12:00", "--as", "officer", "--as", "officer", *WHY),
         "Two persons extend the deadline together, and both are named as the same person."),
        (("deadline", "extend", "NONE", "--to", "2026-02-18T12:00", *BOTH, *WHY),
         "There is no tender NONE here."),
        ((*DOWNTIME, "--from", "2026-02-09T21:00", "--to", "2026-02-09T20:00"),
         "Downtime is recorded when it is over, and ends after it began."),
        ((*DOWNTIME, "--from", "2026-02-09T21:00", "--to", "2026-02-11T20:00"),
         "Downtime is recorded when it is over, and ends after it began."),
        ((*DOWNTIME, "--from", "x", "--to", "2026-02-11T20:00"), f"--from x {AMBIGUOUS}"),
        (("deadline", "downtime", "--buyer", "none", "--as", "officer", *GAP),
         "officer may not record downtime"),
        (("keys", "appoint", "NONE", "--as", "head", *THREE), "There is no tender NONE here."),
        (("keys", "appoint", TENDER, "--as", "officer", *THREE), "officer may not appoint openers"),
        ((*APPOINT, *THREE[:4]), "Tender DEMO-1 has been published, and changing its openers"),
        ((*APPOINT, "--opener", "officer"), "Tender DEMO-1 does not have two appointed openers"),
        ((*APPOINT, "--opener", "officer", "--opener", "nobody"),
         "There is no person nobody in the register."),
        ((*APPOINT, "--opener", "officer", "--opener", "lawyer"),
         "lawyer may not hold an opener's key"),
        ((*APPOINT, "--strict", *THREE[:4]), "None of the openers is an outsider"),
    ],
    ids=lambda value: " ".join(value[:2]) if isinstance(value, tuple) else "",
)  # fmt: skip
def test_wrong_words_are_one_sentence_and_change_nothing(
    world: World, words: tuple[str, ...], told: str
) -> None:
    with nothing_committed(world.store):
        result = run(world, *words)
    assert (result.exit_code, result.stdout) == (2, "")
    (line,) = result.stderr.strip().splitlines()
    assert line.startswith(told)
