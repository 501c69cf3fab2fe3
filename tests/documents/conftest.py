"""One context of each document in each language, and one renderer for all tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from contracts.statutes import law_of
from documents.bid_contexts import (
    Officer,
    OpeningContext,
    ReceiptContext,
)
from documents.case_file_contexts import CaseFileContext, StatementContext
from documents.contexts import (
    AuditContext,
    AwardDecision,
    ContractContext,
    DocumentContext,
    DocumentName,
    KpiMonth,
    KpiSeries,
    KpiValue,
    LetterContext,
    LetterLot,
    LotPerformance,
    PerformanceContext,
    Rating,
    Standstill,
)
from documents.decision_context import DecisionContext
from documents.disclosure_context import DisclosureContext
from documents.library import template_version
from documents.parts import CheckpointPart, CitedReason, Lang, Lot, Party
from documents.rendering import ProcessRenderer
from documents.report_contexts import EvaluationContext, IndividualReportContext
from law.rulebook import Rulebook
from tests.documents.admission_samples import (
    admission_sample,
    choice_contract_sample,
    completion_sample,
)
from tests.documents.bid_samples import opening_sample, receipt_sample
from tests.documents.case_file_samples import case_file_sample, statement_sample
from tests.documents.decision_sample import decision_sample
from tests.documents.disclosure_sample import disclosure_sample
from tests.documents.letter_samples import (
    answer_sample,
    call_off_sample,
    cancellation_sample,
    exclusion_sample,
    information_sample,
    inquiry_sample,
    validity_sample,
    withdrawal_sample,
)
from tests.documents.notice_sample import notice_sample
from tests.documents.report_samples import evaluation_sample, individual_report_sample
from tests.documents.stage_letter_samples import invitation_sample, selection_sample

Sample = Callable[[DocumentName, Lang], DocumentContext]

HERE = Path(__file__).parent
TOWNS = ("Luleå", "Östersund", "Örnsköldsvik och Kramfors", "Kalmar", "Växjö", "Ängelholm")
BUYER = Party(
    name="Demomyndigheten för arbetsliv",
    org_number="202100-0019",
    address=["Box 100", "100 00 Demostad"],
    representative="Karin Demo, avdelningschef",
)
PROVIDER = Party(
    name="Fjällbäckens Arbetsrehab Demo AB",
    org_number="559999-0013",
    address=["Demogatan 1", "900 00 Demostad"],
    representative="Åsa Exempel, verkställande direktör",
    contact="Örjan Exempel",
    email="avtal@fjallbacken.example",
)
OFFICERS = [
    Officer(name="Maja Demo", role="upphandlare"),
    Officer(name="Nils Demo", role="registrator"),
]


class Samples:
    """Builds contexts; ``lang`` picks the words the caller would have picked."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang

    def say(self, sv: str, en: str) -> str:
        return sv if self.lang == "sv" else en

    def head(self, document: DocumentName) -> dict[str, Any]:
        return {
            "lang": self.lang,
            "template_version": template_version(document),
            "diary_number": "DEMO-2026-0117",
            "is_demo": True,
            "checkpoint": CheckpointPart(size=439, root="9f2c41d07ab35e6610c4d2b8e7f90a13" * 2),
        }

    def words(self, document: DocumentName) -> dict[str, Any]:
        path = HERE / f"{document}.{self.lang}.yaml"
        words: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        return words

    def title(self) -> str:
        return self.say("Steg till arbete, 46 anbudsområden", "Steps to Work, 46 lots")

    def lot(self, number: int) -> Lot:
        return Lot(code=f"A{number:02}", name=TOWNS[number % len(TOWNS)])

    def told_decision(self) -> AwardDecision:
        return AwardDecision(number="TB-2026-01", decided_on=date(2026, 3, 9))

    def contract(self) -> ContractContext:
        words = self.words("contract")
        law = law_of(Rulebook.SE_LOU_19, self.lang)
        head = self.head("contract")
        return ContractContext(**head, **words, buyer=BUYER, provider=PROVIDER, law=law)

    def letter(self, lots: int = 3) -> LetterContext:
        say = self.say
        return LetterContext(
            **self.head("letter"),
            tender_title=self.title(),
            cite=say("19 kap. 19 § LOU", "LOU 19:19"),
            decision=self.told_decision(),
            buyer=BUYER,
            recipient=PROVIDER,
            lots=[self._letter_lot(number) for number in range(1, lots + 1)],
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
            court=say("Förvaltningsrätten i Demostad", "the Administrative Court of Demostad"),
            signatory="Maja Demo, upphandlare",
        )

    def decision(self) -> DecisionContext:
        lots = [self.lot(number) for number in range(1, 7)]
        return decision_sample(self.head("decision"), self.say, BUYER, lots)

    def correspondence(self, document: DocumentName) -> dict[str, Any]:
        return {
            **self.head(document),
            "tender_title": self.title(),
            "buyer": BUYER,
            "recipient": PROVIDER,
            "sent_on": date(2026, 3, 13),
            "signatory": "Maja Demo",
        }

    def withdrawal(self) -> DocumentContext:
        return withdrawal_sample(self.correspondence("withdrawal"), self.say)

    def cancellation(self) -> DocumentContext:
        return cancellation_sample(self.correspondence("cancellation"), self.say)

    def inquiry(self) -> DocumentContext:
        return inquiry_sample(self.correspondence("inquiry"), self.say)

    def invitation(self) -> DocumentContext:
        return invitation_sample(self.correspondence("invitation"), self.say)

    def selection(self) -> DocumentContext:
        return selection_sample(self.correspondence("selection"), self.say)

    def exclusion(self) -> DocumentContext:
        return exclusion_sample(self.correspondence("exclusion"), self.say)

    def validity(self) -> DocumentContext:
        return validity_sample(self.correspondence("validity"), self.say)

    def call_off(self) -> DocumentContext:
        return call_off_sample(self.correspondence("call_off"), self.say)

    def answer(self) -> DocumentContext:
        return answer_sample(self.correspondence("answer"), self.say)

    def notice(self) -> DocumentContext:
        head = {**self.head("notice"), "tender_title": self.title(), "buyer": BUYER}
        return notice_sample(head, self.say, PROVIDER)

    def completion(self) -> DocumentContext:
        return completion_sample(self.correspondence("completion"), self.say)

    def admission(self) -> DocumentContext:
        return admission_sample(self.correspondence("admission"), self.say)

    def choice_contract(self) -> DocumentContext:
        head = self.head("choice_contract")
        return choice_contract_sample(head, self.say, BUYER, PROVIDER)

    def information(self) -> DocumentContext:
        return information_sample(self.correspondence("information"), self.say)

    def _letter_lot(self, number: int) -> LetterLot:
        say = self.say
        if number % 3 == 1:
            return LetterLot(
                lot=self.lot(number),
                outcome="won",
                own_comparison_price_ore=1_034_550,
                own_rank=1,
                winner=PROVIDER.name,
                winner_comparison_price_ore=1_034_550,
                reasons=[say("Ert anbud har lägst jämförelsepris.", "Your bid is the lowest.")],
            )
        if number % 3 == 2:
            return LetterLot(
                lot=self.lot(number),
                outcome="not_won",
                own_comparison_price_ore=1_100_000,
                own_rank=2,
                winner="Älvstrandens Omställning och Rehabilitering Demo Ekonomisk förening",
                winner_comparison_price_ore=Decimal("1034550.5"),
                reasons=[
                    say("Ett annat anbud har lägre jämförelsepris.", "Another bid compares lower."),
                    say(
                        "Vinnarens anbud gav avdrag för bemanning med 200 000 öre mer än ert.",
                        "The winning bid was credited with 200,000 öre more for staffing.",
                    ),
                ],
                notes=[
                    say(
                        "Er uppgivna kapacitet räckte till era tolv billigaste områden.",
                        "Your declared capacity covered your twelve lowest lots.",
                    )
                ],
            )
        return LetterLot(
            lot=self.lot(number),
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

    def receipt(self) -> ReceiptContext:
        head = {**self.head("receipt"), "tender_title": self.title(), "buyer": BUYER}
        return receipt_sample(head)

    def opening(self) -> OpeningContext:
        head = {**self.head("opening"), "tender_title": self.title(), "buyer": BUYER}
        return opening_sample({**head, "officers": OFFICERS}, self.say)

    def report_head(self, document: DocumentName) -> dict[str, Any]:
        return {**self.head(document), "tender_title": self.title(), "buyer": BUYER}

    def evaluation(self, lots: int = 46) -> EvaluationContext:
        head = {**self.report_head("evaluation"), "drawn_up_by": OFFICERS}
        return evaluation_sample(head, self.say, [self.lot(at) for at in range(1, lots + 1)])

    def individual_report(self) -> IndividualReportContext:
        head = self.report_head("individual_report")
        return individual_report_sample(head, self.say, [self.lot(at) for at in range(1, 4)])

    def case_file(self) -> CaseFileContext:
        return case_file_sample(self.report_head("case_file"), self.say, [self.lot(1)])

    def statement(self) -> StatementContext:
        return statement_sample(self.report_head("statement"), self.say, [self.lot(1)])

    def disclosure(self) -> DisclosureContext:
        head = self.head("disclosure")
        return disclosure_sample(head, self.say, self.title(), BUYER)

    def performance(self) -> PerformanceContext:
        say = self.say
        months = [date(2026, 6, 1), date(2026, 7, 1), date(2026, 8, 1)]
        return PerformanceContext(
            **self.head("performance"),
            tender_title=self.title(),
            buyer=BUYER,
            provider=PROVIDER,
            period_from=date(2026, 6, 1),
            period_to=date(2026, 8, 31),
            kpis=[
                KpiSeries(
                    code="K1",
                    name=say("Start i tid", "Start in time"),
                    unit="percent",
                    target=Decimal("0.95"),
                    months=[
                        KpiMonth(month=months[0], value=Decimal("0.82"), colour="red"),
                        KpiMonth(month=months[1], value=Decimal("0.905"), colour="yellow"),
                        KpiMonth(month=months[2], value=Decimal("0.97"), colour="green"),
                    ],
                ),
                KpiSeries(
                    code="K4",
                    name=say("Arbetsterapeuttäckning", "Therapist coverage"),
                    unit="number",
                    target=Decimal(1),
                    months=[
                        KpiMonth(month=months[0], value=None, colour=None),
                        KpiMonth(month=months[1], value=Decimal("1.04"), colour="green"),
                        KpiMonth(month=months[2], value=Decimal("0.92"), colour="yellow"),
                    ],
                ),
            ],
            lots=[
                LotPerformance(
                    lot=self.lot(number),
                    contract_number=f"STA-2026-A{number:02}",
                    participants=12 + number,
                    values=[
                        KpiValue(value=Decimal("0.95"), colour="green"),
                        KpiValue(value=Decimal("0.7"), colour="red"),
                    ],
                )
                for number in range(1, 6)
            ],
            rating=Rating(
                stars=3,
                why=[
                    say("Målen nås i genomsnitt.", "Targets are met on average."),
                    say("63 deltagare ingår.", "63 participants are included."),
                ],
            ),
            chart="K1",
            method=[
                say(
                    "Underlaget är godkända leveransrapporter. Grönt är målet nått, rött är under "
                    "gränsen i avtalets bilaga 2.",
                    "The data are approved delivery reports. Green means the target is met, red "
                    "below the limit in appendix 2 of the contract.",
                )
            ],
        )

    def audit(self) -> AuditContext:
        return AuditContext(**self.head("audit"), **self.words("audit"), buyer=BUYER)


@pytest.fixture(scope="session")
def sample() -> Sample:
    """``sample("letter", "sv")`` is a whole context with plausible demo values."""

    def build(document: DocumentName, lang: Lang) -> DocumentContext:
        context: DocumentContext = getattr(Samples(lang), document)()
        return context

    return build


@pytest.fixture(scope="session")
def renderer() -> Iterator[ProcessRenderer]:
    with ProcessRenderer(workers=2) as shared:
        yield shared
