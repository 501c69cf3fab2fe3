"""Read what a bidder wants sealed: BID.yaml beside its files, and the tender's key file."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from interop.play_reading import Problems, read_yaml
from law.reasons import ActRefused, refuse
from registry.sealing import (
    BidFile,
    BidPackage,
    SealingInstructions,
    read_signed_instructions,
)

ANY_TYPE = "application/octet-stream"
LARGEST_INSTRUCTIONS = 1_000_000


class BidSheet(BaseModel):
    """BID.yaml: `files` are paths, from the folder that it lies in.

    A request to participate has no `values`: its files say all that it says.
    """

    model_config = ConfigDict(extra="forbid")

    lot: str
    organisation: str
    values: dict[str, Any] = {}
    files: list[str] = []


def read_bid_sheet(path: Path) -> BidPackage:
    """Raises `ActRefused` with everything that is wrong in the file."""
    if not path.is_file():
        raise _missing(path)
    problems = Problems()
    sheet = _sheet(path, problems)
    if sheet is None or problems.found:
        raise _unfit(path, problems)
    files = tuple(_file(path.parent / name) for name in sheet.files)
    return BidPackage(sheet.lot, sheet.organisation, sheet.values, files)


def _sheet(path: Path, problems: Problems) -> BidSheet | None:
    try:
        read = read_yaml(path.parent, path.name, problems)
    except RecursionError:
        problems.add(path.name, "it refers to itself without end. Write each value out.")
        return None
    return read.build_root(BidSheet, problems) if read else None


def _missing(path: Path) -> ActRefused:
    return refuse(
        "bid.sheet",
        sv=f"Filen {path} finns inte eller går inte att läsa",
        en=f"The file {path} is not there or cannot be read",
        todo_sv="Ange filen som säger vad anbudet gäller: område, organisation, värden och filer",
        todo_en="Name the file that says what the bid is: lot, organisation, values and files",
    )


def _file(path: Path) -> BidFile:
    return BidFile(path.name, mimetypes.guess_type(path.name)[0] or ANY_TYPE, path)


def read_instructions(path: Path, public_key: str | None) -> SealingInstructions:
    """TENDER.keys.json; its signature is checked against `public_key` (64 hex digits) if given."""
    key = None if public_key is None else _key(public_key)
    try:
        with path.open(encoding="utf-8") as source:
            text = source.read(LARGEST_INSTRUCTIONS)
    except (OSError, UnicodeDecodeError):
        raise refuse(
            "bid.instructions_missing",
            sv=f"Nyckelfilen {path} finns inte eller går inte att läsa",
            en=f"The key file {path} is not there or cannot be read",
            todo_sv="Ange filen som myndigheten lämnat ut för upphandlingen",
            todo_en="Name the file that the authority gave out for the tender",
        ) from None
    return read_signed_instructions(text, key)


def _key(public_key: str) -> bytes:
    try:
        key = bytes.fromhex(public_key)
    except ValueError:
        key = b""
    if len(key) != 32:
        raise refuse(
            "bid.public_key",
            sv="Det som står efter --public-key är ingen publik nyckel",
            en="What stands after --public-key is not a public key",
            todo_sv="Ange myndighetens 64 hexadecimala siffror",
            todo_en="Give the authority's 64 hexadecimal digits",
        )
    return key


def _unfit(path: Path, problems: Problems) -> ActRefused:
    found = " ".join(problems.found)
    return refuse(
        "bid.sheet",
        sv=f"Anbudet i {path} kan inte förseglas. {found}",
        en=f"The bid in {path} cannot be sealed. {found}",
        todo_sv="Rätta filen och försegla igen",
        todo_en="Mend the file and seal again",
    )
