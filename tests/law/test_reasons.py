"""A reason and a refusal read right in both languages."""

from __future__ import annotations

from typing import Literal

import pytest

from law.reasons import Basis, Cite, Reason, Text, refuse

TEN_DAYS = Reason("number-of-days", Text("tio dagar", "ten days"), Cite("LOU", 20, "1"))


def test_a_text_is_read_in_the_language_asked_for() -> None:
    assert (TEN_DAYS.in_("sv"), TEN_DAYS.in_("en")) == ("tio dagar", "ten days")


@pytest.mark.parametrize(
    ("cite", "swedish", "english"),
    [
        (Cite("LOU", 20, "1"), "20 kap. 1 § LOU", "LOU 20:1"),
        (Cite("LOU", "19a", "11"), "19 a kap. 11 § LOU", "LOU 19a:11"),
        (Cite("LOU", 13, "3a"), "13 kap. 3 a § LOU", "LOU 13:3a"),
        (Cite("lag 1930:173", None, "2"), "2 § lag 1930:173", "lag 1930:173 s. 2"),
        (
            Cite("direktiv 89/665/EEG", None, "2a.2"),
            "artikel 2a.2 i direktiv 89/665/EEG",
            "Directive 89/665/EEC art. 2a.2",
        ),
        (
            Cite("förordning (EEG, Euratom) nr 1182/71", None, "3.4"),
            "artikel 3.4 i förordning (EEG, Euratom) nr 1182/71",
            "Regulation (EEC, Euratom) No 1182/71 art. 3.4",
        ),
    ],
    ids=str,
)
def test_a_paragraph_is_cited_as_lawyers_do(cite: Cite, swedish: str, english: str) -> None:
    assert (cite.in_("sv"), cite.in_("en"), str(cite)) == (swedish, english, swedish)


@pytest.mark.parametrize(
    ("lang", "text", "cite"),
    [("sv", "tio dagar", "20 kap. 1 § LOU"), ("en", "ten days", "LOU 20:1")],
)
def test_a_reason_in_json_is_its_text_and_its_paragraph(
    lang: Literal["sv", "en"], text: str, cite: str
) -> None:
    assert TEN_DAYS.as_json(lang) == {"text": text, "cite": cite}


def test_a_reason_without_a_paragraph_says_so_in_json() -> None:
    assert Reason("x", Text("a", "b")).as_json("en") == {"text": "b", "cite": None}


def test_a_reason_is_the_statutes_unless_it_says_otherwise() -> None:
    assert TEN_DAYS.basis is Basis.STATUTE


def test_a_refusal_says_what_why_by_which_paragraph_and_what_to_do() -> None:
    refused = refuse(
        "too-early",
        sv="Avtal får inte ingås.",
        en="No contract may be concluded.",
        todo_sv="Vänta.",
        todo_en="Wait",
        cite=Cite("LOU", 20, "1"),
    )

    assert str(refused) == "No contract may be concluded (LOU 20:1). Wait."
    assert refused.in_("sv") == "Avtal får inte ingås (20 kap. 1 § LOU). Vänta."
    assert refused.todo == Text("Vänta.", "Wait")
    assert refused.reason == Reason(
        "too-early",
        Text("Avtal får inte ingås.", "No contract may be concluded."),
        Cite("LOU", 20, "1"),
        Basis.STATUTE,
    )


def test_a_refusal_without_a_paragraph_is_of_the_house_unless_it_says_otherwise() -> None:
    ours = refuse("closed", sv="a", en="b", todo_sv="c", todo_en="d")
    theirs = refuse(
        "closed", sv="a", en="b", todo_sv="c", todo_en="d", basis=Basis.TENDER_DOCUMENTS
    )

    assert str(ours) == "b. d."
    assert (ours.reason.basis, theirs.reason.basis) == (Basis.HOUSE_RULE, Basis.TENDER_DOCUMENTS)


def test_each_basis_has_the_name_it_is_filed_under() -> None:
    assert [basis.value for basis in Basis] == ["statute", "tender_documents", "house_rule"]
