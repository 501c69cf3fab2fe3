"""Which lots need to be ranked, and what ranking them comes to.

Nobody says which lots: it follows from the facts. Not yet ranked, or ranked on a bid
that has since fallen, or on points that the panel has since changed, or ordered
corrected by a court.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlmodel import col, select

from appeals.docket.court_acts import disregarded_bids
from appeals.docketed import Docketed, docketed
from appeals.in_force import AwardInForce, award_in_force, cancelled_lots, latest_evaluation
from appeals.lot_facts import tied_lots
from appeals.orders import orders_about, redo_ordered
from documents.formats import minor_units
from law.reasons import Text
from models.contract import Contract, Party, Signature
from models.evaluation import EvaluatedBid, EvaluatedLot, Evaluation
from models.review import CourtAct, ReturnTo
from models.store import Work
from models.tender import Lot, Tender
from procurement.allotting.allotment import LotTerms, Used, allot
from procurement.panel.consensus import changed_since
from procurement.qualification.disqualified import out_of_competition
from procurement.qualification.lapsed import lapsed_bids
from procurement.ranking.lot_outcomes import LotOutcome, outcome_of
from procurement.ranking.lot_rankings import Rankings, rankings_now
from procurement.ranking.stored_allotment import lot_terms, on_offer, used_by
from procurement.ranking.stored_evaluation import bids_of
from procurement.ranking.waiting_lots import LotBids, OpenLots
from procurement.tenders.lots import lots_of
from procurement.tenders.presumptive import presumptive
from procurement.tenders.terms import award_terms


@dataclass(frozen=True)
class Due:
    """What the lots to rank come to, and what made it necessary, in words for the report.

    `waiting`: lots that need to be ranked and cannot be yet, and what they wait for.
    """

    outcomes: tuple[LotOutcome, ...]
    cause: Text
    waiting: Mapping[str, Text]

    @property
    def lots(self) -> frozenset[str]:
        return frozenset(outcome.lot_id for outcome in self.outcomes)

    @property
    def needed(self) -> frozenset[str]:
        """The lots whose evaluation in force, if there is one, is not to be relied on."""
        return self.lots | self.waiting.keys()


def lots_to_evaluate(work: Work, tender_id: str) -> Due:
    """Lots not yet ranked, lots whose winner fell, lots that a court ordered corrected.

    Where a fallen bid frees capacity, a lot in which its tenderer was passed
    over can get another winner by the stated rule: it is ranked again too, as
    long as it has no contract. One that has been decided then needs a new decision.
    """
    return LotsNow(work, work.session.get_one(Tender, tender_id)).due()


def current_winners(work: Work, tender_id: str) -> dict[str, str | None]:
    """For each ranked lot, the winning bid of the evaluation in force."""
    winners: dict[str, str | None] = {}
    for lot_id, evaluation_id in latest_evaluation(work, tender_id).items():
        row = work.session.get_one(EvaluatedLot, (evaluation_id, lot_id))
        winners[lot_id] = row.winner_bid_id
    return winners


class LotsNow:
    """The tender's lots as the facts stand in this transaction, each fact read once."""

    def __init__(self, work: Work, tender: Tender) -> None:
        self.work, self.tender = work, tender
        gone = cancelled_lots(work, tender.id)
        self.lots = [lot for lot in lots_of(work, tender.id) if lot.id not in gone]
        # A higher court may yet set the order aside: what they have been awarded stays taken.
        self.to_redo = redo_ordered(work, tender.id)
        self.evaluations = latest_evaluation(work, tender.id)
        # Lots that a winner no longer takes up: others, undecided, may now be that tenderer's.
        self.cancelled_ranked = gone & self.evaluations.keys()
        self.current = {
            lot_id: bid_id
            for lot_id, bid_id in current_winners(work, tender.id).items()
            if lot_id not in gone
        }
        self.concluded = _concluded(work, tender.id)
        self.by_court = _by_court(work, [lot.id for lot in self.lots])
        self.disregarded = {**out_of_competition(work, tender.id), **self.by_court}
        self.lapsed = lapsed_bids(work, tender.id).keys()

    @property
    def loose(self) -> list[Lot]:
        """The lots without a contract that may still come to have one."""
        ended = self.concluded | self.to_redo
        return [lot for lot in self.lots if lot.id not in ended]

    @cached_property
    def decided(self) -> frozenset[str]:
        return frozenset(self._awards)

    @cached_property
    def _awards(self) -> Mapping[str, AwardInForce]:
        found = {lot.id: award_in_force(self.work, lot.id) for lot in self.lots}
        return {lot_id: award for lot_id, award in found.items() if award is not None}

    def _decided_on_it(self, lot_id: str) -> bool:
        """The decision in force rests on the evaluation in force: no newer one awaits its own."""
        award = self._awards.get(lot_id)
        return award is not None and award.awarded.evaluation_id == self.evaluations[lot_id]

    @cached_property
    def rankings(self) -> Rankings:
        return rankings_now(self.work, self.tender, self.loose, self.disregarded)

    @cached_property
    def bids(self) -> LotBids:
        """Those that take part, lot by lot."""
        return {
            lot.id: [row for row in bids_of(self.work, lot.id) if row[0].id not in self.disregarded]
            for lot in self.loose
        }

    @cached_property
    def terms(self) -> LotTerms:
        tenderers = {
            lot_id: [bid.organisation_id for bid, _ in rows] for lot_id, rows in self.bids.items()
        }
        stated = award_terms(self.tender.award_terms)
        lots = lots_of(self.work, self.tender.id)
        return lot_terms(stated, lots, tenderers, minor_units(self.tender.currency))

    def used(self, open_lots: Collection[str]) -> Used:
        """What all other decided or concluded lots take."""
        taken = self.decided | self.concluded
        others = [lot for lot in self.lots if lot.id in taken and lot.id not in open_lots]
        return used_by(self.work, self.evaluations, others)

    def due(self) -> Due:
        causes = self._wanted()
        if not causes and not self.cancelled_ranked and not self._group_in_doubt:
            return Due((), _FIRST, {})
        outcomes, waiting = self._outcomes(causes.keys())
        found = {causes[each.lot_id] for each in outcomes if each.lot_id in causes}
        told = (each for each in _CAUSES if each in found)
        told_else = _CANCELLED if self.cancelled_ranked else _FALLEN
        return Due(outcomes, next(told, told_else), waiting)

    @property
    def _group_in_doubt(self) -> bool:
        """A loser has fallen that lots, one by one, had been reckoned to before they went together.

        No other loser's fall gives a lot another winner in an absolute model.
        """
        return bool(self.terms.combinations) and any(
            self.disregarded.keys() & _scores_then(self.work, evaluation_id, lot.id).keys()
            for lot in self.loose
            if lot.id not in self.decided and (evaluation_id := self.evaluations.get(lot.id))
        )

    def _wanted(self) -> dict[str, Text]:
        """Lots without a contract that need to be ranked, and why."""
        causes = {}
        outdated = self._outdated()
        for lot in self.loose:
            if lot.id not in self.current:
                causes[lot.id] = _FIRST
            elif self._fallen(lot.id) & self.by_court.keys() or self._ordered_corrected(lot.id):
                causes[lot.id] = _COURT
            elif fallen := self._fallen(lot.id):
                causes[lot.id] = _LAPSED if fallen & self.lapsed else _FALLEN
            elif lot.id in outdated:
                causes[lot.id] = _CHANGED
        return causes

    def _fallen(self, lot_id: str) -> frozenset[str]:
        """Of those that would be awarded the lot: a framework's every place counts."""
        chosen = presumptive(self.work, lot_id, self.evaluations[lot_id])
        return frozenset(chosen) & self.disregarded.keys()

    def _ordered_corrected(self, lot_id: str) -> bool:
        """A court sent it back to this act or before, and nobody has evaluated it since knowing.

        Bids are ranked before the winner is checked: what begins anew at the qualification
        is ranked anew among all that no control made since then has put out.
        """
        lot = self.work.session.get_one(Lot, lot_id)
        made = self.work.session.get_one(Evaluation, self.evaluations[lot_id]).evaluated_at
        return any(
            order.to_be_answered_by(made, ReturnTo.QUALIFICATION, ReturnTo.EVALUATION)
            for order in orders_about(self.work, self.docket, lot)
        )

    @cached_property
    def docket(self) -> tuple[Docketed, ...]:
        return docketed(self.work, self.tender.id)

    def _outdated(self) -> set[str]:
        """Ranked lots in which a bid that takes part has another score now, or none, or came back.

        The panel's points may be changed until the decision, also where the sum is the
        same: what the evaluation's report says of them no longer holds. In a relative model
        every exclusion moves the others' scores, also after the decision.
        """
        ranked = [lot.id for lot in self.loose if lot.id in self.current]
        return {
            lot_id
            for lot_id in ranked
            if (
                self._moved(lot_id)
                if lot_id in self.rankings.found
                else not self._decided_on_it(lot_id)
            )
        }

    def _moved(self, lot_id: str) -> bool:
        then = _scores_then(self.work, self.evaluations[lot_id], lot_id)
        ranking = self.rankings.found[lot_id]
        now = {bid.bid_id: str(bid.comparison) for bid in ranking.ranked}
        if self._decided_on_it(lot_id):
            if self._let_back(now.keys() - then.keys()):
                return True
            # A loser that binds no longer leaves a decision made while it did as it is.
            fewer = ranking.relative and bool(then.keys() - now.keys() - self.lapsed)
            return fewer and any(now[bid] != then[bid] for bid in now.keys() & then.keys())
        evaluation = self.work.session.get_one(Evaluation, self.evaluations[lot_id])
        return changed_since(self.work, lot_id, evaluation.evaluated_at) or any(
            then.get(bid_id) != comparison for bid_id, comparison in now.items()
        )

    def _let_back(self, returned: Collection[str]) -> bool:
        """A court had ordered one of them left out, and that order stands no longer."""
        if not returned:
            return False
        named = select(CourtAct.id).where(col(CourtAct.disregard_bid_id).in_(returned))
        return self.work.session.exec(named).first() is not None

    def _outcomes(
        self, wanted: Collection[str]
    ) -> tuple[tuple[LotOutcome, ...], Mapping[str, Text]]:
        """Allot the wanted lots, those tied to them and the undecided, around the decided ones."""
        moving = self._with_tied(wanted)
        open_lots = [lot for lot in self.loose if lot.id in moving or lot.id not in self.decided]
        waiting = self._waiting(open_lots)
        ready = [lot for lot in open_lots if lot.id not in waiting]
        rankings = {lot.id: self.rankings.found[lot.id] for lot in ready}
        awards = allot(
            on_offer(ready),
            {lot_id: ranking.ranked for lot_id, ranking in rankings.items()},
            self.terms,
            self.used({lot.id for lot in open_lots}),
        )
        outcomes = tuple(
            outcome_of(rankings[award.lot_id], award, self.disregarded) for award in awards
        )
        return (
            tuple(each for each in outcomes if each.lot_id in wanted or self._is_new(each)),
            {lot_id: why for lot_id, why in waiting.items() if lot_id in wanted},
        )

    def _is_new(self, outcome: LotOutcome) -> bool:
        """Another winner; or, where nothing is decided, the same one alone or in a group."""
        lot_id = outcome.lot_id
        key = (self.evaluations[lot_id], lot_id)
        then = self.work.session.get_one(EvaluatedLot, key).combination
        regrouped = lot_id not in self.decided and outcome.combination != then
        return regrouped or outcome.winner_bid_id != self.current[lot_id]

    def _waiting(self, open_lots: Sequence[Lot]) -> dict[str, Text]:
        ids = {lot.id for lot in open_lots}
        unready = {lot: why for lot, why in self.rankings.waiting.items() if lot in ids}
        together = OpenLots(open_lots, self.bids, self.terms, self.used(ids))
        return {**together.held_back_by(unready), **unready}

    def _with_tied(self, due: Collection[str]) -> set[str]:
        """The due lots, lots without a contract that are tied to them, and those tied in turn."""
        tied_to = {
            lot.id: {other.id for other in tied_lots(self.work, lot)}
            for lot in self.loose
            if lot.id not in due
        }
        moving = set(due)
        while found := {lot_id for lot_id in tied_to.keys() - moving if tied_to[lot_id] & moving}:
            moving |= found
        return moving


