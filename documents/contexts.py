"""What each document says, as plain values the caller has already put into words.

Amounts are öre (``int``; ``Decimal`` only where a formula gives parts of an öre),
shares are ``Decimal`` 0–1, instants are aware datetimes (shown in
Europe/Stockholm), and every other text is in the document's own language.
The template adds the fixed wording. ``template_version`` is
``documents.library.template_version(document)``; another value is refused when
rendering, so that a PDF never claims a wording it does not have.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from documents.admission_contexts import (
    AdmissionContext,
    ChoiceContractContext,
    CompletionContext,
)
from documents.amendment_contexts import AmendmentContext
from documents.audit_contexts import AuditContext
from documents.bid_contexts import OpeningContext, ReceiptContext
from documents.call_off_context import CallOffContext
from documents.case_file_contexts import CaseFileContext, StatementContext
from documents.contract_periods import ContractPeriod, contract_periods
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
from documents.parts import (
    Basis,
    CitedReason,
    Colour,
    Count,
    Currency,
    Document,
    Lot,
    Ore,
    Part,
    Party,
    Quantity,
    Unit,
)
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
from documents.text_hash import text_hash


class ServicePart(Part):
    name: str
    length: str
    content: str
    report: str | None = None


class Service(Part):
    """``parts`` in the order a participant meets them."""

    name: str
    purpose: str
    parts: list[ServicePart]


class Commitment(Part):
    """What the bid promised and won its deduction with; binding once signed."""

    criterion: str
    level: str
    binding: bool = True


class Staffing(Part):
    """Full-time equivalents of licensed occupational therapists for the lot."""

    at_fte_required: Decimal
    at_fte_declared: Decimal


class KpiTarget(Part):
    name: str
    definition: str
    target: str


class Requirement(Part):
    text: str
    basis: Basis
    cite: str | None = None


class AwardDecision(Part):
    number: str
    decided_on: date


class ContractTerms(Part):
    """Numbers of the clauses. The defaults are illustrative, not the real service's."""

    participants_per_therapist: Count = 25
    participants_per_counsellor: Count = 18
    replacement_working_days: Count = 5
    report_working_days: Count = 5
    invoice_days: Count = 30
    index_cap_percent: Count = 3
    """0: the price follows no index."""
    volume_change_percent: Count = 20
    """How far the review clause lets the number of places be changed (LOU 17:10)."""
    audit_notice_working_days: Count = 10
    answer_working_days: Count = 10
    penalty_per_occasion_ore: Ore = 5_000_000
    penalty_per_week_ore: Ore = 1_000_000
    penalty_cap_percent: Count = 10
    option_notice_months: Count = 4
    run_off_months: Count = 12


class FrameworkPart(Part):
    """The lot is a framework: how call-offs are placed, and which of its parties this is."""

    ceiling_ore: Ore
    place: Count
    parties: Count
    way: str
    """"in the ranking's order", as it stands after "call-offs are placed"."""
    ranked: bool
    competed: bool
    conditions: str
    cite: str
    special_reasons: str | None = None
    """For a term longer than the law's, where it is."""


