"""Why a signature was not made. Nothing has been signed when this is raised."""

from __future__ import annotations

from law.reasons import Text


class SigningFailed(Exception):
    """`code` is stable; `text` is one sentence for the person who asked for the signature."""

    def __init__(self, code: str, sv: str, en: str) -> None:
        self.code = code
        self.text = Text(sv, en)
        super().__init__(en)
