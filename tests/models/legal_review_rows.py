"""One legal row of every table of review proceedings, of lawyers' work, and of disclosure."""

from __future__ import annotations

from collections.abc import Mapping

from tests.models.row_values import AT, BY, DAY, LATER, OTHER_HASH, PDF_HASH, Row

TEXTS = {"summary_sv": "", "summary_en": ""}
WHY = {"reason_sv": "", "reason_en": ""}
ACT = "matter/FR/correction/2026-03-02/1"

REVIEW: Mapping[str, tuple[Row, ...]] = {
    "matter": (
        {
            **BY, "id": "matter", "tender_id": "tender", "kind": "review", "court": "FR",
            "case_number": "1-26", "party_id": "south", "limited": True, "lodged_at": AT,
            "informed_at": AT, "answer_by": None, "grounds_sv": "", "grounds_en": "",
            "relief_sv": "", "relief_en": "",
        },
    ),
    "reviewed_lot": (
        {"matter_id": "matter", "lot_id": "lot1", "decision_id": "decision",
         "cancellation_id": None, "contract_id": None},
    ),
    "matter_ground": (
        {**BY, "matter_id": "matter", "number": 1, "kind": "evaluation_wrong", "bid_id": "bid1",
         "raised_on": DAY, "text_sv": "", "text_en": ""},
    ),
    "court_act": (
        {
            **BY, **TEXTS, "id": ACT, "version": 1, "matter_id": "matter", "court": "FR",
            "kind": "correction", "decided_on": DAY, "number": 1, "dispatched_on": DAY,
            "case_number": "1-26", "disregard_bid_id": "bid1", "returns_to": "evaluation",
            "due_on": None, "amount": None, "document_sha256": None,
        },
    ),
    "court_act_lot": ({"act_id": ACT, "version": 1, "lot_id": "lot1"},),
    "court_check": (
        {
            **BY, "id": "check", "lot_id": "lot1", "decision_id": "decision", "court": "FR",
            "checked_at": AT, "answer": "nothing", "case_number": None,
        },
    ),
    "docket_correction": (
        {
            **BY, **WHY, "id": "correction", "tender_id": "tender", "number": 1,
            "corrected_at": AT, "approved_by": "head", "matter_id": "matter", "lot_id": "lot1",
            "act_id": None, "act_version": None, "check_id": None,
        },
    ),
    "stricter_date": (
        {**BY, **WHY, "lot_id": "lot1", "number": 1, "decision_id": "decision", "set_at": AT,
         "not_before": DAY, "approved_by": "head"},
    ),
    "clearing": (
        {
            **BY, "lot_id": "lot1", "number": 1, "decision_id": "decision", "kind": "tie",
            "tied_lot_id": "lot2", "act_id": None, "act_version": None, "cleared_at": AT,
            "approved_by": "head", "ground_sv": "", "ground_en": "",
        },
    ),
    "matter_assignment": (
        {**BY, "matter_id": "matter", "number": 1, "person_id": "officer", "assigned_at": AT},
    ),
    "matter_mail": (
        {**BY, "matter_id": "matter", "number": 1, "direction": "in", "at": AT,
         "correspondent": "", "about": "", "document_sha256": PDF_HASH},
    ),
    "power_of_attorney": (
        {**BY, "matter_id": "matter", "number": 1, "principal": "counterparty", "attorney": "",
         "valid_from": DAY, "valid_until": LATER, "document_sha256": PDF_HASH},
    ),
    "reminder": (
        {**BY, "item": "item", "due_on": DAY, "days_before": 3, "person_id": "officer",
         "tender_id": "tender", "sent_at": AT, "message_id": ""},
    ),
    "case_file": (
        {**BY, "matter_id": "matter", "number": 1, "made_at": AT, "full_sha256": PDF_HASH,
         "masked_sha256": OTHER_HASH, "statement_sha256": PDF_HASH, "archive_sha256": PDF_HASH},
    ),
    "bridge": (
        {**BY, **WHY, "id": "bridge", "lot_id": "lot1", "number": 1, "ground": "option",
         "decided_at": AT, "approved_by": "head", "value": 1, "starts_on": DAY, "ends_on": LATER},
    ),
    "redone_lot": ({**BY, "lot_id": "lot2", "redone_lot_id": "lot1"},),
    "secrecy_mark": (
        {**BY, **WHY, "id": "mark", "tender_id": "tender", "number": 1,
         "document_sha256": PDF_HASH, "first_page": 1, "last_page": 2, "marked_at": AT,
         "claimed_by": "north", "cite": ""},
    ),
    "secrecy_by_lot": ({**BY, **WHY, "tender_id": "tender", "decided_at": AT},),
    "disclosure_request": (
        {**BY, "id": "disclosure", "tender_id": "tender", "number": 1, "received_at": AT,
         "requester": None, "organisation_id": "south", "wanted": ""},
    ),
    "requested_document": (
        {"request_id": "disclosure", "sha256": PDF_HASH, "title_sv": "", "title_en": ""},
    ),
    "disclosure_decision": (
        {**BY, **WHY, "request_id": "disclosure", "sha256": PDF_HASH, "number": 1,
         "outcome": "masked", "decided_at": AT, "cite": "OSL 31:16",
         "copy_sha256": OTHER_HASH},
    ),
    "masked_range": (
        {"request_id": "disclosure", "sha256": PDF_HASH, "number": 1,
         "first_page": 2, "last_page": 3},
    ),
    "disclosure_letter": (
        {**BY, "request_id": "disclosure", "number": 1, "given_at": AT, "pdf_sha256": PDF_HASH},
    ),
}  # fmt: skip
