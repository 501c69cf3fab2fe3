"""The page on all providers that the buyer has a contract with in a system of choice (LOV 9:1)."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

from sqlmodel import col, select

from documents.providers_page import (
    Area,
    NonChoice,
    ProviderEntry,
    ProvidersPage,
    providers_html,
)
from law.days import swedish_day
from law.reasons import Lang, Text
from models.admissions import (
    AdmissionDecision,
    Application,
    ChoiceSignature,
    NonChoiceKind,
    NonChoiceOption,
    ProviderProfile,
)
from models.contract import Party
from models.parties import Buyer, Organisation
from models.store import Work
from models.tender import Lot
from procurement.admissions.non_choice import option_in_force
from procurement.admissions.standing import require_choice
from procurement.conditions.admitted import admitted_to
from procurement.tenders.lots import lots_of
from procurement.tenders.named import tender_or_refusal
from procurement.tenders.wording import is_demo, title_of

# Where the last letters of the Swedish alphabet stand; a computer has them in another order.
_LAST = str.maketrans({"å": "{", "ä": "|", "ö": "}"})


def providers_page(work: Work, tender_id: str, lang: Lang) -> bytes:
    """One self-contained HTML file: every provider under contract, lot by lot, by name."""
    tender = tender_or_refusal(work, tender_id)
    require_choice(tender)
    listed = providers_of(work, tender_id)
    profiles = _profiles(work, listed)
    names = _names(work, listed)
    page = ProvidersPage(
        lang=lang,
        title=title_of(tender, lang),
        buyer=work.session.get_one(Buyer, tender.buyer_id).name,
        diary_number=tender.diary_number,
        as_of=swedish_day(work.now),
        is_demo=is_demo(work),
        areas=[
            Area(
                code=lot.code,
                name=lot.name,
                providers=[
                    _entry(work, each, names, profiles.get(each.id), lang)
                    for each in listed
                    if each.lot_id == lot.id
                ],
                non_choice=_non_choice(work, lot, lang),
            )
            for lot in lots_of(work, tender_id)
        ],
    )
    return providers_html(page)


def providers_of(work: Work, tender_id: str) -> Sequence[Application]:
    """Those admitted today whose contract both parties have signed, by lot and name."""
    concluded = set(
        work.session.exec(
            select(ChoiceSignature.application_id)
            .join(Application, col(Application.id) == col(ChoiceSignature.application_id))
            .where(
                col(Application.tender_id) == tender_id,
                col(ChoiceSignature.party) == Party.BUYER,
            )
        )
    )
    rows = [
        row for row in admitted_to(work, tender_id, swedish_day(work.now)) if row.id in concluded
    ]
    names = _names(work, rows)
    return sorted(rows, key=lambda row: (row.lot_id, in_order(names[row.organisation_id]), row.id))


def in_order(name: str) -> str:
    """What names are sorted by: å, ä and ö come last, and case does not matter."""
    return unicodedata.normalize("NFC", name).casefold().translate(_LAST)


def _names(work: Work, rows: Sequence[Application]) -> Mapping[str, str]:
    ids = {row.organisation_id for row in rows}
    found = select(Organisation).where(col(Organisation.id).in_(ids))
    return {row.id: row.name for row in work.session.exec(found)}


def _profiles(work: Work, rows: Sequence[Application]) -> Mapping[str, ProviderProfile]:
    """The newest of each, by application id."""
    ids = [row.id for row in rows]
    found = select(ProviderProfile).where(col(ProviderProfile.application_id).in_(ids))
    ordered = work.session.exec(found.order_by(col(ProviderProfile.version)))
    return {row.application_id: row for row in ordered}


def _entry(
    work: Work,
    application: Application,
    names: Mapping[str, str],
    profile: ProviderProfile | None,
    lang: Lang,
) -> ProviderEntry:
    decision = work.session.get_one(AdmissionDecision, application.id)
    name, since = names[application.organisation_id], swedish_day(decision.decided_at)
    if profile is None:
        return ProviderEntry(name=name, since=since)
    sv = lang == "sv"
    return ProviderEntry(
        name=name,
        since=since,
        address=profile.address,
        phone=profile.phone,
        languages=profile.languages,
        accessibility=profile.accessibility_sv if sv else profile.accessibility_en,
        profile=profile.profile_sv if sv else profile.profile_en,
    )


KINDS: Mapping[NonChoiceKind, Text] = {
    NonChoiceKind.OWN_SERVICE: Text("Vi utför tjänsten själva", "We provide the service ourselves"),
    NonChoiceKind.NAMED: Text("En viss leverantör", "One provider"),
    NonChoiceKind.IN_TURN: Text("Leverantörerna i tur och ordning", "The providers in turn"),
}


def _non_choice(work: Work, lot: Lot, lang: Lang) -> NonChoice | None:
    option = option_in_force(work, lot.id)
    if option is None:
        return None
    return NonChoice(
        kind=KINDS[NonChoiceKind(option.kind)].in_(lang),
        rule=option.rule_sv if lang == "sv" else option.rule_en,
        provider=_provider(work, option),
    )


def _provider(work: Work, option: NonChoiceOption) -> str | None:
    if option.application_id is None:
        return None
    application = work.session.get_one(Application, option.application_id)
    return work.session.get_one(Organisation, application.organisation_id).name
