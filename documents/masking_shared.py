"""What a given and a withheld page share: then the one carries what the other shows.

A scan of a spread may be one picture, of which two pages show a half each. What the given
page shows all of, like a letterhead, is no secret for standing on the withheld one too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

Kind = pikepdf.ObjectType
MAX_DEPTH: Final = 60
MAX_DRAWN: Final = 100_000
BOXES: Final = ("/MediaBox", "/CropBox", "/Rotate")
# Edges of pictures are rounded: half a millimetre outside the page hides nothing to read.
SLACK: Final = 1.5
Number = tuple[int, int]
Matrix = tuple[float, float, float, float, float, float]
Corners = tuple[tuple[float, float], ...]
UNCHANGED: Final[Matrix] = (1, 0, 0, 1, 0, 0)
SQUARE: Final[Corners] = ((0, 0), (1, 0), (0, 1), (1, 1))


class Unmaskable(Exception):
    """Its text is a key of `documents.masking.WHY`."""


def check_shared(source: Pdf, withheld: frozenset[int]) -> None:
    """Raises `Unmaskable` where a given page carries more of a withheld one than it shows."""
    _check_contents(source, withheld)
    hidden = {
        number
        for page in withheld
        for number, _ in _Drawn(source.pages[page - 1].obj).pictures()
        if number != (0, 0)
    }
    for page in range(1, len(source.pages) + 1):
        if not hidden or page in withheld:
            continue
        drawn = _Drawn(source.pages[page - 1].obj)
        if any(number in hidden and not drawn.shows(at) for number, at in drawn.pictures()):
            raise Unmaskable("shared_drawing")


def inherited(page: Object, key: str) -> Object | None:
    """ISO 32000-1, 7.7.3.4: what a page does not say itself, the tree above it does."""
    at: Object | None = page
    for _ in range(MAX_DEPTH):
        if at is None or key in at:
            break
        at = at.get("/Parent")
    return None if at is None else at.get(key)


class _Drawn:
    """The pictures and drawings on a page, also those within others, and where they lie."""

    def __init__(self, page: Object) -> None:
        self._page = page
        self._left = MAX_DRAWN

    def pictures(self) -> Iterator[tuple[Number, Corners]]:
        resources = inherited(self._page, "/Resources")
        yield from self._in(self._page, resources, UNCHANGED, ())

    def shows(self, corners: Corners) -> bool:
        """Whether all of it lies within the edges of the page."""
        box = inherited(self._page, "/CropBox") or inherited(self._page, "/MediaBox")
        if box is None:
            raise Unmaskable("malformed")
        left, low, right, high = (float(edge) for edge in box.as_list())
        return all(
            min(left, right) - SLACK <= x <= max(left, right) + SLACK
            and min(low, high) - SLACK <= y <= max(low, high) + SLACK
            for x, y in corners
        )

    def _in(
        self, of: Object, resources: Object | None, at: Matrix, inside: tuple[Number, ...]
    ) -> Iterator[tuple[Number, Corners]]:
        named = None if resources is None else resources.get("/XObject")
        if not isinstance(named, Dictionary):
            return
        for name, there in _done(of, at):
            found = named.get(name)
            if found is None or found.objgen in inside:
                continue
            self._left -= 1
            if self._left < 0 or len(inside) > MAX_DEPTH:
                raise Unmaskable("too_complex")
            yield from self._one(found, resources, there, inside)

    def _one(
        self, found: Object, resources: Object | None, at: Matrix, inside: tuple[Number, ...]
    ) -> Iterator[tuple[Number, Corners]]:
        if found.get("/Subtype") != Name.Form:
            yield found.objgen, _moved(SQUARE, at)
            return
        within = _times(_matrix(found.get("/Matrix")), at)
        left, low, right, high = (float(edge) for edge in found.BBox.as_list())
        corners = ((left, low), (right, low), (left, high), (right, high))
        yield found.objgen, _moved(corners, within)
        own = found.get("/Resources", resources)
        yield from self._in(found, own, within, (*inside, found.objgen))


def _done(of: Object, at: Matrix) -> Iterator[tuple[str, Matrix]]:
    """What the content does by name, and the matrix then."""
    kept: list[Matrix] = []
    for step in pikepdf.parse_content_stream(of):
        operator = str(step.operator)
        if operator == "q":
            kept.append(at)
        elif operator == "Q" and kept:
            at = kept.pop()
        elif operator == "cm":
            at = _times(_matrix(step.operands), at)
        elif operator == "Do" and step.operands:
            yield str(step.operands[0]), at


def _matrix(written: object) -> Matrix:
    if written is None:
        return UNCHANGED
    a, b, c, d, e, f = (float(each) for each in written)  # type: ignore[attr-defined]
    return a, b, c, d, e, f


def _times(one: Matrix, other: Matrix) -> Matrix:
    """ISO 32000-1, 8.3.4: first the one, then the other."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (
        a * g + b * i, a * h + b * j,
        c * g + d * i, c * h + d * j,
        e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip


def _moved(corners: Corners, by: Matrix) -> Corners:
    a, b, c, d, e, f = by
    return tuple((a * x + c * y + e, b * x + d * y + f) for x, y in corners)


def _check_contents(source: Pdf, withheld: frozenset[int]) -> None:
    hidden: set[tuple[Number, str]] = set()
    for number in withheld:
        page = source.pages[number - 1].obj
        hidden |= {(part, _edges(page)) for part in _parts(page)}
    drawn = {part for part, _ in hidden}
    for number in range(1, len(source.pages) + 1):
        page = source.pages[number - 1].obj
        if number in withheld or not (shared := drawn & set(_parts(page))):
            continue
        if any((part, _edges(page)) not in hidden for part in shared):
            raise Unmaskable("shared_drawing")


def _parts(page: Object) -> list[Number]:
    contents = page.get("/Contents")
    if contents is None:
        return []
    parts = contents.as_list() if isinstance(contents, Array) else [contents]
    return [part.objgen for part in parts if part.is_indirect]


def _edges(page: Object) -> str:
    found = [inherited(page, key) for key in BOXES]
    return repr([each.unparse() if isinstance(each, Object) else each for each in found])
