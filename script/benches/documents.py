"""How many pages a second are set on one core and on two, and what a batch of contracts costs.

The same contract of some twenty pages, under another number and with another provider each
time, so that nobody sets the same page twice. Document by document in turn, so that what others do
on the machine hits both alike, in processor seconds and by the clock:

- plain: `HTML(string=html).write_pdf(pdf_variant=...)` in a loop in a process of its own; the
  same HTML, style sheet, fonts and variant, and none of what ours does beside (PDF/UA, the
  attached facts, a process that can be lost);
- ours on one core, and then on two.

Beside them, where they are installed: Chromium, kept warm and asked over its debugging port:
tagged, neither PDF/A nor page numbers in its contents; and Typst, for which the text is turned into
its own markup, PDF/A-3a and PDF/UA-1.

Then a batch of contracts through Prefect in chunks, as the flow draws them up, beside the pool
alone; and the same batch again, from what is kept.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from pypdf import PdfReader

from documents import library, quick_layout
from documents.cache import KeepingRenderer
from documents.contexts import ContractContext
from documents.rendering import ProcessRenderer, Renderer
from documents.samples.registry import SAMPLES, sample_context
from script.benches.rivals.chromium import Chromium
from script.benches.rivals.clocks import Took, clock_seconds, cpu_of, processes, spent
from script.benches.rivals.plain import plain_loop
from script.benches.rivals.typst import PYTHON, Typst

AIM_CORE, AIM_TWO, AIM_PREFECT, AIM_KEPT = 1.5, 1.8, 1.10, 50
PAGES: Final = (18, 20)
FONTS: Final = Path(library.__file__).parents[1] / "templates/documents/fonts"


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
    rounds: int
    html: Path

    def contracts(self, count: int) -> list[ContractContext]:
        return [numbered(number, self.longer) for number in range(count)]


def write_html(bench: Bench) -> None:
    """With the style sheet within, and the fonts as files beside the templates."""
    from documents.typesetting import Typesetter

    css = library.read("print.css").decode().replace("asset:", f"{FONTS.as_uri()}/")
    typesetter = Typesetter()
    for number, context in enumerate(bench.contracts(1 + bench.rounds * bench.each)):
        html = typesetter.html(context).replace("</head>", f"<style>{css}</style></head>")
        (bench.html / f"{number:03}.html").write_text(html, encoding="utf-8")


@contextmanager
def pool(bench: Bench, workers: int) -> Iterator[tuple[ProcessRenderer, list[int]]]:
    """Every worker warm, and which processes they are."""
    before = set(processes())
    with ProcessRenderer(workers=workers) as renderer:
        renderer.render_all(bench.contracts(2 * workers))
        yield renderer, [each for each in processes() if each not in before]


@dataclass(frozen=True)
class Pair:
    """The same contract set by ours and by the plain loop, one straight after the other."""

    ours: Took
    plain: Took


def pairs(bench: Bench, count: int) -> list[Pair]:
    """What others do on the machine meanwhile hits both. The first pair warms and is left out.

    A worker clears up when it has answered; that is its own and counted, and done while the
    other is at work.
    """
    found = []
    with plain_loop() as ask, pool(bench, 1) as (renderer, workers):
        for number, context in enumerate(bench.contracts(1 + count)):
            before = cpu_of(workers)
            clock = clock_seconds(partial(renderer.render_all, [context]))
            answered = cpu_of(workers)
            theirs = ask(bench.html / f"{number:03}.html")
            after = cpu_of(workers)
            found.append(Pair(Took(clock + after - answered, after - before), theirs))
    return found[1:]


@dataclass(frozen=True)
class TwoCores:
    """What two workers give over one: by the clock, and if nobody else were on the machine.

    The second is how long both were at work or waiting for a processor, and what a document
    costs beside another.
    """

    clock: float
    alone: float


def two_over_one(bench: Bench) -> TwoCores:
    contracts = bench.contracts(2 * bench.each)
    with pool(bench, 1) as (one, single), pool(bench, 2) as (two, both):
        of_one = spent(lambda: one.render_all(contracts), single)
        of_two = spent(lambda: two.render_all(contracts), both)
    at_work = (of_two.cpu + of_two.waited) / of_two.clock
    return TwoCores(of_one.clock / of_two.clock, at_work * of_one.cpu / of_two.cpu)


def through_prefect(folder: Path) -> Callable[[Renderer, Sequence[ContractContext]], None]:
    """A run in chunks, as flows.tender_work has it; the first has started Prefect's server."""
    from flows import preparation, settings

    settings.apply(settings.rehearsal_environment(folder))
    from prefect import flow, task
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

    chunk = preparation.CONTRACTS_PER_CHUNK

    def run(renderer: Renderer, contracts: Sequence[ContractContext]) -> None:
        @task(name="Draw up contracts of some lots")
        def draw_up_chunk(first: int) -> int:
            return len(renderer.render_all(contracts[first : first + chunk]))

        @flow(name="Draw up contracts")
        def batch(count: int) -> int:
            return sum(draw_up_chunk(first) for first in range(0, count, chunk))

        with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
            batch(len(contracts))

    class Nothing:
        def render_all(self, contexts: Sequence[Any]) -> list[bytes]:
            return [b""] * len(contexts)

    run(Nothing(), [numbered(0, 1)])
    return run


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def compare_engines(bench: Bench, rounds: int) -> None:
    found = pairs(bench, rounds * bench.each)
    own, theirs = (
        statistics.median(each)
        for each in zip(*((p.ours.cpu, p.plain.cpu) for p in found), strict=True)
    )
    ratio = statistics.median(each.plain.cpu / each.ours.cpu for each in found)
    clock = statistics.median(each.plain.clock / each.ours.clock for each in found)
    gains = [two_over_one(bench) for _ in range(rounds)]
    gain = statistics.median(each.alone for each in gains)
    gain_clock = statistics.median(each.clock for each in gains)
    speed, speed_of_ours = bench.pages / theirs, bench.pages / own
    line("plain write_pdf() in a loop, one core", speed, "")
    line(
        "ours, one core",
        speed_of_ours,
        f"{ratio:.2f} × (aim {AIM_CORE}); {clock:.2f} × by the clock",
    )
    line(
        "ours, two cores",
        speed_of_ours * gain,
        f"{gain:.2f} × (aim {AIM_TWO}); {gain_clock:.2f} × by the clock, shared with others",
    )
    compare_rivals(bench, rounds)