_FIRST = Text("Första utvärderingen av anbuden", "First evaluation of the bids")
_COURT = Text("Ny utvärdering efter domstols beslut", "New evaluation after a court's order")
_FALLEN = Text(
    "Ny rangordning sedan ett anbud fallit vid kontroll",
    "Ranked again after a bid failed a control",
)
_LAPSED = Text(
    "Ny rangordning sedan ett anbud upphört att vara bindande",
    "Ranked again after a bid ceased to bind",
)
_CHANGED = Text(
    "Ny rangordning sedan poäng, eller vilka anbud som deltar, har ändrats",
    "Ranked again after points, or which bids take part, changed",
)
_CANCELLED = Text(
    "Ny rangordning sedan ett anbudsområde avbrutits",
    "Ranked again after a lot was cancelled",
)
# Of several, the one that is told. No lot asks for a new ranking because another is cancelled.
_CAUSES = (_FIRST, _COURT, _FALLEN, _LAPSED, _CHANGED)


def _scores_then(work: Work, evaluation_id: str, lot_id: str) -> dict[str, str | None]:
    """Bid → comparison of those that took part in that evaluation."""
    rows = work.session.exec(
        select(EvaluatedBid.bid_id, EvaluatedBid.comparison).where(
            col(EvaluatedBid.evaluation_id) == evaluation_id,
            col(EvaluatedBid.lot_id) == lot_id,
            col(EvaluatedBid.place).is_not(None),
        )
    ).all()
    return dict(rows)


def _concluded(work: Work, tender_id: str) -> frozenset[str]:
    """Lots with a contract: the buyer, who signs last, has signed."""
    found = (
        select(Contract.lot_id)
        .join(Signature, col(Signature.contract_id) == col(Contract.id))
        .where(col(Contract.tender_id) == tender_id, col(Signature.party) == Party.BUYER)
    )
    return frozenset(work.session.exec(found))


def _by_court(work: Work, lot_ids: Sequence[str]) -> dict[str, Text]:
    return {
        bid_id: Text(
            f"Ska enligt domstolens beslut i mål {case.split('/', 1)[1]} inte beaktas",
            f"To be disregarded by order of the court in case {case.split('/', 1)[1]}",
        )
        for bid_id, case in disregarded_bids(work, lot_ids).items()
    }
