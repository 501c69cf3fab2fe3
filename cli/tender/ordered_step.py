"""What a court's order makes the next step, with the ruling; and what is made anew of what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from appeals.docket.words import RETURNS
from law.reasons import Lang, Text
from procurement.calls.call_overview import CallOverview
from procurement.decisions.by_order import NextAct, OrderedLot

_DO = {
    NextAct.EVALUATE: Text(
        "rangordna {codes} på nytt med tilldela rank {id} --as UPPHANDLARE",
        "rank {codes} anew with tilldela rank {id} --as OFFICER",
    ),
    NextAct.CONTROL: Text(
        "kontrollera den tilltänkta vinnaren i {codes}, se tilldela qualify checklist {id}",
        "control the presumptive winner of {codes}, see tilldela qualify checklist {id}",
    ),
    NextAct.DECIDE: Text(
        "besluta på nytt om {codes} med tilldela award draft {id} --as UPPHANDLARE",
        "decide {codes} anew with tilldela award draft {id} --as OFFICER",
    ),
    NextAct.CANCEL: Text(
        "avsluta upphandlingen av {codes} med tilldela award cancel {id} {lots} --redo"
        " --as UPPHANDLARE --as UPPHANDLINGSCHEF",
        "end the procurement of {codes} with tilldela award cancel {id} {lots} --redo"
        " --as OFFICER --as HEAD",
    ),
    NextAct.DRAFT_AGAIN: Text(
        "gör om {codes} med tilldela tender again {id} {lots}",
        "make {codes} anew with tilldela tender again {id} {lots}",
    ),
    NextAct.RECONSIDER: Text(
        "ta ställning till om beslutet om {codes} står sig, annars tilldela award withdraw {id}"
        " {lots} --as UPPHANDLARE --as UPPHANDLINGSCHEF",
        "consider whether the decision on {codes} still holds, otherwise tilldela award withdraw"
        " {id} {lots} --as OFFICER --as HEAD",
    ),
}


def by_order(id_: str, lots: Sequence[OrderedLot]) -> Iterator[Text]:
    """A sentence for each act and ruling, naming the lots; then what may still change it."""
    warnings: dict[Text, None] = {}
    acts = list(NextAct)
    ordered = sorted(lots, key=lambda each: (acts.index(each.next), _why(each).sv))
    for (act, why), alike in groupby(ordered, key=lambda each: (each.next, _why(each))):
        same = list(alike)
        codes = [each.code for each in same]
        named, options = ", ".join(codes), " ".join(f"--lot {code}" for code in codes)
        do = _DO[act]
        yield Text(
            f"{do.sv.format(codes=named, lots=options, id=id_)}{why.sv}",
            f"{do.en.format(codes=named, lots=options, id=id_)}{why.en}",
        )
        warnings |= dict.fromkeys(reason.text for each in same for reason in each.warnings)
    yield from (Text(f"observera: {each.sv}", f"note: {each.en}") for each in warnings)


def _why(lot: OrderedLot) -> Text:
    order = lot.order
    if order is None:
        return Text(" (avbrutet för att göras om)", " (cancelled to be made anew)")
    day = order.decided_on.isoformat()
    if lot.next is NextAct.RECONSIDER:
        return Text(
            f" (det följde {order.court.value} {day}, mål {order.case_number}, som inte längre står"
            " fast)",
            f" (it followed {order.court.value} on {day}, case {order.case_number}, which no longer"
            " stands)",
        )
    what = (
        Text("ska göras om", "to be made anew")
        if order.returns_to is None
        else Text(
            f"ska rättas från {RETURNS[order.returns_to].sv}",
            f"to be corrected from {RETURNS[order.returns_to].en}",
        )
    )
    return Text(
        f" ({what.sv} enligt {order.court.value} {day}, mål {order.case_number})",
        f" ({what.en} by {order.court.value} on {day}, case {order.case_number})",
    )


def told_of_redoing(found: CallOverview, lang: Lang) -> Iterator[str]:
    for code, other in found.redoes:
        text = Text(f"{code} gör om {other}", f"{code} makes {other} anew")
        yield text.in_(lang)
    for code, other in found.redone:
        text = Text(f"{code} görs om som {other}", f"{code} is made anew as {other}")
        yield text.in_(lang)


def redoing_json(found: CallOverview, ordered: Sequence[OrderedLot]) -> dict[str, Any]:
    return {
        "ordered": [_ordered_json(each) for each in ordered],
        "redoes": [{"lot": own, "of": other} for own, other in found.redoes],
        "redone": [{"lot": own, "as": other} for own, other in found.redone],
    }


def _ordered_json(lot: OrderedLot) -> dict[str, Any]:
    order = lot.order
    return {
        "lot": lot.lot_id,
        "next": lot.next.value,
        "court": order.court.value if order else None,
        "case": order.case_number if order else None,
        "decided_on": order.decided_on.isoformat() if order else None,
        "returns_to": order.returns_to.value if order and order.returns_to else None,
    }
