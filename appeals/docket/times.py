"""Until when a matter can be brought, and whether it was. Pure; the court decides on it.

What is late is on the docket all the same: an application that the court will dismiss is an
application until it does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from law import penalty_fee, review, validity
from law.bar import Bar
from law.dated import NoValue
from law.days import spoken
from law.deadline import Deadline
from law.notices import Notice
from law.reasons import Basis, Reason, Text
from law.refusals import ImpossibleFacts, RulesDisagree
from law.rulebook import Rulebook
from law.validity import Information
from models.review import MatterKind


@dataclass(frozen=True)
class Attacked:
    """What the time depends on, of the lot that is attacked. Days are Swedish civil days.

    `bar`: the standstill of the decision, None where none is in force. `notices`: of the
    cancellation. `concluded`: the contract's day; `information`: how it was made known;
    `known`: when the supplier knew of it, if that is known. `ineffective_final`: when a ruling
    of ineffectiveness became final; `stands_final`: one that let the contract stand.
    `replaced`: the decision is no longer in force.
    """

    started: date
    bar: Bar | None = None
    notices: tuple[Notice, ...] = ()
    concluded: date | None = None
    information: Information | None = None
    known: date | None = None
    ineffective_final: date | None = None
    stands_final: date | None = None
    replaced: bool = False


@dataclass(frozen=True)
class Times:
    """`last_day` as far as it can be told; `in_time` None where nothing can be said of it."""

    in_time: bool | None
    last_day: date | None
    reasons: tuple[Reason, ...]
    warnings: tuple[Reason, ...] = ()
    first_day: date | None = None


def times(kind: MatterKind, came_in: date, attacked: Attacked, rulebook: Rulebook) -> Times:
    """The law's last day for the matter about the lot, and whether `came_in` was in time."""
    started = attacked.started if attacked.started <= came_in else None
    try:
        match kind:
            case MatterKind.REVIEW:
                return _review(came_in, attacked, rulebook)
            case MatterKind.CANCELLATION:
                return _cancellation(came_in, attacked, rulebook, started)
            case MatterKind.VALIDITY:
                return _validity(came_in, attacked, rulebook)
            case MatterKind.DAMAGES:
                return _damages(came_in, attacked, rulebook)
            case MatterKind.PENALTY_FEE:
                return _penalty_fee(came_in, attacked, rulebook)
            case MatterKind.SUPERVISION:
                return _unknown(NO_TIME)
    except (ImpossibleFacts, NoValue, RulesDisagree) as found:
        return _unknown(found.text)


NO_TIME = Text(
    "Tillsyn är inte bunden av någon tid; svara den dag som Konkurrensverket har angett",
    "Supervision is bound by no time; answer on the day that KKV has stated",
)
NOT_DECIDED = Text(
    "Ansökan kom före ett beslut som gäller: ingen avtalsspärr har börjat löpa, och den är i tid",
    "The application came before a decision in force: no standstill has begun, and it is in time",
)
REPLACED = Text(
    "Beslutet som angrips gäller inte längre, och dess avtalsspärr räknas inte om här",
    "The decision that is attacked is no longer in force, and its standstill is not counted here",
)
NO_CONTRACT = Text(
    "Inget avtal är ingånget, och tiden räknas från det",
    "No contract is concluded, and the time counts from that",
)
NOT_TOLD = Text(
    "Ingen underrättelse om avbrytandet har skickats, så tiden har inte börjat löpa",
    "No notice of the cancellation has been sent, so the time has not begun",
)


def _unknown(text: Text) -> Times:
    return Times(None, None, (Reason("no-time", text, basis=Basis.HOUSE_RULE),))


def _review(came_in: date, attacked: Attacked, rulebook: Rulebook) -> Times:
    if attacked.replaced:
        return _unknown(REPLACED)
    if attacked.bar is None:
        reason = Reason("before-decision", NOT_DECIDED, basis=Basis.HOUSE_RULE)
        return Times(True, None, (reason,))
    found, reason = review.in_time(attacked.bar, came_in, rulebook=rulebook)
    return Times(
        found, attacked.bar.last_day, (*attacked.bar.reasons, reason), attacked.bar.warnings
    )


def _cancellation(
    came_in: date, attacked: Attacked, rulebook: Rulebook, started: date | None
) -> Times:
    if not attacked.notices:
        return Times(True, None, (Reason("not-told", NOT_TOLD, basis=Basis.HOUSE_RULE),))
    return _by(
        came_in,
        review.cancellation(attacked.notices, started=started, rulebook=rulebook),
    )


def _validity(came_in: date, attacked: Attacked, rulebook: Rulebook) -> Times:
    if attacked.concluded is None:
        return _unknown(NO_CONTRACT)
    return _by(came_in, _of_validity(attacked, attacked.concluded, rulebook))


def _of_validity(attacked: Attacked, concluded: date, rulebook: Rulebook) -> Deadline:
    started = attacked.started if attacked.started <= concluded else None
    return validity.validity(concluded, attacked.information, rulebook=rulebook, started=started)


def _damages(came_in: date, attacked: Attacked, rulebook: Rulebook) -> Times:
    """A year from when the supplier knew; not known here, that was no earlier than the contract."""
    if attacked.concluded is None:
        return _unknown(NO_CONTRACT)
    known = attacked.known or attacked.concluded
    found = review.damages(
        known,
        ineffective_final=attacked.ineffective_final,
        concluded=attacked.concluded,
        rulebook=rulebook,
    )
    counted = _by(came_in, found)
    if attacked.known is not None or counted.in_time:
        return counted
    text = Text(
        "När leverantören fick kännedom om avtalet är inte känt; här räknas från avtalets dag, den"
        " tidigaste som är möjlig",
        "When the supplier learned of the contract is not known; the count is from the contract's"
        " day, the earliest that is possible",
    )
    reason = Reason("knowledge-unknown", text, found.reasons[0].cite)
    return Times(None, counted.last_day, (*found.reasons, reason), found.warnings)


def _penalty_fee(came_in: date, attacked: Attacked, rulebook: Rulebook) -> Times:
    """LOU 21:10 after a ruling that lets the contract stand, otherwise 21:11."""
    if attacked.concluded is None:
        return _unknown(NO_CONTRACT)
    if attacked.stands_final is not None:
        found = penalty_fee.after_ruling(
            attacked.stands_final, begun=attacked.started, rulebook=rulebook
        )
    else:
        closes = _of_validity(attacked, attacked.concluded, rulebook).last_day
        final = attacked.ineffective_final
        found = penalty_fee.after_direct_award(
            attacked.concluded,
            review_closes=closes or attacked.concluded,
            reviews_final=(final,) if final else (),
            begun=attacked.started,
            rulebook=rulebook,
        )
    return Times(
        came_in <= found.latest, found.latest, found.reasons, found.warnings, found.earliest
    )


def _by(came_in: date, deadline: Deadline) -> Times:
    last = deadline.last_day
    if last is None:
        return Times(None, None, deadline.reasons, deadline.warnings)
    when, end = spoken(came_in), spoken(last)
    late = came_in > last
    text = Text(
        f"Den kom in {when.sv}, efter den sista dagen {end.sv}: den är för sen"
        if late
        else f"Den kom in {when.sv} och är i tid",
        f"It came in on {when.en}, after the last day, {end.en}: it is late"
        if late
        else f"It came in on {when.en} and is in time",
    )
    reason = Reason("late" if late else "in-time", text, deadline.reasons[0].cite)
    return Times(not late, last, (*deadline.reasons, reason), deadline.warnings)
