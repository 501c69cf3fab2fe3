"""Read what courts have ordered about a signed contract, as the docket has it now."""

from __future__ import annotations

from datetime import date

from appeals.docketed import Docketed, docketed, events_about
from appeals.performance import (
    MayPerform,
    Stop,
    Stopped,
    ValidityCase,
    may_perform,
    stopped_throughout,
    stops,
)
from law.days import swedish_day
from law.rulebook import Rulebook
from models.contract import Contract
from models.review import MatterKind
from models.store import Work
from models.tender import Tender


def may_perform_today(work: Work, contract: Contract) -> MayPerform | Stopped:
    """Whether the contract, which is signed, may be performed today."""
    rulebook = Rulebook(work.session.get_one(Tender, contract.tender_id).rulebook)
    return may_perform(validity_cases(work, contract), rulebook, swedish_day(work.now))


def kept_from(work: Work, contract: Contract, first: date, last: date) -> tuple[Stop, ...]:
    """The stops that leave no day from `first` to `last` to perform the contract in; else none."""
    rulebook = Rulebook(work.session.get_one(Tender, contract.tender_id).rulebook)
    return stopped_throughout(validity_cases(work, contract), rulebook, first, last)


def ineffective_from(work: Work, contract: Contract) -> date | None:
    """The day of the ruling by which the contract is ineffective, as long as it stands."""
    rulebook = Rulebook(work.session.get_one(Tender, contract.tender_id).rulebook)
    days = [
        stop.since
        for stop in stops(validity_cases(work, contract), rulebook)
        if stop.ineffective and stop.through is None
    ]
    return min(days, default=None)


def validity_cases(work: Work, contract: Contract) -> tuple[ValidityCase, ...]:
    """Every case about the contract's validity; nothing that has been struck counts.

    A case that names the lot and no contract in it is about all the lot's contracts.
    """
    return tuple(
        ValidityCase(
            entry.matter.case_number,
            tuple(event for _, event in events_about(work, entry, contract.lot_id)),
        )
        for entry in docketed(work, contract.tender_id)
        if entry.matter.kind == MatterKind.VALIDITY and _attacks(entry, contract)
    )


def _attacks(entry: Docketed, contract: Contract) -> bool:
    named = [lot for lot in entry.lots if lot.lot_id == contract.lot_id]
    if not named:
        return not entry.matter.limited
    return any(lot.contract_id in (contract.id, None) for lot in named)
