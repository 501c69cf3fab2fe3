"""What is wrong with the winner's evidence, or with how long its bid binds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from appeals.facts import EvidenceShown, LotFacts
from appeals.obstacles.obstacle import Obstacle
from law.reasons import Basis, Reason, Text


def evidence(facts: LotFacts, today: date) -> Iterator[Obstacle]:
    lapsed = [shown.title for shown in facts.evidence_shown if _lapsed(shown, today)]
    for titles, code, sv, en in (
        (facts.evidence_missing, "evidence-missing", "saknas", "is missing"),
        (lapsed, "evidence-lapsed", "gäller inte längre", "is no longer valid"),
    ):
        for title in titles:
            yield Obstacle(
                Reason(
                    code,
                    Text(
                        f"Vinnarens bevis ”{title.sv}” {sv}",
                        f"The winner's evidence “{title.en}” {en}",
                    ),
                    basis=Basis.TENDER_DOCUMENTS,
                ),
                Text("Kontroll mot aktuellt bevis", "A control against current evidence"),
            )


def _lapsed(shown: EvidenceShown, today: date) -> bool:
    return shown.valid_until is not None and shown.valid_until < today


def validity(facts: LotFacts, today: date) -> Iterator[Obstacle]:
    if facts.bids_valid_until is not None and today > facts.bids_valid_until:
        yield Obstacle(
            Reason(
                "bids-lapsed",
                Text(
                    f"Anbudet var bindande till och med {facts.bids_valid_until.isoformat()}",
                    f"The bid was binding through {facts.bids_valid_until.isoformat()}",
                ),
                basis=Basis.TENDER_DOCUMENTS,
            ),
            Text(
                "En ny rangordning av de anbud som är bindande, och ett nytt beslut",
                "A new ranking of the bids that bind, and a new decision",
            ),
        )
