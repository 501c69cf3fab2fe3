"""Plain text and CSV: UTF-8 that a person can read, and nothing that reads as a program."""

from __future__ import annotations

import csv
import re
from io import StringIO

from registry.uploads.refusals import UploadRefused, refused

MAX_BYTES = 50_000_000
MAX_CELL = 32_767
CONTROLS = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)
# How the kinds of file begin that a browser or a shell would take a text for.
OTHERS = re.compile(
    r"\s*(?:<(?:!doctype|!--|html|head|body|script|svg|iframe|\?php|\?xml)|%PDF-|\{\\rtf|#!|MIME-Version:)",
    re.I,
)
DELIMITERS = ";,\t"


def check_text(content: bytes) -> None:
    """Raises `UploadRefused` for other encodings, control characters, and pages or scripts."""
    _readable(content)


def check_csv(content: bytes) -> None:
    """As `check_text`, and every quoted cell must end.

    What a spreadsheet would calculate is not looked for: "-5" and "+46" are ordinary cells.
    """
    text = _readable(content)
    first = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first.count)
    try:
        longest = max(
            (
                len(cell)
                for row in csv.reader(StringIO(text), delimiter=delimiter, strict=True)
                for cell in row
            ),
            default=0,
        )
    except csv.Error as error:
        raise _refuse_malformed() from error
    if longest > MAX_CELL:
        raise _refuse_malformed()


def _readable(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refused(
            "text_encoding",
            sv="Textfilen är inte i UTF-8.",
            en="The text file is not in UTF-8.",
        ) from error
    if CONTROLS.search(text):
        raise refused(
            "text_control_characters",
            sv="Textfilen innehåller styrtecken eller tecken som vänder läsriktningen.",
            en="The text file holds control characters or marks that turn the reading order.",
        )
    if OTHERS.match(text):
        raise refused(
            "text_is_other",
            sv="Textfilen är egentligen en webbsida, ett skript eller ett annat slags dokument.",
            en="The text file is really a web page, a script or another kind of document.",
        )
    return text


def _refuse_malformed() -> UploadRefused:
    return refused(
        "csv_malformed",
        sv="CSV-filen är felaktig: ett citattecken saknas eller en cell är för lång.",
        en="The CSV file is malformed: a quotation mark is missing or a cell is too long.",
    )
