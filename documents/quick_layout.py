"""The same pages with less work: WeasyPrint's hottest steps, each done once and remembered.

WeasyPrint is ready for every page of the web; ours have few styles, and clauses that a thousand
contracts share (`documents.quick_lines`). What stands here gives exactly what it replaces, and
`tests/documents/test_quick_layout.py` holds it to that: every document, byte for byte. Beside
another release than the one that this was written for nothing is replaced: slower, and right.
The shares are of a contract's processor time without the step; what gave less than 2 % is not here.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable
from inspect import signature
from typing import Any, Final

import pydyf
import weasyprint
from weasyprint import css
from weasyprint.css import functions
from weasyprint.formatting_structure import boxes
from weasyprint.layout import percent

from documents import quick_lines

WRITTEN_FOR: Final = ("70.0", "0.13.0")
"""WeasyPrint and pydyf."""

_Box = Any
_Style = Any

_resolve_percentages = percent.resolve_percentages
_missing = css.ComputedStyle.__missing__
_is_in_normal_flow = boxes.Box.is_in_normal_flow
_write = pydyf.PDF.write

SIDES: Final = ("top", "right", "bottom", "left")
WIDTHS: Final = tuple(f"border_{side}_width" for side in SIDES)
LENGTHS: Final = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in SIDES),
    *(f"{most}{axis}" for most in ("", "min_", "max_") for axis in ("width", "height")),
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
UNRULED: Final = frozenset(
    name for name in AS_PARENT | AS_INITIAL if not name.startswith("text_decoration_")
)
# No functions of the style sheet, which would have to be worked out first.
PLAIN: Final = (str, int, float, type(None))


def fits() -> bool:
    """Whether what is installed is what this was written for: releases, and how it is called."""
    installed = weasyprint.__version__, pydyf.__version__
    return installed == WRITTEN_FOR and all(
        _taken_by(old) == _taken_by(new) for old, new in _replaced()
    )


def misfit() -> str:
    """One sentence for whoever measures."""
    found = f"WeasyPrint {weasyprint.__version__} and pydyf {pydyf.__version__}"
    return f"{found} are not what documents.quick_layout was written for: nothing is replaced"


def install() -> bool:
    """Replace them in this process; false, and nothing done, beside another release."""
    if not fits():
        return False
    _everywhere(FUNCTIONS)
    for owner, name, _, new in METHODS:
        setattr(owner, name, new)
    return True


def _replaced() -> list[tuple[Callable[..., Any], Callable[..., Any]]]:
    return [*FUNCTIONS.items(), *((old, new) for _, _, old, new in METHODS)]


def _taken_by(function: Callable[..., Any]) -> list[tuple[Any, Any]]:
    return [(each.kind, each.default) for each in signature(function).parameters.values()]


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
    """The used lengths of a style in a block of that size, once for all its boxes: 2 %."""
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


def computed(style: _Style, name: str) -> Any:
    """The value of a property that no rule of the style sheet names for the element.

    Nearly all are such, and WeasyPrint asks each whether it is one of a dozen kinds: 5 %.
    """
    parent = style.parent_style
    if parent is None or name in style.cascaded or name not in UNRULED:
        return _missing(style, name)
    if name in css.PHYSICAL_FUNCTIONS and not _has_no_logical_rule(style):
        return _missing(style, name)
    value = style[name] = parent[name] if name in AS_PARENT else css.INITIAL_VALUES[name]
    if type(value) not in PLAIN and functions.check_math(value):
        del style[name]
        return _missing(style, name)
    return value


def _has_no_logical_rule(style: _Style) -> bool:
    known: dict[str, Any] = style.__dict__
    if "physical" not in known:
        known["physical"] = LOGICAL.isdisjoint(style.cascaded)
    return bool(known["physical"])


def is_in_normal_flow(box: _Box) -> bool:
    """Asked of every box many times, and answered there by three properties in turn: 3 %."""
    style = box.style
    position = style["position"]
    return (
        style["float"] not in ("left", "right", "inline-start", "inline-end", "footnote")
        and position not in ("absolute", "fixed")
        and position[0] not in ("running()", "note()")
    )


def write(
    pdf: Any,
    output: Any,
    version: bytes = b"1.7",
    identifier: bytes | bool = False,
    compress: bool = False,
) -> None:
    """Each stream is packed once; for the file's own identifier it would be packed again: 6 %."""
    for each in pdf.objects:
        if isinstance(each, pydyf.Stream) and each.compress:
            packer = zlib.compressobj(level=9)
            packed = packer.compress(b"\n".join([pydyf._to_bytes(item) for item in each.stream]))
            each.stream, each.compress = [packed + packer.flush()], False
            each.extra["Filter"] = "/FlateDecode"
    _write(pdf, output, version, identifier, compress)


FUNCTIONS: Final[dict[Callable[..., Any], Callable[..., Any]]] = {
    **quick_lines.FUNCTIONS,
    _resolve_percentages: resolve_percentages,
}
METHODS: Final = (
    *quick_lines.METHODS,
    (css.ComputedStyle, "__missing__", _missing, computed),
    (boxes.Box, "is_in_normal_flow", _is_in_normal_flow, is_in_normal_flow),
    (pydyf.PDF, "write", _write, write),
)
