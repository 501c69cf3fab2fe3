"""Archives and office documents made to harm or mislead; see `hostile_files`."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import replace

from tests.registry.uploads.archive_maker import (
    DESCRIBED,
    STORED,
    UTF8,
    Entry,
    archive,
    end,
    packed,
    stored_first,
)
from tests.registry.uploads.hostile_files import PDF, XXE, Made, named, ready, script, with_root
from tests.registry.uploads.legal_files import (
    XML,
    content_types,
    docx_parts,
    odf_parts,
    relationships,
    xlsx_parts,
    zip_of_all,
)

A, B = Entry("a.txt", b"a" * 50), Entry("b.txt", b"b" * 50)


def zips() -> dict[str, Made]:
    other = replace(B, name="A.TXT")
    folder = Entry("a.txt/", b"", method=STORED, mode=0o040755)
    whole = archive(A, B)
    bad: dict[str, Callable[[], bytes]] = {
        "zip-bomb": lambda: packed({"a.txt": bytes(100_000_000)}),
        "zip-bomb-that-lies": lambda: archive(replace(A, data=bytes(20_000_000), size=1_000)),
        "zip-bombs-together": lambda: archive(
            *[replace(A, name=f"{n}.txt", data=b"a" * 2_000_000) for n in range(6)]
        ),
        "zip-bomb-of-overlaps": lambda: archive(
            *[replace(A, name=f"{n}.txt", local_name="0.txt") for n in range(9)], same_place=True
        ),
        "zip-too-big": lambda: archive(replace(A, size=200_000_001, method=8)),
        "zip-too-many": lambda: packed({f"{n}.txt": b"a" for n in range(501)}),
        "zip-nested": lambda: packed({"inre.zip": whole}),
        "zip-nested-in-disguise": lambda: packed({"inre.txt": whole}),
        "zip-gzip-in-disguise": lambda: packed({"inre.csv": b"\x1f\x8b\x08\0"}),
        "zip-office-inside": lambda: packed({"svar.docx": packed(docx_parts())}),
        "zip-climbing": lambda: packed({"../../a.txt": b"a"}),
        "zip-absolute": lambda: packed({"/etc/a.txt": b"a"}),
        "zip-drive": lambda: packed({"C:a.txt": b"a"}),
        "zip-backslash": lambda: packed({"..\\a.txt": b"a"}),
        "zip-nul-in-name": lambda: packed({"a.txt\0.pdf": b"a"}),
        "zip-turned-name": lambda: packed({"a\u202etxt.pdf": b"a"}),
        "zip-device": lambda: packed({"mapp/aux.txt": b"a"}),
        "zip-empty-part": lambda: packed({"a//b.txt": b"a"}),
        "zip-link": lambda: archive(replace(A, mode=0o120777)),
        "zip-fifo": lambda: archive(replace(A, mode=0o010644)),
        "zip-same-name": lambda: archive(A, A),
        "zip-same-name-but-for-case": lambda: archive(A, other),
        "zip-same-name-but-for-form": lambda: packed({"å.txt": b"1", "a\u030a.txt": b"2"}),
        "zip-file-and-folder": lambda: archive(A, folder),
        "zip-file-as-folder": lambda: archive(A, replace(B, name="a.txt/b.txt")),
        "zip-encrypted": lambda: archive(replace(A, flags=UTF8 | 1)),
        "zip-other-method": lambda: archive(replace(A, method=12)),
        "zip-data-before": lambda: b"MZ" + whole,
        "zip-data-after": lambda: whole + b"a",
        "zip-comment": lambda: whole[:-2] + b"\2\0ab",
        "zip-hidden-between": lambda: archive(A, replace(B, before=b"dolt")),
        "zip-other-local-name": lambda: archive(replace(A, local_name="b.exe")),
        "zip-other-local-size": lambda: archive(replace(A, local_size=7)),
        "zip-other-name-in-extra": lambda: archive(replace(A, extra=b"\x75\x70\0\0")),
        "zip-zip64": lambda: archive(replace(A, extra=struct.pack("<2HQ", 1, 8, 9))),
        "zip-end-of-unknown-length": lambda: archive(
            replace(A, method=STORED, flags=UTF8 | DESCRIBED)
        ),
        "zip-wrong-checksum": lambda: archive(replace(A, crc=1)),
        "zip-more-after-stream": lambda: archive(replace(A, packed=A.stream + b"x")),
        "zip-stream-cut": lambda: archive(replace(A, packed=A.stream[:-1])),
        "zip-missing-from-directory": lambda: archive(A, B, count=1),
        "zip-more-in-directory": lambda: archive(A, B, count=3),
        "zip-directory-elsewhere": lambda: whole[:-6] + struct.pack("<L", 3) + whole[-2:],
        "zip-empty": lambda: end(0, 0, 0),
        "zip-only-a-folder": lambda: archive(replace(folder, name="a/")),
        "zip-cut-short": lambda: whole[:-30],
        "zip-with-program": lambda: packed({"a.exe": b"MZ"}),
        "zip-with-script-in-pdf": lambda: packed(
            {"a.pdf": PDF, "b.pdf": with_root(OpenAction=script())}
        ),
        "zip-with-doctype": lambda: packed({"a.xml": XXE}),
        "zip-is-a-document": lambda: packed(docx_parts()),
        "zip-is-a-pdf": lambda: PDF,
    }
    return {key: named("bilagor.zip", make) for key, make in bad.items()}


def office() -> dict[str, Made]:
    docx, xlsx = docx_parts, xlsx_parts
    rels = "word/_rels/settings.xml.rels"
    types = "[Content_Types].xml"
    macro_main = "application/vnd.ms-word.document.macroEnabled.main+xml"
    bad: dict[str, tuple[str, dict[str, bytes]]] = {
        "docx-macro": ("docx", docx() | {"word/vbaProject.bin": b"x"}),
        "docx-macro-type": (
            "docx",
            docx() | {types: content_types(macro_main, "word/document.xml")},
        ),
        "docx-macro-renamed": (
            "docx",
            docx() | {rels: relationships(("vbaProject", "media/image1.png", "Internal"))},
        ),
        "docx-template-elsewhere": (
            "docx",
            docx() | {rels: relationships(("attachedTemplate", "http://example.org/", "External"))},
        ),
        "docx-object-elsewhere": (
            "docx",
            docx() | {rels: relationships(("oleObject", "http://example.org/", "External"))},
        ),
        "docx-picture-elsewhere": (
            "docx",
            docx() | {rels: relationships(("image", "http://example.org/a.png", "External"))},
        ),
        "docx-object": ("docx", docx() | {"word/embeddings/oleObject1.bin": b"x"}),
        "docx-page-inside": (
            "docx",
            docx() | {rels: relationships(("aFChunk", "a.xml", "Internal"))},
        ),
        "docx-program-part": ("docx", docx() | {"word/a.exe": b"MZ"}),
        "docx-doctype": ("docx", docx() | {"word/document.xml": XXE}),
        "docx-doctype-in-types": ("docx", docx() | {types: XXE}),
        "docx-archive-as-picture": ("docx", docx() | {"word/media/a.png": packed({"a": b"a"})}),
        "docx-without-types": ("docx", {"word/document.xml": XML}),
        "docx-is-a-workbook": ("docx", xlsx()),
        "xlsx-is-a-document": ("xlsx", docx()),
        "xlsx-other-workbook": (
            "xlsx",
            xlsx()
            | {
                "xl/externalLinks/_rels/e.xml.rels": relationships(
                    ("externalLinkPath", "file:///a.xlsx", "External")
                )
            },
        ),
        "xlsx-macro-sheet": ("xlsx", xlsx() | {"xl/macrosheets/sheet1.xml": XML}),
        "odt-macro": ("odt", odf_parts() | {"Basic/Standard/a.xml": XML}),
        "odt-script": (
            "odt",
            odf_parts(inside="<office:scripts><script:event-listener/></office:scripts>"),
        ),
        "odt-object": ("odt", odf_parts(inside="<draw:object-ole/>")),
        "odt-picture-elsewhere": (
            "odt",
            odf_parts(inside='<draw:image xlink:href="https://example.org/a.png"/>'),
        ),
        "odt-encrypted": (
            "odt",
            odf_parts() | {"META-INF/manifest.xml": b"<m><encryption-data/></m>"},
        ),
        "odt-is-a-workbook": ("odt", odf_parts("spreadsheet")),
    }
    made: dict[str, Made] = {
        key: ready(f"svar.{suffix}", _packed(suffix, parts)) for key, (suffix, parts) in bad.items()
    }
    made["docx-is-old-word"] = lambda: (
        "svar.docx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
    )
    made["docx-is-a-zip"] = lambda: ("svar.docx", zip_of_all())
    return made


def _packed(suffix: str, parts: dict[str, bytes]) -> bytes:
    return stored_first(parts) if suffix == "odt" else packed(parts)


ARCHIVES: dict[str, Made] = {**zips(), **office()}
