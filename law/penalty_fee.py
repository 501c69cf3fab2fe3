"""The procurement damage fee (upphandlingsskadeavgift): its bounds and times, LOU 21:6–11.

The supervisory authority (Konkurrensverket) must impose it where a final ruling
lets a contract stand despite a breached standstill or for an overriding public
interest, and may impose it for an unlawful direct award.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from law.amounts import MINOR, Currency, last_within
from law.amounts import spoken as in_words
from law.dated import DatedValue, latest, value
from law.days import months_after, spoken
from law.reasons import Cite, Reason, Text
from law.refusals import ImpossibleFacts

MONTHS = 12
MINOR_CASES = Cite("LOU", 21, "8")
NOT_BEFMINOR = Cite("LOU", 21, "11")


@dataclass(frozen=True)
class PenaltyFee:
    """The least and the greatest fee, in öre.

    ``possible`` is false where the greatest is below the least: then no fee
    keeps both limits, and none can be imposed.
    """

    least: int
    greatest: int
    possible: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class DecisionTime:
    """When the authority may decide on a fee, both days included.

    ``earliest`` is None where nothing has to be awaited. ``latest`` is not moved
    by closed days: no paragraph says that it is, and the longer reading would
    be to the buyer's loss.
    """

    earliest: date | None
    latest: date
    reasons: tuple[Reason, ...]


def penalty_fee(worth: int, *, begun: date | None = None) -> PenaltyFee:
    """The bounds of the fee for a procurement worth ``worth`` öre, excluding VAT.

    ``begun`` is the day the procurement was begun; without it today's rules are
    used. Raises ImpossibleFacts for a worth of nothing or less, and
    law.dated.NoValue for a procurement begun before the rules.
    """
    if worth <= 0:
        raise ImpossibleFacts(
            sv="Upphandlingens värde måste vara större än noll",
            en="The value of the procurement must be greater than nothing",
        )
    least, highest, percent = (
        _in_force(f"penalty_fee_{name}", begun) for name in ("lowest", "highest", "percent")
    )
    share = last_within(Fraction(worth * percent.value, 100))
    greatest = min(highest.value * MINOR, share)
    possible = greatest >= least.value * MINOR
    reasons = (
        _bounds(least, highest),
        _share(share, percent),
        *(() if possible else (_impossible(least, percent),)),
        _minor(),
    )
    return PenaltyFee(least.value * MINOR, greatest, possible, reasons)


def after_ruling(final: date, *, begun: date) -> DecisionTime:
    """When to decide after a ruling became final that lets a contract stand (LOU 21:10)."""
    months = value("penalty_fee_months_after_ruling", begun)
    last = months_after(final, months.value)
    when, ruled = spoken(last), spoken(final)
    text = Text(
        f"Beslutet ska meddelas inom {months.value} månader från det att avgörandet fick laga"
        f" kraft {ruled.sv}, alltså senast {when.sv}",
        f"The decision must come within {months.value} months of the ruling becoming final on"
        f" {ruled.en}, that is by {when.en}",
    )
    return DecisionTime(None, last, (Reason("after-ruling", text, months.cite),))


def after_direct_award(
    concluded: date, *, review_closes: date, reviews_final: Sequence[date] = (), begun: date
) -> DecisionTime:
    """When to decide on an unlawful direct award (LOU 21:11).

    ``review_closes`` is the last day to apply for review of the contract's
    validity; ``reviews_final`` holds the day each ruling on such a review became
    final, and then these decide. Raises ImpossibleFacts for a ruling or a last
    day before the contract.
    """
    if min((review_closes, *reviews_final)) < concluded:
        raise ImpossibleFacts(
            sv=f"Överprövningen kan inte vara avslutad före avtalet {concluded}",
            en=f"The review cannot be over before the contract of {concluded}",
        )
    if reviews_final:
        return _after_reviews(max(reviews_final), begun)
    years = value("penalty_fee_years_after_contract", begun)
    last, first = months_after(concluded, MONTHS * years.value), _day_after(review_closes)
    return DecisionTime(first, last, (_not_before(first), _within_years(last, years)))


def _in_force(name: str, begun: date | None) -> DatedValue:
    return latest(name) if begun is None else value(name, begun)


def _bounds(least: DatedValue, highest: DatedValue) -> Reason:
    low, high = _kronor(least.value * MINOR), _kronor(highest.value * MINOR)
    text = Text(
        f"Avgiften ska vara lägst {low.sv} och högst {high.sv}",
        f"The fee is at least {low.en} and at most {high.en}",
    )
    return Reason("lowest-and-highest", text, least.cite)


def _share(share: int, percent: DatedValue) -> Reason:
    amount = _kronor(share)
    text = Text(
        f"Den får inte överstiga {percent.value} procent av upphandlingens värde, {amount.sv}",
        f"It may not exceed {percent.value} per cent of the procurement's value, {amount.en}",
    )
    return Reason("share-of-value", text, percent.cite)


def _impossible(least: DatedValue, percent: DatedValue) -> Reason:
    low = _kronor(least.value * MINOR)
    text = Text(
        f"{percent.value} procent av värdet är mindre än {low.sv}: ingen avgift ryms inom båda"
        " gränserna",
        f"{percent.value} per cent of the value is less than {low.en}: no fee keeps both limits",
    )
    return Reason("no-fee-possible", text, percent.cite)


def _minor() -> Reason:
    text = Text(
        "I ringa fall påförs ingen avgift, och vid synnerliga skäl får den efterges",
        "In minor cases there is no fee, and for exceptional reasons it may be remitted",
    )
    return Reason("minor-cases", text, MINOR_CASES)


def _kronor(ore: int) -> Text:
    return in_words(ore, Currency.SEK)


def _day_after(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


def _not_before(first: date) -> Reason:
    when = spoken(first)
    text = Text(
        "Beslutet får inte meddelas innan tiden för överprövning av avtalets giltighet har löpt"
        f" ut: tidigast {when.sv}",
        "The decision may not come before the time for review of the contract's validity has run"
        f" out: {when.en} at the earliest",
    )
    return Reason("not-before-review-time", text, NOT_BEFMINOR)


def _within_years(last: date, years: DatedValue) -> Reason:
    when = spoken(last)
    text = Text(
        f"Beslutet ska meddelas inom {years.value} år från det att avtalet slöts: senast {when.sv}",
        f"The decision must come within {years.value} years of the contract: by {when.en}",
    )
    return Reason("after-contract", text, years.cite)


def _after_reviews(final: date, begun: date) -> DecisionTime:
    months = value("penalty_fee_months_after_review", begun)
    last = months_after(final, months.value)
    ruled, when = spoken(final), spoken(last)
    text = Text(
        f"Avtalet har överprövats: beslutet får meddelas först när alla avgöranden har fått laga"
        f" kraft, {ruled.sv}, och ska meddelas inom {months.value} månader, senast {when.sv}",
        "The contract has been reviewed: the decision may come only when every ruling is final,"
        f" {ruled.en}, and must come within {months.value} months, by {when.en}",
    )
    return DecisionTime(final, last, (Reason("after-reviews", text, months.cite),))
