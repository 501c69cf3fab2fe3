"""What is owed after a contract: the notice of its outcome, and the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from law.reasons import Text
from law.rulebook import Rulebook
from law.thresholds import Kind
from models.planning import NoteKind
from models.store import Work
from models.tender import Tender
from people.actors import load_actor
from procurement.decisions.cancelling import cancel
from procurement.notices.duties import DutyKind, award_notice, documentation, duties_of
from procurement.planning.notes import write_note
from tests.procurement.direct_awards import CLOSES, direct_draft, valued_as
from tests.procurement.small_papers import at
from tests.procurement.small_tender import Stages, World

TABLE: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("notice_duties.yaml").read_text(encoding="utf-8")
)
CONTRACT = date(2026, 11, 24)
WHY = Text("Anslaget räcker inte", "The appropriation is not enough")


@pytest.fixture(scope="module")
def one_world(stages: Stages, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """With a tender for each row of the table that is not called within another."""
    world = stages.copy_to(tmp_path_factory.mktemp("duties") / "world", "enrolled")
    for number, row in enumerate(TABLE):
        if row["given"]["procedure"] != "mini_competition":
            _publish(world, f"D-{number}", row["given"])
    yield world
    world.store.engine.dispose()


def _publish(world: World, name: str, given: dict[str, Any]) -> None:
    draft = direct_draft(
        given["value"] * 100, id=name, rulebook=Rulebook(given["rulebook"]),
        procedure=given["procedure"], value=valued_as(kind=Kind(given.get("kind", "services"))),
        bid_deadline_at=CLOSES.replace(month=3),
    )  # fmt: skip
    world.call(draft, *(["north"] if given["procedure"] == "direct_award" else []))


def _tender(work: Work, name: str, given: dict[str, Any]) -> Tender:
    found = work.session.get(Tender, name)
    if found is not None:
        return found
    values: dict[str, Any] = {
        "id": name, "rulebook": given["rulebook"], "procedure": given["procedure"],
        "step": "tenders", "starts_on": date(2026, 1, 13),
    }  # fmt: skip
    return Tender(**values)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row['id']}: {row['claim']}")
def test_the_table_holds(one_world: World, row: dict[str, Any]) -> None:
    with one_world.store.read() as work:
        tender = _tender(work, f"D-{TABLE.index(row)}", row["given"])
        notice = award_notice(work, tender, "contract", CONTRACT)
        documented = next(documentation(work, tender, "contract", CONTRACT), None)

    assert {
        "published_by": notice and notice.last_day,
        "gathered_by": notice and notice.gathered_by,
        "documented_by": documented and documented.last_day,
    } == row["expect"]


def test_a_contract_owes_its_notice_and_its_file_until_both_are_done(
    world_at: Callable[[str], World],
) -> None:
    world = world_at("drawn_up")
    contract = f"{world.tender}/D1/L1"
    world.provider_signs(contract, "north")
    world.buyer_signs(contract)
    with world.store.read() as work:
        owed = duties_of(work, world.tender)
    assert [(each.kind, each.about, each.last_day, each.done_on) for each in owed] == [
        (DutyKind.AWARD_NOTICE, contract, date(2026, 4, 13), None),
        (DutyKind.DOCUMENTATION, contract, date(2026, 4, 13), None),
    ]
    assert [each.late(date(2026, 4, 14)) for each in owed] == [False, True]
    assert [each.late(date(2026, 5, 1)) for each in owed] == [True, True]

    officer = load_actor(world.store, "officer")
    day = date(2026, 3, 13)
    write_note(world.store, officer, world.tender, NoteKind.DOCUMENTATION, day, WHY)
    with world.store.read() as work:
        assert [each.done_on for each in duties_of(work, world.tender)] == [None, day]


def test_a_cancellation_owes_a_complete_file_and_no_award_notice(
    world_at: Callable[[str], World],
) -> None:
    world = world_at("published")
    world.go(at(2, 3))
    head, officer = world.actor("head"), world.actor("officer")
    cancelled = cancel(world.store, head, officer, world.tender, None, WHY, redo=False)

    with world.store.read() as work:
        owed = duties_of(work, world.tender)
    assert [(each.kind, each.about, each.last_day) for each in owed] == [
        (DutyKind.DOCUMENTATION, cancelled, date(2026, 3, 5))
    ]
