"""A signature field in a PDF, with room for a signature. Loads pyHanko.

The field is invisible: the contract prints its own signature page, and what is drawn on a
page after the text was agreed would have to be judged by a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from typing import Final

from pyhanko.pdf_utils import generic, misc
from pyhanko.pdf_utils.extensions import DeveloperExtension, DevExtensionMultivalued
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigMDPSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import (
    PdfSignedData,
    PreparedByteRangeDigest,
    SignatureObject,
)

from documents.signing.failures import SigningFailed
from documents.signing.levels import Place
from law.reasons import Lang, Text

# Hexadecimal digits: a signature, a chain of four and a time stamp take about 18,000.
ROOM: Final = 24 * 1024
FIELD_NAMES: Final = {
    Place.PROVIDER: ("Provider", Text("Leverantörens underskrift", "The provider's signature")),
    Place.BUYER: ("Buyer", Text("Myndighetens underskrift", "The buyer's signature")),
    Place.SEAL: ("Seal", Text("Myndighetens stämpel", "The buyer's seal")),
}
# ETSI EN 319 142-1: what PAdES adds to PDF 1.7.
ESIC: Final = DeveloperExtension(
    prefix_name=pdf_name("/ESIC"),
    base_version=pdf_name("/1.7"),
    extension_level=1,
    compare_by_level=True,
    multivalued=DevExtensionMultivalued.NEVER,
)


@dataclass(frozen=True)
class Room:
    """`pdf` has zeros from `start` to `end`; `digest` is the SHA-256 of all the rest."""

    pdf: bytes
    digest: bytes
    start: int
    end: int


class StillWriter(IncrementalPdfFileWriter):
    """Appends to a file what is asked, and leaves its metadata and version as they are.

    pyHanko would date the metadata by the machine's clock, which also parts the XMP from the
    document's information dictionary, and raise the version for EC keys: both break PDF/A-3.
    """

    def _update_meta(self) -> None:
        """Nothing: what the document says of itself was settled when it was rendered."""

    def ensure_output_version(self, version: tuple[int, int]) -> None:
        """Nothing: PDF/A-3 is PDF 1.7."""

    @classmethod
    def _handle_id(cls, prev: PdfFileReader) -> generic.ArrayObject:
        """A second identifier that follows from the file, so that the same acts repeat."""
        first = prev.trailer["/ID"][0] if "/ID" in prev.trailer else None
        prev.stream.seek(0)
        second = sha256(prev.stream.read()).digest()[:16]
        known = second if first is None else first.original_bytes
        return generic.ArrayObject(
            [generic.ByteStringObject(known), generic.ByteStringObject(second)]
        )


def make_room(pdf: bytes, place: Place, at: datetime, reason: str) -> Room:
    """Add the field of `place`. The first signature certifies, and lets only others follow."""
    try:
        return _made(pdf, place, at, reason)
    except (misc.PdfError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise SigningFailed(
            "unreadable",
            "Filen kan inte undertecknas eftersom dess struktur är felaktig",
            "The file cannot be signed because its structure is malformed",
        ) from error


def _made(pdf: bytes, place: Place, at: datetime, reason: str) -> Room:
    writer = StillWriter(BytesIO(pdf))
    name, label = FIELD_NAMES[place]
    taken = {field for field, _, _ in enumerate_sig_fields(writer, filled_status=True)}
    if name in taken:
        raise _taken(name)
    spoken = label.in_(_language(writer))
    embedder = PdfCMSEmbedder(
        SigFieldSpec(name, on_page=-1, readable_field_name=spoken, box=(0, 0, 0, 0))
    )
    steps = embedder.write_cms(field_name=name, writer=writer)
    next(steps)
    steps.send(SigObjSetup(_placeholder(at, reason), _protection(first=not taken)))
    writer.register_extension(ESIC)
    digest, output = steps.send(SigIOSetup(md_algorithm="sha256"))
    return Room(
        pdf=output.getvalue(),
        digest=digest.document_digest,
        start=digest.reserved_region_start,
        end=digest.reserved_region_end,
    )


def _language(writer: IncrementalPdfFileWriter) -> Lang:
    """What a screen reader says of the field is in the document's language."""
    return "en" if str(writer.root.get("/Lang", "")).startswith("en") else "sv"


def _placeholder(at: datetime, reason: str) -> PdfSignedData:
    return SignatureObject(
        timestamp=at, subfilter=SigSeedSubFilter.PADES, reason=reason, bytes_reserved=ROOM
    )


def _protection(*, first: bool) -> SigMDPSetup | None:
    if not first:
        return None
    return SigMDPSetup(md_algorithm="sha256", certify=True, docmdp_perms=MDPPerm.FILL_FORMS)


def _taken(name: str) -> SigningFailed:
    return SigningFailed(
        "place_taken",
        f"Filen har redan en underskrift på platsen {name}",
        f"The file already has a signature in the place {name}",
    )


def fill_room(room: Room, cms: bytes) -> bytes:
    """The PDF with `cms` (DER) in its room. Raises `SigningFailed` where it does not fit."""
    if 2 * len(cms) > room.end - room.start - 2:
        raise SigningFailed(
            "too_large",
            "Underskriften med sina certifikat är större än utrymmet i filen",
            "The signature with its certificates is larger than the room in the file",
        )
    output = BytesIO(room.pdf)
    filling = PreparedByteRangeDigest(room.digest, room.start, room.end)
    filling.fill_with_cms(output, cms)
    return output.getvalue()


def digest_outside(pdf: bytes, start: int, end: int) -> bytes:
    """The SHA-256 of all of `pdf` but its room, as a signature of it must state."""
    return sha256(pdf[:start] + pdf[end:]).digest()
