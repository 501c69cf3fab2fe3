"""What the courts have been asked, and what they have answered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from appeals.bars import Bars, NeededCheck, needed_checks
from appeals.facts import ADMINISTRATIVE, Case, Check, LotFacts
from appeals.obstacles.obstacle import COURT_NAMES, EXTENDED, INTERIM, Obstacle
from law.reasons import Basis, Reason, Text
from law.remedies import section
from law.rulebook import Rulebook
from models.review import CourtActKind, CourtName


def check_that_counts(facts: LotFacts, needed: NeededCheck) -> Check | None:
    """The first recorded check with that court on or after the day from which one counts."""
    counting = (
        check
        for check in facts.checks
        if check.court == needed.court
        and check.checked_on >= needed.not_before
        and not check.about_other
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


def checks_missing(
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


def unknown_case(facts: LotFacts, rulebook: Rulebook) -> Iterator[Obstacle]:
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
            Text(
                "Att målet diarieförs på området, eller att kontrollen stryks om svaret inte"
                " gällde det",
                "Entering the case on the docket of the lot, or striking the check if the answer"
                " was not about it",
            ),
        )


def court_contradicts(facts: LotFacts, rulebook: Rulebook) -> Iterator[Obstacle]:
    """A court's newest answer names a case that it had ended by then, as the docket has it."""
    for court in ADMINISTRATIVE:
        asked = [check for check in facts.checks if check.court == court]
        newest = max(reversed(asked), key=lambda check: check.checked_on, default=None)
        if newest is None or not any(_ended_before(case, newest) for case in facts.cases):
            continue
        name, number = COURT_NAMES[court], newest.case_number
        yield Obstacle(
            Reason(
                "court-contradicts",
                Text(
                    f"Enligt {name.sv} pågår mål {number}, som enligt diariet redan var avslutat"
                    " där",
                    f"According to {name.en} case {number} is pending, which by the docket had"
                    " ended there",
                ),
                section(rulebook, EXTENDED if court is CourtName.FR else INTERIM),
                Basis.HOUSE_RULE,
            ),
            Text(
                "Att domstolen tillfrågas igen, eller att det som är fel stryks ur diariet",
                "Asking the court again, or striking from the docket what is wrong",
            ),
        )


def _ended_before(case: Case, check: Check) -> bool:
    """One that a higher court has sent back since may well be there again."""
    end = case.end_in(check.court)
    if not check.pending or end is None or not case.numbered(check.court, check.case_number):
        return False
    above = ADMINISTRATIVE[ADMINISTRATIVE.index(check.court) + 1 :]
    sent_back = (case.of_kind(court, CourtActKind.REMANDED) for court in above)
    again = any(each and each.decided_on >= end.decided_on for each in sent_back)
    return end.decided_on < check.checked_on and not again


def _docketed(facts: LotFacts, check: Check) -> bool:
    """A higher court numbers a case anew: an act of it under that number has to be there."""
    if (check.court, check.case_number) in facts.other_numbers:
        return True
    return any(case.numbered(check.court, check.case_number) for case in facts.cases)
