"""Times that run: the standstill, an extended one, an interim order, the ten days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from appeals.bars import Bars
from appeals.facts import Decision, LotFacts
from appeals.obstacles.obstacle import COURT_NAMES, TEN_DAYS, Obstacle
from appeals.places import standstill_place
from appeals.rounds import forbidding
from law.bar import Bar
from law.reasons import Basis, Cite, Reason, Text
from law.remedies import section
from law.rulebook import Rulebook
from models.review import CourtName


def bar_running(
    decision: Decision, bars: Bars, rulebook: Rulebook, today: date
) -> Iterator[Obstacle]:
    announced = decision.announced is not None
    standstill, stated = (
        Text("Avtalsspärren", "The standstill"),
        Text("Den avtalsspärr som underrättelsen anger", "The standstill that the notice states"),
    )
    ten_days = Text("Tiodagarsfristen", "The ten-day bar")
    rows: list[tuple[Bar | None, Cite | None, Text]] = [
        (bars.standstill, standstill_place(rulebook, announced=announced), standstill),
        (bars.promised, None, stated),
        *((bar, section(rulebook, TEN_DAYS), ten_days) for bar in bars.after_courts),
    ]
    for bar, cite, name in rows:
        if bar is None or bar.last_day is None or today > bar.last_day:
            continue
        last = bar.last_day.isoformat()
        yield Obstacle(
            Reason(
                "bar-running",
                Text(
                    f"{name.sv} löper till och med {last}",
                    f"{name.en} runs through {last}",
                ),
                cite,
                Basis.STATUTE if cite else Basis.HOUSE_RULE,
            ),
            Text("Att tiden går", "The passing of time"),
            bar.earliest_contract,
        )


def pending_in_fr(bars: Bars, extended: Cite) -> Iterator[Obstacle]:
    for case in bars.timely:
        if case.end_in(CourtName.FR) is None:
            yield Obstacle(
                Reason(
                    "extended-standstill",
                    Text(
                        f"Mål {case.case_number} pågår i förvaltningsrätten, så förlängd"
                        " avtalsspärr gäller",
                        f"Case {case.case_number} is pending in FR, so the extended standstill"
                        " applies",
                    ),
                    extended,
                ),
                Text(
                    "Förvaltningsrättens avgörande och tio dagar därefter",
                    "FR's ruling and the ten days after it",
                ),
            )


def interim_orders(facts: LotFacts, interim: Cite) -> Iterator[Obstacle]:
    for case in facts.cases:
        for court in forbidding(case):
            name = COURT_NAMES[court]
            yield Obstacle(
                Reason(
                    "interim-order",
                    Text(
                        f"Ett interimistiskt beslut i mål {case.case_number} från"
                        f" {name.sv} förbjuder avtal",
                        f"An interim order of {name.en} in case {case.case_number}"
                        " forbids the contract",
                    ),
                    interim,
                ),
                Text(
                    "Att domstolen upphäver beslutet eller avgör målet",
                    "The court lifting the order or deciding the case",
                ),
            )


def stricter_date(facts: LotFacts, today: date) -> Iterator[Obstacle]:
    stricter = facts.stricter
    if stricter is None or today >= stricter.not_before:
        return
    day, why = stricter.not_before.isoformat(), stricter.reason
    yield Obstacle(
        Reason(
            "stricter-date",
            Text(
                f"Juristen har bestämt att avtal inte ingås före {day}: {why.sv}",
                f"The lawyer has decided that no contract is concluded before {day}: {why.en}",
            ),
            basis=Basis.HOUSE_RULE,
        ),
        Text(
            "Att dagen kommer, eller ett nytt datum som två personer sätter",
            "The coming of the day, or a new date set by two persons",
        ),
        stricter.not_before,
    )
