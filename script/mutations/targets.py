"""What is to be tested: the modules of a room and the mutants of each."""

from __future__ import annotations

import ast
import os
import resource
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from script.mutations.mutants import Mutant, mutants_of

ROOT = Path(__file__).resolve().parents[2]
ROOM = "law"
MEMORY = 1 << 30
"""Bytes a child may have: a loop without end may also gather without end."""


@dataclass(frozen=True)
class Target:
    """A module and its mutants, each with a name that lines above it do not change."""

    module: str
    path: Path
    tree: ast.Module
    mutants: list[Mutant]
    names: list[str]


def targets(modules: list[str]) -> list[Target]:
    found = []
    for path in sorted((ROOT / ROOM).glob("*.py")):
        if path.stem in modules or (not modules and path.stem != "__init__"):
            tree = ast.parse(path.read_text("utf-8"))
            mutants = list(mutants_of(tree))
            names = list(_names(path.stem, mutants))
            found.append(Target(path.stem, path, tree, mutants, names))
    return found


def _names(module: str, mutants: list[Mutant]) -> Iterator[str]:
    met: Counter[str] = Counter()
    for mutant in mutants:
        name = f"{module} {mutant.place.function or '(module)'} {mutant.said}"
        met[name] += 1
        yield name if met[name] == 1 else f"{name} #{met[name]}"


def forked(work: Callable[[], int], seconds: int) -> int:
    """The exit code of ``work`` in a child process; 1 where it was stopped or crashed."""
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.alarm(seconds)
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            quiet = os.open(os.devnull, os.O_WRONLY)
            os.dup2(quiet, 1)
            os.dup2(quiet, 2)
            code = work()
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) if os.WIFEXITED(status) else 1
