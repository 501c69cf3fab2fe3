"""What officers find in Prefect's pages: every flow, described, and the right schedules."""

from __future__ import annotations

from datetime import timedelta

import pytest

from flows import settings

pytestmark = pytest.mark.prefect


@pytest.fixture(scope="module", autouse=True)
def quiet_prefect(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Nothing here needs a server, and none may be found by accident."""
    import os

    home = tmp_path_factory.mktemp("home")
    os.environ.update(settings.prefect_environment(home))


def test_every_flow_is_a_deployment_loaded_by_module() -> None:
    from flows.deployments import deployments

    assert {deployment.name: deployment.entrypoint for deployment in deployments()} == {
        "draft-evaluation": "flows.tender_work.draft_evaluation",
        "notify-tenderers": "flows.tender_work.notify_tenderers",
        "draw-up-contracts": "flows.tender_work.draw_up_contracts",
        "rate-providers": "flows.tender_work.rate_providers",
        "audit-contracts": "flows.tender_work.audit_contracts",
        "list-owed": "flows.tender_work.list_owed",
        "remind-lawyers": "flows.tender_work.remind_lawyers",
        "sweep": "flows.tender_work.sweep",
    }


def test_every_deployment_and_every_parameter_of_it_is_described() -> None:
    from flows.deployments import deployments

    undescribed = [
        (deployment.name, parameter)
        for deployment in deployments()
        for parameter, schema in deployment._parameter_openapi_schema.properties.items()
        if not schema.get("description")
    ]

    assert undescribed == []
    assert all(deployment.description for deployment in deployments())


def test_audits_are_monthly_lists_and_reminders_daily_the_sweep_every_five_minutes() -> None:
    from flows.deployments import deployments

    scheduled = {
        deployment.name: [
            (
                getattr(schedule.schedule, "cron", None)
                or getattr(schedule.schedule, "interval", None),
                getattr(schedule.schedule, "timezone", None),
            )
            for schedule in deployment.schedules or []
        ]
        for deployment in deployments()
    }

    assert scheduled == {
        "draft-evaluation": [],
        "notify-tenderers": [],
        "draw-up-contracts": [],
        "rate-providers": [],
        "audit-contracts": [("0 6 15 * *", "Europe/Stockholm")],
        "list-owed": [("0 6 * * *", "Europe/Stockholm")],
        "remind-lawyers": [("0 6 * * *", "Europe/Stockholm")],
        "sweep": [(timedelta(minutes=5), "Europe/Stockholm")],
    }
