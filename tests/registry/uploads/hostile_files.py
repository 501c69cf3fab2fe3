"""Files made to harm or mislead, each by one small change to an ordinary one.

`hostile.yaml` has the answer that each must get.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from tests.registry.uploads.archive_maker import (
    end,
    packed,
)
from tests.registry.uploads.legal_files import (
    CSV,
    TXT,
    chunk,
    jpeg,
    pdf,
    png,
    segment,
)

Named = tuple[str, bytes]
Made = Callable[[], Named]
PDF = pdf()
XXE = b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>'
LAUGHS = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><l>&b;</l>'


def named(name: str, make: Callable[[], bytes]) -> Made:
    return lambda: (name, make())


def ready(name: str, body: bytes) -> Made:
    return lambda: (name, body)


def names() -> dict[str, Made]:
    bad = {
        "name-empty": "",
        "name-blank": "   ",
        "name-with-nul": "anbud\0.pdf",
        "name-with-newline": "anbud\r\nX-Header: 1.pdf",
        "name-turned-around": "anbud\u202efdp.exe",
        "name-zero-width": "an\u200bbud.pdf",
        "name-climbing": "../../etc/cron.txt",
        "name-backslash": "C:\\anbud.pdf",
        "name-wide-slash": "..／anbud.pdf",
        "name-stream": "anbud.txt:dold.pdf",
        "name-device": "CON.pdf",
        "name-device-with-number": "com1.tar.pdf",
        "name-ending-with-dot": "anbud.pdf.",
        "name-ending-with-space": "anbud.pdf ",
        "name-too-long": "å" * 126 + ".pdf",
        "name-double": "anbud.pdf.exe",
        "name-double-hidden": "anbud.php.pdf",
        "name-without-suffix": "anbud",
        "name-only-suffix-unknown": "anbud.exe",
        "name-macro-document": "anbud.docm",
        "name-web-page": "anbud.html",
    }
    return {key: named(name, lambda: PDF) for key, name in bad.items()}


def with_root(**entries: Any) -> bytes:
    def change(made: pikepdf.Pdf) -> None:
        for key, value in entries.items():
            made.Root[f"/{key}"] = value

    return pdf(change)


def with_loose(value: pikepdf.Object) -> bytes:
    """An object that nothing in the document shows, but a viewer might find."""
    return with_root(Extra=Array([Array([value])]))


def with_annotation(**entries: Any) -> bytes:
    def change(made: pikepdf.Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Rect=[0, 0, 9, 9], **entries)
        made.pages[0].Annots = made.make_indirect(Array([note]))

    return pdf(change)


def linked(**action: Any) -> bytes:
    return with_annotation(Subtype=Name.Link, A=Dictionary(**action))


def embedding() -> bytes:
    def change(made: pikepdf.Pdf) -> None:
        made.attachments["inuti.exe"] = b"MZ"

    return pdf(change)


def outside_stream() -> bytes:
    def change(made: pikepdf.Pdf) -> None:
        made.Root.Extra = Stream(made, b"", F=String("/etc/passwd"))

    return pdf(change)


def crowded() -> bytes:
    """Just a line per object: three hundred thousand and one of them."""
    count = 300_001
    offsets, body = [], bytearray(b"%PDF-1.4\n")
    fixed = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"]
    fixed.append(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>")
    for number in range(1, count + 1):
        offsets.append(len(body))
        inside = fixed[number - 1] if number <= len(fixed) else b"0"
        body += b"%d 0 obj %b endobj\n" % (number, inside)
    start = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n" % (count + 1)
    body += b"".join(b"%010d 00000 n \n" % at for at in offsets)
    body += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (count + 1, start)
    return bytes(body)


def script_text() -> String:
    return String("app.alert(1)")


def script() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=script_text())


def pdf_and_zip() -> bytes:
    """The archive ends within a comment that runs to the end of the PDF."""
    return PDF[:-6] + end(0, 0, 0, comment=b"\n%%EOF\n")


def pdfs() -> dict[str, Made]:
    encryption = pikepdf.Encryption(owner="a", user="")
    bad: dict[str, Callable[[], bytes]] = {
        "pdf-script-at-opening": lambda: with_root(OpenAction=script()),
        "pdf-script-in-names": lambda: with_root(
            Names=Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script()])))
        ),
        "pdf-script-on-a-link": lambda: linked(S=Name.JavaScript, JS=String("1")),
        "pdf-script-nobody-refers-to": lambda: with_loose(script()),
        "pdf-script-name-in-hex": lambda: with_root(Abcd=script_text()).replace(b"/Abcd", b"/#4aS"),
        "pdf-launch": lambda: linked(S=Name.Launch, F=String("calc.exe")),
        "pdf-launch-at-opening": lambda: with_root(
            OpenAction=Dictionary(S=Name.Launch, F=String("calc.exe"))
        ),
        "pdf-address-at-opening": lambda: with_root(
            OpenAction=Dictionary(S=Name.URI, URI=String("https://example.org/"))
        ),
        "pdf-additional-action": lambda: with_root(
            AA=Dictionary(WC=Dictionary(S=Name.Named, N=Name.Print))
        ),
        "pdf-embedded-file": embedding,
        "pdf-attached-by-annotation": lambda: with_annotation(Subtype=Name.FileAttachment),
        "pdf-film": lambda: with_annotation(Subtype=Name.RichMedia),
        "pdf-sound": lambda: linked(S=Name.Sound),
        "pdf-xfa": lambda: with_root(AcroForm=Dictionary(Fields=Array(), XFA=String("x"))),
        "pdf-submits": lambda: linked(S=Name.SubmitForm, F=String("https://example.org/")),
        "pdf-imports": lambda: linked(S=Name.ImportData, F=String("a.fdf")),
        "pdf-goes-elsewhere": lambda: linked(S=Name.GoToR, F=String("\\\\server\\a.pdf")),
        "pdf-goes-into-embedded": lambda: linked(S=Name.GoToE),
        "pdf-stream-in-another-file": outside_stream,
        "pdf-link-to-script": lambda: linked(S=Name.URI, URI=String(" java\tscript:alert(1)")),
        "pdf-link-to-local-file": lambda: linked(S=Name.URI, URI=String("file:///etc/passwd")),
        "pdf-encrypted": lambda: pdf(encryption=encryption),
        "pdf-late-header": lambda: b"\n" + PDF,
        "pdf-after-html": lambda: b"<html><script>alert(1)</script>" + PDF,
        "pdf-and-html": lambda: PDF.replace(b"\n", b"\n%<script>alert(1)</script>\n", 1),
        "pdf-cut-short": lambda: PDF[:-20],
        "pdf-with-more-after": lambda: PDF + b"#!/bin/sh\n",
        "pdf-and-zip": pdf_and_zip,
        "pdf-zip-after-it": lambda: PDF + packed({"a.txt": b"a"}),
        "pdf-hollow": lambda: b"%PDF-1.7\n%%EOF\n",
        "pdf-without-pages": lambda: pdf(lambda made: made.pages.__delitem__(0)),
        "pdf-table-elsewhere": lambda: PDF.replace(b"startxref\n", b"startxref\n9"),
        "pdf-crowded": crowded,
        "pdf-is-a-program": lambda: b"MZ\x90\0" + PDF,
        "pdf-is-a-picture": png,
        "pdf-empty": lambda: b"",
    }
    return {key: named("anbud.pdf", make) for key, make in bad.items()}


def xmls() -> dict[str, Made]:
    bad = {
        "xml-reads-a-file": XXE,
        "xml-laughs": LAUGHS,
        "xml-doctype-after-mark": b"\xef\xbb\xbf" + XXE,
        "xml-doctype-after-comments": b"<!-- a --><?p a?>\n<!-- > -->" + XXE,
        "xml-doctype-in-utf-16": XXE.decode().encode("utf-16"),
        "xml-doctype-in-utf-16-unmarked": XXE.decode().encode("utf-16-be"),
        "xml-doctype-in-utf-32": XXE.decode().encode("utf-32"),
        "xml-doctype-in-utf-7": b'<?xml version="1.0" encoding="UTF-7"?>'
        + XXE.decode().encode("utf-7"),
        "xml-doctype-in-ebcdic": XXE.decode().encode("cp037"),
        "xml-doctype-far-down": b"<!--" + b"a" * 100_000 + b"-->" + XXE,
        "xml-external-dtd": b'<!DOCTYPE r SYSTEM "http://example.org/a.dtd"><r/>',
        "xml-version-1.1": b'<?xml version="1.1"?><r/>',
        "xml-two-declarations": b'<?xml version="1.0"?><?xml version="1.0"?><r/>',
        "xml-wrong-encoding": '<?xml version="1.0" encoding="UTF-8"?><å/>'.encode("latin-1"),
        "xml-style-sheet": b'<?xml-stylesheet type="text/xsl" href="a.xsl"?><r/>',
        "xml-web-page": b'<html xmlns="http://www.w3.org/1999/xhtml"/>',
        "xml-includes": b'<r><x:include xmlns:x="http://www.w3.org/2001/XInclude" href="/a"/></r>',
        "xml-unknown-entity": b"<r>&x;</r>",
        "xml-not-closed": b"<r>\n<a></r>",
        "xml-comment-not-closed": b"<!-- <r/>",
        "xml-no-root": b"<?p a?>\n",
        "xml-deep": b"<a>" * 200 + b"</a>" * 200,
        "xml-crowded": b"<r>" + b"<a/>" * 1_000_001 + b"</r>",
        "xml-too-big": b"<r>" + b" " * 20_000_001 + b"</r>",
        "xml-is-a-pdf": PDF,
        "xml-and-zip": b"<r/><!--" + end(0, 0, 0, comment=b"-->"),
    }
    return {key: ready("espd.xml", body) for key, body in bad.items()}


def texts() -> dict[str, Made]:
    bad = {
        "txt-not-utf-8": ("svar.txt", "Åre".encode("latin-1")),
        "txt-with-nul": ("svar.txt", b"a\0b"),
        "txt-with-escape": ("svar.txt", b"\x1b]0;a\x07"),
        "txt-turned-around": ("svar.txt", "pris \u202e001".encode()),
        "txt-is-a-page": ("svar.txt", b"\n <!DOCTYPE html><script>"),
        "txt-is-a-script": ("svar.txt", b"#!/bin/sh\nrm a\n"),
        "txt-is-a-pdf": ("svar.txt", pdf().replace(b"\xbf\xf7\xa2\xfe", b"")),
        "txt-and-zip": ("svar.txt", TXT + end(0, 0, 0)),
        "csv-quote-not-closed": ("priser.csv", CSV + b'"a;b\n'),
        "csv-long-cell": ("priser.csv", b"a" * 32_768),
        "csv-is-a-page": ("priser.csv", b"<html>;"),
    }
    return {key: ready(name, body) for key, (name, body) in bad.items()}


def pictures() -> dict[str, Made]:
    bomb = chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(5_000_000)))
    bad: dict[str, Callable[[], Named]] = {
        "png-with-more-after": lambda: ("a.png", png(tail=b"<script>")),
        "png-cut-short": lambda: ("a.png", png()[:-4]),
        "png-wrong-checksum": lambda: ("a.png", png().replace(b"IDAT", b"IDAt")),
        "png-bomb": lambda: ("a.png", png(rows=bytes(1_000_000))),
        "png-too-few-rows": lambda: ("a.png", png(rows=b"\0")),
        "png-huge": lambda: ("a.png", png(60_000, 60_000, rows=b"")),
        "png-text-bomb": lambda: ("a.png", png(aside=bomb)),
        "png-unknown-part": lambda: ("a.png", png(aside=chunk(b"EVIL", b""))),
        "png-is-a-jpeg": lambda: ("a.png", jpeg()),
        "png-and-zip": lambda: ("a.png", png(aside=chunk(b"teSt", end(0, 0, 0, bytes(61))))),
        "jpeg-with-more-after": lambda: ("a.jpg", jpeg(tail=b"PK")),
        "jpeg-cut-short": lambda: ("a.jpg", jpeg()[:-2]),
        "jpeg-huge": lambda: ("a.jpg", jpeg(65_000, 65_000)),
        "jpeg-is-a-png": lambda: ("a.jpg", png()),
        "jpeg-and-zip": lambda: ("a.jpg", jpeg(tail=end(0, 0, 0))),
        "jpeg-unknown-part": lambda: ("a.jpg", jpeg(aside=segment(0x01, b""))),
        "svg-is-not-taken": lambda: ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
    }
    return dict(bad)


FILES: dict[str, Made] = {
    **names(),
    **pdfs(),
    **xmls(),
    **texts(),
    **pictures(),
}
