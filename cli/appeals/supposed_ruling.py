"""What is written after `--ruling` and `--assume`, read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import date

from appeals.what_if.hypothesis import AssumedDays, Outcome, Ruling
from cli.law.answers import Said, day
from law.reasons import Text, refuse
from models.review import CourtName

METAVAR = "COURT:DATE:OUTCOME[:interim][:waived][:dispatched=DATE][:case=NUMBER]"
_COURTS = (CourtName.FR, CourtName.KR, CourtName.HFD)


def ruling(written: str) -> Ruling:
    """A parser: ``FR:2026-06-12:rejected:interim``. Raises Said for anything else."""
    court, on, outcome, *facts = [*written.split(":"), "", ""][: max(3, written.count(":") + 1)]
    if court not in _COURTS:
        raise Said(
            Text(
                f"{court or written} är ingen domstol här; de är FR, KR och HFD",
                f"{court or written} is no court here; they are FR, KR and HFD",
            )
        )
    decided = day(on)
    if outcome not in tuple(Outcome):
        known = ", ".join(Outcome)
        raise Said(
            Text(
                f"{outcome or written} är ingen utgång; de är {known}",
                f"{outcome or written} is no outcome; they are {known}",
            )
        )
    told = _told(facts)
    sent = told.get("dispatched")
    return Ruling(
        CourtName(court),
        decided,
        Outcome(outcome),
        "interim" in told,
        "waived" in told,
        None if sent is None else _sent(decided, sent),
        told.get("case"),
    )


def _told(facts: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for fact in facts:
        name, equals, content = fact.partition("=")
        bare = name in ("interim", "waived") and not equals
        stated = name in ("dispatched", "case") and bool(content)
        if not (bare or stated) or name in found:
            raise Said(
                Text(
                    f"{fact!r} säger inget om ett avgörande, eller står två gånger; det som kan"
                    " anges: interim, waived, dispatched=DATUM, case=MÅL",
                    f"{fact!r} says nothing of a ruling, or stands twice; what can be given:"
                    " interim, waived, dispatched=DATE, case=NUMBER",
                )
            )
        found[name] = content
    return found


def _sent(decided: date, written: str) -> date:
    sent = day(written)
    if sent < decided:
        raise Said(
            Text(
                f"ett avgörande av {decided} kan inte ha skickats {sent}",
                f"a ruling of {decided} cannot have been sent on {sent}",
            )
        )
    return sent


def assumed_days(given: Sequence[str]) -> AssumedDays:
    """``STEP=DAYS``, each step once. Raises `ActRefused`."""
    known = [field.name for field in fields(AssumedDays)]
    found: dict[str, int] = {}
    for each in given:
        step, _, number = each.partition("=")
        digits = number.isascii() and number.isdigit() and len(number) < 5
        if step not in known or step in found or not digits:
            raise refuse(
                "what_if.assumed",
                sv=f"--assume {each} går inte att läsa, eller är angiven två gånger",
                en=f"--assume {each} cannot be read, or is stated twice",
                todo_sv=f"Ange STEG=DAGAR en gång för varje steg; stegen är {', '.join(known)}",
                todo_en=f"State STEP=DAYS once for each step; the steps are {', '.join(known)}",
            )
        found[step] = int(number)
    return AssumedDays(**found)
