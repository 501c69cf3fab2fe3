"""The bids of a tender document and their offers, lot by lot.

A bid names its lots in `lotValues[]` (each with its own value and date) or in
`relatedLots`/`relatedLot`, where its one value counts for each of them. In a
tender with a single lot it need not say. Only bids whose status says so take part.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction

from interop.json_place import Place
from interop.source_rule import BID_OUT, LotRule, Parameters, Rule, read_parameters
from interop.source_tender import KnownBid, SourceBid
from law.reasons import Text

_TAKES_PART = frozenset({"active", "valid"})
_DOES_NOT = frozenset(
    {
        "cancelled",
        "deleted",
        "disqualified",
        "draft",
        "invalid",
        "invalid.pre-qualification",
        "invited",
        "pending",
        "unsuccessful",
        "withdrawn",
    }
)
_LAST_IN_TIES = Text(
    "Vid lika räknas anbudet som sist inkommet; rätta tidpunkten.",
    "In a tie the bid counts as the last received; correct the time.",
)
_LOT_OUT = Text(
    "Anbudsområdet är inte med; rätta uppgiften och kör igen.",
    "The lot is left out; correct the value and run again.",
)
_LOTS_FROM_BIDS = Text(
    "Anbudsområdena läses ur anbuden; lägg till listan.",
    "The lots are read from the bids; add the list.",
)
_FIRST_COUNTS = Text(
    "Den första uppgiften gäller; ta bort den andra.",
    "The first one counts; remove the other.",
)
_READ_AS_OTHERS = Text(
    "Priset läses i samma valuta som de andra anbudens; ange valutan.",
    "The price is read in the currency of the other bids; state the currency.",
)


@dataclass(frozen=True)
class BidTerms:
    """What reading a bid needs to know about the tender.

    ``strict``: the format requires status and date, so that their absence is a fault.
    """

    rule: Rule
    lots: Mapping[str, LotRule]
    strict: bool


class _Standing(Enum):
    IN = "in"
    OUT = "out"
    FAULTY = "faulty"


def read_lots(tender: Place, bids: Sequence[Place], tender_id: str) -> tuple[str, ...]:
    """The lots' ids: declared, else those the bids name, else one with the tender's id."""
    declared: list[str] = []
    for place in tender.at("lots").objects(_LOT_OUT):
        id_ = place.at("id").name(_LOT_OUT)
        if id_ in declared:
            place.at("id").complain(f"{id_} används redan", f"{id_} is already used", _LOT_OUT)
        elif id_ is not None:
            declared.append(id_)
    if declared:
        return tuple(declared)
    named = tuple(dict.fromkeys(lot for bid in bids for lot in _lots_named_in(bid.value)))
    if named:
        tender.at("lots").missing(_LOTS_FROM_BIDS)
    return named or (tender_id,)


def _lots_named_in(bid: object) -> list[str]:
    """Lot ids in a raw bid, faults passed over: they are reported when the bid is read."""
    if not isinstance(bid, dict):
        return []
    values = bid.get("lotValues")
    carriers = [bid, *(values if isinstance(values, list) else [])]
    named: list[object] = []
    for carrier in carriers:
        if isinstance(carrier, dict):
            several = carrier.get("relatedLots")
            named.extend(several if isinstance(several, list) else [])
            named.append(carrier.get("relatedLot"))
    return [lot for lot in named if isinstance(lot, str) and lot.strip() and lot.isprintable()]


def read_bids(bids: Sequence[Place], terms: BidTerms) -> tuple[KnownBid, ...]:
    """Every bid with a readable id of its own, in the order of the file."""
    known: dict[str, KnownBid] = {}
    places: dict[str, str] = {}
    for bid in bids:
        if not bid.is_object(BID_OUT):
            continue
        id_ = bid.at("id").name(BID_OUT)
        if id_ is None:
            continue
        if id_ in known:
            first = places[id_]
            bid.at("id").complain(
                f"{id_} används redan av {first}", f"{id_} is already used by {first}", BID_OUT
            )
            continue
        known[id_], places[id_] = _read_bid(bid, id_, terms), bid.path
    return _in_one_currency(tuple(known.values()), bids, terms)


def _read_bid(bid: Place, id_: str, terms: BidTerms) -> KnownBid:
    parties = read_parties(bid.at("tenderers").value)
    everywhere = frozenset(terms.lots)
    standing = _standing(bid.at("status"), required=terms.strict)
    if standing is _Standing.OUT:
        return KnownBid(id_, parties, out=everywhere, lots=everywhere)
    if standing is _Standing.FAULTY:
        return KnownBid(id_, parties, lots=everywhere)
    parameters = read_parameters(bid, terms.rule)
    offers: dict[str, SourceBid] = {}
    out: set[str] = set()
    places = _place_per_lot(bid, terms)
    for lot, place in places.items():
        on_lot = _standing(place.at("status"), required=False)
        offer = _read_offer(bid, place, id_, lot, parameters, terms)
        if on_lot is _Standing.OUT:
            out.add(lot)
        elif on_lot is _Standing.IN and offer is not None:
            offers[lot] = offer
    # A bid whose lots cannot be read may be on any of them.
    return KnownBid(id_, parties, offers, frozenset(out), frozenset(places) or everywhere)


def _place_per_lot(bid: Place, terms: BidTerms) -> dict[str, Place]:
    places: dict[str, Place] = {}
    for lot, place in _lot_places(bid, terms):
        if lot in places:
            place.complain(f"gäller också {lot}", f"is for {lot} as well", _FIRST_COUNTS)
        places.setdefault(lot, place)
    return places


def _standing(status: Place, *, required: bool) -> _Standing:
    if status.value is None and not required:
        return _Standing.IN
    name = status.name(BID_OUT)
    if name in _TAKES_PART:
        return _Standing.IN
    if name in _DOES_NOT:
        return _Standing.OUT
    if name is not None:
        status.wrong_kind("en känd status som active", "a known status such as active", BID_OUT)
    return _Standing.FAULTY


def read_parties(value: object) -> tuple[frozenset[str], ...]:
    """Each tenderer's or supplier's ids: `id`, and its identifier with and without the scheme."""
    if not isinstance(value, list):
        return ()
    read = (_party_ids(party) for party in value)
    return tuple(ids for ids in read if ids)


def _party_ids(party: object) -> frozenset[str]:
    if isinstance(party, str):
        return frozenset({party})
    if not isinstance(party, dict):
        return frozenset()
    ids = {str(party["id"])} if party.get("id") is not None else set()
    identifier = party.get("identifier")
    if isinstance(identifier, dict) and identifier.get("id") is not None:
        number, scheme = str(identifier["id"]), str(identifier.get("scheme") or "")
        ids |= {number, f"{scheme}-{number}", f"{scheme}:{number}"} if scheme else {number}
    return frozenset(ids)


def _lot_places(bid: Place, terms: BidTerms) -> list[tuple[str, Place]]:
    """Pairs of lot and the object that holds the offer's value."""
    carriers = bid.at("lotValues").objects(BID_OUT)
    if bid.at("lotValues").value not in (None, []):
        return [(lot, place) for place in carriers for lot in _lots_of(place, terms)]
    return [(lot, bid) for lot in _lots_of(bid, terms)]


