"""The letter that tells each of those invited what all are told."""

from __future__ import annotations

from collections.abc import Mapping

from documents.letter_contexts import AnswerContext
from law.days import swedish_day
from law.reasons import Cite
from law.rulebook import Rulebook
from models.letters import Outgoing
from models.planning import Answer
from models.store import Work
from procurement.letters.other_letters import head_of
from procurement.letters.owed import Sending, tender_of
from procurement.tenders.deadlines import deadline_of
from procurement.tenders.provisions import Provision

# Where an act says that what one is told all are told.
_TOLD_UNDER: Mapping[Rulebook, Cite] = {
    Rulebook.SE_LOU: Cite("LOU", 12, "11"),
    Rulebook.SE_LOU_19: Cite("LOU", 19, "13"),
    Rulebook.SE_LUF: Cite("LUF", 12, "11"),
    Rulebook.EU: Cite("direktiv 2014/24/EU", None, "53.2"),
}


def answer_letter(work: Work, outgoing: Outgoing, sending: Sending) -> AnswerContext:
    told = work.session.get_one(Answer, outgoing.answer_id)
    tender, swedish = tender_of(work, outgoing), sending.lang == "sv"
    cite = _TOLD_UNDER.get(Rulebook(tender.rulebook))
    head = head_of(
        work,
        outgoing,
        sending,
        "answer",
        ("answer.given", told.id, told.actor_id),
        Provision.PRINCIPLES,
    )
    return AnswerContext(
        **head | ({} if cite is None else {"cite": cite.in_(sending.lang)}),
        number=told.number,
        answered_on=swedish_day(told.answered_at),
        deadline=deadline_of(work, tender),
        asked=(told.asked_sv if swedish else told.asked_en) or None,
        answer=told.answer_sv if swedish else told.answer_en,
    )
