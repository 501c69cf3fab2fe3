"""A matter lodged about the small tender, with bids on file of which something is marked."""

from __future__ import annotations

from datetime import date

from pikepdf import Array, Dictionary, Name, OutlineItem, String

from models.disclosure import SecrecyMark
from models.lawyers import Direction, MatterMail
from models.review import GroundKind, MatterGround
from models.sealed import BidFile
from models.store import Work
from registry.filing import PDF, file_blob
from tests.documents.plain_pdfs import plain_pdf, saved
from tests.procurement.small_papers import at
from tests.procurement.small_tender import World

MATTER = "DEMO-1/4711-26"
CITE = "31 kap. 16 § OSL"


def lodged_world(world: World) -> World:
    """South has applied about L3 and marked its prices: a page of one file, and all of another."""
    world.go(at(3, 12))
    world.lodge("4711-26", "L3", party_id="south")
    with world.store.write() as work:
        work.session.add_all(_bid_files(work))
        work.session.flush()
        work.session.add_all(_marks(work))
        work.session.add(
            MatterMail(
                matter_id=MATTER,
                number=1,
                direction=Direction.IN,
                at=at(3, 12),
                correspondent="Förvaltningsrätten",
                about="Ansökan om överprövning",
                document_sha256=file_blob(work, saved(plain_pdf("APPLICATION")), PDF),
                **work.recorded("lawyer"),
            )
        )
        work.session.add(_ground(work))
    return world


def _bid_files(work: Work) -> list[BidFile]:
    contents = {
        "SECRET-NAME priser.pdf": _priced(),
        "kalkyl.txt": b"SECRET-CALC",
        "bilaga.pdf": saved(plain_pdf("PUBLIC-LENT", lent=True)),
    }
    return [
        BidFile(
            bid_id="s3",
            number=number,
            name=name,
            media_type=PDF if name.endswith("pdf") else "text/plain",
            sha256=file_blob(work, content, PDF if name.endswith("pdf") else "text/plain"),
        )
        for number, (name, content) in enumerate(contents.items(), start=1)
    ]


def _priced() -> bytes:
    """The second page is marked; the file tells of it in every place that a PDF has for it."""
    pdf = plain_pdf("PUBLIC-METHOD", "SECRET-PRICE", "PUBLIC-END")
    with pdf.open_metadata() as metadata:
        metadata["dc:description"] = "SECRET-XMP"
    pdf.docinfo["/Title"] = "SECRET-TITLE"
    with pdf.open_outline() as outline:
        outline.root.append(OutlineItem("SECRET-BOOKMARK", 1))
    pdf.attachments["SECRET-ATTACHED.txt"] = b"SECRET-INSIDE"
    note = Dictionary(
        Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 9, 9]), Contents=String("SECRET-NOTE")
    )
    pdf.pages[1].obj.Annots = Array([pdf.make_indirect(note)])
    return saved(pdf)


def _marks(work: Work) -> list[SecrecyMark]:
    marked = [work.session.get_one(BidFile, ("s3", number)).sha256 for number in (1, 2)]
    return [
        SecrecyMark(
            id=f"DEMO-1/S{number}",
            tender_id="DEMO-1",
            number=number,
            document_sha256=sha256,
            first_page=pages,
            last_page=pages,
            marked_at=work.now,
            claimed_by="south",
            cite=CITE,
            reason_sv="Priser",
            reason_en="Prices",
            **work.recorded("lawyer"),
        )
        for number, sha256, pages in ((1, marked[0], 2), (2, marked[1], None))
    ]


def _ground(work: Work) -> MatterGround:
    return MatterGround(
        matter_id=MATTER,
        number=1,
        kind=GroundKind.EVALUATION_WRONG,
        raised_on=date(2026, 3, 12),
        text_sv="Priset är fel.",
        text_en="The price is wrong.",
        **work.recorded("lawyer"),
    )
