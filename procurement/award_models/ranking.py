"""Best first, and what a tie is decided by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from law.reasons import refuse
from procurement.award_models.offers import AwardModel, Offer


@dataclass(frozen=True)
class Placed:
    """An offer's place, 1 = best. ``tied_with``: the other offers with the same comparison."""

    offer_id: str
    comparison: Fraction
    place: int
    tied_with: tuple[str, ...] = ()


def rank(offers: Iterable[Offer], model: AwardModel) -> tuple[Placed, ...]:
    """Best first; a tie goes to the offer received earlier, then to the smaller id.

    Every place is given once, also in a tie, which ``tied_with`` tells. Raises
    ActRefused where two offers share an id or the model refuses an offer.
    """
    sign = 1 if model.lowest_wins else -1
    compared = sorted(
        ((model.comparison(offer), offer) for offer in offers),
        key=lambda pair: (sign * pair[0], pair[1].received_at, pair[1].id),
    )
    _check_ids([offer.id for _, offer in compared])
    ranking: list[Placed] = []
    for comparison, group in groupby(compared, key=lambda pair: pair[0]):
        ids = [offer.id for _, offer in group]
        for id_ in ids:
            tied = tuple(other for other in ids if other != id_)
            ranking.append(Placed(id_, comparison, len(ranking) + 1, tied))
    return tuple(ranking)


def _check_ids(ids: list[str]) -> None:
    twice = sorted(id_ for id_, times in Counter(ids).items() if times > 1)
    if twice:
        raise refuse(
            "award_model.duplicate_offer",
            sv=f"Flera anbud har id {', '.join(twice)}",
            en=f"Several offers have the id {', '.join(twice)}",
            todo_sv="Ge varje anbud ett eget id.",
            todo_en="Give every offer an id of its own.",
        )
