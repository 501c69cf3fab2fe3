"""Which lawyer handles a matter."""

from __future__ import annotations

from sqlmodel import col, select

from appeals.docket.named import matter_named
from law.reasons import refuse
from models.lawyers import MatterAssignment
from models.parties import Role
from models.store import Store, Work
from people.actors import Actor, actor_in
from people.permissions import Act, require
from registry.journal import append


def assign_matter(store: Store, actor: Actor, matter_id: str, person_id: str) -> int:
    """Gives the assignment's number; the same person again is the same assignment.

    Raises `ActRefused` for somebody who is not a legal officer of the buyer's.
    """
    with store.write() as work:
        matter, tender = matter_named(work, matter_id)
        require(work, actor, Act.ASSIGN_MATTER, tender.buyer_id)
        lawyer = actor_in(work, person_id)
        if not lawyer.holds(Role.LEGAL_OFFICER, tender.buyer_id):
            raise refuse(
                "docket.not_a_lawyer",
                sv=f"{lawyer.name} är inte jurist hos myndigheten",
                en=f"{lawyer.name} is not a legal officer of this buyer",
                todo_sv="Fördela ärendet på någon med rollen jurist",
                todo_en="Assign the matter to somebody with the role legal officer",
            )
        # Two at once stand in line here: the number is the next one.
        work.lock_tender(tender.id)
        newest = newest_assignment(work, matter.id)
        if newest is not None and newest.person_id == person_id:
            return newest.number
        number = newest.number + 1 if newest else 1
        work.session.add(
            MatterAssignment(
                matter_id=matter.id,
                number=number,
                person_id=person_id,
                assigned_at=work.now,
                **work.recorded(actor.id),
            )
        )
        work.session.flush()
        said = {"person": person_id, "number": number}
        append(work, actor.id, "matter.assigned", matter.id, said)
        return number


def newest_assignment(work: Work, matter_id: str) -> MatterAssignment | None:
    found = select(MatterAssignment).where(col(MatterAssignment.matter_id) == matter_id)
    return work.session.exec(found.order_by(col(MatterAssignment.number).desc())).first()
