"""What is due in one matter, by its acts and the law's own days. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from appeals.docket.course import GENERAL, GRANTS, instances
from appeals.docket.party_times import buyer_appeals_by, other_party_appeals_by
from appeals.facts import ADMINISTRATIVE, ANEW
from appeals.worklist.due import Due, DueKind, Sort
from appeals.worklist.matter_facts import ActDone, MandateUntil, MatterAt
from law.dated import NoValue
from law.deadline import Deadline
from law.reasons import Cite, Text
from law.refusals import ImpossibleFacts
from law.review import ReviewKind, new_grounds
from models.review import ENDS, OUTCOMES, CourtActKind, CourtName, MatterKind

REVIEWED = frozenset({MatterKind.REVIEW, MatterKind.CANCELLATION, MatterKind.VALIDITY})


def due_in(matter: MatterAt) -> Iterator[Due]:
    """Everything that is due in the matter; past days too."""
    for rule in (_statements, _answer, _new_grounds, _appeals, _remands, _orders, _mandates):
        yield from rule(matter)


def _due(
    matter: MatterAt,
    item: str,
    what: tuple[DueKind, Sort],
    on: date,
    text: Text,
    lots: tuple[str, ...] | None = None,
    cite: Cite | None = None,
) -> Due:
    kind, sort = what
    return Due(
        item=item,
        kind=kind,
        sort=sort,
        tender_id=matter.tender_id,
        due_on=on,
        what=text,
        matter_id=matter.id,
        lots=matter.lots if lots is None else lots,
        cite=cite,
        persons=matter.persons,
    )


def _statements(matter: MatterAt) -> Iterator[Due]:
    """To the court: sent once it is, or the court has ended the matter without it."""
    asked = [act for act in matter.acts if act.kind is CourtActKind.SERVED]
    for served in asked:
        answered = any(_answers(act, served) for act in matter.acts)
        if served.due_on is not None and not answered:
            yield _statement(matter, f"{served.id}:statement", served.court, served.due_on)


def _answers(act: ActDone, served: ActDone) -> bool:
    answer = act.kind is CourtActKind.STATEMENT_SENT or act.kind in ENDS
    return answer and act.court is served.court and act.decided_on >= served.decided_on


def _answer(matter: MatterAt) -> Iterator[Due]:
    """What was said from the beginning, unless the court has named a day of its own since."""
    first = [act for act in matter.acts if act.court is matter.court]
    named = any(act.kind is CourtActKind.SERVED and act.due_on for act in first)
    done = any(act.kind is CourtActKind.STATEMENT_SENT or act.kind in ENDS for act in first)
    if matter.answer_by is not None and not named and not done:
        yield _statement(matter, f"{matter.id}:answer", matter.court, matter.answer_by)


def _statement(matter: MatterAt, item: str, court: CourtName, on: date) -> Due:
    if court is CourtName.KKV:
        text = Text(
            f"Svara Konkurrensverket i ärende {matter.case_number}",
            f"Answer the Competition Authority in matter {matter.case_number}",
        )
        return _due(matter, item, (DueKind.SUPERVISION, Sort.TASK), on, text)
    text = Text(
        f"Yttra er till {court.value} i mål {matter.case_number}",
        f"Send the statement to {court.value} in case {matter.case_number}",
    )
    return _due(matter, item, (DueKind.STATEMENT, Sort.TASK), on, text)


def _new_grounds(matter: MatterAt) -> Iterator[Due]:
    """LOU 20:5b: after it the applicant can bring nothing new, as a rule."""
    ended = any(act.court is CourtName.FR and act.kind in ENDS for act in matter.acts)
    if matter.kind not in REVIEWED or matter.court is not CourtName.FR or ended:
        return
    kind = ReviewKind.VALIDITY if matter.inside_review else ReviewKind.REVIEW
    try:
        found = new_grounds(
            matter.lodged_on, kind, rulebook=matter.rulebook, started=matter.started
        )
    except (ImpossibleFacts, NoValue):
        return
    if found.last_day is None:
        return
    text = Text(
        f"Sista dag för sökanden att åberopa nya omständigheter i mål {matter.case_number}",
        f"The last day for the applicant to invoke new grounds in case {matter.case_number}",
    )
    watch = (DueKind.NEW_GROUNDS, Sort.WATCH)
    yield _due(matter, f"{matter.id}:new_grounds", watch, found.last_day, text, cite=_place(found))


def _place(found: Deadline) -> Cite | None:
    """The paragraph of the time itself, not that of a closed day."""
    return found.reasons[0].cite


def _appeals(matter: MatterAt) -> Iterator[Due]:
    """Of each ruling that nobody has appealed from: ours, or the other side's."""
    courts = instances(matter.court)
    for act in matter.acts:
        if act.court not in courts or act.court is courts[-1] or act.kind not in ENDS:
            continue
        if not _appealed(matter, act, courts[courts.index(act.court) + 1 :]):
            yield from _appeal(matter, act)


