"""What the staff have chosen for a planned procurement: the procedure, a day, and margins."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

from law.days import SWEDEN, UNKNOWN_STATE
from law.procedures import LeadsTo, ProcedurePlan, Sends, plan_or_refusal
from law.reasons import ActRefused, refuse
from law.rulebook import Rulebook
from law.tender_period import Buyer

# Ten years: no stretch of a procurement is longer, and the calendar holds every sum.
MOST_DAYS = 3650


@dataclass(frozen=True)
class Margins:
    """Days of the staff's own choice, stretch by stretch.

    ``requests`` and ``tenders`` are added to the least time for sending these in; they are
    the whole time where the law names no number of days. ``questions`` is how long before
    the last day for answers questions must have come in. Every other stretch takes as many
    days as are chosen, from the milestone before it.
    """

    documents: int = 0
    requests: int = 0
    tenders: int = 0
    questions: int = 0
    selection: int = 0
    meetings: int = 0
    evaluation: int = 0
    decision: int = 0
    signing: int = 0
    start_up: int = 0


STRETCHES = tuple(field.name for field in fields(Margins))


@dataclass(frozen=True)
class Plan:
    """At least one of ``notice`` and ``start`` is given.

    ``notice`` is the day that the first notice or invitation is sent, ``start`` the wished
    first day of the contract. ``country`` (two letters) is the member state under
    ``Rulebook.EU``. ``agreed_days`` is a time for tenders agreed by all who are invited.
    """

    procedure: str
    rulebook: Rulebook
    notice: date | None = None
    start: date | None = None
    margins: Margins = Margins()
    buyer: Buyer | None = None
    electronic: bool = True
    documents_open: bool = True
    urgent: bool = False
    prior_notice: date | None = None
    agreed_days: int | None = None
    country: str | None = None
    name: str = ""

    @property
    def bought_by(self) -> Buyer:
        usual = Buyer.UTILITY if self.rulebook is Rulebook.SE_LUF else Buyer.SUB_CENTRAL
        return self.buyer or usual

    @property
    def holidays_of(self) -> str:
        """Whose closed days move a day."""
        if self.rulebook is Rulebook.EU:
            return self.country or UNKNOWN_STATE
        return SWEDEN


def check_plan(plan: Plan) -> None:
    """Raises `ActRefused` for a plan that nothing can be counted from."""
    procedure = plan_or_refusal(plan.procedure, plan.rulebook)
    if plan.notice is None and plan.start is None:
        raise refuse(
            "schedule.no_day",
            sv="Varken annonsens dag eller avtalets start är angiven",
            en="Neither the day of the notice nor the start of the contract is given",
            todo_sv="Ange den ena eller båda",
            todo_en="State one of them, or both",
        )
    for stretch in STRETCHES:
        _check_margin(stretch, getattr(plan.margins, stretch))
    for stretch in STRETCHES:
        if getattr(plan.margins, stretch) and not _has(procedure, stretch):
            raise _no_such_stretch(stretch, plan)


def _has(procedure: ProcedurePlan, stretch: str) -> bool:
    """Whether the procedure has what those days would be spent on."""
    steps = procedure.steps
    match stretch:
        case "requests":
            return any(s.period and s.sends in (Sends.REQUESTS, Sends.APPLICATIONS) for s in steps)
        case "tenders" | "questions":
            return any(step.sends is Sends.TENDERS for step in steps)
        case "selection" | "meetings":
            return any(LeadsTo(stretch) in step.leads_to for step in steps)
    return True


def _check_margin(stretch: str, days: int) -> None:
    if not 0 <= days <= MOST_DAYS:
        raise refuse(
            "schedule.margin",
            sv=f"Marginalen {stretch} är {days} dagar",
            en=f"The margin {stretch} is {days} days",
            todo_sv=f"Ange ett antal dagar från 0 till {MOST_DAYS}",
            todo_en=f"State a number of days from 0 to {MOST_DAYS}",
        )


def _no_such_stretch(stretch: str, plan: Plan) -> ActRefused:
    return refuse(
        "schedule.no_such_stretch",
        sv=f"Förfarandet {plan.procedure} har inget skede {stretch}",
        en=f"The procedure {plan.procedure} has no stretch {stretch}",
        todo_sv="Ta bort den marginalen",
        todo_en="Remove that margin",
    )
