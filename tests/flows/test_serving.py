"""`tilldela serve` for real: a server, a runner, a run in a few seconds' time.

One version set of Prefect's dependencies looks healthy and never fires a
scheduled run; only a run that really happens shows that ours is not that one.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

import models
from flows import settings
from flows.serving import PortTakenError, serve
from models.clock import real_now

HERE = Path(__file__).resolve().parent
SERVE = """
import sys
from pathlib import Path
from flows.serving import serve

def deployments():
    from ping_flow import deployments
    return deployments()

serve(Path(sys.argv[1]), port=int(sys.argv[2]), deployments=deployments,
      on_ready=lambda address: print(address, flush=True))
"""


@dataclass(frozen=True)
class Served:
    process: subprocess.Popen[str]
    address: str
    data_dir: Path
    cwd: Path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(data_dir: Path, cwd: Path, port: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-P", "-c", SERVE, str(data_dir), str(port)],
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(HERE), "PREFECT_API_URL": "http://elsewhere.invalid"},
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    cwd = tmp_path_factory.mktemp("cwd")
    # A stranger's package of the same name, where the runner happens to start.
    (cwd / "models").mkdir()
    (cwd / "models" / "__init__.py").write_text("raise ImportError", encoding="utf-8")
    data_dir = tmp_path_factory.mktemp("data")
    port = free_port()
    process = start(data_dir, cwd, port)
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert address == f"http://127.0.0.1:{port}"
        yield Served(process, address, data_dir, cwd)
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait(60)
        assert process.stdout is not None
        process.stdout.close()


def eventually(holds: Callable[[], bool], seconds: int = 60) -> bool:
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.2)
    return True


def descendants(pid: int) -> set[int]:
    """The processes started by `pid`, and theirs."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(encoding="utf-8").rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        parents[int(stat.parent.name)] = int(fields[1])
    found: set[int] = set()
    fresh = {pid}
    while fresh:
        fresh = {child for child, parent in parents.items() if parent in fresh}
        found |= fresh
    return found


def alive(pid: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


@pytest.mark.prefect
def test_a_run_scheduled_seconds_ahead_really_happens(served: Served, tmp_path: Path) -> None:
    from prefect.client.schemas.objects import FlowRun
    from prefect.deployments import run_deployment
    from prefect.settings import PREFECT_API_URL, temporary_settings

    trace = tmp_path / "trace"
    with temporary_settings({PREFECT_API_URL: f"{served.address}/api"}):
        assert eventually(lambda: _is_served("ping/ping"))
        run = run_deployment(
            "ping/ping",
            parameters={"trace": str(trace)},
            scheduled_time=real_now() + timedelta(seconds=5),
            timeout=0,
            as_subflow=False,
        )
        assert isinstance(run, FlowRun)
        assert run.state_name == "Scheduled"
        assert not trace.exists()

        assert eventually(lambda: _state(run.id) in {"Completed", "Crashed", "Failed"})
        assert _state(run.id) == "Completed"
    assert trace.read_text(encoding="utf-8") == models.__file__


def _state(run_id: UUID) -> str | None:
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        return client.read_flow_run(run_id).state_name


def _is_served(name: str) -> bool:
    from prefect.client.orchestration import get_client
    from prefect.exceptions import ObjectNotFound

    with get_client(sync_client=True) as client:
        try:
            return client.read_deployment_by_name(name).status == "READY"
        except ObjectNotFound:
            return False


@pytest.mark.prefect
def test_prefects_state_lies_in_the_data_directory(served: Served) -> None:
    assert (served.data_dir / "prefect" / "prefect.db").is_file()
    assert [path.name for path in served.cwd.iterdir()] == ["models"]


@pytest.mark.prefect
def test_a_second_server_on_the_port_is_refused_by_name(served: Served, tmp_path: Path) -> None:
    port = int(served.address.rpartition(":")[2])
    with pytest.raises(PortTakenError, match=f"Port {port} on 127.0.0.1 is already in use"):
        serve(tmp_path, port=port, deployments=list)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.prefect
def test_sigterm_leaves_no_process_behind(served: Served) -> None:
    started = descendants(served.process.pid)
    assert started
    served.process.send_signal(signal.SIGTERM)
    assert served.process.wait(60) == 0
    assert [pid for pid in started if alive(pid)] == []


@pytest.mark.prefect
def test_a_killed_runner_takes_its_server_along(served: Served) -> None:
    port = free_port()
    process = start(served.data_dir, served.cwd, port)
    assert process.stdout is not None
    assert process.stdout.readline().strip()
    started = descendants(process.pid)
    assert started
    process.kill()
    process.wait(60)
    process.stdout.close()
    assert eventually(lambda: not any(alive(pid) for pid in started))


def test_somebody_elses_server_is_forgotten(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://elsewhere.invalid/api")
    monkeypatch.setenv("PREFECT_API_KEY", "secret")
    # `apply` writes the process's own environment: put it back afterwards.
    for name in [*settings.prefect_environment(tmp_path), "no_proxy"]:
        monkeypatch.setenv(name, "")
    monkeypatch.setenv("NO_PROXY", "intranet.invalid")
    monkeypatch.delitem(sys.modules, "prefect", raising=False)
    settings.apply(settings.prefect_environment(tmp_path))
    assert "PREFECT_API_URL" not in os.environ
    assert "PREFECT_API_KEY" not in os.environ
    assert os.environ["NO_PROXY"] == "intranet.invalid,127.0.0.1,localhost,::1"
    assert os.environ["PREFECT_HOME"] == str(tmp_path / "prefect")


def test_settings_that_come_too_late_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "prefect", sys)
    with pytest.raises(settings.PrefectAlreadyImportedError):
        settings.apply({})


def test_the_pages_call_the_port_they_are_served_on(tmp_path: Path) -> None:
    environment = settings.server_environment(tmp_path, "0.0.0.0", 4311)
    assert environment["PREFECT_API_URL"] == "http://127.0.0.1:4311/api"
    assert environment["PREFECT_SERVER_UI_API_URL"] == "http://127.0.0.1:4311/api"
    assert environment["PREFECT_SERVER_CORS_ALLOWED_ORIGINS"] == (
        "http://127.0.0.1:4311,http://localhost:4311"
    )
