"""What `tilldela law …` refuses: one line on stderr, word for word, and exit code 2."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from cli.main import app


def _said(line: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["law", *line.split()])
    return done.exit_code, done.stdout, done.stderr


REFUSED = [
    ("standstill --notice 2026-02-30", "--notice: 2026-02-30 finns inte i kalendern."),
    (
        "standstill --notice 2026-02-30 --lang en",
        "--notice: 2026-02-30 is not in the calendar.",
    ),
    (
        "standstill --notice 20260302",
        "--notice: 20260302 är inget datum; skriv det som ÅÅÅÅ-MM-DD.",
    ),
    (
        "standstill --notice 2026-03-02:post",
        "--notice: 2026-03-02:post är inget datum; skriv det som ÅÅÅÅ-MM-DD.",
    ),
    (
        "standstill --notice 2026-03-02T23:30",
        (
            "--notice: 2026-03-02T23:30 saknar tidszon, så dagen i Sverige är okänd; skriv t.ex."
            " 2026-03-02T23:30+01:00."
        ),
    ),
    (
        "standstill --notice 2026-03-02T25:30Z",
        "--notice: 2026-03-02T25:30Z finns inte på klockan.",
    ),
    (
        "standstill --notice 2026-02-30T12:30Z",
        "--notice: 2026-02-30 finns inte i kalendern.",
    ),
    (
        "standstill --notice 2026-03-02Tnoon",
        "--notice: 2026-03-02Tnoon är ingen tidpunkt; skriv den som 2026-03-02T00:30+01:00.",
    ),
    ("standstill --noticed 2026-03-02", "Det finns ingen flagga --noticed."),
    (
        "standstill --extended-to 2026-03-20",
        "--extended-to, --extension-sent och --extension-to hör ihop; ange alla tre.",
    ),
    (
        "standstill --notice 2026-03-02 --candidates-pending --lang en",
        "--candidates-pending goes with --tenderers.",
    ),
    (
        "standstill --notice 2026-03-02 --tenderers 0",
        "ett tilldelningsbeslut förutsätter minst en anbudsgivare, inte 0.",
    ),
    (
        "standstill --notice 2026-03-02 --country DE",
        "SE-LOU räknar efter svenska dagar; ett annat land hör till EU.",
    ),
    (
        "standstill --notice 2026-03-02 --rules EU --country XX --lang en",
        "XX is no member state of the EU; give two letters, such as DE.",
    ),
    (
        "standstill --notice 2026-03-02 --rules SE-LOU --procedure chapter-19",
        "chapter-19 finns inte under SE-LOU.",
    ),
    (
        "standstill --notice 2010-03-02 --lang en",
        (
            "standstill_days_electronic has no value on 2010-03-02: its first entry applies from"
            " 2011-11-01."
        ),
    ),
    (
        "standstill --notice 2026-03-02 --extension-to none",
        "--extension-to: 'none' är inget av 'all', 'some'.",
    ),
    ("after-ruling", "Det som fattas är --case."),
    ("after-ruling --lang en", "Missing --case."),
    (
        "after-ruling --case TR:2026-03-02",
        "--case: TR är ingen domstol här; de är FR, KR och HFD.",
    ),
    ("after-ruling --case FR:2026-13-02", "--case: 2026-13-02 finns inte i kalendern."),
    (
        "after-ruling --case FR:2026-03-02:interim:interim",
        "--case: interim är angivet två gånger.",
    ),
    (
        "after-ruling --case FR:2026-03-02:appealed",
        (
            "--case: 'appealed' säger inget om ett avgörande; det som kan anges: dispatched=DATE,"
            " interim, interim-lifted=DATE, remanded, waived."
        ),
    ),
    (
        "after-ruling --case FR:2026-03-02:dispatched=2026-03-01",
        "--case: ett avgörande av 2026-03-02 kan inte ha skickats dessförinnan, 2026-03-01.",
    ),
    (
        "after-ruling --case FR:2026-03-02:remanded",
        "--case: förvaltningsrätten är första instans och kan inte återförvisa ett mål.",
    ),
    (
        "validity --concluded 2026-03-02 --award-published 2026-03-03 --written-notice 2026-03-03",
        "ange --award-published eller --written-notice, inte båda.",
    ),
    (
        "validity --concluded 2026-03-02 --award-published 2026-03-01 --lang en",
        (
            "a contract concluded on 2026-03-02 cannot have been made known before that, on"
            " 2026-03-01."
        ),
    ),
    (
        "answers --deadline 2026-03-02 --rules SE-LOU-19 --accelerated",
        "SE-LOU-19 har ingen sådan tid.",
    ),
    ("cancellation", "Det som fattas är --notice."),
    (
        "cancellation --notice 2026-03-02 --rules SE-LOV",
        (
            "SE-LOV har ingen regel om tid för att angripa ett avbrytande: LOV ger bara rättelse"
            " och skadestånd (10 kap. LOV)."
        ),
    ),
    (
        "after-ruling --case FR:2026-03-02 --rules EU --lang en",
        (
            "EU has no rule on a bar on the contract after a court's decision: directive 89/665/EEC"
            " leaves it to the law of the member state."
        ),
    ),
    (
        "penalty-fee --value 100000 --rules EU",
        (
            "EU har ingen regel om upphandlingsskadeavgift: direktiv 89/665/EEG lämnar den frågan"
            " till medlemsstatens lag."
        ),
    ),
    (
        "validity --concluded 2026-03-02 --rules SE-LUF --country DE",
        "SE-LUF räknar efter svenska dagar; ett annat land hör till EU.",
    ),
    (
        "validity --concluded 2026-03-02 --rules EU --country XX --lang en",
        "XX is no member state of the EU; give two letters, such as DE.",
    ),
    (
        "answers --deadline 2026-03-02 --started 2026-03-03",
        "upphandlingen kan inte ha påbörjats 2026-03-03, efter 2026-03-02.",
    ),
    (
        "penalty-fee --value 100000 --started 2016-12-31 --lang en",
        ("penalty_fee_lowest has no value on 2016-12-31: its first entry applies from 2017-01-01."),
    ),
    (
        "explain standstill_days",
        (
            "det finns ingen regel standstill_days; de som liknar mest: no_standstill_dps_EU,"
            " standstill_days_electronic, standstill_days_other_means."
        ),
    ),
    ("explain", "Det som fattas är ID."),
    ("standstill --tenderers two", "--tenderers: ska vara ett heltal."),
    ("standstill --notice", "--notice saknar värde."),
    ("calendar 1200 --lang en", "YEAR: must be at least 1990."),
    ("calendar 2200", "YEAR: får vara högst 2100."),
    ("calendar 2026 --country NO", "NO är ingen medlemsstat i EU; ange två bokstäver, t.ex. DE."),
    ("nonsense", "Det finns inget kommando nonsense."),
    ("nonsense --lang en", "No such command 'nonsense'."),
]


@pytest.mark.parametrize(("line", "sentence"), REFUSED)
def test_a_wrong_use_is_one_clear_line_and_exit_code_2(line: str, sentence: str) -> None:
    code, out, err = _said(line)

    assert (code, out) == (2, "")
    assert err == f"{sentence}\n"


def test_two_rules_that_disagree_are_one_line_and_no_answer() -> None:
    code, out, err = _said("standstill --notice 2026-03-02 --ex-ante-notice 2026-03-02")

    assert (code, out) == (2, "")
    assert err.startswith("två regler är tillämpliga och säger olika: Alla anbudssökande")
    assert err.count("\n") == 1


def test_asking_for_nothing_shows_what_there_is() -> None:
    code, out, err = _said("")

    assert code == 2
    assert "standstill" in out + err
