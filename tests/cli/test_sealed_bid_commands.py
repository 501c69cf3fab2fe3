"""From a sealed file to an opened bid by commands alone; wrong input is one sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from cli.bid.submission import ticket_of
from cli.main import app
from law.reasons import Lang
from models.store import StoredClock
from procurement.tenders.openers import instructions_file
from registry.opener_keys import new_key_file, public_half, read_public
from registry.sealing import BidFile, Ticket
from tests.procurement.small_papers import DEADLINE, TENDER, at, submission
from tests.procurement.small_tender import PASSPHRASE, WORK_FACTOR, World
from tests.procurement.stage_fixtures import stages, world_at

WorldAt = Callable[[str], World]
__all__ = ["stages", "world_at"]


def run(world: World, *words: str, lang: Lang = "en") -> Result:
    where = ("--data-dir", str(world.store.data_dir), "--lang", lang)
    return CliRunner().invoke(app, [*words, *where])


def sentence(result: Result) -> str:
    """What a refusal says, on stderr and alone."""
    assert (result.exit_code, result.stdout) == (2, "")
    (line,) = result.stderr.strip().splitlines()
    return line


def go(world: World, moment: datetime) -> None:
    """The installation's own clock, which the commands read."""
    clock = StoredClock(world.store.engine)
    clock.set(moment)
    world.clock.at = clock.now()


def sealed(world: World, bid_id: str, **changes: Any) -> str:
    """The sealed file; beside it its ticket."""
    bid = submission(bid_id, **changes)
    sent = world.sent(bid)
    assert isinstance(sent.file, Path)
    place = bid.lot_code, bid.organisation_id, sent.place_nonce
    ticket_of(sent.file).write_text(Ticket(bid.bid_id, bid.version, *place).to_json())
    return str(sent.file)


def submit(world: World, file: str, *words: str) -> Result:
    options = ("--tender", TENDER, "--as", "north-person")
    return run(world, "bid", "submit", file, *options, *words)


@pytest.fixture
def world(world_at: WorldAt) -> World:
    world = world_at("published")
    go(world, at(2, 10))
    return world


def passphrases(world: World) -> tuple[str, str]:
    path = world.store.data_dir / "passphrase"
    path.write_text("a passphrase of the tests\n")
    path.chmod(0o600)
    return "--passphrase-file", str(path)


def session(world: World, *people: str) -> tuple[str, ...]:
    words = [word for each in people for word in ("--as", each)]
    keys = [word for each in people for word in ("--key", str(world.key_file(each)))]
    return (*words, *keys, *passphrases(world) * len(people))


def test_a_bid_is_handed_in_replaced_and_taken_back(world: World, tmp_path: Path) -> None:
    folder = tmp_path / "receipts"
    first = submit(world, sealed(world, "n1"), "--receipt", str(folder))
    assert first.exit_code == 0, first.stderr
    assert "Bid n1, version 1, was received at 2026-02-10T09:00:00+01:00" in first.stdout
    assert (folder / "n1-v1.receipt.pdf").read_bytes().startswith(b"%PDF")
    given = json.loads((folder / "n1-v1.receipt.json").read_text())
    again = submit(world, sealed(world, "n1"), "--json")
    assert json.loads(again.stdout) == given
    second = submit(world, sealed(world, "n1", version=2), "--replaces", "n1", "--json")
    assert json.loads(second.stdout)["receipt"]["version"] == 2
    words = ("bid", "withdraw", str(folder / "n1-v1.receipt.json"), "--as", "north-person")
    taken = run(world, *words)
    assert "Bid n1, version 2, was withdrawn at 2026-02-10T09:00:00+01:00" in taken.stdout
    assert json.loads(run(world, *words, "--json").stdout)["receipt"]["bid"] == "n1"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("bid", "submit", "FILE", "--tender", TENDER, "--as", "nobody"),
         "There is no person nobody in the register."),
        (("bid", "submit", "FILE", "--tender", TENDER, "--as", "officer"),
         "officer does not act for the tenderer concerned."),
        (("bid", "submit", "FILE", "--tender", "NONE", "--as", "north-person"),
         "There is no tender NONE here."),
        (("bid", "submit", "FILE", "--tender", TENDER, "--as", "south-person"),
         "south person does not act for the tenderer concerned."),
        (("bid", "submit", "FILE", "--tender", TENDER, "--as", "north-person",
          "--ticket", "missing"), "The bid's ticket missing is not there or cannot be read."),
        (("bid", "submit", "FILE", "--tender", TENDER, "--as", "north-person",
          "--ticket", "pyproject.toml"), "The file is no ticket of a bid."),
        (("bid", "submit", "missing", "--tender", TENDER, "--as", "north-person"),
         "The file missing is not there or cannot be read."),
        (("bid", "submit", "pyproject.toml", "--tender", TENDER, "--as",
          "north-person"), "The file is not a sealed bid in format v1."),
        (("bid", "submit", "FILE", "--tender", TENDER, "--as", "north-person",
          "--replaces", "n1"), "The file is sealed as version 1 of bid n1."),
        (("bid", "submit", "FILE", "--tender", TENDER, "--as", "north-person",
          "--receipt", "pyproject.toml"), "The folder pyproject.toml cannot be written in."),
        (("bid", "withdraw", "missing", "--as", "north-person"),
         "The file missing is not there or cannot be read."),
        (("bid", "withdraw", "pyproject.toml", "--as", "north-person"),
         "The file is not a receipt of this installation's."),
        (("keys", "list", "NONE"), "There is no tender NONE here."),
        (("keys", "rotate", "0" * 16, "--as", "officer", "--new", "missing"),
         "The file missing is not there or cannot be read."),
        (("keys", "register", "missing", "--as", "officer"),
         "The file missing is not there or cannot be read."),
        (("keys", "rehearse", TENDER, "--as", "officer", "--key", "missing"),
         "Two persons open together, and 1 is named."),
        (("open", TENDER, "--as", "officer", "--key", "missing"),
         "Two persons open together, and 1 is named."),
        (("open", TENDER, "--as", "officer", "--as", "nobody", "--key", "missing"),
         "There is no person nobody in the register."),
        (("open", "NONE", "--as", "officer", "--as", "colleague", "--key", "missing"),
         "There is no tender NONE here."),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value[:2]),
)  # fmt: skip
def test_wrong_input_is_one_sentence_and_changes_nothing(
    world: World, words: tuple[str, ...], told: str
) -> None:
    file, before = sealed(world, "n1"), world.dump()
    result = run(world, *(file if word == "FILE" else word for word in words))
    assert sentence(result).startswith(told)
    assert world.dump() == before


