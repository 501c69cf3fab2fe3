"""What a court can do next in a case, as chapter 20 of LOU and the acts so far leave it."""

from __future__ import annotations

from collections.abc import Iterator

from tests.appeals.reference_holds import COURTS, Application, acts_of, forbidden_in, in_court

ABOVE = ("leave_refused", "upheld", "remanded")
ENDS_IN = {
    "FR": ("rejected", "dismissed", "struck_out", "correction", "redo"),
    "KR": (*ABOVE, "rejected", "dismissed", "struck_out", "correction", "redo"),
    "HFD": (*ABOVE, "rejected", "dismissed", "struck_out", "correction", "redo"),
}


def seat(case: Application) -> tuple[str, bool]:
    """The court that has the case or had it last, and whether it is still there."""
    court, pending = "FR", True
    for act in acts_of(case):
        if act.kind == "remanded":
            court, pending = COURTS[COURTS.index(act.court) - 1], True
        elif act.kind in ENDS_IN[act.court]:
            court, pending = act.court, False
        elif COURTS.index(act.court) > COURTS.index(court):
            court, pending = act.court, True
    return court, pending


def moves(case: Application) -> Iterator[tuple[str, str]]:
    """Court and kind of each act that may come next."""
    court, pending = seat(case)
    if not pending:
        if not in_court(case, court, {"waived"}):
            yield court, "waived"
        if court != "HFD":
            yield COURTS[COURTS.index(court) + 1], "appealed"
        return
    leave = in_court(case, court, {"leave_granted"})
    ends = (kind for kind in ENDS_IN[court] if not (leave and kind == "leave_refused"))
    yield from ((court, kind) for kind in ends)
    yield court, "interim_lifted" if forbidden_in(case, court)[0] else "interim_order"
    if court == "FR" and not in_court(case, "FR", {"standstill_lifted"}):
        yield "FR", "standstill_lifted"
    if court != "FR" and not leave:
        yield court, "leave_granted"
