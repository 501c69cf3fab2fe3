"""The inputs of a forecast as a file: what `tilldela appeals forecast --inputs FILE` reads."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from appeals.forecast.court_course import Rounds
from appeals.forecast.inputs import ForecastInputs, LotStart, Stage, Waiting
from appeals.forecast.statistics import Statistic, statistics_on
from law.dated import Confidence
from law.reasons import ActRefused, Text, refuse
from law.rulebook import Rulebook
from procurement.exact.files import Count, Exact, Id, read_exact
from procurement.schedule.plan_file import Day, Days, Flag

_LIKE = Text("Skriv den som i docs/forecast.md", "Write it as in docs/forecast.md")


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OwnStatistic(_Part):
    """A share of the buyer's own, with where it comes from."""

    value: Exact
    source: Id


class LotFile(_Part):
    """Amounts in minor units; `participants` and `appropriation` for each month of delay."""

    code: Id
    name: Id | None = None
    planned_start: Day | None = None
    participants: Count = 0
    appropriation: Count = 0
    old_contract_ends: Day | None = None
    bids_valid_until: Day | None = None


class ForecastFile(_Part):
    name: Id | None = None
    rules: Rulebook = Rulebook.SE_LOU_19
    currency: Id = "SEK"
    letters: Day | None = None
    planned_start: Day | None = None
    start_up_days: Days = 30
    correction_days: Days = 35
    new_procurement_days: Days = 210
    separate_contracts: Flag = True
    start_together: Flag = False
    statistics: dict[Id, OwnStatistic] = Field(default_factory=dict)
    lots: list[LotFile] = Field(default_factory=list)


@dataclass(frozen=True)
class Given:
    """`letters`: when they are planned for; today is that day where no installation says."""

    inputs: ForecastInputs
    letters: date | None


def read_inputs(path: Path | None, planned: date | None = None) -> Given:
    """`planned`: the start that the tender has. Raises `ActRefused`, naming what is wrong."""
    file = ForecastFile() if path is None else _read(path)
    start = file.planned_start or planned
    if start is None or (planned is None and file.letters is None):
        raise _days_missing(path)
    _check_codes(file)
    today = file.letters or start
    name = file.name or ""
    inputs = ForecastInputs(
        Text(name, name),
        today,
        file.rules,
        file.currency,
        tuple(_lot(each, today, start) for each in file.lots),
        _statistics(file, today),
        file.start_up_days,
        Rounds(file.correction_days, file.new_procurement_days),
        file.separate_contracts,
        file.start_together,
    )
    return Given(inputs, file.letters)


def _read(path: Path) -> ForecastFile:
    try:
        return read_exact(path, ForecastFile)
    except ActRefused as refusal:
        # Of evaluation's files it says where they are described; this is another kind.
        todo = _LIKE if "docs/evaluation.md" in refusal.todo.sv else refusal.todo
        raise ActRefused(refusal.reason, todo) from None


def _lot(lot: LotFile, letters: date, planned: date) -> LotStart:
    return LotStart(
        lot.code,
        lot.name or "",
        Stage.OPEN_TO_REVIEW,
        letters,
        lot.planned_start or planned,
        bids_valid_until=lot.bids_valid_until,
        waiting=Waiting(lot.participants, lot.appropriation, lot.old_contract_ends),
    )


def _statistics(file: ForecastFile, on: date) -> dict[str, Statistic]:
    found = statistics_on(on)
    for name, own in file.statistics.items():
        known = found.get(name)
        if known is None or not isinstance(known.value, Fraction):
            raise _unknown_statistic(name, [n for n in found if _is_number(found[n])])
        if name.startswith("share_") and not 0 <= own.value <= 1:
            raise _no_share(name)
        found[name] = replace(
            known, value=own.value, source=own.source, last_checked=None,
            confidence=Confidence.LOW, own=True,
        )  # fmt: skip
    return found


def _is_number(statistic: Statistic) -> bool:
    return isinstance(statistic.value, Fraction)


def _check_codes(file: ForecastFile) -> None:
    codes = [lot.code for lot in file.lots]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise refuse(
            "forecast.twice",
            sv=f"Området {twice[0]} står två gånger i filen",
            en=f"Lot {twice[0]} stands twice in the file",
            todo_sv="Ange varje område en gång",
            todo_en="State each lot once",
        )


def check_lots_known(inputs: ForecastInputs, codes: frozenset[str]) -> None:
    """Raises `ActRefused` for a lot in the file that the tender does not have."""
    unknown = sorted({lot.code for lot in inputs.lots} - codes)
    if unknown:
        raise refuse(
            "forecast.unknown_lot",
            sv=f"Filen anger området {unknown[0]}, som upphandlingen inte har",
            en=f"The file states lot {unknown[0]}, which the tender does not have",
            todo_sv="Rätta koden eller ta bort området",
            todo_en="Correct the code or remove the lot",
        )


def _days_missing(path: Path | None) -> ActRefused:
    where = Text("Ingen fil är angiven", "No file is stated")
    if path is not None:
        where = Text(f"{path.name} säger det inte", f"{path.name} does not say it")
    return refuse(
        "forecast.days",
        sv="Utan upphandling behövs dagen för underrättelserna (letters) och den planerade starten"
        f" (planned_start). {where.sv}",
        en="Without a tender the day of the letters (letters) and the planned start"
        f" (planned_start) are needed. {where.en}",
        todo_sv="Ange en upphandling, eller en fil med --inputs som den i examples/forecast/",
        todo_en="Name a tender, or a file with --inputs like the one in examples/forecast/",
    )


def _unknown_statistic(name: str, known: list[str]) -> ActRefused:
    return refuse(
        "forecast.statistic",
        sv=f"statistics: {name} är inget värde som kan ersättas av ett tal",
        en=f"statistics: {name} is no value that a number can take the place of",
        todo_sv=f"De som kan det är {', '.join(known)}",
        todo_en=f"Those that can are {', '.join(known)}",
    )


def _no_share(name: str) -> ActRefused:
    return refuse(
        "forecast.share",
        sv=f"statistics: {name} är en andel, mellan 0 och 1",
        en=f"statistics: {name} is a share, between 0 and 1",
        todo_sv="Skriv 30 procent som 0.30",
        todo_en="Write 30 per cent as 0.30",
    )
