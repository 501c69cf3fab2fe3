"""What is due in a matter, and when a reminder of it goes. Pure."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from appeals.worklist.due import Due, DueKind, Sort, in_order
from appeals.worklist.matter_facts import ActDone, MandateUntil, MatterAt
from appeals.worklist.matters_due import due_in
from appeals.worklist.reminder_mail import body_of, message_id_of, owed_of, subject_of
from law.reasons import Text
from law.rulebook import Rulebook
from models.review import CourtActKind, CourtName, MatterKind

ROWS: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("worklist.yaml").read_text(encoding="utf-8")
)


def _acts(row: dict[str, Any]) -> tuple[ActDone, ...]:
    found = []
    for raw in row.get("acts", ()):
        court, kind, day = raw["act"]
        found.append(
            ActDone(
                f"M/{court}/{kind}/{day}/1",
                CourtName(court),
                CourtActKind(kind),
                day,
                raw.get("sent", day),
                raw.get("due"),
                tuple(raw.get("lots", ())),
            )
        )
    return tuple(found)


def matter_of(row: dict[str, Any]) -> MatterAt:
    acts, lots = _acts(row), tuple(row.get("lots", ["L1"]))
    return MatterAt(
        id="M",
        tender_id="T",
        case_number="1-26",
        kind=MatterKind(row.get("kind", "review")),
        court=CourtName(row.get("court", "FR")),
        rulebook=Rulebook(row.get("rulebook", "SE-LOU-19")),
        started=date(2026, 1, 13),
        lodged_on=row.get("lodged", date(2026, 3, 4)),
        lots=lots,
        acts=acts,
        answer_by=row.get("answer_by"),
        mandates=tuple(MandateUntil(*each) for each in row.get("mandates", ())),
        answered=frozenset(row.get("answered", ())),
        cleared=frozenset((act.id, lot) for act in acts for lot in row.get("cleared", ())),
        inside_review=row.get("inside_review", False),
    )


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_the_table_holds(row: dict[str, Any]) -> None:
    found = in_order(list(due_in(matter_of(row))), row.get("today", date(2026, 3, 5)))
    assert [[each.kind.value, each.due_on] for each in found] == row["expect"]


def test_every_item_has_an_id_of_its_own_that_stays() -> None:
    for row in ROWS:
        ids = [each.item for each in due_in(matter_of(row))]
        assert ids == [each.item for each in due_in(matter_of(row))]
        assert len(set(ids)) == len(ids)


def due(sort: Sort = Sort.TASK, on: date = date(2026, 3, 20)) -> Due:
    what = Text("Yttra er till FR i mål 1-26", "Send the statement to FR in case 1-26")
    return Due("M:answer", DueKind.STATEMENT, sort, "T", on, what, lots=("L1", "L2"))


@pytest.mark.parametrize(
    ("sort", "left", "step"),
    [
        (Sort.TASK, 8, None),
        (Sort.TASK, 7, ("M:answer", 7)),
        # A run that was lost is made up for, by the step that it has come to.
        (Sort.TASK, 5, ("M:answer", 7)),
        (Sort.TASK, 3, ("M:answer", 3)),
        (Sort.TASK, 2, ("M:answer", 3)),
        (Sort.TASK, 1, ("M:answer", 1)),
        (Sort.TASK, 0, ("M:answer", 0)),
        (Sort.TASK, -1, ("M:answer:overdue", 0)),
        (Sort.TASK, -90, ("M:answer:overdue", 0)),
        (Sort.WATCH, 0, ("M:answer", 0)),
        (Sort.WATCH, -1, None),
        (Sort.STANDING, -90, ("M:answer", 0)),
    ],
)
def test_a_reminder_goes_seven_three_and_one_day_before_on_the_day_and_once_after(
    sort: Sort, left: int, step: tuple[str, int] | None
) -> None:
    each = due(sort)
    found = owed_of(each, each.due_on - timedelta(days=left))
    assert (None if found is None else (found.item, found.days_before)) == step


def test_the_mail_says_what_where_and_how_long_is_left() -> None:
    today = date(2026, 3, 19)
    owed = [each for each in [owed_of(due(), today)] if each]
    assert subject_of(owed, today, "sv") == "Påminnelse: att göra till 2026-03-20"
    assert body_of(owed, today, "sv") == (
        "Hej,\n\ndet här står på din arbetslista:\n\n"
        "- 2026-03-20 (om 1 dag) Yttra er till FR i mål 1-26. T: L1, L2\n\n"
        "Hela listan visar tilldela appeals worklist. Svara inte på det här meddelandet.\n"
    )
    late = [each for each in [owed_of(due(), date(2026, 3, 22))] if each]
    assert subject_of(late, date(2026, 3, 22), "en") == "Reminder: overdue"
    assert "(2 days overdue) Send the statement" in body_of(late, date(2026, 3, 22), "en")
    waits = [each for each in [owed_of(due(Sort.STANDING), date(2026, 3, 22))] if each]
    assert subject_of(waits, date(2026, 3, 22), "en") == "Reminder: waiting for you"


def test_the_same_reminders_are_the_same_message_and_others_are_not() -> None:
    first, later = due(), due(on=date(2026, 3, 24))
    today = date(2026, 3, 19)
    one = [each for each in [owed_of(first, today)] if each]
    both = [each for each in (owed_of(first, today), owed_of(later, today)) if each]
    assert message_id_of("lawyer", both) == message_id_of("lawyer", both[::-1])
    ids = {message_id_of("lawyer", one), message_id_of("other", one), message_id_of("lawyer", both)}
    assert len(ids) == 3
