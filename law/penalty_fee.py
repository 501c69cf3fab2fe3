"""The procurement damage fee (upphandlingsskadeavgift): its bounds and times, 21:6–11.

The supervisory authority (Konkurrensverket) must impose it where a final ruling
lets a contract stand despite a breached standstill or for an overriding public
interest, and may impose it for an unlawful direct award. In a procurement begun
before 2024 the authority applies to a court instead, in shorter time, for a fee
with half the ceiling. LUF chapter 21 says the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from law.amounts import MINOR, Currency, last_within
from law.amounts import spoken as in_words
from law.connected import connected, held
from law.dated import Confidence, DatedValue, value
from law.days import months_after, spoken
from law.reasons import Cite, Reason, Text
from law.refusals import ImpossibleFacts
from law.remedies import in_act
from law.rulebook import Rulebook

MONTHS = 12
_WHAT = Text("upphandlingsskadeavgift", "a procurement damage fee")


@dataclass(frozen=True)
class PenaltyFee:
    """The least and the greatest fee, in öre.

    ``possible`` is false where the greatest is below the least: then no fee
    keeps both limits, and none can be imposed. A warning tells of an older, lower
    ceiling where the start of the procurement is not known, and of paragraphs that
    have not been checked.
    """

    least: int
    greatest: int
    possible: bool
    reasons: tuple[Reason, ...]
    warnings: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class DecisionTime:
    """When the authority may decide on a fee, or apply for one, both days included.

    ``earliest`` is None where nothing has to be awaited. ``latest`` is not moved
    by closed days: no paragraph says that it is, and the longer reading would
    be to the buyer's loss.
    """

    earliest: date | None
    latest: date
    reasons: tuple[Reason, ...]
    warnings: tuple[Reason, ...] = ()


def penalty_fee(
    worth: int, *, begun: date | None = None, rulebook: Rulebook = Rulebook.SE_LOU
) -> PenaltyFee:
    """The bounds of the fee for a procurement worth ``worth`` öre, excluding VAT.

    ``begun`` is the day the procurement was begun; without it today's rules are
    used. Raises ImpossibleFacts for a worth of nothing or less or a rulebook
    without a fee, and law.dated.NoValue for a procurement begun before the rules.
    """
    if worth <= 0:
        raise ImpossibleFacts(
            sv="Upphandlingens värde måste vara större än noll",
            en="The value of the procurement must be greater than nothing",
        )
    named = ("lowest", "highest", "percent", "minor_cases")
    found = [connected(_name(name, rulebook), None, begun) for name in named]
    least, highest, percent, minor = (each.entry for each in found)
    share = last_within(Fraction(worth * percent.value, 100))
    greatest = min(highest.value * MINOR, share)
    possible = greatest >= least.value * MINOR
    reasons = (
        *(_by_court(least) if begun is not None and _in_court(begun, rulebook) else ()),
        _bounds(least, highest),
        _share(share, percent),
        *(() if possible else (_impossible(least, percent),)),
        _minor(minor),
    )
    ceiling = found[1]
    lower = ceiling.older is not None and ceiling.older.value * MINOR < greatest
    warnings = (*(ceiling.warnings if lower else ()), *_unchecked(least))
    return PenaltyFee(least.value * MINOR, greatest, possible, reasons, warnings)


def after_ruling(final: date, *, begun: date, rulebook: Rulebook = Rulebook.SE_LOU) -> DecisionTime:
    """When to decide after a ruling became final that lets a contract stand (21:10)."""
    months = value(_name("months_after_ruling", rulebook), begun)
    last, act = months_after(final, months.value), _act(in_court=_in_court(begun, rulebook))
    when, ruled = spoken(last), spoken(final)
    text = Text(
        f"{act.sv} inom {months.value} månader från det att avgörandet fick laga"
        f" kraft {ruled.sv}, alltså senast {when.sv}",
        f"{act.en} within {months.value} months of the ruling becoming final on"
        f" {ruled.en}, that is by {when.en}",
    )
    why = (Reason("after-ruling", text, months.cite),)
    return DecisionTime(None, last, why, tuple(_unchecked(months)))


def after_direct_award(
    concluded: date,
    *,
    review_closes: date,
    reviews_final: Sequence[date] = (),
    begun: date,
    rulebook: Rulebook = Rulebook.SE_LOU,
) -> DecisionTime:
    """When to decide on an unlawful direct award (21:11).

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
    in_court = _in_court(begun, rulebook)
    if reviews_final:
        months = value(_name("months_after_review", rulebook), begun)
        return _after_reviews(max(reviews_final), months, in_court=in_court)
    years = value(_name("years_after_contract", rulebook), begun)
    last, first = months_after(concluded, MONTHS * years.value), _day_after(review_closes)
    reasons = (
        _not_before(first, years, in_court=in_court),
        _within_years(last, years, in_court=in_court),
    )
    return DecisionTime(first, last, reasons, tuple(_unchecked(years)))


