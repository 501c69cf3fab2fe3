"""Reading the play of a system of choice: `play.yaml` of examples/valfrihet/."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from pydantic import Field

from interop.play_files import PlayFilesInvalid
from interop.play_reading import Problems, read_yaml
from interop.play_values import Frozen, Instant
from law.reasons import Text


class ChoiceLot(Frozen):
    code: str
    name: str
    county: str
    places: int


class ChoiceRequirement(Frozen):
    """``cite`` is a chapter and section of LOV, where the requirement rests on the act."""

    code: str
    title: Text
    cite: str | None
    evidence: str
    max_age_days: int | None


class NonChoice(Frozen):
    lot: str
    at: Instant
    rule: Text


class ChoiceSystem(Frozen):
    id: str
    diary_number: str
    title: Text
    cpv: str
    published_at: Instant
    decision_days: int
    remuneration: Text
    how_to_apply: Text
    contract_starts_on: date
    contract_months: int
    service: Text
    purpose: Text
    need: Text
    document: Text
    lots: tuple[ChoiceLot, ...]
    requirements: tuple[ChoiceRequirement, ...]
    non_choice: NonChoice


class ChoiceProvider(Frozen):
    id: str
    name: str
    org_number: str
    city: str
    contact: str


class Completing(Frozen):
    at: Instant
    answer_by: date
    question: Text
    answered_at: Instant
    answer: str
    shows: tuple[str, ...] = ()


class Leaving(Frozen):
    at: Instant
    ends_on: date
    reason: Text


class PlayedApplication(Frozen):
    """``not_met``: the requirements that it is refused on, with what was found of each."""

    provider: str
    lot: str
    at: Instant
    shows: tuple[str, ...]
    asked: Completing | None = None
    examined_at: Instant
    not_met: Mapping[str, Text] = Field(default_factory=dict)
    decided_at: Instant
    profile: Text | None = None
    leaves: Leaving | None = None


class ChoicePlay(Frozen):
    """``applications`` in the order that they came in, which numbers them."""

    system: ChoiceSystem
    providers: tuple[ChoiceProvider, ...]
    applications: tuple[PlayedApplication, ...]
    letters_at: tuple[Instant, ...]
    contracts_at: tuple[Instant, ...]


def load_choice(folder: Path) -> ChoicePlay:
    """Raises PlayFilesInvalid with every problem of the file."""
    problems = Problems()
    file = read_yaml(folder, "play.yaml", problems)
    play = file.build_root(ChoicePlay, problems) if file else None
    if play is None or problems.found:
        raise PlayFilesInvalid(problems.found)
    return play
