"""The shipped play holds together, and a broken play folder says what to correct."""

from __future__ import annotations

import csv
from collections import Counter
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest

from interop.play_files import Play, load_play, organisation_number_is_valid

SHIPPED = Path(__file__).parents[2] / "examples" / "steg-till-arbete"
APPEALED = ("L10", "L22", "L45")
PASSED_OVER = ("L34", "L39")
FAILING_LOT = "L17"
Ranking = list[tuple[Decimal, str, str]]


@pytest.fixture(scope="module")
def play() -> Play:
    return load_play(SHIPPED)


class Reckoning:
    """The allocation worked out from the bare files, without the loader's types."""

    def __init__(self, play: Play) -> None:
        self.deductions = {
            criterion.id: {
                level.level: Decimal(level.amount_ore) / 100 for level in criterion.levels
            }
            for criterion in play.award.criteria
        }
        self.bids = self._rows("bids.csv")
        self.lots = self._rows("lots.csv")
        self.need = {lot["lot"]: Decimal(lot["at_fte_required"]) for lot in self.lots}
        self.capacity = {
            provider["provider"]: Decimal(provider["at_fte"])
            for provider in self._rows("providers.csv")
        }

    @staticmethod
    def _rows(name: str) -> list[dict[str, str]]:
        with (SHIPPED / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def comparison_price(self, bid: dict[str, str]) -> Decimal:
        deducted = [levels[int(bid[name])] for name, levels in self.deductions.items()]
        return Decimal(bid["price_sek"]) - sum(deducted)

    def ranking(self, lot: str, without: frozenset[str] = frozenset()) -> Ranking:
        return sorted(
            (self.comparison_price(bid), bid["provider"], bid["bid"])
            for bid in self.bids
            if bid["lot"] == lot and bid["bid"] not in without
        )

    def allocate(
        self, without: frozenset[str] = frozenset()
    ) -> tuple[dict[str, str], dict[str, str], set[tuple[str, str]], dict[str, Decimal]]:
        """Winner by lot, its bid by lot, (lot, provider) passed over, use by provider."""
        used = dict.fromkeys(self.capacity, Decimal(0))
        winners: dict[str, str] = {}
        bids: dict[str, str] = {}
        passed: set[tuple[str, str]] = set()
        order = sorted(
            self.lots, key=lambda lot: (-Decimal(lot["estimated_value_sek"]), lot["lot"])
        )
        for lot in (row["lot"] for row in order):
            for _, provider, bid in self.ranking(lot, without):
                if used[provider] + self.need[lot] > self.capacity[provider]:
                    passed.add((lot, provider))
                    continue
                used[provider] += self.need[lot]
                winners[lot], bids[lot] = provider, bid
                break
        return winners, bids, passed, used


@pytest.fixture(scope="module")
def reckoning(play: Play) -> Reckoning:
    return Reckoning(play)


@pytest.fixture(scope="module")
def failing_bid(reckoning: Reckoning) -> str:
    return reckoning.allocate()[1][FAILING_LOT]


def winning_prices(play: Play, reckoning: Reckoning, failing_bid: str) -> dict[str, int]:
    bids = reckoning.allocate(frozenset({failing_bid}))[1]
    price = {bid.id: bid.price_ore for bid in play.bids}
    return {lot: price[bid] for lot, bid in bids.items()}


def test_the_shipped_play_has_46_lots_12_providers_and_208_bids(play: Play) -> None:
    assert (len(play.lots), len(play.providers), len(play.bids)) == (46, 12, 208)


def test_the_shipped_play_loads_twice_to_the_same_values(play: Play) -> None:
    assert load_play(SHIPPED) == play


def test_every_invented_row_says_so(play: Play) -> None:
    marks = [
        *(lot.mark for lot in play.lots),
        *(provider.mark for provider in play.providers),
        *(bid.mark for bid in play.bids),
        *(evidence.mark for evidence in play.evidence),
        *(person.mark for person in play.people),
    ]
    assert all("invented" in mark for mark in marks)
    assert all("(demo)" in provider.mark for provider in play.providers)


def test_no_requirement_cites_a_chapter_outside_chapter_19s_reach(play: Play) -> None:
    cited = {requirement.cite.chapter for requirement in play.requirements if requirement.cite}
    assert cited == {19}


def test_every_bid_came_in_before_the_deadline_and_not_in_order(play: Play) -> None:
    received = [bid.received_at for bid in play.bids]
    assert max(received) < play.tender.bid_deadline
    assert received != sorted(received)


def test_each_lot_has_two_to_seven_bids_and_two_lots_have_just_two(play: Play) -> None:
    per_lot = Counter(bid.lot for bid in play.bids)
    assert len(per_lot) == 46
    assert set(per_lot.values()) == {2, 3, 4, 5, 6, 7}
    assert list(per_lot.values()).count(2) == 2


def test_no_two_bids_in_a_lot_have_the_same_comparison_price(reckoning: Reckoning) -> None:
    for lot in reckoning.need:
        prices = [price for price, _, _ in reckoning.ranking(lot)]
        assert len(set(prices)) == len(prices), lot


def test_only_the_provider_with_14_lots_is_passed_over(
    reckoning: Reckoning, failing_bid: str
) -> None:
    winners, _, passed, _ = reckoning.allocate(frozenset({failing_bid}))
    assert Counter(winners.values())["P01"] == 14
    assert passed == {(lot, "P01") for lot in PASSED_OVER}
    assert not {lot for lot in APPEALED if winners[lot] == "P01"}


def test_all_twelve_providers_win_and_two_bid_for_a_single_lot(
    reckoning: Reckoning, failing_bid: str
) -> None:
    winners = reckoning.allocate(frozenset({failing_bid}))[0]
    assert Counter(winners.values()) == {
        "P01": 14, "P02": 1, "P03": 1, "P04": 6, "P05": 5, "P06": 4,
        "P07": 4, "P08": 3, "P09": 3, "P10": 2, "P11": 2, "P12": 1,
    }  # fmt: skip
    given = Counter(bid["provider"] for bid in reckoning.bids)
    assert [provider for provider, bids in given.items() if bids == 1] in (
        ["P02", "P03"],
        ["P03", "P02"],
    )


def test_in_the_corrected_lot_the_second_is_full_and_the_third_has_room(
    reckoning: Reckoning, failing_bid: str
) -> None:
    lot = APPEALED[2]
    winners, _, passed, used = reckoning.allocate(frozenset({failing_bid}))
    first, second, third = [provider for _, provider, _ in reckoning.ranking(lot)][:3]
    assert (first, second, third) == ("P06", "P09", "P08")
    assert winners[lot] == first
    assert used[second] == reckoning.capacity[second]
    assert used[third] + reckoning.need[lot] <= reckoning.capacity[third]
    assert second not in {winners[appealed] for appealed in APPEALED}
    assert {provider for _, provider in passed} == {"P01"}


def test_the_court_has_the_corrected_lots_winning_bid_disregarded(
    play: Play, reckoning: Reckoning
) -> None:
    disregarded = [
        (of_lot.lot, act.disregard_bid)
        for of_lot in play.course.court_acts
        for act in of_lot.acts
        if act.act == "ruling" and act.disregard_bid
    ]
    assert disregarded == [("L45", reckoning.ranking("L45")[0][2])]


def test_what_is_kept_secret_from_the_loser_follows_from_nothing_it_is_told(play: Play) -> None:
    """The notice tells price and comparison price, so the sum of the masked deductions shows."""
    [request] = play.course.information_requests
    masked = [mask.field.removeprefix("criterion:") for mask in request.secrecy.masks]
    amounts = {
        criterion.id: {level.level: level.amount_ore for level in criterion.levels}
        for criterion in play.award.criteria
        if criterion.id in masked
    }
    [winning] = [b for b in play.bids if (b.lot, b.provider) == (request.lot, "P09")]
    shown = sum(amounts[each][winning.levels[each]] for each in masked)

    possible = product(*(levels.values() for levels in amounts.values()))
    assert sum(sum(deductions) == shown for deductions in possible) > 1


def test_the_failing_bid_moves_its_lot_and_no_other(reckoning: Reckoning, failing_bid: str) -> None:
    before, _, passed_before, _ = reckoning.allocate()
    after, _, passed_after, _ = reckoning.allocate(frozenset({failing_bid}))
    changed = {lot: (before[lot], after[lot]) for lot in before if before[lot] != after[lot]}
    assert changed == {FAILING_LOT: ("P07", "P05")}
    assert passed_before == passed_after
    assert FAILING_LOT not in (*APPEALED, *PASSED_OVER)


def missing_evidence(play: Play, bid_ids: set[str]) -> set[tuple[str, str]]:
    shown = {(item.provider, item.bid, item.kind) for item in play.evidence}
    return {
        (bid.id, requirement.evidence_kind)
        for bid in play.bids
        if bid.id in bid_ids
        for requirement in play.requirements
        if (bid.provider, bid.id if requirement.per_bid else None, requirement.evidence_kind)
        not in shown
    }


def test_one_presumptive_winner_lacks_one_piece_of_evidence(
    play: Play, reckoning: Reckoning, failing_bid: str
) -> None:
    first = set(reckoning.allocate()[1].values())
    again = set(reckoning.allocate(frozenset({failing_bid}))[1].values())
    assert missing_evidence(play, first) == {(failing_bid, "premises_in_lot")}
    assert missing_evidence(play, again) == set()


def test_the_corrected_lots_new_winner_has_evidence_of_april(
    play: Play, reckoning: Reckoning
) -> None:
    new_bid = reckoning.ranking("L45")[2][2]
    late = {
        item.kind
        for item in play.evidence
        if item.provider == "P08" and item.bid in (None, new_bid) and item.issued_on.year == 2026
    }
    assert late == {requirement.evidence_kind for requirement in play.requirements}


def test_reports_cover_every_lot_whose_contract_runs(play: Play) -> None:
    from_march = {lot.id for lot in play.lots} - set(APPEALED)
    assert list(play.reports) == ["2026-03", "2026-04", "2026-05"]
    for month, report in play.reports.items():
        # L10's contract is concluded in March and begins in May.
        expected = from_march | ({"L10"} if month == "2026-05" else set())
        assert {row.lot for row in report.submissions} == expected
        per_lot = Counter(row.lot for row in report.participants)
        assert set(per_lot) == expected
        assert min(per_lot.values()) >= 6
        assert max(per_lot.values()) <= 12


def test_exactly_one_therapist_in_one_month_has_no_licence(play: Play) -> None:
    missing = [
        (report.month, row.lot)
        for report in play.reports.values()
        for row in report.staff
        if row.role == "AT" and row.licence is None
    ]
    assert missing == [("2026-04", "L12")]


def test_exactly_one_participants_month_is_billed_twice(play: Play) -> None:
    billed = Counter(
        (line.lot, line.participant, line.service_month)
        for report in play.reports.values()
        for line in report.lines
    )
    assert [key for key, times in billed.items() if times > 1] == [("L01", "D-DDCK", "2026-03")]
    assert max(billed.values()) == 2


def test_every_attended_month_is_billed_once_at_the_contract_price(
    play: Play, reckoning: Reckoning, failing_bid: str
) -> None:
    prices = winning_prices(play, reckoning, failing_bid)
    for report in play.reports.values():
        own = {
            (line.lot, line.participant)
            for line in report.lines
            if line.service_month == report.month
        }
        attended = {(row.lot, row.participant) for row in report.participants if row.attended_hours}
        assert own == attended
        assert all(line.amount_ore == prices[line.lot] for line in report.lines)
        assert all(row.attended_hours <= row.scheduled_hours for row in report.participants)


def test_the_large_provider_has_too_few_therapists_in_some_lots_and_only_it(
    play: Play, reckoning: Reckoning
) -> None:
    winners = reckoning.allocate()[0]
    report = play.reports["2026-03"]
    active = Counter(row.lot for row in report.participants if row.part <= 2)
    weak = {
        row.lot
        for row in report.staff
        if row.role == "AT" and row.fte_tenths * 25 * 10 < 8 * 10 * active[row.lot]
    }
    assert len(weak) == 6
    assert {winners[lot] for lot in weak} == {"P01"}


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("990000-0119", True),
        ("9900000119", True),
        ("990000-0118", False),
        ("990000-011", False),
        ("9900-000119", False),
        ("99000O-0119", False),
        ("٩٩٠٠٠٠-٠١١٩", False),
        ("", False),
    ],
)
def test_an_organisation_number_has_ten_digits_and_a_luhn_check_digit(
    text: str, valid: bool
) -> None:
    assert organisation_number_is_valid(text) is valid
