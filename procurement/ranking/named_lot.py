"""An evaluated lot as people read it: tenderers and criteria by name, money in whole units.

The comparison is the same: only names change, and all money by the same factor.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from documents.formats import minor_units
from law.reasons import Lang
from models.store import Work
from models.tender import Bid
from people.actors import organisation_names
from procurement.evaluation.criteria import PRICE
from procurement.evaluation.evaluation_file import (
    EvaluationFile,
    StatedBid,
    StatedCriterion,
    StatedParameters,
)
from procurement.tenders.terms import AwardTerms


@dataclass(frozen=True)
class Names:
    """``bids``: bid id → tenderer; ``criteria``: criterion → title. No two are the same."""

    bids: Mapping[str, str]
    criteria: Mapping[str, str]


def names_of(work: Work, bids: Mapping[str, Bid], terms: AwardTerms, lang: Lang) -> Names:
    tenderers = organisation_names(work)
    return Names(
        _distinct({bid_id: tenderers[bid.organisation_id] for bid_id, bid in bids.items()}),
        criterion_names(terms, lang),
    )


def criterion_names(terms: AwardTerms, lang: Lang) -> Mapping[str, str]:
    titles = {each.id: each.title.in_(lang) for each in terms.criteria if each.id != PRICE}
    # The models know the price's own grade by its id.
    return {**_distinct(titles), PRICE: PRICE}


def _distinct(named: Mapping[str, str]) -> dict[str, str]:
    """Two of the same name are told apart by their ids."""
    counts = Counter([*named.values(), PRICE])
    return {key: name if counts[name] == 1 else f"{name} ({key})" for key, name in named.items()}


def in_units(file: EvaluationFile) -> EvaluationFile:
    """The same file with its money in the currency's units: 1 250.50, not 125050 öre."""
    factor = Fraction(1, minor_units(file.currency))
    parameters = file.parameters
    stated = {
        name: anchor * factor
        for name in ("full_at", "zero_at")
        if isinstance(anchor := getattr(parameters, name), Fraction)
    }
    return file.model_copy(
        update={
            "parameters": _changed(parameters, stated),
            "criteria": tuple(_scaled(each, factor) for each in file.criteria),
            "bids": tuple(
                bid if bid.price is None else bid.model_copy(update={"price": bid.price * factor})
                for bid in file.bids
            ),
        }
    )


def _changed(parameters: StatedParameters, stated: Mapping[str, Fraction]) -> StatedParameters:
    return parameters.model_copy(update=dict(stated)) if stated else parameters


def _scaled(criterion: StatedCriterion, factor: Fraction) -> StatedCriterion:
    if criterion.amounts is None:
        return criterion
    amounts = {level: amount * factor for level, amount in criterion.amounts.items()}
    return criterion.model_copy(update={"amounts": amounts})


def named(file: EvaluationFile, names: Names) -> EvaluationFile:
    """The file with tenderers for bid ids and titles for criteria."""
    criteria = names.criteria
    return file.model_copy(
        update={
            "criteria": tuple(
                each.model_copy(update={"id": criteria[each.id]}) for each in file.criteria
            ),
            "bids": tuple(_named_bid(bid, names) for bid in file.bids),
        }
    )


def _named_bid(bid: StatedBid, names: Names) -> StatedBid:
    return bid.model_copy(
        update={
            "id": names.bids[bid.id],
            "points": {names.criteria.get(key, key): value for key, value in bid.points.items()},
            "levels": {names.criteria.get(key, key): value for key, value in bid.levels.items()},
        }
    )
