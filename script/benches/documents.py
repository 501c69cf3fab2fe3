"""How many pages a second are set on one core and on two, and what a batch of contracts costs.

The same contract of some twenty pages, under another number and with another provider each
time, so that nobody sets the same page twice. In each round:

- plain: `HTML(string=html).write_pdf(pdf_variant=...)` in a loop in a process of its own; the
  same HTML, style sheet, fonts and variant, and none of what ours does beside (PDF/UA, the
  attached facts, a process that can be lost);
- ours on one core and on two;
- Chromium, kept warm and asked over its debugging port, where it is installed: tagged, neither
  PDF/A nor page numbers in its contents.

Then a batch of contracts through Prefect in chunks, as the flow draws them up, beside the pool
alone; and the same batch again, from what is kept.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from pypdf import PdfReader

from documents import library
from documents.cache import KeepingRenderer
from documents.contexts import ContractContext
from documents.rendering import ProcessRenderer, Renderer
from documents.samples.registry import SAMPLES, sample_context
from script.benches.rivals.chromium import Chromium

AIM_CORE, AIM_TWO, AIM_PREFECT, AIM_KEPT = 1.5, 1.8, 1.10, 50
PAGES: Final = (18, 20)
CHUNK: Final = 20


@cache
def fullest() -> ContractContext:
    """The longest contract among the samples, with longer annexes where it is a short one."""
    samples = [sample_context(each.name, "sv") for each in SAMPLES if each.document == "contract"]
    longest = max(samples, key=lambda each: len(each.model_dump_json()))
    assert isinstance(longest, ContractContext)
    return longest


def numbered(number: int, longer: int) -> ContractContext:
    """Contract ``number``: another party, lot and price, and as many annex rows as are wanted."""
    sample = fullest()
    return sample.model_copy(
        update={
            "contract_number": f"{sample.contract_number}-{number:04}",
            "provider": sample.provider.model_copy(update={"name": f"Demo {number:04} Rehab AB"}),
            "lot": sample.lot.model_copy(update={"code": f"B{number:04}"}),
            "price_per_participant_month_ore": 1_000_000 + 137 * number,
            "requirements": [
                each.model_copy(update={"text": f"{row + 1}. {each.text}"})
                for row, each in enumerate(sample.requirements * longer)
            ],
            "kpis": sample.kpis * max(1, longer // 3),
        }
    )


def pages_of(pdf: bytes) -> int:
    return len(PdfReader(BytesIO(pdf)).pages)


def lengthened(renderer: Renderer) -> tuple[int, int]:
    """How many times longer the annexes are for 18–20 pages, and the pages that this gives."""
    longer = 1
    while (pages := pages_of(renderer.render_all([numbered(0, longer)])[0])) < PAGES[0]:
        longer += max(1, (PAGES[0] - pages) * 2)
    return longer, pages


@dataclass(frozen=True)
class Bench:
    """``each`` documents to a round; ``html`` holds them as the rivals see them."""

    longer: int
    pages: int
    each: int
    html: Path

    def contracts(self, count: int) -> list[ContractContext]:
        return [numbered(number, self.longer) for number in range(count)]


def write_html(bench: Bench) -> None:
    """With the style sheet within, and the fonts as files beside the templates."""
    from documents.typesetting import Typesetter

    fonts = (Path(library.__file__).parents[1] / "templates/documents/fonts").as_uri()
    css = library.read("print.css").decode().replace("asset:", f"{fonts}/")
    typesetter = Typesetter()
    for number, context in enumerate(bench.contracts(bench.each)):
        html = typesetter.html(context).replace("</head>", f"<style>{css}</style></head>")
        (bench.html / f"{number:03}.html").write_text(html, encoding="utf-8")


def plain(folder: Path) -> None:
    """In a process of its own: processor seconds for each document, after one to warm up."""
    from weasyprint import HTML

    from documents.typesetting import PDF_VARIANT

    files = sorted(folder.glob("*.html"))
    times = []
    for file in (files[0], *files):
        html = file.read_text(encoding="utf-8")
        start = time.process_time()
        HTML(string=html).write_pdf(pdf_variant=PDF_VARIANT)
        times.append(time.process_time() - start)
    sys.stdout.write(json.dumps(times[1:]))


def plain_seconds(bench: Bench) -> float:
    command = [sys.executable, "-P", __file__, "--plain", str(bench.html)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return statistics.fmean(json.loads(said))


def children_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def cpu_of(act: Callable[[], object]) -> float:
    before = children_cpu()
    act()
    return children_cpu() - before


def our_seconds(bench: Bench) -> float:
    """Processor seconds for each document in one worker: a run less one of the first alone."""

    def run(count: int) -> None:
        with ProcessRenderer(workers=1) as renderer:
            renderer.render_all(bench.contracts(count))

    return (cpu_of(lambda: run(1 + bench.each)) - cpu_of(lambda: run(1))) / bench.each


def clock_seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


@contextmanager
def pool(bench: Bench, workers: int) -> Iterator[ProcessRenderer]:
    """Every worker warm."""
    with ProcessRenderer(workers=workers) as renderer:
        renderer.render_all(bench.contracts(2 * workers))
        yield renderer


def two_over_one(bench: Bench) -> float:
    """By the clock, an even number of documents: it is what two cores give together."""
    contracts = bench.contracts(2 * bench.each)
    with pool(bench, 1) as one, pool(bench, 2) as two:
        alone = clock_seconds(lambda: one.render_all(contracts))
        return alone / clock_seconds(lambda: two.render_all(contracts))


def through_prefect(folder: Path) -> Callable[[Renderer, Sequence[ContractContext]], float]:
    """A run in chunks, as flows.tender_work has it; the first has started Prefect's server."""
    from flows import preparation, settings

    settings.apply(settings.rehearsal_environment(folder))
    from prefect import flow, task
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

    chunk = preparation.CONTRACTS_PER_CHUNK

    def run(renderer: Renderer, contracts: Sequence[ContractContext]) -> float:
        @task(name="Draw up contracts of some lots")
        def draw_up_chunk(first: int) -> int:
            return len(renderer.render_all(contracts[first : first + chunk]))

        @flow(name="Draw up contracts")
        def batch(count: int) -> int:
            return sum(draw_up_chunk(first) for first in range(0, count, chunk))

        with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
            return clock_seconds(lambda: batch(len(contracts)))

    class Nothing:
        def render_all(self, contexts: Sequence[Any]) -> list[bytes]:
            return [b""] * len(contexts)

    run(Nothing(), [numbered(0, 1)])
    return run


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def compare_engines(bench: Bench, rounds: int) -> None:
    theirs, ours, gains, browsers = [], [], [], []
    with Chromium.if_installed() as browser:
        for _ in range(rounds):
            theirs.append(plain_seconds(bench))
            ours.append(our_seconds(bench))
            gains.append(two_over_one(bench))
            if browser is not None:
                browsers.append(browser.seconds(sorted(bench.html.glob("*.html"))))
    per_core, own = (bench.pages / statistics.median(each) for each in (theirs, ours))
    ratio = statistics.median(a / b for a, b in zip(theirs, ours, strict=True))
    gain = statistics.median(gains)
    say(f"plain write_pdf() in a loop, one core   {per_core:>6.1f} pages per second")
    say(f"ours, one core                          {own:>6.1f}   {ratio:.2f} × (aim {AIM_CORE})")
    say(
        f"ours, two cores                         {own * gain:>6.1f}   {gain:.2f} × (aim {AIM_TWO})"
    )
    if browsers:
        pages, seconds = browsers[0][0], statistics.median(each for _, each in browsers)
        say(f"Chromium, warm, by the clock            {pages / seconds:>6.1f}   ({pages} pages)")
    else:
        say("Chromium is not installed, so there is nothing to stand beside")


