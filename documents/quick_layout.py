"""The same pages with less work: WeasyPrint's hottest steps, each done once and remembered.

WeasyPrint is ready for every page of the web; ours have few styles, and clauses that a thousand
contracts share. What stands here gives exactly what it replaces, and
`tests/documents/test_quick_layout.py` holds it to that: every document, byte for byte. Beside
another release than the one that this was written for nothing is replaced: slower, and right.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable
from typing import Any, Final

import pydyf
import weasyprint
from weasyprint import css
from weasyprint.css import functions
from weasyprint.formatting_structure import boxes
from weasyprint.layout import background, percent
from weasyprint.text import fonts, line_break

WRITTEN_FOR: Final = ("70.0", "0.13.0")
"""WeasyPrint and pydyf."""
LINES_REMEMBERED: Final = 20_000

_Box = Any
_Style = Any

_resolve_percentages = percent.resolve_percentages
_layout_box_backgrounds = background.layout_box_backgrounds
_check_math = functions.check_math
_missing = css.ComputedStyle.__missing__
_split_first_line = line_break.split_first_line
_font_description = fonts.get_font_description
_font_key = line_break._font_style_cache_key
_set_text = line_break.Layout.set_text
_reactivate = line_break.Layout.reactivate
_write = pydyf.PDF.write

SIDES: Final = ("top", "right", "bottom", "left")
WIDTHS: Final = tuple(f"border_{side}_width" for side in SIDES)
LENGTHS: Final = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in SIDES),
    *(f"{most}{axis}" for most in ("", "min_", "max_") for axis in ("width", "height")),
)
CORNERS: Final = tuple(
    f"border_{corner}_radius" for corner in ("top_left", "top_right", "bottom_right", "bottom_left")
)
SQUARE: Final = dict.fromkeys(CORNERS, (0, 0))
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
# Properties whose value is the parent's or the initial one where no rule says otherwise, as it
# stands. Those with a logical name of their own are so in styles that no such rule is for.
SPECIAL: Final = frozenset(("display", "float", "page", "position"))
LOGICAL: Final = frozenset(
    told(block="ttb", inline=direction)
    for told in css.PHYSICAL_FUNCTIONS.values()
    for direction in ("ltr", "rtl")
)
AS_PARENT: Final = frozenset(css.INHERITED) - SPECIAL
AS_INITIAL: Final = (
    frozenset(css.INITIAL_VALUES) - AS_PARENT - SPECIAL - frozenset(css.INITIAL_NOT_COMPUTED)
)
# Between paragraphs, as Pango sees them.
SEPARATORS: Final = frozenset("\n\r\u2029")


def install() -> bool:
    """Replace them in this process; false, and nothing done, beside another release."""
    if (weasyprint.__version__, pydyf.__version__) != WRITTEN_FOR:
        return False
    _everywhere(
        {
            _resolve_percentages: resolve_percentages,
            _layout_box_backgrounds: layout_box_backgrounds,
            _check_math: check_math,
            _split_first_line: split_first_line,
            _font_key: font_key,
            _font_description: font_description,
            pydyf._to_bytes: to_bytes,
        }
    )
    css.ComputedStyle.__missing__ = computed
    boxes.Box.is_in_normal_flow = is_in_normal_flow
    line_break.Layout.set_text = set_text
    line_break.Layout.reactivate = reactivate
    line_break.Layout.deactivate = deactivate
    pydyf.PDF.write = write
    return True


def _everywhere(replaced: dict[Callable[..., Any], Callable[..., Any]]) -> None:
    """In each module that has imported the function by name."""
    by_id = {id(old): new for old, new in replaced.items()}
    for module in [each for name, each in sys.modules.items() if _is_theirs(name)]:
        for name, value in list(vars(module).items()):
            if id(value) in by_id:
                setattr(module, name, by_id[id(value)])


def _is_theirs(module: str) -> bool:
    return module.partition(".")[0] in ("weasyprint", "pydyf")


def resolve_percentages(box: _Box, containing_block: Any) -> None:
    """The used lengths of a style in a block of that size, worked out once for all its boxes."""
    style = box.style
    if _is_special(box) or style["box_sizing"] != "content-box":
        _resolve_percentages(box, containing_block)
        return
    if isinstance(containing_block, boxes.Box):
        size = containing_block.width, containing_block.height
    else:
        size = tuple(containing_block)
    if not _is_relative(style):
        size = (0, 0)
    known: dict[Any, dict[str, Any]] = style.__dict__.setdefault("used_lengths", {})
    used = known.get(size)
    if used is None:
        used = known[size] = _used_lengths(style, size)
    own: dict[str, Any] = box.__dict__
    if style["border_collapse"] == "collapse":
        # A width that is there already was settled between neighbouring cells.
        settled = {name: own[name] for name in WIDTHS if name in own}
        own.update(used)
        own.update(settled)
    else:
        own.update(used)


def _is_special(box: _Box) -> bool:
    """A page, or what stands for a box that is laid out elsewhere."""
    return isinstance(box, boxes.PageBox) or not isinstance(box, boxes.Box)


def _is_relative(style: _Style) -> bool:
    """Whether any length is a share of the block that it stands in."""
    known: dict[str, Any] = style.__dict__
    if "relative" not in known:
        known["relative"] = not all(
            value is None or value == "auto" or getattr(value, "unit", None) == "px"
            for value in map(style.__getitem__, LENGTHS)
        )
    return bool(known["relative"])


def _used_lengths(style: _Style, size: tuple[Any, Any]) -> dict[str, Any]:
    bare = _Bare(style)
    _resolve_percentages(bare, size)
    used = dict(vars(bare))
    del used["style"]
    return used


class _Bare:
    """A box as far as its lengths go."""

    def __init__(self, style: _Style) -> None:
        self.style = style


def layout_box_backgrounds(
    page: _Box,
    box: _Box,
    get_image_from_uri: Callable[..., Any],
    layout_children: bool = True,
    style: _Style | None = None,
) -> None:
    """Most styles paint nothing behind their boxes, which is found out once for each."""
    if _is_special(box) or style is not None or not _paints_nothing(box.style):
        _layout_box_backgrounds(page, box, get_image_from_uri, layout_children, style)
        return
    own: dict[str, Any] = box.__dict__
    own.update(SQUARE)
    own["background"] = None
    if layout_children:
        for child in box.all_children():
            layout_box_backgrounds(page, child, get_image_from_uri)


def _paints_nothing(style: _Style) -> bool:
    known: dict[str, Any] = style.__dict__
    if "paints_nothing" not in known:
        color = style["background_color"]
        known["paints_nothing"] = (
            color != "currentcolor"
            and color.alpha == 0
            and all(kind == "none" for kind, _ in style["background_image"])
            and not style["box_shadow"]
            and style["border_image_source"][0] == "none"
            and style["mask_border_source"][0] == "none"
            and all((0, "px") in style[corner] for corner in CORNERS)
        )
    return bool(known["paints_nothing"])


def check_math(token: Any) -> bool | None:
    """Plain values, which are nearly all, are no functions."""
    kind = type(token)
    if kind is str or kind is int or kind is float or token is None:
        return None
    if kind is tuple:
        return any(map(check_math, token))
    answer: bool | None = _check_math(token)
    return answer


def computed(style: _Style, name: str) -> Any:
    """The value of a property that no rule of the style sheet names for the element."""
    parent = style.parent_style
    if parent is None or name in style.cascaded or name[:16] == "text_decoration_":
        return _missing(style, name)
    if name in css.PHYSICAL_FUNCTIONS and not _has_no_logical_rule(style):
        return _missing(style, name)
    if name in AS_PARENT:
        value = parent[name]
    elif name in AS_INITIAL:
        value = css.INITIAL_VALUES[name]
    else:
        return _missing(style, name)
    if check_math(value):
        return _missing(style, name)
    style[name] = value
    return value


def _has_no_logical_rule(style: _Style) -> bool:
    known: dict[str, Any] = style.__dict__
    if "physical" not in known:
        known["physical"] = LOGICAL.isdisjoint(style.cascaded)
    return bool(known["physical"])


def is_in_normal_flow(box: _Box) -> bool:
    style = box.style
    position = style["position"]
    return (
        style["float"] not in ("left", "right", "inline-start", "inline-end", "footnote")
        and position not in ("absolute", "fixed")
        and position[0] not in ("running()", "note()")
    )


def font_key(style: _Style, include_size: bool = False) -> str:
    known: dict[str, Any] = style.__dict__
    name = "font_key_and_size" if include_size else "font_key"
    if name not in known:
        known[name] = _font_key(style, include_size)
    return str(known[name])


def font_description(style: _Style) -> Any:
    """Pango copies what it is given."""
    known: dict[str, Any] = style.__dict__
    if "font_description" not in known:
        known["font_description"] = _font_description(style)
    return known["font_description"]


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

    Another contract has the same clauses, and its lines break where this one's did.
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
        key = font_key(style, include_size=True) + repr([style[name] for name in BREAKING])
        known["number"] = _styles.setdefault(key, len(_styles))
    return int(known["number"])


def set_text(layout: Any, text: str, justify: bool = False) -> None:
    """A text of one paragraph is said to be one at once: said when drawn, it is shaped anew."""
    _set_text(layout, text, justify)
    if SEPARATORS.isdisjoint(text):
        line_break.pango.pango_layout_set_single_paragraph_mode(layout.layout, True)


def deactivate(layout: Any) -> None:
    """Nothing is given up between layout and drawing, at a few kilobytes for each line."""


def reactivate(layout: Any, style: _Style) -> None:
    """What was kept is as it was, unless its words are to be moved apart."""
    if layout.justification_spacing or not SEPARATORS.isdisjoint(layout.text):
        _reactivate(layout, style)


def to_bytes(item: Any) -> bytes:
    kind = type(item)
    if kind is str:
        return bytes(item.encode("ascii"))
    if kind is bytes:
        return bytes(item)
    if isinstance(item, float):
        if item.is_integer():
            return b"%d" % int(item)
        return f"{item:f}".rstrip("0").encode("ascii")
    return bytes(item.data) if isinstance(item, pydyf.Object) else str(item).encode("ascii")


def write(
    pdf: Any,
    output: Any,
    version: bytes = b"1.7",
    identifier: bytes | bool = False,
    compress: bool = False,
) -> None:
    """Each stream is packed once; for the file's own identifier it would be packed again."""
    for each in pdf.objects:
        if isinstance(each, pydyf.Stream) and each.compress:
            packer = zlib.compressobj(level=9)
            packed = packer.compress(b"\n".join([to_bytes(item) for item in each.stream]))
            each.stream, each.compress = [packed + packer.flush()], False
            each.extra["Filter"] = "/FlateDecode"
    _write(pdf, output, version, identifier, compress)
