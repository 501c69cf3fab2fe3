"""What the two see before they attest is all that they attest; files that cannot be written."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

from cli.opening.table import opening_table
from procurement.bids.receiving import withdraw_bid
from registry.installation_keys import load_keys
from registry.opener_keys import new_key_file, public_half
from tests.cli.test_sealed_bid_commands import go, run, sealed, session, submit
from tests.procurement.small_papers import TENDER, at, submission
from tests.procurement.small_tender import PASSPHRASE, WORK_FACTOR, World
from tests.procurement.stage_fixtures import stages, world_at

__all__ = ["stages", "world_at"]


@pytest.fixture
def world(world_at: Callable[[str], World]) -> World:
    world = world_at("published")
    go(world, at(2, 10))
    return world


def test_the_list_shows_all_that_is_attested(world: World) -> None:
    for bid_id in ("n1", "e1", "s1"):
        world.receive(bid_id)
    world.receive(submission("n1", version=2))
    world.receive(submission("s2", values={}))
    withdraw_bid(world.store, world.actor("east-person"), TENDER, "e1")
    go(world, at(2, 17))
    listed = world.open()
    assert listed is not None
    console = Console(width=250, record=True, file=io.StringIO())
    console.print(opening_table(world.store, listed, "en"))
    shown = console.export_text()
    rows = [line for line in shown.splitlines() if "│" in line]
    cells = [[cell.strip() for cell in line.split("│")[1:3]] for line in rows]
    told = {(bid, version): line for (bid, version), line in zip(cells, rows, strict=True)}
    assert sorted(told) == [("e1", "1"), ("n1", "1"), ("n1", "2"), ("s1", "1"), ("s2", "1")]
    assert "withdrawn 2026-02-10 09:00:00+01:00, stays sealed" in told["e1", "1"]
    assert "replaced, stays sealed" in told["n1", "1"]
    assert "cannot be considered: invalid_content" in told["s2", "1"]
    for bid in (*listed.bids, *listed.unreadable):
        assert bid.envelope_sha256[:16] in told[bid.bid_id, str(bid.version)]
    assert f"{TENDER}, deadline 2026-02-16 23:59:00+01:00" in shown
    assert f"SHA-256 {listed.sha256}" in shown


def test_the_record_is_put_in_a_folder_also_afterwards(world: World, tmp_path: Path) -> None:
    submit(world, sealed(world, "n1"))
    go(world, at(2, 17))
    words = ("open", TENDER, *session(world, "officer", "chamber"), "--attest")
    blocked = tmp_path / "blocked"
    blocked.write_text("")
    failed = run(world, *words, "--record", str(blocked))
    assert (failed.exit_code, "1 bids opened" in failed.stdout) == (2, True)
    assert failed.stderr.startswith("The bids are opened, but the record")
    done = run(world, *words, "--record", str(tmp_path / "records"))
    assert done.exit_code == 0, done.stderr
    pdf = tmp_path / "records" / f"{TENDER}.opening.en.pdf"
    assert pdf.read_bytes().startswith(b"%PDF")


def test_a_receipt_that_cannot_be_written_is_told_all_the_same(
    world: World, tmp_path: Path
) -> None:
    (tmp_path / "n1-v1.receipt.json").mkdir()
    done = submit(world, sealed(world, "n1"), "--receipt", str(tmp_path))
    assert (done.exit_code, done.stdout.startswith("Bid n1, version 1, was received")) == (2, True)
    assert done.stderr.startswith("What is told above has been done, but the receipt cannot be")
    assert world.journal()[-1] == "bid.received"


def test_another_bids_ticket_is_refused(world: World) -> None:
    file = sealed(world, "n1")
    other = sealed(world, "n2")
    refused = submit(world, file, "--ticket", f"{other}.ticket.json")
    assert refused.exit_code == 2
    assert refused.stderr.startswith("The bid is not sealed for lot L2 by your organisation.")


def test_keys_answer_in_json(world: World, tmp_path: Path) -> None:
    public = load_keys(world.store.keys_dir).public_key.hex()
    assert run(world, "keys", "installation").stdout == f"{public}\n"
    told = json.loads(run(world, "keys", "installation", "--json").stdout)
    assert told == {"public_key": public}
    half = tmp_path / "half.json"
    new = new_key_file(world.key_file("colleague", 2), PASSPHRASE, n=WORK_FACTOR)
    half.write_text(json.dumps(public_half("colleague", new)))
    registered = run(world, "keys", "register", str(half), "--as", "colleague", "--json")
    assert json.loads(registered.stdout) == {"key": new.key_id, "person": "colleague"}
    old = world.opener("colleague").secrets[0].key_id
    rotated = run(world, "keys", "rotate", old, "--as", "colleague", "--new", str(half), "--json")
    assert json.loads(rotated.stdout) == {
        "ended": old, "key": new.key_id, "person": "colleague", "tenders": [TENDER],
    }  # fmt: skip
    pair = session(world, "officer", "chamber")
    proved = run(world, "keys", "rehearse", TENDER, *pair, "--json")
    assert json.loads(proved.stdout) == {
        "tender": TENDER, "openers": ["officer", "chamber"], "proved": True,
    }  # fmt: skip


SHEET = """\
lot: L1
organisation: north
values: {price: 100, levels: {method: 0}, at_fte_tenths: 20}
"""


def test_a_bid_that_comes_unsealed_is_sealed_as_it_comes_in(world: World, tmp_path: Path) -> None:
    sheet = tmp_path / "BID.yaml"
    sheet.write_text(SHEET)
    first = submit(world, str(sheet), "--json")
    assert first.exit_code == 0, first.stderr
    assert first.stderr.startswith("Warning: the bid is not sealed until it comes in")
    bid = json.loads(first.stdout)["receipt"]["bid"]
    second = submit(world, str(sheet), "--replaces", bid, "--json")
    assert json.loads(second.stdout)["receipt"]["version"] == 2
    refused = submit(world, str(sheet), "--replaces", "another", "--json")
    assert "You have no bid another received in this tender." in refused.stderr
    missing = submit(world, str(tmp_path / "NONE.yaml"))
    assert f"The file {tmp_path / 'NONE.yaml'} is not there" in missing.stderr
    go(world, at(2, 17))
    listed = world.open()
    assert listed is not None
    assert [(each.bid_id, each.version) for each in listed.bids] == [(bid, 2)]
