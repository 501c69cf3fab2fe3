"""A procurement that has run elsewhere, as an officer states it. Nothing here is believed yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from pydantic import AwareDatetime, BaseModel, ConfigDict, NonNegativeInt, PositiveInt

from law.reasons import Lang, Text
from models.letters import Channel
from procurement.tenders.draft import TenderDraft


class _Entered(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class EnteredPublication(_Entered):
    """Persons by their ids here; `by` did it, and another approved it."""

    at: AwareDatetime
    by: str
    approved_by: str


class EnteredExtension(_Entered):
    to: AwareDatetime
    at: AwareDatetime
    by: str
    approved_by: str
    reason: Text


class EnteredBid(_Entered):
    """Price in minor units per unit, capacity in tenths of a full-time equivalent.

    `late`: it came in after the deadline, and was not considered. `sender` is somebody of
    the tenderer's own; the only one, where it has one.
    """

    tenderer: str
    lot: str
    received_at: AwareDatetime
    price: PositiveInt
    levels: dict[str, NonNegativeInt] = {}
    at_fte_tenths: NonNegativeInt = 0
    sender: str | None = None
    late: bool = False
    file: str | None = None


class EnteredOpening(_Entered):
    at: AwareDatetime
    by: str
    second: str


class EnteredLetter(_Entered):
    """A notice of the award that went out; without a `file` the decision itself was sent."""

    tenderer: str
    at: AwareDatetime
    channel: Channel
    file: str | None = None
    stated_last_day: date | None = None
    address: str = ""


class EnteredDecision(_Entered):
    """`winners`: lot code → tenderers by their places, one but in a framework."""

    at: AwareDatetime
    by: str
    prepared_by: str
    evaluated_at: AwareDatetime
    winners: dict[str, tuple[str, ...]]
    file: str
    lang: Lang = "sv"
    letters: tuple[EnteredLetter, ...] = ()


class EnteredFacts(_Entered):
    """`source` names the system or file that the facts come from."""

    source: Text
    publication: EnteredPublication
    extensions: tuple[EnteredExtension, ...] = ()
    bids: tuple[EnteredBid, ...] = ()
    opening: EnteredOpening | None = None
    decision: EnteredDecision | None = None

    def instants(self) -> Iterator[datetime]:
        """Every moment at which something is said to have happened."""
        yield self.publication.at
        yield from (each.at for each in self.extensions)
        yield from (each.received_at for each in self.bids)
        if self.opening is not None:
            yield self.opening.at
        if self.decision is not None:
            yield from (self.decision.evaluated_at, self.decision.at)
            yield from (each.at for each in self.decision.letters)

    def persons(self) -> Iterator[str]:
        """Of the buyer's side, those who are said to have done it."""
        yield from (self.publication.by, self.publication.approved_by)
        for each in self.extensions:
            yield from (each.by, each.approved_by)
        if self.opening is not None:
            yield from (self.opening.by, self.opening.second)
        if self.decision is not None:
            yield from (self.decision.by, self.decision.prepared_by)


@dataclass(frozen=True)
class Entry:
    """`content` is the file as given; `files` those that it names, by name."""

    draft: TenderDraft
    facts: EnteredFacts
    content: bytes
    files: Mapping[str, bytes] = field(default_factory=dict)
