"""WeasyPrint as its first page tells it: `write_pdf()` in a loop, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from script.benches.rivals.clocks import Took


@contextmanager
def plain_loop() -> Iterator[Callable[[Path], Took]]:
    """The process is kept, and asked for one file in turn."""
    command = [sys.executable, "-P", __file__]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        jobs, replies = process.stdin, process.stdout

        def ask(file: Path) -> Took:
            jobs.write(f"{file}\n")
            jobs.flush()
            clock, cpu = map(float, replies.readline().split())
            return Took(clock, cpu)

        yield ask
        jobs.close()


def main() -> None:
    """Sets the file that each line names, and tells what it took."""
    from weasyprint import HTML

    from documents.typesetting import PDF_VARIANT

    for line in sys.stdin:
        html = Path(line.rstrip("\n")).read_text(encoding="utf-8")
        clock, cpu = time.perf_counter(), time.process_time()
        HTML(string=html).write_pdf(pdf_variant=PDF_VARIANT)
        took = Took(time.perf_counter() - clock, time.process_time() - cpu)
        sys.stdout.write(f"{took.clock} {took.cpu}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
