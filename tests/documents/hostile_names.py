"""A thousand names that somebody could be called to do harm: twenty kinds, fifty of each.

The same at every run: variants are numbered, and nothing is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Final

EACH: Final = 50
_ELEMENTS = ("img", "svg", "script", "iframe", "object", "embed", "link", "style", "base", "form")
_TARGETS = (
    "file:///etc/passwd",
    "http://169.254.169.254/latest/meta-data/",
    "javascript:alert(1)",
    "data:text/html,<b>x</b>",
    "asset:SourceSansPro-Regular.ttf",
)
_OUT = (
    '">',
    "'>",
    "-->",
    "]]>",
    "</title>",
    "</style>",
    "</td></tr></table>",
    "</svg>",
    "*/",
    "</p>",
)
_SAID = ("Nord & Syd", "O'Brien", 'AB "Bra"', "Åre", "<>")


def _pairs(firsts: Sequence[str], seconds: Sequence[str], shape: str) -> list[str]:
    return [shape.format(first, second) for first, second in product(firsts, seconds)]


def _turned(signs: Sequence[str], shape: str) -> list[str]:
    """``shape`` has places for a sign, the next one and a number."""
    return [
        shape.format(signs[at % len(signs)], signs[(at * 7 + 1) % len(signs)], at)
        for at in range(EACH)
    ]


_JINJA = (
    "7*7",
    "doc.__class__.__mro__",
    "self.__init__.__globals__",
    "''.__class__.__base__.__subclasses__()",
    "config",
    "cycler.__init__.__globals__.os.popen('id').read()",
    "lipsum.__globals__",
    "range(10**9)|join",
    "include 'base.html'",
    "for x in range(10**9)",
)
_CSS = (
    "}}body{{display:none}}",
    "background:url({})",
    "@import url({});",
    "content:attr(data-sender)",
    "position:fixed;top:0",
    "behavior:url({})",
    "-weasy-string-set:x",
    "bookmark-label:'{}'",
    "-weasy-link:url({})",
    "columns:9999",
)
_PDF = (
    "<< /S /JavaScript /JS (app.alert(1)) >>",
    ") Tj ET endstream endobj",
    "<</Type/Action/S/URI/URI(http://x)>>",
    "<rdf:li>x</rdf:li></rdf:RDF>",
    "\\) (\\(",
    "%%EOF startxref 0",
    "/Launch /F (cmd.exe)",
    "BT /F1 12 Tf",
    "<x:xmpmeta>",
    "\\377\\000",
)
# Written as numbers: they cannot be seen, and turn the text beside them.
_TURNING = [chr(sign) for sign in (0x202A, 0x202B, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068)]
_UNSEEN = [chr(sign) for sign in (0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD, 0x00A0, 0x2028)]
_CONTROLS = [chr(sign) for sign in (*range(0x20), 0x7F, *range(0x80, 0xA0)) if sign not in (9, 10)]
_COMBINING = [chr(sign) for sign in range(0x0300, 0x0340)]
_EMOJI = ("👩‍⚕️", "🏳️‍🌈", "👨‍👩‍👧", "🇸🇪", "💥", "⚠️")
_RIGHT_TO_LEFT = ("שלום", "مرحبا بالعالم", "سلام", "ܫܠܡܐ", "ހެޔޮ")
_FAR = ("株式会社", "한국", "ไทย", "𝔘𝔫𝔦", "\U0001f9ff", "\ue000", "\ufdd0", "\uffff", "ꟻ", "𐍈")

KINDS: Final[dict[str, list[str]]] = {
    "tags": _pairs(_ELEMENTS, _TARGETS, "<{0} src={1} onload=x>"),
    "attributes": _pairs(_OUT, _TARGETS, "{0} style=background:url({1}) onmouseover='x"),
    "quotes": _pairs(_OUT, _SAID, "\"' {1} {0}"),
    "entities": _pairs(
        (
            "&lt;b&gt;",
            "&amp;",
            "&#x3c;i&#62;",
            "&nbsp",
            "&unknown;",
            "&#0;",
            "&",
            "&#xD800;",
            "&lt",
            "&;",
        ),
        _SAID,
        "{0} {1}",
    ),
    "jinja": [
        f"{start} {inside} {end}"
        for (start, end), inside in product(
            (("{{", "}}"), ("{%", "%}"), ("{#", "#}"), ("{%-", "-%}"), ("{{{", "}}}")), _JINJA
        )
    ],
    "css": [
        f"{style.format(target)} {at}" for style, (at, target) in product(_CSS, enumerate(_TARGETS))
    ],
    "addresses": _pairs(
        _TARGETS, ("", "?a=1&b=2", "#x", "\\..\\", "%00", " x", "'", '"', "<", "//"), "{0}{1}"
    ),
    "attachments": _pairs(
        ("</title>", '">', "", "-->", "</head>", "</body>", "</p>", "'>", "<head>", "</html>"),
        _TARGETS,
        "{0}<link rel=attachment href={1}>",
    ),
    "paths": _pairs(
        ("../", "..\\", "/etc/", "C:\\", "%2e%2e/", "~/", "//host/", "./", "\\\\host\\", "file:"),
        ("passwd", "x.html", "sv.html", "fonts/fonts.conf", "a b"),
        "{0}{0}{1}",
    ),
    "orders": _pairs(
        (
            "'; DROP TABLE lot;--",
            "$(reboot)",
            "`id`",
            "| rm -rf /",
            "%s%n",
            "${7*7}",
            "#{1}",
            "{0}",
            "=1+1",
            "@x",
        ),
        _SAID,
        "{1} {0}",
    ),
    "pdf": _pairs(_PDF, _SAID, "{0} {1}"),
    "turning": _turned(_TURNING, "{0}gpj.{1}exe {2}"),
    "right to left": _turned(_RIGHT_TO_LEFT, "{0} {1} {2} AB"),
    "combining": [f"A{sign * (1 + at % 40)}b {at}" for at, sign in enumerate(_COMBINING[:EACH])],
    "emoji": _turned(_EMOJI, "{0}{1} {2}"),
    "unseen": _turned(_UNSEEN, "a{0}b{1}{2}{0}"),
    "controls": _turned(_CONTROLS, "a{0}b{1}c{2}"),
    "lines": _turned(("\n", "\t", "\r\n", "\r", "\n\n", " \n "), "x{0}y{1}{0}z {2}"),
    "far": _turned(_FAR, "{0}{1} {2}"),
    "long": [f"{at} " + "<b>&".join("W" * (20 + at) for _ in range(20)) for at in range(EACH)],
}
NAMES: Final[tuple[str, ...]] = tuple(names[at] for at in range(EACH) for names in KINDS.values())
"""A thousand; any twenty that follow each other have one of each kind."""
