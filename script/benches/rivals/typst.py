"""Typst as a rival, where a Python has it: the same contract's text as Typst markup.

The markup comes from the HTML that ours is set from: headings, numbered clauses, lists, tables with
their column widths, contents with page numbers, header and footer. What a page looks like is near
ours, no more. `TILLDELA_BENCH_TYPST` names a Python that has the package `typst`; without it the
Python of this project is asked. Nothing is installed.

This file is read by that Python too, and so needs nothing beside its standard library.
"""

from __future__ import annotations

import importlib
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final, Self

PYTHON: Final = "TILLDELA_BENCH_TYPST"
# Both where the markup satisfies them; else the archive's alone.
STANDARDS: Final = (("a-3a", "ua-1"), ("a-3a",))
VOID: Final = frozenset(("br", "col", "link", "meta"))
SPECIAL: Final = re.compile(r"""([\\#*_$`<>@\[\]~=+/"'.-])""")

HEAD: Final = """
#set document(title: [{title}], date: datetime(year: 2026, month: 1, day: 1))
#set page(paper: "a4", margin: (top: 28mm, right: 24mm, bottom: 26mm, left: 26mm),
  header: text(font: "Source Sans Pro", size: 8.5pt)[{sender} #h(1fr) {diary}],
  footer: context text(font: "Source Sans Pro", size: 8pt)[{colophon} #h(1fr) {page_word}
    #counter(page).display("1 (1)", both: true)])
#set text(lang: "{lang}", font: "Source Serif Pro", size: 9.8pt, hyphenate: false)
#set par(leading: 0.62em, spacing: 2.4mm + 0.62em)
#set smartquote(enabled: false)
#set table(stroke: (x: none, y: 0.4pt), inset: (x: 0pt, y: 1.25mm), column-gutter: 2.6mm)
#show heading: set text(font: "Source Sans Pro", weight: 600, fill: rgb("#163f4d"))
#show heading.where(level: 1): set text(size: 23pt)
#show heading.where(level: 2): set text(size: 13pt)
#show table: set text(font: "Source Sans Pro", size: 9pt)
#show figure: set block(breakable: true)
#show figure.caption: set align(left)
#set figure(supplement: none, numbering: none, gap: 1.4mm)
#set figure.caption(position: top)
"""


class Typst:
    """The Python that has it."""

    def __init__(self, python: str) -> None:
        self._python = python

    @classmethod
    def if_installed(cls) -> Self | None:
        """None where it is not; a Python that was named and has it not is a mistake."""
        python = os.environ.get(PYTHON, sys.executable)
        try:
            asked = subprocess.run(
                [python, "-I", "-c", "import typst"], check=False, capture_output=True
            )
            has_it = asked.returncode == 0
        except OSError:
            has_it = False
        if not has_it and PYTHON in os.environ:
            sys.exit(f"{PYTHON}: {python} has no package typst")
        return cls(python) if has_it else None

    def seconds(self, files: Sequence[Path], fonts: Path) -> tuple[Path, float, str]:
        """A PDF, processor seconds for each document, and the standards that it keeps to."""
        command = [self._python, "-I", __file__, str(fonts), *map(str, files)]
        said = subprocess.run(
            command, check=True, capture_output=True, text=True, env=os.environ | _ONE_THREAD
        ).stdout
        told = json.loads(said)
        return Path(told["pdf"]), float(told["seconds"]), str(told["standards"])


_ONE_THREAD: Final = {"RAYON_NUM_THREADS": "1"}


@dataclass
class Element:
    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    def elements(self, *names: str) -> list[Element]:
        """All of those names within, in the order of the text."""
        found: list[Element] = []
        for child in self.children:
            if isinstance(child, Element):
                if child.name in names:
                    found.append(child)
                found += child.elements(*names)
        return found

    def text(self) -> str:
        return "".join(each if isinstance(each, str) else each.text() for each in self.children)


