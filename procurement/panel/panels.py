"""Who scores a tender's bids: assessors with a chair, appointed, leaving, barred by ties."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from law.reasons import ActRefused, Basis, Text, refuse
from models.panel import (
    ConflictDeclaration,
    DeclaredConflict,
    PanelChair,
    PanelLeave,
    PanelMember,
)
from models.store import Store, Work
from models.tender import Bid, Lot, Tender
from people.actors import Actor, actor_in, person_names
from people.permissions import Act, require
from procurement.tenders.lots import lock_lots_of
from procurement.tenders.named import tender_or_refusal
from procurement.tenders.terms import StatedCriterion, award_terms
from registry.journal import append

# One person's scores are one person's opinion (house rule).
FEWEST = 2


@dataclass(frozen=True)
class Assessor:
    """`ties` are the tenderers to whom a tie is declared; `chair_since` the newest such order."""

    person_id: str
    name: str
    declared: bool
    left: bool
    ties: frozenset[str]
    chair_since: datetime | None


@dataclass(frozen=True)
class Panel:
    """The tender's assessors by id, those who have left included; nobody before one is appointed.

    `bidders` in the methods are the organisations that bid for the lot in question.
    """

    assessors: tuple[Assessor, ...]

    def find(self, person_id: str) -> Assessor | None:
        return next((each for each in self.assessors if each.person_id == person_id), None)

    @property
    def present(self) -> tuple[Assessor, ...]:
        return tuple(each for each in self.assessors if not each.left)

    def unbarred(self, bidders: Collection[str]) -> tuple[Assessor, ...]:
        """Those present who have no tie to any of the bidders."""
        return tuple(each for each in self.present if each.ties.isdisjoint(bidders))

    def chair(self, bidders: Collection[str] = ()) -> Assessor | None:
        """Of the unbarred, the one last appointed to the chair."""
        appointed = [
            (each.chair_since, each.person_id, each)
            for each in self.unbarred(bidders)
            if each.chair_since is not None
        ]
        return max(appointed)[2] if appointed else None


def panel_of(work: Work, tender_id: str) -> Panel:
    members = select(PanelMember.person_id).where(col(PanelMember.tender_id) == tender_id)
    left = select(PanelLeave.person_id).where(col(PanelLeave.tender_id) == tender_id)
    gone, declared = set(work.session.exec(left)), _declared(work, tender_id)
    ties, chairs, names = _ties(work, tender_id), _chairs(work, tender_id), person_names(work)
    return Panel(
        tuple(
            Assessor(
                each,
                names[each],
                each in declared,
                each in gone,
                frozenset(ties.get(each, ())),
                chairs.get(each),
            )
            for each in sorted(work.session.exec(members))
        )
    )


def _declared(work: Work, tender_id: str) -> set[str]:
    found = select(ConflictDeclaration.person_id).where(
        col(ConflictDeclaration.tender_id) == tender_id
    )
    return set(work.session.exec(found))


def _ties(work: Work, tender_id: str) -> dict[str, set[str]]:
    ties: dict[str, set[str]] = {}
    found = select(DeclaredConflict).where(col(DeclaredConflict.tender_id) == tender_id)
    for row in work.session.exec(found):
        ties.setdefault(row.person_id, set()).add(row.organisation_id)
    return ties


def _chairs(work: Work, tender_id: str) -> dict[str, datetime]:
    found = select(PanelChair).where(col(PanelChair.tender_id) == tender_id)
    rows = work.session.exec(found.order_by(col(PanelChair.appointed_at)))
    return {row.person_id: row.appointed_at for row in rows}


def bidders_of(work: Work, lot_id: str) -> frozenset[str]:
    """The organisations whose bids for the lot have been opened."""
    return frozenset(
        work.session.exec(select(Bid.organisation_id).where(col(Bid.lot_id) == lot_id))
    )


def pointed_criteria(tender: Tender) -> tuple[StatedCriterion, ...]:
    """The criteria that a panel gives points on, each with its scale.

    Raises `ActRefused` where the award model has none: levels are the bids' own.
    """
    terms = award_terms(tender.award_terms)
    if terms.pointed:
        return terms.criteria
    raise refuse(
        "panel.no_points",
        sv=f"I {tender.id} utvärderas anbuden efter pris och åtaganden i anbuden, så att inga"
        " bedömare behövs",
        en=f"In {tender.id} bids are evaluated by price and by what they commit to, so that no"
        " assessors are needed",
        todo_sv="Utvärdera anbuden direkt",
        todo_en="Evaluate the bids as they are",
        basis=Basis.TENDER_DOCUMENTS,
    )


def lot_or_refusal(work: Work, lot_id: str) -> Lot:
    lot = work.session.get(Lot, lot_id)
    if lot is None:
        raise refuse(
            "lot.unknown",
            sv=f"Det finns inget anbudsområde {lot_id}",
            en=f"There is no lot {lot_id}",
            todo_sv="Ange upphandlingens id och anbudsområdets kod, som STA-2025/L01",
            todo_en="Give the tender's id and the lot's code, as STA-2025/L01",
        )
    return lot


def appoint_panel(
    store: Store, actor: Actor, tender_id: str, members: Iterable[str], chair: str
) -> None:
    """Let these persons score the tender's bids, led by `chair`, who is one of the panel.

    Whoever is on the panel stays: this adds. The same again is nothing new. Raises
    `ActRefused` for a panel of fewer than two, for a person who may not score for the
    buyer (a tenderer's own people never), and for one who has left the panel.
    """
    with store.write() as work:
        tender = tender_or_refusal(work, tender_id)
        require(work, actor, Act.APPOINT_PANEL, tender.buyer_id)
        pointed_criteria(tender)
        lock_lots_of(work, tender_id)
        panel, named = panel_of(work, tender_id), sorted(set(members))
        for person_id in named:
            _check_fit(work, tender, panel, person_id)
        fresh = [each for each in named if panel.find(each) is None]
        present = {each.person_id for each in panel.present} | set(fresh)
        _check_panel(present, chair)
        now_chair = panel.chair()
        same_chair = now_chair is not None and now_chair.person_id == chair
        if fresh or not same_chair:
            _appoint(work, actor, tender_id, fresh, None if same_chair else chair)


def _check_fit(work: Work, tender: Tender, panel: Panel, person_id: str) -> None:
    person = actor_in(work, person_id)
    require(work, person, Act.SCORE, tender.buyer_id)
    assessor = panel.find(person_id)
    if assessor is not None and assessor.left:
        raise _gone(assessor)


def _gone(assessor: Assessor) -> ActRefused:
    return refuse(
        "panel.left",
        sv=f"{assessor.name} har lämnat bedömargruppen",
        en=f"{assessor.name} has left the panel",
        todo_sv="Utse någon annan",
        todo_en="Appoint somebody else",
    )


def _check_panel(present: Collection[str], chair: str) -> None:
    if len(present) < FEWEST:
        raise refuse(
            "panel.too_few",
            sv=f"En bedömargrupp har minst {FEWEST} bedömare, och här blir de {len(present)}",
            en=f"A panel has at least {FEWEST} assessors, and this one would have {len(present)}",
            todo_sv="Utse fler bedömare",
            todo_en="Appoint more assessors",
        )
    if chair not in present:
        raise refuse(
            "panel.chair",
            sv=f"Ordföranden {chair} är inte en av bedömarna",
            en=f"The chair {chair} is not one of the assessors",
            todo_sv="Utse ordföranden till bedömare också, eller välj en av dem",
            todo_en="Appoint the chair as an assessor too, or choose one of them",
        )


def _appoint(
    work: Work, actor: Actor, tender_id: str, fresh: Collection[str], chair: str | None
) -> None:
    for person_id in fresh:
        work.session.add(
            PanelMember(
                tender_id=tender_id,
                person_id=person_id,
                appointed_at=work.now,
                **work.recorded(actor.id),
            )
        )
    work.session.flush()
    if chair is not None:
        _check_moment(work, tender_id)
        work.session.add(
            PanelChair(
                tender_id=tender_id,
                appointed_at=work.now,
                person_id=chair,
                **work.recorded(actor.id),
            )
        )
        work.session.flush()
    said = {"members": list(fresh)} | ({} if chair is None else {"chair": chair})
    append(work, actor.id, "panel.appointed", tender_id, said)


def _check_moment(work: Work, tender_id: str) -> None:
    """Two chairs of one moment would leave nobody knowing who leads."""
    if work.session.get(PanelChair, (tender_id, work.now)) is not None:
        raise refuse(
            "panel.same_moment",
            sv="En annan ordförande har utsetts i samma ögonblick",
            en="Another chair was appointed at this very moment",
            todo_sv="Gör om åtgärden, om den andra ordföranden inte ska leda gruppen",
            todo_en="Repeat the act, if the other chair is not to lead the panel",
        )


def leave_panel(store: Store, actor: Actor, tender_id: str, person_id: str, reason: Text) -> None:
    """Record that the person no longer scores, and why; once, and for good.

    Sheets handed in before go on counting, so that no scores can be got rid of by
    getting rid of who gave them; only a declared tie takes a sheet away.
    """
    with store.write() as work:
        tender = tender_or_refusal(work, tender_id)
        require(work, actor, Act.APPOINT_PANEL, tender.buyer_id)
        lock_lots_of(work, tender_id)
        assessor = panel_of(work, tender_id).find(person_id)
        if assessor is None:
            raise not_on_panel(actor_in(work, person_id).name, tender_id)
        if assessor.left:
            return
        if not (reason.sv.strip() and reason.en.strip()):
            raise _no_reason()
        work.session.add(
            PanelLeave(
                tender_id=tender_id,
                person_id=person_id,
                left_at=work.now,
                reason_sv=reason.sv,
                reason_en=reason.en,
                **work.recorded(actor.id),
            )
        )
        work.session.flush()
        append(work, actor.id, "panel.left", tender_id, {"person": person_id})


def _no_reason() -> ActRefused:
    return refuse(
        "panel.leave_reason",
        sv="Varför bedömaren lämnar gruppen är inte angivet",
        en="Why the assessor leaves the panel is not stated",
        todo_sv="Ange skälet",
        todo_en="State the reason",
    )


def not_on_panel(name: str, tender_id: str) -> ActRefused:
    return refuse(
        "panel.not_member",
        sv=f"{name} är inte bedömare i {tender_id}",
        en=f"{name} is not an assessor of {tender_id}",
        todo_sv="Låt upphandlingschefen utse personen, eller en av bedömarna utföra steget",
        todo_en="Have the head of procurement appoint that person, or an assessor do it",
    )
