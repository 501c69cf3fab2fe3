"""Turn a play's files into what the services take: people, tenderers, the draft."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from interop.play_files import Criterion, Play, Provider, Service
from law.days import swedish_day
from law.reasons import Text
from law.rulebook import Rulebook
from models.parties import Buyer, Organisation, Person, Role
from models.store import Store
from people.actors import ENGINE, load_actor
from procurement.bids.bid_content import BidContent
from procurement.qualification.evidence import EvidenceItem
from procurement.tenders.draft import LotDraft, RequirementDraft, TenderDraft, ValueDraft
from registry.enrolment import enrol_buyer, enrol_tenderers
from registry.sealing import BidPackage

BUYER = "buyer"


def enrol(store: Store, play: Play) -> None:
    """Buyer, staff and tenderers, each with one contact person."""
    given = play.buyer
    buyer = Buyer(
        id=BUYER,
        name=given.name,
        org_number=given.org_number,
        address=given.address,
        city=given.city,
        court=given.court,
    )
    staff = [
        (
            Person(id=person.id, name=person.name, email=person.email),
            [Role(role) for role in person.roles],
        )
        for person in play.people
    ]
    engine = load_actor(store, ENGINE)
    enrol_buyer(store, engine, buyer, staff)
    enrol_tenderers(store, engine, [_tenderer(provider) for provider in play.providers])


def _tenderer(provider: Provider) -> tuple[Organisation, Person]:
    organisation = Organisation(
        **provider.model_dump(exclude={"at_fte_tenths", "ak_fte_tenths", "mark"}), is_demo=True
    )
    contact = Person(
        id=contact_id(provider.id),
        name=provider.contact_person,
        email=provider.email,
        organisation_id=provider.id,
    )
    return organisation, contact


def contact_id(provider_id: str) -> str:
    return f"{provider_id}-contact"


def draft_of(play: Play) -> TenderDraft:
    tender = play.tender
    return TenderDraft(
        id=tender.id,
        buyer_id=BUYER,
        diary_number=tender.diary_number,
        title=tender.title,
        rulebook=Rulebook(tender.rulebook),
        procedure=tender.procedure,
        step=tender.step,
        cpv=",".join(tender.cpv),
        currency="SEK",
        starts_on=_start(play),
        bid_deadline_at=tender.bid_deadline,
        bids_valid_until=tender.bids_valid_until,
        lots_are_separate_contracts=tender.lots_are_separate_contracts,
        award_terms=_award_terms(play),
        service_terms=_service_terms(play.service),
        capacity_rule=play.award.capacity_rule,
        value=ValueDraft(
            buyer_kind=tender.value.buyer_kind, kind=tender.value.kind, reason=tender.value.reason
        ),
        contract_starts_on=tender.contract.starts_on,
        contract_months=tender.contract.months,
        option_months=tender.contract.options_months,
        lots=tuple(
            LotDraft(
                code=lot.id,
                name=lot.name,
                region=lot.county,
                places_per_year=lot.places_per_year,
                estimated_value=lot.estimated_value_ore,
                at_fte_tenths=lot.at_fte_required_tenths,
            )
            for lot in play.lots
        ),
        requirements=tuple(
            RequirementDraft(
                code=item.id,
                title=item.title,
                basis=item.basis,
                cite=item.cite,
                stage=item.stage.value,
                evidence_kind=item.evidence_kind,
                max_age_days=item.max_age_days,
                per_bid=item.per_bid,
            )
            for item in play.requirements
        ),
    )


def _start(play: Play) -> date:
    """A procurement begins, in law, with its notice."""
    return swedish_day(play.course.publish.at)


def _award_terms(play: Play) -> dict[str, Any]:
    award = play.award
    screen = {} if award.price_screen is None else {"price_screen": award.price_screen.model_dump()}
    return {
        "model": award.model,
        "unit": both(award.unit),
        "tie_rule": both(award.tie_rule),
        "tie": award.tie,
        "criteria": [_criterion(criterion) for criterion in award.criteria],
        **screen,
    }


def _criterion(criterion: Criterion) -> dict[str, Any]:
    return {
        "id": criterion.id,
        "title": both(criterion.title),
        "levels": [
            {
                "level": level.level,
                "amount": level.amount_ore,
                "commitment": both(level.commitment),
            }
            for level in criterion.levels
        ],
    }


def _service_terms(service: Service) -> dict[str, Any]:
    return {
        "name": service.name,
        "purpose": both(service.purpose),
        "parts": [
            {
                "name": both(part.name),
                "length": both(part.length),
                "content": both(part.content),
                "report": both(part.report) if part.report else None,
            }
            for part in service.parts
        ],
        "kpis": [
            {
                "name": both(kpi.name),
                "definition": both(kpi.definition),
                "target": both(kpi.target),
            }
            for kpi in service.kpis
        ],
    }


def both(text: Text) -> dict[str, str]:
    return {"sv": text.sv, "en": text.en}


def package_of(play: Play, bid_id: str) -> BidPackage:
    """What the tenderer seals."""
    bid = next(bid for bid in play.bids if bid.id == bid_id)
    provider = next(provider for provider in play.providers if provider.id == bid.provider)
    content = BidContent(
        price=bid.price_ore, levels=bid.levels, at_fte_tenths=provider.at_fte_tenths
    )
    return BidPackage(bid.lot, bid.provider, content.model_dump())


def evidence_until(play: Play, day: date) -> Iterator[EvidenceItem]:
    """The evidence that had been issued by that day."""
    for item in play.evidence:
        if item.issued_on <= day:
            yield EvidenceItem(
                item.id,
                item.provider,
                item.bid,
                item.kind,
                item.issued_on,
                item.valid_until,
                item.value,
            )
