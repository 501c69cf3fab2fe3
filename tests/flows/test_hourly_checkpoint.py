"""The sweep's task signs the journal when that is due, and leaves it alone when not."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from models.clock import FixedClock
from models.store import Store
from models.tender import Tender
from procurement.tenders.deadlines import deadline_of
from registry.checkpoints import checkpoints, take_due
from tests.flows.small_play import demo_store, rehearsal_in, small_play


def test_a_rehearsed_tender_is_signed_at_its_acts_and_after_its_deadline(tmp_path: Path) -> None:
    play = small_play()
    rehearsal = rehearsal_in(tmp_path, play)
    for step in rehearsal.remaining():
        if step.at > play.course.publish.at:
            break
        rehearsal.perform(step)
    store = demo_store(tmp_path, play)
    with store.read() as work:
        deadline = deadline_of(work, work.session.get_one(Tender, play.tender.id))
    after = FixedClock(deadline + timedelta(seconds=1))
    late = Store(store.engine, store.blobs, after, store.data_dir, store.keys_dir)

    assert take_due(late) is not None
    assert take_due(late) is None

    with store.read() as work:
        assert [each.reason for each in checkpoints(work)] == ["publish", "deadline"]
