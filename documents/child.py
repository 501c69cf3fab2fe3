"""One worker process as its parent sees it: asked, timed, and killed if need be."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from typing import BinaryIO, Final, cast

import documents
from documents import frames
from documents.contexts import DocumentContext

START_SECONDS: Final = 60.0
STOP_SECONDS: Final = 5.0
STDERR_SHOWN: Final = 400
WORKER: Final = "documents.worker"


class ChildLost(Exception):
    """The process is gone, with what is known about why."""


class DocumentRefused(Exception):
    """The process is well, but this document cannot be set."""


class Child:
    """A started worker, ready for documents. ``ChildLost`` when it does not start."""

    def __init__(self, wall_seconds: float, worker: str = WORKER) -> None:
        self._wall_seconds = wall_seconds
        self._stderr = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the child
        # A killed process clears nothing away: its own folder goes with it.
        self._scratch = tempfile.TemporaryDirectory(prefix="tilldela-", ignore_cleanup_errors=True)
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", worker],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._stderr,
            env=child_environment() | {"TMPDIR": self._scratch.name},
            cwd="/",
        )
        self._jobs = cast(BinaryIO, self._process.stdin)
        self._replies = cast(BinaryIO, self._process.stdout)
        try:
            self._within(START_SECONDS, lambda: frames.read(self._replies))
        except ChildLost:
            self.close()
            raise

    def render(self, context: DocumentContext) -> bytes:
        """The PDF; ``DocumentRefused`` or ``ChildLost`` otherwise."""
        job = frames.job(int(self._wall_seconds) + 1, context.model_dump_json())
        reply = self._within(self._wall_seconds, lambda: self._ask(job))
        if not reply.startswith(frames.SET):
            raise DocumentRefused(reply[1:].decode(errors="replace"))
        return reply[1:]

    def close(self) -> None:
        """End of input asks it to leave; what does not leave is killed."""
        with suppress(BrokenPipeError):
            self._jobs.close()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._replies.close()
        self._stderr.close()
        self._scratch.cleanup()

    def kill(self) -> None:
        self._process.kill()
        self.close()

    def _ask(self, job: bytes) -> bytes:
        frames.write(self._jobs, job)
        return frames.read(self._replies)

    def _within(self, seconds: float, exchange: Callable[[], bytes]) -> bytes:
        """Killing the child ends the blocked read, so no thread is left waiting."""
        late = threading.Event()

        def stop() -> None:
            late.set()
            self._process.kill()

        timer = threading.Timer(seconds, stop)
        timer.start()
        try:
            return exchange()
        except (frames.BrokenFrame, BrokenPipeError) as error:
            raise ChildLost(self._epitaph(seconds if late.is_set() else None)) from error
        finally:
            timer.cancel()

    def _epitaph(self, late_after: float | None) -> str:
        code = self._process.wait()
        if late_after is not None:
            return f"it took longer than {late_after:g} seconds and was stopped"
        size = self._stderr.seek(0, os.SEEK_END)
        self._stderr.seek(max(0, size - STDERR_SHOWN))
        said = self._stderr.read().decode(errors="replace").strip()
        return f"the worker process ended with code {code}" + (f": {said}" if said else "")


def child_environment() -> dict[str, str]:
    """Nothing of ours goes along: no database address, no credentials, no locale."""
    root = Path(documents.__file__).parents[1]
    fonts = files("templates") / "documents" / "fonts" / "fonts.conf"
    return {
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(root),
        "FONTCONFIG_FILE": str(fonts),
    } | {name: os.environ[name] for name in ("PYTHONHASHSEED", "TMPDIR") if name in os.environ}
