"""The model that a tender's stored terms state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from law.reasons import ActRefused, Basis, refuse
from procurement.award_models.offers import AwardModel, Level
from procurement.award_models.price import LowestPrice
from procurement.award_models.value import ValueDeduction


def award_model(terms: Mapping[str, Any]) -> AwardModel:
    """The model that the tender documents state.

    ``{"model": "price"}`` or ``{"model": "value_deduction", "criteria":
    [{"id": "method", "amounts": {level: amount}}]}``; levels and amounts are
    integers ≥ 0, amounts in the minor unit of the price. Raises ActRefused.
    """
    model = terms.get("model")
    if model == "price":
        return LowestPrice()
    if model == "value_deduction":
        return ValueDeduction(_deductions(terms.get("criteria")))
    raise _bad_terms(
        f"utvärderingsmodellen {model!r} är okänd",
        f"the award model {model!r} is unknown",
        "Ange price eller value_deduction.",
        "State price or value_deduction.",
    )


def _deductions(criteria: object) -> dict[str, dict[Level, int]]:
    if not isinstance(criteria, list) or not criteria:
        raise _bad_terms(
            "value_deduction saknar kriterier",
            "value_deduction has no criteria",
            "Ange minst ett kriterium med id och amounts.",
            "State at least one criterion with id and amounts.",
        )
    deductions: dict[str, dict[Level, int]] = {}
    for criterion in criteria:
        id_, amounts = _deduction(criterion)
        if id_ in deductions:
            raise _bad_terms(
                f"kriteriet {id_} står två gånger",
                f"criterion {id_} is stated twice",
                "Ta bort det ena.",
                "Remove one of them.",
            )
        deductions[id_] = amounts
    return deductions


def _deduction(criterion: object) -> tuple[str, dict[Level, int]]:
    id_ = criterion.get("id") if isinstance(criterion, Mapping) else None
    amounts = criterion.get("amounts") if isinstance(criterion, Mapping) else None
    whole = isinstance(amounts, Mapping) and all(
        _is_count(level) and _is_count(amount) for level, amount in amounts.items()
    )
    if not isinstance(id_, str) or not isinstance(amounts, Mapping) or not amounts or not whole:
        raise _bad_terms(
            f"kriteriet {id_!r} är ofullständigt",
            f"criterion {id_!r} is incomplete",
            "Ange id och amounts: {nivå: belopp}, allt i heltal som inte är negativa.",
            "State id and amounts: {level: amount}, in whole numbers that are not negative.",
        )
    return id_, dict(amounts)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _bad_terms(sv: str, en: str, todo_sv: str, todo_en: str) -> ActRefused:
    return refuse(
        "award_model.terms",
        sv=f"Utvärderingen kan inte göras: {sv}",
        en=f"The evaluation cannot be made: {en}",
        todo_sv=todo_sv,
        todo_en=todo_en,
        basis=Basis.TENDER_DOCUMENTS,
    )
