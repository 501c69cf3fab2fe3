"""Until when the validity of a contract can be challenged, LOU and LUF 20:17.

Under ``Rulebook.EU`` the least times of directive 89/665/EEG article 2f.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from law.connected import agreeing, connected, held
from law.dated import DatedValue
from law.days import spoken
from law.deadline import Deadline, days_after, earlier_of, months_from
from law.reasons import Reason, Text
from law.refusals import ImpossibleFacts
from law.remedies import in_act, least_time, place
from law.review import application, begun_before_the_rule
from law.rulebook import Rulebook


class Told(StrEnum):
    """What shortens the time: a published award notice, or a letter to all (20:17)."""

    AWARD_PUBLISHED = "award-published"
    WRITTEN_NOTICE = "written-notice"


@dataclass(frozen=True)
class Information:
    """How and when the conclusion of the contract was made known.

    An award notice counts from its publication by the Commission (10:4, LUF 10:5)
    or, in chapters 19 and 19a, in a registered database (19:7, 19a:13; LUF 19:7,
    19a:12); a written notice must have gone to every candidate and tenderer with
    the summary of 12:13.
    """

    told: Told
    on: date


_EVENT = {
    Told.AWARD_PUBLISHED: Text(
        "den dag då efterannonsen publicerades", "the day the award notice was published"
    ),
    Told.WRITTEN_NOTICE: Text(
        "den dag då anbudssökandena och anbudsgivarna skriftligen underrättades om avtalet",
        "the day the candidates and tenderers were told of the contract in writing",
    ),
}


_WHAT = Text("prövning av ett avtals giltighet", "the review of a contract's validity")
# Where an award notice is published in a registered database and not by the
# Commission; LUF has both, for its chapters 19 and 19a are under the same rulebook.
_DATABASE_ONLY = frozenset({Rulebook.SE_LOU_19, Rulebook.SE_LOU_19A})
_DATABASE_TOO = _DATABASE_ONLY | {Rulebook.SE_LUF}


def validity(
    concluded: date,
    information: Information | None = None,
    *,
    rulebook: Rulebook = Rulebook.SE_LOU,
    country: str | None = None,
    started: date | None = None,
) -> Deadline:
    """The earlier of six months from the contract and thirty days from being told.

    An award notice in a registered database shortens the time of contracts
    concluded from 1 July 2022. ``started`` is the start of the procurement,
    ``country`` the member state under ``Rulebook.EU``. Raises ImpossibleFacts where
    the conclusion was made known before it happened or the rulebook has no such
    rule, and law.dated.NoValue before the first entry.
    """
    event = Text("den dag då avtalet slöts", "the day the contract was concluded")
    what, where = application(rulebook), place(rulebook, country)
    found = connected(in_act("validity_months", rulebook, _WHAT), concluded, started)
    longest = months_from(what, event, concluded, found.entry, country=where)
    warnings = (*found.warnings, *least_time(rulebook, where, found.entry.cite))
    longest = Deadline(longest.last_day, (*found.reasons, *longest.reasons), warnings)
    if information is None:
        return longest
    _check(concluded, information)
    days = _shorter(concluded, information, rulebook, started)
    if days is None:
        return Deadline(longest.last_day, (*longest.reasons, _too_early(found.entry)), warnings)
    shorter = days_after(what, _EVENT[information.told], information.on, days, country=where)
    earlier = earlier_of((longest, shorter), days.cite)
    doubts = _doubts(concluded, information, rulebook, started)
    return Deadline(earlier.last_day, earlier.reasons, (*earlier.warnings, *doubts))


def _check(concluded: date, information: Information) -> None:
    if information.on < concluded:
        raise ImpossibleFacts(
            sv=f"ett avtal som slöts {concluded.isoformat()} kan inte ha gjorts känt dessförinnan,"
            f" {information.on.isoformat()}",
            en=f"a contract concluded on {concluded.isoformat()} cannot have been made known"
            f" before that, on {information.on.isoformat()}",
        )


def _shorter(
    concluded: date, information: Information, rulebook: Rulebook, started: date | None
) -> DatedValue | None:
    """The thirty days, or None where a notice of this kind did not shorten the time yet.

    Under LUF an award notice is published by the Commission or in a registered
    database; raises RulesDisagree if the two gave different times.
    """
    by_notice = in_act("validity_days_after_notice", rulebook, _WHAT)
    days = connected(by_notice, concluded, started).entry
    if information.told is Told.WRITTEN_NOTICE or rulebook not in _DATABASE_TOO:
        return days
    database = held(in_act("validity_days_after_database_notice", rulebook, _WHAT), concluded)
    if rulebook in _DATABASE_ONLY:
        return database
    return agreeing([days, *([database] if database else [])])


def _too_early(months: DatedValue) -> Reason:
    text = Text(
        "När avtalet slöts förkortade en efterannons i en registrerad annonsdatabas ännu inte"
        " tiden; sex månader gäller",
        "When the contract was concluded an award notice in a registered database did not yet"
        " shorten the time; six months apply",
    )
    return Reason("database-notice-too-early", text, months.cite)


def _doubts(
    concluded: date, information: Information, rulebook: Rulebook, started: date | None
) -> Iterator[Reason]:
    """What the thirty days from a notice in a registered database rest on."""
    if information.told is not Told.AWARD_PUBLISHED or rulebook not in _DATABASE_TOO:
        return
    name = in_act("validity_days_after_database_notice", rulebook, _WHAT)
    rule = held(name, concluded)
    if rule is not None:
        yield from begun_before_the_rule(rule.since, rule.cite, concluded, started)
        return
    six = connected(in_act("validity_months", rulebook, _WHAT), concluded, started).entry
    when = spoken(concluded)
    text = Text(
        f"Avtalet slöts {when.sv}: då förkortades tiden bara av en efterannons som Europeiska"
        " kommissionen publicerade, inte av en i en registrerad annonsdatabas",
        f"The contract was concluded on {when.en}: then only an award notice published by the"
        " European Commission shortened the time, not one in a registered database",
    )
    yield Reason("only-the-commissions-notice", text, six.cite)
