"""One legal row of every table of planning, stages, frameworks, admissions, notices."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from tests.models.legal_signing_rows import SIGNED
from tests.models.row_values import AT, BY, DAY, LATER, OTHER_HASH, PDF_HASH, Row

WHY = {"reason_sv": "", "reason_en": ""}
IN_LOT = {"tender_id": "tender", "lot_id": "lot1"}

PLANNING: Mapping[str, tuple[Row, ...]] = {
    "note": (
        {**BY, "tender_id": "tender", "number": 1, "kind": "need", "on_day": DAY,
         "text_sv": "", "text_en": ""},
    ),
    "value_estimate": (
        {**BY, **WHY, "tender_id": "tender", "number": 1, "buyer_kind": "central",
         "kind": "social", "options": [1], "similar": [], "premiums": [], "rate": "11.3"},
    ),
    "claimed_ground": (
        {**BY, **WHY, "tender_id": "tender", "number": 1, "ground": "extreme-urgency",
         "shown": {"unforeseeable": True}, "excepted_lot": False},
    ),
    "tender_interest": (
        {**BY, "tender_id": "tender", "person_id": "officer", "declared_at": AT, "free": True,
         "statement": ""},
    ),
    "prior_involvement": (
        {**BY, "tender_id": "tender", "organisation_id": "north", "what_sv": "", "what_en": ""},
    ),
    "involvement_measure": (
        {**BY, "tender_id": "tender", "organisation_id": "north", "number": 1, "taken_on": DAY,
         "sufficient": True, "measure_sv": "", "measure_en": ""},
    ),
    "tender_document": (
        {**BY, "tender_id": "tender", "code": "FFU", "version": 1, "title_sv": "",
         "title_en": "", "file_name": "", "media_type": "", "sha256": PDF_HASH,
         "issued_at": AT},
    ),
    "correction": (
        {**BY, "id": "correction", "tender_id": "tender", "number": 1, "corrected_at": AT,
         "substantial": True, "what_sv": "", "what_en": "", "approved_by": "head"},
    ),
    "corrected_document": (
        {"tender_id": "tender", "code": "FFU", "version": 1, "correction_id": "correction"},
    ),
    "question": (
        {**BY, "id": "question", "tender_id": "tender", "number": 1, "received_at": AT,
         "asker_tag": PDF_HASH, "text": ""},
    ),
    "answer": (
        {**BY, "id": "answer", "tender_id": "tender", "number": 1, "question_id": "question",
         "answered_at": AT, "asked_sv": "", "asked_en": "", "answer_sv": "", "answer_en": ""},
    ),
}  # fmt: skip

STAGES: Mapping[str, tuple[Row, ...]] = {
    "tender_basis": ({"tender_id": "tender", "under_id": "other"},),
    "invited": ({**IN_LOT, "organisation_id": "north"},),
    "selection": (
        {**BY, **WHY, "id": "selection", "tender_id": "tender", "number": 1, "selected_at": AT,
         "prepared_by": "head"},
    ),
    "selected_candidate": (
        {**WHY, "selection_id": "selection", "lot_id": "lot1", "organisation_id": "north",
         "qualified": True, "selected": True},
    ),
    "meeting": (
        {**BY, "tender_id": "tender", "number": 1, "kind": "dialogue",
         "organisation_id": "north", "held_at": AT, "minutes_sv": "", "minutes_en": ""},
    ),
    "validity_request": (
        {**BY, **WHY, "id": "validity", "tender_id": "tender", "number": 1, "asked_at": AT,
         "answer_by": DAY, "until": LATER},
    ),
    "validity_answer": (
        {**BY, "request_id": "validity", "bid_id": "bid1", "extended": True, "answered_at": AT,
         "statement": ""},
    ),
    "late_entry": (
        {**BY, "tender_id": "tender", "number": 1, "entered_at": AT, "through": AT,
         "approved_by": "head", "file_sha256": PDF_HASH, "source_sv": "", "source_en": ""},
    ),
    "awarded_bid": (
        {"decision_id": "decision", "lot_id": "lot1", "bid_id": "bid1", "place": 1},
    ),
    "framework_terms": (
        {"tender_id": "tender", "way": "ranked", "parties_most": 3, "ceiling": 10**15,
         "conditions_sv": "", "conditions_en": "", "special_reasons_sv": None,
         "special_reasons_en": None},
    ),
    "call_off": (
        {**BY, **IN_LOT, "id": "call", "number": 1, "value": 10**15, "opened_at": AT,
         "what_sv": "", "what_en": ""},
    ),
    "call_off_offer": (
        {**BY, "call_off_id": "call", "place": 1, "organisation_id": "north", "offered_at": AT},
    ),
    "call_off_answer": (
        {**BY, **WHY, "call_off_id": "call", "place": 1, "accepted": True, "answered_at": AT},
    ),
    "call_off_decision": (
        {**BY, "call_off_id": "call", "place": 1, "decided_at": AT, "prepared_by": "head"},
    ),
}  # fmt: skip

ADMISSIONS: Mapping[str, tuple[Row, ...]] = {
    "system_terms": (
        {"tender_id": "tender", "decision_days": 10, "remuneration_sv": "",
         "remuneration_en": "", "how_to_apply_sv": "", "how_to_apply_en": "",
         "ends_on": LATER},
    ),
    "application": (
        {**BY, **IN_LOT, "id": "application", "number": 1, "organisation_id": "north",
         "received_at": AT, "sha256": PDF_HASH, "says_sv": "", "says_en": ""},
    ),
    "application_check": (
        {**BY, "application_id": "application", "requirement_id": "requirement", "number": 1,
         "met": True, "evidence_id": "evidence", "checked_at": AT, "note_sv": "",
         "note_en": ""},
    ),
    "completion": (
        {**BY, "id": "completion", "application_id": "application", "number": 1,
         "asked_at": AT, "answer_by": DAY, "question_sv": "", "question_en": ""},
    ),
    "completion_reply": (
        {**BY, "completion_id": "completion", "replied_at": AT, "text": "",
         "sha256": OTHER_HASH},
    ),
    "prolonged_decision": (
        {**BY, **WHY, "application_id": "application", "prolonged_at": AT},
    ),
    "admission_decision": (
        {**BY, **WHY, "application_id": "application", "approved": True, "decided_at": AT,
         "prepared_by": "head"},
    ),
    "admission_exit": (
        {**BY, **WHY, "application_id": "application", "exited_at": AT, "ends_on": DAY,
         "cause": "breach"},
    ),
    "provider_profile": (
        {**BY, "application_id": "application", "version": 1, "stated_at": AT, "address": "",
         "phone": "", "languages": "", "accessibility_sv": "", "accessibility_en": "",
         "profile_sv": "", "profile_en": ""},
    ),
    "non_choice_option": (
        {**BY, **IN_LOT, "number": 1, "kind": "named", "application_id": "application",
         "from_day": DAY, "rule_sv": "", "rule_en": ""},
    ),
    "choice_contract": (
        {**BY, "application_id": "application", "number": "LOV-1", "rendered_at": AT,
         "starts_on": DAY, "pdf_sha256": PDF_HASH, "text_sha256": OTHER_HASH},
    ),
    "choice_signature": (
        {**BY, **SIGNED, "application_id": "application", "party": "provider", "signatory_name": "",
         "signed_at": AT + timedelta(hours=1), "pdf_sha256": PDF_HASH},
    ),
    "owed_notice": (
        {"id": "notice", "tender_id": "tender", "kind": "award", "about": "decision",
         "owed_since": AT, "due_on": LATER},
    ),
    "sent_notice": (
        {**BY, "notice_id": "notice", "sent_at": AT, "reference": "2026-1",
         "content_sha256": PDF_HASH},
    ),
    "published_notice": ({**BY, "notice_id": "notice", "published_on": DAY},),
}  # fmt: skip
