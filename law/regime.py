"""Which rules govern a procurement: the directive regime, chapter 19, or direct award.

Decided by the value of the whole procurement, options and lots included, on the
day the call for competition is sent (LOU 1:4, 5:1–5:8, 19a:2; LUF likewise).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from law.amounts import Currency
from law.dated import value
from law.lot_regimes import Lot, Regime, lots_of
from law.reasons import Cite, Reason, Text
from law.thresholds import (
    THRESHOLD,
    Buyer,
    Kind,
    Limit,
    direct_award_limit,
    rate_ignored,
    threshold,
    unsure,
)
from law.valuation import Procurement, valuing

__all__ = ["Lot", "Procurement", "Regime", "RegimeAnswer", "regime"]

# In force from the one day until the other (prop. 2017/18:158; lag 2021:1110).
WELFARE_EXEMPTION = (date(2019, 1, 1), date(2022, 2, 1))
DIRECT_AWARD = Text("direktupphandlingsgränsen", "the direct award limit")


@dataclass(frozen=True)
class RegimeAnswer:
    """The regime of the whole, the limits it was held against, and of each lot.

    ``value`` is the whole value; all amounts in minor units of ``currency``.
    Warnings say what a person must check before relying on the answer.
    """

    regime: Regime
    value: int
    currency: Currency
    threshold: int
    direct_award_limit: int
    lots: tuple[Lot, ...]
    reasons: tuple[Reason, ...]
    warnings: tuple[Reason, ...] = ()


def regime(case: Procurement) -> RegimeAnswer:
    """Which rules govern ``case``, with the reason for each step.

    Raises ImpossibleFacts where the thresholds of the day are unknown;
    law.dated.NoValue before 2018.
    """
    limit = threshold(case.buyer, case.kind, case.currency, case.on, case.rate)
    direct = direct_award_limit(case.buyer, case.kind, case.currency, case.on, case.rate)
    chosen = _regime(case, case.total, limit, direct)
    steps = (*valuing(case), limit.reason, *_deciding(case, limit, direct, chosen))
    lots = lots_of(case, chosen, direct)
    return RegimeAnswer(
        chosen,
        case.total,
        case.currency,
        limit.minor,
        direct.minor,
        lots.lots,
        (*steps, *lots.reasons),
        (
            *_near(case, limit, direct),
            *_welfare(case, direct, chosen),
            *_split(case, limit, direct, chosen),
            *lots.warnings,
        ),
    )


def _near(case: Procurement, limit: Limit, direct: Limit) -> Iterator[Reason]:
    warnings = [unsure(limit, case.total, THRESHOLD)]
    # For an annex 2 service the two limits are one and the same amount.
    if direct.minor != limit.minor:
        warnings.append(unsure(direct, case.total, DIRECT_AWARD))
    yield from (warning for warning in warnings if warning is not None)
    yield from rate_ignored(case.rate, case.on)


def _welfare(case: Procurement, direct: Limit, chosen: Regime) -> Iterator[Reason]:
    """Welfare services had an exemption of their own, by an annex 2 a, for three years."""
    if case.kind is not Kind.SOCIAL or chosen is Regime.DIRECT_AWARD:
        return
    if WELFARE_EXEMPTION[0] <= case.on < WELFARE_EXEMPTION[1]:
        yield Reason("welfare-services", _ANNEX_2_A, direct.reason.cite)


_ANNEX_2_A = Text(
    "Kontrollera om tjänsten var en välfärdstjänst enligt den dåvarande bilaga 2 a: en sådan"
    " behövde inte annonseras under 28 procent av tröskelvärdet för tjänster enligt bilaga 2"
    " (prop. 2017/18:158). Det undantaget prövas inte här",
    "Check whether the service was a welfare service of the annex 2 a of that time: one below 28"
    " per cent of the annex 2 threshold needed no notice (Government Bill 2017/18:158). That"
    " exemption is not tried here",
)


def _regime(case: Procurement, worth: int, limit: Limit, direct: Limit) -> Regime:
    if case.kind is not Kind.SOCIAL and worth >= limit.minor:
        return Regime.DIRECTIVE
    return Regime.DIRECT_AWARD if direct.below(worth) else Regime.CHAPTER_19


def _split(case: Procurement, limit: Limit, direct: Limit, chosen: Regime) -> Iterator[Reason]:
    """Bought on its own the contract would follow lighter rules than with the similar ones."""
    if _regime(case, case.alone, limit, direct) is chosen:
        return
    directive = chosen is Regime.DIRECTIVE
    where = "above" if directive else "below"
    suffix = "_utility" if case.buyer is Buyer.UTILITY else ""
    rule = value(f"no_splitting_{where}_threshold{suffix}", case.on)
    if rule.value:
        yield Reason("may-not-be-split", _OBJECTIVE if directive else _EVADED, rule.cite)


_OBJECTIVE = Text(
    "För sig skulle kontraktet inte nå tröskelvärdet. En sådan uppdelning är tillåten endast om"
    " den är berättigad av objektiva skäl",
    "On its own the contract would not reach the threshold. Such a division is allowed only if"
    " objective reasons justify it",
)
_EVADED = Text(
    "För sig skulle kontraktet få direktupphandlas. En upphandling får inte delas upp i avsikt"
    " att kringgå 19 kap.",
    "On its own the contract could be awarded directly. A procurement may not be split in order"
    " to evade chapter 19",
)


def _deciding(case: Procurement, limit: Limit, direct: Limit, chosen: Regime) -> Iterator[Reason]:
    if chosen is Regime.DIRECTIVE:
        yield _threshold_reached(case, limit)
        # The answer gives the limit too, so it tells what that rests on.
        if direct.assumed is not None:
            yield direct.reason
        return
    yield _annex_2(case) if case.kind is Kind.SOCIAL else _below_the_threshold(case)
    yield direct.reason
    if chosen is Regime.DIRECT_AWARD:
        yield _direct_award(case, direct)
        return
    yield _chapter_19(case, direct)
    if case.kind is Kind.SOCIAL and _renewed(direct):
        yield _individual_report(case)


def _threshold_reached(case: Procurement, limit: Limit) -> Reason:
    act = case.act
    equal = case.total == limit.minor
    sv = "är lika med tröskelvärdet, som därmed är nått" if equal else "uppgår till tröskelvärdet"
    en = "equals the threshold, which is thereby reached" if equal else "reaches the threshold"
    return Reason(
        "threshold-reached",
        Text(
            f"Värdet {sv}: upphandlingen är direktivstyrd, och hela {act} gäller utom 19 och"
            " 19 a kap.",
            f"The value {en}: the directive regime applies, all of {act} except chapters 19"
            " and 19a",
        ),
        Cite(act, 1, "4"),
    )


def _below_the_threshold(case: Procurement) -> Reason:
    return Reason(
        "below-threshold",
        Text(
            "Värdet understiger tröskelvärdet: upphandlingen är inte direktivstyrd",
            "The value is below the threshold: the directive regime does not apply",
        ),
        Cite(case.act, 1, "4"),
    )


def _annex_2(case: Procurement) -> Reason:
    return Reason(
        "annex-2",
        Text(
            "En tjänst enligt bilaga 2 är aldrig direktivstyrd, oavsett värde",
            "An annex 2 service is never under the directive regime, whatever its value",
        ),
        Cite(case.act, 1, "4"),
    )


def _direct_award(case: Procurement, direct: Limit) -> Reason:
    return Reason(
        "direct-award-allowed",
        Text(
            "Värdet ligger inom gränsen: direktupphandling får användas. Upphandlingen får inte"
            f" delas upp för att komma undan 19 kap. {case.act}",
            "The value is within the limit: direct award may be used. The procurement may not be"
            f" split to avoid {case.act} chapter 19",
        ),
        direct.reason.cite,
    )


def _chapter_19(case: Procurement, direct: Limit) -> Reason:
    equal = case.total == direct.minor
    sv = "är lika med gränsen" if equal else "överstiger gränsen"
    en = "equals the limit" if equal else "exceeds the limit"
    text = Text(
        f"Värdet {sv} för direktupphandling: upphandlingen ska annonseras enligt 19 kap."
        f" {case.act}",
        f"The value {en} for direct award: the procurement must be advertised under {case.act}"
        " chapter 19",
    )
    return Reason("chapter-19", _alone(text) if _renewed(direct) else text, Cite(case.act, 19, "1"))


def _alone(text: Text) -> Text:
    return Text(
        f"{text.sv}; av övriga kapitel gäller endast 1–3, 5, 20 och 21",
        f"{text.en}; of the other chapters only 1–3, 5, 20 and 21 apply",
    )


def _renewed(direct: Limit) -> bool:
    """Whether chapters 19 and 19a stand as they were made anew on 2022-02-01."""
    return direct.reason.cite is not None and direct.reason.cite.chapter == "19a"


def _individual_report(case: Procurement) -> Reason:
    return Reason(
        "individual-report",
        Text(
            "För en tjänst enligt bilaga 2 ska även sådan information bevaras som ingår i en"
            " individuell rapport",
            "For an annex 2 service the information of an individual report must be kept too",
        ),
        Cite(case.act, 19, "22"),
    )
