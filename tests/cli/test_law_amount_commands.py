"""`tilldela law regime` and `tilldela law change`, as typed and as read by a program."""

from __future__ import annotations

import json
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from cli.law.change import change
from cli.law.one_line import OneLineGroup
from cli.law.regime import regime

app = typer.Typer(cls=OneLineGroup)
app.command()(regime)
app.command()(change)

REGIME = "regime --buyer sub-central --kind goods --currency SEK --date 2025-06-01"
CHANGE = "change --kind goods --buyer central --original 10000000 --date 2025-03-03"


def run(line: str, env: dict[str, str] | None = None) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, line.split(), env=env)
    return done.exit_code, done.stdout, done.stderr


def answer(line: str, env: dict[str, str] | None = None) -> dict[str, Any]:
    code, out, err = run(f"{line} --json", env)
    assert (code, err) == (0, "")
    content: dict[str, Any] = json.loads(out)
    return content


def test_the_whole_answer_on_a_regime_as_json() -> None:
    line = (
        "regime --buyer sub-central --kind goods --currency EUR --date 2026-03-02"
        " --lot 150000 --lot 60000 --lot 40000.5 --lang en"
    )

    assert answer(line) == {
        "regime": "directive",
        "threshold": 216000,
        "direct_award_limit": 61947,
        "lots": [
            {"value": 150000, "regime": "directive"},
            {"value": 60000, "regime": "directive"},
            {"value": 40000.5, "regime": "directive"},
        ],
        "warnings": [
            (
                "The direct award limit, EUR 61,947, rests on an assumed rate of 11.3 kronor per"
                " euro; the Commission's is not known here. Check the amount, or give the rate"
            )
        ],
        "reasons": [
            {
                "text": "The values of the lots are added: EUR 150,000 + EUR 60,000 +"
                " EUR 40,000.50 = EUR 250,000.50",
                "cite": "LOU 5:8",
            },
            {
                "text": "The value of the procurement is EUR 250,000.50 excluding VAT, estimated on"
                " the day the call is sent or the procedure starts, 2026-03-02",
                "cite": "LOU 5:5",
            },
            {"text": "The threshold on 2026-03-02 is EUR 216,000", "cite": "LOU 5:1"},
            {
                "text": "The value reaches the threshold: the directive regime applies, all of LOU"
                " except chapters 19 and 19a",
                "cite": "LOU 1:4",
            },
            {
                "text": "Direct award may be used when the value is below SEK 700,000, which is"
                " EUR 61,947 at a rate of 11.3",
                "cite": "LOU 19a:2",
            },
            {"text": "A lot below EUR 80,000 can be excepted", "cite": "LOU 5:8"},
            {
                "text": "The lots below the limit are EUR 100,000.50 together; 20 per cent of all"
                " lots is EUR 50,000.10. The share is exceeded, so every lot follows the directive"
                " regime",
                "cite": "LOU 5:8",
            },
        ],
    }


def test_options_and_similar_contracts_are_added_to_the_value() -> None:
    assert answer(f"{REGIME} --value 600000")["regime"] == "direct-award"
    assert answer(f"{REGIME} --value 600000 --option 99999.99")["regime"] == "direct-award"
    assert (
        answer(f"{REGIME} --value 600000 --option 50000 --option 50000")["regime"] == "chapter-19"
    )
    assert answer(f"{REGIME} --value 600000 --similar 100000")["regime"] == "chapter-19"


def test_a_monthly_price_takes_the_place_of_a_value() -> None:
    line = REGIME.replace("goods", "services")

    assert answer(f"{line} --monthly 14583.33")["regime"] == "direct-award"
    assert answer(f"{line} --monthly 14583.34 --months 48")["regime"] == "chapter-19"
    assert answer(f"{line} --monthly 14583.34 --months 47")["regime"] == "direct-award"


def test_the_steps_from_a_monthly_price_come_first() -> None:
    found = answer(f"{REGIME} --monthly 20000 --months 36 --residual 90000 --premium 25000")

    assert [reason["cite"] for reason in found["reasons"]][:4] == [
        "5 kap. 10 § LOU",
        "5 kap. 10 § LOU",
        "5 kap. 3 § LOU",
        "5 kap. 5 § LOU",
    ]
    assert found["reasons"][3]["text"].startswith("Upphandlingens värde är 835 000 kronor")
    assert answer(f"{REGIME} --monthly 20000 --months 36")["warnings"] == [
        "Löptiden är längre än 12 månader: varans restvärde ska räknas in men är inte angivet"
    ]