def _lots_of(place: Place, terms: BidTerms) -> list[str]:
    several = place.at("relatedLots")
    single = place.at("relatedLot")
    if several.value in (None, []) and single.value is None:
        if len(terms.lots) == 1:
            return list(terms.lots)
        single.missing(BID_OUT)
        return []
    named = several.items(BID_OUT) if several.value else (single,)
    return [lot for reference in named if (lot := _known_lot(reference, terms)) is not None]


def _known_lot(reference: Place, terms: BidTerms) -> str | None:
    lot = reference.name(BID_OUT)
    if lot is not None and lot not in terms.lots:
        reference.wrong_kind("ett av upphandlingens områden", "one of the tender's lots", BID_OUT)
        return None
    return lot


def _read_offer(
    bid: Place, place: Place, id_: str, lot: str, parameters: Parameters, terms: BidTerms
) -> SourceBid | None:
    value = place.at("value")
    price = read_price(value, highest_value=terms.rule.highest_value)
    currency = value.at("currency")
    if price is not None and currency.value is None:
        currency.missing(_READ_AS_OTHERS)
    named = currency.name(BID_OUT, required=False)
    dated = place if place.at("date").value is not None else bid
    date = dated.at("date")
    if terms.strict and date.value is None:
        date.missing(_LAST_IN_TIES)
    received_at = date.instant(_LAST_IN_TIES)
    points = parameters.points(terms.lots[lot].features)
    if price is None or points is None or (currency.value is not None and named is None):
        return None
    return SourceBid(id_, price, named, received_at, points, place.path)


def read_price(value: Place, *, highest_value: bool) -> Fraction | None:
    """`amount`, or in an ESCO tender `amountPerformance` where it is given."""
    if value.value is None:
        value.missing(BID_OUT)
        return None
    if not value.is_object(BID_OUT):
        return None
    amount = value.first("amountPerformance", "amount") if highest_value else value.at("amount")
    return (value.at("amount") if amount.value is None else amount).number(BID_OUT)


def _in_one_currency(
    bids: tuple[KnownBid, ...], places: Sequence[Place], terms: BidTerms
) -> tuple[KnownBid, ...]:
    """Set aside offers in another currency than most offers on the lot (first in the file wins)."""
    other: set[SourceBid] = set()
    for lot in terms.lots:
        offers = [bid.offers[lot] for bid in bids if lot in bid.offers]
        most = Counter(offer.currency for offer in offers if offer.currency).most_common(1)
        for offer in offers:
            if most and offer.currency not in (None, most[0][0]):
                places[0].problems.add(
                    f"{offer.path}.value.currency",
                    f"är {offer.currency}, de andra anbuden är i {most[0][0]}",
                    f"is {offer.currency}, the other bids are in {most[0][0]}",
                    BID_OUT,
                )
                other.add(offer)
    return tuple(_without(bid, other) for bid in bids)


def _without(bid: KnownBid, other: set[SourceBid]) -> KnownBid:
    kept = {lot: offer for lot, offer in bid.offers.items() if offer not in other}
    return replace(bid, offers=kept)
