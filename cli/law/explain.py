"""`tilldela law explain` and `tilldela law calendar`: what the answers rest on."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Annotated

import typer

from cli.console import out
from cli.law.answers import Json, LangOption, Plain, answering, refused, show
from law.dated import DatedValue, Parameter, parameters
from law.days import SWEDEN, holidays_of, spoken
from law.reasons import Lang, Reason, Text
from law.rulebook import GATEWAYS, Gateway, Rulebook
from law.wording import confidence, connecting_fact, unit

FIRST_YEAR, LAST_YEAR = 1990, 2100


def explain(
    rule: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="A rule's name, a paragraph such as 20:1 or LOU 20:1, or SE-LOV."
        ),
    ],
    lang: LangOption = "sv",
    json_: Json = False,
) -> None:
    """Print a rule: its values over time, their sources, and what connects a case to them."""
    if rule == Rulebook.SE_LOV.value:
        _gateways(GATEWAYS[Rulebook.SE_LOV], lang, json_)
        return
    found = _named(rule)
    if not found:
        raise _unknown(rule, lang)
    for each in found:
        _parameter(each, lang, json_, alone=len(found) == 1)


def _named(rule: str) -> list[Parameter]:
    """The rule of that name, or those whose newest entry cites the paragraph."""
    known = parameters()
    if rule in known:
        return [known[rule]]
    wanted = " ".join(rule.split()).lower()
    return [each for each in known.values() if wanted in _paragraphs(each.values[-1])]


def _paragraphs(entry: DatedValue) -> tuple[str, ...]:
    english = entry.cite.in_("en").lower()
    bare = english.removeprefix(f"{entry.cite.act.lower()} ")
    return english, entry.cite.in_("sv").lower(), bare


def _unknown(rule: str, lang: Lang) -> typer.Exit:
    near = ", ".join(get_close_matches(rule, parameters(), n=3, cutoff=0.4))
    return refused(
        lang,
        sv=f"det finns ingen regel {rule}" + (f"; de som liknar mest: {near}" if near else ""),
        en=f"there is no rule {rule}" + (f"; the nearest are {near}" if near else ""),
    )


def _parameter(found: Parameter, lang: Lang, json_: bool, *, alone: bool) -> None:
    if json_:
        show(_keys(found, lang), headline=found.title, reasons=(), lang=lang, json_=True)
        return
    console = out()
    console.print(f"{found.name}: {found.title.in_(lang)}", style="bold", markup=False)
    by = Text("Anknyts av", "Connected by").in_(lang)
    console.print(f"  {by}: {connecting_fact(found.connected_by).in_(lang)}", markup=False)
    for entry in found.values:
        since = entry.since.isoformat()
        amount = _amount(entry, unit(found.unit).in_(lang))
        console.print(f"  {since}  {amount}  [{entry.cite.in_(lang)}]", markup=False)
        checked = Text("kontrollerad", "checked").in_(lang)
        console.print(
            f"              {entry.reference} ({checked} {entry.last_checked.isoformat()},"
            f" {confidence(entry.confidence).in_(lang)})",
            markup=False,
        )
    if not alone:
        console.print()


def _amount(entry: DatedValue, measured: str) -> str:
    return measured if isinstance(entry.value, bool) else f"{entry.value} {measured}"


def _keys(found: Parameter, lang: Lang) -> dict[str, Plain]:
    values: Sequence[Plain] = [
        {
            "from": entry.since,
            "value": entry.value,
            "cite": entry.cite.in_(lang),
            "reference": entry.reference,
            "last_checked": entry.last_checked,
            "confidence": entry.confidence,
        }
        for entry in found.values
    ]
    return {
        "id": found.name,
        "title": found.title.in_(lang),
        "unit": unit(found.unit).in_(lang),
        "connected_by": connecting_fact(found.connected_by).in_(lang),
        "values": values,
    }


def _gateways(gateways: Sequence[Gateway], lang: Lang, json_: bool) -> None:
    show(
        {
            "id": Rulebook.SE_LOV.value,
            "gateways": [
                {
                    "who": each.who.in_(lang),
                    "what": each.what.in_(lang),
                    "cite": each.cite.in_(lang),
                    "reference": each.reference,
                }
                for each in gateways
            ],
        },
        headline=Text(
            "Valfrihetssystem enligt LOV: löpande intag, ingen rangordning, ingen avtalsspärr",
            "Systems of choice under LOV: open admission, no ranking, no standstill",
        ),
        reasons=[_gateway(each) for each in gateways],
        lang=lang,
        json_=json_,
    )


def _gateway(gateway: Gateway) -> Reason:
    who, what = gateway.who, gateway.what
    return Reason(
        "gateway",
        Text(
            f"{who.sv[0].upper()}{who.sv[1:]}: {what.sv} ({gateway.reference})",
            f"{who.en[0].upper()}{who.en[1:]}: {what.en} ({gateway.reference})",
        ),
        gateway.cite,
    )


def calendar(
    year: Annotated[int, typer.Argument(min=FIRST_YEAR, max=LAST_YEAR, help="The year.")],
    country: Annotated[
        str, typer.Option(metavar="XX", help="A member state, two letters.")
    ] = SWEDEN,
    lang: LangOption = "sv",
    json_: Json = False,
) -> None:
    """Print the closed days of a year: no period ends on them, nor on a Saturday or Sunday."""
    with answering(lang):
        closed = holidays_of(year, country.upper())
    if json_:
        days: Sequence[Plain] = [{"date": day, "name": name.in_(lang)} for day, name in closed]
        keys: dict[str, Plain] = {"year": year, "country": country.upper(), "closed_days": days}
        show(keys, headline=Text("", ""), reasons=(), lang=lang, json_=True)
        return
    console = out()
    title = Text(
        f"Stängda dagar {year} ({country.upper()}), utöver lördagar och söndagar",
        f"Closed days {year} ({country.upper()}), besides Saturdays and Sundays",
    )
    console.print(title.in_(lang), style="bold", markup=False)
    for day, name in closed:
        console.print(f"  {day.isoformat()}  {name.in_(lang)}, {spoken(day).in_(lang)}")
