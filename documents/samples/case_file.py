"""A case file and a statement with plausible values, all fictional."""

from __future__ import annotations

from datetime import date

from documents.case_file_contexts import (
    BundlePart,
    CaseFileContext,
    Enclosure,
    Event,
    Fact,
    GroundSection,
    Rows,
    StatementContext,
    ValuedLot,
)
from documents.parts import CitedReason, Party
from documents.samples.demo import Demo, Say


def case_file(demo: Demo) -> CaseFileContext:
    say = demo.say
    return CaseFileContext(
        **demo.tender_head("case_file"),
        masked=True,
        matter=say("överprövning av upphandling", "review of a procurement"),
        court="Förvaltningsrätten i Demostad",
        case_number="4711-26",
        counterparty=Party(name="Björkudden Demo AB", org_number="559999-0021"),
        lots=[demo.lot(1)],
        journal=say("post 1–38", "entries 1–38"),
        parts=[
            BundlePart(
                number=1,
                group=say("Anbud", "Bids"),
                title=say("Anbud, fil 1", "Bid, file 1"),
                day=date(2026, 2, 10),
                reference="b1/1",
                first_page=2,
                pages=3,
                marked=True,
                masked=[say("Sida 2, enligt 31 kap. 16 § OSL", "Page 2, under OSL 31:16")],
                facts=[Fact(label=say("Mottaget", "Received"), value="2026-02-10 09:00:00")],
                tables=[_table(say)],
            )
        ],
    )


def _table(say: Say) -> Rows:
    return Rows(
        caption=say("Vad som har hänt i målet", "What has happened in the case"),
        headings=[say("Dag", "Day"), say("Händelse", "Act")],
        rows=[["12 mars 2026", say("ansökan", "application")]],
        numbers=[],
        widths=[20, 30],
    )


def statement(demo: Demo) -> StatementContext:
    say, day = demo.say, date(2026, 3, 12)
    return StatementContext(
        **demo.tender_head("statement"),
        court="Förvaltningsrätten i Demostad",
        case_number="4711-26",
        matter=say("överprövning av upphandling", "review of a procurement"),
        counterparty=Party(name="Björkudden Demo AB", org_number="559999-0021"),
        procedure=say("annonserad upphandling", "published procurement"),
        act="LOU",
        published_on=date(2026, 1, 13),
        lots=[ValuedLot(lot=demo.lot(1), estimated_value_ore=300_000_000)],
        relief=say("rättelse", "correction"),
        grounds_stated=say("fel utvärdering", "wrong evaluation"),
        lodged_on=day,
        answer_by=date(2026, 3, 26),
        timely=[CitedReason(text=say("I tid.", "In time."), cite="20 kap. 11 § LOU")],
        interim=[],
        harm_cite="20 kap. 6 § LOU",
        chronology=[Event(day=day, what=say("Ansökan kom in", "Application came in"), part=1)],
        grounds=[
            GroundSection(
                number=1,
                heading=say("Utvärderingen är felaktig", "The evaluation is wrong"),
                raised_on=day,
                text=say("Priset är fel.", "The price is wrong."),
                cites=["19 kap. 2 § LOU"],
                facts=[Fact(label="L1", value="1")],
                tables=[_table(say)],
                missing=[say("Inget har frågats.", "Nothing has been asked.")],
            )
        ],
        enclosures=[Enclosure(number=1, title=say("Anbud", "Bid"), day=day, marked=True)],
    )
