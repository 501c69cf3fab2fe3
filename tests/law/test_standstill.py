from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import holidays
import pytest
import yaml

from law.bar import Bar
from law.dated import NoValue
from law.days import DAY_RULE
from law.reasons import Cite, Reason, Text
from law.refusals import ImpossibleFacts, RulesDisagree
from law.rulebook import Rulebook, applies
from law.standstill import Extension, Notice, Procedure, standstill

TABLE: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("standstill.yaml").read_text(encoding="utf-8")
)
IN_FULL: dict[str, list[str]] = yaml.safe_load(
    Path(__file__).with_name("in_full.yaml").read_text(encoding="utf-8")
)["standstill"]
ALIKE = [Rulebook.SE_LOU, Rulebook.SE_LOU_19, Rulebook.SE_LUF]
PAIRS = [(row, Rulebook(rulebook)) for row in TABLE for rulebook in row.get("rules", ALIKE)]
CASES = [
    pytest.param(row, rulebook, id=f"{row['id']} {rulebook}: {row['claim']}")
    for row, rulebook in PAIRS
]
CODES = {
    "closed-day",
    "country-unknown",
    "counted-from-the-last-dispatch",
    "day-zero",
    "earliest-contract",
    "ex-ante-notice",
    "exempt",
    "extension-before-day-zero",
    "extension-binds",
    "extension-not-longer",
    "extension-not-to-all",
    "extension-too-late",
    "framework-not-exempt",
    "ineffectiveness-excluded",
    "last-day",
    "least-time",
    "no-notice",
    "nominal-last-day",
    "notice-duty",
    "notice-still-owed",
    "number-of-days",
    "receipt-alternative",
    "sole-tenderer",
    "sole-tenderer-barred-too",
    "stated-end-agrees",
    "stated-end-binds",
    "stated-end-too-short",
    "voluntary-protects",
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
        candidates_pending=given.get("candidates_pending", False),
        procedure=Procedure(given["procedure"]) if "procedure" in given else None,
        ex_ante_notice=given.get("ex_ante_notice"),
        country=given.get("country"),
        started=given.get("started"),
    )


def _governing(row: dict[str, Any], rulebook: Rulebook) -> Rulebook:
    """A direct award below the thresholds is chapter 19a's."""
    given = row["given"]
    direct = given.get("procedure") == "direct-award" or "ex_ante_notice" in given
    return Rulebook.SE_LOU_19A if direct and rulebook is Rulebook.SE_LOU_19 else rulebook


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

    said = (*bar.reasons, *bar.warnings)
    assert [reason.text.sv for reason in said] == row["says"]
    assert [
        f"{each.code} [{each.cite.in_('en')}] {each.text.en}" for each in said if each.cite
    ] == (IN_FULL[f"{row['id']} {rulebook.value}"])


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
        # Which days are closed in Sweden is said by Swedish law alone.
        ours = row["given"].get("country") == "SE" and reason.cite == DAY_RULE
        assert ours or applies(_governing(row, rulebook), reason.cite)


