"""Who gets which lot under the stated limits, and what the others are told."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest

from law.reasons import ActRefused, Text
from procurement.allotting.allotment import (
    Combination,
    LotAward,
    LotOnOffer,
    LotRule,
    LotTerms,
    Ranked,
    Used,
    allot,
    allot_in_order,
)

BIG = LotOnOffer("T/A", "A", 900_000_00, 20)
SMALL = LotOnOffer("T/B", "B", 100_000_00, 10)
NOTHING = Used({}, {}, {})
STAFF = LotTerms()
FREE = LotTerms(capacity=False)
LOWER_TOTAL = Text(
    "Områdena tilldelas till lägsta sammanlagda summa, och den nås när området går till ett"
    " annat anbud",
    "The lots are awarded at the lowest total, which is reached where the lot goes to another bid",
)


def bid(id_: str, price: str | int, capacity: int = 0) -> Ranked:
    """The tenderer is the first letter of the bid's id."""
    return Ranked(id_, id_[0], Fraction(price), capacity)


def winners(awards: tuple[LotAward, ...]) -> dict[str, str | None]:
    return {award.lot_id: award.winner_bid_id for award in awards}


def by_firm(prices: Mapping[str, Mapping[str, str | int]]) -> dict[str, list[Ranked]]:
    """Lot → firm → price, best first as written."""
    return {
        lot: [bid(f"{firm}{lot}", price, 99) for firm, price in row.items()]
        for lot, row in prices.items()
    }


F14 = by_firm(
    {
        "L1": {"A": "9.0", "B": "9.5", "C": 10},
        "L2": {"A": "5.0", "B": "5.8", "C": "5.9"},
        "L3": {"C": "3.7", "A": "3.8", "B": "3.9"},
    }
)
F14_LOTS = [LotOnOffer(f"L{n}", f"L{n}", 4 - n, 0) for n in (3, 1, 2)]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (LotRule.LOT_ORDER, {"L1": "AL1", "L2": "BL2", "L3": "CL3"}),
        (LotRule.LOWEST_TOTAL, {"L1": "BL1", "L2": "AL2", "L3": "CL3"}),
    ],
    ids=["F14", "F15"],
)
def test_one_lot_each_has_other_winners_by_the_other_rule(
    rule: LotRule, expected: dict[str, str]
) -> None:
    terms = LotTerms(rule, cap_lots=1, capacity=False)
    assert winners(allot(F14_LOTS, F14, terms, NOTHING)) == expected


def test_the_lot_of_greatest_value_comes_first_whatever_the_order_given() -> None:
    rankings = {
        "T/A": [bid("x1", 100, 20), bid("y1", 110, 30)],
        "T/B": [bid("x2", 90, 20), bid("y2", 95, 30)],
    }
    one = allot((SMALL, BIG), rankings, STAFF, NOTHING)
    assert one == allot((BIG, SMALL), rankings, STAFF, NOTHING)
    assert [(each.lot_id, each.winner_bid_id) for each in one] == [("T/A", "x1"), ("T/B", "y2")]


def test_lots_of_the_same_value_go_by_code() -> None:
    twin = LotOnOffer("T/0", "0", 900_000_00, 20)
    rankings = {lot: [bid(f"x{lot}", 1, 20)] for lot in ("T/A", "T/0")}
    found = winners(allot((BIG, twin), rankings, STAFF, NOTHING))
    assert found == {"T/0": "xT/0", "T/A": None}


def test_an_order_of_its_own_is_kept() -> None:
    rankings = {lot: [bid(f"x{lot}", 1, 20)] for lot in ("T/A", "T/B")}
    found = winners(allot_in_order((SMALL, BIG), rankings, STAFF, NOTHING))
    assert found == {"T/B": "xT/B", "T/A": None}


def test_who_is_passed_over_is_told_what_its_capacity_went_to() -> None:
    rankings = {
        "T/A": [bid("x1", 1, 25)],
        "T/B": [bid("x2", 1, 25), bid("y2", 2, 10), bid("z2", 3, 10)],
    }
    why = Text(
        "Uppgiven kapacitet 2,5 årsarbetskrafter är redan tagen i anspråk med 2,0;"
        " området kräver 1,0",
        "Of the declared capacity of 2.5 full-time equivalents 2.0 are already taken;"
        " the lot requires 1.0",
    )
    found = allot((BIG, SMALL), rankings, STAFF, NOTHING)
    assert found[1] == LotAward("T/B", "y2", {"x2": why})


