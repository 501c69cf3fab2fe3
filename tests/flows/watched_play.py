"""Play the small play through Prefect in a process of its own; keep its database in between.

Run as a program with a folder. Leaves `prefect-before.db` (just before the award
decision, after a flow that was refused too) and `prefect-after.db`.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flows import settings
from flows.rehearsal_steps import Rehearsal
from flows.shielding import RunStopped
from flows.step import Step
from tests.flows.small_play import rehearsal_in, small_play


@dataclass(frozen=True)
class Part(Rehearsal):
    """The same rehearsal, stopping short of an instant."""

    until: datetime | None = None

    def remaining(self) -> list[Step]:
        steps = super().remaining()
        return [step for step in steps if self.until is None or step.at < self.until]


def keep(folder: Path, name: str) -> None:
    with (
        sqlite3.connect(settings.prefect_home(folder) / "prefect.db") as source,
        sqlite3.connect(folder / name) as copy,
    ):
        source.backup(copy)


def main(folder: Path) -> None:
    os.environ["TILLDELA_DATA_DIR"] = str(folder)
    settings.apply(settings.prefect_environment(folder))
    from flows import tender_work
    from flows.rehearsal import rehearse

    play = small_play()
    whole = rehearsal_in(folder, play)
    before = Part(**vars(whole), until=play.course.decide.at)
    rehearse(before, lambda step: None)
    tender_work.notify_tenderers(play.tender.id)
    try:
        tender_work.draft_evaluation("NO-SUCH-TENDER")
    except RunStopped as stopped:
        sys.stdout.write(f"{stopped}\n")
    keep(folder, "prefect-before.db")
    rehearse(whole, lambda step: None)
    tender_work.sweep()
    keep(folder, "prefect-after.db")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
