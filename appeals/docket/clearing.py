"""What a lawyer finds not to hold a lot: a tie to another lot, or a remand. Two persons."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import col, select

from appeals.docket.court_entry import act_id_of
from appeals.docket.known import lock_every_lot
from appeals.docket.named import lot_named, matter_named
from appeals.facts import CourtEvent, LotFacts
from appeals.loading import load_waiting_facts
from law.reasons import ActRefused, Text, refuse
from models.lawyers import Clearing, ClearingKind
from models.review import CourtAct, Matter
from models.store import Store, Work
from models.tender import Lot, Tender
from people.actors import Actor
from people.permissions import Act, require, require_second
from registry.journal import append


@dataclass(frozen=True)
class Found:
    """What may be cleared: a tied lot, or a remand in the version that is known now."""

    kind: ClearingKind
    tied_lot_id: str | None = None
    act_id: str | None = None
    act_version: int | None = None


def clear_tie(
    store: Store, actor: Actor, second: Actor, lot_id: str, tied_code: str, ground: Text
) -> int:
    """The lot is concluded although another, tied to it, is held. Gives the entry's number.

    The ground says why that one's outcome cannot change this one's. It speaks of what is on
    the docket now: what comes in later holds the lot anew. Raises `ActRefused` where no such
    tie holds the lot.
    """
    with store.write() as work:
        lot, facts, decision_id = _begun(work, (actor, second), lot_id)
        tie = next((each for each in facts.ties if each.lot_code == tied_code), None)
        if tie is None or not (tie.held or tie.withdrawn):
            raise _no_tie(lot, tied_code)
        found = Found(ClearingKind.TIE, tied_lot_id=f"{lot.tender_id}/{tied_code}")
        return _cleared(work, (actor, second), (lot, decision_id), found, ground, tie.cleared)


def clear_remand(
    store: Store, actor: Actor, second: Actor, lot_id: str, matter_id: str, ground: Text
) -> int:
    """The lot is concluded although a higher court has sent its case back.

    Raises `ActRefused` where no remand in the matter holds the lot.
    """
    with store.write() as work:
        lot, facts, decision_id = _begun(work, (actor, second), lot_id)
        matter, _ = matter_named(work, matter_id)
        remands = [
            remand
            for case in facts.cases
            if case.case_number == matter.case_number
            for remand in case.remands
        ]
        if not remands:
            raise _no_remand(lot, matter)
        remand = min(remands, key=lambda each: (each.cleared, each.decided_on, each.number))
        act = _act(work, matter, remand)
        found = Found(ClearingKind.REMAND, act_id=act.id, act_version=act.version)
        return _cleared(work, (actor, second), (lot, decision_id), found, ground, remand.cleared)


def _begun(work: Work, persons: tuple[Actor, Actor], lot_id: str) -> tuple[Lot, LotFacts, str]:
    """Both persons may do it, every lot is locked, and there is a decision that it is about."""
    lot, tender = lot_named(work, lot_id)
    _check_persons(work, *persons, tender)
    # A tie is read from other lots.
    lock_every_lot(work, tender.id)
    facts = load_waiting_facts(work, lot.id)
    if facts.decision is None or facts.concluded_at is not None:
        raise refuse(
            "clearing.nothing",
            sv=f"{lot.code} väntar inte på något avtal",
            en=f"{lot.code} does not await a contract",
            todo_sv="Se vad som gäller med tilldela lots",
            todo_en="See what is so with tilldela lots",
        )
    return lot, facts, facts.decision.id


def _check_persons(work: Work, actor: Actor, second: Actor, tender: Tender) -> None:
    require(work, actor, Act.CLEAR_HOLD, tender.buyer_id)
    require_second(actor, second, "Att lyfta ett hinder", "To clear a hold")
    require(work, second, Act.APPROVE_CLEARING, tender.buyer_id)


def _act(work: Work, matter: Matter, remand: CourtEvent) -> CourtAct:
    """The remand's newest version."""
    act_id = act_id_of(matter.id, remand.court, remand.kind, remand.decided_on, remand.number)
    found = select(CourtAct).where(col(CourtAct.id) == act_id)
    return work.session.exec(found.order_by(col(CourtAct.version))).all()[-1]


def _cleared(
    work: Work,
    persons: tuple[Actor, Actor],
    about: tuple[Lot, str],
    found: Found,
    ground: Text,
    cleared: bool,
) -> int:
    """Writes it, unless the same ground clears it already."""
    (actor, second), (lot, decision_id) = persons, about
    earlier = _earlier(work, lot.id)
    if cleared:
        same = [row for row in earlier if _says(row) == (found, ground)]
        if same:
            return same[-1].number
        raise _cleared_already(lot)
    row = Clearing(
        lot_id=lot.id,
        number=len(earlier) + 1,
        decision_id=decision_id,
        kind=found.kind,
        tied_lot_id=found.tied_lot_id,
        act_id=found.act_id,
        act_version=found.act_version,
        cleared_at=work.now,
        approved_by=second.id,
        ground_sv=ground.sv,
        ground_en=ground.en,
        **work.recorded(actor.id),
    )
    work.session.add(row)
    work.session.flush()
    said = {
        "decision": row.decision_id,
        "kind": found.kind.value,
        "tied_lot": found.tied_lot_id,
        "act": found.act_id,
        "act_version": found.act_version,
        "number": row.number,
        "approved_by": second.id,
    }
    append(work, actor.id, "hold.cleared", lot.id, said)
    return row.number


def _earlier(work: Work, lot_id: str) -> list[Clearing]:
    found = select(Clearing).where(col(Clearing.lot_id) == lot_id)
    return list(work.session.exec(found.order_by(col(Clearing.number))).all())


def _says(row: Clearing) -> tuple[Found, Text]:
    found = Found(ClearingKind(row.kind), row.tied_lot_id, row.act_id, row.act_version)
    return found, Text(row.ground_sv, row.ground_en)


def _no_tie(lot: Lot, tied_code: str) -> ActRefused:
    return refuse(
        "clearing.no_tie",
        sv=f"Ingen knytning till {tied_code} hindrar avtalet för {lot.code}",
        en=f"No tie to {tied_code} holds the contract for {lot.code}",
        todo_sv="Se vad som hindrar avtalet med tilldela lots",
        todo_en="See what holds the contract with tilldela lots",
    )


def _no_remand(lot: Lot, matter: Matter) -> ActRefused:
    number = matter.case_number
    return refuse(
        "clearing.no_remand",
        sv=f"Ingen återförvisning i mål {number} hindrar avtalet för {lot.code}",
        en=f"No remand in case {number} holds the contract for {lot.code}",
        todo_sv="Se vad som hindrar avtalet med tilldela lots",
        todo_en="See what holds the contract with tilldela lots",
    )


def _cleared_already(lot: Lot) -> ActRefused:
    return refuse(
        "clearing.already",
        sv=f"Hindret för {lot.code} är redan lyft, på en annan grund",
        en=f"The hold on {lot.code} has already been cleared, on another ground",
        todo_sv="Inget mer behöver göras; den antecknade grunden gäller",
        todo_en="Nothing more need be done; the recorded ground stands",
    )
