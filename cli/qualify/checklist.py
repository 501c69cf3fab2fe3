"""`tilldela qualify checklist`: what is declared, checked and decided of each bid."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from cli.answering import Json, TenderId
from cli.console import DataDir, LangOption, existing_store, out, refusing
from law.days import STOCKHOLM
from law.reasons import ActRefused, Lang, Text, refuse
from procurement.qualification.asked import InquiryState
from procurement.qualification.checklist import (
    BidChecklist,
    Checklist,
    ChecklistRow,
    Outcome,
    checklist,
)

OUTCOMES = {
    Outcome.UNCHECKED: Text("inte kontrollerat", "not checked"),
    Outcome.PASSED: Text("uppfyllt", "met"),
    Outcome.FAILED: Text("inte uppfyllt", "not met"),
    Outcome.LAPSED: Text("beviset gäller inte längre", "the evidence has lapsed"),
}
STATES = {
    InquiryState.UNSENT: Text("inte skickad", "not sent"),
    InquiryState.OPEN: Text("väntar på svar", "awaits an answer"),
    InquiryState.ANSWERED: Text("besvarad", "answered"),
    InquiryState.ANSWERED_LATE: Text("besvarad för sent", "answered late"),
    InquiryState.UNANSWERED: Text("obesvarad", "not answered"),
    InquiryState.SENT_TOO_LATE: Text("skickad för sent", "sent too late"),
}
DECLARED = {True: Text("ja", "yes"), False: Text("nej", "no"), None: Text("", "")}
HEADINGS = (
    Text("Krav", "Requirement"),
    Text("Grund", "Basis"),
    Text("Intyg", "Declared"),
    Text("Utfall", "Outcome"),
    Text("Kontroll", "Check"),
    Text("Bevis", "Evidence"),
)
# Broken over lines, these would be hard to read: yes or no.
ONE_WORD = (2,)


def show_checklist(
    tender: TenderId,
    lot: Annotated[
        str | None, typer.Option(metavar="CODE", help="One lot only, by its code.")
    ] = None,
    bid: Annotated[str | None, typer.Option(metavar="BID", help="One bid only, by its id.")] = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Show every requirement of every bid, and what else keeps it from being awarded."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        found = checklist(store, tender, lot, bid)
        if not found.bids:
            raise _nothing(tender, lot, bid)
    if json_:
        typer.echo(json.dumps(_as_json(found, lang), ensure_ascii=False))
        return
    for each in found.bids:
        out().print(_heading(each, lang), markup=False, soft_wrap=True)
        out().print(_table(each, lang))
        for line in _lines(each, lang):
            out().print(f"  {line}", markup=False, soft_wrap=True)
    out().print(found.declarations.in_(lang) + ".", markup=False, soft_wrap=True)


def _nothing(tender: str, lot: str | None, bid: str | None) -> ActRefused:
    named = " ".join(each for each in (lot, bid) if each)
    return refuse(
        "checklist.nothing",
        sv=f"Det finns inget öppnat anbud {named} i {tender}".replace("  ", " "),
        en=f"There is no opened bid {named} in {tender}".replace("  ", " "),
        todo_sv="Ange områdets kod eller anbudets id, och kontrollera att anbuden är öppnade",
        todo_en="Give the lot's code or the bid's id, and check that the bids have been opened",
    )


def _heading(bid: BidChecklist, lang: Lang) -> str:
    standing = Text("tilltänkt vinnare", "presumptive winner") if bid.winner else Text("", "")
    parts = [bid.lot_code, bid.bid_id, bid.organisation_id, standing.in_(lang)]
    return " · ".join(part for part in parts if part)


def _table(bid: BidChecklist, lang: Lang) -> Table:
    """A line per requirement; a column that is empty for all is not shown."""
    rows = [_cells(row, lang) for row in bid.rows]
    table = Table()
    used = [at for at in range(len(HEADINGS)) if any(row[at] for row in rows)]
    for at in used:
        table.add_column(HEADINGS[at].in_(lang), overflow="fold", no_wrap=at in ONE_WORD)
    for row in rows:
        table.add_row(*(escape(row[at]) for at in used))
    return table


def _cells(row: ChecklistRow, lang: Lang) -> tuple[str, ...]:
    basis = {
        "statute": Text("lag", "statute"),
        "tender_documents": Text("upphandlingsdokument", "tender documents"),
        "house_rule": Text("egen regel", "house rule"),
    }[row.basis]
    return (
        f"{row.code} {row.title.in_(lang)}",
        row.cite.in_(lang) if row.cite else basis.in_(lang),
        DECLARED[row.declared].in_(lang),
        _outcome(row, lang),
        _check(row),
        _evidence(row, lang),
    )


def _outcome(row: ChecklistRow, lang: Lang) -> str:
    told = OUTCOMES[row.outcome].in_(lang)
    failed = row.outcome is Outcome.FAILED and row.note is not None
    return f"{told}: {row.note.in_(lang)}" if failed and row.note else told


def _check(row: ChecklistRow) -> str:
    if row.checked_at is None:
        return ""
    return f"{row.checked_at.astimezone(STOCKHOLM):%Y-%m-%d %H:%M} {row.checked_by or ''}".strip()


def _evidence(row: ChecklistRow, lang: Lang) -> str:
    if row.valid_until is None:
        return row.evidence_id or ""
    until = Text("t.o.m.", "until").in_(lang)
    return f"{row.evidence_id or ''} {until} {row.valid_until.isoformat()}".strip()


def _lines(bid: BidChecklist, lang: Lang) -> Iterator[str]:
    for case in bid.cases:
        outcome = {
            None: Text("inte avgjort", "undecided"),
            True: Text("utesluten", "excluded"),
            False: Text("inte utesluten", "not excluded"),
        }[case.excluded]
        yield f"{case.id} (LOU {case.point}): {outcome.in_(lang)}"
    if bid.price_flag is not None:
        yield bid.price_flag.in_(lang)
    for inquiry in bid.inquiries:
        about = f" {inquiry.requirement}" if inquiry.requirement else ""
        state = STATES[inquiry.state].in_(lang)
        yield f"{inquiry.id} {inquiry.kind}{about} → {inquiry.answer_by.isoformat()}: {state}"
    if bid.out is not None:
        yield bid.out.in_(lang)
    for reason in bid.kept_by:
        cite = f" ({reason.cite.in_(lang)})" if reason.cite else ""
        yield f"! {reason.in_(lang)}{cite}"


def _as_json(found: Checklist, lang: Lang) -> dict[str, Any]:
    return {
        "tender": found.tender_id,
        "declarations": found.declarations.as_json(lang),
        "threshold_warning": found.threshold_warning.as_json(lang)
        if found.threshold_warning
        else None,
        "bids": [_bid(each, lang) for each in found.bids],
    }


def _bid(bid: BidChecklist, lang: Lang) -> dict[str, Any]:
    return {
        "bid": bid.bid_id,
        "lot": bid.lot_code,
        "tenderer": bid.organisation_id,
        "winner": bid.winner,
        "requirements": [_requirement(row, lang) for row in bid.rows],
        "exclusion": [
            {
                "case": case.id,
                "ground": case.ground,
                "point": case.point,
                "occurred_on": case.occurred_on.isoformat(),
                "excluded": case.excluded,
            }
            for case in bid.cases
        ],
        "sanctions": {"declared": bid.declared_ownership, "forbidden": bid.forbidden},
        "price": {
            "flag": bid.price_flag.as_json(lang) if bid.price_flag else None,
            "accepted": bid.price_accepted,
        },
        "inquiries": [
            {
                "inquiry": each.id,
                "kind": each.kind,
                "requirement": each.requirement,
                "asked_at": each.asked_at.astimezone(STOCKHOLM).isoformat(),
                "answer_by": each.answer_by.isoformat(),
                "state": each.state,
            }
            for each in bid.inquiries
        ],
        "out": None if bid.out is None else bid.out.in_(lang),
        "kept_by": [{"code": each.code, **each.as_json(lang)} for each in bid.kept_by],
    }


def _requirement(row: ChecklistRow, lang: Lang) -> dict[str, Any]:
    at = row.checked_at
    return {
        "code": row.code,
        "title": row.title.in_(lang),
        "basis": row.basis,
        "cite": row.cite.in_(lang) if row.cite else None,
        "declared": row.declared,
        "outcome": row.outcome,
        "by": row.checked_by,
        "at": None if at is None else at.astimezone(STOCKHOLM).isoformat(),
        "evidence": row.evidence_id,
        "valid_until": None if row.valid_until is None else row.valid_until.isoformat(),
        "note": None if row.note is None else row.note.in_(lang),
    }
