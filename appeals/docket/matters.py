"""Enter a matter, and the lots that it is about."""

from __future__ import annotations

from collections.abc import Sequence

from appeals.docket.known import check_not_struck, lock_every_lot, lots_of_tender, tender_of
from appeals.docket.new_matter import NewMatter, check_entered_alike, check_matter, court_of
from appeals.docket.targets import attackable, check_contracts, target_of
from appeals.struck import Struck, struck
from law.reasons import refuse
from models.review import CourtName, Matter, ReviewedLot
from models.store import Store, Work
from models.tender import Lot, Tender
from people.actors import Actor
from people.permissions import Act, require
from registry.journal import append


def open_matter(store: Store, actor: Actor, matter: NewMatter) -> str:
    """Enter a matter, and give its id. A review attacks the newest decision on each of its lots.

    It may come before any decision (LOU 20:4). One that is late, or out of time, is entered
    too: the court decides on that; `appeals.docket.times` tells what the law says.

    Entered again, it adds the lots that were not named before, and nothing else;
    raises `ActRefused` when it says anything else than the docket does.
    """
    with store.write() as work:
        tender = tender_of(work, matter.tender_id)
        require(work, actor, Act.KEEP_DOCKET, tender.buyer_id)
        lock_every_lot(work, tender.id)
        court = court_of(matter, tender)
        known = work.session.get(Matter, matter.id)
        if known is not None:
            gone = struck(work, tender.id)
            check_not_struck(known, gone)
            check_entered_alike(known, matter, court)
            _check_lots_not_struck(matter, gone)
        lots = _lots(work, tender, matter)
        fresh = [lot for lot in lots if not work.session.get(ReviewedLot, (matter.id, lot.id))]
        if known and not fresh:
            return matter.id
        _enter(work, actor, matter, court, fresh, new=known is None)
    return matter.id


def _check_lots_not_struck(matter: NewMatter, gone: Struck) -> None:
    named = [
        code for code in matter.lot_codes if (matter.id, f"{matter.tender_id}/{code}") in gone.lots
    ]
    if named:
        codes, number = ", ".join(sorted(named)), matter.case_number
        raise refuse(
            "docket.struck_lot",
            sv=f"{codes} är struket ur mål {number}, och det som är struket räknas aldrig mer",
            en=f"{codes} has been struck from case {number}, and what is struck never counts again",
            todo_sv="Var det strukna rätt, diarieför området under målnumret med ett tillägg, till"
            f" exempel ”{number} rättad”",
            todo_en="If what was struck was right, enter the lot under the case number with a"
            f" suffix, such as “{number} corrected”",
        )


def _enter(
    work: Work,
    actor: Actor,
    matter: NewMatter,
    court: CourtName,
    lots: Sequence[Lot],
    *,
    new: bool,
) -> None:
    if new:
        check_matter(work, matter)
    check_contracts(work, [lot.id for lot in lots], matter.contract_ids)
    attacked = [target_of(work, matter.kind, lot, matter.contract_ids) for lot in lots]
    if new:
        work.session.add(_row(work, actor, matter, court))
        work.session.flush()
    for lot, target in zip(lots, attacked, strict=True):
        work.session.add(
            ReviewedLot(
                matter_id=matter.id,
                lot_id=lot.id,
                decision_id=target.decision_id,
                cancellation_id=target.cancellation_id,
                contract_id=target.contract_id,
            )
        )
    work.session.flush()
    said = {"lots": [lot.id for lot in lots], "lodged_at": matter.lodged_at, "court": court.value}
    append(work, actor.id, f"{matter.kind.value}.lodged", matter.id, said)


def _lots(work: Work, tender: Tender, matter: NewMatter) -> list[Lot]:
    """Those named; every lot of the tender, where the matter is not clearly limited to some."""
    every = {lot.code: lot for lot in lots_of_tender(work, tender.id)}
    unknown = sorted(set(matter.lot_codes) - set(every))
    if unknown:
        raise refuse(
            "docket.unknown_lot",
            sv=f"Upphandlingen {tender.id} har inget anbudsområde {', '.join(unknown)}",
            en=f"Tender {tender.id} has no lot {', '.join(unknown)}",
            todo_sv="Ange områden ur upphandlingsdokumenten",
            todo_en="Name lots from the tender documents",
        )
    named = set(matter.lot_codes)
    if not matter.limited:
        found = every.items()
        named |= {code for code, lot in found if attackable(work, matter.kind, lot)}
    if not named:
        raise refuse(
            "docket.no_lots",
            sv=f"Ansökan i mål {matter.case_number} anger inget anbudsområde",
            en=f"The application in case {matter.case_number} names no lot",
            todo_sv="Ange områdena; är ansökan inte tydligt begränsad gäller den alla",
            todo_en="Name the lots; if the application is not clearly limited, it is about all",
        )
    return [lot for code, lot in every.items() if code in named]


def _row(work: Work, actor: Actor, matter: NewMatter, court: CourtName) -> Matter:
    return Matter(
        id=matter.id,
        tender_id=matter.tender_id,
        case_number=matter.case_number,
        kind=matter.kind,
        court=court,
        party_id=matter.party_id,
        limited=matter.limited,
        answer_by=matter.answer_by,
        lodged_at=matter.lodged_at,
        informed_at=matter.informed_at,
        grounds_sv=matter.grounds.sv,
        grounds_en=matter.grounds.en,
        relief_sv=matter.relief.sv,
        relief_en=matter.relief.en,
        **work.recorded(actor.id),
    )
