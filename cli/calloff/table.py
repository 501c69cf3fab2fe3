"""How `tilldela calloff show` tells of a framework."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.markup import escape
from rich.table import Table

from contracts.call_off_overview import CallOffLine, FrameworkLot, FrameworkOverview
from law.amounts import Currency, spoken
from law.reasons import Lang, Text
from procurement.frameworks.call_off_order import CallOffState
from procurement.frameworks.framework_rules import WAYS

HEADINGS = (
    Text("Plats", "Place"),
    Text("Leverantör", "Provider"),
    Text("Gäller från", "From"),
    Text("Till och med", "Through"),
    Text("Bunden i dag", "Bound today"),
)
_YES_NO = {True: Text("ja", "yes"), False: Text("nej", "no")}
_STATES: Mapping[CallOffState, Text] = {
    CallOffState.TO_OFFER: Text("ska erbjudas plats {}", "to be offered to place {}"),
    CallOffState.OFFERED: Text("erbjudet plats {}", "offered to place {}"),
    CallOffState.ACCEPTED: Text(
        "taget av plats {}, att besluta", "taken by place {}, to be decided"
    ),
    CallOffState.PLACED: Text("lagt hos plats {}", "placed with place {}"),
    CallOffState.EXHAUSTED: Text("ingen part kvar att fråga", "no party left to ask"),
}


def lot_line(found: FrameworkOverview, lot: FrameworkLot) -> Text:
    currency, way = Currency(found.currency), WAYS[found.way]
    ceiling, used, left = (spoken(each, currency) for each in (lot.ceiling, lot.used, lot.left))
    return Text(
        f"{lot.code}: takvolym {ceiling.sv}, varav {used.sv} använt och {left.sv} kvar. Avrop sker"
        f" {way.sv}.",
        f"{lot.code}: ceiling {ceiling.en}, of which {used.en} is used and {left.en} left."
        f" Call-offs are placed {way.en}.",
    )


def party_table(lot: FrameworkLot, lang: Lang) -> Table:
    table = Table()
    for heading in HEADINGS:
        table.add_column(heading.in_(lang), overflow="fold")
    for each in lot.parties:
        table.add_row(
            str(each.place),
            escape(each.name),
            each.starts_on.isoformat(),
            each.ends_on.isoformat(),
            _YES_NO[each.bound].in_(lang),
        )
    return table


def call_off_lines(found: FrameworkOverview, lot: FrameworkLot) -> Iterator[Text]:
    currency = Currency(found.currency)
    for each in lot.call_offs:
        value, state = spoken(each.value, currency), _STATES[each.state]
        yield Text(
            f"{each.id}: {value.sv}, {state.sv.format(each.place)}. {each.what.sv}",
            f"{each.id}: {value.en}, {state.en.format(each.place)}. {each.what.en}",
        )
    for tender_id, amount in lot.competitions:
        value = spoken(amount, currency)
        yield Text(
            f"{tender_id}: {value.sv}, förnyad konkurrensutsättning",
            f"{tender_id}: {value.en}, mini-competition",
        )


def as_json(found: FrameworkOverview, lang: Lang) -> dict[str, Any]:
    """Amounts in minor units."""
    return {
        "framework": found.framework_id,
        "currency": found.currency,
        "way": found.way.value,
        "lots": [_lot(each, lang) for each in found.lots],
    }


def _lot(lot: FrameworkLot, lang: Lang) -> dict[str, Any]:
    return {
        "lot": lot.code,
        "ceiling": lot.ceiling,
        "used": lot.used,
        "left": lot.left,
        "parties": [
            {
                "place": each.place,
                "party": each.organisation_id,
                "name": each.name,
                "contract": each.contract_id,
                "from": each.starts_on.isoformat(),
                "through": each.ends_on.isoformat(),
                "bound": each.bound,
            }
            for each in lot.parties
        ],
        "call_offs": [_call_off(each, lang) for each in lot.call_offs],
        "competitions": [{"tender": name, "value": value} for name, value in lot.competitions],
    }


def _call_off(each: CallOffLine, lang: Lang) -> dict[str, Any]:
    return {
        "call_off": each.id,
        "value": each.value,
        "what": each.what.in_(lang),
        "state": each.state.value,
        "place": each.place,
    }
