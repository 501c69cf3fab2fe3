"""What a court has ruled about the decision itself, and what has replaced the decision since."""

from __future__ import annotations

from collections.abc import Iterator

from appeals.bars import Bars
from appeals.facts import Case, Decision, LotFacts
from appeals.obstacles.obstacle import COURT_NAMES, Obstacle
from law.reasons import Basis, Cite, Reason, Text
from models.review import CourtActKind, MatterKind, ReturnTo


def ordered_by_court(facts: LotFacts, remedies: Cite) -> Iterator[Obstacle]:
    for case in facts.cases:
        if case.orders(CourtActKind.REDO):
            yield Obstacle(
                Reason(
                    "ordered-redone",
                    Text(
                        f"Domstolen har i mål {case.case_number} bestämt att upphandlingen"
                        " ska göras om",
                        f"The court ordered in case {case.case_number} that the procurement"
                        " be made anew",
                    ),
                    remedies,
                ),
                Text("En ny upphandling", "A new procurement"),
            )
        if case.orders(CourtActKind.CORRECTION) and not case.complied:
            yield Obstacle(
                Reason(
                    "ordered-corrected",
                    Text(
                        f"Domstolen har i mål {case.case_number} bestämt att upphandlingen får"
                        " avslutas först sedan rättelse gjorts; det gamla beslutet kan aldrig"
                        " leda till avtal",
                        f"The court ordered in case {case.case_number} that the procurement may"
                        " be concluded only after correction; the old decision can never lead"
                        " to a contract",
                    ),
                    remedies,
                ),
                _anew(case),
            )


def _anew(case: Case) -> Text:
    """From the act that the court sent the procurement back to."""
    first = _BEGINS[case.returns_to or ReturnTo.EVALUATION]
    return Text(
        f"{first.sv}, nya underrättelser och ny avtalsspärr",
        f"{first.en}, letters and standstill",
    )


_BEGINS = {
    ReturnTo.QUALIFICATION: Text(
        "Ny prövning av leverantörerna, ny utvärdering, nytt beslut",
        "A new qualification, evaluation, decision",
    ),
    ReturnTo.EVALUATION: Text("Ny utvärdering, nytt beslut", "A new evaluation, decision"),
    ReturnTo.DECISION: Text("Nytt beslut", "A new decision"),
}


def remanded(facts: LotFacts, extended: Cite) -> Iterator[Obstacle]:
    """The act does not say which hold a case sent back brings: a lawyer has to look at it."""
    for case in facts.cases:
        for act in case.remands:
            if act.cleared or case.kind is not MatterKind.REVIEW:
                continue
            name, day = COURT_NAMES[act.court], act.decided_on.isoformat()
            yield Obstacle(
                Reason(
                    "remanded",
                    Text(
                        f"Mål {case.case_number} återförvisades {day} av {name.sv} och pågår på"
                        " nytt i lägre instans",
                        f"Case {case.case_number} was remanded on {day} by {name.en} and is"
                        " pending again in a lower court",
                    ),
                    extended,
                    Basis.HOUSE_RULE,
                ),
                Text(
                    "Den lägre instansens avgörande och den tid som följer på det, eller en"
                    " jurists antecknade skäl att målet inte hindrar avtal",
                    "The lower court's ruling and the time that follows it, or a lawyer's recorded"
                    " ground that the case bars no contract",
                ),
            )


def interrupted(decision: Decision, bars: Bars) -> Iterator[Obstacle]:
    """Whoever was told that the lot is cancelled had no cause to apply against the award."""
    on = decision.interrupted_on
    runs = bars.standstill.barred or bars.promised is not None
    if on is None or not runs or (bars.last_day is not None and on > bars.last_day):
        return
    yield Obstacle(
        Reason(
            "standstill-interrupted",
            Text(
                f"Området avbröts {on.isoformat()}, innan avtalsspärren hade löpt ut; domstolen"
                " har upphävt avbrytandet, men tiden att ansöka mot tilldelningen fick ingen"
                " utnyttja till fullo",
                f"The lot was cancelled on {on.isoformat()}, before the standstill had ended; the"
                " court has set the cancellation aside, but nobody had the whole time to apply"
                " against the award",
            ),
            basis=Basis.HOUSE_RULE,
        ),
        Text(
            "Att beslutet återkallas och fattas på nytt, med nya underrättelser och ny avtalsspärr",
            "Withdrawing the decision and making it anew, with new letters and a new standstill",
        ),
    )


def evaluation_replaced(decision: Decision) -> Iterator[Obstacle]:
    """By the stated rule the newer ranking says who wins; the decision says somebody else's."""
    if decision.evaluation_replaced:
        yield Obstacle(
            Reason(
                "evaluation-replaced",
                Text(
                    "Området har utvärderats på nytt sedan beslutet; det gamla beslutet kan"
                    " aldrig leda till avtal",
                    "The lot has been evaluated again since the decision; the old decision can"
                    " never lead to a contract",
                ),
                basis=Basis.TENDER_DOCUMENTS,
            ),
            Text(
                "Nytt beslut, nya underrättelser och ny avtalsspärr",
                "A new decision, letters and standstill",
            ),
        )
