"""An award decision over a few lots, as drafted: a tie, a bid set aside, a decision replaced."""

from __future__ import annotations

from datetime import UTC, date, datetime

from documents.decision_context import (
    DecidedLot,
    DecisionContext,
    EvaluationReport,
    SetAside,
    ShownRequirement,
)
from documents.parts import CitedReason
from documents.samples.demo import Demo

SEED = "4be1f0c7d2" * 6 + "4be1"


def decision(demo: Demo) -> DecisionContext:
    say, lots = demo.say, [demo.lot(number) for number in range(1, 7)]
    return DecisionContext(
        **demo.tender_head("decision"),
        number="DEMO-2026-0117-1",
        drafted_on=date(2026, 3, 9),
        preparer="Maja Demo",
        model=[
            say(
                "Lägst jämförelsepris i kronor per deltagare och månad vinner.",
                "The lowest comparison price in kronor per participant and month wins.",
            ),
            say("Lika anbud: tidigast inkommet går före.", "Equal bids: the earlier goes first."),
        ],
        lots=[
            DecidedLot(
                lot=lot,
                winner=f"Anbudsgivare {number} Demo AB",
                org_number=f"559999-{number:04}",
                comparison=say("10 345,50 kr", "SEK 10,345.50"),
                bids=3 + number % 3,
                evaluation=1 + number // 4,
            )
            for number, lot in enumerate(lots, start=1)
        ],
        lots_are_separate_contracts=True,
        reports=[
            EvaluationReport(
                evaluation=1, made_on=date(2026, 3, 2), lang="sv", sha256="ab12cd34" * 8
            ),
            EvaluationReport(evaluation=2, made_on=date(2026, 3, 6)),
        ],
        requirements=[
            ShownRequirement(
                tenderer=f"Anbudsgivare {number} Demo AB",
                lots=["A01", "A02"],
                requirement=say("Skatter och avgifter betalda", "Taxes and fees paid"),
                basis="statute",
                cite=say("19 kap. 17 § LOU", "LOU 19:17"),
                evidence=say("2026-03-01: registerutdrag", "2026-03-01: register extract"),
                checked_by="Maja Demo",
                checked_at=datetime(2026, 3, 4, 9, 30, tzinfo=UTC),
            )
            for number in range(1, len(lots) + 1)
        ],
        set_aside=[
            SetAside(
                lot="A03",
                tenderer="Älvstrandens Omställning och Rehabilitering Demo Ekonomisk förening",
                why=say(
                    "beaktas inte: Kravet ”Namngiven terapeut” är inte uppfyllt: intyg saknas",
                    "not considered: The requirement “Named therapist” is not met: proof missing",
                ),
            )
        ],
        ties=[
            say(
                "A02: lika anbud (Anbudsgivare 2 Demo AB, Anbudsgivare 5 Demo AB); ordningen"
                " följer den angivna regeln",
                "A02: equal bids (Anbudsgivare 2 Demo AB, Anbudsgivare 5 Demo AB); the order"
                " follows the stated rule",
            ),
            say(
                f"A04: lottning mellan lika anbud (Anbudsgivare 4 Demo AB, Anbudsgivare 6 Demo"
                f" AB), med fröet {SEED}",
                f"A04: lots were drawn between equal bids (Anbudsgivare 4 Demo AB, Anbudsgivare 6"
                f" Demo AB), from the seed {SEED}",
            ),
        ],
        replaces=[
            say(
                "Tilldelningsbeslut DEMO-2026-0117-0 av den 2 mars 2026 ersätts för A01, som"
                " återkallades den 5 mars 2026: fel bilaga i underrättelsen",
                "Award decision DEMO-2026-0117-0 of 2 March 2026 is replaced for A01, withdrawn"
                " on 5 March 2026: a wrong enclosure in the notice",
            )
        ],
        law=[
            CitedReason(
                text=say(
                    "Alla anbudsgivare underrättas skriftligen om beslutet och skälen för det",
                    "All tenderers are notified in writing of the decision and the reasons for it",
                ),
                cite=say("19 kap. 19 § LOU", "LOU 19:19"),
            )
        ],
        facts_sha256="9f2c41d07ab35e6610c4d2b8e7f90a13" * 2,
    )
