"""Turn stored rows into the plain values that documents are made of."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from documents.contexts import AwardDecision as DecisionPart
from documents.formats import Formats, minor_units
from documents.parts import CheckpointPart
from documents.parts import Lot as LotPart
from documents.parts import Party as PartyPart
from law.days import swedish_day
from law.reasons import Lang
from models.decision import AwardDecision
from models.parties import Buyer, Installation, InstallationKind, Organisation
from models.store import Work
from models.tender import Lot, Tender
from procurement.exact.numbers import exact_text, unending
from registry.checkpoints import checkpoint_of_act


def title_of(tender: Tender, lang: Lang) -> str:
    return tender.title_sv if lang == "sv" else tender.title_en


def buyer_party(work: Work, tender: Tender) -> PartyPart:
    buyer = work.session.get_one(Buyer, tender.buyer_id)
    return PartyPart(
        name=buyer.name, org_number=buyer.org_number, address=[buyer.address, buyer.city]
    )


def provider_party(organisation: Organisation) -> PartyPart:
    return PartyPart(
        name=organisation.name,
        org_number=organisation.org_number,
        address=[organisation.address, organisation.city],
        representative=organisation.signatory,
        contact=organisation.contact_person,
        email=organisation.email,
    )


def lot_part(lot: Lot) -> LotPart:
    return LotPart(code=lot.code, name=lot.name)


def decision_part(tender: Tender, decision: AwardDecision) -> DecisionPart:
    return DecisionPart(
        number=f"{tender.diary_number}-{decision.number}",
        decided_on=swedish_day(decision.decided_at),
    )


def amount(exact: str | Fraction | int) -> int | Decimal:
    """A stored comparison ("n" or "p/q", minor units) as a document shows it.

    Whole amounts stay whole. Others are cut to six decimals for print; what is
    compared is never this value.
    """
    value = Fraction(exact)
    if value.denominator == 1:
        return value.numerator
    return Decimal(value.numerator) / Decimal(value.denominator)


def money_text(minor: Fraction, currency: str, lang: Lang) -> str:
    """Exact money in minor units: all its digits, or six and the fraction where they never end."""
    units = minor / minor_units(currency)
    if unending(units) is None:
        return Formats(lang).money(Decimal(minor.numerator) / Decimal(minor.denominator), currency)
    return f"{exact_text(units, lang)} {currency}"


def is_demo(work: Work) -> bool:
    installation = work.session.get(Installation, 1)
    return installation is not None and installation.kind == InstallationKind.DEMO


def checkpoint_of(work: Work, kind: str, subject: str) -> CheckpointPart | None:
    """The journal's signed root at the act: it leaves the house in the document."""
    taken = checkpoint_of_act(work, kind, subject)
    return CheckpointPart(size=taken.size, root=taken.root) if taken else None
