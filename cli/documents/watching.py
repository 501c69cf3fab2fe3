"""A preview that is set anew whenever a template, a clause or its values are changed."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

from cli.answering import say
from cli.documents.previewing import Preview
from law.reasons import Text

EVERY_SECONDS: Final = 0.5
State = dict[Path, tuple[int, int]]


def watch(
    asked: Preview,
    once: Callable[[], None],
    *,
    every: float = EVERY_SECONDS,
    rounds: int | None = None,
) -> None:
    """Calls ``once`` now and after each change, until interrupted; ``rounds`` ends it earlier."""
    with as_file(files("templates") / "documents") as folder:
        watched = [folder] if asked.values is None else [folder, asked.values]
        say(
            Text(
                f"Bevakar {', '.join(map(str, watched))}. Avsluta med Ctrl-C.",
                f"Watching {', '.join(map(str, watched))}. End with Ctrl-C.",
            ),
            asked.lang,
        )
        seen: State | None = None
        try:
            while rounds is None or rounds > 0:
                found = state_of(watched)
                if found != seen:
                    seen = found
                    once()
                time.sleep(every)
                rounds = None if rounds is None else rounds - 1
        except KeyboardInterrupt:
            return


def state_of(watched: Iterable[Path]) -> State:
    """Size and time of change of each file; a file that is just being replaced is left out."""
    found: State = {}
    for place in watched:
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            try:
                status = path.stat()
            except OSError:
                continue
            if path.is_file():
                found[path] = (status.st_size, status.st_mtime_ns)
    return found


def in_a_new_process(asked: Preview) -> None:
    """Templates and clauses are read once in a process, so that the next look needs another."""
    values = [] if asked.values is None else ["--context", str(asked.values)]
    words = ["documents", "preview", asked.name, "--lang", asked.lang, "--out", str(asked.file)]
    code = "from cli.main import run; run()"
    subprocess.run([sys.executable, "-P", "-c", code, *words, *values], check=False)
