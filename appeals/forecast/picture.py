"""The forecast as a picture: what is drawn, and what it says to whoever cannot see it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from appeals.forecast.outcome import Forecast, LotForecast, Reached
from appeals.forecast.words import percent, title_of, whole_told
from documents.forecast_picture import DrawnLot, DrawnShare, ForecastPicture, forecast_svg
from law.days import months_after
from law.reasons import Lang, Text

_ALL = Text("Alla områden", "All lots")
_FAN = Text(
    "Andel av områdena som har startat: medianen, och de åtta körningar av tio i mitten; streckat:"
    " gamla avtal som har upphört",
    "Share of the lots that have started: the median, and the eight runs of ten in the middle;"
    " dashed: old contracts that have ended",
)
_LEGEND = (
    Text("P10 till P50", "P10 to P50"),
    Text("P50 till P90", "P50 to P90"),
    Text("median (P50)", "median (P50)"),
    Text("planerad start", "planned start"),
    Text("gamla avtalet upphör", "old contract ends"),
    Text("utan avtal till P90", "no contract until P90"),
)
_ON_TIME = Text("i tid", "on time")
_NOTE = Text(
    "Statistiken bär inte mer än en grov bild; vad den inte kan säga står i svaret från kommandot",
    "The statistics carry no more than a rough picture; the command's answer says what they cannot",
)
_MONTHS = (
    *(Text("jan", "Jan"), Text("feb", "Feb"), Text("mars", "Mar"), Text("april", "Apr")),
    *(Text("maj", "May"), Text("juni", "June"), Text("juli", "July"), Text("aug", "Aug")),
    *(Text("sep", "Sep"), Text("okt", "Oct"), Text("nov", "Nov"), Text("dec", "Dec")),
)
_MOST_LINES = 14


def forecast_picture(found: Forecast, lang: Lang) -> str:
    """A whole SVG document, that stands alone and prints."""
    lots = [_drawn(each) for each in found.lots]
    days = [each.day for each in found.reached]
    every = [*days, *(day for lot in lots for day in (lot.early, lot.late, lot.planned))]
    told = [whole_told(found).in_(lang)]
    told += [f"{lot.label}: P10 {lot.early}, P50 {lot.middle}, P90 {lot.late}" for lot in lots]
    return forecast_svg(
        ForecastPicture(
            lang=lang,
            title=title_of(found).in_(lang),
            description="; ".join(told),
            lead=whole_told(found).in_(lang),
            months=list(_months(min(every), max(every), lang)),
            whole=_whole(found, lang),
            lots=lots,
            shares=[_share(each, len(lots)) for each in found.reached],
            fan_title=_FAN.in_(lang),
            on_time=_ON_TIME.in_(lang),
            legend=(
                _LEGEND[0].in_(lang),
                _LEGEND[1].in_(lang),
                _LEGEND[2].in_(lang),
                _LEGEND[3].in_(lang),
                _LEGEND[4].in_(lang),
                _LEGEND[5].in_(lang),
            ),
            notes=[_NOTE.in_(lang)],
        )
    )


def _drawn(each: LotForecast) -> DrawnLot:
    lot = each.lot
    return DrawnLot(
        label=f"{lot.code} {lot.name}".strip()[:28],
        early=each.start[10],
        middle=each.start[50],
        late=each.start[90],
        planned=lot.planned,
        on_time=percent(each.on_time),
        old_ends=lot.waiting.old_contract_ends,
    )


def _whole(found: Forecast, lang: Lang) -> DrawnLot:
    start = found.all_start
    return DrawnLot(
        label=_ALL.in_(lang),
        early=start[10],
        middle=start[50],
        late=start[90],
        planned=found.planned,
        on_time=percent(found.all_on_time),
    )


def _share(reached: Reached, lots: int) -> DrawnShare:
    return DrawnShare(
        day=reached.day,
        low=reached.share[10],
        middle=reached.share[50],
        high=reached.share[90],
        old_over=100 * reached.old_contracts_over // lots,
    )


def _months(first: date, last: date, lang: Lang) -> Iterator[tuple[date, str]]:
    """No more lines than can be told apart; January, and the first of all, with its year."""
    month, shown = first.replace(day=1), 0
    length = (last - month + timedelta(days=1)).days // 30 + 1
    step = next((each for each in (1, 2, 3, 6) if length // each <= _MOST_LINES), 12)
    while month <= last:
        if (month.month - 1) % step == 0:
            name = _MONTHS[month.month - 1].in_(lang)
            yield month, f"{name} {month.year}" if month.month == 1 or not shown else name
            shown += 1
        month = months_after(month, 1)
