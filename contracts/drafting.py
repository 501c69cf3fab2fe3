"""Draw up the contract of every bid that is awarded a lot and that nothing holds, exactly once.

A lot has one, or in a framework as many as are taken in: each is drawn up by itself.
"""

from __future__ import annotations

from decimal import Decimal

from appeals.awarded import awarded_bids
from appeals.hold import Blocked, Clear
from appeals.in_force import AwardInForce, award_in_force
from appeals.loading import load_lot_facts
from contracts.concluding import could_be_concluded, may_be_concluded
from contracts.framework_terms import framework_part, party_part
from contracts.term_dates import ends_on, starts_on
from contracts.terms import kpi_targets_of, service_of
from contracts.versions import newest_contract, next_version, outdated, suffix
from documents.contexts import Commitment, ContractContext, Staffing
from documents.contexts import Requirement as RequirementPart
from documents.rendering import Renderer, template_version
from law.days import swedish_day
from law.reasons import Basis, Lang, Reason
from models.contract import Contract
from models.decision import AwardedBid
from models.parties import Organisation
from models.store import Store, Work
from models.tender import Bid, Lot, OpenedBid, Requirement, Tender
from people.actors import Actor
from people.permissions import Act, require
from procurement.qualification.controls import requirements_of
from procurement.tenders.drafting import cite_of
from procurement.tenders.lots import lots_of
from procurement.tenders.named import tender_or_refusal
from procurement.tenders.terms import award_terms
from procurement.tenders.wording import (
    buyer_party,
    decision_part,
    is_demo,
    lot_part,
    provider_party,
    title_of,
)
from registry.filing import PDF, file_blob
from registry.journal import append

# What a contract says of why it may be concluded: each period's last day, and what
# the courts answered. The steps of counting stand in the letters and the summary.
LAST_DAY, EARLIEST, CHECKED = "last-day", "earliest-contract", "court-checked"


def lots_to_draw_up(store: Store, tender_id: str) -> tuple[str, ...]:
    """Lots that are clear now and have no contract under the decision in force."""
    with store.read() as work:
        tender = tender_or_refusal(work, tender_id)
        return tuple(lot.id for lot in lots_of(work, tender_id) if _due_in(work, tender, lot.id))


def _due_in(work: Work, tender: Tender, lot_id: str) -> list[AwardedBid]:
    """Of those that the decision in force awards the lot, by place."""
    award = award_in_force(work, lot_id)
    if award is None:
        return []
    chosen = awarded_bids(work, award.awarded)
    return [each for each in chosen if _due(work, tender, award, each.bid_id)]


def _due(work: Work, tender: Tender, award: AwardInForce, bid_id: str) -> bool:
    answer = may_be_concluded(work, tender, award.awarded.lot_id, bid_id)
    if isinstance(answer, Blocked):
        return False
    drawn_up = newest_contract(work, award, bid_id)
    return drawn_up is None or outdated(drawn_up, answer, swedish_day(work.now))


def draw_up(
    store: Store, actor: Actor, renderer: Renderer, lot_ids: tuple[str, ...], lang: Lang
) -> int:
    """Render and file the lots' contracts; returns how many were new.

    A lot that something has come to hold since it was listed is left out.
    """
    with store.read() as work:
        for lot_id in lot_ids:
            require(work, actor, Act.RENDER, _tender_of(work, lot_id).buyer_id)
        due = [
            (lot_id, each.bid_id)
            for lot_id in lot_ids
            for each in _due_in(work, _tender_of(work, lot_id), lot_id)
        ]
        contexts = [contract_context(work, lot_id, lang, bid_id) for lot_id, bid_id in due]
    pdfs = renderer.render_all(contexts)
    return sum(
        _file(store, actor, place, context, pdf)
        for place, context, pdf in zip(due, contexts, pdfs, strict=True)
    )


def _tender_of(work: Work, lot_id: str) -> Tender:
    return work.session.get_one(Tender, work.session.get_one(Lot, lot_id).tender_id)


def _file(
    store: Store, actor: Actor, place: tuple[str, str], context: ContractContext, pdf: bytes
) -> int:
    lot_id, bid_id = place
    with store.write() as work:
        lot = work.session.get_one(Lot, lot_id)
        tender = work.session.get_one(Tender, lot.tender_id)
        require(work, actor, Act.RENDER, tender.buyer_id)
        work.lock_lots([lot_id])
        award = award_in_force(work, lot_id)
        if award is None or not _due(work, tender, award, bid_id):
            return 0
        bid = work.session.get_one(Bid, bid_id)
        version = next_version(work, award, bid_id)
        party = party_part(work, tender, award, bid_id)
        contract = Contract(
            id=f"{award.decision.id}/{lot.code}{f'/{party.place}' if party else ''}"
            f"{suffix(version)}",
            tender_id=tender.id,
            lot_id=lot_id,
            decision_id=award.decision.id,
            organisation_id=bid.organisation_id,
            bid_id=bid.id,
            number=context.contract_number,
            rendered_at=work.now,
            starts_on=context.starts_on,
            ends_on=context.ends_on,
            version=version,
            lawful_from=context.lawful_from,
            price=context.price_per_participant_month_ore,
            pdf_sha256=file_blob(work, pdf, PDF),
            text_sha256=context.text_sha256,
            **work.recorded(actor.id),
        )
        work.session.add(contract)
        append(
            work,
            actor.id,
            "contract.drawn_up",
            contract.id,
            {"number": contract.number, "pdf_sha256": contract.pdf_sha256},
        )
    return 1


