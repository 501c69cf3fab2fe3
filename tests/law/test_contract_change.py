from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from law.amounts import Currency
from law.change_reasons import Ground
from law.contract_change import Change, ChangeAnswer, Contract, change
from law.dated import NoValue
from law.reasons import Cite
from law.refusals import ImpossibleFacts
from law.rulebook import Rulebook
from law.thresholds import Buyer, Kind

TABLE: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("change.yaml").read_text(encoding="utf-8")
)
ANSWERED = [row for row in TABLE if "refused" not in row]
CASES = [pytest.param(row, id=f"{row['id']}: {row['claim']}") for row in ANSWERED]
REFUSED = [pytest.param(row, id=row["id"]) for row in TABLE if "refused" in row]
CODES = {
    "conditions",
    "earlier-change-over-the-limit",
    "indexed-value",
    "minor",
    "near-an-estimate",
    "net-value",
    "no-cap",
    "not-minor",
    "notice-required",
    "original-below-threshold",
    "other-grounds",
    "over-cap",
    "over-the-cap-together",
    "principles-decide",
    "rate-assumed",
    "threshold",
    "threshold-estimated",
    "threshold-given",
    "within-cap",
}
DIRECTIVE = "direktiv 2014/24/EU"
MONDAY = date(2025, 3, 3)
GOODS = Contract(Kind.GOODS, Buyer.CENTRAL, Rulebook.SE_LOU, Currency.SEK, 1_000_000_000)


def minor(units: float) -> int:
    return int(Decimal(str(units)) * 100)


def answer(raw: dict[str, Any]) -> ChangeAnswer:
    contract = Contract(
        Kind(raw.get("kind", "goods")),
        Buyer(raw.get("buyer", "sub-central")),
        Rulebook(raw.get("rules", "SE-LOU")),
        Currency.SEK,
        minor(raw["original"]),
        minor(raw["indexed"]) if "indexed" in raw else None,
        minor(raw["threshold"]) if "threshold" in raw else None,
        started=raw.get("started"),
    )
    changes = tuple(minor(each) for each in raw["changes"])
    return change(
        contract, Change(Ground(raw.get("ground", "minor")), changes, raw.get("day", MONDAY))
    )


def cited(contract: Contract, ground: Ground, *amounts: int) -> list[Cite | None]:
    return [reason.cite for reason in change(contract, Change(ground, amounts, MONDAY)).reasons]


@pytest.mark.parametrize("row", CASES)
def test_the_table_holds(row: dict[str, Any]) -> None:
    found = answer(row["given"])
    expected = {"notice": False, "warnings": []} | row["expect"]

    assert {
        "allowed": found.allowed,
        "net": found.net,
        "limit": found.limit,
        "notice": found.notice_required,
        "warnings": [warning.code for warning in found.warnings],
    } == expected | {
        "net": minor(expected["net"]),
        "limit": None if expected["limit"] is None else minor(expected["limit"]),
    }


@pytest.mark.parametrize("row", REFUSED)
def test_facts_without_an_answer_are_refused(row: dict[str, Any]) -> None:
    with pytest.raises((ImpossibleFacts, NoValue), match=row["refused"]):
        answer(row["given"])


@pytest.mark.parametrize("row", [row for row in TABLE if "says" in row], ids=lambda row: row["id"])
def test_an_answer_written_out_in_the_table_reads_so(row: dict[str, Any]) -> None:
    found = answer(row["given"])

    assert [reason.text.sv for reason in (*found.reasons, *found.warnings)] == row["says"]


def test_the_table_meets_every_reason_there_is() -> None:
    answers = [answer(row["given"]) for row in ANSWERED]

    assert {reason.code for each in answers for reason in (*each.reasons, *each.warnings)} == CODES


def test_every_reason_is_said_in_both_languages() -> None:
    for row in ANSWERED:
        found = answer(row["given"])
        for reason in (*found.reasons, *found.warnings):
            assert reason.text.sv.strip()
            assert reason.text.en.strip()
            assert reason.text.sv != reason.text.en


def test_chapter_17_is_never_cited_where_it_does_not_apply() -> None:
    for row in ANSWERED:
        found = answer(row["given"])
        cites = {reason.cite for reason in (*found.reasons, *found.warnings)}
        if found.allowed is None:
            assert all(cite is None or cite.chapter not in (16, 17) for cite in cites), row["id"]


