"""What an officer does next with the lots of a tender, by how far their award has come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from appeals.in_force import latest_evaluation
from cli.tender.ordered_step import by_order
from law.reasons import Text
from models.evaluation import EvaluatedLot
from models.store import Store
from models.tender import Lot
from procurement.decisions.award_status import AwardState, LotAward
from procurement.decisions.by_order import OrderedLot

WITHOUT_DECISION = (AwardState.UNDECIDED, AwardState.WITHDRAWN)
WITH_LETTERS = (AwardState.DECIDED, AwardState.CANCELLED)

# A lot's winner by its code; None where nobody won. Lots that are not ranked are not in it.
Winners = Mapping[str, str | None]


def winners_of(store: Store, tender_id: str) -> Winners:
    with store.read() as work:
        return {
            work.session.get_one(Lot, lot_id).code: work.session.get_one(
                EvaluatedLot, (evaluation_id, lot_id)
            ).winner_bid_id
            for lot_id, evaluation_id in latest_evaluation(work, tender_id).items()
        }


def next_steps(
    tender_id: str, lots: Sequence[LotAward], winners: Winners, ordered: Sequence[OrderedLot]
) -> Iterator[Text]:
    """A sentence for each kind of step, naming the lots that it is for.

    What a court has `ordered` comes first, and says all of those lots but their letters.
    """
    yield from map(_sentence, by_order(tender_id, ordered))
    told_of = {each.code for each in ordered}
    free = [lot for lot in lots if lot.state in WITHOUT_DECISION and lot.code not in told_of]
    kept = [lot for lot in lots if lot.kept_by and lot.code not in told_of]
    unkept = [lot for lot in free if not lot.kept_by]
    steps = (
        (
            [lot for lot in unkept if lot.code not in winners],
            Text("Inte rangordnade, se tilldela rank", "Not ranked, see tilldela rank"),
        ),
        (
            [lot for lot in unkept if lot.code in winners and winners[lot.code] is None],
            Text(
                "Utan vinnare, se tilldela award cancel",
                "Without a winner, see tilldela award cancel",
            ),
        ),
        (
            [lot for lot in kept if _stale(lot)],
            Text("Rangordnas på nytt, se tilldela rank", "To be ranked again, see tilldela rank"),
        ),
        (
            [lot for lot in kept if not _stale(lot)],
            Text("Hindrade, se tilldela qualify checklist", "Kept, see tilldela qualify checklist"),
        ),
        (
            [lot for lot in unkept if winners.get(lot.code)],
            Text("Klara för tilldela award draft", "Ready for tilldela award draft"),
        ),
        (
            [lot for lot in lots if lot.state is AwardState.DRAFTED],
            Text("Läs, och kör tilldela award decide", "Read, and run tilldela award decide"),
        ),
        (
            [lot for lot in lots if _letters_may_be_owed(lot)],
            Text(
                "Brev kan vara osända, se tilldela letters list",
                "Letters may be owed, see tilldela letters list",
            ),
        ),
    )
    for found, told in steps:
        if found:
            named = ", ".join(lot.code for lot in found)
            yield Text(f"{told.sv}: {named}.", f"{told.en}: {named}.")


def _sentence(step: Text) -> Text:
    return Text(f"{step.sv[:1].upper()}{step.sv[1:]}.", f"{step.en[:1].upper()}{step.en[1:]}.")


def _letters_may_be_owed(lot: LotAward) -> bool:
    return lot.state in WITH_LETTERS and lot.last_day is None and not lot.told


def _stale(lot: LotAward) -> bool:
    return any(reason.code == "decision.to_be_evaluated" for reason in lot.kept_by)


def nothing_to_draft(
    tender_id: str, lots: Sequence[LotAward], winners: Winners, ordered: Sequence[OrderedLot]
) -> Text:
    steps = list(next_steps(tender_id, lots, winners, ordered))
    return Text(
        " ".join([f"Inget område i {tender_id} väntar på beslut.", *(each.sv for each in steps)]),
        " ".join([f"No lot of {tender_id} awaits a decision.", *(each.en for each in steps)]),
    )
