"""Check many files, and start one child process for many PDFs instead of one for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from registry.uploads.check import Accepted, check_all_but_structure
from registry.uploads.pdf import TEXTS, examine
from registry.uploads.refusals import UploadRefused

BATCH_BYTES: Final = 64_000_000
BATCH_FILES: Final = 64
HEAVY: Final = "pdf_too_heavy"
# How many of one sender's PDFs may each use up all the limits; the rest are not read.
MOST_HEAVY: Final = 3

Verdict = Accepted | UploadRefused


@dataclass(frozen=True)
class Upload:
    """`number` tells a sender's files apart."""

    sender: str
    number: int
    name: str
    content: Path | bytes

    @property
    def key(self) -> tuple[str, int]:
        return self.sender, self.number


Verdicts = dict[tuple[str, int], Verdict]


def check_uploads(uploads: Iterable[Upload]) -> Verdicts:
    """Sender and number → what `check_upload` says of the file alone.

    One sender's files never decide over another's. Files are taken one at a time, and
    about 64 MB of PDFs kept in memory.
    """
    batch = _Batch()
    for upload in uploads:
        try:
            accepted, is_pdf = check_all_but_structure(upload.name, upload.content)
        except UploadRefused as refusal:
            batch.verdicts[upload.key] = refusal
            continue
        batch.verdicts[upload.key] = accepted
        if is_pdf:
            batch.add(upload)
    batch.examine()
    return batch.verdicts


@dataclass
class _Batch:
    """PDFs that wait for their structure to be read."""

    verdicts: Verdicts = field(default_factory=dict)
    waiting: list[tuple[tuple[str, int], bytes]] = field(default_factory=list)
    heavy: Counter[str] = field(default_factory=Counter)

    def add(self, upload: Upload) -> None:
        content = upload.content
        pdf = content.read_bytes() if isinstance(content, Path) else content
        if sum(len(each) for _, each in self.waiting) + len(pdf) > BATCH_BYTES:
            self.examine()
        self.waiting.append((upload.key, pdf))
        if len(self.waiting) == BATCH_FILES:
            self.examine()

    def examine(self) -> None:
        """The first of a batch has all of the limits; one too heavy further in begins the next."""
        rest, self.waiting = self.waiting, []
        while rest := [(key, pdf) for key, pdf in rest if not self._is_given_up(key)]:
            codes = examine([pdf for _, pdf in rest])
            light = codes.index(HEAVY) if HEAVY in codes else len(codes)
            for (key, _), code in zip(rest[:light], codes, strict=False):
                self._say(key, code)
            if light == 0:
                self._give_up(rest[0][0])
            rest = rest[max(light, 1) :]

    def _is_given_up(self, key: tuple[str, int]) -> bool:
        sender, _ = key
        if self.heavy[sender] >= MOST_HEAVY:
            self._say(key, HEAVY)
        return self.heavy[sender] >= MOST_HEAVY

    def _give_up(self, key: tuple[str, int]) -> None:
        self.heavy[key[0]] += 1
        self._say(key, HEAVY)

    def _say(self, key: tuple[str, int], code: str | None) -> None:
        if code:
            self.verdicts[key] = UploadRefused(code, TEXTS[code])
