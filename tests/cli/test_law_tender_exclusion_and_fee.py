import json
from decimal import Decimal
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from cli.law.app import app


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments), env={"COLUMNS": "160"})


def answer(*arguments: str) -> Any:
    result = run(*arguments, "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)


CALL = ("tender-period", "--stage", "tenders", "--dispatched", "2026-03-02")
OPEN = (*CALL, "--procedure", "open")
RESTRICTED = (*CALL, "--procedure", "restricted")
CRIME = ("exclusion", "--ground", "crime", "--on", "2021-06-01")


def test_a_tender_period_is_answered_whole_as_json() -> None:
    assert answer(*OPEN, "--documents-restricted", "--urgent", "--lang", "en") == {
        "days": 15,
        "last_day": "2026-03-17",
        "warnings": [
            (
                "The urgency must make the ordinary periods impossible to apply; put the reasons on"
                " record"
            )
        ],
        "reasons": [
            {
                "text": "Day 0 is Monday 2 March 2026, the day the contract notice was sent for"
                " publication; it is not counted",
                "cite": "Regulation (EEC, Euratom) No 1182/71 art. 3.1",
            },
            {"text": "The ordinary period is at least 35 days", "cite": "LOU 11:2"},
            {"text": "Accelerated procedure: at least 15 days", "cite": "LOU 11:10"},
            {"text": "Day 15 is Tuesday 17 March 2026", "cite": "LOU 11:10"},
            {
                "text": "The period runs through the whole of Tuesday 17 March 2026",
                "cite": "LOU 11:10",
            },
            {
                "text": "This is the least; the period must also be enough for the complexity of"
                " the procurement, and for visits to the site",
                "cite": "LOU 11:1",
            },
        ],
    }


def test_a_tender_period_is_readable_by_default() -> None:
    result = run(*RESTRICTED, "--agreed-days", "1", "--agreed-by", "all")

    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "Minst 1 dag; sista dagen är tisdagen den 3 mars 2026.",
        (
            "  1. Dag 0 är måndagen den 2 mars 2026, den dag då inbjudan att lämna anbud skickades;"
            " den räknas inte.  [artikel 3.1 i förordning (EEG, Euratom) nr"
            " 1182/71]"
        ),
        (
            "  2. En gemensam tid på 1 dag har överenskommits med alla utvalda anbudssökande."
            "  [11 kap. 7 § LOU]"
        ),
        "  3. Dag 1 är tisdagen den 3 mars 2026.  [11 kap. 7 § LOU]",
        "  4. Tiden löper till och med hela tisdagen den 3 mars 2026.  [11 kap. 7 § LOU]",
        (
            "  5. Detta är det minsta; tiden måste också räcka med hänsyn till hur komplicerad"
            " upphandlingen är, och till besök på plats.  [11 kap. 1 § LOU]"
        ),
    ]


def test_chapter_19_has_no_number_of_days() -> None:
    assert answer(*OPEN, "--rules", "SE-LOU-19") == {
        "days": None,
        "last_day": None,
        "warnings": [
            (
                "Bedöm om tiden är skälig med hänsyn till vad som ska anskaffas; lagen ger inget"
                " svar i dagar"
            )
        ],
        "reasons": [
            {
                "text": "Anbudssökande och anbudsgivare ska ges skälig tid; 19 kap. anger inget"
                " antal dagar",
                "cite": "19 kap. 11 § LOU",
            }
        ],
    }
    assert run(*OPEN, "--rules", "SE-LOU-19").stdout.splitlines()[0] == (
        "Lagen anger inget antal dagar."
    )


@pytest.mark.parametrize(
    ("options", "days", "last_day"),
    [
        ((*OPEN,), 30, "2026-04-01"),
        ((*OPEN, "--paper"), 35, "2026-04-07"),
        ((*OPEN, "--prior-notice", "2026-01-15"), 15, "2026-03-17"),
        ((*OPEN, "--last-day", "2026-04-19"), 30, "2026-04-19"),
        ((*OPEN, "--rules", "EU", "--country", "FR", "--paper"), 35, "2026-04-07"),
        ((*OPEN, "--rules", "SE-LUF", "--buyer", "utility"), 30, "2026-04-01"),
        ((*RESTRICTED, "--rules", "SE-LUF"), 10, "2026-03-12"),
        ((*RESTRICTED, "--rules", "EU", "--buyer", "utility"), 10, "2026-03-12"),
        ((*RESTRICTED, "--agreed-days", "8", "--agreed-by", "some"), 10, "2026-03-12"),
        (
            (*RESTRICTED, "--prior-notice", "2025-12-16", "--notice", "2026-01-20"),
            10,
            "2026-03-12",
        ),
    ],
)
def test_every_option_reaches_the_rule(options: tuple[str, ...], days: int, last_day: str) -> None:
    found = answer(*options)

    assert (found["days"], found["last_day"]) == (days, last_day)


