"""Assessors declare their ties to the tenderers before they score anything.

Whoever has a tie to a bidder of a lot takes no part in that lot, from the declaration
on: equal treatment leaves no other choice (LOU 4:1, 19:2).
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import col, select

from law.reasons import ActRefused, refuse
from law.rulebook import Rulebook
from models.panel import ConflictDeclaration, DeclaredConflict
from models.parties import Organisation
from models.store import Store, Work
from models.tender import Bid, Lot, Opening, Tender
from people.actors import Actor
from people.permissions import Act, require
from procurement.panel.panels import (
    FEWEST,
    Assessor,
    bidders_of,
    not_on_panel,
    panel_of,
)
from procurement.tenders.lots import lock_lots_of
from procurement.tenders.named import tender_or_refusal
from procurement.tenders.provisions import Provision, provision
from registry.journal import append


def declare(
    store: Store,
    actor: Actor,
    tender_id: str,
    statement: str,
    organisations: Iterable[str] = (),
) -> None:
    """The actor's own declaration: a statement, and the tenderers to whom there is a tie.

    Possible from the opening on; before it nobody knows who bids. A tie declared stays:
    a later declaration adds. The same as the newest one is nothing new.
    """
    with store.write() as work:
        tender = tender_or_refusal(work, tender_id)
        require(work, actor, Act.SCORE, tender.buyer_id)
        check_opened(work, tender)
        lock_lots_of(work, tender_id)
        # Also whoever has left: the sheets handed in before go on counting.
        if panel_of(work, tender_id).find(actor.id) is None:
            raise not_on_panel(actor.name, tender_id)
        said, ties = statement.strip(), sorted(set(organisations))
        _check_said(work, tender_id, said, ties)
        newest = _newest(work, tender_id, actor.id)
        if newest is not None and (newest.statement, _ties_in(work, newest)) == (said, ties):
            return
        _write(work, actor, tender_id, said, ties)


def check_opened(work: Work, tender: Tender) -> None:
    if work.session.get(Opening, tender.id) is None:
        raise refuse(
            "panel.not_opened",
            sv=f"Anbuden i {tender.id} är inte öppnade, och ingen vet vilka som har lämnat anbud",
            en=f"The bids of {tender.id} have not been opened, and nobody knows who has bid",
            todo_sv="Vänta tills anbuden är öppnade",
            todo_en="Wait until the bids are opened",
        )


def require_present(work: Work, actor: Actor, tender_id: str) -> Assessor:
    """The actor as an assessor of the tender's panel. Raises `ActRefused`."""
    assessor = panel_of(work, tender_id).find(actor.id)
    if assessor is None or assessor.left:
        raise not_on_panel(actor.name, tender_id)
    return assessor


def require_fit(work: Work, actor: Actor, tender: Tender, lot: Lot) -> Assessor:
    """The actor as an assessor who has declared, and is not barred from the lot."""
    assessor = require_present(work, actor, tender.id)
    if not assessor.declared:
        raise refuse(
            "panel.not_declared",
            sv=f"{assessor.name} har inte lämnat någon jävsdeklaration för {tender.id}",
            en=f"{assessor.name} has not declared conflicts of interest in {tender.id}",
            todo_sv="Lämna jävsdeklarationen först",
            todo_en="Declare first",
        )
    if not assessor.ties.isdisjoint(bidders_of(work, lot.id)):
        raise refuse(
            "panel.conflict",
            sv=f"{assessor.name} har anmält bindning till en anbudsgivare i {lot.code} och får"
            " inte delta i bedömningen där",
            en=f"{assessor.name} has declared a tie to a tenderer in {lot.code} and may not take"
            " part in its evaluation",
            todo_sv="Låt de andra bedömarna göra det",
            todo_en="Leave it to the other assessors",
            cite=provision(Rulebook(tender.rulebook), Provision.PRINCIPLES),
        )
    return assessor


def too_few_left(lot: Lot, found: int) -> ActRefused:
    return refuse(
        "panel.too_few_left",
        sv=f"I {lot.code} finns {found} bedömningar som räknas, och det ska vara minst {FEWEST}",
        en=f"In {lot.code} there are {found} sheets that count, and there must be at least"
        f" {FEWEST}",
        todo_sv="Utse en bedömare till, som lämnar jävsdeklaration och bedömning",
        todo_en="Appoint another assessor, who declares and hands in a sheet",
    )


def _check_said(work: Work, tender_id: str, statement: str, ties: list[str]) -> None:
    if not statement:
        raise refuse(
            "conflict.statement",
            sv="Jävsdeklarationen säger ingenting",
            en="The declaration says nothing",
            todo_sv="Skriv vilka bindningar som finns, eller att inga finns",
            todo_en="Write which ties there are, or that there are none",
        )
    found = select(Bid.organisation_id).where(col(Bid.tender_id) == tender_id)
    bidders = set(work.session.exec(found))
    unknown = sorted(set(ties) - bidders)
    if unknown:
        known = work.session.get(Organisation, unknown[0])
        name = unknown[0] if known is None else known.name
        raise refuse(
            "conflict.not_tenderer",
            sv=f"{name} har inte lämnat anbud i {tender_id}",
            en=f"{name} has not bid in {tender_id}",
            todo_sv="Ange anbudsgivares id; andra bindningar skrivs i deklarationen",
            todo_en="Give ids of tenderers; other ties are written in the statement",
        )


def _newest(work: Work, tender_id: str, person_id: str) -> ConflictDeclaration | None:
    found = select(ConflictDeclaration).where(
        col(ConflictDeclaration.tender_id) == tender_id,
        col(ConflictDeclaration.person_id) == person_id,
    )
    return work.session.exec(found.order_by(col(ConflictDeclaration.declared_at).desc())).first()


def _ties_in(work: Work, declaration: ConflictDeclaration) -> list[str]:
    found = select(DeclaredConflict.organisation_id).where(
        col(DeclaredConflict.tender_id) == declaration.tender_id,
        col(DeclaredConflict.person_id) == declaration.person_id,
        col(DeclaredConflict.declared_at) == declaration.declared_at,
    )
    return sorted(work.session.exec(found))


def _write(work: Work, actor: Actor, tender_id: str, statement: str, ties: list[str]) -> None:
    key = (tender_id, actor.id, work.now)
    if work.session.get(ConflictDeclaration, key) is not None:
        raise refuse(
            "conflict.same_moment",
            sv="En annan deklaration har lämnats i samma ögonblick",
            en="Another declaration was made at this very moment",
            todo_sv="Lämna deklarationen igen",
            todo_en="Declare again",
        )
    work.session.add(
        ConflictDeclaration(
            tender_id=tender_id,
            person_id=actor.id,
            declared_at=work.now,
            statement=statement,
            **work.recorded(actor.id),
        )
    )
    work.session.flush()
    for organisation_id in ties:
        work.session.add(
            DeclaredConflict(
                tender_id=tender_id,
                person_id=actor.id,
                declared_at=work.now,
                organisation_id=organisation_id,
            )
        )
    work.session.flush()
    # Who is tied to whom is about a person, and who bid is secret: the table alone says it.
    append(work, actor.id, "conflict.declared", tender_id, {"ties": len(ties)})
