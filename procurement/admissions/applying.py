"""Apply to a system, at any time while it is in force (LOU 8:7, LOV 3:2, 5:1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import col, func, select

from law.days import swedish_day
from law.procedures import LeadsTo
from law.reasons import ActRefused, Text, refuse
from models.admissions import Application
from models.store import Store, Work
from models.tender import Lot, Tender
from people.actors import Actor
from people.permissions import Act, require, require_of_organisation
from procurement.admissions.files import SentFile, accepted, filed
from procurement.admissions.standing import Standing, entered_by, standing_of
from procurement.conditions.system_in_force import not_in_force
from procurement.tenders.lots import lot_or_refusal
from procurement.tenders.named import supplier_or_refusal, tender_or_refusal
from procurement.tenders.steps import require_leads_to
from registry.journal import append

NO_WORDS = Text("", "")


@dataclass(frozen=True)
class NewApplication:
    """What a supplier sends in for one lot; `says` is its own words, on paper or not."""

    tender_id: str
    lot_code: str
    organisation_id: str
    file: SentFile
    says: Text = NO_WORDS


def apply(store: Store, actor: Actor, new: NewApplication) -> str:
    """Take in the application and return its id; the same file again is the same application.

    By the supplier's own person, or an officer who registers what came by another way.
    Raises `ActRefused` where the system is not in force, and while the supplier has an
    application open for the lot, or has been admitted to it.
    """
    found = accepted(new.file)
    with store.write() as work:
        tender = tender_or_refusal(work, new.tender_id)
        require_leads_to(tender, LeadsTo.ADMISSION)
        _require(work, actor, tender, new)
        work.lock_tender(tender.id)
        lot = lot_or_refusal(work, new.tender_id, new.lot_code)
        known = _open(work, lot, new.organisation_id)
        if known is not None and known.sha256 == found.sha256:
            return known.id
        _check(work, tender, known)
        row = _row(work, actor, lot, new, filed(work, new.file, found))
        work.session.add(row)
        work.session.flush()
        said = {"lot": lot.code, "number": row.number, "sha256": row.sha256}
        append(work, entered_by(actor), "application.received", row.id, said)
        return row.id


def _require(work: Work, actor: Actor, tender: Tender, new: NewApplication) -> None:
    supplier_or_refusal(work, new.organisation_id)
    if actor.organisation_id is None:
        require(work, actor, Act.TAKE_APPLICATION, tender.buyer_id)
    else:
        require_of_organisation(work, actor, new.organisation_id)


def _open(work: Work, lot: Lot, organisation_id: str) -> Application | None:
    """The supplier's newest application for the lot that waits, or stands approved."""
    newest = _of_lot(work, lot.id, organisation_id)[-1:]
    today = swedish_day(work.now)
    for application in newest:
        if standing_of(work, application, today) in (Standing.WAITING, Standing.ADMITTED):
            return application
    return None


def _of_lot(work: Work, lot_id: str, organisation_id: str) -> Sequence[Application]:
    found = select(Application).where(
        col(Application.lot_id) == lot_id, col(Application.organisation_id) == organisation_id
    )
    return work.session.exec(found.order_by(col(Application.number))).all()


def _check(work: Work, tender: Tender, known: Application | None) -> None:
    for unmet in not_in_force(work, tender, swedish_day(work.now)):
        raise ActRefused(unmet.reason, unmet.todo)
    if known is not None:
        raise refuse(
            "application.open",
            sv=f"Leverantören har redan en ansökan i samma område, {known.id}, som väntar på"
            " beslut eller är godkänd",
            en=f"The supplier already has an application for the lot, {known.id}, which awaits"
            " a decision or has been approved",
            todo_sv="Komplettera den, eller ansök på nytt när den har avslagits eller upphört",
            todo_en="Complete it, or apply anew when it has been refused or has ended",
        )


def _row(work: Work, actor: Actor, lot: Lot, new: NewApplication, sha256: str) -> Application:
    in_tender = select(func.count()).select_from(Application)
    count = work.session.exec(in_tender.where(col(Application.tender_id) == lot.tender_id)).one()
    newest = select(func.max(col(Application.number))).where(col(Application.lot_id) == lot.id)
    return Application(
        id=f"{lot.tender_id}/A{count + 1}",
        tender_id=lot.tender_id,
        lot_id=lot.id,
        number=(work.session.exec(newest).one() or 0) + 1,
        organisation_id=new.organisation_id,
        received_at=work.now,
        sha256=sha256,
        says_sv=new.says.sv,
        says_en=new.says.en,
        **work.recorded(actor.id),
    )
