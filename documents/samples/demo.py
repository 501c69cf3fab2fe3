"""What the samples share: fictional parties, and the two languages. Nobody in them exists."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from importlib.resources import files
from typing import Any, Final

import yaml

from documents.bid_contexts import Officer
from documents.contexts import AwardDecision, DocumentName
from documents.library import template_version
from documents.parts import CheckpointPart, Lang, Lot, Party

Say = Callable[[str, str], str]

TOWNS: Final = ("Luleå", "Östersund", "Örnsköldsvik och Kramfors", "Kalmar", "Växjö", "Ängelholm")
OSTERSUND: Final = Lot(code="A01", name="Östersund")
KRAMFORS: Final = Lot(code="A02", name="Örnsköldsvik och Kramfors")
BUYER: Final = Party(
    name="Demomyndigheten för arbetsliv",
    org_number="202100-0019",
    address=["Box 100", "100 00 Demostad"],
    representative="Karin Demo, avdelningschef",
)
PROVIDER: Final = Party(
    name="Fjällbäckens Arbetsrehab Demo AB",
    org_number="559999-0013",
    address=["Demogatan 1", "900 00 Demostad"],
    representative="Åsa Exempel, verkställande direktör",
    contact="Örjan Exempel",
    email="avtal@fjallbacken.example",
)
OFFICERS: Final = (
    Officer(name="Maja Demo", role="upphandlare"),
    Officer(name="Nils Demo", role="registrator"),
)


class Demo:
    """The world that samples are taken from, told in one language."""

    def __init__(self, lang: Lang) -> None:
        self.lang: Lang = lang

    def say(self, sv: str, en: str) -> str:
        return sv if self.lang == "sv" else en

    def words(self, name: str) -> dict[str, Any]:
        """The values of a sample that are mostly text, from ``NAME.LANG.yaml`` here."""
        text = files(__package__).joinpath(f"{name}.{self.lang}.yaml").read_text("utf-8")
        words: dict[str, Any] = yaml.safe_load(text)
        return words

    def head(self, document: DocumentName) -> dict[str, Any]:
        """The fields that every document has."""
        return {
            "lang": self.lang,
            "template_version": template_version(document),
            "diary_number": "DEMO-2026-0117",
            "is_demo": True,
            "checkpoint": CheckpointPart(size=439, root="9f2c41d07ab35e6610c4d2b8e7f90a13" * 2),
        }

    def tender_head(self, document: DocumentName) -> dict[str, Any]:
        """The head of what is drawn up in a procurement."""
        return {**self.head(document), "tender_title": self.title, "buyer": BUYER}

    def letter_head(self, document: DocumentName) -> dict[str, Any]:
        """The head of what is sent to a supplier."""
        return {
            **self.tender_head(document),
            "recipient": PROVIDER,
            "sent_on": date(2026, 3, 13),
            "signatory": "Maja Demo",
        }

    @property
    def title(self) -> str:
        return self.say("Steg till arbete, 46 anbudsområden", "Steps to Work, 46 lots")

    @property
    def court(self) -> str:
        return self.say("Förvaltningsrätten i Demostad", "the Administrative Court of Demostad")

    @property
    def decision(self) -> AwardDecision:
        return AwardDecision(number="TB-2026-01", decided_on=date(2026, 3, 9))

    def lot(self, number: int) -> Lot:
        return Lot(code=f"A{number:02}", name=TOWNS[number % len(TOWNS)])
