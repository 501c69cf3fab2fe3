"""May a signed contract be performed? What courts have ordered in cases about its validity.

A court that reviews the validity of a contract may order that it is not performed until
something else has been decided (LOU and LUF 20:16). A contract declared ineffective is not
performed at all (20:13), unless a higher court sets that ruling aside.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from appeals.facts import ADMINISTRATIVE, CourtEvent
from appeals.obstacles.obstacle import COURT_NAMES
from law.days import spoken
from law.reasons import Reason, Text
from law.remedies import section
from law.rulebook import Rulebook
from models.review import CourtActKind

# In chapter 20, which LOU and LUF number alike.
INEFFECTIVE, INTERIM = "13", "16"
_OUTCOMES = frozenset(
    {
        CourtActKind.REJECTED,
        CourtActKind.DISMISSED,
        CourtActKind.STRUCK_OUT,
        CourtActKind.INEFFECTIVE,
        CourtActKind.CONTRACT_STANDS,
    }
)
# In a court above: what leaves nothing of a ruling below that the contract is ineffective.
_SETS_ASIDE = (_OUTCOMES - {CourtActKind.INEFFECTIVE}) | {CourtActKind.REMANDED}


@dataclass(frozen=True)
class ValidityCase:
    """A case about whether the contract is valid, with what courts did in it, in any order."""

    case_number: str
    events: tuple[CourtEvent, ...] = ()


@dataclass(frozen=True)
class Stop:
    """The contract is not performed from and with `since`, to and with `through` if that is known.

    `ineffective`: by the ruling itself, not while the case goes on.
    """

    since: date
    through: date | None
    reason: Reason
    lifted_by: Text
    ineffective: bool = False

    def on(self, day: date) -> bool:
        return self.since <= day and (self.through is None or day <= self.through)


@dataclass(frozen=True)
class MayPerform:
    """Nothing that is known forbids it on the day."""


@dataclass(frozen=True)
class Stopped:
    """Forbidden on the day: until when if that is known, why, and what would lift it.

    `until` is the first day on which it may be performed again.
    """

    until: date | None
    reasons: tuple[Reason, ...]
    lifted_by: tuple[Text, ...]
    ineffective: bool = False


def may_perform(
    cases: Sequence[ValidityCase], rulebook: Rulebook, day: date
) -> MayPerform | Stopped:
    """The answer for one contract on one Swedish day, by what is known now of its cases."""
    found = [stop for stop in stops(cases, rulebook) if stop.on(day)]
    if not found:
        return MayPerform()
    lasts = [stop.through for stop in found]
    known = [last for last in lasts if last is not None]
    until = max(known) + timedelta(days=1) if len(known) == len(lasts) else None
    return Stopped(
        until,
        tuple(stop.reason for stop in found),
        tuple(stop.lifted_by for stop in found),
        any(stop.ineffective for stop in found),
    )


def stopped_throughout(
    cases: Sequence[ValidityCase], rulebook: Rulebook, first: date, last: date
) -> tuple[Stop, ...]:
    """The stops that together leave no day from `first` to `last` to perform in; else none."""
    found = sorted(stops(cases, rulebook), key=lambda stop: stop.since)
    day, used = first, []
    for stop in found:
        if stop.on(day):
            used.append(stop)
            if stop.through is None or stop.through >= last:
                return tuple(used)
            day = stop.through + timedelta(days=1)
    return ()


def stops(cases: Sequence[ValidityCase], rulebook: Rulebook) -> Iterator[Stop]:
    """Every time in which the contract is not performed, past ones too."""
    for case in cases:
        for event in case.events:
            if event.court not in ADMINISTRATIVE:
                continue
            if event.kind is CourtActKind.PERFORMANCE_STOPPED:
                yield _interim(case, event, rulebook)
            elif event.kind is CourtActKind.INEFFECTIVE:
                yield _ineffective(case, event, rulebook)


def _interim(case: ValidityCase, order: CourtEvent, rulebook: Rulebook) -> Stop:
    """Until that court, or one above it, decides otherwise."""
    lifting = _OUTCOMES | {CourtActKind.PERFORMANCE_RESUMED, CourtActKind.REMANDED}
    name, when = COURT_NAMES[order.court], spoken(order.decided_on)
    return Stop(
        order.decided_on,
        _day_before(
            event
            for event in case.events
            if event.kind in lifting
            and event.decided_on >= order.decided_on
            and _rank(event) >= _rank(order)
        ),
        Reason(
            "performance-stopped",
            Text(
                f"Enligt {name.sv}s beslut {when.sv} i mål {case.case_number} får avtalet inte"
                " fullgöras tills något annat har bestämts",
                f"By order of {name.en} of {when.en} in case {case.case_number} the contract may"
                " not be performed until something else has been decided",
            ),
            section(rulebook, INTERIM),
        ),
        Text(
            "Att domstolen upphäver beslutet eller avgör målet",
            "The court lifting the order or deciding the case",
        ),
    )


def _ineffective(case: ValidityCase, ruling: CourtEvent, rulebook: Rulebook) -> Stop:
    """Unless a court above sets it aside: `UPHELD` and leave refused let it stand."""
    name, when = COURT_NAMES[ruling.court], spoken(ruling.decided_on)
    return Stop(
        ruling.decided_on,
        _day_before(
            event
            for event in case.events
            if event.kind in _SETS_ASIDE
            and event.decided_on >= ruling.decided_on
            and _rank(event) > _rank(ruling)
        ),
        Reason(
            "contract-ineffective",
            Text(
                f"Avtalet är ogiltigt enligt {name.sv}s avgörande {when.sv} i mål"
                f" {case.case_number}",
                f"The contract is ineffective by the ruling of {name.en} of {when.en} in case"
                f" {case.case_number}",
            ),
            section(rulebook, INEFFECTIVE),
        ),
        Text(
            "Att högre rätt ändrar avgörandet; annars en ny upphandling",
            "A higher court changing the ruling; otherwise a new procurement",
        ),
        ineffective=True,
    )


def _day_before(events: Iterator[CourtEvent]) -> date | None:
    first = min((event.decided_on for event in events), default=None)
    return None if first is None else first - timedelta(days=1)


def _rank(event: CourtEvent) -> int:
    """Of courts that do not review contracts none: what they do lifts nothing."""
    return ADMINISTRATIVE.index(event.court) if event.court in ADMINISTRATIVE else -1
