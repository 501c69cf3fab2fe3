"""A wrong option is one line on stderr and exit code 2, in the language asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import typer
from typer.core import TyperGroup

from cli.console import fail
from cli.law.answers import Said
from law.reasons import Lang, Text

# Typer carries a click of its own, in a place that has moved between releases.
WrongUse: type[Any] = typer.BadParameter.__mro__[1]
# What Typer says of a value, and how to say it.
_EXPLAINED = (
    (r"('.*') is not (?:one of|a valid choice, expected one of) (.*)", "{} är inget av {}", None),
    (r"Input should be a valid integer.*", "ska vara ett heltal", "must be a whole number"),
    (r"Input should be greater than or equal to (\S+)", "ska vara minst {}", "must be at least {}"),
    (r"Input should be less than or equal to (\S+)", "får vara högst {}", "may be at most {}"),
)
_ARGUMENT = re.compile(r"Option '(.*)' requires an argument")
_COMMAND = re.compile(r"No such command '(.*)'")
ENGLISH = re.compile(r"(?:^|\s)--lang[= ]en(?:\s|$)")


class OneLineGroup(TyperGroup):
    """Commands whose wrong use is one line instead of a usage text."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any
    ) -> Any:
        lang = _language(args)
        with _one_line(lang):
            context = super().make_context(info_name, args, parent, **extra)
        context.meta[__name__] = lang
        return context

    def invoke(self, ctx: Any) -> Any:
        with _one_line(ctx.meta.get(__name__, "sv")):
            return super().invoke(ctx)


def _language(args: Sequence[str]) -> Lang:
    return "en" if ENGLISH.search(" ".join(args)) else "sv"


@contextmanager
def _one_line(lang: Lang) -> Iterator[None]:
    try:
        yield
    except WrongUse as wrong:
        # Asking for nothing shows the help, which has many lines.
        if type(wrong).__name__ == "NoArgsIsHelpError":
            raise
        raise fail(f"{_said(wrong).in_(lang)}.") from wrong


def _said(wrong: Any) -> Text:
    option = _option(wrong)
    if isinstance(wrong, Said):
        where = f"{option}: " if option else ""
        return Text(f"{where}{wrong.text.sv}", f"{where}{wrong.text.en}")
    name = type(wrong).__name__
    message = " ".join(str(wrong.format_message()).split()).rstrip(".")
    if name == "NoSuchOption":
        return Text(f"Det finns ingen flagga {wrong.option_name}", message)
    if name == "MissingParameter":
        return Text(f"Det som fattas är {option}", f"Missing {option}")
    if isinstance(wrong, typer.BadParameter) and option:
        why = " ".join(str(wrong.message).split()).removeprefix("Value error, ").rstrip(".")
        found = _explained(why)
        return Text(f"{option}: {found.sv}", f"{option}: {found.en}")
    if argument := _ARGUMENT.fullmatch(message):
        return Text(f"{argument[1]} saknar värde", f"{argument[1]} has no value")
    if command := _COMMAND.fullmatch(message):
        return Text(f"Det finns inget kommando {command[1]}", message)
    return Text(message, message)


def _explained(why: str) -> Text:
    for pattern, swedish, english in _EXPLAINED:
        if found := re.fullmatch(pattern, why):
            said = english.format(*found.groups()) if english else why
            return Text(swedish.format(*found.groups()), said)
    return Text(why, why)


def _option(wrong: Any) -> str:
    param = getattr(wrong, "param", None)
    if param is None:
        return ""
    dashed = [name for name in param.opts if name.startswith("--")]
    return dashed[0] if dashed else str(param.metavar or param.name.upper())