class ContractContext(Document):
    """Its clauses stand in clause files; ``rulebook`` decides which of them apply."""

    document: Literal["contract"] = "contract"
    checkpoint: None = None
    """A signed text says nothing that the house's keys or a draw would make differ."""
    contract_number: str
    framework: FrameworkPart | None = None
    tender_title: str
    lot: Lot
    buyer: Party
    provider: Party
    service: Service
    starts_on: date
    ends_on: date
    option_months: list[Count]
    """One entry per option, in order: ``[12, 12]``."""
    price_per_participant_month_ore: Ore
    price_excludes_vat: bool = True
    currency: Currency = "SEK"
    commitments: list[Commitment]
    staffing: Staffing
    places_per_year: Count
    """Indicative; never a volume guarantee."""
    kpis: list[KpiTarget]
    requirements: list[Requirement]
    decision: AwardDecision
    lawful_from: date
    reasons: list[str]
    """Why the contract may be concluded now, each with its paragraph."""
    terms: ContractTerms = ContractTerms()

    @property
    def text_sha256(self) -> str:
        """Of these facts in this wording; its first 16 digits stand on the signature page."""
        return text_hash(self)

    @property
    def periods(self) -> tuple[ContractPeriod, ...]:
        """The contract's years, then its options."""
        return contract_periods(self.starts_on, self.ends_on, self.option_months)

    @property
    def last_day(self) -> date:
        """With every option taken."""
        return self.periods[-1].ends_on

    @property
    def places_low(self) -> int:
        return -(-self.places_per_year * (100 - self.terms.volume_change_percent) // 100)

    @property
    def places_high(self) -> int:
        return self.places_per_year * (100 + self.terms.volume_change_percent) // 100


class LetterLot(Part):
    """The outcome of one lot as told to one tenderer."""

    lot: Lot
    outcome: Literal["won", "not_won", "rejected"]
    own_comparison_price_ore: Ore | Decimal | None = None
    own_score: str | None = None
    """Instead of a price, where the model compares points."""
    own_rank: Count | None = None
    winner: str | None = None
    winner_comparison_price_ore: Ore | Decimal | None = None
    winner_score: str | None = None
    reasons: list[str] = Field(default_factory=list)
    notes: list[str] = Field(default_factory=list)
    """Ties, and lots passed over for capacity."""


class Standstill(Part):
    """Without a last day where the law knows no standstill: then the reasons say why."""

    sent_on: date
    last_day: date | None
    earliest_contract: date | None
    reasons: list[CitedReason] = Field(default_factory=list)


class LetterContext(Document):
    document: Literal["letter"] = "letter"
    tender_title: str
    cite: str
    """Of the duty to notify, as printed: "19 kap. 19 § LOU"."""
    decision: AwardDecision
    buyer: Party
    recipient: Party
    background: list[str] = Field(default_factory=list)
    """What a new decision replaces, and why there is one, e.g. a court's order of correction."""
    lots: list[LetterLot]
    lots_are_separate_contracts: bool
    currency: Currency = "SEK"
    standstill: Standstill
    court: str
    signatory: str
    """Name and title of the officer."""


class KpiValue(Part):
    """None = not measured; then there is no colour either."""

    value: Quantity | None
    colour: Colour | None


class KpiMonth(KpiValue):
    month: date
    """Any day of the month."""


class KpiSeries(Part):
    """One KPI over the period. A ``percent`` is a share 0–1, shown as per cent."""

    code: str
    name: str
    unit: Unit
    target: Quantity
    target_is: Literal["at_least", "at_most"] = "at_least"
    months: list[KpiMonth]


class LotPerformance(Part):
    """``values`` in the order of ``PerformanceContext.kpis``."""

    lot: Lot
    contract_number: str
    participants: Count
    values: list[KpiValue]


class Rating(Part):
    """``stars`` None = not rated; ``why`` says what decided either way."""

    stars: Annotated[int, Field(strict=True, ge=1, le=4)] | None
    why: list[str]


class PerformanceContext(Document):
    document: Literal["performance"] = "performance"
    tender_title: str
    buyer: Party
    provider: Party
    period_from: date
    period_to: date
    kpis: Annotated[list[KpiSeries], Field(min_length=1)]
    lots: list[LotPerformance]
    rating: Rating
    chart: str
    """Code of the KPI to draw."""
    method: list[str]

    @model_validator(mode="after")
    def _kpis_fit_together(self) -> Self:
        if self.chart not in {kpi.code for kpi in self.kpis}:
            raise ValueError(f"chart: no KPI has the code {self.chart!r}")
        months = [point.month for point in self.kpis[0].months]
        if any([point.month for point in kpi.months] != months for kpi in self.kpis):
            raise ValueError("kpis: every KPI needs the same months in the same order")
        if any(len(row.values) != len(self.kpis) for row in self.lots):
            raise ValueError("lots: every lot needs one value per KPI")
        return self


DocumentContext = Annotated[
    ContractContext
    | ReceiptContext
    | DecisionContext
    | LetterContext
    | WithdrawalContext
    | CancellationContext
    | InquiryContext
    | InvitationContext
    | SelectionContext
    | ExclusionContext
    | AnswerContext
    | InformationContext
    | CompletionContext
    | AdmissionContext
    | ChoiceContractContext
    | ValidityContext
    | CallOffContext
    | NoticeContext
    | OpeningContext
    | EvaluationContext
    | IndividualReportContext
    | PerformanceContext
    | AuditContext
    | DisclosureContext
    | CaseFileContext
    | StatementContext
    | StartRecordContext
    | AmendmentContext
    | ReminderContext
    | WarningContext
    | PenaltyContext
    | IntakeStopContext
    | TerminationContext
    | RatingContext,
    Field(discriminator="document"),
]
DocumentName = Literal[
    "contract",
    "receipt",
    "decision",
    "letter",
    "withdrawal",
    "cancellation",
    "inquiry",
    "invitation",
    "selection",
    "exclusion",
    "answer",
    "information",
    "completion",
    "admission",
    "choice_contract",
    "validity",
    "call_off",
    "notice",
    "opening",
    "evaluation",
    "individual_report",
    "performance",
    "audit",
    "disclosure",
    "case_file",
    "statement",
    "start_record",
    "amendment",
    "reminder",
    "warning",
    "penalty",
    "intake_stop",
    "termination",
    "rating",
]
