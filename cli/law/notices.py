"""The notices of a decision as options write them: a day or an instant, perhaps by letter."""

from __future__ import annotations

import re
from datetime import datetime

from cli.law.answers import Said, day
from law.notices import Notice
from law.reasons import Text

METAVAR = "DATE|DATETIME[:letter]"
LETTER = ":letter"
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?")


def notice(written: str) -> Notice:
    """A parser: ``2026-03-02``, ``2026-03-01T23:30:00Z``, either with ``:letter``.

    An instant is turned into the Swedish civil day; one without an offset is Said
    to be unclear.
    """
    sent = written.removesuffix(LETTER)
    electronic = sent == written
    if "T" not in sent:
        return Notice(day(sent), electronic)
    return Notice(_instant(sent), electronic)


def _instant(written: str) -> datetime:
    found = _INSTANT.fullmatch(written)
    if found is None:
        raise Said(
            Text(
                f"{written} är ingen tidpunkt; skriv den som 2026-03-02T00:30+01:00",
                f"{written} is not an instant; write it as 2026-03-02T00:30+01:00",
            )
        )
    if found.group(3) is None:
        raise Said(
            Text(
                f"{written} saknar tidszon, så dagen i Sverige är okänd; skriv t.ex."
                f" {written}+01:00",
                f"{written} has no offset, so its Swedish day is unknown; write e.g."
                f" {written}+01:00",
            )
        )
    day(written[:10])
    try:
        return datetime.fromisoformat(written)
    except ValueError as error:
        raise Said(
            Text(f"{written} finns inte på klockan", f"{written} is not on the clock")
        ) from error
