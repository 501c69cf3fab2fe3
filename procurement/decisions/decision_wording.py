"""The drafted decision as a document: the facts, put into words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from fractions import Fraction
from functools import partial
from hashlib import sha256

from appeals.places import standstill_place
from documents.decision_context import (
    DecidedLot,
    DecidedParty,
    DecisionContext,
    EvaluationReport,
    SetAside,
    ShownRequirement,
)
from documents.formats import Formats
from documents.parts import CitedReason
from documents.rendering import template_version
from law.days import swedish_day
from law.exemptions import exempt_ground, settle
from law.procedures import procedures
from law.reasons import Basis, Lang, Reason, Text
from law.rulebook import Rulebook
from models.decision import AwardDecision, Withdrawal
from models.evaluation import Evaluation, Standing
from models.parties import Organisation
from models.store import Work
from models.tender import Evidence, Requirement, Tender
from people.actors import organisation_names, person_names
from procurement.decisions.decision_facts import Facts, as_bytes, lot_of
from procurement.evaluation.award_rules import rule_in_words
from procurement.exact.numbers import exact_text
from procurement.frameworks.framework_rules import framework_terms
from procurement.qualification.controls import requirements_of
from procurement.ranking.named_lot import in_units
from procurement.ranking.outcome_wording import compared_by
from procurement.tenders.drafting import cite_of
from procurement.tenders.provisions import Provision, provision
from procurement.tenders.terms import AwardTerms, award_terms
from procurement.tenders.wording import (
    amount,
    buyer_party,
    checkpoint_of,
    decision_part,
    is_demo,
    lot_part,
    title_of,
)


def decision_context(work: Work, tender: Tender, facts: Facts, lang: Lang) -> DecisionContext:
    """Dated today. Its checkpoint is the one that the newest evaluation's report prints."""
    terms = award_terms(tender.award_terms)
    newest = max(facts["lots"], key=lambda lot: int(lot["evaluation"]["number"]))["evaluation"]
    return DecisionContext(
        lang=lang,
        template_version=template_version("decision"),
        diary_number=tender.diary_number,
        is_demo=is_demo(work),
        checkpoint=checkpoint_of(work, "evaluation.made", newest["id"]),
        tender_title=title_of(tender, lang),
        buyer=buyer_party(work, tender),
        number=f"{tender.diary_number}-{facts['number']}",
        drafted_on=swedish_day(work.now),
        preparer=person_names(work)[facts["prepared_by"]],
        model=_model(tender, terms, lang),
        lots=[_lot(work, tender, terms, lot, lang) for lot in facts["lots"]],
        lots_are_separate_contracts=tender.lots_are_separate_contracts,
        reports=list(_reports(work, facts)),
        requirements=list(_requirements(work, tender, facts, lang)),
        set_aside=list(_set_aside(work, facts, lang)),
        ties=list(_ties(work, facts, lang)),
        replaces=list(_replaces(work, tender, facts, lang)),
        law=_law(tender, lang),
        facts_sha256=sha256(as_bytes(facts)).hexdigest(),
    )


def _model(tender: Tender, terms: AwardTerms, lang: Lang) -> list[str]:
    unit = Text(f"Anbuden jämförs i {terms.unit.sv}.", f"Bids are compared in {terms.unit.en}.")
    stated = in_units(terms.file((), tender.currency))
    return [*rule_in_words(stated, lang), unit.in_(lang), terms.tie_rule.in_(lang)]


def _lot(work: Work, tender: Tender, terms: AwardTerms, lot: Facts, lang: Lang) -> DecidedLot:
    winner = work.session.get_one(Organisation, lot["tenderer"])
    return DecidedLot(
        lot=lot_part(lot_of(work, tender.id, lot["lot"])),
        winner=winner.name,
        org_number=winner.org_number,
        comparison=told(terms, _winning(lot)["comparison"], tender.currency, lang),
        bids=sum(bid["place"] is not None for bid in lot["bids"]),
        evaluation=lot["evaluation"]["number"],
        parties=list(_parties(work, tender, terms, lot, lang))
        if framework_terms(work, tender.id)
        else [],
    )


def _parties(
    work: Work, tender: Tender, terms: AwardTerms, lot: Facts, lang: Lang
) -> Iterable[DecidedParty]:
    compared = {bid["bid"]: bid["comparison"] for bid in lot["bids"]}
    for party in lot["parties"]:
        organisation = work.session.get_one(Organisation, party["tenderer"])
        yield DecidedParty(
            place=party["place"],
            name=organisation.name,
            org_number=organisation.org_number,
            comparison=told(terms, compared[party["bid"]], tender.currency, lang),
        )


def _winning(lot: Facts) -> Facts:
    found: Facts = next(bid for bid in lot["bids"] if bid["bid"] == lot["winner"])
    return found


def told(terms: AwardTerms, comparison: str, currency: str, lang: Lang) -> str:
    """What a bid is compared by, in print: money, or points."""
    if compared_by(terms.stated.model).by_price:
        return Formats(lang).money(amount(comparison), currency)
    return exact_text(Fraction(comparison), lang)


def _reports(work: Work, facts: Facts) -> Iterable[EvaluationReport]:
    rested_on = {lot["evaluation"]["id"]: lot["evaluation"] for lot in facts["lots"]}
    for evaluation in sorted(rested_on.values(), key=lambda each: int(each["number"])):
        made = work.session.get_one(Evaluation, evaluation["id"]).evaluated_at
        report = partial(
            EvaluationReport, evaluation=evaluation["number"], made_on=swedish_day(made)
        )
        if not evaluation["reports"]:
            yield report()
        for lang, filed in sorted(evaluation["reports"].items()):
            yield report(lang=lang, sha256=filed)


