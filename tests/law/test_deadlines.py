from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from law import answering, appealing, choice, review, validity
from law.bar import Bar
from law.dated import NoValue
from law.deadline import Deadline
from law.reasons import Text
from law.refusals import ImpossibleFacts
from law.review import ReviewKind
from law.rulebook import Rulebook
from law.standstill import Notice
from law.validity import Information, Told

TABLE: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("deadlines.yaml").read_text(encoding="utf-8")
)
IN_FULL: dict[str, list[str]] = yaml.safe_load(
    Path(__file__).with_name("in_full.yaml").read_text(encoding="utf-8")
)["deadlines"]
CASES = [pytest.param(row, id=f"{row['id']}: {row['claim']}") for row in TABLE]
MONDAY = date(2026, 3, 2)
FIRST_NEW_GROUNDS = date(2022, 7, 1)


def _notices(given: dict[str, Any]) -> list[Notice]:
    return [Notice(each["sent"], each.get("by") != "letter") for each in given["notices"]]


def _validity(given: dict[str, Any]) -> Deadline:
    told = [Information(each, given[each.value]) for each in Told if each.value in given]
    return validity.validity(given["concluded"], *told, **_case(given))


def _rules(given: dict[str, Any]) -> Rulebook:
    return Rulebook(given.get("rules", "SE-LOU"))


def _case(given: dict[str, Any]) -> dict[str, Any]:
    """The facts that every rule takes alike: the rulebook, the start, the member state."""
    named: dict[str, Any] = {name: given[name] for name in ("started", "country") if name in given}
    return named | {"rulebook": _rules(given)}


def _own(given: dict[str, Any]) -> dict[str, Any]:
    facts = {name: fact for name, fact in given.items() if name != "rules"}
    return facts | ({"rulebook": _rules(given)} if "rules" in given else {})


RULES: dict[str, Callable[[dict[str, Any]], Deadline]] = {
    "cancellation": lambda given: review.cancellation(_notices(given), **_case(given)),
    "new_grounds": lambda given: review.new_grounds(
        given["applied"], ReviewKind(given.get("kind", "review")), **_case(given)
    ),
    "appeal": lambda given: review.appeal(**given),
    "appeal_from_authority": lambda given: appealing.appeal_from_authority(**given),
    "appeal_from_district_court": lambda given: appealing.appeal_from_district_court(**given),
    "appeal_from_court_of_appeal": lambda given: appealing.appeal_from_court_of_appeal(**given),
    "damages": lambda given: review.damages(**_own(given)),
    "validity": _validity,
    "rectification": lambda given: choice.rectification(**given),
    "choice_damages": lambda given: choice.choice_damages(**given),
    "answers": lambda given: answering.answers(
        given["deadline"], accelerated=given.get("accelerated", False), **_case(given)
    ),
    "answer_reasons": lambda given: answering.answer_reasons(given["requested"], **_case(given)),
}


def _passed_over(found: Deadline) -> list[str]:
    sentences = [reason.text.sv for reason in found.reasons if reason.code == "closed-day"]
    return [sentence.removesuffix(" kan inte vara sista dag") for sentence in sentences]


@pytest.mark.parametrize("row", CASES)
def test_the_table_holds(row: dict[str, Any]) -> None:
    found = RULES[row["rule"]](row["given"])

    assert {
        "last_day": found.last_day,
        "passed_over": _passed_over(found),
        "warnings": [warning.code for warning in found.warnings],
    } == {"passed_over": [], "warnings": []} | row["expect"]


@pytest.mark.parametrize("row", [row for row in TABLE if "cites" in row], ids=lambda row: row["id"])
def test_an_answer_cites_the_act_that_governs(row: dict[str, Any]) -> None:
    found = RULES[row["rule"]](row["given"])

    said = (*found.reasons, *found.warnings)
    assert sorted({each.cite.in_("en") for each in said if each.cite}) == sorted(row["cites"])


@pytest.mark.parametrize("row", [row for row in TABLE if "says" in row], ids=lambda row: row["id"])
def test_an_answer_written_out_in_the_table_reads_so(row: dict[str, Any]) -> None:
    found = RULES[row["rule"]](row["given"])

    said = (*found.reasons, *found.warnings)
    assert [reason.text.sv for reason in said] == row["says"]
    assert [
        f"{each.code} [{each.cite.in_('en')}] {each.text.en}" for each in said if each.cite
    ] == (IN_FULL[row["id"]])


@pytest.mark.parametrize("row", CASES)
def test_every_reason_is_said_in_both_languages_and_cites_a_paragraph(row: dict[str, Any]) -> None:
    found = RULES[row["rule"]](row["given"])

    assert found.reasons
    for reason in (*found.reasons, *found.warnings):
        assert reason.text.sv.strip()
        assert reason.text.en.strip()
        assert reason.text.sv != reason.text.en
        assert reason.cite is not None


def _letter(day: date) -> list[Notice]:
    return [Notice(day, electronic=False)]


