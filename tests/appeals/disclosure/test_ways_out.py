"""Ways that what is secret might leave by: names of files, bundles, marks made too late."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from appeals.disclosure.marking import NewMark, mark_secrecy
from appeals.disclosure.matter_state import matter_of
from models.lawyers import CaseFile, RedoneLot
from models.sealed import BidFile
from models.tender import Lot, Publication, Tender
from registry.filing import PDF, file_blob
from tests.appeals.disclosure.asked import (
    BUSINESS,
    GIVEN,
    HARM,
    MASKED,
    REFUSED,
    Desk,
    give,
    mask_second,
    refuse_business,
)
from tests.documents.masking_pdfs import three_pages
from tests.procurement.small_papers import TENDER, at
from tests.procurement.small_tender import World

WorldAt = Callable[[str], World]
PRICED = "NORD-490-KR.pdf"


@pytest.mark.parametrize("decision", [give, mask_second, refuse_business])
def test_what_a_sender_called_a_file_is_in_no_letter(world_at: WorldAt, decision: object) -> None:
    """Before anybody has read it, a name as "490 kr an hour.pdf" tells what the file does."""
    desk = Desk(world := world_at("notified"))
    document = desk.bid_with_pdf(name=PRICED)
    request = desk.ask([document])
    desk.decide(request, document, decision)  # type: ignore[arg-type]
    done, letter = desk.answer(request)
    assert letter is not None
    lines = {GIVEN: letter.given, MASKED: letter.masked, REFUSED: letter.refused}
    titles = [line.title for several in lines.values() for line in several]
    assert titles == ["Anbud på L1, Demo North AB, fil 9"]
    assert "490" not in letter.model_dump_json()
    assert b"490" not in world.store.blobs.get(done.letter)
    assert desk.titled("Anbud på L1").sender_name == PRICED


def test_a_bid_with_the_buyers_own_papers_in_it_makes_them_no_secret(world_at: WorldAt) -> None:
    """To withhold what every supplier got would tell that somebody has bid."""
    desk = Desk(world := world_at("opened"))
    call = desk.titled("Förfrågan")
    with world.store.write() as work:
        work.session.add(
            BidFile(
                bid_id="n1", number=9, name="f.txt", media_type="text/plain", sha256=call.sha256
            )
        )
    assert desk.titled("Förfrågan") == call
    assert desk.decide(desk.ask([call.sha256]), call.sha256, give) == 1


def bundled(world: World, desk: Desk) -> tuple[str, str, str]:
    """The marked PDF of a bid, and the two case files that have been made of it."""
    document = desk.bid_with_pdf()
    mark(world, document)
    world.lodge("4711-26", "L1")
    world.clock.at += timedelta(hours=1)
    with world.store.write() as work:
        hashes = [file_blob(work, content, PDF) for content in (b"full", b"masked", b"-", b"--")]
        work.session.add(
            CaseFile(
                matter_id=f"{TENDER}/4711-26",
                number=1,
                made_at=work.now,
                full_sha256=hashes[0],
                masked_sha256=hashes[1],
                statement_sha256=hashes[2],
                archive_sha256=hashes[3],
                **work.recorded("lawyer"),
            )
        )
    return document, hashes[0], hashes[1]


def mark(world: World, document: str) -> str:
    new = NewMark(document, BUSINESS, HARM, (2, 2), "north")
    return mark_secrecy(world.store, world.actor("lawyer"), TENDER, new)


def test_the_unmasked_case_file_is_under_every_mark_on_what_it_gathers(world_at: WorldAt) -> None:
    world = world_at("notified")
    world.go(at(3, 12))
    desk = Desk(world)
    document, full, masked = bundled(world, desk)
    request = desk.ask([full, masked])
    refusal = world.refusal_of(lambda: desk.decide(request, full, give))
    assert refusal.reason.code == "disclosure.marked"
    assert desk.decide(request, masked, give) == 1
    # What is marked after it was made is not masked in it.
    world.clock.at += timedelta(hours=1)
    mark(world, desk.bid_with_pdf("s2", name="annan.pdf", content=three_pages() + b"\n"))
    again = desk.ask([masked])
    refusal = world.refusal_of(lambda: desk.decide(again, masked, give))
    assert (refusal.reason.code, f"{TENDER}/S2" in refusal.in_("sv")) == ("disclosure.marked", True)
    assert document != masked


def test_what_is_marked_after_the_decision_does_not_leave_with_the_letter(
    world_at: WorldAt,
) -> None:
    desk = Desk(world := world_at("notified"))
    document = desk.bid_with_pdf()
    request = desk.ask([document])
    desk.decide(request, document, give)
    mark(world, document)
    assert world.refusal_of(lambda: desk.answer(request)).reason.code == "disclosure.marked"
    desk.decide(request, document, mask_second)
    assert desk.answer(request)[0].number == 1


def test_a_lot_that_is_announced_anew_is_no_longer_awaited_in_the_first_tender(
    world_at: WorldAt,
) -> None:
    world = world_at("opened")
    lots = {f"{TENDER}/{code}" for code in ("L1", "L2", "L3")}
    with world.store.write() as work:
        tender = work.session.get_one(Tender, TENDER)
        anew = Tender(**tender.model_dump() | {"id": "DEMO-2", "diary_number": "DEMO 2026/2"})
        work.session.add(anew)
        work.session.flush()
        for old_id in sorted(lots):
            old = work.session.get_one(Lot, old_id)
            new = Lot(**old.model_dump() | {"id": f"DEMO-2/{old.code}", "tender_id": "DEMO-2"})
            work.session.add(new)
            work.session.flush()
            work.session.add(
                RedoneLot(lot_id=old_id, redone_lot_id=new.id, **work.recorded("officer"))
            )
        work.session.flush()
        assert matter_of(work, tender).ended == frozenset()
        published = work.session.get_one(Publication, TENDER)
        work.session.add(Publication(**published.model_dump() | {"tender_id": "DEMO-2"}))
        work.session.flush()
        assert matter_of(work, tender).ended == lots
