"""What may be disclosed of a procurement: the table, the grounds, and the longest times."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from law.reasons import Cite
from law.secrecy import (
    ABSOLUTE,
    HARM,
    About,
    Asked,
    Matter,
    Standing,
    Verdict,
    absolute_in,
    ground,
    secrecy,
    time_is_up,
)

TABLE: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("secrecy.yaml").read_text(encoding="utf-8")
)
LOTS = ("L1", "L2", "L3")


def _sets(given: dict[str, Any]) -> dict[str, Any]:
    return {key: frozenset(each) if isinstance(each, list) else each for key, each in given.items()}


def _answer(row: dict[str, Any]) -> Verdict:
    asked = _sets(row["asked"]) | {"about": About(row["asked"]["about"])}
    return secrecy(Matter(**_sets(row["matter"])), Asked(**asked))


def _named(row: dict[str, Any]) -> str:
    return f"{row['id']}: {row['claim']}"


@pytest.mark.parametrize("row", TABLE, ids=_named)
def test_the_table_holds(row: dict[str, Any]) -> None:
    found = _answer(row)
    assert (found.standing.value, str(found.reason.cite)) == (row["expect"], row["cite"])


@pytest.mark.parametrize("row", [row for row in TABLE if "says" in row], ids=_named)
def test_an_answer_written_out_in_the_table_reads_so(row: dict[str, Any]) -> None:
    assert _answer(row).reason.text.sv == row["says"]


def test_the_table_meets_every_reason_there_is() -> None:
    assert {_answer(row).reason.code for row in TABLE} == {
        "secrecy-absolute",
        "secrecy-choice",
        "secrecy-none",
        "secrecy-own",
        "secrecy-tested",
        "secrecy-unannounced",
    }


some_lots = st.frozensets(st.sampled_from(LOTS))
matters = st.builds(Matter, lots=some_lots, ended=some_lots, by_lot=st.booleans())


@given(matters, some_lots)
def test_nobody_elses_bid_is_given_while_a_lot_that_it_tells_of_is_undecided(
    matter: Matter, lots: frozenset[str]
) -> None:
    told = (lots or matter.lots) & matter.lots
    found = secrecy(matter, Asked(About.BIDS, lots))
    if told - matter.ended:
        assert found.standing is Standing.ABSOLUTE


@given(matters, some_lots, st.sampled_from(LOTS))
def test_a_withdrawn_decision_never_opens_anything(
    matter: Matter, lots: frozenset[str], withdrawn: str
) -> None:
    after = Matter(matter.lots, matter.ended - {withdrawn}, matter.by_lot)
    if absolute_in(matter, lots):
        assert absolute_in(after, lots)


@pytest.mark.parametrize("cite", HARM)
def test_a_ground_is_known_by_its_paragraph_in_either_language(cite: Cite) -> None:
    assert ground(cite.in_("sv")) == ground(f" {cite.in_('en')} ") == cite
    assert HARM[cite].sv != HARM[cite].en


@pytest.mark.parametrize("written", ["", "31 kap. 99 § OSL", "LOU 12:13"])
def test_what_is_no_ground_for_secrecy_is_none(written: str) -> None:
    assert ground(written) is None


BUSINESS = Cite("OSL", 31, "16")


@pytest.mark.parametrize(
    ("about", "today", "over"),
    [
        (About.TERMS, date(2028, 3, 13), False),
        (About.TERMS, date(2028, 3, 14), True),
        (About.BIDS, date(2028, 3, 14), False),
        (About.BIDS, date(2046, 3, 14), True),
    ],
)
@pytest.mark.parametrize("cite", [ABSOLUTE, BUSINESS])
def test_a_contracts_terms_are_kept_two_years_and_all_else_twenty(
    cite: Cite, about: About, today: date, over: bool
) -> None:
    found = time_is_up(cite, about, date(2026, 3, 14), today)
    assert (found is not None) is over


def test_the_time_that_is_up_is_said_with_the_day_it_runs_from() -> None:
    found = time_is_up(BUSINESS, About.TERMS, date(2026, 3, 14), date(2028, 3, 14))
    assert found is not None
    assert (found.text.sv, found.cite) == (
        "Sekretessen gäller längst 2 år från det att avtalet slöts, lördagen den 14 mars 2026",
        BUSINESS,
    )


def test_secrecy_about_a_persons_health_is_not_the_business_of_those_times() -> None:
    day = date(2026, 3, 14)
    assert time_is_up(Cite("OSL", 21, "1"), About.TERMS, day, date(2060, 1, 1)) is None
