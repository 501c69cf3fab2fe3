"""Lines of text with less work: where they break, and what they write into the page.

A thousand contracts share their clauses, and a line of one breaks and is drawn as in the last.
Part of `documents.quick_layout`, which says when it takes hold and what holds it to the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from weasyprint.draw import text as drawing
from weasyprint.formatting_structure import boxes
from weasyprint.text import line_break

LINES_REMEMBERED: Final = 20_000

_Style = Any

_split_first_line = line_break.split_first_line
_draw_first_line = drawing.draw_first_line
_set_text = line_break.Layout.set_text
_reactivate = line_break.Layout.reactivate
_deactivate = line_break.Layout.deactivate

# What decides where a line breaks, beside the font that WeasyPrint's own key names.
BREAKING: Final = (
    "direction",
    "font_kerning",
    "hyphenate_character",
    "hyphenate_limit_chars",
    "hyphenate_limit_zone",
    "hyphens",
    "letter_spacing",
    "overflow_wrap",
    "tab_size",
    "white_space",
    "word_spacing",
)
GLYPHS: Final = re.compile(rb"<([0-9a-f]+)>")
# Between paragraphs, as Pango sees them.
SEPARATORS: Final = frozenset("\n\r\u2029")


_styles: dict[str, int] = {}
_lines: dict[Any, tuple[Any, ...]] = {}


def split_first_line(
    text: str,
    style: _Style,
    context: Any,
    max_width: float | None,
    justification_spacing: float,
    is_line_start: bool = True,
    minimum: bool = False,
) -> tuple[Any, ...]:
    """Where a text breaks in a style and a width, remembered from document to document.

    Another contract has the same clauses, and its lines break where this one's did: 14 %.
    """
    key = (text, _number(style), max_width, is_line_start, minimum)
    known = _lines.get(key)
    if known is None:
        rest = (context, max_width, justification_spacing, is_line_start, minimum)
        found: tuple[Any, ...] = _split_first_line(text, style, *rest)
        if len(_lines) >= LINES_REMEMBERED:
            _lines.clear()
        _lines[key] = (found[0].text, found[0].first_line_direction, *found[1:])
        return found
    layout = line_break.Layout(style, justification_spacing, max_width)
    layout.set_text(known[0])
    layout.first_line_direction = known[1]
    return (layout, *known[2:])


def _number(style: _Style) -> int:
    """The same for styles that set a text alike, in whichever document they are."""
    known: dict[str, Any] = style.__dict__
    if "number" not in known:
        key = line_break._font_style_cache_key(style, include_size=True) + repr(
            [style[name] for name in BREAKING]
        )
        known["number"] = _styles.setdefault(key, len(_styles))
    return int(known["number"])


def set_text(layout: Any, text: str, justify: bool = False) -> None:
    """A text of one paragraph is said to be one at once: said when drawn, it is shaped anew."""
    _set_text(layout, text, justify)
    if SEPARATORS.isdisjoint(text):
        line_break.pango.pango_layout_set_single_paragraph_mode(layout.layout, True)


def deactivate(layout: Any) -> None:
    """Nothing is given up between layout and drawing, at a few kilobytes for each line: 9 %."""


def reactivate(layout: Any, style: _Style) -> None:
    """What was kept is as it was, unless its words are to be moved apart."""
    if layout.justification_spacing or not SEPARATORS.isdisjoint(layout.text):
        _reactivate(layout, style)


_drawn: dict[Any, tuple[int, Any, bytes, frozenset[tuple[int, int]]]] = {}


def draw_first_line(
    stream: Any, textbox: Any, text_overflow: str, block_ellipsis: Any, matrix: Any
) -> list[Any]:
    """What a line writes into the page, remembered from document to document.

    Glyph by glyph it takes 9 % of a document. It hangs on the text, its style, and the widths that
    this file has for the glyphs: unless all of them are known here and the same, it is drawn.
    """
    rest = (text_overflow, block_ellipsis, matrix)
    layout = textbox.pango_layout
    if type(textbox) is not boxes.TextBox or layout.justification_spacing:
        return list(_draw_first_line(stream, textbox, *rest))
    if (text_overflow, block_ellipsis) != ("clip", "none") or textbox.text != layout.text:
        return list(_draw_first_line(stream, textbox, *rest))
    key = (layout.text, _number(textbox.style), layout.max_width)
    known = _drawn.get(key)
    if known is not None:
        font_key, size, shown, widths = known
        font = stream._fonts.get(font_key)
        if font is not None and 0 not in font.widths and widths <= font.widths.items():
            stream.set_text_matrix(*matrix.values)
            stream.set_font_size(font.hash, size)
            stream.stream.append(shown)
            return []
    before = len(stream.stream)
    emojis: list[Any] = _draw_first_line(stream, textbox, *rest)
    if not emojis and known is None:
        _remember(key, stream, stream.stream[before:])
    return emojis


def _remember(key: Any, stream: Any, written: list[bytes]) -> None:
    """A place, a font and glyphs: nothing else is remembered, nor what a font has no glyph for."""
    if len(written) not in (2, 3) or not all(each.endswith(b" Tf") for each in written[1:-1]):
        return
    name, size = stream._current_font
    found = [(key, font) for key, font in stream._fonts.items() if font.hash == name]
    if len(found) != 1 or 0 in found[0][1].widths:
        return
    font_key, font = found[0]
    if font.bitmap or font.svg or font.png or font.colr:
        return
    glyphs = {
        int(each[at : at + 4], 16)
        for each in GLYPHS.findall(written[-1])
        for at in range(0, len(each), 4)
    }
    if len(_drawn) >= LINES_REMEMBERED:
        _drawn.clear()
    widths = frozenset((glyph, font.widths[glyph]) for glyph in glyphs)
    _drawn[key] = font_key, size, written[-1], widths


FUNCTIONS: Final[dict[Callable[..., Any], Callable[..., Any]]] = {
    _split_first_line: split_first_line,
    _draw_first_line: draw_first_line,
}
METHODS: Final = (
    (line_break.Layout, "set_text", _set_text, set_text),
    (line_break.Layout, "reactivate", _reactivate, reactivate),
    (line_break.Layout, "deactivate", _deactivate, deactivate),
)
