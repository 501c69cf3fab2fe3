"""`tilldela law …` as a lawyer types it: whole answers, and refusals word for word."""

from __future__ import annotations

import json
from typing import Any

import pytest
from typer.testing import CliRunner

from cli.main import app


def _said(line: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["law", *line.split()])
    return done.exit_code, done.stdout, done.stderr


def _answer(line: str) -> dict[str, Any]:
    code, out, err = _said(f"{line} --json")
    assert (code, err) == (0, "")
    answer: dict[str, Any] = json.loads(out)
    return answer


def _dates(line: str) -> tuple[Any, ...]:
    answer = _answer(line)
    assert list(answer) == ["barred", "last_day", "earliest_contract", "warnings", "reasons"]
    return answer["barred"], answer["last_day"], answer["earliest_contract"]


def test_a_standstill_as_json_has_dates_warnings_and_reasons_and_nothing_else() -> None:
    assert _answer("standstill --notice 2026-03-05 --stated-end 2026-03-10 --lang en") == {
        "barred": True,
        "last_day": "2026-03-16",
        "earliest_contract": "2026-03-17",
        "warnings": [
            (
                "The notice states Tuesday 10 March 2026, which is shorter than the law requires;"
                " the standstill still runs through Monday 16 March 2026"
            )
        ],
        "reasons": [
            {
                "text": "Every candidate and tenderer must be told in writing of the award"
                " decision, the reasons for it and the standstill",
                "cite": "LOU 12:12",
            },
            {
                "text": "Day 0 is Thursday 5 March 2026, the day the last notice was sent",
                "cite": "LOU 20:1",
            },
            {
                "text": "Every notice was sent by electronic means: the standstill is 10 days",
                "cite": "LOU 20:1",
            },
            {"text": "Day 10 is Sunday 15 March 2026", "cite": "LOU 20:1"},
            {"text": "Sunday 15 March 2026 cannot be a last day", "cite": "lag 1930:173 s. 2"},
            {
                "text": "The standstill runs through Monday 16 March 2026",
                "cite": "lag 1930:173 s. 2",
            },
            {
                "text": "A contract may be concluded on Tuesday 17 March 2026 at the earliest,"
                " the day after the last day of the standstill",
                "cite": "LOU 20:1",
            },
        ],
    }


def test_a_standstill_is_explained_in_swedish_unless_asked_otherwise() -> None:
    assert _said("standstill --notice 2026-03-02 --stated-end 2026-03-10") == (
        0,
        (
            "Avtal får inte ingås till och med torsdagen den 12 mars 2026; tidigast fredagen den 13"
            " mars 2026.\n"
            "  1. Alla anbudssökande och anbudsgivare ska underrättas skriftligen om"
            " tilldelningsbeslutet, skälen för det och avtalsspärren.  [12 kap. 12 § LOU]\n"
            "  2. Dag 0 är måndagen den 2 mars 2026, den dag då den sista underrättelsen skickades."
            "  [20 kap. 1 § LOU]\n"
            "  3. Alla underrättelser skickades med elektroniskt medel: avtalsspärren är 10 dagar."
            "  [20 kap. 1 § LOU]\n"
            "  4. Dag 10 är torsdagen den 12 mars 2026.  [20 kap. 1 § LOU]\n"
            "  5. Avtalsspärren löper till och med torsdagen den 12 mars 2026.  [20 kap. 1 § LOU]\n"
            "  6. Avtal får ingås tidigast fredagen den 13 mars 2026, dagen efter avtalsspärrens"
            " sista dag.  [20 kap. 1 § LOU]\n"
            "OBS: Underrättelsen anger tisdagen den 10 mars 2026, som är kortare än vad lagen"
            " kräver; avtalsspärren löper ändå till och med torsdagen den 12 mars 2026."
            "  [20 kap. 1 § LOU]\n"
        ),
        "",
    )


FREE = (False, None, None)