def compare_batches(bench: Bench, count: int, folder: Path) -> None:
    contracts = bench.contracts(count)
    run = through_prefect(folder)
    with pool(bench, 2) as renderer:
        keeping = KeepingRenderer(renderer, folder / "rendered")
        alone = clock_seconds(lambda: renderer.render_all(contracts))
        prefect = run(keeping, contracts)
        kept = clock_seconds(lambda: keeping.render_all(contracts))
        again = run(keeping, contracts)
    say(f"{count} contracts, two cores, pool alone   {alone:>8.1f} s")
    say(
        f"  through Prefect, and kept             {prefect:>8.1f} s"
        f"   {prefect / alone:.3f} × (aim {AIM_PREFECT:.2f})"
    )
    say(
        f"  the same batch again                  {kept:>8.2f} s"
        f"   {alone / kept:.0f} × (aim {AIM_KEPT})"
    )
    say(f"  the same again through Prefect        {again:>8.2f} s   {prefect / again:.0f} ×")


def main() -> None:
    parser = argparse.ArgumentParser(prog="script/bench documents", description=__doc__)
    parser.add_argument("--contracts", type=int, default=100, help="in the batch (100)")
    parser.add_argument("--rounds", type=int, default=5, help="of the engines (5)")
    parser.add_argument("--each", type=int, default=6, help="documents to a round (6)")
    parser.add_argument("--plain", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.plain is not None:
        plain(given.plain)
        return
    if min(given.contracts, given.rounds, given.each) < 1:
        parser.error("give numbers of 1 or more")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with ProcessRenderer(workers=1) as renderer:
            longer, pages = lengthened(renderer)
        bench = Bench(longer, pages, given.each, folder / "html")
        bench.html.mkdir()
        write_html(bench)
        say(f"one contract, {pages} pages, PDF/A-3a; medians of {given.rounds} rounds of")
        say(
            f"{given.each} documents, processor time unless it says by the clock;"
            f" {os.cpu_count()} cores"
        )
        compare_engines(bench, given.rounds)
        compare_batches(bench, given.contracts, folder)


if __name__ == "__main__":
    main()
