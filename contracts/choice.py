"""The contract with each provider in a system of choice: drawn up as soon as it is approved.

Nothing holds it: LOV knows no standstill, and asks for a contract without delay (8:3).
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import col, func, select

from appeals.in_force import cancelled_lots
from documents.admission_contexts import ChoiceContractContext, ChoiceRequirement
from documents.rendering import Renderer, template_version
from documents.text_hash import text_hash
from law.choice import gateways, in_scope
from law.days import swedish_day
from law.reasons import Basis, Lang
from models.admissions import AdmissionDecision, Application, ChoiceContract, SystemTerms
from models.parties import Organisation
from models.store import Store, Work
from models.tender import Lot, Requirement, Tender
from people.actors import Actor
from people.permissions import Act, require
from procurement.admissions.standing import takes_part
from procurement.conditions.admitted import admitted_to
from procurement.letters.admission_letters import leads_to_contract
from procurement.qualification.controls import requirements_of
from procurement.tenders.drafting import cite_of
from procurement.tenders.named import tender_or_refusal
from procurement.tenders.wording import (
    buyer_party,
    is_demo,
    lot_part,
    provider_party,
    title_of,
)
from registry.filing import PDF, file_blob
from registry.journal import append


def choice_contracts_due(work: Work, tender_id: str) -> tuple[str, ...]:
    """Applications that are approved and have no contract yet, by lot and number."""
    tender = tender_or_refusal(work, tender_id)
    if not leads_to_contract(tender):
        return ()
    drawn_up = set(
        work.session.exec(
            select(ChoiceContract.application_id)
            .join(Application, col(Application.id) == col(ChoiceContract.application_id))
            .where(col(Application.tender_id) == tender_id)
        )
    )
    rows = admitted_to(work, tender_id, swedish_day(work.now))
    drawn_up.update(row.id for row in rows if row.lot_id in cancelled_lots(work, tender_id))
    return tuple(row.id for row in rows if row.id not in drawn_up)


def draw_up_choice(
    store: Store, actor: Actor, renderer: Renderer, tender_id: str, lang: Lang
) -> tuple[str, ...]:
    """Render and file every contract that is due; returns the new contracts' numbers.

    One that has been drawn up, or whose provider has left, meanwhile is left out.
    """
    with store.read() as work:
        tender = tender_or_refusal(work, tender_id)
        require(work, actor, Act.RENDER, tender.buyer_id)
        due = choice_contracts_due(work, tender_id)
        contexts = [choice_contract_context(work, each, lang) for each in due]
    pdfs = renderer.render_all(contexts)
    made = []
    with store.write() as work:
        require(work, actor, Act.RENDER, tender_or_refusal(work, tender_id).buyer_id)
        work.lock_tender(tender_id)
        still = set(choice_contracts_due(work, tender_id))
        for application_id, context, pdf in zip(due, contexts, pdfs, strict=True):
            if application_id in still:
                made.append(_file(work, actor, application_id, context, pdf))
    return tuple(made)


def _file(
    work: Work, actor: Actor, application_id: str, context: ChoiceContractContext, pdf: bytes
) -> str:
    row = ChoiceContract(
        application_id=application_id,
        number=context.contract_number,
        rendered_at=work.now,
        starts_on=context.starts_on,
        pdf_sha256=file_blob(work, pdf, PDF),
        text_sha256=text_hash(context),
        **work.recorded(actor.id),
    )
    work.session.add(row)
    work.session.flush()
    said = {"number": row.number, "pdf_sha256": row.pdf_sha256}
    append(work, actor.id, "choice_contract.drawn_up", application_id, said)
    return row.number


def choice_contract_context(work: Work, application_id: str, lang: Lang) -> ChoiceContractContext:
    """Everything that the contract says. The application must be approved."""
    application = work.session.get_one(Application, application_id)
    decision = work.session.get_one(AdmissionDecision, application_id)
    tender = work.session.get_one(Tender, application.tender_id)
    if not takes_part(work, application):
        raise AssertionError(f"a contract for {application_id} was asked for, not approved")
    terms = work.session.get_one(SystemTerms, tender.id)
    lot = work.session.get_one(Lot, application.lot_id)
    sv = lang == "sv"
    return ChoiceContractContext(
        lang=lang,
        template_version=template_version("choice_contract"),
        diary_number=tender.diary_number,
        is_demo=is_demo(work),
        contract_number=f"{tender.diary_number}-{lot.code}-{application.number}",
        tender_title=title_of(tender, lang),
        lot=lot_part(lot),
        buyer=buyer_party(work, tender),
        provider=provider_party(work.session.get_one(Organisation, application.organisation_id)),
        service=tender.service_terms.get("name", title_of(tender, lang)),
        purpose=tender.service_terms.get("purpose", {}).get(lang, ""),
        remuneration=terms.remuneration_sv if sv else terms.remuneration_en,
        requirements=[_requirement(row, lang) for row in requirements_of(work, tender.id)],
        application=application_id,
        decided_on=swedish_day(decision.decided_at),
        starts_on=max(tender.contract_starts_on, swedish_day(work.now)),
        review_months=tender.contract_months,
        gateway=gateway_of(tender.cpv, lang),
    )


def gateway_of(cpv: str, lang: Lang) -> str:
    """LOV itself for what its 1:1 names; any other service takes a gateway of its own."""
    health_and_social, employment = gateways()
    return (health_and_social if in_scope(cpv) else employment).cite.in_(lang)


def _requirement(row: Requirement, lang: Lang) -> ChoiceRequirement:
    cite = cite_of(row)
    return ChoiceRequirement(
        text=row.title_sv if lang == "sv" else row.title_en,
        basis=Basis(row.basis).value,
        cite=cite.in_(lang) if cite else None,
    )


def choice_contracts_of(work: Work, tender_id: str) -> Sequence[ChoiceContract]:
    """All that have been drawn up in the system, by application."""
    found = (
        select(ChoiceContract)
        .join(Application, col(Application.id) == col(ChoiceContract.application_id))
        .where(col(Application.tender_id) == tender_id)
    )
    return work.session.exec(found.order_by(func.length(Application.id), col(Application.id))).all()
