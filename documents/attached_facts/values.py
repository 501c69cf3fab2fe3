"""Values as OCDS 1.1 writes them. Each is made of a typed value of the context, never of text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from documents.formats import STOCKHOLM, minor_units
from documents.parts import Lot, Party

Json = dict[str, Any]


def money(minor: int | Decimal, currency: str) -> Json:
    """The amount in the currency's units. JSON knows one kind of number, and no cents."""
    amount = Decimal(minor) / minor_units(currency)
    whole = amount == amount.to_integral_value()
    return {"amount": int(amount) if whole else float(amount), "currency": currency}


def from_day(day: date) -> str:
    """The instant a day begins in Sweden: OCDS has no days."""
    return when(day).isoformat()


def through_day(day: date) -> str:
    """The last second of a day in Sweden."""
    return datetime.combine(day, time(23, 59, 59), STOCKHOLM).isoformat()


def instant(at: datetime) -> str:
    return at.astimezone(STOCKHOLM).isoformat()


def when(on: date | datetime) -> datetime:
    """An instant is itself; a day is when it begins in Sweden."""
    if isinstance(on, datetime):
        return on.astimezone(STOCKHOLM)
    return datetime.combine(on, time(), STOCKHOLM)


def period(first: date | None, last: date | None) -> Json:
    said: Json = {}
    if first is not None:
        said["startDate"] = from_day(first)
    if last is not None:
        said["endDate"] = through_day(last)
    return said


def party(who: Party, *roles: str) -> Json:
    return {**named(who.name, who.org_number), "roles": list(roles)}


def named(name: str, org_number: str) -> Json:
    """An organisation by its Swedish registration number, as in what is announced."""
    return {
        "id": org_number,
        "name": name,
        "identifier": {"id": org_number, "legalName": name},
    }


def reference(who: Party) -> Json:
    return {"id": who.org_number, "name": who.name}


def lots(found: Iterable[Lot]) -> list[Json]:
    """Each once, in the order they are told of."""
    by_code = {each.code: {"id": each.code, "title": each.name} for each in found}
    return list(by_code.values())


def document(number: str, kind: str, on: date | None = None) -> Json:
    """``kind`` is of OCDS's codelist documentType."""
    told = {"datePublished": from_day(on)} if on is not None else {}
    return {"id": number, "documentType": kind, **told}
