"""Enter a running procurement mid-life, from one file, all of it or nothing.

The facts have the dates on which they happened and are recorded now, as entered later: an
officer states them, a head of procurement approves, and the file is kept. From then on
everything is done here as in any other procurement.
"""

from __future__ import annotations

import hashlib

from law.reasons import ActRefused, refuse
from models.journal import CheckpointReason
from models.late_entry import LateEntry
from models.sealed import DeadlineExtension
from models.store import Store, Work
from models.tender import Opening, Publication, Tender
from people.actors import Actor, actor_in
from people.permissions import Act, require, require_second
from procurement.conditions.step_conditions import unmet_conditions
from procurement.conditions.unmet import Unmet
from procurement.entering.entered import Entry
from procurement.entering.entered_award import write_award
from procurement.entering.entered_bids import write_bids
from procurement.entering.possible_order import check_possible
from procurement.tenders.drafting import check_draft, write_draft
from procurement.tenders.late_entries import late_entry_of
from registry.checkpoints import take
from registry.filing import file_blob
from registry.journal import append

TEXT = "application/yaml"


def enter_procurement(
    store: Store, actor: Actor, approver: Actor, entry: Entry
) -> tuple[Unmet, ...]:
    """Put it on record; the same file again changes nothing.

    Returns the conditions of its step that do not hold by what was entered: they stand in
    the way of an award that is decided here. Raises `ActRefused` for what cannot have
    happened so, and for a tender that is on record already.
    """
    step = check_draft(entry.draft)
    with store.write() as work:
        require(work, actor, Act.ENTER_LATE, entry.draft.buyer_id)
        require(work, approver, Act.APPROVE_LATE_ENTRY, entry.draft.buyer_id)
        require_second(actor, approver, "Inläggning i efterhand", "Entering later")
        known = work.session.get(Tender, entry.draft.id)
        if known is not None:
            _check_same(work, known, entry)
            return unmet_conditions(work, known)
        check_possible(entry, step, work.now)
        _check_people(work, entry)
        _check_files(entry)
        write_draft(work, actor, entry.draft, step)
        tender = work.session.get_one(Tender, entry.draft.id)
        _write(work, actor, approver, tender, entry)
        return unmet_conditions(work, tender)


def _check_same(work: Work, tender: Tender, entry: Entry) -> None:
    made = late_entry_of(work, tender.id)
    if made is not None and made.file_sha256 == hashlib.sha256(entry.content).hexdigest():
        return
    raise refuse(
        "entering.exists",
        sv=f"Upphandlingen {tender.id} finns redan här"
        + (", inlagd ur en annan fil" if made else ""),
        en=f"Tender {tender.id} is here already" + (", entered from another file" if made else ""),
        todo_sv="Gör det som återstår här; det som är inlagt ändras inte",
        todo_en="Do what remains here; what has been entered does not change",
    )


def _check_people(work: Work, entry: Entry) -> None:
    """Staff may have left and have no role now; but they are in the register, on no other side."""
    for person_id in entry.facts.persons():
        person = actor_in(work, person_id)
        if person.organisation_id is not None:
            raise refuse(
                "entering.person",
                sv=f"{person.name} företräder en leverantör och kan inte ha handlat för"
                " myndigheten",
                en=f"{person.name} acts for a supplier and cannot have acted for the buyer",
                todo_sv="Ange den som gjorde det",
                todo_en="Name the one who did it",
            )


def _check_files(entry: Entry) -> None:
    made = entry.facts.decision
    named = [bid.file for bid in entry.facts.bids]
    if made is not None:
        named += [made.file, *(letter.file for letter in made.letters)]
    for name in named:
        if name is not None and name not in entry.files:
            raise _no_file(name)


def _no_file(name: str) -> ActRefused:
    return refuse(
        "entering.no_file",
        sv=f"Filen {name} som nämns är inte bifogad",
        en=f"The file {name} that is named does not come with it",
        todo_sv="Lägg den bredvid filen som läggs in",
        todo_en="Put it beside the file that is entered",
    )


def _write(work: Work, actor: Actor, approver: Actor, tender: Tender, entry: Entry) -> None:
    facts = entry.facts
    _published(work, tender, entry)
    # What comes before the bids may be told; how many entries come after would count them.
    begun = {"approved_by": approver.id, "file_sha256": hashlib.sha256(entry.content).hexdigest()}
    append(work, actor.id, "tender.entry_begun", tender.id, begun)
    bids = write_bids(work, tender, entry)
    if facts.opening is not None:
        work.session.add(
            Opening(
                tender_id=tender.id,
                opened_at=facts.opening.at,
                second_officer_id=facts.opening.second,
                **work.recorded(facts.opening.by),
            )
        )
        work.session.flush()
    if facts.decision is not None:
        write_award(work, actor, tender, facts.decision, entry, bids)
    row = _late_entry(work, actor, approver, tender, entry)
    said = {
        "approved_by": approver.id,
        "file_sha256": row.file_sha256,
        "through": row.through,
        "opened": facts.opening is not None,
        "decided": facts.decision is not None,
    }
    append(work, actor.id, "tender.entered", tender.id, said)
    take(work, CheckpointReason.AWARD if facts.decision else CheckpointReason.PUBLISH)


def _published(work: Work, tender: Tender, entry: Entry) -> None:
    sent = entry.facts.publication
    work.session.add(
        Publication(
            tender_id=tender.id,
            published_at=sent.at,
            approved_by=sent.approved_by,
            **work.recorded(sent.by),
        )
    )
    work.session.flush()
    for number, each in enumerate(entry.facts.extensions, start=1):
        work.session.add(
            DeadlineExtension(
                tender_id=tender.id,
                number=number,
                deadline_at=each.to,
                extended_at=each.at,
                approved_by=each.approved_by,
                reason_sv=each.reason.sv,
                reason_en=each.reason.en,
                **work.recorded(each.by),
            )
        )
        work.session.flush()


def _late_entry(
    work: Work, actor: Actor, approver: Actor, tender: Tender, entry: Entry
) -> LateEntry:
    row = LateEntry(
        tender_id=tender.id,
        number=1,
        entered_at=work.now,
        through=max(entry.facts.instants()),
        approved_by=approver.id,
        file_sha256=file_blob(work, entry.content, TEXT),
        source_sv=entry.facts.source.sv,
        source_en=entry.facts.source.en,
        **work.recorded(actor.id),
    )
    work.session.add(row)
    work.session.flush()
    return row
