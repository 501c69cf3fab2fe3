"""Whether the tests notice a mutant."""

from __future__ import annotations

import importlib.machinery
import importlib.util
import json
import pickle
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from types import CodeType, FrameType, ModuleType
from typing import Any

import pytest
import yaml
from _pytest.runner import runtestprotocol

from script.mutations.live import forget, functions_of, has_caches, plant
from script.mutations.mutants import Mutant
from script.mutations.targets import ROOM, ROOT, Target, forked

# Loaded once here, so that no child has to.
importlib.import_module("holidays")
parsed = yaml.safe_load


@cache
def _kept(text: str) -> bytes:
    return pickle.dumps(parsed(text))


def read_once(stream: Any) -> Any:
    """What ``yaml.safe_load`` gives, parsed once for all children of this process."""
    text = stream if isinstance(stream, str) else stream.read()
    return pickle.loads(_kept(text))


TESTS = ROOT / "tests" / ROOM
# Whether the printed index is fresh says nothing of the rules.
WHICH = [str(TESTS), f"--ignore={TESTS / 'test_law_index.py'}"]
OPTIONS = ["-q", "--tb=no", "--capture=no", "--assert=plain", "-p", "no:cacheprovider"]
SURVIVED, KILLED, STILLBORN, UNPLANTED = 0, 1, 3, 4
VERDICTS = {SURVIVED: "survived", STILLBORN: "stillborn"}
LONG = 0.15
"""Seconds; a test that takes longer goes last."""
LIMIT = 30
"""Seconds a mutant gets; all tests together take ten."""
MISFIT = re.compile(r"missing \d+ required|expected at least|must have at least")


def prepare() -> None:
    """Before the first child: the parameters and the tables, as data."""
    yaml.safe_load = read_once
    for folder in (ROOT / ROOM / "parameters", TESTS):
        for path in folder.glob("*.yaml"):
            read_once(path.read_text("utf-8"))


class Judge:
    """Runs tests one by one and remembers why the last one failed."""

    def __init__(self) -> None:
        self.failure: BaseException | None = None

    def pytest_runtest_makereport(self, call: pytest.CallInfo[None]) -> None:
        if call.excinfo is not None:
            self.failure = call.excinfo.value

    def verdict(self, items: Sequence[pytest.Item]) -> tuple[int, int]:
        """SURVIVED, KILLED or STILLBORN, and the index of the test that decided."""
        for index, item in enumerate(items):
            following = items[index + 1] if index + 1 < len(items) else None
            reports = runtestprotocol(item, log=False, nextitem=following)
            if any(report.failed for report in reports):
                misfit = isinstance(self.failure, TypeError) and MISFIT.search(str(self.failure))
                return (STILLBORN if misfit else KILLED), index
        return SURVIVED, -1


