"""Plausible demo values of the letters besides the award notice."""

from __future__ import annotations

from datetime import UTC, date, datetime

from documents.call_off_context import CallOffContext
from documents.letter_contexts import (
    AnswerContext,
    BindingBid,
    CancellationContext,
    Compared,
    ExclusionContext,
    InformationContext,
    InquiryContext,
    Suspicion,
    ValidityContext,
    WithdrawalContext,
    WithdrawnAward,
    Withheld,
)
from documents.parts import CitedReason
from documents.samples.demo import KRAMFORS, OSTERSUND, Demo, Say


def withdrawal(demo: Demo) -> WithdrawalContext:
    say = demo.say
    return WithdrawalContext(
        **demo.letter_head("withdrawal"),
        cite=say("19 kap. 2 § LOU", "LOU 19:2"),
        withdrawn_on=date(2026, 3, 13),
        awards=[
            WithdrawnAward(
                number="TB-2026-01", decided_on=date(2026, 3, 9), lots=[OSTERSUND, KRAMFORS]
            )
        ],
        reason=say(
            "Ett avdrag för bemanning har räknats på fel nivå i två av anbuden.",
            "A deduction for staffing was counted at the wrong level in two of the bids.",
        ),
    )


def cancellation(demo: Demo) -> CancellationContext:
    say = demo.say
    return CancellationContext(
        **demo.letter_head("cancellation"),
        cite=say("19 kap. 21 § LOU", "LOU 19:21"),
        decided_on=date(2026, 3, 13),
        lots=[OSTERSUND],
        whole=False,
        redo=True,
        reason=say(
            "Anslaget för året räcker inte till de priser som har offererats.",
            "The year's appropriation does not cover the prices offered.",
        ),
        court=demo.court,
        last_day=date(2026, 3, 23),
        reasons=[
            CitedReason(
                text=say(
                    "Dag 0 är fredagen den 13 mars 2026, då den sista underrättelsen skickades",
                    "Day 0 is Friday 13 March 2026, when the last notice was sent",
                ),
                cite=say("20 kap. 12 § LOU", "LOU 20:12"),
            )
        ],
    )


def inquiry(demo: Demo) -> InquiryContext:
    say = demo.say
    return InquiryContext(
        **demo.letter_head("inquiry"),
        cite=say("19 kap. 17 § LOU", "LOU 19:17"),
        kind="hearing",
        lot=None,
        requirement=None,
        suspicion=suspicion(say),
        remedy=say("19 kap. 2 § LOU och 13 kap. 5 § LOU", "LOU 19:2 and LOU 13:5"),
        question=say(
            "Vad har ni att anföra om det tidigare avtal som sades upp?",
            "What do you have to say about the earlier contract that was terminated?",
        ),
        answer_by=date(2026, 3, 20),
    )


def suspicion(say: Say) -> Suspicion:
    return Suspicion(
        ground=say("Missförhållande (13 kap. 3 § 5 LOU)", "Misconduct (LOU 13:3, point 5)"),
        occurred_on=date(2025, 5, 6),
        what=say(
            "Ett tidigare avtal sades upp i förtid efter allvarliga brister.",
            "An earlier contract was terminated early after serious shortcomings.",
        ),
    )


def exclusion(demo: Demo) -> ExclusionContext:
    say = demo.say
    return ExclusionContext(
        **demo.letter_head("exclusion") | {"sent_on": date(2026, 3, 23)},
        cite=say("19 kap. 2 § LOU", "LOU 19:2"),
        decided_on=date(2026, 3, 23),
        excluded=True,
        suspicion=suspicion(say),
        reason=say(
            "Ni har inte visat några åtgärder som hindrar att det upprepas.",
            "You have shown no measures that prevent it from happening again.",
        ),
        court=demo.court,
    )


def information(demo: Demo) -> InformationContext:
    say = demo.say
    secret = say("sekretess (31 kap. 16 § OSL)", "secret (OSL 31:16)")
    why = say("anbudets kalkyl skulle röjas", "it would disclose the bid's calculation")
    cite = say("31 kap. 16 § OSL", "OSL 31:16")
    price, total = say("Pris", "Price"), say("Jämförelsepris", "Comparison price")
    return InformationContext(
        **demo.letter_head("information"),
        cite=say("19 kap. 20 § LOU", "LOU 19:20"),
        asked_on=date(2026, 3, 11),
        kind="relative_advantages",
        lot=OSTERSUND,
        decision_number="TB-2026-01",
        decided_on=date(2026, 3, 9),
        chosen="Björkudden Demo AB",
        rows=[
            Compared(title=price, own=say("12 000 kr", "SEK 12,000"), masked=secret),
            Compared(
                title=say("Metod", "Method"),
                own=say("3 poäng", "3 points"),
                own_reason=say("Planen saknar tider.", "The plan has no times."),
                chosen=say("5 poäng", "5 points"),
                chosen_reason=say("Planen är konkret.", "The plan is concrete."),
            ),
            Compared(title=total, own=say("11 000 kr", "SEK 11,000"), masked=secret),
        ],
        withheld=[
            Withheld(title=price, cite=cite, reason=why),
            Withheld(title=total, cite=cite, reason=why),
        ],
        court=demo.court,
    )


def validity(demo: Demo) -> ValidityContext:
    say = demo.say
    return ValidityContext(
        **demo.letter_head("validity"),
        cite=say("19 kap. 2 § LOU", "LOU 19:2"),
        bids=[
            BindingBid(id="bid-17", lot=OSTERSUND, until=date(2026, 3, 31)),
            BindingBid(id="bid-18", lot=KRAMFORS, until=date(2026, 3, 31)),
        ],
        until=date(2026, 9, 30),
        answer_by=date(2026, 3, 20),
        reason=say(
            "En ansökan om överprövning behandlas av förvaltningsrätten.",
            "An application for review is before the administrative court.",
        ),
    )


def answer(demo: Demo) -> AnswerContext:
    say = demo.say
    return AnswerContext(
        **demo.letter_head("answer"),
        cite=say("19 kap. 13 § LOU", "LOU 19:13"),
        number=2,
        answered_on=date(2026, 2, 6),
        deadline=datetime(2026, 2, 16, 22, 59, tzinfo=UTC),
        asked=say("Får samtalen hållas på distans?", "May the meetings be held remotely?"),
        answer=say("Ja, högst varannan gång.", "Yes, every second time at most."),
    )


def call_off(demo: Demo) -> CallOffContext:
    say = demo.say
    return CallOffContext(
        **demo.letter_head("call_off"),
        cite=say("7 kap. 6 § LOU", "LOU 7:6"),
        number="STA-2026/A01/A1",
        lot=OSTERSUND,
        place=2,
        value_ore=25_000_000,
        currency="SEK",
        what=say("Tolv platser från och med den 1 september", "Twelve places from 1 September"),
        placed=False,
    )
