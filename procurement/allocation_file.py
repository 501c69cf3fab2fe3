"""Lots, prices, caps and the rule in one file, and the awards that follow. No database.

`docs/evaluation.md` shows both rules with an example.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from law.reasons import ActRefused, Cite, refuse
from procurement.criteria import check_ids
from procurement.exact_file import Count, Id, Money, read_exact
from procurement.lots_awarded import LotRule, LotsOffered, awarded

# The most lots a tenderer can get, and the rule for which, are stated beforehand.
CAPS = Cite("LOU", 4, "15")


class AllocationFile(BaseModel):
    """``cap`` is everybody's, ``caps`` each bidder's own; a bidder not named has no limit."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] = "SEK"
    rule: Literal["lot_order", "lowest_total"]
    lots: Annotated[tuple[Id, ...], Field(min_length=1)]
    cap: Count | None = None
    caps: dict[Id, Count] | None = None
    prices: dict[Id, dict[Id, Money]]


@dataclass(frozen=True)
class Allocated:
    """``awards`` in the order of the lots; ``total`` in the currency's units."""

    file: AllocationFile
    awards: dict[str, str | None]
    total: Fraction


def allocate_file(path: Path) -> Allocated:
    """Read and allocate; raises `ActRefused` in one sentence where either cannot be done."""
    return allocated(read_exact(path, AllocationFile))


def allocated(file: AllocationFile) -> Allocated:
    check_ids(file.lots, "anbudsområden", "lots")
    _check_known(file.prices, file.lots, "prices", "anbudsområde", "lot")
    minor = lcm(*(price.denominator for lot in file.prices.values() for price in lot.values()))
    prices = {
        lot: {bidder: int(price * minor) for bidder, price in found.items()}
        for lot, found in file.prices.items()
    }
    awards = awarded(LotsOffered(file.lots, prices, _caps(file)), LotRule(file.rule))
    won = (prices[lot][bidder] for lot, bidder in awards.items() if bidder is not None)
    return Allocated(file, awards, Fraction(sum(won), minor))


def _caps(file: AllocationFile) -> dict[str, int]:
    bidders = {bidder for lot in file.prices.values() for bidder in lot}
    if file.cap is not None and file.caps is not None:
        raise _refused(
            "allocation.two_caps",
            "Filen har både cap och caps",
            "The file has both cap and caps",
            "Ange det ena",
            "State one of them",
        )
    if file.caps is not None:
        _check_known(file.caps, bidders, "caps", "anbud", "bid")
        return dict(file.caps)
    return {} if file.cap is None else dict.fromkeys(bidders, file.cap)


def _check_known(named: Iterable[str], known: Iterable[str], where: str, sv: str, en: str) -> None:
    for unknown in sorted(set(named) - set(known))[:1]:
        raise _refused(
            "allocation.unknown",
            f"{unknown} i {where} är inget {sv} i filen",
            f"{unknown} in {where} is no {en} of the file",
            "Rätta namnet eller ta bort det",
            "Correct the name or remove it",
        )


def _refused(code: str, sv: str, en: str, todo_sv: str, todo_en: str) -> ActRefused:
    return refuse(code, sv=sv, en=en, todo_sv=todo_sv, todo_en=todo_en, cite=CAPS)
