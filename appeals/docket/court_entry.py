"""One act in a matter as a lawyer enters it, and what such an entry must be to be taken in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from appeals.docket.attached import Attached
from law.days import swedish_day
from law.reasons import Cite, Text, refuse
from models.review import CourtAct, CourtActKind, CourtName, Matter, ReturnTo
from models.store import Work
from models.tender import Bid

# LOU 20:8 and 20:10: the court's own leave to conclude earlier, which must be on file.
ON_FILE = {CourtActKind.STANDSTILL_LIFTED: "8", CourtActKind.WAIVED: "10"}


def act_id_of(
    matter_id: str, court: CourtName, kind: CourtActKind, decided_on: date, number: int
) -> str:
    """`number`: which of its kind in that court that day."""
    return f"{matter_id}/{court.value}/{kind.value}/{decided_on.isoformat()}/{number}"


@dataclass(frozen=True)
class CourtEntry:
    """One act in a matter, to be entered.

    `case_number` is the number that the acting court gives the case. `disregard_bid_id`,
    `returns_to`: only with a correction. `lot_ids`: those that it is about, all of the
    matter's if none is named. `due_on`: by when the buyer is to answer. `amount`: minor
    units, of what is granted. `again`: a further act of that kind in that court that day;
    `number` names one of several, which is otherwise counted. `paper` is filed;
    `document_sha256` is of one that is on file already.
    """

    matter_id: str
    case_number: str
    court: CourtName
    kind: CourtActKind
    decided_on: date
    dispatched_on: date | None
    summary: Text
    disregard_bid_id: str | None = None
    number: int | None = None
    returns_to: ReturnTo | None = None
    due_on: date | None = None
    document_sha256: str | None = None
    amount: int | None = None
    lot_ids: tuple[str, ...] = ()
    again: bool = False
    paper: Attached | None = None

    def act_id(self, number: int) -> str:
        """As that act of its kind in that court that day."""
        return act_id_of(self.matter_id, self.court, self.kind, self.decided_on, number)

    def completed(self, newest: CourtAct | None, lots: Collection[str]) -> CourtEntry:
        """With what was said of the act before where nothing is said now.

        `lots`: those that the newest version is narrowed to. A correction begins anew at the
        evaluation, unless the court says otherwise (LOU 20:6).
        """
        document = self.paper.sha256 if self.paper else self.document_sha256
        returns_to = self.returns_to
        if newest is not None:
            document = document or newest.document_sha256
            returns_to = returns_to or (ReturnTo(newest.returns_to) if newest.returns_to else None)
        if returns_to is None and self.kind is CourtActKind.CORRECTION:
            returns_to = ReturnTo.EVALUATION
        return replace(
            self,
            document_sha256=document,
            returns_to=returns_to,
            due_on=self.due_on or (newest.due_on if newest else None),
            amount=self.amount or (newest.amount if newest else None),
            lot_ids=tuple(sorted(set(self.lot_ids or lots))),
        )

    def says(self, act: CourtAct, lots: Collection[str]) -> bool:
        """Whether the act says this, but for the bids that any version has named."""
        return set(self.lot_ids) == set(lots) and (
            self.dispatched_on, self.case_number, self.summary, self.due_on, self.returns_to,
            self.amount, self.document_sha256,
        ) == (
            act.dispatched_on, act.case_number, Text(act.summary_sv, act.summary_en), act.due_on,
            act.returns_to, act.amount, act.document_sha256,
        )  # fmt: skip


def check_entry(work: Work, matter: Matter, entry: CourtEntry, lot_ids: Sequence[str]) -> None:
    """Raises `ActRefused` for days that cannot be, and for what does not go with the act.

    A wrong year would otherwise end a bar before it began.
    """
    lodged, today = swedish_day(matter.lodged_at), swedish_day(work.now)
    dispatched = entry.dispatched_on or entry.decided_on
    if not lodged <= entry.decided_on <= dispatched <= today:
        raise refuse(
            "docket.act_days",
            sv=f"Ett avgörande {entry.decided_on}, skickat {dispatched}, kan inte"
            " vara äldre än ansökan, skickat före avgörandet eller ligga i framtiden",
            en=f"A decision of {entry.decided_on}, sent {dispatched}, cannot be older"
            " than the application, sent before it was made, or lie in the future",
            todo_sv="Rätta dagarna efter domstolens handling",
            todo_en="Correct the days by the court's own document",
        )
    _check_disregarded(work, entry, lot_ids)
    _check_belongs(entry)
    _check_on_file(entry)
    unknown = sorted(set(entry.lot_ids) - set(lot_ids))
    if unknown or not lot_ids:
        named = ", ".join(unknown)
        raise refuse(
            "docket.lot_not_in_matter",
            sv=f"Målet gäller inte {named}" if unknown else "Målet gäller inget område längre",
            en=f"The matter is not about {named}" if unknown else "The matter has no lot left",
            todo_sv="Ange områden i målet, eller lägg till dem med tilldela appeals open",
            todo_en="Name lots of the matter, or add them with tilldela appeals open",
        )


def _check_disregarded(work: Work, entry: CourtEntry, lot_ids: Sequence[str]) -> None:
    if entry.disregard_bid_id is None:
        return
    bid = work.session.get(Bid, entry.disregard_bid_id)
    about = entry.lot_ids or lot_ids
    if bid is None or bid.lot_id not in about or entry.kind is not CourtActKind.CORRECTION:
        raise refuse(
            "docket.disregarded_bid",
            sv="Bara en rättelse pekar ut ett anbud att bortse från, och anbudet ska gälla ett"
            " område i målet",
            en="Only a correction names a bid to disregard, and the bid must be for a lot in the"
            " case",
            todo_sv="Kontrollera domstolens beslut",
            todo_en="Check the court's decision",
        )


def _check_belongs(entry: CourtEntry) -> None:
    """A day to answer by, an amount, and the act to begin anew at, each with its own kind."""
    wrong = (
        (entry.returns_to is not None and entry.kind is not CourtActKind.CORRECTION)
        or (entry.due_on is not None and entry.kind is not CourtActKind.SERVED)
        or (entry.amount is not None and entry.kind is not CourtActKind.GRANTED)
    )
    if wrong:
        raise refuse(
            "docket.not_of_kind",
            sv="Bara en rättelse säger var upphandlingen börjar om, bara en delgivning har en dag"
            " att svara, och bara ett bifall har ett belopp",
            en="Only a correction says where the procurement begins anew, only a service has a day"
            " to answer by, and only what is granted has an amount",
            todo_sv="Utelämna uppgiften, eller ange rätt slags handling",
            todo_en="Leave it out, or name the right kind of act",
        )
    if entry.amount is not None and entry.amount <= 0:
        raise refuse(
            "docket.amount",
            sv="Ett belopp som döms ut är större än noll",
            en="An amount that is granted is greater than nothing",
            todo_sv="Ange beloppet i domen",
            todo_en="State the amount of the ruling",
        )
    if entry.due_on is not None and entry.due_on < entry.decided_on:
        raise refuse(
            "docket.due_before",
            sv=f"Svaret kan inte ha begärts till {entry.due_on}, före {entry.decided_on}",
            en=f"The answer cannot be due on {entry.due_on}, before {entry.decided_on}",
            todo_sv="Rätta dagarna efter domstolens handling",
            todo_en="Correct the days by the court's own document",
        )


def _check_on_file(entry: CourtEntry) -> None:
    number = ON_FILE.get(entry.kind)
    if number is not None and entry.document_sha256 is None:
        raise refuse(
            "docket.not_on_file",
            sv="Att avtal får ingås tidigare är domstolens beslut, och det ska finnas på fil",
            en="That the contract may come earlier is for the court to decide, and its decision"
            " must be on file",
            todo_sv="Bifoga domstolens beslut",
            todo_en="Attach the court's decision",
            cite=Cite("LOU", 20, number),
        )


def check_not_less(newest: CourtAct, lots: Collection[str], entry: CourtEntry) -> None:
    """Raises `ActRefused` for what would hold less than the docket does: that takes two persons.

    An earlier dispatch would shorten a bar; fewer lots, or a later act to begin anew at, let go
    of something.
    """
    if newest.dispatched_on is not None and (
        entry.dispatched_on is None or entry.dispatched_on < newest.dispatched_on
    ):
        known = newest.dispatched_on.isoformat()
        raise refuse(
            "docket.earlier_dispatch",
            sv=f"Avgörandet är diariefört som skickat {known}; en tidigare eller okänd dag skulle"
            " förkorta tiden då avtal inte får ingås",
            en=f"The docket has the decision as sent on {known}; an earlier or unknown day would"
            " shorten the time in which no contract may be concluded",
            todo_sv="Kontrollera mot domstolens handling; den senare dagen gäller tills vidare",
            todo_en="Check the court's own document; the later day governs meanwhile",
        )
    fewer = bool(entry.lot_ids) and not set(lots) <= set(entry.lot_ids)
    if fewer or _begins_later(newest.returns_to, entry.returns_to):
        raise refuse(
            "docket.says_less",
            sv="Diariet säger redan mer om handlingen, för fler områden eller från ett tidigare"
            " steg, och det tas inte tillbaka genom en ny anteckning",
            en="The docket already says more of the act, for more lots or from an earlier step, and"
            " that is not taken back by another entry",
            todo_sv="Stryk den felaktiga anteckningen med tilldela appeals strike, och anteckna"
            " handlingen igen",
            todo_en="Strike the wrong entry with tilldela appeals strike, and enter the act again",
        )


def _begins_later(known: str | None, said: ReturnTo | None) -> bool:
    steps = list(ReturnTo)
    if known is None or said is None:
        return False
    return steps.index(said) > steps.index(ReturnTo(known))
