"""Zip archives read strictly: one way to read them, or none.

An archive describes its files twice, before each file and in the directory at the end,
and readers differ in which they believe. Here both must agree, and the files must fill
the archive from its first byte to the directory without a gap or an overlap
(APPNOTE.TXT 6.3.10, 4.3).
"""

from __future__ import annotations

import stat
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from registry.uploads.content import Octets
from registry.uploads.names import check_member_names
from registry.uploads.refusals import UploadRefused, refused, shown

MAX_ENTRIES = 500
MAX_INFLATED = 200_000_000
MAX_RATIO = 50
# Small files of one repeated character are ordinary, and harmless at this size.
RATIO_FLOOR = 10_000_000
ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08")
# A stream can be packed so that its first bytes come one by one.
HEAD = max(map(len, ARCHIVES))
PIECE, OUT = 64 * 1024, 1024 * 1024

END = struct.Struct("<4s4H2LH")
CENTRAL = struct.Struct("<4s6H3L5H2L")
LOCAL = struct.Struct("<4s5H3L2H")
STORED, DEFLATED = 0, 8
ENCRYPTED = 0x0001 | 0x0040 | 0x2000
DESCRIBED_AFTER, UTF8 = 0x0008, 0x0800
# The other flags say how hard the packer tried.
MEANT = ENCRYPTED | DESCRIBED_AFTER | UTF8
UNICODE_PATH, ZIP64 = 0x7075, 0x0001


@dataclass(frozen=True)
class Member:
    """One file (or folder, whose name ends with "/"). Sizes and places are in bytes."""

    name: str
    raw_name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    mode: int
    header_at: int
    extra: bytes

    @property
    def is_folder(self) -> bool:
        return self.name.endswith("/")


@dataclass(frozen=True)
class Archive:
    """An archive whose layout has been checked; what is in the files has not."""

    octets: Octets
    members: tuple[Member, ...]
    data_at: dict[str, int]

    @property
    def files(self) -> tuple[Member, ...]:
        return tuple(member for member in self.members if not member.is_folder)

    def read(self, member: Member) -> bytes:
        """The file's bytes. Raises `UploadRefused` as `inflated`."""
        return b"".join(self.inflated(member))

    def inflated(self, member: Member) -> Iterator[bytes]:
        """The file in pieces, counted while inflating and compared with what was declared.

        Raises `UploadRefused` when it is larger or otherwise other than declared, or itself
        an archive.
        """
        size, crc, head = 0, 0, b""
        for piece in self._pieces(member):
            head += piece[: HEAD - len(head)]
            if head.startswith(ARCHIVES):
                raise refuse_nested(member)
            size += len(piece)
            crc = zlib.crc32(piece, crc)
            if size > member.size:
                # The limits were held against what the directory said.
                raise _refuse_broken(member)
            yield piece
        if (size, crc) != (member.size, member.crc):
            raise _refuse_broken(member)

    def _pieces(self, member: Member) -> Iterator[bytes]:
        start = self.data_at[member.name]
        packed = range(start, start + member.packed, PIECE)
        slices = (self.octets[at : min(at + PIECE, packed.stop)] for at in packed)
        if member.method == STORED:
            yield from slices
            return
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            for part in slices:
                yield from _inflated(inflater, part)
        except zlib.error as error:
            raise _refuse_broken(member) from error
        if not inflater.eof or inflater.unused_data:
            raise _refuse_broken(member)


def _inflated(inflater: zlib._Decompress, part: bytes) -> Iterator[bytes]:
    """At most `OUT` bytes at a time, however much the part expands to."""
    if inflater.eof:
        raise zlib.error("data after the end")
    piece = inflater.decompress(part, OUT)
    while piece:
        yield piece
        # Output can wait inside even when all input has been taken.
        piece = inflater.decompress(inflater.unconsumed_tail, OUT)


def read_archive(octets: Octets) -> Archive:
    """The archive's layout. Raises `UploadRefused` for all that another reader could read
    otherwise, and for what a bid has no use for: links, encryption, zip64, other methods.
    """
    if octets[:4] != b"PK\x03\x04":
        raise refused(
            "zip_leading_data",
            sv="Filen börjar inte som ett zip-arkiv med innehåll.",
            en="The file does not begin as a zip archive with content.",
        )
    directory_at, entries, end = _read_end(octets)
    if entries > MAX_ENTRIES:
        raise refused(
            "zip_too_many",
            sv=f"Arkivet har fler än {MAX_ENTRIES} filer.",
            en=f"The archive has more than {MAX_ENTRIES} files.",
        )
    members = _read_directory(octets[directory_at:end], entries)
    check_member_names([member.name for member in members])
    for member in members:
        _check_member(member)
    _check_sizes(members, len(octets))
    return Archive(octets, members, _lay_out(octets, members, directory_at))


