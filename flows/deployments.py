"""Every flow as a deployment: what officers see in Prefect's pages, and what runs by itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import ParamSpec, TypeVar

from prefect.deployments.runner import RunnerDeployment
from prefect.flows import Flow
from prefect.schedules import Cron, Interval, Schedule
from prefect.types.entrypoint import EntrypointType

from flows import tender_work

P = ParamSpec("P")
R = TypeVar("R")

# Nothing is scheduled between 01 and 04, when a night in spring has no such
# hour and one in autumn has two.
MONTHLY_AUDIT = Cron("0 6 15 * *", timezone="Europe/Stockholm")
# Before people come to work.
DAILY = Cron("0 6 * * *", timezone="Europe/Stockholm")
SWEEP = Interval(timedelta(minutes=5), timezone="Europe/Stockholm")


def deployments() -> Sequence[RunnerDeployment]:
    return [
        _deployment(tender_work.draft_evaluation, "draft-evaluation"),
        _deployment(tender_work.notify_tenderers, "notify-tenderers"),
        _deployment(tender_work.draw_up_contracts, "draw-up-contracts"),
        _deployment(tender_work.rate_providers, "rate-providers"),
        _deployment(tender_work.audit_contracts, "audit-contracts", MONTHLY_AUDIT),
        _deployment(tender_work.list_owed, "list-owed", DAILY),
        _deployment(tender_work.remind_lawyers, "remind-lawyers", DAILY),
        _deployment(tender_work.sweep, "sweep", SWEEP),
    ]


def _deployment(flow: Flow[P, R], name: str, schedule: Schedule | None = None) -> RunnerDeployment:
    deployment = flow.to_deployment(
        name,
        description=flow.description,
        schedule=schedule,
        # By module, not by file: a run starts in a directory of its own.
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    if not isinstance(deployment, RunnerDeployment):
        raise TypeError("to_deployment was called inside an event loop")
    return deployment
