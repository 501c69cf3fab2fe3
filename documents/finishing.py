"""The last touches to a PDF: archive quality (PDF/A-3a) and accessible (PDF/UA-1) in one file.

WeasyPrint writes either of the two, and a PDF/A-3a of its making is nearly PDF/UA-1. What is
missing is put right here, in the objects that are about to be written:

- the metadata claims PDF/UA-1 too, with the schema that PDF/A asks for of what it does not know;
- running headers and footers are artifacts, so that nobody has them read aloud on every page
  (ISO 14289-1, 7.8);
- a table that is broken between pages is one table (broken_tables.py);
- every header cell says whether it heads a row or a column (7.5);
- a structure element without content is taken out, other than a table's cell;
- a link is one, and says where it leads in words (7.18.5);
- empty resource lists are removed and a file that goes along is named once (ISO 19005-3).

No clock, no chance: the same pages give the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from pydyf import PDF, Array, Dictionary, Stream, String
from weasyprint import Document

from documents.broken_tables import join_tables

_NONE: Final = -1
# The dots of a table of contents: in what is added after the words of a link, a piece by itself.
_LEADER: Final = 2
_PAGINATION: Final = b"<</Type/Pagination>>"
_MAY_BE_EMPTY: Final = frozenset(("/TD", "/TH", "/Document"))

# The claim, and the description of its one property: PDF/A knows only the schemas it lists
# itself (ISO 19005-3, 6.6.2.3). WeasyPrint's own option for more metadata would put it
# after the element that it has to be within.
_PDF_UA: Final = b"""\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\
<pdfuaid:part>1</pdfuaid:part></rdf:Description>\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" \
xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name>\
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>The part of ISO 14289 that the file conforms to\
</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>\
</rdf:Description>"""
_END: Final = b"</rdf:RDF>"


def finish(document: Document, pdf: PDF) -> None:
    """WeasyPrint's ``finisher``: changes ``pdf`` in place, right before it is written."""
    _claim_accessibility(pdf)
    _drop_empty_resources(pdf)
    _name_attachments_once(pdf)
    _word_links(document)
    join_tables(document, pdf)
    _Structure(pdf).finish()


def _claim_accessibility(pdf: PDF) -> None:
    metadata = _object(pdf, pdf.catalog["Metadata"])
    (body,) = metadata.stream
    before, end, after = body.partition(_END)
    metadata.stream = [before + _PDF_UA + end + after]


def _drop_empty_resources(pdf: PDF) -> None:
    for each in pdf.objects:
        resources = each.extra.get("Resources") if isinstance(each, Stream) else each
        if isinstance(resources, Dictionary) and "ColorSpace" in resources:
            for name in ("Pattern", "Shading"):
                if name in resources and not resources[name]:
                    del resources[name]


def _name_attachments_once(pdf: PDF) -> None:
    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = Array(dict.fromkeys(pdf.catalog["AF"]))


def _word_links(document: Document) -> None:
    """WeasyPrint has the address stand for a link; what is heard is to be its own words."""
    for page in document.pages:
        for box in page._page_box.descendants():
            link = box.link_annotation
            words = " ".join(box.element.itertext()).split() if link is not None else None
            if words:
                link["Contents"] = String(" ".join(words))


def _object(pdf: PDF, reference: bytes) -> Any:
    return pdf.objects[int(reference.partition(b" ")[0])]


@dataclass(frozen=True)
class _Within:
    """What an element stands in: a table's head, so many links."""

    head: bool = False
    links: int = 0

    def below(self, kind: str) -> _Within:
        return _Within(self.head or kind == "/THead", self.links + (kind == "/Link"))


