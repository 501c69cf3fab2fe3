"""Why a contract may be awarded without a notice although its value is not low (LOU 19a:3–7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import col, select

from law.conditions import Condition, judge
from law.days import swedish_day
from law.direct_award import Ground, conditions
from law.procedures import ConditionKind
from law.reasons import Text, refuse
from models.planning import ClaimedGround
from models.store import Store, Work
from models.tender import Publication, Tender
from people.actors import Actor
from people.permissions import Act, require
from procurement.planning.values import newest_estimate, valued
from procurement.tenders.lawful_facts import lawful
from procurement.tenders.lots_by_code import check_reason
from procurement.tenders.named import tender_or_refusal
from procurement.tenders.steps import step_of_tender
from registry.journal import append


@dataclass(frozen=True)
class GroundClaim:
    """`shown` says of each condition of the ground, by its code, whether it is met.

    A condition left out is still to be judged. `excepted_lot`: the contract is a lot
    excepted from the directive regime (LOU 5:8).
    """

    ground: Ground
    shown: Mapping[str, bool]
    reason: Text
    excepted_lot: bool = False


def claim_ground(store: Store, actor: Actor, tender_id: str, claim: GroundClaim) -> int:
    """Put the claim on record in place of the one before, and return its number.

    The same again changes nothing. Raises `ActRefused` for a tender that is not to be
    awarded directly, a condition that is none of the ground's, and once suppliers are asked.
    """
    check_reason(claim.reason)
    with store.write() as work:
        work.lock_tender(tender_id)
        tender = tender_or_refusal(work, tender_id)
        require(work, actor, Act.PLAN, tender.buyer_id)
        _check_direct(tender)
        newest = newest_claim(work, tender_id)
        if newest is not None and _says(newest) == _claimed(claim):
            return newest.number
        _check_unpublished(work, tender_id)
        known = conditions_of(work, tender, claim.ground)
        lawful(lambda: judge(known, claim.shown), "ground.condition")
        row = _row(work, actor, tender_id, 1 if newest is None else newest.number + 1, claim)
        work.session.add(row)
        work.session.flush()
        said = {"number": row.number, "ground": row.ground, "shown": row.shown}
        append(work, actor.id, "ground.claimed", tender_id, said)
        return row.number


def conditions_of(work: Work, tender: Tender, ground: Ground) -> tuple[Condition, ...]:
    """What must be shown, as of today. Raises `ActRefused` before the tender is valued."""
    estimate = newest_estimate(work, tender)
    if estimate is None:
        raise refuse(
            "ground.unvalued",
            sv=f"Ingen har uppskattat vad {tender.id} är värd",
            en=f"Nobody has estimated what {tender.id} is worth",
            todo_sv="Värdera den med tilldela tender value",
            todo_en="Value it with tilldela tender value",
        )
    case = valued(work, tender, estimate, swedish_day(work.now))
    return lawful(lambda: conditions(case, ground), "ground.unknown")


def newest_claim(work: Work, tender_id: str) -> ClaimedGround | None:
    """The claim that counts, if there is one."""
    found = select(ClaimedGround).where(col(ClaimedGround.tender_id) == tender_id)
    return work.session.exec(found.order_by(col(ClaimedGround.number).desc())).first()


def _row(
    work: Work, actor: Actor, tender_id: str, number: int, claim: GroundClaim
) -> ClaimedGround:
    return ClaimedGround(
        tender_id=tender_id,
        number=number,
        ground=claim.ground.value,
        shown=dict(claim.shown),
        excepted_lot=claim.excepted_lot,
        reason_sv=claim.reason.sv,
        reason_en=claim.reason.en,
        **work.recorded(actor.id),
    )


def _says(row: ClaimedGround) -> tuple[object, ...]:
    return row.ground, row.shown, row.excepted_lot, row.reason_sv, row.reason_en


def _claimed(claim: GroundClaim) -> tuple[object, ...]:
    reason = claim.reason
    return claim.ground.value, dict(claim.shown), claim.excepted_lot, reason.sv, reason.en


def _check_direct(tender: Tender) -> None:
    if ConditionKind.DIRECT_AWARD not in step_of_tender(tender).conditions:
        raise refuse(
            "ground.not_direct",
            sv=f"{tender.id} ska inte tilldelas direkt, så ingen grund behövs för det",
            en=f"{tender.id} is not to be awarded directly, so that no ground is needed",
            todo_sv="Lägg upp en direktupphandling, om det är vad som avses",
            todo_en="Draft a direct award, if that is what is meant",
        )


def _check_unpublished(work: Work, tender_id: str) -> None:
    if work.session.get(Publication, tender_id) is not None:
        raise refuse(
            "ground.published",
            sv=f"Leverantörerna i {tender_id} har redan fått inbjudan, på de skäl som då gällde",
            en=f"The suppliers in {tender_id} have been invited, on the reasons there were then",
            todo_sv="Avbryt upphandlingen om grunden inte bär",
            todo_en="Cancel the procurement if the ground does not hold",
        )
