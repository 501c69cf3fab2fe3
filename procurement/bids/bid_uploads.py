"""Tell a tenderer before the bid is sealed which of its files would be refused at the opening."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from law.reasons import ActRefused, Lang, refuse
from registry.sealing import MAX_FILE_BYTES, MAX_FILES, BidFile
from registry.uploads.check import KIND_NOT_ACCEPTED
from registry.uploads.many import Upload, check_uploads
from registry.uploads.refusals import UploadRefused, shown


def check_bid_files(files: Sequence[BidFile]) -> tuple[str, ...]:
    """The names of files whose kind nobody here reads: any kind can be sealed and is kept.

    Raises `ActRefused` with the sentence about every file that something is wrong with.
    Files that cannot be read, or are too many or too large together, are left to
    `registry.sealing`, which refuses them.
    """
    if not _can_be_sealed(files):
        return ()
    verdicts = check_uploads(
        Upload("", number, unicodedata.normalize("NFC", file.name), file.path)
        for number, file in enumerate(files)
    )
    found = [
        (files[number].name, verdict)
        for (_, number), verdict in verdicts.items()
        if isinstance(verdict, UploadRefused)
    ]
    wrong = [(name, refusal) for name, refusal in found if refusal.code != KIND_NOT_ACCEPTED]
    if wrong:
        raise _refused(wrong)
    return tuple(shown(name) for name, _ in found)


def _can_be_sealed(files: Sequence[BidFile]) -> bool:
    try:
        sizes = [file.path.stat().st_size for file in files if file.path.is_file()]
    except (OSError, ValueError):
        return False
    return len(sizes) == len(files) <= MAX_FILES and sum(sizes) <= MAX_FILE_BYTES


def _refused(found: Sequence[tuple[str, UploadRefused]]) -> ActRefused:
    def told(lang: Lang) -> str:
        return " ".join(f"{shown(name)}: {refusal.in_(lang)}" for name, refusal in found)

    return refuse(
        f"bid_file.{found[0][1].code}",
        sv=f"Anbudet kan inte förseglas. {told('sv')}",
        en=f"The bid cannot be sealed. {told('en')}",
        todo_sv="Rätta filen och försegla igen",
        todo_en="Mend the file and seal again",
    )