def test_similar_contracts_warn_not_to_split() -> None:
    assert answer(f"{REGIME} --value 600000 --similar 100000 --lang en")["warnings"] == [
        (
            "On its own the contract could be awarded directly. A procurement may not be split in"
            " order to evade chapter 19"
        )
    ]


def test_the_rate_is_an_option_or_a_setting() -> None:
    line = "regime --buyer central --kind goods --currency SEK --date 2026-03-02 --value 1000000"
    setting = {"TILLDELA_SEK_PER_EUR": "11"}

    assert answer(line)["threshold"] == 1582000
    assert answer(line, setting)["threshold"] == 1540000
    assert answer(f"{line} --rate 11.5", setting)["threshold"] == 1610000
    assert answer(f"{REGIME} --value 1", setting)["threshold"] == 2389585


def test_a_value_near_an_estimate_is_answered_with_a_warning() -> None:
    line = "regime --buyer central --kind goods --currency SEK --date 2026-03-02 --value 1582000"

    assert answer(line)["warnings"] == [
        (
            "1 582 000 kronor ligger inom 3 procent från tröskelvärdet, 1 582 000 kronor, som är"
            " omräknat med en antagen kurs. Kontrollera beloppet i regeringens tillkännagivande om"
            " tröskelvärden (för 2026–2027 även kommissionens meddelande C/2025/5732) eller ange"
            " kursen"
        )
    ]


@pytest.mark.parametrize(
    ("value", "lang", "headline"),
    [
        ("2389585", "sv", "Direktivstyrd upphandling, värde 2 389 585 kronor."),
        ("2389584", "sv", "Upphandling enligt 19 kap., värde 2 389 584 kronor."),
        ("699999", "sv", "Direktupphandling får användas, värde 699 999 kronor."),
        ("2389585", "en", "The directive regime, value SEK 2,389,585."),
        ("2389584", "en", "Procurement under chapter 19, value SEK 2,389,584."),
        ("699999", "en", "Direct award may be used, value SEK 699,999."),
    ],
)
def test_a_regime_is_read_out_with_its_reasons(value: str, lang: str, headline: str) -> None:
    code, out, _ = run(f"{REGIME} --value {value} --lang {lang}")

    assert code == 0
    assert out.startswith(f"{headline}\n  1. ")


def test_the_whole_answer_on_a_change_as_json() -> None:
    line = f"{CHANGE} --ground minor --change 600000 --change -200000 --change 550000 --lang en"

    assert answer(line) == {
        "allowed": True,
        "net": 950000,
        "limit": 1000000,
        "notice_required": False,
        "warnings": [],
        "reasons": [
            {"text": "The threshold on 2025-03-03 is SEK 1,546,202", "cite": "LOU 5:1"},
            {
                "text": "The net value of the changes is SEK 600,000 − SEK 200,000 + SEK 550,000 ="
                " SEK 950,000",
                "cite": "LOU 17:9",
            },
            {
                "text": "SEK 950,000 is below the limit of SEK 1,000,000, the lower of the"
                " threshold and 10 per cent of the value of the contract; increases and decreases"
                " count alike",
                "cite": "LOU 17:9",
            },
            {
                "text": "This must be shown too: The overall nature of the contract may not be"
                " altered",
                "cite": "LOU 17:9",
            },
        ],
    }


def test_where_principles_decide_the_answer_is_null() -> None:
    found = answer(f"{CHANGE} --ground minor --change 1 --rules SE-LOU-19")

    assert {key: found[key] for key in ("allowed", "net", "limit", "notice_required")} == {
        "allowed": None,
        "net": 1,
        "limit": None,
        "notice_required": False,
    }


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("--ground minor --change 1000000", (False, 1000000, False)),
        ("--ground minor --change 2 --threshold 2", (False, 2, False)),
        ("--ground minor --change 1000000 --indexed 11000000", (True, 1100000, False)),
        ("--ground additional --change 5000000", (True, 5000000, True)),
        ("--ground unforeseen --change 5000000.01", (False, 5000000, True)),
        ("--ground unforeseen --change 9000000 --rules SE-LUF", (True, None, True)),
        ("--ground minor --change 14000 --currency EUR", (True, 143000, False)),
        ("--ground minor --change 1 --started 2017-01-01", (True, 1000000, False)),
    ],
)
def test_every_option_of_a_change_counts(
    options: str, expected: tuple[bool, int | None, bool]
) -> None:
    found = answer(f"{CHANGE} {options}")

    assert (found["allowed"], found["limit"], found["notice_required"]) == expected


def test_a_utility_follows_luf_unless_told_otherwise() -> None:
    line = "change --kind goods --buyer utility --original 100 --date 2025-03-03"
    found = answer(f"{line} --ground additional --change 90")

    assert (found["allowed"], found["limit"]) == (True, None)


