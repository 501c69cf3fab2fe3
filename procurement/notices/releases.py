"""A notice as an OCDS 1.1 release, with the extensions for lots, techniques and statistics of bids.

One release tells one notice: whoever collects them in order has the whole course. Amounts are
in the currency's units, as OCDS has them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from law.days import months_after
from law.procedures import Call, Sends, Who, step_of
from law.reasons import Lang, Text
from law.rulebook import Rulebook
from models.notices import NoticeKind
from models.parties import Organisation
from models.planning import TenderDocument
from models.store import Work
from models.tender import Tender
from procurement.conditions.direct_award import suppliers_asked
from procurement.notices.techniques import framework_of, system_of
from procurement.notices.told import Told, ToldLot
from procurement.planning.values import newest_estimate
from procurement.tenders.stored_terms import StoredTerms, read
from procurement.tenders.wording import title_of

EXTENSIONS = (
    "https://raw.githubusercontent.com/open-contracting-extensions/ocds_lots_extension/v1.1.5/extension.json",
    "https://raw.githubusercontent.com/open-contracting-extensions/ocds_bid_extension/v1.1.5/extension.json",
    "https://raw.githubusercontent.com/open-contracting-extensions/ocds_techniques_extension/master/extension.json",
)
_TAGS: Mapping[NoticeKind, tuple[str, ...]] = {
    NoticeKind.PRIOR_INFORMATION: ("planning",),
    NoticeKind.CONTRACT: ("tender",),
    NoticeKind.SYSTEM: ("tender",),
    NoticeKind.CORRECTION: ("tenderAmendment",),
    NoticeKind.EX_ANTE: ("award",),
    NoticeKind.CANCELLATION: ("tenderCancellation",),
    NoticeKind.AWARD: ("award", "contract"),
}
_STATUS: Mapping[NoticeKind, str] = {
    NoticeKind.PRIOR_INFORMATION: "planned",
    NoticeKind.CANCELLATION: "cancelled",
    NoticeKind.EX_ANTE: "complete",
    NoticeKind.AWARD: "complete",
}
_CATEGORY = {"goods": "goods", "works": "works"}
_CRITERIA = {"price": "priceOnly", "fixed_price": "qualityOnly"}


def canonical(release: Mapping[str, Any]) -> str:
    """Sorted keys and no spaces: the same facts are the same bytes."""
    return json.dumps(release, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def release_of(work: Work, told: Told, lang: Lang) -> dict[str, Any]:
    """The release's date is when the notice came to be owed, so that it can be told again."""
    release: dict[str, Any] = {
        "ocid": told.first.id,
        "id": told.notice.id,
        "date": told.notice.owed_since.isoformat(),
        "language": lang,
        "tag": list(_TAGS[told.kind]),
        "initiationType": "tender",
        "extensions": list(EXTENSIONS),
        "parties": _parties(told),
        "buyer": {"id": told.buyer.org_number, "name": told.buyer.name},
        "tender": _tender(work, told, lang),
    }
    if told.winners:
        release["awards"] = [_award(told, each, lang) for each in told.lots]
    if told.contract is not None:
        release["contracts"] = [_contract(told)]
        release["bids"] = {"statistics": [_statistic(each) for each in told.lots]}
    return release


def _units(minor: int) -> int | float:
    """Hundredths are written as they are read: JSON knows one kind of number, and no cents."""
    whole, rest = divmod(minor, 100)
    return whole if not rest else float(Decimal(minor) / 100)


def _money(minor: int, told: Told) -> dict[str, Any]:
    return {"amount": _units(minor), "currency": told.tender.currency}


def _parties(told: Told) -> list[dict[str, Any]]:
    buyer = told.buyer
    found = [
        {
            "id": buyer.org_number,
            "name": buyer.name,
            "identifier": {"id": buyer.org_number, "legalName": buyer.name},
            "address": {"streetAddress": buyer.address, "locality": buyer.city},
            "roles": ["buyer", "procuringEntity"],
        }
    ]
    won = {each.id for each in told.winners}
    suppliers = (
        {**_named(each), **_reached(each), "roles": _roles(told, each)} for each in told.winners
    )
    others = (
        {**_named(each), "roles": ["tenderer"]} for each in told.tenderers if each.id not in won
    )
    return [*found, *suppliers, *others]


def _roles(told: Told, winner: Organisation) -> list[str]:
    tendered = any(each.id == winner.id for each in told.tenderers)
    return ["supplier", *(["tenderer"] if tendered else [])]


def _named(organisation: Organisation) -> dict[str, Any]:
    number, name = organisation.org_number, organisation.name
    return {"id": number, "name": name, "identifier": {"id": number, "legalName": name}}


def _reached(organisation: Organisation) -> dict[str, Any]:
    place = {"streetAddress": organisation.address, "locality": organisation.city}
    email = {"contactPoint": {"email": organisation.email}} if organisation.email else {}
    return {"address": place, **email}


def _tender(work: Work, told: Told, lang: Lang) -> dict[str, Any]:
    tender = told.tender
    terms = read(tender.award_terms) if tender.award_terms else None
    return {
        "id": tender.id,
        "title": title_of(tender, lang),
        "status": _status(told),
        "procurementMethod": method_of(work, told),
        "procurementMethodDetails": details_of(told).in_(lang),
        "mainProcurementCategory": _category(work, tender),
        "value": _money(told.value, told),
        "lots": [_lot(told, each, lang) for each in told.lots],
        "items": _items(told, lang),
        "contractPeriod": _contract_period(tender),
        **_why(told, lang),
        **_period(told),
        **_techniques(told, lang),
        **_criteria(terms, lang),
        **_documents(told, lang),
    }


