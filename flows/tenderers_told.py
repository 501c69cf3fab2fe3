"""A play's tenderers ask why they did not win a lot: tested for secrecy, and answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from flows.step import Step
from interop.play_course import InformationRequested
from interop.play_files import Play
from law.reasons import Text
from models.letters import InformationKind
from models.store import Store
from people.actors import load_actor
from procurement.letters.information import receive_request
from procurement.letters.secrecy import Mask, test_secrecy

PHASE = "standstill"
_RECEIVED = Text(
    "Ta emot begäran om upplysningar från en anbudsgivare",
    "Receive a tenderer's request for information",
)
_TESTED = Text("Pröva sekretessen (jurist)", "Test what is secret (lawyer)")
_ANSWERED = Text("Skicka svaret på begäran", "Send the answer to the request")


def steps(store: Store, play: Play, send: Callable[[], None]) -> Iterator[Step]:
    for asked in play.course.information_requests:
        lot_id = f"{play.tender.id}/{asked.lot}"
        received = _receiving(store, lot_id, asked)
        yield Step(asked.received_at, PHASE, _RECEIVED, received)
        yield Step(asked.secrecy.at, PHASE, _TESTED, _testing(store, lot_id, asked))
        yield Step(asked.answered_at, PHASE, _ANSWERED, send)


def _request(store: Store, lot_id: str, asked: InformationRequested) -> str:
    """Its id; received again it is the same."""
    return receive_request(
        store,
        load_actor(store, asked.by),
        lot_id,
        asked.provider,
        InformationKind(asked.kind),
        asked.received_at,
    )


def _receiving(store: Store, lot_id: str, asked: InformationRequested) -> Callable[[], None]:
    def do() -> None:
        _request(store, lot_id, asked)

    return do


def _testing(store: Store, lot_id: str, asked: InformationRequested) -> Callable[[], None]:
    def do() -> None:
        tested = asked.secrecy
        masks = [Mask(mask.field, mask.reason) for mask in tested.masks]
        lawyer = load_actor(store, tested.by)
        test_secrecy(store, lawyer, _request(store, lot_id, asked), masks, tested.reason)

    return do
