"""A legal row in each of the tables of signatures and of what comes before and after them."""

from __future__ import annotations

from collections.abc import Mapping

from tests.models.row_values import AT, BY, OTHER_HASH, PDF_HASH, Row

SIGNED: Row = {
    "method": "pades", "signed_sha256": PDF_HASH, "validation_sha256": PDF_HASH,
    "certificate_sha256": OTHER_HASH, "level": "B-B", "stated_at": AT,
}  # fmt: skip

SIGNING: Mapping[str, tuple[Row, ...]] = {
    "signature": (
        {**BY, **SIGNED, "contract_id": "contract", "party": "provider", "signatory_name": "",
         "signed_at": AT, "pdf_sha256": PDF_HASH},
    ),
    "signing_order": (
        {**BY, "id": "order", "contract_id": "contract", "pdf_sha256": PDF_HASH,
         "party": "provider", "number": 1, "person_id": "officer", "ordered_at": AT,
         "expires_at": AT, "digest": OTHER_HASH, "prepared_sha256": PDF_HASH,
         "state_sha256": PDF_HASH},
    ),
    "signing_start": ({**BY, "order_id": "order", "reference": "R-1", "started_at": AT},),
    "signing_outcome": (
        {**BY, "order_id": "order", "outcome": "not_accepted", "ended_at": AT,
         "signed_sha256": PDF_HASH, "validation_sha256": PDF_HASH, "reason_sv": "",
         "reason_en": ""},
    ),
    "signing_declined": (
        {**BY, "contract_id": "contract", "party": "provider", "declined_at": AT, "reason": ""},
    ),
    "contract_seal": (
        {**BY, **SIGNED, "contract_id": "contract", "sealed_at": AT, "organisation": ""},
    ),
}  # fmt: skip
