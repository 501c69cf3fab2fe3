"""What an answer says besides its number or its day: whose paragraph, which event, which doubt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from law.amounts import Currency
from law.direct_award_duties import direct_award_duties
from law.estimates import Estimate, Purchase, Setting, by_month, recurring, units, works
from law.framework_term import framework_term
from law.invited import Selection, enough_invited
from law.mixed_contract import main_subject
from law.penalty_fee import penalty_fee
from law.reasons import Cite, Reason
from law.refusals import ImpossibleFacts
from law.regime import Procurement, Regime, regime
from law.review import ReviewKind, damages, new_grounds
from law.rulebook import Rulebook
from law.rulings import Court, CourtDecision, after_rulings
from law.standstill import Notice, Procedure, standstill
from law.tender_period import Procedure as Tendering
from law.thresholds import Buyer, Kind

MONDAY = date(2025, 3, 3)
MILLION = 100_000_000


def cites(reasons: tuple[Reason, ...]) -> dict[str, Cite | None]:
    return {reason.code: reason.cite for reason in reasons}


@pytest.mark.parametrize(("buyer", "act"), [(Buyer.SUB_CENTRAL, "LOU"), (Buyer.UTILITY, "LUF")])
@pytest.mark.parametrize(
    ("kind", "value", "code", "chapter", "section"),
    [
        (Kind.GOODS, 1 * MILLION, "below-threshold", 1, "4"),
        (Kind.GOODS, 99 * MILLION, "threshold-reached", 1, "4"),
        (Kind.SOCIAL, 99 * MILLION, "annex-2", 1, "4"),
        (Kind.SOCIAL, 99 * MILLION, "chapter-19", 19, "1"),
    ],
)
def test_each_regime_cites_the_act_of_the_buyer(
    buyer: Buyer, act: str, kind: Kind, value: int, code: str, chapter: int, section: str
) -> None:
    found = regime(Procurement(buyer, kind, Currency.SEK, MONDAY, value))

    assert cites(found.reasons)[code] == Cite(act, chapter, section)


def test_a_lot_exactly_at_the_limit_for_small_lots_stays_in_the_directive_regime() -> None:
    # 80 000 euros, in a procurement of which the small lot is less than a fifth.
    def lots(second: int) -> list[Regime]:
        case = Procurement(
            Buyer.SUB_CENTRAL,
            Kind.SERVICES,
            Currency.EUR,
            MONDAY,
            lots=(70_000_000, second, 1_000_000),
        )
        return [lot.regime for lot in regime(case).lots]

    assert lots(8_000_000) == [Regime.DIRECTIVE, Regime.DIRECTIVE, Regime.CHAPTER_19]
    assert lots(7_999_999) == [Regime.DIRECTIVE, Regime.CHAPTER_19, Regime.CHAPTER_19]


@pytest.mark.parametrize(
    ("value", "whole"), [(50_000_000, "direct-award"), (100_000_000, "chapter-19")]
)
def test_below_the_threshold_nothing_is_said_of_small_lots(value: int, whole: str) -> None:
    case = Procurement(
        Buyer.SUB_CENTRAL, Kind.GOODS, Currency.SEK, MONDAY, lots=(value - 1_000_000, 1_000_000)
    )
    found = regime(case)

    assert [lot.regime for lot in found.lots] == [Regime(whole)] * 2
    assert [code for code in cites(found.reasons) if "small" in code] == []


def test_a_rate_that_is_given_counts_for_the_limit_of_direct_award_and_of_small_lots() -> None:
    def small(rate: str) -> Regime:
        case = Procurement(
            Buyer.SUB_CENTRAL,
            Kind.SERVICES,
            Currency.SEK,
            date(2026, 3, 2),
            lots=(500_000_000, 85_000_000),
            rate=Decimal(rate),
        )
        return regime(case).lots[1].regime

    def direct(rate: str) -> int:
        case = Procurement(
            Buyer.SUB_CENTRAL,
            Kind.SERVICES,
            Currency.EUR,
            date(2026, 3, 2),
            1_000_000,
            rate=Decimal(rate),
        )
        return regime(case).direct_award_limit

    assert [small("10"), small("12")] == [Regime.DIRECTIVE, Regime.CHAPTER_19]
    assert [direct("10"), direct("12.5")] == [7_000_000, 5_600_000]


def test_an_action_for_damages_tells_of_the_knowledge_and_of_the_ruling() -> None:
    found = damages(date(2026, 3, 2), ineffective_final=date(2026, 5, 4))

    said = " ".join(reason.text.en for reason in found.reasons)
    assert "knew or should have known of the contract" in said
    assert "the ruling on ineffectiveness became final" in said


def test_grounds_in_a_validity_case_tell_of_the_own_time_and_of_an_older_procurement() -> None:
    codes = [
        warning.code
        for warning in new_grounds(
            date(2026, 3, 2), ReviewKind.VALIDITY, started=date(2022, 6, 30)
        ).warnings
    ]

    assert len(codes) == 2
    assert codes[1:] == [
        warning.code
        for warning in new_grounds(date(2026, 3, 2), started=date(2022, 6, 30)).warnings
    ]


def test_without_an_extended_standstill_only_the_interim_order_bars_after_the_first_instance() -> (
    None
):
    decision = CourtDecision(
        Court.FR, date(2026, 3, 12), date(2026, 3, 12), interim_lifted=date(2026, 3, 5)
    )
    without = after_rulings([decision], extended_standstill=False)
    with_it = after_rulings([decision])

    assert [without.reasons[0].code, with_it.reasons[0].code] == [
        "after-interim-order",
        "after-extended-standstill",
    ]
    assert [without.last_day, with_it.last_day] == [date(2026, 3, 16), date(2026, 3, 23)]


def test_in_the_last_instance_the_remand_counts_and_not_an_earlier_lifting() -> None:
    decision = CourtDecision(
        Court.HFD,
        date(2026, 3, 12),
        date(2026, 3, 12),
        interim_lifted=date(2026, 3, 5),
        remanded=True,
    )

    assert after_rulings([decision]).last_day == date(2026, 3, 23)


def test_that_the_latest_bar_governs_cites_the_bar() -> None:
    decisions = [
        CourtDecision(Court.FR, day, day) for day in (date(2026, 3, 12), date(2026, 3, 16))
    ]

    assert cites(after_rulings(decisions).reasons)["latest-governs"] == Cite("LOU", 20, "10")


def test_a_utility_below_the_thresholds_gives_notice_by_its_own_chapter_19() -> None:
    bar = standstill(
        [Notice(date(2026, 3, 2))], rulebook=Rulebook.SE_LUF, procedure=Procedure.CHAPTER_19
    )

    assert bar.reasons[0].cite == Cite("LUF", 19, "19")


@pytest.mark.parametrize("nothing", [0, -1])
def test_an_estimate_of_nothing_is_refused(nothing: int) -> None:
    where = Setting(Buyer.SUB_CENTRAL, Currency.SEK, date(2026, 3, 2))
    bought = Purchase(date(2026, 1, 5), nothing)

    estimates: tuple[Callable[[], Estimate], ...] = (
        lambda: by_month(Kind.SERVICES, nothing, 12, where),
        lambda: by_month(Kind.GOODS, 100, 24, where, residual=nothing),
        lambda: recurring(where, previous=[bought]),
        lambda: works(nothing, [100], where),
        lambda: works(100, [nothing], where),
        lambda: units(nothing, [100], where, independent=True),
        lambda: units(100, [nothing], where, independent=True),
    )
    for estimate in estimates:
        with pytest.raises(ImpossibleFacts):
            estimate()


@pytest.mark.parametrize(
    ("buyer", "notice", "published"),
    [
        (Buyer.SUB_CENTRAL, Cite("LOU", "19a", "10"), Cite("LOU", "19a", "13")),
        (Buyer.UTILITY, Cite("LUF", "19a", "9"), Cite("LUF", "19a", "12")),
    ],
)
def test_that_a_duty_after_a_direct_award_is_not_owed_cites_its_paragraph_too(
    buyer: Buyer, notice: Cite, published: Cite
) -> None:
    small = Procurement(buyer, Kind.GOODS, Currency.SEK, MONDAY, 5_000_000)
    alone = cites(direct_award_duties(small, MONDAY).reasons)
    call_off = cites(direct_award_duties(small, MONDAY, call_off=True).reasons)

    assert (alone["no-notice"], alone["no-award-notice"]) == (notice, published)
    assert call_off["call-off-not-published"] == published


def test_chapter_19_limits_no_framework_in_time() -> None:
    found = framework_term(MONDAY, date(2035, 3, 3), rulebook=Rulebook.SE_LOU_19)

    assert [reason.cite for reason in found.reasons] == [Cite("LOU", 19, "1")]


def test_a_framework_of_a_single_day_is_a_framework() -> None:
    assert framework_term(MONDAY, MONDAY, rulebook=Rulebook.SE_LOU).allowed


@pytest.mark.parametrize(
    ("parts", "works", "said"),
    [
        (
            {Kind.GOODS: 20_000, Kind.SERVICES: 10_000, Kind.SOCIAL: 5_000},
            None,
            ["the goods: the goods SEK 200, the services SEK 150"],
        ),
        (
            {Kind.GOODS: 10_000, Kind.SERVICES: 20_000, Kind.SOCIAL: 5_000},
            None,
            [
                "the services: the goods SEK 100, the services SEK 250",
                "the other services: the annex 2 services SEK 50, the other services SEK 200",
            ],
        ),
        ({Kind.GOODS: 10_000, Kind.SOCIAL: 5_000}, True, ["the goods SEK 100"]),
    ],
)
def test_the_main_subject_of_a_mixed_contract_is_told_with_both_values(
    parts: dict[Kind, int], works: bool | None, said: list[str]
) -> None:
    found = main_subject(
        parts,
        buyer=Buyer.SUB_CENTRAL,
        currency=Currency.SEK,
        on=MONDAY,
        works_are_main=works,
    )

    assert [reason.code for reason in found.reasons] == ["highest-value"] * len(said)
    for reason, words in zip(found.reasons, said, strict=True):
        assert words in reason.text.en


@pytest.mark.parametrize(
    ("qualified", "invited", "allowed"),
    [(8, 5, True), (5, 8, False), (4, 4, True), (8, 4, False)],
)
def test_a_notice_that_states_too_low_a_number_is_warned_of_whatever_the_answer(
    qualified: int, invited: int, allowed: bool
) -> None:
    made = Selection(Tendering.RESTRICTED, MONDAY, qualified, invited, stated=3)
    found = enough_invited(made, rulebook=Rulebook.SE_LOU)

    assert (found.allowed, found.least) == (allowed, 5)
    assert cites(found.warnings) == {"stated-below-the-least": Cite("LOU", 4, "7")}


@pytest.mark.parametrize(("qualified", "invited", "stated"), [(0, 1, 1), (1, 0, 1), (1, 1, 0)])
def test_a_selection_of_nobody_is_refused(qualified: int, invited: int, stated: int) -> None:
    assert Selection(Tendering.RESTRICTED, MONDAY, 1, 1, 1).qualified == 1
    with pytest.raises(ImpossibleFacts):
        Selection(Tendering.RESTRICTED, MONDAY, qualified, invited, stated)


def test_a_fee_under_older_rules_is_the_courts_by_its_own_paragraph() -> None:
    older = cites(penalty_fee(MILLION, begun=date(2020, 3, 2)).reasons)
    newer = cites(penalty_fee(MILLION, begun=date(2024, 1, 1)).reasons)

    assert older["decided-by-court"] == Cite("LOU", 21, "1")
    assert "decided-by-court" not in newer
