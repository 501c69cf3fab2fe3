"""Names of files as strangers choose them, on their way to other people's desks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from registry.uploads.refusals import UploadRefused, refused, shown

MAX_BYTES = 255
UNFIT = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
SEPARATORS = re.compile(r"[/\\]")
RESERVED_MARKS = re.compile(r'[<>:"|?*]')
# Windows opens a device by these names, whatever suffix follows.
DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])", re.I)
RUNS = re.compile(
    r"app|bat|chm|cmd|com|cpl|dll|dmg|exe|hta|html?|iso|jar|jse?|lnk|mht|mhtml|ms[ip]|php|pif"
    r"|ps1|py|reg|scr|sh|svg|url|vb[es]?|ws[fh]|xhtml|xslt?"
)
# In the middle of a name these are more often part of an address than a program.
WORDS = ("app", "com", "url")


def suffix_of(name: str) -> str:
    """In small letters and without its dot; "" where there is none."""
    _, dot, suffix = name.rpartition("/")[2].rpartition(".")
    return suffix.lower() if dot else ""


def check_name(name: str) -> None:
    """Raises `UploadRefused` for a name that cannot stand in a folder of anybody's."""
    if not name or not name.strip():
        raise refused("name_empty", sv="Filen saknar namn.", en="The file has no name.")
    if any(unicodedata.category(mark) in UNFIT for mark in name):
        raise _refuse_hidden_marks(name)
    if len(name.encode()) > MAX_BYTES:
        raise refused(
            "name_too_long",
            sv=f"Filnamnet är längre än {MAX_BYTES} byte.",
            en=f"The file's name is longer than {MAX_BYTES} bytes.",
        )
    _check_marks(name)
    _check_windows(name)
    _check_double(name)


def _refuse_hidden_marks(name: str) -> UploadRefused:
    return refused(
        "name_hidden_marks",
        sv=f"Filnamnet {shown(name)} innehåller styrtecken eller osynliga tecken.",
        en=f"The file name {shown(name)} holds control characters or invisible characters.",
    )


def _check_marks(name: str) -> None:
    # A wide "／" is an ordinary slash to whatever normalises the name next.
    if name in (".", "..") or SEPARATORS.search(unicodedata.normalize("NFKC", name)):
        raise refused(
            "name_is_path",
            sv=f"Filnamnet {shown(name)} är en sökväg; ange bara filens namn.",
            en=f"The file name {shown(name)} is a path; give the file's name alone.",
        )
    if RESERVED_MARKS.search(unicodedata.normalize("NFKC", name)):
        raise refused(
            "name_reserved_mark",
            sv=f'Filnamnet {shown(name)} innehåller något av tecknen < > : " | ? *.',
            en=f'The file name {shown(name)} holds one of the characters < > : " | ? *.',
        )


def _check_windows(name: str) -> None:
    if name[-1] in ". " or name[0] == " ":
        raise refused(
            "name_edge",
            sv=f"Filnamnet {shown(name)} börjar med blanksteg eller slutar med punkt"
            " eller blanksteg.",
            en=f"The file name {shown(name)} begins with a space or ends with a dot or a space.",
        )
    if DEVICES.fullmatch(name.split(".", maxsplit=1)[0].strip()):
        raise refused(
            "name_reserved",
            sv=f"Filnamnet {shown(name)} är reserverat i Windows.",
            en=f"The file name {shown(name)} is reserved in Windows.",
        )


def _check_double(name: str) -> None:
    suffixes = [part.strip().lower() for part in name.split(".")[1:]]
    program = [suffix for suffix in suffixes if RUNS.fullmatch(suffix)]
    program = [suffix for suffix in program if suffix not in WORDS or suffix == suffixes[-1]]
    if program and len(suffixes) > 1:
        raise refused(
            "name_double_suffix",
            sv=f"Filnamnet {shown(name)} har dubbel filändelse med .{program[-1]}.",
            en=f"The file name {shown(name)} has a double suffix with .{program[-1]}.",
        )


def check_member_names(names: Sequence[str]) -> None:
    """Names in an archive, which may have folders: each part is a name as above.

    A folder's own entry ends with "/". No two may be one to some file system, nor a file
    stand where a folder does.
    """
    taken: set[str] = set()
    for name in names:
        _check_member_name(name)
        if _folded(name) in taken:
            raise _refuse_duplicate(name)
        taken.add(_folded(name))
    files = {_folded(name) for name in names if not name.endswith("/")}
    for name in names:
        parts = _folded(name).split("/")
        if any("/".join(parts[:depth]) in files for depth in range(1, len(parts))):
            raise _refuse_duplicate(name)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold()).rstrip("/")


def _check_member_name(name: str) -> None:
    if "\\" in name or name.startswith("/") or re.match(r"[A-Za-z]:", name):
        raise _refuse_member_path(name)
    parts = name.removesuffix("/").split("/")
    if any(part in ("", ".", "..") for part in parts):
        raise _refuse_member_path(name)
    for part in parts:
        _check_part(part)


def _check_part(part: str) -> None:
    try:
        check_name(part)
    except UploadRefused as refusal:
        raise refused(
            refusal.code,
            sv=f"Ett namn i arkivet duger inte. {refusal.text.sv}",
            en=f"A name in the archive is unfit. {refusal.text.en}",
        ) from refusal


def _refuse_member_path(name: str) -> UploadRefused:
    return refused(
        "zip_path",
        sv=f"Arkivet innehåller sökvägen {shown(name)}, som leder ut ur arkivet"
        " eller inte är entydig.",
        en=f"The archive holds the path {shown(name)}, which leads out of the archive"
        " or is ambiguous.",
    )


def _refuse_duplicate(name: str) -> UploadRefused:
    return refused(
        "zip_duplicate",
        sv=f"Arkivet har två poster som båda blir {shown(name)} när de packas upp.",
        en=f"The archive has two entries that both become {shown(name)} when unpacked.",
    )
