"""What one document adds to the release that every document has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from documents.attached_facts.values import Json
from documents.parts import Lot

_PLACE: Final = "https://raw.githubusercontent.com/open-contracting-extensions/"
EXTENSIONS: Final[Mapping[str, str]] = {
    "lots": f"{_PLACE}ocds_lots_extension/v1.1.5/extension.json",
    "bids": f"{_PLACE}ocds_bid_extension/v1.1.5/extension.json",
    "performanceFailures": f"{_PLACE}ocds_performance_failures/master/extension.json",
}
"""What is beyond the core of OCDS, by the key that stands for it in a release."""


@dataclass(frozen=True)
class Said:
    """``kind`` of OCDS's codelist documentType, ``tags`` of its codelist releaseTag.

    ``on`` is the day, or the instant, that the document tells of and
    prints. ``parties`` besides the buyer.
    Awards go by their lot's code, one for each lot, in every document alike.
    """

    kind: str
    tags: tuple[str, ...]
    on: date | datetime
    lots: tuple[Lot, ...] = ()
    parties: tuple[Json, ...] = ()
    tender: Json = field(default_factory=dict)
    awards: tuple[Json, ...] = ()
    contracts: tuple[Json, ...] = ()
    bids: tuple[Json, ...] = ()
