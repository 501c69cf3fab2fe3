"""The small tender's own papers: its draft, its bids, and the evidence of its tenderers.

Lots by value: L1 takes 2.0 full-time equivalents of therapist, L2 and L3 1.0 each.
North wins L1 with its whole capacity and is passed over in L2, which South wins;
East wins L3. Should North's bid for L1 fall, South takes L1 (it is too big for
East), and North, free again, takes L2.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from law.days import STOCKHOLM
from law.reasons import Basis, Cite, Text
from law.rulebook import Rulebook
from law.thresholds import Buyer, Kind
from procurement.bids.bid_content import BidContent
from procurement.planning.tender_documents import DocumentFile
from procurement.qualification.evidence import EvidenceItem
from procurement.tenders.draft import LotDraft, RequirementDraft, TenderDraft, ValueDraft
from registry.sealing import BidFile

TENDER = "DEMO-1"
DEADLINE = datetime(2026, 2, 16, 23, 59, tzinfo=STOCKHOLM)
# Declared capacity in tenths of a full-time equivalent.
CAPACITY = {"north": 20, "south": 30, "east": 10, "west": 10}
# bid → lot, tenderer, price, level of commitment; level 1 deducts 10 000.
BIDS: Mapping[str, tuple[str, str, int, int]] = {
    "n1": ("L1", "north", 100_000, 1),
    "e1": ("L1", "east", 95_000, 0),
    "s1": ("L1", "south", 120_000, 0),
    "n2": ("L2", "north", 90_000, 0),
    "s2": ("L2", "south", 95_001, 0),
    "w2": ("L2", "west", 99_000, 0),
    "e3": ("L3", "east", 100_003, 1),
    "s3": ("L3", "south", 100_007, 0),
}
WINNERS = {"L1": "n1", "L2": "s2", "L3": "e3"}
TITLE = Text("Steg till arbete", "Steps to work")
TAX = RequirementDraft(
    "TAX", Text("Skatter betalda", "Taxes paid"), Basis.STATUTE, Cite("LOU", 19, "17"),
    "winner_evidence", "tax", 60, False,
)  # fmt: skip
THERAPIST = RequirementDraft(
    "AT", Text("Namngiven arbetsterapeut", "Named therapist"), Basis.TENDER_DOCUMENTS, None,
    "bid", "therapist", None, True,
)  # fmt: skip

VALUE = ValueDraft(
    buyer_kind=Buyer.CENTRAL,
    kind=Kind.SOCIAL,
    reason=Text("Tidigare avtal", "Earlier contracts"),
)
# A strict PDF is not needed for a document of the tender: plain text is as good.
DOCUMENT = DocumentFile("FFU", Text("Förfrågan", "Request"), "ffu.txt", b"Steg till arbete\n")


def at(month: int, day: int, hour: int = 9) -> datetime:
    """An hour of the tender's year, 2026, in Sweden."""
    return datetime(2026, month, day, hour, tzinfo=STOCKHOLM).astimezone(UTC)


def both(sv: str, en: str) -> dict[str, str]:
    return {"sv": sv, "en": en}


def award_terms_of(criterion: str = "method") -> dict[str, Any]:
    levels = [
        {"level": 0, "amount": 0, "commitment": both("ingen", "none")},
        {"level": 1, "amount": 10_000, "commitment": both("alltid", "always")},
    ]
    return {
        "model": "value_deduction",
        "unit": both("öre per deltagare", "öre per participant"),
        "tie_rule": both("lottning", "by lot"),
        "criteria": [{"id": criterion, "title": both("Metod", "Method"), "levels": levels}],
    }


def tender_draft(**changes: Any) -> TenderDraft:
    values: dict[str, Any] = {
        "id": TENDER,
        "buyer_id": "buyer",
        "diary_number": "DEMO 2026/1",
        "title": TITLE,
        "rulebook": Rulebook.SE_LOU_19,
        "procedure": "chapter_19",
        "step": "tenders",
        "cpv": "85312510",
        "currency": "SEK",
        "starts_on": date(2026, 1, 13),
        "bid_deadline_at": DEADLINE,
        "bids_valid_until": date(2026, 12, 31),
        "lots_are_separate_contracts": True,
        "award_terms": award_terms_of(),
        "service_terms": {
            "name": "Steg till arbete",
            "purpose": both("arbete", "work"),
            "parts": [],
            "kpis": [],
        },
        "capacity_rule": Text("Så långt kapaciteten räcker", "As far as capacity goes"),
        "contract_starts_on": date(2026, 5, 1),
        "contract_months": 24,
        "option_months": (12,),
        "lots": (_lot("L1", 300, 20), _lot("L2", 200, 10), _lot("L3", 100, 10)),
        "requirements": (TAX, THERAPIST),
        "value": VALUE,
    }
    return TenderDraft(**(values | changes))


def _lot(code: str, value: int, fte_tenths: int) -> LotDraft:
    return LotDraft(
        code=code, name=f"Ort {code}", region="Län", places_per_year=20, estimated_value=value,
        at_fte_tenths=fte_tenths,
    )  # fmt: skip


@dataclass(frozen=True)
class SmallBid:
    """What a sender seals, and for which place it is handed in."""

    bid_id: str
    tender_id: str
    lot_code: str
    organisation_id: str
    content: BidContent
    version: int = 1
    files: tuple[BidFile, ...] = ()
    values: Mapping[str, Any] | None = None
    """Instead of `content`, for values that are none."""
    sealed_for: tuple[str, str] | None = None
    """Lot and tenderer inside the envelope, where they are others."""


def submission(bid_id: str, /, **changes: Any) -> SmallBid:
    lot, tenderer, price, level = BIDS[bid_id]
    content = BidContent(price=price, levels={"method": level}, at_fte_tenths=CAPACITY[tenderer])
    values: dict[str, Any] = {
        "bid_id": bid_id,
        "tender_id": TENDER,
        "lot_code": lot,
        "organisation_id": tenderer,
        "content": content,
    }
    return SmallBid(**(values | changes))


def evidence(bid_id: str, /, issued_on: date = date(2026, 2, 1), **changes: Any) -> EvidenceItem:
    """The named therapist of one bid."""
    tenderer = BIDS[bid_id][1]
    values: dict[str, Any] = {
        "id": f"therapist-{bid_id}", "organisation_id": tenderer, "bid_id": bid_id,
        "kind": "therapist", "issued_on": issued_on, "valid_until": None, "summary": "intyg",
    }  # fmt: skip
    return EvidenceItem(**(values | changes))


def tax_certificate(tenderer: str, issued_on: date = date(2026, 2, 1)) -> EvidenceItem:
    return EvidenceItem(
        f"tax-{tenderer}-{issued_on}", tenderer, None, "tax", issued_on, None, "skatteintyg"
    )