@pytest.mark.parametrize(
    ("options", "headline"),
    [
        ("--change 1", "Beloppen tillåter ändringen på den här grunden."),
        ("--change 1000000", "Ändringen är inte tillåten på den här grunden."),
        ("--change 1 --rules SE-LOV", "Här finns ingen beloppsgräns i lag; principerna avgör."),
        ("--change 1 --lang en", "The amounts allow the change on this ground."),
        ("--change 1000000 --lang en", "The change is not allowed on this ground."),
        (
            "--change 1 --rules SE-LOV --lang en",
            "There is no limit in the statute here; the principles decide.",
        ),
    ],
)
def test_a_change_is_read_out_with_its_reasons(options: str, headline: str) -> None:
    code, out, _ = run(f"{CHANGE} --ground minor {options}")

    assert code == 0
    assert out.startswith(f"{headline}\n  1. ")


AMOUNT = "är inget belopp; skriv hela kronor eller euro, till exempel 1546202 eller 1546202.50."


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (f"{REGIME} --value 1,5", f"--value: 1,5 {AMOUNT}"),
        (f"{REGIME} --value 1.555", f"--value: 1.555 {AMOUNT}"),
        (f"{REGIME} --lot 1e5", f"--lot: 1e5 {AMOUNT}"),
        (f"{REGIME} --option x", f"--option: x {AMOUNT}"),
        (
            f"{REGIME} --value x --lang en",
            (
                "--value: x is not an amount; write whole kronor or"
                " euros, for example 1546202 or 1546202.50."
            ),
        ),
        (
            f"{REGIME} --value 1 --rate elva",
            ("--rate: elva är ingen kurs; skriv kronor per euro, till exempel 11.3."),
        ),
        (
            f"{REGIME} --value 1 --rate elva --lang en",
            ("--rate: elva is not a rate; write kronor per euro, for example 11.3."),
        ),
        (REGIME, "upphandlingen behöver ett värde eller delkontrakt."),
        (f"{REGIME} --value -1", "ett värde ska vara större än noll, inte -1 krona."),
        (
            f"{REGIME} --value 5 --lot 2 --lot 2",
            ("delkontrakten är tillsammans 4 kronor men värdet 5 kronor; ange samma."),
        ),
        (
            f"{CHANGE} --ground additional --change -1",
            ("en kompletterande beställning ska öka kontraktets värde."),
        ),
        (
            f"{CHANGE} --ground minor --change 1 --rules SE-LOU --buyer utility",
            ("en enhet i försörjningssektorerna följer SE-LUF, inte SE-LOU."),
        ),
        (f"{CHANGE} --ground minor", "Det som fattas är --change."),
        (
            f"{CHANGE} --ground minor --change 1 --started 2025-03-04",
            (
                "kontraktet ändrades 2025-03-03 men upphandlingen av det påbörjades först"
                " 2025-03-04."
            ),
        ),
        (f"{REGIME} --value 1 --months 2", "--months och --residual hör till --monthly."),
        (
            f"{REGIME} --value 1 --residual 2 --lang en",
            "--months and --residual go with --monthly.",
        ),
        (
            f"{REGIME} --value 1 --monthly 2",
            "--monthly ersätter --value och --lot; ange ett av dem.",
        ),
        (
            f"{REGIME} --lot 1 --monthly 2 --lang en",
            "--monthly takes the place of --value and --lot; give one of them.",
        ),
        (f"{REGIME} --monthly 2 --months 0", "--months: ska vara minst 1."),
    ],
)
def test_wrong_input_is_one_line_and_exit_code_2(line: str, sentence: str) -> None:
    assert run(line) == (2, "", f"{sentence}\n")


@pytest.mark.parametrize(
    ("line", "part"),
    [
        (f"{REGIME} --value 1 --kind toys", "--kind"),
        (f"{REGIME} --value 1 --date 2025-02-30", "2025-02-30 finns inte i kalendern"),
        ("regime --buyer central --kind goods --currency SEK --date 2017-12-31 --value 1", "2018"),
        ("regime --buyer central --kind goods --currency EUR --date 2028-01-01 --value 1", "2028"),
        (f"{CHANGE} --ground luck --change 1", "--ground"),
        (f"{CHANGE} --ground minor --change 1 --started 2016-12-31", "2016-12-31"),
    ],
)
def test_wrong_input_names_what_is_wrong(line: str, part: str) -> None:
    code, out, err = run(line)

    assert (code, out, err.count("\n")) == (2, "", 1)
    assert part in err
