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
            "rules before 2011-11-01 are not in the tables, and 2010-03-02 is earlier (standstill"
            " when every notice was sent by electronic means); judge the case by the act's older"
            " wording."
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
        (
            "rules before 2017-01-01 are not in the tables, and 2016-12-31 is earlier (lowest"
            " procurement damage fee); judge the case by the act's older wording."
        ),
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

OUTSIDE = "ligger utanför åren 1900–2199, som svaren kan räkna i."
BEYOND = [
    ("standstill --notice 9999-12-25", "--notice: 9999-12-25"),
    ("standstill --notice 0001-01-01T00:00+14:00", "--notice: 0001-01-01"),
    ("standstill --notice 9999-12-31T23:59-01:00", "--notice: 9999-12-31"),
    ("standstill --notice 2026-03-02 --stated-end 9999-12-31", "--stated-end: 9999-12-31"),
    ("after-ruling --case FR:9999-12-25", "--case: 9999-12-25"),
    ("cancellation --notice 9999-12-25", "--notice: 9999-12-25"),
    ("new-grounds --applied 9999-12-25", "--applied: 9999-12-25"),
    ("lov-rectification --notified 9999-12-25", "--notified: 9999-12-25"),
    ("answer-reasons --requested 9999-12-25", "--requested: 9999-12-25"),
    (
        "tender-period --procedure open --stage tenders --dispatched 9999-12-20",
        "--dispatched: 9999-12-20",
    ),
    ("validity --concluded 9999-12-01", "--concluded: 9999-12-01"),
    (
        "exclusion --ground crime --on 9995-01-01 --decision 9999-12-30 --heard",
        "--on: 9995-01-01",
    ),
    ("standstill --notice 2200-01-01", "--notice: 2200-01-01"),
    ("standstill --notice 1899-12-31", "--notice: 1899-12-31"),
]
CONTRADICTORY = [
    (
        "standstill --notice 2026-03-02 --started 2026-03-03",
        "upphandlingen kan inte ha påbörjats 2026-03-03, efter 2026-03-02.",
    ),
    (
        "standstill --notice 2016-06-01 --started 2026-01-01",
        "upphandlingen kan inte ha påbörjats 2026-01-01, efter 2016-06-01.",
    ),
    (
        "standstill --notice 2026-03-02 --stated-end 2026-03-01 --lang en",
        ("the notice was sent on 2026-03-02 and cannot state a last day before that, 2026-03-01."),
    ),
    (
        (
            "standstill --notice 2026-03-02 --extended-to 2026-03-20 --extension-sent 2026-02-01"
            " --extension-to all --lang en"
        ),
        (
            "the extension cannot have been told on 2026-02-01, before the first notice of"
            " 2026-03-02."
        ),
    ),
    (
        "after-ruling --case KR:2026-03-02:interim-lifted=2026-03-10",
        (
            "--case: ett interimistiskt beslut kan inte ha upphävts 2026-03-10, efter att målet"
            " avgjordes 2026-03-02."
        ),
    ),
    (
        "answers --deadline 2026-03-02 --country DE",
        "SE-LOU räknar efter svenska dagar; ett annat land hör till EU.",
    ),
    (
        "answer-reasons --requested 2026-03-02 --rules EU --country XX --lang en",
        "XX is no member state of the EU; give two letters, such as DE.",
    ),
    (
        (
            "tender-period --procedure restricted --stage tenders --dispatched 2026-05-25 --notice"
            " 2026-04-01 --agreed-days 999999999 --agreed-by all --lang en"
        ),
        "the answer is beyond the calendar.",
    ),
    (
        (
            "exclusion --ground crime --on 2020-01-01 --decision 2022-01-31 --rules SE-LOU-19"
            " --started 2021-06-01"
        ),
        (
            "regler före 2022-02-01 finns inte i tabellerna, och 2021-06-01 är tidigare"
            " (uteslutning efter dom för brott, 19 kap. LOU); bedöm fallet efter lagens äldre"
            " lydelse."
        ),
    ),
    (
        "regime --buyer central --kind goods --value 500000 --currency SEK --date 2016-06-01",
        "tröskelvärdena för 2016 finns inte i reglerna: de är kända från och med 2018.",
    ),
]


@pytest.mark.parametrize(("line", "option"), BEYOND)
def test_a_day_that_no_answer_can_count_in_is_one_clear_line_and_exit_code_2(
    line: str, option: str
) -> None:
    assert _said(line) == (2, "", f"{option} {OUTSIDE}\n")


@pytest.mark.parametrize("line", ["2199-12-31", "1900-01-01T00:00+14:00"])
def test_the_first_and_the_last_of_the_years_are_read(line: str) -> None:
    assert _said(f"standstill --notice {line} --procedure direct-award")[0] in (0, 2)
    assert OUTSIDE not in _said(f"standstill --notice {line}")[2]


@pytest.mark.parametrize(("line", "sentence"), [*REFUSED, *CONTRADICTORY])
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
