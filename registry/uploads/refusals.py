"""The one way a file is refused: a stable code and a sentence in both languages."""

from __future__ import annotations

import unicodedata

from law.reasons import Lang, Text

SHOWN = 80
# Format characters (Cf) hold the marks that reverse the reading order.
UNSHOWN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


class UploadRefused(Exception):
    """The file may be kept, but is never served. ``code`` is for machines and tests."""

    def __init__(self, code: str, text: Text) -> None:
        self.code = code
        self.text = text
        super().__init__(text.en)

    def in_(self, lang: Lang) -> str:
        return self.text.in_(lang)


def refused(code: str, *, sv: str, en: str) -> UploadRefused:
    """Build a refusal in one call; the caller raises it."""
    return UploadRefused(code, Text(sv, en))


def shown(name: str) -> str:
    """A stranger's name, fit for a sentence: nothing in it hides or reorders the rest."""
    cut = name if len(name) <= SHOWN else name[:SHOWN] + "…"
    return "".join(_escaped(mark) for mark in cut)


def _escaped(mark: str) -> str:
    return f"\\u{ord(mark):04x}" if unicodedata.category(mark) in UNSHOWN else mark


def within(member: str, refusal: UploadRefused) -> UploadRefused:
    """The same refusal, saying in which file of an archive the fault lies."""
    name = shown(member)
    return refused(
        refusal.code,
        sv=f"I arkivets fil {name}: {refusal.text.sv}",
        en=f"In the archive's file {name}: {refusal.text.en}",
    )
