"""`tilldela bid seal`: what a tenderer sends is sealed on the tenderer's own machine."""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import typer
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pikepdf import Name
from typer.testing import CliRunner, Result

from cli.bid.app import app as bid
from registry.sealing import (
    Expected,
    check_header,
    open_envelope,
    read_header,
    signed_instructions,
)
from tests.registry.sealed_bids import instructions, secret
from tests.registry.uploads.hostile_files import linked, script_text
from tests.registry.uploads.legal_files import pdf

app = typer.Typer()
app.add_typer(bid, name="bid")
OPENERS = (secret(0), secret(1), secret(2))
SIGNING = Ed25519PrivateKey.from_private_bytes(b"s" * 32)
PUBLIC = SIGNING.public_key().public_bytes_raw().hex()
GIVEN = instructions(OPENERS, deadline=datetime(2100, 1, 1, tzinfo=UTC))
PRICE = pdf()
SHEET = """\
lot: L01
organisation: org-1
values:
  price: 1234500
  phone: 0701234567
  from: 2026-03-01
  share: 0.25
files:
  - Pris.pdf
  - bilagor/CV.txt
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "bilagor").mkdir()
    (tmp_path / "Pris.pdf").write_bytes(PRICE)
    (tmp_path / "bilagor" / "CV.txt").write_text("cv")
    (tmp_path / "BID.yaml").write_text(SHEET)
    (tmp_path / "T-1.keys.json").write_text(signed_instructions(GIVEN, SIGNING.sign))
    return tmp_path


def seal(folder: Path, *options: str) -> Result:
    words = ["--instructions", str(folder / "T-1.keys.json"), "--out", str(folder / "bid.sealed")]
    return CliRunner().invoke(
        app, ["bid", "seal", str(folder / "BID.yaml"), *words, *options], env={"COLUMNS": "120"}
    )


def test_what_is_sealed_is_opened_by_two_openers_and_by_the_id_that_was_printed(
    folder: Path,
) -> None:
    done = seal(folder, "--public-key", PUBLIC, "--json")
    assert (done.exit_code, done.stderr) == (0, "")
    envelope = (folder / "bid.sealed").read_bytes()
    answer = json.loads(done.stdout)
    bid_id = answer.pop("bid")
    assert answer == {
        "version": 1,
        "tender": "T-1",
        "deadline": "2100-01-01T00:00:00+00:00",
        "file": str(folder / "bid.sealed"),
        "size": len(envelope),
        "sha256": hashlib.sha256(envelope).hexdigest(),
        "openers": 3,
        "pairs": 3,
        "strict": False,
        "signature_checked": True,
        "late": False,
        "ticket": str(folder / "bid.sealed.ticket.json"),
        "unread_files": [],
    }
    stream = io.BytesIO(envelope)
    assert check_header(read_header(stream), [GIVEN], len(envelope)) == GIVEN
    stream.seek(0)
    found = open_envelope(stream, OPENERS[2], OPENERS[0], Expected("T-1", bid_id, 1))
    assert (found.lot_code, found.organisation_id) == ("L01", "org-1")
    assert found.values == {
        "price": 1_234_500,
        "phone": "0701234567",
        "from": "2026-03-01",
        "share": "0.25",
    }
    assert [(entry.name, entry.media_type, content) for entry, content in found.files()] == [
        ("Pris.pdf", "application/pdf", PRICE),
        ("CV.txt", "text/plain", b"cv"),
    ]


def test_a_tenderer_is_told_what_to_keep(folder: Path) -> None:
    done = seal(folder, "--public-key", PUBLIC, "--lang", "en")
    bid_id = read_header(io.BytesIO((folder / "bid.sealed").read_bytes())).bid_id
    sha256 = hashlib.sha256((folder / "bid.sealed").read_bytes()).hexdigest()
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == (
        f"The bid is sealed in {folder / 'bid.sealed'}.\n"
        f"  The bid's id   {bid_id}, version 1\n"
        f"  SHA-256        {sha256}\n"
        "  Opened by      two of 3 openers together\n"
        f"  Ticket         {folder / 'bid.sealed.ticket.json'}: handed in with the bid, and yours"
        " alone\n"
        "Keep the id, the SHA-256 and your own files. Nobody alone can open the sealed file, not"
        " even you.\n"
    )


def test_a_replacement_keeps_its_id_and_takes_the_next_version(folder: Path) -> None:
    done = seal(folder, "--replaces", "bid-1", "--version", "2", "--json")
    assert done.exit_code == 0
    header = read_header(io.BytesIO((folder / "bid.sealed").read_bytes()))
    assert (header.bid_id, header.version) == ("bid-1", 2)


def test_an_unchecked_signature_and_a_passed_deadline_are_warned_of(folder: Path) -> None:
    past = replace(GIVEN, deadline=datetime(2020, 1, 1, tzinfo=UTC))
    (folder / "T-1.keys.json").write_text(signed_instructions(past, SIGNING.sign))
    done = seal(folder, "--json", "--lang", "en")
    answer = json.loads(done.stdout)
    assert (done.exit_code, answer["late"], answer["signature_checked"]) == (0, True, False)
    assert done.stderr.splitlines() == [
        (
            "Warning: the deadline in the key file has passed; a bid that comes too late is not"
            " taken in."
        ),
        (
            "Warning: the key file's signature has not been checked; give the authority's public"
            " key with --public-key."
        ),
    ]


REFUSED: dict[str, tuple[str, str]] = {
    "a lot that the tender does not have": (
        SHEET.replace("L01", "L09"),
        "Tender T-1 has no lot L09; it has L01, L02. Mend the bid and seal again.",
    ),
    "a number too large to be exact": (
        SHEET.replace("1234500", "[1, 9007199254740993]"),
        (
            "A value in the bid cannot be sealed exactly: write decimal numbers as text or in whole"
            " minor units, and keys as text. Mend the bid and seal again."
        ),
    ),
    "a file that is not there": (
        SHEET.replace("Pris.pdf", "Pris2.pdf"),
        "The file {folder}/Pris2.pdf is not there or cannot be read. Mend the bid and seal again.",
    ),
    "a folder as a file": (
        SHEET.replace("Pris.pdf", "bilagor"),
        "The file {folder}/bilagor is not there or cannot be read. Mend the bid and seal again.",
    ),
    "the same name twice": (
        SHEET.replace("Pris.pdf", "CV.txt\n  - bilagor/CV.txt"),
        "Two files have the same name. Mend the bid and seal again.",
    ),
    "a lot as a number": (
        SHEET.replace("L01", "1"),
        (
            "The bid in {folder}/BID.yaml cannot be sealed. BID.yaml, line 1, lot: 1 is read as"
            " something else than text. Put it in quotes. Mend the file and seal again."
        ),
    ),
    "an unknown field": (
        SHEET + "note: x\n",
        (
            "The bid in {folder}/BID.yaml cannot be sealed. BID.yaml, line 11, note: no such field"
            " is known here. Check the spelling or remove it. Mend the file and seal again."
        ),
    ),
    "a value twice": (
        SHEET.replace("phone:", "price:"),
        (
            "The bid in {folder}/BID.yaml cannot be sealed. BID.yaml, line 5, price: written twice."
            " Keep one. Mend the file and seal again."
        ),
    ),
    "itself within itself": (
        SHEET.replace("1234500", "&a [*a]"),
        (
            "The bid in {folder}/BID.yaml cannot be sealed. BID.yaml: it refers to itself without"
            " end. Write each value out. Mend the file and seal again."
        ),
    ),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_a_bid_that_cannot_be_sealed_is_one_line_and_no_file(fault: str, folder: Path) -> None:
    text, sentence = REFUSED[fault]
    (folder / "BID.yaml").write_text(text)
    before = sorted(folder.rglob("*"))
    done = seal(folder, "--public-key", PUBLIC, "--lang", "en")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == sentence.format(folder=folder) + "\n"
    assert sorted(folder.rglob("*")) == before


def test_files_that_would_be_refused_at_the_opening_are_named_before_anything_is_sealed(
    folder: Path,
) -> None:
    (folder / "Pris.pdf").write_bytes(linked(S=Name.JavaScript, JS=script_text()))
    (folder / "bilagor" / "CV.txt").rename(folder / "bilagor" / "CV.exe")
    (folder / "BID.yaml").write_text(SHEET.replace("CV.txt", "CV.exe"))
    before = sorted(folder.rglob("*"))
    done = seal(folder, "--public-key", PUBLIC, "--lang", "en")
    assert (done.exit_code, done.stdout) == (2, "")
    (told,) = done.stderr.splitlines()
    assert "Pris.pdf: The PDF contains JavaScript." in told
    assert "CV.exe" not in told
    assert sorted(folder.rglob("*")) == before


def test_a_file_of_any_kind_is_sealed_and_its_sender_told_that_nobody_reads_it(
    folder: Path,
) -> None:
    (folder / "bilagor" / "CV.txt").rename(folder / "bilagor" / "CV.dwg")
    (folder / "BID.yaml").write_text(SHEET.replace("CV.txt", "CV.dwg"))
    done = seal(folder, "--public-key", PUBLIC, "--lang", "en", "--json")
    assert (done.exit_code, json.loads(done.stdout)["unread_files"]) == (0, ["CV.dwg"])
    assert done.stderr == (
        "Warning: CV.dwg is sealed and kept, but of a kind that the authority does not read;"
        " hand the contents in as PDF too.\n"
    )


KEYS_REFUSED: dict[str, tuple[str, tuple[str, ...], str]] = {
    "forged": (
        signed_instructions(GIVEN, Ed25519PrivateKey.from_private_bytes(b"o" * 32).sign),
        ("--public-key", PUBLIC),
        (
            "The key file is not signed with the authority's key. Get the tender's key file anew"
            " from the authority."
        ),
    ),
    "no key file": (
        "{}",
        (),
        (
            "The key file does not follow the format. Get the tender's key file anew from the"
            " authority."
        ),
    ),
    "no public key": (
        "{}",
        ("--public-key", "abc"),
        (
            "What stands after --public-key is not a public key. Give the authority's 64"
            " hexadecimal digits."
        ),
    ),
    "a version without the bid it replaces": (
        "{}",
        ("--version", "2"),
        (
            "--replaces and --version go together: the first bid has version 1. Give the id of the"
            " bid that is replaced, and the version from 2 upwards."
        ),
    ),
}


@pytest.mark.parametrize("fault", KEYS_REFUSED)
def test_instructions_that_cannot_be_trusted_are_refused(fault: str, folder: Path) -> None:
    text, options, sentence = KEYS_REFUSED[fault]
    (folder / "T-1.keys.json").write_text(text)
    done = seal(folder, *options, "--lang", "en")
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", f"{sentence}\n")
    assert not (folder / "bid.sealed").exists()


def test_missing_files_are_refused(folder: Path) -> None:
    (folder / "T-1.keys.json").unlink()
    done = seal(folder, "--lang", "en")
    assert (done.exit_code, done.stderr) == (
        2,
        (
            f"The key file {folder / 'T-1.keys.json'} is not there or cannot be read. Name the file"
            " that the authority gave out for the tender.\n"
        ),
    )
    (folder / "BID.yaml").unlink()
    done = seal(folder, "--lang", "en")
    assert done.exit_code == 2
    assert done.stderr == (
        f"The file {folder / 'BID.yaml'} is not there or cannot be read. Name the file that says"
        " what the bid is: lot, organisation, values and files.\n"
    )


def test_a_sealed_bid_is_never_written_over(folder: Path) -> None:
    (folder / "bid.sealed").write_text("an earlier one")
    done = seal(folder, "--lang", "en")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == (
        f"The file {folder / 'bid.sealed'} is there already and is not written over. Name another"
        " with --out.\n"
    )
    assert (folder / "bid.sealed").read_text() == "an earlier one"
