"""A procurement in steps as `tilldela stage show` shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.markup import escape
from rich.table import Table

from law.days import STOCKHOLM
from law.reasons import Lang, Text
from procurement.stages.overview import Participant, StageOverview, StepNow, StepState

_STATES: Mapping[StepState, Text] = {
    StepState.TO_COME: Text("återstår", "to come"),
    StepState.DRAFTED: Text("utkast", "drafted"),
    StepState.CALLED: Text("pågår", "called"),
    StepState.OPENED: Text("öppnat", "opened"),
    StepState.SELECTED: Text("urval gjort", "selection made"),
    StepState.DONE: Text("avslutat", "done"),
    StepState.AWARDED: Text("tilldelat", "awarded"),
    StepState.CANCELLED: Text("avbrutet", "cancelled"),
}
_IN, _OUT = Text("kvar", "in"), Text("ute", "out")


def as_json(found: StageOverview) -> dict[str, Any]:
    return {
        "tender": found.tender_id,
        "steps": [
            {
                "step": each.step,
                "tender": each.tender_id,
                "state": each.state.value,
                "deadline": each.deadline.isoformat() if each.deadline else None,
            }
            for each in found.steps
        ],
        "participants": [
            {
                "lot": each.lot_code,
                "organisation": each.organisation_id,
                "in": each.is_in,
                "why": {"sv": each.why.sv, "en": each.why.en},
                "meetings": each.meetings,
            }
            for each in found.participants
        ],
    }


def tables(found: StageOverview, lang: Lang) -> Iterator[Table]:
    yield _steps(found.steps, lang)
    if found.participants:
        yield _participants(found, lang)


def _steps(steps: tuple[StepNow, ...], lang: Lang) -> Table:
    table = _table(
        Text("Steg", "Step"),
        Text("Upphandling", "Tender"),
        Text("Läge", "State"),
        Text("Sista tid", "Deadline"),
        lang=lang,
    )
    for each in steps:
        until = each.deadline.astimezone(STOCKHOLM) if each.deadline else None
        table.add_row(
            each.name.in_(lang),
            escape(each.tender_id or "–"),
            _STATES[each.state].in_(lang),
            f"{until:%Y-%m-%d %H:%M}" if until else "–",
        )
    return table


def _participants(found: StageOverview, lang: Lang) -> Table:
    table = _table(
        Text("Område", "Lot"),
        Text("Leverantör", "Supplier"),
        Text("Läge", "State"),
        Text("Möten", "Meetings"),
        Text("Skäl", "Reason"),
        lang=lang,
    )
    table.title = escape(found.tender_id)
    for each in found.participants:
        table.add_row(*_row(each, lang))
    return table


def _row(each: Participant, lang: Lang) -> tuple[str, ...]:
    return (
        escape(each.lot_code),
        escape(f"{each.name} ({each.organisation_id})"),
        (_IN if each.is_in else _OUT).in_(lang),
        str(each.meetings),
        escape(each.why.in_(lang)),
    )


def _table(*heads: Text, lang: Lang) -> Table:
    table = Table(box=None, pad_edge=False)
    for head in heads:
        table.add_column(head.in_(lang))
    return table