def test_two_open_by_command_and_see_the_list(world: World) -> None:
    submit(world, sealed(world, "n1"))
    world.receive("e1")
    go(world, at(2, 17))
    words = ("open", TENDER, *session(world, "officer", "chamber"), "--attest")
    opened = run(world, *words)
    assert opened.exit_code == 0, opened.stderr
    assert "2 bids opened, 0 could not be considered, 0 replaced and 0 withdrawn" in opened.stdout
    assert "Demo North AB" in opened.stdout
    again = run(world, *words, "--json")
    assert json.loads(again.stdout) == {"opened_now": False, "tender": TENDER}


def test_the_attested_list_comes_as_json(world: World) -> None:
    submit(world, sealed(world, "n1"))
    go(world, at(2, 17))
    words = ("open", TENDER, *session(world, "officer", "colleague"), "--attest", "--json")
    listed = json.loads(run(world, *words).stdout)
    assert listed["opened_now"] is True
    assert [bid["bid_id"] for bid in listed["bids"]] == ["n1"]


def test_the_list_shows_which_files_are_not_to_be_opened(world: World, tmp_path: Path) -> None:
    (tmp_path / "program").write_bytes(b"MZ")
    file = BidFile("[red]kalkyl.exe", "application/pdf", tmp_path / "program")
    submit(world, sealed(world, "n1", files=(file,)))
    go(world, at(2, 17))
    words = ("open", TENDER, *session(world, "officer", "chamber"), "--attest")
    opened = run(world, *words)
    assert opened.exit_code == 0, opened.stderr
    for part in (
        "1 bids opened, 0 could not",
        "[red]kalkyl.exe: Files that",
        "end in .exe are not",
    ):
        assert part in opened.stdout


@pytest.mark.parametrize(
    ("people", "moment", "attest", "told"),
    [
        (("officer", "colleague"), DEADLINE, True, "Bids may come in until 2026-02-16T23:59:00"),
        (("officer", "officer"), at(2, 17), True, "Opening bids takes two different persons"),
        (("officer", "colleague"), at(2, 17), False, "officer has not attested the list of bids."),
    ],
)
def test_a_refused_opening_is_one_sentence_and_one_entry(
    world: World, people: tuple[str, ...], moment: datetime, attest: bool, told: str
) -> None:
    go(world, moment)
    words = ("open", TENDER, *session(world, *people), *(["--attest"] if attest else []))
    assert sentence(run(world, *words)).startswith(told)
    assert world.journal().count("opening.refused") == 1
    assert world.dump()["opening"] == []


def test_a_wrong_passphrase_is_a_refused_try(world: World) -> None:
    go(world, at(2, 17))
    words = session(world, "officer", "colleague")
    Path(words[-1]).write_text("not the passphrase\n")
    told = sentence(run(world, "open", TENDER, *words))
    assert told.startswith("The passphrase does not unlock the key")
    assert world.journal()[-1] == "opening.refused"


def test_a_key_is_registered_listed_rotated_and_rehearsed(world: World, tmp_path: Path) -> None:
    new = new_key_file(world.key_file("colleague", 2), PASSPHRASE, n=WORK_FACTOR)
    half = tmp_path / "half.json"
    half.write_text(json.dumps(public_half("colleague", new)))
    old = read_public(world.key_file("colleague")).key_id
    wrong = run(world, "keys", "register", str(half), "--as", "officer")
    assert sentence(wrong).startswith(f"The public half in {half} was made for colleague")
    registered = run(world, "keys", "register", str(half), "--as", "colleague")
    assert registered.stdout.strip() == f"The key {new.key_id} is registered."
    rotated = run(world, "keys", "rotate", old, "--as", "colleague", "--new", str(half))
    assert f"New key files are to be handed out for: {TENDER}." in rotated.stdout
    keys = json.loads(run(world, "keys", "list", "--json").stdout)
    assert {key["key"]: key["ended"] for key in keys if key["person"] == "colleague"} == {
        old: "rotated",
        new.key_id: "",
    }
    pairs = ("--as", "officer", "--as", "colleague", "--key", str(world.key_file("officer")),
             "--key", str(world.key_file("colleague", 2)), *passphrases(world) * 2)  # fmt: skip
    told = run(world, "keys", "rehearse", TENDER, *pairs)
    assert told.stdout.strip() == f"officer and colleague can open the bids of {TENDER} together."
    listed = run(world, "keys", "list", TENDER).stdout
    assert listed.count("2026-02-10 09:00") == 1
    assert "rotated" in run(world, "keys", "list").stdout
    given = run(world, "keys", "list", TENDER, "--json").stdout
    assert given.strip() == instructions_file(world.store, TENDER)
