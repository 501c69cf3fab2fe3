"""PDFs as strangers make them: drawn by hand, each with one thing that matters."""

from __future__ import annotations

from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream


def drawn_font(pdf: Pdf) -> pikepdf.Object:
    """A font that lies in the file: its one letter is a box (Type 3)."""
    box = Stream(pdf, b"500 0 0 0 500 700 d1 0 0 500 700 re f")
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, 500, 700]),
        FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]), CharProcs=Dictionary(A=box),
        Encoding=Dictionary(Type=Name.Encoding, Differences=Array([65, Name.A])),
        FirstChar=65, LastChar=65, Widths=Array([500]), Resources=Dictionary(),
    )  # fmt: skip
    return pdf.make_indirect(font)


def lent_font(pdf: Pdf) -> pikepdf.Object:
    """A font that the reader is to have: PDF/A forbids it."""
    return pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    )


def plain_pdf(*pages: str, lent: bool = False, drawing: bytes = b"") -> pikepdf.Pdf:
    """A page for each text, which lies in its content as it is written."""
    pdf = pikepdf.new()
    font = lent_font(pdf) if lent else drawn_font(pdf)
    for text in pages:
        content = b"BT /F1 12 Tf 72 700 Td (" + text.encode() + b") Tj ET " + drawing
        page = Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, 595, 842]),
            Resources=Dictionary(Font=Dictionary(F1=font)),
            Contents=pdf.make_indirect(Stream(pdf, content)),
        )
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    return pdf


def saved(pdf: Pdf) -> bytes:
    out = BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


def all_of(content: bytes) -> bytes:
    """Every object and every decoded stream of a PDF, one after the other."""
    with pikepdf.open(BytesIO(content)) as pdf:
        pieces = [pdf.trailer.unparse()]
        for found in pdf.objects:
            pieces.append(found.unparse())
            if isinstance(found, Stream):
                pieces.append(found.read_bytes())
        return b"\n".join(pieces)
