"""Each award model's rule in words, as `docs/evaluation.md` spells it out, and its columns."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from documents.report_contexts import Column
from law.reasons import Lang, Text
from procurement.evaluation.evaluation_file import EvaluationFile, ModelName
from procurement.exact.numbers import exact_text

FORMULAS: Mapping[ModelName, Text] = {
    "price": Text(
        "Jämförelsetal = P; det lägsta vinner.",
        "Score = P; the lowest wins.",
    ),
    "value_deduction": Text(
        "Jämförelsetal = P − Σ belopp(nivå); det lägsta vinner.",
        "Score = P − Σ amount(level); the lowest wins.",
    ),
    "value_addition": Text(
        "Jämförelsetal = P + Σ belopp(nivå); det lägsta vinner.",
        "Score = P + Σ amount(level); the lowest wins.",
    ),
    "price_per_point": Text(
        "Jämförelsetal = P / Q; det lägsta vinner.",
        "Score = P / Q; the lowest wins.",
    ),
    "absolute_points": Text(
        "Jämförelsetal = W·(zero_at − P)/(zero_at − full_at) + Q; det högsta vinner. Prispoängen är"
        " aldrig under 0.",
        "Score = W·(zero_at − P)/(zero_at − full_at) + Q; the highest wins. Price points are never"
        " below 0.",
    ),
    "weighted_grades": Text(
        "Jämförelsetal = Σ vikt·betyg; det högsta vinner.",
        "Score = Σ weight·grade; the highest wins.",
    ),
    "relative_ratio": Text(
        "Jämförelsetal = W·Pl/P + Q; det högsta vinner; P > 0.",
        "Score = W·Pl/P + Q; the highest wins; P > 0.",
    ),
    "relative_excess": Text(
        "Jämförelsetal = W·(2 − P/Pl) + Q; det högsta vinner; prispoängen är aldrig under 0;"
        " P > 0.",
        "Score = W·(2 − P/Pl) + Q; the highest wins; price points are never below 0; P > 0.",
    ),
    "relative_range": Text(
        "Jämförelsetal = W·(Ph − P)/(Ph − Pl) + Q; det högsta vinner.",
        "Score = W·(Ph − P)/(Ph − Pl) + Q; the highest wins.",
    ),
    "fixed_price": Text(
        "Jämförelsetal = Q, eller Σ vikt·poäng där kriterierna har vikter; det högsta vinner.",
        "Score = Q, or Σ weight·points where the criteria have weights; the highest wins.",
    ),
}
_SYMBOLS: Mapping[ModelName, Text] = {
    "price": Text("P är anbudets pris.", "P is the bid's price."),
    "value_deduction": Text(
        "P är anbudets pris och Σ summan över kriterierna av avdragen för de åtaganden som anbudet"
        " innehåller.",
        "P is the bid's price and Σ the sum over the criteria of the deductions for the commitments"
        " in the bid.",
    ),
    "value_addition": Text(
        "P är anbudets pris och Σ summan över kriterierna av påslagen för det som anbudet saknar.",
        "P is the bid's price and Σ the sum over the criteria of the additions for what the bid"
        " lacks.",
    ),
    "weighted_grades": Text(
        "Σ är summan över kriterierna; priset är ett av dem där det har ett betyg.",
        "Σ is the sum over the criteria; the price is one of them where it has a grade.",
    ),
    "fixed_price": Text(
        "Q är anbudets kvalitetspoäng; priset är detsamma för alla.",
        "Q is the bid's quality points; the price is the same for all.",
    ),
    "relative_range": Text(
        "P är anbudets pris, Q dess kvalitetspoäng, Pl och Ph det lägsta och det högsta priset"
        " bland anbuden.",
        "P is the bid's price, Q its quality points, Pl and Ph the lowest and the highest price"
        " among the bids.",
    ),
}
_QUOTIENTS = Text(
    "P är anbudets pris, Q dess kvalitetspoäng och Pl det lägsta priset bland anbuden.",
    "P is the bid's price, Q its quality points and Pl the lowest price among the bids.",
)
_PRICE_AND_POINTS = Text(
    "P är anbudets pris och Q dess kvalitetspoäng.",
    "P is the bid's price and Q its quality points.",
)
_EXACT = Text(
    "Anbuden jämförs med exakta tal, som inte avrundas före jämförelsen.",
    "Bids are compared by exact numbers, and nothing is rounded before it is compared.",
)


def rule_in_words(stated: EvaluationFile, lang: Lang) -> list[str]:
    """The formula, what its letters stand for, its parameters, and how numbers are compared.

    ``stated`` in the units that the numbers are to be shown in.
    """
    said = [FORMULAS[stated.model], _symbols(stated.model)]
    parameters = parameters_in_words(stated, lang)
    return [
        " ".join(text.in_(lang) for text in said),
        *([parameters] if parameters else []),
        _EXACT.in_(lang),
    ]


def _symbols(model: ModelName) -> Text:
    if model in _SYMBOLS:
        return _SYMBOLS[model]
    return _QUOTIENTS if model in ("relative_ratio", "relative_excess") else _PRICE_AND_POINTS


def parameters_in_words(stated: EvaluationFile, lang: Lang) -> str:
    """W = 50 (price_points), full_at = 0 SEK, zero_at = 2 000 SEK."""
    parameters = stated.parameters
    shown = []
    if isinstance(parameters.price_points, Fraction):
        shown.append(f"W (price_points) = {exact_text(parameters.price_points, lang)}")
    for name in ("full_at", "zero_at"):
        anchor = getattr(parameters, name)
        if isinstance(anchor, Fraction):
            shown.append(f"{name} = {exact_text(anchor, lang)} {stated.currency}")
    return f"{', '.join(shown)}." if shown else ""


def columns_of(model: ModelName) -> list[Column]:
    """What the ranking shows of each bid."""
    match model:
        case "price":
            return ["price", "comparison"]
        case "value_deduction":
            return ["price", "deduction", "comparison"]
        case "value_addition":
            return ["price", "addition", "comparison"]
        case "fixed_price":
            return ["quality", "comparison"]
        case "price_per_point" | "weighted_grades":
            return ["price", "quality", "comparison"]
        case _:
            return ["price", "price_points", "quality", "comparison"]