def _read_end(octets: Octets) -> tuple[int, int, int]:
    """Where the directory begins, how many entries it has, and where it ends."""
    end = len(octets) - END.size
    if end < 0 or octets[end : end + 4] != b"PK\x05\x06":
        raise refused(
            "zip_trailing_data",
            sv="Arkivet är avklippt eller har en kommentar eller data efter sitt slut.",
            en="The archive is cut short or has a comment or data after its end.",
        )
    _, disk, first, here, entries, size, at, comment = END.unpack(octets[end:])
    if 0xFFFF in (here, entries) or 0xFFFFFFFF in (size, at):
        raise _refuse_zip64()
    if (disk, first, comment) != (0, 0, 0) or here != entries or at + size != end:
        raise _refuse_mismatch("slutposten", "the end record")
    return at, entries, end


def _read_directory(directory: bytes, entries: int) -> tuple[Member, ...]:
    members, at = [], 0
    for _ in range(entries):
        if directory[at : at + 4] != b"PK\x01\x02" or len(directory) < at + CENTRAL.size:
            raise _refuse_mismatch("innehållsförteckningen", "the directory")
        member, at = _read_entry(directory, at)
        members.append(member)
    if at != len(directory) or not members:
        raise _refuse_mismatch("innehållsförteckningen", "the directory")
    return tuple(members)


def _read_entry(directory: bytes, at: int) -> tuple[Member, int]:
    fields = CENTRAL.unpack_from(directory, at)
    flags, method, crc, packed, size = fields[3], fields[4], *fields[7:10]
    name_length, extra_length, comment_length = fields[10:13]
    name_at = at + CENTRAL.size
    extra_at = name_at + name_length
    raw_name = directory[name_at:extra_at]
    member = Member(
        name=_name(raw_name, flags),
        raw_name=raw_name,
        flags=flags,
        method=method,
        crc=crc,
        packed=packed,
        size=size,
        mode=fields[15] >> 16,
        header_at=fields[16],
        extra=directory[extra_at : extra_at + extra_length],
    )
    return member, extra_at + extra_length + comment_length


def _name(raw: bytes, flags: int) -> str:
    """Without the flag for UTF-8 the name is in an old code page (APPNOTE.TXT, appendix D)."""
    try:
        return raw.decode("utf-8" if flags & UTF8 else "cp437")
    except UnicodeDecodeError as error:
        raise _refuse_mismatch("ett filnamn", "a file name") from error


def _check_member(member: Member) -> None:
    if member.flags & ENCRYPTED:
        raise refused(
            "zip_encrypted",
            sv=f"Arkivets fil {shown(member.name)} är krypterad.",
            en=f"The archive's file {shown(member.name)} is encrypted.",
        )
    kind = stat.S_IFMT(member.mode)
    if kind not in (0, stat.S_IFDIR if member.is_folder else stat.S_IFREG):
        raise refused(
            "zip_link",
            sv=f"Arkivets fil {shown(member.name)} är en länk eller en specialfil.",
            en=f"The archive's file {shown(member.name)} is a link or a special file.",
        )
    if member.method not in (STORED, DEFLATED):
        raise refused(
            "zip_method",
            sv=f"Arkivets fil {shown(member.name)} är komprimerad med en annan metod än deflate.",
            en=f"The archive's file {shown(member.name)} is compressed by another method"
            " than deflate.",
        )
    _check_extra(member, member.extra)
    if member.method == STORED and (member.packed != member.size):
        raise _refuse_broken(member)
    if member.is_folder and member.size:
        raise _refuse_broken(member)


