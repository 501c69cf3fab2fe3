"""Where a stored lot stands, as far as a forecast of its start is concerned: by its facts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time

from sqlmodel import col, select

from appeals.bars import Bars, bars_of
from appeals.facts import Case, Decision, LotFacts
from appeals.forecast.inputs import ForecastInputs, LotStart, Stage
from appeals.hold import Blocked, may_conclude
from appeals.loading import load_lot_facts
from law.days import STOCKHOLM, swedish_day
from law.reasons import ActRefused, refuse
from law.rulebook import Rulebook
from models.review import CourtActKind, CourtName
from models.store import Store
from models.tender import Lot, Tender


def with_stored_lots(
    store: Store, tender_id: str, given: ForecastInputs, letters: date | None
) -> ForecastInputs:
    """`given` with the tender's own lots, each where it stands now; the cancelled left out.

    What `given` says of a lot by its code goes on it: what waits, and when it should start.
    `letters`: when the letters are planned for, where none have gone. Raises `ActRefused` where
    that is needed and not stated.
    """
    with store.read() as work:
        tender = work.session.get_one(Tender, tender_id)
        found = select(Lot).where(col(Lot.tender_id) == tender_id).order_by(col(Lot.code))
        rulebook, today = Rulebook(tender.rulebook), swedish_day(work.now)
        stands: list[LotStart] = []
        for lot in work.session.exec(found):
            facts = load_lot_facts(work, lot.id)
            start = LotStart(lot.code, lot.name, Stage.FREE, today, tender.contract_starts_on)
            stood = lot_stands(facts, rulebook, today, start, letters)
            if stood is not None:
                stands.append(stood)
        return replace(
            given,
            today=today,
            rulebook=rulebook,
            currency=tender.currency,
            separate=tender.lots_are_separate_contracts,
            lots=tuple(_with_given(stands, given.lots)),
        )


def _with_given(stands: Iterable[LotStart], given: Iterable[LotStart]) -> Iterable[LotStart]:
    stated = {lot.code: lot for lot in given}
    for lot in stands:
        own = stated.pop(lot.code, None)
        yield lot if own is None else replace(lot, planned=own.planned, waiting=own.waiting)


def lot_stands(
    facts: LotFacts, rulebook: Rulebook, today: date, start: LotStart, letters: date | None = None
) -> LotStart | None:
    """`start` at the lot's own stage and day; None for a lot that is cancelled."""
    start = replace(start, bids_valid_until=facts.bids_valid_until)
    if facts.cancelled_on is not None:
        return None
    if facts.concluded_at is not None:
        bound = replace(start, bids_valid_until=None)
        return _at(bound, Stage.SIGNED, swedish_day(facts.concluded_at))
    if facts.decision is None or not facts.decision.told:
        if letters is None:
            raise _letters_needed(facts.code)
        return _at(start, Stage.OPEN_TO_REVIEW, max(letters, today))
    bars = bars_of(facts, facts.decision, rulebook)
    return _reviewed(facts, rulebook, today, start) or _free(
        facts.decision, facts.cases, bars, today, start
    )


def _at(start: LotStart, stage: Stage, since: date, cases: Iterable[Case] = ()) -> LotStart:
    names = "+".join(case.case_number for case in cases)
    return replace(start, stage=stage, since=since, case=names)


def _reviewed(facts: LotFacts, rulebook: Rulebook, today: date, start: LotStart) -> LotStart | None:
    """At what a court has ordered or is about to decide; of several cases the last one lodged."""
    answer = may_conclude(facts, rulebook, datetime.combine(today, time(12), STOCKHOLM))
    codes = {each.code for each in answer.reasons} if isinstance(answer, Blocked) else set()
    for code, kind, stage in (
        ("ordered-redone", CourtActKind.REDO, Stage.REDOING),
        ("ordered-corrected", CourtActKind.CORRECTION, Stage.CORRECTING),
    ):
        ordered = [case for case in facts.cases if case.orders(kind)]
        if code in codes and ordered:
            return _at(start, stage, max(map(_last_act, ordered)), ordered)
    undecided = [case for case in facts.cases if case.end_in(CourtName.FR) is None]
    if codes & {"extended-standstill", "interim-order"} and undecided:
        return _at(start, Stage.IN_FR, max(case.lodged_on for case in undecided), undecided)
    decided = [case for case in facts.cases if case.end_in(CourtName.FR) is not None]
    if "interim-order" in codes and decided:
        return _at(start, Stage.HELD_IN_KR, max(map(_ruled_on, decided)), decided)
    if "remanded" in codes:
        return _at(start, Stage.IN_FR, max(map(_last_act, facts.cases)), facts.cases)
    return None


def _last_act(case: Case) -> date:
    return max(event.dispatched_on or event.decided_on for event in case.events)


def _ruled_on(case: Case) -> date:
    end = case.end_in(CourtName.FR)
    return case.lodged_on if end is None else end.dispatched_on or end.decided_on


def _free(
    decision: Decision, cases: Iterable[Case], bars: Bars, today: date, start: LotStart
) -> LotStart:
    ruled = [case for case in cases if case.end_in(CourtName.FR) is not None and not case.complied]
    ends = [bar.last_day for bar in bars.after_courts if bar.last_day is not None]
    if ruled and ends and today <= max(ends):
        return _at(start, Stage.RULED, max(map(_ruled_on, ruled)), ruled)
    last = bars.standstill.last_day
    if last is not None and today <= last:
        return _at(start, Stage.OPEN_TO_REVIEW, max(notice.day for notice in decision.notices))
    return _at(start, Stage.FREE, bars.lawful_from or today)


def _letters_needed(code: str) -> ActRefused:
    return refuse(
        "forecast.letters",
        sv=f"Underrättelserna om {code} har inte skickats, och ingen dag är angiven för dem",
        en=f"The letters about {code} have not gone, and no day for them is stated",
        todo_sv="Ange letters i filen efter --inputs, som i examples/forecast/",
        todo_en="State letters in the file of --inputs, as in examples/forecast/",
    )
