"""A notice for people: the document that goes with its data."""

from __future__ import annotations

from collections.abc import Mapping

from documents.notice_context import (
    NoticeContext,
    NoticeFramework,
    NoticeLot,
    NoticeSystem,
    NoticeWord,
)
from documents.parts import Party
from documents.rendering import template_version
from law.reasons import Cite, Lang, Text
from law.rulebook import Rulebook
from models.frameworks import CallOffWay, FrameworkTerms
from models.notices import NoticeKind
from models.parties import Organisation
from models.store import Work
from procurement.frameworks.framework_rules import WAYS
from procurement.notices.releases import cpv_codes, details_of
from procurement.notices.told import Told, ToldLot
from procurement.tenders.stored_terms import StoredTerms, read
from procurement.tenders.wording import buyer_party, is_demo, lot_part, title_of

_WORDS: Mapping[NoticeKind, NoticeWord] = {
    NoticeKind.PRIOR_INFORMATION: "prior_information",
    NoticeKind.CONTRACT: "contract",
    NoticeKind.SYSTEM: "system",
    NoticeKind.CORRECTION: "correction",
    NoticeKind.EX_ANTE: "ex_ante",
    NoticeKind.CANCELLATION: "cancellation",
    NoticeKind.AWARD: "award",
}
_DIRECTIVE = "direktiv 2014/24/EU"
# Where the act says that the notice is published; a correction or a cancellation it leaves to
# the rules on what must then be told.
_CITES: Mapping[tuple[Rulebook, NoticeKind], Cite] = {
    (Rulebook.SE_LOU, NoticeKind.PRIOR_INFORMATION): Cite("LOU", 10, "3"),
    (Rulebook.SE_LOU, NoticeKind.CONTRACT): Cite("LOU", 10, "1"),
    (Rulebook.SE_LOU, NoticeKind.SYSTEM): Cite("LOU", 8, "4"),
    (Rulebook.SE_LOU, NoticeKind.EX_ANTE): Cite("LOU", 10, "5"),
    (Rulebook.SE_LOU, NoticeKind.AWARD): Cite("LOU", 10, "4"),
    (Rulebook.SE_LOU_19, NoticeKind.CONTRACT): Cite("LOU", 19, "6"),
    (Rulebook.SE_LOU_19, NoticeKind.PRIOR_INFORMATION): Cite("LOU", 19, "6"),
    (Rulebook.SE_LOU_19, NoticeKind.AWARD): Cite("LOU", 19, "7"),
    (Rulebook.SE_LOU_19A, NoticeKind.EX_ANTE): Cite("LOU", "19a", "9"),
    (Rulebook.SE_LOU_19A, NoticeKind.AWARD): Cite("LOU", "19a", "13"),
    (Rulebook.SE_LUF, NoticeKind.PRIOR_INFORMATION): Cite("LUF", 10, "3"),
    (Rulebook.SE_LUF, NoticeKind.CONTRACT): Cite("LUF", 10, "1"),
    (Rulebook.SE_LUF, NoticeKind.SYSTEM): Cite("LUF", 8, "4"),
    (Rulebook.SE_LUF, NoticeKind.AWARD): Cite("LUF", 10, "5"),
    (Rulebook.SE_LOV, NoticeKind.SYSTEM): Cite("LOV", 3, "1"),
    (Rulebook.EU, NoticeKind.PRIOR_INFORMATION): Cite(_DIRECTIVE, None, "48"),
    (Rulebook.EU, NoticeKind.CONTRACT): Cite(_DIRECTIVE, None, "49"),
    (Rulebook.EU, NoticeKind.SYSTEM): Cite(_DIRECTIVE, None, "34.4"),
    (Rulebook.EU, NoticeKind.AWARD): Cite(_DIRECTIVE, None, "50"),
}


def notice_context(work: Work, told: Told, lang: Lang) -> NoticeContext:
    tender = told.tender
    terms = read(tender.award_terms) if tender.award_terms else None
    cite = _CITES.get((Rulebook(tender.rulebook), told.kind))
    open_call = told.deadline is not None
    return NoticeContext(
        lang=lang,
        template_version=template_version("notice"),
        diary_number=tender.diary_number,
        is_demo=is_demo(work),
        kind=_WORDS[told.kind],
        number=told.notice.id,
        tender_title=title_of(tender, lang),
        buyer=buyer_party(work, tender),
        court=told.buyer.court,
        cite=None if cite is None else cite.in_(lang),
        procedure=details_of(told).in_(lang),
        cpv=cpv_codes(tender),
        currency=tender.currency,
        value_ore=told.value,
        lots=[_lot(each) for each in told.lots],
        criteria=_criteria(terms, lang) if open_call else [],
        unit=terms.unit.text.in_(lang) if terms and open_call else None,
        deadline=told.deadline,
        bids_valid_until=tender.bids_valid_until if open_call else None,
        contract_starts_on=tender.contract_starts_on,
        contract_months=tender.contract_months,
        option_months=tender.option_months,
        documents=[each.title_sv if lang == "sv" else each.title_en for each in told.documents],
        framework=None if told.framework is None else _framework(told.framework, lang),
        system=_system(told, lang),
        on=told.on,
        why=None if told.why is None else told.why.in_(lang),
        redo=told.redo,
        tenderers=[_party(each) for each in told.tenderers],
    )


def _framework(terms: FrameworkTerms, lang: Lang) -> NoticeFramework:
    return NoticeFramework(
        parties_most=terms.parties_most,
        ceiling_ore=terms.ceiling,
        way=WAYS[CallOffWay(terms.way)].in_(lang),
        conditions=terms.conditions_sv if lang == "sv" else terms.conditions_en,
    )


def _system(told: Told, lang: Lang) -> NoticeSystem | None:
    """The time to decide is in working days where those admitted tender (LOU 8:7; LOV 4:4)."""
    terms = told.system
    if terms is None:
        return None
    unit = Text("arbetsdagar", "working days") if told.calls_follow else Text("dagar", "days")
    return NoticeSystem(
        how_to_apply=terms.how_to_apply_sv if lang == "sv" else terms.how_to_apply_en,
        remuneration=terms.remuneration_sv if lang == "sv" else terms.remuneration_en,
        days=f"{terms.decision_days} {unit.in_(lang)}",
        ends_on=terms.ends_on,
    )


def _criteria(terms: StoredTerms | None, lang: Lang) -> list[str]:
    return [] if terms is None else [each.title.text.in_(lang) for each in terms.criteria]


def _lot(each: ToldLot) -> NoticeLot:
    return NoticeLot(
        lot=lot_part(each.lot),
        region=each.lot.region,
        value_ore=each.lot.estimated_value,
        winners=[_party(one) for one in each.winners],
        tenders=each.tenders,
    )


def _party(organisation: Organisation) -> Party:
    """Who it is and where it can be reached; no person is named in a notice."""
    return Party(
        name=organisation.name,
        org_number=organisation.org_number,
        address=[organisation.address, organisation.city],
        email=organisation.email,
    )
