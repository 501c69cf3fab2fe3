"""Plausible demo values of an invitation to a step and of a selection's notice."""

from __future__ import annotations

from datetime import UTC, date, datetime

from documents.samples.demo import KRAMFORS, OSTERSUND, Demo
from documents.stage_letter_contexts import (
    CallNotice,
    InvitationContext,
    ListedDocument,
    SelectionContext,
    SelectionLot,
    StatedCriterion,
)


def invitation(demo: Demo) -> InvitationContext:
    say = demo.say
    return InvitationContext(
        **demo.letter_head("invitation"),
        cite=say("6 kap. 4 § LOU", "LOU 6:4"),
        procedure=say(
            "förhandlat förfarande med föregående annonsering",
            "competitive procedure with negotiation",
        ),
        ended="negotiation",
        notice=CallNotice(diary_number="DEMO 2026/1", sent_on=date(2026, 1, 13)),
        lots=[OSTERSUND, KRAMFORS],
        deadline=datetime(2026, 4, 13, 21, 59, tzinfo=UTC),
        binding_until=date(2026, 12, 31),
        questions_by=date(2026, 4, 7),
        key_file="STEG-3.keys.json",
        documents=[
            ListedDocument(
                code="FFU", title=say("Förfrågan", "Request"), version=2, file_name="ffu.pdf"
            ),
            ListedDocument(
                code="PRIS", title=say("Prisbilaga", "Prices"), version=1, file_name="pris.xlsx"
            ),
        ],
        criteria=[
            StatedCriterion(
                title=say("Metod och uppföljning", "Method and follow-up"), weight="40 %"
            ),
            StatedCriterion(title=say("Lokal närvaro", "Local presence")),
        ],
    )


def selection(demo: Demo) -> SelectionContext:
    say = demo.say
    return SelectionContext(
        **demo.letter_head("selection"),
        cite=say("12 kap. 13 § LOU", "LOU 12:13"),
        among="requests",
        decided_on=date(2026, 2, 17),
        replaces=False,
        reason=say(
            "Enligt annonsen bjuds de fem med flest relevanta referenser in i varje område.",
            "By the notice, the five with the most relevant references are invited in each lot.",
        ),
        lots=[
            SelectionLot(
                lot=OSTERSUND,
                qualified=True,
                selected=True,
                reason=say("Sex relevanta referenser.", "Six relevant references."),
            ),
            SelectionLot(
                lot=KRAMFORS,
                qualified=True,
                selected=False,
                reason=say(
                    "Två relevanta referenser; den femte av dem som bjuds in har fyra.",
                    "Two relevant references; the fifth of those invited has four.",
                ),
            ),
        ],
        court=demo.court,
    )
