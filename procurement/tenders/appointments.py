"""Who may open a tender's bids, and what bids are sealed by: read from the record."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import col, select

from law.reasons import ActRefused, Cite, refuse
from law.rulebook import Rulebook, applies
from models.sealed import OpenerAppointment, OpenerKey, TenderOpener
from models.store import Work
from models.tender import Tender
from procurement.tenders.vouched import require_all_there, require_vouched
from registry.sealing import OpenerPublicKey

FEWEST = 2
TWO_PERSONS = (Cite("LOU", 12, "10"), Cite("LUF", 12, "10"))


def two_persons_cite(tender: Tender) -> Cite | None:
    """The paragraph where it applies; elsewhere two persons are a house rule."""
    rulebook = Rulebook(tender.rulebook)
    return next((cite for cite in TWO_PERSONS if applies(rulebook, cite)), None)


def appointments(work: Work, tender_id: str) -> Sequence[OpenerAppointment]:
    """Oldest first."""
    rows = select(OpenerAppointment).where(col(OpenerAppointment.tender_id) == tender_id)
    found = work.session.exec(rows.order_by(col(OpenerAppointment.number))).all()
    require_all_there(work, OpenerAppointment, (tender_id,), len(found))
    return found


def newest_appointment(work: Work, tender: Tender) -> OpenerAppointment:
    """Raises `ActRefused` when there is none."""
    found = appointments(work, tender.id)
    if not found:
        raise no_openers(tender)
    return found[-1]


def openers_in(work: Work, appointment: OpenerAppointment) -> tuple[OpenerPublicKey, ...]:
    """By key id."""
    return tuple(public for public, _ in openers_and_holders(work, appointment))


def openers_and_holders(
    work: Work, appointment: OpenerAppointment
) -> tuple[tuple[OpenerPublicKey, str], ...]:
    """Each opener's public key with its person's id, by key id.

    Raises `RecordMeddled` for an opener, or a key, that nobody has appointed or registered.
    """
    rows = work.session.exec(
        select(TenderOpener, OpenerKey)
        .join(OpenerKey, col(OpenerKey.id) == col(TenderOpener.key_id))
        .where(
            col(TenderOpener.tender_id) == appointment.tender_id,
            col(TenderOpener.number) == appointment.number,
        )
        .order_by(col(TenderOpener.key_id))
    ).all()
    key = (appointment.tender_id, appointment.number)
    require_vouched(work, [appointment, *(row for pair in rows for row in pair)])
    require_all_there(work, TenderOpener, key, len(rows))
    return tuple(
        (OpenerPublicKey(key.id, bytes.fromhex(key.public_key), opener.outsider), key.person_id)
        for opener, key in rows
    )


def no_openers(tender: Tender) -> ActRefused:
    return refuse(
        "openers.too_few",
        sv=f"Upphandlingen {tender.id} har inte två förordnade anbudsöppnare med nyckel",
        en=f"Tender {tender.id} does not have two appointed openers with keys",
        todo_sv="Förordna minst två, helst tre, med tilldela keys appoint innan upphandlingen"
        " annonseras",
        todo_en="Appoint two at least, better three, with tilldela keys appoint before it is"
        " published",
        cite=two_persons_cite(tender),
    )
