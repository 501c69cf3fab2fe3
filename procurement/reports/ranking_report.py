"""The rankings of an evaluation's report: each bid's exact numbers, what became of it, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Literal, TypeAlias

from sqlmodel import col, select

from documents.parts import CitedReason
from documents.report_contexts import Column, LotRanking, Lottery, RankingRow, Ticket
from law.reasons import Lang, Reason, Text
from law.rulebook import Rulebook
from models.evaluation import EvaluatedBid, Standing
from models.store import Work
from models.tender import Bid
from procurement.allotting.draw import SEED_TAG
from procurement.evaluation.award_rules import columns_of
from procurement.exact.numbers import exact_text
from procurement.ranking.named_lot import Names
from procurement.reports.control_report import failed_later
from procurement.reports.reported_lots import MONEY_SCORES, ReportedBid, ReportedLot, Source, exact
from procurement.tenders.provisions import UNDER_DIRECTIVES, Provision, provision, reason_under
from procurement.tenders.wording import lot_part, money_text

Status: TypeAlias = Literal["winner", "ranked", "passed_over", "failed_control", "rejected"]


def in_every_lot(source: Source, told: Sequence[ReportedLot]) -> tuple[Reason, ...]:
    """Warnings about the model, which are the same in each of several lots."""
    found = [each.found.warnings for each in told if each.found]
    if len(found) < 2:
        return ()
    return tuple(warning for warning in found[0] if all(warning in each for each in found))


def cited(warning: Reason, source: Source) -> CitedReason:
    rulebook = Rulebook(source.tender.rulebook)
    cite = reason_under(rulebook, warning).cite
    if rulebook not in UNDER_DIRECTIVES and warning.cite is not None:
        # Chapters 4 and 16 do not apply there; its own section on the principles does.
        principled = str(warning.cite.chapter) == "4"
        cite = provision(rulebook, Provision.PRINCIPLES) if principled else None
    return CitedReason(
        text=f"{warning.in_(source.lang)}.", cite=cite.in_(source.lang) if cite else None
    )


def rankings(
    source: Source, told: Sequence[ReportedLot], general: Sequence[Reason]
) -> Iterable[LotRanking]:
    failed = failed_later(source.work, source.evaluation.id, source.lang)
    columns = columns_of(source.model)
    together = _combined(told)
    for each in told:
        own = each.found.warnings if each.found else ()
        yield LotRanking(
            lot=lot_part(each.lot),
            rows=[_row(source, columns, row, each.names, failed) for row in each.rows],
            notes=_notes(each, together, source.lang),
            warnings=[
                cited(warning, source)
                for warning in own
                if warning not in general and warning.code != "tie"
            ],
        )


def _combined(told: Sequence[ReportedLot]) -> Mapping[str, list[str]]:
    """Combination → the codes of the lots that were awarded together."""
    together: dict[str, list[str]] = {}
    for each in told:
        if each.outcome.combination is not None:
            together.setdefault(each.outcome.combination, []).append(each.lot.code)
    return together


def _notes(told: ReportedLot, together: Mapping[str, list[str]], lang: Lang) -> list[str]:
    notes = []
    name = told.outcome.combination
    if name is not None:
        codes = ", ".join(together[name])
        notes.append(
            Text(
                f"Tilldelas tillsammans med andra områden i kombinationen {name}: {codes}.",
                f"Awarded together with other lots in the combination {name}: {codes}.",
            )
        )
    if told.outcome.winner_bid_id is None:
        notes.append(Text("Ingen får området.", "Nobody gets the lot."))
    return [note.in_(lang) for note in notes]


def _row(
    source: Source,
    columns: Sequence[Column],
    row: ReportedBid,
    names: Names,
    failed: Mapping[str, str],
) -> RankingRow:
    ranked = row.ranked
    note = ranked.note_sv if source.lang == "sv" else ranked.note_en
    return RankingRow(
        place=ranked.place,
        tenderer=names.bids[row.bid.id],
        values=[_value(source, column, row) for column in columns],
        status=_status(ranked, failed.get(row.bid.id)),
        reason=failed.get(row.bid.id) or note or None,
    )


def _value(source: Source, column: Column, row: ReportedBid) -> str:
    """Exact, in the currency where it is money; a dash where the bid was not compared."""
    price = Fraction(row.opened.price)
    comparison = exact(row.ranked.comparison)
    money: Fraction | None = None
    points: Fraction | None = None
    match column:
        case "price":
            money = price
        case "deduction":
            money = None if comparison is None else price - comparison
        case "addition":
            money = None if comparison is None else comparison - price
        case "comparison" if source.model in MONEY_SCORES:
            money = comparison
        case "comparison":
            points = comparison
        case "price_points":
            points = exact(row.ranked.price_points)
        case "quality":
            points = exact(row.ranked.quality)
    if money is not None:
        return money_text(money, source.tender.currency, source.lang)
    if points is None:
        return "–"
    if column == "comparison" and source.model == "price_per_point":
        return money_text(points, source.tender.currency, source.lang)
    return exact_text(points, source.lang)


def _status(ranked: EvaluatedBid, failed: str | None) -> Status:
    if failed:
        return "failed_control"
    match Standing(ranked.standing):
        case Standing.WINNER:
            return "winner"
        case Standing.PASSED_OVER:
            return "passed_over"
        case Standing.DISREGARDED:
            return "rejected"
        case Standing.RANKED:
            return "ranked"


def lotteries(told: Sequence[ReportedLot]) -> Iterable[Lottery]:
    for each in told:
        if each.outcome.draw_seed is not None:
            drawn = [
                Ticket(
                    tenderer=each.names.bids[row.bid.id],
                    bid_id=row.bid.id,
                    ticket=row.ranked.draw_ticket,
                )
                for row in each.rows
                if row.ranked.draw_ticket is not None
            ]
            yield Lottery(
                lot=lot_part(each.lot),
                lot_id=each.lot.id,
                seed=each.outcome.draw_seed,
                tickets=sorted(drawn, key=lambda ticket: ticket.ticket),
            )


def seed_lines(work: Work, tender_id: str) -> list[str]:
    """As `procurement.allotting.draw.seed_of` hashes them."""
    rows = work.session.exec(
        select(Bid.id, Bid.envelope_sha256).where(col(Bid.tender_id) == tender_id)
    ).all()
    return [SEED_TAG, tender_id, *(f"{sha256}  {bid_id}" for bid_id, sha256 in sorted(rows))]