def _requirements(
    work: Work, tender: Tender, facts: Facts, lang: Lang
) -> Iterable[ShownRequirement]:
    """One line for the same evidence in many lots: a decision on 46 lots stays readable."""
    by_code = {each.code: each for each in requirements_of(work, tender.id)}
    names, people = organisation_names(work), person_names(work)
    lines: dict[tuple[str, str, str], tuple[list[str], Facts]] = {}
    for lot in facts["lots"]:
        for shown in lot["requirements"]:
            if shown["evidence"] is not None:
                key = (shown["tenderer"], shown["requirement"], shown["evidence"])
                lines.setdefault(key, ([], shown))[0].append(lot["lot"])
    for (tenderer, code, evidence_id), (codes, shown) in sorted(lines.items()):
        requirement = by_code[code]
        cite = cite_of(requirement)
        yield ShownRequirement(
            tenderer=names[tenderer],
            lots=codes,
            requirement=_title(requirement, lang),
            basis=Basis(requirement.basis).value,
            cite=cite.in_(lang) if cite else None,
            evidence=_evidence(work.session.get_one(Evidence, evidence_id)),
            checked_by=people[shown["checked_by"]],
            checked_at=_instant(shown["checked_at"]),
        )


def _title(requirement: Requirement, lang: Lang) -> str:
    return requirement.title_sv if lang == "sv" else requirement.title_en


def _evidence(evidence: Evidence) -> str:
    return f"{evidence.issued_on}: {evidence.summary}"


def _instant(value: datetime | str) -> datetime:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


_WHY: Mapping[str, Text] = {
    Standing.DISREGARDED: Text("beaktas inte", "not considered"),
    Standing.PASSED_OVER: Text("förbigånget", "passed over"),
}


def _set_aside(work: Work, facts: Facts, lang: Lang) -> Iterable[SetAside]:
    names = organisation_names(work)
    for lot in facts["lots"]:
        for bid in lot["bids"]:
            if bid["standing"] in _WHY:
                what, why = _WHY[bid["standing"]].in_(lang), bid["note"][lang]
                yield SetAside(
                    lot=lot["lot"],
                    tenderer=names[bid["tenderer"]],
                    why=f"{what}: {why}" if why else what,
                )


def _ties(work: Work, facts: Facts, lang: Lang) -> Iterable[str]:
    names = organisation_names(work)
    for lot in facts["lots"]:
        code, won = lot["lot"], _winning(lot)
        alike = [
            names[bid["tenderer"]]
            for bid in lot["bids"]
            if bid["standing"] == Standing.RANKED and bid["comparison"] == won["comparison"]
        ]
        who = ", ".join([names[lot["tenderer"]], *alike])
        if lot["draw_seed"] is not None:
            yield Text(
                f"{code}: lottning mellan lika anbud ({who}), med fröet {lot['draw_seed']}",
                f"{code}: lots were drawn between equal bids ({who}), from the seed"
                f" {lot['draw_seed']}",
            ).in_(lang)
        elif alike:
            yield Text(
                f"{code}: lika anbud ({who}); ordningen följer den angivna regeln",
                f"{code}: equal bids ({who}); the order follows the stated rule",
            ).in_(lang)
        if lot["combination"] is not None:
            yield Text(
                f"{code}: tilldelas i kombinationen {lot['combination']}",
                f"{code}: awarded in the combination {lot['combination']}",
            ).in_(lang)


def _replaces(work: Work, tender: Tender, facts: Facts, lang: Lang) -> Iterable[str]:
    replaced: dict[tuple[str, str | None], list[str]] = {}
    for lot in facts["lots"]:
        if lot["replaces"] is not None:
            key = (lot["replaces"]["decision"], lot["replaces"]["withdrawal"])
            replaced.setdefault(key, []).append(lot["lot"])
    day = Formats(lang).day
    for (decision_id, withdrawal_id), codes in sorted(replaced.items(), key=lambda each: each[1]):
        part = decision_part(tender, work.session.get_one(AwardDecision, decision_id))
        number, decided, lots = part.number, day(part.decided_on), ", ".join(codes)
        taken_back = Text("", "")
        if withdrawal_id is not None:
            withdrawal = work.session.get_one(Withdrawal, withdrawal_id)
            on = day(swedish_day(withdrawal.withdrawn_at))
            taken_back = Text(
                f", som återkallades den {on}: {withdrawal.reason_sv}",
                f", withdrawn on {on}: {withdrawal.reason_en}",
            )
        yield Text(
            f"Tilldelningsbeslut {number} av den {decided} ersätts för {lots}{taken_back.sv}",
            f"Award decision {number} of {decided} is replaced for {lots}{taken_back.en}",
        ).in_(lang)


def _law(tender: Tender, lang: Lang) -> list[CitedReason]:
    notice = Text(
        "Alla anbudsgivare underrättas skriftligen om beslutet och skälen för det",
        "All tenderers are notified in writing of the decision and the reasons for it",
    )
    told = Reason("notice", notice, provision(Rulebook(tender.rulebook), Provision.NOTICE))
    return [
        CitedReason(text=each.in_(lang), cite=each.cite.in_(lang) if each.cite else None)
        for each in (told, _until_when(tender))
    ]


def _until_when(tender: Tender) -> Reason:
    """The standstill, or why the law knows none for such an award."""
    rulebook = Rulebook(tender.rulebook)
    award = settle(rulebook, procedures()[tender.procedure].standstill, ex_ante=False)
    exempt = exempt_ground(award, tender.starts_on)
    if exempt is not None:
        return exempt.reason
    standstill = Text(
        "Avtal får inte ingås förrän avtalsspärren har löpt ut",
        "No contract may be concluded before the standstill has ended",
    )
    return Reason("standstill", standstill, standstill_place(rulebook))
