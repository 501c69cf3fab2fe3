"""`tilldela contract show`: who has signed and how, and what follows from the signing day."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import typer

from cli.answering import Json, cited, say
from cli.console import DataDir, LangOption, existing_store, refusing
from cli.contract_signing import ENDS, ContractId
from contracts.signing.day import SigningDay
from contracts.signing.paper import printed_digits
from contracts.signing.shown import Shown, shown
from contracts.signing.troubles import Trouble
from law.days import swedish_day
from law.reasons import Lang, Reason, Text
from models.contract import Party, Signature
from models.signed_files import SigningMethod
from procurement.notices.duties import Duty

PARTIES = {
    Party.PROVIDER: Text("Leverantören", "The provider"),
    Party.BUYER: Text("Myndigheten", "The buyer"),
}
WAYS = {
    SigningMethod.PADES: Text("elektroniskt", "electronically"),
    SigningMethod.REMOTE: Text("genom underskriftstjänst", "by a signing service"),
    SigningMethod.PAPER: Text("på papper", "on paper"),
}


def show(
    contract_id: ContractId,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Show who has signed a contract and how, and what is to be done because of it by when."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        found = shown(store, contract_id)
    if json_:
        typer.echo(json.dumps(_json(found, lang), ensure_ascii=False))
        return
    for line in _lines(found):
        say(line, lang)


def _lines(found: Shown) -> Iterator[Text]:
    contract, digits = found.contract, printed_digits(found.contract.text_sha256)
    yield Text(
        f"Avtal {contract.number}, kontrolltal {digits}",
        f"Contract {contract.number}, the text's digits {digits}",
    )
    signed = {Party(each.party): each for each in found.signatures}
    for party, who in PARTIES.items():
        yield (
            _signed(who, signed[party])
            if party in signed
            else Text(f"{who.sv} har inte undertecknat.", f"{who.en} has not signed.")
        )
    for order in found.ordered:
        until = swedish_day(order.expires_at)
        yield Text(
            f"Beställd underskrift {order.id} kan lämnas till och med {until}.",
            f"The ordered signature {order.id} can be given through {until}.",
        )
    yield from map(trouble_line, found.troubles)
    if found.seal is not None:
        yield Text(
            f"Elektronisk stämpel: {found.seal.organisation}.",
            f"Electronic seal: {found.seal.organisation}.",
        )
    if found.day is not None:
        yield from _follows(found.day)


def _signed(who: Text, signature: Signature) -> Text:
    way = WAYS[SigningMethod(signature.method)]
    level = f" (PAdES {signature.level})" if signature.level else ""
    day, name = swedish_day(signature.signed_at), signature.signatory_name
    return Text(
        f"{who.sv} undertecknade {day} {way.sv}{level}: {name}.",
        f"{who.en} signed on {day} {way.en}{level}: {name}.",
    )


def trouble_line(trouble: Trouble) -> Text:
    """Whom the contract waits for in vain, and why."""
    who, day = PARTIES[trouble.party], swedish_day(trouble.since)
    why = trouble.reason
    if trouble.end is None:
        return Text(
            f"{who.sv} avböjde {day} att underteckna {trouble.contract.id}: {why.sv}",
            f"{who.en} declined to sign {trouble.contract.id} on {day}: {why.en}",
        )
    end = ENDS[trouble.end]
    return Text(
        f"{who.sv}s beställda underskrift av {trouble.contract.id} ({day}): {end.sv}. {why.sv}",
        f"The signature of {trouble.contract.id} ordered for {who.en.lower()} ({day}):"
        f" {end.en}. {why.en}",
    )


def _follows(day: SigningDay) -> Iterator[Text]:
    yield Text(
        f"Ingånget {day.concluded}, den dag då den sista parten undertecknade.",
        f"Concluded on {day.concluded}, the day on which the last party signed.",
    )
    if day.award_notice is None:
        yield Text("Ingen efterannons krävs.", "No award notice is required.")
    else:
        yield _duty(Text("Efterannons", "Award notice"), day.award_notice)
    for duty in day.documentation:
        yield _duty(Text("Dokumentation och individuell rapport", "File and report"), duty)
    if day.validity is not None:
        yield Text(
            f"Talan om avtalets giltighet: till och med {day.validity.last_day}"
            f"{_where(day.validity.reasons).sv}.",
            f"Its validity can be challenged through {day.validity.last_day}"
            f"{_where(day.validity.reasons).en}.",
        )
    for hold in day.kept[-1:]:
        reason = cited(hold.reason)
        until = hold.through or Text("tills vidare", "until further notice")
        yield Text(
            f"Handlingarna bevaras {_until(until, 'sv')}: {reason.sv}.",
            f"The records are kept {_until(until, 'en')}: {reason.en}.",
        )


def _duty(what: Text, duty: Duty) -> Text:
    sv, en = f"{what.sv}: senast {duty.last_day or '–'}", f"{what.en}: by {duty.last_day or '–'}"
    if duty.gathered_by is not None:
        sv += f", eller samlat för kvartalet senast {duty.gathered_by}"
        en += f", or gathered for the quarter by {duty.gathered_by}"
    if duty.done_on is not None:
        sv, en = f"{sv}; gjort {duty.done_on}", f"{en}; done {duty.done_on}"
    where = _where(duty.reasons)
    return Text(f"{sv}{where.sv}.", f"{en}{where.en}.")


def _where(reasons: tuple[Reason, ...]) -> Text:
    cites = [reason.cite for reason in reasons if reason.cite]
    return Text(f" ({cites[0].in_('sv')})", f" ({cites[0].in_('en')})") if cites else Text("", "")


def _until(until: date | Text, lang: Lang) -> str:
    if isinstance(until, Text):
        return until.in_(lang)
    return f"till och med {until}" if lang == "sv" else f"through {until}"


def _json(found: Shown, lang: Lang) -> dict[str, Any]:
    contract, day = found.contract, found.day
    return {
        "contract": contract.id,
        "number": contract.number,
        "sha256": contract.pdf_sha256,
        "text_sha256": contract.text_sha256,
        "signatures": [
            {
                "party": each.party,
                "way": each.method,
                "level": each.level,
                "signed_at": each.signed_at.isoformat(),
                "signatory": each.signatory_name,
                "sha256": each.signed_sha256,
            }
            for each in found.signatures
        ],
        "ordered": [each.id for each in found.ordered],
        "stopped": [trouble_line(each).in_(lang) for each in found.troubles],
        "sealed": found.seal is not None,
        "concluded": day.concluded.isoformat() if day else None,
        "follows": _follows_json(day, lang) if day else None,
    }


def _follows_json(day: SigningDay, lang: Lang) -> dict[str, Any]:
    return {
        "award_notice": _duty_json(day.award_notice, lang) if day.award_notice else None,
        "documentation": [_duty_json(each, lang) for each in day.documentation],
        "validity_until": _iso(day.validity.last_day if day.validity else None),
        "kept": [{"through": _iso(each.through), **each.reason.as_json(lang)} for each in day.kept],
    }


def _duty_json(duty: Duty, lang: Lang) -> dict[str, Any]:
    return {
        "last_day": _iso(duty.last_day),
        "gathered_by": _iso(duty.gathered_by),
        "done_on": _iso(duty.done_on),
        "reasons": [each.as_json(lang) for each in duty.reasons],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