def test_who_is_passed_over_is_told_how_many_lots_it_got() -> None:
    rankings = {"T/A": [bid("x1", 1)], "T/B": [bid("x2", 1), bid("y2", 2)]}
    terms = LotTerms(cap_lots=2, capacity=False)
    found = allot((BIG, SMALL), rankings, terms, Used({"x": 1}, {}, {}))
    assert found[1].passed_over == {
        "x2": Text(
            "Anbudsgivaren får redan 2 anbudsområden; ingen får fler än 2",
            "The tenderer already gets 2 lots; nobody gets more than 2",
        )
    }
    one = allot((BIG, SMALL), rankings, LotTerms(cap_lots=1, capacity=False), NOTHING)
    assert one[1].passed_over["x2"] == Text(
        "Anbudsgivaren får redan 1 anbudsområde; ingen får fler än 1",
        "The tenderer already gets 1 lot; nobody gets more than 1",
    )


def test_who_is_passed_over_is_told_the_value_it_got() -> None:
    rankings = {"T/A": [bid("x1", 1)], "T/B": [bid("x2", 1), bid("y2", 2)]}
    terms = LotTerms(cap_value=950_000_50, capacity=False)
    found = allot((BIG, SMALL), rankings, terms, NOTHING)
    assert found[1] == LotAward(
        "T/B",
        "y2",
        {
            "x2": Text(
                "Anbudsgivaren får redan områden med det uppskattade värdet 900 000; med detta"
                " (100 000) blir det mer än högsta värdet 950 000,5".replace(
                    "0 0", "0\N{NO-BREAK SPACE}0"
                ),
                "The tenderer already gets lots of the estimated value 900,000; with this one"
                " (100,000) it is more than the highest value 950,000.5",
            )
        },
    )


def test_a_better_bid_that_costs_the_whole_more_is_told_what_its_tenderer_gets_instead() -> None:
    found = allot(F14_LOTS, F14, LotTerms(LotRule.LOWEST_TOTAL, cap_lots=1), NOTHING)
    instead = Text(
        "Anbudsgivaren får redan 1 anbudsområde; ingen får fler än 1;"
        " så blir den sammanlagda summan lägst",
        "The tenderer already gets 1 lot; nobody gets more than 1; that is how the total is lowest",
    )
    assert [award.passed_over for award in found] == [{"AL1": instead}, {}, {}]


def test_a_tenderer_without_room_from_the_start_hears_of_no_total() -> None:
    terms = LotTerms(LotRule.LOWEST_TOTAL, cap_lots=1, capacity=False)
    found = allot(F14_LOTS, F14, terms, Used({"A": 1}, {}, {}))
    assert found[0].passed_over["AL1"].en == (
        "The tenderer already gets 1 lot; nobody gets more than 1"
    )


def test_no_tenderer_gets_more_than_any_of_its_winning_bids_declares() -> None:
    """The cheaper of x's bids on lot A declares less staff than both lots take."""
    rankings = {"T/A": [bid("x0", 0, 29), bid("x1", 1, 30)], "T/B": [bid("x2", 1, 30)]}
    lowest = allot((BIG, SMALL), rankings, LotTerms(LotRule.LOWEST_TOTAL), NOTHING)
    assert lowest == (LotAward("T/A", "x1", {"x0": LOWER_TOTAL}), LotAward("T/B", "x2", {}))
    assert winners(allot((BIG, SMALL), rankings, STAFF, NOTHING)) == {"T/A": "x0", "T/B": None}


def test_capacity_that_is_just_enough_is_enough() -> None:
    rankings = {"T/A": [bid("x1", 1, 30)], "T/B": [bid("x2", 1, 30)]}
    for rule in LotRule:
        found = allot((BIG, SMALL), rankings, LotTerms(rule), NOTHING)
        assert winners(found) == {"T/A": "x1", "T/B": "x2"}


@pytest.mark.parametrize("rule", list(LotRule))
@pytest.mark.parametrize(
    ("terms", "room", "full"),
    [
        (LotTerms(), Used({}, {}, {"x": 15}), Used({}, {}, {"x": 16})),
        (LotTerms(cap_lots=3), Used({"x": 2}, {}, {}), Used({"x": 3}, {}, {})),
        (
            LotTerms(cap_value=SMALL.estimated_value + 5),
            Used({}, {"x": 5}, {}),
            Used({}, {"x": 6}, {}),
        ),
    ],
    ids=["staff", "number", "value"],
)
def test_what_other_lots_take_already_counts(
    rule: LotRule, terms: LotTerms, room: Used, full: Used
) -> None:
    rankings = {"T/B": [bid("x2", 1, 25), bid("y2", 2, 10)]}
    stated = LotTerms(rule, terms.cap_lots, terms.cap_value)
    assert winners(allot((SMALL,), rankings, stated, room)) == {"T/B": "x2"}
    assert winners(allot((SMALL,), rankings, stated, full)) == {"T/B": "y2"}


