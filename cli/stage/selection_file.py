"""The file of a selection: each candidate of each lot, what it comes to, and why."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from law.reasons import Text
from procurement.exact.files import read_exact
from procurement.stages.selecting import Choice


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Both(_Part):
    sv: str
    en: str

    @property
    def text(self) -> Text:
        return Text(self.sv.strip(), self.en.strip())


class _Candidate(_Part):
    outcome: Literal["selected", "not_selected", "not_qualified"]
    reason: _Both


class _Selection(_Part):
    reason: _Both
    lots: dict[str, dict[str, _Candidate]]


def read_selection(path: Path) -> tuple[Text, tuple[Choice, ...]]:
    """Why the selection is as it is, and every choice. Raises `ActRefused` for another form."""
    found = read_exact(path, _Selection)
    choices = tuple(
        Choice(
            lot_code=lot,
            organisation_id=organisation,
            qualified=each.outcome != "not_qualified",
            selected=each.outcome == "selected",
            reason=each.reason.text,
        )
        for lot, candidates in found.lots.items()
        for organisation, each in candidates.items()
    )
    return found.reason.text, choices
