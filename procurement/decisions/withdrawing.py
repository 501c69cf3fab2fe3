"""Take an award decision back for some of its lots, before their contracts.

Mistakes are corrected so: the decision is withdrawn, the lot is evaluated again where
the ranking was wrong, and a new decision is made. Its standstill runs from its own
letters and owes nothing to the old one. What courts do about the decision that was
withdrawn stays with the lot (`appeals.loading.cases_about`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlmodel import col, func, select

from appeals.addressees import tenderers_of
from appeals.in_force import AwardInForce, award_in_force, is_withdrawn, newest_award
from law.reasons import ActRefused, Text, refuse
from models.decision import AwardedLot, Withdrawal, WithdrawnLot
from models.evaluation import EvaluatedLot
from models.letters import LetterKind, Outgoing
from models.store import Store, Work
from models.tender import Lot, Tender
from people.actors import Actor
from people.permissions import Act, require, require_second
from procurement.tenders.lots import lots_of
from procurement.tenders.lots_by_code import check_not_concluded, check_reason, named_lots
from procurement.tenders.named import tender_or_refusal
from registry.journal import append

Awards = Mapping[str, AwardInForce]


def withdraw(
    store: Store,
    actor: Actor,
    preparer: Actor,
    tender_id: str,
    lot_codes: Iterable[str],
    reason: Text,
) -> str:
    """Withdraw the award in force for the lots; returns the withdrawal's id.

    Done again for lots that one withdrawal has taken back, it changes nothing. Every
    tenderer of the lots is owed a letter. Raises `ActRefused` for a lot without an award
    in force or with a contract, and for a part of what is awarded as a whole.
    """
    check_reason(reason)
    with store.write() as work:
        tender = tender_or_refusal(work, tender_id)
        require(work, actor, Act.WITHDRAW_AWARD, tender.buyer_id)
        require(work, preparer, Act.PREPARE_DECISION, tender.buyer_id)
        require_second(actor, preparer, "En återkallelse", "A withdrawal")
        lots = named_lots(work, tender_id, lot_codes)
        done = _withdrawn_together(work, lots)
        if done is not None:
            return done
        check_not_concluded(work, lots)
        awards = {lot.id: _in_force(work, lot) for lot in lots}
        _check_whole(work, tender, awards)
        return _write(work, actor, preparer, tender_id, awards, reason)


def _withdrawn_together(work: Work, lots: Sequence[Lot]) -> str | None:
    """The one withdrawal that took back just these lots' newest decisions, if one did."""
    newest = [newest_award(work, lot.id) for lot in lots]
    if any(award is None or not is_withdrawn(work, award) for award in newest):
        return None
    by = {
        work.session.get_one(WithdrawnLot, (award.decision.id, award.awarded.lot_id)).withdrawal_id
        for award in newest
        if award is not None
    }
    if len(by) > 1:
        return None
    [withdrawal_id] = by
    taken = select(WithdrawnLot.lot_id).where(col(WithdrawnLot.withdrawal_id) == withdrawal_id)
    return withdrawal_id if set(work.session.exec(taken)) == {lot.id for lot in lots} else None


def _in_force(work: Work, lot: Lot) -> AwardInForce:
    award = award_in_force(work, lot.id)
    if award is None:
        raise refuse(
            "withdrawal.no_award",
            sv=f"Inget tilldelningsbeslut gäller för {lot.code}",
            en=f"No award decision is in force for {lot.code}",
            todo_sv="Ange bara områden vars beslut ska återkallas",
            todo_en="Name only lots whose decision is to be withdrawn",
        )
    return award


def _check_whole(work: Work, tender: Tender, awards: Awards) -> None:
    """Lots that make one contract, or one combination, are awarded whole or not at all."""
    left = {lot.id: lot.code for lot in lots_of(work, tender.id) if lot.id not in awards}
    if not tender.lots_are_separate_contracts:
        rest = [code for lot_id, code in left.items() if award_in_force(work, lot_id)]
        if rest:
            raise _whole(rest)
    for award in awards.values():
        rest = [left[lot_id] for lot_id in _combined_with(work, award) if lot_id in left]
        if rest:
            raise _whole(rest)


def _combined_with(work: Work, award: AwardInForce) -> list[str]:
    """The lots of the same decision that were awarded in one combination with this one."""
    rested = (award.awarded.evaluation_id, award.awarded.lot_id)
    combination = work.session.get_one(EvaluatedLot, rested).combination
    if combination is None:
        return []
    found = (
        select(AwardedLot.lot_id)
        .join(
            EvaluatedLot,
            (col(EvaluatedLot.evaluation_id) == col(AwardedLot.evaluation_id))
            & (col(EvaluatedLot.lot_id) == col(AwardedLot.lot_id)),
        )
        .where(
            col(AwardedLot.decision_id) == award.decision.id,
            col(EvaluatedLot.combination) == combination,
        )
    )
    return sorted(work.session.exec(found))


def _whole(rest: Sequence[str]) -> ActRefused:
    codes = ", ".join(rest)
    return refuse(
        "withdrawal.whole",
        sv=f"Beslutet gäller områdena som en helhet, och {codes} är inte med",
        en=f"The decision is about the lots as a whole, and {codes} is left out",
        todo_sv="Återkalla beslutet för alla områden som hör ihop",
        todo_en="Withdraw it for all the lots that belong together",
    )


def _write(
    work: Work, actor: Actor, preparer: Actor, tender_id: str, awards: Awards, reason: Text
) -> str:
    made = select(func.count()).select_from(Withdrawal)
    number = work.session.exec(made.where(col(Withdrawal.tender_id) == tender_id)).one() + 1
    withdrawal = Withdrawal(
        id=f"{tender_id}/W{number}",
        tender_id=tender_id,
        number=number,
        withdrawn_at=work.now,
        prepared_by=preparer.id,
        reason_sv=reason.sv,
        reason_en=reason.en,
        **work.recorded(actor.id),
    )
    work.session.add(withdrawal)
    work.session.flush()
    for lot_id, award in awards.items():
        work.session.add(
            WithdrawnLot(decision_id=award.decision.id, lot_id=lot_id, withdrawal_id=withdrawal.id)
        )
    _owe_letters(work, withdrawal, list(awards))
    work.session.flush()
    lots = {lot_id: award.decision.id for lot_id, award in awards.items()}
    said = {"prepared_by": preparer.id, "lots": lots}
    append(work, actor.id, "award.withdrawn", withdrawal.id, said)
    return withdrawal.id


def _owe_letters(work: Work, withdrawal: Withdrawal, lot_ids: Sequence[str]) -> None:
    for organisation_id in tenderers_of(work, lot_ids):
        work.session.add(
            Outgoing(
                id=f"{withdrawal.id}:{organisation_id}",
                tender_id=withdrawal.tender_id,
                kind=LetterKind.WITHDRAWAL,
                withdrawal_id=withdrawal.id,
                organisation_id=organisation_id,
                owed_since=work.now,
            )
        )
