"""A bid with files that nobody should open is considered; the files are kept, and left alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest
from pikepdf import Name
from sqlmodel import col, select

from models.blobs import Blobs
from models.sealed import BidFile as BidFileRow
from procurement.bids.opening_list import OpeningList, RefusedFile
from procurement.bids.opening_record import opening_context
from procurement.bids.receiving import UnsealedSubmission, receive_bid
from registry.sealing import BidFile, BidPackage
from tests.fact_dump import files_under
from tests.procurement.small_papers import BIDS, TENDER, at, submission
from tests.procurement.small_tender import STAGES, World
from tests.registry.uploads.hostile_files import linked, script_text
from tests.registry.uploads.legal_files import pdf

WorldAt = Callable[[str], World]
CONTENTS = {
    "Anbud på Åre.pdf": pdf(),
    "Pris.pdf": linked(S=Name.JavaScript, JS=script_text()),
    "plan.txt": b"plan" * 1000,
    "visa\u2062.txt": b"invisible",
    "kalkyl.exe": b"MZ program",
}
SCRIPT = ("PDF-filen innehåller JavaScript.", "The PDF contains JavaScript.")


@pytest.fixture
def files(tmp_path: Path) -> tuple[BidFile, ...]:
    """As a sender has them who seals with a tool of their own; the types are what it claims."""
    made = []
    for number, (name, content) in enumerate(CONTENTS.items()):
        path = tmp_path / f"{number}"
        path.write_bytes(content)
        made.append(BidFile(name, "application/pdf", path))
    return tuple(made)


def opened(world_at: WorldAt, files: tuple[BidFile, ...]) -> tuple[World, OpeningList]:
    world = world_at("published")
    world.go(at(2, 10))
    world.receive(submission("n1", files=files))
    for bid_id in BIDS:
        if bid_id != "n1":
            world.receive(bid_id)
    world.go(at(2, 17))
    listed = world.open()
    assert listed is not None
    return world, listed


def test_the_bid_is_considered_and_the_list_names_its_refused_files(
    world_at: WorldAt, files: tuple[BidFile, ...]
) -> None:
    world, listed = opened(world_at, files)
    assert (len(world.dump()["opened_bid"]), listed.unreadable) == (len(BIDS), ())
    refused = {bid.bid_id: bid.refused_files for bid in listed.bids if bid.refused_files}
    codes = {each: [(file.number, file.code) for file in found] for each, found in refused.items()}
    assert codes == {
        "n1": [(2, "pdf_javascript"), (4, "name_hidden_marks"), (5, "kind_not_accepted")]
    }
    first: RefusedFile = refused["n1"][0]
    assert (first.name, first.sv, first.en) == ("Pris.pdf", *SCRIPT)
    on_file = json.loads(world.store.blobs.get(listed.sha256))
    (said,) = (bid["refused_files"] for bid in on_file["bids"] if "refused_files" in bid)
    assert said[0] == vars(first)


def test_every_file_is_kept_and_its_row_says_why_it_is_not_opened(
    world_at: WorldAt, files: tuple[BidFile, ...]
) -> None:
    world, _ = opened(world_at, files)
    with world.store.read() as work:
        rows = work.session.exec(select(BidFileRow).order_by(col(BidFileRow.number))).all()
        kept = {row.name: work.blobs.get(row.sha256) for row in rows}
    assert kept == CONTENTS
    assert [(row.media_type, row.refused) for row in rows] == [
        ("application/pdf", ""),
        ("application/octet-stream", "pdf_javascript"),
        ("text/plain", ""),
        ("application/octet-stream", "name_hidden_marks"),
        ("application/octet-stream", "kind_not_accepted"),
    ]
    assert [(row.note_sv, row.note_en) for row in rows[:3]] == [("", ""), SCRIPT, ("", "")]


@pytest.mark.parametrize(("lang", "told"), [("sv", SCRIPT[0]), ("en", SCRIPT[1])])
def test_the_record_of_the_opening_names_them_in_marks_that_show(
    world_at: WorldAt, files: tuple[BidFile, ...], lang: str, told: str
) -> None:
    world, _ = opened(world_at, files)
    with world.store.read() as work:
        context = opening_context(work, TENDER, "sv" if lang == "sv" else "en")
    assert [(file.tenderer, file.lot, file.name) for file in context.refused_files] == [
        ("Demo North AB", "L1", "Pris.pdf"),
        ("Demo North AB", "L1", r"visa\u2062.txt"),
        ("Demo North AB", "L1", "kalkyl.exe"),
    ]
    assert context.refused_files[0].why == told


def test_a_refused_file_is_never_opened_again(
    world_at: WorldAt, files: tuple[BidFile, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the opening to the drawn-up contracts, with every read from the store watched."""
    world, listed = opened(world_at, files)
    refused = {file.sha256 for bid in listed.bids for file in bid.refused_files}
    read: list[str] = []
    plain = Blobs.open

    def watched(blobs: Blobs, sha256: str) -> BinaryIO:
        read.append(sha256)
        return plain(blobs, sha256)

    monkeypatch.setattr(Blobs, "open", watched)
    later = list(STAGES)[list(STAGES).index("opened") + 1 :]
    world.play(*later)
    with world.store.read() as work:
        opening_context(work, TENDER, "sv")
        some = next(iter(refused))
        assert work.blobs.get(some)
    assert (read.count(some), refused & set(read)) == (1, {some}), "the watch sees reads"


def test_a_bid_that_comes_unsealed_is_refused_with_the_sentence_and_nothing_is_kept(
    world_at: WorldAt, files: tuple[BidFile, ...]
) -> None:
    world = world_at("published")
    package = BidPackage("L1", "north", submission("n1").content.model_dump(), files[:3])
    sent = UnsealedSubmission(TENDER, "n1", 1, package)
    before = set(files_under(world.store.data_dir / "blobs"))
    refusal = world.refusal_of(lambda: receive_bid(world.store, world.actor("north-person"), sent))
    assert refusal.in_("sv") == (
        f"Anbudet kan inte förseglas. Pris.pdf: {SCRIPT[0]} Rätta filen och försegla igen."
    )
    assert set(files_under(world.store.data_dir / "blobs")) == before


def test_reading_the_files_of_an_unsealed_bid_makes_it_no_later(
    world_at: WorldAt, files: tuple[BidFile, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    world = world_at("published")
    world.go(at(2, 16))

    def slow(_: object) -> None:
        world.go(at(2, 17))

    monkeypatch.setattr("procurement.bids.receiving.check_bid_files", slow)
    package = BidPackage("L1", "north", submission("n1").content.model_dump(), files[:1])
    north = world.actor("north-person")
    receipt = receive_bid(world.store, north, UnsealedSubmission(TENDER, "n1", 1, package))
    assert receipt.received_at == at(2, 16)
