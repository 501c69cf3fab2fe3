"""Each thing that can stand in the way of a contract, as a function of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from appeals.bars import Bars, NeededCheck, needed_checks
from appeals.facts import ADMINISTRATIVE, ENDS, Case, Check, Decision, EvidenceShown, LotFacts
from appeals.places import NOTICE, standstill_place
from law.bar import Bar
from law.reasons import Basis, Cite, Reason, Text
from law.remedies import section
from law.rulebook import Rulebook
from models.review import CourtActKind, CourtName

# In chapter 20, which LOU and LUF number alike.
REMEDIES, EXTENDED, INTERIM, TEN_DAYS = "6", "8", "9", "10"

COURT_NAMES = {
    CourtName.FR: Text("förvaltningsrätten", "the administrative court (FR)"),
    CourtName.KR: Text("kammarrätten", "the administrative court of appeal (KR)"),
    CourtName.HFD: Text("Högsta förvaltningsdomstolen", "the Supreme Administrative Court (HFD)"),
}


@dataclass(frozen=True)
class Obstacle:
    """`until`: the first day without it, when the law itself says which."""

    reason: Reason
    lifted_by: Text
    until: date | None = None


def obstacles(
    facts: LotFacts, decision: Decision, bars: Bars, rulebook: Rulebook, today: date
) -> Iterator[Obstacle]:
    """Everything in the way today, the gravest first."""
    yield from _ordered_by_court(facts, section(rulebook, REMEDIES))
    yield from _evaluation_replaced(decision)
    yield from _letters_missing(decision, bars, NOTICE[rulebook])
    yield from _not_announced(decision, rulebook)
    yield from _bar_running(decision, bars, rulebook, today)
    yield from _pending_in_fr(bars, section(rulebook, EXTENDED))
    yield from _interim_orders(facts, section(rulebook, INTERIM))
    yield from _checks_missing(facts, bars, rulebook, today)
    yield from _unknown_case(facts, rulebook)
    yield from _tied(facts)
    yield from _evidence(facts, today)
    yield from _validity(facts, today)


def _ordered_by_court(facts: LotFacts, remedies: Cite) -> Iterator[Obstacle]:
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
                Text(
                    "Ny utvärdering, nytt beslut, nya underrättelser och ny avtalsspärr",
                    "A new evaluation, decision, letters and standstill",
                ),
            )


def _evaluation_replaced(decision: Decision) -> Iterator[Obstacle]:
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


def _letters_missing(decision: Decision, bars: Bars, notice: Cite) -> Iterator[Obstacle]:
    if decision.told:
        return
    from_letters = bars.standstill.barred and decision.announced is None
    so = (
        Text("så avtalsspärren har inte börjat löpa", "so the standstill has not begun to run")
        if from_letters
        else Text("och avtal ingås först därefter", "and no contract is concluded before that")
    )
    yield Obstacle(
        Reason(
            "letters-missing",
            Text(
                f"Alla anbudsgivare har inte fått underrättelse, {so.sv}",
                f"Not every tenderer has been sent its notice, {so.en}",
            ),
            notice,
        ),
        Text("Underrättelser till alla anbudsgivare", "Notices to all tenderers"),
    )


def _not_announced(decision: Decision, rulebook: Rulebook) -> Iterator[Obstacle]:
    """Ten days count from the publication of a notice of intent (LOU 20:3): it must be known."""
    if decision.announced is None or decision.announced.published_on is not None:
        return
    yield Obstacle(
        Reason(
            "not-announced",
            Text(
                "Annonsen om avsikten att tilldela kontraktet är inte publicerad, så"
                " avtalsspärren har inte börjat löpa",
                "The notice of the intention to award the contract is not published, so the"
                " standstill has not begun to run",
            ),
            standstill_place(rulebook, announced=True),
        ),
        Text("Att annonsen publiceras", "The publication of the notice"),
    )


def _bar_running(
    decision: Decision, bars: Bars, rulebook: Rulebook, today: date
) -> Iterator[Obstacle]:
    announced = decision.announced is not None
    standstill, stated = (
        Text("Avtalsspärren", "The standstill"),
        Text("Den avtalsspärr som underrättelsen anger", "The standstill that the notice states"),
    )
    ten_days = Text("Tiodagarsfristen", "The ten-day bar")
    rows: list[tuple[Bar | None, Cite | None, Text]] = [
        (bars.standstill, standstill_place(rulebook, announced=announced), standstill),
        (bars.promised, None, stated),
        *((bar, section(rulebook, TEN_DAYS), ten_days) for bar in bars.after_courts),
    ]
    for bar, cite, name in rows:
        if bar is None or bar.last_day is None or today > bar.last_day:
            continue
        last = bar.last_day.isoformat()
        yield Obstacle(
            Reason(
                "bar-running",
                Text(
                    f"{name.sv} löper till och med {last}",
                    f"{name.en} runs through {last}",
                ),
                cite,
                Basis.STATUTE if cite else Basis.HOUSE_RULE,
            ),
            Text("Att tiden går", "The passing of time"),
            bar.earliest_contract,
        )


def _pending_in_fr(bars: Bars, extended: Cite) -> Iterator[Obstacle]:
    for case in bars.timely:
        if case.end_in(CourtName.FR) is None:
            yield Obstacle(
                Reason(
                    "extended-standstill",
                    Text(
                        f"Mål {case.case_number} pågår i förvaltningsrätten, så förlängd"
                        " avtalsspärr gäller",
                        f"Case {case.case_number} is pending in FR, so the extended standstill"
                        " applies",
                    ),
                    extended,
                ),
                Text(
                    "Förvaltningsrättens avgörande och tio dagar därefter",
                    "FR's ruling and the ten days after it",
                ),
            )


def _interim_orders(facts: LotFacts, interim: Cite) -> Iterator[Obstacle]:
    for case in facts.cases:
        for court in ADMINISTRATIVE:
            if _in_force(case, court):
                name = COURT_NAMES[court]
                yield Obstacle(
                    Reason(
                        "interim-order",
                        Text(
                            f"Ett interimistiskt beslut i mål {case.case_number} från"
                            f" {name.sv} förbjuder avtal",
                            f"An interim order of {name.en} in case {case.case_number}"
                            " forbids the contract",
                        ),
                        interim,
                    ),
                    Text(
                        "Att domstolen upphäver beslutet eller avgör målet",
                        "The court lifting the order or deciding the case",
                    ),
                )


def _in_force(case: Case, court: CourtName) -> bool:
    """Until that court lifts the order or decides; a later order is in force in its turn."""
    order = case.of_kind(court, CourtActKind.INTERIM_ORDER)
    ends = ENDS | {CourtActKind.INTERIM_LIFTED}
    return order is not None and not any(
        event.court == court and event.kind in ends and event.decided_on >= order.decided_on
        for event in case.events
    )


def check_that_counts(facts: LotFacts, needed: NeededCheck) -> Check | None:
    """The first recorded check with that court on or after the day from which one counts."""
    counting = (
        check
        for check in facts.checks
        if check.court == needed.court and check.checked_on >= needed.not_before
    )
    return min(counting, key=lambda check: check.checked_on, default=None)


_WHY_ASK = {
    True: (
        Text(
            "en ansökan i tid hindrar avtal även om myndigheten inte känner till den",
            "an application in time bars the contract even if the buyer does not know of it",
        ),
        EXTENDED,
    ),
    False: (
        Text(
            "ett interimistiskt beslut kan ha meddelats där utan att myndigheten känner till det",
            "an interim order may have been made there without the buyer knowing of it",
        ),
        INTERIM,
    ),
}


def _checks_missing(
    facts: LotFacts, bars: Bars, rulebook: Rulebook, today: date
) -> Iterator[Obstacle]:
    for needed in needed_checks(bars):
        # Before that day the running bar says all there is to say.
        if today < needed.not_before or check_that_counts(facts, needed):
            continue
        name = COURT_NAMES[needed.court]
        why, place = _WHY_ASK[needed.court is CourtName.FR]
        yield Obstacle(
            Reason(
                "court-not-asked",
                Text(
                    f"Ingen kontroll med {name.sv} är antecknad efter fristens sista dag; {why.sv}",
                    f"No check with {name.en} is recorded after the last day of the period;"
                    f" {why.en}",
                ),
                section(rulebook, place),
                # The paragraph makes the question prudent; no statute demands the note.
                Basis.HOUSE_RULE,
            ),
            Text(f"En antecknad kontroll med {name.sv}", f"A recorded check with {name.en}"),
        )


def _unknown_case(facts: LotFacts, rulebook: Rulebook) -> Iterator[Obstacle]:
    for check in facts.checks:
        if not check.pending or _docketed(facts, check):
            continue
        name = COURT_NAMES[check.court]
        yield Obstacle(
            Reason(
                "case-not-docketed",
                Text(
                    f"Enligt {name.sv} pågår mål {check.case_number}, men det är inte diariefört",
                    f"According to {name.en} case {check.case_number} is pending, but it is not"
                    " on the docket",
                ),
                section(rulebook, EXTENDED if check.court is CourtName.FR else INTERIM),
                Basis.HOUSE_RULE,
            ),
            Text("Att målet diarieförs", "Entering the case on the docket"),
        )


def _docketed(facts: LotFacts, check: Check) -> bool:
    """A higher court numbers a case anew: an act of it under that number has to be there."""
    return any(case.numbered(check.court, check.case_number) for case in facts.cases)


def _tied(facts: LotFacts) -> Iterator[Obstacle]:
    for tie in facts.ties:
        if tie.withdrawn:
            yield Obstacle(
                Reason(
                    "tied-withdrawn",
                    Text(
                        f"Området är knutet till {tie.lot_code} genom kapacitetsregeln, och"
                        f" beslutet för {tie.lot_code} är återkallat",
                        f"The lot is tied to {tie.lot_code} by the capacity rule, and the"
                        f" decision for {tie.lot_code} has been withdrawn",
                    ),
                    basis=Basis.TENDER_DOCUMENTS,
                ),
                Text(f"Ett nytt beslut för {tie.lot_code}", f"A new decision for {tie.lot_code}"),
            )
        if tie.held:
            yield Obstacle(
                Reason(
                    "tied",
                    Text(
                        f"Området är knutet till {tie.lot_code} genom kapacitetsregeln, och"
                        f" {tie.lot_code} är under överprövning",
                        f"The lot is tied to {tie.lot_code} by the capacity rule, and"
                        f" {tie.lot_code} is under review",
                    ),
                    basis=Basis.TENDER_DOCUMENTS,
                ),
                Text(
                    f"Att överprövningen av {tie.lot_code} avslutas",
                    f"The end of the review of {tie.lot_code}",
                ),
            )


def _evidence(facts: LotFacts, today: date) -> Iterator[Obstacle]:
    lapsed = [shown.title for shown in facts.evidence_shown if _lapsed(shown, today)]
    for titles, code, sv, en in (
        (facts.evidence_missing, "evidence-missing", "saknas", "is missing"),
        (lapsed, "evidence-lapsed", "gäller inte längre", "is no longer valid"),
    ):
        for title in titles:
            yield Obstacle(
                Reason(
                    code,
                    Text(
                        f"Vinnarens bevis ”{title.sv}” {sv}",
                        f"The winner's evidence “{title.en}” {en}",
                    ),
                    basis=Basis.TENDER_DOCUMENTS,
                ),
                Text("Kontroll mot aktuellt bevis", "A control against current evidence"),
            )


def _lapsed(shown: EvidenceShown, today: date) -> bool:
    return shown.valid_until is not None and shown.valid_until < today


def _validity(facts: LotFacts, today: date) -> Iterator[Obstacle]:
    if facts.bids_valid_until is not None and today > facts.bids_valid_until:
        yield Obstacle(
            Reason(
                "bids-lapsed",
                Text(
                    f"Anbudet var bindande till och med {facts.bids_valid_until.isoformat()}",
                    f"The bid was binding through {facts.bids_valid_until.isoformat()}",
                ),
                basis=Basis.TENDER_DOCUMENTS,
            ),
            Text(
                "En ny rangordning av de anbud som är bindande, och ett nytt beslut",
                "A new ranking of the bids that bind, and a new decision",
            ),
        )
