"""What a lawyer has to look at once an act is on the docket. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from appeals.docket.course import GRANTS
from appeals.docket.court_entry import CourtEntry
from appeals.docket.party_times import buyer_appeals_by, new_grounds_by, other_party_appeals_by
from appeals.facts import ADMINISTRATIVE
from law.days import spoken
from law.reasons import Basis, Reason, Text
from law.remedies import section
from law.rulebook import Rulebook
from models.review import ENDS, CourtActKind, Matter, MatterKind
from models.tender import Tender


def warnings_of(tender: Tender, matter: Matter, entry: CourtEntry) -> tuple[Reason, ...]:
    """Of the act as it is entered, whether it is fresh or on the docket already."""
    rulebook = Rulebook(tender.rulebook)
    return (
        *_may_be_appealed(entry),
        *_ten_days(MatterKind(matter.kind), entry, rulebook),
        *_late_grounds(tender, matter, entry, rulebook),
        *_not_ended(entry),
    )


def _may_be_appealed(entry: CourtEntry) -> Iterator[Reason]:
    """A ruling that grants is not final: what it orders may be set aside (FPL 6a)."""
    if entry.kind not in GRANTS:
        return
    own = buyer_appeals_by(entry.court, entry.decided_on)
    if own is None or own.last_day is None:
        return
    by, rest = spoken(own.last_day), _other_party(entry)
    text = Text(
        f"Avgörandet är inte slutligt: myndigheten kan överklaga till och med {by.sv}, räknat från"
        f" avgörandets dag{rest.sv}",
        f"The ruling is not final: the buyer may appeal through {by.en}, counted from the day of"
        f" the ruling{rest.en}",
    )
    yield Reason("may-be-appealed", text, own.reasons[0].cite)


def _other_party(entry: CourtEntry) -> Text:
    found = other_party_appeals_by(entry.court, entry.decided_on, entry.dispatched_on)
    if found is None or found.last_day is None:
        return Text("", "")
    if entry.court not in ADMINISTRATIVE:
        return Text(", och motparten lika länge", ", and the other party as long")
    earliest = spoken(found.last_day)
    return Text(
        ", och motparten inom tre veckor från det att den fick del av det, tidigast till och med"
        f" {earliest.sv}",
        ", and the other party within three weeks of receiving it, at the earliest through"
        f" {earliest.en}",
    )


def _ten_days(kind: MatterKind, entry: CourtEntry, rulebook: Rulebook) -> Iterator[Reason]:
    """What they are not: a time to appeal, or a time after which a correction needs not be made."""
    if kind is not MatterKind.REVIEW or entry.kind not in GRANTS:
        return
    if entry.court not in ADMINISTRATIVE or rulebook is Rulebook.SE_LOV:
        return
    yield Reason(
        "ten-days-are-a-bar",
        Text(
            "Tiodagarsfristen efter avgörandet hindrar avtal och är ingen överklagandetid: det"
            " gamla beslutet leder aldrig till avtal medan avgörandet gäller, och det som görs om"
            " enligt det kan falla om en högre rätt ändrar det",
            "The ten days after the ruling bar a contract and are no time for appeal: the old"
            " decision never leads to a contract while the ruling stands, and what is done anew"
            " under it may fall if a higher court sets it aside",
        ),
        section(rulebook, "10"),
    )


def _late_grounds(
    tender: Tender, matter: Matter, entry: CourtEntry, rulebook: Rulebook
) -> Iterator[Reason]:
    """LOU 20:5b: the court decides whether to hear them; the docket has them all the same."""
    if entry.kind is not CourtActKind.NEW_GROUNDS or matter.kind == MatterKind.DAMAGES:
        return
    found = new_grounds_by(tender, matter)
    if found is None or found.last_day is None or entry.decided_on <= found.last_day:
        return
    came, last = spoken(entry.decided_on), spoken(found.last_day)
    text = Text(
        f"Omständigheterna åberopades {came.sv}, efter den sista dagen {last.sv}: rätten tar dem"
        " bara under särskilda förutsättningar, och det bör sägas i yttrandet",
        f"The grounds were invoked on {came.en}, after the last day, {last.en}: the court hears"
        " them only on special conditions, and the statement should say so",
    )
    yield Reason("late-grounds", text, section(rulebook, "5b"))


def _not_ended(entry: CourtEntry) -> Iterator[Reason]:
    if entry.kind in ENDS:
        return
    if entry.kind is CourtActKind.WITHDRAWN:
        text = Text(
            "Målet pågår tills rätten har skrivit av det; anteckna avskrivningen när den kommer",
            "The case goes on until the court has struck it out; enter that when it comes",
        )
        yield Reason("not-ended-yet", text, basis=Basis.HOUSE_RULE)
    if entry.kind is CourtActKind.LEAVE_GRANTED:
        text = Text(
            "Prövningstillståndet avgör inget: målet prövas nu där",
            "Leave to appeal ends nothing: the case is now tried there",
        )
        yield Reason("not-ended-yet", text, basis=Basis.HOUSE_RULE)
