"""The times of review proceedings: applications, new grounds, appeals, damages.

LOU chapter 20; each last day rolls by lag 1930:173 2 § (LOU 20:18).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from law.bar import Bar
from law.dated import value
from law.days import spoken
from law.deadline import Deadline, days_after, last_dispatch, months_from
from law.notices import Notice
from law.reasons import Cite, Reason, Text
from law.refusals import ImpossibleFacts

APPLICATION = Text(
    "ansökan om överprövning ska ha kommit in till förvaltningsrätten",
    "the application for review must have come in to the administrative court",
)


class ReviewKind(StrEnum):
    """What a review case is about: the procurement, or a contract's validity (20:7)."""

    REVIEW = "review"
    VALIDITY = "validity"


def in_time(bar: Bar, came_in: date) -> tuple[bool, Reason]:
    """Whether an application against the award came in before the standstill ended (20:11).

    A bar that has not begun cannot be missed. Where there is none, an application
    is in time until a contract has been concluded, which this does not know.
    """
    cite, when = Cite("LOU", 20, "11"), spoken(came_in)
    if bar.last_day is None or came_in <= bar.last_day:
        text = Text(
            f"Ansökan som kom in {when.sv} är i tid",
            f"The application that came in on {when.en} is in time",
        )
        return True, Reason("in-time", text, cite)
    last = spoken(bar.last_day)
    text = Text(
        f"Ansökan kom in {when.sv}, efter avtalsspärrens sista dag {last.sv}: den är för sen,"
        " och ingen förlängd avtalsspärr följer av den",
        f"The application came in on {when.en}, after the last day of the standstill, {last.en}:"
        " it is late, and no extended standstill follows from it",
    )
    return False, Reason("late", text, cite)


def cancellation(notices: Sequence[Notice], *, started: date | None = None) -> Deadline:
    """Until when a decision to cancel the procurement can be challenged (20:12).

    The authority can neither extend nor shorten the time (HFD 2021 ref. 70).
    Raises ImpossibleFacts without a notice.
    """
    if not notices:
        raise ImpossibleFacts(
            sv="tiden räknas från underrättelsen; ange minst en",
            en="the time counts from the notice; give at least one",
        )
    sent, electronic = last_dispatch(notices)
    means = "electronic" if electronic else "other_means"
    days = value(f"cancellation_days_{means}", started or sent)
    event = Text(
        "den dag då den sista underrättelsen om beslutet och skälen skickades",
        "the day the last notice of the decision and its reasons was sent",
    )
    deadline = days_after(APPLICATION, event, sent, days)
    return Deadline(
        deadline.last_day, (_means(electronic, days.value), *deadline.reasons, _fixed())
    )


def _means(electronic: bool, days: int) -> Reason:
    text = Text(
        f"Alla underrättelser skickades med elektroniskt medel: tiden är {days} dagar",
        f"Every notice was sent by electronic means: the time is {days} days",
    )
    if not electronic:
        text = Text(
            "Minst en underrättelse skickades på annat sätt än med elektroniskt medel:"
            f" tiden är {days} dagar",
            f"At least one notice was sent by other than electronic means: the time is {days} days",
        )
    return Reason("number-of-days", text, Cite("LOU", 20, "12"))


def _fixed() -> Reason:
    return Reason(
        "cannot-be-extended",
        Text(
            "Myndigheten kan inte förlänga tiden (HFD 2021 ref. 70)",
            "The authority cannot extend the time (HFD 2021 ref. 70)",
        ),
        Cite("LOU", 20, "12"),
    )


def new_grounds(applied: date, kind: ReviewKind = ReviewKind.REVIEW) -> Deadline:
    """Until when new grounds can be invoked in förvaltningsrätten (20:5b–5d).

    ``applied`` is the day the application came in. None for validity claimed
    under 20:7, in a case about a contract concluded while it was pending.
    """
    what = Text(
        "nya omständigheter ska ha åberopats i förvaltningsrätten",
        "new grounds must have been invoked in the administrative court",
    )
    event = Text("den dag då ansökan kom in", "the day the application came in")
    weeks = value("new_grounds_weeks", applied)
    deadline = days_after(what, event, applied, weeks, unit=7)
    if kind is ReviewKind.REVIEW or deadline.last_day is None:
        return deadline
    exception = value("new_grounds_exception", applied)
    when = spoken(deadline.last_day)
    none = Text(
        "När avtalets giltighet prövas på yrkande enligt 20 kap. 7 § löper ingen tid för nya"
        " omständigheter",
        "Where validity is tried on a claim under 20:7 no time runs for new grounds",
    )
    own = Text(
        "Är det i stället en fristående ansökan om avtalets giltighet gäller tre veckor, till och"
        f" med {when.sv}",
        "If it is instead a separate application about validity, three weeks apply, through"
        f" {when.en}",
    )
    return Deadline(
        None,
        (Reason("no-time-for-new-grounds", none, exception.cite),),
        (Reason("separate-application", own, weeks.cite),),
    )


def appeal(start: date, *, public_party: bool) -> Deadline:
    """Until when a court's decision can be appealed, three weeks (FPL 6a).

    ``start`` is the day a private party received the decision; for a public
    party it is the day of the decision itself.
    """
    weeks = value("appeal_weeks", start)
    what = Text(
        "överklagandet ska ha kommit in till den domstol som meddelade avgörandet",
        "the appeal must have come in to the court that made the decision",
    )
    event = Text("den dag då parten fick del av avgörandet", "the day the party received it")
    if public_party:
        event = Text("avgörandets dag", "the day of the decision")
    return days_after(what, event, start, weeks, unit=7)


def damages(known: date, *, ineffective_final: date | None = None) -> Deadline:
    """Until when an action for damages can be brought (20:21).

    ``known`` is the day the supplier knew, or should have known, of the contract;
    ``ineffective_final`` the day a ruling on ineffectiveness became final, which
    always gives a year of its own. The later last day governs.
    """
    what = Text(
        "talan om skadestånd ska ha väckts vid allmän domstol",
        "an action for damages must have been brought in a general court",
    )
    event = Text(
        "den dag då leverantören fick eller borde ha fått kännedom om avtalet",
        "the day the supplier knew or should have known of the contract",
    )
    first = months_from(what, event, known, value("damages_years", known), unit=12)
    if ineffective_final is None:
        return first
    event = Text(
        "den dag då avgörandet om ogiltighet fick laga kraft",
        "the day the ruling on ineffectiveness became final",
    )
    years = value("damages_years", ineffective_final)
    other = months_from(what, event, ineffective_final, years, unit=12)
    later = max((first, other), key=lambda each: each.last_day or date.min)
    return Deadline(later.last_day, (*first.reasons, *other.reasons))
