"""Notices and duties as tables, and as data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from rich.markup import escape
from rich.table import Table

from law.days import swedish_day
from law.reasons import Lang, Reason, Text
from models.notices import NoticeKind
from procurement.notices.duties import Duty, DutyKind
from procurement.notices.overdue import NoticeState

_KINDS = {
    NoticeKind.PRIOR_INFORMATION: Text("Förhandsannons", "Prior information"),
    NoticeKind.CONTRACT: Text("Annons om upphandling", "Contract notice"),
    NoticeKind.SYSTEM: Text("Annons om system", "Notice of a system"),
    NoticeKind.CORRECTION: Text("Rättelse", "Correction"),
    NoticeKind.EX_ANTE: Text("Avsikt att direktupphandla", "Intention to award directly"),
    NoticeKind.CANCELLATION: Text("Avbruten upphandling", "Cancellation"),
    NoticeKind.AWARD: Text("Efterannons", "Award notice"),
}
_DUTIES = {
    DutyKind.AWARD_NOTICE: Text("Efterannons", "Award notice"),
    DutyKind.DOCUMENTATION: Text("Dokumentation", "Documentation"),
}


def notices_table(states: Sequence[NoticeState], lang: Lang) -> Table:
    table = _table(
        ("Annons", "Slag", "Senast", "Samlat senast", "Skickad", "Beteckning", "Publicerad"),
        ("Notice", "Kind", "By", "Gathered by", "Sent", "Reference", "Published"),
        lang,
    )
    for state in states:
        sent, published = state.sent, state.published
        table.add_row(
            escape(state.notice.id),
            _KINDS[state.kind].in_(lang),
            _day(state.last_day),
            _day(state.gathered_by),
            _day(swedish_day(sent.sent_at)) if sent else Text("nej", "no").in_(lang),
            escape(sent.reference) if sent else "",
            _day(published.published_on if published else None),
        )
    return table


def duties_table(duties: Sequence[Duty], today: date, lang: Lang) -> Table:
    table = _table(
        ("Om", "Vad", "Senast", "Samlat senast", "Gjort", "Läge"),
        ("About", "What", "By", "Gathered by", "Done", "State"),
        lang,
    )
    for duty in duties:
        table.add_row(
            escape(duty.about),
            _DUTIES[duty.kind].in_(lang),
            _day(duty.last_day),
            _day(duty.gathered_by),
            _day(duty.done_on),
            _standing(duty, today).in_(lang),
        )
    return table


def _standing(duty: Duty, today: date) -> Text:
    if duty.done_on is not None:
        return Text("klart", "done")
    return Text("försenat", "late") if duty.late(today) else Text("återstår", "to be done")


def notices_json(tender_id: str, states: Sequence[NoticeState]) -> dict[str, Any]:
    return {"tender": tender_id, "notices": [_notice_json(state) for state in states]}


def _notice_json(state: NoticeState) -> dict[str, Any]:
    sent, published = state.sent, state.published
    return {
        "notice": state.notice.id,
        "kind": state.kind.value,
        "about": state.notice.about,
        "last_day": _iso(state.last_day),
        "gathered_by": _iso(state.gathered_by),
        "sent_at": sent.sent_at.isoformat() if sent else None,
        "reference": sent.reference if sent else None,
        "sha256": sent.content_sha256 if sent else None,
        "published_on": _iso(published.published_on if published else None),
        "late": state.late is not None,
    }


def duties_json(tender_id: str, duties: Sequence[Duty], today: date, lang: Lang) -> dict[str, Any]:
    return {
        "tender": tender_id,
        "duties": [
            {
                "about": duty.about,
                "what": duty.kind.value,
                "last_day": _iso(duty.last_day),
                "gathered_by": _iso(duty.gathered_by),
                "done_on": _iso(duty.done_on),
                "late": duty.late(today),
                "reasons": [reason_line(each, lang) for each in duty.reasons],
            }
            for duty in duties
        ],
    }


def reason_line(reason: Reason, lang: Lang) -> str:
    cite = f" ({reason.cite.in_(lang)})" if reason.cite else ""
    return f"{reason.text.in_(lang)}{cite}"


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _table(swedish: Sequence[str], english: Sequence[str], lang: Lang) -> Table:
    table = Table()
    for heading in swedish if lang == "sv" else english:
        table.add_column(heading, overflow="fold")
    return table
