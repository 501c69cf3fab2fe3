"""Which acts a matter can come to where it stands: one table, and the order of the courts. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from appeals.docket.course import Course, InCourt, Move
from appeals.docket.words import ACT_WORDS, COURTS, MATTERS
from appeals.facts import ADMINISTRATIVE, ANEW
from law.reasons import ActRefused, Basis, Cite, Reason, Text
from models.review import CourtActKind, CourtName, MatterKind

_PARTIES = frozenset(
    {
        CourtActKind.SERVED,
        CourtActKind.STATEMENT_SENT,
        CourtActKind.NEW_GROUNDS,
        CourtActKind.WITHDRAWN,
        CourtActKind.APPEALED,
    }
)
_ABOVE = frozenset(
    {
        CourtActKind.LEAVE_GRANTED,
        CourtActKind.LEAVE_REFUSED,
        CourtActKind.REMANDED,
        CourtActKind.UPHELD,
    }
)
_ENDED_WITHOUT = frozenset({CourtActKind.REJECTED, CourtActKind.DISMISSED, CourtActKind.STRUCK_OUT})
_ORDERS = frozenset({CourtActKind.INTERIM_ORDER, CourtActKind.INTERIM_LIFTED})
_PERFORMANCE = frozenset({CourtActKind.PERFORMANCE_STOPPED, CourtActKind.PERFORMANCE_RESUMED})
_LEAVE_TO_CONCLUDE = frozenset({CourtActKind.STANDSTILL_LIFTED, CourtActKind.WAIVED})
_COMMON = _PARTIES | _ABOVE | _ENDED_WITHOUT

# LOU 20:6–10 for the procurement, 20:12 for a cancellation, 20:13–16 for a contract; 20:20–21
# and 21:1–11 know neither interim orders nor remedies of the procurement.
OF_MATTER: Mapping[MatterKind, frozenset[CourtActKind]] = {
    MatterKind.REVIEW: _COMMON | _ORDERS | _LEAVE_TO_CONCLUDE | ANEW,
    MatterKind.CANCELLATION: _COMMON | _ORDERS | {CourtActKind.WAIVED} | ANEW,
    MatterKind.VALIDITY: _COMMON
    | _PERFORMANCE
    | {CourtActKind.INEFFECTIVE, CourtActKind.CONTRACT_STANDS},
    MatterKind.DAMAGES: _COMMON | {CourtActKind.GRANTED},
    MatterKind.PENALTY_FEE: (_COMMON - {CourtActKind.NEW_GROUNDS}) | {CourtActKind.GRANTED},
    MatterKind.SUPERVISION: (_COMMON - {CourtActKind.NEW_GROUNDS}) | {CourtActKind.GRANTED},
}
# Where a decision on an interim order is appealed by itself, while the case lies below.
BEFORE_THE_CASE = _ORDERS | _PERFORMANCE | {CourtActKind.SERVED, CourtActKind.STATEMENT_SENT}
# The court may say so in its ruling, or after it.
AFTER_THE_END = frozenset({CourtActKind.WAIVED})
TAKES_LEAVE = frozenset({CourtName.KR, CourtName.HFD, CourtName.HOVR, CourtName.HD})


@dataclass(frozen=True)
class Allowed:
    """The act is one that can have been done where the matter stands."""


@dataclass(frozen=True)
class Refused:
    """It cannot: why, on which paragraph if one says so, and what to do."""

    reason: Reason
    todo: Text

    def error(self) -> ActRefused:
        return ActRefused(self.reason, self.todo)


ALLOWED = Allowed()


def may_come(course: Course, move: Move) -> Allowed | Refused:
    """Whether that court can have done this (or a party before it) as the lot's matter stands."""
    refused = _of_matter(course, move) or _of_court(course, move)
    if refused is None:
        refused = _of_place(course, move) or _of_kind(course.at(move.court), move)
    return refused or ALLOWED


def _of_matter(course: Course, move: Move) -> Refused | None:
    court, matter, done = COURTS[move.court], MATTERS[course.kind], ACT_WORDS[move.kind]
    if move.court not in course.instances:
        return _refused(
            "docket.not_in_court",
            f"{_capital(matter.sv)} prövas aldrig av {court.sv}",
            f"{_capital(matter.en)} never comes before {court.en}",
            _COURT_TODO,
        )
    if move.kind not in OF_MATTER[course.kind]:
        return _refused(
            "docket.not_in_matter",
            f"”{_capital(done.sv)}” förekommer inte i {matter.sv}",
            f"“{_capital(done.en)}” does not occur in {matter.en}",
            _KIND_TODO,
        )
    if move.kind in _PERFORMANCE and not course.contract:
        return _refused(
            "docket.no_contract",
            "Målet gäller inget avtal vars fullgörande kan stoppas",
            "The case is about no contract whose performance could be stopped",
            _KIND_TODO,
            Cite("LOU", 20, "16"),
        )
    return None


