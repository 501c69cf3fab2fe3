"""How every application to a system stands, for those who handle them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from law.choice import in_scope
from law.days import swedish_day
from law.reasons import Cite, Reason, Text
from law.rulebook import GATEWAYS, Rulebook
from models.admissions import AdmissionExit, Application, ChoiceSignature, NonChoiceKind
from models.contract import Party
from models.store import Store, Work
from models.tender import Lot, Tender
from people.actors import Actor
from people.permissions import Act, require
from procurement.admissions.checking import found_of
from procurement.admissions.due import decision_deadline
from procurement.admissions.non_choice import (
    lots_without_option,
    no_option,
    option_in_force,
    wary_of,
)
from procurement.admissions.standing import (
    Standing,
    applications_to,
    completions_of,
    name_of,
    standing_of,
)
from procurement.tenders.lots import lots_of
from procurement.tenders.named import tender_or_refusal


@dataclass(frozen=True)
class ApplicationLine:
    """One application. `due` and `missing` only while it waits; `until` where it ends."""

    id: str
    lot_code: str
    organisation_id: str
    name: str
    received_on: date
    standing: Standing
    due: date | None
    late: bool
    missing: tuple[str, ...]
    unanswered: tuple[str, ...]
    contracted: bool
    until: date | None


@dataclass(frozen=True)
class SystemOverview:
    lines: tuple[ApplicationLine, ...]
    warnings: tuple[Reason, ...]


def overview(store: Store, actor: Actor, tender_id: str) -> SystemOverview:
    """Every application by lot and number, and what to be wary of. For those who handle them.

    In a dynamic purchasing system who takes part is secret (OSL 19:3).
    """
    with store.read() as work:
        tender = tender_or_refusal(work, tender_id)
        require(work, actor, Act.TAKE_APPLICATION, tender.buyer_id)
        today = swedish_day(work.now)
        lines = tuple(_line(work, tender, each, today) for each in applications_to(work, tender_id))
        return SystemOverview(lines, tuple(_warnings(work, tender)))


def _line(work: Work, tender: Tender, application: Application, today: date) -> ApplicationLine:
    standing = standing_of(work, application, today)
    waits = standing is Standing.WAITING
    due = decision_deadline(work, tender, application).last_day if waits else None
    leaving = work.session.get(AdmissionExit, application.id)
    asked = completions_of(work, application.id) if waits else ()
    return ApplicationLine(
        id=application.id,
        lot_code=work.session.get_one(Lot, application.lot_id).code,
        organisation_id=application.organisation_id,
        name=name_of(work, application),
        received_on=swedish_day(application.received_at),
        standing=standing,
        due=due,
        late=due is not None and due < today,
        missing=tuple(
            found.requirement.code for found in found_of(work, application) if not found.met
        )
        if waits
        else (),
        unanswered=tuple(row.id for row, reply in asked if reply is None),
        contracted=work.session.get(ChoiceSignature, (application.id, Party.BUYER)) is not None,
        until=None if leaving is None else leaving.ends_on,
    )


def _warnings(work: Work, tender: Tender) -> list[Reason]:
    found = [no_option(code) for code in lots_without_option(work, tender)]
    for lot in lots_of(work, tender.id):
        option = option_in_force(work, lot.id)
        if option is not None:
            found.extend(wary_of(NonChoiceKind(option.kind)))
    if Rulebook(tender.rulebook) is Rulebook.SE_LOV and not in_scope(tender.cpv):
        found.append(_other_gateway(tender))
    return found


def _other_gateway(tender: Tender) -> Reason:
    gateway = GATEWAYS[Rulebook.SE_LOV][1]
    text = Text(
        f"CPV {tender.cpv} är ingen tjänst som 1 kap. 1 § LOV nämner: systemet måste ha stöd i en"
        f" annan lag, så som {gateway.who.sv} har i {gateway.cite.in_('sv')}",
        f"CPV {tender.cpv} is no service that LOV 1:1 names: the system must rest on another act,"
        f" as that of {gateway.who.en} does on {gateway.cite.in_('en')}",
    )
    return Reason("choice.gateway", text, Cite("LOV", 1, "1"))
