"""The signing day: the last signature's, and what is to be done by when because of it.

Computed each time from the facts; nothing keeps a status.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from appeals.made_known import made_known
from contracts.signing.accepting import signature_of
from law.dated import NoValue
from law.days import swedish_day
from law.deadline import Deadline
from law.refusals import ImpossibleFacts
from law.rulebook import Rulebook
from law.validity import validity
from models.contract import Contract, Party
from models.store import Work
from models.tender import Tender
from procurement.notices.duties import Duty, award_notice, documentation
from registry.retention import review_of
from registry.retention_holds import Hold


@dataclass(frozen=True)
class SigningDay:
    """`concluded`: the day of the last signature, the contract's own.

    `award_notice` is None where the law asks for none; `validity` tells until when a
    court may be asked to declare the contract ineffective, and is None where the law has
    no such time. `kept` is what keeps its records, the longest of them last.
    """

    concluded: date
    award_notice: Duty | None
    documentation: tuple[Duty, ...]
    validity: Deadline | None
    kept: tuple[Hold, ...]


def signing_day(work: Work, contract: Contract) -> SigningDay | None:
    """None until the buyer, the last of the parties, has signed."""
    last = signature_of(work, contract.id, Party.BUYER)
    if last is None:
        return None
    tender, day = work.session.get_one(Tender, contract.tender_id), swedish_day(last.signed_at)
    holds = review_of(work, tender).holds
    return SigningDay(
        concluded=day,
        award_notice=award_notice(work, tender, contract.id, day),
        documentation=tuple(documentation(work, tender, contract.id, day)),
        validity=challenge_time(work, tender, contract, day),
        kept=tuple(sorted(holds, key=lambda each: each.through or date.max)),
    )


def challenge_time(work: Work, tender: Tender, contract: Contract, day: date) -> Deadline | None:
    """Until when a court may be asked to declare a contract of that day ineffective."""
    known, rulebook = made_known(work, contract.id), Rulebook(tender.rulebook)
    try:
        return validity(day, known, rulebook=rulebook, started=tender.starts_on)
    except (ImpossibleFacts, NoValue):
        return None