def _appealed(matter: MatterAt, ruling: ActDone, above: tuple[CourtName, ...]) -> bool:
    """Something has been done above since, about any of its lots."""
    return any(
        act.court in above
        and act.decided_on >= ruling.decided_on
        and any(act.about(lot) for lot in _lots(matter, ruling) or ("",))
        for act in matter.acts
        if act.kind not in (CourtActKind.INTERIM_ORDER, CourtActKind.INTERIM_LIFTED)
    )


def _lots(matter: MatterAt, act: ActDone) -> tuple[str, ...]:
    return act.lots or matter.lots


def _appeal(matter: MatterAt, ruling: ActDone) -> Iterator[Due]:
    lots = _lots(matter, ruling)
    ours = tuple(lot for lot in lots if _lost(matter, ruling, lot))
    theirs = tuple(lot for lot in lots if lot not in ours)
    if ours or (not lots and _lost(matter, ruling, "")):
        found = buyer_appeals_by(ruling.court, ruling.decided_on)
        yield from _appeal_time(matter, ruling, DueKind.APPEAL, found, ours)
    if theirs or (not lots and not _lost(matter, ruling, "")):
        found = other_party_appeals_by(ruling.court, ruling.decided_on, ruling.dispatched_on)
        yield from _appeal_time(matter, ruling, DueKind.OTHERS_APPEAL, found, theirs)


def _told_of_appeal(matter: MatterAt, ruling: ActDone, kind: DueKind) -> Text:
    where, number = ruling.court.value, matter.case_number
    if kind is DueKind.APPEAL:
        return Text(
            f"Sista dag för oss att överklaga {where}:s avgörande i mål {number}",
            f"Our last day to appeal from the ruling of {where} in case {number}",
        )
    if ruling.court in GENERAL:
        return Text(
            f"Sista dag för motparten att överklaga {where}:s avgörande i mål {number}",
            f"The other party's last day to appeal from the ruling of {where} in case {number}",
        )
    return Text(
        f"Första möjliga sista dag för motparten att överklaga {where}:s avgörande i mål"
        f" {number} (räknas från den dag då den fick del av det)",
        f"The earliest last day for the other party to appeal from the ruling of {where} in"
        f" case {number} (counted from the day it received the ruling)",
    )


def _lost(matter: MatterAt, ruling: ActDone, lot: str) -> bool:
    """What lets the ruling below stand is lost by whoever lost that one."""
    if ruling.kind in OUTCOMES:
        return ruling.kind in GRANTS
    outcome = matter.course_of(lot, ruling).outcome
    return outcome is not None and outcome[1] in GRANTS


def _appeal_time(
    matter: MatterAt,
    ruling: ActDone,
    kind: DueKind,
    found: Deadline | None,
    lots: tuple[str, ...],
) -> Iterator[Due]:
    if found is not None and found.last_day is not None:
        item, watch = f"{ruling.id}:{kind.value}", (kind, Sort.WATCH)
        text = _told_of_appeal(matter, ruling, kind)
        yield _due(matter, item, watch, found.last_day, text, lots, _place(found))


