"""Letters and requests as tables, and as data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from rich.markup import escape
from rich.table import Table

from law.days import STOCKHOLM
from law.reasons import Lang, Text
from models.letters import Dispatch, InformationKind, LetterKind, Outgoing, Transport
from procurement.letters.information import RequestState

Letters = Sequence[tuple[Outgoing, Dispatch | None]]

_KINDS = {
    LetterKind.AWARD: Text("Tilldelning", "Award"),
    LetterKind.WITHDRAWAL: Text("Återkallelse", "Withdrawal"),
    LetterKind.CANCELLATION: Text("Avbrytande", "Cancellation"),
    LetterKind.INQUIRY: Text("Fråga", "Question"),
    LetterKind.EXCLUSION: Text("Uteslutning", "Exclusion"),
    LetterKind.INFORMATION: Text("Upplysningar", "Information"),
    LetterKind.INVITATION: Text("Inbjudan", "Invitation"),
    LetterKind.SELECTION: Text("Urval", "Selection"),
    LetterKind.ANSWER: Text("Svar på fråga", "Answer"),
    LetterKind.VALIDITY: Text("Giltighet", "Validity"),
    LetterKind.ADMISSION: Text("Ansökan", "Application"),
    LetterKind.COMPLETION: Text("Komplettering", "Completion"),
    LetterKind.CALL_OFF: Text("Avrop", "Call-off"),
}
_WAYS = {
    Transport.SMTP: Text("e-post", "e-mail"),
    Transport.FOLDER: Text("mapp", "folder"),
    Transport.MAIL: Text("post", "post"),
}
_ASKED = {
    InformationKind.REJECTION_REASONS: Text("Skäl för förkastande", "Reasons for rejection"),
    InformationKind.RELATIVE_ADVANTAGES: Text("Relativa fördelar", "Relative advantages"),
}


def letters_table(letters: Letters, lang: Lang) -> Table:
    headings = (
        ("Brev", "Om", "Skyldigt sedan", "Skickat", "Väg", "Bevis")
        if lang == "sv"
        else ("Letter", "About", "Owed since", "Sent", "Way", "Proof")
    )
    table = _table(headings)
    for outgoing, dispatch in letters:
        table.add_row(
            escape(outgoing.id),
            _KINDS[LetterKind(outgoing.kind)].in_(lang),
            _shown(outgoing.owed_since),
            _shown(dispatch.dispatched_at) if dispatch else Text("nej", "no").in_(lang),
            _WAYS[Transport(dispatch.transport)].in_(lang) if dispatch else "",
            escape(dispatch.proof) if dispatch else "",
        )
    return table


def requests_table(requests: Sequence[RequestState], today: date, lang: Lang) -> Table:
    headings = (
        ("Begäran", "Område", "Av", "Om", "Kom in", "Ska besvaras", "Läge")
        if lang == "sv"
        else ("Request", "Lot", "From", "About", "Received", "Due", "State")
    )
    table = _table(headings)
    for state in requests:
        request = state.request
        table.add_row(
            escape(request.id),
            escape(request.lot_id.rpartition("/")[2]),
            escape(request.organisation_id),
            _ASKED[InformationKind(request.kind)].in_(lang),
            _shown(request.received_at),
            str(state.due),
            _stands(state, today).in_(lang),
        )
    return table


def _stands(state: RequestState, today: date) -> Text:
    late = Text(", FÖR SENT", ", LATE") if state.late(today) else Text("", "")
    if state.answered_on is not None:
        return Text(
            f"besvarad {state.answered_on}{late.sv}", f"answered {state.answered_on}{late.en}"
        )
    if state.tested:
        return Text(f"svaret är inte skickat{late.sv}", f"answer not sent{late.en}")
    return Text(f"sekretessen är inte prövad{late.sv}", f"secrecy not tested{late.en}")


def as_json(
    tender: str, letters: Letters, requests: Sequence[RequestState], today: date
) -> dict[str, Any]:
    return {
        "tender": tender,
        "letters": [
            {
                "letter": outgoing.id,
                "kind": outgoing.kind,
                "to": outgoing.organisation_id,
                "owed_since": _iso(outgoing.owed_since),
                "sent": _sent(dispatch) if dispatch else None,
            }
            for outgoing, dispatch in letters
        ],
        "requests": [
            {
                "request": state.request.id,
                "lot": state.request.lot_id,
                "from": state.request.organisation_id,
                "kind": state.request.kind,
                "received": _iso(state.request.received_at),
                "due": state.due.isoformat(),
                "tested": state.tested,
                "answered": state.answered_on.isoformat() if state.answered_on else None,
                "late": state.late(today),
            }
            for state in requests
        ],
    }


def _sent(dispatch: Dispatch) -> dict[str, Any]:
    last_day = dispatch.stated_last_day
    return {
        "at": _iso(dispatch.dispatched_at),
        "transport": dispatch.transport,
        "address": dispatch.address,
        "message_id": dispatch.message_id,
        "proof": dispatch.proof,
        "pdf_sha256": dispatch.pdf_sha256,
        "message_sha256": dispatch.message_sha256,
        "last_day": last_day.isoformat() if last_day else None,
    }


def _table(headings: Sequence[str]) -> Table:
    table = Table()
    # An id broken over lines cannot be copied.
    for number, heading in enumerate(headings):
        table.add_column(heading, overflow="fold", no_wrap=number < 2)
    return table


def _iso(at: datetime) -> str:
    return at.astimezone(STOCKHOLM).isoformat()


def _shown(at: datetime) -> str:
    return at.astimezone(STOCKHOLM).strftime("%Y-%m-%d %H:%M")
