"""Requests for documents of the small tender, one of whose bids has a PDF of three pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from appeals.disclosure.answering import Answered, answer_disclosure
from appeals.disclosure.deciding import Decision, decide_disclosure
from appeals.disclosure.filed import FiledDocument, filed_documents
from appeals.disclosure.requests import NewRequest, receive_disclosure
from documents.disclosure_context import DisclosureContext
from law.reasons import Cite, Text
from models.disclosure import DisclosureOutcome
from models.sealed import BidFile
from registry.filing import PDF, file_blob
from tests.documents.masking_pdfs import three_pages
from tests.plain_renderer import PlainRenderer
from tests.procurement.small_papers import TENDER
from tests.procurement.small_tender import World

ABSOLUTE, BUSINESS = Cite("OSL", 19, "3"), Cite("OSL", 31, "16")
GIVEN, MASKED = DisclosureOutcome.GIVEN, DisclosureOutcome.MASKED
REFUSED = DisclosureOutcome.REFUSED
WHY = Text("Ingen skada kan antas.", "No harm can be assumed.")
HARM = Text("Kalkylen röjer en metod.", "The calculation discloses a method.")
REQUESTER = "Rut Frågvis, Demogatan 1"
EVERYTHING = "Alla anbud"

give = Decision(GIVEN, WHY)
refuse_business = Decision(REFUSED, HARM, BUSINESS)
refuse_absolute = Decision(REFUSED, Text("Inget är avgjort.", "Nothing is decided."), ABSOLUTE)
mask_second = Decision(MASKED, HARM, BUSINESS, ((2, 2),))


@dataclass(frozen=True)
class Desk:
    """Who handles requests, and the documents that there are."""

    world: World

    def documents(self) -> tuple[FiledDocument, ...]:
        with self.world.store.read() as work:
            return filed_documents(work, TENDER)

    def titled(self, beginning: str) -> FiledDocument:
        return next(each for each in self.documents() if each.title.sv.startswith(beginning))

    def bid_with_pdf(
        self,
        bid_id: str = "n1",
        *,
        refused: str = "",
        name: str = "kalkyl.pdf",
        content: bytes | None = None,
    ) -> str:
        """The hash of a PDF that lay in the bid, put on file as the opening does."""
        with self.world.store.write() as work:
            sha256 = file_blob(work, content or three_pages(), PDF)
            work.session.add(
                BidFile(bid_id=bid_id, number=9, name=name, media_type=PDF, sha256=sha256,
                        refused=refused, note_sv=refused, note_en=refused)
            )  # fmt: skip
            return sha256

    def ask(self, documents: Sequence[str] = (), **changes: Any) -> str:
        new: dict[str, Any] = {
            "received_at": self.world.clock.at,
            "wanted": EVERYTHING,
            "documents": documents,
            "requester": REQUESTER,
        }
        officer = self.world.actor("officer")
        request = NewRequest(**(new | changes))
        return receive_disclosure(self.world.store, officer, TENDER, request)

    def decide(
        self, request: str, document: str, decision: Decision, person: str = "lawyer"
    ) -> int:
        actor = self.world.actor(person)
        return decide_disclosure(self.world.store, actor, request, document, decision)

    def answer(self, request: str) -> tuple[Answered, DisclosureContext | None]:
        """The answer, and the letter's facts where one was set."""
        renderer = PlainRenderer()
        done = answer_disclosure(self.world.store, self.world.actor("lawyer"), renderer, request)
        letters = [each for each in renderer.asked if isinstance(each, DisclosureContext)]
        return done, letters[-1] if letters else None
