"""A PDF of three pages of which the second is secret, and places where a file keeps secrets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from documents.frames import MASKED
from documents.masking import MaskedPages
from documents.masking_worker import answer

SECRET = "KANARIE"
GIVEN = "LÄMNAS UT".encode("cp1252")
CITE = "31 kap. 16 § OSL"
SECOND = [MaskedPages(CITE, 2, 2)]
Change = Callable[[pikepdf.Pdf], None]


def text(words: bytes, font: bytes = b"/F1") -> bytes:
    return b"BT " + font + b" 12 Tf 72 700 Td (" + words + b") Tj ET"


def three_pages(change: Change = lambda made: None) -> bytes:
    """The second page is what will be withheld; all share one dictionary of resources."""
    with pikepdf.new() as made:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        shared = made.make_indirect(Dictionary(Font=Dictionary(F1=font), XObject=Dictionary()))
        for words in (GIVEN, SECRET.encode(), GIVEN):
            page = made.add_blank_page(page_size=(595, 842))
            page.obj.Resources = shared
            page.obj.Contents = Stream(made, text(words))
        change(made)
        saved = BytesIO()
        made.save(saved, deterministic_id=True)
        return saved.getvalue()


def draws(made: pikepdf.Pdf, name: str, stream: Stream) -> None:
    """Put into the shared resources, and used on the second page alone."""
    made.pages[1].obj.Resources.XObject[f"/{name}"] = stream
    made.pages[1].obj.Contents = Stream(made, text(SECRET.encode()) + f" /{name} Do".encode())


def canary(made: pikepdf.Pdf, **entries: Any) -> Stream:
    return Stream(made, SECRET.encode(), **entries)


def form(made: pikepdf.Pdf, content: bytes, **resources: Any) -> Stream:
    return Stream(
        made,
        content,
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=[0, 0, 9, 9],
        Resources=Dictionary(**resources),
    )


def in_nested_form(made: pikepdf.Pdf) -> None:
    inner = form(made, text(SECRET.encode()))
    draws(made, "Fm1", form(made, b"/Fm2 Do", XObject=Dictionary(Fm2=inner)))


def in_image(made: pikepdf.Pdf) -> None:
    picture = canary(
        made,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=7,
        Height=1,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
    )
    draws(made, "Im1", picture)


def in_font(made: pikepdf.Pdf) -> None:
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.TrueType,
        BaseFont=Name(f"/{SECRET}"),
        ToUnicode=canary(made),
        FontDescriptor=Dictionary(Type=Name.FontDescriptor, FontFile2=canary(made)),
    )
    made.pages[1].obj.Resources.Font.F2 = made.make_indirect(font)
    made.pages[1].obj.Contents = Stream(made, text(b"x", b"/F2"))


def in_other_resources(made: pikepdf.Pdf) -> None:
    shared = made.pages[0].obj.Resources
    shared.ColorSpace = Dictionary(CS1=[Name.ICCBased, canary(made, N=3)])
    shared.Properties = Dictionary(MC0=Dictionary(ActualText=String(SECRET)))
    shared.ExtGState = Dictionary(GS1=Dictionary(SMask=Dictionary(G=form(made, SECRET.encode()))))
    shared.Pattern = Dictionary(P1=canary(made, PatternType=1))


def in_annotations(made: pikepdf.Pdf) -> None:
    note = Dictionary(
        Type=Name.Annot,
        Subtype=Name.FreeText,
        Rect=[0, 0, 9, 9],
        Contents=String(SECRET),
        AP=Dictionary(N=form(made, text(SECRET.encode()))),
    )
    made.pages[1].obj.Annots = Array([made.make_indirect(note)])


def in_form_values(made: pikepdf.Pdf) -> None:
    field = made.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T=String("namn"),
            V=String(SECRET),
            DV=String(SECRET),
            Rect=[0, 0, 99, 9],
            P=made.pages[1].obj,
        )
    )
    made.pages[1].obj.Annots = Array([field])
    made.Root.AcroForm = Dictionary(
        Fields=[field], NeedAppearances=True, DA=String("/Helv 0 Tf 0 g")
    )


def in_page_keys(made: pikepdf.Pdf) -> None:
    page = made.pages[1].obj
    page.Thumb = canary(made)
    page.PieceInfo = Dictionary(App=Dictionary(Private=String(SECRET)))
    page.Metadata = canary(made)
    page.AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS=String(SECRET)))
    page.B = Array([Dictionary(T=Dictionary(I=Dictionary(Title=String(SECRET))))])


def in_given_pages_keys(made: pikepdf.Pdf) -> None:
    page = made.pages[0].obj
    page.LastModified = String(SECRET)
    page.PieceInfo = Dictionary(Next=made.pages[1].obj)
    link = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], Dest=[made.pages[1].obj, Name.Fit]
    )
    page.Annots = Array([link])


def in_the_catalogue(made: pikepdf.Pdf) -> None:
    root = made.Root
    root.Outlines = Dictionary(First=Dictionary(Title=String(SECRET), Dest=[made.pages[1].obj]))
    root.StructTreeRoot = Dictionary(
        K=Dictionary(S=Name.P, ActualText=String(SECRET), Pg=made.pages[1].obj)
    )
    root.PageLabels = Dictionary(Nums=[0, Dictionary(P=String(SECRET))])
    root.OpenAction = Dictionary(S=Name.JavaScript, JS=String(SECRET))
    root.Threads = Array([Dictionary(I=Dictionary(Title=String(SECRET)))])
    root.PieceInfo = Dictionary(App=Dictionary(Private=String(SECRET)))
    root.OutputIntents = Array([Dictionary(Info=String(SECRET))])
    root.Collection = Dictionary(D=String(SECRET))


def in_names(made: pikepdf.Pdf) -> None:
    made.attachments["namn.txt"] = SECRET.encode()
    script = Dictionary(S=Name.JavaScript, JS=String(SECRET))
    made.Root.Names.JavaScript = Dictionary(Names=[String("a"), script])
    made.Root.Names.Dests = Dictionary(Names=[String(SECRET), [made.pages[1].obj, Name.Fit]])


def in_metadata(made: pikepdf.Pdf) -> None:
    made.docinfo["/Title"] = SECRET
    made.docinfo["/Egen"] = SECRET
    made.Root.Metadata = canary(made, Type=Name.Metadata, Subtype=Name.XML)


def in_a_given_picture(made: pikepdf.Pdf) -> None:
    """Keys of what is drawn on a page that is given, that draw nothing."""
    picture = Stream(
        made,
        b"0123456",
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=7,
        Height=1,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
        Metadata=canary(made),
        Alternates=[Dictionary(Image=canary(made))],
        PieceInfo=Dictionary(App=Dictionary(Private=made.pages[1].obj)),
    )
    made.pages[0].obj.Resources.XObject.Im0 = picture
    made.pages[0].obj.Contents = Stream(made, text(GIVEN) + b" /Im0 Do")


def in_marked_content(made: pikepdf.Pdf) -> None:
    """Tags of a given page that tell of the withheld one."""
    marked = b"/Span <</ActualText (" + SECRET.encode() + b")>> BDC " + text(GIVEN) + b" EMC"
    made.pages[2].obj.Contents = Stream(made, marked + b" % " + SECRET.encode())


PLACES: dict[str, Change] = {
    name.removeprefix("in_"): made
    for name, made in sorted(globals().items())
    if name.startswith("in_") and callable(made)
}


def second_masked(content: bytes) -> bytes:
    """As the child does it, without starting one."""
    said = answer(content, [(CITE, 2, 2)], "sv")
    assert said.startswith(MASKED), said
    return said.removeprefix(MASKED)


def everything_in(content: bytes) -> bytes:
    """The raw file, each object as text, each stream decoded, and each string in plain."""
    found = [content]
    with pikepdf.open(BytesIO(content)) as pdf:
        for each in [*pdf.objects, pdf.trailer]:
            found += pieces(each)
    return b"\n".join(found)


def pieces(value: pikepdf.Object) -> Iterator[bytes]:
    yield value.unparse()
    if isinstance(value, Stream):
        yield value.read_bytes()
    if isinstance(value, Dictionary | Stream):
        yield from (bytes(part) for _, part in value.items() if isinstance(part, String))


def words_of(content: bytes) -> list[bytes]:
    """Of each page, what it writes with its first font."""
    with pikepdf.open(BytesIO(content)) as pdf:
        return [page.Contents.read_bytes() for page in pdf.pages]
