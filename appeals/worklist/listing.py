"""What is due when, for a lawyer or for all."""

from __future__ import annotations

from sqlmodel import col, select

from appeals.worklist.due import Due, in_order
from appeals.worklist.loading_tenders import due_in_one, tenders_with_work
from law.days import swedish_day
from models.parties import Role, RoleGrant
from models.store import Store, Work
from models.tender import Tender
from people.actors import actor_in


def worklist(store: Store, person_id: str | None = None) -> tuple[Due, ...]:
    """What is overdue first, then by day; for one person, theirs and what is nobody's.

    Raises `ActRefused` for a person who is not in the register.
    """
    with store.read() as work:
        found = all_due(work)
        if person_id is not None:
            actor_in(work, person_id)
            found = [due for due in found if person_id in for_whom(work, due)]
        return in_order(found, swedish_day(work.now))


def all_due(work: Work) -> list[Due]:
    """In every tender, past days too."""
    return [due for tender in tenders_with_work(work) for due in due_in_one(work, tender)]


def for_whom(work: Work, due: Due) -> frozenset[str]:
    """Those who handle it; where nobody does, every lawyer of the buyer's."""
    return due.persons or lawyers(work, work.session.get_one(Tender, due.tender_id).buyer_id)


def lawyers(work: Work, buyer_id: str) -> frozenset[str]:
    found = select(RoleGrant.person_id).where(
        col(RoleGrant.buyer_id) == buyer_id, col(RoleGrant.role) == Role.LEGAL_OFFICER
    )
    return frozenset(work.session.exec(found))
