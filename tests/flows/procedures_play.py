"""Play each procedure's own test in a process where the machine's work runs through Prefect.

Run as a program with a folder: `procedures_play.py FOLDER`. Says a line for each procedure
that reached its signed contract, with how many runs of flows it took.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlmodel import col, func, select

from flows import settings
from law.reasons import Lang
from models.letters import Dispatch
from tests.flows import (
    test_direct_award,
    test_frameworks,
    test_purchasing_system,
    test_staged_procedures,
)
from tests.flows.through_flows import draw_up, evaluate, notify, run_by
from tests.plain_renderer import PlainRenderer
from tests.procurement.framework_fixtures import FrameworkStages
from tests.procurement.small_papers import at
from tests.procurement.small_tender import Stages, World
from tests.procurement.staged_tender import enrol_more
from tests.procurement.systems import System, dps_draft, system_of

Play = Callable[["Worlds"], object]


@dataclass
class Worlds:
    """What the fixtures give the plays as tests: a copy of a world at some stage."""

    folder: Path
    made: list[World] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.stages = Stages(self.folder / "stages")
        self.frameworks = FrameworkStages(self.stages, self.folder / "frameworks")

    def at_stage(self, stage: str) -> World:
        return self._kept(self.stages.copy_to(self._place(), stage))

    def framework_at(self, stage: str) -> World:
        return self._kept(self.frameworks.copy_to(self._place(), stage))

    def enrolled(self) -> World:
        world = self.at_stage("enrolled")
        enrol_more(world)
        world.go(at(1, 13))
        return world

    def purchasing_system(self) -> System:
        world = self.at_stage("enrolled")
        world.go(at(1, 13))
        return system_of(world, dps_draft())

    def _place(self) -> Path:
        return self.folder / f"world{len(self.made)}"

    def _kept(self, world: World) -> World:
        self.made.append(world)
        return world


class ByPrefect:
    """Each piece of work is a run of the flow that officers start."""

    def __init__(self) -> None:
        # Only now: Prefect reads its settings when it is imported.
        from flows import installation, tender_work

        self.installation: Any = installation
        self.flows: Any = tender_work
        self.runs = 0

    def evaluate(self, world: World, lang: Lang) -> str | None:
        ranked: str | None = self._run(
            world, lambda: self.flows.draft_evaluation(world.tender, lang)
        )
        return ranked

    def notify(self, world: World, lang: Lang) -> int:
        """The flow itself does not say how many until an award has been decided."""
        before = _dispatched(world)
        self._run(world, lambda: self.flows.notify_tenderers(world.tender, lang))
        return _dispatched(world) - before

    def draw_up(self, world: World, lang: Lang) -> int:
        new: int = self._run(world, lambda: self.flows.draw_up_contracts(world.tender, lang))
        return new

    def list_owed(self, world: World) -> int:
        lines: int = self._run(world, self.flows.list_owed)
        return lines

    def _run(self, world: World, flow: Callable[[], Any]) -> Any:
        """A flow works on its process's installation: here that is the world's."""
        self.installation.store = lambda: world.store
        self.installation.renderer = PlainRenderer
        self.runs += 1
        return flow()


def _dispatched(world: World) -> int:
    with world.store.read() as work:
        counted: int = work.session.exec(select(func.count(col(Dispatch.outgoing_id)))).one()
        return counted


def chapter_19(worlds: Worlds) -> None:
    world = worlds.at_stage("opened")
    assert evaluate(world) is not None
    world.play("registered", "controlled", "decided")
    world.go(at(3, 2))
    assert notify(world) == 4
    world.play("checked")
    assert draw_up(world) > 0


staged = test_staged_procedures
PLAYS: Mapping[str, Play] = {
    "chapter_19": chapter_19,
    "open": lambda w: test_frameworks.test_a_framework_from_the_notice_to_a_ranked_call_off(
        w.at_stage
    ),
    "restricted": lambda w: staged.test_a_restricted_procedure_from_draft_to_contract(w.enrolled()),
    "negotiated": lambda w: staged.test_a_negotiated_procedure_with_two_rounds(w.enrolled()),
    "dialogue": lambda w: staged.test_a_competitive_dialogue(w.enrolled()),
    "chapter_19_selective": lambda w: staged.test_a_procurement_in_stages_under_chapter_19(
        w.enrolled()
    ),
    "direct_award": lambda w: (
        test_direct_award.test_two_suppliers_are_asked_and_the_contract_may_follow_at_once(
            w.at_stage
        )
    ),
    "mini_competition": lambda w: (
        test_frameworks.test_a_mini_competition_from_the_invitation_to_a_contract_without_a_standstill(
            w.framework_at
        )
    ),
    "dps": lambda w: test_purchasing_system.test_a_purchasing_system_from_its_notice_to_two_awards(
        w.purchasing_system()
    ),
}


def main(folder: Path) -> None:
    os.environ["TILLDELA_DATA_DIR"] = str(folder)
    settings.apply(settings.rehearsal_environment(folder))
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

    worlds, runs = Worlds(folder), ByPrefect()
    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}), run_by(runs):
        for procedure, play in PLAYS.items():
            before = runs.runs
            play(worlds)
            sys.stdout.write(f"{procedure} {runs.runs - before}\n")
            sys.stdout.flush()
        # Twice, and in the history once: nothing has changed in between.
        for _ in range(2):
            runs.list_owed(worlds.made[0])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
