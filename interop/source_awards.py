"""The awards of a tender document: which bid, on which lot, in what order.

An award names its bid (`bid_id`, `relatedBid`, `relatedBids`); where it does
not, the bid is the one whose tenderers are the award's suppliers, and among
several of those the one with the award's value.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from interop.json_place import Place, Problems
from interop.source_bids import read_parties
from interop.source_tender import AwardStatus, KnownBid, SourceAward
from law.reasons import Text

_AWARD_OUT = Text(
    "Tilldelningen är inte med i jämförelsen; rätta uppgiften och kör igen.",
    "The award is left out of the comparison; correct the value and run again.",
)
_COUNTS_AS_STANDING = Text(
    "Tilldelningen räknas som gällande; rätta statusen.",
    "The award counts as standing; correct the status.",
)
_ORDER_OF_THE_FILE = Text(
    "Tilldelningen behåller sin plats i filens ordning; rätta tidpunkten.",
    "The award keeps its place in the order of the file; correct the time.",
)
_BID_KEYS = ("bid_id", "relatedBid", "bidID")
_LOT_KEYS = ("lotID", "relatedLot")
_KNOWN_STATUSES = frozenset(AwardStatus) - {AwardStatus.UNKNOWN}
_EARLIEST = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class _Field:
    """The bids by id and the lots in order, which awards point at."""

    bids: Mapping[str, KnownBid]
    lots: Mapping[str, None]


@dataclass(frozen=True)
class _Dated:
    award: SourceAward
    date: Place
    decided_at: datetime | None


def read_awards(
    awards: Place, bids: Sequence[KnownBid], lots: Sequence[str]
) -> tuple[SourceAward, ...]:
    """Oldest first; equal times and missing ones keep the order of the file."""
    field = _Field({bid.bid_id: bid for bid in bids}, dict.fromkeys(lots))
    dated: list[_Dated] = []
    seen: set[str] = set()
    for place in awards.objects(_AWARD_OUT):
        id_ = place.at("id").name(_AWARD_OUT, required=False)
        if id_ in seen:
            place.at("id").complain(f"{id_} används redan", f"{id_} is already used", _AWARD_OUT)
            continue
        seen |= {id_} if id_ is not None else set()
        dated.extend(_read_award(place, field))
    _report_undated(dated)
    return _by_date(dated)


def _by_date(dated: Sequence[_Dated]) -> tuple[SourceAward, ...]:
    latest = _EARLIEST
    keyed: list[tuple[datetime, SourceAward]] = []
    for entry in dated:
        latest = entry.decided_at or latest
        keyed.append((latest, entry.award))
    return tuple(award for _, award in sorted(keyed, key=lambda pair: pair[0]))


def _report_undated(dated: Sequence[_Dated]) -> None:
    """A missing date is a fault only where the lot's awards need an order."""
    on_lot = Counter(entry.award.lot_id for entry in dated)
    for entry in dated:
        if entry.date.value is None and on_lot[entry.award.lot_id] > 1:
            entry.date.missing(_ORDER_OF_THE_FILE)


def _read_award(place: Place, field: _Field) -> list[_Dated]:
    named_lots = _lots_named(place, field)
    if named_lots is None:
        return []
    status = _read_status(place.at("status"))
    date = place.at("date")
    decided_at = date.instant(_ORDER_OF_THE_FILE)
    found = _named_bids(place, field) if _names_bids(place) else _bid_by_parties(place, field)
    read: list[_Dated] = []
    for bid in found:
        for lot in named_lots or _only_lot(place, bid, field):
            if lot in bid.lots:
                read.append(_Dated(SourceAward(lot, bid.bid_id, status), date, decided_at))
            else:
                place.complain(
                    f"anbudet {bid.bid_id} gäller inte {lot}",
                    f"bid {bid.bid_id} is not for {lot}",
                    _AWARD_OUT,
                )
    return read


def _read_status(place: Place) -> AwardStatus:
    name = place.name(_COUNTS_AS_STANDING)
    if name is not None and name in _KNOWN_STATUSES:
        return AwardStatus(name)
    if name is not None:
        place.wrong_kind(
            "en känd status som active", "a known status such as active", _COUNTS_AS_STANDING
        )
    return AwardStatus.UNKNOWN


def _lots_named(place: Place, field: _Field) -> list[str] | None:
    """The award's lots; empty where it names none, None where it names none that is known."""
    several = place.at("relatedLots")
    single = place.first(*_LOT_KEYS)
    if several.value in (None, []) and single.value is None:
        return []
    known: list[str] = []
    for reference in several.items(_AWARD_OUT) if several.value else (single,):
        lot = reference.name(_AWARD_OUT)
        if lot is not None and lot in field.lots:
            known.append(lot)
        elif lot is not None:
            reference.wrong_kind(
                "ett av upphandlingens områden", "one of the tender's lots", _AWARD_OUT
            )
    return known or None


def _only_lot(place: Place, bid: KnownBid, field: _Field) -> list[str]:
    candidates = sorted(bid.lots) if len(field.lots) > 1 else list(field.lots)
    if len(candidates) == 1:
        return candidates
    place.at(_LOT_KEYS[0]).missing(_AWARD_OUT)
    return []


def _names_bids(place: Place) -> bool:
    several = place.at("relatedBids").value not in (None, [])
    return several or place.first(*_BID_KEYS).value is not None


def _named_bids(place: Place, field: _Field) -> list[KnownBid]:
    several = place.at("relatedBids")
    found: list[KnownBid] = []
    references = several.items(_AWARD_OUT) if several.value else (place.first(*_BID_KEYS),)
    for reference in references:
        id_ = reference.name(_AWARD_OUT)
        if id_ is not None and id_ in field.bids:
            found.append(field.bids[id_])
        elif id_ is not None:
            reference.wrong_kind("ett av filens anbud", "one of the bids in the file", _AWARD_OUT)
    return found


def _bid_by_parties(place: Place, field: _Field) -> list[KnownBid]:
    suppliers = read_parties(place.at("suppliers").value)
    named = _lots_named(place, field) or []
    found = [
        bid
        for bid in field.bids.values()
        if _same_parties(suppliers, bid.parties) and (not named or bid.lots & set(named))
    ]
    if len(found) > 1:
        found = [bid for bid in found if _has_value_of(bid, place)]
    if len(found) == 1:
        return found
    place.at("relatedBid").complain(
        "saknas, och leverantörerna pekar inte ut ett enda anbud",
        "is missing, and the suppliers do not single out one bid",
        _AWARD_OUT,
    )
    return []


def _same_parties(suppliers: Sequence[frozenset[str]], tenderers: Sequence[frozenset[str]]) -> bool:
    if not suppliers or len(suppliers) != len(tenderers):
        return False
    return all(any(supplier & tenderer for tenderer in tenderers) for supplier in suppliers)


def _has_value_of(bid: KnownBid, award: Place) -> bool:
    # Only compared: a faulty award value changes nothing else, so nobody is told.
    price = replace(award.at("value").at("amount"), problems=Problems()).number(_AWARD_OUT)
    return any(offer.price == price for offer in bid.offers.values())