def test_every_start_day_of_twenty_years_agrees_with_a_count_by_hand(
    every_day: list[date], counted_by_hand: Callable[[date, int], date]
) -> None:
    counted: list[tuple[Callable[[date], Deadline], int, date]] = [
        (lambda day: review.cancellation([Notice(day)]), 10, date(2017, 1, 1)),
        (lambda day: review.cancellation(_letter(day)), 15, date(2017, 1, 1)),
        (review.new_grounds, 21, FIRST_NEW_GROUNDS),
        (lambda day: review.appeal(day, public_party=False), 21, date(2017, 1, 1)),
        (choice.rectification, 21, date(2016, 1, 1)),
        (answering.answer_reasons, 15, date(2017, 1, 1)),
    ]
    for rule, days, since in counted:
        for start in every_day:
            if start >= since:
                assert rule(start).last_day == counted_by_hand(start, days), (start, days)


def test_every_contract_day_of_twenty_years_has_the_months_and_the_thirty_days_of_a_calendar(
    every_day: list[date],
    counted_by_hand: Callable[[date, int], date],
    months_by_hand: Callable[[date, int], date],
) -> None:
    for concluded in every_day:
        if concluded < date(2017, 1, 1):
            continue
        longest = months_by_hand(concluded, 6)
        assert validity.validity(concluded).last_day == longest
        if concluded >= FIRST_NEW_GROUNDS:
            assert review.damages(concluded).last_day == months_by_hand(concluded, 12)
        # The two times end within a day of each other about here.
        told = concluded + timedelta(days=149 + concluded.day % 8)
        information = Information(Told.AWARD_PUBLISHED, told)
        shorter = min(longest, counted_by_hand(told, 30))
        assert validity.validity(concluded, information).last_day == shorter


def test_every_last_day_for_tenders_of_twenty_years_is_counted_back_without_moving(
    every_day: list[date], closed_by_statute: Callable[[date], bool]
) -> None:
    for last in every_day:
        if last < date(2017, 1, 1):
            continue
        found = answering.answers(last)
        assert found.last_day is not None
        assert (last - found.last_day).days == 6
        assert bool(found.warnings) == closed_by_statute(found.last_day)
        assert answering.answers(last, accelerated=True).last_day == last - timedelta(days=4)


@pytest.mark.parametrize(
    ("rulebook", "cite"),
    [
        (Rulebook.SE_LOU_19, "LOU 20:11"),
        (Rulebook.SE_LUF, "LUF 20:11"),
        (Rulebook.EU, "Directive 89/665/EEC art. 2c"),
    ],
)
def test_whether_an_application_is_in_time_is_said_by_the_act_that_governs(
    rulebook: Rulebook, cite: str
) -> None:
    _, reason = review.in_time(Bar(True, MONDAY, None, ()), MONDAY, rulebook=rulebook)

    assert reason.cite is not None
    assert (reason.code, reason.cite.in_("en")) == ("in-time", cite)


def test_a_standstill_that_has_not_begun_cannot_be_missed() -> None:
    not_begun = Bar(True, None, None, ())

    assert review.in_time(not_begun, MONDAY)[0]


def test_a_contract_cannot_be_made_known_before_it_is_concluded() -> None:
    with pytest.raises(ImpossibleFacts, match="cannot have been made known before that"):
        validity.validity(MONDAY, Information(Told.WRITTEN_NOTICE, date(2026, 3, 1)))


def test_a_cancellation_nobody_was_told_of_has_no_last_day() -> None:
    with pytest.raises(ImpossibleFacts, match="the time counts from the notice"):
        review.cancellation([])


def test_a_cancellation_follows_the_law_of_the_procurements_start() -> None:
    with pytest.raises(NoValue, match="cancellation_days_electronic has no value on 2016-12-31"):
        review.cancellation([Notice(date(2017, 1, 9))], started=date(2016, 12, 31))


WITHOUT: list[tuple[str, dict[str, Any], str]] = [
    ("cancellation", {"notices": [{"sent": MONDAY}]}, "time to challenge a cancellation"),
    ("new_grounds", {"applied": MONDAY}, "time for new grounds"),
    ("validity", {"concluded": MONDAY}, "the review of a contract's validity"),
    ("damages", {"known": MONDAY}, "time for an action for damages"),
]


@pytest.mark.parametrize(("rule", "given", "what"), WITHOUT)
def test_a_system_of_choice_has_rectification_and_damages_only(
    rule: str, given: dict[str, Any], what: str
) -> None:
    with pytest.raises(ImpossibleFacts) as raised:
        RULES[rule](given | {"rules": "SE-LOV"})

    assert str(raised.value) == (
        f"SE-LOV has no rule on {what}: LOV gives rectification and damages only (LOV chapter 10)"
    )
    assert raised.value.text.sv.endswith(": LOV ger bara rättelse och skadestånd (10 kap. LOV)")


