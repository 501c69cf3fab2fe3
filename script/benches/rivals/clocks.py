"""What something takes, by the clock and of the processors, on a machine that others use too."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Took:
    """Seconds by the clock, and of the processors."""

    clock: float
    cpu: float


@dataclass(frozen=True)
class Spent(Took):
    """``waited`` is what the processes would have run if a processor had been free for them."""

    waited: float


def processes() -> list[int]:
    """All that this process has started, and what those have."""
    found, ahead = [], [os.getpid()]
    while ahead:
        number = ahead.pop()
        for each in Path(f"/proc/{number}/task").glob("*/children"):
            with suppress(OSError):
                ahead += map(int, each.read_text().split())
        found.append(number)
    return found[1:]


def cpu_of(numbers: Sequence[int]) -> float:
    """Processor seconds of each of these since it started: Linux has a clock for every process."""
    total = 0.0
    for number in numbers:
        with suppress(OSError):  # it has ended
            total += time.clock_gettime((~number << 3) | 2)
    return total


def clock_seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def spent(act: Callable[[], object], numbers: Sequence[int]) -> Spent:
    cpu, wait = cpu_of(numbers), waited(numbers)
    clock = clock_seconds(act)
    return Spent(clock, cpu_of(numbers) - cpu, waited(numbers) - wait)


def waited(numbers: Sequence[int]) -> float:
    """Seconds that these would have run if a processor had been free for them."""
    return (
        sum(int(Path(f"/proc/{each}/schedstat").read_text().split()[1]) for each in numbers) / 1e9
    )