class Collected(Judge):
    """Judges the mutants that can be planted while all tests are in memory."""

    def __init__(self, found: Sequence[Target], chosen: set[tuple[str, int]], ledger: Path) -> None:
        super().__init__()
        self.found, self.chosen, self.ledger = found, chosen, ledger
        self.called: set[int] = set()
        self.at_collection: set[int] = set()
        self.seconds: dict[str, float] = {}
        self.callers: dict[int, list[pytest.Item]] = defaultdict(list)
        self.killers: dict[str, list[str]] = defaultdict(list)

    def _heard(self, frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            self.called.add(id(frame.f_code))

    @pytest.hookimpl(wrapper=True)
    def pytest_collection(self) -> Any:
        sys.setprofile(self._heard)
        try:
            return (yield)
        finally:
            sys.setprofile(None)
            self.at_collection = self.called

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if not self._passes_without_fault(session.items):
            session.testsfailed = 1
            return True
        with self.ledger.open("w", encoding="utf-8") as out:
            for target in self.found:
                module = importlib.import_module(f"{ROOM}.{target.module}")
                for index, mutant in enumerate(target.mutants):
                    if (target.module, index) in self.chosen:
                        said = self._said(target, module, mutant)
                        line = {"module": target.module, "index": index} | said
                        out.write(json.dumps(line) + "\n")
                        out.flush()
        return True

    def _passes_without_fault(self, items: Sequence[pytest.Item]) -> bool:
        for index, item in enumerate(items):
            self.called = set()
            started = time.perf_counter()
            sys.setprofile(self._heard)
            following = items[index + 1] if index + 1 < len(items) else None
            reports = runtestprotocol(item, log=False, nextitem=following)
            sys.setprofile(None)
            self.seconds[item.nodeid] = time.perf_counter() - started
            for code in self.called:
                self.callers[code].append(item)
            if any(report.failed for report in reports):
                print(f"{item.nodeid}: {self.failure}", file=sys.stderr)
                return False
        return True

    def _said(self, target: Target, module: ModuleType, mutant: Mutant) -> dict[str, Any]:
        codes = {name: function.__code__ for name, function in functions_of(module)}
        first = self._first(codes, target.module, mutant)
        decider = self.ledger.with_name("decider")
        decider.write_text("", "utf-8")

        def judged() -> int:
            if not plant(mutant, target.tree, module):
                return UNPLANTED
            forget(module, ROOM)
            code, index = self.verdict(first)
            decider.write_text(first[index].nodeid if code else "", "utf-8")
            return code

        code = forked(judged, LIMIT)
        if killer := decider.read_text("utf-8"):
            self.killers[f"{target.module} {mutant.place.function}"].insert(0, killer)
        return {
            "verdict": VERDICTS.get(code, "killed"),
            "anew": code == UNPLANTED or (code == SURVIVED and self._unsure(codes, module, mutant)),
            "files": [path for path, _ in Counter(str(item.path) for item in first).most_common(3)],
        }

    def _unsure(self, codes: dict[str, CodeType], module: ModuleType, mutant: Mutant) -> bool:
        """Whether tests may have seen the sound module: when collected, or in a cache."""
        own = codes.get(mutant.place.function)
        if own is None or not mutant.place.body:
            return True
        return id(own) in self.at_collection or has_caches(module, ROOM)

    def _first(self, codes: dict[str, CodeType], module: str, mutant: Mutant) -> list[pytest.Item]:
        own = codes.get(mutant.place.function)
        wanted = [own] if own is not None and mutant.place.body else list(codes.values())
        callers = {item: None for code in wanted for item in self.callers[id(code)]}
        killers = self.killers[f"{module} {mutant.place.function}"]
        rank = {nodeid: place for place, nodeid in reversed(list(enumerate(killers)))}
        ordered = self._by_time(callers)
        return sorted(ordered, key=lambda item: rank.get(item.nodeid, len(killers)))

    def _by_time(self, items: Iterable[pytest.Item]) -> list[pytest.Item]:
        """The short ones as they stand in the files, then the long ones, shortest first."""

        def long(item: pytest.Item) -> float:
            seconds = self.seconds[item.nodeid]
            return seconds if seconds > LONG else 0

        return sorted(sorted(items, key=lambda item: item.nodeid), key=long)


def all_collected(found: Sequence[Target], chosen: set[tuple[str, int]], ledger: Path) -> int:
    judge = Collected(found, chosen, ledger)
    return int(pytest.main([*OPTIONS, *WHICH], plugins=[judge]))


class Faulty(importlib.machinery.SourceFileLoader):
    """Loads a module with a mutant in it."""

    def __init__(self, target: Target, mutant: Mutant) -> None:
        super().__init__(f"{ROOM}.{target.module}", str(target.path))
        self.target, self.mutant = target, mutant

    def get_code(self, fullname: str) -> CodeType:
        with self.mutant.planted():
            return compile(self.target.tree, str(self.target.path), "exec")


class Anew(Judge):
    """Judges one mutant that was there when everything was imported."""

    def __init__(self, target: Target, mutant: Mutant) -> None:
        super().__init__()
        self.loader = Faulty(target, mutant)
        self.code = KILLED

    def find_spec(
        self, name: str, path: object = None, target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name != self.loader.name:
            return None
        return importlib.util.spec_from_file_location(
            name, str(self.loader.target.path), loader=self.loader
        )

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        every = "every_day"
        items = [item for item in session.items if every not in getattr(item, "fixturenames", ())]
        self.code, _ = (KILLED, 0) if session.testsfailed else self.verdict(items)
        return True


def anew(target: Target, mutant: Mutant, files: list[str]) -> str:
    """The verdict in a process that has imported nothing of the room yet.

    The files that use the module most are asked first, by themselves.
    """
    for which in (files, WHICH):
        if which:

            def judged(which: list[str] = which) -> int:
                judge = Anew(target, mutant)
                sys.meta_path.insert(0, judge)
                pytest.main([*OPTIONS, *which], plugins=[judge])
                return judge.code

            code = forked(judged, LIMIT)
            if code != SURVIVED:
                return VERDICTS.get(code, "killed")
    return VERDICTS[SURVIVED]
