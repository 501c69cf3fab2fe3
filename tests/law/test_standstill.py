from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from law.bar import Bar
from law.dated import NoValue
from law.reasons import Cite, Reason, Text
from law.rulebook import Rulebook, applies
from law.standstill import Extension, Notice, standstill

TABLE: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("standstill.yaml").read_text(encoding="utf-8")
)
PAIRS = [
    (row, Rulebook(rulebook)) for row in TABLE for rulebook in row.get("rules", list(Rulebook))
]
CASES = [
    pytest.param(row, rulebook, id=f"{row['id']} {rulebook}: {row['claim']}")
    for row, rulebook in PAIRS
]
CODES = {
    "closed-day",
    "counted-from-the-last-dispatch",
    "day-zero",
    "earliest-contract",
    "extension-binds",
    "extension-not-longer",
    "extension-not-to-all",
    "extension-too-late",
    "last-day",
    "no-notice",
    "nominal-last-day",
    "notice-duty",
    "number-of-days",
    "sole-tenderer",
    "stated-end-agrees",
    "stated-end-binds",
    "stated-end-too-short",
    "voluntary-standstill",
}


def _answer(given: dict[str, Any], rulebook: Rulebook) -> Bar:
    extension = given.get("extension")
    return standstill(
        [Notice(each["sent"], each.get("by") != "letter") for each in given["notices"]],
        rulebook=rulebook,
        stated_end=given.get("stated_end"),
        extension=Extension(**extension) if extension else None,
        tenderers=given.get("tenderers"),
    )


def _passed_over(bar: Bar) -> list[str]:
    sentences = [reason.text.sv for reason in bar.reasons if reason.code == "closed-day"]
    return [sentence.removesuffix(" kan inte vara sista dag") for sentence in sentences]


@pytest.mark.parametrize(("row", "rulebook"), CASES)
def test_the_table_holds(row: dict[str, Any], rulebook: Rulebook) -> None:
    bar = _answer(row["given"], rulebook)

    assert {
        "barred": bar.barred,
        "last_day": bar.last_day,
        "earliest_contract": bar.earliest_contract,
        "passed_over": _passed_over(bar),
        "warnings": [warning.code for warning in bar.warnings],
    } == {"barred": True, "passed_over": [], "warnings": []} | row["expect"]


@pytest.mark.parametrize(("row", "rulebook"), [pair for pair in PAIRS if "says" in pair[0]])
def test_an_answer_written_out_in_the_table_reads_so(
    row: dict[str, Any], rulebook: Rulebook
) -> None:
    bar = _answer(row["given"], rulebook)

    assert [reason.text.sv for reason in (*bar.reasons, *bar.warnings)] == row["says"]


def test_the_table_meets_every_reason_there_is() -> None:
    bars = [_answer(row["given"], rulebook) for row, rulebook in PAIRS]

    assert {reason.code for bar in bars for reason in (*bar.reasons, *bar.warnings)} == CODES


@pytest.mark.parametrize(("row", "rulebook"), CASES)
def test_every_reason_is_said_in_both_languages_and_cites_a_paragraph_that_applies(
    row: dict[str, Any], rulebook: Rulebook
) -> None:
    bar = _answer(row["given"], rulebook)

    assert bar.reasons
    for reason in (*bar.reasons, *bar.warnings):
        assert reason.text.sv.strip()
        assert reason.text.en.strip()
        assert reason.text.sv != reason.text.en
        assert reason.cite is not None
        assert applies(rulebook, reason.cite)


@pytest.mark.parametrize(
    ("rulebook", "duty"),
    [(Rulebook.SE_LOU, Cite("LOU", 12, "12")), (Rulebook.SE_LOU_19, Cite("LOU", 19, "19"))],
)
@pytest.mark.parametrize("notices", [[], [Notice(date(2026, 3, 2))]], ids=["none sent", "sent"])
def test_the_duty_to_notify_is_that_of_the_rulebook(
    rulebook: Rulebook, duty: Cite, notices: list[Notice]
) -> None:
    assert standstill(notices, rulebook=rulebook).reasons[0].cite == duty


