"""A later step of an answer adds to the earlier ones and takes nothing away."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from law.amounts import Currency
from law.reasons import Cite
from law.refusals import ImpossibleFacts
from law.regime import Procurement, regime
from law.rulebook import Rulebook
from law.standstill import Extension, Notice, Procedure, standstill
from law.tender_period import Call, Stage, tender_period
from law.tender_period import Procedure as Tendering
from law.thresholds import Buyer, Kind
from law.validity import Information, Told, validity

MONDAY = date(2026, 3, 2)


@pytest.mark.parametrize("chosen", [date(2026, 5, 4), date(2026, 3, 9)], ids=["later", "earlier"])
def test_a_last_day_of_the_buyers_own_adds_to_the_reasons_and_warnings(chosen: date) -> None:
    least = tender_period(
        Call(Tendering.OPEN, Stage.TENDERS, MONDAY, urgent=True), rulebook=Rulebook.EU
    )
    own = tender_period(
        Call(Tendering.OPEN, Stage.TENDERS, MONDAY, urgent=True, chosen=chosen),
        rulebook=Rulebook.EU,
    )

    assert own.reasons[: len(least.reasons)] == least.reasons
    assert own.warnings[: len(least.warnings)] == least.warnings
    assert len(least.warnings) > 0
    later = chosen > (least.last_day or chosen)
    added = [reason.code for reason in own.reasons[len(least.reasons) :]]
    warned = [warning.code for warning in own.warnings[len(least.warnings) :]]
    assert (added, warned) == ((["chosen-day"], []) if later else ([], ["chosen-day-too-early"]))


@pytest.mark.parametrize(("country", "warned"), [("DE", []), ("CZ", ["chosen-day-closed"])])
def test_whether_a_chosen_day_is_closed_is_for_the_member_state(
    country: str, warned: list[str]
) -> None:
    # Christmas Eve is a holiday in the Czech Republic and not in Germany.
    call = Call(
        Tendering.OPEN,
        Stage.TENDERS,
        date(2026, 10, 1),
        chosen=date(2026, 12, 24),
        country=country,
    )

    found = tender_period(call, rulebook=Rulebook.EU)

    assert [warning.code for warning in found.warnings] == warned


def test_both_times_for_validity_are_told_whichever_is_earlier() -> None:
    concluded = date(2026, 3, 2)
    alone = validity(concluded)
    for told, last_day in (
        (date(2026, 3, 9), date(2026, 4, 8)),
        (date(2026, 8, 31), alone.last_day),
    ):
        both = validity(concluded, Information(Told.WRITTEN_NOTICE, told))
        assert both.last_day == last_day
        said = [reason.text.en for reason in both.reasons]
        assert [each for each in said if "concluded" in each]
        assert [each for each in said if "30 days" in each or "Day 30" in each]


@pytest.mark.parametrize(
    ("buyer", "cite"),
    [(Buyer.SUB_CENTRAL, Cite("LOU", 5, "3")), (Buyer.UTILITY, Cite("LUF", 5, "2"))],
)
def test_options_and_premiums_count_by_the_same_paragraph(buyer: Buyer, cite: Cite) -> None:
    case = Procurement(
        buyer, Kind.GOODS, Currency.SEK, MONDAY, 100, options=(100,), premiums=(100,)
    )
    reasons = {reason.code: reason.cite for reason in regime(case).reasons}

    assert reasons["options-counted"] == reasons["premiums-counted"] == cite


@pytest.mark.parametrize("amounts", ["options", "similar", "premiums", "lots"])
def test_no_part_of_a_value_may_be_nothing(amounts: str) -> None:
    parts: dict[str, tuple[int, ...]] = {amounts: (100, 0)}

    with pytest.raises(ImpossibleFacts):
        Procurement(
            Buyer.SUB_CENTRAL,
            Kind.GOODS,
            Currency.SEK,
            MONDAY,
            lots=parts.get("lots", (100,)),
            options=parts.get("options", ()),
            similar=parts.get("similar", ()),
            premiums=parts.get("premiums", ()),
        )


def test_a_voluntary_standstill_is_counted_from_the_last_notice_and_by_the_letter_among_them() -> (
    None
):
    def kept(*notices: Notice) -> str:
        bar = standstill(notices, rulebook=Rulebook.SE_LOU, procedure=Procedure.MINI_COMPETITION)
        return bar.reasons[-1].text.en

    assert "through Thursday 12 March 2026" in kept(Notice(MONDAY))
    assert "through Monday 16 March 2026" in kept(Notice(MONDAY), Notice(date(2026, 3, 4)))
    assert "through Thursday 19 March 2026" in kept(
        Notice(MONDAY, electronic=False), Notice(date(2026, 3, 4))
    )


def test_an_extension_after_a_longer_stated_end_gives_each_step_in_order() -> None:
    bar = standstill(
        [Notice(MONDAY)],
        rulebook=Rulebook.SE_LOU,
        stated_end=date(2026, 3, 17),
        extension=Extension(until=date(2026, 3, 24), sent=date(2026, 3, 16), to_all=True),
    )
    codes = [reason.code for reason in bar.reasons]

    assert bar.last_day == date(2026, 3, 24)
    assert ("stated-end-binds", "extension-binds") in pairwise(
        code for code in codes if code.endswith("binds")
    )
