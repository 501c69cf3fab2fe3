"""One legal row of every table of the award: qualification, panel, decisions, letters."""

from __future__ import annotations

from collections.abc import Mapping

from tests.models.row_values import AT, BY, DAY, LATER, OTHER_HASH, PDF_HASH, Row

AWARD: Mapping[str, tuple[Row, ...]] = {
    "award_draft": tuple(
        {
            **BY,
            "id": f"draft{number}",
            "tender_id": "tender",
            "number": number,
            "lang": "sv",
            "drafted_at": AT,
            "pdf_sha256": PDF_HASH,
            "facts_sha256": OTHER_HASH,
        }
        for number in (1, 2, 3, 4)
    ),
    "withdrawal": (
        {
            **BY,
            "id": "withdrawal",
            "tender_id": "tender",
            "number": 1,
            "withdrawn_at": AT,
            "prepared_by": "head",
            "reason_sv": "",
            "reason_en": "",
        },
    ),
    "withdrawn_lot": (
        {"decision_id": "decision", "lot_id": "lot1", "withdrawal_id": "withdrawal"},
    ),
    "cancellation": (
        {
            **BY,
            "id": "cancellation",
            "tender_id": "tender",
            "number": 1,
            "decided_at": AT,
            "prepared_by": "head",
            "redo": False,
            "reason_sv": "",
            "reason_en": "",
        },
    ),
    "cancelled_lot": ({"lot_id": "lot1", "cancellation_id": "cancellation"},),
    "self_declaration": (
        {
            **BY,
            "bid_id": "bid1",
            "requirement_id": "requirement",
            "declared_at": AT,
            "met": True,
            "statement": "",
        },
    ),
    "sanctions_declaration": (
        {
            **BY,
            "tender_id": "tender",
            "organisation_id": "north",
            "party": "",
            "declared_at": AT,
            "established": False,
            "owned_percent": "50",
            "acts_for": False,
            "relied_on_percent": None,
            "source": "tenderer",
        },
    ),
    "exclusion_case": (
        {
            **BY,
            "id": "exclusion",
            "tender_id": "tender",
            "organisation_id": "north",
            "ground": "tax",
            "point": "13:2",
            "occurred_on": DAY,
            "final": True,
            "what_sv": "",
            "what_en": "",
            "raised_at": AT,
        },
    ),
    "exclusion_decision": (
        {
            **BY,
            "case_id": "exclusion",
            "decided_at": AT,
            "excluded": True,
            "paid": False,
            "self_cleaning": "none",
            "public_interest": False,
            "reason_sv": "",
            "reason_en": "",
            "prepared_by": "head",
        },
    ),
    "inquiry": (
        {
            **BY,
            "id": "inquiry",
            "tender_id": "tender",
            "organisation_id": "north",
            "kind": "price_explanation",
            "bid_id": "bid1",
            "requirement_id": None,
            "exclusion_case_id": None,
            "question_sv": "",
            "question_en": "",
            "asked_at": AT,
            "answer_by": LATER,
        },
    ),
    "reply": ({**BY, "inquiry_id": "inquiry", "received_at": AT, "text": "", "file_sha256": None},),
    "price_decision": (
        {
            **BY,
            "bid_id": "bid1",
            "decided_at": AT,
            "lot_id": "lot1",
            "inquiry_id": "inquiry",
            "accepted": True,
            "reason_sv": "",
            "reason_en": "",
            "prepared_by": "head",
        },
    ),
    "panel_member": (
        {
            **BY,
            "tender_id": "tender",
            "person_id": "officer",
            "appointed_at": AT,
        },
    ),
    "panel_chair": (
        {
            **BY,
            "tender_id": "tender",
            "appointed_at": AT,
            "person_id": "officer",
        },
    ),
    "panel_leave": (
        {
            **BY,
            "tender_id": "tender",
            "person_id": "officer",
            "left_at": AT,
            "reason_sv": "",
            "reason_en": "",
        },
    ),
    "conflict_declaration": (
        {
            **BY,
            "tender_id": "tender",
            "person_id": "officer",
            "declared_at": AT,
            "statement": "",
        },
    ),
    "declared_conflict": (
        {
            "tender_id": "tender",
            "person_id": "officer",
            "declared_at": AT,
            "organisation_id": "south",
        },
    ),
    "score_sheet": (
        {
            **BY,
            "lot_id": "lot1",
            "person_id": "officer",
            "tender_id": "tender",
            "sealed": "",
            "commitment": PDF_HASH,
            "submitted_at": AT,
        },
    ),
    "sheet_opening": ({**BY, "lot_id": "lot1", "opened_at": AT},),
    "score": (
        {
            "lot_id": "lot1",
            "person_id": "officer",
            "bid_id": "bid1",
            "criterion": "method",
            "points": "7/2",
            "reason": "",
        },
    ),
    "consensus_score": (
        {
            **BY,
            "bid_id": "bid1",
            "criterion": "method",
            "version": 1,
            "lot_id": "lot1",
            "points": "7/2",
            "reason_sv": "skäl",
            "reason_en": "why",
            "agreed_at": AT,
        },
    ),
    "information_request": (
        {
            **BY,
            "id": "request",
            "tender_id": "tender",
            "lot_id": "lot1",
            "organisation_id": "south",
            "kind": "relative_advantages",
            "received_at": AT,
        },
    ),
    "secrecy_test": (
        {**BY, "request_id": "request", "tested_at": AT, "reason_sv": "", "reason_en": ""},
    ),
    "masked_field": (
        {
            "request_id": "request",
            "field": "price",
            "cite": "31 kap. 16 § OSL",
            "reason_sv": "",
            "reason_en": "",
        },
    ),
    "outgoing": (
        {
            "id": "decision:north",
            "tender_id": "tender",
            "kind": "award",
            "organisation_id": "north",
            "owed_since": AT,
            "decision_id": "decision",
            "withdrawal_id": None,
            "cancellation_id": None,
            "inquiry_id": None,
            "exclusion_case_id": None,
            "request_id": None,
        },
    ),
    "dispatch": (
        {
            **BY,
            "outgoing_id": "decision:north",
            "dispatched_at": AT,
            "channel": "electronic",
            "transport": "smtp",
            "address": "",
            "message_id": "",
            "proof": "",
            "pdf_sha256": PDF_HASH,
            "message_sha256": OTHER_HASH,
            "stated_last_day": LATER,
        },
    ),
}