@pytest.mark.parametrize(
    ("options", "dates"),
    [
        ("--notice 2026-03-01T23:30Z", (True, "2026-03-12", "2026-03-13")),
        ("--notice 2026-03-02T00:30:00+01:00:letter", (True, "2026-03-17", "2026-03-18")),
        ("--notice 2026-03-02 --notice 2026-03-04:letter", (True, "2026-03-19", "2026-03-20")),
        ("", (True, None, None)),
        (
            (
                "--notice 2018-06-25 --stated-end 2018-07-05 --extended-to 2018-07-09"
                " --extension-sent 2018-07-04 --extension-to all"
            ),
            (True, "2018-07-09", "2018-07-10"),
        ),
        (
            (
                "--notice 2018-06-25 --extended-to 2018-07-09 --extension-sent 2018-07-04"
                " --extension-to some"
            ),
            (True, "2018-07-05", "2018-07-06"),
        ),
        ("--notice 2026-03-02 --tenderers 1", FREE),
        (
            "--notice 2026-03-02 --tenderers 1 --candidates-pending",
            (True, "2026-03-12", "2026-03-13"),
        ),
        ("--notice 2026-03-02 --procedure mini-competition", FREE),
        (
            "--notice 2026-03-02 --procedure mini-competition --rules SE-LUF",
            (True, "2026-03-12", "2026-03-13"),
        ),
        ("--notice 2026-03-02 --procedure dps", FREE),
        ("--procedure call-off", FREE),
        ("--procedure direct-award", FREE),
        ("--procedure direct-award --rules SE-LOU", FREE),
        ("--notice 2026-03-02 --procedure chapter-19", (True, "2026-03-12", "2026-03-13")),
        ("--notice 2026-03-02 --procedure chapter-19-framework", FREE),
        ("--ex-ante-notice 2026-03-02", (True, "2026-03-12", "2026-03-13")),
        (
            "--procedure direct-award --ex-ante-notice 2026-03-02",
            (True, "2026-03-12", "2026-03-13"),
        ),
        ("--notice 2026-12-14 --rules EU --country DE", (True, "2026-12-24", "2026-12-25")),
        ("--notice 2026-12-14 --rules EU", (True, "2026-12-24", "2026-12-25")),
        ("--notice 2026-12-14 --rules SE-LOU-19", (True, "2026-12-28", "2026-12-29")),
        ("--rules SE-LOV", FREE),
        ("--notice 2017-03-02 --started 2016-12-30", (True, "2017-03-13", "2017-03-14")),
    ],
)
def test_a_standstill_follows_its_options(options: str, dates: tuple[Any, ...]) -> None:
    assert _dates(f"standstill {options}") == dates


@pytest.mark.parametrize(
    ("options", "cite"),
    [
        ("--procedure direct-award", "19 a kap. 10 § LOU"),
        ("--procedure direct-award --rules SE-LOU", "20 kap. 2 § LOU"),
        ("--procedure direct-award --rules SE-LUF", "20 kap. 2 § LUF"),
        ("--procedure dps --rules EU", "artikel 2b.c i direktiv 89/665/EEG"),
    ],
)
def test_the_paragraph_is_that_of_the_rules(options: str, cite: str) -> None:
    assert _answer(f"standstill {options}")["reasons"][0]["cite"] == cite


@pytest.mark.parametrize(
    ("options", "dates"),
    [
        ("--case FR:2026-03-12:dispatched=2026-03-16", (True, "2026-03-26", "2026-03-27")),
        ("--case FR:2026-03-02 --extended-standstill no", FREE),
        ("--case FR:2026-03-02 --extended-standstill lifted", FREE),
        (
            "--case FR:2026-03-02:interim --extended-standstill lifted",
            (True, "2026-03-12", "2026-03-13"),
        ),
        ("--case FR:2026-03-02 --case KR:2026-03-09", (True, "2026-03-12", "2026-03-13")),
        ("--case FR:2026-03-02 --case FR:2026-04-01", (True, "2026-04-13", "2026-04-14")),
        ("--case FR:2026-03-02:waived", FREE),
        (
            "--case KR:2026-05-13:interim:interim-lifted=2026-03-02",
            (True, "2026-03-12", "2026-03-13"),
        ),
        ("--case HFD:2026-03-02:interim", FREE),
        ("--case HFD:2026-03-02:interim:remanded", (True, "2026-03-12", "2026-03-13")),
    ],
)
def test_the_bar_after_rulings_follows_its_cases(options: str, dates: tuple[Any, ...]) -> None:
    assert _dates(f"after-ruling {options}") == dates


def test_an_unknown_dispatch_is_a_warning() -> None:
    assert _answer("after-ruling --case FR:2026-03-02 --lang en")["warnings"] == [
        (
            "It is not known when the court sent its decision of Monday 2 March 2026. If it was"
            " sent later, the time counts from that day; ask the court (Administrative Court of"
            " Appeal in Gothenburg, case 3477-24)"
        )
    ]


