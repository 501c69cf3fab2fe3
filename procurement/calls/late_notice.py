"""A contract notice that went to the database later than the tender was published here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from law.days import spoken, swedish_day
from law.reasons import Basis, Reason, Text
from models.notices import NoticeKind
from models.store import Work
from models.tender import Publication, Tender
from procurement.conditions.time_given import in_full, period_of
from procurement.conditions.unmet import Unmet
from procurement.tenders.deadlines import EXTEND, deadline_of
from procurement.tenders.owed_notices import sent_on


def late_contract_notice(work: Work, tender: Tender) -> Iterator[Unmet]:
    """The least time counts from the day that the notice was really sent (LOU 11:2–4).

    Nothing while nobody has recorded when it was: until then the publication is its sending.
    """
    sent = _late(work, tender)
    found = None if sent is None else period_of(work, tender, sent)
    if sent is None or found is None or found.days is None or found.last_day is None:
        return
    if in_full(deadline_of(work, tender), found.last_day):
        return
    went, last = spoken(sent), spoken(found.last_day)
    text = Text(
        f"Annonsen om {tender.id} skickades först {went.sv}, och tiden ska därför löpa hela"
        f" {last.sv}",
        f"The notice of {tender.id} was not sent until {went.en}, so that the time must run"
        f" through the whole of {last.en}",
    )
    cite = next((each.cite for each in reversed(found.reasons) if each.code != "last-day"), None)
    basis = Basis.STATUTE if cite else Basis.HOUSE_RULE
    yield Unmet(Reason("opening.must_extend", text, cite, basis), EXTEND)


def _late(work: Work, tender: Tender) -> date | None:
    published = work.session.get(Publication, tender.id)
    sent = sent_on(work, tender.id, NoticeKind.CONTRACT)
    if published is None or sent is None or sent <= swedish_day(published.published_at):
        return None
    return sent
