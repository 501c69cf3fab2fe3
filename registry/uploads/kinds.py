"""The kinds of file that a bid may have, and who reads each: an allow-list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from registry.uploads import images, plain
from registry.uploads.content import Octets
from registry.uploads.office import OPENDOCUMENT, OPENXML, Office, check_office
from registry.uploads.pdf import MAX_BYTES as PDF_BYTES
from registry.uploads.pdf import check_ends, check_pdf
from registry.uploads.xml import MAX_BYTES as XML_BYTES
from registry.uploads.xml import check_passive, parse_xml

MAX_BYTES: Final = 200_000_000


@dataclass(frozen=True)
class Kind:
    """`check` raises `UploadRefused`; `max_bytes` bounds what it is given.

    `in_archive` is the check of the same kind inside an archive; None where the kind is
    itself an archive, as those lie one deep.
    """

    media_type: str
    max_bytes: int
    check: Callable[[Octets], None]
    in_archive: Callable[[Octets], None] | None


def _check_xml(content: bytes) -> None:
    check_passive(parse_xml(content))


def _simple(media_type: str, max_bytes: int, check: Callable[[bytes], None]) -> Kind:
    def checked(octets: Octets) -> None:
        check(bytes(octets))

    return Kind(media_type, max_bytes, checked, checked)


def _office(media_type: str, office: Office) -> Kind:
    def checked(octets: Octets) -> None:
        check_office(octets, office)

    return Kind(media_type, MAX_BYTES, checked, None)


def _opendocument(suffix: str, name: str) -> Kind:
    media_type = f"{OPENDOCUMENT}{name}"
    return _office(media_type, Office(suffix, media_type))


JPEG: Final = _simple("image/jpeg", images.MAX_BYTES, images.check_jpeg)
# In an archive the structure of all PDFs is read by one child process, afterwards.
PDF: Final = Kind("application/pdf", PDF_BYTES, check_pdf, check_ends)

KINDS: Final[dict[str, Kind]] = {
    "csv": _simple("text/csv", plain.MAX_BYTES, plain.check_csv),
    "docx": _office(f"{OPENXML}wordprocessingml.document", Office("docx")),
    "jpeg": JPEG,
    "jpg": JPEG,
    "ods": _opendocument("ods", "spreadsheet"),
    "odt": _opendocument("odt", "text"),
    "pdf": PDF,
    "png": _simple("image/png", images.MAX_BYTES, images.check_png),
    "txt": _simple("text/plain", plain.MAX_BYTES, plain.check_text),
    "xlsx": _office(f"{OPENXML}spreadsheetml.sheet", Office("xlsx")),
    "xml": _simple("application/xml", XML_BYTES, _check_xml),
}
