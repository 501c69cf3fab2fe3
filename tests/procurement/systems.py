"""Systems that take in applications at any time: their drafts, and what is done in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from contracts.choice import draw_up_choice
from contracts.choice_signing import sign_choice_on_paper
from law.reasons import Basis, Cite, Text
from law.rulebook import Rulebook
from law.thresholds import Buyer, Kind
from models.admissions import ExitCause
from models.contract import Party
from people.actors import ENGINE
from procurement.admissions.applying import NewApplication, apply
from procurement.admissions.checking import Finding, check_requirement, check_shown
from procurement.admissions.completing import answer_completion, ask_completion
from procurement.admissions.deciding import AdmissionJudgement, decide_admission
from procurement.admissions.ending import Ending, end_admission
from procurement.admissions.files import SentFile
from procurement.admissions.profiles import Profile, state_profile
from procurement.admissions.standing import applications_to, standing_of
from procurement.qualification.evidence import EvidenceItem, register_evidence
from procurement.tenders.draft import (
    LotDraft,
    RequirementDraft,
    SystemDraft,
    TenderDraft,
    ValueDraft,
)
from tests.contracts.signed_pages import choice_page_of
from tests.plain_renderer import PlainRenderer
from tests.procurement.small_papers import award_terms_of, both, tender_draft
from tests.procurement.small_tender import World

CHOICE, DPS, CALL = "LOV-1", "DIS-1", "DIS-1-A"
WHY = Text("Kraven är prövade.", "The requirements have been examined.")
ADDRESS = Text("Storgatan 1", "Storgatan 1")


def requirements(act: str, chapter: int, section: str) -> tuple[RequirementDraft, ...]:
    tax = RequirementDraft(
        "TAX", Text("Skatter betalda", "Taxes paid"), Basis.STATUTE, Cite(act, chapter, section),
        "bid", "tax", 60, False,
    )  # fmt: skip
    staff = RequirementDraft(
        "STAFF", Text("Utbildad personal", "Trained staff"), Basis.TENDER_DOCUMENTS, None,
        "bid", "staff", None, False,
    )  # fmt: skip
    return tax, staff


def area(code: str, name: str, value: int) -> LotDraft:
    return LotDraft(
        code=code, name=name, region="Län", places_per_year=20, estimated_value=value,
        at_fte_tenths=10,
    )  # fmt: skip


def choice_draft(**changes: Any) -> TenderDraft:
    values: dict[str, Any] = {
        "id": CHOICE,
        "diary_number": "DEMO 2026/9",
        "title": Text("Boendestöd att välja", "Housing support to choose"),
        "rulebook": Rulebook.SE_LOV,
        "procedure": "choice",
        "step": "system",
        "cpv": "85311000-2",
        "bid_deadline_at": None,
        "bids_valid_until": None,
        "award_terms": {},
        "service_terms": {"name": "Boendestöd", "purpose": both("Stöd.", "Support."),
                          "parts": [], "kpis": []},
        "contract_starts_on": date(2026, 3, 1),
        "lots": (area("A", "Centrum", 100), area("B", "Skären", 100)),
        "requirements": requirements("LOV", 7, "1"),
        "value": None,
        "system": SystemDraft(
            decision_days=30,
            remuneration=Text("500 kr per timme", "SEK 500 per hour"),
            how_to_apply=Text("Via e-tjänsten", "By the e-service"),
        ),
    }  # fmt: skip
    return tender_draft(**(values | changes))


def dps_draft(**changes: Any) -> TenderDraft:
    values: dict[str, Any] = {
        "id": DPS,
        "diary_number": "DEMO 2026/10",
        "title": Text("Tolkning", "Interpreting"),
        "rulebook": Rulebook.SE_LOU,
        "procedure": "dps",
        "step": "system",
        "cpv": "79540000-1",
        "bid_deadline_at": None,
        "bids_valid_until": None,
        "award_terms": award_terms_of(),
        "lots": (area("L1", "Norr", 400_000_000),),
        "requirements": requirements("LOU", 13, "2"),
        "value": ValueDraft(
            buyer_kind=Buyer.CENTRAL, kind=Kind.SERVICES, reason=Text("Avtal", "Contracts")
        ),
        "system": SystemDraft(
            decision_days=10,
            remuneration=Text("Enligt anbud", "By tender"),
            how_to_apply=Text("Elektroniskt", "By electronic means"),
            ends_on=date(2029, 12, 31),
        ),
    }
    return tender_draft(**(values | changes))


def call_draft(deadline: Any, tender_id: str = CALL, **changes: Any) -> TenderDraft:
    """A call for tenders in the dynamic purchasing system."""
    values: dict[str, Any] = {
        "id": tender_id,
        "diary_number": f"DEMO 2026/10-{tender_id[-1]}",
        "step": "call",
        "under": DPS,
        "bid_deadline_at": deadline,
        "bids_valid_until": date(2026, 12, 31),
        "award_terms": award_terms_of(),
        "value": None,
        "system": None,
    }
    return dps_draft(**(values | changes))


@dataclass(frozen=True)
class System:
    """The acts in one system of a world, each by who may do it."""

    world: World

    def own(self, name: str) -> Any:
        return self.world.actor(f"{name}-person")

    def file(self, name: str, text: str = "Ansökan") -> SentFile:
        return SentFile("ansokan.txt", f"{text} {name}\n".encode())

    def new(self, name: str, lot: str, text: str = "Ansökan") -> NewApplication:
        return NewApplication(self.world.tender, lot, name, self.file(name, text))

    def apply(self, name: str, lot: str = "A", text: str = "Ansökan") -> str:
        return apply(self.world.store, self.own(name), self.new(name, lot, text))

    def show(self, name: str, *kinds: str, issued: date | None = None) -> None:
        """Evidence of the supplier's comes in: a tax certificate, a list of staff."""
        issued = issued or self.world.clock.at.date()
        items = [
            EvidenceItem(f"{self.world.tender}-{kind}-{name}-{issued}", name, None, kind, issued,
                         None, "intyg")
            for kind in kinds
        ]  # fmt: skip
        register_evidence(self.world.store, self.world.actor("officer"), self.world.tender, items)

    def check_shown(self, application_id: str) -> tuple[str, ...]:
        return check_shown(self.world.store, self.world.actor("officer"), application_id)

    def check(self, application_id: str, code: str, *, met: bool, note: Text = WHY) -> int:
        finding = Finding(code, met, note)
        officer = self.world.actor("officer")
        return check_requirement(self.world.store, officer, application_id, finding)

    def ask(self, application_id: str, answer_by: date, text: Text = WHY) -> str:
        officer = self.world.actor("officer")
        return ask_completion(self.world.store, officer, application_id, text, answer_by)

    def answer(self, completion_id: str, name: str, text: str = "Svar") -> bool:
        return answer_completion(self.world.store, self.own(name), completion_id, text)

    def decide(
        self, application_id: str, *, approved: bool = True, ground: str | None = None,
        reason: Text = WHY,
    ) -> None:  # fmt: skip
        head, officer = self.world.actor("head"), self.world.actor("officer")
        judgement = AdmissionJudgement(approved, reason, ground)
        decide_admission(self.world.store, head, officer, application_id, judgement)

    def admit(self, name: str, lot: str = "A") -> str:
        """Apply, show everything and be approved, at once."""
        application_id = self.apply(name, lot)
        self.show(name, "tax", "staff")
        assert self.check_shown(application_id) == ()
        self.decide(application_id)
        return application_id

    def leave(self, application_id: str, name: str, ends_on: date) -> None:
        ending = Ending(ExitCause.OWN_REQUEST, ends_on, WHY)
        end_admission(self.world.store, self.own(name), application_id, ending)

    def tell(self, application_id: str, name: str, **changes: Any) -> int:
        """The provider's profile."""
        said: Mapping[str, Any] = {
            "address": "Storgatan 1, Umeå", "phone": "090-00 00 00", "languages": "svenska",
            "accessibility": Text("Hiss", "Lift"), "profile": Text("Stöd.", "Support."),
        }  # fmt: skip
        profile = Profile(**{**said, **changes})
        return state_profile(self.world.store, self.own(name), application_id, profile)

    def draw_up(self) -> tuple[str, ...]:
        engine = self.world.actor(ENGINE)
        return draw_up_choice(self.world.store, engine, PlainRenderer(), self.world.tender, "sv")

    def sign(self, application_id: str, name: str) -> None:
        store, page = self.world.store, choice_page_of(self.world.store, application_id)
        sign_choice_on_paper(store, self.own(name), application_id, Party.PROVIDER, page)
        signatory = self.world.actor("signatory")
        sign_choice_on_paper(store, signatory, application_id, Party.BUYER, page)


def system_of(world: World, draft: TenderDraft) -> System:
    """The system, drafted and published now."""
    return System(world.call(draft))


def lot_of(system: System) -> str:
    return "A" if system.world.tender == CHOICE else "L1"


def standings(system: System) -> dict[str, str]:
    """Application → how it stands today."""
    with system.world.store.read() as work:
        rows = applications_to(work, system.world.tender)
        today = system.world.clock.at.date()
        return {row.id: standing_of(work, row, today).value for row in rows}