@pytest.mark.parametrize(
    ("rules", "buyer", "kind", "cite"),
    [
        ("SE-LOU-19", "central", "goods", Cite("LOU", 19, "2")),
        ("SE-LOU-19", "utility", "goods", Cite("LUF", 19, "2")),
        ("SE-LOU-19a", "central", "goods", Cite("LOU", "19a", "8")),
        ("SE-LOU-19a", "utility", "goods", Cite("LUF", "19a", "7")),
        ("SE-LOU", "central", "social", Cite("LOU", 19, "2")),
        ("SE-LUF", "central", "social", Cite("LUF", 19, "2")),
        ("SE-LOV", "central", "social", Cite("LOV", 1, "2")),
        ("EU", "central", "social", Cite(DIRECTIVE, None, "76.1")),
    ],
)
@pytest.mark.parametrize("ground", Ground)
def test_where_no_rule_limits_a_change_the_principles_are_cited(
    rules: str, buyer: str, kind: str, cite: Cite, ground: Ground
) -> None:
    contract = Contract(Kind(kind), Buyer(buyer), Rulebook(rules), Currency.SEK, 100)

    found = change(contract, Change(ground, (1, 2), MONDAY))

    assert [reason.cite for reason in found.reasons] == [None, cite]
    assert (found.allowed, found.net, found.limit, found.notice_required, found.warnings) == (
        None,
        3,
        None,
        False,
        (),
    )


@pytest.mark.parametrize(
    ("rules", "act", "chapter", "sections"),
    [
        ("SE-LOU", "LOU", 17, ("9", "11", "12", "15", "16")),
        ("SE-LUF", "LUF", 16, ("9", "11", "12", "15", "16")),
        ("EU", DIRECTIVE, None, ("72.2", "72.1 b", "72.1 c", "72.3", "72.1")),
    ],
)
def test_each_act_cites_its_own_paragraphs(
    rules: str, act: str, chapter: int | None, sections: tuple[str, ...]
) -> None:
    contract = Contract(
        Kind.GOODS, Buyer.CENTRAL, Rulebook(rules), Currency.SEK, 100_000_000, 110_000_000, 90_000
    )
    of_minor, additional, unforeseen, indexed, notice = (
        Cite(act, chapter, section) for section in sections
    )

    assert cited(contract, Ground.MINOR, 1) == [indexed, *[of_minor] * 4]
    assert cited(contract, Ground.MINOR, 10**9) == [indexed, *[of_minor] * 4]
    # LUF has no cap that an index clause could move.
    base = [] if act == "LUF" else [indexed]
    assert cited(contract, Ground.ADDITIONAL, 1) == [*base, None, *[additional] * 2, notice]
    assert cited(contract, Ground.UNFORESEEN, 1) == [*base, None, *[unforeseen] * 2, notice]


def test_an_answer_in_english_reads_as_one() -> None:
    contract = Contract(
        Kind.GOODS, Buyer.CENTRAL, Rulebook.SE_LOU, Currency.EUR, 10_000_000, 11_000_000
    )
    of_minor = change(contract, Change(Ground.MINOR, (1_200_000, -150_000, 20_050), MONDAY))
    over = change(contract, Change(Ground.MINOR, (-1_100_000,), MONDAY))
    additional = change(contract, Change(Ground.ADDITIONAL, (5_600_000, 100), MONDAY))
    unforeseen = change(contract, Change(Ground.UNFORESEEN, (5_500_001,), MONDAY))

    def english(found: ChangeAnswer) -> list[str]:
        return [reason.text.en for reason in (*found.reasons, *found.warnings)]

    value = "The value of the contract is EUR 110,000: EUR 100,000 by its index clause"
    below = (
        "The original value of the contract is below the threshold, EUR 143,000. If it was procured"
        " under chapter 19 these rules do not apply; choose SE-LOU-19"
    )
    earlier = (
        "Change number 1 was itself over the limit; that a later one fits does not make it allowed"
    )
    threshold = "The threshold on 2025-03-03 is EUR 143,000"
    not_here = (
        "The change is not allowed on this ground; without another ground a new procurement is"
        " needed"
    )
    notice = "A change on this ground must be advertised; the statute names no day"
    assert english(of_minor) == [
        value,
        threshold,
        "The net value of the changes is EUR 12,000 − EUR 1,500 + EUR 200.50 = EUR 10,700.50",
        (
            "EUR 10,700.50 is below the limit of EUR 11,000, the lower of the threshold and 10 per"
            " cent of the value of the contract; increases and decreases count alike"
        ),
        "This must be shown too: The overall nature of the contract may not be altered",
        below,
        earlier,
    ]
    assert english(over) == [
        value,
        threshold,
        "The value of the change is EUR -11,000",
        (
            "EUR 11,000 is not below the limit of EUR 11,000, the lower of the threshold and 10 per"
            " cent of the value of the contract; increases and decreases count alike"
        ),
        not_here,
        below,
    ]
    assert english(additional) == [
        value,
        "The net value of the changes is EUR 56,000 + EUR 1 = EUR 56,001",
        (
            "The last change, EUR 1, is not more than 50 per cent of the value of the contract,"
            " EUR 55,000; each change is judged on its own"
        ),
        (
            "This must be shown too: The order must have become necessary, the supplier cannot be"
            " changed for economic or technical reasons, and a change would cause significant"
            " inconvenience or substantial duplication of costs"
        ),
        notice,
        below,
        earlier,
        (
            "Together the changes are larger than one may be. They are not added up, but may not be"
            " split to circumvent the rules (Directive 2014/24/EU art. 72(1))"
        ),
    ]
    assert english(unforeseen) == [
        value,
        "The value of the change is EUR 55,000.01",
        (
            "The last change, EUR 55,000.01, is more than 50 per cent of the value of the contract,"
            " EUR 55,000; each change is judged on its own"
        ),
        not_here,
        notice,
        below,
    ]


