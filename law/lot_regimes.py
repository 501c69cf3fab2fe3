"""Which rules each lot follows: all lots are summed, small ones may be excepted.

LOU 5:8 and LUF 5:7: once the sum reaches the threshold, every lot follows the
directive regime, except lots strictly below 80 000 euros (1 000 000 for works)
that together are at most 20 per cent of all lots.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from law.amounts import spoken
from law.dated import value
from law.reasons import Cite, Reason, Text
from law.thresholds import Buyer, Limit, near, small_lot
from law.valuation import Procurement

SMALL_LOT = Text("gränsen för små delkontrakt", "the limit for small lots")


class Regime(StrEnum):
    """The set of rules, from the lightest to the strictest."""

    DIRECT_AWARD = "direct-award"
    CHAPTER_19 = "chapter-19"
    DIRECTIVE = "directive"


@dataclass(frozen=True)
class Lot:
    """One lot's value, in öre or cents, and the rules it is procured under."""

    value: int
    regime: Regime


@dataclass(frozen=True)
class LotsAnswer:
    """The lots in the order given, why they are so, and what to check."""

    lots: tuple[Lot, ...]
    reasons: tuple[Reason, ...] = ()
    warnings: tuple[Reason, ...] = ()


def lots_of(case: Procurement, whole: Regime, direct: Limit) -> LotsAnswer:
    """The rules each lot follows when the whole procurement follows ``whole``.

    ``direct`` is the direct award limit of the day.
    """
    if whole is not Regime.DIRECTIVE or not case.lots:
        return LotsAnswer(_all(case, whole))
    limit = small_lot(case.buyer, case.kind, case.currency, case.on, case.rate)
    small = [lot for lot in case.lots if lot < limit.minor]
    doubts = (*_options_outside(case), *_near_small(case, limit))
    if not small:
        return LotsAnswer(_all(case, whole), (limit.reason, _none_small(case)), doubts)
    if _share(case, small) > _largest_share(case):
        why = (limit.reason, _too_large_a_share(case, small))
        single = (_single(case),) if len(small) == 1 else ()
        return LotsAnswer(_all(case, whole), why, (*doubts, *single))
    lots = (Lot(lot, Regime.CHAPTER_19 if lot < limit.minor else whole) for lot in case.lots)
    perhaps = (_perhaps_direct(case),) if direct.below(sum(small)) else ()
    return LotsAnswer(tuple(lots), (limit.reason, _excepted(case, small)), (*doubts, *perhaps))


def _all(case: Procurement, regime: Regime) -> tuple[Lot, ...]:
    return tuple(Lot(lot, regime) for lot in case.lots)


def _share(case: Procurement, small: Sequence[int]) -> Fraction:
    return Fraction(sum(small) * 100, sum(case.lots))


def _largest_share(case: Procurement) -> int:
    suffix = "_utility" if case.buyer is Buyer.UTILITY else ""
    return value(f"small_lot_share{suffix}", case.on).value


def _compared(case: Procurement, small: Sequence[int]) -> Text:
    together, share = spoken(sum(small), case.currency), _largest_share(case)
    part = spoken(sum(case.lots) * share // 100, case.currency)
    return Text(
        f"Delkontrakten under gränsen är tillsammans {together.sv}; {share} procent av alla"
        f" delkontrakt är {part.sv}",
        f"The lots below the limit are {together.en} together; {share} per cent of all lots"
        f" is {part.en}",
    )


def _none_small(case: Procurement) -> Reason:
    return _reason(
        case,
        "no-small-lots",
        Text(
            "Inget delkontrakt ligger under gränsen: alla är direktivstyrda",
            "No lot is below the limit: all follow the directive regime",
        ),
    )


def _too_large_a_share(case: Procurement, small: Sequence[int]) -> Reason:
    facts = _compared(case, small)
    return _reason(
        case,
        "small-lots-too-large-a-share",
        Text(
            f"{facts.sv}. Andelen överskrids, så alla delkontrakt är direktivstyrda",
            f"{facts.en}. The share is exceeded, so every lot follows the directive regime",
        ),
    )


def _excepted(case: Procurement, small: Sequence[int]) -> Reason:
    facts = _compared(case, small)
    return _reason(
        case,
        "small-lots-excepted",
        Text(
            f"{facts.sv}. De är därför undantagna från direktivstyrd upphandling och följer"
            " 19 kap., eller 19 a kap. om dess egna villkor är uppfyllda",
            f"{facts.en}. They are therefore excepted from the directive regime and follow"
            " chapter 19, or chapter 19a where its own conditions are met",
        ),
    )


def _single(case: Procurement) -> Reason:
    return _reason(
        case,
        "single-small-lot",
        Text(
            "Lagtexten nämner andelen bara för flera små delkontrakt, direktivet (2014/24/EU"
            " artikel 5.10) för alla; här följs direktivet",
            "The statute states the share only for several small lots, the directive (2014/24/EU"
            " art. 5(10)) for all; the directive is followed here",
        ),
    )


def _perhaps_direct(case: Procurement) -> Reason:
    return _reason(
        case,
        "excepted-lots-below-direct-award-limit",
        Text(
            "De undantagna delkontrakten är tillsammans under direktupphandlingsgränsen. Om de får"
            " direktupphandlas är inte avgjort, eftersom hela upphandlingens värde överstiger den",
            "The excepted lots are together under the direct award limit. Whether they may be"
            " awarded directly is not settled, as the value of the whole procurement exceeds it",
        ),
    )


def _near_small(case: Procurement, limit: Limit) -> Iterator[Reason]:
    found = (near(limit, lot, SMALL_LOT) for lot in case.lots)
    yield from dict.fromkeys(warning for warning in found if warning is not None)


def _options_outside(case: Procurement) -> Iterator[Reason]:
    if case.options:
        yield _reason(
            case,
            "options-outside-lots",
            Text(
                "Optionerna är inte fördelade på delkontrakten; ett delkontrakts värde ska räknas"
                " med dess egna optioner",
                "The options are not divided among the lots; a lot is valued with its own options",
            ),
        )


def _reason(case: Procurement, code: str, text: Text) -> Reason:
    return Reason(code, text, Cite(case.act, 5, case.lot_section))
