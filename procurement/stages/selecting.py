"""Who goes on to the next step, by the criteria stated: every candidate judged, by two persons.

After requests to participate the criteria are those of the notice (LOU 4:6–7); after
tenders or a dialogue they are the award criteria (6:10, 6:23). Each candidate is told at
once, and whoever does not go on is told why (12:12, 19:19).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from appeals.in_force import cancelled_lots
from appeals.orders import redo_ordered
from law.procedures import LeadsTo
from law.reasons import ActRefused, Text, refuse
from models.letters import LetterKind, Outgoing
from models.stages import SelectedCandidate, Selection
from models.store import Store, Work
from models.tender import Opening, Tender
from people.actors import Actor
from people.permissions import Act, require, require_second
from procurement.calls.basis_stands import called_under
from procurement.conditions.participants import Place, candidates_of, newest_selection, taking_part
from procurement.planning.interests import check_no_conflict
from procurement.tenders.excluded import excluded_from
from procurement.tenders.lots import check_not_cancelled
from procurement.tenders.lots_by_code import check_reason
from procurement.tenders.named import published_or_refusal, tender_or_refusal
from procurement.tenders.steps import require_leads_to, step_of_tender
from registry.journal import append


@dataclass(frozen=True)
class Choice:
    """What the selection comes to for one candidate in one lot, and why."""

    lot_code: str
    organisation_id: str
    qualified: bool
    selected: bool
    reason: Text


def select_candidates(
    store: Store,
    actor: Actor,
    preparer: Actor,
    tender_id: str,
    choices: Collection[Choice],
    reason: Text,
) -> str:
    """The selection's id; the same again is the one there is, another replaces it.

    Raises `ActRefused` before the opening, once the next step is called, and unless each
    candidate of each lot is judged once. Nobody excluded, or not qualified, goes on.
    """
    check_reason(reason)
    with store.write() as work:
        work.lock_tender(tender_id)
        tender = tender_or_refusal(work, tender_id)
        require(work, actor, Act.SELECT, tender.buyer_id)
        require(work, preparer, Act.PREPARE_SELECTION, tender.buyer_id)
        require_second(actor, preparer, "Ett urval", "A selection")
        check_no_conflict(work, tender, (actor, preparer))
        require_leads_to(tender, LeadsTo.SELECTION)
        before = newest_selection(work, tender_id)
        rows = _rows(tender_id, 1 if before is None else before.number + 1, choices)
        if before is not None and _says_same(work, before, rows, reason):
            return before.id
        check_not_cancelled(work, tender_id)
        check_can_go_on(work, tender)
        _check_judged(work, tender, rows)
        return _write(work, actor, preparer, tender, rows, reason)


def check_can_go_on(work: Work, tender: Tender) -> None:
    """Raises `ActRefused` before what came in is opened, and once the next step is called."""
    published_or_refusal(work, tender.id)
    if step_of_tender(tender).sealed and work.session.get(Opening, tender.id) is None:
        raise refuse(
            "stage.not_opened",
            sv=f"Det som har kommit in i {tender.id} är inte öppnat",
            en=f"What has come in to {tender.id} has not been opened",
            todo_sv="Öppna det först, med tilldela open",
            todo_en="Open it first, with tilldela open",
        )
    after = called_under(work, tender.id)
    if after:
        raise refuse(
            "stage.next_called",
            sv=f"Nästa steg, {after[0]}, är redan inlett",
            en=f"The next step, {after[0]}, has already been called",
            todo_sv="Gå vidare i det steget",
            todo_en="Go on in that step",
        )


def _rows(tender_id: str, number: int, choices: Collection[Choice]) -> list[SelectedCandidate]:
    return [
        SelectedCandidate(
            selection_id=f"{tender_id}/S{number}",
            lot_id=f"{tender_id}/{each.lot_code}",
            organisation_id=each.organisation_id,
            qualified=each.qualified,
            selected=each.selected,
            reason_sv=each.reason.sv,
            reason_en=each.reason.en,
        )
        for each in choices
    ]


def _says_same(
    work: Work, before: Selection, rows: Sequence[SelectedCandidate], reason: Text
) -> bool:
    def said(row: SelectedCandidate) -> tuple[object, ...]:
        return (*_place(row), row.qualified, row.selected, row.reason_sv, row.reason_en)

    old, new = (sorted(map(said, each)) for each in (candidates_of(work, before), rows))
    return old == new and (before.reason_sv, before.reason_en) == (reason.sv, reason.en)


def _place(row: SelectedCandidate) -> Place:
    return row.lot_id, row.organisation_id


def _check_judged(work: Work, tender: Tender, rows: Sequence[SelectedCandidate]) -> None:
    """Every candidate once, by the lots that go on: not cancelled, nor ordered to be made anew."""
    gone = cancelled_lots(work, tender.id) | redo_ordered(work, tender.id)
    candidates = {place for place in taking_part(work, tender) if place[0] not in gone}
    judged = Counter(_place(row) for row in rows)
    for place in sorted({*judged, *candidates}):
        if judged[place] != 1 or place not in candidates:
            raise _not_once(tender, place, judged[place], place in candidates)
    out = excluded_from(work, tender)
    for row in rows:
        if row.selected and (not row.qualified or row.organisation_id in out):
            raise _cannot_go_on(row, excluded=row.organisation_id in out)
        if not row.reason_sv.strip() or not row.reason_en.strip():
            raise _no_reason(row)


def _not_once(tender: Tender, place: Place, times: int, candidate: bool) -> ActRefused:
    lot_id, organisation_id = place
    code = lot_id.removeprefix(f"{tender.id}/")
    if not candidate:
        what_sv, what_en = "är ingen kandidat", "is no candidate"
    elif times == 0:
        what_sv, what_en = "är inte prövad", "is not judged"
    else:
        what_sv, what_en = "är prövad mer än en gång", "is judged more than once"
    return refuse(
        "selection.not_all",
        sv=f"{organisation_id} {what_sv} i område {code}",
        en=f"{organisation_id} {what_en} in lot {code}",
        todo_sv="Pröva var och en som har kommit in en gång, område för område",
        todo_en="Judge everybody who came in once, lot by lot",
    )


def _cannot_go_on(row: SelectedCandidate, *, excluded: bool) -> ActRefused:
    why_sv, why_en = (
        ("är utesluten", "is excluded")
        if excluded
        else ("är inte kvalificerad", "is not qualified")
    )
    return refuse(
        "selection.excluded" if excluded else "selection.unqualified",
        sv=f"{row.organisation_id} {why_sv} och kan inte gå vidare",
        en=f"{row.organisation_id} {why_en} and cannot go on",
        todo_sv="Ange att leverantören inte går vidare",
        todo_en="State that the supplier does not go on",
    )


def _no_reason(row: SelectedCandidate) -> ActRefused:
    return refuse(
        "selection.reason",
        sv=f"Det saknas skäl för {row.organisation_id}, på svenska eller engelska",
        en=f"A reason for {row.organisation_id} is missing, in Swedish or in English",
        todo_sv="Ange skälen för var och en: de som inte går vidare ska få veta dem",
        todo_en="State the reasons for each: those who do not go on are to be told",
    )


def _write(
    work: Work,
    actor: Actor,
    preparer: Actor,
    tender: Tender,
    rows: Sequence[SelectedCandidate],
    reason: Text,
) -> str:
    number = _next_number(work, tender.id)
    selection = Selection(
        id=f"{tender.id}/S{number}",
        tender_id=tender.id,
        number=number,
        selected_at=work.now,
        prepared_by=preparer.id,
        reason_sv=reason.sv,
        reason_en=reason.en,
        **work.recorded(actor.id),
    )
    work.session.add(selection)
    work.session.flush()
    work.session.add_all(rows)
    work.session.add_all(_owed(work, selection, rows))
    work.session.flush()
    # Not who, nor how many: that is secret until the award (OSL 19:3).
    said = {"number": number, "prepared_by": preparer.id}
    append(work, actor.id, "candidates.selected", selection.id, said)
    return selection.id


def _next_number(work: Work, tender_id: str) -> int:
    newest = newest_selection(work, tender_id)
    return 1 if newest is None else newest.number + 1


def _owed(
    work: Work, selection: Selection, rows: Sequence[SelectedCandidate]
) -> Sequence[Outgoing]:
    return [
        Outgoing(
            id=f"{selection.id}:{organisation_id}",
            tender_id=selection.tender_id,
            kind=LetterKind.SELECTION,
            selection_id=selection.id,
            organisation_id=organisation_id,
            owed_since=work.now,
        )
        for organisation_id in sorted({row.organisation_id for row in rows})
    ]
