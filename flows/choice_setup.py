"""Turn the play of a system of choice into what the services take: providers, draft, documents."""

from __future__ import annotations

from collections.abc import Iterator

from flows.enrolling import BUYER, both, contact_id
from interop.choice_play import ChoicePlay, ChoiceProvider, ChoiceRequirement, PlayedApplication
from law.days import swedish_day
from law.reasons import Basis, Cite, Text
from law.rulebook import Rulebook
from models.parties import Organisation, Person
from models.planning import NoteKind
from models.store import Store
from people.actors import ENGINE, Actor, load_actor
from procurement.planning.interests import declare_interest
from procurement.planning.notes import write_note
from procurement.planning.tender_documents import DocumentFile, file_document
from procurement.qualification.evidence import EvidenceItem
from procurement.tenders.draft import LotDraft, RequirementDraft, SystemDraft, TenderDraft
from procurement.tenders.drafting import draft_tender
from registry.enrolment import enrol_tenderers

NO_RULE = Text("Ingen kapacitetsregel", "No capacity rule")


def draft_system(store: Store, play: ChoicePlay, officer: Actor, head: Actor) -> None:
    """The providers, the system, and what must be on file before its notice."""
    enrol_tenderers(store, load_actor(store, ENGINE), [_provider(each) for each in play.providers])
    draft_tender(store, officer, draft_of(play))
    system = play.system
    drafted = swedish_day(store.clock.now())
    write_note(store, officer, system.id, NoteKind.NEED, drafted, system.need)
    content = f"{system.document.sv}: {system.title.sv}\n".encode()
    document = DocumentFile("UNDERLAG", system.document, "underlag.txt", content)
    file_document(store, officer, system.id, document)
    for actor in (officer, head):
        declare_interest(store, actor, system.id, free=True, statement="Inga jävsförhållanden")


def _provider(given: ChoiceProvider) -> tuple[Organisation, Person]:
    email = f"{given.id.lower()}@leverantor.example"
    organisation = Organisation(
        id=given.id,
        name=given.name,
        org_number=given.org_number,
        address="Exempelgatan 1",
        city=given.city,
        email=email,
        contact_person=given.contact,
        signatory=given.contact,
        is_demo=True,
    )
    contact = Person(
        id=contact_id(given.id), name=given.contact, email=email, organisation_id=given.id
    )
    return organisation, contact


def draft_of(play: ChoicePlay) -> TenderDraft:
    system = play.system
    return TenderDraft(
        id=system.id,
        buyer_id=BUYER,
        diary_number=system.diary_number,
        title=system.title,
        rulebook=Rulebook.SE_LOV,
        procedure="choice",
        step="system",
        cpv=system.cpv,
        currency="SEK",
        starts_on=swedish_day(system.published_at),
        lots_are_separate_contracts=True,
        award_terms={},
        service_terms={
            "name": system.service.sv,
            "purpose": both(system.purpose),
            "parts": [],
            "kpis": [],
        },
        capacity_rule=NO_RULE,
        contract_starts_on=system.contract_starts_on,
        contract_months=system.contract_months,
        option_months=(),
        lots=tuple(
            LotDraft(
                code=lot.code,
                name=lot.name,
                region=lot.county,
                places_per_year=lot.places,
                # Nobody is promised a volume: the law asks for no estimate.
                estimated_value=1,
                at_fte_tenths=0,
            )
            for lot in system.lots
        ),
        requirements=tuple(_requirement(each) for each in system.requirements),
        system=SystemDraft(
            decision_days=system.decision_days,
            remuneration=system.remuneration,
            how_to_apply=system.how_to_apply,
        ),
    )


def _requirement(given: ChoiceRequirement) -> RequirementDraft:
    cite, basis = None, Basis.TENDER_DOCUMENTS
    if given.cite is not None:
        chapter, section = given.cite.split(":")
        cite, basis = Cite("LOV", int(chapter), section), Basis.STATUTE
    return RequirementDraft(
        given.code, given.title, basis, cite, "bid", given.evidence, given.max_age_days, False
    )


def evidence_of(
    play: ChoicePlay, application: PlayedApplication, *, later: bool
) -> Iterator[EvidenceItem]:
    """What came with the application, or later with the answer to a question."""
    asked = application.asked
    if later and asked is None:
        return
    kinds = asked.shows if later and asked else application.shows
    at = asked.answered_at if later and asked else application.at
    for kind in kinds:
        evidence_id = f"{play.system.id}-{application.provider}-{kind}"
        yield EvidenceItem(
            evidence_id, application.provider, None, kind, swedish_day(at), None, "Intyg (demo)"
        )
