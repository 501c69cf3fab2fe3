"""A tender's stated award terms, as stored in `Tender.award_terms`.

The shape: ``{"model": "value_deduction", "unit": {sv, en}, "tie_rule": {sv, en},
"criteria": [{"id", "title": {sv, en}, "levels": [{"level", "amount",
"commitment": {sv, en}}]}]}``; amounts in minor units. Levels are a list because
JSON would turn integer keys into text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from law.reasons import Basis, Text, refuse
from procurement.award_models import AwardModel, award_model


@dataclass(frozen=True)
class StatedLevel:
    level: int
    amount: int
    commitment: Text


@dataclass(frozen=True)
class StatedCriterion:
    id: str
    title: Text
    levels: tuple[StatedLevel, ...]

    def at(self, level: int) -> StatedLevel:
        return next(stated for stated in self.levels if stated.level == level)


@dataclass(frozen=True)
class AwardTerms:
    model: AwardModel
    unit: Text
    tie_rule: Text
    criteria: tuple[StatedCriterion, ...]


def award_terms(stored: Mapping[str, Any]) -> AwardTerms:
    """Raises `ActRefused` for terms that name no lawful, complete model."""
    try:
        return _award_terms(stored)
    except (KeyError, TypeError) as error:
        raise refuse(
            "award_terms.incomplete",
            sv=f"Utvärderingsvillkoren är ofullständiga: {error}",
            en=f"The award terms are incomplete: {error}",
            todo_sv="Ange modell, enhet, regel om lika anbud och varje kriterium med nivåer",
            todo_en="State model, unit, tie rule and each criterion with its levels",
            basis=Basis.TENDER_DOCUMENTS,
        ) from error


def _award_terms(stored: Mapping[str, Any]) -> AwardTerms:
    criteria = tuple(_criterion(item) for item in stored.get("criteria", ()))
    model = award_model(
        {
            "model": stored["model"],
            "criteria": [
                {"id": c.id, "amounts": {level.level: level.amount for level in c.levels}}
                for c in criteria
            ],
        }
    )
    return AwardTerms(model, _text(stored["unit"]), _text(stored["tie_rule"]), criteria)


def _criterion(stored: Mapping[str, Any]) -> StatedCriterion:
    levels = tuple(
        StatedLevel(item["level"], item["amount"], _text(item["commitment"]))
        for item in stored["levels"]
    )
    return StatedCriterion(stored["id"], _text(stored["title"]), levels)


def _text(stored: Mapping[str, str]) -> Text:
    return Text(stored["sv"], stored["en"])
