"""Every setting Prefect runs under here, set before Prefect is first imported.

Prefect reads its settings once, while it is imported; so this module imports
nothing of it, and `apply` refuses to come too late.

One wish has no setting: a sync flow sleeps out a second in its heartbeat
thread, and no value of an environment variable turns that off. Where it
matters, use ``temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None})``.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

# Left over from somebody's shell, these would send the runs of this data
# directory, or a key, to a server elsewhere.
FOREIGN = (
    "PREFECT_API_URL",
    "PREFECT_API_KEY",
    "PREFECT_API_AUTH_STRING",
    "PREFECT_PROFILE",
    "PREFECT_PROFILES_PATH",
    "PREFECT_UI_URL",
)
THIS_MACHINE = ("127.0.0.1", "localhost", "::1")


class PrefectAlreadyImportedError(RuntimeError):
    """The settings would have no effect any more."""

    def __init__(self) -> None:
        super().__init__("Prefect was imported before its settings were applied.")


def prefect_environment(data_dir: Path) -> dict[str, str]:
    """The environment of every process that works on `data_dir` with Prefect."""
    return {
        # A run is a process of its own, in a directory of its own.
        "TILLDELA_DATA_DIR": str(data_dir.resolve()),
        # Prefect's own state lies beside the data, apart from it, and can be
        # deleted: only history is lost.
        "PREFECT_HOME": str(prefect_home(data_dir)),
        # The first start migrates Prefect's database, which takes longer than
        # the 20 seconds that are its default.
        "PREFECT_SERVER_EPHEMERAL_ENABLED": "true",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
        # Nothing leaves the machine, and no page asks for anything outside it.
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
        "PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS": "false",
        # Results are small JSON values; a pickle would be code in a database.
        "PREFECT_RESULTS_DEFAULT_SERIALIZER": "json",
        "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
        # Whether a step is done says our database, never an old run's cache.
        "PREFECT_TASKS_DEFAULT_NO_CACHE": "true",
        # Prefect's server keeps what a flow's own logger says, which holds ids
        # only. What the rooms or `print` say stays in the process.
        "PREFECT_LOGGING_EXTRA_LOGGERS": "",
        "PREFECT_LOGGING_LOG_PRINTS": "false",
        "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
        "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
        # An officer who starts a flow by hand waits for the runner's next look.
        "PREFECT_RUNNER_POLL_FREQUENCY": "5",
        "PREFECT_CLI_PROMPT": "false",
        # A `models/` in the directory a process starts in is not ours.
        "PYTHONSAFEPATH": "1",
    }


def rehearsal_environment(data_dir: Path) -> dict[str, str]:
    """`prefect_environment` for a flow in the foreground, whose progress somebody watches."""
    return prefect_environment(data_dir) | {
        "PREFECT_LOGGING_LEVEL": "WARNING",
        "PREFECT_LOGGING_TO_API_ENABLED": "false",
    }


def server_environment(data_dir: Path, host: str, port: int) -> dict[str, str]:
    """`prefect_environment`, with the server that answers at `host`:`port`."""
    pages = [f"http://{_reachable(host)}:{port}", f"http://localhost:{port}"]
    return prefect_environment(data_dir) | {
        "PREFECT_API_URL": f"{pages[0]}/api",
        # Without it the pages call port 4200, whatever the server's own is.
        "PREFECT_SERVER_UI_API_URL": f"{pages[0]}/api",
        # The default lets any page open in the officer's browser start flows.
        "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": ",".join(dict.fromkeys(pages)),
    }


def prefect_home(data_dir: Path) -> Path:
    return data_dir.resolve() / "prefect"


def apply(environment: dict[str, str]) -> None:
    """Sets `environment` for this process and those it starts.

    Raises PrefectAlreadyImportedError where Prefect has read other settings.
    """
    if "prefect" in sys.modules:
        raise PrefectAlreadyImportedError
    for name in FOREIGN:
        os.environ.pop(name, None)
    os.environ.update(environment)
    for name in ("NO_PROXY", "no_proxy"):
        # A proxy for the world outside cannot reach a server on this machine.
        others = os.environ.get(name, "").split(",")
        os.environ[name] = ",".join(dict.fromkeys([*filter(None, others), *THIS_MACHINE]))


def _reachable(host: str) -> str:
    """Where this machine itself reaches a server bound to `host`."""
    return {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)
