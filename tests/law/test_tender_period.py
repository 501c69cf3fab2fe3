from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from law.dated import NoValue, parameters
from law.days import EU_DAY_RULE
from law.reasons import ActRefused, Cite, Reason
from law.refusals import ImpossibleFacts
from law.rulebook import Rulebook, applies
from law.tender_period import Agreement, Buyer, Call, Procedure, Stage, TenderPeriod, tender_period

HERE = Path(__file__)
TABLE: list[dict[str, Any]] = yaml.safe_load(
    HERE.with_name("tender_period.yaml").read_text(encoding="utf-8")
)
NUMBERS: dict[str, dict[str, dict[str, int | str]]] = yaml.safe_load(
    HERE.with_name("tender_numbers.yaml").read_text(encoding="utf-8")
)
ANSWERED = [row for row in TABLE if "expect" in row]
REFUSED = [row for row in TABLE if "refused" in row]
CODES = {
    "accelerated",
    "agreed-by-all",
    "chosen-day",
    "chosen-day-closed",
    "chosen-day-too-early",
    "closed-day",
    "day-zero",
    "documents-restricted",
    "electronic-tenders",
    "enough-time",
    "holidays-unknown",
    "judge-the-time",
    "last-day",
    "no-agreement",
    "no-fixed-period",
    "nominal-last-day",
    "notice-day-unknown",
    "ordinary-period",
    "prior-notice",
    "prior-notice-outside-window",
    "prior-notice-without-effect",
    "reasonable-time",
    "two-working-days",
    "urgency-must-be-shown",
}
START = date(2026, 3, 2)
PRIOR = date(2026, 1, 15)
SENDERS: dict[str, dict[str, Any]] = {
    "e": {},
    "paper": {"electronic": False},
    "pin": {"prior_notice": PRIOR, "electronic": False},
    "urgent": {"urgent": True, "electronic": True},
    "no agreement": {"agreed": Agreement(2, by_all=False)},
}


def _call(given: dict[str, Any]) -> Call:
    agreed = given.get("agreed")
    named = {
        "procedure": Procedure(given.get("procedure", "open")),
        "stage": Stage(given.get("stage", "tenders")),
        "buyer": Buyer(given.get("buyer", "sub-central")),
        "agreed": Agreement(**agreed) if agreed else None,
    }
    return Call(**(given | named))


def _rulebook(row: dict[str, Any]) -> Rulebook:
    return Rulebook(row.get("rules", "SE-LOU"))


def _answer(row: dict[str, Any]) -> TenderPeriod:
    return tender_period(_call(row["given"]), rulebook=_rulebook(row))


def _all_reasons(found: TenderPeriod) -> tuple[Reason, ...]:
    return (*found.reasons, *found.warnings)


def _passed_over(found: TenderPeriod) -> list[str]:
    sentences = [reason.text.sv for reason in found.reasons if reason.code == "closed-day"]
    return [sentence.removesuffix(" kan inte vara sista dag") for sentence in sentences]


def _named(row: dict[str, Any]) -> str:
    return f"{row['id']}: {row['claim']}"


@pytest.mark.parametrize("row", ANSWERED, ids=_named)
def test_the_table_holds(row: dict[str, Any]) -> None:
    found = _answer(row)

    assert {
        "days": found.days,
        "last_day": found.last_day,
        "passed_over": _passed_over(found),
        "warnings": [warning.code for warning in found.warnings],
    } == {"passed_over": [], "warnings": []} | row["expect"]


@pytest.mark.parametrize("row", [row for row in ANSWERED if "says" in row], ids=_named)
def test_an_answer_written_out_in_the_table_reads_so(row: dict[str, Any]) -> None:
    assert [reason.text.sv for reason in _all_reasons(_answer(row))] == row["says"]


