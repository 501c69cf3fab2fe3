"""What every act under a running contract states: parties, clauses, faults, hearing, deciders.

Under a contract the buyer is a party and not an authority that orders: each act cites
the clause that gives the right to it, and says who decides when the parties disagree.
Clauses are cited by number and name, so that a reader finds them in another edition too.
"""

from __future__ import annotations

from datetime import date
from typing import Self

from pydantic import Field, model_validator

from documents.parts import Currency, Document, Lot, Part, Party


class Clause(Part):
    """A clause of the contract and what it says of the matter, in short."""

    number: str
    name: str
    text: str


class Fault(Part):
    """What did not agree with the contract. ``until`` None: one occasion, or it goes on."""

    number: str
    what: str
    since: date
    until: date | None = None
    evidence: str
    clause: str
    """Number of the clause that it breaks."""


class EarlierStep(Part):
    """What the buyer has done before in the same matter, oldest first."""

    taken_on: date
    what: str
    document: str
    """Where it is on file: "DEMO-2026-0117-41"."""


class Hearing(Part):
    """The provider's chance to be heard before a decision, what it said, and the answer to it.

    ``answered_on`` None: nothing came in by ``answer_by``.
    """

    asked_on: date
    answer_by: date
    answered_on: date | None = None
    said: list[str] = Field(default_factory=list)
    assessment: list[str]
    """The buyer's view of what was said, or of the silence."""

    @model_validator(mode="after")
    def _an_answer_has_a_day(self) -> Self:
        if (self.answered_on is None) != (not self.said):
            raise ValueError("hearing: what was said and the day it came in belong together")
        return self


class Decider(Part):
    name: str
    role: str


class Objection(Part):
    """How the provider disagrees. ``until`` is the last day it is asked to, never a bar."""

    to: str
    """Name or office, with where it is reached."""
    until: date
    clause: str
    """The clause on disputes, as cited: "15 Tvist och tillämplig lag"."""


class ContractAct(Document):
    """What the buyer tells one provider about one contract."""

    number: str
    case_number: str
    tender_title: str
    contract_number: str
    lot: Lot
    buyer: Party
    provider: Party
    sent_on: date
    currency: Currency = "SEK"
    clauses: list[Clause] = Field(min_length=1)
    objection: Objection


class TwoDecide(ContractAct):
    """An act that takes two: who drafted it never decides it alone."""

    deciders: list[Decider] = Field(min_length=2)

    @model_validator(mode="after")
    def _not_the_same_person_twice(self) -> Self:
        named = [each.name for each in self.deciders]
        if len(set(named)) != len(named):
            raise ValueError("deciders: two different persons decide")
        return self
