"""What a person should know before an evaluation is relied on, each with its paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from law.reasons import Basis, Cite, Reason, Text
from procurement.award_models.refusals import BEST_BID, PRINCIPLES, WEIGHTS
from procurement.evaluation.criteria import PRICE
from procurement.evaluation.evaluation_file import EvaluationFile, counted_parameters
from procurement.evaluation.scoring import Comparison, First


def warnings_of(file: EvaluationFile, comparison: Comparison) -> tuple[Reason, ...]:
    """Stable codes, in a stable order; empty where there is nothing to say."""
    return (
        *_of_the_model(file, comparison),
        *_of_what_is_not_counted(file),
        *_of_the_bids(comparison),
    )


def _warning(code: str, sv: str, en: str, cite: Cite | None = None) -> Reason:
    basis = Basis.TENDER_DOCUMENTS if cite is None else Basis.STATUTE
    return Reason(code, Text(sv, en), cite, basis)


def _of_the_model(file: EvaluationFile, comparison: Comparison) -> Iterator[Reason]:
    if comparison.model.relative:
        yield _warning(
            "relative_model",
            "Modellen är relativ: ett anbuds poäng beror på de andra anbudens priser, så att vad en"
            " kvalitetspoäng kostar inte kan förutses och ett förlorande anbud kan avgöra vem som"
            " vinner",
            "The model is relative: a bid's points depend on the other bids' prices, so that what a"
            " quality point costs cannot be foreseen and a losing bid can decide who wins",
            PRINCIPLES,
        )
    graded = any(criterion.id == PRICE for criterion in file.criteria)
    prices = {bid.price for bid in file.bids}
    if file.model == "weighted_grades" and not graded and len(prices) > 1:
        yield _warning(
            "price_not_counted",
            "Inget kriterium har id price: priset räknas inte, fast anbuden har olika priser",
            "No criterion has the id price: the price does not count, though the bids' prices"
            " differ",
            BEST_BID,
        )


def _of_what_is_not_counted(file: EvaluationFile) -> Iterator[Reason]:
    weighs = file.model in ("weighted_grades", "fixed_price")
    if not weighs and any(criterion.weight is not None for criterion in file.criteria):
        yield _warning(
            "weights_not_counted",
            f"Kriterierna har vikter, men modellen {file.model} räknar inte med dem",
            f"The criteria have weights, but the model {file.model} does not count with them",
            WEIGHTS,
        )
    for unused in sorted(file.parameters.model_fields_set - counted_parameters(file.model)):
        yield _warning(
            "parameter_not_counted",
            f"Parametern {unused} är angiven, men modellen {file.model} räknar inte med den",
            f"The parameter {unused} is stated, but the model {file.model} does not count with it",
            BEST_BID,
        )
    valued = file.model in ("value_deduction", "value_addition")
    if (file.model == "price" or valued) and any(bid.points for bid in file.bids):
        yield _not_counted("points", "poäng", "points", file.model)
    if not valued and any(bid.levels for bid in file.bids):
        yield _not_counted("levels", "nivåer", "levels", file.model)


def _not_counted(code: str, sv: str, en: str, model: str) -> Reason:
    return _warning(
        f"{code}_not_counted",
        f"Anbuden har {sv}, men modellen {model} räknar inte med dem",
        f"The bids have {en}, but the model {model} does not count with them",
        BEST_BID,
    )


def _of_the_bids(comparison: Comparison) -> Iterator[Reason]:
    flat = comparison.scoring.flat_above
    if flat is not None:
        above = [each.bid.id for each in comparison.placings if each.bid.price > flat]
        if above:
            ids = ", ".join(sorted(above))
            yield _warning(
                "price_gives_nothing",
                f"Priset ger inga poäng i {ids}, och skulle inte göra det om det var något lägre"
                " (jämför HFD 2022 ref. 41)",
                f"The price gives no points in {ids}, and would not if it were a little lower"
                " (compare HFD 2022 ref. 41)",
                BEST_BID,
            )
    if comparison.first.tied:
        sv, en = listed(comparison.first.tied)
        yield _warning(
            "tie",
            f"{sv} kan inte skiljas åt av den angivna regeln; lotta, och anteckna"
            " metod, slumptalsfrö och vittnen",
            f"{en} cannot be told apart by the stated rule; draw lots, and record method, seed and"
            " witnesses",
        )
    for each in comparison.flips:
        was, becomes = _said(comparison.first), _said(each.first)
        yield _warning(
            "leave_one_out",
            f"Faller {each.bid}, som inte vinner, blir {becomes.sv} först i stället för {was.sv}",
            f"If {each.bid}, which does not win, falls, {becomes.en} comes first instead of"
            f" {was.en}",
            PRINCIPLES,
        )


def _said(first: First) -> Text:
    return Text(*listed(first.tied or (first.winner or "",)))


def listed(ids: tuple[str, ...]) -> tuple[str, str]:
    """In Swedish and in English: A, B och C; A, B and C."""
    if len(ids) == 1:
        return ids[0], ids[0]
    start, last = ", ".join(ids[:-1]), ids[-1]
    return f"{start} och {last}", f"{start} and {last}"