class _Structure:
    """The tree of tags, walked once from its root."""

    def __init__(self, pdf: PDF) -> None:
        self._pdf = pdf
        self._kept: set[int] = set()
        self._marks: dict[bytes, set[int]] = {}
        self._dropped: set[int] = set()
        root = _object(pdf, pdf.catalog["StructTreeRoot"])
        self._top = root["K"]
        self._parents = _object(pdf, root["ParentTree"])["Nums"]

    def finish(self) -> None:
        for child in self._top:
            self._visit(_object(self._pdf, child), _Within())
        self._empty_what_is_not_reached()
        self._release_margins()
        self._forget_dropped()

    def _visit(self, element: Any, within: _Within) -> bool:
        """Whether there is anything in it to read."""
        kind = element["S"]
        below = within.below(kind)
        if below.links > _LEADER:
            return self._leave_unread(element)
        if below.links > 1 and kind == "/Link":
            element["S"] = "/Span"
        element["K"] = Array(
            kid for kid in element["K"] if self._holds(element, kid, within, below)
        )
        if kind == "/TR":
            self._tell_header_cells(element, below.head)
        if not element["K"] and kind not in _MAY_BE_EMPTY:
            return False
        self._kept.add(element.number)
        return True

    def _holds(self, element: Any, kid: int | bytes, within: _Within, below: _Within) -> bool:
        if isinstance(kid, int):
            self._marks.setdefault(element["Pg"], set()).add(kid)
            return True
        child = _object(self._pdf, kid)
        if child["Type"] == "/StructElem":
            return self._visit(child, below)
        if within.links:
            self._drop_annotation(child)
        return not within.links

    def _leave_unread(self, element: Any) -> bool:
        for kid in element["K"]:
            child = None if isinstance(kid, int) else _object(self._pdf, kid)
            if child is not None and child["Type"] == "/OBJR":
                self._drop_annotation(child)
            elif child is not None:
                self._leave_unread(child)
        return False

    def _drop_annotation(self, place: Any) -> None:
        """WeasyPrint lays a link over each piece of a link: the whole one's is enough."""
        annotation = _object(self._pdf, place["Obj"])
        _object(self._pdf, place["Pg"])["Annots"].remove(place["Obj"])
        self._dropped.add(annotation["StructParent"])
        annotation.clear()
        place.clear()

    def _tell_header_cells(self, row: Any, in_head: bool) -> None:
        """A row of header cells alone heads what is below it, in the body of a table too.

        With a scope in every header cell, lists of header names in the others say nothing
        more; and names would have to be listed once again for the whole file.
        """
        cells = [_object(self._pdf, kid) for kid in row["K"]]
        heads_columns = in_head or all(cell["S"] == "/TH" for cell in cells)
        for cell in cells:
            cell.pop("ID", None)
            cell["A"].pop("Headers", None)
            if cell["S"] == "/TH":
                cell["A"]["Scope"] = "/Column" if heads_columns else "/Row"

    def _empty_what_is_not_reached(self) -> None:
        """Objects cannot be taken away, their numbers being in use as addresses."""
        for each in self._pdf.objects:
            if (
                isinstance(each, Dictionary)
                and each.get("Type") == "/StructElem"
                and each.number not in self._kept
            ):
                each.clear()

    def _release_margins(self) -> None:
        """What the tree does not reach on a page is in its margins, or dots that lead the eye."""
        for page, reference in enumerate(self._pdf.page_references):
            reached = self._marks.get(reference, set()) | {_NONE}
            entries = self._parents[2 * page + 1]
            entries[:] = [
                entry if mark in reached else b"null" for mark, entry in enumerate(entries)
            ]
            content = _object(self._pdf, _object(self._pdf, reference)["Contents"]).stream
            for at, operand in enumerate(content):
                if type(operand) is Dictionary and operand.get("MCID", _NONE) not in reached:
                    content[at - 1 : at + 1] = [b"/Artifact", _PAGINATION]

    def _forget_dropped(self) -> None:
        pairs = zip(self._parents[::2], self._parents[1::2], strict=True)
        self._parents[:] = [
            value for pair in pairs if pair[0] not in self._dropped for value in pair
        ]
