"""A forecast drawn: for each lot a bar from the early to the late start, and below it how the
share of the lots that have started grows.

Bars are told apart by their shade and the median by a mark, so that they are read in print and
without colours too. SVG that fetches nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from documents.parts import Lang, Part
from documents.svg import DARK, GRID, INK, QUIET, WIDTH, svg_document, svg_text

_LIGHT, _PLANNED, _OLD = "#9fb9c2", "#a4341f", "#8a6100"
_LEFT, _RIGHT, _ROW, _TOP = 214, 1010, 22, 126
_FAN, _FAN_GAP = 170, 74


class DrawnLot(Part):
    """``early``, ``middle`` and ``late`` are days of start; ``old_ends`` of the old contract.

    ``on_time``: the share that start as planned, in words.
    """

    label: str
    early: date
    middle: date
    late: date
    planned: date
    on_time: str
    old_ends: date | None = None


class DrawnShare(Part):
    """Per cent of the lots that have started by the day: few, the middle, many.

    ``old_over``: per cent whose old contract has ended by then.
    """

    day: date
    low: int
    middle: int
    high: int
    old_over: int


class ForecastPicture(Part):
    """``whole`` is the row of all the lots. ``months`` are first days of months with names.

    ``legend``: the likelier half of the bar, the less likely, the median, the planned start,
    the old contract's end, and the time from there to the late start. ``fan_title`` stands over
    the curve of shares; ``on_time`` over the column of those.
    """

    lang: Lang
    title: str
    description: str
    lead: str
    months: list[tuple[date, str]]
    whole: DrawnLot
    lots: list[DrawnLot]
    shares: list[DrawnShare]
    fan_title: str
    on_time: str
    legend: tuple[str, str, str, str, str, str]
    notes: list[str]


def forecast_svg(picture: ForecastPicture) -> str:
    """A whole SVG document, ``WIDTH`` units wide."""
    drawn = _Drawing(picture)
    marks = list(drawn.marks())
    height = drawn.bottom + 16
    return svg_document(picture.title, picture.description, picture.lang, height, marks)


class _Drawing:
    """Goes down the page; ``bottom`` is known when all the marks have been made."""

    def __init__(self, picture: ForecastPicture) -> None:
        self.picture = picture
        rows = [picture.whole, *picture.lots]
        days = [day for row in rows for day in (row.early, row.late, row.planned)]
        days += [row.old_ends for row in rows if row.old_ends is not None]
        days += [share.day for share in picture.shares]
        self._first, last = min(days).replace(day=1), max(days)
        self._length = max((last - self._first).days, 1)
        self._lots_end = _TOP + _ROW * (len(picture.lots) + 1) + 14
        self._fan_top = self._lots_end + _FAN_GAP
        self.bottom = self._fan_top + _FAN

    def marks(self) -> Iterator[str]:
        picture = self.picture
        yield svg_text(16, 34, picture.title, DARK, 20, weight=600)
        yield svg_text(16, 58, picture.lead, QUIET)
        yield from self._legend(82)
        yield from self._months()
        yield svg_text(WIDTH - 16, _TOP - 14, picture.on_time, QUIET, 12, anchor="end")
        yield from self._lot(picture.whole, _TOP, weight=600)
        below = _TOP + _ROW + 4
        yield f'<path d="M16 {below}H{_RIGHT}" stroke="{GRID}"/>'
        for number, lot in enumerate(picture.lots):
            yield from self._lot(lot, below + 4 + _ROW * number)
        yield from self._fan()
        for note in picture.notes:
            self.bottom += 20
            yield svg_text(16, self.bottom + 8, note, QUIET, 13)

    def _x(self, day: date) -> int:
        return _LEFT + (_RIGHT - _LEFT) * (day - self._first).days // self._length

    def _months(self) -> Iterator[str]:
        for top, end in ((_TOP - 8, self._lots_end), (self._fan_top, self._fan_top + _FAN)):
            for day, name in self.picture.months:
                if self._first <= day and self._x(day) <= _RIGHT:
                    x = self._x(day)
                    yield f'<path d="M{x} {top}V{end}" stroke="{GRID}"/>'
                    yield svg_text(x, top - 6, name, QUIET, 12, anchor="middle")

    def _lot(self, lot: DrawnLot, y: int, weight: int = 400) -> Iterator[str]:
        yield svg_text(16, y + 14, lot.label, INK, 13, weight=weight)
        yield svg_text(WIDTH - 16, y + 14, lot.on_time, INK, 13, anchor="end", weight=weight)
        early, middle, late = self._x(lot.early), self._x(lot.middle), self._x(lot.late)
        yield _bar(early, middle, y + 4, DARK)
        yield _bar(middle, late, y + 4, _LIGHT)
        planned = self._x(lot.planned)
        yield f'<path d="M{planned} {y}v{_ROW}" stroke="{_PLANNED}" stroke-width="2"/>'
        if lot.old_ends is not None:
            yield from _old_contract(self._x(lot.old_ends), late, y + 17)
        yield (
            f'<path d="M{middle} {y + 4}l6 6 -6 6 -6 -6z" fill="#ffffff" stroke="{INK}"'
            ' stroke-width="1.5"/>'
        )

    def _fan(self) -> Iterator[str]:
        shares, top = self.picture.shares, self._fan_top
        yield svg_text(16, top - 34, self.picture.fan_title, DARK, 15, weight=600)
        for percent in (0, 50, 100):
            y = self._y(percent)
            yield f'<path d="M{_LEFT} {y}H{_RIGHT}" stroke="{GRID}"/>'
            yield svg_text(_LEFT - 14, y + 4, f"{percent} %", QUIET, 12, anchor="end")
        if not shares:
            return
        there = [(share.day, share.high) for share in shares]
        back = [(share.day, share.low) for share in reversed(shares)]
        yield f'<polygon points="{self._points([*there, *back])}" fill="{_LIGHT}"/>'
        if any(share.old_over for share in shares):
            over = self._points([(share.day, share.old_over) for share in shares])
            yield (
                f'<polyline points="{over}" fill="none" stroke="{_OLD}" stroke-width="2"'
                ' stroke-dasharray="6 4"/>'
            )
        middle = self._points([(share.day, share.middle) for share in shares])
        yield f'<polyline points="{middle}" fill="none" stroke="{DARK}" stroke-width="2.5"/>'

    def _y(self, percent: int) -> int:
        return self._fan_top + _FAN - _FAN * percent // 100

    def _points(self, places: Sequence[tuple[date, int]]) -> str:
        return " ".join(f"{self._x(day)},{self._y(percent)}" for day, percent in places)

    def _legend(self, y: int) -> Iterator[str]:
        likelier, less, median, planned, old, without = self.picture.legend
        x = 16
        for mark, said in (
            (f'<rect x="{{x}}" y="{y - 10}" width="22" height="12" fill="{DARK}"/>', likelier),
            (f'<rect x="{{x}}" y="{y - 10}" width="22" height="12" fill="{_LIGHT}"/>', less),
            (_diamond(y), median),
            (f'<path d="M{{m}} {y - 13}v18" stroke="{_PLANNED}" stroke-width="2"/>', planned),
            (f'<path d="M{{m}} {y - 9}l6 9 -12 0z" fill="{_OLD}"/>', old),
            (f'<path d="M{{x}} {y - 4}h22" stroke="{_OLD}" stroke-width="3"/>', without),
        ):
            yield mark.format(x=x, m=x + 11)
            yield svg_text(x + 30, y, said, QUIET, 13)
            x += 52 + 7 * len(said)


def _old_contract(ends: int, late: int, y: int) -> Iterator[str]:
    """Below the bar: where it ends, and from there the time that nobody may be there."""
    if late > ends:
        yield f'<path d="M{ends} {y + 2}H{late}" stroke="{_OLD}" stroke-width="2.5"/>'
    yield f'<path d="M{ends} {y - 3}l4 6 -8 0z" fill="{_OLD}"/>'


def _diamond(y: int) -> str:
    return (
        f'<path d="M{{m}} {y - 10}l6 6 -6 6 -6 -6z" fill="#ffffff" stroke="{INK}"'
        ' stroke-width="1.5"/>'
    )


def _bar(left: int, right: int, y: int, fill: str) -> str:
    return f'<rect x="{left}" y="{y}" width="{max(right - left, 0)}" height="12" fill="{fill}"/>'
