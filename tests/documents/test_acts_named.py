"""The fixed sentences of a document speak of the act that its tender follows."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any, get_args

import pytest

from documents.contexts import DocumentContext, DocumentName, Standstill
from documents.parts import CitedReason, Lang
from documents.typesetting import environment

Sample = Callable[[DocumentName, Lang], DocumentContext]
ACTS = {
    "SE-LOU": ("LOU", "2016:1145"),
    "SE-LOU-19": ("LOU", "2016:1145"),
    "SE-LOU-19a": ("LOU", "2016:1145"),
    "SE-LUF": ("LUF", "2016:1146"),
}


def text_of(context: DocumentContext, lang: Lang, **changes: Any) -> str:
    told = context.model_copy(update=changes)
    page = environment(lang).get_template(f"{told.document}/{lang}.html").render(doc=told)
    return " ".join(re.sub(r"<[^>]+>", " ", page).replace("&nbsp;", " ").split())


def no_standstill() -> Standstill:
    why = CitedReason(text="skälet", cite=None)
    return Standstill(
        sent_on=date(2026, 3, 2), last_day=None, earliest_contract=None, reasons=[why]
    )


@pytest.mark.parametrize("lang", get_args(Lang))
@pytest.mark.parametrize("rulebook", ACTS)
def test_a_letter_names_its_act_alone(sample: Sample, rulebook: str, lang: Lang) -> None:
    act, number = ACTS[rulebook]
    other = {"LOU": "LUF", "LUF": "LOU"}[act]
    neutral = {"cite": "§", "standstill": no_standstill()}
    text = text_of(sample("letter", lang), lang, rulebook=rulebook, **neutral)
    assert act in text
    assert number in text
    assert other not in text
    for document in ("cancellation", "exclusion"):
        told = text_of(sample(document, lang), lang, rulebook=rulebook)
        assert {"sv": f"20 kap. {act}", "en": f"{act} chapter 20"}[lang] in told


@pytest.mark.parametrize(
    ("lang", "said", "unsaid"),
    [
        (
            "sv",
            ("Ingen avtalsspärr gäller för detta beslut:", "göras hos Förvaltningsrätten"),
            ("Avtalsspärrens sista dag", "senast den", "tidigast den", "None"),
        ),
        (
            "en",
            ("No standstill applies to this decision:", "be made to the Administrative Court"),
            ("Last day of the standstill", "no later than", "at the earliest", "None"),
        ),
    ],
)
def test_a_letter_without_a_standstill_states_no_day(
    sample: Sample, lang: Lang, said: tuple[str, ...], unsaid: tuple[str, ...]
) -> None:
    text = text_of(sample("letter", lang), lang, standstill=no_standstill())
    assert [each for each in said if each not in text] == []
    assert [each for each in unsaid if each in text] == []


@pytest.mark.parametrize("lang", get_args(Lang))
def test_the_record_of_the_opening_says_whose_rule_two_persons_are(
    sample: Sample, lang: Lang
) -> None:
    own = {"sv": "beställarens egen regel", "en": "the buyer's own rule"}[lang]
    cite = {"sv": "12 kap. 10 § LUF", "en": "LUF 12:10"}[lang]
    opening = sample("opening", lang)
    assert own in text_of(opening, lang)
    by_act = text_of(opening, lang, rulebook="SE-LUF", two_persons=cite)
    assert cite in by_act
    assert own not in by_act