@pytest.mark.parametrize("row", REFUSED, ids=_named)
def test_a_combination_no_paragraph_knows_is_refused_with_the_paragraph(
    row: dict[str, Any],
) -> None:
    with pytest.raises(ActRefused) as refusal:
        _answer(row)

    reason = refusal.value.reason
    assert (reason.code, str(reason.cite)) == (row["refused"], row["cite"])
    assert reason.text.sv != reason.text.en
    assert refusal.value.todo.sv != refusal.value.todo.en


def test_the_table_meets_every_reason_there_is() -> None:
    met = {reason.code for row in ANSWERED for reason in _all_reasons(_answer(row))}

    assert met == CODES


@pytest.mark.parametrize("row", ANSWERED, ids=_named)
def test_every_reason_is_said_in_both_languages_and_cites_a_paragraph_that_applies(
    row: dict[str, Any],
) -> None:
    found = _answer(row)

    for reason in _all_reasons(found):
        assert reason.text.sv.strip()
        assert reason.text.en.strip()
        assert reason.text.sv != reason.text.en
        assert reason.cite is not None
        assert applies(_rulebook(row), reason.cite)


def _number_cases() -> Iterator[Any]:
    for book, lines in NUMBERS.items():
        rulebook, _, utility = book.partition(" ")
        for line, cells in lines.items():
            for sender, days in cells.items():
                buyer = Buyer.UTILITY if utility or rulebook == "SE-LUF" else Buyer.SUB_CENTRAL
                procedure, stage = line.split()
                call = Call(
                    Procedure(procedure), Stage(stage), START, buyer=buyer, **SENDERS[sender]
                )
                yield pytest.param(
                    call, Rulebook(rulebook), days, id=f"{book} {line} {sender}: {days}"
                )


@pytest.mark.parametrize(("call", "rulebook", "days"), list(_number_cases()))
def test_the_number_of_days_is_that_of_the_table(
    call: Call, rulebook: Rulebook, days: int | str
) -> None:
    if days == "-":
        with pytest.raises(ActRefused):
            tender_period(call, rulebook=rulebook)
    else:
        assert tender_period(call, rulebook=rulebook).days == days


@pytest.mark.parametrize(
    ("given", "cite"),
    [
        ({}, Cite("LOU", 11, "6")),
        ({"electronic": False}, Cite("LOU", 11, "2")),
        ({"prior_notice": PRIOR}, Cite("LOU", 11, "5")),
        ({"urgent": True}, Cite("LOU", 11, "10")),
        ({"procedure": Procedure.RESTRICTED}, Cite("LOU", 11, "6")),
        ({"procedure": Procedure.RESTRICTED, "stage": Stage.REQUESTS}, Cite("LOU", 11, "3")),
        ({"procedure": Procedure.RESTRICTED, "agreed": Agreement(4, True)}, Cite("LOU", 11, "7")),
        ({"procedure": Procedure.DPS}, Cite("LOU", 8, "11")),
        ({"procedure": Procedure.DPS, "stage": Stage.REQUESTS}, Cite("LOU", 8, "8")),
    ],
)
def test_the_number_of_days_cites_its_own_paragraph(given: dict[str, Any], cite: Cite) -> None:
    call = Call(**({"procedure": Procedure.OPEN, "stage": Stage.TENDERS} | given), dispatched=START)
    found = tender_period(call, rulebook=Rulebook.SE_LOU)

    cites = {reason.code: reason.cite for reason in found.reasons}
    assert cites["nominal-last-day"] == cite


@pytest.mark.parametrize(
    ("dispatched", "cite"),
    [(date(2026, 3, 2), Cite("LOU", 11, "6")), (date(2026, 2, 5), EU_DAY_RULE)],
    ids=["an open day keeps the paragraph", "a moved day cites the regulation"],
)
def test_the_last_day_cites_what_put_it_there(dispatched: date, cite: Cite) -> None:
    call = Call(Procedure.OPEN, Stage.TENDERS, dispatched)
    found = tender_period(call, rulebook=Rulebook.SE_LOU)

    assert [reason.cite for reason in found.reasons if reason.code == "last-day"] == [cite]


