"""Parties to a framework that only the buyer keeps out of it (LOU 4:1, 7:6, 7:9).

Each party has a contract of its own, signed when it can be. Whoever leaves one unsigned could
pass that party over: the next in the ranking would be asked first, or a mini-competition held
without it. So one that the buyer may conclude with today, and that has not kept it waiting, is
concluded with before anybody else is called on.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlmodel import col, select

from appeals.hold import Clear, may_conclude
from appeals.in_force import award_in_force
from appeals.loading import load_lot_facts
from law.reasons import refuse
from law.rulebook import Rulebook
from models.contract import Contract, Party, Signature
from models.decision import AwardedBid
from models.store import Work
from models.tender import Tender


def check_none_awaited(work: Work, framework: Tender, lot_id: str, before: int | None) -> None:
    """Raises `ActRefused` where a party waits for the buyer's signature.

    `before`: only those placed before that one count; None where all are asked.
    """
    for place in _awaited(work, framework, lot_id):
        if before is None or place < before:
            raise refuse(
                "framework.party_awaited",
                sv=f"Ramavtalet med leverantören på plats {place} i {lot_id} kan slutas i dag men"
                " är inte undertecknat av myndigheten",
                en=f"The framework with the provider at place {place} in {lot_id} can be concluded"
                " today, but has not been signed by the buyer",
                todo_sv="Upprätta och underteckna det först, så att ingen förbigås",
                todo_en="Draw it up and sign it first, so that nobody is passed over",
            )


def _awaited(work: Work, framework: Tender, lot_id: str) -> Iterator[int]:
    award = award_in_force(work, lot_id)
    if award is None:
        return
    rows = select(AwardedBid).where(
        col(AwardedBid.decision_id) == award.decision.id, col(AwardedBid.lot_id) == lot_id
    )
    for row in work.session.exec(rows.order_by(col(AwardedBid.place))):
        facts = load_lot_facts(work, lot_id, row.bid_id)
        clear = may_conclude(facts, Rulebook(framework.rulebook), work.now)
        if isinstance(clear, Clear) and not _provider_to_sign(work, row):
            yield row.place


def _provider_to_sign(work: Work, row: AwardedBid) -> bool:
    """Whether the newest contract is drawn up, and the provider has not signed it."""
    found = select(Contract.id).where(
        col(Contract.decision_id) == row.decision_id,
        col(Contract.lot_id) == row.lot_id,
        col(Contract.bid_id) == row.bid_id,
    )
    newest = work.session.exec(found.order_by(col(Contract.version).desc())).first()
    if newest is None:
        return False
    signed = select(Signature.contract_id).where(
        col(Signature.contract_id) == newest, col(Signature.party) == Party.PROVIDER
    )
    return work.session.exec(signed).first() is None
