"""Those who prepare and decide say whether they have a conflict of interest (jäv)."""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import col, select

from law.reasons import ActRefused, Cite, Reason, Text, refuse
from models.planning import TenderInterest
from models.store import Store, Work
from models.tender import Tender
from people.actors import Actor
from people.permissions import Act, require
from procurement.tenders.named import tender_or_refusal
from procurement.tenders.steps import steps_so_far
from registry.journal import append

# Förvaltningslag (2017:900): who has an interest (16 §) takes no part in the handling (17 §),
# and says so at once (18 §).
CONFLICT = Cite("FL", None, "17")


def declare_interest(
    store: Store, actor: Actor, tender_id: str, *, free: bool, statement: str
) -> None:
    """The actor's own statement. The same again changes nothing; the newest counts."""
    with store.write() as work:
        tender = tender_or_refusal(work, tender_id)
        require(work, actor, Act.DECLARE_INTEREST, tender.buyer_id)
        earlier = newest_interest(work, tender_id, actor.id)
        if earlier is not None and (earlier.free, earlier.statement) == (free, statement):
            return
        work.session.add(
            TenderInterest(
                tender_id=tender_id,
                person_id=actor.id,
                declared_at=work.now,
                free=free,
                statement=statement,
                **work.recorded(actor.id),
            )
        )
        work.session.flush()
        append(work, actor.id, "interest.declared", tender_id, {"free": free})


def newest_interest(work: Work, tender_id: str, person_id: str) -> TenderInterest | None:
    found = select(TenderInterest).where(
        col(TenderInterest.tender_id) == tender_id, col(TenderInterest.person_id) == person_id
    )
    return work.session.exec(found.order_by(col(TenderInterest.declared_at).desc())).first()


def declared_free(work: Work, tender_id: str) -> list[tuple[str, bool]]:
    """Each person's newest statement: whether there is no conflict. By person id."""
    found = select(TenderInterest).where(col(TenderInterest.tender_id) == tender_id)
    rows = work.session.exec(found.order_by(col(TenderInterest.declared_at)))
    return sorted({row.person_id: row.free for row in rows}.items())


def check_free(work: Work, tender_id: str, actors: Iterable[Actor]) -> None:
    """Raises `ActRefused` for somebody with a conflict, or who has not said (house rule)."""
    for actor in actors:
        declared = newest_interest(work, tender_id, actor.id)
        if declared is None:
            raise refuse(
                "interest.undeclared",
                sv=f"{actor.name} har inte lämnat någon jävsförklaring för {tender_id}",
                en=f"{actor.name} has not declared any interests in {tender_id}",
                todo_sv="Lämna den med tilldela tender declare",
                todo_en="Give it with tilldela tender declare",
            )
        if not declared.free:
            raise _conflict(actor, tender_id)


def check_no_conflict(work: Work, tender: Tender, actors: Iterable[Actor]) -> None:
    """Raises `ActRefused` for somebody whose newest statement in any step so far is a conflict.

    Whoever has one takes no part in the handling (FL 17 §); that all declare is asked when a
    step is called.
    """
    for actor in actors:
        for step in steps_so_far(work, tender):
            declared = newest_interest(work, step.id, actor.id)
            if declared is not None and not declared.free:
                raise _conflict(actor, step.id)


def _conflict(actor: Actor, tender_id: str) -> ActRefused:
    text = Text(
        f"{actor.name} har anmält jäv i {tender_id}",
        f"{actor.name} has declared a conflict of interest in {tender_id}",
    )
    return ActRefused(
        Reason("interest.conflict", text, CONFLICT),
        Text("Låt någon annan göra det", "Let somebody else do it"),
    )
