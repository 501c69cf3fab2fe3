"""How `tilldela law …` reads a day, shows an answer, and refuses.

A command of this folder is a function with its options annotated (`--on`
as ``Day``, ``LangOption``, ``Json``) whose body is

    with answering(lang):
        answer = some_rule(...)          # ImpossibleFacts, NoValue, ActRefused: exit 2
    show({"last_day": answer.last_day}, headline=Text(...), reasons=answer.reasons,
         warnings=answer.warnings, lang=lang, json_=json_)
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, TypeAlias

import typer

from cli.console import LangOption, fail, out
from law.dated import NoValue
from law.reasons import ActRefused, Lang, Reason, Text
from law.refusals import ImpossibleFacts, RulesDisagree

__all__ = ["Json", "LangOption", "Plain", "Said", "answering", "day", "refused", "show"]

Plain: TypeAlias = (
    "bool | int | str | date | Decimal | Sequence[Plain] | Mapping[str, Plain] | None"
)

Json = Annotated[bool, typer.Option("--json", help="The answer as JSON, dates as YYYY-MM-DD.")]

# No rule here is older, and every period that starts in these years ends in the calendar.
FIRST_YEAR, LAST_YEAR = 1900, 2199
# A character of private use that no text of the answers has.
_MARK = "\ue000"
_MARKED = re.compile(rf'"{_MARK}(-?\d+\.\d+)"', re.ASCII)
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class Said(typer.BadParameter):
    """A wrong value, in both languages; raised by a parser, shown as one line."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


def day(written: str) -> date:
    """A parser for options: ``Annotated[date, typer.Option("--on", parser=day, metavar="DATE")]``.

    Raises Said for anything but a day of the calendar written YYYY-MM-DD, and for one
    outside the years that the answers can count in.
    """
    if not _ISO_DAY.fullmatch(written):
        raise Said(
            Text(
                f"{written} är inget datum; skriv det som ÅÅÅÅ-MM-DD",
                f"{written} is not a date; write it as YYYY-MM-DD",
            )
        )
    try:
        found = date.fromisoformat(written)
    except ValueError as error:
        raise Said(
            Text(f"{written} finns inte i kalendern", f"{written} is not in the calendar")
        ) from error
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise Said(
            Text(
                f"{written} ligger utanför åren {FIRST_YEAR}–{LAST_YEAR}, som svaren kan räkna i",
                f"{written} is outside the years {FIRST_YEAR}–{LAST_YEAR} that answers count in",
            )
        )
    return found


def refused(lang: Lang, *, sv: str, en: str) -> typer.Exit:
    """Options that do not go together, as one line on stderr; the caller raises it."""
    return fail(f"{Text(sv, en).in_(lang).rstrip('.')}.")


@contextmanager
def answering(lang: Lang) -> Iterator[None]:
    """Turn what a rule refuses into one line on stderr and exit code 2."""
    try:
        yield
    except ActRefused as refusal:
        raise fail(refusal.in_(lang)) from refusal
    except (ImpossibleFacts, RulesDisagree, NoValue) as refusal:
        raise fail(f"{refusal.text.in_(lang).rstrip('.')}.") from refusal
    except OverflowError as overflow:
        beyond = Text("svaret ligger bortom kalendern", "the answer is beyond the calendar")
        raise fail(f"{beyond.in_(lang)}.") from overflow


def show(
    answer: Mapping[str, Plain],
    *,
    headline: Text,
    reasons: Sequence[Reason],
    warnings: Sequence[Reason] = (),
    lang: Lang,
    json_: bool,
) -> None:
    """One answer: a headline, its numbered reasons and its warnings, or all of it as JSON.

    ``answer`` holds the command's own keys; ``warnings`` (texts) and ``reasons``
    (text and cite) are added to them. Money is a number of kronor or euros, with
    decimals where it has them.
    """
    if json_:
        whole = {
            **answer,
            "warnings": [warning.in_(lang) for warning in warnings],
            "reasons": [reason.as_json(lang) for reason in reasons],
        }
        typer.echo(_json(whole))
        return
    console = out()
    # In a file or a pipe every reason keeps its line.
    whole_lines = not console.is_terminal
    console.print(
        f"{headline.in_(lang).rstrip('.')}.", style="bold", markup=False, soft_wrap=whole_lines
    )
    for number, reason in enumerate(reasons, 1):
        line = f"{number:>3}. {sentence(reason, lang)}"
        console.print(line, markup=False, soft_wrap=whole_lines)
    for warning in warnings:
        line = f"{Text('OBS', 'NOTE').in_(lang)}: {sentence(warning, lang)}"
        console.print(line, style="yellow", markup=False, soft_wrap=whole_lines)


def sentence(reason: Reason, lang: Lang) -> str:
    """With the paragraph behind it."""
    cite = f"  [{reason.cite.in_(lang)}]" if reason.cite else ""
    return f"{reason.in_(lang).rstrip('.')}.{cite}"


def _json(answer: Mapping[str, Plain]) -> str:
    """JSON whose amounts are numbers with the decimals they have: 1234.5."""
    written = json.dumps(_plain(answer), ensure_ascii=False, indent=2)
    return _MARKED.sub(r"\1", written)


def _plain(content: Plain) -> object:
    if isinstance(content, Mapping):
        return {key: _plain(each) for key, each in content.items()}
    if isinstance(content, StrEnum):
        return content.value
    if isinstance(content, date):
        return content.isoformat()
    if isinstance(content, Decimal):
        return _number(content)
    if isinstance(content, Sequence) and not isinstance(content, str):
        return [_plain(each) for each in content]
    return content


def _number(amount: Decimal) -> int | str:
    """A whole number, or marked digits: a float would not keep every amount exactly."""
    if amount == amount.to_integral_value():
        return int(amount)
    return f"{_MARK}{format(amount, 'f').rstrip('0')}"
