"""The times of review proceedings: applications, new grounds, appeals, damages.

LOU and LUF chapter 20; each last day rolls by lag 1930:173 2 § (20:18). Under
``Rulebook.EU`` the least times of directive 89/665/EEG, by the days of a member state.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum

from law.bar import Bar
from law.connected import check_started, connected
from law.dated import value
from law.days import spoken
from law.deadline import Deadline, days_after, last_dispatch, months_from
from law.notices import Notice
from law.reasons import Cite, Reason, Text
from law.refusals import ImpossibleFacts
from law.remedies import in_act, least_time, place, section
from law.rulebook import Rulebook

APPLICATION = Text(
    "ansökan om överprövning ska ha kommit in till förvaltningsrätten",
    "the application for review must have come in to the administrative court",
)
_APPLICATION_EU = Text(
    "ansökan om prövning ska ha kommit in till prövningsorganet",
    "the application for review must have come in to the review body",
)
_CANCELLED = Text("tid för att angripa ett avbrytande", "time to challenge a cancellation")
_NEW_GROUNDS = Text("tid för nya omständigheter", "time for new grounds")
_DAMAGES = Text("tid för skadeståndstalan", "time for an action for damages")


class ReviewKind(StrEnum):
    """What a review case is about: the procurement, or a contract's validity (20:7)."""

    REVIEW = "review"
    VALIDITY = "validity"


def application(rulebook: Rulebook) -> Text:
    """What must be done in time: an application come in to the court, or the review body."""
    return _APPLICATION_EU if rulebook is Rulebook.EU else APPLICATION


def in_time(
    bar: Bar, came_in: date, *, rulebook: Rulebook = Rulebook.SE_LOU
) -> tuple[bool, Reason]:
    """Whether an application against the award came in before the standstill ended (20:11).

    A bar that has not begun cannot be missed. Where there is none, an application
    is in time until a contract has been concluded, which this does not know.
    """
    own = Cite("direktiv 89/665/EEG", None, "2c") if rulebook is Rulebook.EU else None
    cite, when = own or section(rulebook, "11"), spoken(came_in)
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


def cancellation(
    notices: Sequence[Notice],
    *,
    started: date | None = None,
    rulebook: Rulebook = Rulebook.SE_LOU,
    country: str | None = None,
) -> Deadline:
    """Until when a decision to cancel the procurement can be challenged (20:12).

    The authority can neither extend nor shorten the time (HFD 2021 ref. 70). The
    directive's time (2c) holds for every decision; ``country`` is the member state.
    Raises ImpossibleFacts without a notice or such a rule.
    """
    if not notices:
        raise ImpossibleFacts(
            sv="tiden räknas från underrättelsen; ange minst en",
            en="the time counts from the notice; give at least one",
        )
    sent, electronic = last_dispatch(notices)
    name = f"cancellation_days_{'electronic' if electronic else 'other_means'}"
    found = connected(in_act(name, rulebook, _CANCELLED), sent, started)
    days, where = found.entry, place(rulebook, country)
    event = Text(
        "den dag då den sista underrättelsen om beslutet och skälen skickades",
        "the day the last notice of the decision and its reasons was sent",
    )
    deadline = days_after(application(rulebook), event, sent, days, country=where)
    means = _means(electronic, days.value, days.cite)
    fixed = () if rulebook is Rulebook.EU else (_fixed(days.cite),)
    receipt = _receipt(rulebook, electronic, days.cite)
    return Deadline(
        deadline.last_day,
        (*found.reasons, means, *deadline.reasons, *receipt, *fixed),
        (*found.warnings, *least_time(rulebook, where, days.cite)),
    )


def _means(electronic: bool, days: int, cite: Cite) -> Reason:
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
    return Reason("number-of-days", text, cite)


def _receipt(rulebook: Rulebook, electronic: bool, cite: Cite) -> Iterator[Reason]:
    if rulebook is Rulebook.EU and not electronic:
        text = Text(
            "Medlemsstaten får i stället räkna minst 10 dagar från dagen efter mottagandet;"
            " här räknas från utskickandet",
            "The member state may instead count at least 10 days from the day after receipt;"
            " here the count is from dispatch",
        )
        yield Reason("receipt-alternative", text, cite)


def _fixed(cite: Cite) -> Reason:
    return Reason(
        "cannot-be-extended",
        Text(
            "Myndigheten kan inte förlänga tiden (HFD 2021 ref. 70)",
            "The authority cannot extend the time (HFD 2021 ref. 70)",
        ),
        cite,
    )