@pytest.mark.parametrize(
    ("rulebook", "buyer", "too_late", "enough"),
    [
        (Rulebook.SE_LOU, Buyer.CENTRAL, "11 kap. 5 § LOU", "11 kap. 1 § LOU"),
        (Rulebook.SE_LUF, Buyer.UTILITY, "11 kap. 5 § LUF", "11 kap. 1 § LUF"),
        (
            Rulebook.EU,
            Buyer.CENTRAL,
            "artikel 28.3 i direktiv 2014/24/EU",
            "artikel 47.1 i direktiv 2014/24/EU",
        ),
        (
            Rulebook.EU,
            Buyer.UTILITY,
            "artikel 45.2 i direktiv 2014/25/EU",
            "artikel 66.1 i direktiv 2014/25/EU",
        ),
    ],
)
def test_a_late_prior_notice_and_the_need_for_enough_time_cite_the_act(
    rulebook: Rulebook, buyer: Buyer, too_late: str, enough: str
) -> None:
    late = START - timedelta(days=1)
    call = Call(Procedure.OPEN, Stage.TENDERS, START, prior_notice=late, buyer=buyer)
    found = tender_period(call, rulebook=rulebook)

    assert (str(found.warnings[0].cite), str(found.reasons[-1].cite)) == (too_late, enough)


@pytest.mark.parametrize(
    ("given", "code", "cite"),
    [
        ({}, "day-zero", Cite(EU_DAY_RULE.act, None, "3.1")),
        ({"agreed": Agreement(2, True)}, "two-working-days", Cite(EU_DAY_RULE.act, None, "3.5")),
        ({"agreed": Agreement(2, True)}, "agreed-by-all", Cite("LOU", 11, "7")),
        (
            {"agreed": Agreement(2, True), "procedure": Procedure.DPS},
            "agreed-by-all",
            Cite("LOU", 8, "11"),
        ),
        (
            {"prior_notice": PRIOR, "procedure": Procedure.DPS},
            "prior-notice-without-effect",
            Cite("LOU", 8, "11"),
        ),
        (
            {"prior_notice": PRIOR, "stage": Stage.REQUESTS},
            "prior-notice-without-effect",
            Cite("LOU", 11, "5"),
        ),
    ],
)
def test_each_step_cites_its_own_rule(given: dict[str, Any], code: str, cite: Cite) -> None:
    friday = date(2026, 3, 6)
    facts = {"procedure": Procedure.RESTRICTED, "stage": Stage.TENDERS} | given
    found = tender_period(Call(**facts, dispatched=friday), rulebook=Rulebook.SE_LOU)

    assert [reason.cite for reason in _all_reasons(found) if reason.code == code] == [cite]


BRUTE = {
    10: {"procedure": Procedure.DPS},
    15: {"urgent": True},
    25: {"procedure": Procedure.NEGOTIATED},
    30: {},
    35: {"electronic": False},
    40: {"electronic": False, "documents_open": False},
}


@pytest.mark.parametrize(("days", "given"), list(BRUTE.items()))
def test_every_dispatch_from_2017_to_2035_agrees_with_a_count_by_hand(
    every_day: list[date],
    counted_by_hand: Callable[[date, int], date],
    days: int,
    given: dict[str, Any],
) -> None:
    facts = {"procedure": Procedure.OPEN, "stage": Stage.TENDERS} | given
    for start in every_day:
        if start.year > 2016:
            call = Call(**facts, dispatched=start)
            found = tender_period(call, rulebook=Rulebook.SE_LOU)
            assert (found.days, found.last_day) == (days, counted_by_hand(start, days))


def test_every_agreed_period_holds_two_working_days_and_not_a_day_more_than_it_needs(
    every_day: list[date],
    counted_by_hand: Callable[[date, int], date],
    closed_by_statute: Callable[[date], bool],
) -> None:
    for start in every_day[366:1100]:
        for days in (1, 2, 3, 5):
            call = Call(
                Procedure.RESTRICTED, Stage.TENDERS, start, agreed=Agreement(days, by_all=True)
            )
            last = tender_period(call, rulebook=Rulebook.SE_LOU).last_day
            assert last == _two_working_days(start, days, counted_by_hand, closed_by_statute)


