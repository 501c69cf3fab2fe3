"""An officer's own judgement of one requirement, beside what the engine proposes."""

from __future__ import annotations

from appeals.in_force import latest_evaluation
from law.reasons import Text, refuse
from models.store import Store, Work
from models.tender import Bid, Requirement
from procurement.qualification.controls import Judgement, evidence_for, judge, today
from procurement.qualification.declaring import bid_or_refusal


def judgement_of(
    store: Store, bid_id: str, code: str, *, passed: bool, note: Text | None = None
) -> Judgement:
    """What to record of one requirement, by its code, of a bid in its lot's latest evaluation.

    A requirement that is met is met on the evidence on file, whose words are the note where
    none is given. Raises `ActRefused` for a bid or requirement that is not there, for a lot
    that has not been evaluated, and for a failure without a note.
    """
    with store.read() as work:
        bid = bid_or_refusal(work, bid_id)
        requirement = work.session.get(Requirement, f"{bid.tender_id}/{code}")
        evaluation_id = latest_evaluation(work, bid.tender_id).get(bid.lot_id)
        if requirement is None or evaluation_id is None:
            raise refuse(
                "control.nothing",
                sv=f"Det finns inget krav {code} att kontrollera för {bid_id}, eller ingen"
                " utvärdering av området",
                en=f"There is no requirement {code} to check for {bid_id}, or no evaluation of the"
                " lot",
                todo_sv="Ange kravets beteckning, och utvärdera området först",
                todo_en="Give the requirement's code, and evaluate the lot first",
            )
        return _judgement(work, bid, requirement, evaluation_id, passed=passed, note=note)


def _judgement(
    work: Work,
    bid: Bid,
    requirement: Requirement,
    evaluation_id: str,
    *,
    passed: bool,
    note: Text | None,
) -> Judgement:
    found, why = judge(requirement, evidence_for(work, bid, requirement), today(work))
    if not passed and note is None:
        raise refuse(
            "control.note",
            sv="Varför kravet inte är uppfyllt är inte angivet",
            en="Why the requirement is not met is not stated",
            todo_sv="Ange skälet",
            todo_en="State the reason",
        )
    evidence_id = found.id if passed and found else None
    return Judgement(bid.id, requirement.id, evaluation_id, passed, evidence_id, note or why)
