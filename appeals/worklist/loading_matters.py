"""Read the matters of a tender for the worklist: what counts of them, and who handles each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sqlmodel import col, select

from appeals.award_kind import started_on
from appeals.docket.acts_done import Done, acts_done
from appeals.docket.assigning import newest_assignment
from appeals.docket.court_entry import act_id_of
from appeals.docket.mandates import mandates_of
from appeals.docketed import Docketed, docketed
from appeals.facts import FR_ENDS, LotFacts
from appeals.struck import Struck, struck
from appeals.worklist.matter_facts import ActDone, MandateUntil, MatterAt
from law.days import swedish_day
from law.rulebook import Rulebook
from models.lawyers import RedoneLot
from models.parties import Role
from models.review import CourtName, Matter, MatterKind
from models.store import Work
from models.tender import Lot, Tender
from people.actors import actor_in


def matters_at(work: Work, tender: Tender, facts: Mapping[str, LotFacts]) -> Iterator[MatterAt]:
    """Every matter that counts. `facts`: by lot id, of the lots whose contracts are to come."""
    entries, gone = docketed(work, tender.id), struck(work, tender.id)
    codes = _codes(work, tender)
    for entry in entries:
        yield _matter_at(work, tender, entry, (entries, gone), (codes, facts))


def _codes(work: Work, tender: Tender) -> dict[str, str]:
    rows = select(Lot.id, Lot.code).where(col(Lot.tender_id) == tender.id)
    return dict(work.session.exec(rows).all())


def _matter_at(
    work: Work,
    tender: Tender,
    entry: Docketed,
    docket: tuple[Sequence[Docketed], Struck],
    lots: tuple[Mapping[str, str], Mapping[str, LotFacts]],
) -> MatterAt:
    (entries, gone), (codes, facts) = docket, lots
    matter, lodged = entry.matter, swedish_day(entry.matter.lodged_at)
    named = sorted(lot.lot_id for lot in entry.lots)
    acts = acts_done(work, matter, gone)
    return MatterAt(
        id=matter.id,
        tender_id=tender.id,
        case_number=matter.case_number,
        kind=MatterKind(matter.kind),
        court=CourtName(matter.court),
        rulebook=Rulebook(tender.rulebook),
        started=started_on(tender, lodged),
        lodged_on=lodged,
        lots=tuple(codes[lot] for lot in named),
        acts=tuple(_act(each, named, codes) for each in acts),
        answer_by=matter.answer_by,
        mandates=tuple(_mandates(work, matter)),
        answered=frozenset(codes[lot] for lot in named if _answered(work, matter, lot, facts)),
        cleared=frozenset(_cleared(matter, facts, codes)),
        inside_review=_inside_review(entry, entries),
        persons=lawyers_of(work, matter, tender),
    )


def _act(done: Done, named: Sequence[str], codes: Mapping[str, str]) -> ActDone:
    act, move = done.act, done.move
    narrowed = () if done.lot_ids >= set(named) else sorted(done.lot_ids)
    return ActDone(
        act.id,
        move.court,
        move.kind,
        act.decided_on,
        act.dispatched_on,
        act.due_on,
        tuple(codes[lot] for lot in narrowed),
    )


def _mandates(work: Work, matter: Matter) -> Iterator[MandateUntil]:
    for row in mandates_of(work, matter.id):
        yield MandateUntil(row.number, row.principal, row.attorney, row.valid_until)


def _answered(work: Work, matter: Matter, lot_id: str, facts: Mapping[str, LotFacts]) -> bool:
    """Decided anew as the court said, procured anew, or no longer to be contracted."""
    if work.session.get(RedoneLot, lot_id) is not None:
        return True
    lot = facts.get(lot_id)
    if lot is None:
        return True
    mine = [case for case in lot.cases if case.case_number == matter.case_number]
    return bool(mine) and all(case.complied for case in mine)


def _cleared(
    matter: Matter, facts: Mapping[str, LotFacts], codes: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    for lot_id, lot in facts.items():
        for case in lot.cases:
            if case.case_number != matter.case_number:
                continue
            for remand in case.remands:
                if remand.cleared:
                    court, kind, day = remand.court, remand.kind, remand.decided_on
                    yield act_id_of(matter.id, court, kind, day, remand.number), codes[lot_id]


def _inside_review(entry: Docketed, entries: Sequence[Docketed]) -> bool:
    """LOU 20:7: the claim comes in a review of the procurement that FR has not ended."""
    if entry.matter.kind != MatterKind.VALIDITY:
        return False
    lots, lodged = {lot.lot_id for lot in entry.lots}, entry.matter.lodged_at
    return any(
        other.matter.kind == MatterKind.REVIEW
        and other.matter.party_id == entry.matter.party_id
        and other.matter.lodged_at <= lodged
        and lots & {lot.lot_id for lot in other.lots}
        and not any(act.court == CourtName.FR and act.kind in FR_ENDS for act in other.governing)
        for other in entries
    )


def lawyers_of(work: Work, matter: Matter, tender: Tender) -> frozenset[str]:
    """Who handles it, as long as that person is a lawyer of the buyer's; else it is everybody's."""
    found = newest_assignment(work, matter.id)
    if found is None:
        return frozenset()
    still = actor_in(work, found.person_id).holds(Role.LEGAL_OFFICER, tender.buyer_id)
    return frozenset({found.person_id}) if still else frozenset()
