"""How near another outcome is, drawn: what decided, and how far each number would have to move.

The same drawing stands alone in a file and inside a document. SVG that fetches nothing,
and that is as readable in print and without colours.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from pydantic import Field

from documents.parts import Lang, Part
from documents.printable import printable_text

_INK, _QUIET, _NEAREST, _BAR, _GRID = "#16202a", "#45525a", "#163f4d", "#6f9dab", "#d3dadd"
_TITLE = 60


class LeadBar(Part):
    """What one criterion, or the price, gave the winner (or, below zero, the challenger).

    ``part`` is its size beside the largest of them, −1 to 1.
    """

    label: str
    part: Decimal
    text: str


class MarginBar(Part):
    """``part`` is how much of the axis the change takes; above 1 the bar ends in an arrow."""

    label: str
    part: Decimal
    share: str
    change: str = ""
    nearest: bool = False


class MarginGroup(Part):
    """The winner beside one challenger."""

    heading: str | None = None
    leads: list[LeadBar]
    bars: list[MarginBar]
    note: str | None = None


class MarginPicture(Part):
    """``title`` and ``lead`` where the picture stands alone; ``ticks`` from 0 to the axis' end."""

    lang: Lang
    description: str
    title: str | None = None
    lead: str | None = None
    leads_title: str
    bars_title: str
    ticks: list[str] = Field(default_factory=list)
    groups: list[MarginGroup]
    notes: list[str] = Field(default_factory=list)


@dataclass(frozen=True)
class Frame:
    """Where things stand: in units of the picture's width, which a document sets in full.

    Of each panel the bars' left edge and length; labels end before it, numbers follow it.
    """

    width: int
    titles: tuple[int, int]
    leads: tuple[int, int]
    bars: tuple[int, int]
    share: int
    row: int
    size: int
    font: str


ALONE = Frame(
    1120,
    (16, 400),
    (150, 130),
    (620, 220),
    76,
    22,
    13,
    "Source Sans Pro, Source Sans 3, Arial, Helvetica, sans-serif",
)
IN_DOCUMENT = Frame(700, (0, 300), (124, 84), (500, 130), 70, 17, 12, "Sans")


def margin_svg(picture: MarginPicture, frame: Frame = ALONE) -> str:
    """A whole SVG element, ``frame.width`` units wide."""
    drawn = _Drawing(picture, frame)
    marks = list(drawn.marks())
    return "\n".join([*_opening(picture, frame, drawn.bottom), *marks, "</svg>\n"])


