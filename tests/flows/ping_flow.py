"""The smallest flow that leaves a trace, served by test_serving."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from prefect import flow
from prefect.types.entrypoint import EntrypointType

import models

if TYPE_CHECKING:
    from prefect.deployments.runner import RunnerDeployment


@flow(name="ping")
def ping(trace: str) -> None:
    Path(trace).write_text(str(models.__file__), encoding="utf-8")


def deployments() -> list[RunnerDeployment]:
    deployment = ping.to_deployment("ping", entrypoint_type=EntrypointType.MODULE_PATH)
    assert not hasattr(deployment, "__await__")
    return [deployment]
