"""What tenderers answer in their own declarations (ESPD), and what such an answer is worth.

A declaration is provisional proof: enough for ranking and for those who do not win, never
for the winner, whose evidence is asked for before the decision. An answer of "not met"
stands until a control says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import col, select

from law.reasons import Basis, Reason, Text, refuse
from law.rulebook import Rulebook
from models.qualification import SelfDeclaration
from models.store import Store, Work
from models.tender import Bid, Requirement
from people.actors import Actor
from people.permissions import Act, require
from procurement.tenders.lots import lock_lots_of
from procurement.tenders.named import tender_or_refusal
from procurement.tenders.provisions import Provision, own_provision
from registry.journal import append


@dataclass(frozen=True)
class Answer:
    """Whether the tenderer says that it meets a requirement, and in what words."""

    met: bool
    statement: str = ""


def record_declaration(
    store: Store, actor: Actor, bid_id: str, answers: Mapping[str, Answer]
) -> int:
    """Record the answers by the requirement's code; returns how many were new.

    An answer that says what the newest one says is left out. Raises `ActRefused` for a bid
    or a requirement that is not there, and for a second answer of the same moment.
    """
    with store.write() as work:
        bid = bid_or_refusal(work, bid_id)
        tender = tender_or_refusal(work, bid.tender_id)
        require(work, actor, Act.CONTROL, tender.buyer_id)
        lock_lots_of(work, tender.id)
        codes = _codes(work, tender.id)
        _check_codes(answers, codes)
        newest = newest_declarations(work, tender.id)
        fresh = {
            codes[code]: answer
            for code, answer in sorted(answers.items())
            if not _says(newest.get((bid_id, codes[code])), answer)
        }
        for requirement_id, answer in fresh.items():
            _check_later(work, newest.get((bid_id, requirement_id)))
            work.session.add(
                SelfDeclaration(
                    bid_id=bid_id,
                    requirement_id=requirement_id,
                    declared_at=work.now,
                    met=answer.met,
                    statement=answer.statement,
                    **work.recorded(actor.id),
                )
            )
        if fresh:
            work.session.flush()
            said = {requirement_id: answer.met for requirement_id, answer in fresh.items()}
            append(work, actor.id, "declaration.recorded", bid_id, {"met": said})
        return len(fresh)


def newest_declarations(work: Work, tender_id: str) -> dict[tuple[str, str], SelfDeclaration]:
    """(bid, requirement) → the answer that governs: the newest."""
    rows = work.session.exec(
        select(SelfDeclaration)
        .join(Requirement, col(Requirement.id) == col(SelfDeclaration.requirement_id))
        .where(col(Requirement.tender_id) == tender_id)
        .order_by(col(SelfDeclaration.declared_at))
    ).all()
    return {(row.bid_id, row.requirement_id): row for row in rows}


def provisional(rulebook: Rulebook) -> Reason:
    """What a declaration is worth in the tender, and on what ground."""
    text = Text(
        "En egen försäkran godtas preliminärt, men den som ska tilldelas visar aktuella bevis"
        " före beslutet",
        "A self-declaration is accepted provisionally, but whoever is to be awarded shows current"
        " evidence before the decision",
    )
    place = own_provision(rulebook, Provision.DECLARATION)
    if place is not None:
        return Reason("declaration.provisional", text, place)
    # Chapter 15 does not apply under chapter 19 (19:1): the documents say so, or nobody does.
    return Reason("declaration.provisional", text, basis=Basis.TENDER_DOCUMENTS)


def bid_or_refusal(work: Work, bid_id: str) -> Bid:
    bid = work.session.get(Bid, bid_id)
    if bid is None:
        raise refuse(
            "bid.unknown",
            sv=f"Det finns inget öppnat anbud {bid_id} här",
            en=f"There is no opened bid {bid_id} here",
            todo_sv="Kontrollera beteckningen, och att anbuden är öppnade",
            todo_en="Check the id, and that the bids have been opened",
        )
    return bid


def _codes(work: Work, tender_id: str) -> dict[str, str]:
    rows = work.session.exec(
        select(Requirement).where(col(Requirement.tender_id) == tender_id)
    ).all()
    return {row.code: row.id for row in rows}


def _check_codes(answers: Mapping[str, Answer], codes: Mapping[str, str]) -> None:
    unknown = sorted(answers.keys() - codes.keys())
    if unknown:
        raise refuse(
            "declaration.requirement",
            sv=f"Det finns inget krav {', '.join(unknown)} i upphandlingen",
            en=f"There is no requirement {', '.join(unknown)} in the tender",
            todo_sv="Ange kravens egna beteckningar",
            todo_en="Give the requirements' own codes",
        )


def _says(newest: SelfDeclaration | None, answer: Answer) -> bool:
    return newest is not None and (newest.met, newest.statement) == (answer.met, answer.statement)


def _check_later(work: Work, newest: SelfDeclaration | None) -> None:
    if newest is not None and newest.declared_at >= work.now:
        raise refuse(
            "declaration.same_moment",
            sv="Ett annat svar på samma krav är antecknat i samma ögonblick",
            en="Another answer about the same requirement was recorded at this very moment",
            todo_sv="Anteckna en försäkran i taget",
            todo_en="Record one declaration at a time",
        )