@pytest.mark.parametrize(
    ("options", "line"),
    [
        (
            (*CALL, "--procedure", "dps", "--paper"),
            (
                "Ett dynamiskt inköpssystem är helt elektroniskt (8 kap. 1 § LOU). Ta emot"
                " ansökningar och anbud elektroniskt."
            ),
        ),
        (
            (*RESTRICTED, "--agreed-days", "8"),
            "Ange både --agreed-days och --agreed-by, eller ingen av dem.",
        ),
        (
            (*RESTRICTED, "--agreed-by", "all", "--lang", "en"),
            "Give both --agreed-days and --agreed-by, or neither.",
        ),
        (
            (
                *(*RESTRICTED, "--agreed-days", "8", "--agreed-by", "all"),
                *("--buyer", "central", "--lang", "en"),
            ),
            (
                "A central government authority may not set the period by agreement (LOU 11:7)."
                " Count with the statutory period."
            ),
        ),
        (
            (*OPEN, "--prior-notice", "2026-03-02"),
            "Förhandsannonsen 2026-03-02 måste ha skickats före annonsen 2026-03-02.",
        ),
        (
            (*OPEN, "--prior-notice", "2026-02-30"),
            "--prior-notice: 2026-02-30 finns inte i kalendern.",
        ),
        (
            ("exclusion", "--ground", "crime", "--on", "2026-06-01", "--decision", "2026-05-31"),
            "Beslutet 2026-05-31 kan inte grundas på något som hände senare, 2026-06-01.",
        ),
        (
            (*CRIME, "--decision", "2026-05-31", "--started", "2026-06-01"),
            "Beslutet 2026-05-31 kan inte komma före upphandlingen, 2026-06-01.",
        ),
        (
            (*CRIME, "--decision", "2026-05-31", "--paid", "--lang", "en"),
            "Payment, and how a debt was shown, concern tax and contributions only.",
        ),
        (
            (*CRIME, "--decision", "2026-05-31", "--rules", "EU", "--lang", "en"),
            "Rules on exclusion are here for SE-LOU, SE-LOU-19 and SE-LUF, not EU.",
        ),
        (("penalty-fee", "--value", "0"), "Upphandlingens värde måste vara större än noll."),
    ],
)
def test_what_cannot_be_is_one_line_and_exit_code_2(options: tuple[str, ...], line: str) -> None:
    result = run(*options)

    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"{line}\n")


def test_an_exclusion_is_answered_whole_as_json() -> None:
    assert answer(*CRIME, "--decision", "2026-06-02", "--heard") == {
        "exclude": "no",
        "warnings": [],
        "reasons": [
            {
                "text": "Domen är mer än 5 år gammal och kunde ligga till grund för ett beslut till"
                " och med måndagen den 1 juni 2026",
                "cite": "13 kap. 1 a § LOU",
            }
        ],
    }


TAX = ("exclusion", "--ground", "tax", "--on", "2026-01-01", "--decision", "2026-05-31", "--heard")


@pytest.mark.parametrize(
    ("options", "exclude"),
    [
        ((*CRIME, "--decision", "2026-05-31", "--heard"), "must"),
        ((*CRIME, "--decision", "2026-05-31"), "no"),
        ((*CRIME, "--decision", "2026-05-31", "--heard", "--rules", "SE-LOU-19"), "may"),
        (
            (*CRIME, "--decision", "2026-05-31", "--heard", "--rules", "SE-LUF", "--no-authority"),
            "may",
        ),
        ((*TAX,), "must"),
        ((*TAX, "--shown-otherwise"), "may"),
        ((*TAX, "--paid"), "no"),
        ((*CRIME, "--decision", "2026-05-31", "--heard", "--started", "2022-07-01"), "must"),
        (
            (*CRIME, "--decision", "2026-05-31", "--heard", "--rules", "SE-LUF", "--chapter-19"),
            "may",
        ),
    ],
)
def test_every_fact_reaches_the_rule_on_exclusion(options: tuple[str, ...], exclude: str) -> None:
    assert answer(*options)["exclude"] == exclude


