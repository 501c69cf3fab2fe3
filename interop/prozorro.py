"""A ProZorro tender document (the public API's `data`), as in shared/data/prozorro.

Bids stand in `bids[]`, with one `value` or with `lotValues[]`; awards in
`awards[]` with `bid_id` and `lotID`.
"""

from __future__ import annotations

from interop.json_place import Place
from interop.source_build import SourceLayout, build_tender
from interop.source_tender import SourceTender


def is_prozorro(document: Place) -> bool:
    """By content: the document says its `tenderID`, or holds bids the way ProZorro does."""
    content = document.value
    if not isinstance(content, dict) or "ocid" in content:
        return False
    return "tenderID" in content or (
        "bids" in content and bool({"awards", "lots", "procurementMethodType"} & content.keys())
    )


def read_prozorro(document: Place) -> SourceTender:
    """Raises UnusableFile when there are no bids."""
    return build_tender(
        SourceLayout(
            tender_id=document.first("tenderID", "id"),
            tender=document,
            bids=document.at("bids"),
            awards=document.at("awards"),
            strict=True,
        )
    )
