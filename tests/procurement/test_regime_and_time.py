"""C and D of the worked cases, asked of tenders that are stored and called."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
import yaml

from law.days import STOCKHOLM
from law.reasons import ActRefused
from law.rulebook import Rulebook
from law.thresholds import Buyer, Kind
from models.clock import FixedClock
from models.parties import InstallationKind
from models.settings import Settings
from models.stages import SelectedCandidate, Selection
from models.store import open_store
from models.tender import Tender
from procurement.notices.announcing import announce_beforehand
from procurement.notices.sending import record_published, record_sent
from procurement.tenders.draft import LotDraft, TenderDraft
from registry.enrolment import install
from tests.procurement import small_tender
from tests.procurement.small_papers import CAPACITY, VALUE, tender_draft
from tests.procurement.small_tender import World

ROWS: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("regime_and_time.yaml").read_text(encoding="utf-8")
)
INSTALLED = date(2025, 5, 20)
REQUESTS, ASKED = "REQUESTS", date(2026, 4, 1)
WHOLE_DAY = time(23, 59)


def morning(day: date) -> datetime:
    return datetime.combine(day, time(8), STOCKHOLM)


def draft_of(row: dict[str, Any], tender_id: str, **changes: Any) -> TenderDraft:
    """Amounts in the table are in whole kronor or euros."""
    first = "under" not in row
    value = VALUE.model_copy(
        update={
            "buyer_kind": Buyer(row["buyer"]),
            "kind": Kind(row["kind"]),
            "options": tuple(100 * each for each in row.get("options", ())),
            "similar": tuple(100 * each for each in row.get("similar", ())),
        }
    )
    at = time.fromisoformat(row["at"]) if "at" in row else WHOLE_DAY
    values: dict[str, Any] = {
        "id": tender_id,
        "diary_number": f"DEMO 2026/{tender_id}",
        "rulebook": Rulebook(row["rulebook"]),
        "procedure": row["procedure"],
        "step": row.get("step", "tenders"),
        "currency": row.get("currency", "SEK"),
        "starts_on": row.get("prior", row["day"]),
        "bid_deadline_at": datetime.combine(row["deadline"], at, STOCKHOLM),
        "bids_valid_until": date(2027, 12, 31),
        "contract_starts_on": date(2028, 1, 1),
        "lots": tuple(lot(number, worth) for number, worth in enumerate(row["lots"], 1)),
        "requirements": (),
        "value": value if first else None,
    }
    return tender_draft(**(values | changes))


def lot(number: int, worth: int) -> LotDraft:
    return LotDraft(
        code=f"L{number}", name=f"Ort {number}", region="Län", places_per_year=20,
        estimated_value=100 * worth, at_fte_tenths=10,
    )  # fmt: skip


def told_beforehand(world: World, sent: date) -> None:
    officer, head = world.actor("officer"), world.actor("head")
    notice = announce_beforehand(world.store, officer, head, world.tender)
    record_sent(world.store, officer, notice, morning(sent), "2026/S 10-1")


def gone_through(world: World, row: dict[str, Any]) -> str:
    """The step before: four suppliers asked to take part, and all of them go on."""
    requests = {key: row[key] for key in row if key != "under"}
    requests |= {"step": "requests", "day": ASKED, "deadline": date(2026, 5, 6)}
    world = world.of(REQUESTS)
    world.go(morning(ASKED))
    world.call(draft_of(requests, REQUESTS))
    with world.store.write() as work:
        made = Selection(
            id=f"{REQUESTS}/S1", tender_id=REQUESTS, number=1, selected_at=work.now,
            prepared_by="officer", reason_sv="skäl", reason_en="why", **work.recorded("head"),
        )  # fmt: skip
        work.session.add(made)
        work.session.flush()
        for each in CAPACITY:
            row_of = SelectedCandidate(
                selection_id=made.id, lot_id=f"{REQUESTS}/L1", organisation_id=each,
                qualified=True, selected=True, reason_sv="ja", reason_en="yes",
            )  # fmt: skip
            work.session.add(row_of)
    return REQUESTS


def prepare(world: World, row: dict[str, Any]) -> None:
    changes = {}
    if "under" in row:
        with world.store.read() as work:
            known = work.session.get(Tender, REQUESTS)
        under = REQUESTS if known else gone_through(world, row)
        changes = {"under": under, "starts_on": ASKED}
    world.go(morning(row.get("prior", row["day"])))
    world.draft(draft_of(row, world.tender, **changes))
    world.appoint()
    if "prior" in row:
        told_beforehand(world, row["prior"])


def send(world: World, row: dict[str, Any]) -> str:
    """The condition that kept the call from being sent, with its paragraph, or "allowed"."""
    world.go(morning(row["day"]))
    try:
        world.publish(*row.get("asked", ()))
    except ActRefused as refusal:
        return f"{refusal.reason.code}, {refusal.reason.cite}"
    if "published" in row:
        officer, notice = world.actor("officer"), f"{world.tender}/contract"
        record_sent(world.store, officer, notice, morning(row["day"]), "2026/S 43-1")
        world.go(morning(row["published"]))
        record_published(world.store, officer, notice, row["published"])
    return "allowed"


def play(world: World) -> dict[str, str]:
    """Row by row, in the order of the days: the clock never goes back."""
    worlds = {row["name"]: world.of(f"T{number}") for number, row in enumerate(ROWS)}
    early = [row for row in ROWS if "prior" in row]
    found = {}
    for row in sorted(ROWS, key=lambda row: str(row["day"])):
        while early and early[0]["prior"] < row["day"]:
            prepare(worlds[early[0]["name"]], early.pop(0))
        if "prior" not in row:
            prepare(worlds[row["name"]], row)
        found[row["name"]] = send(worlds[row["name"]], row)
    return found


def expected(row: dict[str, Any]) -> str:
    return "allowed" if row.get("allowed") else f"{row['refused']}, {row['cite']}"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("regime")
    install(Settings(data_dir=folder), InstallationKind.DEMO, morning(INSTALLED)).engine.dispose()
    clock = FixedClock(morning(INSTALLED))
    made = World(open_store(Settings(data_dir=folder), clock), clock)
    made.enrol()
    with pytest.MonkeyPatch.context() as patch:
        # The world's notes are about a day in 2026, which is yet to come for the first rows.
        patch.setattr(small_tender, "NOTED_ON", INSTALLED)
        yield made
    made.store.engine.dispose()


def test_a_call_is_sent_where_its_value_and_its_time_allow_it(world: World) -> None:
    assert play(world) == {row["name"]: expected(row) for row in ROWS}


def test_no_case_stands_twice() -> None:
    assert len({row["name"] for row in ROWS}) == len(ROWS)
