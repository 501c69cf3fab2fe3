"""The notice of an award decision: a lot won, one lost and a bid set aside."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from documents.contexts import LetterContext, LetterLot, Standstill
from documents.parts import CitedReason
from documents.samples.demo import PROVIDER, Demo


def letter(demo: Demo) -> LetterContext:
    say = demo.say
    return LetterContext(
        **demo.tender_head("letter"),
        cite=say("19 kap. 19 § LOU", "LOU 19:19"),
        decision=demo.decision,
        recipient=PROVIDER,
        lots=[_won(demo), _not_won(demo), _rejected(demo)],
        lots_are_separate_contracts=True,
        standstill=Standstill(
            sent_on=date(2026, 3, 10),
            last_day=date(2026, 3, 20),
            earliest_contract=date(2026, 3, 21),
            reasons=[
                CitedReason(
                    text=say(
                        "Alla underrättelser skickades elektroniskt den 10 mars 2026; den "
                        "dagen räknas inte.",
                        "All notices were sent electronically on 10 March 2026; that day "
                        "is not counted.",
                    ),
                    cite=say("20 kap. 1 § LOU", "LOU 20:1"),
                ),
                CitedReason(
                    text=say(
                        "Tionde dagen är fredagen den 20 mars 2026, en vardag.",
                        "The tenth day is Friday 20 March 2026, a working day.",
                    ),
                    cite=say("2 § lagen (1930:173)", "Act 1930:173, s. 2"),
                ),
            ],
        ),
        court=demo.court,
        signatory="Maja Demo, upphandlare",
    )


def _won(demo: Demo) -> LetterLot:
    say = demo.say
    return LetterLot(
        lot=demo.lot(1),
        outcome="won",
        own_comparison_price_ore=1_034_550,
        own_rank=1,
        winner=PROVIDER.name,
        winner_comparison_price_ore=1_034_550,
        reasons=[say("Ert anbud har lägst jämförelsepris.", "Your bid is the lowest.")],
    )


def _not_won(demo: Demo) -> LetterLot:
    say = demo.say
    return LetterLot(
        lot=demo.lot(2),
        outcome="not_won",
        own_comparison_price_ore=1_100_000,
        own_rank=2,
        winner="Älvstrandens Omställning och Rehabilitering Demo Ekonomisk förening",
        winner_comparison_price_ore=Decimal("1034550.5"),
        reasons=[
            say("Ett annat anbud har lägre jämförelsepris.", "Another bid compares lower."),
            say(
                "Vinnarens anbud fick 2\u00a0000 kr större avdrag för bemanning än ert.",
                "The winning bid was credited with SEK 2,000 more for staffing than yours.",
            ),
        ],
        notes=[
            say(
                "Er uppgivna kapacitet räckte till era tolv billigaste områden.",
                "Your declared capacity covered your twelve lowest lots.",
            )
        ],
    )


def _rejected(demo: Demo) -> LetterLot:
    say = demo.say
    return LetterLot(
        lot=demo.lot(3),
        outcome="rejected",
        winner="Björkudden Demo AB",
        winner_comparison_price_ore=980_000,
        reasons=[
            say(
                "Intyg om legitimation saknas trots begäran om komplettering (krav 4.2).",
                "Proof of licence is missing although requested (requirement 4.2).",
            )
        ],
    )
