"""A picture's frame and its words: SVG that fetches nothing, with what it shows in words too."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from documents.parts import Lang

INK, QUIET, DARK, GRID = "#16202a", "#45525a", "#163f4d", "#c3ccd0"
WIDTH = 1120
_FONT = "Source Sans Pro, Source Sans 3, Arial, Helvetica, sans-serif"


def svg_document(
    title: str, description: str, lang: Lang, height: int, marks: Iterable[str]
) -> str:
    """A whole SVG document, ``WIDTH`` units wide; readers that see nothing get the two texts."""
    frame = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}"'
        f' viewBox="0 0 {WIDTH} {height}" role="img" xml:lang="{lang}"'
        ' aria-labelledby="title desc">'
    )
    opening = [
        frame,
        f'<title id="title">{escape(title)}</title>',
        f'<desc id="desc">{escape(description)}</desc>',
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
    ]
    return "\n".join([*opening, *marks, "</svg>\n"])


def svg_text(
    x: int,
    y: int,
    said: str,
    fill: str,
    size: int = 14,
    *,
    anchor: str = "start",
    weight: int = 400,
) -> str:
    return (
        f'<text x="{x}" y="{y}" fill="{fill}" font-family="{_FONT}" font-size="{size}"'
        f' font-weight="{weight}" text-anchor="{anchor}">{escape(said)}</text>'
    )
