"""A play as a list of dated steps over the same services that the real work uses.

The stored clock says how far a rehearsal has come: a step whose time the clock
has passed is complete, and one whose time it shows may be half done, which
every service allows for. So a rehearsal that was killed goes on where it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from appeals.docket.checks import record_court_check
from appeals.docket.court_acts import record_court_act
from appeals.docket.matters import open_matter
from contracts.pending import contracts_to_sign
from documents.rendering import Renderer
from flows import follow_up, preparation, sealed_play, tenderers_asked, tenderers_told
from flows.choice_steps import ChoiceSteps, beside_tender
from flows.court_entries import COURT_WORDS, court_entry, matter_entry
from flows.enrolling import contact_id, draft_of, enrol
from flows.planning import plan
from flows.play_evidence import take_in_evidence
from flows.played_signatures import Signatures
from flows.step import Step
from flows.two_persons_decide import draft_and_decide
from interop import play_course as course
from interop.choice_play import ChoicePlay
from interop.play_files import Play
from law.days import swedish_day
from law.reasons import ActRefused, Lang, Text
from models.contract import Party
from models.review import CourtName
from models.store import Store, StoredClock
from people.actors import Actor, load_actor
from procurement.bids.receiving import receive_bid
from procurement.calls.publishing import publish
from procurement.qualification.controls import (
    propose_controls,
    record_controls,
)
from procurement.ranking.evaluating import evaluate
from procurement.reports.protocols import file_individual_report
from procurement.tenders.drafting import draft_tender

DAYS_OF_DRAFTING = timedelta(days=7)


@dataclass(frozen=True)
class Rehearsal:
    """A play, where it is played, how its people sign, and in which language it is set."""

    play: Play
    store: Store
    renderer: Renderer
    signatures: Signatures
    lang: Lang
    choice: ChoicePlay | None = None
    """A system of choice that is played beside the tender, by the same staff."""
    refused: list[str] = field(default_factory=list)
    """Late bids that were turned away, in words: a play may hold some, as life does."""

    @property
    def tender_id(self) -> str:
        return self.play.tender.id

    def actor(self, person_id: str) -> Actor:
        return load_actor(self.store, person_id)

    def lot_id(self, code: str) -> str:
        return f"{self.tender_id}/{code}"

    def steps(self) -> list[Step]:
        """Every step of the play in the order of its clock."""
        found = [
            *self._until_opening(),
            *self._asked(),
            *self._until_letters(),
            *self._review(),
            *self._conclusion(),
            *self._courts(),
            *self._reported(),
            *follow_up.steps(self.store, self.play, self.renderer, self.lang),
        ]
        return beside_tender(sorted([*found, *self._choice()], key=lambda step: step.at))

    def _choice(self) -> Iterator[Step]:
        if self.choice is not None:
            course = self.play.course
            yield from ChoiceSteps(
                self.choice, course, self.store, self.renderer, self.signatures, self.lang
            ).steps()

    def remaining(self) -> list[Step]:
        now = self.store.clock.now()
        return [step for step in self.steps() if step.at >= now]

    def perform(self, step: Step) -> None:
        """Set the clock to the step's time and do it."""
        clock = self.store.clock
        if isinstance(clock, StoredClock):
            clock.set(step.at)
        step.do()

    def _until_opening(self) -> Iterator[Step]:
        play, store = self.play, self.store
        run = play.course
        drafting = run.publish.at - DAYS_OF_DRAFTING
        for at, title, do in (
            (drafting, Text("Lägg upp upphandlingen", "Draft the tender"), self._draft),
            (
                drafting,
                Text("Förordna dem som öppnar anbuden", "Appoint those who open the bids"),
                lambda: sealed_play.appoint(store, play),
            ),
            (
                run.publish.at,
                Text("Annonsera (två personer)", "Publish (two persons)"),
                self._publish,
            ),
            (
                run.publish.at,
                Text("Pröva att varje par kan öppna", "Prove that every pair can open"),
                lambda: sealed_play.rehearse_pairs(store, play),
            ),
        ):
            yield Step(at, "tender", title, do)
        for bid in play.bids:
            yield Step(
                bid.received_at,
                "tender",
                Text("Ta emot förseglade anbud", "Receive sealed bids"),
                self._receive(bid.id, bid.provider),
            )
        yield Step(
            run.open.at,
            "tender",
            Text("Öppna anbuden (två upphandlare)", "Open the bids (two officers)"),
            lambda: sealed_play.open_play(store, play),
        )
        yield Step(
            run.open.at,
            "tender",
            Text("Upprätta öppningsprotokollet", "Prepare the opening record"),
            self._protocols,
        )

    def _draft(self) -> None:
        enrol(self.store, self.play)
        act = self.play.course.publish
        draft_tender(self.store, self.actor(act.by), draft_of(self.play))
        plan(self.store, self.play, self.actor(act.by), self.actor(act.approved_by))

    def _publish(self) -> None:
        act = self.play.course.publish
        publish(self.store, self.actor(act.by), self.actor(act.approved_by), self.tender_id)

    def _receive(self, bid_id: str, provider: str) -> Callable[[], None]:
        def receive() -> None:
            sender = self.actor(contact_id(provider))
            submission = sealed_play.submission_of(self.store, self.play, bid_id)
            try:
                receive_bid(self.store, sender, submission)
            except ActRefused as refusal:
                if refusal.reason.code != "bid.late":
                    raise
                self.refused.append(f"{bid_id}: {refusal.in_(self.lang)}")

        return receive

    def _protocols(self) -> None:
        preparation.set_protocols(self.store, self.renderer, self.tender_id, self.lang)

    def _asked(self) -> Iterator[Step]:
        """What tenderers are asked, and what they ask, with what comes of it."""
        yield from tenderers_asked.steps(self.store, self.play, self._letters)
        yield from tenderers_told.steps(self.store, self.play, self._letters)

    def _until_letters(self) -> Iterator[Step]:
        run = self.play.course
        yield self._evaluation("award", run.evaluate)
        for act in run.controls:
            yield self._controls("award", act)
            yield Step(
                act.at,
                "award",
                Text("Rangordna på nytt där ett anbud föll", "Rank again where a bid fell"),
                self._rank_again(act, last=act is run.controls[-1]),
            )
        yield from self._decision_and_letters("award", run.decide, run.letters)

    def _rank_again(self, act: course.Act, *, last: bool) -> Callable[[], None]:
        """In the play's last round, until nobody's winner falls: an edited play may need more."""
        ranker = self.play.course.evaluate.by

        def again() -> None:
            while evaluate(self.store, self.actor(ranker), self.tender_id) is not None and last:
                self._control(act)

        return again

    def _evaluation(self, phase: str, act: course.Act) -> Step:
        return Step(
            act.at,
            phase,
            Text("Rangordna anbuden område för område", "Rank the bids lot by lot"),
            lambda: self._evaluate(act.by),
        )

    def _evaluate(self, person_id: str) -> None:
        evaluate(self.store, self.actor(person_id), self.tender_id)

    def _controls(self, phase: str, act: course.Act) -> Step:
        return Step(
            act.at,
            phase,
            Text(
                "Kontrollera krav och aktuella bevis för tilltänkta vinnare",
                "Check requirements and current evidence of presumptive winners",
            ),
            lambda: self._control(act),
        )

    def _control(self, act: course.Act) -> None:
        officer = self.actor(act.by)
        take_in_evidence(self.store, officer, self.tender_id, self.play, swedish_day(act.at))
        proposed = propose_controls(self.store, self.tender_id)
        record_controls(self.store, officer, self.tender_id, proposed)

    def _decision_and_letters(
        self, phase: str, decide: course.Decide, letters: course.Letters
    ) -> Iterator[Step]:
        yield Step(
            decide.at,
            phase,
            Text("Besluta om tilldelning (två personer)", "Decide the award (two persons)"),
            lambda: self._decide(decide),
        )
        yield Step(
            letters.at,
            phase,
            Text("Upprätta och skicka underrättelserna", "Prepare and send the notice letters"),
            self._letters,
        )

    def _decide(self, act: course.Decide) -> None:
        draft_and_decide(self.store, self.renderer, self.tender_id, act, self.lang)

    def _letters(self) -> None:
        preparation.send_letters(self.store, self.renderer, self.tender_id, self.lang)

    def _review(self) -> Iterator[Step]:
        lawyer = self.play.course.court_check.by
        for application in self.play.course.applications:
            yield Step(
                application.informed_at,
                "standstill",
                Text(
                    f"Diarieför ansökan om överprövning i {application.lot}",
                    f"Enter an application for review of {application.lot}",
                ),
                self._lodge(application, lawyer),
            )
        check = self.play.course.court_check
        answers = {self.lot_id(answer.lot): answer.pending_case for answer in check.answers}
        yield self._court_check("standstill", check.court, check, answers)
        yield self._drawing_up("contracts", check.at)

    def _lodge(self, application: course.Application, lawyer: str) -> Callable[[], None]:
        entry = matter_entry(self.tender_id, application)

        def lodge() -> None:
            open_matter(self.store, self.actor(lawyer), entry)

        return lodge

    def _court_check(
        self, phase: str, court: str, act: course.Act, answers: dict[str, str | None]
    ) -> Step:
        return Step(
            act.at,
            phase,
            Text(f"Fråga {court} om någon ansökan kommit in", f"Ask {court} what has come in"),
            lambda: record_court_check(
                self.store, self.actor(act.by), CourtName(court), act.at, answers
            ),
        )

    def _drawing_up(self, phase: str, at: datetime) -> Step:
        return Step(
            at,
            phase,
            Text("Upprätta avtal där inget hindrar", "Draw up contracts that nothing holds"),
            self._draw_up,
        )

    def _draw_up(self) -> None:
        preparation.draw_up_contracts(self.store, self.renderer, self.tender_id, self.lang)

    def _conclusion(self) -> Iterator[Step]:
        for signs in self.play.course.provider_signs:
            yield Step(
                signs.at,
                "contracts",
                Text("Leverantören undertecknar", "The provider signs"),
                self._provider_signs(signs.provider),
            )
        act = self.play.course.buyer_signs
        yield self._buyer_signs("contracts", act)

    def _provider_signs(self, provider: str | None) -> Callable[[], None]:
        def sign() -> None:
            for contract in contracts_to_sign(self.store, self.tender_id, by_buyer=False):
                if provider in (None, contract.organisation_id):
                    actor = self.actor(contact_id(contract.organisation_id))
                    self.signatures.sign(self.store, actor, contract.id, Party.PROVIDER)

        return sign

    def _buyer_signs(self, phase: str, act: course.Act) -> Step:
        def sign() -> None:
            for contract in contracts_to_sign(self.store, self.tender_id, by_buyer=True):
                actor = self.actor(act.by)
                self.signatures.sign(self.store, actor, contract.id, Party.BUYER)

        return Step(
            act.at,
            phase,
            Text("Myndigheten undertecknar sist", "The buyer signs last"),
            sign,
        )

    def _courts(self) -> Iterator[Step]:
        for appealed in self.play.course.court_acts:
            for act in appealed.acts:
                yield from self._court_step(appealed.lot, act)

    def _court_step(self, lot: str, act: course.LotAct) -> Iterator[Step]:
        match act:
            case course.Ruling() | course.Appeal() | course.InterimOrder():
                yield self._docket_step(lot, act)
            case course.LotCourtCheck():
                answers = {self.lot_id(lot): act.pending_case}
                yield self._court_check("courts", act.court, act, answers)
                yield self._drawing_up("courts", act.at)
            case course.LotProviderSigns():
                title = Text("Leverantören undertecknar", "The provider signs")
                yield Step(act.at, "courts", title, self._provider_signs(None))
            case course.LotBuyerSigns():
                yield self._buyer_signs("courts", act)
            case course.LotEvaluate():
                yield self._evaluation("courts", act)
            case course.LotControls():
                yield self._controls("courts", act)
            case course.LotDecide():
                yield Step(
                    act.at,
                    "courts",
                    Text("Besluta på nytt (två personer)", "Decide anew (two persons)"),
                    lambda: self._decide(act),
                )
            case course.LotLetters():
                yield Step(
                    act.at,
                    "courts",
                    Text("Skicka nya underrättelser", "Send new notice letters"),
                    self._letters,
                )

    def _docket_step(
        self, lot: str, act: course.Ruling | course.Appeal | course.InterimOrder
    ) -> Step:
        lawyer = self.play.course.court_check.by
        attacked = next(each for each in self.play.course.applications if each.lot == lot)
        entry = court_entry(f"{self.tender_id}/{attacked.case}", act)
        words = COURT_WORDS[entry.kind]
        return Step(
            act.informed_at,
            "courts",
            Text(f"{entry.court}: {words.sv} ({lot})", f"{entry.court}: {words.en} ({lot})"),
            lambda: record_court_act(self.store, self.actor(lawyer), entry),
        )

    def _reported(self) -> Iterator[Step]:
        title = Text("Upprätta den individuella rapporten", "Prepare the individual report")
        for act in self.play.course.individual_reports:
            yield Step(act.at, "report", title, self._report(act.by))

    def _report(self, person_id: str) -> Callable[[], None]:
        def report() -> None:
            officer = self.actor(person_id)
            file_individual_report(self.store, officer, self.renderer, self.tender_id, self.lang)

        return report
