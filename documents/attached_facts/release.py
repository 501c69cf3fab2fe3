"""A document's facts as one OCDS 1.1 release.

The release is made of the same typed context as the text, so the two cannot disagree, and
says nothing that the document does not print: a signature on the file is one on both.
Persons are left to the text.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any, Final

from documents.admission_contexts import (
    AdmissionContext,
    ChoiceContractContext,
    CompletionContext,
)
from documents.amendment_contexts import AmendmentContext
from documents.attached_facts.of_awards import of_decision, of_letter, of_withdrawal
from documents.attached_facts.of_contracts import of_call_off, of_choice_contract, of_contract
from documents.attached_facts.of_following import (
    of_act,
    of_amendment,
    of_audit,
    of_penalty,
    of_performance,
    of_rating,
    of_start,
    of_termination,
)
from documents.attached_facts.of_tenders import (
    of_cancellation,
    of_correspondence,
    of_disclosure,
    of_evaluation,
    of_individual_report,
    of_notice,
    of_opening,
    of_receipt,
    of_statement,
)
from documents.attached_facts.said import EXTENSIONS, Said
from documents.attached_facts.values import Json, document, lots, party, reference, when
from documents.audit_contexts import AuditContext
from documents.bid_contexts import OpeningContext, ReceiptContext
from documents.call_off_context import CallOffContext
from documents.case_file_contexts import StatementContext
from documents.contexts import (
    ContractContext,
    DocumentContext,
    LetterContext,
    PerformanceContext,
)
from documents.decision_context import DecisionContext
from documents.disclosure_context import DisclosureContext
from documents.letter_contexts import (
    AnswerContext,
    CancellationContext,
    ExclusionContext,
    InformationContext,
    InquiryContext,
    ValidityContext,
    WithdrawalContext,
)
from documents.notice_context import NoticeContext
from documents.printable import printable
from documents.rating_contexts import RatingContext
from documents.report_contexts import EvaluationContext, IndividualReportContext
from documents.sanction_contexts import (
    IntakeStopContext,
    PenaltyContext,
    ReminderContext,
    TerminationContext,
    WarningContext,
)
from documents.stage_letter_contexts import InvitationContext, SelectionContext
from documents.start_contexts import StartRecordContext

_TOLD: Final[Mapping[type, Callable[[Any], Said]]] = {
    ContractContext: of_contract,
    ChoiceContractContext: of_choice_contract,
    CallOffContext: of_call_off,
    LetterContext: of_letter,
    DecisionContext: of_decision,
    WithdrawalContext: of_withdrawal,
    CancellationContext: of_cancellation,
    InquiryContext: lambda told: of_correspondence(
        told, "clarifications", [told.lot] if told.lot is not None else []
    ),
    AnswerContext: lambda told: of_correspondence(told, "clarifications", []),
    ExclusionContext: lambda told: of_correspondence(told, "debarments", []),
    InformationContext: lambda told: of_correspondence(told, "awardNotice", [told.lot]),
    ValidityContext: lambda told: of_correspondence(
        told, "clarifications", [each.lot for each in told.bids]
    ),
    CompletionContext: lambda told: of_correspondence(told, "clarifications", [told.lot]),
    AdmissionContext: lambda told: of_correspondence(told, "eligibilityCriteria", [told.lot]),
    InvitationContext: lambda told: of_correspondence(told, "biddingDocuments", told.lots),
    SelectionContext: lambda told: of_correspondence(
        told, "shortlistedFirms", [each.lot for each in told.lots]
    ),
    NoticeContext: of_notice,
    ReceiptContext: of_receipt,
    OpeningContext: of_opening,
    EvaluationContext: of_evaluation,
    IndividualReportContext: of_individual_report,
    DisclosureContext: of_disclosure,
    StatementContext: of_statement,
    StartRecordContext: of_start,
    AmendmentContext: of_amendment,
    ReminderContext: of_act,
    WarningContext: of_act,
    IntakeStopContext: of_act,
    PenaltyContext: of_penalty,
    TerminationContext: of_termination,
    RatingContext: of_rating,
    PerformanceContext: of_performance,
    AuditContext: of_audit,
}


def said_in(context: DocumentContext) -> Said | None:
    """None for a case file: its parts are documents of their own, with their own facts."""
    told = _TOLD.get(type(context))
    return told(context) if told is not None else None


def release(context: DocumentContext, said: Said) -> Json:
    """The process goes by the buyer's file number, which every document prints."""
    body = {
        "ocid": context.diary_number,
        "date": when(said.on).isoformat(),
        "language": context.lang,
        "tag": list(said.tags),
        "initiationType": "tender",
        "buyer": reference(context.buyer),
        "parties": [party(context.buyer, "buyer", "procuringEntity"), *said.parties],
        "tender": _tender(context, said),
        **({"awards": list(said.awards)} if said.awards else {}),
        **({"contracts": list(said.contracts)} if said.contracts else {}),
        **({"bids": {"details": list(said.bids)}} if said.bids else {}),
    }
    body = _as_printed(body)
    body["extensions"] = [address for name, address in EXTENSIONS.items() if _has(body, name)]
    return {"id": sha256(canonical(body)).hexdigest()[:32], **body}


def _as_printed(value: Any) -> Any:
    """Texts without the characters that are not printed either."""
    if isinstance(value, dict):
        return {key: _as_printed(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_as_printed(each) for each in value]
    return printable(value)


def _has(value: object, name: str) -> bool:
    """Whether a key of that name stands anywhere in it."""
    if isinstance(value, dict):
        return name in value or any(_has(each, name) for each in value.values())
    return isinstance(value, list) and any(_has(each, name) for each in value)


def _tender(context: DocumentContext, said: Said) -> Json:
    found = lots(said.lots)
    return {
        "id": context.diary_number,
        "title": context.tender_title,
        **({"lots": found} if found else {}),
        "documents": [document(context.document, said.kind)],
        **said.tender,
    }


def canonical(facts: Json) -> bytes:
    """Sorted keys and no spaces: the same facts are the same bytes."""
    text = json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode()
