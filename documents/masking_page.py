"""The page that stands where a withheld one stood: drawn here, with a font of its own."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from io import BytesIO
from typing import Final

from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from pikepdf import Array, Dictionary, Name, Page, Pdf, Stream

A4: Final = (0, 0, 595, 842)
LEFT, TOP, LEADING, SIZE, HEADING = 72, 700, 17, 11, 16
WIDTH: Final = 595 - 2 * 72
FONT: Final = "SourceSansPro-Regular.ttf"

TEXTS: Final = {
    "sv": {
        "page": "Sidan är utelämnad",
        "whole": "Handlingen är utelämnad",
        "page_text": "Sida {page} i handlingen lämnas inte ut. Uppgifterna på den omfattas av"
        " sekretess enligt {cites}.",
        "whole_text": "Handlingen lämnas inte ut i någon del. Uppgifterna i den omfattas av"
        " sekretess enligt {cites}.",
        "rest": "Sidan är borttagen ur filen och ersatt av den här; ingenting av den finns kvar.",
        "rest_whole": "Innehållet är borttaget ur filen och ersatt av den här sidan.",
        "and": " och ",
    },
    "en": {
        "page": "Page withheld",
        "whole": "Document withheld",
        "page_text": "Page {page} of the document is not disclosed. What stands on it is secret"
        " under {cites}.",
        "whole_text": "No part of the document is disclosed. What stands in it is secret under"
        " {cites}.",
        "rest": "The page has been removed from the file and replaced by this one; nothing of it"
        " is left.",
        "rest_whole": "The content has been removed from the file and replaced by this page.",
        "and": " and ",
    },
}


class NoticePages:
    """Adds pages to `target`; the font is subset to what their language may need."""

    def __init__(self, target: Pdf, lang: str) -> None:
        self._target = target
        self._texts = TEXTS[lang]
        self._made: tuple[Dictionary, dict[str, int]] | None = None

    def add(self, page: int, cites: Sequence[str]) -> None:
        said = self._texts["page_text"].format(page=page, cites=self._listed(cites))
        self._draw(self._texts["page"], [said, self._texts["rest"]])

    def add_whole(self, cites: Sequence[str]) -> None:
        said = self._texts["whole_text"].format(cites=self._listed(list(dict.fromkeys(cites))))
        self._draw(self._texts["whole"], [said, self._texts["rest_whole"]])

    def _listed(self, cites: Sequence[str]) -> str:
        # A paragraph is not broken between its number and its sign.
        *first, last = [cite.replace(" ", "\xa0") for cite in cites]
        return self._texts["and"].join([", ".join(first), last]) if first else last

    def _draw(self, heading: str, paragraphs: Sequence[str]) -> None:
        font, widths = self._font()
        drawn = [_line(heading, TOP, HEADING)]
        y = TOP - 2 * LEADING
        for paragraph in paragraphs:
            for line in wrapped(paragraph, widths):
                drawn.append(_line(line, y, SIZE))
                y -= LEADING
            y -= LEADING // 2
        page = Dictionary(
            Type=Name.Page,
            MediaBox=Array(A4),
            Resources=Dictionary(Font=Dictionary(F1=font)),
            Contents=Stream(self._target, b"\n".join(drawn)),
        )
        self._target.pages.append(Page(page))

    def _font(self) -> tuple[Dictionary, dict[str, int]]:
        """Made once for a file, when its first page needs it."""
        if self._made is None:
            self._made = _font(self._target)
        return self._made


def wrapped(text: str, widths: dict[str, int]) -> list[str]:
    """Lines no wider than the page's text, broken at spaces."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if sum(widths.get(mark, 600) for mark in longer) * SIZE / 1000 <= WIDTH or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _line(text: str, y: int, size: int) -> bytes:
    shown = text.encode("cp1252", errors="replace").hex().encode()
    return b"BT /F1 %d Tf %d %d Td <%s> Tj ET" % (size, LEFT, y, shown)


def _font(target: Pdf) -> tuple[Dictionary, dict[str, int]]:
    """A simple TrueType font of every letter in Windows-1252, embedded, and widths in 1/1000."""
    codes = [code for code in range(32, 256) if _letter(code)]
    body = (files("templates") / "documents" / "fonts" / FONT).read_bytes()
    font = TTFont(BytesIO(body), recalcTimestamp=False)
    subsetter = Subsetter(Options(layout_features=[], hinting=False, name_IDs=[]))
    subsetter.populate(text="".join(map(_letter, codes)))
    subsetter.subset(font)
    saved = BytesIO()
    font.save(saved)
    em, names, metrics = font["head"].unitsPerEm, font.getBestCmap(), font["hmtx"].metrics
    widths = {
        _letter(code): round(metrics[names[ord(_letter(code))]][0] * 1000 / em)
        for code in codes
        if ord(_letter(code)) in names
    }
    made = Dictionary(
        Type=Name.Font,
        Subtype=Name.TrueType,
        BaseFont=Name("/TILLDE+SourceSansPro-Regular"),
        Encoding=Name.WinAnsiEncoding,
        FirstChar=32,
        LastChar=255,
        # In WinAnsiEncoding 160 is drawn as the space.
        Widths=Array(
            [widths.get(_letter(32 if code == 160 else code), 0) for code in range(32, 256)]
        ),
        FontDescriptor=target.make_indirect(_descriptor(target, font, saved.getvalue())),
    )
    return target.make_indirect(made), widths


def _descriptor(target: Pdf, font: TTFont, body: bytes) -> Dictionary:
    em, head, hhea = font["head"].unitsPerEm, font["head"], font["hhea"]
    box = [round(edge * 1000 / em) for edge in (head.xMin, head.yMin, head.xMax, head.yMax)]
    return Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name("/TILLDE+SourceSansPro-Regular"),
        Flags=32,
        FontBBox=Array(box),
        ItalicAngle=0,
        Ascent=round(hhea.ascent * 1000 / em),
        Descent=round(hhea.descent * 1000 / em),
        CapHeight=660,
        StemV=84,
        FontFile2=Stream(target, body, Length1=len(body)),
    )


def _letter(code: int) -> str:
    return bytes([code]).decode("cp1252", errors="ignore")
