"""One PDF/A-3b made of a front PDF and parts: pages, bookmarks, embedded files, metadata."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, Stream, String

from documents.bound_pages import drawn_alone, without_empty

XMP: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""
# Of the front's catalogue: tags would cover its own pages alone, and so say what is not so.
LEFT_OUT: Final = ("/StructTreeRoot", "/MarkInfo", "/Outlines", "/AF")


def places_of(pdf: Pdf) -> dict[str, int]:
    """The page of each named destination, counted from 0."""
    names = pdf.Root.get("/Names")
    if not isinstance(names, Dictionary) or "/Dests" not in names:
        return {}
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    return {
        str(name): numbers[place[0].objgen]
        for name, place in pikepdf.NameTree(names.Dests).items()
        if isinstance(place, Array) and place[0].objgen in numbers
    }


class Bound:
    """The front as it grows: each part's pages go in behind its cover."""

    def __init__(self, front: str, title: str, lang: str) -> None:
        self._pdf = pikepdf.open(front)
        self._sources: list[Pdf] = []
        self._covers = places_of(self._pdf)
        self._ends = self._ends_of_covers()
        self._grown = 0
        self._starts: dict[int, int] = {}
        self._files: list[pikepdf.Object] = []
        for page in self._pdf.pages:
            for key in ("/StructParents", "/Tabs"):
                if key in page.obj:
                    del page.obj[key]
            for link in page.obj.get("/Annots", Array([])):
                if "/StructParent" in link:
                    del link["/StructParent"]
        self._describe(title, lang)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for source in self._sources:
            source.close()
        self._pdf.close()

    def _ends_of_covers(self) -> dict[int, int]:
        """The page after each part's cover, in the front as it came."""
        starts = sorted((page, int(name[5:])) for name, page in self._covers.items() if _part(name))
        ends = [page for page, _ in starts[1:]] + [len(self._pdf.pages)]
        return {number: end for (_, number), end in zip(starts, ends, strict=True)}

    def add(self, number: int, pages: str | None) -> None:
        """The pages of the part's file, after its cover. Parts come in their order."""
        self._starts[number] = self._covers[f"part-{number}"] + self._grown
        if pages is None:
            return
        source = pikepdf.open(pages, attempt_recovery=False)
        alone = drawn_alone(source)
        self._sources += [source, alone]
        place = self._ends[number] + self._grown
        for page in alone.pages:
            self._pdf.pages.insert(place, page)
            place += 1
        self._grown += len(alone.pages)

    def bookmark(self, contents: str, parts: Sequence[Mapping[str, Any]]) -> None:
        """The index, then a heading for each group with its parts below it."""
        with self._pdf.open_outline() as outline:
            outline.root.clear()
            outline.root.append(OutlineItem(contents, 0))
            group: OutlineItem | None = None
            for part in parts:
                start = self._starts[part["number"]]
                if group is None or group.title != part["group"]:
                    group = OutlineItem(part["group"], start)
                    outline.root.append(group)
                group.children.append(OutlineItem(f"{part['number']}. {part['title']}", start))

    def embed(self, file: Mapping[str, Any]) -> None:
        body = Path(file["file"]).read_bytes()
        stream = Stream(self._pdf, body)
        stream.Type = Name.EmbeddedFile
        stream.Subtype = Name(f"/{file['media_type']}")
        modified = datetime.fromisoformat(file["modified"])
        stream.Params = Dictionary(
            Size=len(body), ModDate=String(f"D:{modified:%Y%m%d%H%M%S}+00'00'")
        )
        self._files.append(
            self._pdf.make_indirect(
                Dictionary(
                    Type=Name.Filespec,
                    F=String(file["name"]),
                    UF=String(file["name"]),
                    Desc=String(file["about"]),
                    AFRelationship=Name(f"/{file['relationship']}"),
                    EF=Dictionary(F=stream, UF=stream),
                )
            )
        )

    def save(self, to: str) -> int:
        self._list_files()
        for found in self._pdf.objects:
            without_empty(found)
        self._pdf.save(
            to,
            deterministic_id=True,
            min_version="1.7",
            compress_streams=True,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
        return len(self._pdf.pages)

    def _list_files(self) -> None:
        if not self._files:
            return
        tree = pikepdf.NameTree.new(self._pdf)
        for number, spec in enumerate(self._files, start=1):
            tree[f"{number:05d}"] = spec
        if "/Names" not in self._pdf.Root:
            self._pdf.Root.Names = Dictionary()
        self._pdf.Root.Names.EmbeddedFiles = tree.obj
        self._pdf.Root.AF = Array(self._files)

    def _describe(self, title: str, lang: str) -> None:
        """What the front says of itself gives way to what the whole is."""
        root = self._pdf.Root
        for key in LEFT_OUT:
            if key in root:
                del root[key]
        if "/Info" in self._pdf.trailer:
            del self._pdf.trailer["/Info"]
        metadata = Stream(self._pdf, XMP.format(title=escape(title)).encode())
        metadata.Type, metadata.Subtype = Name.Metadata, Name.XML
        root.Metadata = metadata
        root.Lang = String("sv-SE" if lang == "sv" else "en-GB")


def _part(name: str) -> bool:
    return name.startswith("part-") and name[5:].isdigit()
