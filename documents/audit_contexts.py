"""The audit report: plan, sample, method, findings, what the provider said, and the position.

What an audit did not do is left empty, and the report says so in words: without a sample
everything was gone through; without a reply nothing has come in.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Final, Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from documents.parts import Count, Currency, Document, Lot, Ore, Part, Party, RootHash

Severity = Literal["C0", "C1", "C2", "C3"]
Share = Annotated[Decimal, Field(ge=0, le=1)]
SEVERITIES: Final[tuple[Severity, ...]] = ("C0", "C1", "C2", "C3")


class AuditCheck(Part):
    """One check that was run, clean or not. ``basis`` names the contract clause."""

    code: str
    name: str
    basis: str
    rows_checked: Count
    findings: Count


class AuditPlan(Part):
    """What was decided before anything was looked at."""

    number: str
    decided_on: date
    why: list[str]
    """Why these contracts: risk, chance, complaints."""
    questions: list[str]
    announced_on: date | None = None
    """None: unannounced."""


class AuditSample(Part):
    """Drawn from a frozen list, so that anybody can draw it again.

    ``tolerable`` and ``upper_limit`` are shares of the population, the latter with one-sided
    ``confidence``.
    """

    what: str
    population: Count
    chosen: Count
    way: str
    seed: RootHash
    list_sha256: RootHash
    deviations: Count
    tolerable: Share
    upper_limit: Share
    confidence: Share

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if not self.deviations <= self.chosen <= self.population:
            raise ValueError("sample: deviations among the chosen, and those in the population")
        return self


class Reply(Part):
    """What the provider said of a finding, and what the buyer holds after it."""

    came_on: date
    said: str
    outcome: Literal["stands", "changed", "dropped"]
    position: str
    by: str


class Finding(Part):
    """``severity`` C0 is the gravest, C3 is fixed on the spot. ``reply`` None: none yet."""

    number: str
    severity: Severity
    contract_number: str
    lot: Lot
    provider: str
    what: str
    evidence: str
    amount_ore: Ore | None = None
    next_step: str
    answer_by: date | None = None
    reply: Reply | None = None


class Tally(Part):
    """So many findings of a class, and the money in them."""

    severity: Severity
    findings: Count
    amount_ore: Ore


class AuditContext(Document):
    document: Literal["audit"] = "audit"
    audit_number: str
    tender_title: str
    buyer: Party
    period_from: date
    period_to: date
    contracts: Count
    rows_checked: Count
    conclusion: list[str] = Field(default_factory=list)
    plan: AuditPlan | None = None
    method: list[str] = Field(default_factory=list)
    samples: list[AuditSample] = Field(default_factory=list)
    """Empty where every row of the period was gone through."""
    checks: list[AuditCheck]
    findings: list[Finding]
    limits: list[str] = Field(default_factory=list)
    """What the audit cannot say."""
    currency: Currency = "SEK"
    answer_working_days: Count = 10
    run_by: str
    run_at: AwareDatetime

    @property
    def tallies(self) -> list[Tally]:
        """One for each class, the gravest first, those without findings too."""
        return [
            Tally(
                severity=severity,
                findings=sum(1 for each in self.findings if each.severity == severity),
                amount_ore=sum(
                    each.amount_ore or 0 for each in self.findings if each.severity == severity
                ),
            )
            for severity in SEVERITIES
        ]

    @property
    def most_in_a_class(self) -> int:
        return max(tally.findings for tally in self.tallies)

    @property
    def most_in_a_check(self) -> int:
        return max((check.findings for check in self.checks), default=0)

    @property
    def heard(self) -> int:
        """How many findings have been answered."""
        return sum(1 for each in self.findings if each.reply is not None)
