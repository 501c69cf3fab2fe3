"""Put a tender on the record as a draft, with its lots and requirements."""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import SQLModel

from law.procedures import LeadsTo, ProcedurePlan, Sends, Step, plan_or_refusal
from law.reasons import ActRefused, Cite, Reason, Text, refuse
from law.rulebook import Rulebook, check_basis
from models.admissions import SystemTerms
from models.frameworks import FrameworkTerms
from models.planning import ValueEstimate
from models.stages import TenderBasis
from models.store import Store, Work
from models.tender import Lot, Requirement, Tender
from people.actors import Actor
from people.permissions import Act, require
from procurement.tenders.draft import (
    FrameworkDraft,
    RequirementDraft,
    SystemDraft,
    TenderDraft,
    ValueDraft,
)
from procurement.tenders.draft_shape import check_diary_number, check_shape, check_under
from procurement.tenders.framework_draft import check_framework
from procurement.tenders.lawful_draft import check_award_basis, check_carried_out
from procurement.tenders.provisions import UNDER_DIRECTIVES, citing
from procurement.tenders.redoing import check_redoes, redoes_of, redone_rows
from procurement.tenders.selection import turnover_demand
from procurement.tenders.terms import award_terms, check_lots_named
from registry.journal import append


def draft_tender(store: Store, actor: Actor, draft: TenderDraft) -> str:
    """Write the draft. Refuses what its procedure, step or rulebook does not allow.

    Among that a control that cites a chapter which does not apply (LOU 19:1).
    """
    step = check_draft(draft)
    with store.write() as work:
        require(work, actor, Act.DRAFT_TENDER, draft.buyer_id)
        if work.session.get(Tender, draft.id) is not None:
            return draft.id
        _check_to_come(work, draft)
        write_draft(work, actor, draft, step)
        append(
            work,
            actor.id,
            "tender.drafted",
            draft.id,
            {
                "rulebook": draft.rulebook.value,
                "procedure": draft.procedure,
                "step": draft.step,
                "under": draft.under,
                "lots": [lot.code for lot in draft.lots],
                **redoes_of(draft),
            },
        )
    return draft.id


def check_draft(draft: TenderDraft) -> Step:
    """The step that the draft is. Raises `ActRefused` for what may not be drafted whenever."""
    check_carried_out(draft)
    plan = plan_or_refusal(draft.procedure, draft.rulebook)
    step = _step(draft, plan)
    check_shape(draft, step)
    if draft.award_terms or _decides_award(plan, step):
        with citing(draft.rulebook):
            terms = award_terms(draft.award_terms)
            check_lots_named(terms, {lot.code for lot in draft.lots})
        check_award_basis(draft, plan, terms)
    check_framework(draft, step)
    for requirement in draft.requirements:
        _check(draft.rulebook, requirement)
        _check_turnover(draft, requirement)
    return step


def _decides_award(plan: ProcedurePlan, step: Step) -> bool:
    """Also of a system in which calls are awarded: its notice states the criteria (LOU 8:12)."""
    awards = any(LeadsTo.AWARD in each.leads_to for each in plan.steps)
    return awards or step.sends is not Sends.APPLICATIONS


def write_draft(work: Work, actor: Actor, draft: TenderDraft, step: Step) -> None:
    """The rows of a draft that `check_draft` has let through, flushed."""
    check_diary_number(work, draft)
    check_under(work, draft, step)
    check_redoes(work, draft)
    work.session.add(_tender(work, actor, draft))
    work.session.flush()
    work.session.add_all(_lots(draft))
    work.session.add_all(_requirements(draft))
    work.session.add_all(_terms(work, actor, draft))
    work.session.flush()
    work.session.add_all(redone_rows(work, actor, draft))
    work.session.flush()


