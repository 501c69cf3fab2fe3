"""The prepared values of clause files, and the conditions that a contract's facts make true."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from documents.admission_contexts import ChoiceContractContext
from documents.clauses.vocabulary import REGIMES, Facts
from documents.contexts import ContractContext, FrameworkPart
from documents.formats import Formats
from documents.parts import Lang
from documents.printable import printable_text

_BOTH: Final = frozenset(
    {
        "contract_number",
        "buyer",
        "buyer_org_number",
        "provider",
        "provider_org_number",
        "tender",
        "diary_number",
        "lot",
        "starts_on",
        "decided_on",
        "answer_working_days",
        "invoice_days",
    }
)
_OF_CHOICE: Final = frozenset(
    {
        "service",
        "purpose",
        "remuneration",
        "gateway",
        "review_months",
        "provider_notice_months",
        "buyer_notice_months",
    }
)
_OF_CONTRACT: Final = frozenset(
    {
        "purpose",
        "decision_number",
        "lawful_from",
        "ends_on",
        "price",
        "vat",
        "places",
        "places_low",
        "places_high",
        "therapists_required",
        "therapists_declared",
        "participants_per_therapist",
        "participants_per_counsellor",
        "replacement_working_days",
        "report_working_days",
        "audit_notice_working_days",
        "penalty_per_occasion",
        "penalty_per_week",
        "penalty_cap_percent",
        "run_off_months",
    }
)
_OPTIONAL: Final[Mapping[str, frozenset[str]]] = {
    "options": frozenset({"option_list", "option_notice_months", "last_day"}),
    "index": frozenset({"index_cap_percent"}),
    "framework": frozenset(
        {"ceiling", "framework_place", "framework_parties", "call_off_way", "call_off_cite"}
        | {"call_off_conditions"}
    ),
    "long_term": frozenset({"special_reasons"}),
}


def known(facts: Facts) -> frozenset[str]:
    """The values that a contract of these conditions has."""
    if "choice" in facts:
        return _BOTH | _OF_CHOICE
    return (_BOTH | _OF_CONTRACT).union(
        *(names for fact, names in _OPTIONAL.items() if fact in facts)
    )


def all_values() -> frozenset[str]:
    return (_BOTH | _OF_CHOICE | _OF_CONTRACT).union(*_OPTIONAL.values())


def facts_of(context: ContractContext | ChoiceContractContext) -> Facts:
    """Which conditions hold for this contract."""
    if isinstance(context, ChoiceContractContext):
        return frozenset({"choice"})
    given = {
        "options": bool(context.option_months),
        "index": context.terms.index_cap_percent > 0,
        "commitments": bool(context.commitments),
    }
    held = {name for name, holds in given.items() if holds}
    return frozenset({REGIMES[context.rulebook], *held}) | _framework_facts(context.framework)


def _framework_facts(framework: FrameworkPart | None) -> Facts:
    if framework is None:
        return frozenset()
    given = {
        "framework": True,
        "sole_party": framework.parties == 1,
        "several_parties": framework.parties > 1,
        "ranked": framework.ranked,
        "competed": framework.competed,
        "long_term": framework.special_reasons is not None,
    }
    return frozenset(name for name, holds in given.items() if holds)


def values_of(context: ContractContext | ChoiceContractContext) -> dict[str, str]:
    """By the name in braces, in the contract's language."""
    formats = Formats(context.lang)
    own = (
        _choice_values(context)
        if isinstance(context, ChoiceContractContext)
        else _contract_values(context, formats)
    )
    return {
        "contract_number": context.contract_number,
        "buyer": context.buyer.name,
        "buyer_org_number": context.buyer.org_number,
        "provider": context.provider.name,
        "provider_org_number": context.provider.org_number,
        "tender": context.tender_title,
        "diary_number": context.diary_number,
        "lot": f"{printable_text(context.lot.code)} {printable_text(context.lot.name)}",
        "starts_on": formats.day(context.starts_on),
        "answer_working_days": str(context.terms.answer_working_days),
        "invoice_days": str(context.terms.invoice_days),
        **own,
    }


def _choice_values(context: ChoiceContractContext) -> dict[str, str]:
    return {
        "decided_on": Formats(context.lang).day(context.decided_on),
        "service": context.service,
        "purpose": context.purpose,
        "remuneration": context.remuneration,
        "gateway": context.gateway,
        "review_months": str(context.review_months),
        "provider_notice_months": str(context.terms.provider_notice_months),
        "buyer_notice_months": str(context.terms.buyer_notice_months),
    }


def _contract_values(context: ContractContext, formats: Formats) -> dict[str, str]:
    terms, currency = context.terms, context.currency
    return {
        "purpose": context.service.purpose,
        "decided_on": formats.day(context.decision.decided_on),
        "decision_number": context.decision.number,
        "lawful_from": formats.day(context.lawful_from),
        "ends_on": formats.day(context.ends_on),
        "price": formats.money(context.price_per_participant_month_ore, currency),
        "vat": _vat(context),
        "places": str(context.places_per_year),
        "places_low": str(context.places_low),
        "places_high": str(context.places_high),
        "therapists_required": formats.number(context.staffing.at_fte_required),
        "therapists_declared": formats.number(context.staffing.at_fte_declared),
        "participants_per_therapist": str(terms.participants_per_therapist),
        "participants_per_counsellor": str(terms.participants_per_counsellor),
        "replacement_working_days": str(terms.replacement_working_days),
        "report_working_days": str(terms.report_working_days),
        "audit_notice_working_days": str(terms.audit_notice_working_days),
        "penalty_per_occasion": formats.money(terms.penalty_per_occasion_ore, currency),
        "penalty_per_week": formats.money(terms.penalty_per_week_ore, currency),
        "penalty_cap_percent": str(terms.penalty_cap_percent),
        "run_off_months": str(terms.run_off_months),
        "option_list": " + ".join(str(months) for months in context.option_months),
        "option_notice_months": str(terms.option_notice_months),
        "last_day": formats.day(context.last_day),
        "index_cap_percent": str(terms.index_cap_percent),
        **_framework_values(context, formats),
    }


def _vat(context: ContractContext) -> str:
    words: dict[Lang, tuple[str, str]] = {
        "sv": ("inklusive", "exklusive"),
        "en": ("including", "excluding"),
    }
    return words[context.lang][context.price_excludes_vat]


def _framework_values(context: ContractContext, formats: Formats) -> dict[str, str]:
    framework = context.framework
    if framework is None:
        return {}
    return {
        "ceiling": formats.money(framework.ceiling_ore, context.currency),
        "framework_place": str(framework.place),
        "framework_parties": str(framework.parties),
        "call_off_way": framework.way,
        "call_off_cite": framework.cite,
        "call_off_conditions": framework.conditions,
        "special_reasons": framework.special_reasons or "",
    }
