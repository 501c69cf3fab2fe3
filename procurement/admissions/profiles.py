"""What a provider tells those who choose: under the same headings as every other (LOV 9:1)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import col, select

from law.reasons import Text, refuse
from models.admissions import ProviderProfile
from models.store import Store, Work
from people.actors import Actor
from people.permissions import require_of_organisation
from procurement.admissions.standing import approved_or_refusal, require_choice
from procurement.tenders.named import tender_or_refusal
from registry.journal import append

LONGEST = 1_000


@dataclass(frozen=True)
class Profile:
    """The headings, at most `LONGEST` characters each, so that providers can be compared."""

    address: str
    phone: str
    languages: str
    accessibility: Text
    profile: Text


def state_profile(store: Store, actor: Actor, application_id: str, profile: Profile) -> int:
    """By the provider's own person; returns the version, and the same again is the same one.

    Raises `ActRefused` for a heading left empty or too long, and a provider not admitted.
    """
    with store.write() as work:
        application = approved_or_refusal(work, application_id)
        require_of_organisation(work, actor, application.organisation_id)
        require_choice(tender_or_refusal(work, application.tender_id))
        _check(profile)
        newest = newest_profile(work, application_id)
        if newest is not None and profile_of(newest) == profile:
            return newest.version
        row = ProviderProfile(
            application_id=application_id,
            version=1 if newest is None else newest.version + 1,
            stated_at=work.now,
            address=profile.address,
            phone=profile.phone,
            languages=profile.languages,
            accessibility_sv=profile.accessibility.sv,
            accessibility_en=profile.accessibility.en,
            profile_sv=profile.profile.sv,
            profile_en=profile.profile.en,
            **work.recorded(actor.id),
        )
        work.session.add(row)
        work.session.flush()
        append(work, actor.id, "profile.stated", application_id, {"version": row.version})
        return row.version


def newest_profile(work: Work, application_id: str) -> ProviderProfile | None:
    found = select(ProviderProfile).where(col(ProviderProfile.application_id) == application_id)
    return work.session.exec(found.order_by(col(ProviderProfile.version).desc())).first()


def profile_of(row: ProviderProfile) -> Profile:
    return Profile(
        row.address,
        row.phone,
        row.languages,
        Text(row.accessibility_sv, row.accessibility_en),
        Text(row.profile_sv, row.profile_en),
    )


def _check(profile: Profile) -> None:
    said = (
        ("adressen", "the address", (profile.address,)),
        ("telefonnumret", "the telephone number", (profile.phone,)),
        ("språken", "the languages", (profile.languages,)),
        ("tillgängligheten", "the accessibility", _both(profile.accessibility)),
        ("beskrivningen", "the description", _both(profile.profile)),
    )
    for sv, en, texts in said:
        if not all(0 < len(text.strip()) <= LONGEST for text in texts):
            raise refuse(
                "profile.heading",
                sv=f"Uppgiften om {sv} saknas eller är längre än {LONGEST} tecken",
                en=f"What is said of {en} is missing or longer than {LONGEST} characters",
                todo_sv="Fyll i alla rubriker, på båda språken där de finns på båda",
                todo_en="Fill in every heading, in both languages where it has both",
            )


def _both(text: Text) -> tuple[str, str]:
    return text.sv, text.en
