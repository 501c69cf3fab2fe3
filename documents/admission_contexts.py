"""Letters to applicants to a system, and the contract with a provider in a system of choice."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from documents.letter_contexts import Correspondence
from documents.parts import Basis, CitedReason, Count, Document, Lot, Part, Party
from documents.text_hash import text_hash


class CompletionContext(Correspondence):
    """The applicant is asked to complete or clarify its application."""

    document: Literal["completion"] = "completion"
    lot: Lot
    application: str
    question: str
    answer_by: date


class Unfulfilled(Part):
    """A requirement that has been found not to be met, and why."""

    requirement: str
    why: str


class AdmissionContext(Correspondence):
    """``leads_to`` says what an approval is followed by: a contract, or calls for tenders.

    ``unmet`` and ``ground`` in a refusal alone; ``ends_on`` where an admission ends.
    """

    document: Literal["admission"] = "admission"
    outcome: Literal["approved", "refused", "ended"]
    lot: Lot
    application: str
    decided_on: date
    leads_to: Literal["contract", "calls"]
    reason: str
    unmet: list[Unfulfilled] = Field(default_factory=list)
    ground: str | None = None
    """In words, with its paragraph, where the applicant is excluded."""
    ends_on: date | None = None
    court: str
    rectify_by: date | None = None
    """For an application for rectification (LOV 10:3) to have come in to the court."""
    reasons: list[CitedReason] = Field(default_factory=list)
    review_act: str | None = None
    """Where review is by chapter 20 of an act: "LOU"."""


class ChoiceRequirement(Part):
    text: str
    basis: Basis
    cite: str | None = None


class ChoiceTerms(Part):
    """Numbers of the clauses. The defaults are illustrative."""

    provider_notice_months: Count = 3
    buyer_notice_months: Count = 6
    answer_working_days: Count = 10
    invoice_days: Count = 30


class ChoiceContractContext(Document):
    document: Literal["choice_contract"] = "choice_contract"
    checkpoint: None = None
    """As little in the contract of a system as in any other."""
    contract_number: str
    tender_title: str
    lot: Lot
    buyer: Party
    provider: Party
    service: str
    purpose: str
    remuneration: str
    requirements: list[ChoiceRequirement]
    application: str
    decided_on: date
    starts_on: date
    review_months: Count
    """The terms are looked over at least this often."""
    gateway: str
    """The provision by which the buyer has the system: "1 kap. 1 § LOV"."""
    terms: ChoiceTerms = ChoiceTerms()

    @property
    def text_sha256(self) -> str:
        """Of these facts in this wording; its first 16 digits stand on the signature page."""
        return text_hash(self)
