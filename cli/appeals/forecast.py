"""`tilldela appeals forecast`: when the lots will have started, and what a late start costs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any

import typer

from appeals.forecast.delay import MonthOfDelay
from appeals.forecast.inputs import ForecastInputs
from appeals.forecast.limits import limits
from appeals.forecast.making import RUNS, SEED
from appeals.forecast.making import forecast as forecast_of
from appeals.forecast.outcome import Forecast, Late, LotForecast, Reached
from appeals.forecast.picture import forecast_picture
from appeals.forecast.standing import with_stored_lots
from appeals.forecast.statistics import Memoryless, Quantiles, Statistic
from cli.answering import Json, check_writable, unwritable
from cli.appeals.forecast_file import check_lots_known, read_inputs
from cli.appeals.forecast_table import tell
from cli.console import DataDir, LangOption, existing_store
from cli.law.answers import answering
from cli.tender_argument import resolved_if_named
from law.reasons import Lang, Text, refuse
from procurement.tenders.lots import lots_of
from procurement.tenders.named import tender_or_refusal


def forecast(
    tender: Annotated[
        str | None,
        typer.Argument(
            metavar="TENDER",
            callback=resolved_if_named,
            help="A tender here, by id or diary number; or the file alone.",
            show_default=False,
        ),
    ] = None,
    inputs: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="What waits and what is assumed: examples/forecast/."),
    ] = None,
    runs: Annotated[int, typer.Option(metavar="N", help="How many runs.")] = RUNS,
    seed: Annotated[int, typer.Option(metavar="N", min=0, help="The same gives the same.")] = SEED,
    reviewed: Annotated[
        bool, typer.Option("--reviewed", help="Suppose that somebody applies for review.")
    ] = False,
    svg: Annotated[Path | None, typer.Option(metavar="FILE", help="Draw it there, in SVG.")] = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Forecast when each lot, and the whole service, starts; from statistics of the courts."""
    with answering(lang):
        _check_picture(svg)
        made = _inputs(tender, inputs, data_dir, lang)
        found = forecast_of(replace(made, reviewed=reviewed), runs, seed)
        if svg is not None:
            _draw(svg, found, lang)
    if json_:
        typer.echo(json.dumps(_as_json(found, lang), ensure_ascii=False, indent=2))
        return
    tell(found, lang)


def _inputs(
    tender_id: str | None, file: Path | None, data_dir: Path | None, lang: Lang
) -> ForecastInputs:
    if tender_id is None:
        return read_inputs(file).inputs
    store = existing_store(data_dir, lang)
    with store.read() as work:
        tender = tender_or_refusal(work, tender_id)
        codes = frozenset(lot.code for lot in lots_of(work, tender_id))
        planned, title = tender.contract_starts_on, Text(tender.title_sv, tender.title_en)
    given = read_inputs(file, planned)
    check_lots_known(given.inputs, codes)
    named = replace(given.inputs, name=given.inputs.name if given.inputs.name.sv else title)
    return with_stored_lots(store, tender_id, named, given.letters)


def _check_picture(path: Path | None) -> None:
    if path is None:
        return
    if path.suffix.lower() != ".svg":
        raise refuse(
            "forecast.suffix",
            sv=f"{path} slutar inte på .svg",
            en=f"{path} does not end in .svg",
            todo_sv="Ange ett filnamn som slutar på .svg",
            todo_en="Name a file that ends in .svg",
        )
    check_writable(path)


def _draw(path: Path, found: Forecast, lang: Lang) -> None:
    try:
        path.write_text(forecast_picture(found, lang), encoding="utf-8")
    except OSError:
        raise unwritable(path) from None


def _as_json(found: Forecast, lang: Lang) -> dict[str, Any]:
    """Shares are per mille, so that no figure is a binary fraction; money in minor units."""
    inputs = found.inputs
    return {
        "name": inputs.name.in_(lang),
        "today": inputs.today.isoformat(),
        "runs": found.runs,
        "seed": found.seed,
        "currency": inputs.currency,
        "reviewed": inputs.reviewed,
        "planned": found.planned.isoformat(),
        "start": _days(found.all_start),
        "on_time_per_mille": _per_mille(found.all_on_time),
        "late": _late(found.all_late),
        "started": [_reached(each) for each in found.reached],
        "lots": [_lot(each) for each in found.lots],
        "assumed_days": {
            "start_up": inputs.start_up_days,
            "correction": inputs.rounds.correction,
            "new_procurement": inputs.rounds.redo,
        },
        "statistics": [_statistic(each, lang) for each in inputs.statistics.values()],
        "limits": [each.in_(lang) for each in limits(inputs)],
    }


def _reached(each: Reached) -> dict[str, Any]:
    return {
        "day": each.day.isoformat(),
        "percent": {f"p{p}": share for p, share in each.share.items()},
        "old_contracts_over": each.old_contracts_over,
        "mean": _month(each.month),
    }


def _month(month: MonthOfDelay) -> dict[str, Any]:
    """Rounded: people to whole ones, amounts down to whole minor units."""
    return {
        "lots_late_per_mille": _per_mille(month.late),
        "participants_waiting": round(month.waiting),
        "appropriation": int(month.appropriation),
        "lots_without_contract_per_mille": _per_mille(month.without_contract),
    }


def _days(days: Mapping[int, Any]) -> dict[str, str]:
    return {f"p{p}": day.isoformat() for p, day in days.items()}


def _per_mille(share: Fraction) -> int:
    return round(share * 1000)


def _late(late: Mapping[int, Late]) -> dict[str, dict[str, int]]:
    return {
        f"p{p}": {
            "days": each.days,
            "participant_months": each.participant_months,
            "appropriation": each.appropriation,
            "days_without_contract": each.without_contract,
        }
        for p, each in late.items()
    }


def _lot(each: LotForecast) -> dict[str, Any]:
    lot = each.lot
    ends = lot.waiting.old_contract_ends
    return {
        "lot": lot.code,
        "name": lot.name,
        "stage": lot.stage.value,
        "since": lot.since.isoformat(),
        "planned": lot.planned.isoformat(),
        "start": _days(each.start),
        "on_time_per_mille": _per_mille(each.on_time),
        "bids_lapse_per_mille": None if each.bids_lapse is None else _per_mille(each.bids_lapse),
        "each_month": {
            "participants": lot.waiting.participants,
            "appropriation": lot.waiting.appropriation,
            "old_contract_ends": None if ends is None else ends.isoformat(),
        },
        "late": _late(each.late),
        "months": [{"day": month.day.isoformat(), **_month(month)} for month in each.months],
    }


def _statistic(each: Statistic, lang: Lang) -> dict[str, Any]:
    return {
        "name": each.name,
        "title": each.title.in_(lang),
        "from": each.since.isoformat(),
        "value": _value(each),
        "source": each.source,
        "last_checked": None if each.last_checked is None else each.last_checked.isoformat(),
        "confidence": each.confidence.value,
        "own": each.own,
        "used": each.used.in_(lang),
    }


def _value(each: Statistic) -> str | list[list[str]] | dict[str, str]:
    """As written in the file, exact."""
    if isinstance(each.value, Quantiles):
        return [[str(share), str(value)] for share, value in each.value.pairs]
    if isinstance(each.value, Memoryless):
        return {"mean": str(each.value.mean)}
    return str(each.value)
