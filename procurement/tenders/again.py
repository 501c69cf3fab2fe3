"""A stored tender as the draft of the one that procures some of its lots anew.

Everything that was stated is carried over but what must be new: the id, the diary number, and
every date. What the court found wrong in the documents is for people to correct in the file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlmodel import col, select

from law.reasons import ActRefused, Text, refuse
from models.admissions import SystemTerms
from models.frameworks import FrameworkTerms
from models.planning import ValueEstimate
from models.store import Store, Work
from models.tender import Lot, Requirement, Tender
from procurement.tenders.named import tender_or_refusal
from procurement.tenders.redoing import redone_as, to_redo
from procurement.tenders.steps import basis_of, step_of_tender

Plain = dict[str, Any]


def drafted_again(
    store: Store, tender_id: str, lot_codes: Sequence[str], new_id: str, diary_number: str, day: str
) -> Plain:
    """The draft's file as plain data; `day` is written wherever a date is to be filled in.

    No code given means every lot that is to be made anew and is not yet. Raises `ActRefused`
    for a lot that is not to be, or is already, and where there is none.
    """
    with store.read() as work:
        tender = tender_or_refusal(work, tender_id)
        lots = _lots(work, tender, lot_codes)
        return _file(work, tender, lots, new_id, diary_number, day)


def _lots(work: Work, tender: Tender, codes: Sequence[str]) -> Sequence[Lot]:
    every = work.session.exec(
        select(Lot).where(col(Lot.tender_id) == tender.id).order_by(col(Lot.code))
    ).all()
    done = redone_as(work, tender.id)
    if not codes:
        open_ = [lot for lot in every if lot.id not in done and to_redo(work, lot)]
        if not open_:
            raise _none_left(tender)
        return open_
    by_code = {lot.code: lot for lot in every}
    unknown = sorted({code for code in codes if code not in by_code})
    if unknown:
        raise _unknown(tender, unknown)
    wanted = [by_code[code] for code in sorted(set(codes))]
    for lot in wanted:
        if lot.id in done or not to_redo(work, lot):
            raise _not_open(lot, done.get(lot.id))
    return wanted


def _file(
    work: Work, tender: Tender, lots: Sequence[Lot], new_id: str, diary_number: str, day: str
) -> Plain:
    sealed = step_of_tender(tender).sealed
    under = basis_of(work, tender.id)
    dates = {"bid_deadline_at": f"{day}T23:59", "bids_valid_until": day} if sealed else {}
    return {
        "id": new_id,
        "buyer_id": tender.buyer_id,
        "diary_number": diary_number,
        "title": {"sv": tender.title_sv, "en": tender.title_en},
        "rulebook": tender.rulebook,
        "procedure": tender.procedure,
        "step": tender.step,
        **({} if under is None else {"under": under.id}),
        "cpv": tender.cpv,
        "currency": tender.currency,
        "starts_on": day,
        **dates,
        "lots_are_separate_contracts": tender.lots_are_separate_contracts,
        "award_terms": terms_for_lots(tender.award_terms, {lot.code for lot in lots}),
        "service_terms": tender.service_terms,
        "capacity_rule": {"sv": tender.capacity_rule_sv, "en": tender.capacity_rule_en},
        "contract_starts_on": day,
        "contract_months": tender.contract_months,
        "option_months": list(tender.option_months),
        "lots": [_lot(lot) for lot in lots],
        "requirements": [_requirement(row) for row in _requirements(work, tender)],
        **_terms(work, tender),
    }


def terms_for_lots(stated: Mapping[str, Any], codes: Collection[str]) -> Plain:
    """Lots that are not redone can be in no combination."""
    terms = dict(stated)
    lots = terms.get("lots")
    if isinstance(lots, dict) and lots.get("combinations"):
        kept = [each for each in lots["combinations"] if set(each["lots"]) <= set(codes)]
        terms["lots"] = {**lots, "combinations": kept}
    return terms


def _lot(lot: Lot) -> Plain:
    return {
        "code": lot.code,
        "name": lot.name,
        "region": lot.region,
        "places_per_year": lot.places_per_year,
        "estimated_value": lot.estimated_value,
        "at_fte_tenths": lot.at_fte_tenths,
        "redoes": lot.id,
    }


def _requirements(work: Work, tender: Tender) -> Iterable[Requirement]:
    found = select(Requirement).where(col(Requirement.tender_id) == tender.id)
    return work.session.exec(found.order_by(col(Requirement.code))).all()


def _requirement(row: Requirement) -> Plain:
    said: Plain = {
        "code": row.code,
        "title": {"sv": row.title_sv, "en": row.title_en},
        "basis": row.basis,
        "stage": row.stage,
        "evidence_kind": row.evidence_kind,
        "per_bid": row.per_bid,
    }
    if row.cite_act is not None:
        chapter = row.cite_chapter
        cite = {"act": row.cite_act, "chapter": chapter, "section": row.cite_section}
        plain = " " not in row.cite_act and row.cite_section is not None
        place = row.cite_section if chapter is None else f"{chapter}:{row.cite_section}"
        said["cite"] = f"{row.cite_act} {place}" if plain else cite
    for name, value in (("max_age_days", row.max_age_days), ("at_least", row.at_least)):
        if value is not None:
            said[name] = value
    return said


def _terms(work: Work, tender: Tender) -> Plain:
    """What only some tenders have: a value of their own, a framework, a system."""
    found: Plain = {}
    estimates = select(ValueEstimate).where(col(ValueEstimate.tender_id) == tender.id)
    value = work.session.exec(estimates.order_by(col(ValueEstimate.number).desc())).first()
    if value is not None:
        found["value"] = _value(value)
    framework = work.session.get(FrameworkTerms, tender.id)
    if framework is not None:
        found["framework"] = _framework(framework)
    system = work.session.get(SystemTerms, tender.id)
    if system is not None:
        found["system"] = {
            "decision_days": system.decision_days,
            "remuneration": {"sv": system.remuneration_sv, "en": system.remuneration_en},
            "how_to_apply": {"sv": system.how_to_apply_sv, "en": system.how_to_apply_en},
        }
    return found


def _value(row: ValueEstimate) -> Plain:
    """Options, similar services and premiums are of the whole: they are for people to look at."""
    said: Plain = {"buyer_kind": row.buyer_kind, "kind": row.kind}
    for name in ("options", "similar", "premiums"):
        if getattr(row, name):
            said[name] = list(getattr(row, name))
    if row.rate is not None:
        said["rate"] = row.rate
    return {**said, "reason": {"sv": row.reason_sv, "en": row.reason_en}}


def _framework(row: FrameworkTerms) -> Plain:
    said: Plain = {
        "way": row.way,
        "parties_most": row.parties_most,
        "ceiling": row.ceiling,
        "conditions": {"sv": row.conditions_sv, "en": row.conditions_en},
    }
    if row.special_reasons_sv is not None:
        said["special_reasons"] = {"sv": row.special_reasons_sv, "en": row.special_reasons_en}
    return said


_WHICH = Text(
    "Ange områden som domstol har bestämt ska göras om, eller som är avbrutna med tilldela award"
    " cancel --redo",
    "Name lots that a court has ordered to be made anew, or that are cancelled with tilldela award"
    " cancel --redo",
)


def _unknown(tender: Tender, codes: Sequence[str]) -> ActRefused:
    missing = ", ".join(codes)
    return refuse(
        "lots.unknown",
        sv=f"Det finns inget anbudsområde {missing} i {tender.id}",
        en=f"There is no lot {missing} in {tender.id}",
        todo_sv="Ange områdenas koder",
        todo_en="Name the lots by their codes",
    )


def _not_open(lot: Lot, redone: str | None) -> ActRefused:
    if redone is not None:
        return refuse(
            "tender.redone",
            sv=f"{lot.id} görs redan om som {redone}",
            en=f"{lot.id} is already redone as {redone}",
            todo_sv="Ett område görs om en gång",
            todo_en="A lot is redone once",
        )
    return refuse(
        "tender.redoes",
        sv=f"{lot.id} ska inte göras om",
        en=f"{lot.id} is not to be made anew",
        todo_sv=_WHICH.sv,
        todo_en=_WHICH.en,
    )


def _none_left(tender: Tender) -> ActRefused:
    return refuse(
        "tender.nothing_to_redo",
        sv=f"Inget område i {tender.id} väntar på att göras om",
        en=f"No lot of {tender.id} waits to be made anew",
        todo_sv=_WHICH.sv,
        todo_en=_WHICH.en,
    )
