"""A decision on a request for documents: one given, one in part, one refused, the rest secret."""

from __future__ import annotations

from datetime import date

from documents.disclosure_context import Disclosed, DisclosureContext
from documents.parts import CitedReason
from documents.samples.demo import Demo, Say
from law.reasons import Cite, Lang
from law.secrecy import (
    HARM,
    HOW_TO_APPEAL,
    MAY_BE_APPEALED,
    WHEN_TO_APPEAL,
    WHOLE_OR_PART,
    About,
    Asked,
    Matter,
    secrecy,
)

BUSINESS = Cite("OSL", 31, "16")


def disclosure(demo: Demo) -> DisclosureContext:
    say, lang = demo.say, demo.lang
    told = secrecy(Matter(frozenset({"L1"}), frozenset()), Asked(About.BIDS)).reason
    assert told.cite is not None
    return DisclosureContext(
        **demo.tender_head("disclosure"),
        requester="Rut Frågvis, Demogatan 1",
        number="U1",
        asked_on=date(2026, 3, 12),
        wanted=say(
            "Vinnarens anbud på A01, med kalkyl, och öppningsprotokollet",
            "The winner's bid for A01 with its calculation, and the record of the opening",
        ),
        decided_on=date(2026, 3, 13),
        given=[_given(say)],
        masked=[_withheld(say, lang, 2, say("Anbud på A01, fil 2", "Bid for A01, file 2"), "3–5")],
        refused=[
            _withheld(say, lang, None, say("Anbud på A01, fil 3", "Bid for A01, file 3"), None)
        ],
        absolute=CitedReason(text=told.in_(lang), cite=told.cite.in_(lang)),
        cite=WHOLE_OR_PART.in_(lang),
        may_appeal=MAY_BE_APPEALED.in_(lang),
        how=HOW_TO_APPEAL.in_(lang),
        when=WHEN_TO_APPEAL.in_(lang),
        signatory="Karin Demo",
    )


def _given(say: Say) -> Disclosed:
    return Disclosed(
        number=1,
        title=say("Öppningsprotokoll", "Record of the opening"),
        reason=say("Ingen skada kan antas.", "No harm can be assumed."),
    )


def _withheld(say: Say, lang: Lang, number: int | None, title: str, pages: str | None) -> Disclosed:
    return Disclosed(
        number=number,
        title=title,
        pages=pages,
        cite=BUSINESS.in_(lang),
        test=HARM[BUSINESS].in_(lang),
        reason=say(
            "Kalkylen visar hur bolaget sätter sina priser.",
            "The calculation shows how the company sets its prices.",
        ),
    )
