from __future__ import annotations

import pytest

from law.choice import gateways
from law.reasons import Basis, Cite, Reason, Text
from law.rulebook import Rulebook, applies, check_basis

CHAPTERS: list[int | str] = [*range(1, 22), "19a"]


SWEDISH = [each for each in Rulebook if each is not Rulebook.EU]


def _applying(rulebook: Rulebook) -> list[int | str]:
    return [chapter for chapter in CHAPTERS if applies(rulebook, Cite("LOU", chapter, "1"))]


def test_under_chapter_19_only_the_chapters_it_names_apply() -> None:
    assert _applying(Rulebook.SE_LOU_19) == [1, 2, 3, 5, 19, 20, 21]


def test_in_the_directive_regime_all_but_19_and_19a_apply() -> None:
    assert _applying(Rulebook.SE_LOU) == [*range(1, 19), 20, 21]


@pytest.mark.parametrize("rulebook", Rulebook)
@pytest.mark.parametrize("chapter", [0, 22, None, "", "12 och 13"])
def test_a_chapter_that_lou_does_not_have_never_applies(
    rulebook: Rulebook, chapter: int | str | None
) -> None:
    assert not applies(rulebook, Cite("LOU", chapter, "1"))


@pytest.mark.parametrize("rulebook", SWEDISH)
@pytest.mark.parametrize(
    "cite",
    [
        Cite("OSL", 19, "3"),
        Cite("lag 1930:173", None, "2"),
        Cite("förordning (EU) nr 833/2014", None, "5k"),
        Cite("lag 2007:1091", 16, "1"),
    ],
    ids=str,
)
def test_other_acts_apply_whatever_the_regime(rulebook: Rulebook, cite: Cite) -> None:
    assert applies(rulebook, cite)


def test_a_lettered_chapter_may_be_written_with_a_space() -> None:
    assert not applies(Rulebook.SE_LOU, Cite("LOU", "19 a", "9"))


@pytest.mark.parametrize("basis", Basis)
def test_a_control_may_not_cite_a_chapter_that_does_not_apply(basis: Basis) -> None:
    assert check_basis(Rulebook.SE_LOU_19, basis, Cite("LOU", 12, "10")) == Reason(
        "chapter-does-not-apply",
        Text(
            "12 kap. 10 § LOU gäller inte i denna upphandling. I en upphandling enligt 19 kap."
            " LOU gäller utöver det kapitlet endast 1–3, 5, 20 och 21 kap.",
            "LOU 12:10 does not apply to this procurement. In a procurement under LOU chapter 19"
            " only chapters 1–3, 5, 20 and 21 apply besides that chapter",
        ),
        Cite("LOU", 19, "1"),
    )


def test_chapter_19_is_refused_in_the_directive_regime() -> None:
    refused = check_basis(Rulebook.SE_LOU, Basis.STATUTE, Cite("LOU", 19, "19"))

    assert refused is not None
    assert (refused.code, refused.cite) == ("chapter-does-not-apply", Cite("LOU", 1, "4"))


@pytest.mark.parametrize("rulebook", Rulebook)
def test_a_statute_basis_must_name_its_paragraph(rulebook: Rulebook) -> None:
    refused = check_basis(rulebook, Basis.STATUTE, None)

    assert refused is not None
    assert refused.code == "statute-without-paragraph"


@pytest.mark.parametrize("basis", [Basis.TENDER_DOCUMENTS, Basis.HOUSE_RULE])
def test_other_bases_need_no_paragraph(basis: Basis) -> None:
    assert check_basis(Rulebook.SE_LOU_19, basis, None) is None


def test_a_paragraph_that_applies_is_a_good_basis() -> None:
    assert check_basis(Rulebook.SE_LOU_19, Basis.STATUTE, Cite("LOU", 19, "17")) is None
    assert check_basis(Rulebook.SE_LOU, Basis.STATUTE, Cite("LOU", 12, "10")) is None


def test_a_direct_award_has_chapter_19a_and_not_19() -> None:
    assert _applying(Rulebook.SE_LOU_19A) == [1, 2, 3, 5, 20, 21, "19a"]


@pytest.mark.parametrize("rulebook", [Rulebook.SE_LUF, Rulebook.SE_LOV, Rulebook.EU])
def test_lou_does_not_apply_where_another_act_governs(rulebook: Rulebook) -> None:
    assert _applying(rulebook) == []


