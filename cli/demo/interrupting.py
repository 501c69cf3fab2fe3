"""Ctrl-C ends a demo at once. Whatever it was doing, a later --resume goes on from there."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from rich.live import Live

from law.reasons import Lang

INTERRUPTED = 130


@contextmanager
def stopping_at_once(live: Live, lang: Lang) -> Iterator[None]:
    """Within the block Ctrl-C and SIGTERM end this process and the ones it started.

    Prefect would wait for its server, which the same Ctrl-C has ended.
    """

    def stop(signum: int, frame: FrameType | None) -> None:
        live.stop()
        sys.stderr.write(
            "Avbruten. Fortsätt med samma kommando och --resume.\n"
            if lang == "sv"
            else "Interrupted. Go on with the same command and --resume.\n"
        )
        sys.stderr.flush()
        for child in _children():
            os.kill(child, signal.SIGTERM)
        # No clean-up of ours is owed: every act was committed or never happened.
        os._exit(INTERRUPTED)

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _children() -> Iterator[int]:
    for task in Path("/proc/self/task").glob("*/children"):
        yield from (int(pid) for pid in task.read_text().split())
