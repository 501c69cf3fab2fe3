"""Thresholds (tröskelvärden) and direct award limits, in kronor and euros, by date.

The Commission sets the thresholds for two calendar years at a time (directive
2014/24/EU article 6), so an entry of an earlier period says nothing about a
later one. Where the counter-values in kronor of a period are unknown, the euro
amounts are turned into kronor with a rate that is said to be an estimate.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from law.amounts import MINOR, Currency, nearest_whole, spoken
from law.dated import DatedValue, NoValue, parameter, value
from law.reasons import Basis, Reason, Text
from law.refusals import ImpossibleFacts

__all__ = [
    "THRESHOLD",
    "Buyer",
    "Kind",
    "Limit",
    "Rate",
    "direct_award_limit",
    "near",
    "rate",
    "rate_ignored",
    "small_lot",
    "threshold",
    "unsure",
]

THRESHOLD = Text("tröskelvärdet", "the threshold")

EUROS_QUOTED = 10_000
# A rate is a guess at an average over 24 months; it has not been further off than this.
MARGIN = Fraction(3, 100)


class Buyer(StrEnum):
    """Who buys: a central authority, another authority (LOU), or an entity under LUF."""

    CENTRAL = "central"
    SUB_CENTRAL = "sub-central"
    UTILITY = "utility"


class Kind(StrEnum):
    """What is bought; ``social`` is a social or other specific service of annex 2."""

    GOODS = "goods"
    SERVICES = "services"
    WORKS = "works"
    SOCIAL = "social"


@dataclass(frozen=True)
class Rate:
    """Kronor for one euro, and whether the Commission has used that rate."""

    kronor: Fraction
    estimated: bool
    source: DatedValue | None

    def to_sek(self, eur_minor: int) -> Fraction:
        return eur_minor * self.kronor

    def to_eur(self, sek_minor: int) -> Fraction:
        return sek_minor / self.kronor


@dataclass(frozen=True)
class Limit:
    """An amount of öre or cents that values are held against.

    ``uncertain`` limits rest on a rate; ``doubtful`` says whether a value is so
    near that another rate could turn the answer. ``assumed`` is that rate where the
    Commission's is not known. ``equal_is_below`` tells the older "at most" from
    "strictly below".
    """

    minor: int
    currency: Currency
    reason: Reason
    uncertain: bool = False
    equal_is_below: bool = False
    assumed: Rate | None = None

    def below(self, amount: int) -> bool:
        return amount < self.minor or (self.equal_is_below and amount == self.minor)

    def doubtful(self, amount: int) -> bool:
        return self.uncertain and abs(amount - self.minor) <= MARGIN * self.minor


def rate(on: date, chosen: Decimal | None = None) -> Rate:
    """Kronor for a euro in the period of ``on``: the Commission's, else ``chosen``, else a guess.

    Raises ImpossibleFacts for a chosen rate that is not positive, when it is
    needed; law.dated.NoValue before 2018.
    """
    _check_tables(on)
    known = value("sek_for_10_000_euro", on)
    if known.since == _period(on):
        return Rate(Fraction(known.value, EUROS_QUOTED), False, known)
    if chosen is not None:
        return Rate(_positive(chosen), True, None)
    guess = value("sek_for_10_000_euro_estimated", on)
    return Rate(Fraction(guess.value, EUROS_QUOTED), True, guess)


def threshold(
    buyer: Buyer, kind: Kind, currency: Currency, on: date, chosen: Decimal | None = None
) -> Limit:
    """The threshold of LOU 5:1 or LUF 5:1 on the day the call is sent.

    A value equal to it has reached it. ``chosen`` is the user's own kronor per
    euro, used only in a period whose kronor amounts are unknown. Raises
    ImpossibleFacts for a period without thresholds, NoValue before 2018.
    """
    exchange = rate(on, chosen)
    cell = _cell(buyer, kind)
    euros = _of_the_period(f"threshold_eur_{cell}", on)
    if currency is Currency.EUR:
        return _announced(euros, currency, on)
    if exchange.estimated:
        return _estimated_threshold(euros, exchange, on)
    return _announced(_of_the_period(f"threshold_sek_{cell}", on), currency, on)


def direct_award_limit(
    buyer: Buyer, kind: Kind, currency: Currency, on: date, chosen: Decimal | None = None
) -> Limit:
    """Where direct award for its low value ends (LOU 19a:2, LUF 19a:2, earlier 19:7).

    Laid down in kronor: in euros it is a conversion, and uncertain. An annex 2
    service has its own threshold as the limit since 2022-02-01.
    """
    suffix = "_utility" if buyer is Buyer.UTILITY else ""
    by_threshold = value(f"direct_award_below_annex_2_threshold{suffix}", on)
    if kind is Kind.SOCIAL and by_threshold.value:
        return _annex_2_limit(threshold(buyer, kind, currency, on, chosen), by_threshold)
    in_force = value(f"direct_award_limit{suffix}", on)
    at_most = value(f"direct_award_at_the_limit{suffix}", on).value == 1
    if currency is Currency.SEK:
        return _kronor_limit(in_force, at_most)
    return _limit_in_euros(in_force, rate(on, chosen), at_most)


def small_lot(
    buyer: Buyer, kind: Kind, currency: Currency, on: date, chosen: Decimal | None = None
) -> Limit:
    """The value a lot must be strictly below to be excepted (LOU 5:8, LUF 5:7)."""
    suffix = "_utility" if buyer is Buyer.UTILITY else ""
    works = "_works" if kind is Kind.WORKS else ""
    euros = value(f"small_lot_limit{works}{suffix}", on)
    amount = spoken(euros.value * MINOR, Currency.EUR)
    reason = Reason(
        "small-lot-limit",
        Text(
            f"Ett delkontrakt under {amount.sv} kan undantas",
            f"A lot below {amount.en} can be excepted",
        ),
        euros.cite,
    )
    if currency is Currency.EUR:
        return Limit(euros.value * MINOR, currency, reason)
    exchange = rate(on, chosen)
    kronor = nearest_whole(exchange.to_sek(euros.value * MINOR))
    return Limit(kronor, currency, reason, uncertain=exchange.estimated)


def rate_text(kronor: Fraction) -> Text:
    """A rate of at most a few decimals as written in either language."""
    exact = Decimal(kronor.numerator) / Decimal(kronor.denominator)
    written = format(exact.normalize(), "f")
    return Text(written.replace(".", ","), written)


def _cell(buyer: Buyer, kind: Kind) -> str:
    special = kind.value if kind in (Kind.WORKS, Kind.SOCIAL) else None
    if buyer is Buyer.UTILITY:
        return f"utility_{special}" if special else "utility"
    return special or buyer.value


def _period(on: date) -> date:
    return date(on.year - on.year % 2, 1, 1)


def _of_the_period(name: str, on: date) -> DatedValue:
    found = value(name, on)
    if found.since == _period(on):
        return found
    years = f"{_period(on).year}–{_period(on).year + 1}"
    raise ImpossibleFacts(
        sv=f"tröskelvärdena för {years} är inte kända här; de beslutas för två år i taget",
        en=f"the thresholds of {years} are not known here; they are set two years at a time",
    )


def _check_tables(on: date) -> None:
    first = parameter("sek_for_10_000_euro").values[0].since
    if on < first:
        raise NoValue(
            Text(
                f"tröskelvärdena för {on.year} finns inte i reglerna: de är kända från och med"
                f" {first.year}",
                f"the thresholds of {on.year} are not in the rules: known from {first.year}",
            )
        )


def _announced(found: DatedValue, currency: Currency, on: date) -> Limit:
    amount = spoken(found.value * MINOR, currency)
    return Limit(
        found.value * MINOR,
        currency,
        Reason(
            "threshold",
            Text(
                f"Tröskelvärdet den {on.isoformat()} är {amount.sv}",
                f"The threshold on {on.isoformat()} is {amount.en}",
            ),
            found.cite,
        ),
    )


def _estimated_threshold(euros: DatedValue, exchange: Rate, on: date) -> Limit:
    kronor = nearest_whole(exchange.to_sek(euros.value * MINOR))
    eur, sek = spoken(euros.value * MINOR, Currency.EUR), spoken(kronor, Currency.SEK)
    per_euro = rate_text(exchange.kronor)
    return Limit(
        kronor,
        Currency.SEK,
        Reason(
            "threshold-estimated",
            Text(
                f"Tröskelvärdet den {on.isoformat()} är {eur.sv}. Beloppet i kronor är inte känt"
                f" här; med den antagna kursen {per_euro.sv} uppskattas det till {sek.sv}",
                f"The threshold on {on.isoformat()} is {eur.en}. Its amount in kronor is not"
                f" known here; at an assumed rate of {per_euro.en} it is estimated at {sek.en}",
            ),
            euros.cite,
        ),
        uncertain=True,
        assumed=exchange,
    )


def _annex_2_limit(found: Limit, rule: DatedValue) -> Limit:
    amount = spoken(found.minor, found.currency)
    reason = Reason(
        "direct-award-limit",
        Text(
            f"En tjänst enligt bilaga 2 får direktupphandlas under sitt tröskelvärde, {amount.sv}",
            f"An annex 2 service may be awarded directly below its threshold, {amount.en}",
        ),
        rule.cite,
    )
    return replace(found, reason=reason)


def _kronor_limit(in_force: DatedValue, at_most: bool) -> Limit:
    amount = spoken(in_force.value * MINOR, Currency.SEK)
    text = Text(
        f"Direktupphandling får användas när värdet understiger {amount.sv}",
        f"Direct award may be used when the value is below {amount.en}",
    )
    if at_most:
        text = Text(
            f"Direktupphandling får användas när värdet uppgår till högst {amount.sv}",
            f"Direct award may be used when the value is at most {amount.en}",
        )
    return Limit(
        in_force.value * MINOR,
        Currency.SEK,
        Reason("direct-award-limit", text, in_force.cite),
        equal_is_below=at_most,
    )


def _limit_in_euros(in_force: DatedValue, exchange: Rate, at_most: bool) -> Limit:
    cents = nearest_whole(exchange.to_eur(in_force.value * MINOR))
    kronor, euros = _kronor_limit(in_force, at_most), spoken(cents, Currency.EUR)
    per_euro = rate_text(exchange.kronor)
    text = Text(
        f"{kronor.reason.text.sv}, vilket med kursen {per_euro.sv} är {euros.sv}",
        f"{kronor.reason.text.en}, which is {euros.en} at a rate of {per_euro.en}",
    )
    return Limit(
        cents,
        Currency.EUR,
        Reason("direct-award-limit", text, in_force.cite),
        uncertain=True,
        equal_is_below=at_most,
        assumed=exchange if exchange.estimated else None,
    )


def unsure(limit: Limit, amount: int, what: Text) -> Reason | None:
    """A warning that ``limit`` rests on an assumed rate, whatever the distance to it."""
    if limit.assumed is None or limit.doubtful(amount):
        return near(limit, amount, what)
    amount_of, per_euro = spoken(limit.minor, limit.currency), rate_text(limit.assumed.kronor)
    return Reason(
        "rate-assumed",
        Text(
            f"{_capital(what.sv)}, {amount_of.sv}, bygger på en antagen kurs,"
            f" {per_euro.sv} kronor per euro; kommissionens är inte känd här. Kontrollera beloppet"
            " eller ange kursen",
            f"{_capital(what.en)}, {amount_of.en}, rests on an assumed rate of"
            f" {per_euro.en} kronor per euro; the Commission's is not known here. Check the"
            " amount, or give the rate",
        ),
        limit.reason.cite,
    )


def rate_ignored(chosen: Decimal | None, on: date) -> Iterator[Reason]:
    """A warning where the user's own rate is given in a period that has the Commission's."""
    if chosen is None or (known := rate(on, chosen).source) is None:
        return
    used = rate_text(Fraction(known.value, EUROS_QUOTED))
    text = Text(
        f"Den angivna kursen används inte: periodens kurs är känd, {used.sv} kronor per euro",
        f"The rate given is not used: that of the period is known, {used.en} kronor per euro",
    )
    yield Reason("rate-ignored", text, known.cite)


def near(limit: Limit, amount: int, what: Text) -> Reason | None:
    """A warning that ``amount`` is within three per cent of an uncertain limit."""
    if not limit.doubtful(amount):
        return None
    held, against = spoken(amount, limit.currency), spoken(limit.minor, limit.currency)
    return Reason(
        "near-an-estimate",
        Text(
            f"{held.sv} ligger inom 3 procent från {what.sv}, {against.sv}, som är omräknat med en"
            " antagen kurs. Kontrollera beloppet i regeringens tillkännagivande om tröskelvärden"
            " (för 2026–2027 även kommissionens meddelande C/2025/5732) eller ange kursen",
            f"{held.en} is within 3 per cent of {what.en}, {against.en}, which is converted at an"
            " assumed rate. Check the amount in the Government's announcement of thresholds"
            " (for 2026–27 also Commission communication C/2025/5732), or give the rate",
        ),
        limit.reason.cite,
        Basis.STATUTE,
    )


def _capital(sentence: str) -> str:
    return sentence[0].upper() + sentence[1:]


def _positive(chosen: Decimal) -> Fraction:
    if not chosen.is_finite() or chosen <= 0:
        raise ImpossibleFacts(
            sv=f"kursen ska vara ett positivt tal kronor per euro, inte {chosen}",
            en=f"the rate must be a positive number of kronor per euro, not {chosen}",
        )
    return Fraction(chosen)
