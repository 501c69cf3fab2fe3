"""What a matter attacks in each of its lots: a decision, a cancellation, a contract, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from appeals.in_force import newest_award, newest_cancelled
from law.reasons import ActRefused, refuse
from models.contract import Contract, Party, Signature
from models.review import MatterKind
from models.store import Work
from models.tender import Lot


@dataclass(frozen=True)
class Target:
    """At most one of the three; none where a review came before any decision on the lot."""

    decision_id: str | None = None
    cancellation_id: str | None = None
    contract_id: str | None = None


def target_of(work: Work, kind: MatterKind, lot: Lot, contract_ids: Sequence[str] = ()) -> Target:
    """The newest decision, the cancellation, or the concluded contract of the lot.

    `contract_ids` says which, where the lot has several. Raises `ActRefused` where there is
    nothing that such a matter could attack.
    """
    match kind:
        case MatterKind.REVIEW:
            # Also one withdrawn since: the application may have come in before that.
            award = newest_award(work, lot.id)
            return Target(decision_id=None if award is None else award.decision.id)
        case MatterKind.CANCELLATION:
            return Target(cancellation_id=_cancellation(work, lot))
        case MatterKind.SUPERVISION:
            return Target()
    contract = _contract(work, lot.id, contract_ids)
    if contract is None and kind is MatterKind.VALIDITY:
        raise _no_contract(lot)
    return Target(contract_id=None if contract is None else contract.id)


def attackable(work: Work, kind: MatterKind, lot: Lot) -> bool:
    """Whether such a matter can be about the lot, as far as what it attacks must be there."""
    match kind:
        case MatterKind.CANCELLATION:
            return newest_cancelled(work, lot.id) is not None
        case MatterKind.VALIDITY:
            return bool(concluded_contracts(work, lot.id))
    return True


def _cancellation(work: Work, lot: Lot) -> str:
    cancelled = newest_cancelled(work, lot.id)
    if cancelled is not None:
        return cancelled.cancellation_id
    raise refuse(
        "docket.no_cancellation",
        sv=f"Upphandlingen av {lot.code} är inte avbruten, så det finns inget sådant beslut att"
        " överpröva",
        en=f"The procurement of {lot.code} has not been cancelled: there is no such decision to"
        " review",
        todo_sv="Ange de områden som är avbrutna, eller att ansökan gäller upphandlingen",
        todo_en="Name the lots that are cancelled, or say that it is about the procurement",
    )


def concluded_contracts(work: Work, lot_id: str) -> Sequence[Contract]:
    """Signed by the buyer, who signs last; the newest first."""
    found = (
        select(Contract)
        .join(Signature, col(Signature.contract_id) == col(Contract.id))
        .where(col(Contract.lot_id) == lot_id, col(Signature.party) == Party.BUYER)
        .order_by(col(Signature.signed_at).desc(), col(Contract.id))
    )
    return work.session.exec(found).all()


def _contract(work: Work, lot_id: str, contract_ids: Sequence[str]) -> Contract | None:
    found = concluded_contracts(work, lot_id)
    named = [each for each in found if each.id in contract_ids]
    return next(iter(named or found), None)


def check_contracts(work: Work, lot_ids: Sequence[str], contract_ids: Sequence[str]) -> None:
    """Raises `ActRefused` for a contract that is not a concluded one for one of the lots."""
    known = {each.id for lot_id in lot_ids for each in concluded_contracts(work, lot_id)}
    unknown = sorted(set(contract_ids) - known)
    if unknown:
        named = ", ".join(unknown)
        raise refuse(
            "docket.unknown_contract",
            sv=f"{named} är inget ingånget avtal för områdena i målet",
            en=f"{named} is no concluded contract for the lots of the matter",
            todo_sv="Ange avtal som tilldela contract list visar som ingångna",
            todo_en="Name contracts that tilldela contract list shows as concluded",
        )


def _no_contract(lot: Lot) -> ActRefused:
    return refuse(
        "docket.no_contract",
        sv=f"Inget avtal är ingånget för {lot.code}, så ingen giltighet kan överprövas",
        en=f"No contract is concluded for {lot.code}, so there is no validity to review",
        todo_sv="Ange de områden som har avtal, eller att ansökan gäller upphandlingen",
        todo_en="Name the lots that have contracts, or say that it is about the procurement",
    )


def attacked_decision(work: Work, lot_id: str) -> str:
    """The newest decision about the lot. Raises `ActRefused` where there is none."""
    award = newest_award(work, lot_id) if work.session.get(Lot, lot_id) else None
    if award is None:
        raise refuse(
            "docket.no_decision",
            sv=f"Området {lot_id} har inget tilldelningsbeslut att överpröva",
            en=f"Lot {lot_id} has no award decision to review",
            todo_sv="Ange de områden som ansökan gäller",
            todo_en="Name the lots that the application concerns",
        )
    return award.decision.id
