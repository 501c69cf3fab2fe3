"""Plausible demo values of the letters and contracts of systems."""

from __future__ import annotations

from datetime import date

from documents.admission_contexts import (
    AdmissionContext,
    ChoiceContractContext,
    ChoiceRequirement,
    CompletionContext,
    Unfulfilled,
)
from documents.parts import CitedReason, Lot
from documents.samples.demo import BUYER, PROVIDER, Demo

CENTRE = Lot(code="A", name="Centrum")


def completion(demo: Demo) -> CompletionContext:
    say = demo.say
    return CompletionContext(
        **demo.letter_head("completion"),
        cite=say("6 kap. 2 § LOV", "LOV 6:2"),
        lot=CENTRE,
        application="LOV-1/A7",
        question=say("Vem leder verksamheten?", "Who manages the work?"),
        answer_by=date(2026, 3, 27),
    )


def admission(demo: Demo) -> AdmissionContext:
    say = demo.say
    return AdmissionContext(
        **demo.letter_head("admission"),
        cite=say("8 kap. 2 § LOV", "LOV 8:2"),
        outcome="refused",
        lot=CENTRE,
        application="LOV-1/A7",
        decided_on=date(2026, 3, 12),
        leads_to="contract",
        reason=say(
            "Ansökan visar inte att personalen har den utbildning som krävs.",
            "The application does not show that the staff has the training required.",
        ),
        unmet=[
            Unfulfilled(
                requirement=say("K3 Utbildad personal", "K3 Trained staff"),
                why=say("två av fem saknar utbildning", "two of five have no training"),
            )
        ],
        court=demo.court,
        rectify_by=date(2026, 4, 7),
        reasons=[
            CitedReason(
                text=say(
                    "3 veckor därefter är fredagen den 3 april 2026",
                    "3 weeks later is Friday 3 April 2026",
                ),
                cite=say("10 kap. 3 § LOV", "LOV 10:3"),
            )
        ],
    )


def choice_contract(demo: Demo) -> ChoiceContractContext:
    say = demo.say
    return ChoiceContractContext(
        **demo.head("choice_contract") | {"checkpoint": None},
        contract_number="DEMO-2026-0117-A-7",
        tender_title=say("Boendestöd att välja", "Housing support to choose"),
        lot=CENTRE,
        buyer=BUYER,
        provider=PROVIDER,
        service=say("Boendestöd", "Housing support"),
        purpose=say(
            "Stödet hjälper den enskilde att klara sin vardag hemma.",
            "The support helps the individual to manage daily life at home.",
        ),
        remuneration=say(
            "Leverantören ersätts med 512 kronor per utförd timme.",
            "The provider is paid SEK 512 per hour delivered.",
        ),
        requirements=[
            ChoiceRequirement(
                text=say("Skatter och avgifter är betalda", "Taxes and charges are paid"),
                basis="statute",
                cite=say("7 kap. 1 § LOV", "LOV 7:1"),
            ),
            ChoiceRequirement(
                text=say("Personalen är utbildad", "The staff is trained"),
                basis="tender_documents",
            ),
        ],
        application="LOV-1/A7",
        decided_on=date(2026, 3, 12),
        starts_on=date(2026, 4, 1),
        review_months=24,
        gateway=say("1 kap. 1 § LOV", "LOV 1:1"),
    )