def compare_rivals(bench: Bench, rounds: int) -> None:
    """Other engines, where they are installed; neither takes our templates."""
    files = sorted(bench.html.glob("*.html"))[: 1 + bench.each]
    with Chromium.if_installed() as browser:
        if browser is None:
            say("Chromium is not installed")
        else:
            told = [browser.seconds(files) for _ in range(rounds)]
            pages, seconds = told[0][0], statistics.median(each for _, each in told)
            line("Chromium, warm, by the clock", pages / seconds, f"{pages} pages")
    typst = Typst.if_installed()
    if typst is None:
        say(f"Typst is not installed ({PYTHON} may name a Python that has it)")
        return
    made = [typst.seconds(files, FONTS) for _ in range(rounds)]
    pages = pages_of(made[0][0].read_bytes())
    seconds = statistics.median(each for _, each, _ in made)
    line("Typst, warm, one core", pages / seconds, f"{pages} pages, {made[0][2]}")


def line(what: str, pages_per_second: float, more: str) -> None:
    say(f"{what:<38}{pages_per_second:>7.1f}   {more}".rstrip())


@dataclass(frozen=True)
class Batch:
    """Contracts that were set, and what it took of all processes together."""

    took: Took
    in_pool: float


class Timed:
    """A renderer whose time is taken from within a run."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer
        self.clock = 0.0

    def render_all(self, contexts: Sequence[Any]) -> list[bytes]:
        start = time.perf_counter()
        try:
            return self._renderer.render_all(contexts)
        finally:
            self.clock += time.perf_counter() - start


def by(
    renderer: Renderer,
    act: Callable[[Renderer, Sequence[ContractContext]], object],
    contracts: Sequence[ContractContext],
) -> Batch:
    timed = Timed(renderer)
    before = time.process_time() + cpu_of(processes())
    clock = clock_seconds(lambda: act(timed, contracts))
    cpu = time.process_time() + cpu_of(processes()) - before
    return Batch(Took(clock, cpu), timed.clock)


def compare_batches(bench: Bench, count: int, folder: Path) -> None:
    """Half the batch by the pool alone first, the other half through Prefect first."""
    contracts = bench.contracts(count)
    run = through_prefect(folder)
    with pool(bench, 2) as (renderer, _):
        keeping = KeepingRenderer(renderer, folder / "rendered")
        by_pool = partial(by, renderer, lambda to, some: to.render_all(some))
        by_flow = partial(by, keeping, run)
        first, second = contracts[::2], contracts[1::2]
        alone = [by_pool(first)]
        prefect = [by_flow(first), by_flow(second)]
        alone.append(by_pool(second))
        kept = clock_seconds(lambda: keeping.render_all(contracts))
        again = clock_seconds(lambda: run(keeping, contracts))
    tell_batches(count, alone, prefect, kept, again)


def tell_batches(
    count: int, alone: list[Batch], prefect: list[Batch], kept: float, again: float
) -> None:
    clock, clock_of_flow = (sum(each.took.clock for each in some) for some in (alone, prefect))
    cpu, cpu_of_flow = (sum(each.took.cpu for each in some) for some in (alone, prefect))
    beside = clock_of_flow / sum(each.in_pool for each in prefect)
    say(f"{count} contracts, two cores, pool alone {clock:>9.1f} s, {cpu:.1f} of the processors")
    say(
        f"  through Prefect, and kept          {clock_of_flow:>9.1f} s, {cpu_of_flow:.1f} of the"
        f" processors: {cpu_of_flow / cpu:.3f} × (aim {AIM_PREFECT:.2f})"
    )
    by_clock = clock_of_flow / clock
    say(f"    by the clock {by_clock:.3f} ×; of its own time in the pool {beside:.3f} ×")
    faster = clock / kept
    say(f"  the same batch again, kept         {kept:>9.2f} s   {faster:.0f} × (aim {AIM_KEPT})")
    say(f"  the same again through Prefect     {again:>9.2f} s   {clock_of_flow / again:.0f} ×")


def main() -> None:
    parser = argparse.ArgumentParser(prog="script/bench documents", description=__doc__)
    parser.add_argument("--contracts", type=int, default=100, help="in the batch (100)")
    parser.add_argument("--rounds", type=int, default=5, help="of the engines (5)")
    parser.add_argument("--each", type=int, default=6, help="documents to a round (6)")
    given = parser.parse_args()
    if given.contracts < 2 or min(given.rounds, given.each) < 1:
        parser.error("give 2 contracts or more, and 1 round of 1 document or more")
    if not quick_layout.fits():
        say(quick_layout.misfit())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with ProcessRenderer(workers=1) as renderer:
            longer, pages = lengthened(renderer)
        bench = Bench(longer, pages, given.each, given.rounds, folder / "html")
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
