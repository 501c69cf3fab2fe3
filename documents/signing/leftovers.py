"""Parts of a PDF that none of its own tables lists, by their bytes alone.

A viewer that finds a file damaged searches it for objects and takes the last of each. So
objects that lie in a file unlisted are a second text, for those who open it another way.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from typing import Final

_SPACE: Final = rb"[\s\0]"
HEADER: Final = re.compile(_SPACE + rb"*\d+" + _SPACE + rb"+\d+" + _SPACE + rb"+obj")
OBJECT: Final = re.compile(rb"(?<=[\s\0])obj(?![^\s\0<>\[\](){}/%])")
TRAILER: Final = re.compile(rb"(?<=[\s\0])trailer(?=[\s\0]*<<)")
START: Final = re.compile(rb"(?<=[\s\0])startxref(?=[\s\0]+\d)")


def stray_parts(pdf: bytes, begins: int, listed: AbstractSet[int], revisions: int) -> bool:
    """Whether `pdf` has more from `begins` on than objects at `listed` places.

    And no more trailers than `revisions`, the number of its tables there.
    """
    headers = {found.end() for at in listed if (found := HEADER.match(pdf, at))}
    if any(each.end() not in headers for each in OBJECT.finditer(pdf, begins)):
        return True
    counts = (sum(1 for _ in each.finditer(pdf, begins)) for each in (TRAILER, START))
    return any(count > revisions for count in counts)
