"""What gives the pages their bytes: the code here, the libraries, and the fonts' shaper.

Asked by the parent, which loads neither WeasyPrint nor Jinja.
"""

from __future__ import annotations

import ctypes
import sys
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Final

LIBRARIES: Final = (
    "weasyprint",
    "pydyf",
    "tinycss2",
    "cssselect2",
    "tinyhtml5",
    "fonttools",
    "jinja2",
    "markupsafe",
    "babel",
    "pydantic",
)


@cache
def engine_version() -> str:
    """SHA-256 over all that a PDF's bytes come from, beside its context and its templates."""
    digest = sha256(f"Python {sys.version}\n".encode())
    for name in LIBRARIES:
        digest.update(f"{name} {version(name)}\n".encode())
    digest.update(f"pango {_pango()} harfbuzz {_harfbuzz()}\n".encode())
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _pango() -> str:
    try:
        return str(ctypes.CDLL("libpango-1.0.so.0").pango_version())
    except (OSError, AttributeError):
        return "unknown"


def _harfbuzz() -> str:
    try:
        told = ctypes.CDLL("libharfbuzz.so.0").hb_version_string
    except (OSError, AttributeError):
        return "unknown"
    told.restype = ctypes.c_char_p
    return str(told())
