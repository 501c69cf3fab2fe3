from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml

from law.bar import Bar
from law.dated import NoValue
from law.days import DAY_RULE
from law.reasons import Cite, Reason, Text
from law.refusals import ImpossibleFacts
from law.rulebook import Rulebook, applies
from law.rulings import Court, CourtDecision, after_rulings

TABLE: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("rulings.yaml").read_text(encoding="utf-8")
)
IN_FULL: dict[str, list[str]] = yaml.safe_load(
    Path(__file__).with_name("in_full.yaml").read_text(encoding="utf-8")
)["rulings"]
CASES = [pytest.param(row, id=f"{row['id']}: {row['claim']}") for row in TABLE]
CODES = {
    "after-extended-standstill",
    "after-interim-order",
    "closed-day",
    "day-zero",
    "dispatch-unknown",
    "earliest-contract",
    "extended-standstill-lifted",
    "keeps-its-rules",
    "last-day",
    "latest-governs",
    "no-decision",
    "no-extended-standstill",
    "no-interim-order",
    "nominal-last-day",
    "not-remanded",
    "pending-again",
    "waived",
}
UNDER_LOU = (Rulebook.SE_LOU, Rulebook.SE_LOU_19, Rulebook.SE_LOU_19A)
MONDAY = date(2026, 3, 2)


def _decision(raw: dict[str, Any]) -> CourtDecision:
    return CourtDecision(
        Court(raw["court"]),
        raw["decided"],
        raw.get("dispatched"),
        raw.get("interim", False),
        raw.get("interim_lifted"),
        raw.get("remanded", False),
        raw.get("waived", False),
    )


def _answer(given: dict[str, Any]) -> Bar:
    return after_rulings(
        [_decision(each) for each in given["decisions"]],
        extended_standstill=given.get("extended_standstill", True),
        lifted=given.get("lifted", False),
        rulebook=Rulebook(given.get("rules", "SE-LOU")),
        started=given.get("started"),
    )


def _passed_over(bar: Bar) -> list[str]:
    sentences = [reason.text.sv for reason in bar.reasons if reason.code == "closed-day"]
    return [sentence.removesuffix(" kan inte vara sista dag") for sentence in sentences]


def _every_decision() -> list[CourtDecision]:
    """All facts a decision can have, in every combination that can exist."""
    yes_no = (False, True)
    facts = product(Court, (None, MONDAY), yes_no, (None, MONDAY), yes_no, yes_no)
    return [
        CourtDecision(court, MONDAY, dispatched, interim, lifted, remanded, waived)
        for court, dispatched, interim, lifted, remanded, waived in facts
        if not (remanded and court is Court.FR)
    ]


def _bars_by_statute(decision: CourtDecision, extended_standstill: bool) -> bool:
    """LOU 20:10, sentence by sentence."""
    interim = decision.interim_order or decision.interim_lifted is not None
    by_court = {
        Court.FR: extended_standstill or interim,
        Court.KR: interim,
        Court.HFD: interim and decision.remanded,
    }
    return by_court[decision.court] and not decision.waived


@pytest.mark.parametrize("row", CASES)
def test_the_table_holds(row: dict[str, Any]) -> None:
    bar = _answer(row["given"])

    assert {
        "barred": bar.barred,
        "last_day": bar.last_day,
        "earliest_contract": bar.earliest_contract,
        "passed_over": _passed_over(bar),
        "warnings": [warning.code for warning in bar.warnings],
    } == {"barred": True, "passed_over": [], "warnings": []} | row["expect"]


@pytest.mark.parametrize("row", [row for row in TABLE if "says" in row])
def test_an_answer_written_out_in_the_table_reads_so(row: dict[str, Any]) -> None:
    bar = _answer(row["given"])

    said = (*bar.reasons, *bar.warnings)
    assert [reason.text.sv for reason in said] == row["says"]
    assert [
        f"{each.code} [{each.cite.in_('en')}] {each.text.en}" for each in said if each.cite
    ] == (IN_FULL[row["id"]])


@pytest.mark.parametrize("row", [row for row in TABLE if "cites" in row], ids=lambda row: row["id"])
def test_an_answer_cites_the_act_that_governs(row: dict[str, Any]) -> None:
    bar = _answer(row["given"])

    said = (*bar.reasons, *bar.warnings)
    cited = {reason.cite.in_("en") for reason in said if reason.cite}
    assert sorted(cited - {DAY_RULE.in_("en")}) == row["cites"]


def test_that_a_procurement_keeps_its_rules_is_said_once() -> None:
    decisions = [CourtDecision(Court.FR, date(2017, 2, 1), date(2017, 2, 1))] * 2

    reasons = after_rulings(decisions, started=date(2016, 12, 1)).reasons

    kept = [reason for reason in reasons if reason.code == "keeps-its-rules"]
    assert kept == [
        Reason(
            "keeps-its-rules",
            Text(
                "Upphandlingen påbörjades torsdagen den 1 december 2016 och följer de regler som"
                " gällde då",
                "The procurement began on Thursday 1 December 2016 and follows the rules in force"
                " then",
            ),
            Cite("lag 2007:1091", 16, "10"),
        )
    ]


@pytest.mark.parametrize(
    ("rulebook", "elsewhere"),
    [
        (Rulebook.SE_LOV, "LOV gives rectification and damages only (LOV chapter 10)"),
        (Rulebook.EU, "directive 89/665/EEC leaves it to the law of the member state"),
    ],
)
def test_a_rulebook_without_a_ten_day_bar_is_refused(rulebook: Rulebook, elsewhere: str) -> None:
    with pytest.raises(ImpossibleFacts) as refusal:
        after_rulings([CourtDecision(Court.FR, MONDAY)], rulebook=rulebook)

    assert str(refusal.value) == (
        f"{rulebook} has no rule on a bar on the contract after a court's decision: {elsewhere}"
    )
    assert refusal.value.text.sv.startswith(
        f"{rulebook} har ingen regel om hinder mot avtal efter domstolens avgörande: "
    )