def _two_working_days(
    start: date,
    days: int,
    counted_by_hand: Callable[[date, int], date],
    closed_by_statute: Callable[[date], bool],
) -> date:
    end = counted_by_hand(start, days)
    leaves = [start + timedelta(days=n) for n in range(1, 30)]
    working = [day for day in leaves if not closed_by_statute(day)]
    return end if days < 2 else max(end, working[1])


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"agreed": Agreement(0, by_all=True)}, "An agreed period is at least one day, not 0"),
        ({"chosen": START}, "The last day 2026-03-02 does not come after the dispatch 2026-03-02"),
        (
            {"prior_notice": START},
            (
                "The prior information notice 2026-03-02 must have been sent before the contract"
                " notice 2026-03-02"
            ),
        ),
        (
            {"notice": date(2026, 3, 3)},
            "The contract notice 2026-03-03 cannot come after the invitation 2026-03-02",
        ),
        (
            {"notice": PRIOR, "stage": Stage.REQUESTS},
            (
                "The day of the contract notice is given apart only for an invitation to selected"
                " candidates"
            ),
        ),
        ({"country": "DE"}, "A country goes only with the rulebook EU"),
    ],
)
def test_days_that_cannot_be_are_refused(given: dict[str, Any], sentence: str) -> None:
    facts = {"procedure": Procedure.RESTRICTED, "stage": Stage.TENDERS} | given

    with pytest.raises(ImpossibleFacts) as refusal:
        tender_period(Call(**facts, dispatched=START), rulebook=Rulebook.SE_LOU)

    assert str(refusal.value) == sentence
    assert refusal.value.text.sv != sentence


@pytest.mark.parametrize(
    "given",
    [
        {"agreed": Agreement(1, by_all=True)},
        {"chosen": START + timedelta(days=1)},
        {"prior_notice": START - timedelta(days=1)},
        {"notice": START},
    ],
)
def test_the_nearest_days_that_can_be_are_answered(given: dict[str, Any]) -> None:
    call = Call(Procedure.RESTRICTED, Stage.TENDERS, START, **given)

    assert tender_period(call, rulebook=Rulebook.SE_LOU).last_day is not None


@pytest.mark.parametrize(
    ("rulebook", "day", "name"),
    [
        (Rulebook.SE_LOU, date(2016, 12, 31), "tender_period_SE-LOU_open"),
        (Rulebook.SE_LOU_19, date(2022, 1, 31), "tender_period_SE-LOU-19"),
        (Rulebook.EU, date(2016, 4, 17), "tender_period_EU_open"),
    ],
)
def test_a_dispatch_older_than_the_rulebook_is_refused(
    rulebook: Rulebook, day: date, name: str
) -> None:
    with pytest.raises(NoValue, match=f"^{name} has no value on {day}"):
        tender_period(Call(Procedure.OPEN, Stage.TENDERS, day), rulebook=rulebook)

    assert tender_period(
        Call(Procedure.OPEN, Stage.TENDERS, day + timedelta(days=1)), rulebook=rulebook
    ).reasons


def test_every_number_in_the_files_is_counted_in_a_unit_the_rules_know() -> None:
    own = [each for name, each in parameters().items() if name.startswith("tender_period_")]

    assert {each.unit for each in own} == {"days", "months", "duty"}
    assert all(each.values[0].reference for each in own)


def test_an_invitation_follows_the_rules_of_the_day_of_its_notice() -> None:
    call = Call(Procedure.RESTRICTED, Stage.TENDERS, date(2017, 2, 1), notice=date(2017, 1, 1))

    assert tender_period(call, rulebook=Rulebook.SE_LOU).days == 25
    with pytest.raises(NoValue, match="has no value on 2016-12-31"):
        tender_period(replace(call, notice=date(2016, 12, 31)), rulebook=Rulebook.SE_LOU)
