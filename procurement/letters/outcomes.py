"""What a notice letter tells one tenderer of each lot it bid for (LOU 19:19).

The outcome and its reasons, so that it can be checked: the winner's figures
beside the tenderer's own, and never those of anybody else who lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Literal, TypeVar

from sqlmodel import col, select

from appeals.addressees import standing_lots
from appeals.awarded import awarded_bids
from documents.contexts import LetterLot
from documents.formats import Formats
from law.reasons import Lang, Text
from models.decision import AwardDecision, AwardedLot
from models.evaluation import EvaluatedBid, Standing
from models.parties import Organisation
from models.sealed import UnreadableBid
from models.store import Work
from models.tender import Bid, Lot, OpenedBid, Tender
from procurement.exact.numbers import exact_text
from procurement.frameworks.framework_rules import framework_terms
from procurement.ranking.outcome_wording import Money, compared_by, figures_of, reason_of
from procurement.tenders.terms import award_terms
from procurement.tenders.wording import amount, lot_part


@dataclass(frozen=True)
class _Told:
    """How the tender's figures are told: by its model, in a language, money in its currency."""

    model: str
    lang: Lang
    money: Money

    def price(self, bid: EvaluatedBid) -> int | Decimal | None:
        by_price = compared_by(self.model).by_price
        return amount(bid.comparison) if by_price and bid.comparison is not None else None

    def score(self, bid: EvaluatedBid) -> str | None:
        if compared_by(self.model).by_price or bid.comparison is None:
            return None
        return exact_text(Fraction(bid.comparison), self.lang)


def lots_told(
    work: Work, decision: AwardDecision, organisation_id: str, lang: Lang
) -> Iterable[LetterLot]:
    """The lots that the decision stands for and that the tenderer bid for, by code."""
    tender = work.session.get_one(Tender, decision.tender_id)
    model = award_terms(tender.award_terms).stated.model
    told = _Told(model, lang, partial(Formats(lang).money, currency=tender.currency))
    rows = work.session.exec(
        select(AwardedLot, Lot)
        .join(Lot, col(Lot.id) == col(AwardedLot.lot_id))
        .where(
            col(AwardedLot.decision_id) == decision.id,
            col(AwardedLot.lot_id).in_(standing_lots(work, decision.id)),
        )
        .order_by(col(Lot.code))
    ).all()
    for awarded, lot in rows:
        for bid in _bids(work, Bid, lot, organisation_id):
            yield _lot(work, told, awarded, lot, bid)
        for unreadable in _bids(work, UnreadableBid, lot, organisation_id):
            yield _unread(work, told, awarded, lot, unreadable)


_Sent = TypeVar("_Sent", Bid, UnreadableBid)


def _bids(work: Work, table: type[_Sent], lot: Lot, organisation_id: str) -> Sequence[_Sent]:
    return work.session.exec(
        select(table).where(
            col(table.lot_id) == lot.id, col(table.organisation_id) == organisation_id
        )
    ).all()


def _lot(work: Work, told: _Told, awarded: AwardedLot, lot: Lot, bid: Bid) -> LetterLot:
    own = work.session.get_one(EvaluatedBid, (awarded.evaluation_id, bid.id))
    if framework_terms(work, lot.tender_id) is not None:
        return _framework_lot(work, told, awarded, lot, own)
    winning = work.session.get_one(EvaluatedBid, (awarded.evaluation_id, awarded.bid_id))
    note = own.note_sv if told.lang == "sv" else own.note_en
    return LetterLot(
        lot=lot_part(lot),
        outcome=_outcome(own),
        own_comparison_price_ore=told.price(own),
        own_score=told.score(own),
        own_rank=own.place,
        winner=_winner(work, awarded),
        winner_comparison_price_ore=told.price(winning),
        winner_score=told.score(winning),
        reasons=[
            reason_of(told.model, own, winning).in_(told.lang),
            *_comparison(work, told, own, winning),
        ],
        notes=[note] if note else [],
    )


def _framework_lot(
    work: Work, told: _Told, awarded: AwardedLot, lot: Lot, own: EvaluatedBid
) -> LetterLot:
    """All that are taken in with their places; whoever is not is held against the last of them."""
    bids = [row.bid_id for row in awarded_bids(work, awarded)]
    taken = own.bid_id in bids
    last = work.session.get_one(EvaluatedBid, (awarded.evaluation_id, bids[-1]))
    note = own.note_sv if told.lang == "sv" else own.note_en
    reasons = [_place(own.place, len(bids), taken=taken)] if own.place is not None else []
    if not taken:
        reasons.append(reason_of(told.model, own, last))
    return LetterLot(
        lot=lot_part(lot),
        outcome="won" if taken else _outcome(own),
        own_comparison_price_ore=told.price(own),
        own_score=told.score(own),
        own_rank=own.place,
        winner=_winner(work, awarded),
        reasons=[
            *(reason.in_(told.lang) for reason in reasons),
            *(() if taken else _comparison(work, told, own, last)),
        ],
        notes=[note] if note else [],
    )


def _place(place: int, many: int, *, taken: bool) -> Text:
    if taken:
        return Text(
            f"Anbudet har plats {place} av de {many} som ramavtalet ingås med",
            f"The bid has place {place} of the {many} that the framework is concluded with",
        )
    return Text(
        f"Ramavtalet ingås med de {many} främsta, och anbudet har plats {place}. Nedan jämförs"
        " det med det sista av dem",
        f"The framework is concluded with the first {many}, and the bid has place {place}. Below"
        " it is compared with the last of them",
    )


def _unread(
    work: Work, told: _Told, awarded: AwardedLot, lot: Lot, bid: UnreadableBid
) -> LetterLot:
    """A bid that could not be read was not compared: its tenderer is told why, and who won."""
    why = Text(
        f"Anbudet kunde inte läsas vid anbudsöppningen: {bid.note_sv}",
        f"The bid could not be read at the opening: {bid.note_en}",
    )
    return LetterLot(
        lot=lot_part(lot),
        outcome="rejected",
        winner=_winner(work, awarded),
        reasons=[why.in_(told.lang)],
    )


def _winner(work: Work, awarded: AwardedLot) -> str:
    """The winner's name; in a framework everybody's, each with its place."""
    names = [
        work.session.get_one(
            Organisation, work.session.get_one(Bid, row.bid_id).organisation_id
        ).name
        for row in awarded_bids(work, awarded)
    ]
    if len(names) == 1:
        return names[0]
    return ", ".join(f"{place}. {name}" for place, name in enumerate(names, start=1))


def _outcome(own: EvaluatedBid) -> Literal["won", "not_won", "rejected"]:
    if own.standing == Standing.WINNER:
        return "won"
    return "rejected" if own.standing == Standing.DISREGARDED else "not_won"


def _comparison(work: Work, told: _Told, own: EvaluatedBid, winning: EvaluatedBid) -> Iterable[str]:
    """What a tenderer that did not win needs, to check the outcome against its own bid."""
    if own.standing == Standing.WINNER:
        return
    theirs, yours = (_figures(work, told, each) for each in (winning, own))
    yield Text(
        f"Det vinnande anbudet: {theirs.sv}. Ert anbud: {yours.sv}",
        f"The winning bid: {theirs.en}. Your bid: {yours.en}",
    ).in_(told.lang)


def _figures(work: Work, told: _Told, evaluated: EvaluatedBid) -> Text:
    price = work.session.get_one(OpenedBid, evaluated.bid_id).price
    return figures_of(told.model, price, evaluated, told.money)
