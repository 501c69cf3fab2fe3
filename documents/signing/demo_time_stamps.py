"""A time stamp service that answers over HTTP as RFC 3161 has it, for tests and demos.

Its time is the clock that it is given, so a rehearsed day is stamped with the rehearsed time.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final

from asn1crypto import keys, pem, tsp, x509
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

from documents.signing.local import KeyFile
from models.clock import Clock

LARGEST_QUERY: Final = 4096
# How soon the server sees that it is to stop.
POLL_SECONDS: Final = 0.02
REPLY: Final = "application/timestamp-reply"


@contextmanager
def serve_time_stamps(key: KeyFile, clock: Clock) -> Iterator[str]:
    """The address, on this machine alone, for as long as the ``with`` lasts."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _answering(key, clock))
    serving = threading.Thread(target=server.serve_forever, args=(POLL_SECONDS,), daemon=True)
    serving.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        serving.join()


def stamped(key: KeyFile, clock: Clock, query: bytes) -> bytes:
    """The answer (DER) to a request (DER); the key is RSA, which is all that pyHanko's has."""
    stamper = DummyTimeStamper(
        tsa_cert=x509.Certificate.load(_der(key.certificate_pem)),
        tsa_key=keys.PrivateKeyInfo.load(_der(key.key_pem)),
        fixed_dt=clock.now(),
    )
    return bytes(stamper.request_tsa_response(tsp.TimeStampReq.load(query)).dump())


def _der(content: bytes) -> bytes:
    return bytes(pem.unarmor(content)[2])


def _answering(key: KeyFile, clock: Clock) -> type[BaseHTTPRequestHandler]:
    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            size = min(int(self.headers.get("Content-Length", "0")), LARGEST_QUERY)
            try:
                answer = stamped(key, clock, self.rfile.read(size))
            except (ValueError, TypeError):
                self.send_error(400)
                return
            self.send_response(200)
            self.send_header("Content-Type", REPLY)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's
            """Says nothing."""

    return Answering
