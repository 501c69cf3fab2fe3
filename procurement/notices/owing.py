"""The award notice that a concluded contract owes."""

from __future__ import annotations

from law.days import swedish_day
from models.notices import NoticeKind
from models.store import Work
from models.tender import Tender
from procurement.notices.duties import award_notice
from procurement.tenders.owed_notices import owe_notice


def owe_award_notice(work: Work, tender: Tender, contract_id: str) -> None:
    """Called as the buyer signs, before the act's entry. Nothing where the law asks for none."""
    duty = award_notice(work, tender, contract_id, swedish_day(work.now))
    if duty is not None:
        owe_notice(work, tender.id, NoticeKind.AWARD, contract_id, duty.last_day)
