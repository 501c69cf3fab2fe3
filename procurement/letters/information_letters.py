"""The answer to a tenderer that asked why it did not win: its own figures, and the winner's.

Never those of anybody else who lost, whatever the question.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from documents.formats import Formats
from documents.letter_contexts import Compared, InformationContext, Withheld
from law.days import swedish_day
from law.reasons import Lang, Text
from models.evaluation import EvaluatedBid, Evaluation
from models.letters import (
    InformationKind,
    InformationRequest,
    MaskedField,
    Outgoing,
    SecrecyTest,
)
from models.parties import Organisation
from models.store import Work
from models.tender import Bid, Lot, OpenedBid, Tender
from procurement.exact.numbers import in_words
from procurement.letters.information import Placed, placed_or_refusal
from procurement.letters.other_letters import court_of, head_of
from procurement.letters.owed import Sending
from procurement.letters.secrecy import COMPARISON, GROUNDS, PRICE, masked_fields
from procurement.panel.consensus import Agreed, spread
from procurement.ranking.outcome_wording import compared_by
from procurement.tenders.provisions import Provision
from procurement.tenders.terms import AwardTerms, StatedCriterion, award_terms
from procurement.tenders.wording import amount, decision_part, lot_part


@dataclass(frozen=True)
class _Told:
    """What is told of one bid, in the words of the answer."""

    text: str
    reason: str = ""


def information_letter(work: Work, outgoing: Outgoing, sending: Sending) -> InformationContext:
    """Raises `ActRefused` where the decision that was asked about is no longer in force."""
    request = work.session.get_one(InformationRequest, outgoing.request_id)
    test = work.session.get_one(SecrecyTest, request.id)
    tender = work.session.get_one(Tender, request.tender_id)
    found = placed_or_refusal(work, request)
    masked = masked_fields(work, request.id)
    part = decision_part(tender, found.award.decision)
    winner = work.session.get_one(Organisation, found.chosen.organisation_id)
    act = ("secrecy.tested", request.id, test.actor_id)
    lang, kind = sending.lang, InformationKind(request.kind)
    terms = award_terms(tender.award_terms)
    advantages = kind is InformationKind.RELATIVE_ADVANTAGES
    return InformationContext(
        **head_of(work, outgoing, sending, "information", act, Provision.INFORMATION),
        asked_on=swedish_day(request.received_at),
        kind=kind.value,
        lot=lot_part(work.session.get_one(Lot, request.lot_id)),
        decision_number=part.number,
        decided_on=part.decided_on,
        chosen=winner.name,
        rows=list(_rows(work, tender, terms, found, masked, lang)) if advantages else [],
        reasons=[] if advantages else _reasons(found.own, lang),
        withheld=[_withheld(terms, row, lang) for _, row in sorted(masked.items())],
        court=court_of(work, tender),
    )


def _reasons(own: EvaluatedBid, lang: Lang) -> list[str]:
    return [own.note_sv if lang == "sv" else own.note_en]


def _rows(
    work: Work,
    tender: Tender,
    terms: AwardTerms,
    found: Placed,
    masked: Mapping[str, MaskedField],
    lang: Lang,
) -> Iterator[Compared]:
    own, chosen = (
        dict(_figures(work, tender, terms, found, bid, lang)) for bid in (found.bid, found.chosen)
    )
    for field, mine in own.items():
        theirs, secret = chosen[field], masked.get(field)
        yield Compared(
            title=title_of_field(terms, field).in_(lang),
            own=mine.text,
            own_reason=mine.reason,
            chosen=None if secret else theirs.text,
            chosen_reason="" if secret else theirs.reason,
            masked=_secrecy(secret, lang) if secret else None,
        )


def _figures(
    work: Work, tender: Tender, terms: AwardTerms, found: Placed, bid: Bid, lang: Lang
) -> Iterator[tuple[str, _Told]]:
    """One bid's figures by field, in the order in which the answer tells them."""
    opened = work.session.get_one(OpenedBid, bid.id)
    money = partial(Formats(lang).money, currency=tender.currency)
    yield PRICE, _Told(money(opened.price))
    scores = _consensus(work, found, bid)
    for criterion in terms.criteria:
        yield f"criterion:{criterion.id}", _on(criterion, opened, scores.get(criterion.id), lang)
    evaluated = work.session.get_one(EvaluatedBid, (found.award.awarded.evaluation_id, bid.id))
    comparison = evaluated.comparison
    if comparison is None:
        return
    if compared_by(terms.stated.model).by_price:
        yield COMPARISON, _Told(money(amount(comparison)))
    else:
        yield COMPARISON, _Told(_points(Fraction(comparison)).in_(lang))


def _on(criterion: StatedCriterion, opened: OpenedBid, score: Agreed | None, lang: Lang) -> _Told:
    if score is not None:
        return _Told(_points(score.points).in_(lang), score.reason.in_(lang))
    level = opened.levels.get(criterion.id)
    return _Told("–" if level is None else criterion.at(level).commitment.in_(lang))


def _consensus(work: Work, found: Placed, bid: Bid) -> dict[str, Agreed]:
    """By criterion, what the panel had agreed on this bid when the lot was evaluated.

    That is what the decision rests on: what has been agreed since, or has ceased to count
    since, is for the next one.
    """
    evaluation = work.session.get_one(Evaluation, found.award.awarded.evaluation_id)
    return {
        each.criterion: agreed
        for each in spread(work, bid.lot_id)
        if each.bid_id == bid.id
        for agreed in each.versions
        if agreed.agreed_at <= evaluation.evaluated_at
    }


def _points(number: Fraction) -> Text:
    said = in_words(number)
    return Text(f"{said.sv} poäng", f"{said.en} points")


def title_of_field(terms: AwardTerms, field: str) -> Text:
    titles = {f"criterion:{each.id}": each.title for each in terms.criteria}
    price = Text("Pris", "Price")
    # What bids are ranked by, whatever the model calls it.
    comparison = Text("Jämförelsetal", "Comparison figure")
    if compared_by(terms.stated.model).by_price:
        comparison = Text("Jämförelsepris", "Comparison price")
    return {PRICE: price, COMPARISON: comparison, **titles}[field]


def _secrecy(row: MaskedField, lang: Lang) -> str:
    cite = GROUNDS[row.cite].in_(lang)
    return Text(f"sekretess ({cite})", f"secret ({cite})").in_(lang)


def _withheld(terms: AwardTerms, row: MaskedField, lang: Lang) -> Withheld:
    return Withheld(
        title=title_of_field(terms, row.field).in_(lang),
        cite=GROUNDS[row.cite].in_(lang),
        reason=row.reason_sv if lang == "sv" else row.reason_en,
    )