def _status(told: Told) -> str:
    """Of the whole: some of its lots may go on."""
    return _STATUS.get(told.kind, "active") if told.whole else "active"


def _contract_period(tender: Tender) -> dict[str, str]:
    start = tender.contract_starts_on
    end = months_after(start, tender.contract_months) - timedelta(days=1)
    return {"startDate": _midnight(start), "endDate": _midnight(end)}


def _midnight(day: date) -> str:
    """OCDS knows no days without a time."""
    return f"{day.isoformat()}T00:00:00Z"


def method_of(work: Work, told: Told) -> str:
    """Who could take part, by the first step of the procedure."""
    step = step_of(told.first.procedure, told.first.step)
    if step.call is Call.CONTRACT_NOTICE:
        return "open" if step.sends is Sends.TENDERS else "selective"
    alone = step.who is Who.ASKED and suppliers_asked(work, told.first.id) == 1
    return "direct" if alone else "limited"


def details_of(told: Told) -> Text:
    """The procedure's name in law, with its paragraph."""
    plan, rulebook = told.plan, Rulebook(told.tender.rulebook)
    cite = plan.cites[rulebook]
    return Text(f"{plan.name.sv} ({cite.in_('sv')})", f"{plan.name.en} ({cite.in_('en')})")


def _category(work: Work, tender: Tender) -> str:
    estimate = newest_estimate(work, tender)
    return _CATEGORY.get(estimate.kind if estimate else "", "services")


def _techniques(told: Told, lang: Lang) -> dict[str, Any]:
    """Of a system that takes in applications; a framework is told lot by lot."""
    if told.system is None:
        return {}
    called = told.calls_follow
    dynamic = {"techniques": {"hasDynamicPurchasingSystem": True}} if called else {}
    return {**system_of(told.system, lang), **dynamic}


def _lot(told: Told, each: ToldLot, lang: Lang) -> dict[str, Any]:
    framework = told.framework
    techniques = (
        {"techniques": framework_of(framework, _money(framework.ceiling, told), lang)}
        if framework
        else {}
    )
    return {
        **techniques,
        "id": each.lot.code,
        "title": each.lot.name,
        "description": each.lot.region,
        "status": _STATUS.get(told.kind, "active"),
        "value": _money(each.lot.estimated_value, told),
    }


def cpv_codes(tender: Tender) -> list[str]:
    """Without their check digits, as notices write them."""
    return [code.strip().partition("-")[0] for code in tender.cpv.split(",")]


def _items(told: Told, lang: Lang) -> list[dict[str, Any]]:
    return [
        {
            "id": str(number),
            "description": title_of(told.tender, lang),
            "classification": {"scheme": "CPV", "id": code},
        }
        for number, code in enumerate(cpv_codes(told.tender), 1)
    ]


def _why(told: Told, lang: Lang) -> dict[str, Any]:
    if told.why is None:
        return {}
    why = told.why.in_(lang)
    if told.kind is NoticeKind.CORRECTION:
        day = told.notice.owed_since.isoformat()
        return {"amendments": [{"id": told.notice.about, "date": day, "rationale": why}]}
    if told.kind is NoticeKind.EX_ANTE:
        return {"procurementMethodRationale": why}
    return {"description": why}


def _period(told: Told) -> dict[str, Any]:
    return {} if told.deadline is None else {"tenderPeriod": {"endDate": told.deadline.isoformat()}}


def _criteria(terms: StoredTerms | None, lang: Lang) -> dict[str, Any]:
    if terms is None:
        return {}
    titles = "; ".join(each.title.text.in_(lang) for each in terms.criteria)
    said = {"awardCriteria": _CRITERIA.get(terms.model, "ratedCriteria")}
    return {**said, "awardCriteriaDetails": titles} if titles else {**said}


def _documents(told: Told, lang: Lang) -> dict[str, Any]:
    if not told.documents:
        return {}
    return {"documents": [_document(each, lang) for each in told.documents]}


def _document(row: TenderDocument, lang: Lang) -> dict[str, Any]:
    return {
        "id": f"{row.code}-{row.version}",
        "documentType": "biddingDocuments",
        "title": row.title_sv if lang == "sv" else row.title_en,
        "datePublished": row.issued_at.isoformat(),
        "format": row.media_type,
    }


def _award(told: Told, each: ToldLot, lang: Lang) -> dict[str, Any]:
    return {
        "id": f"{told.notice.about}/{each.lot.code}",
        "title": f"{title_of(told.tender, lang)}, {each.lot.name}",
        "status": "active" if told.contract is not None else "pending",
        "value": _money(each.lot.estimated_value, told),
        "suppliers": [{"id": one.org_number, "name": one.name} for one in each.winners],
        "relatedLots": [each.lot.code],
    }


def _contract(told: Told) -> dict[str, Any]:
    contract, contract_day = told.contract, told.on
    if contract is None or contract_day is None:
        raise AssertionError("an award notice tells of a contract")
    return {
        "id": contract.number,
        "awardID": f"{told.notice.about}/{told.lots[0].lot.code}",
        "status": "active",
        "dateSigned": _midnight(contract_day),
        "period": {
            "startDate": _midnight(contract.starts_on),
            "endDate": _midnight(contract.ends_on),
        },
        "value": _money(told.value, told),
    }


def _statistic(each: ToldLot) -> dict[str, Any]:
    code = each.lot.code
    return {"id": f"bids-{code}", "measure": "bids", "value": each.tenders, "relatedLot": code}
