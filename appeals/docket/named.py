"""A matter that counts, or a lot, with its tender; or the refusal that says that there is none."""

from __future__ import annotations

from appeals.docket.known import check_not_struck, matter_of
from appeals.struck import struck
from law.reasons import refuse
from models.review import Matter
from models.store import Work
from models.tender import Lot, Tender


def matter_named(work: Work, matter_id: str) -> tuple[Matter, Tender]:
    """Raises `ActRefused` for a matter that is not on the docket, or has been struck from it."""
    matter = matter_of(work, matter_id)
    check_not_struck(matter, struck(work, matter.tender_id))
    return matter, work.session.get_one(Tender, matter.tender_id)


def lot_named(work: Work, lot_id: str) -> tuple[Lot, Tender]:
    """Raises `ActRefused` for a lot that there is not."""
    lot = work.session.get(Lot, lot_id)
    if lot is None:
        raise refuse(
            "docket.unknown_lot",
            sv=f"Det finns inget anbudsområde {lot_id}",
            en=f"There is no lot {lot_id}",
            todo_sv="Ange ett område som finns, som L01",
            todo_en="Name a lot that exists, such as L01",
        )
    return lot, work.session.get_one(Tender, lot.tender_id)
