"""A file that comes with an entry on the docket: checked, and put into the archive."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from law.reasons import refuse
from models.store import Work
from registry.filing import file_blob
from registry.uploads.check import check_upload
from registry.uploads.refusals import UploadRefused


@dataclass(frozen=True)
class Attached:
    """`name` is the file's own; its suffix says what kind it claims to be."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        return sha256(self.content).hexdigest()


def media_type_of(attached: Attached) -> str:
    """Raises `ActRefused` for a file that is not taken in."""
    try:
        return check_upload(attached.name, attached.content).media_type
    except UploadRefused as wrong:
        raise refuse(
            "docket.file_refused",
            sv=f"Filen {attached.name} kan inte tas emot: {wrong.text.sv}",
            en=f"The file {attached.name} cannot be taken in: {wrong.text.en}",
            todo_sv="Lämna en fil av ett tillåtet slag",
            todo_en="Give a file of a kind that is accepted",
        ) from wrong


def file_attached(work: Work, attached: Attached | None, media_type: str | None) -> str | None:
    """Its SHA-256; None where no file came."""
    if attached is None or media_type is None:
        return None
    return file_blob(work, attached.content, media_type)
