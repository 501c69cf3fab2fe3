"""`tilldela contract list`: signing day's list, and what is not as it should be."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import typer
from rich.box import SIMPLE_HEAD
from rich.markup import escape
from rich.table import Table

from cli.answering import Json, TenderId, cited, say
from cli.console import DataDir, LangOption, existing_store, out, refusing
from cli.contract_alarms import alarm_json, alarm_lines
from cli.contract_show import trouble_line
from contracts.alarms import contract_alarms
from contracts.signing.standing import Standing, standings
from contracts.signing.troubles import Trouble, tender_troubles
from law.reasons import Lang, Text
from models.contract import Party

HEADINGS = (
    Text("Avtal", "Contract"),
    Text("Leverantör", "Provider"),
    Text("Läge", "State"),
    Text("Lagligt\nfrån", "Lawful\nfrom"),
    Text("Anbudet\nbinder\nt.o.m.", "Bid binds\nthrough"),
    Text("Kan\nangripas\nt.o.m.", "Can be\nchallenged\nthrough"),
)
WAITS = {
    Party.PROVIDER: Text("väntar på leverantören", "waits for the provider"),
    Party.BUYER: Text("väntar på myndigheten", "waits for the buyer"),
}
HELD = Text("får inte ingås i dag", "may not be concluded today")


def list_(
    tender: TenderId, data_dir: DataDir = None, json_: Json = False, lang: LangOption = "sv"
) -> None:
    """Show every contract: who signs it next, from when, until when, and what is wrong."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        found = standings(store, tender)
        alarms, troubles = contract_alarms(store, tender), tender_troubles(store, tender)
    if json_:
        rows = [
            *(_row(each, lang) for each in sorted(found, key=_by_party)),
            *(_stopped(each, lang) for each in troubles),
            *(alarm_json(each, lang) for each in alarms),
        ]
        typer.echo(json.dumps(rows, ensure_ascii=False))
        return
    if found:
        out().print(listed(found, lang))
    say(_counted(found, tender), lang)
    for line in (*_held(found), *map(trouble_line, troubles)):
        say(line, lang)
    for alarm in alarms:
        for line in alarm_lines(alarm):
            say(line, lang)


def _by_party(each: Standing) -> int:
    """What waits for the provider, then for the buyer, then what is concluded."""
    return len(Party) if each.next_party is None else list(Party).index(each.next_party)


def listed(found: Sequence[Standing], lang: Lang) -> Table:
    """Fits a hundred columns; one that something holds back stands out."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for column, heading in enumerate(HEADINGS):
        table.add_column(heading.in_(lang), no_wrap=column > 1, overflow="fold")
    for each in found:
        days = (each.lawful_from, each.binds_through, each.challenged_through)
        table.add_row(
            escape(each.contract.id),
            escape(each.provider),
            _state(each).in_(lang),
            *(day.isoformat() if day else "–" for day in days),
            style="bold yellow" if each.held else "",
        )
    return table


def _state(each: Standing) -> Text:
    if each.next_party is None:
        return Text(f"ingånget {each.concluded}", f"concluded {each.concluded}")
    waits = WAITS[each.next_party]
    return Text(f"{waits.sv} *", f"{waits.en} *") if each.held else waits


def _counted(found: Sequence[Standing], tender: str) -> Text:
    if not found:
        return Text(
            f"Inget avtal är upprättat. tilldela contract draw {tender} upprättar dem.",
            f"No contract is drawn up. tilldela contract draw {tender} draws them up.",
        )
    many = Counter(each.next_party for each in found)
    if many[None] == len(found):
        return Text(
            f"Inget avtal väntar på underskrift; {len(found)} är ingångna.",
            f"No contract waits for a signature; {len(found)} are concluded.",
        )
    first, last, done = many[Party.PROVIDER], many[Party.BUYER], many[None]
    return Text(
        f"{first} väntar på leverantören, {last} på myndigheten, {done} är ingångna.",
        f"{first} wait for the provider, {last} for the buyer, {done} are concluded.",
    )


def _held(found: Sequence[Standing]) -> Iterator[Text]:
    for each in found:
        if each.held is not None:
            why, named = cited(each.held.reasons[0]), each.contract.id
            yield Text(f"* {named} {HELD.sv}: {why.sv}.", f"* {named} {HELD.en}: {why.en}.")


def _stopped(trouble: Trouble, lang: Lang) -> dict[str, str]:
    return {
        "contract": trouble.contract.id,
        "number": trouble.contract.number,
        "stopped_by": trouble.party.value,
        "end": trouble.end.value if trouble.end else "declined",
        "why": trouble_line(trouble).in_(lang),
    }


def _row(each: Standing, lang: Lang) -> dict[str, Any]:
    held = each.held
    return {
        "contract": each.contract.id,
        "number": each.contract.number,
        "provider": each.contract.organisation_id,
        "waits_for": each.next_party,
        "sha256": each.contract.pdf_sha256,
        "lawful_from": each.lawful_from.isoformat(),
        "held": [reason.as_json(lang) for reason in held.reasons] if held else [],
        "binds_through": _iso(each.binds_through),
        "concluded": _iso(each.concluded),
        "challenged_through": _iso(each.challenged_through),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
