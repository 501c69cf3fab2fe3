"""Powers of attorney in a matter: who may act for whom, from when, and until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from appeals.docket.attached import Attached, file_attached, media_type_of
from appeals.docket.named import matter_named
from law.reasons import refuse
from models.lawyers import PowerOfAttorney, Principal
from models.store import Store, Work
from people.actors import Actor
from people.permissions import Act, require
from registry.journal import append


@dataclass(frozen=True)
class Mandate:
    """`attorney` may act for `principal` from one day through the other, if that is said."""

    principal: Principal
    attorney: str
    valid_from: date
    file: Attached
    valid_until: date | None = None


def register_mandate(store: Store, actor: Actor, matter_id: str, mandate: Mandate) -> int:
    """Gives the number in the matter; the same power of attorney is the same entry.

    The journal does not have the attorney's name. Raises `ActRefused` for days that cannot
    be, no name, and a file that is not taken in.
    """
    _check(mandate)
    media_type = media_type_of(mandate.file)
    with store.write() as work:
        matter, tender = matter_named(work, matter_id)
        require(work, actor, Act.KEEP_DOCKET, tender.buyer_id)
        work.lock_tender(tender.id)
        entered = mandates_of(work, matter.id)
        for row in entered:
            if _says(row) == _said(mandate):
                return row.number
        sha256 = file_attached(work, mandate.file, media_type)
        row = PowerOfAttorney(
            matter_id=matter.id,
            number=len(entered) + 1,
            principal=mandate.principal,
            attorney=mandate.attorney.strip(),
            valid_from=mandate.valid_from,
            valid_until=mandate.valid_until,
            document_sha256=sha256 or "",
            **work.recorded(actor.id),
        )
        work.session.add(row)
        work.session.flush()
        said = {
            "number": row.number,
            "principal": mandate.principal.value,
            "valid_from": mandate.valid_from,
            "valid_until": mandate.valid_until,
            "sha256": sha256,
        }
        append(work, actor.id, "mandate.registered", matter.id, said)
        return row.number


def mandates_of(work: Work, matter_id: str) -> Sequence[PowerOfAttorney]:
    """In the order in which they were registered."""
    found = select(PowerOfAttorney).where(col(PowerOfAttorney.matter_id) == matter_id)
    return work.session.exec(found.order_by(col(PowerOfAttorney.number))).all()


def _says(row: PowerOfAttorney) -> tuple[object, ...]:
    days = row.valid_from, row.valid_until
    return row.principal, row.attorney, *days, row.document_sha256


def _said(mandate: Mandate) -> tuple[object, ...]:
    days = mandate.valid_from, mandate.valid_until
    return mandate.principal.value, mandate.attorney.strip(), *days, mandate.file.sha256


def _check(mandate: Mandate) -> None:
    if not mandate.attorney.strip():
        raise refuse(
            "mandate.empty",
            sv="Ombudet är inte angivet",
            en="The attorney is not named",
            todo_sv="Ange vem fullmakten gäller",
            todo_en="Name whom the power of attorney is for",
        )
    if mandate.valid_until is not None and mandate.valid_until < mandate.valid_from:
        raise refuse(
            "mandate.days",
            sv=f"Fullmakten kan inte gälla från {mandate.valid_from} till {mandate.valid_until}",
            en=f"The power of attorney cannot be valid from {mandate.valid_from} until"
            f" {mandate.valid_until}",
            todo_sv="Rätta dagarna efter fullmakten",
            todo_en="Correct the days by the document",
        )
