"""PDFs that have been set before, by what they were set from: the same input, the same bytes.

A run that was cut off, or is repeated, does not set a thousand contracts again. The key is the
SHA-256 of the whole context, of the templates, and of what sets them; so nothing is ever out of
date. A file that is not what was written is removed and the document set anew.

The folder holds names. Only documents of the time after the award decision are kept, none of
what tells who has bid before the bids are open; and it is emptied when anything is erased.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from documents.contexts import DocumentContext, DocumentName
from documents.engine import engine_version
from documents.library import template_version
from documents.rendering import Renderer

FOLDER: Final = "rendered"
MOST_BYTES: Final = 512 * 1024**2
KEPT: Final[frozenset[DocumentName]] = frozenset(
    (
        "contract",
        "choice_contract",
        "decision",
        "letter",
        "individual_report",
        "call_off",
        "performance",
        "audit",
    )
)
"""Any other document is set anew each time: a new kind is not kept until it is named here."""
_DIGEST_BYTES: Final = 32
_PART: Final = ".part"


class KeepingRenderer:
    """A renderer in front of another: sets what it has not set before.

    ``folder`` is made when first needed, for its owner alone. Above ``most_bytes`` what has
    waited longest to be asked for goes first. Safe to share between threads and processes.
    """

    def __init__(self, renderer: Renderer, folder: Path, most_bytes: int = MOST_BYTES) -> None:
        self._renderer = renderer
        self._folder = folder
        self._most_bytes = most_bytes

    def render_all(self, contexts: Sequence[DocumentContext]) -> list[bytes]:
        """One PDF per context, in the same order; each that fails fails as without a cache."""
        keys = [key_of(each) if each.document in KEPT else "" for each in contexts]
        kept = {key: found for key in keys if key and (found := self._read(key))}
        missing = [at for at, key in enumerate(keys) if key not in kept]
        new = dict(
            zip(missing, self._renderer.render_all([contexts[at] for at in missing]), strict=True)
        )
        for at, pdf in new.items():
            if keys[at]:
                self._keep(keys[at], pdf)
        if new:
            self._make_room()
        return [new[at] if at in new else kept[key] for at, key in enumerate(keys)]

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / key

    def _read(self, key: str) -> bytes | None:
        """None where there is nothing, or not what was written."""
        path = self._path(key)
        try:
            stored = path.read_bytes()
        except FileNotFoundError:
            return None
        digest, pdf = stored[:_DIGEST_BYTES], stored[_DIGEST_BYTES:]
        with suppress(FileNotFoundError):
            if digest == _digest(key, pdf):
                os.utime(path)
                return pdf
            path.unlink()
        return None

    def _keep(self, key: str, pdf: bytes) -> None:
        """Under its name only when it is whole, so that no reader sees half of it."""
        path = self._path(key)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder.chmod(0o700)
        with NamedTemporaryFile(dir=path.parent, suffix=_PART, delete=False) as part:
            part.write(_digest(key, pdf) + pdf)
        Path(part.name).replace(path)

    def _make_room(self) -> None:
        files = [(found.st_mtime_ns, found.st_size, path) for path, found in _files(self._folder)]
        size = sum(each for _, each, _ in files)
        for _, each, path in sorted(files):
            if size <= self._most_bytes:
                return
            path.unlink(missing_ok=True)
            size -= each


def key_of(context: DocumentContext) -> str:
    """Of the template that is installed: a context of another version is never found."""
    digest = sha256(engine_version().encode())
    digest.update(template_version(context.document).encode())
    digest.update(context.model_dump_json().encode())
    return digest.hexdigest()


def forget_all(folder: Path) -> int:
    """Remove every PDF that is kept; returns how many. What else lies there stays."""
    removed = 0
    for path, _ in _files(folder):
        path.unlink(missing_ok=True)
        removed += 1
    return removed


def _digest(key: str, pdf: bytes) -> bytes:
    """Bound to the key: a file under another's name is no answer to it."""
    return sha256(key.encode() + pdf).digest()


def _files(folder: Path) -> list[tuple[Path, os.stat_result]]:
    found = []
    for path in folder.glob("[0-9a-f][0-9a-f]/*"):
        with suppress(FileNotFoundError):
            found.append((path, path.stat()))
    return found
