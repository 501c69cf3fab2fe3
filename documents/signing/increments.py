"""That what a signer appended to a PDF is a signature and nothing else. Loads pyHanko.

A signature of a whole file also signs what the signer changed in it. So each object of the
earlier file must lie where it lay, but for the few that a signature field has to be entered
in, and these are compared entry by entry. Much stricter than viewers are, and quick: the
tags of a page are not walked through.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from io import SEEK_END, BytesIO
from typing import Any, Final, cast

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, IndirectObject, PdfObject
from pyhanko.pdf_utils.reader import PdfFileReader

from documents.signing.leftovers import stray_parts

FIELD_KEYS: Final = frozenset(
    {"/FT", "/T", "/TU", "/V", "/Type", "/Subtype", "/Rect", "/P", "/F", "/Ff", "/AP", "/MK"}
    | {"/DA", "/Lock", "/M", "/NM"}
)
CATALOG_KEYS: Final = frozenset(
    {"/AcroForm", "/Perms", "/Extensions", "/DSS", "/Metadata", "/Version"}
)
FILLED_KEYS: Final = frozenset({"/V", "/AP", "/M", "/MK"})
STORE_KEYS: Final = frozenset({"/Type", "/Certs", "/CRLs", "/OCSPs", "/VRI"})
EXTENSION_KEYS: Final = frozenset(
    {"/Type", "/BaseVersion", "/ExtensionLevel", "/ExtensionRevision", "/URL"}
)
# No signature takes a page; one that nothing refers to waits for something that will.
NEVER_NEW: Final = frozenset({"/Catalog", "/Pages", "/Page"})
HIDDEN: Final = 2 | 32
"""The annotation flags Hidden and NoView."""


class IllegalChange(Exception):
    """Its text is a key of `documents.signing.faults.WHY`."""


@dataclass
class _Comparison:
    """Two revisions of a file, and the numbers of those objects that may differ."""

    before: PdfFileReader
    after: PdfFileReader
    entered: set[int] = field(default_factory=set)
    allowed: set[int] = field(default_factory=set)


def check_signing(earlier: PdfFileReader, later: PdfFileReader) -> None:
    """Raises `IllegalChange` unless `later` adds one signature to `earlier`, and no more."""
    both = _compared(earlier, later, kind="/Sig")
    if len(both.entered) != 1:
        raise IllegalChange("several" if both.entered else "unsigned")


def check_validation_data(earlier: PdfFileReader, later: PdfFileReader) -> None:
    """Raises `IllegalChange` unless `later` adds but what is needed to check signatures.

    That is a document security store, and time stamps of the whole document.
    """
    try:
        both = _compared(earlier, later, kind="/DocTimeStamp")
    except IllegalChange as change:
        raise IllegalChange("added_after") from change
    if both.before.xrefs.total_revisions == both.after.xrefs.total_revisions:
        raise IllegalChange("added_after")


def check_nothing_hidden(earlier: PdfFileReader, later: PdfFileReader, pdf: bytes) -> None:
    """Raises `IllegalChange` for what `pdf` holds beside what its tables of contents list.

    A program that mends damaged files may look for objects by itself, and show these.
    """
    begins = earlier.stream.seek(0, SEEK_END)
    revisions = range(later.xrefs.total_revisions)
    listed = {
        place
        for revision in revisions
        for ref in later.xrefs.explicit_refs_in_revision(revision)
        if isinstance(place := later.xrefs.get_historical_ref(ref, revision), int)
    }
    sections = [later.xrefs.get_xref_container_info(each) for each in revisions]
    listed |= {each.start_location for each in sections}
    new = sum(each.start_location >= begins for each in sections)
    if stray_parts(pdf, begins, listed, new):
        raise IllegalChange("changed")
    known = dict(_places(earlier))
    for number in set(dict(_places(later))) - set(known):
        found = _object(later, number)
        if isinstance(found, DictionaryObject) and _entry(found, "/Type") in NEVER_NEW:
            raise IllegalChange("changed")


def _compared(earlier: PdfFileReader, later: PdfFileReader, kind: str) -> _Comparison:
    both = _Comparison(earlier, later)
    if both.after.encrypted:
        raise IllegalChange("encrypted")
    changed = _changed(both)
    _check_catalog(both, kind)
    _check_pages(both, changed)
    _check_information(both)
    if changed - both.allowed:
        raise IllegalChange("changed")
    return both


def _changed(both: _Comparison) -> set[int]:
    """The numbers of the earlier file's objects that are not where they were."""
    if both.after.xrefs.hybrid_xrefs_present:
        raise IllegalChange("changed")
    before, after = dict(_places(both.before)), dict(_places(both.after))
    return {number for number, place in before.items() if after.get(number) != place}


