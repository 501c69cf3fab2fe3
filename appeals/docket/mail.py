"""The mail register of a matter: what came in, and what went out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from appeals.docket.attached import Attached, file_attached, media_type_of
from appeals.docket.named import matter_named
from law.days import STOCKHOLM
from law.reasons import refuse
from models.lawyers import Direction, MatterMail
from models.store import Store, Work
from people.actors import Actor
from people.permissions import Act, require
from registry.journal import append


@dataclass(frozen=True)
class MailItem:
    """`correspondent`: the court, or a party; `about`: what it is about, in a line."""

    direction: Direction
    at: datetime
    correspondent: str
    about: str
    file: Attached | None = None


def register_mail(store: Store, actor: Actor, matter_id: str, item: MailItem) -> int:
    """Gives the number in the register; the same letter at the same time is the same entry.

    The journal has neither correspondent nor subject: they may name people. Raises `ActRefused`
    for one from the future, an empty field, and a file that is not taken in.
    """
    _check_worded(item)
    media_type = media_type_of(item.file) if item.file else None
    with store.write() as work:
        matter, tender = matter_named(work, matter_id)
        require(work, actor, Act.KEEP_DOCKET, tender.buyer_id)
        if item.at > work.now:
            when = item.at.astimezone(STOCKHOLM).isoformat()
            raise refuse(
                "mail.in_future",
                sv=f"Försändelsen har en tidpunkt som inte har inträffat ({when})",
                en=f"The letter is dated in the future ({when})",
                todo_sv="Ange när den kom eller gick",
                todo_en="State when it came or went",
            )
        work.lock_tender(tender.id)
        entered = mail_of(work, matter.id)
        for row in entered:
            if _says(row) == _said(item):
                return row.number
        row = MatterMail(
            matter_id=matter.id,
            number=len(entered) + 1,
            direction=item.direction,
            at=item.at,
            correspondent=item.correspondent.strip(),
            about=item.about.strip(),
            document_sha256=file_attached(work, item.file, media_type),
            **work.recorded(actor.id),
        )
        work.session.add(row)
        work.session.flush()
        said = {
            "number": row.number,
            "direction": item.direction.value,
            "at": item.at,
            "sha256": row.document_sha256,
        }
        append(work, actor.id, "mail.registered", matter.id, said)
        return row.number


def mail_of(work: Work, matter_id: str) -> Sequence[MatterMail]:
    """In the order in which it was registered."""
    found = select(MatterMail).where(col(MatterMail.matter_id) == matter_id)
    return work.session.exec(found.order_by(col(MatterMail.number))).all()


def _says(row: MatterMail) -> tuple[object, ...]:
    return row.direction, row.at, row.correspondent, row.about, row.document_sha256


def _said(item: MailItem) -> tuple[object, ...]:
    sha256 = item.file.sha256 if item.file else None
    return item.direction.value, item.at, item.correspondent.strip(), item.about.strip(), sha256


def _check_worded(item: MailItem) -> None:
    if not item.correspondent.strip() or not item.about.strip():
        raise refuse(
            "mail.empty",
            sv="Vem försändelsen är till eller från, eller vad den gäller, är inte angivet",
            en="Who the letter is to or from, or what it is about, is not stated",
            todo_sv="Ange båda",
            todo_en="State both",
        )
