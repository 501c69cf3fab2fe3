"""Play a procurement from its files through Prefect, on the rehearsal's own clock.

People's acts are in it, by the people whom the play names; so it runs only on
a demo installation, whose clock can be set, and is no deployment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Any

from prefect import flow, task
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

from flows import artifacts
from flows.exports import export
from flows.rehearsal_steps import Rehearsal
from flows.shielding import shielded
from flows.step import Step
from law.reasons import Text
from models.store import ClockRefused, StoredClock

PHASES = {
    "tender": Text("Annonsera, ta emot och öppna anbud", "Publish, receive and open bids"),
    "award": Text("Rangordna, kontrollera, besluta, underrätta", "Rank, check, decide, notify"),
    "standstill": Text("Avtalsspärr och överprövning", "Standstill and applications for review"),
    "contracts": Text("Avtal för de områden som är fria", "Contracts of the lots that are free"),
    "courts": Text("Domstolarnas avgöranden", "Court rulings and what follows"),
    "report": Text("Rapporten om hela upphandlingen", "The report on the whole procurement"),
    "follow_up": Text("Uppföljning och granskning", "Follow-up and audit"),
}


def rehearse(rehearsal: Rehearsal, tell: Callable[[Step], None]) -> dict[str, Any]:
    """Do what remains of the play, write everything out, and return the summary.

    `tell` is called before each step, for whoever watches.
    """
    if not isinstance(rehearsal.store.clock, StoredClock):
        raise ClockRefused

    @flow(name="Rehearse a procurement", flow_run_name="Rehearse {tender_id}")
    def whole(tender_id: str) -> dict[str, Any]:
        for phase, steps in groupby(rehearsal.remaining(), key=lambda step: step.phase):
            _phase(rehearsal, phase, list(steps), tell)
        with shielded(tender_id):
            store = rehearsal.store
            beside = rehearsal.choice.system.id if rehearsal.choice else None
            summary = export(store, tender_id, store.data_dir, rehearsal.lang, beside)
            artifacts.show_lots(store, tender_id, rehearsal.lang)
            for kind in ("contracts", "protocols", "performance", "audits"):
                artifacts.show_documents(store, tender_id, kind)
        return summary

    # A flow sleeps out a second in its heartbeat thread; a rehearsal that has
    # died is simply started again.
    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        return whole(rehearsal.tender_id)


def _phase(
    rehearsal: Rehearsal, phase: str, steps: Sequence[Step], tell: Callable[[Step], None]
) -> None:
    title = PHASES[phase].in_(rehearsal.lang)

    @flow(name=title, flow_run_name=f"{title} {{tender_id}}")
    def acts(tender_id: str) -> None:
        for words, same in groupby(steps, key=lambda step: step.title):
            _act(rehearsal, words, list(same), tell, tender_id)

    acts(rehearsal.tender_id)


def _act(
    rehearsal: Rehearsal,
    title: Text,
    steps: Iterable[Step],
    tell: Callable[[Step], None],
    tender_id: str,
) -> None:
    """Acts of one kind in a row are one task: how many bids came in must not show."""

    @task(name=title.in_(rehearsal.lang))
    def act() -> None:
        with shielded(tender_id):
            for step in steps:
                tell(step)
                rehearsal.perform(step)

    act()
