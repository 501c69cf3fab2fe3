"""The child process that reads strangers' files: what it may use, and what it loads."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from documents.signing.levels import Place
from documents.signing.validating import Validator, validate
from tests.documents.signing.signing_desk import LATER, desk, signed_by_provider, unsigned
from tests.documents.test_document_imports import ROOMS, loaded_by

ROOT = Path(__file__).resolve().parents[3]
# Loaded where they are used: in the child process, or by an act of signing.
PYHANKO_MODULES = {
    "documents/signing/certifying.py",
    "documents/signing/checking.py",
    "documents/signing/demo_time_stamps.py",
    "documents/signing/increments.py",
    "documents/signing/long_term.py",
    "documents/signing/pdf_room.py",
}
IMPORTED = re.compile(r"^\s*(from|import) pyhanko", re.MULTILINE)
STRANGERS = {
    "a loop of revisions": b"\nxref\n0 0\ntrailer\n<< /Size 1 /Root 1 0 R /Prev %d >>\n"
    b"startxref\n%d\n%%%%EOF\n",
    "a page tree of itself": b"\n1 0 obj\n<< /Type /Catalog /Pages 1 0 R /Kids [1 0 R]"
    b" /Count 999999999 >>\nendobj\n%%%%EOF\n",
    "arrays in arrays": b"\n" + b"[" * 100_000 + b"\n%%%%EOF\n",
}


def codes(validator: Validator, pdf: bytes) -> list[str]:
    report = validator.validate(
        pdf, earlier=unsigned(), place=Place.PROVIDER, trust=desk().trust, at=LATER
    )
    return [fault.code for fault in report.faults]


def test_files_that_are_made_to_stall_are_let_go(validator: Validator) -> None:
    at = len(unsigned()) + 1
    loop = STRANGERS["a loop of revisions"] % (at, at)
    for tail in (loop, STRANGERS["a page tree of itself"], STRANGERS["arrays in arrays"]):
        (code,) = codes(validator, unsigned() + tail)
        assert code in {"unreadable", "too_heavy", "unsigned"}
    assert codes(validator, signed_by_provider()) == []


@pytest.mark.slow
def test_one_file_is_checked_without_a_validator_at_hand() -> None:
    report = validate(
        signed_by_provider(),
        earlier=unsigned(),
        place=Place.PROVIDER,
        trust=desk().trust,
        at=LATER,
    )
    assert report.valid


@pytest.mark.slow
def test_a_child_that_is_lost_is_no_answer_and_the_next_is_started() -> None:
    with Validator(memory_bytes=64 * 1024**2) as starved:
        assert codes(starved, signed_by_provider()) == ["too_heavy"]
    with Validator(wall_seconds=0.001) as hurried:
        assert codes(hurried, signed_by_provider()) == ["too_heavy"]
        hurried._wall_seconds = 30
        assert codes(hurried, signed_by_provider()) == []


def test_a_file_that_takes_too_long_leaves_nothing_behind() -> None:
    """The worker divides itself for each file: what it divided off is killed with it."""
    rows = b"0000000000 65535 f \n" * 600_000
    slow = b"xref\n0 600000\n" + rows + b"trailer\n<< /Size 600000 /Root 1 0 R >>\n"
    tail = b"\n" + slow + b"startxref\n%d\n%%%%EOF\n" % (len(unsigned()) + 1)
    with Validator(wall_seconds=0.3) as hurried:
        hurried._process = worker = hurried._started()
        started = time.monotonic()
        assert codes(hurried, unsigned() + tail) == ["too_heavy"]
        assert time.monotonic() - started < 3
    assert alive_in(worker.pid) == []


def alive_in(session: int) -> list[str]:
    """The processes of that session that have not ended."""
    said = subprocess.run(
        ["ps", "-o", "stat=", "-s", str(session)], capture_output=True, text=True, check=False
    )
    return [each for each in said.stdout.split() if not each.startswith("Z")]


def test_asking_for_signatures_does_not_load_what_makes_them() -> None:
    asking = ("fake", "local", "remote", "time_stamps", "two_step", "validating")
    loaded = loaded_by(", ".join(f"documents.signing.{name}" for name in asking))
    assert loaded & {"pyhanko", "asn1crypto", "httpx", "weasyprint"} == set()


def test_the_child_loads_no_other_room_and_no_database() -> None:
    loaded = loaded_by("documents.signing.validating_worker")
    assert "pyhanko" in loaded
    unwanted = (ROOMS - {"law", "models"}) | {"sqlalchemy", "sqlmodel", "prefect", "weasyprint"}
    assert loaded & unwanted == set()


def test_few_modules_know_the_library() -> None:
    rooms = [path.parent for path in ROOT.glob("*/__init__.py")]
    found = {
        str(path.relative_to(ROOT))
        for room in rooms
        for path in room.rglob("*.py")
        if IMPORTED.search(path.read_text(encoding="utf-8"))
    }
    assert found == PYHANKO_MODULES


@pytest.mark.slow
def test_the_child_may_neither_call_out_nor_start_anything() -> None:
    code = (
        "import os, sys, socket, subprocess;"
        "from documents.signing.validating_worker import _refuse;"
        "sys.addaudithook(_refuse)\n"
        "for act in (lambda: socket.create_connection(('127.0.0.1', 9)),"
        " lambda: subprocess.run(['true']), lambda: open('/tmp/x', 'a'),"
        " lambda: os.remove('/tmp/x')):\n"
        "    try:\n        act()\n"
        "    except PermissionError as error:\n        print(error)\n"
    )
    run = subprocess.run(
        [sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True
    )
    assert run.stdout.splitlines() == [
        f"{event} has no place in checking a signature"
        for event in ("socket.getaddrinfo", "subprocess.Popen", "open", "os.remove")
    ]
