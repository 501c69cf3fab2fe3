"""Prefect's server and a runner for every flow, started and stopped together."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from flows import settings

if TYPE_CHECKING:
    from prefect.deployments.runner import RunnerDeployment

STARTUP_SECONDS = 120
SHUTDOWN_SECONDS = 20
PR_SET_PDEATHSIG = 1


class ServingError(Exception):
    """Prefect's server cannot be started or kept running."""


class PortTakenError(ServingError):
    def __init__(self, host: str, port: int) -> None:
        super().__init__(
            f"Port {port} on {host} is already in use: stop what uses it"
            " (perhaps another `tilldela serve`), or choose another with --port."
        )
        self.host = host
        self.port = port


class ServerStoppedError(ServingError):
    def __init__(self, log: Path) -> None:
        super().__init__(f"Prefect's server stopped by itself; its last words are in {log}.")
        self.log = log


class ServerSilentError(ServingError):
    def __init__(self, log: Path) -> None:
        super().__init__(
            f"Prefect's server did not answer within {STARTUP_SECONDS} seconds; see {log}."
        )
        self.log = log


def every_deployment() -> Sequence[RunnerDeployment]:
    from flows.deployments import deployments

    return deployments()


def serve(
    data_dir: Path,
    host: str = "127.0.0.1",
    port: int = 4200,
    deployments: Callable[[], Sequence[RunnerDeployment]] = every_deployment,
    on_ready: Callable[[str], None] = lambda address: None,
) -> None:
    """Runs Prefect's server and a runner until Ctrl-C or SIGTERM.

    `deployments` is called once Prefect's settings are in force, and must not
    have imported Prefect before. `on_ready` gets the address of the pages.
    Runs in the main thread only, as it listens for signals, and leaves the
    process in Prefect's own directory.

    Raises PortTakenError before anything is started; ServerStoppedError and
    ServerSilentError with the server's log; settings.PrefectAlreadyImportedError.
    """
    _require_free_port(host, port)
    environment = settings.server_environment(data_dir, host, port)
    settings.apply(environment)
    _work_in(settings.prefect_home(data_dir))
    api = environment["PREFECT_API_URL"]
    with _stopped_by_signal(), _server(Path.cwd() / "server.log", host, port) as server:
        _wait_until_healthy(server, api)
        on_ready(api.removesuffix("/api"))
        with server.ending_interrupts():
            _run(deployments())


def _run(deployments: Sequence[RunnerDeployment]) -> None:
    import prefect

    # Schedules stay on: what falls due while nothing is served runs at the next
    # start, late, which every flow allows for. A paused one would never run.
    prefect.serve(*deployments, pause_on_shutdown=False, print_starting_message=False)


def _work_in(home: Path) -> None:
    # Prefect lets a run import from the directory it starts in, before anything
    # else; a stranger's `models/` lying there would stand in for ours.
    home.mkdir(parents=True, exist_ok=True)
    os.chdir(home)


def _require_free_port(host: str, port: int) -> None:
    try:
        (family, kind, protocol, _, address), *_rest = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM
        )
    except socket.gaierror as error:
        raise ServingError(f"{host} is no address of this machine.") from error
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            raise PortTakenError(host, port) from error


class _Server:
    """Prefect's server as a child process, and the log it writes."""

    def __init__(self, process: subprocess.Popen[bytes], log: Path) -> None:
        self.process = process
        self.log = log
        self._stopping = threading.Event()

    @property
    def running(self) -> bool:
        return self.process.poll() is None

    @contextmanager
    def ending_interrupts(self) -> Iterator[None]:
        """Ends the body by an interrupt if the server ends first."""
        threading.Thread(target=self._interrupt_at_end, daemon=True).start()
        try:
            yield
        finally:
            died = not self._stopping.is_set() and not self.running
            self._stopping.set()
        if died:
            raise ServerStoppedError(self.log)

    def _interrupt_at_end(self) -> None:
        self.process.wait()
        if not self._stopping.is_set():
            os.kill(os.getpid(), signal.SIGINT)

    def stop(self) -> None:
        self._stopping.set()
        self.process.terminate()
        try:
            self.process.wait(SHUTDOWN_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@contextmanager
def _server(log: Path, host: str, port: int) -> Iterator[_Server]:
    command = [sys.executable, "-P", "-m", "prefect", "server", "start"]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, "--host", host, "--port", str(port)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            # Ctrl-C goes to the whole session: the runner must still have a
            # server to say goodbye to.
            start_new_session=True,
            # No thread of ours runs yet, so nothing can hold a lock in the child.
            preexec_fn=_end_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509
        )
    server = _Server(process, log)
    try:
        yield server
    finally:
        server.stop()


def _end_with_parent() -> None:
    """Has the kernel end this process when the one that started it is killed."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _wait_until_healthy(server: _Server, api: str) -> None:
    pause = threading.Event()
    for _ in range(STARTUP_SECONDS * 4):
        if not server.running:
            raise ServerStoppedError(server.log)
        if _healthy(api):
            return
        pause.wait(0.25)
    raise ServerSilentError(server.log)


def _healthy(api: str) -> bool:
    # No proxy stands between this machine and itself, whatever the environment says.
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(f"{api}/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


@contextmanager
def _stopped_by_signal() -> Iterator[None]:
    """Makes Ctrl-C and SIGTERM alike an orderly end of the body."""

    def interrupt(signum: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGTERM, before)
