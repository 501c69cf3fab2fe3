"""`tilldela appeals bridge` and `bridge-record`: what is bought meanwhile for a held lot."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Annotated, Any

import typer

from appeals.bridging.advising import Advice, advise
from appeals.bridging.plan import Plan
from appeals.bridging.recording import NewBridge, record_bridge
from cli.answering import Json, ReasonEn, TenderId, cited, say, tell, text_of
from cli.appeals.holding import LotCode
from cli.console import DataDir, LangOption, existing_store, refusing
from cli.instants import day
from cli.law.amounts import positive
from cli.law.answers import Said
from cli.two_persons import OFFICER_THEN_HEAD, two_persons
from law.amounts import spoken
from law.bridging import Bridge, BridgeGround
from law.days import months_after, swedish_day
from law.reasons import ActRefused, Lang, Reason, Text, refuse
from models.store import Store

From = Annotated[str | None, typer.Option("--from", metavar="DAY", help="First day; today.")]
Until = Annotated[
    str | None, typer.Option(metavar="DAY", help="The last day; three months on otherwise.")
]
Value = Annotated[
    str | None,
    typer.Option(metavar="AMOUNT", help="Over the whole time, excluding VAT; the lot's own value."),
]
Similar = Annotated[
    list[str] | None,
    typer.Option(
        metavar="AMOUNT", help="Bought of the same kind in twelve months; repeat for more."
    ),
]
OptionUntil = Annotated[
    str | None,
    typer.Option(metavar="DAY", help="How long the old contract's option lasts."),
]
Excepted = Annotated[
    bool, typer.Option("--excepted-lot", help="The lot is excepted under LOU 5:8, LUF 5:7.")
]
MONTHS = 3


def bridge(
    tender: TenderId,
    lot: LotCode,
    from_: From = None,
    until: Until = None,
    value: Value = None,
    similar: Similar = None,
    option_until: OptionUntil = None,
    excepted_lot: Excepted = False,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Say what may be bought meanwhile for a held lot, on which ground. Nothing is changed."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        plan = _plan(store, (from_, until, option_until), (value, similar), excepted_lot)
        found = advise(store, f"{tender}/{lot}", plan)
    if json_:
        typer.echo(json.dumps(as_json(found, lang), ensure_ascii=False))
        return
    _tell(found, lang)


def _plan(
    store: Store,
    days: tuple[str | None, str | None, str | None],
    amounts: tuple[str | None, list[str] | None],
    excepted_lot: bool,
) -> Plan:
    from_, until, option_until = days
    value, similar = amounts
    starts = swedish_day(store.clock.now()) if from_ is None else day("--from", from_)
    ends = _months_on(starts) if until is None else day("--until", until)
    return Plan(
        starts,
        ends,
        None if value is None else _amount("--value", value),
        tuple(_amount("--similar", each) for each in similar or ()),
        None if option_until is None else day("--option-until", option_until),
        excepted_lot,
    )


def _months_on(starts: date) -> date:
    return months_after(starts, MONTHS) - timedelta(days=1)


def _amount(option: str, written: str) -> int:
    try:
        return positive(written)
    except Said as wrong:
        raise _no_amount(option, wrong.text) from wrong


def _no_amount(option: str, why: Text) -> ActRefused:
    sv, en = (each.partition("; ") for each in (why.sv, why.en))
    return refuse(
        "option.amount",
        sv=f"{option} {sv[0]}",
        en=f"{option} {en[0]}",
        todo_sv=sv[2].capitalize(),
        todo_en=en[2].capitalize(),
    )


ALLOWED = {
    True: Text("tillåtet", "allowed"),
    False: Text("inte tillåtet", "not allowed"),
    None: Text("möjligt, om villkoren är uppfyllda", "possible, if its conditions are met"),
}
NAMES = {
    BridgeGround.OPTION: Text("Det gamla avtalets option", "The old contract's option"),
    BridgeGround.BELOW_LIMIT: Text(
        "Direktupphandling under gränsen", "Direct award below its limit"
    ),
    BridgeGround.DURING_REVIEW: Text(
        "Direktupphandling i samband med överprövning",
        "Direct award in connection with the review",
    ),
    BridgeGround.EXTREME_URGENCY: Text("Synnerlig brådska, i sista hand", "Extreme urgency, last"),
}


def _tell(found: Advice, lang: Lang) -> None:
    for reason in found.held.reasons:
        say(_sentence(reason, f"{found.lot}: "), lang)
    case, need = found.need.case, found.need
    worth, month = spoken(found.value, case.currency), spoken(found.monthly, case.currency)
    say(
        Text(
            f"Behovet {need.starts_on}–{need.ends_on} är värt {worth.sv}; området är värt"
            f" {month.sv} i månaden.",
            f"The need of {need.starts_on}–{need.ends_on} is worth {worth.en}; the lot is worth"
            f" {month.en} a month.",
        ),
        lang,
    )
    for each in found.grounds:
        _tell_ground(found, each, lang)
    say(
        Text(
            "Besluta med tilldela appeals bridge-record; köpet upphör när områdets eget avtal tar"
            " vid.",
            "Decide with tilldela appeals bridge-record; the purchase ends when the lot's own"
            " contract takes over.",
        ),
        lang,
    )


def _tell_ground(found: Advice, each: Bridge, lang: Lang) -> None:
    name, allowed = NAMES[each.ground], ALLOWED[each.allowed]
    say(
        Text(
            f"\n{name.sv} ({each.ground.value}): {allowed.sv}",
            f"\n{name.en} ({each.ground.value}): {allowed.en}",
        ),
        lang,
    )
    for condition in each.conditions:
        cite = condition.cite
        line = Text(
            f"  [ ] {condition.code}: {condition.text.sv} ({cite.in_('sv')})",
            f"  [ ] {condition.code}: {condition.text.en} ({cite.in_('en')})",
        )
        say(line, lang)
    told = [reason for reason in each.reasons if not reason.code.startswith("open-")]
    for reason in (*told, *each.warnings):
        say(_sentence(reason, "  "), lang)
    months = found.months_below(each)
    if months is not None:
        say(
            Text(
                f"  Gränsen räcker till {months} månader av områdets värde.",
                f"  There is room for {months} months of the lot's value below the limit.",
            ),
            lang,
        )


def _sentence(reason: Reason, before: str) -> Text:
    told = cited(reason)
    return Text(f"{before}{told.sv}.", f"{before}{told.en}.")


def as_json(found: Advice, lang: Lang) -> dict[str, Any]:
    need, held = found.need, found.held
    return {
        "lot": found.lot,
        "held": [reason.as_json(lang) for reason in held.reasons],
        "court": held.court.value if held.court else None,
        "since": held.since.isoformat() if held.since else None,
        "until": held.until.isoformat() if held.until else None,
        "from": need.starts_on.isoformat(),
        "to": need.ends_on.isoformat(),
        "value": found.value,
        "monthly": found.monthly,
        "currency": need.case.currency.value,
        "grounds": [_ground_json(found, each, lang) for each in found.grounds],
    }


def _ground_json(found: Advice, each: Bridge, lang: Lang) -> dict[str, Any]:
    return {
        "ground": each.ground.value,
        "allowed": each.allowed,
        "below": each.below,
        "months_below": found.months_below(each),
        "longest": each.longest.isoformat() if each.longest else None,
        "conditions": [
            {"code": one.code, "text": one.text.in_(lang), "cite": one.cite.in_(lang)}
            for one in each.conditions
        ],
        "reasons": [reason.as_json(lang) for reason in each.reasons],
        "warnings": [reason.as_json(lang) for reason in each.warnings],
    }


def bridge_record(
    tender: TenderId,
    lot: LotCode,
    persons: Annotated[
        list[str],
        typer.Option(
            "--as", metavar="PERSON", help="First the procurement officer, then the head."
        ),
    ],
    ground: Annotated[BridgeGround, typer.Option(help="On which ground.")],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="The factual reasons, in Swedish.")],
    until: Annotated[str, typer.Option(metavar="DAY", help="The last day of the purchase.")],
    met: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help="A condition that you answer for; repeat for more."),
    ] = None,
    from_: From = None,
    value: Value = None,
    similar: Similar = None,
    option_until: OptionUntil = None,
    excepted_lot: Excepted = False,
    reason_en: ReasonEn = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Decide what is bought meanwhile for a held lot. Takes two persons."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        act = Text("beslutar om ett köp under tiden", "decide a purchase meanwhile")
        officer, head = two_persons(store, persons, "appeals.two", act, OFFICER_THEN_HEAD)
        plan = _plan(store, (from_, until, option_until), (value, similar), excepted_lot)
        why = text_of("--reason", reason, reason_en)
        new = NewBridge(ground, plan, tuple(met or ()), why)
        made = record_bridge(store, officer, head, f"{tender}/{lot}", new)
    told = Text(
        f"Köpet {made} är beslutat till och med {plan.ends_on}. Det ska upphöra tidigare om"
        " områdets eget avtal tar vid; dagen står på tilldela appeals worklist.",
        f"Purchase {made} is decided through {plan.ends_on}. It must end sooner if the lot's own"
        " contract takes over; the day is on tilldela appeals worklist.",
    )
    data = {"tender": tender, "lot": lot, "bridge": made, "until": plan.ends_on.isoformat()}
    tell(told, data, lang, json_=json_)