def contract_context(
    work: Work, lot_id: str, lang: Lang, bid_id: str | None = None
) -> ContractContext:
    """Everything the contract says, with the winner or with the bid's tenderer.

    The lot must have a decision, and nothing may hold the contract.
    """
    lot = work.session.get_one(Lot, lot_id)
    tender = work.session.get_one(Tender, lot.tender_id)
    award = award_in_force(work, lot_id)
    if award is None:
        raise AssertionError(f"a contract for {lot_id} was asked for without a decision")
    bid = work.session.get_one(Bid, bid_id or award.awarded.bid_id)
    clear = _clear(work, tender, lot_id, bid.id)
    party = party_part(work, tender, award, bid.id)
    opened = work.session.get_one(OpenedBid, bid.id)
    start = starts_on(tender.contract_starts_on, swedish_day(work.now))
    return ContractContext(
        lang=lang,
        template_version=template_version("contract"),
        diary_number=tender.diary_number,
        is_demo=is_demo(work),
        contract_number=f"{tender.diary_number}-{award.decision.number}-{lot.code}"
        f"{f'-{party.place}' if party else ''}{suffix(next_version(work, award, bid.id))}",
        rulebook=tender.rulebook,
        framework=framework_part(tender, party, lang) if party else None,
        tender_title=title_of(tender, lang),
        lot=lot_part(lot),
        buyer=buyer_party(work, tender),
        provider=provider_party(work.session.get_one(Organisation, bid.organisation_id)),
        service=service_of(tender.service_terms, lang),
        starts_on=start,
        ends_on=ends_on(start, tender.contract_months),
        option_months=tender.option_months,
        price_per_participant_month_ore=opened.price,
        currency=tender.currency,
        commitments=_commitments(tender, opened, lang),
        staffing=Staffing(
            at_fte_required=Decimal(lot.at_fte_tenths) / 10,
            at_fte_declared=Decimal(opened.at_fte_tenths) / 10,
        ),
        places_per_year=lot.places_per_year,
        kpis=kpi_targets_of(tender.service_terms, lang),
        requirements=[_requirement(row, lang) for row in requirements_of(work, tender.id)],
        decision=decision_part(tender, award.decision),
        lawful_from=clear.lawful_from,
        reasons=_why_now(clear, lang),
    )


def _clear(work: Work, tender: Tender, lot_id: str, bid_id: str) -> Clear:
    answer = could_be_concluded(work, tender, load_lot_facts(work, lot_id, bid_id), bid_id)
    if isinstance(answer, Clear):
        return answer
    raise AssertionError(f"a contract for {lot_id} was asked for while it is held")


def _why_now(clear: Clear, lang: Lang) -> list[str]:
    """Only the last of several earliest days counts, so only that one is told."""
    by_code = {
        code: [reason for reason in clear.reasons if reason.code == code]
        for code in (LAST_DAY, EARLIEST, CHECKED)
    }
    told = [*by_code[LAST_DAY], *by_code[EARLIEST][-1:], *by_code[CHECKED]]
    return [_told(reason, lang) for reason in told]


def _commitments(tender: Tender, opened: OpenedBid, lang: Lang) -> list[Commitment]:
    """A level that is worth nothing in the ranking is no commitment.

    In value addition it is the best level that adds nothing, and every level binds.
    """
    terms = award_terms(tender.award_terms)
    return [
        Commitment(criterion=criterion.title.in_(lang), level=stated.commitment.in_(lang))
        for criterion in terms.criteria
        if criterion.levels
        for stated in [criterion.at(opened.levels[criterion.id])]
        if stated.amount > 0 or terms.stated.model == "value_addition"
    ]


def _requirement(row: Requirement, lang: Lang) -> RequirementPart:
    cite = cite_of(row)
    return RequirementPart(
        text=row.title_sv if lang == "sv" else row.title_en,
        basis=Basis(row.basis).value,
        cite=cite.in_(lang) if cite else None,
    )


def _told(reason: Reason, lang: Lang) -> str:
    cite = f" ({reason.cite.in_(lang)})" if reason.cite else ""
    return f"{reason.in_(lang)}{cite}"