@pytest.mark.parametrize(
    ("line", "last_day"),
    [
        ("cancellation --notice 2020-07-29", "2020-08-10"),
        ("cancellation --notice 2026-03-02:letter", "2026-03-17"),
        ("answers --deadline 2026-04-01", "2026-03-26"),
        ("answers --deadline 2026-04-01 --accelerated", "2026-03-28"),
        ("answers --deadline 2026-04-01 --rules SE-LOU-19", "2026-03-26"),
        ("answer-reasons --requested 2026-03-02", "2026-03-17"),
        ("validity --concluded 2026-08-31", "2027-03-01"),
        ("validity --concluded 2026-11-02 --award-published 2026-11-24", "2026-12-28"),
        ("validity --concluded 2026-03-02 --written-notice 2026-03-02", "2026-04-01"),
        ("new-grounds --applied 2026-03-04", "2026-03-25"),
        ("new-grounds --applied 2026-03-04 --kind validity", None),
        ("lov-rectification --notified 2026-11-24", "2026-12-15"),
        ("cancellation --notice 2026-12-14 --rules EU --country DE", "2026-12-24"),
        ("cancellation --notice 2026-03-02 --started 2025-11-03", "2026-03-12"),
        ("answers --deadline 2026-04-01 --rules SE-LUF --started 2026-03-01", "2026-03-26"),
        ("answer-reasons --requested 2026-03-02 --rules SE-LUF --started 2026-01-01", "2026-03-17"),
        (
            "validity --concluded 2022-06-30 --award-published 2022-07-04 --rules SE-LOU-19",
            "2022-12-30",
        ),
        (
            "validity --concluded 2022-07-04 --award-published 2022-07-04 --rules SE-LOU-19",
            "2022-08-03",
        ),
        ("validity --concluded 2026-12-24 --rules EU --country DE", "2027-06-24"),
        ("new-grounds --applied 2026-03-04 --rules SE-LUF", "2026-03-25"),
    ],
)
def test_a_deadline_is_one_last_day_and_its_reasons(line: str, last_day: str | None) -> None:
    answer = _answer(line)

    assert list(answer) == ["last_day", "warnings", "reasons"]
    assert answer["last_day"] == last_day
    assert all(set(reason) == {"text", "cite"} for reason in answer["reasons"])


@pytest.mark.parametrize(
    ("line", "cite"),
    [
        ("after-ruling --case FR:2026-03-02:dispatched=2026-03-02", "20:10"),
        ("cancellation --notice 2026-03-02", "20:12"),
        ("validity --concluded 2026-03-02", "20:17"),
        ("new-grounds --applied 2026-03-04", "20:5b"),
        ("answers --deadline 2026-04-01", "12:11"),
        ("answer-reasons --requested 2026-03-02", "12:13"),
        ("penalty-fee --value 700000", "21:9"),
    ],
)
def test_luf_gives_the_same_answer_by_its_own_paragraph(line: str, cite: str) -> None:
    lou, luf = (_answer(f"{line} --rules {rules} --lang en") for rules in ("SE-LOU", "SE-LUF"))

    assert (lou["reasons"][0]["cite"], luf["reasons"][0]["cite"]) == (f"LOU {cite}", f"LUF {cite}")
    same = [{key: each[key] for key in each if key != "reasons"} for each in (lou, luf)]
    assert same[0] == same[1]


def test_a_decision_in_an_older_procurement_follows_the_older_act() -> None:
    answer = _answer("after-ruling --case FR:2017-02-01 --started 2016-12-31 --lang en")

    assert answer["reasons"][0] == {
        "text": "The procurement began on Saturday 31 December 2016 and follows the rules in force"
        " then",
        "cite": "lag 2007:1091 16:10",
    }


def test_a_deadline_is_a_headline_and_numbered_reasons() -> None:
    assert _said("new-grounds --applied 2026-03-04 --lang en") == (
        0,
        (
            "New grounds: by Wednesday 25 March 2026.\n"
            "  1. Day 0 is Wednesday 4 March 2026, the day the application came in.  [LOU 20:5b]\n"
            "  2. 3 weeks later is Wednesday 25 March 2026.  [LOU 20:5b]\n"
            "  3. New grounds must have been invoked in the administrative court at the latest on"
            " Wednesday 25 March 2026.  [LOU 20:5b]\n"
        ),
        "",
    )


def test_a_time_that_does_not_run_is_said_so() -> None:
    code, out, _ = _said("new-grounds --applied 2026-03-04 --kind validity")

    assert (code, out.splitlines()[0]) == (0, "Nya omständigheter: ingen tid löper.")


