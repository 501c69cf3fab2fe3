"""Decide what is bought meanwhile for a held lot: two persons, and a ground that permits it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from appeals.bridging.advising import held_or_refusal, impossible
from appeals.bridging.plan import Plan, need_of, value_of
from appeals.docket.known import lock_every_lot
from appeals.docket.named import lot_named
from law.bridging import Bridge as Answer
from law.bridging import BridgeGround, Need, bridge_on, grounds
from law.dated import NoValue
from law.days import spoken, swedish_day
from law.reasons import ActRefused, Reason, Text, refuse
from law.refusals import ImpossibleFacts
from models.lawyers import Bridge
from models.store import Store, Work
from models.tender import Lot, Tender
from people.actors import Actor
from people.permissions import Act, require, require_second
from registry.journal import append


@dataclass(frozen=True)
class NewBridge:
    """`met`: the codes of the ground's conditions, which the two persons answer for."""

    ground: BridgeGround
    plan: Plan
    met: tuple[str, ...]
    reason: Text


def record_bridge(store: Store, actor: Actor, second: Actor, lot_id: str, new: NewBridge) -> str:
    """Gives the bridge's id; the same decision again is the same bridge.

    Raises `ActRefused` for a lot that is not held, a ground that does not permit it, a
    condition that nobody answers for, and an end beyond what the ground allows.
    """
    with store.write() as work:
        lot, tender = lot_named(work, lot_id)
        require(work, actor, Act.BRIDGE, tender.buyer_id)
        require_second(actor, second, "Ett köp under tiden", "A purchase meanwhile")
        require(work, second, Act.APPROVE_BRIDGE, tender.buyer_id)
        # What is bought for any of them counts against the limits.
        lock_every_lot(work, tender.id)
        value = value_of(tender, lot, new.plan)
        earlier = bridges_of(work, lot.id)
        for row in earlier:
            if _says(row) == _said(new, value):
                return row.id
        _check(work, tender, lot, new)
        row = _row(work, (actor, second), lot, len(earlier) + 1, (new, value))
        work.session.add(row)
        work.session.flush()
        said = {
            "lot": lot.id,
            "ground": row.ground,
            "value": row.value,
            "starts_on": row.starts_on,
            "ends_on": row.ends_on,
            "met": sorted(set(new.met)),
            "approved_by": second.id,
        }
        append(work, actor.id, "bridge.decided", row.id, said)
        return row.id


def bridges_of(work: Work, lot_id: str) -> Sequence[Bridge]:
    found = select(Bridge).where(col(Bridge.lot_id) == lot_id)
    return work.session.exec(found.order_by(col(Bridge.number))).all()


def _row(
    work: Work, persons: tuple[Actor, Actor], lot: Lot, number: int, what: tuple[NewBridge, int]
) -> Bridge:
    (actor, second), (new, value) = persons, what
    return Bridge(
        id=f"{lot.id}/bridge/{number}",
        lot_id=lot.id,
        number=number,
        ground=new.ground.value,
        decided_at=work.now,
        approved_by=second.id,
        value=value,
        starts_on=new.plan.starts_on,
        ends_on=new.plan.ends_on,
        reason_sv=new.reason.sv,
        reason_en=new.reason.en,
        **work.recorded(actor.id),
    )


def _says(row: Bridge) -> tuple[object, ...]:
    why = Text(row.reason_sv, row.reason_en)
    return row.ground, row.value, row.starts_on, row.ends_on, why


def _said(new: NewBridge, value: int) -> tuple[object, ...]:
    return new.ground.value, value, new.plan.starts_on, new.plan.ends_on, new.reason


def _check(work: Work, tender: Tender, lot: Lot, new: NewBridge) -> None:
    need = need_of(work, tender, lot, new.plan, held_or_refusal(work, lot))
    if new.plan.starts_on < swedish_day(work.now):
        raise _begun(new)
    if new.ground not in grounds(need.rulebook):
        raise _no_such_ground(tender)
    answer = _judged(need, new)
    if answer.allowed is None:
        raise _unanswered(answer, new.met)
    if not answer.allowed:
        raise _not_permitted(answer)


def _judged(need: Need, new: NewBridge) -> Answer:
    try:
        return bridge_on(need, new.ground, dict.fromkeys(new.met, True))
    except (ImpossibleFacts, NoValue) as wrong:
        raise impossible(wrong) from wrong


def _begun(new: NewBridge) -> ActRefused:
    day = spoken(new.plan.starts_on)
    return refuse(
        "bridge.begun",
        sv=f"Köpet skulle ha börjat {day.sv}, innan det är beslutat",
        en=f"The purchase would have begun on {day.en}, before it is decided",
        todo_sv="Besluta om tiden från i dag",
        todo_en="Decide on the time from today",
    )


def _no_such_ground(tender: Tender) -> ActRefused:
    return refuse(
        "bridge.no_ground",
        sv=f"Under {tender.rulebook} finns inte den grunden",
        en=f"There is no such ground under {tender.rulebook}",
        todo_sv="Se vilka som finns med tilldela appeals bridge",
        todo_en="See which there are with tilldela appeals bridge",
    )


def _unanswered(answer: Answer, met: Sequence[str]) -> ActRefused:
    left = [each for each in answer.conditions if each.code not in met]
    codes = ", ".join(each.code for each in left)
    return refuse(
        "bridge.conditions",
        sv=f"Ingen svarar för att {'; '.join(each.text.sv for each in left)}",
        en=f"Nobody answers for this: {'; '.join(each.text.en for each in left)}",
        todo_sv=f"Pröva villkoren, och ange --met för vart och ett som är uppfyllt ({codes})",
        todo_en=f"Judge the conditions, and give --met for each that is met ({codes})",
        cite=left[0].cite if left else None,
    )


# The reasons for which a ground is closed whatever else is shown.
_CLOSED = (
    "no-option-known",
    "no-court",
    "value-at-limit",
    "threshold-reached",
    "too-long",
)


def _not_permitted(answer: Answer) -> ActRefused:
    found = {reason.code: reason for reason in answer.reasons}
    why: Reason = next(found[code] for code in _CLOSED if code in found)
    return refuse(
        "bridge.not_permitted",
        sv=why.text.sv,
        en=why.text.en,
        todo_sv="Se vad som är möjligt med tilldela appeals bridge",
        todo_en="See what is possible with tilldela appeals bridge",
        cite=why.cite,
        basis=why.basis,
    )
