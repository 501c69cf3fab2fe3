"""A stranger's pages as PDF/A-3b may show them: what draws them, and nothing else of the file.

Annotations and form fields become part of the drawing, or are left out; scripts, actions,
metadata, thumbnails, private data and tags do not come along. What cannot be mended (a
font that is not in the file) makes the pages unshowable.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

KEPT: Final = frozenset(
    {
        "/Type", "/MediaBox", "/CropBox", "/TrimBox", "/BleedBox", "/ArtBox", "/Rotate",
        "/Resources", "/Contents", "/Group", "/UserUnit", "/Parent",
    }
)  # fmt: skip
# Of any drawn thing: what tells of its making, and what PDF/A forbids without need.
DROPPED: Final = (
    "/Metadata", "/PieceInfo", "/LastModified", "/OPI", "/Alternates", "/StructParent",
    "/StructParents", "/AF",
)  # fmt: skip
FONT_FILES: Final = ("/FontFile", "/FontFile2", "/FontFile3")
SIMPLE_FONTS: Final = ("/Type1", "/MMType1", "/TrueType", "/CIDFontType0", "/CIDFontType2")
CMYK_OPERATORS: Final = frozenset({"k", "K"})
CMYK_LETTER: Final = re.compile(rb"(?<![^\s\x00()<>\[\]{}/%])[kK](?![^\s\x00()<>\[\]{}/%])")
Kind = pikepdf.ObjectType


class Unshowable(Exception):
    """A key of `documents.binding.WHY`."""


def is_archival(pdf: Pdf) -> bool:
    """Whether the file says of itself that it is PDF/A."""
    with pdf.open_metadata() as metadata:
        return bool(metadata.get("pdfaid:part"))


def drawn_alone(pdf: Pdf) -> Pdf:
    """A new PDF of the file's pages. Raises `Unshowable`. The file itself is used up."""
    if "/OCProperties" in pdf.Root:
        raise Unshowable("layers")
    pdf.generate_appearance_streams()
    pdf.flatten_annotations("print")
    # Slow, for it reads all that is drawn; an archival file has no need of it.
    if not is_archival(pdf):
        pdf.remove_unreferenced_resources()
    alone = pikepdf.new()
    for page in pdf.pages:
        for key in set(page.obj.keys()) - KEPT:
            del page.obj[key]
        alone.pages.append(page)
    for found in alone.objects:
        _mend(found)
    for page in alone.pages:
        if _prints_colours(page.obj):
            raise Unshowable("cmyk")
    return alone


def _mend(top: Object) -> None:
    waiting = [top]
    while waiting:
        found = waiting.pop()
        if found._type_code in (Kind.dictionary, Kind.stream):
            _mend_one(found)
        _refuse_colours(found)
        waiting += _inside(found)


def without_empty(drawn: Object) -> None:
    """Of what draws with resources: dictionaries that name none, at which validators stop."""
    if drawn._type_code not in (Kind.dictionary, Kind.stream) or "/Resources" not in drawn:
        return
    resources = drawn.Resources
    for key in ("/Pattern", "/Shading"):
        if key in resources and not len(resources[key].keys()):
            del resources[key]


def _mend_one(found: Object) -> None:
    for key in DROPPED:
        if key in found:
            del found[key]
    if found.get("/Subtype") == Name.Image and found.get("/Interpolate", False):
        found.Interpolate = False
    if found.get("/Type") == Name.ExtGState:
        for key in ("/TR", "/TR2", "/HTP", "/HTO"):
            if key in found:
                del found[key]
    if found.get("/Subtype") == Name.PS or ("/Ref" in found and found.get("/Subtype") == Name.Form):
        raise Unshowable("foreign")
    if _is_font(found) and not _has_file(found):
        raise Unshowable("fonts")
    if _is_form(found) and _prints_colours(found):
        raise Unshowable("cmyk")


def _is_form(found: Object) -> bool:
    return found._type_code == Kind.stream and found.get("/Subtype") == Name.Form


def _is_font(found: Object) -> bool:
    return found.get("/Type") == Name.Font and str(found.get("/Subtype")) in SIMPLE_FONTS


def _has_file(font: Object) -> bool:
    described = font.get("/FontDescriptor")
    return isinstance(described, Dictionary) and any(key in described for key in FONT_FILES)


def _refuse_colours(found: Object) -> None:
    """A colour space by its name, in a dictionary or an array."""
    if found._type_code == Kind.array:
        parts: list[object] = [*found.as_list()]
    elif found._type_code in (Kind.dictionary, Kind.stream):
        parts = [found.get("/ColorSpace"), found.get("/CS")]
    else:
        return
    if any(isinstance(part, Name) and part == Name.DeviceCMYK for part in parts):
        raise Unshowable("cmyk")


def _prints_colours(drawn: Object) -> bool:
    """Parsing is slow: it is left to where the operator's letter stands alone in the bytes."""
    if not any(CMYK_LETTER.search(stream.read_bytes()) for stream in _streams(drawn)):
        return False
    said = pikepdf.parse_content_stream(drawn)
    return any(str(instruction.operator) in CMYK_OPERATORS for instruction in said)


def _streams(drawn: Object) -> Iterator[Object]:
    """Of a form, itself; of a page, its contents, which may lie in several."""
    contents = drawn if drawn._type_code == Kind.stream else drawn.get("/Contents")
    if isinstance(contents, Array):
        yield from (each for each in contents.as_list() if each._type_code == Kind.stream)
    elif isinstance(contents, Object) and contents._type_code == Kind.stream:
        yield contents


def _inside(found: Object) -> list[Object]:
    if found._type_code == Kind.array:
        parts: list[object] = [*found.as_list()]
    elif found._type_code in (Kind.dictionary, Kind.stream):
        parts = [found[key] for key in found.keys()]  # noqa: SIM118 - not a Python mapping
    else:
        return []
    return [part for part in parts if isinstance(part, Object) and not part.is_indirect]