class _Drawing:
    """Goes down the page; ``bottom`` is known when all the marks have been made."""

    def __init__(self, picture: MarginPicture, frame: Frame) -> None:
        self.picture = picture
        self.frame = frame
        self.bottom = 0
        # Of a row's text, below the row's upper edge.
        self._base = frame.row - 7

    def marks(self) -> Iterator[str]:
        picture = self.picture
        if picture.title is not None:
            yield self._text(16, 32, picture.title, _NEAREST, 20, weight=600)
            yield self._text(16, 54, picture.lead or "", _QUIET)
            self.bottom += _TITLE
        yield from self._panel_titles()
        for group in picture.groups:
            yield from self._group(group)
        for note in picture.notes:
            self.bottom += self.frame.row
            yield self._text(16 if picture.title else 0, self.bottom - 6, note, _QUIET)
        self.bottom += 8 if picture.title else 2

    def _panel_titles(self) -> Iterator[str]:
        self.bottom += 18
        frame = self.frame
        for x, title in zip(
            frame.titles, (self.picture.leads_title, self.picture.bars_title), strict=True
        ):
            yield self._text(x, self.bottom - 4, title, _QUIET)
        if self.picture.ticks:
            self.bottom += 18
            left, length = frame.bars
            for at, tick in enumerate(self.picture.ticks):
                x = left + length * at // max(len(self.picture.ticks) - 1, 1)
                yield self._text(x, self.bottom - 4, tick, _QUIET, anchor="middle")

    def _group(self, group: MarginGroup) -> Iterator[str]:
        if group.heading is not None:
            self.bottom += 32
            yield self._text(16, self.bottom - 10, group.heading, _INK, 14, weight=600)
        top = self.bottom
        rows = max(len(group.leads), len(group.bars) + (group.note is not None), 1)
        yield from self._grid(top, len(group.leads), len(group.bars))
        for at, lead in enumerate(group.leads):
            yield from self._lead(lead, top + self.frame.row * at)
        for at, bar in enumerate(group.bars):
            yield from self._bar(bar, top + self.frame.row * at)
        if group.note is not None:
            y = top + self.frame.row * len(group.bars) + self._base
            yield self._text(self.frame.bars[0], y, group.note, _QUIET)
        self.bottom = top + self.frame.row * rows

    def _grid(self, top: int, leads: int, bars: int) -> Iterator[str]:
        """The zero of each panel, and under a scale its quarters."""
        left, length = self.frame.leads
        middle = left + length // 2
        if leads:
            yield f'<path d="M{middle} {top}V{top + self.frame.row * leads}" stroke="{_QUIET}"/>'
        left, length = self.frame.bars
        quarters = range(len(self.picture.ticks) or 1) if bars else ()
        for at in quarters:
            x = left + length * at // max(len(quarters) - 1, 1)
            colour = _GRID if at else _QUIET
            yield f'<path d="M{x} {top}V{top + self.frame.row * bars}" stroke="{colour}"/>'

    def _lead(self, lead: LeadBar, y: int) -> Iterator[str]:
        left, length = self.frame.leads
        middle, half = left + length // 2, length // 2
        yield self._text(left - 8, y + self._base, lead.label, _INK, anchor="end")
        size = max(1, round(abs(lead.part) * half)) if lead.part else 0
        if lead.part >= 0:
            x, paint = middle, f'fill="{_NEAREST}"'
        else:
            x, paint = middle - size, f'fill="#ffffff" stroke="{_NEAREST}"'
        if size:
            yield self._rect(x, y, size, paint)
        yield self._text(left + length + 8, y + self._base, lead.text, _INK)

    def _bar(self, bar: MarginBar, y: int) -> Iterator[str]:
        left, length = self.frame.bars
        weight = 600 if bar.nearest else 400
        fill = _NEAREST if bar.nearest else _BAR
        yield self._text(left - 8, y + self._base, bar.label, _INK, anchor="end")
        size = max(2, round(min(bar.part, Decimal(1)) * length))
        yield self._rect(left, y, size, f'fill="{fill}"')
        if bar.part > 1:
            half = (self.frame.row - 1) // 2
            yield f'<path d="M{left + size} {y}l9 {half} -9 {half}z" fill="{fill}"/>'
        end = left + length + self.frame.share
        yield self._text(end, y + self._base, bar.share, _INK, anchor="end", weight=weight)
        if bar.change:
            yield self._text(end + 14, y + self._base, bar.change, _INK, weight=weight)

    def _rect(self, x: int, y: int, width: int, paint: str) -> str:
        height = self.frame.row - 7
        return f'<rect x="{x}" y="{y + 3}" width="{width}" height="{height}" {paint}/>'

    def _text(
        self,
        x: int,
        y: int,
        said: str,
        fill: str,
        size: int | None = None,
        *,
        anchor: str = "start",
        weight: int = 400,
    ) -> str:
        frame = self.frame
        return (
            f'<text x="{x}" y="{y}" fill="{fill}" font-family="{frame.font}"'
            f' font-size="{size or frame.size}" font-weight="{weight}"'
            f' text-anchor="{anchor}">{escape(printable_text(said))}</text>'
        )


def _opening(picture: MarginPicture, frame: Frame, height: int) -> Iterator[str]:
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{frame.width}" height="{height}"'
        f' viewBox="0 0 {frame.width} {height}" role="img" xml:lang="{picture.lang}">'
    )
    title = printable_text(picture.title or picture.description)
    yield f"<title>{escape(title)}</title>"
    yield f"<desc>{escape(printable_text(picture.description))}</desc>"
    yield f'<rect width="{frame.width}" height="{height}" fill="#ffffff"/>'
