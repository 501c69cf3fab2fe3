"""Office documents: archives of XML that may show things, but not run or fetch them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from registry.uploads.content import Octets
from registry.uploads.names import suffix_of
from registry.uploads.refusals import UploadRefused, refused, shown, within
from registry.uploads.xml import Element, parse_xml, read_prolog
from registry.uploads.zip import Archive, Member, read_archive

HEAD: Final = 64 * 1024
CONTENT_TYPES, ODF_MANIFEST = "[Content_Types].xml", "META-INF/manifest.xml"
OPENXML: Final = "application/vnd.openxmlformats-officedocument."
OPENDOCUMENT: Final = "application/vnd.oasis.opendocument."
MAIN_PARTS: Final = {
    "docx": f"{OPENXML}wordprocessingml.document.main+xml",
    "xlsx": f"{OPENXML}spreadsheetml.sheet.main+xml",
}
XML_PARTS: Final = ("xml", "rels", "vml", "rdf")
PICTURES: Final = ("png", "jpg", "jpeg", "jfif", "gif", "emf", "wmf", "tif", "tiff", "bmp", "wdp")
FONTS: Final = ("odttf", "ttf", "otf")
PARTS: Final = frozenset((*XML_PARTS, *PICTURES, *FONTS, "svg", "svm"))
# Binary or nameless parts that the programs write by themselves.
OTHER_PARTS: Final = re.compile(
    r"xl/printerSettings/printerSettings\d+\.bin|mimetype|layout-cache|ObjectReplacements/[^/]+"
)
MACROS: Final = re.compile(r"vbaproject|vbadata|(^|/)(basic|scripts|macrosheets|activex)/", re.I)
MACRO_TYPES: Final = re.compile(r"macroenabled|vbaproject|activex|ms-office\.vba", re.I)
EMBEDDED: Final = re.compile(r"(^|/)(embeddings|oleobjects?)/|oleobject", re.I)
EMBEDDED_TYPES: Final = re.compile(r"oleobject", re.I)
SCRIPT_NAMESPACE: Final = "urn:oasis:names:tc:opendocument:xmlns:script:1.0"
ODF_LINKED: Final = {"object-ole", "plugin", "applet", "floating-frame"}
HREF: Final = "{http://www.w3.org/1999/xlink}href"
# A place outside the document: an address with a scheme, another machine, another file.
SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*:|//|/|\.\./", re.I)


@dataclass(frozen=True)
class Office:
    """One kind: its suffix, and the type that an OpenDocument file begins with."""

    suffix: str
    mimetype: str | None = None


def check_office(octets: Octets, office: Office) -> None:
    """Raises `UploadRefused` for what no such document needs and for active content."""
    archive = read_archive(octets)
    names = {member.name for member in archive.files}
    for member in archive.files:
        _check_part(member)
    if office.mimetype is None:
        _check_openxml(archive, names, MAIN_PARTS[office.suffix], office.suffix)
    else:
        _check_opendocument(archive, names, office.mimetype, office.suffix)
    for member in archive.files:
        _check_content(archive, member)


def _check_part(member: Member) -> None:
    """By its name: what it may hold at all."""
    if MACROS.search(member.name):
        raise _refuse_macro()
    if EMBEDDED.search(member.name):
        raise _refuse_embedded()
    if suffix_of(member.name) not in PARTS and not OTHER_PARTS.fullmatch(member.name):
        raise refused(
            "office_part",
            sv=f"Dokumentet innehåller delen {shown(member.name)}, som inte hör hemma där.",
            en=f"The document contains the part {shown(member.name)}, which does not belong there.",
        )


def _check_content(archive: Archive, member: Member) -> None:
    """Every part unpacks as declared; no XML among them declares anything beforehand."""
    head = b""
    for piece in archive.inflated(member):
        if len(head) < HEAD:
            head += piece[: HEAD - len(head)]
    if head and suffix_of(member.name) in (*XML_PARTS, "svg"):
        try:
            read_prolog(head, cut=member.size > len(head))
        except UploadRefused as refusal:
            raise within(member.name, refusal) from refusal


def _check_openxml(archive: Archive, names: set[str], main: str, suffix: str) -> None:
    if CONTENT_TYPES not in names:
        raise _refuse_kind(suffix)
    types = [
        element.get("ContentType", "") for element in _root(archive, CONTENT_TYPES).iter("{*}*")
    ]
    if any(MACRO_TYPES.search(found) for found in types):
        raise _refuse_macro()
    if any(EMBEDDED_TYPES.search(found) for found in types):
        raise _refuse_embedded()
    if types.count(main) != 1:
        raise _refuse_kind(suffix)
    for name in sorted(names):
        if name.endswith(".rels"):
            _check_relationships(archive, name)


def _check_relationships(archive: Archive, name: str) -> None:
    """What lies outside the document may be linked to, never fetched into it."""
    for element in _root(archive, name).iter("{*}Relationship"):
        kind = element.get("Type", "").rpartition("/")[2]
        if kind.lower() in ("vbaproject", "wordvbadata", "activexcontrolbinary", "xlmacrosheet"):
            raise _refuse_macro()
        if kind.lower() in ("oleobject", "package", "afchunk"):
            raise _refuse_embedded()
        if element.get("TargetMode", "").lower() == "external" and kind != "hyperlink":
            raise _refuse_external(kind)


def _check_opendocument(archive: Archive, names: set[str], mimetype: str, suffix: str) -> None:
    first = archive.members[0]
    if first.name != "mimetype" or first.method or archive.read(first) != mimetype.encode():
        raise _refuse_kind(suffix)
    if not {ODF_MANIFEST, "content.xml"} <= names:
        raise _refuse_kind(suffix)
    if _root(archive, ODF_MANIFEST).find(".//{*}encryption-data") is not None:
        raise refused(
            "office_encrypted",
            sv="Dokumentet är krypterat med lösenord.",
            en="The document is encrypted with a password.",
        )
    for name in sorted(names & {"content.xml", "styles.xml"}):
        _check_opendocument_text(archive, name)


def _check_opendocument_text(archive: Archive, name: str) -> None:
    for element in _root(archive, name).iter("*"):
        namespace, _, local = str(element.tag).removeprefix("{").partition("}")
        if namespace == SCRIPT_NAMESPACE or local == "script":
            raise _refuse_macro()
        if local in ODF_LINKED:
            raise _refuse_embedded()
        if local != "a" and SCHEME.match(element.get(HREF, "")):
            raise _refuse_external(local)


def _root(archive: Archive, name: str) -> Element:
    (member,) = (found for found in archive.files if found.name == name)
    try:
        return parse_xml(archive.read(member))
    except UploadRefused as refusal:
        raise within(name, refusal) from refusal


def _refuse_kind(suffix: str) -> UploadRefused:
    return refused(
        "kind_mismatch",
        sv=f"Filen är inte en riktig .{suffix}-fil.",
        en=f"The file is not a proper .{suffix} file.",
    )


def _refuse_macro() -> UploadRefused:
    return refused(
        "office_macro",
        sv="Dokumentet innehåller makron eller skript.",
        en="The document contains macros or scripts.",
    )


def _refuse_embedded() -> UploadRefused:
    return refused(
        "office_embedded",
        sv="Dokumentet har ett inbäddat objekt; lämna det som en egen fil eller som bild.",
        en="The document has an embedded object; submit it as a file of its own or as a picture.",
    )


def _refuse_external(kind: str) -> UploadRefused:
    return refused(
        "office_external",
        sv=f"Dokumentet hämtar innehåll utifrån ({shown(kind)}).",
        en=f"The document fetches content from outside ({shown(kind)}).",
    )
