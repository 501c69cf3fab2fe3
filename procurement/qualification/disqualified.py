"""Bids that are out of the competition, whatever put them there, and why.

One list for whoever ranks: bids that have lapsed, bids that failed a control, those of
excluded tenderers, prices rejected as abnormally low, and tenderers that may not be awarded
anything.
"""

from __future__ import annotations

from sqlmodel import col, select

from law.reasons import Text
from models.store import Work
from models.tender import Requirement
from procurement.qualification.controls import newest_of_each
from procurement.qualification.exclusion_cases import excluded_bids
from procurement.qualification.exclusion_rules import exclusion_ground_cited
from procurement.qualification.lapsed import lapsed_bids
from procurement.qualification.low_prices import rejected_prices
from procurement.qualification.ownership import barred_bids
from procurement.tenders.drafting import cite_of


def out_of_competition(work: Work, tender_id: str, bid_id: str | None = None) -> dict[str, Text]:
    """Bid id → why it is disregarded in the tender, as the facts stand in this transaction.

    `bid_id` is for whoever asks about that one alone: the controls of the others are not read.

    Where there are several reasons the gravest is told: a ban, an exclusion, the price.
    """
    return {
        **lapsed_bids(work, tender_id),
        **failed_bids(work, tender_id, bid_id),
        **rejected_prices(work, tender_id),
        **excluded_bids(work, tender_id),
        **barred_bids(work, tender_id),
    }


def failed_bids(work: Work, tender_id: str, bid_id: str | None = None) -> dict[str, Text]:
    """Bids that do not meet a requirement by the newest control of it, and why.

    A requirement that is itself a ground for exclusion puts nobody out here: that takes a
    hearing and a decision (`excluding`), and until then the bid is not cleared.
    """
    requirements = {
        row.id: row
        for row in work.session.exec(
            select(Requirement).where(col(Requirement.tender_id) == tender_id)
        )
    }
    found: dict[str, Text] = {}
    for (failed, requirement_id), control in newest_of_each(work, tender_id, bid_id).items():
        requirement = requirements[requirement_id]
        if control.outcome == "failed" and not exclusion_ground_cited(cite_of(requirement)):
            found[failed] = Text(
                f"Kravet ”{requirement.title_sv}” är inte uppfyllt: {control.note_sv}",
                f"The requirement “{requirement.title_en}” is not met: {control.note_en}",
            )
    return found
