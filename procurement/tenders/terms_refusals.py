"""What stored terms may not state although a file may: there bids lie open, here none has come.

A file is refused when its bids show that the model is not defined for them. Terms that
bids have yet to be sealed for are refused as soon as such bids could come.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from law.reasons import ActRefused, Cite, refuse
from procurement.award_models.refusals import BEST_BID
from procurement.evaluation.criteria import CRITERIA, added, check_ids
from procurement.evaluation.evaluation_file import POINTED, EvaluationFile
from procurement.tenders.stored_terms import StoredTerms

VALUED = ("value_deduction", "value_addition")
# Models whose comparison is a price, so that the lots' can be added up.
COMPARED_BY_PRICE = ("price", *VALUED)
# How lots are divided among tenderers is stated beforehand.
LOTS = Cite("LOU", 4, "15")


def check_terms(terms: StoredTerms, stated: EvaluationFile) -> None:
    """Raises `ActRefused`; `stated` has been found to name a model."""
    for check in _CHECKS:
        check(terms, stated)


def _check_levels(terms: StoredTerms, stated: EvaluationFile) -> None:
    for criterion in terms.criteria:
        levels = criterion.levels or []
        if levels and terms.model not in VALUED:
            raise refuse(
                "award_terms.levels_not_counted",
                sv=f"Kriteriet {criterion.id} har nivåer, men modellen {terms.model} räknar inte"
                " med dem",
                en=f"Criterion {criterion.id} has levels, but the model {terms.model} does not"
                " count with them",
                todo_sv="Ta bort nivåerna, eller ange value_deduction eller value_addition",
                todo_en="Remove the levels, or state value_deduction or value_addition",
                cite=CRITERIA,
            )
        twice = [
            level for level, times in Counter(each.level for each in levels).items() if times > 1
        ]
        if twice:
            raise refuse(
                "award_terms.level_twice",
                sv=f"Kriteriet {criterion.id} har nivån {twice[0]} två gånger",
                en=f"Criterion {criterion.id} has the level {twice[0]} twice",
                todo_sv="Ange varje nivå en gång",
                todo_en="State each level once",
                cite=CRITERIA,
            )


def _check_scales(terms: StoredTerms, stated: EvaluationFile) -> None:
    """A panel needs to know which points there are."""
    for criterion in terms.criteria if terms.model in POINTED else ():
        if criterion.scale is None:
            raise refuse(
                "award_terms.scale_missing",
                sv=f"Kriteriet {criterion.id} saknar poängskala",
                en=f"Criterion {criterion.id} has no scale of points",
                todo_sv="Ange scale: [lägsta, högsta], t.ex. [0, 5]",
                todo_en="State scale: [lowest, highest], e.g. [0, 5]",
                cite=CRITERIA,
            )


def _check_quotient(terms: StoredTerms, stated: EvaluationFile) -> None:
    """A bid at the bottom of every scale would have to be divided by zero."""
    lowest = added([each.scale[0] for each in stated.criteria if each.scale is not None])
    if terms.model == "price_per_point" and lowest <= 0:
        raise refuse(
            "award_terms.no_points",
            sv="Poängskalorna tillåter ett anbud utan kvalitetspoäng, och priset går inte att dela"
            " med noll",
            en="The scales allow a bid without quality points, and a price cannot be divided by"
            " zero",
            todo_sv="Låt skalorna börja över noll, t.ex. [1, 5], eller ange en annan modell",
            todo_en="Let the scales begin above zero, e.g. [1, 5], or state another model",
            cite=BEST_BID,
        )


def _check_fixed_price(terms: StoredTerms, stated: EvaluationFile) -> None:
    """Sealed bids cannot agree on a price that the documents do not give."""
    if terms.model == "fixed_price" and terms.fixed_price is None:
        raise refuse(
            "award_terms.fixed_price",
            sv="Priset är fast, men villkoren anger inte vilket det är",
            en="The price is fixed, but the terms do not state which it is",
            todo_sv="Ange parameters: {price: belopp i minsta enhet, ett heltal över noll}",
            todo_en="State parameters: {price: amount in minor units, a whole number above zero}",
            cite=BEST_BID,
        )


def _check_lots(terms: StoredTerms, stated: EvaluationFile) -> None:
    if terms.lots.rule == "lowest_total" and terms.model not in COMPARED_BY_PRICE:
        raise _refused_lots(
            "lots_rule",
            f"Lägsta totalsumma går inte att räkna i modellen {terms.model}, som inte jämför"
            " anbuden i pengar",
            f"There is no lowest total in the model {terms.model}, which does not compare bids in"
            " money",
            "Ange rule: lot_order, eller en modell som jämför priser",
            "State rule: lot_order, or a model that compares prices",
        )

    if terms.lots.combinations and terms.model not in COMPARED_BY_PRICE:
        raise _refused_lots(
            "combinations",
            f"Områden kan inte tilldelas tillsammans i modellen {terms.model}, som inte jämför"
            " anbuden i pengar",
            f"Lots cannot be awarded together in the model {terms.model}, which does not compare"
            " bids in money",
            "Ta bort combinations, eller ange en modell som jämför priser",
            "Remove combinations, or state a model that compares prices",
        )
    check_ids((each.id for each in terms.lots.combinations), "kombinationer", "combinations")


def no_such_lot(combination: str, code: str) -> ActRefused:
    return _refused_lots(
        "combined_lot",
        f"Kombinationen {combination} har området {code}, som inte finns",
        f"The combination {combination} has the lot {code}, which does not exist",
        "Ange anbudsområdenas koder",
        "State the codes of the lots",
    )


def _refused_lots(code: str, sv: str, en: str, todo_sv: str, todo_en: str) -> ActRefused:
    return refuse(f"award_terms.{code}", sv=sv, en=en, todo_sv=todo_sv, todo_en=todo_en, cite=LOTS)


_CHECKS: tuple[Callable[[StoredTerms, EvaluationFile], None], ...] = (
    _check_levels,
    _check_scales,
    _check_quotient,
    _check_fixed_price,
    _check_lots,
)