def _remands(matter: MatterAt) -> Iterator[Due]:
    """Until a court below has ended the matter anew, or a lawyer has cleared the lots."""
    if matter.kind is not MatterKind.REVIEW:
        return
    for act in matter.acts:
        if act.kind is not CourtActKind.REMANDED or act.court not in ADMINISTRATIVE:
            continue
        below = ADMINISTRATIVE[: ADMINISTRATIVE.index(act.court)]
        left = tuple(
            lot
            for lot in _lots(matter, act)
            if (act.id, lot) not in matter.cleared and not _ended_anew(matter, act, lot, below)
        )
        if left:
            text = Text(
                f"Bedöm om återförvisningen av mål {matter.case_number} från {act.court.value}"
                " hindrar avtal",
                f"Judge whether the remand of case {matter.case_number} by {act.court.value} bars"
                " a contract",
            )
            standing = (DueKind.REMAND, Sort.STANDING)
            yield _due(matter, f"{act.id}:remand", standing, act.known_on, text, left)


def _ended_anew(matter: MatterAt, remand: ActDone, lot: str, below: tuple[CourtName, ...]) -> bool:
    return any(
        act.court in below
        and act.kind in ENDS
        and act.decided_on > remand.decided_on
        and act.about(lot)
        for act in matter.acts
    )


def _orders(matter: MatterAt) -> Iterator[Due]:
    """What a court has ordered of a lot and is not yet done, once nobody can appeal from it."""
    for act in matter.acts:
        if act.kind not in ANEW or act.court not in ADMINISTRATIVE:
            continue
        left = tuple(
            lot
            for lot in _lots(matter, act)
            if lot not in matter.answered
            and matter.course_of(lot).outcome == (act.court, act.kind)
            and matter.course_of(lot).pending_in is None
        )
        if left:
            standing, on = (DueKind.ORDER, Sort.STANDING), _final_on(act)
            yield _due(matter, f"{act.id}:order", standing, on, _ordered(matter, act), left)


def _final_on(order: ActDone) -> date:
    """The last day on which we could appeal from it; nobody appeals from HFD."""
    found = buyer_appeals_by(order.court, order.decided_on)
    return (found.last_day if found else None) or order.decided_on


def _ordered(matter: MatterAt, act: ActDone) -> Text:
    where, number = act.court.value, matter.case_number
    if act.kind is CourtActKind.REDO:
        return Text(
            f"Gör om upphandlingen enligt {where}:s avgörande i mål {number}",
            f"Redo the procurement by the ruling of {where} in case {number}",
        )
    return Text(
        f"Rätta upphandlingen enligt {where}:s avgörande i mål {number}",
        f"Correct the procurement by the ruling of {where} in case {number}",
    )


def _mandates(matter: MatterAt) -> Iterator[Due]:
    """One that lapses while the matter is pending; not where a later one goes on."""
    if not matter.is_pending:
        return
    for mandate in matter.mandates:
        if mandate.valid_until is None or any(
            _goes_on(other, mandate) for other in matter.mandates
        ):
            continue
        text = Text(
            f"Fullmakt nr {mandate.number} i mål {matter.case_number} upphör att gälla",
            f"Power of attorney no. {mandate.number} in case {matter.case_number} lapses",
        )
        item, task = f"{matter.id}:mandate:{mandate.number}", (DueKind.MANDATE, Sort.TASK)
        yield _due(matter, item, task, mandate.valid_until, text)


def _goes_on(other: MandateUntil, mandate: MandateUntil) -> bool:
    same = (other.principal, other.attorney) == (mandate.principal, mandate.attorney)
    later = other.valid_until is None or (
        mandate.valid_until is not None
        and (other.valid_until, other.number) > (mandate.valid_until, mandate.number)
    )
    return same and later
