"""The child process that reads the structure of PDFs: ``python -P -m registry.uploads.pdf_worker``.

Each PDF comes as eight bytes of length and the bytes; for each goes back one line, a code.
A hostile file may crash or stall the library that reads it: the process limits itself
before the first one, and its parent takes silence for an answer.
"""

from __future__ import annotations

import resource
import sys
from collections.abc import Iterator
from io import BytesIO
from typing import Final

import pikepdf

MEMORY_BYTES: Final = 1024**3
CPU_SECONDS: Final = 20
MAX_OBJECTS: Final = 300_000
MAX_PAGES: Final = 5_000
FIT: Final = "fit"
Kind = pikepdf.ObjectType

# Keys whose presence is enough, whatever stands under them.
KEYS: Final = {
    "/JS": "pdf_javascript",
    "/JavaScript": "pdf_javascript",
    "/AA": "pdf_action",
    "/EF": "pdf_embedded",
    "/EmbeddedFiles": "pdf_embedded",
    "/XFA": "pdf_xfa",
    "/RichMediaContent": "pdf_media",
    "/Encrypt": "pdf_encrypted",
}
# ISO 32000-1, table 198. Left are those that stay in the document, and web addresses.
ACTIONS: Final = {
    "/JavaScript": "pdf_javascript",
    "/Launch": "pdf_launch",
    "/SubmitForm": "pdf_form",
    "/ImportData": "pdf_form",
    "/GoToR": "pdf_remote",
    "/GoToE": "pdf_remote",
    "/Rendition": "pdf_media",
    "/Movie": "pdf_media",
    "/Sound": "pdf_media",
    "/RichMediaExecute": "pdf_media",
}
ANNOTATIONS: Final = {
    "/RichMedia": "pdf_media",
    "/3D": "pdf_media",
    "/Movie": "pdf_media",
    "/Sound": "pdf_media",
    "/Screen": "pdf_media",
    "/FileAttachment": "pdf_embedded",
}
SCHEMES: Final = (b"javascript:", b"vbscript:", b"data:", b"file:")


def main() -> None:
    limit_process()
    stdin = sys.stdin.buffer
    while length := stdin.read(8):
        content = stdin.read(int.from_bytes(length, "big"))
        print(judge(content), flush=True)


def limit_process() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))


def judge(content: bytes) -> str:
    """`FIT` or the code of the first fault. No repair is tried: readers repair differently."""
    try:
        with pikepdf.open(BytesIO(content), attempt_recovery=False) as pdf:
            return _judge(pdf)
    except pikepdf.PasswordError:
        return "pdf_encrypted"
    except (pikepdf.PdfError, ValueError, RuntimeError, KeyError, TypeError, AttributeError):
        return "pdf_malformed"


def _judge(pdf: pikepdf.Pdf) -> str:
    if pdf.is_encrypted:
        return "pdf_encrypted"
    if len(pdf.objects) > MAX_OBJECTS or len(pdf.pages) > MAX_PAGES:
        return "pdf_too_complex"
    if not len(pdf.pages):
        return "pdf_malformed"
    for code in _faults(pdf):
        return code
    return FIT


def _faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    """In every object the file's table names, whether anything refers to it or not."""
    yield from _opening(pdf.Root)
    seen = 0
    for top in pdf.objects:
        waiting = [top]
        while waiting:
            found = waiting.pop()
            seen += 1
            if seen > 20 * MAX_OBJECTS:
                yield "pdf_too_complex"
                return
            yield from _own_faults(found)
            waiting += _inside(found)


def _opening(root: pikepdf.Object) -> Iterator[str]:
    """To be shown a page first is harmless; any other act at opening is not."""
    action = root.get("/OpenAction")
    if isinstance(action, pikepdf.Dictionary) and str(action.get("/S", "/GoTo")) != "/GoTo":
        yield ACTIONS.get(str(action.get("/S")), "pdf_action")


def _own_faults(found: pikepdf.Object) -> Iterator[str]:
    if found._type_code not in (Kind.dictionary, Kind.stream):
        return
    keys = found.keys()
    yield from (KEYS[key] for key in keys if key in KEYS)
    yield from _named(found, "/S", ACTIONS)
    yield from _named(found, "/Subtype", ANNOTATIONS)
    yield from _named(found, "/Type", {"/EmbeddedFile": "pdf_embedded"})
    if found._type_code == Kind.stream and "/F" in keys:
        yield "pdf_remote"
    address = found.get("/URI")
    if isinstance(address, pikepdf.String):
        yield from _address_faults(bytes(address))


def _named(found: pikepdf.Object, key: str, faults: dict[str, str]) -> Iterator[str]:
    name = found.get(key)
    if isinstance(name, pikepdf.Name) and str(name) in faults:
        yield faults[str(name)]


def _address_faults(address: bytes) -> Iterator[str]:
    # Programs drop control characters and white space within a scheme.
    plain = bytes(mark for mark in address.lower() if mark > 0x20)
    if plain.startswith(SCHEMES):
        yield "pdf_address"


def _inside(found: pikepdf.Object) -> list[pikepdf.Object]:
    """The direct parts; what is referred to by number comes round as an object itself."""
    if found._type_code == Kind.array:
        parts: list[object] = [*found.as_list()]
    elif found._type_code in (Kind.dictionary, Kind.stream):
        parts = [found[key] for key in found.keys()]  # noqa: SIM118 - not a Python mapping
    else:
        return []
    return [part for part in parts if isinstance(part, pikepdf.Object) and not part.is_indirect]


if __name__ == "__main__":
    main()
