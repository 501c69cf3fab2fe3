"""Kinds of tampering, each with what it is to be found out as."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, pdf_name

from documents.signing.cms import certificate_of, message, signed_attributes
from documents.signing.demo_keys import demo_authority
from documents.signing.levels import Place
from documents.signing.local import KeyFile
from documents.signing.pdf_room import StillWriter, fill_room, make_room
from documents.signing.trust import Trust
from tests.documents.signing.signing_desk import (
    AT,
    PRICE,
    PROVIDER,
    desk,
    signed,
    unsigned,
)

Edit = Callable[[StillWriter], None]


@dataclass(frozen=True)
class Case:
    """A file as received, and what it is checked against."""

    pdf: bytes
    earlier: bytes
    place: Place = Place.PROVIDER
    trust: Trust | None = None
    at: timedelta = timedelta(days=2)
    signatory: str | None = None


def received(pdf: bytes) -> Case:
    return Case(pdf, unsigned())


def edited(pdf: bytes, edit: Edit) -> bytes:
    """The file with an increment in which something was changed."""
    writer = StillWriter(BytesIO(pdf))
    edit(writer)
    out = BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]
    return out.getvalue()


def signed_with(edit: Edit) -> Case:
    """The provider changes something, and signs the whole."""
    return received(signed(edited(unsigned(), edit), desk().provider, Place.PROVIDER))


def _page(writer: StillWriter) -> Any:
    return writer.find_page_for_modification(0)[0].get_object()  # type: ignore[no-untyped-call]


def _dictionary(**entries: Any) -> Any:
    named = {pdf_name(f"/{key}"): value for key, value in entries.items()}
    return DictionaryObject(named)  # type: ignore[no-untyped-call]


def _name(text: str) -> Any:
    return pdf_name(f"/{text}")


def _numbers(*values: int) -> Any:
    return ArrayObject(generic.NumberObject(each) for each in values)  # type: ignore[no-untyped-call]


def _in_catalog(writer: StillWriter, key: str, value: Any) -> None:
    writer.root[_name(key)] = value
    writer.update_root()  # type: ignore[no-untyped-call]


def cheaper(writer: StillWriter) -> None:
    """The content stream is written anew in its old place."""
    content = _page(writer).raw_get("/Contents").get_object()
    content._data = content.data.replace(PRICE.encode(), PRICE.replace("4", "9").encode())
    content._encoded_data = None
    writer.update_container(content)


def other_content(writer: StillWriter) -> None:
    page = _page(writer)
    drawn = generic.StreamObject(stream_data=b"BT /F1 12 Tf (Pris: 1) Tj ET")
    page[_name("Contents")] = writer.add_object(drawn)
    writer.update_container(page)


def covering_note(writer: StillWriter) -> None:
    note = _dictionary(
        Type=_name("Annot"),
        Subtype=_name("FreeText"),
        Contents=generic.TextStringObject("Pris: 1 krona"),
        Rect=_numbers(70, 690, 300, 720),
    )
    page = _page(writer)
    page[_name("Annots")] = ArrayObject([writer.add_object(note)])
    writer.update_container(page)


def script(writer: StillWriter) -> None:
    action = _dictionary(S=_name("JavaScript"), JS=generic.TextStringObject("app.alert(1)"))
    _in_catalog(writer, "OpenAction", writer.add_object(action))


def fewer_pages(writer: StillWriter) -> None:
    pages = writer.root["/Pages"]
    pages[_name("Kids")] = ArrayObject([pages["/Kids"].raw_get(1)])
    pages[_name("Count")] = _numbers(1)[0]
    writer.update_container(pages)


def swapped_pages(writer: StillWriter) -> None:
    pages = writer.root["/Pages"]
    pages[_name("Kids")] = ArrayObject([pages["/Kids"].raw_get(1), pages["/Kids"].raw_get(0)])
    writer.update_container(pages)


def other_font(writer: StillWriter) -> None:
    """Other glyphs for the same text: what is read is not what is extracted."""
    font = _page(writer)["/Resources"]["/Font"]["/F1"]
    font[_name("FontMatrix")] = _numbers(1, 0, 0, 1, 0, 0)
    writer.update_container(font)


def attachment(writer: StillWriter) -> None:
    _in_catalog(writer, "Names", _dictionary(EmbeddedFiles=_dictionary()))


def other_title(writer: StillWriter) -> None:
    info = writer.prev.trailer["/Info"]
    info[_name("Title")] = generic.TextStringObject("Avtal DEMO-A02")
    writer.update_container(info)


def text_field(writer: StillWriter) -> None:
    field = _dictionary(FT=_name("Tx"), T=generic.TextStringObject("Pris"))
    if "/AcroForm" in writer.root:
        form = writer.root["/AcroForm"]
        form["/Fields"].append(writer.add_object(field))
        writer.update_container(form)
        return
    form = _dictionary(Fields=ArrayObject([writer.add_object(field)]))
    _in_catalog(writer, "AcroForm", writer.add_object(form))


def turned_page(writer: StillWriter) -> None:
    page = _page(writer)
    page[_name("Rotate")] = _numbers(180)[0]
    writer.update_container(page)


def _changed_resources(writer: StillWriter) -> Any:
    """The page's resources, in a place of their own and then with another font."""
    resources = _page(writer)["/Resources"]
    resources["/Font"][_name("F1")] = writer.add_object(_dictionary(Type=_name("Font")))
    writer.update_container(resources)
    return _page(writer).raw_get("/Resources")


