"""A forecast as people read it: a table of the lots, what a late start costs, what is not known."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rich.table import Table
from rich.text import Text as Cell

from appeals.forecast.inputs import STAGES
from appeals.forecast.limits import limits
from appeals.forecast.outcome import Forecast, Late, LotForecast, Reached
from appeals.forecast.words import assumed_told, percent, title_of, whole_told
from cli.answering import say
from cli.console import out
from law.reasons import Lang, Text

_HEADINGS = (
    Text("Område", "Lot"),
    Text("Läge", "Stage"),
    Text("Planerat", "Planned"),
    Text("P10", "P10"),
    Text("P50", "P50"),
    Text("P90", "P90"),
    Text("I tid", "On time"),
    Text("Anbud förfaller", "Bids lapse"),
    Text("Per månad", "Each month"),
)


def tell(found: Forecast, lang: Lang) -> None:
    console = out()
    console.print(_table(found, lang))
    console.print(_by_month(found, lang))
    console.print(f"{whole_told(found).in_(lang)}.", style="bold", markup=False, soft_wrap=True)
    for line in _cost(found):
        say(line, lang)
    told = assumed_told(found.inputs)
    say(Text(f"{told.sv}.", f"{told.en}."), lang)
    runs = f"{found.runs:,}".replace(",", "\N{NO-BREAK SPACE}")
    say(Text(f"{runs} körningar, frö {found.seed}.", f"{runs} runs, seed {found.seed}."), lang)
    heading = Text("Vad statistiken inte kan säga:", "What the statistics cannot say:")
    console.print(heading.in_(lang), style="yellow", markup=False)
    for limit in limits(found.inputs):
        console.print(f"· {limit.in_(lang)}.", style="yellow", markup=False, soft_wrap=True)


def _table(found: Forecast, lang: Lang) -> Table:
    table = Table(title=Cell(title_of(found).in_(lang)), title_justify="left")
    for heading in _HEADINGS:
        table.add_column(heading.in_(lang), overflow="fold")
    for each in found.lots:
        table.add_row(*_row(each, found.inputs.currency, lang))
    return table


_STARTED = (
    Text("Den dagen", "On that day"),
    Text("har startat, P10", "have started, P10"),
    Text("P50", "P50"),
    Text("P90", "P90"),
)
_COST = (
    Text("gamla avtal slut", "old contracts over"),
    Text("väntande den månaden", "waiting that month"),
    Text("oanvänt den månaden", "unused that month"),
    Text("områden utan avtal", "lots without one"),
)


def _by_month(found: Forecast, lang: Lang) -> Table:
    """Shares by percentile; what the month that begins then costs, the mean of all runs."""
    waiting = [each.lot.waiting for each in found.lots]
    shown = [
        any(each.old_contract_ends for each in waiting),
        any(each.participants for each in waiting),
        any(each.appropriation for each in waiting),
        any(each.old_contract_ends for each in waiting),
    ]
    table = Table()
    headings = (*_STARTED, *(each for each, is_shown in zip(_COST, shown, strict=True) if is_shown))
    for number, heading in enumerate(headings):
        table.add_column(heading.in_(lang), justify="right" if number else "left")
    for each in found.reached:
        shares = (f"{each.share[p]} %" for p in (10, 50, 90))
        costs = _costs(each, found.inputs.currency, lang)
        kept = (cost for cost, is_shown in zip(costs, shown, strict=True) if is_shown)
        day = each.day.isoformat().replace("-", "\N{NON-BREAKING HYPHEN}")
        table.add_row(day, *shares, *kept)
    return table


def _costs(each: Reached, currency: str, lang: Lang) -> tuple[str, str, str, str]:
    """Tenths of lots, for a few of them are without a contract in a few of the runs."""
    whole, tenth = divmod(round(each.month.without_contract * 10), 10)
    point = "," if lang == "sv" else "."
    return (
        str(each.old_contracts_over),
        str(round(each.month.waiting)),
        _money(int(each.month.appropriation), currency),
        f"{whole}{point}{tenth}",
    )


def _row(each: LotForecast, currency: str, lang: Lang) -> list[str]:
    lot = each.lot
    days = (lot.planned, each.start[10], each.start[50], each.start[90])
    return [
        f"{lot.code} {lot.name}".strip(),
        STAGES[lot.stage].in_(lang),
        *(day.isoformat().replace("-", "\N{NON-BREAKING HYPHEN}") for day in days),
        percent(each.on_time),
        "–" if each.bids_lapse is None else percent(each.bids_lapse),
        _each_month(each, currency, lang),
    ]


def _each_month(each: LotForecast, currency: str, lang: Lang) -> str:
    """What one month of delay means for the lot."""
    waiting = each.lot.waiting
    people = Text("deltagare", "participants").in_(lang)
    parts = [f"{waiting.participants} {people}"] if waiting.participants else []
    if waiting.appropriation:
        parts.append(_money(waiting.appropriation, currency))
    return ", ".join(parts) or "–"


def _cost(found: Forecast) -> Iterator[Text]:
    """Sums over the lots, each figure by its own quantile."""
    yield _line(
        Text("Områdesmånader av försening", "Lot-months of delay"),
        found,
        lambda late: str(late.days * 12 // 365),
    )
    waiting = [each.lot.waiting for each in found.lots]
    if any(each.participants for each in waiting):
        name = Text("Deltagarmånader i väntan", "Participant-months of waiting")
        yield _line(name, found, lambda late: str(late.participant_months))
    if any(each.appropriation for each in waiting):
        name, currency = Text("Oanvänt anslag", "Unused appropriation"), found.inputs.currency
        yield _line(name, found, lambda late: _money(late.appropriation, currency))
    if any(each.old_contract_ends for each in waiting):
        name = Text(
            "Områdesdagar efter det gamla avtalet utan något nytt",
            "Lot-days after the old contract without a new one",
        )
        yield _line(name, found, lambda late: str(late.without_contract))


def _line(name: Text, found: Forecast, shown: Callable[[Late], str]) -> Text:
    figures = ", ".join(f"P{p} {shown(late)}" for p, late in found.all_late.items())
    return Text(f"{name.sv}: {figures}.", f"{name.en}: {figures}.")


def _money(amount: int, currency: str) -> str:
    """Whole units, rounded down: the figure is no nearer than that."""
    whole = f"{amount // 100:,}".replace(",", "\N{NO-BREAK SPACE}")
    return f"{whole} {'kr' if currency == 'SEK' else currency}"
