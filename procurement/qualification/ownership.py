"""Sanctions: who owns and directs a tenderer and those it relies on, and what follows.

Regulation (EU) No 833/2014 article 5k forbids awarding at or above the directives' thresholds
to whoever is named there. It is no exclusion: no discretion, no self-cleaning. Yet what a
register says of a tenderer bars it only once the tenderer has been asked (house rule).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from sqlmodel import col, select

from law.days import swedish_day
from law.reasons import Basis, Reason, Text, refuse
from law.rulebook import Rulebook
from law.sanctions import Party, Sanctioned, award_forbidden
from models.correspondence import InquiryKind
from models.qualification import OwnershipSource, SanctionsDeclaration
from models.store import Store, Work
from models.tender import Tender
from people.actors import Actor
from people.permissions import Act, require
from procurement.qualification.asked import Asked, answered_for, inquiries_of, of_kind
from procurement.qualification.exclusion_cases import bids_of
from procurement.qualification.thresholds_reached import Reached, reached
from procurement.tenders.lawful_facts import lawful
from procurement.tenders.lots import lock_lots_of, lots_of
from procurement.tenders.named import tender_or_refusal
from registry.journal import append


@dataclass(frozen=True)
class Ownership:
    """What is said of a tenderer (`party` ""), or of one that it relies on, by name.

    Percentages; `relied_on_percent` is the other's share of the contract's value.
    """

    tender_id: str
    organisation_id: str
    source: OwnershipSource
    party: str = ""
    established: bool = False
    owned_percent: Decimal = Decimal(0)
    acts_for: bool = False
    relied_on_percent: Decimal | None = None

    def as_law_asks(self) -> Party:
        """Raises `law.refusals.ImpossibleFacts` for a share that is none."""
        return Party(self.established, self.owned_percent, self.acts_for, self.relied_on_percent)


def declare_ownership(store: Store, actor: Actor, ownership: Ownership) -> bool:
    """Record what is said; returns whether it was new.

    Raises `ActRefused` for a share that is none, for a party that is no tenderer here, and
    for a finding in a register that would bar a tenderer that has not been asked about it.
    """
    with store.write() as work:
        tender = tender_or_refusal(work, ownership.tender_id)
        require(work, actor, Act.CONTROL, tender.buyer_id)
        lock_lots_of(work, tender.id)
        party = lawful(ownership.as_law_asks, "ownership.impossible")
        _check_party(work, ownership)
        newest = newest_ownership(work, tender.id).get((ownership.organisation_id, ownership.party))
        if newest is not None and _says(newest, ownership):
            return False
        _check_later(work, newest)
        _check_asked(work, tender, ownership, party)
        _write(work, actor, ownership)
        return True


def newest_ownership(work: Work, tender_id: str) -> dict[tuple[str, str], SanctionsDeclaration]:
    """(tenderer, party) → what is said of it: the newest."""
    rows = work.session.exec(
        select(SanctionsDeclaration)
        .where(col(SanctionsDeclaration.tender_id) == tender_id)
        .order_by(col(SanctionsDeclaration.declared_at))
    ).all()
    return {(row.organisation_id, row.party): row for row in rows}


def sanctioned(
    work: Work, tender: Tender, organisation_id: str, on: date
) -> tuple[Sanctioned, ...]:
    """What article 5k says of the tenderer and each that it relies on, that day."""
    found = newest_ownership(work, tender.id)
    above = value_reached(work, tender).above
    return tuple(
        award_forbidden(_party(row), on, above_threshold=above)
        for (organisation, _), row in sorted(found.items())
        if organisation == organisation_id
    )


def value_reached(work: Work, tender: Tender) -> Reached:
    """Whether the tender reaches the threshold from which the ban applies."""
    values = [lot.estimated_value for lot in lots_of(work, tender.id)]
    return reached(
        Rulebook(tender.rulebook), tender.cpv, sum(values), tender.currency, tender.starts_on
    )


def barred_bids(work: Work, tender_id: str) -> dict[str, Text]:
    """Every bid of each tenderer that may not be awarded anything, and why."""
    declared = newest_ownership(work, tender_id)
    if not declared:
        return {}
    tender, today = tender_or_refusal(work, tender_id), swedish_day(work.now)
    above = value_reached(work, tender).above
    barred: dict[str, Text] = {}
    for (organisation_id, _), row in sorted(declared.items()):
        answer = award_forbidden(_party(row), today, above_threshold=above)
        if answer.forbidden:
            why = _joined(answer.reasons)
            barred |= dict.fromkeys(bids_of(work, tender_id, organisation_id), why)
    return barred


def undeclared(work: Work, tender: Tender, organisation_id: str) -> Reason | None:
    """Above the thresholds a winner without a declaration of its own is not cleared."""
    declared = (organisation_id, "") in newest_ownership(work, tender.id)
    if declared or not value_reached(work, tender).above:
        return None
    return Reason(
        "ownership.undeclared",
        Text(
            f"{organisation_id} har inte uppgett sina ägare enligt EU:s sanktionsförordning",
            f"{organisation_id} has not declared its owners as the EU's sanctions ask",
        ),
        basis=Basis.HOUSE_RULE,
    )


def _party(row: SanctionsDeclaration) -> Party:
    relied = row.relied_on_percent
    return Party(
        row.established,
        Decimal(row.owned_percent),
        row.acts_for,
        None if relied is None else Decimal(relied),
    )


def _joined(reasons: Sequence[Reason]) -> Text:
    """The reasons as one sentence, with the article that they rest on."""
    cite = reasons[0].cite
    sv, en = ("; ".join(reason.in_(lang) for reason in reasons) for lang in ("sv", "en"))
    return Text(
        sv if cite is None else f"{sv} ({cite.in_('sv')})",
        en if cite is None else f"{en} ({cite.in_('en')})",
    )


def _says(newest: SanctionsDeclaration, ownership: Ownership) -> bool:
    return (_party(newest), newest.source) == (ownership.as_law_asks(), ownership.source)


def _check_party(work: Work, ownership: Ownership) -> None:
    tenders = bids_of(work, ownership.tender_id, ownership.organisation_id)
    if not tenders or (ownership.party == "") != (ownership.relied_on_percent is None):
        raise refuse(
            "ownership.party",
            sv="Uppgiften gäller en anbudsgivare här eller, med andel av kontraktets värde, ett"
            " företag som den åberopar",
            en="It is about a tenderer here or, with its share of the contract's value, one that"
            " it relies on",
            todo_sv="Ange anbudsgivaren, och andelen bara för ett åberopat företag",
            todo_en="Name the tenderer, and a share only for one that it relies on",
        )


def _check_later(work: Work, newest: SanctionsDeclaration | None) -> None:
    if newest is not None and newest.declared_at >= work.now:
        raise refuse(
            "ownership.same_moment",
            sv="Något annat om samma part är antecknat i samma ögonblick",
            en="Something else of the same party was recorded at this very moment",
            todo_sv="Anteckna en uppgift i taget",
            todo_en="Record one declaration at a time",
        )


def _check_asked(work: Work, tender: Tender, ownership: Ownership, party: Party) -> None:
    today = swedish_day(work.now)
    above = value_reached(work, tender).above
    rule = partial(award_forbidden, party, today, above_threshold=above)
    bars = lawful(rule, "ownership.impossible").forbidden
    if not bars or ownership.source is OwnershipSource.TENDERER:
        return
    if answered_for(_asked_about(work, tender.id, ownership.organisation_id), today) is None:
        raise refuse(
            "ownership.not_asked",
            sv=f"{ownership.organisation_id} skulle falla på en uppgift ur ett register som den"
            " inte har fått yttra sig över",
            en=f"{ownership.organisation_id} would fall on a finding in a register that it has"
            " had no chance to comment on",
            todo_sv="Begär ett förtydligande, och vänta på svaret eller på att tiden går ut",
            todo_en="Ask for a clarification, and wait for the answer or the end of the time",
        )


def _asked_about(work: Work, tender_id: str, organisation_id: str) -> list[Asked]:
    """Clarifications of no requirement: what is asked of one is about that alone."""
    return [
        each
        for each in of_kind(inquiries_of(work, tender_id), InquiryKind.CLARIFICATION)
        if each.inquiry.organisation_id == organisation_id and each.inquiry.requirement_id is None
    ]


def _write(work: Work, actor: Actor, ownership: Ownership) -> None:
    relied = ownership.relied_on_percent
    work.session.add(
        SanctionsDeclaration(
            tender_id=ownership.tender_id,
            organisation_id=ownership.organisation_id,
            party=ownership.party,
            declared_at=work.now,
            established=ownership.established,
            owned_percent=str(ownership.owned_percent),
            acts_for=ownership.acts_for,
            relied_on_percent=None if relied is None else str(relied),
            source=ownership.source.value,
            **work.recorded(actor.id),
        )
    )
    work.session.flush()
    said = {"organisation": ownership.organisation_id, "source": ownership.source.value}
    append(work, actor.id, "ownership.declared", ownership.tender_id, said)
