"""A time stamp comes from the one service that is configured, or the signature is not made."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from asn1crypto import tsp

from documents.signing.demo_time_stamps import POLL_SECONDS, stamped
from documents.signing.failures import SigningFailed
from documents.signing.levels import Level, Place
from documents.signing.time_stamps import LARGEST_ANSWER, TimeStampService
from models.clock import FixedClock
from tests.documents.signing.signing_desk import AT, desk, signed, unsigned

DIGEST = sha256(b"a signature").digest()
Answer = Callable[[bytes], bytes]


@contextmanager
def answering(
    answer: Answer, status: int = 200, header: tuple[str, str] = ("X", "")
) -> Iterator[str]:
    """A service on this machine that answers each request as told."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(status)
            self.send_header(*header)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its own name
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(POLL_SECONDS,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/stamp"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def refused_by(url: str) -> str:
    with pytest.raises(SigningFailed) as caught:
        TimeStampService(url, timeout_seconds=0.5).stamp(DIGEST)
    assert caught.value.text.sv
    return caught.value.code


def for_another_hash(query: bytes) -> bytes:
    asked = tsp.TimeStampReq.load(query)
    asked["message_imprint"]["hashed_message"] = sha256(b"another").digest()
    return stamped(desk().stamping, FixedClock(AT), asked.dump())


def of_an_earlier_request(query: bytes) -> bytes:
    """A replayed answer has another number in it."""
    asked = tsp.TimeStampReq.load(query)
    asked["nonce"] = 4711
    return stamped(desk().stamping, FixedClock(AT), asked.dump())


def rejection(_: bytes) -> bytes:
    """RFC 3161: a status alone, without a token."""
    return bytes.fromhex("30053003020102")


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (for_another_hash, "time_stamp_unusable"),
        (of_an_earlier_request, "time_stamp_unusable"),
        (rejection, "time_stamp_refused"),
        (lambda _: b"", "time_stamp_unusable"),
        (lambda _: b"<html>Log in</html>", "time_stamp_unusable"),
        (lambda _: b"\x30" * (LARGEST_ANSWER + 1), "time_stamp_unusable"),
    ],
    ids=["another hash", "replayed", "rejected", "empty", "a page", "endless"],
)
def test_an_answer_that_is_no_stamp_of_this_is_refused(answer: Answer, code: str) -> None:
    with answering(answer) as url:
        assert refused_by(url) == code


def test_what_does_not_answer_is_not_waited_for() -> None:
    released = threading.Event()

    def slow(_: bytes) -> bytes:
        released.wait(5)
        return b""

    with answering(slow) as url:
        assert refused_by(url) == "time_stamp_unavailable"
        released.set()
    assert refused_by("http://127.0.0.1:9/") == "time_stamp_unavailable"
    assert refused_by("stamp.example") == "time_stamp_unavailable"


def test_no_other_address_is_asked() -> None:
    """A redirect is not followed: which service is trusted is configured."""
    asked: list[bytes] = []

    def note(query: bytes) -> bytes:
        asked.append(query)
        return b""

    with (
        answering(note) as elsewhere,
        answering(lambda _: b"", 302, ("Location", elsewhere)) as url,
    ):
        assert refused_by(url) == "time_stamp_unavailable"
    assert asked == []


def test_only_a_hash_leaves_the_house() -> None:
    asked: list[bytes] = []

    def answer(query: bytes) -> bytes:
        asked.append(query)
        return stamped(desk().stamping, FixedClock(AT), query)

    with answering(answer) as url:
        signed(
            unsigned(),
            desk().provider,
            Place.PROVIDER,
            level=Level.B_T,
            time_stamps=TimeStampService(url),
        )
    (query,) = asked
    assert len(query) < 100
    assert (
        tsp.TimeStampReq.load(query)["message_imprint"]["hash_algorithm"]["algorithm"].native
        == "sha256"
    )