@pytest.mark.parametrize(
    ("options", "headline"),
    [
        ((*TAX,), "The supplier must be excluded."),
        ((*TAX, "--shown-otherwise"), "The supplier may be excluded."),
        ((*TAX, "--paid"), "The supplier may not be excluded."),
        (
            (*CRIME, "--decision", "2026-05-31"),
            "The supplier may not be excluded yet: it has not been heard.",
        ),
    ],
)
def test_an_exclusion_begins_with_its_answer(options: tuple[str, ...], headline: str) -> None:
    assert run(*options, "--lang", "en").stdout.splitlines()[0] == headline


def test_a_fee_is_answered_whole_as_json() -> None:
    assert answer("penalty-fee", "--value", "99999.99", "--lang", "en") == {
        "min": None,
        "max": None,
        "possible": False,
        "warnings": [],
        "reasons": [
            {
                "text": "The fee is at least SEK 10,000 and at most SEK 20,000,000",
                "cite": "LOU 21:9",
            },
            {
                "text": "It may not exceed 10 per cent of the procurement's value, SEK 9,999.99",
                "cite": "LOU 21:9",
            },
            {
                "text": "10 per cent of the value is less than SEK 10,000: no fee keeps both"
                " limits",
                "cite": "LOU 21:9",
            },
            {
                "text": "In minor cases there is no fee, and for exceptional reasons it may be"
                " remitted",
                "cite": "LOU 21:8",
            },
        ],
    }


@pytest.mark.parametrize(
    ("value", "headline"),
    [
        ("700000", "Lägst 10 000 kronor, högst 70 000 kronor."),
        ("99999", "Ingen avgift kan påföras."),
    ],
)
def test_a_fee_begins_with_its_bounds(value: str, headline: str) -> None:
    assert run("penalty-fee", "--value", value).stdout.splitlines()[0] == headline


UNCHECKED = (
    "The numbers of the paragraphs have not been checked against the wording of the act when the"
    " procurement began; check them before citing them"
)


@pytest.mark.parametrize(
    ("options", "greatest", "cite", "warnings"),
    [
        (("--rules", "SE-LUF", "--started", "2026-01-01"), 20_000_000, "LUF 21:9", []),
        (("--started", "2023-12-31"), 10_000_000, "LOU 21:1", [UNCHECKED]),
        (("--started", "2024-01-01"), 20_000_000, "LOU 21:9", []),
    ],
)
def test_a_fee_follows_the_act_and_the_start_of_the_procurement(
    options: tuple[str, ...], greatest: int, cite: str, warnings: list[str]
) -> None:
    found = answer("penalty-fee", "--value", "300000000", *options, "--lang", "en")

    assert (found["max"], found["warnings"]) == (greatest, warnings)
    assert found["reasons"][0]["cite"] == cite


def test_a_fee_that_an_earlier_start_would_lower_is_a_warning() -> None:
    found = answer("penalty-fee", "--value", "300000000", "--lang", "en")

    assert found["warnings"] == [
        (
            "If the procurement began before Monday 1 January 2024, older rules apply (highest"
            " procurement damage fee: 10,000,000); say when it began"
        )
    ]


@pytest.mark.parametrize("value", ["123456789012345.67", "-0.5", "1234.50", "0.01", "10"])
def test_an_amount_is_a_json_number_with_the_decimals_it_has(value: str) -> None:
    out = run(
        *("change", "--kind", "goods", "--buyer", "sub-central", "--original", "1000000"),
        *("--ground", "minor", "--change", value, "--date", "2026-03-02"),
        *("--threshold", "2389585", "--json"),
    ).stdout

    net = json.loads(out, parse_float=Decimal)["net"]
    assert isinstance(net, int | Decimal)
    assert Decimal(net) == Decimal(value)
