"""The file of a procurement that is entered mid-life, and the files that it names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from cli.instants import instant
from cli.tender.draft_file import draft_from
from law.reasons import ActRefused, refuse
from procurement.entering.entered import EnteredFacts, Entry
from procurement.exact.files import fitted, printable, read_plain

LARGEST_NAMED = 50_000_000
# Moments are written in Swedish time where they do not say otherwise.
_MOMENTS = frozenset({"at", "to", "received_at", "evaluated_at"})


def read_entry(path: Path) -> Entry:
    """Files that it names lie beside it. Raises `ActRefused` for the first thing wrong."""
    given = read_plain(path)
    if not isinstance(given, dict) or not isinstance(given.get("tender"), dict):
        raise refuse(
            "entering.form",
            sv=f"{path.name}: filen beskriver ingen upphandling (tender)",
            en=f"{path.name}: the file describes no procurement (tender)",
            todo_sv="Skriv som i examples/enter",
            todo_en="Write it as in examples/enter",
        )
    draft = draft_from(given["tender"], f"{path.name}: tender")
    told = {name: each for name, each in given.items() if name != "tender"}
    facts = fitted(_with_moments(_winners(told)), EnteredFacts, path.name, "entering")
    named = {name for name in _named(facts) if name is not None}
    return Entry(draft, facts, path.read_bytes(), {name: _beside(path, name) for name in named})


def _with_moments(given: Any, place: str = "") -> Any:
    if isinstance(given, dict):
        return {
            name: instant(f"{place}{name}", each)
            if name in _MOMENTS and isinstance(each, str)
            else _with_moments(each, f"{place}{name}.")
            for name, each in given.items()
        }
    if isinstance(given, list):
        return [_with_moments(each, place) for each in given]
    return given


def _winners(given: Mapping[str, Any]) -> dict[str, Any]:
    """One winner of a lot may be written without a list."""
    made = given.get("decision")
    if not isinstance(made, dict) or not isinstance(made.get("winners"), dict):
        return dict(given)
    winners = {lot: [who] if isinstance(who, str) else who for lot, who in made["winners"].items()}
    return {**given, "decision": {**made, "winners": winners}}


def _named(facts: EnteredFacts) -> Iterator[str | None]:
    yield from (bid.file for bid in facts.bids)
    if facts.decision is not None:
        yield facts.decision.file
        yield from (letter.file for letter in facts.decision.letters)


def _beside(path: Path, name: str) -> bytes:
    beside = path.parent / name
    if Path(name).name != name:
        raise _unreadable(name)
    try:
        with beside.open("rb") as source:
            content = source.read(LARGEST_NAMED + 1)
    except OSError:
        raise _unreadable(name) from None
    if len(content) > LARGEST_NAMED:
        raise _unreadable(name)
    return content


def _unreadable(name: str) -> ActRefused:
    shown = printable(name)
    return refuse(
        "entering.no_file",
        sv=f"Filen {shown} som nämns ligger inte läsbar bredvid filen som läggs in",
        en=f"The file {shown} that is named does not lie readable beside the file entered",
        todo_sv="Lägg den där, och ange bara dess namn",
        todo_en="Put it there, and give its name alone",
    )
