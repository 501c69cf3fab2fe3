"""What somebody wrote, as a page can carry it: no sign of it may steer what stands around it.

A name may hold anything. Escaping keeps it out of the markup; this keeps it from
breaking the file's metadata (XML cannot carry control characters) and from turning
the words after it around, which a left-open bidirectional override would do to the
rest of its paragraph, price and all.
"""

from __future__ import annotations

import re
from typing import Final

REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"
_LINE_END: Final = re.compile("\r\n?")
_UNCARRIED: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_TURNING: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CLOSED_BY: Final = dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c") | dict.fromkeys(
    "\u2066\u2067\u2068", "\u2069"
)


def printable(value: object) -> object:
    """A ``str`` as it may be printed; anything else, finished markup too, as it is."""
    return printable_text(value) if type(value) is str else value


def printable_text(text: str) -> str:
    """Line ends as one sign, U+FFFD for what cannot be carried, and all that turns closed."""
    if text.isprintable():
        return text
    text = _UNCARRIED.sub(REPLACEMENT, _LINE_END.sub("\n", text))
    return text + _closing(text)


def _closing(text: str) -> str:
    """What ends the embeddings, overrides and isolates that ``text`` leaves open."""
    opened: list[str] = []
    for sign in _TURNING.findall(text):
        closer = _CLOSED_BY.get(sign)
        if closer is not None:
            opened.append(closer)
        elif sign in opened:
            # The end of an isolate ends what was begun within it as well.
            while opened and (sign == "\u2069" or opened[-1] == sign):
                if opened.pop() == sign:
                    break
    return "".join(reversed(opened))
