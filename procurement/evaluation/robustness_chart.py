"""The margins as a picture: what decided, and a bar for each number, the nearest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from documents.margin_picture import LeadBar, MarginBar, MarginGroup, MarginPicture, margin_svg
from law.reasons import Lang, Text
from procurement.evaluation.evaluated import Evaluated
from procurement.evaluation.robustness import Challenger, Margin, Robustness
from procurement.evaluation.robustness_levers import Moved
from procurement.evaluation.robustness_wording import (
    change_text,
    moved_text,
    percent_text,
    short_text,
    signed_short_text,
)

MOST_CHALLENGERS, MOST_BARS, MOST_LEADS = 6, 6, 8
# A greater change is far away, however great: its bar ends in an arrow.
FARTHEST = Fraction(2, 5)
_AXES = tuple(Fraction(end) for end in ("0.02", "0.04", "0.08", "0.2"))
# In a report of many lots one axis serves all, so that bars can be compared between lots.
REPORT_AXIS, REPORT_BARS = Fraction(1, 5), 3
_LONGEST_LABEL, _LONGEST_NAME, _LONGEST_CHANGE = 36, 16, 24
_LONGEST_LEAD = 18

_TITLE = Text("Så nära är ett annat utfall", "How near another outcome is")
_LEAD = Text(
    "{winner} vinner. Varje tal för sig: den minsta ändring som ger en annan kontraktet.",
    "{winner} wins. Each number alone: the smallest change that gives another the contract.",
)
_DECIDED = Text("Vad som avgjorde, i {unit}", "What decided, in {unit}")
_NEAREST = Text("Ändring som räcker", "Change that is enough")
_BEHIND = Text("{bid} ligger {lead} {unit} efter", "{bid} is {lead} {unit} behind")
_OF_SCORE = Text(", {share} av det vinnande jämförelsetalet", ", {share} of the winning score")
_OTHERS = Text("övriga, i tabellen: {count} tal", "others, in the table: {count}")
_CANNOT = Text(
    "kan inte ensamma ge {bid} kontraktet: {count} tal",
    "cannot alone give {bid} the contract: {count}",
)
_LEFT_OUT = Text("Fler anbud, i tabellen: {count}", "More bids, in the table: {count}")
_SCALE = Text(
    "Fylld stapel: till vinnarens fördel. Ändring i procent av priset, av kriteriets skala eller"
    " största belopp, eller av W; vikter i procentenheter",
    "Filled bar: in the winner's favour. Change in per cent of the price, of the criterion's scale"
    " or largest amount, or of W; weights in percentage points",
)
_AGAINST = Text("Mot {bid}, i {unit}", "Against {bid}, in {unit}")
_UP_TO = Text("Närmast; hela axeln är {end}", "Nearest; the whole axis is {end}")
_PRICE = Text("Pris", "Price")


def margin_chart(found: Evaluated, robust: Robustness, lang: Lang) -> str:
    """A whole SVG document, that stands alone."""
    shown = robust.challengers[:MOST_CHALLENGERS]
    shares = [share for each in shown for _, share in _nearest(each)[:MOST_BARS]]
    axis = _axis(shares)
    hidden = len(robust.challengers) - len(shown)
    left_out = [_LEFT_OUT.in_(lang).format(count=hidden)] if hidden else []
    unit = unit_of(found).in_(lang)
    picture = MarginPicture(
        lang=lang,
        description=_LEAD.in_(lang).format(winner=robust.winner),
        title=_TITLE.in_(lang),
        lead=_LEAD.in_(lang).format(winner=_cut(robust.winner)),
        leads_title=_DECIDED.in_(lang).format(unit=unit),
        bars_title=_NEAREST.in_(lang),
        ticks=[percent_text(axis * quarter / 4, lang) for quarter in range(5)],
        groups=[_group(each, found, axis, lang) for each in shown],
        notes=[*left_out, _SCALE.in_(lang)],
    )
    return margin_svg(picture)


def report_picture(found: Evaluated, robust: Robustness, lang: Lang) -> MarginPicture:
    """For one lot of a report: the runner-up, and the nearest numbers whoever they favour."""
    runner_up = robust.challengers[0]
    bars = sorted(
        (bar for each in robust.challengers for bar in _nearest(each)), key=lambda bar: bar[1]
    )
    against = _AGAINST.in_(lang).format(bid=_cut(runner_up.bid, 28), unit=unit_of(found).in_(lang))
    return MarginPicture(
        lang=lang,
        description=_behind(runner_up, found, lang),
        leads_title=against,
        bars_title=_UP_TO.in_(lang).format(end=percent_text(REPORT_AXIS, lang)),
        groups=[
            MarginGroup(
                leads=[lead for lead in _leads(runner_up, lang) if lead.part],
                bars=list(_bars(bars[:REPORT_BARS], REPORT_AXIS, lang, told=False)),
            )
        ],
    )


def _group(challenger: Challenger, found: Evaluated, axis: Fraction, lang: Lang) -> MarginGroup:
    nearest = _nearest(challenger)
    cannot = sum(margin.turn is None for margin in challenger.margins)
    others = len(challenger.margins) - cannot - len(nearest[:MOST_BARS])
    rest = [
        said.in_(lang).format(count=count, bid=_cut(challenger.bid))
        for said, count in ((_OTHERS, others), (_CANNOT, cannot))
        if count
    ]
    return MarginGroup(
        heading=_behind(challenger, found, lang),
        leads=list(_leads(challenger, lang)),
        bars=list(_bars(nearest[:MOST_BARS], axis, lang)),
        note="; ".join(rest) or None,
    )


def _nearest(challenger: Challenger) -> list[tuple[Margin, Fraction]]:
    found = [(margin, margin.share) for margin in challenger.margins]
    return sorted(
        ((margin, share) for margin, share in found if share is not None), key=lambda bar: bar[1]
    )


def _axis(shares: list[Fraction]) -> Fraction:
    largest = max(shares, default=FARTHEST)
    return next((end for end in _AXES if largest <= end), FARTHEST)


def _leads(challenger: Challenger, lang: Lang) -> Iterator[LeadBar]:
    largest = max((abs(each.lead) for each in challenger.decided_by), default=Fraction(0))
    for each in challenger.decided_by[:MOST_LEADS]:
        name = _PRICE.in_(lang) if each.criterion is None else each.criterion
        yield LeadBar(
            label=_cut(name, _LONGEST_LEAD),
            part=_part(each.lead / largest if largest else Fraction(0)),
            text=signed_short_text(each.lead, lang),
        )


def _bars(
    bars: list[tuple[Margin, Fraction]], axis: Fraction, lang: Lang, *, told: bool = True
) -> Iterator[MarginBar]:
    for margin, share in bars:
        yield MarginBar(
            label=_label(margin.moved, lang),
            part=_part(share / axis),
            share=percent_text(share, lang),
            change=_cut(change_text(margin, lang), _LONGEST_CHANGE) if told else "",
            nearest=share == bars[0][1],
        )


def _part(exact: Fraction) -> Decimal:
    """For drawing only: to a ten-thousandth, and past the end of the axis no matter how far."""
    return Decimal(round(min(exact, Fraction(2)) * 10_000)) / 10_000


def _behind(challenger: Challenger, found: Evaluated, lang: Lang) -> str:
    said = _BEHIND.in_(lang).format(
        bid=_cut(challenger.bid),
        lead=short_text(challenger.lead, lang),
        unit=unit_of(found).in_(lang),
    )
    if challenger.lead_share is None:
        return said
    share = percent_text(challenger.lead_share, lang)
    return said + _OF_SCORE.in_(lang).format(share=share)


def unit_of(found: Evaluated) -> Text:
    """What the scores are counted in."""
    currency = found.file.currency
    if found.file.model == "price_per_point":
        return Text(f"{currency} per poäng", f"{currency} per point")
    return Text(currency, currency) if found.comparison.model.lowest_wins else _POINTS


_POINTS = Text("poäng", "points")


def _label(moved: Moved, lang: Lang) -> str:
    """A long name leaves room for what it is of the bid that moves."""
    bid = None if moved.bid is None else _cut(moved.bid, _LONGEST_NAME)
    return _cut(moved_text(replace(moved, bid=bid)).in_(lang))


def _cut(label: str, longest: int = _LONGEST_LABEL) -> str:
    return label if len(label) <= longest else f"{label[: longest - 1]}…"
