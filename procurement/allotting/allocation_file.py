"""Lots, prices, limits and the rule in one file, and the awards that follow. No database.

`docs/evaluation.md` shows both rules with an example.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from law.reasons import ActRefused, Cite, refuse
from procurement.allotting.allotment import (
    Combination,
    LotAward,
    LotOnOffer,
    LotRule,
    LotTerms,
    Ranked,
    Used,
    allot_in_order,
)
from procurement.evaluation.criteria import check_ids
from procurement.exact.files import Count, Exact, Id, Money, read_exact

# The most lots a tenderer can get, and the rule for which, are stated beforehand.
CAPS = Cite("LOU", 4, "15")


class StatedCombination(BaseModel):
    """``rebates``: bid → the share, 0 to 1, that it takes off if it gets all the lots."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Id
    lots: Annotated[tuple[Id, ...], Field(min_length=2)]
    rebates: dict[Id, Exact]


class AllocationFile(BaseModel):
    """``cap`` is everybody's, ``caps`` each bidder's own; a bidder not named has no limit.

    ``cap_value`` needs the lots' ``values``, ``capacity`` their ``needs``; these name all.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] = "SEK"
    rule: Literal["lot_order", "lowest_total"]
    lots: Annotated[tuple[Id, ...], Field(min_length=1)]
    cap: Count | None = None
    caps: dict[Id, Count] | None = None
    cap_value: Money | None = None
    values: dict[Id, Money] | None = None
    capacity: dict[Id, Money] | None = None
    needs: dict[Id, Money] | None = None
    combinations: tuple[StatedCombination, ...] = ()
    prices: dict[Id, dict[Id, Money]]

    @property
    def bidders(self) -> list[str]:
        return sorted({bidder for lot in self.prices.values() for bidder in lot})


@dataclass(frozen=True)
class Allocated:
    """``awards`` in the order of the lots; ``total`` in the currency's units, rebates taken off.

    ``combined``: the groups that were awarded together, and to whom.
    """

    file: AllocationFile
    awards: dict[str, str | None]
    total: Fraction
    combined: dict[str, str]


def allocate_file(path: Path) -> Allocated:
    """Read and allocate; raises `ActRefused` in one sentence where either cannot be done."""
    return allocated(read_exact(path, AllocationFile))


def allocated(file: AllocationFile) -> Allocated:
    _check(file)
    awards = allot_in_order(_on_offer(file), _rankings(file), _terms(file), _used(file))
    combined = {
        award.combination: award.winner_bid_id
        for award in awards
        if award.combination is not None and award.winner_bid_id is not None
    }
    won = {award.lot_id: award.winner_bid_id for award in awards}
    return Allocated(file, won, _total(file, awards, combined), combined)


def _total(
    file: AllocationFile, awards: Iterable[LotAward], combined: Mapping[str, str]
) -> Fraction:
    share = {each.id: 1 - each.rebates[combined[each.id]] for each in _of(file, combined)}
    paid = (
        file.prices[award.lot_id][award.winner_bid_id] * share.get(award.combination or "", 1)
        for award in awards
        if award.winner_bid_id is not None
    )
    return sum(paid, Fraction(0))


def _of(file: AllocationFile, combined: Mapping[str, str]) -> list[StatedCombination]:
    return [each for each in file.combinations if each.id in combined]


def _on_offer(file: AllocationFile) -> list[LotOnOffer]:
    values, _ = _in_whole(file.values, file.cap_value)
    needs, _ = _in_whole(file.needs, *(file.capacity or {}).values())
    return [LotOnOffer(lot, lot, values.get(lot, 0), needs.get(lot, 0)) for lot in file.lots]


def _rankings(file: AllocationFile) -> dict[str, list[Ranked]]:
    _, scale = _in_whole(file.needs, *(file.capacity or {}).values())
    staff = {bidder: int(scale * number) for bidder, number in (file.capacity or {}).items()}
    return {
        lot: [
            Ranked(bidder, bidder, price, staff.get(bidder, 0))
            for bidder, price in sorted(prices.items(), key=lambda pair: (pair[1], pair[0]))
        ]
        for lot, prices in file.prices.items()
    }


def _terms(file: AllocationFile) -> LotTerms:
    _, scale = _in_whole(file.values, file.cap_value)
    return LotTerms(
        LotRule(file.rule),
        cap_lots=_most_lots(file),
        cap_value=None if file.cap_value is None else int(file.cap_value * scale),
        capacity=file.capacity is not None,
        combinations=tuple(
            Combination(each.id, each.lots, each.rebates) for each in file.combinations
        ),
    )


def _used(file: AllocationFile) -> Used:
    """A bidder's own cap is the common one, less what it has used of it."""
    most = _most_lots(file) or 0
    return Used({bidder: most - own for bidder, own in (file.caps or {}).items()}, {}, {})