def test_a_procurement_that_starts_after_a_decision_is_refused() -> None:
    with pytest.raises(ImpossibleFacts, match="cannot have started on 2026-03-03, after 2026-03"):
        after_rulings([CourtDecision(Court.FR, MONDAY)], started=date(2026, 3, 3))


def test_the_table_meets_every_reason_there_is() -> None:
    bars = [_answer(row["given"]) for row in TABLE]

    assert {reason.code for bar in bars for reason in (*bar.reasons, *bar.warnings)} == CODES


@pytest.mark.parametrize("extended_standstill", [True, False])
def test_a_decision_bars_exactly_where_the_statute_says(extended_standstill: bool) -> None:
    for decision in _every_decision():
        bar = after_rulings([decision], extended_standstill=extended_standstill)

        assert bar.barred == _bars_by_statute(decision, extended_standstill), decision
        assert bar.last_day == (date(2026, 3, 12) if bar.barred else None), decision


@pytest.mark.parametrize("extended_standstill", [True, False])
def test_every_reason_is_said_in_both_languages_and_cites_a_paragraph_that_applies(
    extended_standstill: bool,
) -> None:
    for decision in _every_decision():
        bar = after_rulings([decision], extended_standstill=extended_standstill)

        assert bar.reasons
        for reason in (*bar.reasons, *bar.warnings):
            assert reason.text.sv.strip()
            assert reason.text.en.strip()
            assert reason.text.sv != reason.text.en
            assert reason.cite is not None
            assert all(applies(rulebook, reason.cite) for rulebook in UNDER_LOU)


def test_the_answer_names_the_dispatch_when_it_is_later() -> None:
    decision = CourtDecision(Court.FR, date(2026, 3, 12), dispatched=date(2026, 3, 16))

    assert after_rulings([decision]).reasons[1] == Reason(
        "day-zero",
        Text(
            "Dag 0 är måndagen den 16 mars 2026, den dag då avgörandet av torsdagen den 12 mars"
            " 2026 skickades från domstolen; den senare dagen räknas (Kammarrätten i Göteborg,"
            " mål nr 3477-24)",
            "Day 0 is Monday 16 March 2026, the day the court sent its decision of Thursday"
            " 12 March 2026; the later day counts (Administrative Court of Appeal in Gothenburg,"
            " case 3477-24)",
        ),
        Cite("LOU", 20, "10"),
    )


def test_a_lifted_order_does_not_move_the_bar_after_an_extended_standstill() -> None:
    decision = CourtDecision(Court.FR, MONDAY, MONDAY, interim_lifted=date(2026, 2, 2))

    assert after_rulings([decision]).last_day == date(2026, 3, 12)


def test_a_later_waiver_leaves_an_earlier_bar_standing() -> None:
    barring = CourtDecision(Court.FR, MONDAY, MONDAY)
    waived = CourtDecision(Court.FR, date(2026, 3, 9), waived=True)

    assert after_rulings([barring, waived]).last_day == date(2026, 3, 12)


def test_the_order_in_which_decisions_are_listed_does_not_matter() -> None:
    decisions = [CourtDecision(Court.FR, day) for day in (MONDAY, date(2026, 4, 1))]

    forward, backward = after_rulings(decisions), after_rulings(decisions[::-1])

    assert (forward.last_day, forward.earliest_contract) == (
        backward.last_day,
        backward.earliest_contract,
    )


def test_every_decision_day_from_2016_to_2035_agrees_with_a_count_by_hand(
    every_day: list[date], counted_by_hand: Callable[[date, int], date]
) -> None:
    for decided in every_day:
        bar = after_rulings([CourtDecision(Court.FR, decided, decided)])
        last_day = counted_by_hand(decided, 10)
        assert (bar.last_day, bar.earliest_contract) == (last_day, last_day + timedelta(days=1))


def test_a_dispatch_before_the_decision_is_refused() -> None:
    with pytest.raises(ValueError, match="2026-03-02 cannot have been dispatched before that"):
        CourtDecision(Court.FR, MONDAY, dispatched=date(2026, 3, 1))


def test_a_remand_by_the_first_instance_is_refused() -> None:
    with pytest.raises(ValueError, match="first instance and cannot remand"):
        CourtDecision(Court.FR, MONDAY, remanded=True)


def test_a_decision_older_than_the_rules_is_refused() -> None:
    with pytest.raises(NoValue, match="ten_day_bar_days has no value on 2011-10-31"):
        after_rulings([CourtDecision(Court.FR, date(2011, 10, 31))])


def test_ten_days_after_a_lifting_count_from_the_day_it_was_sent_if_that_is_later() -> None:
    """As for a ruling; MONDAY is 2 March 2026, and day 10 from the 6th is the 16th."""
    sent = date(2026, 3, 6)
    lifted = CourtDecision(Court.KR, MONDAY, sent, interim_lifted=MONDAY, lifting_sent=sent)
    bar = after_rulings([lifted], extended_standstill=False, rulebook=Rulebook.SE_LOU_19)
    assert (bar.last_day, bar.earliest_contract) == (date(2026, 3, 16), date(2026, 3, 17))
    [day_zero] = [each for each in bar.reasons if each.code == "day-zero"]
    assert "skickade sitt beslut av måndagen den 2 mars 2026" in day_zero.text.sv
