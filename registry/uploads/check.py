"""May this file be opened by an officer, or sent on? Asked before sealing and at the opening.

The name's suffix says what the file claims to be, and the strict reader of that kind says
whether it is. First bytes are never enough: one file can have those of two kinds.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from registry.uploads.content import Octets, octets_of
from registry.uploads.kinds import KINDS, MAX_BYTES, PDF, Kind
from registry.uploads.names import check_name, suffix_of
from registry.uploads.pdf import TEXTS, check_ends, examine
from registry.uploads.refusals import UploadRefused, refused, shown, within
from registry.uploads.zip import END, Member, read_archive, refuse_nested

# An archive's end record and the longest comment after it.
ARCHIVE_END: Final = re.compile(rb"PK\x05\x06.{18}", re.S)
TAIL: Final = END.size + 0xFFFF

# Nothing is wrong with such a file; nobody here can read it, that is all.
KIND_NOT_ACCEPTED = "kind_not_accepted"


@dataclass(frozen=True)
class Accepted:
    """What was found: the kind, bytes, and SHA-256 in 64 hex digits."""

    media_type: str
    size: int
    sha256: str


def check_upload(name: str, content: Path | bytes) -> Accepted:
    """The verdict on one file under the name its sender gave it.

    Raises `UploadRefused` with a code and a sentence in both languages. Writes nothing and
    knows no clock; a PDF is read in a child process. A file given by its path must not
    change meanwhile: compare `sha256` with what is then filed.
    """
    check_name(name)
    kind = _kind(name)
    return _checked(kind, content, kind.check)


def check_all_but_structure(name: str, content: Path | bytes) -> tuple[Accepted, bool]:
    """As `check_upload`, but for what is told by True: a PDF's structure is still to be read.

    `registry.uploads.many` reads that of many PDFs at once.
    """
    check_name(name)
    kind = _kind(name)
    if kind is PDF:
        return _checked(kind, content, check_ends), True
    return _checked(kind, content, kind.check), False


def _checked(kind: Kind, content: Path | bytes, check: Callable[[Octets], None]) -> Accepted:
    with octets_of(content) as octets:
        _check_size(len(octets), kind.max_bytes)
        check(octets)
        if kind.in_archive:
            _check_no_archive(octets)
        return Accepted(kind.media_type, len(octets), hashlib.sha256(octets).hexdigest())


def _kind(name: str) -> Kind:
    suffix = suffix_of(name)
    if suffix in ACCEPTED:
        return ACCEPTED[suffix]
    kinds = ", ".join(sorted(ACCEPTED))
    if not suffix:
        raise refused(
            KIND_NOT_ACCEPTED,
            sv=f"Filnamnet saknar filändelse; de som tas emot är {kinds}.",
            en=f"The file name has no suffix; those accepted are {kinds}.",
        )
    raise refused(
        KIND_NOT_ACCEPTED,
        sv=f"Filer som slutar på .{shown(suffix)} tas inte emot; de som tas emot är {kinds}.",
        en=f"Files that end in .{shown(suffix)} are not accepted; those accepted are {kinds}.",
    )


def _check_size(size: int, limit: int) -> None:
    if not size:
        raise refused("empty", sv="Filen är tom.", en="The file is empty.")
    if size > limit:
        raise refused(
            "too_big",
            sv=f"Filen är större än {limit // 1_000_000} MB.",
            en=f"The file is larger than {limit // 1_000_000} MB.",
        )


def _check_no_archive(octets: Octets) -> None:
    """A zip archive is read from its end, so that any other file can carry one."""
    start = max(0, len(octets) - TAIL)
    tail = octets[start:]
    for found in ARCHIVE_END.finditer(tail):
        _, _, _, _, _, size, at, comment = END.unpack(found[0])
        if size + at <= start + found.start() and found.end() + comment <= len(tail):
            raise refused(
                "polyglot",
                sv="Filen är två slags filer på en gång: även ett zip-arkiv.",
                en="The file is of two kinds at once: also a zip archive.",
            )


def _check_archive(octets: Octets) -> None:
    """Every file in it, as if it had come alone; none may be an archive itself."""
    archive = read_archive(octets)
    if not archive.files:
        raise refused("empty", sv="Arkivet är tomt.", en="The archive is empty.")
    pdfs: list[tuple[Member, bytes]] = []
    for member in archive.files:
        kind = _kind_within(member)
        content = archive.read(member)
        _check_within(member, kind, content)
        if kind is PDF:
            pdfs.append((member, content))
    _check_pdfs(pdfs)


def _kind_within(member: Member) -> Kind:
    try:
        kind = _kind(member.name)
        _check_size(member.size, kind.max_bytes)
    except UploadRefused as refusal:
        raise within(member.name, refusal) from refusal
    return kind


def _check_within(member: Member, kind: Kind, content: bytes) -> None:
    if kind.in_archive is None:
        raise refuse_nested(member)
    try:
        kind.in_archive(content)
        _check_no_archive(content)
    except UploadRefused as refusal:
        raise within(member.name, refusal) from refusal


def _check_pdfs(pdfs: list[tuple[Member, bytes]]) -> None:
    """All in one child process, whose limits they share."""
    if not pdfs:
        return
    codes = examine([content for _, content in pdfs])
    for (member, _), code in zip(pdfs, codes, strict=True):
        if code:
            raise within(member.name, UploadRefused(code, TEXTS[code]))


ACCEPTED: Final[dict[str, Kind]] = {
    **KINDS,
    "zip": Kind("application/zip", MAX_BYTES, _check_archive, None),
}