@pytest.mark.parametrize(("act", "rulebook"), [("LUF", Rulebook.SE_LUF), ("LOV", Rulebook.SE_LOV)])
def test_an_act_applies_under_its_own_rulebook_alone(act: str, rulebook: Rulebook) -> None:
    assert [each for each in Rulebook if applies(each, Cite(act, 8, "1"))] == [rulebook]


def test_the_unions_default_knows_the_directives_and_no_swedish_act() -> None:
    assert applies(Rulebook.EU, Cite("direktiv 89/665/EEG", None, "2a"))
    assert applies(Rulebook.EU, Cite("förordning (EEG, Euratom) nr 1182/71", None, "3.4"))
    assert not applies(Rulebook.EU, Cite("lag 1930:173", None, "2"))


def test_a_system_of_choice_names_its_gateways_and_their_sources() -> None:
    assert [(each.who.en, each.cite, each.reference) for each in gateways()] == [
        (
            "municipalities and regions",
            Cite("LOV", 1, "1"),
            "Lag (2008:962) om valfrihetssystem, 1 kap. 1 §",
        ),
        (
            "the public employment service",
            Cite("lag 2010:536", None, "1"),
            "Lag (2010:536) om valfrihetssystem hos Arbetsförmedlingen, 1 §",
        ),
    ]


@pytest.mark.parametrize("rulebook", [Rulebook.SE_LOU, Rulebook.SE_LOU_19, Rulebook.SE_LOU_19A])
def test_the_reason_to_refuse_cites_a_paragraph_that_applies(rulebook: Rulebook) -> None:
    for chapter in CHAPTERS:
        refused = check_basis(rulebook, Basis.STATUTE, Cite("LOU", chapter, "1"))
        assert refused is None or (refused.cite and applies(rulebook, refused.cite))


@pytest.mark.parametrize(
    ("rulebook", "act", "chapters"), [(Rulebook.SE_LUF, "LUF", 21), (Rulebook.SE_LOV, "LOV", 10)]
)
def test_an_act_of_its_own_applies_with_every_chapter_it_has(
    rulebook: Rulebook, act: str, chapters: int
) -> None:
    asked = range(chapters + 2)

    assert [each for each in asked if applies(rulebook, Cite(act, each, "1"))] == [*asked[1:-1]]


@pytest.mark.parametrize(
    ("rulebook", "scope", "cite"),
    [
        (
            Rulebook.SE_LUF,
            "A procurement in the utilities sectors follows LUF, not LOU or LOV",
            Cite("LUF", 1, "1"),
        ),
        (Rulebook.SE_LOV, "A system of choice follows LOV, not LOU or LUF", Cite("LOV", 1, "1")),
        (
            Rulebook.EU,
            "Under the Union's default rules the directives apply and not Swedish law",
            Cite("direktiv 2014/24/EU", None, "1"),
        ),
    ],
)
def test_where_lou_does_not_govern_the_refusal_says_what_does(
    rulebook: Rulebook, scope: str, cite: Cite
) -> None:
    refused = check_basis(rulebook, Basis.STATUTE, Cite("LOU", 12, "10"))

    assert refused is not None
    assert refused.text.en == f"LOU 12:10 does not apply to this procurement. {scope}"
    assert refused.cite == cite


def test_a_lettered_chapter_applies_however_it_is_written() -> None:
    for written in ("19a", "19 a", "19A"):
        assert applies(Rulebook.SE_LOU_19A, Cite("LOU", written, "9"))


def test_a_control_without_its_paragraph_is_refused_by_the_house_and_by_no_statute() -> None:
    refused = check_basis(Rulebook.SE_LOU, Basis.STATUTE, None)

    assert refused is not None
    assert (refused.basis, refused.cite) == (Basis.HOUSE_RULE, None)


def test_g11_two_persons_open_tenders_above_the_threshold_and_below_it_no_rule_says_so() -> None:
    opening = Cite("LOU", 12, "10")
    asked = [Rulebook.SE_LOU, Rulebook.SE_LOU_19, Rulebook.SE_LOU_19A]

    assert [applies(rulebook, opening) for rulebook in asked] == [True, False, False]


def test_g08_the_secrecy_of_tenders_holds_whatever_the_regime_and_not_under_the_union() -> None:
    secrecy = Cite("OSL", 19, "3")

    assert {each for each in Rulebook if applies(each, secrecy)} == set(SWEDISH)
