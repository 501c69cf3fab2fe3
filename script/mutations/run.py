"""Mutation testing of law/: script/mutation [MODULE ...] [--again]

Plants one fault at a time and runs the tests until one fails. Tests that
call the function with the fault come first, those that take long last. Each
mutant has a process of its own, forked where the tests are already collected.
What cannot be planted there (the fields of a class, the members of an enum), and
what may have been used while the tests were collected, is tried once more in a
process that imports everything anew.

A fault that no caller's arguments fit ("missing 1 required positional
argument") is stillborn: counted apart, neither killed nor survived.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from pathlib import Path

import yaml

from script.mutations import judge
from script.mutations.targets import ROOM, ROOT, Target, targets

FOUND = ROOT / "build" / "mutation"
EQUIVALENT = Path(__file__).with_name("equivalent.yaml")
Key = tuple[str, int]


def report(found: list[Target], verdicts: dict[Key, str]) -> None:
    why = {each["mutant"]: each["why"] for each in yaml.safe_load(EQUIVALENT.read_text("utf-8"))}
    rows: dict[str, Counter[str]] = {}
    kinds: Counter[str] = Counter()
    with (FOUND / "survivors.txt").open("w", encoding="utf-8") as out:
        for target in found:
            counts = rows.setdefault(target.module, Counter())
            for index, mutant in enumerate(target.mutants):
                name, verdict = target.names[index], verdicts.get((target.module, index), "")
                same = verdict == "survived" and name in why
                counts["equivalent" if same else verdict] += 1
                if verdict == "survived":
                    kinds[mutant.kind] += not same
                    out.write(f"{target.path.name}:{mutant.line} {name}\n")
                    out.write(f"    equivalent: {why[name]}\n" if same else "")
    _print(rows, kinds)
    print(f"survivors: {(FOUND / 'survivors.txt').relative_to(ROOT)}")


def _print(rows: dict[str, Counter[str]], kinds: Counter[str]) -> None:
    total = sum(rows.values(), Counter[str]())
    print(f"{'module':20}{'mutants':>9}{'killed':>8}{'survived':>10}{'equivalent':>12}{'share':>9}")
    for module, counts in (rows | {"all": total}).items():
        killed, survived, same = (counts[x] for x in ("killed", "survived", "equivalent"))
        if mutants := killed + survived + same:
            share = f"{100 * killed / mutants:.1f} %"
            print(f"{module:20}{mutants:9}{killed:8}{survived:10}{same:12}{share:>9}")
    print(f"stillborn: {total['stillborn']}")
    print("survived, by kind:", ", ".join(f"{kind} {n}" for kind, n in kinds.most_common() if n))


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="script/mutation", description=str(__doc__).split("\n")[0]
    )
    parser.add_argument("modules", nargs="*", metavar="MODULE", help="such as days; default all")
    parser.add_argument("--again", action="store_true", help="only what survived last time")
    asked = parser.parse_args()
    found = targets(asked.modules)
    if unknown := set(asked.modules) - {target.module for target in found}:
        parser.error(f"no such module in {ROOM}/: {', '.join(sorted(unknown))}")
    FOUND.mkdir(parents=True, exist_ok=True)
    wanted = _survivors() if asked.again else None
    chosen = {
        (target.module, index)
        for target in found
        for index, name in enumerate(target.names)
        if wanted is None or name in wanted
    }
    report(found, _verdicts(found, chosen))
    return 0


def _survivors() -> set[str]:
    lines = (FOUND / "survivors.txt").read_text("utf-8").splitlines()
    return {line.partition(" ")[2] for line in lines if not line.startswith(" ")}


def _verdicts(found: list[Target], chosen: set[Key]) -> dict[Key, str]:
    """Those judged with all tests in memory, some of which are judged once more."""
    ledger = FOUND / "verdicts.jsonl"
    ledger.unlink(missing_ok=True)
    judge.prepare()
    if _in_a_child(found, chosen, ledger):
        raise SystemExit("the tests do not pass without any fault: see above")
    by_name = {target.module: target for target in found}
    verdicts: dict[Key, str] = {}
    for line in ledger.read_text("utf-8").splitlines():
        said = json.loads(line)
        key = said["module"], said["index"]
        verdicts[key] = said["verdict"]
        if said["anew"]:
            target = by_name[said["module"]]
            verdicts[key] = judge.anew(target, target.mutants[said["index"]], said["files"])
    return verdicts


def _in_a_child(found: list[Target], chosen: set[Key], ledger: Path) -> int:
    """So that this process never imports the room; not 0 where the tests fail."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            code = judge.all_collected(found, chosen, ledger)
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    sys.exit(main())