def resources_as_store(writer: StillWriter) -> None:
    """What the page needs is said to be what checks the signature, and is changed as such."""
    _in_catalog(writer, "DSS", _changed_resources(writer))


def resources_as_extensions(writer: StillWriter) -> None:
    _in_catalog(writer, "Extensions", _dictionary(TILL=_changed_resources(writer)))


def text_as_metadata(writer: StillWriter) -> None:
    _in_catalog(writer, "Metadata", _page(writer).raw_get("/Contents"))
    cheaper(writer)


def grant(writer: StillWriter) -> None:
    """Usage rights, which would let a viewer change more."""
    _in_catalog(writer, "Perms", _dictionary(UR3=writer.add_object(_dictionary())))


EDITS: tuple[Edit, ...] = (
    cheaper,
    other_content,
    covering_note,
    script,
    fewer_pages,
    swapped_pages,
    other_font,
    attachment,
    other_title,
    text_field,
    turned_page,
    resources_as_store,
    resources_as_extensions,
    text_as_metadata,
    grant,
)


def flipped(pdf: bytes, at: int) -> bytes:
    return pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]


def hole_of(pdf: bytes) -> tuple[int, int]:
    """Where the last signature lies."""
    found = list(re.finditer(rb"/ByteRange \[0 (\d+) (\d+) \d+\]", pdf))[-1]
    return int(found[1]), int(found[2])


def with_cms(pdf: bytes, cms: bytes) -> bytes:
    """Another message in the last signature's place."""
    start, end = hole_of(pdf)
    body = cms.hex().upper().encode()
    return pdf[: start + 1] + body.ljust(end - start - 2, b"0") + pdf[end - 1 :]


def with_padding_used(pdf: bytes) -> bytes:
    return flipped(pdf, hole_of(pdf)[1] - 2)


def with_range(pdf: bytes, new: str) -> bytes:
    found = list(re.finditer(rb"/ByteRange \[[^\]]*\]\s*", pdf))[-1]
    body = f"/ByteRange {new}".encode().ljust(len(found[0]) - 1) + b"\n"
    return pdf[: found.start()] + body + pdf[found.end() :]


def narrowed(pdf: bytes) -> bytes:
    """The signature is said to cover the earlier file alone."""
    _, end = hole_of(pdf)
    return with_range(pdf, f"[0 {len(unsigned())} {end} {len(pdf) - end}]")


def cms_of(pdf: bytes) -> bytes:
    start, end = hole_of(pdf)
    return bytes.fromhex(pdf[start + 1 : end - 1].decode())


def with_signed_by(key: KeyFile, named: KeyFile) -> bytes:
    """One key signs, and another's certificate is enclosed."""
    room = make_room(unsigned(), Place.PROVIDER, AT, "Avtal")
    certificate = certificate_of(named.certificate_pem)
    attributes = signed_attributes(room.digest, certificate)
    signature = key.signature_of(sha256(attributes).digest())
    return fill_room(room, message(attributes, signature, certificate, [], None))


def another_authority() -> KeyFile:
    """Same names, other keys."""
    return demo_authority(AT).person(PROVIDER, organisation="Demoleverantören AB", at=AT)
