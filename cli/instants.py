"""Times and days as they are written on the command line, Swedish unless they say otherwise."""

from __future__ import annotations

from datetime import UTC, date, datetime

from law.days import STOCKHOLM
from law.reasons import refuse


def instant(option: str, written: str) -> datetime:
    """Raises `ActRefused` for what is no instant, or more than one, in Sweden."""
    try:
        found = datetime.fromisoformat(written)
        if "T" not in written and " " not in written:
            raise ValueError("a day is no instant")
        if found.tzinfo is None and not _is_one_instant(found):
            raise ValueError("the clock is moved then")
        return (found if found.tzinfo else found.replace(tzinfo=STOCKHOLM)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise refuse(
            "option.instant",
            sv=f"{option} {written} är ingen entydig tidpunkt",
            en=f"{option} {written} is no unambiguous time",
            todo_sv="Skriv dag och klockslag, som 2026-02-16T23:59 eller 2026-02-16T23:59+01:00",
            todo_en="Write day and time, as 2026-02-16T23:59 or 2026-02-16T23:59+01:00",
        ) from None


def told_at(at: datetime) -> str:
    """To the minute, in Sweden."""
    return f"{at.astimezone(STOCKHOLM):%Y-%m-%d %H:%M}"


def _is_one_instant(found: datetime) -> bool:
    """Not in the hour that the change to winter time repeats, or that to summer time skips."""
    first, second = (found.replace(tzinfo=STOCKHOLM, fold=fold) for fold in (0, 1))
    return first.utcoffset() == second.utcoffset()


def day(option: str, written: str) -> date:
    """Raises `ActRefused` for what is no day of the calendar."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise refuse(
            "option.day",
            sv=f"{option} {written} är ingen dag",
            en=f"{option} {written} is no day",
            todo_sv="Skriv år, månad och dag, som 2026-02-16",
            todo_en="Write year, month and day, as 2026-02-16",
        ) from None
