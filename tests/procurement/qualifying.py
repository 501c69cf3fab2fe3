"""Acts of qualification on the small tender, each by who may do it."""

from __future__ import annotations

from datetime import date
from typing import Any

from law.exclusion import Ground
from law.reasons import Text
from models.correspondence import InquiryKind
from models.qualification import OwnershipSource
from people.actors import ENGINE
from procurement.letters.dispatching import dispatch_letters
from procurement.letters.outbox import owed_letters
from procurement.letters.posts import SetLetter
from procurement.qualification.asked import inquiries_of
from procurement.qualification.clearance import not_cleared
from procurement.qualification.controls import Judgement, record_controls
from procurement.qualification.declaring import Answer, record_declaration
from procurement.qualification.excluding import Allegation, decide_exclusion, hear, raise_case
from procurement.qualification.exclusion_rules import ExclusionJudgement
from procurement.qualification.inquiring import Question, ask, record_reply
from procurement.qualification.low_prices import decide_price
from procurement.qualification.one_control import judgement_of
from procurement.qualification.ownership import Ownership, declare_ownership
from tests.plain_renderer import PlainRenderer
from tests.procurement.letterbox import Letterbox
from tests.procurement.small_papers import BIDS, TENDER
from tests.procurement.small_tender import World

WHY = Text("skäl", "reasons")
WHAT = Text("Vad säger ni om detta?", "What do you say to this?")
IN_A_WEEK = date(2026, 2, 26)


def question(bid_id: str, kind: InquiryKind, /, **changes: Any) -> Question:
    values: dict[str, Any] = {
        "tender_id": TENDER, "organisation_id": BIDS[bid_id][1], "kind": kind, "text": WHAT,
        "answer_by": IN_A_WEEK, "bid_id": bid_id,
    }  # fmt: skip
    return Question(**(values | changes))


def about(bid_id: str, code: str, /, **changes: Any) -> Question:
    """A completion of one requirement."""
    requirement = f"{TENDER}/{code}"
    return question(bid_id, InquiryKind.COMPLETION, requirement_id=requirement, **changes)


def put(world: World, asked: Question) -> str:
    return ask(world.store, world.actor("officer"), asked)


def send(world: World) -> int:
    """Every letter that is owed leaves now."""
    letters, unworded = owed_letters(world.store, TENDER, Letterbox(), "sv")
    assert unworded == ()
    pdfs = PlainRenderer().render_all([letter.context for letter in letters])
    sent = [SetLetter(*pair) for pair in zip(letters, pdfs, strict=True)]
    return len(dispatch_letters(world.store, world.actor(ENGINE), Letterbox(), sent).sent)


def answered(world: World, inquiry_id: str, text: str = "svar") -> bool:
    """Sent, if it has not left, and answered now; whether that is late."""
    send(world)
    officer = world.actor("officer")
    return record_reply(world.store, officer, inquiry_id, world.clock.at, text)


def states(world: World) -> dict[str, str]:
    with world.store.read() as work:
        today = world.clock.at.date()
        return {each.inquiry.id: each.state(today).value for each in inquiries_of(work, TENDER)}


def allegation(tenderer: str = "north", **changes: Any) -> Allegation:
    values: dict[str, Any] = {
        "tender_id": TENDER, "organisation_id": tenderer, "ground": Ground.MISCONDUCT,
        "point": "13:3 p. 5", "occurred_on": date(2025, 6, 1), "what": Text("brist", "failure"),
    }  # fmt: skip
    return Allegation(**(values | changes))


def alleged(world: World, tenderer: str = "north", **changes: Any) -> str:
    return raise_case(world.store, world.actor("lawyer"), allegation(tenderer, **changes))


def heard(world: World, case_id: str, answer_by: date = IN_A_WEEK) -> str:
    return hear(world.store, world.actor("officer"), case_id, WHAT, answer_by)


def excluded(
    world: World, case_id: str, head: str = "head", by: str = "lawyer", **changes: Any
) -> list[str]:
    """Decide to exclude, unless said otherwise; the codes of the warnings."""
    values: dict[str, Any] = {"excluded": True, "reason": WHY}
    judgement = ExclusionJudgement(**(values | changes))
    actors = world.actor(head), world.actor(by)
    warnings = decide_exclusion(world.store, *actors, case_id, judgement)
    return [warning.code for warning in warnings]


def priced(
    world: World, bid_id: str, accepted: bool, head: str = "head", by: str = "officer"
) -> bool:
    return decide_price(world.store, world.actor(head), world.actor(by), bid_id, accepted, WHY)


def declared(world: World, bid_id: str, **met: bool) -> int:
    answers = {code: Answer(said, "") for code, said in met.items()}
    return record_declaration(world.store, world.actor("officer"), bid_id, answers)


def owned(world: World, tenderer: str, **changes: Any) -> bool:
    values: dict[str, Any] = {
        "tender_id": TENDER, "organisation_id": tenderer, "source": OwnershipSource.TENDERER,
    }  # fmt: skip
    said = Ownership(**(values | changes))
    return declare_ownership(world.store, world.actor("officer"), said)


def failed(world: World, bid_id: str, code: str) -> int:
    """An officer finds the requirement not met."""
    judgement: Judgement = judgement_of(world.store, bid_id, code, passed=False, note=WHY)
    return record_controls(world.store, world.actor("officer"), TENDER, [judgement])


def kept(world: World, lot: str, bid_id: str, evaluation: str = "U1") -> list[str]:
    """Codes of what keeps the bid from being awarded the lot now."""
    with world.store.read() as work:
        reasons = not_cleared(work, TENDER, world.lot(lot), bid_id, f"{TENDER}/{evaluation}")
        return [reason.code for reason in reasons]
