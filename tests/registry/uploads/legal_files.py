"""One small, ordinary file of each kind that is accepted, and their ingredients."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from io import BytesIO

import pikepdf
from pikepdf import Dictionary, Name

from tests.registry.uploads.archive_maker import packed, stored_first

CSV = 'Tjänst;À-pris\r\nHemtjänst;-5,50\r\n"Kväll; helg";412,00\r\n'.encode()
XML = b'<?xml version="1.0" encoding="UTF-8"?>\n<!-- Anbud -->\n<anbud><pris>412</pris></anbud>'
TXT = "\ufeffVi lämnar anbud på delområde Söder.\n".encode()

TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OPENXML = "application/vnd.openxmlformats-officedocument."
DOCX_MAIN = f"{OPENXML}wordprocessingml.document.main+xml"
XLSX_MAIN = f"{OPENXML}spreadsheetml.sheet.main+xml"
ODF = "urn:oasis:names:tc:opendocument:xmlns"


def pdf(change: Callable[[pikepdf.Pdf], None] = lambda made: None, **saving: object) -> bytes:
    """One empty page, with a change made to it."""
    with pikepdf.new() as made:
        made.add_blank_page(page_size=(595, 842))
        change(made)
        out = BytesIO()
        made.save(out, deterministic_id="encryption" not in saving, **saving)  # type: ignore[arg-type]
        return out.getvalue()


def chunk(kind: bytes, body: bytes) -> bytes:
    checked = kind + body
    return struct.pack(">L", len(body)) + checked + struct.pack(">L", zlib.crc32(checked))


def png(
    width: int = 2,
    height: int = 2,
    *,
    rows: bytes | None = None,
    aside: bytes = b"",
    tail: bytes = b"",
) -> bytes:
    """Grey, eight bits; `rows` is the picture inflated, `aside` chunks before it."""
    raw = (b"\0" + b"\x80" * width) * height if rows is None else rows
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">2L5B", width, height, 8, 0, 0, 0, 0))
        + aside
        + chunk(b"IDAT", zlib.compress(raw, 9))
        + chunk(b"IEND", b"")
        + tail
    )


def segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def jpeg(width: int = 8, height: int = 8, *, aside: bytes = b"", tail: bytes = b"") -> bytes:
    """One grey block, as a reader of segments sees it."""
    return (
        b"\xff\xd8"
        + segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")
        + aside
        + segment(0xDB, bytes([0]) + bytes([1]) * 64)
        + segment(0xC0, struct.pack(">B2H4B", 8, height, width, 1, 1, 0x11, 0))
        + segment(0xC4, bytes([0]) + bytes([1]) + bytes(15) + bytes([0]))
        + segment(0xC4, bytes([0x10]) + bytes([1]) + bytes(15) + bytes([0]))
        + segment(0xDA, bytes([1, 1, 0, 0, 63, 0]))
        + b"\x2a\xff\x00\x3f"
        + b"\xff\xd9"
        + tail
    )


def relationships(*links: tuple[str, str, str]) -> bytes:
    """Each: the end of its type, its target, its mode."""
    inside = "".join(
        f'<Relationship Id="r{number}" Type="{LINK}/{kind}" Target="{target}" TargetMode="{mode}"/>'
        for number, (kind, target, mode) in enumerate(links)
    )
    return f'<?xml version="1.0"?><Relationships xmlns="{LINKS}">{inside}</Relationships>'.encode()


def content_types(main: str, part: str, extra: str = "") -> bytes:
    return (
        f'<?xml version="1.0"?><Types xmlns="{TYPES}">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/{part}" ContentType="{main}"/>{extra}</Types>'
    ).encode()


def docx_parts() -> dict[str, bytes]:
    return {
        "[Content_Types].xml": content_types(DOCX_MAIN, "word/document.xml"),
        "_rels/.rels": relationships(("officeDocument", "word/document.xml", "Internal")),
        "word/document.xml": b'<?xml version="1.0"?><w:document xmlns:w="urn:w"/>',
        "word/_rels/document.xml.rels": relationships(
            ("hyperlink", "https://example.org/", "External")
        ),
        "word/media/image1.png": png(),
    }


def xlsx_parts() -> dict[str, bytes]:
    return {
        "[Content_Types].xml": content_types(XLSX_MAIN, "xl/workbook.xml"),
        "_rels/.rels": relationships(("officeDocument", "xl/workbook.xml", "Internal")),
        "xl/workbook.xml": b'<?xml version="1.0"?><workbook/>',
        "xl/printerSettings/printerSettings1.bin": b"\x01\x02",
    }


def odf_parts(kind: str = "text", inside: str = "") -> dict[str, bytes]:
    content = (
        f'<office:document-content xmlns:office="{ODF}:office:1.0" xmlns:draw="{ODF}:drawing:1.0"'
        f' xmlns:script="{ODF}:script:1.0" xmlns:xlink="http://www.w3.org/1999/xlink">'
        f"{inside}</office:document-content>"
    )
    return {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}".encode(),
        "content.xml": content.encode(),
        "Configurations2/accelerator/current.xml": b"",
        "META-INF/manifest.xml": f'<m:manifest xmlns:m="{ODF}:manifest:1.0"/>'.encode(),
    }


def zip_of_all() -> bytes:
    return packed(
        {"Anbud/Svar.pdf": pdf(), "Anbud/priser.csv": CSV, "espd.xml": XML, "bild.PNG": png()}
    )


def open_at_page(made: pikepdf.Pdf) -> None:
    made.Root.OpenAction = Dictionary(S=Name.GoTo, D=[made.pages[0].obj, Name.Fit])


LEGAL: dict[str, bytes] = {
    "Anbud åäö.pdf": pdf(open_at_page),
    "Anbud 2.0 (slutlig).PDF": pdf(object_stream_mode=pikepdf.ObjectStreamMode.generate),
    "priser.csv": CSV,
    "espd.xml": XML,
    "svar utf-16.xml": '<?xml version="1.0" encoding="utf-16"?><å/>'.encode("utf-16"),
    "svar latin.xml": '<?xml version="1.0" encoding="ISO-8859-1"?><å/>'.encode("latin-1"),
    "svar.txt": TXT,
    "bild.png": png(),
    "bild.jpg": jpeg(),
    "bild.JPEG": jpeg(1000, 1000),
    "svar.docx": packed(docx_parts()),
    "priser.xlsx": packed(xlsx_parts()),
    "svar.odt": stored_first(odf_parts()),
    "priser.ods": stored_first(odf_parts("spreadsheet")),
    "bilagor.zip": zip_of_all(),
}