def test_the_answer_explains_each_step_from_dispatch_to_contract() -> None:
    bar = standstill([Notice(date(2026, 5, 4))], rulebook=Rulebook.SE_LOU_19)

    assert bar == Bar(
        True,
        date(2026, 5, 15),
        date(2026, 5, 16),
        (
            Reason(
                "notice-duty",
                Text(
                    "Alla anbudssökande och anbudsgivare ska underrättas skriftligen om"
                    " tilldelningsbeslutet, skälen för det och avtalsspärren",
                    "Every candidate and tenderer must be told in writing of the award decision,"
                    " the reasons for it and the standstill",
                ),
                Cite("LOU", 19, "19"),
            ),
            Reason(
                "day-zero",
                Text(
                    "Dag 0 är måndagen den 4 maj 2026, den dag då den sista underrättelsen"
                    " skickades",
                    "Day 0 is Monday 4 May 2026, the day the last notice was sent",
                ),
                Cite("LOU", 20, "1"),
            ),
            Reason(
                "number-of-days",
                Text(
                    "Alla underrättelser skickades med elektroniskt medel: avtalsspärren är 10"
                    " dagar",
                    "Every notice was sent by electronic means: the standstill is 10 days",
                ),
                Cite("LOU", 20, "1"),
            ),
            Reason(
                "nominal-last-day",
                Text("Dag 10 är torsdagen den 14 maj 2026", "Day 10 is Thursday 14 May 2026"),
                Cite("LOU", 20, "1"),
            ),
            Reason(
                "closed-day",
                Text(
                    "Torsdagen den 14 maj 2026 (Kristi himmelsfärdsdag) kan inte vara sista dag",
                    "Thursday 14 May 2026 (Ascension Day) cannot be a last day",
                ),
                Cite("lag 1930:173", None, "2"),
            ),
            Reason(
                "last-day",
                Text(
                    "Avtalsspärren löper till och med fredagen den 15 maj 2026",
                    "The standstill runs through Friday 15 May 2026",
                ),
                Cite("lag 1930:173", None, "2"),
            ),
            Reason(
                "earliest-contract",
                Text(
                    "Avtal får ingås tidigast lördagen den 16 maj 2026, dagen efter"
                    " avtalsspärrens sista dag. Att den dagen är lördag flyttar den inte",
                    "A contract may be concluded on Saturday 16 May 2026 at the earliest, the day"
                    " after the last day of the standstill. That this day is a closed one"
                    " (Saturday) does not move it",
                ),
                Cite("LOU", 20, "1"),
            ),
        ),
    )


def test_the_order_in_which_notices_are_listed_does_not_matter() -> None:
    notices = [Notice(date(2026, 3, 2)), Notice(date(2026, 3, 4), electronic=False)]

    assert standstill(notices, rulebook=Rulebook.SE_LOU) == standstill(
        notices[::-1], rulebook=Rulebook.SE_LOU
    )


@pytest.mark.parametrize(("electronic", "days"), [(True, 10), (False, 15)])
def test_every_start_day_from_2016_to_2035_agrees_with_a_count_by_hand(
    every_day: list[date],
    counted_by_hand: Callable[[date, int], date],
    electronic: bool,
    days: int,
) -> None:
    for start in every_day:
        bar = standstill([Notice(start, electronic)], rulebook=Rulebook.SE_LOU)
        last_day = counted_by_hand(start, days)
        assert (bar.last_day, bar.earliest_contract) == (last_day, last_day + timedelta(days=1))


@pytest.mark.parametrize("tenderers", [0, -1])
def test_an_award_without_tenderers_is_refused(tenderers: int) -> None:
    with pytest.raises(ValueError, match=f"at least one tenderer, not {tenderers}"):
        standstill([Notice(date(2026, 3, 2))], rulebook=Rulebook.SE_LOU, tenderers=tenderers)


def test_a_notice_at_an_instant_without_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="no UTC offset"):
        Notice(datetime(2026, 3, 2, 12, 0, tzinfo=UTC).replace(tzinfo=None))


def test_a_notice_older_than_the_rulebook_is_refused() -> None:
    with pytest.raises(NoValue, match="notice_duty_SE-LOU-19 has no value on 2022-01-31"):
        standstill([Notice(date(2022, 1, 31))], rulebook=Rulebook.SE_LOU_19)
