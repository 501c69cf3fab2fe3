"""A system of choice as dated steps beside a tender: applications, decisions, contracts, exits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from contracts.choice import choice_contracts_of, draw_up_choice
from documents.rendering import Renderer
from flows import preparation
from flows.choice_setup import draft_system, evidence_of
from flows.enrolling import contact_id
from flows.played_signatures import Signatures
from flows.step import Step
from interop.choice_play import ChoicePlay, Completing, Leaving, PlayedApplication
from interop.play_course import Course
from law.reasons import Lang, Text
from models.admissions import Application, ExitCause, NonChoiceKind
from models.contract import Party
from models.store import Store
from people.actors import ENGINE, Actor, load_actor
from procurement.admissions.applying import NewApplication, apply
from procurement.admissions.checking import Finding, check_requirement, check_shown
from procurement.admissions.completing import answer_completion, ask_completion
from procurement.admissions.deciding import AdmissionJudgement, decide_admission
from procurement.admissions.ending import Ending, end_admission
from procurement.admissions.files import SentFile
from procurement.admissions.non_choice import OptionStated, set_non_choice
from procurement.admissions.profiles import Profile, state_profile
from procurement.calls.publishing import publish
from procurement.qualification.evidence import register_evidence

DAYS_OF_DRAFTING = timedelta(days=7)
PHASE = "choice"
MET = Text("Alla krav är uppfyllda.", "Every requirement is met.")
_SAYS = {
    "draft": Text("Lägg upp valfrihetssystemet", "Draft the system of choice"),
    "publish": Text("Annonsera valfrihetssystemet", "Publish the system of choice"),
    "apply": Text("Ta emot ansökningar löpande", "Receive applications continuously"),
    "ask": Text("Begär komplettering av en ansökan", "Ask for an application's completion"),
    "answer": Text("Ta emot kompletteringen", "Receive the completion"),
    "examine": Text("Pröva ansökningarna", "Examine the applications"),
    "decide": Text("Besluta om ansökningarna (två personer)", "Decide on them (two persons)"),
    "letters": Text("Underrätta sökandena", "Tell the applicants"),
    "contracts": Text("Upprätta avtal med de godkända", "Draw up contracts of those approved"),
    "sign": Text("Leverantör och myndighet undertecknar", "Provider and buyer sign"),
    "option": Text("Besluta om ickevalsalternativ", "Decide the non-choice option"),
    "leave": Text("En leverantör lämnar systemet", "A provider leaves the system"),
}
_APART = timedelta(minutes=10)
Act = Callable[[], None]


@dataclass(frozen=True)
class ChoiceSteps:
    """The staff are those of the tender that it is played beside."""

    play: ChoicePlay
    course: Course
    store: Store
    renderer: Renderer
    signatures: Signatures
    lang: Lang

    def steps(self) -> Iterator[Step]:
        play, published = self.play, self.play.system.published_at
        yield Step(published - DAYS_OF_DRAFTING, PHASE, _SAYS["draft"], self._draft)
        yield Step(published, PHASE, _SAYS["publish"], self._publish)
        for number, application in enumerate(play.applications, 1):
            yield from self._of(f"{play.system.id}/A{number}", application)
        option = play.system.non_choice
        yield Step(option.at, PHASE, _SAYS["option"], self._set_option)
        for at in play.letters_at:
            yield Step(at, PHASE, _SAYS["letters"], self._letters)
        for at in play.contracts_at:
            yield Step(at, PHASE, _SAYS["contracts"], self._draw_up)
            yield Step(at + _APART, PHASE, _SAYS["sign"], self._sign)

    def _of(self, application_id: str, given: PlayedApplication) -> Iterator[Step]:
        yield Step(given.at, PHASE, _SAYS["apply"], lambda: self._apply(given))
        asked, leaves = given.asked, given.leaves
        if asked is not None:
            ask, answer = self._completion(application_id, given, asked)
            yield Step(asked.at, PHASE, _SAYS["ask"], ask)
            yield Step(asked.answered_at, PHASE, _SAYS["answer"], answer)
        at = given.examined_at
        yield Step(at, PHASE, _SAYS["examine"], lambda: self._examine(application_id, given))
        at = given.decided_at
        yield Step(at, PHASE, _SAYS["decide"], lambda: self._decide(application_id, given))
        if leaves is not None:
            leave = self._leaving(application_id, given.provider, leaves)
            yield Step(leaves.at, PHASE, _SAYS["leave"], leave)

    def _actor(self, person_id: str) -> Actor:
        return load_actor(self.store, person_id)

    def _own(self, provider: str) -> Actor:
        return self._actor(contact_id(provider))

    @property
    def _officer(self) -> Actor:
        return self._actor(self.course.publish.by)

    @property
    def _head(self) -> Actor:
        return self._actor(self.course.publish.approved_by)

    def _draft(self) -> None:
        draft_system(self.store, self.play, self._officer, self._head)

    def _publish(self) -> None:
        publish(self.store, self._officer, self._head, self.play.system.id)

    def _apply(self, given: PlayedApplication) -> None:
        file = SentFile("ansokan.txt", f"Ansökan från {given.provider} (demo)\n".encode())
        new = NewApplication(self.play.system.id, given.lot, given.provider, file)
        apply(self.store, self._own(given.provider), new)
        self._show(given, later=False)

    def _show(self, given: PlayedApplication, *, later: bool) -> None:
        shown = list(evidence_of(self.play, given, later=later))
        register_evidence(self.store, self._officer, self.play.system.id, shown)

    def _completion(
        self, application_id: str, given: PlayedApplication, asked: Completing
    ) -> tuple[Act, Act]:
        def ask() -> None:
            store, officer = self.store, self._officer
            ask_completion(store, officer, application_id, asked.question, asked.answer_by)

        def answer() -> None:
            own = self._own(given.provider)
            answer_completion(self.store, own, f"{application_id}/Q1", asked.answer)
            self._show(given, later=True)

        return ask, answer

    def _examine(self, application_id: str, given: PlayedApplication) -> None:
        check_shown(self.store, self._officer, application_id)
        for code, note in given.not_met.items():
            finding = Finding(code, False, note)
            check_requirement(self.store, self._officer, application_id, finding)

    def _decide(self, application_id: str, given: PlayedApplication) -> None:
        reason = next(iter(given.not_met.values()), MET)
        judgement = AdmissionJudgement(not given.not_met, reason)
        decide_admission(self.store, self._head, self._officer, application_id, judgement)

    def _letters(self) -> None:
        preparation.send_letters(self.store, self.renderer, self.play.system.id, self.lang)

    def _draw_up(self) -> None:
        engine = self._actor(ENGINE)
        draw_up_choice(self.store, engine, self.renderer, self.play.system.id, self.lang)

    def _sign(self) -> None:
        signatory = self._actor(self.course.buyer_signs.by)
        for application_id, provider in self._drawn_up():
            for actor, party in ((self._own(provider), Party.PROVIDER), (signatory, Party.BUYER)):
                self.signatures.sign_choice(self.store, actor, application_id, party)
            self._profile(application_id, provider)

    def _drawn_up(self) -> list[tuple[str, str]]:
        with self.store.read() as work:
            rows = choice_contracts_of(work, self.play.system.id)
            ids = [row.application_id for row in rows]
            of = {each: work.session.get_one(Application, each).organisation_id for each in ids}
            return list(of.items())

    def _profile(self, application_id: str, provider: str) -> None:
        given = next(each for each in self.play.applications if each.provider == provider)
        if given.profile is None:
            return
        city = next(each.city for each in self.play.providers if each.id == provider)
        address = Text("Hiss och hörslinga", "Lift and hearing loop")
        profile = Profile(
            f"Exempelgatan 1, {city}", "010-000 00 00", "svenska", address, given.profile
        )
        state_profile(self.store, self._own(provider), application_id, profile)

    def _set_option(self) -> None:
        option = self.play.system.non_choice
        kind = NonChoiceKind.IN_TURN
        stated = OptionStated(kind, self.play.system.contract_starts_on, option.rule)
        set_non_choice(self.store, self._head, self.play.system.id, option.lot, stated)

    def _leaving(self, application_id: str, provider: str, leaves: Leaving) -> Act:
        def leave() -> None:
            ending = Ending(ExitCause.OWN_REQUEST, leaves.ends_on, leaves.reason)
            end_admission(self.store, self._own(provider), application_id, ending)

        return leave


def beside_tender(steps: Sequence[Step]) -> list[Step]:
    """What goes on beside the tender is told in the phase that the tender is in just then."""
    found: list[Step] = []
    for step in steps:
        beside = step.phase == PHASE and found
        found.append(replace(step, phase=found[-1].phase) if beside else step)
    return found
