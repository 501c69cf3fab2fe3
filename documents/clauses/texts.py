"""What stands in braces in a clause: a prepared value, or the number of another clause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from documents.parts import Lang
from documents.printable import printable_text

_BRACES: Final = re.compile(r"\{([^{}]*)\}")
REFERENCE: Final = "ref:"
_NBSP: Final = "\N{NO-BREAK SPACE}"
# No line ends between a number and what it counts.
_HELD: Final = re.compile(
    r"(?<=\d) (?=kap\.|§|a kap\.|procent|per cent)|(?<=kap\.) (?=\d)|(?<=§) (?=LO|LU)"
)


def names(text: str) -> Iterator[str]:
    """What the braces of a text ask for, in order; ``""`` for braces that do not match."""
    rest = _BRACES.sub("", text)
    yield from _BRACES.findall(text)
    if "{" in rest or "}" in rest:
        yield ""


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its values. Braces within a value are text and stay."""
    return _BRACES.sub(lambda found: printable_text(values[found.group(1)]), held_together(text))


def held_together(text: str) -> str:
    return _HELD.sub(_NBSP, " ".join(text.split()))


def reference(number: str, lang: Lang) -> str:
    """How a clause is pointed to: "punkt 4.2", "bilaga 6", "bilaga 6 punkt 3"."""
    annex, _, clause = number.partition("/")
    word = ("punkt" if lang == "sv" else "clause") + _NBSP
    if not number.startswith("A"):
        return f"{word}{number}"
    told = ("bilaga" if lang == "sv" else "annex") + _NBSP + annex.removeprefix("A")
    return f"{told} {word}{clause}" if clause else told
