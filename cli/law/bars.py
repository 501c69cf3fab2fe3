"""A bar on concluding a contract as the commands answer it."""

from __future__ import annotations

from cli.law.answers import show
from law.bar import Bar
from law.days import spoken
from law.reasons import Lang, Text


def show_bar(bar: Bar, *, free: Text, lang: Lang, json_: bool) -> None:
    """``free`` is the headline of an answer without a bar."""
    show(
        {
            "barred": bar.barred,
            "last_day": bar.last_day,
            "earliest_contract": bar.earliest_contract,
        },
        headline=_headline(bar, free),
        reasons=bar.reasons,
        warnings=bar.warnings,
        lang=lang,
        json_=json_,
    )


def _headline(bar: Bar, free: Text) -> Text:
    if not bar.barred:
        return free
    if bar.last_day is None or bar.earliest_contract is None:
        return Text(
            "Avtal får inte ingås: spärren har inte börjat löpa",
            "No contract may be concluded: the bar has not begun to run",
        )
    last, earliest = spoken(bar.last_day), spoken(bar.earliest_contract)
    return Text(
        f"Avtal får inte ingås till och med {last.sv}; tidigast {earliest.sv}",
        f"No contract may be concluded through {last.en}; on {earliest.en} at the earliest",
    )