class _Tree(HTMLParser):
    """Our own pages, which close what they open."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Element("document")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def markup(html: str) -> str:
    tree = _Tree()
    tree.feed(html)
    body = tree.root.elements("body")[0]
    told = {
        name: escaped(body.attributes.get(f"data-{name.replace('_', '-')}", ""))
        for name in ("sender", "diary", "colophon", "page_word")
    }
    title = escaped(tree.root.elements("title")[0].text())
    lang = tree.root.elements("html")[0].attributes["lang"]
    return HEAD.format(title=title, lang=lang, **told) + within(body)


def escaped(text: str) -> str:
    return SPECIAL.sub(r"\\\1", re.sub(r"[ \t\r\n]+", " ", text))


def within(element: Element) -> str:
    return "".join(
        escaped(each) if isinstance(each, str) else of(each) for each in element.children
    )


def of(element: Element) -> str:
    make = MAKERS.get(element.name)
    return make(element) if make else within(element)


def paragraph(element: Element) -> str:
    """A numbered clause hangs on its number, as in ours."""
    hanging = "hanging-indent: 12mm" if "n" in element.classes() else ""
    return f"\n#par({hanging})[{within(element).strip()}]\n"


def heading(element: Element) -> str:
    return f"\n#heading(level: {element.name[1]})[{within(element).strip()}]\n"


def span(element: Element) -> str:
    text = within(element)
    if "no" in element.classes():
        return f"#box(width: 12mm)[{text}]"
    return f"{text} \\\n" if "kind" in element.classes() else text


def items(element: Element) -> str:
    numbered = 'enum(numbering: "a)", ' if element.name == "ol" else "list("
    listed = [each for each in element.children if isinstance(each, Element)]
    return f"\n#{numbered}{''.join(f'[{within(each).strip()}], ' for each in listed)})\n"


def contents(element: Element) -> str:
    title = element.elements("h2")[0]
    return f"\n#outline(title: [{within(title)}], target: heading.where(level: 2))\n"


def block(element: Element) -> str:
    if "note" in element.classes():
        return f'\n#block(fill: rgb("#eef3f4"), inset: 4mm, width: 100%)[{within(element)}]\n'
    return f"\n{within(element)}\n"


def section(element: Element) -> str:
    apart = {"apart", "signing"} & set(element.classes())
    return ("\n#pagebreak()\n" if apart else "\n") + within(element)


def table(element: Element) -> str:
    rows = element.elements("tr")
    in_head = {id(row) for each in element.elements("thead") for row in each.elements("tr")}
    head = "".join(cells(row) for row in rows if id(row) in in_head)
    body = "".join(cells(row) for row in rows if id(row) not in in_head)
    header = f"table.header({head}), " if head else ""
    caption = "".join(f"caption: [{within(each)}], " for each in element.elements("caption"))
    made = f"table(columns: ({columns(element, rows)}), {header}{body})"
    return f"\n#figure(kind: table, {caption}{made})\n"


def columns(element: Element, rows: list[Element]) -> str:
    """A share of what the gutters leave, so that shares add up to the width."""
    if "facts" in element.classes():
        return "44mm, 1fr"
    named = [re.search(r"\bw(\d+)\b", " ".join(each.classes())) for each in element.elements("col")]
    shares = [f"{each[1]}fr" if each else "auto" for each in named]
    return ", ".join(shares or ["1fr"] * len(rows[0].elements("th", "td")))


def cells(row: Element) -> str:
    return "".join(map(cell, row.elements("th", "td")))


def cell(element: Element) -> str:
    text = within(element).strip()
    if element.name == "th" and "plain" not in element.classes():
        text = f"#text(weight: 600)[{text}]"
    span = element.attributes.get("colspan", "1")
    align = "right" if "num" in element.classes() else "left"
    return f"table.cell(colspan: {span}, align: {align})[{text}], "


MAKERS: Final[dict[str, Callable[[Element], str]]] = {
    "br": lambda element: " \\\n",
    "div": block,
    "em": lambda element: f"#emph[{within(element)}]",
    "h1": heading,
    "h2": heading,
    "h3": heading,
    "nav": contents,
    "ol": items,
    "p": paragraph,
    "section": section,
    "span": span,
    "strong": lambda element: f"#text(weight: 600)[{within(element)}]",
    "svg": lambda element: "",
    "table": table,
    "ul": items,
}


def main(fonts: Path, files: Sequence[Path]) -> None:
    """Times all but the first document, which warms it; a thousand contracts share clauses here
    too, and what Typst remembers of them it may keep.
    """
    engine: Any = importlib.import_module("typst")
    compiler = engine.Compiler(font_paths=[str(fonts)], ignore_system_fonts=True)
    texts = [markup(each.read_text(encoding="utf-8")).encode() for each in files]
    pdf, standards = _first(engine, compiler, texts[0])
    start = time.process_time()
    for text in texts[1:]:
        compiler.compile(input=text, pdf_standards=list(standards))
    seconds = (time.process_time() - start) / len(texts[1:])
    kept = files[0].with_suffix(".typst.pdf")
    kept.write_bytes(pdf)
    told = {"pdf": str(kept), "seconds": seconds, "standards": " + ".join(standards)}
    sys.stdout.write(json.dumps(told))


def _first(engine: Any, compiler: Any, text: bytes) -> tuple[bytes, tuple[str, ...]]:
    for standards in STANDARDS[:-1]:
        try:
            return bytes(compiler.compile(input=text, pdf_standards=list(standards))), standards
        except engine.TypstError as error:
            sys.stderr.write(f"Typst, {' + '.join(standards)}: {error}\n")
    return bytes(compiler.compile(input=text, pdf_standards=list(STANDARDS[-1]))), STANDARDS[-1]


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(each) for each in sys.argv[2:]])