def _most_lots(file: AllocationFile) -> int | None:
    if file.caps is None:
        return file.cap
    return max(len(file.lots), *file.caps.values())


def _in_whole(
    numbers: Mapping[str, Fraction] | None, *limits: Fraction | None
) -> tuple[dict[str, int], int]:
    """The numbers as whole ones, and what makes them and the limits whole."""
    found = numbers or {}
    scale = lcm(*(n.denominator for n in (*found.values(), *limits) if n is not None))
    return {id_: int(number * scale) for id_, number in found.items()}, scale


def _check(file: AllocationFile) -> None:
    check_ids(file.lots, "anbudsområden", "lots")
    check_ids((each.id for each in file.combinations), "kombinationer", "combinations")
    _check_lots(file.prices, file, "prices")
    if file.cap is not None and file.caps is not None:
        raise _refused(
            "allocation.two_caps",
            "Filen har både cap och caps",
            "The file has both cap and caps",
            "Ange det ena",
            "State one of them",
            CAPS,
        )
    _check_bids(file.caps or (), file, "caps")
    _check_limit(file, "values", file.values, "cap_value", file.cap_value is not None)
    _check_limit(file, "needs", file.needs, "capacity", file.capacity is not None)
    _check_capacity(file)
    for each in file.combinations:
        _check_combination(file, each)


def _check_limit(
    file: AllocationFile,
    name: str,
    by_lot: Mapping[str, Fraction] | None,
    limit: str,
    limited: bool,
) -> None:
    """What the lots take and the limit on it stand together, and every lot is there."""
    if (by_lot is not None) != limited:
        there, lacking = (limit, name) if limited else (name, limit)
        raise _refused(
            "allocation.half_a_limit",
            f"Filen har {there} men inte {lacking}",
            f"The file has {there} but not {lacking}",
            "Ange båda eller ingen av dem",
            "State both of them or neither",
        )
    _check_lots(by_lot or (), file, name)
    if by_lot is not None:
        _check_complete(file.lots, by_lot, name)


def _check_capacity(file: AllocationFile) -> None:
    if file.capacity is not None:
        _check_bids(file.capacity, file, "capacity")
        _check_complete(file.bidders, file.capacity, "capacity")


def _check_combination(file: AllocationFile, stated: StatedCombination) -> None:
    where = f"combinations.{stated.id}"
    check_ids(stated.lots, f"anbudsområden i {where}", f"lots of {where}")
    _check_lots(stated.lots, file, where)
    _check_bids(stated.rebates, file, where)
    for bidder, rebate in stated.rebates.items():
        if not 0 <= rebate <= 1:
            raise _refused(
                "allocation.rebate",
                f"Rabatten för {bidder} i {where} är inte en andel från 0 till 1",
                f"The rebate of {bidder} in {where} is not a share from 0 to 1",
                "Ange fem procent som 0.05",
                "State five per cent as 0.05",
            )


def _check_complete(wanted: Iterable[str], stated: Iterable[str], where: str) -> None:
    for missing in sorted(set(wanted) - set(stated))[:1]:
        raise _refused(
            "allocation.incomplete",
            f"{missing} saknas i {where}",
            f"{missing} is missing in {where}",
            "Ange ett tal för var och en; noll skrivs ut",
            "State a number for each; a zero is written out",
        )


def _check_lots(named: Iterable[str], file: AllocationFile, where: str) -> None:
    _check_known(named, file.lots, where, "anbudsområde", "lot")


def _check_bids(named: Iterable[str], file: AllocationFile, where: str) -> None:
    _check_known(named, file.bidders, where, "anbud", "bid")


def _check_known(named: Iterable[str], known: Iterable[str], where: str, sv: str, en: str) -> None:
    for unknown in sorted(set(named) - set(known))[:1]:
        raise _refused(
            "allocation.unknown",
            f"{unknown} i {where} är inget {sv} i filen",
            f"{unknown} in {where} is no {en} of the file",
            "Rätta namnet eller ta bort det",
            "Correct the name or remove it",
            CAPS,
        )


def _refused(
    code: str, sv: str, en: str, todo_sv: str, todo_en: str, cite: Cite | None = None
) -> ActRefused:
    return refuse(code, sv=sv, en=en, todo_sv=todo_sv, todo_en=todo_en, cite=cite)
