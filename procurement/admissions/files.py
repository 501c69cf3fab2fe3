"""The files that applicants send: checked before they are filed."""

from __future__ import annotations

from dataclasses import dataclass

from law.reasons import refuse
from models.store import Work
from registry.filing import file_blob
from registry.uploads.check import Accepted, check_upload
from registry.uploads.refusals import UploadRefused


@dataclass(frozen=True)
class SentFile:
    """A file under the name that its sender gave it."""

    name: str
    content: bytes


def accepted(file: SentFile) -> Accepted:
    """Raises `ActRefused` for a file that is not taken in."""
    try:
        return check_upload(file.name, file.content)
    except UploadRefused as wrong:
        raise refuse(
            "application.file",
            sv=f"Filen {file.name} kan inte tas emot: {wrong.text.sv.rstrip('.')}",
            en=f"The file {file.name} cannot be taken in: {wrong.text.en.rstrip('.')}",
            todo_sv="Lämna en fil av ett tillåtet slag",
            todo_en="Give a file of a kind that is accepted",
        ) from wrong


def filed(work: Work, file: SentFile, found: Accepted) -> str:
    return file_blob(work, file.content, found.media_type)