@given(
    st.sampled_from([Rulebook.SE_LOU, Rulebook.SE_LUF, Rulebook.EU]),
    st.sampled_from([Kind.GOODS, Kind.SERVICES, Kind.WORKS]),
    st.sampled_from(Ground),
    st.integers(1, 10**11),
    st.integers(1, 10**11),
    st.integers(1, 10**11),
)
def test_a_larger_change_is_never_allowed_where_a_smaller_is_not(
    rules: Rulebook, kind: Kind, ground: Ground, original: int, one: int, other: int
) -> None:
    contract = Contract(kind, Buyer.CENTRAL, rules, Currency.SEK, original)
    small, large = (
        change(contract, Change(ground, (amount,), MONDAY)).allowed
        for amount in sorted((one, other))
    )

    assert small or not large


@given(st.permutations([600_000, -200_000, 550_000, -1_000_000, 3]))
def test_the_order_of_changes_does_not_move_their_net_sum(amounts: list[int]) -> None:
    found = change(GOODS, Change(Ground.MINOR, amounts, MONDAY))

    assert (found.net, found.allowed) == (-49_997, True)


@pytest.mark.parametrize("amounts", [(0, 1, 1), (100, 0, 1), (100, 100, 0)])
def test_an_amount_that_is_not_positive_is_refused(amounts: tuple[int, int, int]) -> None:
    with pytest.raises(ImpossibleFacts) as refused:
        Contract(Kind.GOODS, Buyer.CENTRAL, Rulebook.SE_LOU, Currency.SEK, *amounts)

    assert refused.value.text.sv == "ett värde ska vara större än noll, inte 0 kronor"
    assert refused.value.text.en == "a value must be more than zero, not SEK 0"


def test_an_additional_order_that_adds_nothing_is_refused() -> None:
    for amounts in ((0,), (100, -1), (-1, 100)):
        with pytest.raises(ImpossibleFacts) as refused:
            Change(Ground.ADDITIONAL, amounts, MONDAY)
        assert refused.value.text.sv == "en kompletterande beställning ska öka kontraktets värde"
        assert refused.value.text.en == "an additional order must add to the value of the contract"


def test_a_question_without_a_change_is_refused() -> None:
    with pytest.raises(ImpossibleFacts) as refused:
        Change(Ground.MINOR, (), MONDAY)

    assert refused.value.text.sv == "det finns ingen ändring att pröva"
    assert refused.value.text.en == "there is no change"


@pytest.mark.parametrize("rules", [Rulebook.SE_LOU, Rulebook.EU])
def test_an_entity_in_the_utilities_sectors_follows_its_own_act(rules: Rulebook) -> None:
    with pytest.raises(ImpossibleFacts) as refused:
        Contract(Kind.GOODS, Buyer.UTILITY, rules, Currency.SEK, 100)

    assert refused.value.text.sv == f"en enhet i försörjningssektorerna följer SE-LUF, inte {rules}"
    assert refused.value.text.en == (
        f"an entity in the utilities sectors follows SE-LUF, not {rules}"
    )


def test_a_minor_change_needs_a_threshold_that_is_known() -> None:
    with pytest.raises(ImpossibleFacts, match="the thresholds of 2028–2029 are not known"):
        change(GOODS, Change(Ground.MINOR, (1,), date(2028, 1, 3)))


def test_a_change_before_the_rules_is_refused() -> None:
    with pytest.raises(NoValue, match="minor_change_share_SE-LOU has no value on 2016-12-31"):
        change(GOODS, Change(Ground.MINOR, (1,), date(2016, 12, 31)))


def test_a_change_that_moves_no_money_is_added_like_any_other() -> None:
    found = change(GOODS, Change(Ground.MINOR, (100, 0, -50), MONDAY))

    assert found.reasons[1].text.sv == (
        "Ändringarnas samlade nettovärde är 1 krona + 0 kronor − 0,50 kronor = 0,50 kronor"
    )


def test_the_directives_threshold_is_cited_by_its_own_article() -> None:
    contract = replace(GOODS, rulebook=Rulebook.EU)

    assert cited(contract, Ground.MINOR, 1)[0] == Cite(DIRECTIVE, None, "4")


def test_a_rate_is_said_to_be_ignored_where_that_of_the_period_is_known_and_only_there() -> None:
    def warned(contract: Contract, day: date) -> list[str]:
        found = change(contract, Change(Ground.MINOR, (1,), day))
        return [warning.code for warning in found.warnings]

    own = replace(GOODS, rate=Decimal("11.25"))

    assert warned(own, MONDAY) == ["rate-ignored"]
    assert warned(own, date(2026, 3, 2)) == ["rate-assumed"]
    assert warned(replace(own, threshold=100_000_000), MONDAY) == []
