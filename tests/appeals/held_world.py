"""The small tender on a real store, and beside it the reference's plain values of its lots."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlmodel import select

from appeals.docket.attached import Attached
from appeals.docket.clearing import clear_remand, clear_tie
from appeals.docket.corrections import Wrong, WrongAct, WrongCheck, WrongMatter, strike
from appeals.docket.court_acts import record_court_act
from appeals.docket.court_entry import CourtEntry
from appeals.docket.stricter import set_stricter_date
from appeals.hold import Blocked, Clear, may_conclude
from appeals.loading import load_lot_facts
from contracts.pending import contracts_to_sign
from law.days import swedish_day
from law.reasons import ActRefused, Text
from law.rulebook import Rulebook
from models.contract import Contract
from models.decision import AwardDecision, AwardedLot
from models.evaluation import EvaluatedLot, Evaluation
from models.review import CourtActKind, CourtCheck, CourtName
from procurement.decisions.cancelling import cancel
from procurement.decisions.withdrawing import withdraw
from registry.verification import verify
from tests.appeals.reference_holds import (
    Act,
    Application,
    Check,
    Lot,
    Tie,
    may_sign,
)
from tests.procurement.small_papers import TENDER
from tests.procurement.small_tender import World

WHY = Text("skäl", "ground")
TENDERERS = {"L1": "north", "L2": "south", "L3": "east"}
# Should North's bid for L1 fall, South takes L1 and North L2: the capacity rule ties them.
TIED_TO = {"L2": "L1"}
PAPER = Attached("beslut.txt", b"Beslut om tiodagarsfrist\n")


@dataclass
class HeldWorld:
    """Each act is done with its service; what is refused leaves the reference as it was."""

    world: World
    lots: dict[str, Lot] = field(default_factory=dict)
    acts: int = 0
    refused: int = 0
    concluded: int = 0
    struck: int = 0
    superseded: int = 0
    refusals: Counter[str] = field(default_factory=Counter)
    act_ids: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        letters = ((self.today, True),)
        self.lots = {code: Lot(letters=letters, rests_on=-1) for code in TENDERERS}

    @property
    def today(self) -> date:
        return swedish_day(self.world.clock.at)

    def judged(self, code: str) -> Lot:
        lot = self.lots[code]
        tied = TIED_TO.get(code)
        if tied is None:
            return lot
        return lot._replace(ties=(Tie(self.lots[tied], any(tie.cleared for tie in lot.ties)),))

    @contextmanager
    def act(self) -> Iterator[None]:
        """One minute later than the act before it; a refusal ends it and is counted."""
        self.acts += 1
        self.world.clock.at += timedelta(minutes=1)
        try:
            yield
        except ActRefused as refusal:
            self.refused += 1
            self.refusals[refusal.reason.code] += 1

    def wait(self, days: int) -> None:
        """The winners' certificates are renewed meanwhile."""
        with self.act():
            later = self.world.clock.at + timedelta(days=days)
            self.world.go(later.replace(hour=9, minute=0))
            self.world.renew(self.today)

    def put(self, code: str, **changes: Any) -> None:
        self.lots[code] = self.lots[code]._replace(**changes)

    def entered(self, *codes: str) -> None:
        """What is entered about a lot outdates what a lawyer found about its ties."""
        for code, tied in TIED_TO.items():
            if tied in codes:
                self.put(code, ties=())

    # The docket.

    def lodge(self, number: str, code: str, *, limited: bool) -> None:
        with self.act():
            self.world.lodge(number, code, limited=limited)
            about = (code,) if limited else tuple(self.lots)
            for each in about:
                cases = (*self.lots[each].applications, Application(number, self.today))
                self.put(each, applications=cases)
            self.entered(*about)
            # The age of the winner's papers counts again once the lot is reviewed.
            self.world.control()

    def numbers(self) -> list[str]:
        found = {case.number for lot in self.lots.values() for case in lot.applications}
        return sorted(found)

    def about(self, number: str) -> list[str]:
        return [code for code in self.lots if self.case(code, number) is not None]

    def case(self, code: str, number: str) -> Application | None:
        return next((c for c in self.lots[code].applications if c.number == number), None)

    def change(self, number: str, change: Callable[[Application], Application]) -> None:
        for code in self.about(number):
            cases = (
                change(case) if case.number == number else case
                for case in self.lots[code].applications
            )
            self.put(code, applications=tuple(cases))
        self.entered(*self.about(number))

    def court(self, number: str, court: str, kind: str) -> None:
        with self.act():
            paper = PAPER if kind in ("waived", "standstill_lifted") else None
            entry = CourtEntry(
                f"{TENDER}/{number}", number, CourtName(court), CourtActKind(kind),
                self.today, self.today, WHY, paper=paper,
            )  # fmt: skip
            entered = record_court_act(self.world.store, self.world.actor("lawyer"), entry)
            if entered.fresh:
                self.act_ids.setdefault(number, []).append(entered.act_id)
                done = Act(court, kind, self.today, self.today, number, self.acts)
                self.change(number, lambda case: case._replace(acts=(*case.acts, done)))

    def say_when_sent(self, number: str) -> None:
        """A newer version of the case's last act: the court sent it today."""
        with self.act():
            code = next(iter(self.about(number)))
            *kept, last = self.lots[code].applications[self.place(code, number)].acts
            entry = CourtEntry(
                f"{TENDER}/{number}", number, CourtName(last.court), CourtActKind(last.kind),
                last.day, self.today, WHY,
            )  # fmt: skip
            if record_court_act(self.world.store, self.world.actor("lawyer"), entry).fresh:
                self.superseded += 1
                sent = last._replace(sent=self.today, cleared=False)
                self.change(number, lambda case: case._replace(acts=(*kept, sent)))

    def place(self, code: str, number: str) -> int:
        return [case.number for case in self.lots[code].applications].index(number)

    def ask(self, court: str, **told: str) -> None:
        with self.act():
            self.world.ask(CourtName(court), **told)
            for code, lot in self.lots.items():
                check = Check(court, self.today, told.get(code))
                self.put(code, checks=(*lot.checks, check))
            self.entered(*told)

    def strike(self, what: Wrong) -> None:
        lawyer, head = self.world.actor("lawyer"), self.world.actor("head")
        strike(self.world.store, lawyer, head, what, WHY)
        self.struck += 1

    def strike_case(self, number: str) -> None:
        with self.act():
            self.strike(WrongMatter(f"{TENDER}/{number}"))
            self.change(number, lambda case: case._replace(struck=True))

    def strike_last_act(self, number: str) -> None:
        with self.act():
            self.strike(WrongAct(self.act_ids[number][-1]))
            self.act_ids[number].pop()
            self.change(number, lambda case: case._replace(acts=case.acts[:-1]))

    def strike_last_check(self, code: str) -> None:
        with self.act():
            with self.world.store.read() as work:
                rows = work.session.exec(
                    select(CourtCheck).where(CourtCheck.lot_id == self.world.lot(code))
                ).all()
            newest = max(rows, key=lambda row: row.checked_at)
            self.strike(WrongCheck(newest.id))
            *kept, last = self.lots[code].checks
            self.put(code, checks=(*kept, last._replace(struck=True)))
            self.entered(*TENDERERS)

    # The lawyer.

    def clear_tie(self, code: str) -> None:
        with self.act():
            lawyer, head = self.world.actor("lawyer"), self.world.actor("head")
            tied = TIED_TO[code]
            clear_tie(self.world.store, lawyer, head, self.world.lot(code), tied, WHY)
            self.put(code, ties=(Tie(self.lots[tied], True),))

    def clear_remand(self, code: str, number: str) -> None:
        with self.act():
            lawyer, head = self.world.actor("lawyer"), self.world.actor("head")
            matter = f"{TENDER}/{number}"
            clear_remand(self.world.store, lawyer, head, self.world.lot(code), matter, WHY)
            cases = []
            for case in self.lots[code].applications:
                acts = [a._replace(cleared=a.kind == "remanded") for a in case.acts]
                cases.append(case._replace(acts=tuple(acts)) if case.number == number else case)
            self.put(code, applications=tuple(cases))

    def stricter(self, code: str, days: int) -> None:
        with self.act():
            until = self.today + timedelta(days=days)
            lawyer, head = self.world.actor("lawyer"), self.world.actor("head")
            set_stricter_date(self.world.store, lawyer, self.world.lot(code), until, WHY, head)
            self.put(code, not_before=until)

    # The officers.

    def withdraw(self, code: str) -> None:
        with self.act():
            head, officer = self.world.actor("head"), self.world.actor("officer")
            withdraw(self.world.store, head, officer, TENDER, [code], WHY)
            self.put(code, decided=False, not_before=None)
            self.entered(code)

    def cancel(self, code: str) -> None:
        with self.act():
            head, officer = self.world.actor("head"), self.world.actor("officer")
            cancel(self.world.store, head, officer, TENDER, [code], WHY, redo=False)
            self.put(code, cancelled=True)

    def decide_anew(self) -> None:
        """Evaluate what has to be, decide what awaits it, and tell everybody."""
        with self.act():
            for code, evaluated in self._evaluated().items():
                self.put(code, rests_on=evaluated, evaluated_since=self.lots[code].decided)
        with self.act():
            self.world.control()
            decided = self._decided()
            if decided is None:
                return
            number, codes = decided
            self.world.send_letters(number)
            for code in codes:
                letters = ((self.today, True),)
                self.put(code, decided=True, evaluated_since=False, letters=letters, checks=())
                self.put(code, not_before=None, ties=(), applications=self._uncleared(code))

    def _uncleared(self, code: str) -> tuple[Application, ...]:
        """A finding is about the decision that it was made for."""
        return tuple(
            case._replace(acts=tuple(act._replace(cleared=False) for act in case.acts))
            for case in self.lots[code].applications
        )

    def _evaluated(self) -> dict[str, int]:
        evaluation = self.world.evaluate()
        if evaluation is None:
            return {}
        with self.world.store.read() as work:
            made = work.session.get_one(Evaluation, evaluation)
            rows = work.session.exec(
                select(EvaluatedLot.lot_id).where(EvaluatedLot.evaluation_id == made.id)
            )
            return {lot_id.split("/")[1]: self.acts for lot_id in rows}

    def _decided(self) -> tuple[int, list[str]] | None:
        decision_id = self.world.decide()
        if decision_id is None:
            return None
        with self.world.store.read() as work:
            made = work.session.get_one(AwardDecision, decision_id)
            rows = work.session.exec(
                select(AwardedLot.lot_id).where(AwardedLot.decision_id == made.id)
            )
            return made.number, [lot_id.split("/")[1] for lot_id in rows]

    # What must be so.

    def answer(self, code: str) -> Clear | Blocked:
        with self.world.store.read() as work:
            facts = load_lot_facts(work, self.world.lot(code))
        return may_conclude(facts, Rulebook.SE_LOU_19, self.world.clock.at)

    def expected(self) -> dict[str, bool]:
        return {code: may_sign(self.judged(code), self.today) for code in self.lots}

    def conclude_all(self) -> dict[str, bool]:
        """Draw up what can be, let every provider sign, and sign whatever lies there."""
        self.acts += 1
        self.world.draw_up()
        for each in contracts_to_sign(self.world.store, TENDER, by_buyer=False):
            self.world.provider_signs(each.id, TENDERERS[each.lot_id.split("/")[1]])
        with self.world.store.read() as work:
            found = [(row.id, row.lot_id) for row in work.session.exec(select(Contract))]
        signed = dict.fromkeys(self.lots, False)
        for contract_id, lot_id in found:
            code = lot_id.split("/")[1]
            if self.lots[code].concluded:
                continue
            try:
                self.world.buyer_signs(contract_id)
            except ActRefused:
                continue
            signed[code] = True
            self.concluded += 1
            self.put(code, concluded=True)
            self.entered(code)
        return signed

    def chain_holds(self) -> bool:
        with self.world.store.read() as work:
            return verify(work).faults == ()
