"""What has come up about a tender's concluded contracts since they were signed."""

from __future__ import annotations

from dataclasses import dataclass

from appeals.performance import Stopped
from appeals.stopped import may_perform_today
from appeals.unlawful import UnlawfulContract, concluded, unlawful_contract
from models.store import Store, Work
from models.tender import Tender
from procurement.tenders.named import tender_or_refusal


@dataclass(frozen=True)
class ContractAlarm:
    """One of the two at least: it should not have been concluded, or may not be performed today."""

    contract_id: str
    number: str
    unlawful: UnlawfulContract | None
    stopped: Stopped | None


def contract_alarms(store: Store, tender_id: str) -> tuple[ContractAlarm, ...]:
    """By lot and contract. Raises `ActRefused` for an unknown tender."""
    with store.read() as work:
        return _alarms(work, tender_or_refusal(work, tender_id))


def _alarms(work: Work, tender: Tender) -> tuple[ContractAlarm, ...]:
    found = []
    for contract, signed_at in tuple(concluded(work, tender.id)):
        unlawful = unlawful_contract(work, tender, contract, signed_at)
        performed = may_perform_today(work, contract)
        stopped = performed if isinstance(performed, Stopped) else None
        if unlawful is not None or stopped is not None:
            found.append(ContractAlarm(contract.id, contract.number, unlawful, stopped))
    return tuple(found)