def new_grounds(
    applied: date,
    kind: ReviewKind = ReviewKind.REVIEW,
    *,
    rulebook: Rulebook = Rulebook.SE_LOU,
    started: date | None = None,
) -> Deadline:
    """Until when new grounds can be invoked in förvaltningsrätten (20:5b–5d).

    ``applied`` is the day the application came in, and connects the case to the
    rules. None for validity claimed under 20:7, in a case about a contract
    concluded while it was pending. ``started``, the start of the procurement,
    gives a warning where it is older than the rule. Raises ImpossibleFacts where
    the rulebook has no such time, and law.dated.NoValue before the rule.
    """
    what = Text(
        "nya omständigheter ska ha åberopats i förvaltningsrätten",
        "new grounds must have been invoked in the administrative court",
    )
    event = Text("den dag då ansökan kom in", "the day the application came in")
    weeks = value(in_act("new_grounds_weeks", rulebook, _NEW_GROUNDS), applied)
    deadline = days_after(what, event, applied, weeks, unit=7)
    older = tuple(begun_before_the_rule(weeks.since, weeks.cite, applied, started))
    if kind is ReviewKind.REVIEW or deadline.last_day is None:
        return Deadline(deadline.last_day, deadline.reasons, older)
    exception = value(in_act("new_grounds_exception", rulebook, _NEW_GROUNDS), applied)
    own = _separate(deadline.last_day, weeks.cite)
    return Deadline(None, (_no_time(exception.cite),), (own, *older))


def begun_before_the_rule(
    since: date, cite: Cite, own: date, started: date | None
) -> Iterator[Reason]:
    """A warning where a procurement is older than a rule that another fact connects it to.

    Raises ImpossibleFacts for a procurement that started after that fact.
    """
    if started is None:
        return
    check_started(started, own)
    if started < since:
        when = spoken(since)
        text = Text(
            f"Regeln gäller från {when.sv} och upphandlingen är äldre; kontrollera"
            " övergångsbestämmelserna innan du litar på dagen",
            f"The rule applies from {when.en} and the procurement is older; check the"
            " transitional provisions before relying on the day",
        )
        yield Reason("older-than-the-rule", text, cite)


def _no_time(cite: Cite) -> Reason:
    text = Text(
        "När avtalets giltighet prövas på yrkande enligt 20 kap. 7 § löper ingen tid för nya"
        " omständigheter",
        "Where validity is tried on a claim under 20:7 no time runs for new grounds",
    )
    return Reason("no-time-for-new-grounds", text, cite)


def _separate(last_day: date, cite: Cite) -> Reason:
    when = spoken(last_day)
    text = Text(
        "Är det i stället en fristående ansökan om avtalets giltighet gäller tre veckor, till och"
        f" med {when.sv}",
        "If it is instead a separate application about validity, three weeks apply, through"
        f" {when.en}",
    )
    return Reason("separate-application", text, cite)


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


def damages(
    known: date,
    *,
    ineffective_final: date | None = None,
    concluded: date | None = None,
    rulebook: Rulebook = Rulebook.SE_LOU,
) -> Deadline:
    """Until when an action for damages can be brought (20:21).

    ``known`` is the day the supplier knew, or should have known, of the contract;
    ``ineffective_final`` the day a ruling on ineffectiveness became final, which
    always gives a year of its own. The later last day governs. ``concluded`` is the
    day of the contract, which connects it to the rules in force; unknown, ``known``
    does. Raises ImpossibleFacts where the rulebook has no such time or the contract
    was known before it was concluded, and law.dated.NoValue for one older than the
    rule: its year counted from the contract.
    """
    if concluded is not None and known < concluded:
        raise ImpossibleFacts(
            sv=f"avtalet kan inte ha varit känt {known}, före den {concluded} då det slöts",
            en=f"the contract cannot have been known on {known}, before it was concluded on"
            f" {concluded}",
        )
    years = value(in_act("damages_years", rulebook, _DAMAGES), concluded or known)
    what = Text(
        "talan om skadestånd ska ha väckts vid allmän domstol",
        "an action for damages must have been brought in a general court",
    )
    event = Text(
        "den dag då leverantören fick eller borde ha fått kännedom om avtalet",
        "the day the supplier knew or should have known of the contract",
    )
    first = months_from(what, event, known, years, unit=12)
    if ineffective_final is None:
        return first
    event = Text(
        "den dag då avgörandet om ogiltighet fick laga kraft",
        "the day the ruling on ineffectiveness became final",
    )
    other = months_from(what, event, ineffective_final, years, unit=12)
    later = max((first, other), key=lambda each: each.last_day or date.min)
    return Deadline(later.last_day, (*first.reasons, *other.reasons))
