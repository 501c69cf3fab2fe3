"""Check a signed file that came in, in a child process: its bytes are a stranger's."""

from __future__ import annotations

import json
import os
import signal
import struct
import subprocess
import sys
import threading
from base64 import b64encode
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import BinaryIO, Final, Self, cast

from documents.signing.faults import Fault, fault
from documents.signing.levels import Level, Place
from documents.signing.trust import Trust

__all__ = ["Fault", "Trust", "ValidationReport", "Validator", "validate"]

WALL_SECONDS: Final = 30.0
START_SECONDS: Final = 60.0
MEMORY_BYTES: Final = 1024**3
LARGEST_ANSWER: Final = 1024 * 1024


@dataclass(frozen=True)
class ValidationReport:
    """What was found. `signer`, `signed_at` and the rest are as far as they could be read.

    `signed_at` is the time stamp's time from level B-T on, and before that only what the
    signer says. `certificate_sha256` is in hex, or empty. Valid only without a fault.
    """

    valid: bool
    signer: str
    organisation: str | None
    signed_at: datetime | None
    level: Level | None
    certificate_sha256: str
    faults: tuple[Fault, ...]

    def to_json(self) -> bytes:
        """The report to be kept: canonical JSON, with the faults in both languages."""
        said = {
            "valid": self.valid,
            "signer": self.signer,
            "organisation": self.organisation,
            "signed_at": None if self.signed_at is None else self.signed_at.isoformat(),
            "level": self.level,
            "certificate_sha256": self.certificate_sha256,
            "faults": [
                {"code": each.code, "sv": each.text.sv, "en": each.text.en} for each in self.faults
            ],
        }
        return json.dumps(said, ensure_ascii=False, sort_keys=True, indent=1).encode()


class Validator:
    """Checks one file after another without starting anew; to be used in a ``with``.

    Not to be shared between threads. A file that is too slow or too large for the limits
    gets the fault ``too_heavy``, and does not disturb the next.
    """

    def __init__(
        self, *, wall_seconds: float = WALL_SECONDS, memory_bytes: int = MEMORY_BYTES
    ) -> None:
        self._wall_seconds = wall_seconds
        self._memory_bytes = memory_bytes
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()

    def validate(
        self,
        pdf: bytes,
        *,
        earlier: bytes,
        place: Place,
        trust: Trust,
        at: datetime,
        signatory: str | None = None,
    ) -> ValidationReport:
        """As the function of the same name."""
        if not pdf.startswith(earlier):
            return _refused("another_document")
        if len(pdf) == len(earlier):
            return _refused("unsigned")
        job = {
            "cut": len(earlier),
            "place": place,
            "at": at.isoformat(),
            "signatory": signatory,
            "roots": b64encode(trust.roots_pem).decode(),
            "time_stamp_roots": b64encode(trust.time_stamp_roots_pem).decode(),
            "intermediates": b64encode(trust.intermediates_pem).decode(),
            "crls": [b64encode(each).decode() for each in trust.crls],
        }
        said = self._asked(json.dumps(job).encode(), pdf)
        return _report(json.loads(said)) if said else _refused("too_heavy")

    def _asked(self, job: bytes, pdf: bytes) -> bytes:
        """Empty where no answer came in time."""
        process = self._process or self._started()
        self._process = process
        late = threading.Timer(self._wall_seconds, _kill, [process])
        late.start()
        try:
            jobs = cast(BinaryIO, process.stdin)
            jobs.write(struct.pack(">II", len(job), len(pdf)) + job)
            jobs.write(pdf)
            jobs.flush()
            return _read_answer(cast(BinaryIO, process.stdout))
        except (OSError, EOFError):
            self._stop()
            return b""
        finally:
            late.cancel()

    def _started(self) -> subprocess.Popen[bytes]:
        """Waits until it has loaded what it needs, so that no file's time goes to that."""
        # Brings every document's context along, which no report needs.
        from documents.child import child_environment

        process = subprocess.Popen(
            [
                sys.executable,
                "-P",
                "-m",
                "documents.signing.validating_worker",
                str(self._memory_bytes),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=child_environment(),
            cwd="/",
            # It divides itself: what is to end, ends with all that came of it.
            start_new_session=True,
        )
        late = threading.Timer(START_SECONDS, _kill, [process])
        late.start()
        cast(BinaryIO, process.stdout).read(len(b"ready"))
        late.cancel()
        return process

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        _kill(process)
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()


def validate(
    pdf: bytes,
    *,
    earlier: bytes,
    place: Place,
    trust: Trust,
    at: datetime,
    signatory: str | None = None,
) -> ValidationReport:
    """Whether `pdf` is `earlier` with one more valid signature, and nothing else.

    `at` is when it was received. With a `signatory`, the certificate must name that person.
    Takes a second, most of it to start: use one `Validator` for many files.
    """
    with Validator() as validator:
        return validator.validate(
            pdf, earlier=earlier, place=place, trust=trust, at=at, signatory=signatory
        )


def _kill(process: subprocess.Popen[bytes]) -> None:
    """With what it divided itself into. Once waited for, its number may be another's."""
    if process.returncode is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def _read_answer(replies: BinaryIO) -> bytes:
    head = replies.read(4)
    if len(head) < 4:
        raise EOFError
    (length,) = struct.unpack(">I", head)
    if length > LARGEST_ANSWER:
        raise EOFError
    return replies.read(length)


def _refused(code: str) -> ValidationReport:
    return ValidationReport(False, "", None, None, None, "", (fault(code),))


def _report(finding: dict[str, object]) -> ValidationReport:
    """What the child wrote; a shape that it cannot have is an error, not an answer."""
    signed_at, level = finding["signed_at"], finding["level"]
    faults = tuple(fault(code) for code in cast(list[str], finding["faults"]))
    return ValidationReport(
        valid=not faults,
        signer=str(finding["signer"]),
        organisation=cast(str | None, finding["organisation"]),
        signed_at=None if signed_at is None else datetime.fromisoformat(str(signed_at)),
        level=None if level is None else Level(str(level)),
        certificate_sha256=str(finding["certificate_sha256"]),
        faults=faults,
    )
