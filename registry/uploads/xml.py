"""The only reader of XML in the project.

What comes before the root element is read here, by a grammar that has no place for a
DOCTYPE; the text is then handed on in UTF-8, so that the parser behind cannot take the
same bytes for another encoding and see a DOCTYPE after all.
"""

from __future__ import annotations

import codecs
import re
from typing import TypeAlias

from lxml import etree

from registry.uploads.refusals import UploadRefused, refused

Element: TypeAlias = etree._Element

MAX_BYTES = 20_000_000
# A tag or an attribute costs some hundred bytes of memory, however short it is.
MAX_MARKUP = 1_000_000
MAX_DEPTH = 100
ENCODINGS = {"utf-8", "us-ascii", "iso-8859-1", "utf-16"}
SIXTEEN = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
DECLARATION = re.compile(
    r"<\?xml\s+version\s*=\s*(?:'1\.0'|\"1\.0\")"
    r"(?:\s+encoding\s*=\s*(?:'([A-Za-z0-9._-]+)'|\"([A-Za-z0-9._-]+)\"))?"
    r"(?:\s+standalone\s*=\s*(?:'(?:yes|no)'|\"(?:yes|no)\"))?\s*\?>"
)
SPACE = re.compile(r"[ \t\r\n]*")
ROOT = re.compile(r"<[^\s!?/<>&=\"'-]")
# What a browser or a converter would act on, were the file opened there.
ACTIVE = {
    "http://www.w3.org/1999/xhtml",
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/1999/XSL/Transform",
    "http://www.w3.org/2001/XInclude",
}


def parse_xml(content: bytes, *, limit: int = MAX_BYTES) -> Element:
    """The root element of at most `limit` bytes of XML 1.0.

    Raises `UploadRefused`: too big, an encoding other than UTF-8, UTF-16 with a byte
    order mark, ASCII or Latin-1, a DOCTYPE, a fault in the XML, too much markup or depth.
    """
    if len(content) > limit:
        raise refused(
            "xml_too_big",
            sv=f"XML-filen är större än {limit // 1_000_000} MB.",
            en=f"The XML file is larger than {limit // 1_000_000} MB.",
        )
    text = read_prolog(content)
    if text.count("<") + text.count("=") > MAX_MARKUP:
        raise _refuse_complex()
    root = _parsed(text)
    _check_depth(root)
    return root


def read_prolog(content: bytes, *, cut: bool = False) -> str:
    """The text after the XML declaration, once what precedes the root has been read.

    `cut`: the content is only the beginning of a file, and may end within a character.
    """
    text = _decoded(content, cut)
    declared = DECLARATION.match(text)
    rest = text[declared.end() :] if declared else text
    at = SPACE.match(rest).end()  # type: ignore[union-attr] # matches the empty string
    while rest.startswith(("<!--", "<?"), at):
        at = _after_aside(rest, at)
    if rest.startswith("<!", at):
        raise refused(
            "xml_doctype",
            sv="XML-filen har en DOCTYPE eller annan deklaration före rotelementet.",
            en="The XML file has a DOCTYPE or another declaration before its root element.",
        )
    if not ROOT.match(rest, at):
        raise _refuse_malformed("rotelementet saknas", "the root element is missing")
    return rest


def _after_aside(text: str, at: int) -> int:
    """The place after a comment or a processing instruction, and the space after it."""
    if text.startswith("<?xml-stylesheet", at):
        # A style sheet can be a program.
        raise refused(
            "xml_active",
            sv="XML-filen hänvisar till en formatmall.",
            en="The XML file refers to a style sheet.",
        )
    if text[at : at + 6].lower() in ("<?xml ", "<?xml\t", "<?xml\r", "<?xml\n", "<?xml?"):
        raise _refuse_malformed("fel i XML-deklarationen", "a fault in the XML declaration")
    end = "-->" if text.startswith("<!--", at) else "?>"
    found = text.find(end, at + (4 if end == "-->" else 2))
    if found < 0:
        raise _refuse_malformed("en kommentar slutar inte", "a comment does not end")
    return SPACE.match(text, found + len(end)).end()  # type: ignore[union-attr]


def _decoded(content: bytes, cut: bool) -> str:
    encoding = _encoding(content)
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        text = decoder.decode(content, final=not cut).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise _refuse_encoding() from error
    if "\0" in text:
        raise _refuse_encoding()
    return text


def _encoding(content: bytes) -> str:
    """What the first bytes and the declaration agree on."""
    if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise _refuse_encoding()
    marked = content.startswith(SIXTEEN)
    beginning = content[:400].decode("utf-16" if marked else "latin-1", errors="replace")
    declared = DECLARATION.match(beginning.removeprefix("\ufeff").removeprefix("ï»¿"))
    named = ((declared[1] or declared[2]) if declared else None) or ""
    encoding = named.lower() or ("utf-16" if marked else "utf-8")
    if encoding not in ENCODINGS or marked != (encoding == "utf-16"):
        raise _refuse_encoding()
    if content.startswith(codecs.BOM_UTF8) and encoding != "utf-8":
        raise _refuse_encoding()
    return encoding


def _parsed(text: str) -> Element:
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        recover=False,
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 1
        raise _refuse_malformed(f"fel på rad {line}", f"a fault on line {line}") from error
    except UnicodeEncodeError as error:
        raise _refuse_encoding() from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise AssertionError("the prolog let a DOCTYPE through")
    return root


def _check_depth(root: Element) -> None:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            raise _refuse_complex()


def check_passive(root: Element) -> None:
    """Raises `UploadRefused` where an element belongs to a web page, a picture or a program."""
    for element in root.iter("*"):
        namespace = etree.QName(element).namespace
        if namespace in ACTIVE:
            raise refused(
                "xml_active",
                sv=f"XML-filen har aktivt innehåll (element ur {namespace}).",
                en=f"The XML file has active content (elements of {namespace}).",
            )


def _refuse_encoding() -> UploadRefused:
    return refused(
        "xml_encoding",
        sv="XML-filens teckenkodning är inte UTF-8, UTF-16 med byteordningsmärke,"
        " US-ASCII eller ISO-8859-1, eller stämmer inte med deklarationen.",
        en="The XML file's encoding is not UTF-8, UTF-16 with a byte order mark,"
        " US-ASCII or ISO-8859-1, or is not the one it declares.",
    )


def _refuse_malformed(sv: str, en: str) -> UploadRefused:
    return refused(
        "xml_malformed",
        sv=f"XML-filen är felaktig: {sv}.",
        en=f"The XML file is malformed: {en}.",
    )


def _refuse_complex() -> UploadRefused:
    return refused(
        "xml_too_complex",
        sv="XML-filen har fler än en miljon taggar och attribut eller är djupare än 100 nivåer.",
        en="The XML file has more than a million tags and attributes or is deeper than 100 levels.",
    )