def _places(reader: PdfFileReader) -> Iterator[tuple[int, tuple[int, object]]]:
    for revision in range(reader.xrefs.total_revisions):
        for ref in reader.xrefs.explicit_refs_in_revision(revision):
            yield ref.idnum, (ref.generation, reader.xrefs[ref])
        for ref in reader.xrefs.refs_freed_in_revision(revision):
            yield ref.idnum, (ref.generation, None)


def _check_catalog(both: _Comparison, kind: str) -> None:
    if both.before.root_ref.idnum != both.after.root_ref.idnum:
        raise IllegalChange("changed")
    both.allowed.add(both.before.root_ref.idnum)
    old, new = both.before.root, both.after.root
    _check_same(old, new, CATALOG_KEYS)
    _check_form(both, _dictionary(old, "/AcroForm"), _dictionary(new, "/AcroForm"), kind)
    _check_permissions(both, _dictionary(old, "/Perms"), _dictionary(new, "/Perms"))
    for holder in (old, new):
        _check_shape(_dictionary(holder, "/DSS"), STORE_KEYS)
        extensions = _dictionary(holder, "/Extensions")
        for name in set(extensions) - {"/Type"}:
            several = extensions[name]
            for each in several if isinstance(several, ArrayObject) else [several]:
                _check_shape(each, EXTENSION_KEYS)
    for key in ("/AcroForm", "/Perms", "/Extensions", "/DSS"):
        _allow(both, old, key)
    _check_metadata(both, old, new)


def _check_form(both: _Comparison, old: DictionaryObject, new: DictionaryObject, kind: str) -> None:
    added = {key for key in ("/DR", "/DA") if key not in old}
    _check_same(old, new, {"/Fields", "/SigFlags", *added})
    _allow(both, old, "/Fields")
    had, has = _members(old, "/Fields"), _members(new, "/Fields")
    if had - has:
        raise IllegalChange("changed")
    for number in has - had:
        _check_field(both.after, number, kind)
        both.entered.add(number)
    for number in had:
        _check_filled(both, number)


def _check_field(reader: PdfFileReader, number: int, kind: str) -> None:
    """A new field is a signature's, does nothing, and draws nothing on the page."""
    found = _object(reader, number)
    if not isinstance(found, DictionaryObject) or _entry(found, "/FT") != "/Sig":
        raise IllegalChange("changed")
    _check_shape(found, FIELD_KEYS)
    value = _entry(found, "/V")
    if not isinstance(value, DictionaryObject) or (_entry(value, "/Type") or "/Sig") != kind:
        raise IllegalChange("changed")
    left, low, right, high = (float(edge) for edge in _entry(found, "/Rect") or (0, 0, 0, 0))
    hidden = int(_entry(found, "/F") or 0) & HIDDEN
    if left != right and low != high and not hidden:
        raise IllegalChange("visible")


def _check_filled(both: _Comparison, number: int) -> None:
    """A field that was there, empty, may be filled where it stands."""
    old, new = _object(both.before, number), _object(both.after, number)
    if not isinstance(old, DictionaryObject) or not isinstance(new, DictionaryObject):
        raise IllegalChange("changed")
    if _entry(old, "/FT") != "/Sig" or "/V" in old or "/V" not in new:
        return
    _check_same(old, new, FILLED_KEYS)
    both.entered.add(number)
    both.allowed.add(number)


def _check_permissions(both: _Comparison, old: DictionaryObject, new: DictionaryObject) -> None:
    """The first signature may certify the document; nothing else may be granted."""
    _check_same(old, new, set() if "/DocMDP" in old else {"/DocMDP"})
    certifying = {_number(_value(both.after, number)) for number in both.entered}
    granted = "/DocMDP" in new and "/DocMDP" not in old
    if granted and _number(new.raw_get("/DocMDP")) not in certifying:
        raise IllegalChange("changed")


def _value(reader: PdfFileReader, number: int) -> PdfObject:
    found = _object(reader, number)
    if not isinstance(found, DictionaryObject):
        raise IllegalChange("changed")
    return cast(PdfObject, found.raw_get("/V"))


