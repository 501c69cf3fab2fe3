"""The bar after a court has decided a review case (tiodagarsfrist), LOU and LUF 20:10.

Förvaltningsrätten's decision bars a contract for ten days when an extended
standstill applied (20:8). An interim order (20:9) of förvaltningsrätten or
kammarrätten does so from the court's decision or from the lifting of the order;
one of Högsta förvaltningsdomstolen only when it remands. A case that is pending
in a higher court without an interim order bars nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from law.bar import TEN_DAY_BAR, Bar, Counted, count, earliest_contract
from law.connected import Connected, agreeing, connected
from law.dated import DatedValue, in_force
from law.days import spoken
from law.reasons import Cite, Reason, Text
from law.refusals import ImpossibleFacts
from law.remedies import in_act, section
from law.rulebook import Rulebook

__all__ = ["Bar", "Court", "CourtDecision", "after_rulings"]


class Court(StrEnum):
    """The three instances, by the initials Swedish lawyers use."""

    FR = "FR"
    KR = "KR"
    HFD = "HFD"


_COURT_NAMES = {
    Court.FR: Text("Förvaltningsrätten", "The administrative court"),
    Court.KR: Text("Kammarrätten", "The administrative court of appeal"),
    Court.HFD: Text("Högsta förvaltningsdomstolen", "The Supreme Administrative Court"),
}


_WHAT = Text(
    "hinder mot avtal efter domstolens avgörande", "a bar on the contract after a court's decision"
)


@dataclass(frozen=True)
class CourtDecision:
    """A court's decision that ends a review case there, whatever its outcome.

    ``decided`` is the date on the decision, ``dispatched`` the day the court
    sent it (None: unknown). ``interim_order``: the court had forbidden a
    contract meanwhile (20:9); ``interim_lifted`` is the day it lifted the order
    and implies that there was one, ``lifting_sent`` when it sent that (None: the
    same day). ``remanded``: the case was sent back.
    ``waived``: the court decided that no ten-day bar applies. Raises
    ImpossibleFacts for a dispatch before the decision and for a remand by förvaltningsrätten.
    """

    court: Court
    decided: date
    dispatched: date | None = None
    interim_order: bool = False
    interim_lifted: date | None = None
    remanded: bool = False
    waived: bool = False
    lifting_sent: date | None = None

    def __post_init__(self) -> None:
        if self.dispatched is not None and self.dispatched < self.decided:
            decided, sent = self.decided.isoformat(), self.dispatched.isoformat()
            raise ImpossibleFacts(
                sv=f"ett avgörande av {decided} kan inte ha skickats dessförinnan, {sent}",
                en=f"a decision of {decided} cannot have been dispatched before that, on {sent}",
            )
        if self.remanded and self.court is Court.FR:
            raise ImpossibleFacts(
                sv="förvaltningsrätten är första instans och kan inte återförvisa ett mål",
                en="förvaltningsrätten is the first instance and cannot remand a case",
            )

    @property
    def had_interim_order(self) -> bool:
        return self.interim_order or self.interim_lifted is not None


@dataclass(frozen=True)
class _Start:
    """The day the ten days count from; ``event`` names what happened on it."""

    day: date
    event: Text
    warnings: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class _Outcome:
    """What one decision does: ``last_day`` is None when it bars nothing."""

    last_day: date | None
    cite: Cite
    reasons: tuple[Reason, ...]
    warnings: tuple[Reason, ...] = ()


def after_rulings(
    decisions: Sequence[CourtDecision],
    *,
    extended_standstill: bool = True,
    lifted: bool = False,
    rulebook: Rulebook = Rulebook.SE_LOU,
    started: date | None = None,
) -> Bar:
    """The bar that follows from every decision so far; the latest last day governs.

    ``extended_standstill`` says whether one applied while förvaltningsrätten
    handled the cases: not after a late application, an exempt procedure or a
    cancellation case, nor when the court had lifted it (20:8): ``lifted`` says so.
    No decision means no such bar; a case still pending is another matter than this
    function. ``started`` is the start of the procurement, which connects it to the
    rules in force; unknown, each decision's day does.

    Raises ImpossibleFacts where the rulebook has no such bar or the procurement
    started after a decision, RulesDisagree where the decisions fall under acts of
    different days, and law.dated.NoValue for a case older than the rules.
    """
    name = in_act("ten_day_bar_days", rulebook, _WHAT)
    if not decisions:
        return _nothing_decided(in_force(name, started).cite)
    extended = extended_standstill and not lifted
    found = [connected(name, each.decided, started) for each in decisions]
    agreeing([each.entry for each in found])
    pairs = zip(decisions, found, strict=True)
    outcomes = [_outcome(each, extended, governs.entry) for each, governs in pairs]
    first = (_standstill_lifted(section(rulebook, "8")),) if lifted else ()
    told = (*first, *_of_the_start(found))
    reasons = (*told, *(reason for each in outcomes for reason in each.reasons))
    warnings = tuple(warning for each in outcomes for warning in each.warnings)
    bars = [(each.last_day, each.cite) for each in outcomes if each.last_day is not None]
    if not bars:
        return Bar(False, None, None, reasons, warnings)
    last_day, cite = max(bars, key=lambda bar: bar[0])
    if len(bars) > 1:
        reasons = (*reasons, _latest_governs(last_day, cite))
    earliest, why = earliest_contract(TEN_DAY_BAR, last_day, cite)
    return Bar(True, last_day, earliest, (*reasons, why), warnings)


def _of_the_start(found: Sequence[Connected]) -> tuple[Reason, ...]:
    """That the procurement keeps its rules, once for all the decisions."""
    return tuple(dict.fromkeys(reason for each in found for reason in each.reasons))


def _standstill_lifted(cite: Cite) -> Reason:
    return Reason(
        "extended-standstill-lifted",
        Text(
            "Förvaltningsrätten hade beslutat att någon förlängd avtalsspärr inte skulle gälla",
            "The administrative court had decided that no extended standstill should apply",
        ),
        cite,
    )


def _outcome(decision: CourtDecision, extended_standstill: bool, days: DatedValue) -> _Outcome:
    remand = (_pending_again(decision, days.cite),) if decision.remanded else ()
    free = _no_bar(decision, extended_standstill, days.cite)
    if free is not None:
        return _Outcome(None, days.cite, (free,), remand)
    start = _start(decision, extended_standstill, days.cite)
    counted = _counted(decision, start, days, extended_standstill)
    return _Outcome(counted.last_day, days.cite, counted.reasons, (*start.warnings, *remand))


def _counted(
    decision: CourtDecision, start: _Start, days: DatedValue, extended_standstill: bool
) -> Counted:
    when = spoken(start.day)
    zero = Text(f"Dag 0 är {when.sv}, {start.event.sv}", f"Day 0 is {when.en}, {start.event.en}")
    steps = (
        _why_barred(decision, days, extended_standstill),
        Reason("day-zero", zero, days.cite),
    )
    counted = count(TEN_DAY_BAR, start.day, days)
    return Counted(counted.last_day, (*steps, *counted.reasons))


def _no_bar(decision: CourtDecision, extended_standstill: bool, cite: Cite) -> Reason | None:
    """Why this decision bars nothing, or None when it does."""
    court = _COURT_NAMES[decision.court]
    if decision.waived:
        text = Text(
            f"{court.sv} har beslutat att någon tiodagarsfrist inte ska gälla",
            f"{court.en} has decided that no ten-day bar shall apply",
        )
        return Reason("waived", text, cite)
    if decision.court is Court.FR and extended_standstill:
        return None
    if not decision.had_interim_order:
        return _no_interim_order(decision.court, cite)
    if decision.court is Court.HFD and not decision.remanded:
        text = Text(
            f"{court.sv} hade fattat ett interimistiskt beslut men återförvisade inte målet;"
            " då löper ingen tiodagarsfrist",
            f"{court.en} had made an interim order but did not remand the case;"
            " then no ten-day bar runs",
        )
        return Reason("not-remanded", text, cite)
    return None


def _no_interim_order(court: Court, cite: Cite) -> Reason:
    name = _COURT_NAMES[court]
    if court is Court.FR:
        text = Text(
            "Ingen förlängd avtalsspärr och inget interimistiskt beslut gällde i"
            " förvaltningsrätten; då löper ingen tiodagarsfrist efter dess avgörande",
            "Neither an extended standstill nor an interim order applied in the"
            " administrative court; then no ten-day bar follows its decision",
        )
        return Reason("no-extended-standstill", text, cite)
    text = Text(
        f"{name.sv} hade inte fattat något interimistiskt beslut; då hindrar varken"
        " handläggningen eller avgörandet där att avtal ingås",
        f"{name.en} had made no interim order; then neither the proceedings nor the decision"
        " there prevent a contract",
    )
    return Reason("no-interim-order", text, cite)


def _why_barred(decision: CourtDecision, days: DatedValue, extended_standstill: bool) -> Reason:
    court = _COURT_NAMES[decision.court]
    if decision.court is Court.FR and extended_standstill:
        text = Text(
            "En förlängd avtalsspärr gällde i förvaltningsrätten: avtal får inte ingås förrän"
            f" {days.value} dagar har gått från dess avgörande, oavsett utgången",
            "An extended standstill applied in the administrative court: no contract may be"
            f" concluded until {days.value} days have passed since its decision, whatever the"
            " outcome",
        )
        return Reason("after-extended-standstill", text, days.cite)
    text = Text(
        f"{court.sv} hade fattat ett interimistiskt beslut: avtal får inte ingås förrän"
        f" {days.value} dagar har gått från att domstolen avgjorde målet eller upphävde"
        " beslutet",
        f"{court.en} had made an interim order: no contract may be concluded until"
        f" {days.value} days have passed since the court decided the case or lifted the order",
    )
    if decision.court is Court.HFD:
        text = Text(
            f"{court.sv} hade fattat ett interimistiskt beslut och återförvisade målet: avtal"
            f" får inte ingås förrän {days.value} dagar har gått från beslutet",
            f"{court.en} had made an interim order and remanded the case: no contract may be"
            f" concluded until {days.value} days have passed since that decision",
        )
    return Reason("after-interim-order", text, days.cite)


def _start(decision: CourtDecision, extended_standstill: bool, cite: Cite) -> _Start:
    """The lifting of an interim order, else the later of decision and dispatch.

    An order that is lifted ends the ground for a bar before the case does. In
    Högsta förvaltningsdomstolen only the remand counts, and after an extended
    standstill only the decision.
    """
    by_extended = decision.court is Court.FR and extended_standstill
    lifted = decision.interim_lifted
    if lifted is not None and not by_extended and decision.court is not Court.HFD:
        return _lifting(lifted, decision.lifting_sent)
    if decision.dispatched is None:
        return _Start(
            decision.decided,
            Text("avgörandets dag", "the date of the decision"),
            (_dispatch_unknown(decision, cite),),
        )
    return _dispatched(decision.decided, decision.dispatched)


def _lifting(lifted: date, sent: date | None) -> _Start:
    if sent is None or sent <= lifted:
        event = Text(
            "den dag då domstolen upphävde sitt interimistiska beslut",
            "the day the court lifted its interim order",
        )
        return _Start(lifted, event)
    when = spoken(lifted)
    event = Text(
        f"den dag då domstolen skickade sitt beslut av {when.sv} att upphäva det interimistiska"
        " beslutet; den senare dagen räknas, som för ett avgörande",
        f"the day the court sent its decision of {when.en} to lift the interim order; the later"
        " day counts, as of a ruling",
    )
    return _Start(sent, event)


def _dispatched(decided: date, dispatched: date) -> _Start:
    if dispatched == decided:
        event = Text(
            "den dag då avgörandet meddelades och skickades",
            "the day the decision was made and sent",
        )
        return _Start(decided, event)
    when = spoken(decided)
    event = Text(
        f"den dag då avgörandet av {when.sv} skickades från domstolen; den senare dagen räknas"
        " (Kammarrätten i Göteborg, mål nr 3477-24)",
        f"the day the court sent its decision of {when.en}; the later day counts"
        " (Administrative Court of Appeal in Gothenburg, case 3477-24)",
    )
    return _Start(dispatched, event)


def _dispatch_unknown(decision: CourtDecision, cite: Cite) -> Reason:
    when = spoken(decision.decided)
    return Reason(
        "dispatch-unknown",
        Text(
            f"Det är inte känt när avgörandet av {when.sv} skickades från domstolen. Skickades"
            " det senare räknas tiden från den dagen; fråga domstolen"
            " (Kammarrätten i Göteborg, mål nr 3477-24)",
            f"It is not known when the court sent its decision of {when.en}. If it was sent"
            " later, the time counts from that day; ask the court"
            " (Administrative Court of Appeal in Gothenburg, case 3477-24)",
        ),
        cite,
    )


def _pending_again(decision: CourtDecision, cite: Cite) -> Reason:
    court = _COURT_NAMES[decision.court]
    return Reason(
        "pending-again",
        Text(
            f"{court.sv} återförvisade målet, som därmed handläggs på nytt i lägre instans;"
            " kontrollera om ett hinder mot avtal gäller där",
            f"{court.en} remanded the case, which is thus pending again in a lower court;"
            " check whether a bar applies there",
        ),
        cite,
    )


def _latest_governs(last_day: date, cite: Cite) -> Reason:
    when = spoken(last_day)
    return Reason(
        "latest-governs",
        Text(
            f"Av flera tiodagarsfrister gäller den som löper längst, till och med {when.sv}",
            f"Of several ten-day bars the one that runs longest governs, through {when.en}",
        ),
        cite,
    )


def _nothing_decided(cite: Cite) -> Bar:
    text = Text(
        "Ingen domstol har avgjort något mål; ingen tiodagarsfrist löper",
        "No court has decided a case; no ten-day bar runs",
    )
    return Bar(False, None, None, (Reason("no-decision", text, cite),))
