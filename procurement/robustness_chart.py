"""The margins as a picture: a bar for each number, the nearest first, for each challenger.

SVG that stands alone: it fetches nothing, and is as readable in print and without colours.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from html import escape

from law.reasons import Lang, Text
from procurement.evaluation import Evaluated
from procurement.robustness import Challenger, Margin, Robustness
from procurement.robustness_levers import Moved
from procurement.robustness_wording import change_text, moved_text, percent_text, short_text

WIDTH, LEFT, BARS = 860, 300, 240
# Where the share ends and the change begins, right of the bars.
_SHARE, _CHANGE = LEFT + BARS + 70, LEFT + BARS + 84
MOST_CHALLENGERS, MOST_BARS = 6, 6
# A greater change is far away, however great: its bar ends in an arrow.
FARTHEST = Fraction(2, 5)
_AXES = tuple(Fraction(end) for end in ("0.02", "0.04", "0.08", "0.2"))
_ROW, _HEAD, _TOP = 24, 44, 92
_LONGEST_LABEL, _LONGEST_NAME, _LONGEST_CHANGE = 36, 16, 24
_INK, _QUIET, _NEAREST, _BAR, _GRID = "#16202a", "#45525a", "#163f4d", "#6f9dab", "#d3dadd"

_TITLE = Text("Så nära är ett annat utfall", "How near another outcome is")
_LEAD = Text(
    "{winner} vinner. Varje tal för sig: den minsta ändring som ger en annan kontraktet.",
    "{winner} wins. Each number alone: the smallest change that gives another the contract.",
)
_BEHIND = Text("{bid} ligger {lead} {unit} efter", "{bid} is {lead} {unit} behind")
_OF_SCORE = Text(", {share} av det vinnande jämförelsetalet", ", {share} of the winning score")
_OTHERS = Text("övriga, i tabellen: {count} tal", "others, in the table: {count}")
_CANNOT = Text(
    "kan inte ensamma ge {bid} kontraktet: {count} tal",
    "cannot alone give {bid} the contract: {count}",
)
_LEFT_OUT = Text("Fler anbud, i tabellen: {count}", "More bids, in the table: {count}")
_SCALE = Text(
    "Ändring i procent av priset, av kriteriets skala eller största belopp, eller av W; vikter i"
    " procentenheter",
    "Change in per cent of the price, of the criterion's scale or largest amount, or of W; weights"
    " in percentage points",
)


def margin_chart(found: Evaluated, robust: Robustness, lang: Lang) -> str:
    """A whole SVG document, `WIDTH` units wide."""
    groups = [_group(each) for each in robust.challengers[:MOST_CHALLENGERS]]
    axis = _axis([share for group in groups for _, share in group.bars])
    body: list[str] = []
    y = _TOP
    for group in groups:
        body += _group_marks(group, found, axis, y, lang)
        y += _height(group)
    hidden = len(robust.challengers) - len(groups)
    if hidden:
        body.append(_text(16, y + 4, _LEFT_OUT.in_(lang).format(count=hidden), _QUIET, 12))
        y += _ROW
    frame = [*_heading(robust.winner, lang), *_ends(axis, y, lang)]
    return _document([*frame, *body], y + 40, robust.winner, lang)


@dataclass(frozen=True)
class _Group:
    challenger: Challenger
    bars: list[tuple[Margin, Fraction]]
    others: int
    cannot: int


def _group(challenger: Challenger) -> _Group:
    found = [(margin, margin.share) for margin in challenger.margins]
    bars = [(margin, share) for margin, share in found if share is not None]
    bars.sort(key=lambda bar: bar[1])
    cannot = sum(margin.turn is None for margin in challenger.margins)
    others = len(challenger.margins) - cannot - len(bars[:MOST_BARS])
    return _Group(challenger, bars[:MOST_BARS], others, cannot)


def _height(group: _Group) -> int:
    return _HEAD + _ROW * (len(group.bars) + bool(group.others or group.cannot))


def _axis(shares: list[Fraction]) -> Fraction:
    largest = max(shares, default=FARTHEST)
    return next((end for end in _AXES if largest <= end), FARTHEST)


def _group_marks(
    group: _Group, found: Evaluated, axis: Fraction, y: int, lang: Lang
) -> Iterator[str]:
    yield _text(16, y + 18, _behind(group.challenger, found, lang), _INK, 14, weight=600)
    y += _HEAD - 14
    yield from _grid(y, y + _ROW * len(group.bars))
    for margin, share in group.bars:
        yield from _bar(margin, share, axis, y, lang, nearest=share == group.bars[0][1])
        y += _ROW
    rest = [
        said.in_(lang).format(count=count, bid=_cut(group.challenger.bid))
        for said, count in ((_OTHERS, group.others), (_CANNOT, group.cannot))
        if count
    ]
    if rest:
        yield _text(LEFT, y + 16, "; ".join(rest), _QUIET, 12)


def _behind(challenger: Challenger, found: Evaluated, lang: Lang) -> str:
    said = _BEHIND.in_(lang).format(
        bid=_cut(challenger.bid),
        lead=short_text(challenger.lead, lang),
        unit=_unit(found).in_(lang),
    )
    if challenger.lead_share is None:
        return said
    share = percent_text(challenger.lead_share, lang)
    return said + _OF_SCORE.in_(lang).format(share=share)


def _unit(found: Evaluated) -> Text:
    currency = found.file.currency
    if found.file.model == "price_per_point":
        return Text(f"{currency} per poäng", f"{currency} per point")
    return Text(currency, currency) if found.comparison.model.lowest_wins else _POINTS


_POINTS = Text("poäng", "points")


def _bar(
    margin: Margin, share: Fraction, axis: Fraction, y: int, lang: Lang, *, nearest: bool
) -> Iterator[str]:
    yield _text(LEFT - 10, y + 14, _label(margin.moved, lang), _INK, 13, "end")
    length = max(2, round(min(share, axis) / axis * BARS))
    fill, weight = (_NEAREST, 600) if nearest else (_BAR, 400)
    yield f'<rect x="{LEFT}" y="{y + 2}" width="{length}" height="16" fill="{fill}"/>'
    if share > axis:
        yield f'<path d="M{LEFT + length} {y - 1}l10 11-10 11z" fill="{fill}"/>'
    yield _text(_SHARE, y + 14, percent_text(share, lang), _INK, 13, "end", weight=weight)
    change = _cut(change_text(margin, lang), _LONGEST_CHANGE)
    yield _text(_CHANGE, y + 14, change, _INK, 13, weight=weight)


def _label(moved: Moved, lang: Lang) -> str:
    """A long name leaves room for what it is of the bid that moves."""
    bid = None if moved.bid is None else _cut(moved.bid, _LONGEST_NAME)
    return _cut(moved_text(replace(moved, bid=bid)).in_(lang))


def _heading(winner: str, lang: Lang) -> Iterator[str]:
    yield _text(16, 32, _TITLE.in_(lang), _NEAREST, 20, weight=600)
    yield _text(16, 56, _LEAD.in_(lang).format(winner=_cut(winner)), _QUIET, 13)


def _ends(axis: Fraction, bottom: int, lang: Lang) -> Iterator[str]:
    """The axis above the bars and what its per cent are of, below them."""
    for x, quarter in _quarters():
        yield _text(x, _TOP - 6, percent_text(axis * quarter / 4, lang), _QUIET, 12, "middle")
    yield _text(16, bottom + 20, _SCALE.in_(lang), _QUIET, 12)


def _grid(top: int, bottom: int) -> Iterator[str]:
    for x, quarter in _quarters():
        colour = _GRID if quarter else _QUIET
        yield f'<path d="M{x} {top - 4}V{bottom}" stroke="{colour}"/>'


def _quarters() -> list[tuple[int, int]]:
    return [(LEFT + BARS * quarter // 4, quarter) for quarter in range(5)]


def _text(
    x: int, y: int, said: str, fill: str, size: int, anchor: str = "start", *, weight: int = 400
) -> str:
    return (
        f'<text x="{x}" y="{y}" fill="{fill}" font-size="{size}" font-weight="{weight}"'
        f' text-anchor="{anchor}">{escape(said)}</text>'
    )


def _cut(label: str, longest: int = _LONGEST_LABEL) -> str:
    return label if len(label) <= longest else f"{label[: longest - 1]}…"


def _document(marks: list[str], height: int, winner: str, lang: Lang) -> str:
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}"'
        f' viewBox="0 0 {WIDTH} {height}" role="img" xml:lang="{lang}"'
        ' font-family="Source Sans Pro, Source Sans 3, Arial, Helvetica, sans-serif">'
    )
    named = [
        f"<title>{escape(_TITLE.in_(lang))}</title>",
        f"<desc>{escape(_LEAD.in_(lang).format(winner=winner))}</desc>",
    ]
    paper = f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>'
    return "\n".join([opening, *named, paper, *marks, "</svg>\n"])