def _check_metadata(both: _Comparison, old: DictionaryObject, new: DictionaryObject) -> None:
    """A program may date its change in the XMP, which is not part of what is read."""
    if "/Metadata" not in old and "/Metadata" not in new:
        return
    number = _number(new.raw_get("/Metadata")) if "/Metadata" in new else None
    found = _entry(new, "/Metadata")
    if not isinstance(found, generic.StreamObject) or _entry(found, "/Type") != "/Metadata":
        raise IllegalChange("changed")
    same = "/Metadata" in old and _number(old.raw_get("/Metadata")) == number
    if same and number is not None:
        both.allowed.add(number)
    elif number in dict(_places(both.before)):
        raise IllegalChange("changed")


def _check_information(both: _Comparison) -> None:
    """The information dictionary may be dated too; its title and author stay."""
    old, new = both.before.trailer, both.after.trailer
    if "/Info" not in old or "/Info" not in new:
        return
    before, after = old["/Info"], new["/Info"]
    if _number(old.raw_get("/Info")) != _number(new.raw_get("/Info")):
        raise IllegalChange("changed")
    _check_same(before, after, {"/ModDate", "/Producer"})
    number = _number(old.raw_get("/Info"))
    if number is not None:
        both.allowed.add(number)


def _check_pages(both: _Comparison, changed: set[int]) -> None:
    # The count first: how long a walk may be is not for the stranger's file to say.
    if _page_count(both.before) != _page_count(both.after):
        raise IllegalChange("changed")
    old_pages, new_pages = list(_pages(both.before)), list(_pages(both.after))
    if [number for number, _ in old_pages] != [number for number, _ in new_pages]:
        raise IllegalChange("changed")
    for (number, old), (_, new) in zip(old_pages, new_pages, strict=True):
        if number in changed:
            _check_same(old, new, {"/Annots"})
            both.allowed.add(number)
        _allow(both, old, "/Annots")
        had, has = _members(old, "/Annots"), _members(new, "/Annots")
        if had - has or (has - had) - both.entered:
            raise IllegalChange("changed")


def _pages(reader: PdfFileReader) -> Iterator[tuple[int, DictionaryObject]]:
    for index in range(_page_count(reader)):
        node, place, _ = reader.find_page_container(index)  # type: ignore[no-untyped-call]
        ref = node.get_object()["/Kids"].raw_get(place)
        yield ref.idnum, ref.get_object()


def _page_count(reader: PdfFileReader) -> int:
    return int(reader.root["/Pages"]["/Count"])


def _check_same(old: DictionaryObject, new: DictionaryObject, but: AbstractSet[str]) -> None:
    """Each entry is written as it was; what it refers to is compared elsewhere."""
    for key in {*old, *new} - but:
        if key not in old or key not in new or _plain(old, key) != _plain(new, key):
            raise IllegalChange("changed")


def _plain(holder: DictionaryObject, key: str) -> bytes:
    written = BytesIO()
    holder.raw_get(key).write_to_stream(written, None)
    return written.getvalue()


def _check_shape(holder: PdfObject, keys: frozenset[str]) -> None:
    if not isinstance(holder, DictionaryObject) or set(holder) - keys:
        raise IllegalChange("changed")


def _entry(holder: DictionaryObject, key: str) -> Any:
    """What an entry refers to; `get` would give the reference."""
    try:
        return holder[key]
    except KeyError:
        return None


def _dictionary(holder: DictionaryObject, key: str) -> DictionaryObject:
    found = holder[key] if key in holder else DictionaryObject()  # type: ignore[no-untyped-call]
    if not isinstance(found, DictionaryObject):
        raise IllegalChange("changed")
    return found


def _members(holder: DictionaryObject, key: str) -> set[int]:
    """The numbers of what a list refers to; -1 for what stands in it itself."""
    found = holder[key] if key in holder else ArrayObject()
    if not isinstance(found, ArrayObject):
        raise IllegalChange("changed")
    numbers = [_number(found.raw_get(at)) for at in range(len(found))]
    if len(set(numbers)) != len(numbers) or None in numbers:
        raise IllegalChange("changed")
    return {number for number in numbers if number is not None}


def _allow(both: _Comparison, holder: DictionaryObject, key: str) -> None:
    number = _number(holder.raw_get(key)) if key in holder else None
    if number is not None:
        both.allowed.add(number)


def _number(found: PdfObject) -> int | None:
    return found.idnum if isinstance(found, IndirectObject) else None


def _object(reader: PdfFileReader, number: int) -> PdfObject:
    return cast(PdfObject, reader.get_object(generic.Reference(number, 0, reader)))  # type: ignore[no-untyped-call]
