"""The public keys of those who open bids: registered and ended, never exchanged in place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from law.reasons import ActRefused, refuse
from models.sealed import KeyEndReason, OpenerKey, OpenerKeyEnd
from models.store import Store, Work
from people.actors import Actor, actor_in
from people.permissions import ALLOWED, Act, require
from registry.journal import append
from registry.sealing import OpenerPublicKey


def register_key(store: Store, actor: Actor, key: OpenerPublicKey) -> None:
    """Register the actor's own public key. Once is enough."""
    with store.write() as work:
        require_holder(work, actor)
        put_key(work, actor, key)


def require_holder(work: Work, actor: Actor) -> None:
    """Raises `ActRefused` unless the actor may open bids for some buyer."""
    held = actor_in(work, actor.id).roles
    buyers = sorted(buyer for buyer, role in held if role in ALLOWED[Act.HOLD_OPENER_KEY])
    require(work, actor, Act.HOLD_OPENER_KEY, buyers[0] if buyers else "")


def put_key(work: Work, actor: Actor, key: OpenerPublicKey) -> None:
    """Inside an act that has asked whether the actor may. A key belongs to one person."""
    known = work.session.get(OpenerKey, key.key_id)
    if known is not None and known.person_id != actor.id:
        raise _unfit(key.key_id)
    if known is not None:
        return
    row = OpenerKey(
        id=key.key_id,
        person_id=actor.id,
        public_key=key.public.hex(),
        registered_at=work.now,
        **work.recorded(actor.id),
    )
    work.session.add(row)
    work.session.flush()
    said = {"public_key": row.public_key}
    append(work, actor.id, "opener_key.registered", key.key_id, said)


def end_key(store: Store, actor: Actor, buyer_id: str, key_id: str, reason: KeyEndReason) -> None:
    """Nothing new is sealed to it from now on. One's own key, or anybody's for a head."""
    with store.write() as work:
        key = work.session.get(OpenerKey, key_id)
        if key is None:
            raise unknown_key(key_id)
        if key.person_id != actor_in(work, actor.id).id:
            require(work, actor, Act.END_OPENER_KEY, buyer_id)
        put_end(work, actor, key_id, reason)


def put_end(work: Work, actor: Actor, key_id: str, reason: KeyEndReason) -> None:
    if work.session.get(OpenerKeyEnd, key_id) is not None:
        return
    work.session.add(
        OpenerKeyEnd(key_id=key_id, reason=reason, ended_at=work.now, **work.recorded(actor.id))
    )
    work.session.flush()
    append(work, actor.id, "opener_key.ended", key_id, {"reason": reason.value})


def live_key(work: Work, person_id: str) -> OpenerKey | None:
    """The newest of the person's keys that has not ended."""
    ended = select(OpenerKeyEnd.key_id)
    found = (
        select(OpenerKey)
        .where(col(OpenerKey.person_id) == person_id, col(OpenerKey.id).not_in(ended))
        .order_by(col(OpenerKey.registered_at).desc(), col(OpenerKey.id))
    )
    return work.session.exec(found).first()


def _unfit(key_id: str) -> ActRefused:
    return refuse(
        "opener_key.unfit",
        sv=f"Nyckeln {key_id} kan inte registreras som din",
        en=f"The key {key_id} cannot be registered as yours",
        todo_sv="Skapa en egen nyckel och registrera den",
        todo_en="Make a key of your own and register that one",
    )


def unknown_key(key_id: str) -> ActRefused:
    return refuse(
        "opener_key.unknown",
        sv=f"Det finns ingen öppningsnyckel {key_id} i registret",
        en=f"There is no opener's key {key_id} in the register",
        todo_sv="Registrera nyckeln först",
        todo_en="Register the key first",
    )


@dataclass(frozen=True)
class KeyState:
    """`ended` is why nothing is sealed to the key any more, or empty."""

    key_id: str
    person_id: str
    registered_at: datetime
    ended: str


def key_states(store: Store) -> tuple[KeyState, ...]:
    """By person, oldest first."""
    with store.read() as work:
        ended = {row.key_id: row.reason for row in work.session.exec(select(OpenerKeyEnd))}
        keys = select(OpenerKey).order_by(
            col(OpenerKey.person_id), col(OpenerKey.registered_at), col(OpenerKey.id)
        )
        return tuple(
            KeyState(key.id, key.person_id, key.registered_at, ended.get(key.id, ""))
            for key in work.session.exec(keys)
        )