def test_a_lot_that_nobody_can_take_has_no_winner() -> None:
    for rule in LotRule:
        found = allot((BIG, SMALL), {"T/A": [bid("x1", 1, 19)]}, LotTerms(rule), NOTHING)
        assert winners(found) == {"T/A": None, "T/B": None}
        assert [list(award.passed_over) for award in found] == [["x1"], []]


def test_declared_capacity_matters_only_where_the_documents_say_so() -> None:
    assert winners(allot((BIG,), {"T/A": [bid("x1", 1, 0)]}, FREE, NOTHING)) == {"T/A": "x1"}


def test_bids_that_tie_win_in_the_order_that_was_drawn() -> None:
    drawn = {"T/A": [bid("y1", 5, 99), bid("x1", 5, 99), bid("z1", 6, 99)]}
    for rule in LotRule:
        for cap in (None, 1):
            terms = LotTerms(rule, cap_lots=cap)
            assert winners(allot((BIG,), drawn, terms, NOTHING)) == {"T/A": "y1"}


GROUP = ("L1", "L2")
PRICES = by_firm({"L1": {"A": 10, "B": 12}, "L2": {"B": 10, "A": 11}, "L3": {"A": 5, "B": 6}})


@pytest.mark.parametrize("rule", list(LotRule))
@pytest.mark.parametrize(
    ("claim", "rebates", "terms", "expected"),
    [
        ("lower together", {"A": "1/10"}, FREE, {"L1": "A", "L2": "A", "L3": "A"}),
        ("as low: separate", {"A": "1/21"}, FREE, {"L1": "A", "L2": "B", "L3": "A"}),
        ("the lowest of the groups' offers", {"A": "1/10", "B": "2/10"}, FREE, "BBA"),
        ("nobody offers it", {}, FREE, "ABA"),
        ("the cap on lots does not stop a group", {"A": "1/10"}, LotTerms(cap_lots=1), "AAB"),
        ("a group that beats a lot left", {"A": "0"}, LotTerms(cap_lots=1), "AAB"),
        ("the cap on value does", {"A": "1/10"}, LotTerms(cap_value=4), "ABA"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_group_goes_together_where_that_is_lower(
    rule: LotRule, claim: str, rebates: dict[str, str], terms: LotTerms, expected: object
) -> None:
    group = Combination("K", GROUP, {firm: Fraction(share) for firm, share in rebates.items()})
    stated = LotTerms(rule, terms.cap_lots, terms.cap_value, False, (group,))
    prices = PRICES if claim != "a group that beats a lot left" else _without_b(PRICES)
    found = {a.lot_id: a.winner_bid_id for a in allot(F14_LOTS, prices, stated, NOTHING)}
    firms = expected if isinstance(expected, dict) else dict(zip(found, str(expected), strict=True))
    assert found == {lot: f"{firm}{lot}" for lot, firm in firms.items()}, claim


def _without_b(rankings: Mapping[str, list[Ranked]]) -> dict[str, list[Ranked]]:
    """B bids for the last lot alone."""
    return {
        lot: [each for each in row if each.organisation_id == "A" or lot == "L3"]
        for lot, row in rankings.items()
    }


def test_staff_that_does_not_exist_cannot_be_promised_in_a_group_either() -> None:
    group = Combination("K", ("T/A", "T/B"), {"x": Fraction(1, 2)})
    rankings = {"T/A": [bid("x1", 2, 29), bid("y1", 3, 30)], "T/B": [bid("x2", 2, 29)]}
    for rule in LotRule:
        found = allot((BIG, SMALL), rankings, LotTerms(rule, combinations=(group,)), NOTHING)
        assert {award.combination for award in found} == {None}


def test_a_group_of_which_a_lot_is_not_on_offer_is_no_group() -> None:
    group = Combination("K", ("L1", "L9"), {"A": Fraction(1)})
    for rule in LotRule:
        terms = LotTerms(rule, capacity=False, combinations=(group,))
        assert {award.combination for award in allot(F14_LOTS, PRICES, terms, NOTHING)} == {None}


def test_of_groups_that_share_a_lot_the_first_stated_goes_first_by_the_order_rule() -> None:
    groups = (
        Combination("K1", ("L1", "L2"), {"A": Fraction(1, 10)}),
        Combination("K2", ("L2", "L3"), {"B": Fraction(9, 10)}),
    )
    in_order = LotTerms(capacity=False, combinations=groups)
    assert [a.combination for a in allot(F14_LOTS, PRICES, in_order, NOTHING)] == ["K1", "K1", None]
    lowest = LotTerms(LotRule.LOWEST_TOTAL, capacity=False, combinations=groups)
    assert [a.combination for a in allot(F14_LOTS, PRICES, lowest, NOTHING)] == [None, "K2", "K2"]


def test_a_better_bid_on_a_lot_that_goes_in_a_group_is_told_so() -> None:
    group = Combination("Norr", GROUP, {"A": Fraction(1, 10)})
    why = Text(
        "Området tilldelas tillsammans med andra i kombinationen Norr, som sammantaget är bättre"
        " än områdena var för sig",
        "The lot is awarded together with others in the combination Norr, which as a whole is"
        " better than the lots one by one",
    )
    for rule in LotRule:
        terms = LotTerms(rule, capacity=False, combinations=(group,))
        assert allot(F14_LOTS, PRICES, terms, NOTHING) == (
            LotAward("L1", "AL1", {}, "Norr"),
            LotAward("L2", "AL2", {"BL2": why}, "Norr"),
            LotAward("L3", "AL3", {}),
        )


def test_numbers_too_large_to_settle_are_refused_and_not_rounded() -> None:
    rankings = {"T/A": [bid("x1", 10**39, 20), bid("y1", 1, 20)], "T/B": [bid("y2", 1, 20)]}
    with pytest.raises(ActRefused) as refused:
        allot((BIG, SMALL), rankings, LotTerms(LotRule.LOWEST_TOTAL), NOTHING)
    assert refused.value.in_("en") == (
        "The lowest total cannot be settled for so many lots and limits."
        " Use the rule of the lots' order, if the documents state it, or split the file."
    )


@pytest.mark.parametrize("rule", LotRule)
def test_a_lot_won_before_on_a_smaller_declaration_holds_what_comes_after_to_it(
    rule: LotRule,
) -> None:
    """A's bid for the concluded lot promised one post in all, and that one is taken."""
    lots = [LotOnOffer("L1", "L1", 1, 10)]
    bids = {"L1": [Ranked("A1", "A", Fraction(1), 30), Ranked("B1", "B", Fraction(2), 10)]}
    before = {"A": 1}, {"A": 1}, {"A": 10}
    one_promise = allot(lots, bids, LotTerms(rule), Used(*before, {"A": 10}))
    assert [award.winner_bid_id for award in one_promise] == ["B1"]
    a_larger_one = allot(lots, bids, LotTerms(rule), Used(*before, {"A": 20}))
    assert [award.winner_bid_id for award in a_larger_one] == ["A1"]


@pytest.mark.parametrize("beyond", [10**15, 10**40])
def test_one_bid_beyond_all_measure_keeps_nobody_from_settling_the_others(beyond: int) -> None:
    lots = [LotOnOffer("L1", "L1", 2, 1), LotOnOffer("L2", "L2", 2, 1)]
    prices = {"L1": {"A": 1, "B": 3, "C": beyond}, "L2": {"A": 1, "B": 2, "C": 3}}
    bids = {
        lot: [Ranked(f"{firm}-{lot}", firm, Fraction(price), 9) for firm, price in row.items()]
        for lot, row in prices.items()
    }
    terms = LotTerms(LotRule.LOWEST_TOTAL, cap_value=3)
    awards = allot(lots, bids, terms, Used({}, {}, {}))
    assert [award.winner_bid_id for award in awards] == ["A-L1", "B-L2"]


@pytest.mark.parametrize("first", ["A", "B"])
def test_of_awards_that_are_as_good_the_ticket_decides_and_no_id_that_a_bidder_chose(
    first: str,
) -> None:
    """A is best on both lots and B second by as much: either may have either."""
    lots = [LotOnOffer("L1", "L1", 2, 0), LotOnOffer("L2", "L2", 1, 0)]
    tickets = {"A": "2" if first == "B" else "0", "B": "1"}
    bids = {
        lot.lot_id: [
            Ranked(f"{firm}-{lot.lot_id}", firm, Fraction(price), 9, tickets[firm])
            for firm, price in (("A", 100), ("B", 110))
        ]
        for lot in lots
    }
    terms = LotTerms(LotRule.LOWEST_TOTAL, cap_lots=1)
    awards = allot(lots, bids, terms, Used({}, {}, {}))
    assert awards[0].winner_bid_id == f"{first}-L1"


def test_values_are_told_in_whole_units_of_a_currency_without_parts() -> None:
    """A yen has no hundredths."""
    lots = [LotOnOffer("L1", "L1", 500, 0), LotOnOffer("L2", "L2", 300, 0)]
    bids = {lot.lot_id: [Ranked(f"A-{lot.lot_id}", "A", Fraction(1), 0)] for lot in lots}
    terms = LotTerms(cap_value=600, capacity=False, minor_units=1)
    _, second = allot(lots, bids, terms, Used({}, {}, {}))
    assert second.passed_over["A-L2"].en == (
        "The tenderer already gets lots of the estimated value 500; with this one (300) it is more"
        " than the highest value 600"
    )
