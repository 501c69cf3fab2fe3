"""Two persons with their unlocked keys: whose keys they are, and that together they can open."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass

from law.reasons import ActRefused, refuse
from models.sealed import OpenerKey, OpenerRehearsal
from models.store import Store, Work
from models.tender import Tender
from people.actors import Actor
from people.permissions import Act, require, require_second
from procurement.tenders.appointments import newest_appointment, two_persons_cite
from procurement.tenders.named import tender_or_refusal
from procurement.tenders.openers import instructions_ever, instructions_of
from registry.journal import append
from registry.sealing import BidPackage, Expected, OpenerSecret, new_bid_id, open_envelope, seal

Pair = tuple[OpenerSecret, OpenerSecret]


@dataclass(frozen=True)
class Opener:
    """A person in the session, with every key unlocked: an older one opens older bids."""

    actor: Actor
    secrets: tuple[OpenerSecret, ...]


def session_of(
    store: Store, first: Actor, second: Actor, secrets: Iterable[OpenerSecret]
) -> tuple[Opener, Opener]:
    """Give each person the keys registered as theirs; anybody else's go to the first.

    There they are refused, as a key of somebody else's.
    """
    mine: list[OpenerSecret] = []
    others: list[OpenerSecret] = []
    with store.read() as work:
        for secret in secrets:
            key = work.session.get(OpenerKey, secret.key_id)
            (others if key is not None and key.person_id == second.id else mine).append(secret)
    return Opener(first, tuple(mine)), Opener(second, tuple(others))


def require_two(work: Work, tender: Tender, first: Actor, second: Actor) -> None:
    """Both may open, and they are two (LOU 12:10 where chapter 12 applies)."""
    require(work, first, Act.OPEN_BIDS, tender.buyer_id)
    require(work, second, Act.OPEN_BIDS, tender.buyer_id)
    cite = two_persons_cite(tender)
    require_second(first, second, "Anbudsöppning", "Opening bids", cite)


def pairs_in_session(
    work: Work, tender: Tender, first: Opener, second: Opener
) -> dict[tuple[str, str], Pair]:
    """Key ids in order → the two keys, one of each person's, that the tender has as a pair.

    Raises `ActRefused` for somebody else's key, and when there is no such pair.
    """
    for opener in (first, second):
        _check_own(work, opener)
    allowed = {pair for each in instructions_ever(work, tender) for pair in each.pairs}
    found = {
        _in_order(one, other): (one, other)
        for one in first.secrets
        for other in second.secrets
        if _in_order(one, other) in allowed
    }
    if not found:
        raise not_a_pair(tender.id)
    return found


def _in_order(one: OpenerSecret, other: OpenerSecret) -> tuple[str, str]:
    return min(one.key_id, other.key_id), max(one.key_id, other.key_id)


def _check_own(work: Work, opener: Opener) -> None:
    if not opener.secrets or not all(_is_of(work, key, opener) for key in opener.secrets):
        raise refuse(
            "opening.wrong_key",
            sv=f"{opener.actor.name} öppnar inte med en egen registrerad nyckel",
            en=f"{opener.actor.name} does not open with a registered key of their own",
            todo_sv="Låt var och en öppna med sin egen nyckel",
            todo_en="Let each open with their own key",
        )


def _is_of(work: Work, secret: OpenerSecret, opener: Opener) -> bool:
    key = work.session.get(OpenerKey, secret.key_id)
    # The id is cut short; the whole key must be the registered one.
    return (
        key is not None
        and key.person_id == opener.actor.id
        and key.public_key == secret.public.hex()
    )


def not_a_pair(tender_id: str) -> ActRefused:
    return refuse(
        "opening.not_a_pair",
        sv=f"De två nycklarna är inget par som anbuden i {tender_id} är förseglade till",
        en=f"The two keys are not a pair that the bids of {tender_id} are sealed to",
        todo_sv="Låt två av de förordnade öppna tillsammans; tilldela keys list visar paren",
        todo_en="Let two of those appointed open together; tilldela keys list shows the pairs",
    )


def rehearse_pair(store: Store, first: Opener, second: Opener, tender_id: str) -> None:
    """Seal a test envelope as the tender's bids are sealed now, and open it with the pair."""
    with store.write() as work:
        tender = tender_or_refusal(work, tender_id)
        require_two(work, tender, first.actor, second.actor)
        found = pairs_in_session(work, tender, first, second)
        now_sealed_to = set(instructions_of(work, tender).pairs)
        proved = sorted(found.keys() & now_sealed_to)
        if not proved:
            raise not_a_pair(tender_id)
        for pair in proved:
            _open_test_envelope(work, tender, found[pair])
        _record(work, tender, first.actor, proved)


def _open_test_envelope(work: Work, tender: Tender, pair: Pair) -> None:
    instructions = instructions_of(work, tender)
    token, envelope = new_bid_id(), io.BytesIO()
    package = BidPackage(instructions.lot_codes[0], "rehearsal", {"test": token})
    seal(package, instructions, token, 1, envelope)
    envelope.seek(0)
    opened = open_envelope(envelope, *pair, Expected(tender.id, token, 1))
    if opened.values != package.values:
        raise not_a_pair(tender.id)


def _record(work: Work, tender: Tender, actor: Actor, pairs: Iterable[tuple[str, str]]) -> None:
    number = newest_appointment(work, tender).number
    for one, other in pairs:
        key = (tender.id, number, one, other, work.now)
        if work.session.get(OpenerRehearsal, key) is not None:
            continue
        work.session.add(
            OpenerRehearsal(
                tender_id=tender.id,
                number=number,
                first_key_id=one,
                second_key_id=other,
                proved_at=work.now,
                **work.recorded(actor.id),
            )
        )
        work.session.flush()
        append(work, actor.id, "openers.rehearsed", tender.id, {"keys": [one, other]})