def _of_court(course: Course, move: Move) -> Refused | None:
    """The first instance is not appealed to, and some acts are its own."""
    court, done = COURTS[move.court], ACT_WORDS[move.kind]
    if course.below(move.court) is None and move.kind in _ABOVE | {CourtActKind.APPEALED}:
        return _refused(
            "docket.not_in_court",
            f"{_capital(court.sv)} är första instans: dit överklagas inget, och där krävs"
            " inget prövningstillstånd",
            f"{_capital(court.en)} is the first instance: nothing is appealed to it, and it takes"
            " no leave",
            _COURT_TODO,
        )
    takes = move.court in TAKES_LEAVE or move.kind not in {
        CourtActKind.LEAVE_GRANTED,
        CourtActKind.LEAVE_REFUSED,
    }
    if takes and (move.kind is not CourtActKind.STANDSTILL_LIFTED or move.court is CourtName.FR):
        return None
    return _refused(
        "docket.not_in_court",
        f"”{_capital(done.sv)}” är inget som {court.sv} beslutar",
        f"“{_capital(done.en)}” is nothing that {court.en} decides",
        _COURT_TODO,
        Cite("LOU", 20, "8") if move.kind is CourtActKind.STANDSTILL_LIFTED else None,
    )


def _of_place(course: Course, move: Move) -> Refused | None:
    """Nothing is done where a case has ended, nor where it has not yet come."""
    court, here, below = COURTS[move.court], course.at(move.court), course.below(move.court)
    if here.ended and move.kind not in AFTER_THE_END:
        return _refused(
            "docket.ended_in_court",
            f"{_capital(court.sv)} har redan avgjort målet, och inget har återförvisat det dit",
            f"{_capital(court.en)} has already ended the case, and nothing has sent it back there",
            Text(
                "Ange den domstol där målet nu ligger; är det diarieförda avgörandet fel, rätta"
                " diariet med tilldela appeals strike",
                "Name the court where the case lies now; if the ruling on the docket is wrong,"
                " correct the docket with tilldela appeals strike",
            ),
        )
    reached = here.open or here.ended or below is None or below.ended
    if reached or move.kind in BEFORE_THE_CASE:
        return None
    lower = COURTS[course.instances[course.instances.index(move.court) - 1]]
    return _refused(
        "docket.before_lower_court",
        f"{_capital(court.sv)} kan inte ha fått eller avgjort målet då: enligt diariet hade"
        f" {lower.sv} inte avgjort det",
        f"{_capital(court.en)} cannot have received or ended the case then: by the docket"
        f" {lower.en} had not ended it",
        Text(
            f"Diarieför först avgörandet från {lower.sv}, eller rätta dagen",
            f"First enter the ruling of {lower.en}, or correct the day",
        ),
    )


def _of_kind(here: InCourt, move: Move) -> Refused | None:
    court = COURTS[move.court]
    lifts = {
        CourtActKind.INTERIM_LIFTED: here.ordered,
        CourtActKind.PERFORMANCE_RESUMED: here.stopped,
    }
    if not lifts.get(move.kind, True):
        return _refused(
            "docket.nothing_to_lift",
            f"Inget sådant beslut av {court.sv} gällde enligt diariet den dagen",
            f"By the docket no such order of {court.en} was in force that day",
            Text(
                "Ange den domstol vars beslut upphävdes, också när en högre upphävde det, eller"
                " diarieför beslutet först",
                "Name the court whose order was lifted, also where a higher one lifted it, or"
                " first enter the order",
            ),
        )
    if here.leave and move.kind in {CourtActKind.LEAVE_GRANTED, CourtActKind.LEAVE_REFUSED}:
        return _refused(
            "docket.leave_given",
            f"{_capital(court.sv)} har redan meddelat prövningstillstånd",
            f"{_capital(court.en)} has already granted leave to appeal",
            Text(
                "Är det diarieförda fel, rätta diariet med tilldela appeals strike",
                "If the docket is wrong, correct it with tilldela appeals strike",
            ),
        )
    return None


_COURT_TODO = Text("Ange rätt domstol", "Name the right court")
_KIND_TODO = Text(
    "Ange vad som hände, eller det mål där det hände",
    "Say what happened, or name the matter in which it did",
)


def _refused(code: str, sv: str, en: str, todo: Text, cite: Cite | None = None) -> Refused:
    basis = Basis.STATUTE if cite else Basis.HOUSE_RULE
    return Refused(Reason(code, Text(sv, en), cite, basis), todo)


def _capital(sentence: str) -> str:
    return sentence[0].upper() + sentence[1:]


def first_courts(kind: MatterKind) -> tuple[CourtName, ...]:
    """Where such a matter begins, the usual one first.

    Penalty fees in procurements begun before 2024 are FR's on application (the older LOU 21:1).
    """
    match kind:
        case MatterKind.DAMAGES:
            return (CourtName.TR,)
        case MatterKind.PENALTY_FEE:
            return (CourtName.KKV, CourtName.FR)
        case MatterKind.SUPERVISION:
            return (CourtName.KKV,)
    return (ADMINISTRATIVE[0],)
