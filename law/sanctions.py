"""Who may not be awarded, or perform, a contract: regulation (EU) No 833/2014 article 5k.

The ban covers contracts at or above the thresholds of the procurement directives.
Ownership and shares are percentages: exactly half, or exactly a tenth, is not more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from law.dated import DatedValue, value
from law.reasons import Reason, Text
from law.refusals import ImpossibleFacts

BANNED_SINCE = "sanctions_owned_more_than"
WHOLE = 100


@dataclass(frozen=True)
class Party:
    """A supplier, or one it relies on, as article 5k asks about it.

    ``established`` is a Russian national or one established in Russia; ``owned`` the
    percentage owned by such, directly or indirectly; ``acts_for`` says that it acts on
    behalf or at the direction of one of these. ``relied_on`` is None for the supplier
    itself, else the percentage of the contract's value that the subcontractor or
    relied-on entity accounts for.
    """

    established: bool = False
    owned: Decimal = Decimal(0)
    acts_for: bool = False
    relied_on: Decimal | None = None

    def __post_init__(self) -> None:
        for share in (self.owned, Decimal(0) if self.relied_on is None else self.relied_on):
            if not 0 <= share <= WHOLE:
                raise ImpossibleFacts(
                    sv=f"en andel är mellan 0 och 100 procent, inte {share}",
                    en=f"a share is between 0 and 100 per cent, not {share}",
                )


@dataclass(frozen=True)
class Sanctioned:
    """Whether the contract is forbidden because of the party, and why."""

    forbidden: bool
    reasons: tuple[Reason, ...]
    warnings: tuple[Reason, ...] = ()


def award_forbidden(party: Party, award: date, *, above_threshold: bool) -> Sanctioned:
    """Whether a contract may not be awarded with the party in it on the day of the award.

    Raises law.dated.NoValue before the ban of 9 April 2022.
    """
    owner, share = value(BANNED_SINCE, award), value("sanctions_relied_on_more_than", award)
    if not above_threshold:
        return Sanctioned(False, (_below(owner),), (_freezes(owner),))
    named = tuple(_named(party, owner))
    if not named:
        return Sanctioned(False, (_not_named(party, owner),), (_freezes(owner),))
    if party.relied_on is None:
        return Sanctioned(True, (*named, _forbidden(owner)))
    over = party.relied_on > share.value
    relied = _relied_on(party.relied_on, share, over=over)
    reasons = (*named, relied, *((_forbidden(share),) if over else ()))
    return Sanctioned(over, reasons, () if over else (_freezes(share),))


def performance_forbidden(party: Party, on: date, *, above_threshold: bool) -> Sanctioned:
    """Whether a contract concluded before the ban may not be performed further on a day.

    Raises law.dated.NoValue before 11 October 2022, until when it could be wound up.
    """
    value("sanctions_performance", on)
    return award_forbidden(party, on, above_threshold=above_threshold)


def _named(party: Party, owner: DatedValue) -> Iterator[Reason]:
    if party.established:
        text = Text(
            "Parten är rysk medborgare eller etablerad i Ryssland",
            "The party is a Russian national or established in Russia",
        )
        yield Reason("established", text, owner.cite)
    if party.owned > owner.value:
        share = _spoken(party.owned)
        text = Text(
            f"Parten ägs till {share.sv} procent av sådana, mer än {owner.value} procent",
            f"The party is owned to {share.en} per cent by such, more than {owner.value} per cent",
        )
        yield Reason("owned", text, owner.cite)
    if party.acts_for:
        text = Text(
            "Parten handlar för någon sådans räkning eller på dess anvisning",
            "The party acts on behalf or at the direction of one of these",
        )
        yield Reason("acts-for", text, owner.cite)


def _not_named(party: Party, owner: DatedValue) -> Reason:
    share = _spoken(party.owned)
    text = Text(
        f"Parten omfattas inte: ägd till {share.sv} procent, och gränsen är mer än"
        f" {owner.value} procent",
        f"The party is not covered: owned to {share.en} per cent, and the limit is more than"
        f" {owner.value} per cent",
    )
    return Reason("not-covered", text, owner.cite)


def _relied_on(share: Decimal, limit: DatedValue, *, over: bool) -> Reason:
    held = _spoken(share)
    verb = Text("mer än", "more than") if over else Text("inte mer än", "not more than")
    text = Text(
        f"Den svarar för {held.sv} procent av kontraktets värde, {verb.sv} {limit.value} procent",
        f"It accounts for {held.en} per cent of the contract's value, {verb.en} {limit.value} per"
        " cent",
    )
    return Reason("relied-on-over" if over else "relied-on-within", text, limit.cite)


def _forbidden(rule: DatedValue) -> Reason:
    text = Text(
        "Kontraktet får varken tilldelas eller fullgöras",
        "The contract may be neither awarded nor performed",
    )
    return Reason("forbidden", text, rule.cite)


def _below(rule: DatedValue) -> Reason:
    text = Text(
        "Förbudet gäller inte kontrakt under tröskelvärdena",
        "The ban does not cover contracts below the thresholds",
    )
    return Reason("below-the-thresholds", text, rule.cite)


def _freezes(rule: DatedValue) -> Reason:
    text = Text(
        "Frysta tillgångar och importförbud gäller vid varje värde; kontrollera också dem",
        "Asset freezes and import bans apply at any value; check them too",
    )
    return Reason("check-other-sanctions", text, rule.cite)


def _spoken(share: Decimal) -> Text:
    """A percentage as a person writes it: 50, 33,3."""
    written = format(share.normalize(), "f")
    return Text(written.replace(".", ","), written)
