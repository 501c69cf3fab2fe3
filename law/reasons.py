"""What every rule gives back besides its answer: why, and on which paragraph.

A text exists in Swedish and English side by side, because a reason that is
only right in one of them is wrong in a letter to a bidder.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Lang = Literal["sv", "en"]

EU_ACTS = ("direktiv ", "förordning (E")
# A lettered chapter or section has a space in Swedish: 19 a kap., 13 a §.
LETTERED = re.compile(r"(?<=\d)(?=[a-z])")


class Basis(StrEnum):
    """Where a requirement or a refusal gets its force from."""

    STATUTE = "statute"
    TENDER_DOCUMENTS = "tender_documents"
    HOUSE_RULE = "house_rule"


@dataclass(frozen=True)
class Text:
    """The same sentence in both languages."""

    sv: str
    en: str

    def in_(self, lang: Lang) -> str:
        return self.sv if lang == "sv" else self.en


@dataclass(frozen=True)
class Cite:
    """A paragraph of a statute, e.g. ``Cite("LOU", 20, "1")`` is 20 kap. 1 § LOU.

    ``chapter`` is None for acts without chapters (lagen 1930:173) and a string
    where the chapter is lettered ("19a"); ``section`` holds an article where the
    act is the Union's, named in Swedish ("direktiv 89/665/EEG").
    """

    act: str
    chapter: int | str | None
    section: str

    def in_(self, lang: Lang) -> str:
        if self.act.startswith(EU_ACTS):
            return self._article(lang)
        number = LETTERED.sub(" ", str(self.chapter))
        chapter = "" if self.chapter is None else f"{number} kap. "
        if lang == "sv":
            return f"{chapter}{LETTERED.sub(' ', self.section)} § {self.act}"
        where = f"s. {self.section}" if self.chapter is None else f"{self.chapter}:{self.section}"
        return f"{self.act} {where}"

    def _article(self, lang: Lang) -> str:
        """The Union's acts have articles: "artikel 2a i direktiv 89/665/EEG"."""
        if lang == "sv":
            return f"artikel {self.section} i {self.act}"
        act = self.act.replace("direktiv", "Directive").replace("förordning", "Regulation")
        english = act.replace("EEG", "EEC").replace(" nr ", " No ")
        return f"{english} art. {self.section}"

    def __str__(self) -> str:
        return self.in_("sv")


@dataclass(frozen=True)
class Reason:
    """One step of an answer. ``code`` is stable and for machines and tests."""

    code: str
    text: Text
    cite: Cite | None = None
    basis: Basis = Basis.STATUTE

    def in_(self, lang: Lang) -> str:
        return self.text.in_(lang)

    def as_json(self, lang: Lang) -> dict[str, str | None]:
        """``{"text": ..., "cite": ...}``, the shape every JSON answer uses."""
        return {"text": self.in_(lang), "cite": self.cite.in_(lang) if self.cite else None}


class ActRefused(Exception):
    """An act that may not happen: what, why (with the paragraph), what to do.

    Nothing has been changed when this is raised out of a service function.
    """

    def __init__(self, reason: Reason, todo: Text) -> None:
        self.reason = reason
        self.todo = todo
        super().__init__(self.in_("en"))

    def in_(self, lang: Lang) -> str:
        cite = f" ({self.reason.cite.in_(lang)})" if self.reason.cite else ""
        return f"{self.reason.in_(lang).rstrip('.')}{cite}. {self.todo.in_(lang).rstrip('.')}."


def refuse(
    code: str,
    *,
    sv: str,
    en: str,
    todo_sv: str,
    todo_en: str,
    cite: Cite | None = None,
    basis: Basis = Basis.HOUSE_RULE,
) -> ActRefused:
    """Build a refusal in one call; the caller raises it."""
    return ActRefused(
        Reason(code, Text(sv, en), cite, Basis.STATUTE if cite else basis), Text(todo_sv, todo_en)
    )
