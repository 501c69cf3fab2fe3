"""The controls of an evaluation's presumptive winners, as its report tells them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Literal

from sqlmodel import col, select

from documents.report_contexts import Control as ControlPart
from law.reasons import Lang
from models.evaluation import Evaluation
from models.qualification import Control
from models.store import Work
from models.tender import Bid, Evidence, Lot, Requirement
from people.actors import organisation_names, person_names
from procurement.qualification.controls import newest_controls
from procurement.tenders.drafting import cite_of


def failed_later(work: Work, evaluation_id: str, lang: Lang) -> dict[str, str]:
    """Bids that were ranked here and then failed this evaluation's own controls."""
    tender_id = work.session.get_one(Evaluation, evaluation_id).tender_id
    return {
        row.bid_id: row.note_sv if lang == "sv" else row.note_en
        for row in newest_controls(work, tender_id).values()
        if row.evaluation_id == evaluation_id and row.outcome == "failed"
    }


def controls_of(work: Work, evaluation_id: str, lang: Lang) -> Iterable[ControlPart]:
    tender_id = work.session.get_one(Evaluation, evaluation_id).tender_id
    governing = newest_controls(work, tender_id)
    found = work.session.exec(
        select(Control, Requirement, Bid, Lot)
        .join(Requirement, col(Requirement.id) == col(Control.requirement_id))
        .join(Bid, col(Bid.id) == col(Control.bid_id))
        .join(Lot, col(Lot.id) == col(Bid.lot_id))
        .where(col(Control.evaluation_id) == evaluation_id)
        .order_by(col(Requirement.code), col(Bid.organisation_id), col(Lot.code))
    ).all()
    rows = [
        row
        for row in found
        if governing[row[0].bid_id, row[0].requirement_id, evaluation_id] is row[0]
    ]
    names, people = organisation_names(work), person_names(work)
    # One line for a tenderer's many lots: a report of 46 lots stays readable.
    for _, group in groupby(rows, key=lambda row: _same_line(row[0], row[2])):
        same = list(group)
        control, requirement, bid, _ = same[0]
        cite = cite_of(requirement)
        shown = _shown(work, [(control, lot) for control, _, _, lot in same], lang)
        yield ControlPart(
            tenderer=names[bid.organisation_id],
            lots=[lot.code for _, _, _, lot in same] if len(shown) == 1 else [],
            requirement=requirement.title_sv if lang == "sv" else requirement.title_en,
            basis=_basis(requirement),
            cite=cite.in_(lang) if cite else None,
            outcome="met" if control.outcome == "passed" else "not_met",
            evidence="; ".join(
                what if len(shown) == 1 else f"{', '.join(codes)} {what}"
                for what, codes in shown.items()
            ),
            checked_by=people[control.actor_id],
            checked_at=control.checked_at,
        )


def _same_line(control: Control, bid: Bid) -> tuple[object, ...]:
    return (
        control.requirement_id,
        bid.organisation_id,
        control.outcome,
        control.actor_id,
        control.checked_at,
    )


def _shown(work: Work, same: Sequence[tuple[Control, Lot]], lang: Lang) -> dict[str, list[str]]:
    """What was seen → the lots that it was seen for."""
    found: dict[str, list[str]] = {}
    for control, lot in same:
        evidence = work.session.get(Evidence, control.evidence_id) if control.evidence_id else None
        note = control.note_sv if lang == "sv" else control.note_en
        what = f"{evidence.issued_on}: {evidence.summary}" if evidence else note
        found.setdefault(what, []).append(lot.code)
    return found


def _basis(requirement: Requirement) -> Literal["statute", "tender_documents", "house_rule"]:
    match requirement.basis:
        case "statute":
            return "statute"
        case "tender_documents":
            return "tender_documents"
        case _:
            return "house_rule"
