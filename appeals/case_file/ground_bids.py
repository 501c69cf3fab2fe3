"""What the record holds about bids: controls, exclusions, scores, prices, inquiries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from sqlmodel import col, select

from appeals.case_file.case import Case
from appeals.case_file.procurement_parts import evaluations_of
from documents.case_file_contexts import Fact, Rows
from models.correspondence import Inquiry, InquiryKind, Reply
from models.evaluation import EvaluatedBid, Standing
from models.qualification import Control, ExclusionCase, ExclusionDecision, PriceDecision
from models.review import MatterGround
from models.tender import Bid, Evidence, OpenedBid, Requirement

# The award models whose every number is an amount.
IN_MONEY = frozenset({"price", "value_deduction", "value_addition"})


@dataclass
class Found:
    """What there is; `missing` says what the record does not hold."""

    facts: list[Fact] = field(default_factory=list)
    tables: list[Rows] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def add(self, table: Rows | None, otherwise: str) -> None:
        if table is None:
            self.missing.append(otherwise)
        else:
            self.tables.append(table)


def bids_named(case: Case, ground: MatterGround) -> list[Bid]:
    """The bid that the ground names; otherwise all that are in question."""
    if ground.bid_id is not None:
        return [case.work.session.get_one(Bid, ground.bid_id)]
    return [bid for _, bid, _ in case.bids_in_question()]


def _awarded(case: Case, ground: MatterGround) -> list[Bid]:
    if ground.bid_id is not None:
        return [case.work.session.get_one(Bid, ground.bid_id)]
    return [bid for _, bid, awarded in case.bids_in_question() if awarded]


def own_bids(case: Case) -> list[Bid]:
    bids = (bid for _, bid, _ in case.bids_in_question())
    return [bid for bid in bids if bid.organisation_id == case.matter.party_id]


def lot_code(bid: Bid) -> str:
    return bid.lot_id.removeprefix(f"{bid.tender_id}/")


def controls(case: Case, ground: MatterGround, found: Found) -> None:
    rows = list(_control_rows(case, _awarded(case, ground)))
    table = Rows(
        caption=case.say("Krav, kontroller och bevis", "Requirements, controls and evidence"),
        headings=[case.say("Anbud", "Bid"), case.say("Krav", "Requirement"),
                  case.say("Kontrollerat", "Checked"), case.say("Utfall", "Outcome"),
                  case.say("Bevis", "Evidence")],
        rows=rows,
        widths=[20, 30, 20, 10, 20],
    )  # fmt: skip
    found.add(
        table if rows else None,
        case.say("Ingen kontroll av anbudet är antecknad.", "No control of the bid is recorded."),
    )


def _control_rows(case: Case, bids: Sequence[Bid]) -> Iterator[list[str]]:
    for bid in bids:
        controls = select(Control, Requirement).join(
            Requirement, col(Requirement.id) == col(Control.requirement_id)
        )
        own = controls.where(col(Control.bid_id) == bid.id)
        ordered = own.order_by(col(Requirement.code), col(Control.checked_at))
        for control, requirement in case.work.session.exec(ordered):
            shown = case.work.session.get(Evidence, control.evidence_id or "")
            outcome = control.outcome == "passed"
            yield [
                f"{case.names[bid.organisation_id]}, {lot_code(bid)}",
                f"{requirement.code} {case.say(requirement.title_sv, requirement.title_en)}",
                case.day(control.checked_at),
                case.say("uppfyllt", "met") if outcome else case.say("inte uppfyllt", "not met"),
                f"{shown.summary}, {case.day(shown.issued_on)}" if shown else "–",
            ]


def exclusions(case: Case, ground: MatterGround, found: Found) -> None:
    who = {bid.organisation_id for bid in _awarded(case, ground)}
    cases = select(ExclusionCase).where(
        col(ExclusionCase.tender_id) == case.tender.id,
        col(ExclusionCase.organisation_id).in_(who),
    )
    rows = []
    for row in case.work.session.exec(cases.order_by(col(ExclusionCase.raised_at))):
        decided = select(ExclusionDecision).where(col(ExclusionDecision.case_id) == row.id)
        newest = case.work.session.exec(
            decided.order_by(col(ExclusionDecision.decided_at).desc())
        ).first()
        rows.append(
            [
                case.names[row.organisation_id],
                f"{row.point}: {case.say(row.what_sv, row.what_en)}",
                case.say(newest.reason_sv, newest.reason_en) if newest else "–",
            ]
        )
    table = Rows(
        caption=case.say("Uteslutningsärenden", "Exclusion cases"),
        headings=[case.say("Leverantör", "Supplier"), case.say("Grund", "Ground"),
                  case.say("Beslut och skäl", "Decision and reasons")],
        rows=rows,
    )  # fmt: skip
    found.add(
        table if rows else None,
        case.say(
            "Inget uteslutningsärende om vinnaren är antecknat.",
            "No exclusion case about the winner is recorded.",
        ),
    )
    controls(case, ground, found)


def own_rejected(case: Case, ground: MatterGround, found: Found) -> None:
    rows = []
    for bid in own_bids(case):
        rows += [
            [lot_code(bid), row.evaluation_id, case.say(row.note_sv, row.note_en) or "–"]
            for row in places(case, [bid])
            if row.standing == Standing.DISREGARDED
        ]
    table = Rows(
        caption=case.say("Skäl för att anbudet förkastades", "Why the bid was rejected"),
        headings=[case.say("Område", "Lot"), case.say("Utvärdering", "Evaluation"),
                  case.say("Angivna skäl", "Reasons given")],
        rows=rows,
    )  # fmt: skip
    found.add(
        table if rows else None,
        case.say(
            "Sökandens anbud är inte förkastat i utvärderingen.",
            "The applicant's bid was not rejected in the evaluation.",
        ),
    )
    _inquiries(case, own_bids(case), (InquiryKind.CLARIFICATION, InquiryKind.COMPLETION), found)


def evaluation(case: Case, ground: MatterGround, found: Found) -> None:
    named = [] if ground.bid_id is None else [case.work.session.get_one(Bid, ground.bid_id)]
    bids = {bid.id: bid for bid in [*(bid for _, bid, _ in case.bids_in_question()), *named]}
    ranked = places(case, list(bids.values()))
    rows = [_score(case, bids[row.bid_id], row) for row in ranked]
    table = Rows(
        caption=case.say(
            "Priser, poäng och plats enligt utvärderingen", "Prices, points and place as evaluated"
        ),
        headings=[case.say("Anbud", "Bid"), case.say("Plats", "Place"), case.say("Pris", "Price"),
                  case.say("Prispoäng", "Price points"), case.say("Kvalitet", "Quality"),
                  case.say("Jämförelsetal", "Comparison")],
        rows=rows,
        numbers=[1, 2, 3, 4, 5],
        widths=[30, 10, 15, 15, 15, 15],
    )  # fmt: skip
    found.add(
        table if rows else None,
        case.say("Anbuden är inte utvärderade.", "The bids have not been evaluated."),
    )
    for bid in bids.values():
        opened = case.work.session.get(OpenedBid, bid.id)
        levels = sorted(opened.levels.items()) if opened else []
        if levels:
            found.facts.append(
                Fact(
                    label=f"{case.names[bid.organisation_id]}, {lot_code(bid)}",
                    value="; ".join(f"{case.criterion(name)}: {level}" for name, level in levels),
                )
            )


def places(case: Case, bids: Sequence[Bid]) -> Sequence[EvaluatedBid]:
    """As the evaluations have it that the attacked decisions rest on, by lot and place."""
    evaluations = [each.id for each in evaluations_of(case)]
    found = select(EvaluatedBid).where(
        col(EvaluatedBid.evaluation_id).in_(evaluations),
        col(EvaluatedBid.bid_id).in_([bid.id for bid in bids]),
    )
    rows = case.work.session.exec(found).all()
    return sorted(rows, key=lambda row: (row.lot_id, row.place or 10_000, row.bid_id))


def _score(case: Case, bid: Bid, row: EvaluatedBid) -> list[str]:
    opened = case.work.session.get(OpenedBid, bid.id)
    price = case.formats.money(opened.price, case.tender.currency) if opened else "–"
    money = case.tender.award_terms.get("model") in IN_MONEY
    return [
        f"{case.names[bid.organisation_id]}, {lot_code(bid)}",
        str(row.place) if row.place else case.say("utan plats", "no place"),
        price,
        _number(case, row.price_points),
        _money(case, row.quality) if money else _number(case, row.quality),
        _money(case, row.comparison) if money else _number(case, row.comparison),
    ]


def _number(case: Case, exact: str | None) -> str:
    """Whole or with two decimals; the exact fraction is in the evaluation report."""
    if exact is None:
        return "–"
    hundredths = round(Fraction(exact) * 100)
    whole, rest = divmod(abs(hundredths), 100)
    sign = "\N{MINUS SIGN}" if hundredths < 0 else ""
    point = "," if case.lang == "sv" else "."
    return f"{sign}{whole}" + (f"{point}{rest:02d}" if rest else "")


def _money(case: Case, exact: str | None) -> str:
    if exact is None:
        return "–"
    return case.formats.money(round(Fraction(exact)), case.tender.currency)


def low_price(case: Case, ground: MatterGround, found: Found) -> None:
    bids = _awarded(case, ground)
    _inquiries(case, bids, (InquiryKind.PRICE_EXPLANATION,), found)
    rows = []
    for bid in bids:
        decided = select(PriceDecision).where(col(PriceDecision.bid_id) == bid.id)
        for row in case.work.session.exec(decided.order_by(col(PriceDecision.decided_at))):
            taken = (
                case.say("godtaget", "accepted")
                if row.accepted
                else case.say("förkastat", "rejected")
            )
            why = case.say(row.reason_sv, row.reason_en)
            rows.append([case.names[bid.organisation_id], case.day(row.decided_at), taken, why])
    table = Rows(
        caption=case.say("Beslut om priset", "Decisions on the price"),
        headings=[case.say("Leverantör", "Supplier"), case.say("Dag", "Day"),
                  case.say("Beslut", "Decision"), case.say("Skäl", "Reasons")],
        rows=rows,
    )  # fmt: skip
    found.add(
        table if rows else None,
        case.say("Inget beslut om priset är antecknat.", "No decision on the price is recorded."),
    )


def _inquiries(case: Case, bids: Sequence[Bid], kinds: Sequence[InquiryKind], found: Found) -> None:
    asked = select(Inquiry).where(
        col(Inquiry.bid_id).in_([bid.id for bid in bids]), col(Inquiry.kind).in_(kinds)
    )
    rows = []
    for row in case.work.session.exec(asked.order_by(col(Inquiry.asked_at), col(Inquiry.id))):
        replies = select(Reply).where(col(Reply.inquiry_id) == row.id)
        said = case.work.session.exec(replies.order_by(col(Reply.received_at))).all()
        rows.append(
            [
                case.names[row.organisation_id],
                case.day(row.asked_at),
                case.say(row.question_sv, row.question_en),
                "; ".join(f"{case.day(each.received_at)}: {each.text}" for each in said) or "–",
            ]
        )
    table = Rows(
        caption=case.say("Vad som frågades och svarades", "What was asked and answered"),
        headings=[case.say("Leverantör", "Supplier"), case.say("Frågat", "Asked"),
                  case.say("Fråga", "Question"), case.say("Svar", "Reply")],
        rows=rows,
    )  # fmt: skip
    found.add(
        table if rows else None,
        case.say("Inget har frågats om anbudet.", "Nothing has been asked about the bid."),
    )