def _check_extra(member: Member, extra: bytes) -> None:
    """Extra fields may hold times and owners, but no other name or size."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        if kind == ZIP64:
            raise _refuse_zip64()
        if kind == UNICODE_PATH:
            raise _refuse_contradiction(member)
        at += 4 + length


def _check_sizes(members: tuple[Member, ...], archive_size: int) -> None:
    """What is declared, which inflating then holds each file to."""
    if 0xFFFFFFFF in {size for member in members for size in (member.size, member.packed)}:
        raise _refuse_zip64()
    total = sum(member.size for member in members)
    if total > MAX_INFLATED:
        raise refused(
            "zip_too_big",
            sv="Arkivets filer är tillsammans större än 200 MB.",
            en="The archive's files are together larger than 200 MB.",
        )
    for member in members:
        if member.size > RATIO_FLOOR and member.size > MAX_RATIO * member.packed:
            raise _refuse_bomb(member)
    if total > RATIO_FLOOR and total > MAX_RATIO * archive_size:
        raise _refuse_bomb(max(members, key=lambda member: member.size))


def _lay_out(octets: Octets, members: tuple[Member, ...], directory_at: int) -> dict[str, int]:
    """Where each file's data begin, once they are shown to follow on one another."""
    at, data_at = 0, {}
    for member in sorted(members, key=lambda found: found.header_at):
        if member.header_at != at:
            raise _refuse_overlap()
        data_at[member.name] = _check_header(octets, member)
        at = data_at[member.name] + member.packed
        at += _descriptor_length(octets, member, at)
        if at > directory_at:
            raise _refuse_contradiction(member)
    if at != directory_at:
        raise _refuse_overlap()
    return data_at


def _check_header(octets: Octets, member: Member) -> int:
    """Where the data begin, if the header before them says what the directory says."""
    header = octets[member.header_at : member.header_at + LOCAL.size]
    if len(header) < LOCAL.size or header[:4] != b"PK\x03\x04":
        raise _refuse_contradiction(member)
    fields = LOCAL.unpack(header)
    name_at = member.header_at + LOCAL.size
    extra_at = name_at + int(fields[9])
    data_at = extra_at + int(fields[10])
    told = (fields[2] & MEANT, fields[3], octets[name_at:extra_at], *fields[6:9])
    own = (member.flags & MEANT, member.method, member.raw_name)
    sizes = [(member.crc, member.packed, member.size)]
    if member.flags & DESCRIBED_AFTER:
        sizes.append((0, 0, 0))
    if told not in [(*own, *size) for size in sizes]:
        raise _refuse_contradiction(member)
    _check_extra(member, octets[extra_at:data_at])
    return data_at


def _descriptor_length(octets: Octets, member: Member, at: int) -> int:
    """0, 12 or 16 bytes after the data repeat the checksum and the sizes."""
    if not member.flags & DESCRIBED_AFTER:
        return 0
    if member.method == STORED and member.size:
        # Where such a file ends is told only after it.
        raise _refuse_contradiction(member)
    plain = struct.pack("<3L", member.crc, member.packed, member.size)
    for descriptor in (b"PK\x07\x08" + plain, plain):
        if octets[at : at + len(descriptor)] == descriptor:
            return len(descriptor)
    raise _refuse_contradiction(member)


def _refuse_bomb(member: Member) -> UploadRefused:
    return refused(
        "zip_bomb",
        sv=f"Arkivets fil {shown(member.name)} är komprimerad mer än {MAX_RATIO} gånger.",
        en=f"The archive's file {shown(member.name)} is compressed more than {MAX_RATIO} times.",
    )


def _refuse_broken(member: Member) -> UploadRefused:
    return refused(
        "zip_broken",
        sv=f"Arkivets fil {shown(member.name)} kan inte packas upp som arkivet anger.",
        en=f"The archive's file {shown(member.name)} does not unpack as the archive says.",
    )


def refuse_nested(member: Member) -> UploadRefused:
    return refused(
        "zip_nested",
        sv=f"Arkivets fil {shown(member.name)} är själv ett arkiv; lämna den som en egen fil.",
        en=f"The archive's file {shown(member.name)} is itself an archive;"
        " submit it as a file of its own.",
    )


def _refuse_overlap() -> UploadRefused:
    return refused(
        "zip_overlap",
        sv="Arkivets filer överlappar varandra eller har dolda data emellan sig.",
        en="The archive's files overlap or have hidden data between them.",
    )


def _refuse_contradiction(member: Member) -> UploadRefused:
    return _refuse_mismatch(shown(member.name), shown(member.name))


def _refuse_mismatch(sv: str, en: str) -> UploadRefused:
    return refused(
        "zip_mismatch",
        sv=f"Arkivet är motsägelsefullt: {sv} anges på två sätt eller ofullständigt.",
        en=f"The archive contradicts itself: {en} is told in two ways or incompletely.",
    )


def _refuse_zip64() -> UploadRefused:
    return refused(
        "zip_zip64",
        sv="Arkivet är i formatet Zip64, som inte behövs för filer under 4 GB.",
        en="The archive is in the format Zip64, which files under 4 GB do not need.",
    )
