"""Whether a draft has what its step needs, and rests on what it may rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlmodel import col, select

from law.procedures import FRAMEWORK, Sends, Step, Who
from law.reasons import ActRefused, Text, refuse
from models.frameworks import FrameworkTerms
from models.store import Work
from models.tender import Requirement, Tender
from procurement.tenders.draft import RequirementDraft, TenderDraft
from procurement.tenders.lots import lots_of
from procurement.tenders.named import published_or_refusal, tender_or_refusal
from procurement.tenders.steps import step_of_tender

# Whoever goes on to the next step does so on the award terms first stated.
SAME_TERMS = (Who.SELECTED, Who.TENDERERS, Who.PARTIES)


def check_shape(draft: TenderDraft, step: Step) -> None:
    """Raises `ActRefused` for the first thing that the step needs, or has no use for."""
    for given, wanted, what in (
        (draft.bid_deadline_at is not None, step.sealed, _DEADLINE),
        (draft.bids_valid_until is not None, step.sealed, _VALIDITY),
        (draft.under is not None, not step.first, _BASIS),
        (draft.value is not None, step.first and _valued(step), _VALUE),
        (draft.system is not None, step.sends is Sends.APPLICATIONS, _SYSTEM),
    ):
        if given != wanted:
            raise _shape(step, what, wanted=wanted)
    if draft.framework is not None and step.sends is Sends.APPLICATIONS:
        raise _shape(step, _FRAMEWORK, wanted=False)


def _valued(step: Step) -> bool:
    return any(record.value == "value" for record in step.records)


_DEADLINE = Text("en sista dag för anbud eller ansökningar", "a deadline")
_VALIDITY = Text("en dag till vilken anbuden är bindande", "a day through which bids bind")
_BASIS = Text("en upphandling som steget vilar på (under)", "a tender that it rests on (under)")
_VALUE = Text("en värdering (value)", "an estimate of the value (value)")
_SYSTEM = Text("ett systems villkor (system)", "the terms of a system (system)")
_FRAMEWORK = Text("ett ramavtals villkor (framework)", "the terms of a framework (framework)")


def _shape(step: Step, what: Text, *, wanted: bool) -> ActRefused:
    needs_sv, needs_en = ("behöver", "needs") if wanted else ("har inte", "has no use for")
    return refuse(
        "tender.shape",
        sv=f"Steget {step.id} ({step.name.sv}) {needs_sv} {what.sv}",
        en=f"The step {step.id} ({step.name.en}) {needs_en} {what.en}",
        todo_sv="Ange den" if wanted else "Ta bort den",
        todo_en="State it" if wanted else "Leave it out",
    )


def check_diary_number(work: Work, draft: TenderDraft) -> None:
    """Raises `ActRefused` for one that another tender has: it is what people search by."""
    wanted = draft.diary_number.strip().casefold()
    for tender_id, number in work.session.exec(select(Tender.id, Tender.diary_number)):
        if number.casefold() == wanted:
            raise refuse(
                "tender.diary_number",
                sv=f"Diarienumret {number} har redan {tender_id}",
                en=f"The diary number {number} is that of {tender_id} already",
                todo_sv="Ange ett eget, för ett senare steg till exempel med ett löpnummer sist",
                todo_en="State one of its own, for a later step such as with a number last",
            )


def check_under(work: Work, draft: TenderDraft, step: Step) -> None:
    """Raises `ActRefused` unless what the draft rests on is a basis of its step."""
    if draft.under is None:
        return
    under = tender_or_refusal(work, draft.under)
    published_or_refusal(work, under.id)
    if not any(_is_basis(work, under, each) for each in step.basis):
        raise _no_basis(under, step)
    for what in _differs(work, draft, under, step):
        raise refuse(
            "tender.other_than_basis",
            sv=f"{what.sv} är inte som i {under.id}, som steget vilar på",
            en=f"{what.en} is not as in {under.id}, on which the step rests",
            todo_sv="Ange samma som där",
            todo_en="State the same as there",
        )


def _is_basis(work: Work, under: Tender, basis: str) -> bool:
    if basis == FRAMEWORK:
        return work.session.get(FrameworkTerms, under.id) is not None
    return basis == f"{under.procedure}.{under.step}"


def _no_basis(under: Tender, step: Step) -> ActRefused:
    return refuse(
        "tender.no_basis",
        sv=f"{under.id} är inget som steget {step.id} kan vila på",
        en=f"{under.id} is nothing that the step {step.id} can rest on",
        todo_sv=f"Ange en upphandling av slaget {' eller '.join(step.basis)}",
        todo_en=f"Name a tender of the kind {' or '.join(step.basis)}",
    )


def _differs(work: Work, draft: TenderDraft, under: Tender, step: Step) -> Iterator[Text]:
    for same, what in (
        (draft.buyer_id == under.buyer_id, Text("Myndigheten", "The buyer")),
        (draft.rulebook.value == under.rulebook, Text("Regelverket", "The rulebook")),
        (draft.currency == under.currency, Text("Valutan", "The currency")),
        (draft.starts_on == under.starts_on, Text("Upphandlingens början", "The start")),
    ):
        if not same:
            yield what
    codes = {lot.code for lot in lots_of(work, under.id)}
    if not {lot.code for lot in draft.lots} <= codes:
        yield Text("Något anbudsområde", "Some lot")
    if step.who in SAME_TERMS and draft.award_terms != under.award_terms:
        yield Text("Tilldelningsgrunden", "What decides the award")
    if step.who is Who.ADMITTED and _criteria(draft.award_terms) != _criteria(under.award_terms):
        yield Text("Något tilldelningskriterium", "Some award criterion")
    negotiated = step.who is Who.TENDERERS and step_of_tender(under).sends is Sends.TENDERS
    if negotiated and _stated(draft.requirements) != _stated(_requirements_of(work, under.id)):
        yield Text("Något minimikrav", "Some minimum requirement")


def _criteria(terms: Mapping[str, Any]) -> tuple[object, ...]:
    """By what a call in a system is awarded: the notice's criteria, more precise (LOU 8:12)."""
    named = sorted(str(each.get("id")) for each in terms.get("criteria", ()))
    return terms.get("model"), named


def _stated(requirements: Iterable[Requirement | RequirementDraft]) -> list[tuple[object, ...]]:
    """Minimum requirements are not negotiated (LOU 6:8)."""
    return sorted(
        (each.code, each.stage, each.evidence_kind, each.per_bid, str(each.at_least),
         str(each.max_age_days))
        for each in requirements
    )  # fmt: skip


def _requirements_of(work: Work, tender_id: str) -> Iterable[Requirement]:
    return work.session.exec(select(Requirement).where(col(Requirement.tender_id) == tender_id))
