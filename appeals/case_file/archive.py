"""The zip of a case file: every part as a file, both copies, the statement, and the journal."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Sequence
from hashlib import file_digest
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from appeals.case_file.bundle_copy import PartCopy
from appeals.case_file.case_parts import Group

README = """\
full/      akten med allt / the file with everything
masked/    kopian utan det som är sekretessmarkerat / the copy without what is marked as secret
statement/ utkast till yttrande / draft of the statement
journal/   utdraget ur journalen; kontrollera det med / the journal's extract; check it with
           python3 verify_bundle.py journal --extract
           (i katalogen journal / in the folder journal)

manifest.json i full/ och masked/ anger varje fils SHA-256. Lämna aldrig ut full/ till någon
annan än domstolen. / The manifest.json in full/ and masked/ has each file's SHA-256. Never
give full/ to anybody but the court.
"""
MASKED_README = """\
masked/    kopian utan det som är sekretessmarkerat / the copy without what is marked as secret
journal/   utdraget ur journalen; kontrollera det med / the journal's extract; check it with
           python3 verify_bundle.py journal --extract
           (i katalogen journal / in the folder journal)
"""
# Where what a bid offers is told again.
TELLING = (Group.DECISION, Group.LETTERS, Group.OPENING, Group.BIDS, Group.EVALUATION)
# The earliest that a zip can tell: the same facts give the same bytes.
EPOCH = (1980, 1, 1, 0, 0, 0)


def zipped(files: Iterable[tuple[str, Path]], to: Path) -> None:
    """Write the files under their names, in that order, a piece at a time."""
    with ZipFile(to, "w", ZIP_DEFLATED, compresslevel=6) as archive:
        for name, path in files:
            with (
                path.open("rb") as source,
                archive.open(_entry(name), "w", force_zip64=True) as out,
            ):
                shutil.copyfileobj(source, out)


def masked_only(whole: IO[bytes], to: Path) -> None:
    """Of a case file's zip, what the parties may be given: the masked copy and the journal."""
    with ZipFile(whole) as archive, ZipFile(to, "w", ZIP_DEFLATED, compresslevel=6) as out:
        out.writestr(_entry("README.txt"), MASKED_README)
        for each in archive.namelist():
            if each.startswith(("masked/", "journal/")):
                with archive.open(each) as source, out.open(_entry(each), "w") as target:
                    shutil.copyfileobj(source, target)


def to_look_through(whole: IO[bytes]) -> list[int]:
    """The parts, by number, that may tell what a marked bid offers and bear no mark themselves.

    A mark is a person's, on a file: nobody but a person can say whether a report or a letter
    repeats what that file says. Empty where no bid is marked.
    """
    with ZipFile(whole) as archive:
        parts = json.loads(archive.read("masked/manifest.json"))["parts"]
    if not any(each["marked"] and each["group"] == Group.BIDS for each in parts):
        return []
    telling = [each for each in parts if each["group"] in TELLING]
    return [each["number"] for each in telling if not (each["marked"] or each["withheld"])]


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, EPOCH)
    entry.compress_type, entry.create_system = ZIP_DEFLATED, 3
    entry.external_attr = 0o644 << 16
    return entry


def under(folder: Path, name: str = "") -> list[tuple[str, Path]]:
    """Every file of the folder, by its name in the archive, in order."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return [(f"{name}{path.relative_to(folder).as_posix()}", path) for path in found]


def write_manifest(copies: Sequence[PartCopy], bundle: Path, to: Path) -> None:
    """What the copy holds, by part; nothing is told of what it withholds but that it does."""
    said = {
        "bundle": {"file": bundle.name, "sha256": _digest(bundle)},
        "parts": [_said(each) for each in copies],
    }
    text = json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True)
    to.write_text(f"{text}\n", encoding="utf-8")


def _said(copy: PartCopy) -> dict[str, Any]:
    part = copy.part
    return {
        "number": copy.number,
        "group": part.group.value,
        "title": part.title,
        "day": part.day.isoformat() if part.day else None,
        "reference": part.reference,
        "file": f"parts/{copy.name}" if copy.path else None,
        "sha256": _digest(copy.path) if copy.path else None,
        "marked": copy.marked,
        "withheld": list(copy.masked),
    }


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
