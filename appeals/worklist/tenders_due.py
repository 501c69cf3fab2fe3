"""What is due in a tender outside its matters: court checks, ten days, ties, and the rest. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from appeals.bars import Bars, NeededCheck, bars_of, needed_checks
from appeals.facts import LotFacts
from appeals.obstacles.asked import check_that_counts
from appeals.obstacles.obstacle import REMEDIES
from appeals.obstacles.rulings import ordered_by_court
from appeals.rounds import forbidding
from appeals.worklist.due import Due, DueKind, Sort
from law.dated import NoValue
from law.reasons import Text
from law.refusals import ImpossibleFacts
from law.remedies import section
from law.rulebook import Rulebook
from law.validity import Information, validity
from models.review import CourtName


@dataclass(frozen=True)
class Signed:
    """A contract whose lot has been before a court. `information`: what shortens its time."""

    id: str
    lot: str
    concluded_on: date
    information: Information | None = None


@dataclass(frozen=True)
class RequestAt:
    """A request for documents that has had no letter yet."""

    id: str
    number: int
    received_on: date


@dataclass(frozen=True)
class BridgeAt:
    """What is bought meanwhile: the last day that it may go on, and the last it was taken to.

    `free_from`: the day from which nothing has held the lot's own contract, where it is so.
    """

    id: str
    lot: str
    must_end_by: date
    ends_on: date
    free_from: date | None = None


@dataclass(frozen=True)
class TenderAt:
    """`waiting`: the facts of the lots whose contracts are still to come.

    `persons`: the lawyers who handle a matter about the lot, by its code.
    """

    id: str
    rulebook: Rulebook
    started: date | None
    waiting: tuple[LotFacts, ...] = ()
    signed: tuple[Signed, ...] = ()
    requests: tuple[RequestAt, ...] = ()
    bridges: tuple[BridgeAt, ...] = ()
    persons: Mapping[str, frozenset[str]] = field(default_factory=dict)


def due_in_tender(tender: TenderAt, today: date) -> Iterator[Due]:
    """Everything that is due in the tender; past days too."""
    barred = [
        (facts, bars_of(facts, facts.decision, tender.rulebook))
        for facts in tender.waiting
        if facts.decision is not None and facts.cancelled_on is None
    ]
    yield from _checks(tender, barred)
    yield from _ten_days(tender, barred)
    yield from _ties(tender, barred)
    yield from _validity(tender)
    yield from _requests(tender)
    yield from _bridges(tender, today)


def _due(
    tender: TenderAt,
    item: str,
    what: tuple[DueKind, Sort],
    on: date,
    text: Text,
    lots: Sequence[str] = (),
) -> Due:
    kind, sort = what
    persons = frozenset(who for lot in lots for who in tender.persons.get(lot, frozenset()))
    return Due(
        item=item,
        kind=kind,
        sort=sort,
        tender_id=tender.id,
        due_on=on,
        what=text,
        lots=tuple(sorted(lots)),
        persons=persons,
    )


Barred = Sequence[tuple[LotFacts, Bars]]


def _checks(tender: TenderAt, barred: Barred) -> Iterator[Due]:
    """One line for all the lots that a court is to be asked about from the same day."""
    asked: dict[tuple[CourtName, date], list[str]] = defaultdict(list)
    for facts, bars in barred:
        for needed in needed_checks(bars):
            if check_that_counts(facts, needed) or _asked_later(tender, facts, needed):
                continue
            if facts.code not in asked[needed.court, needed.not_before]:
                asked[needed.court, needed.not_before].append(facts.code)
    for (court, day), lots in asked.items():
        if lots:
            text = Text(
                f"Fråga {court.value} om något mål har kommit in, och anteckna svaret",
                f"Ask {court.value} whether a case has come in, and record the answer",
            )
            item, task = f"{tender.id}:check:{court.value}", (DueKind.COURT_CHECK, Sort.TASK)
            yield _due(tender, item, task, day, text, lots)


def _asked_later(tender: TenderAt, facts: LotFacts, needed: NeededCheck) -> bool:
    """That court's own order is known to forbid the contract: asking counts when it has ended.

    And a decision that a court has ordered corrected, or the procurement made anew, is never
    contracted on; the new decision has checks of its own.
    """
    forbidden = any(needed.court in forbidding(case) for case in facts.cases)
    return forbidden or any(ordered_by_court(facts, section(tender.rulebook, REMEDIES)))


def _ten_days(tender: TenderAt, barred: Barred) -> Iterator[Due]:
    """The last day of the bar after a court's ruling: an interim order may come until then."""
    last: dict[date, list[str]] = defaultdict(list)
    for facts, bars in barred:
        days = [bar.last_day for bar in bars.after_courts if bar.last_day is not None]
        if days:
            last[max(days)].append(facts.code)
    for day, lots in last.items():
        text = Text(
            "Tiodagarsfristens sista dag efter domstolens avgörande",
            "The last day of the ten-day bar after the court's ruling",
        )
        watch = (DueKind.TEN_DAYS, Sort.WATCH)
        yield _due(tender, f"{tender.id}:ten_days", watch, day, text, lots)


