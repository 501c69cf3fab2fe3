"""A schedule drawn: a bar for each stretch, a mark for each day that counts, closed days behind.

What the law sets is filled, what the staff have chosen is outlined, so that the two are told
apart in print and without colours too. SVG that fetches nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

from documents.parts import Lang, Part
from documents.svg import DARK, GRID, INK, QUIET, svg_document, svg_text

_CLOSED = "#eef1f2"
_LEFT, _RIGHT, _ROW, _TOP = 330, 1064, 24, 104
# Above this many days a closed day is thinner than a line.
_DAYS_SHADED = 500


class DrawnStretch(Part):
    label: str
    first: date
    last: date
    by_law: bool


class DrawnDay(Part):
    """A milestone: its name, and its day as it is written beside it."""

    label: str
    day: date
    written: str
    by_law: bool


class SchedulePicture(Part):
    """``months`` are the first days of months with their names; ``closed`` every closed day."""

    lang: Lang
    title: str
    description: str
    lead: str
    months: list[tuple[date, str]]
    closed: list[date]
    stretches: list[DrawnStretch]
    days: list[DrawnDay]
    legend: tuple[str, str, str]
    notes: list[str]


def schedule_svg(picture: SchedulePicture) -> str:
    """A whole SVG document, ``WIDTH`` units wide."""
    drawn = _Drawing(picture)
    marks = list(drawn.marks())
    height = drawn.bottom + 12
    return svg_document(picture.title, picture.description, picture.lang, height, marks)


class _Drawing:
    """Goes down the page; ``bottom`` is known when all the marks have been made."""

    def __init__(self, picture: SchedulePicture) -> None:
        self.picture = picture
        every = [
            *(day for each in picture.stretches for day in (each.first, each.last)),
            *(each.day for each in picture.days),
        ]
        self._first, last = min(every), max(every)
        self._length = max((last - self._first).days, 1) + 1
        self._rows = list(_in_rows(picture.stretches))
        self._end = _TOP + _ROW * (len(self._rows) + len(picture.days)) + 8
        self.bottom = self._end

    def marks(self) -> Iterator[str]:
        picture = self.picture
        yield svg_text(16, 34, picture.title, DARK, 20, weight=600)
        yield svg_text(16, 58, picture.lead, QUIET)
        yield from self._closed()
        yield from self._months()
        for number, row in enumerate(self._rows):
            yield svg_text(_LEFT - 12, _TOP + _ROW * number + 16, row[0].label, INK, anchor="end")
            for stretch in row:
                yield self._stretch(stretch, _TOP + _ROW * number)
        below = _TOP + _ROW * len(self._rows) + 4
        yield f'<path d="M16 {below}H{_RIGHT}" stroke="{GRID}"/>'
        for number, day in enumerate(picture.days):
            yield from self._day(day, below + 2 + _ROW * number)
        yield from self._legend()
        for note in picture.notes:
            self.bottom += 20
            yield svg_text(16, self.bottom, note, QUIET)

    def _x(self, day: date) -> int:
        """The day's left edge."""
        return _LEFT + (_RIGHT - _LEFT) * (day - self._first).days // self._length

    def _closed(self) -> Iterator[str]:
        if self._length > _DAYS_SHADED:
            return
        for day in self.picture.closed:
            x = self._x(day)
            width = self._x(day + timedelta(days=1)) - x
            yield (
                f'<rect x="{x}" y="{_TOP - 12}" width="{width}" height="{self._end - _TOP + 12}"'
                f' fill="{_CLOSED}"/>'
            )

    def _months(self) -> Iterator[str]:
        for day, name in self.picture.months:
            if self._first <= day:
                x = self._x(day)
                yield f'<path d="M{x} {_TOP - 26}V{self._end}" stroke="{GRID}"/>'
                yield svg_text(x + 4, _TOP - 16, name, QUIET, 12)

    def _stretch(self, stretch: DrawnStretch, y: int) -> str:
        x = self._x(stretch.first)
        width = max(self._x(stretch.last + timedelta(days=1)) - x, 3)
        return f'<rect x="{x}" y="{y + 4}" width="{width}" height="15" {_paint(stretch.by_law)}/>'

    def _day(self, day: DrawnDay, y: int) -> Iterator[str]:
        yield svg_text(_LEFT - 12, y + 16, day.label, INK, anchor="end")
        x = (self._x(day.day) + self._x(day.day + timedelta(days=1))) // 2
        middle = y + 11
        yield f'<path d="M{x} {middle - 7}l7 7 -7 7 -7 -7z" {_paint(day.by_law)}/>'
        if x > (_LEFT + _RIGHT) // 2:
            yield svg_text(x - 14, y + 16, day.written, QUIET, 12, anchor="end")
        else:
            yield svg_text(x + 14, y + 16, day.written, QUIET, 12)

    def _legend(self) -> Iterator[str]:
        self.bottom += 24
        y, x = self.bottom, 16
        law, margin, closed = self.picture.legend
        for paint, said in (
            (_paint(True), law),
            (_paint(False), margin),
            (f'fill="{_CLOSED}" stroke="{GRID}"', closed),
        ):
            yield f'<rect x="{x}" y="{y - 11}" width="22" height="13" {paint}/>'
            yield svg_text(x + 30, y, said, QUIET)
            x += 60 + 8 * len(said)


def _in_rows(stretches: Sequence[DrawnStretch]) -> Iterator[list[DrawnStretch]]:
    """The law's time and the staff's margin beyond it share a row; the later one lies below."""
    for _, same in groupby(stretches, key=lambda each: each.label):
        yield sorted(same, key=lambda each: each.first, reverse=True)


def _paint(by_law: bool) -> str:
    return f'fill="{DARK}"' if by_law else f'fill="#ffffff" stroke="{DARK}" stroke-width="1.5"'