def _step(draft: TenderDraft, plan: ProcedurePlan) -> Step:
    try:
        return plan.step(draft.step)
    except KeyError:
        known = ", ".join(step.id for step in plan.steps)
        raise refuse(
            "tender.step",
            sv=f"{plan.name.sv[0].upper()}{plan.name.sv[1:]} har inget steg {draft.step}",
            en=f"The {plan.name.en} has no step {draft.step}",
            todo_sv=f"Ange något av {known}",
            todo_en=f"State one of {known}",
        ) from None


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
    if demand is not None and draft.rulebook in UNDER_DIRECTIVES:
        raise ActRefused(demand, Text("Sänk omsättningskravet", "Lower the turnover required"))


def _turnover(draft: TenderDraft, requirement: RequirementDraft) -> Reason | None:
    values = [lot.estimated_value for lot in draft.lots]
    return turnover_demand(draft.rulebook, requirement.evidence_kind, requirement.at_least, values)


def _check_to_come(work: Work, draft: TenderDraft) -> None:
    if draft.bid_deadline_at is not None and draft.bid_deadline_at <= work.now:
        raise refuse(
            "tender.deadline_passed",
            sv="Anbudstiden skulle redan vara slut",
            en="The deadline for bids would already have passed",
            todo_sv="Ange en senare sista dag för anbud",
            todo_en="State a later deadline",
        )


def _tender(work: Work, actor: Actor, draft: TenderDraft) -> Tender:
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
            include={
                "id",
                "buyer_id",
                "diary_number",
                "procedure",
                "step",
                "cpv",
                "currency",
                "starts_on",
                "bid_deadline_at",
                "bids_valid_until",
                "lots_are_separate_contracts",
                "award_terms",
                "service_terms",
                "contract_starts_on",
                "contract_months",
            }
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
        stated = lot.model_dump(exclude={"redoes"})
        yield Lot(id=f"{draft.id}/{lot.code}", tender_id=draft.id, **stated)


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


def _terms(work: Work, actor: Actor, draft: TenderDraft) -> Iterable[SQLModel]:
    """What only some tenders have: a basis, a value of their own, a framework, a system."""
    if draft.under is not None:
        yield TenderBasis(tender_id=draft.id, under_id=draft.under)
    if draft.value is not None:
        yield value_row(work, actor, draft.id, 1, draft.value)
    if draft.framework is not None:
        yield _framework(draft.id, draft.framework)
    if draft.system is not None:
        yield _system(draft.id, draft.system)


def value_row(
    work: Work, actor: Actor, tender_id: str, number: int, value: ValueDraft
) -> ValueEstimate:
    return ValueEstimate(
        tender_id=tender_id,
        number=number,
        buyer_kind=value.buyer_kind.value,
        kind=value.kind.value,
        options=list(value.options),
        similar=list(value.similar),
        premiums=list(value.premiums),
        rate=None if value.rate is None else str(value.rate),
        reason_sv=value.reason.sv,
        reason_en=value.reason.en,
        **work.recorded(actor.id),
    )


def _framework(tender_id: str, stated: FrameworkDraft) -> FrameworkTerms:
    special = stated.special_reasons
    return FrameworkTerms(
        tender_id=tender_id,
        way=stated.way.value,
        parties_most=stated.parties_most,
        ceiling=stated.ceiling,
        conditions_sv=stated.conditions.sv,
        conditions_en=stated.conditions.en,
        special_reasons_sv=special.sv if special else None,
        special_reasons_en=special.en if special else None,
    )


def _system(tender_id: str, stated: SystemDraft) -> SystemTerms:
    return SystemTerms(
        tender_id=tender_id,
        decision_days=stated.decision_days,
        remuneration_sv=stated.remuneration.sv,
        remuneration_en=stated.remuneration.en,
        how_to_apply_sv=stated.how_to_apply.sv,
        how_to_apply_en=stated.how_to_apply.en,
        ends_on=stated.ends_on,
    )


def cite_of(requirement: Requirement) -> Cite | None:
    """The stored citation back as a `Cite`."""
    if requirement.cite_act is None or requirement.cite_section is None:
        return None
    return Cite(requirement.cite_act, requirement.cite_chapter, requirement.cite_section)
