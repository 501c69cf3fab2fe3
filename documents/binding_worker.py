"""The child process that binds PDFs: ``python -P -m documents.binding_worker``.

One job in JSON comes in; a line of JSON goes out for each file, or for the bound one. The
files are strangers': the process limits itself first, and its parent takes silence for an
answer.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from typing import Any, Final

import pikepdf

from documents.bound_pages import Unshowable, drawn_alone, is_archival
from documents.bound_pdf import Bound, places_of

MEMORY_BYTES: Final = 3 * 1024**3
CPU_SECONDS: Final = 300
MAX_PAGES: Final = 5_000


def main() -> None:
    job = json.loads(sys.stdin.buffer.read())
    _limit_process()
    if "bind" in job:
        print(json.dumps(_bind(job["bind"], job["to"])), flush=True)
    for file in job.get("survey", ()):
        print(json.dumps(_survey(Path(file))), flush=True)


def _limit_process() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))


def _survey(file: Path) -> dict[str, Any]:
    """No repair is tried: readers repair differently, and the court is to see what we see."""
    try:
        with pikepdf.open(file, attempt_recovery=False) as pdf:
            return _surveyed(pdf)
    except pikepdf.PasswordError:
        return _fault("encrypted")
    except (pikepdf.PdfError, ValueError, RuntimeError, KeyError, TypeError, AttributeError):
        return _fault("malformed")


def _surveyed(pdf: pikepdf.Pdf) -> dict[str, Any]:
    count, archival, places = len(pdf.pages), is_archival(pdf), places_of(pdf)
    if pdf.is_encrypted:
        return _fault("encrypted")
    if not count or count > MAX_PAGES:
        return _fault("too_complex" if count else "malformed")
    try:
        drawn_alone(pdf)
    except Unshowable as fault:
        return {"pages": count, "archival": archival, "fault": str(fault), "places": places}
    return {"pages": count, "archival": archival, "fault": None, "places": places}


def _fault(code: str) -> dict[str, Any]:
    return {"pages": 0, "archival": False, "fault": code, "places": {}}


def _bind(binding: dict[str, Any], to: str) -> dict[str, Any]:
    with Bound(binding["front"], binding["title"], binding["lang"]) as bound:
        for part in binding["parts"]:
            bound.add(part["number"], part["pages"])
        bound.bookmark(binding["contents"], binding["parts"])
        for file in binding["embedded"]:
            bound.embed(file)
        return {"pages": bound.save(to)}


if __name__ == "__main__":
    main()
