"""The child process that masks one PDF: ``python -P -m documents.masking_worker BYTES``.

BYTES is the memory that it may use. A line of JSON and the PDF come in; ``fit`` and a PDF, or
the code of what is wrong, go out. The file is a stranger's: it may crash or stall the library
that reads it, so the process limits itself first and its parent takes silence for an answer.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Final

import pikepdf

from documents.frames import MASKED
from documents.masking_copy import Copier
from documents.masking_page import NoticePages
from documents.masking_shared import Unmaskable

CPU_SECONDS: Final = 60
MAX_OBJECTS: Final = 300_000
MAX_PAGES: Final = 5_000
Range = tuple[str, int | None, int | None]
"""The paragraph as printed, and the first and last page or neither."""


def main() -> None:
    _limit_process(int(sys.argv[1]))
    job = json.loads(sys.stdin.buffer.readline())
    said = answer(sys.stdin.buffer.read(), job["pages"], job["lang"])
    sys.stdout.buffer.write(said)


def _limit_process(memory_bytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))


def answer(content: bytes, ranges: Sequence[Range], lang: str) -> bytes:
    try:
        with pikepdf.open(BytesIO(content), attempt_recovery=False) as source:
            return MASKED + _masked(source, ranges, lang)
    except Unmaskable as fault:
        return str(fault).encode()
    except pikepdf.PasswordError:
        return b"encrypted"
    except RecursionError:
        return b"too_complex"
    except (pikepdf.PdfError, ValueError, RuntimeError, KeyError, TypeError, AttributeError):
        return b"malformed"


def _masked(source: pikepdf.Pdf, ranges: Sequence[Range], lang: str) -> bytes:
    _check_source(source)
    count = len(source.pages)
    target = pikepdf.new()
    notices = NoticePages(target, lang)
    whole = [cite for cite, first, _ in ranges if first is None]
    if whole:
        notices.add_whole(whole)
    else:
        _add_pages(source, target, notices, withheld_by(ranges, count))
    target.Root.Lang = pikepdf.String("sv-SE" if lang == "sv" else "en-GB")
    saved = BytesIO()
    target.save(saved, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return saved.getvalue()


def _check_source(source: pikepdf.Pdf) -> None:
    if source.is_encrypted:
        raise Unmaskable("encrypted")
    if not len(source.pages):
        raise Unmaskable("malformed")
    if len(source.objects) > MAX_OBJECTS or len(source.pages) > MAX_PAGES:
        raise Unmaskable("too_complex")


def withheld_by(ranges: Sequence[Range], count: int) -> Mapping[int, Sequence[str]]:
    """Page number → the paragraphs that it is withheld under, in the order given."""
    found: dict[int, list[str]] = {}
    for cite, first, last in ranges:
        if first is None or last is None or last > count:
            raise Unmaskable("no_such_page")
        for page in range(first, last + 1):
            cites = found.setdefault(page, [])
            if cite not in cites:
                cites.append(cite)
    return found


def _add_pages(
    source: pikepdf.Pdf,
    target: pikepdf.Pdf,
    notices: NoticePages,
    withheld: Mapping[int, Sequence[str]],
) -> None:
    copier = Copier(source, target, frozenset(withheld))
    for number in range(1, len(source.pages) + 1):
        if number in withheld:
            notices.add(number, withheld[number])
        else:
            copier.add(number)


if __name__ == "__main__":
    main()
