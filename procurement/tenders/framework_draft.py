"""What a tender that leads to a framework must state, and may not."""

from __future__ import annotations

from datetime import timedelta

from law.amounts import Currency
from law.days import months_after
from law.framework_term import framework_term
from law.procedures import LeadsTo, Step, Who
from law.reasons import ActRefused, Cite, refuse
from law.rulebook import Rulebook
from procurement.tenders.draft import FrameworkDraft, TenderDraft
from procurement.tenders.lawful_facts import lawful
from procurement.tenders.terms import award_terms

# Where the conditions for placing call-offs are to be stated in the documents.
_ASKED_IN = {Rulebook.SE_LOU: Cite("LOU", 7, "6"), Rulebook.SE_LUF: Cite("LUF", 7, "3")}


def check_framework(draft: TenderDraft, step: Step) -> None:
    """Raises `ActRefused` for the first thing wrong; says nothing of a tender without one."""
    stated = draft.framework
    if stated is None:
        return
    if LeadsTo.AWARD not in step.leads_to or step.who is Who.PARTIES:
        raise _no_framework_here(step)
    _check_term(draft, stated)
    _check_stated(draft, stated)
    if stated.parties_most > 1:
        _check_lots(draft)


def _no_framework_here(step: Step) -> ActRefused:
    return refuse(
        "framework.step",
        sv=f"Steget {step.id} ({step.name.sv}) leder inte till något ramavtal",
        en=f"The step {step.id} ({step.name.en}) does not lead to a framework",
        todo_sv="Ange ramavtalets villkor i det steg där ramavtalet tilldelas",
        todo_en="State the framework's terms in the step in which it is awarded",
    )


def _check_term(draft: TenderDraft, stated: FrameworkDraft) -> None:
    """Every option counts (LOU 7:2, LUF 7:2)."""
    months = draft.contract_months + sum(draft.option_months)
    first = draft.contract_starts_on
    answer = lawful(
        lambda: framework_term(
            first,
            months_after(first, months) - timedelta(days=1),
            rulebook=draft.rulebook,
            special_reasons=stated.special_reasons is not None,
            started=draft.starts_on,
        ),
        "framework.rulebook",
    )
    if not answer.allowed:
        over, needed = answer.reasons
        raise ActRefused(over, needed.text)


def _check_stated(draft: TenderDraft, stated: FrameworkDraft) -> None:
    if draft.currency not in list(Currency):
        raise refuse(
            "framework.currency",
            sv=f"Ett ramavtals takvolym anges i SEK eller EUR, inte i {draft.currency}",
            en=f"The ceiling of a framework is stated in SEK or EUR, not in {draft.currency}",
            todo_sv="Ange beloppen i en av dem",
            todo_en="State the amounts in one of them",
        )
    if not stated.conditions.sv.strip() or not stated.conditions.en.strip():
        raise refuse(
            "framework.conditions",
            sv="De objektiva villkoren för hur avrop sker är inte angivna",
            en="The objective conditions for how call-offs are placed are not stated",
            todo_sv="Ange dem; de ska stå i upphandlingsdokumenten",
            todo_en="State them; they must stand in the tender documents",
            cite=_ASKED_IN.get(draft.rulebook),
        )
    most = max(lot.estimated_value for lot in draft.lots)
    if stated.ceiling < most:
        raise refuse(
            "framework.ceiling",
            sv="Takvolymen är lägre än det uppskattade värdet av ett anbudsområde",
            en="The ceiling is lower than the estimated value of a lot",
            todo_sv="Ange det högsta värde som får avropas i varje anbudsområde",
            todo_en="State the largest value that may be called off in each lot",
        )


def _check_lots(draft: TenderDraft) -> None:
    """Who is party in one lot must not hang on who is in another: each is ranked by itself."""
    stated = award_terms(draft.award_terms).lots
    capped = stated.cap_lots or stated.cap_value or stated.combinations
    if capped or any(lot.at_fte_tenths for lot in draft.lots):
        raise refuse(
            "framework.caps",
            sv="Ett ramavtal med flera parter kan inte ha tak eller kombinationer över"
            " anbudsområden, och inte heller bemanning som tar slut",
            en="A framework with several parties cannot have caps or combinations over lots, nor"
            " staffing that runs out",
            todo_sv="Ta bort dem, och ange bemanningen 0 i varje anbudsområde",
            todo_en="Leave them out, and state a staffing of 0 in each lot",
        )
    if not draft.lots_are_separate_contracts:
        raise refuse(
            "framework.lots",
            sv="Varje anbudsområde ska vara ett eget ramavtal",
            en="Each lot must be a framework of its own",
            todo_sv="Ange anbudsområdena som egna avtal",
            todo_en="State the lots as contracts of their own",
        )