@pytest.mark.parametrize(("rule", "given", "what"), [WITHOUT[1], WITHOUT[3]])
def test_what_the_directive_leaves_to_the_state_is_refused(
    rule: str, given: dict[str, Any], what: str
) -> None:
    with pytest.raises(ImpossibleFacts) as raised:
        RULES[rule](given | {"rules": "EU"})

    assert str(raised.value) == (
        f"EU has no rule on {what}: directive 89/665/EEC leaves it to the law of the member state"
    )


LATER = date(2026, 3, 3)


@pytest.mark.parametrize(
    ("rule", "given"),
    [
        *((rule, given) for rule, given, _ in WITHOUT[:3]),
        ("answers", {"deadline": MONDAY}),
        ("answer_reasons", {"requested": MONDAY}),
    ],
)
def test_a_procurement_cannot_start_after_what_was_done_in_it(
    rule: str, given: dict[str, Any]
) -> None:
    assert RULES[rule](given | {"started": MONDAY}).last_day is not None
    with pytest.raises(ImpossibleFacts) as raised:
        RULES[rule](given | {"started": LATER})

    assert raised.value.text == Text(
        "upphandlingen kan inte ha påbörjats 2026-03-03, efter 2026-03-02",
        "the procurement cannot have started on 2026-03-03, after 2026-03-02",
    )


@pytest.mark.parametrize(
    ("rule", "given", "name"),
    [
        ("validity", {"concluded": date(2017, 3, 1)}, "validity_months"),
        ("answers", {"deadline": date(2017, 3, 1)}, "answers_days_SE-LOU"),
        ("answer_reasons", {"requested": date(2017, 3, 1)}, "answer_reasons_days_SE-LOU"),
    ],
)
def test_a_procurement_keeps_the_rules_of_the_day_it_began(
    rule: str, given: dict[str, Any], name: str
) -> None:
    assert RULES[rule](given | {"started": date(2017, 1, 1)}).last_day is not None
    with pytest.raises(NoValue, match=f"{name} has no value on 2016-12-31"):
        RULES[rule](given | {"started": date(2016, 12, 31)})


@pytest.mark.parametrize("rulebook", [Rulebook.SE_LOU, Rulebook.SE_LUF])
def test_before_july_2022_new_grounds_had_no_time(rulebook: Rulebook) -> None:
    with pytest.raises(NoValue, match=r"new_grounds_weeks.* has no value on 2022-06-30"):
        review.new_grounds(date(2022, 6, 30), rulebook=rulebook)


@pytest.mark.parametrize("rulebook", [Rulebook.SE_LOU, Rulebook.SE_LUF])
def test_before_july_2022_the_year_for_damages_did_not_count_from_knowing(
    rulebook: Rulebook,
) -> None:
    known, older = date(2022, 8, 1), date(2022, 6, 30)

    found = review.damages(known, concluded=FIRST_NEW_GROUNDS, rulebook=rulebook)

    assert found.last_day == date(2023, 8, 1)
    with pytest.raises(NoValue, match=r"damages_years.* has no value on 2022-06-30"):
        review.damages(known, concluded=older, rulebook=rulebook)


def test_a_contract_cannot_be_known_before_it_is_concluded() -> None:
    assert review.damages(MONDAY, concluded=MONDAY).last_day == date(2027, 3, 2)
    with pytest.raises(ImpossibleFacts) as refusal:
        review.damages(MONDAY, concluded=LATER)

    assert refusal.value.text == Text(
        "avtalet kan inte ha varit känt 2026-03-02, före den 2026-03-03 då det slöts",
        "the contract cannot have been known on 2026-03-02, before it was concluded on 2026-03-03",
    )


def test_both_years_for_damages_are_told() -> None:
    found = review.damages(MONDAY, ineffective_final=date(2026, 9, 1))

    assert [each.code for each in found.reasons] == ["day-zero", "nominal-last-day", "last-day"] * 2


def test_an_older_procurement_is_told_of_where_no_time_runs_either() -> None:
    found = review.new_grounds(FIRST_NEW_GROUNDS, ReviewKind.VALIDITY, started=date(2022, 6, 30))

    assert found.last_day is None
    assert [each.code for each in found.warnings] == ["separate-application", "older-than-the-rule"]


def test_another_country_goes_with_the_directive() -> None:
    with pytest.raises(ImpossibleFacts, match="SE-LUF counts by Swedish days"):
        validity.validity(MONDAY, rulebook=Rulebook.SE_LUF, country="DE")


@pytest.mark.parametrize("rulebook", [Rulebook.SE_LOV, Rulebook.SE_LOU_19])
def test_a_time_the_rulebook_does_not_have_is_refused(rulebook: Rulebook) -> None:
    with pytest.raises(ImpossibleFacts) as raised:
        answering.answers(MONDAY, rulebook=rulebook, accelerated=True)

    assert raised.value.text == Text(
        f"{rulebook.value} har ingen sådan tid", f"{rulebook.value} has no such time"
    )
