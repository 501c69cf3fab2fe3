"""What a notice letter tells one tenderer of each lot it bid for (LOU 19:19).

The outcome and its reasons, so that it can be checked: the winner's figures
beside the tenderer's own, and never those of anybody else who lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Literal

from sqlmodel import col, select

from documents.contexts import LetterLot
from documents.formats import Formats
from law.reasons import Lang, Text
from models.decision import AwardDecision, AwardedLot
from models.evaluation import EvaluatedBid, Standing
from models.parties import Organisation
from models.store import Work
from models.tender import Bid, Lot, OpenedBid, Tender
from procurement.wording import amount, lot_part

Money = Callable[[int | Decimal], str]


def lots_told(
    work: Work, decision: AwardDecision, organisation_id: str, lang: Lang
) -> Iterable[LetterLot]:
    """The decision's lots that the tenderer bid for, by code."""
    tender = work.session.get_one(Tender, decision.tender_id)
    money = partial(Formats(lang).money, currency=tender.currency)
    rows = work.session.exec(
        select(AwardedLot, Lot, Bid)
        .join(Lot, col(Lot.id) == col(AwardedLot.lot_id))
        .join(Bid, col(Bid.lot_id) == col(Lot.id))
        .where(
            col(AwardedLot.decision_id) == decision.id,
            col(Bid.organisation_id) == organisation_id,
        )
        .order_by(col(Lot.code))
    ).all()
    for awarded, lot, bid in rows:
        yield _lot(work, awarded, lot, bid, lang, money)


def _lot(
    work: Work, awarded: AwardedLot, lot: Lot, bid: Bid, lang: Lang, money: Money
) -> LetterLot:
    own = work.session.get_one(EvaluatedBid, (awarded.evaluation_id, bid.id))
    winning = work.session.get_one(EvaluatedBid, (awarded.evaluation_id, awarded.bid_id))
    winner = work.session.get_one(
        Organisation, work.session.get_one(Bid, awarded.bid_id).organisation_id
    )
    note = own.note_sv if lang == "sv" else own.note_en
    return LetterLot(
        lot=lot_part(lot),
        outcome=_outcome(own),
        own_comparison_price_ore=amount(own.comparison),
        own_rank=own.place,
        winner=winner.name,
        winner_comparison_price_ore=amount(winning.comparison),
        reasons=[*_reasons(own, winning, lang), *_comparison(work, own, winning, lang, money)],
        notes=[note] if note else [],
    )


def _outcome(own: EvaluatedBid) -> Literal["won", "not_won", "rejected"]:
    if own.standing == Standing.WINNER:
        return "won"
    return "rejected" if own.standing == Standing.DISREGARDED else "not_won"


def _reasons(own: EvaluatedBid, winning: EvaluatedBid, lang: Lang) -> Iterable[str]:
    tied = Fraction(own.comparison) == Fraction(winning.comparison)
    yield _REASONS[Standing(own.standing), tied and own.bid_id != winning.bid_id].in_(lang)


def _comparison(
    work: Work, own: EvaluatedBid, winning: EvaluatedBid, lang: Lang, money: Money
) -> Iterable[str]:
    """What a tenderer that did not win needs, to check the outcome against its own bid."""
    if own.standing != Standing.WINNER:
        yield Text(
            f"Det vinnande anbudet: {_sum(work, winning, money).sv}."
            f" Ert anbud: {_sum(work, own, money).sv}",
            f"The winning bid: {_sum(work, winning, money).en}."
            f" Your bid: {_sum(work, own, money).en}",
        ).in_(lang)


def _sum(work: Work, evaluated: EvaluatedBid, money: Money) -> Text:
    price = work.session.get_one(OpenedBid, evaluated.bid_id).price
    comparison = amount(evaluated.comparison)
    told = [money(each) for each in (price, price - comparison, comparison)]
    return Text(
        "pris {} minus avdrag {} ger jämförelsepriset {}".format(*told),
        "price {} less deduction {} gives the comparison price {}".format(*told),
    )


_NO_PART = Text("Anbudet deltar inte i utvärderingen", "The bid takes no part in the ranking")
# By what became of the bid, and whether it is tied with the winner's.
_REASONS = {
    (Standing.WINNER, False): Text(
        "Anbudet har det lägsta jämförelsepriset av dem som kan tilldelas området",
        "The bid has the lowest comparison price of those that can be awarded the lot",
    ),
    (Standing.DISREGARDED, False): _NO_PART,
    (Standing.DISREGARDED, True): _NO_PART,
    (Standing.PASSED_OVER, False): Text(
        "Anbudet har lägre jämförelsepris än vinnaren men tilldelas inte området enligt"
        " kapacitetsregeln",
        "The bid has a lower comparison price than the winner, but the capacity rule"
        " keeps the lot from it",
    ),
    (Standing.PASSED_OVER, True): Text(
        "Anbudet går före vinnarens, som har samma jämförelsepris, men tilldelas inte området"
        " enligt kapacitetsregeln",
        "The bid goes before the winner's, which has the same comparison price, but the capacity"
        " rule keeps the lot from it",
    ),
    (Standing.RANKED, False): Text(
        "Det vinnande anbudet har lägre jämförelsepris",
        "The winning bid has a lower comparison price",
    ),
    (Standing.RANKED, True): Text(
        "Det vinnande anbudet har samma jämförelsepris och går före enligt regeln om lika anbud",
        "The winning bid has the same comparison price and goes before it by the rule on ties",
    ),
}
