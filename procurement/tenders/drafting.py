"""Put a tender on the record as a draft, with its lots and requirements."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, PositiveInt

from law.reasons import ActRefused, Basis, Cite, Reason, Text, refuse
from law.rulebook import Rulebook, check_basis
from models.store import Store, Work
from models.tender import Lot, Requirement, Tender
from people.actors import Actor
from people.permissions import Act, require
from procurement.tenders.provisions import citing
from procurement.tenders.selection import turnover_demand
from procurement.tenders.terms import award_terms, check_lots_named
from registry.journal import append


class LotDraft(BaseModel):
    """`estimated_value` in minor units; `at_fte_tenths` is the staffing that the lot takes."""

    model_config = ConfigDict(frozen=True)
    code: str
    name: str
    region: str
    places_per_year: PositiveInt
    estimated_value: PositiveInt
    at_fte_tenths: PositiveInt


@dataclass(frozen=True)
class RequirementDraft:
    """`at_least`: the smallest number that evidence may show, such as a turnover in minor units."""

    code: str
    title: Text
    basis: Basis
    cite: Cite | None
    stage: str
    evidence_kind: str
    max_age_days: int | None
    per_bid: bool
    at_least: int | None = None


class TenderDraft(BaseModel):
    """What an officer states before publication. The lots' order is free."""

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)
    id: str = Field(pattern=r"^[A-Za-z0-9-]+$")
    buyer_id: str
    diary_number: str
    title: Text
    rulebook: Rulebook
    procedure: str
    cpv: str
    currency: str = Field(pattern=r"^[A-Z]{3}$")
    starts_on: date
    bid_deadline_at: AwareDatetime
    bids_valid_until: date
    lots_are_separate_contracts: bool
    award_terms: dict[str, Any]
    service_terms: dict[str, Any]
    capacity_rule: Text
    contract_starts_on: date
    contract_months: PositiveInt
    option_months: tuple[PositiveInt, ...]
    lots: tuple[LotDraft, ...] = Field(min_length=1)
    requirements: tuple[RequirementDraft, ...]


def draft_tender(store: Store, actor: Actor, draft: TenderDraft) -> str:
    """Write the draft, of a procurement under LOU chapter 19.

    Refuses other rulebooks, and a control that cites a chapter which does not
    apply (LOU 19:1).
    """
    _check_rulebook(draft.rulebook)
    with citing(draft.rulebook):
        check_lots_named(award_terms(draft.award_terms), {lot.code for lot in draft.lots})
    for requirement in draft.requirements:
        _check(draft.rulebook, requirement)
        _check_turnover(draft, requirement)
    with store.write() as work:
        require(work, actor, Act.DRAFT_TENDER, draft.buyer_id)
        if work.session.get(Tender, draft.id) is not None:
            return draft.id
        work.session.add(_tender(work, actor, draft))
        work.session.flush()
        work.session.add_all(_lots(draft))
        work.session.add_all(_requirements(draft))
        append(
            work,
            actor.id,
            "tender.drafted",
            draft.id,
            {"rulebook": draft.rulebook.value, "lots": [lot.code for lot in draft.lots]},
        )
    return draft.id


def _check_rulebook(rulebook: Rulebook) -> None:
    # Letters and records say what chapter 19 says; elsewhere they would cite the wrong law.
    if rulebook is not Rulebook.SE_LOU_19:
        raise refuse(
            "tender.rulebook",
            sv="Här genomförs bara upphandlingar enligt 19 kap. LOU, som brev och protokoll"
            f" är formulerade för, och inte enligt {rulebook.value}",
            en="Only procurements under LOU chapter 19, which letters and records are worded"
            f" for, are carried out here, and none under {rulebook.value}",
            todo_sv="Ange SE-LOU-19, eller genomför upphandlingen på annat sätt",
            todo_en="State SE-LOU-19, or carry out the procurement by other means",
        )


def _check(rulebook: Rulebook, requirement: RequirementDraft) -> None:
    wrong = check_basis(rulebook, requirement.basis, requirement.cite)
    if wrong is not None:
        raise ActRefused(
            wrong,
            Text(
                f"Rätta grunden för kravet ”{requirement.title.sv}”",
                f"Correct the basis of the requirement “{requirement.title.en}”",
            ),
        )


def draft_warnings(draft: TenderDraft) -> tuple[Reason, ...]:
    """What the draft may state and should not state unthinkingly."""
    demands = (_turnover(draft, requirement) for requirement in draft.requirements)
    return tuple(demand for demand in demands if demand is not None)


def _check_turnover(draft: TenderDraft, requirement: RequirementDraft) -> None:
    demand = _turnover(draft, requirement)
    if demand is not None and draft.rulebook is Rulebook.SE_LOU:
        raise ActRefused(demand, Text("Sänk omsättningskravet", "Lower the turnover required"))


def _turnover(draft: TenderDraft, requirement: RequirementDraft) -> Reason | None:
    values = [lot.estimated_value for lot in draft.lots]
    return turnover_demand(draft.rulebook, requirement.evidence_kind, requirement.at_least, values)


def _tender(work: Work, actor: Actor, draft: TenderDraft) -> Tender:
    if draft.bid_deadline_at <= work.now:
        raise refuse(
            "tender.deadline_passed",
            sv="Anbudstiden skulle redan vara slut",
            en="The deadline for bids would already have passed",
            todo_sv="Ange en senare sista dag för anbud",
            todo_en="State a later deadline",
        )
    if draft.contract_starts_on.day != 1:
        raise refuse(
            "tender.start_within_month",
            sv=f"Avtalen skulle börja {draft.contract_starts_on.isoformat()}, mitt i en månad",
            en=f"The contracts would start on {draft.contract_starts_on.isoformat()},"
            " within a month",
            todo_sv="Ange den första dagen i en månad",
            todo_en="State the first day of a month",
        )
    return Tender(
        **draft.model_dump(
            exclude={"title", "capacity_rule", "lots", "requirements", "rulebook", "option_months"}
        ),
        rulebook=draft.rulebook.value,
        option_months=list(draft.option_months),
        title_sv=draft.title.sv,
        title_en=draft.title.en,
        capacity_rule_sv=draft.capacity_rule.sv,
        capacity_rule_en=draft.capacity_rule.en,
        **work.recorded(actor.id),
    )


def _lots(draft: TenderDraft) -> Iterable[Lot]:
    for lot in draft.lots:
        yield Lot(id=f"{draft.id}/{lot.code}", tender_id=draft.id, **lot.model_dump())


def _requirements(draft: TenderDraft) -> Iterable[Requirement]:
    for item in draft.requirements:
        cite = item.cite
        yield Requirement(
            id=f"{draft.id}/{item.code}",
            tender_id=draft.id,
            code=item.code,
            title_sv=item.title.sv,
            title_en=item.title.en,
            basis=item.basis.value,
            cite_act=cite.act if cite else None,
            cite_chapter=None if cite is None or cite.chapter is None else str(cite.chapter),
            cite_section=cite.section if cite else None,
            stage=item.stage,
            evidence_kind=item.evidence_kind,
            max_age_days=item.max_age_days,
            per_bid=item.per_bid,
            at_least=item.at_least,
        )


def cite_of(requirement: Requirement) -> Cite | None:
    """The stored citation back as a `Cite`."""
    if requirement.cite_act is None or requirement.cite_section is None:
        return None
    return Cite(requirement.cite_act, requirement.cite_chapter, requirement.cite_section)
