"""The values people write in play files, read exactly.

Each function takes the text of one cell or scalar and raises ValueError with a
sentence that says what is wrong and what to write instead.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

_DECIMAL = re.compile(r"-?\d{1,15}(\.\d{1,9})?", re.ASCII)
_WHOLE = re.compile(r"\d{1,9}", re.ASCII)
_ORG_NUMBER = re.compile(r"\d{6}-?\d{4}", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def organisation_number_is_valid(text: str) -> bool:
    """Whether ``text`` is ten digits ("NNNNNN-NNNN" or without hyphen) with a Luhn check digit."""
    if not _ORG_NUMBER.fullmatch(text):
        return False
    digits = [int(digit) for digit in text.replace("-", "")]
    doubled = [digit * 2 if place % 2 == 0 else digit for place, digit in enumerate(digits)]
    return sum(digit // 10 + digit % 10 for digit in doubled) % 10 == 0


def org_number_from_text(text: str) -> str:
    if not organisation_number_is_valid(text):
        raise ValueError(
            f'"{text}" is not an organisation number: the check digit or the length is wrong. '
            "Write ten digits whose last is the Luhn check digit."
        )
    return text


def text_from_cell(text: str) -> str:
    if not text:
        raise ValueError("the cell is empty. Write a value.")
    return text


def text_or_none(text: str) -> str | None:
    return text or None


def any_text(text: str) -> str:
    return text


def whole_number(text: str) -> int:
    if not _WHOLE.fullmatch(text):
        raise ValueError(f'"{text}" is not a whole number. Write digits only, e.g. 12.')
    return int(text)


def _scaled(text: str, places: int, example: str) -> int:
    if not _DECIMAL.fullmatch(text):
        raise ValueError(
            f'"{text}" is not a number. Write it with a decimal point, e.g. {example}.'
        )
    scaled = Decimal(text).scaleb(places)
    if scaled < 0:
        raise ValueError(f'"{text}" is negative. Write 0 or more.')
    if scaled != int(scaled):
        raise ValueError(f'"{text}" has too many decimals. Write at most {places}, e.g. {example}.')
    return int(scaled)


def ore_from_sek(text: str) -> int:
    """Öre from kronor with at most two decimals: "9850.50" is 985050."""
    return _scaled(text, 2, "9850.50")


def tenths_from_fte(text: str) -> int:
    """Tenths of a full-time post from a number with at most one decimal: "1.5" is 15."""
    return _scaled(text, 1, "1.5")


def day_from_text(text: str) -> date:
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise ValueError(f'"{text}" is not a date. Write year-month-day, e.g. 2025-10-20.')


def day_or_none(text: str) -> date | None:
    return day_from_text(text) if text else None


def instant_from_text(text: str) -> datetime:
    """An aware instant from ISO 8601 text; a time without offset is refused."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(
            f'"{text}" is not a date and time. Write e.g. 2025-10-13T23:59:00+02:00.'
        ) from None
    if at.utcoffset() is None:
        raise ValueError(
            f'"{text}" does not say which offset from UTC it is in. '
            "Write the offset too, e.g. 2025-10-13T23:59:00+02:00."
        )
    return at


def _instant(value: object) -> datetime:
    if isinstance(value, datetime):
        return instant_from_text(value.isoformat())
    return instant_from_text(str(value))


Instant = Annotated[
    datetime, BeforeValidator(_instant), AfterValidator(lambda at: at.astimezone(UTC))
]
OrgNumber = Annotated[str, AfterValidator(org_number_from_text)]
Month = Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]


class Frozen(BaseModel):
    """A model nobody changes and no unknown field slips into."""

    model_config = ConfigDict(frozen=True, extra="forbid")
