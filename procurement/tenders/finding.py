"""Find tenders as people speak of them: by diary number, by title, by a piece of the id."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from law.reasons import Text, refuse
from models.store import Store, Work
from models.tender import Opening, Publication, Tender
from procurement.tenders.deadlines import deadline_of


def tender_named(work: Work, given: str) -> Tender | None:
    """By its id or its diary number, however the letters are cased; None where nothing is it.

    Raises `ActRefused` for a name that is several.
    """
    exact = work.session.get(Tender, given)
    if exact is not None:
        return exact
    folded = given.strip().casefold()
    tenders = _tenders(work)
    same_id = [each for each in tenders if each.id.casefold() == folded]
    found = same_id or [each for each in tenders if each.diary_number.casefold() == folded]
    if len(found) > 1:
        ids = ", ".join(each.id for each in found)
        raise refuse(
            "tender.several",
            sv=f"{given} är flera upphandlingar: {ids}",
            en=f"{given} is several tenders: {ids}",
            todo_sv="Ange ett av dem",
            todo_en="Name one of them",
        )
    return found[0] if found else None


def _tenders(work: Work) -> Sequence[Tender]:
    return work.session.exec(select(Tender).order_by(col(Tender.id))).all()


@dataclass(frozen=True)
class FoundTender:
    """`published_at`, `deadline_at` and `opened_at` are None where there is none (yet)."""

    id: str
    diary_number: str
    title: Text
    procedure: str
    step: str
    published_at: datetime | None
    deadline_at: datetime | None
    opened_at: datetime | None


def find_tenders(store: Store, text: str = "") -> tuple[FoundTender, ...]:
    """All whose id, diary number or title in either language holds the text, by id."""
    wanted = text.strip().casefold()
    with store.read() as work:
        return tuple(
            _found(work, each)
            for each in _tenders(work)
            if any(wanted in said.casefold() for said in _said(each))
        )


def _said(tender: Tender) -> tuple[str, ...]:
    return tender.id, tender.diary_number, tender.title_sv, tender.title_en


def _found(work: Work, tender: Tender) -> FoundTender:
    publication = work.session.get(Publication, tender.id)
    opening = work.session.get(Opening, tender.id)
    return FoundTender(
        id=tender.id,
        diary_number=tender.diary_number,
        title=Text(tender.title_sv, tender.title_en),
        procedure=tender.procedure,
        step=tender.step,
        published_at=publication.published_at if publication else None,
        deadline_at=None if tender.bid_deadline_at is None else deadline_of(work, tender),
        opened_at=opening.opened_at if opening else None,
    )
