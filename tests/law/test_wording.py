"""What the tables say in English is said in Swedish too."""

from __future__ import annotations

from law.dated import Confidence, parameters
from law.reasons import Text
from law.wording import confidence, connecting_fact, unit


def test_every_connecting_fact_and_unit_of_the_tables_has_its_words_in_both_languages() -> None:
    for each in parameters().values():
        fact, measured = connecting_fact(each.connected_by), unit(each.unit)
        assert (fact.en, measured.en) == (each.connected_by, each.unit)
        assert fact.sv
        assert measured.sv


def test_words_are_translated_and_currencies_are_not() -> None:
    assert connecting_fact("start of the procurement") == Text(
        "den dag upphandlingen påbörjades", "start of the procurement"
    )
    assert (unit("weeks").sv, unit("SEK").sv) == ("veckor", "SEK")
    assert [confidence(each).sv for each in Confidence] == ["säker", "ganska säker", "osäker"]