def _ties(tender: TenderAt, barred: Barred) -> Iterator[Due]:
    """A lot whose own bars have run out, and that only its tie to another holds."""
    for facts, bars in barred:
        lawful = bars.lawful_from
        for tie in facts.ties:
            if lawful is None or tie.cleared or not (tie.held or tie.withdrawn):
                continue
            text = Text(
                f"Bedöm om knytningen till {tie.lot_code} hindrar avtal för {facts.code}",
                f"Judge whether the tie to {tie.lot_code} bars the contract for {facts.code}",
            )
            item = f"{facts.lot_id}:tie:{tie.lot_code}"
            standing = (DueKind.TIE, Sort.STANDING)
            yield _due(tender, item, standing, lawful, text, (facts.code, tie.lot_code))


def _validity(tender: TenderAt) -> Iterator[Due]:
    for contract in tender.signed:
        try:
            last = validity(
                contract.concluded_on,
                contract.information,
                rulebook=tender.rulebook,
                started=tender.started,
            ).last_day
        except (ImpossibleFacts, NoValue):
            continue
        if last is not None:
            text = Text(
                f"Sista dag för leverantörer att ansöka om prövning av avtalet för {contract.lot}",
                f"The last day for suppliers to challenge the contract for {contract.lot}",
            )
            item, watch = f"{contract.id}:validity", (DueKind.VALIDITY, Sort.WATCH)
            yield _due(tender, item, watch, last, text, (contract.lot,))


def _requests(tender: TenderAt) -> Iterator[Due]:
    """At once, or as soon as can be (TF 2:15–16): the day it came."""
    for request in tender.requests:
        text = Text(
            f"Besvara begäran nr {request.number} om handlingar, skyndsamt",
            f"Answer request no. {request.number} for documents, promptly",
        )
        item, task = f"{request.id}:answer", (DueKind.DISCLOSURE, Sort.TASK)
        yield _due(tender, item, task, request.received_on, text)


def _bridges(tender: TenderAt, today: date) -> Iterator[Due]:
    """It ends by itself on its own last day; only an earlier end takes an act."""
    for bridge in tender.bridges:
        if bridge.ends_on < today:
            continue
        text = Text(
            f"Det tillfälliga köpet för {bridge.lot} ska upphöra",
            f"What is bought meanwhile for {bridge.lot} must end",
        )
        early = bridge.must_end_by < bridge.ends_on
        task = (DueKind.BRIDGE, Sort.TASK if early else Sort.WATCH)
        yield _due(tender, f"{bridge.id}:end", task, bridge.must_end_by, text, (bridge.lot,))
        yield from _hold_over(tender, bridge)


def _hold_over(tender: TenderAt, bridge: BridgeAt) -> Iterator[Due]:
    """The need is no reason any more to wait with the lot's own contract."""
    if bridge.free_from is not None:
        text = Text(
            f"Hindret för {bridge.lot} är borta: ingå avtalet, så att det tillfälliga köpet kan"
            " upphöra",
            f"The hold on {bridge.lot} is over: conclude the contract, so that what is bought"
            " meanwhile can end",
        )
        standing = (DueKind.BRIDGE, Sort.STANDING)
        yield _due(
            tender, f"{bridge.id}:hold_over", standing, bridge.free_from, text, (bridge.lot,)
        )
