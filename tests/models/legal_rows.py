"""One legal row of every table, the ground that illegal ones are made from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from tests.models.legal_award_rows import AWARD
from tests.models.legal_procedure_rows import ADMISSIONS, PLANNING, STAGES
from tests.models.legal_review_rows import REVIEW
from tests.models.legal_signing_rows import SIGNING
from tests.models.row_values import AT, BY, DAY, LATER, OTHER_HASH, PDF_HASH, Row


def organisation(organisation_id: str) -> Row:
    return {
        "id": organisation_id, "name": "Demo", "org_number": f"5560-{organisation_id}",
        "address": "", "city": "", "email": "", "contact_person": "", "signatory": "",
        "is_demo": True,
    }  # fmt: skip


def lot(lot_id: str) -> Row:
    return {
        "id": lot_id, "tender_id": "tender", "code": lot_id, "name": "", "region": "",
        "places_per_year": 40, "estimated_value": 10**15, "at_fte_tenths": 15,
    }  # fmt: skip


def bid(bid_id: str, lot_id: str, organisation_id: str) -> Row:
    return {
        **BY, "id": bid_id, "tender_id": "tender", "lot_id": lot_id,
        "organisation_id": organisation_id, "version": 1, "received_at": AT,
        "sender_id": "officer", "envelope_sha256": PDF_HASH,
    }  # fmt: skip


def sealed_bid(bid_id: str, seq: int) -> Row:
    return {
        **BY, "bid_id": bid_id, "version": 1, "tender_id": "tender", "received_at": AT,
        "envelope_sha256": PDF_HASH, "size": 1, "place_tag": PDF_HASH, "sender_tag": PDF_HASH,
        "journal_seq": seq,
    }  # fmt: skip


def opener_key(key: str, person_id: str) -> Row:
    return {
        **BY, "id": key * 16, "person_id": person_id, "public_key": key * 64,
        "registered_at": AT,
    }  # fmt: skip


def tender_opener(key: str) -> Row:
    return {"tender_id": "tender", "number": 1, "key_id": key * 16, "outsider": False}


def tender(tender_id: str) -> Row:
    return {
        **BY, "id": tender_id, "buyer_id": "buyer", "diary_number": tender_id, "title_sv": "",
        "title_en": "", "rulebook": "", "procedure": "open", "step": "tenders", "cpv": "",
        "currency": "SEK",
        "starts_on": DAY, "bid_deadline_at": AT, "bids_valid_until": LATER,
        "lots_are_separate_contracts": True, "award_terms": {}, "service_terms": {},
        "capacity_rule_sv": "", "capacity_rule_en": "", "contract_starts_on": LATER,
        "contract_months": 24, "option_months": [12],
    }  # fmt: skip


def person(person_id: str) -> Row:
    return {"id": person_id, "name": "Demo", "email": "", "organisation_id": None}


def blob(sha256: str) -> Row:
    return {"sha256": sha256, "size": 1, "media_type": "application/pdf", "stored_at": AT}


LEGAL: Mapping[str, tuple[Row, ...]] = {
    "installation": ({"id": 1, "kind": "demo", "demo_now": AT},),
    "buyer": (
        {"id": "buyer", "name": "", "org_number": "202100", "address": "", "city": "", "court": ""},
    ),
    "organisation": (organisation("north"), organisation("south")),
    "person": (person("engine"), person("officer"), person("head")),
    "role_grant": ({"person_id": "officer", "buyer_id": "buyer", "role": "procurement_officer"},),
    "blob": (blob(PDF_HASH), blob(OTHER_HASH)),
    "journal_entry": (
        {
            "seq": 1, "prev_hash": "0" * 64, "at_us": 0, "actor_id": "officer", "kind": "",
            "subject": "", "payload": "{}", "payload_sha256": PDF_HASH, "entry_hash": PDF_HASH,
            "real_at": AT,
        },
    ),
    "journal_fact": (
        {"seq": 1, "table_name": "lot", "row_key": '["lot1"]', "mac": PDF_HASH},
    ),
    "journal_head": (
        {"id": 1, "seq": 1, "entry_hash": PDF_HASH, "at_us": 0, "frontier": PDF_HASH},
    ),
    "checkpoint": (
        {"size": 1, "at_us": 0, "reason": "publish", "root": PDF_HASH, "note": "", "real_at": AT},
    ),
    "tender": (tender("tender"), tender("other")),
    "lot": (lot("lot1"), lot("lot2")),
    "requirement": (
        {
            "id": "requirement", "tender_id": "tender", "code": "", "title_sv": "",
            "title_en": "", "basis": "statute", "cite_act": "LOU", "cite_chapter": "13",
            "cite_section": "1", "stage": "bid", "evidence_kind": "", "max_age_days": 90,
            "per_bid": False,
        },
    ),
    "publication": ({**BY, "tender_id": "tender", "published_at": AT, "approved_by": "head"},),
    "bid": (bid("bid1", "lot1", "north"), bid("bid2", "lot2", "south")),
    "opener_key": (opener_key("1", "officer"), opener_key("2", "head"), opener_key("3", "head")),
    "opener_key_end": ({**BY, "key_id": "3" * 16, "reason": "rotated", "ended_at": AT},),
    "opener_appointment": (
        {**BY, "tender_id": "tender", "number": 1, "strict": False, "appointed_at": AT},
    ),
    "tender_opener": (tender_opener("1"), tender_opener("2")),
    "opener_rehearsal": (
        {
            **BY, "tender_id": "tender", "number": 1, "first_key_id": "1" * 16,
            "second_key_id": "2" * 16, "proved_at": AT,
        },
    ),
    "downtime": (
        {**BY, "buyer_id": "buyer", "started_at": AT, "ended_at": AT + timedelta(hours=1)},
    ),
    "deadline_extension": (
        {
            **BY, "tender_id": "tender", "number": 1, "deadline_at": AT, "extended_at": AT,
            "approved_by": "head", "reason_sv": "", "reason_en": "",
        },
    ),
    "sealed_bid": tuple(
        sealed_bid(bid_id, seq) for seq, bid_id in enumerate(("bid1", "bid2", "bid3"), start=1)
    ),
    "sealed_withdrawal": (
        {
            **BY, "bid_id": "bid1", "version": 1, "withdrawn_at": AT, "sender_tag": PDF_HASH,
            "journal_seq": 4,
        },
    ),
    "unreadable_bid": (
        {
            "bid_id": "bid1", "version": 1, "tender_id": "tender", "lot_id": "lot1",
            "organisation_id": "north", "code": "", "note_sv": "", "note_en": "",
        },
    ),
    "bid_file": (
        {
            "bid_id": "bid1", "number": 1, "name": "", "media_type": "", "sha256": PDF_HASH,
            "refused": "", "note_sv": "", "note_en": "",
        },
        {
            "bid_id": "bid1", "number": 3, "name": "", "media_type": "", "sha256": PDF_HASH,
            "refused": "polyglot", "note_sv": "skäl", "note_en": "why",
        },
    ),
    "opening_attestation": (
        {
            **BY, "tender_id": "tender", "person_id": "officer", "list_sha256": PDF_HASH,
            "attested_at": AT,
        },
    ),
    "opening": ({**BY, "tender_id": "tender", "opened_at": AT, "second_officer_id": "head"},),
    "opened_bid": (
        {"bid_id": "bid1", "lot_id": "lot1", "price": 10**15, "levels": {}, "at_fte_tenths": 10},
    ),
    "evidence": (
        {
            **BY, "id": "evidence", "tender_id": "tender", "organisation_id": "north",
            "bid_id": "bid1", "kind": "", "issued_on": DAY, "valid_until": DAY, "summary": "",
        },
    ),
    "evaluation": (
        {
            **BY, "id": "evaluation", "tender_id": "tender", "number": 1, "evaluated_at": AT,
            "cause_sv": "", "cause_en": "",
        },
    ),
    "evaluated_lot": (
        {"evaluation_id": "evaluation", "lot_id": "lot1", "winner_bid_id": "bid1"},
    ),
    "lot_tie": ({"evaluation_id": "evaluation", "lot_id": "lot1", "tied_lot_id": "lot2"},),
    "evaluated_bid": (
        {
            "evaluation_id": "evaluation", "bid_id": "bid1", "lot_id": "lot1", "place": 1,
            "comparison": "1", "standing": "winner", "note_sv": "", "note_en": "",
        },
    ),
    "control": (
        {
            **BY, "bid_id": "bid1", "requirement_id": "requirement",
            "evaluation_id": "evaluation", "outcome": "passed", "checked_at": AT,
            "evidence_id": "evidence", "note_sv": "", "note_en": "",
        },
    ),
    "award_decision": (
        {
            **BY, "id": "decision", "tender_id": "tender", "number": 1, "decided_at": AT,
            "prepared_by": "head", "draft_id": "draft1",
        },
    ),
    "awarded_lot": (
        {
            "decision_id": "decision", "lot_id": "lot1", "bid_id": "bid1",
            "evaluation_id": "evaluation",
        },
    ),
    **AWARD,
    **PLANNING,
    **STAGES,
    **ADMISSIONS,
    **REVIEW,
    "protocol": (
        {**BY, "kind": "opening", "subject_id": "tender", "lang": "sv", "pdf_sha256": PDF_HASH},
    ),
    "contract": (
        {
            **BY, "id": "contract", "tender_id": "tender", "lot_id": "lot1",
            "decision_id": "decision", "organisation_id": "north", "bid_id": "bid1",
            "number": "1", "rendered_at": AT, "starts_on": DAY, "ends_on": LATER,
            "version": 1, "lawful_from": DAY, "price": 10**15, "pdf_sha256": PDF_HASH,
            "text_sha256": OTHER_HASH,
        },
    ),
    **SIGNING,
    "delivery_report": (
        {
            **BY, "id": "report", "contract_id": "contract", "month": DAY, "version": 1,
            "submitted_at": AT,
        },
    ),
    "report_section": (
        {
            "report_id": "report", "section": "staff", "row_count": 0,
            "parquet_sha256": PDF_HASH,
        },
    ),
    "kpi_result": (
        {
            **BY, "contract_id": "contract", "month": DAY, "kpi": "", "numerator": 10**15,
            "denominator": 10**15, "colour": "green", "measured_at": AT,
        },
    ),
    "rating": (
        {
            **BY, "tender_id": "tender", "organisation_id": "north", "period_start": DAY,
            "period_end": LATER, "stars": 4, "basis": {}, "rated_at": AT, "pdf_sha256": None,
        },
    ),
    "audit": (
        {
            **BY, "id": "audit", "tender_id": "tender", "period_start": DAY,
            "period_end": LATER, "run_at": AT, "scope": {}, "pdf_sha256": None,
        },
    ),
    "finding": (
        {
            **BY, "audit_id": "audit", "number": 1, "contract_id": "contract", "check_id": "",
            "severity": "minor", "text_sv": "", "text_en": "", "clause": "",
            "amount": 10**15, "evidence": [],
        },
    ),
    "records_rule": (
        {
            **BY, "buyer_id": "buyer", "number": 1, "archive_law": True, "decision": "G-1",
            "years": 4, "decided_at": AT, "approved_by": "head",
        },
    ),
    "archive_export": (
        {
            **BY, "tender_id": "tender", "manifest_sha256": PDF_HASH, "exported_at": AT,
            "files": 1, "size": 10**15,
        },
    ),
    "disposal": (
        {
            **BY, "tender_id": "tender", "decided_at": AT, "approved_by": "head", "ground": "",
            "due_since": DAY, "archive_sha256": PDF_HASH,
        },
    ),
    "disposed_blob": ({"tender_id": "tender", "sha256": OTHER_HASH, "removed_at": AT},),
    "erasure": (
        {**BY, "person_id": "engine", "erased_at": AT, "approved_by": "head", "ground": ""},
    ),
}  # fmt: skip