def _name(name: str, rulebook: Rulebook) -> str:
    return in_act(f"penalty_fee_{name}", rulebook, _WHAT)


def _in_court(begun: date, rulebook: Rulebook) -> bool:
    """Whether a court decides, on the supervisory authority's application."""
    return held(_name("by_authority", rulebook), begun) is None


def _act(*, in_court: bool) -> Text:
    """What must be done in time, by the authority itself or at the court."""
    if in_court:
        return Text(
            "Ansökan till förvaltningsrätten ska göras", "The court application must be made"
        )
    return Text("Beslutet ska meddelas", "The decision must come")


def _by_court(least: DatedValue) -> tuple[Reason, ...]:
    """The older chapter began with it: förvaltningsrätten i Växjö, mål nr 5385-20 (21:1)."""
    text = Text(
        "Upphandlingen påbörjades medan äldre regler gällde: förvaltningsrätten beslutar om"
        " avgiften på tillsynsmyndighetens ansökan",
        "The procurement began while older rules applied: the administrative court decides on"
        " the fee on the supervisory authority's application",
    )
    return (Reason("decided-by-court", text, Cite(least.cite.act, 21, "1")),)


def _unchecked(entry: DatedValue) -> Iterator[Reason]:
    if entry.confidence is not Confidence.HIGH:
        text = Text(
            "Paragrafernas nummer har inte kontrollerats mot lagens lydelse när upphandlingen"
            " påbörjades; kontrollera dem innan de åberopas",
            "The numbers of the paragraphs have not been checked against the wording of the act"
            " when the procurement began; check them before citing them",
        )
        yield Reason("paragraph-unchecked", text, entry.cite)


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


def _minor(minor: DatedValue) -> Reason:
    text = Text(
        "I ringa fall påförs ingen avgift, och vid synnerliga skäl får den efterges",
        "In minor cases there is no fee, and for exceptional reasons it may be remitted",
    )
    return Reason("minor-cases", text, minor.cite)


def _kronor(ore: int) -> Text:
    return in_words(ore, Currency.SEK)


def _day_after(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


def _not_before(first: date, years: DatedValue, *, in_court: bool) -> Reason:
    when = spoken(first)
    act = Text("Beslutet får inte meddelas", "The decision may not come")
    if in_court:
        act = Text("Ansökan får inte göras", "The court application may not be made")
    text = Text(
        f"{act.sv} innan tiden för överprövning av avtalets giltighet har löpt"
        f" ut: tidigast {when.sv}",
        f"{act.en} before the time for review of the contract's validity has run"
        f" out: {when.en} at the earliest",
    )
    return Reason("not-before-review-time", text, years.cite)


def _within_years(last: date, years: DatedValue, *, in_court: bool) -> Reason:
    when, act = spoken(last), _act(in_court=in_court)
    name = "years" if years.value > 1 else "year"
    text = Text(
        f"{act.sv} inom {years.value} år från det att avtalet slöts: senast {when.sv}",
        f"{act.en} within {years.value} {name} of the contract: by {when.en}",
    )
    return Reason("after-contract", text, years.cite)


def _after_reviews(final: date, months: DatedValue, *, in_court: bool) -> DecisionTime:
    last = months_after(final, months.value)
    ruled, when = spoken(final), spoken(last)
    act, must = Text("beslutet får meddelas", "the decision may come"), Text("meddelas", "come")
    if in_court:
        act, must = (
            Text("ansökan får göras", "the court application may be made"),
            Text("göras", "be made"),
        )
    text = Text(
        f"Avtalet har överprövats: {act.sv} först när alla avgöranden har fått laga"
        f" kraft, {ruled.sv}, och ska {must.sv} inom {months.value} månader, senast {when.sv}",
        f"The contract has been reviewed: {act.en} only when every ruling is final,"
        f" {ruled.en}, and must {must.en} within {months.value} months, by {when.en}",
    )
    why = (Reason("after-reviews", text, months.cite),)
    return DecisionTime(final, last, why, tuple(_unchecked(months)))
