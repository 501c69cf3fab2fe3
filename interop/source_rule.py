"""The award rule a tender states: its features and the model they make for each lot.

ProZorro: every feature has an `enum` of values; a bid's `parameters` pick one
each. A lot is judged by the features of the tenderer, of the lot, and of the
items in the lot; the rule is price / (1 + points / (1 − max points)).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from interop.json_place import Place
from law.reasons import Text
from procurement.award_models import AwardModel, HighestValue, LowestPrice, PricePerCoefficient

_FEATURE_OUT = Text(
    "Egenskapen räknas inte; rätta uppgiften och kör igen.",
    "The feature is not counted; correct the value and run again.",
)
_PRICE_ALONE = Text(
    "Anbuden jämförs på priset ensamt; kontrollera att det är upphandlingens regel.",
    "The bids are compared on price alone; check that this is the tender's rule.",
)
BID_OUT = Text(
    "Anbudet är inte med i rangordningen; rätta uppgiften och kör igen.",
    "The bid is left out of the ranking; correct the value and run again.",
)
_NO_POINTS = Text(
    "Det ger 0 poäng; lägg till värdet om anbudet har ett.",
    "It gives 0 points; add the value if the bid has one.",
)
_IGNORED = Text("Uppgiften används inte; rätta koden.", "The value is not used; correct the code.")
_PRICE_RULES = frozenset({"lowestCost", "lowestPrice", "priceOnly", "costOnly", "singleBidOnly"})


@dataclass(frozen=True)
class Feature:
    """``about`` is the lot it belongs to, None where it belongs to every lot."""

    code: str
    values: frozenset[Fraction]
    about: str | None


@dataclass(frozen=True)
class Rule:
    """What the tender compares bids by."""

    highest_value: bool
    features: tuple[Feature, ...]
    left_out: frozenset[str] = frozenset()

    def of_lot(self, lot_id: str) -> tuple[Feature, ...]:
        return tuple(f for f in self.features if f.about is None or f.about == lot_id)


def read_rule(tender: Place) -> Rule:
    places = tender.at("features").objects(_FEATURE_OUT)
    item_lots = _lots_of_items(tender)
    read = [(place, _read_feature(place, item_lots)) for place in places]
    features: dict[str, Feature] = {}
    left_out: set[str] = set()
    for place, feature in read:
        if feature is None:
            left_out.update(code for code in [place.at("code").value] if isinstance(code, str))
        elif feature.code in features:
            place.at("code").complain("används redan", "is already used", _FEATURE_OUT)
        else:
            features[feature.code] = feature
    rule = Rule(_is_esco(tender), tuple(features.values()), frozenset(left_out))
    _check_criterion(tender, rule)
    return rule


def _is_esco(tender: Place) -> bool:
    method = tender.first("procurementMethodType", "procurementMethodDetails").value
    return isinstance(method, str) and method.split(".")[0].lower() == "esco"


def _check_criterion(tender: Place, rule: Rule) -> None:
    place = tender.at("awardCriteria")
    rated = place.value == "ratedCriteria" and bool(rule.features)
    if place.value is None or rated or rule.highest_value:
        return
    if not (isinstance(place.value, str) and place.value in _PRICE_RULES):
        place.wrong_kind("en regel som går att räkna", "a rule that can be computed", _PRICE_ALONE)


def _lots_of_items(tender: Place) -> dict[str, str]:
    items = tender.at("items").value
    lots: dict[str, str] = {}
    for item in items if isinstance(items, list) else []:
        if isinstance(item, dict):
            id_, lot = item.get("id"), item.get("relatedLot")
            if isinstance(id_, str) and isinstance(lot, str):
                lots[id_] = lot
    return lots


def _read_feature(place: Place, item_lots: Mapping[str, str]) -> Feature | None:
    code = place.at("code").name(_FEATURE_OUT)
    values = _read_values(place.at("enum"))
    if code is None or values is None:
        return None
    related = place.at("relatedItem").value
    about = None
    if isinstance(related, str) and place.at("featureOf").value == "lot":
        about = related
    if isinstance(related, str) and place.at("featureOf").value == "item":
        about = item_lots.get(related)
    return Feature(code, values, about)


def _read_values(place: Place) -> frozenset[Fraction] | None:
    """`enum` as bare numbers, or as objects with `value`; one bad member spoils the feature."""
    if place.value is None or place.value == []:
        place.missing(_FEATURE_OUT)
        return None
    read = [
        (item.at("value") if isinstance(item.value, dict) else item).number(_FEATURE_OUT)
        for item in place.items(_FEATURE_OUT)
    ]
    values = frozenset(value for value in read if value is not None)
    return values if read and len(values) == len({*read}) else None


@dataclass(frozen=True)
class LotRule:
    """How the offers on one lot are compared, and by which features."""

    model: AwardModel
    features: tuple[Feature, ...] = ()


def rule_of_lot(rule: Rule, lot_id: str, tender: Place) -> LotRule:
    """Features that could reach 1 or more leave the coefficient undefined: price alone then."""
    features = rule.of_lot(lot_id)
    top = sum((max(feature.values) for feature in features), Fraction(0))
    if top >= 1:
        tender.at("features").complain(
            f"högsta poäng för {lot_id} är {top}, ska vara mindre än 1",
            f"the highest points of {lot_id} are {top}, must be below 1",
            _PRICE_ALONE,
        )
        features, top = (), Fraction(0)
    if rule.highest_value:
        return LotRule(HighestValue(top), features)
    return LotRule(PricePerCoefficient(top) if top else LowestPrice(), features)


@dataclass(frozen=True)
class Parameters:
    """A bid's chosen values: code → value, None where the value is spoilt."""

    path: Place
    values: Mapping[str, Fraction | None]

    def points(self, features: Sequence[Feature]) -> Fraction | None:
        """The sum over the features; None when one of them is spoilt (already reported)."""
        total = Fraction(0)
        for feature in features:
            if feature.code not in self.values:
                self.path.complain(
                    f"saknar egenskapen {feature.code}",
                    f"has no value for the feature {feature.code}",
                    _NO_POINTS,
                )
                continue
            value = self.values[feature.code]
            if value is None:
                return None
            total += value
        return total


def read_parameters(bid: Place, rule: Rule) -> Parameters:
    known = {feature.code: feature for feature in rule.features}
    values: dict[str, Fraction | None] = {}
    for place in bid.at("parameters").objects(_IGNORED):
        code = place.at("code").name(_IGNORED)
        if code is None or code in rule.left_out:
            continue
        if code not in known or code in values:
            what = ("används redan", "is already used") if code in values else _NO_FEATURE
            place.at("code").complain(*what, _IGNORED)
            continue
        values[code] = _read_choice(place.at("value"), known[code])
    return Parameters(bid.at("parameters"), values)


_NO_FEATURE = ("är ingen av upphandlingens egenskaper", "is none of the tender's features")


def _read_choice(place: Place, feature: Feature) -> Fraction | None:
    value = place.number(BID_OUT)
    if value is not None and value not in feature.values:
        place.wrong_kind("ett av egenskapens värden", "one of the feature's values", BID_OUT)
        return None
    return value
