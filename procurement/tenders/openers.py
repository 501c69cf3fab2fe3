"""Appoint those who open the bids, tell bidders what to seal by, and prove that pairs can open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import col, select

from law.reasons import Text, refuse
from models.parties import Role
from models.sealed import (
    KeyEndReason,
    OpenerAppointment,
    OpenerKey,
    OpenerRehearsal,
    TenderOpener,
)
from models.store import Store, Work
from models.tender import Opening, Publication, Tender
from people.actors import Actor, actor_in, person_names
from people.permissions import Act, require, require_second
from procurement.tenders.appointments import (
    FEWEST,
    appointments,
    newest_appointment,
    no_openers,
    openers_and_holders,
    openers_in,
    two_persons_cite,
)
from procurement.tenders.deadlines import bids_opened, deadline_of, deadlines_ever
from procurement.tenders.lots import lots_of
from procurement.tenders.named import tender_or_refusal
from procurement.tenders.vouched import require_vouched
from registry.installation_keys import keys_of
from registry.journal import append
from registry.opener_register import live_key, put_end, put_key, require_holder, unknown_key
from registry.sealing import (
    OpenerPublicKey,
    SealingInstructions,
    pairs_of,
    signed_instructions,
)


@dataclass(frozen=True)
class Appointed:
    """`warning` says what a lost key would mean, when there are only two."""

    number: int
    warning: Text | None


def appoint_openers(
    store: Store,
    actor: Actor,
    tender_id: str,
    person_ids: Iterable[str],
    *,
    strict: bool = False,
    second: Actor | None = None,
) -> Appointed:
    """Who opens the bids from now on; whoever is not named is replaced.

    What is sealed already stays sealed to those before. `strict`: in every pair is an
    outsider, such as somebody from a chamber of commerce. The same ones again is no
    new appointment. Once bids may be sealed, it takes `second` as well (house rule),
    and outsiders that tenderers have been promised stay.
    """
    with store.write() as work:
        work.lock_tender(tender_id)
        tender = tender_or_refusal(work, tender_id)
        require(work, actor, Act.APPOINT_OPENERS, tender.buyer_id)
        if work.session.get(Opening, tender_id) is not None:
            raise bids_opened(tender_id)
        keys = [_key_of(work, tender, person_id) for person_id in sorted(set(person_ids))]
        _check_enough(tender, keys, strict)
        earlier = appointments(work, tender_id)
        if not (earlier and _is_same(work, earlier[-1], keys, strict)):
            _check_published(work, actor, second, tender, strict)
        return _appoint(work, actor, tender, keys, strict, second)


def _check_published(
    work: Work, actor: Actor, second: Actor | None, tender: Tender, strict: bool
) -> None:
    if work.session.get(Publication, tender.id) is None:
        return
    if second is None:
        raise refuse(
            "openers.second",
            sv=f"Upphandlingen {tender.id} är annonserad, och att byta anbudsöppnare kräver två",
            en=f"Tender {tender.id} has been published, and changing its openers takes two",
            todo_sv="Ange också den som godkänner med --second",
            todo_en="Name the one who approves as well, with --second",
        )
    require(work, second, Act.APPROVE_APPOINTMENT, tender.buyer_id)
    require_second(actor, second, "Att byta anbudsöppnare", "Changing the openers")
    # One that was published elsewhere, and entered here later, has none from before.
    earlier = appointments(work, tender.id)
    if earlier and earlier[-1].strict and not strict:
        raise refuse(
            "openers.strict",
            sv=f"Upphandlingen {tender.id} är annonserad med en utomstående i varje öppnande par",
            en=f"Tender {tender.id} was published with an outsider in every pair that opens",
            todo_sv="Förordna med --strict även nu",
            todo_en="Appoint with --strict now as well",
            cite=two_persons_cite(tender),
        )


def _key_of(work: Work, tender: Tender, person_id: str) -> OpenerPublicKey:
    person = actor_in(work, person_id)
    require(work, person, Act.HOLD_OPENER_KEY, tender.buyer_id)
    key = live_key(work, person_id)
    if key is None:
        raise refuse(
            "openers.no_key",
            sv=f"{person.name} har ingen registrerad öppningsnyckel",
            en=f"{person.name} has no opener's key in the register",
            todo_sv="Låt personen skapa och registrera en nyckel först",
            todo_en="Let that person make and register a key first",
        )
    return _public(work, tender, key)


def _public(work: Work, tender: Tender, key: OpenerKey) -> OpenerPublicKey:
    roles = {
        role for buyer, role in actor_in(work, key.person_id).roles if buyer == tender.buyer_id
    }
    # Whoever also works for the buyer is no outsider, whatever the other role says.
    outsider = roles == {Role.OUTSIDE_OPENER}
    return OpenerPublicKey(key.id, bytes.fromhex(key.public_key), outsider)


def _check_enough(tender: Tender, keys: Sequence[OpenerPublicKey], strict: bool) -> None:
    if len(keys) < FEWEST:
        raise no_openers(tender)
    if strict and not pairs_of(keys, strict):
        raise refuse(
            "openers.no_outsider",
            sv="Ingen av anbudsöppnarna är utomstående, vilket varje par skulle innehålla",
            en="None of the openers is an outsider, one of whom every pair was to hold",
            todo_sv="Förordna någon utomstående, till exempel från en handelskammare",
            todo_en="Appoint somebody from outside, such as a chamber of commerce",
            cite=two_persons_cite(tender),
        )


def _appoint(
    work: Work,
    actor: Actor,
    tender: Tender,
    keys: Sequence[OpenerPublicKey],
    strict: bool,
    second: Actor | None = None,
) -> Appointed:
    warning = _only_two(keys)
    earlier = appointments(work, tender.id)
    if earlier and _is_same(work, earlier[-1], keys, strict):
        return Appointed(earlier[-1].number, warning)
    number = len(earlier) + 1
    row = OpenerAppointment(
        tender_id=tender.id,
        number=number,
        strict=strict,
        appointed_at=work.now,
        **work.recorded(actor.id),
    )
    work.session.add(row)
    work.session.flush()
    for key in keys:
        work.session.add(
            TenderOpener(
                tender_id=tender.id, number=number, key_id=key.key_id, outsider=key.outsider
            )
        )
    work.session.flush()
    said = {
        "number": number,
        "strict": strict,
        "keys": sorted(key.key_id for key in keys),
        "outsiders": sorted(key.key_id for key in keys if key.outsider),
    }
    approved = {"approved_by": second.id} if second else {}
    append(work, actor.id, "openers.appointed", tender.id, said | approved)
    return Appointed(number, warning)


def _is_same(
    work: Work, newest: OpenerAppointment, keys: Sequence[OpenerPublicKey], strict: bool
) -> bool:
    return (newest.strict, set(openers_in(work, newest))) == (strict, set(keys))


def _only_two(keys: Sequence[OpenerPublicKey]) -> Text | None:
    if len(keys) > FEWEST:
        return None
    return Text(
        "Med bara två anbudsöppnare går anbuden aldrig att öppna om den ena nyckeln försvinner."
        " Förordna minst tre.",
        "With only two openers the bids can never be opened once one of the keys is lost."
        " Appoint three at least.",
    )


def rotate_key(
    store: Store, actor: Actor, old_key_id: str, new: OpenerPublicKey, reason: KeyEndReason
) -> tuple[str, ...]:
    """End one's own key and put a new one in its place; returns the tenders that changed.

    What is sealed to the old key still needs it: it is to be kept until those bids
    are opened.
    """
    with store.write() as work:
        old = work.session.get(OpenerKey, old_key_id)
        if old is None or old.person_id != actor.id:
            raise unknown_key(old_key_id)
        require_holder(work, actor)
        put_key(work, actor, new)
        put_end(work, actor, old_key_id, reason)
        return tuple(
            tender.id
            for tender in _running_with(work, old_key_id)
            if _replace(work, actor, tender, old_key_id)
        )


def _running_with(work: Work, key_id: str) -> Sequence[Tender]:
    """Tenders not opened yet that the key has ever been appointed for."""
    opened = select(Opening.tender_id)
    appointed = select(TenderOpener.tender_id).where(col(TenderOpener.key_id) == key_id)
    found = select(Tender).where(col(Tender.id).in_(appointed), col(Tender.id).not_in(opened))
    return work.session.exec(found.order_by(col(Tender.id))).all()


def _replace(work: Work, actor: Actor, tender: Tender, old_key_id: str) -> bool:
    newest = newest_appointment(work, tender)
    keys = [key for key in openers_in(work, newest) if key.key_id != old_key_id]
    if len(keys) == len(openers_in(work, newest)):
        return False
    _appoint(work, actor, tender, [*keys, _key_of(work, tender, actor.id)], newest.strict)
    return True


def instructions_of(work: Work, tender: Tender) -> SealingInstructions:
    """What a bid is sealed by now."""
    newest = newest_appointment(work, tender)
    return _instructions(work, tender, newest, deadline_of(work, tender))


def instructions_ever(work: Work, tender: Tender) -> tuple[SealingInstructions, ...]:
    """Every set of openers with every deadline that the tender has had since it was published."""
    deadlines = deadlines_ever(work, tender)
    return tuple(
        replace(handed_out, deadline=deadline)
        for appointment in _handed_out(work, tender)
        for handed_out in [_instructions(work, tender, appointment, deadlines[-1])]
        for deadline in deadlines
    )


def _handed_out(work: Work, tender: Tender) -> Sequence[OpenerAppointment]:
    """What was replaced before the notice, nobody can have sealed by."""
    found, publication = appointments(work, tender.id), work.session.get(Publication, tender.id)
    if publication is None:
        return found[-1:]
    require_vouched(work, [publication])
    before = [row for row in found if row.appointed_at < publication.published_at]
    return [*before[-1:], *(row for row in found if row not in before)]


def _instructions(
    work: Work, tender: Tender, appointment: OpenerAppointment, deadline: datetime
) -> SealingInstructions:
    return SealingInstructions(
        tender_id=tender.id,
        lot_codes=tuple(lot.code for lot in lots_of(work, tender.id)),
        deadline=deadline,
        openers=openers_in(work, appointment),
        strict=appointment.strict,
    )


def instructions_file(store: Store, tender_id: str) -> str:
    """TENDER.keys.json, which the buyer hands out with the tender documents: signed."""
    with store.read() as work:
        tender = tender_or_refusal(work, tender_id)
        require_vouched(work, lots_of(work, tender_id))
        return signed_instructions(instructions_of(work, tender), keys_of(work).sign)


@dataclass(frozen=True)
class PairState:
    """Two openers by name and key, and when they last proved that they can open."""

    names: tuple[str, str]
    key_ids: tuple[str, str]
    proved_at: datetime | None


def pair_states(store: Store, tender_id: str) -> tuple[PairState, ...]:
    """Every pair of the newest appointment, by key ids."""
    with store.read() as work:
        tender = tender_or_refusal(work, tender_id)
        newest = newest_appointment(work, tender)
        people = person_names(work)
        held = openers_and_holders(work, newest)
        holders = {key.key_id: people[person] for key, person in held}
        proved = _proved(work, newest)
        return tuple(
            PairState((holders[one], holders[other]), (one, other), proved.get((one, other)))
            for one, other in pairs_of([key for key, _ in held], newest.strict)
        )


def _proved(work: Work, appointment: OpenerAppointment) -> dict[tuple[str, str], datetime]:
    found = select(OpenerRehearsal).where(
        col(OpenerRehearsal.tender_id) == appointment.tender_id,
        col(OpenerRehearsal.number) == appointment.number,
    )
    rows = work.session.exec(found.order_by(col(OpenerRehearsal.proved_at)))
    return {(row.first_key_id, row.second_key_id): row.proved_at for row in rows}
