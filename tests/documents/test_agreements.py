"""What contracts say under each act, and the digits that their text is known by."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest

from documents.clauses.agreement import Agreement, agreement
from documents.clauses.vocabulary import REGIMES
from documents.contexts import ContractContext, DocumentContext
from documents.contract_periods import ContractPeriod, contract_periods, months_after
from documents.formats import Formats
from documents.parts import Lang
from documents.text_hash import text_hash
from documents.typesetting import environment
from law.rulebook import Rulebook
from tests.documents.test_templates import APPLICABLE, cited_chapters

Sample = Callable[[str, Lang], DocumentContext]

NBSP = "\N{NO-BREAK SPACE}"
PROCURED = [each for each in Rulebook if each is not Rulebook.SE_LOV]


def contract(sample: Sample, rulebook: Rulebook, lang: Lang = "sv") -> ContractContext:
    made = sample("contract", lang)
    assert isinstance(made, ContractContext)
    return made.model_copy(update={"rulebook": rulebook.value})


def said(agreed: Agreement) -> str:
    """Every word of the clauses."""
    parts = [*agreed.sections, *agreed.annexes]
    texts = [
        text
        for part in parts
        for each in part.paragraphs
        for text in (each.text, *each.points, *(cell for row in each.rows for cell in row))
    ]
    return " ".join([*(part.title for part in parts), *texts]).replace(NBSP, " ")


@pytest.mark.parametrize(
    ("rulebook", "has", "has_not"),
    [
        (
            Rulebook.SE_LOU,
            ["17 kap. 17 § LOU", "17 kap. 9–14 §§ LOU", "direktiv 2014/24/EU", "17 kap. 13 § LOU"],
            ["LUF", "19 kap."],
        ),
        (
            Rulebook.SE_LUF,
            ["16 kap. 17 § LUF", "16 kap. 9–14 §§ LUF", "direktiv 2014/25/EU", "16 kap. 13 § LUF"],
            ["LOU", "2014/24/EU"],
        ),
        (Rulebook.SE_LOU_19, ["19 kap. 2 § LOU"], ["17 kap.", "LUF", "EUF-fördraget"]),
        (Rulebook.SE_LOU_19A, ["19 a kap. LOU"], ["17 kap.", "LUF", "EUF-fördraget"]),
        (Rulebook.EU, ["artikel 73", "artikel 72"], ["LOU", "LUF", "kap."]),
    ],
)
def test_a_contract_says_what_its_act_has_it_say(
    sample: Sample, rulebook: Rulebook, has: list[str], has_not: list[str]
) -> None:
    text = said(agreement(contract(sample, rulebook)))
    assert [each for each in has if each not in text] == []
    assert [each for each in has_not if each in text] == []


def test_every_act_that_contracts_are_procured_under_has_its_condition() -> None:
    assert list(REGIMES) == [each.value for each in PROCURED]


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_a_contract_under_chapter_19_cites_no_chapter_that_does_not_apply(
    sample: Sample, lang: Lang
) -> None:
    text = said(agreement(contract(sample, Rulebook.SE_LOU_19, lang)))
    assert cited_chapters(text) - APPLICABLE == set()


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("rulebook", [Rulebook.SE_LOU, Rulebook.SE_LUF, Rulebook.EU])
def test_the_three_grounds_to_terminate_are_all_there(
    sample: Sample, rulebook: Rulebook, lang: Lang
) -> None:
    agreed = agreement(contract(sample, rulebook, lang))
    ending = next(part for part in agreed.sections if part.title in ENDING)
    statutory = [each for each in ending.paragraphs if len(each.points) == 3]
    assert len(statutory) == 1
    assert "258" in statutory[0].points[2]


ENDING = ("Uppsägning och hävning", "Termination")


@pytest.mark.parametrize("name", ["contract", "choice_contract"])
def test_the_processor_undertakes_all_that_article_28_asks(sample: Sample, name: str) -> None:
    made = sample(name, "sv")
    assert made.document in ("contract", "choice_contract")
    annex = agreement(made).annexes[-1]
    duties = next(each for each in annex.paragraphs if len(each.points) == 8)
    starts = ["endast behandla", "se till att de", "vidta alla", "uppfylla de villkor"]
    starts += ["med hänsyn till", "bistå", "beroende på", "ge beställaren"]
    assert [point.startswith(start) for point, start in zip(duties.points, starts, strict=True)]
    assert all(point.startswith(s) for point, s in zip(duties.points, starts, strict=True))
    (measures,) = (each for each in annex.paragraphs if "artikel 32)" in each.text)
    assert len(measures.points) == 4
    assert "Uppgifter om hälsa" in said(agreement(made))


def test_clauses_are_numbered_as_they_are_pointed_to(sample: Sample) -> None:
    agreed = agreement(contract(sample, Rulebook.SE_LOU_19))
    numbers = {each.number for part in agreed.sections for each in part.paragraphs if each.number}
    annexes = {part.ordinal for part in agreed.annexes}
    text = said(agreed)
    pointed = set(re.findall(r"(?<!\d )punkt (\d+\.\d+)", text))
    assert pointed
    assert pointed <= numbers
    assert set(re.findall(r"bilaga (\d+)", text)) <= annexes
    assert [part.number for part in agreed.sections] == [
        str(number) for number in range(1, len(agreed.sections) + 1)
    ]


def test_what_does_not_apply_leaves_no_trace(sample: Sample) -> None:
    full = contract(sample, Rulebook.SE_LOU)
    plain = full.model_copy(
        update={
            "option_months": [],
            "commitments": [],
            "terms": full.terms.model_copy(update={"index_cap_percent": 0}),
        }
    )
    text = said(agreement(plain))
    assert "Avtalet kan inte förlängas." in text
    assert "Priset är fast under hela avtalstiden" in text
    assert "index" not in text.lower()
    assert "Anbudet innehåller inga åtaganden" in text


def test_the_text_hash_follows_facts_and_wording_and_nothing_else(sample: Sample) -> None:
    made = contract(sample, Rulebook.SE_LOU_19)
    again = ContractContext.model_validate_json(made.model_dump_json())
    assert (again.text_sha256, len(made.text_sha256)) == (text_hash(made), 64)
    others = [
        made.model_copy(update={"contract_number": "X"}),
        made.model_copy(update={"template_version": "0" * 12}),
    ]
    assert made.text_sha256 not in {each.text_sha256 for each in others}


@pytest.mark.parametrize("name", ["contract", "choice_contract"])
def test_a_contract_says_nothing_of_the_journal(sample: Sample, name: str) -> None:
    made = sample(name, "sv")
    page = environment("sv").get_template(f"{name}/sv.html").render(doc=made)
    assert made.checkpoint is None
    assert "kontrollpunkt" not in page


def test_the_signature_page_shows_sixteen_digits_in_fours() -> None:
    assert Formats("sv").text_digits("0123456789abcdef" * 4) == NBSP.join(
        ("0123", "4567", "89ab", "cdef")
    )


def test_a_contract_is_counted_by_its_own_years_and_options() -> None:
    assert contract_periods(date(2026, 5, 4), date(2028, 5, 3), [12, 6]) == (
        ContractPeriod(False, 1, date(2026, 5, 4), date(2027, 5, 3), 12),
        ContractPeriod(False, 2, date(2027, 5, 4), date(2028, 5, 3), 12),
        ContractPeriod(True, 1, date(2028, 5, 4), date(2029, 5, 3), 12),
        ContractPeriod(True, 2, date(2029, 5, 4), date(2029, 11, 3), 6),
    )


def test_a_last_year_that_is_shorter_counts_its_months() -> None:
    (_, last) = contract_periods(date(2026, 1, 1), date(2027, 6, 15), [])
    assert (last.ends_on, last.months) == (date(2027, 6, 15), 6)


def test_a_month_without_the_day_ends_on_its_last() -> None:
    assert months_after(date(2027, 1, 31), 1) == date(2027, 2, 28)


def test_the_review_clause_says_how_far_places_may_change(sample: Sample) -> None:
    made = contract(sample, Rulebook.SE_LOU)
    assert (made.places_per_year, made.places_low, made.places_high) == (60, 48, 72)
    odd = made.model_copy(update={"places_per_year": 7})
    assert (odd.places_low, odd.places_high) == (6, 8)