@pytest.mark.parametrize(
    ("rulebook", "duty"),
    [
        (Rulebook.SE_LOU, Cite("LOU", 12, "12")),
        (Rulebook.SE_LOU_19, Cite("LOU", 19, "19")),
        (Rulebook.SE_LUF, Cite("LUF", 12, "12")),
        (Rulebook.EU, Cite("direktiv 89/665/EEG", None, "2a.2")),
    ],
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


def test_a_case_gets_the_paragraph_of_the_law_its_start_connects_it_to() -> None:
    notices = [Notice(date(2017, 3, 2))]
    older = standstill(notices, rulebook=Rulebook.SE_LOU, started=date(2016, 12, 31))
    newer = standstill(notices, rulebook=Rulebook.SE_LOU, started=date(2017, 1, 1))

    assert [bar.reasons[1].cite for bar in (older, newer)] == [
        Cite("lag 2007:1091", 16, "1"),
        Cite("LOU", 20, "1"),
    ]


DPS_AND_ANNOUNCED = (
    "two rules apply and disagree: No standstill applies to an award under a dynamic purchasing"
    " system; the contract may be concluded once the notice has been sent; A notice of intent to"
    " award the contract without competition was published on Monday 2 March 2026: no contract may"
    " be concluded until 10 days have passed since publication. Give the procedure so that only"
    " one of them does"
)


def test_two_rules_that_disagree_are_an_error_and_neither_wins() -> None:
    with pytest.raises(RulesDisagree) as raised:
        standstill(
            [],
            rulebook=Rulebook.SE_LOU,
            procedure=Procedure.DPS,
            ex_ante_notice=date(2026, 3, 2),
        )

    assert raised.value.text.en == DPS_AND_ANNOUNCED
    assert raised.value.text.sv.startswith("två regler är tillämpliga och säger olika: Vid ")


@pytest.mark.parametrize("procedure", [None, Procedure.OPEN])
def test_a_notice_of_award_and_a_notice_of_intent_contradict_each_other(
    procedure: Procedure | None,
) -> None:
    with pytest.raises(RulesDisagree, match="Every candidate and tenderer must be told"):
        standstill(
            [Notice(date(2026, 3, 2))],
            rulebook=Rulebook.SE_LOU,
            procedure=procedure,
            ex_ante_notice=date(2026, 3, 2),
        )


@pytest.mark.parametrize(
    ("rulebook", "procedure"),
    [
        (Rulebook.SE_LOU, Procedure.CHAPTER_19),
        (Rulebook.SE_LOU, Procedure.CHAPTER_19_FRAMEWORK),
        (Rulebook.EU, Procedure.CHAPTER_19),
        (Rulebook.SE_LOU_19A, Procedure.OPEN),
        (Rulebook.SE_LOV, Procedure.OPEN),
    ],
)
def test_a_procedure_the_rulebook_does_not_have_is_refused(
    rulebook: Rulebook, procedure: Procedure
) -> None:
    with pytest.raises(ImpossibleFacts) as raised:
        standstill([Notice(date(2026, 3, 2))], rulebook=rulebook, procedure=procedure)

    assert raised.value.text == Text(
        f"{procedure.value} finns inte under {rulebook.value}",
        f"there is no {procedure.value} under {rulebook.value}",
    )


@pytest.mark.parametrize("procedure", [Procedure.OPEN, Procedure.RESTRICTED, Procedure.NEGOTIATED])
@pytest.mark.parametrize("rulebook", [*ALIKE, Rulebook.EU])
def test_every_procedure_with_a_notice_has_the_bar(
    rulebook: Rulebook, procedure: Procedure
) -> None:
    bar = standstill([Notice(date(2026, 3, 2))], rulebook=rulebook, procedure=procedure)

    assert (bar.barred, bar.last_day) == (True, date(2026, 3, 12))


@pytest.mark.parametrize("country", ["NO", "ZZ", "sweden", ""])
def test_a_country_outside_the_union_is_refused(country: str) -> None:
    with pytest.raises(ImpossibleFacts, match="is no member state of the EU"):
        standstill([Notice(date(2026, 3, 2))], rulebook=Rulebook.EU, country=country)


def test_a_swedish_rulebook_counts_by_swedish_days() -> None:
    with pytest.raises(ImpossibleFacts, match="SE-LOU counts by Swedish days"):
        standstill([Notice(date(2026, 3, 2))], rulebook=Rulebook.SE_LOU, country="DE")

    at_home = standstill([Notice(date(2026, 3, 2))], rulebook=Rulebook.SE_LOU, country="SE")
    assert at_home == standstill([Notice(date(2026, 3, 2))], rulebook=Rulebook.SE_LOU)


def test_an_exempt_award_needs_no_date_at_all() -> None:
    bar = standstill([], rulebook=Rulebook.SE_LOU_19A)

    assert (bar.barred, [reason.cite for reason in bar.reasons]) == (
        False,
        [Cite("LOU", "19a", "10")],
    )


@pytest.mark.parametrize("electronic", [True, False])
def test_every_start_day_under_the_directive_agrees_with_a_count_by_the_countrys_days(
    every_day: list[date], electronic: bool
) -> None:
    german = holidays.country_holidays("DE", years=range(2016, 2037))
    for start in every_day:
        notices = [Notice(start, electronic)]
        bar = standstill(notices, rulebook=Rulebook.EU, country="DE")
        last_day = start + timedelta(days=10 if electronic else 15)
        while last_day in german or last_day.weekday() >= 5:
            last_day += timedelta(days=1)
        assert (bar.last_day, bar.earliest_contract) == (last_day, last_day + timedelta(days=1))


def test_every_day_of_an_ex_ante_notice_agrees_with_a_count_by_hand(
    every_day: list[date], counted_by_hand: Callable[[date, int], date]
) -> None:
    for published in every_day:
        if published >= date(2022, 2, 1):
            bar = standstill([], rulebook=Rulebook.SE_LOU_19A, ex_ante_notice=published)
            assert bar.last_day == counted_by_hand(published, 10)