def test_a_rule_is_explained_with_its_values_over_time_and_their_sources() -> None:
    assert _answer("explain ten_day_bar_days --lang en") == {
        "id": "ten_day_bar_days",
        "title": "Ten-day bar after a court's decision",
        "unit": "days",
        "connected_by": "start of the procurement",
        "values": [
            {
                "from": "2011-11-01",
                "value": 10,
                "cite": "lag 2007:1091 16:10",
                "reference": "Lag (2007:1091) om offentlig upphandling, 16 kap. 10 §,"
                " i lydelse enligt lag (2011:1030)",
                "last_checked": "2026-11-22",
                "confidence": "high",
            },
            {
                "from": "2017-01-01",
                "value": 10,
                "cite": "LOU 20:10",
                "reference": "Lag (2016:1145) om offentlig upphandling, 20 kap. 10 §. Dispatch"
                " rather than date: Kammarrätten i Göteborg, mål nr 3477-24, 2024-08-30 (seen as"
                " an excerpt only)",
                "last_checked": "2026-11-22",
                "confidence": "medium",
            },
        ],
        "warnings": [],
        "reasons": [],
    }


def test_a_paragraph_is_explained_by_every_rule_it_holds() -> None:
    days = ["cancellation_days_electronic", "cancellation_days_other_means"]
    asked = {
        "LOU 20:12": days,
        "LUF 20:12": [f"{each}_SE-LUF" for each in days],
        "20:12": [*days, *(f"{each}_SE-LUF" for each in days)],
    }
    for paragraph, named in asked.items():
        # A paragraph is one argument, however it is written.
        done = CliRunner().invoke(app, ["law", "explain", paragraph])
        heads = [line.split(":")[0] for line in done.stdout.splitlines() if line and line[0] != " "]
        assert (done.exit_code, heads) == (0, named)


def test_the_system_of_choice_is_explained_by_its_gateways() -> None:
    gateways = _answer("explain SE-LOV --lang en")["gateways"]

    assert [(gateway["who"], gateway["cite"]) for gateway in gateways] == [
        ("municipalities and regions", "LOV 1:1"),
        ("the public employment service", "lag 2010:536 s. 1"),
    ]


def test_a_calendar_prints_the_closed_days_of_a_year() -> None:
    answer = _answer("calendar 2026")
    assert (answer["year"], answer["country"]) == (2026, "SE")
    assert answer["closed_days"][-4:] == [
        {"date": "2026-12-24", "name": "julafton"},
        {"date": "2026-12-25", "name": "juldagen"},
        {"date": "2026-12-26", "name": "annandag jul"},
        {"date": "2026-12-31", "name": "nyårsafton"},
    ]

    code, out, _ = _said("calendar 2026 --country de --lang en")
    assert (code, out.splitlines()[0], out.splitlines()[-1]) == (
        0,
        "Closed days 2026 (DE), besides Saturdays and Sundays",
        "  2026-12-26  Second Day of Christmas, Saturday 26 December 2026",
    )


def test_a_rule_is_explained_in_the_language_asked_for() -> None:
    swedish, english = (
        _said(f"explain ten_day_bar_days --lang {lang}")[1] for lang in ("sv", "en")
    )

    assert "Anknyts av: den dag upphandlingen påbörjades" in swedish
    assert "10 dagar" in swedish
    assert ", säker)" in swedish
    assert "Connected by: start of the procurement" in english
    assert _answer("explain ten_day_bar_days")["connected_by"] == "den dag upphandlingen påbörjades"


def test_the_direct_award_limit_is_explained_from_july_2014() -> None:
    values = _answer("explain direct_award_limit --lang en")["values"]

    assert [(each["from"], each["value"], each["cite"]) for each in values[:3]] == [
        ("2014-07-01", 505800, "lag 2007:1091 15:3"),
        ("2016-01-01", 534890, "lag 2007:1091 15:3"),
        ("2017-01-01", 534890, "LOU 19:7"),
    ]


def test_answers_under_the_directive_count_by_the_countrys_days() -> None:
    known = _answer("answer-reasons --requested 2026-12-16 --rules EU --country DE --lang en")
    unknown = _answer("answers --deadline 2026-12-30 --rules EU --lang en")

    assert (known["last_day"], known["warnings"]) == ("2026-12-31", [])
    assert unknown["last_day"] == "2026-12-24"
    assert unknown["warnings"][0].startswith("No member state is given")
