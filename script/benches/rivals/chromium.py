"""Chromium as a rival: started once, and asked for each PDF over its debugging port."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any, Final, Self

from pypdf import PdfReader
from websockets.sync.client import connect
from websockets.sync.connection import Connection

NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
START_SECONDS: Final = 30


class Chromium:
    """One page of a browser that is kept open."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._number = 0

    @classmethod
    @contextmanager
    def if_installed(cls) -> Iterator[Self | None]:
        program = next(filter(None, map(shutil.which, NAMES)), None)
        if program is None:
            yield None
            return
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
            process = _started(program, Path(profile))
            try:
                address = _address(Path(profile))
                with connect(address, max_size=None) as connection:
                    browser = cls(connection)
                    browser._open_page()
                    yield browser
            finally:
                process.terminate()
                process.wait()

    def seconds(self, files: Sequence[Path]) -> tuple[int, float]:
        """Pages of the first, and seconds by the clock for each, after one to warm up."""
        pages = len(PdfReader(BytesIO(self._pdf(files[0]))).pages)
        start = time.perf_counter()
        for file in files:
            self._pdf(file)
        return pages, (time.perf_counter() - start) / len(files)

    def _open_page(self) -> None:
        target = self._ask("Target.createTarget", {"url": "about:blank"})["targetId"]
        attached = self._ask("Target.attachToTarget", {"targetId": target, "flatten": True})
        self._session = str(attached["sessionId"])
        self._ask("Page.enable", {}, self._session)

    def _pdf(self, file: Path) -> bytes:
        self._ask("Page.navigate", {"url": file.as_uri()}, self._session)
        self._until("Page.loadEventFired")
        wanted = {"preferCSSPageSize": True, "generateTaggedPDF": True, "printBackground": True}
        return base64.b64decode(self._ask("Page.printToPDF", wanted, self._session)["data"])

    def _ask(self, method: str, params: dict[str, Any], session: str | None = None) -> Any:
        self._number += 1
        asked: dict[str, Any] = {"id": self._number, "method": method, "params": params}
        if session is not None:
            asked["sessionId"] = session
        self._connection.send(json.dumps(asked))
        self._events: list[str] = []
        while True:
            said = json.loads(self._connection.recv())
            if said.get("id") == self._number:
                if "error" in said:
                    raise RuntimeError(f"Chromium on {method}: {said['error']['message']}")
                return said["result"]
            self._events.append(str(said.get("method")))

    def _until(self, event: str) -> None:
        while event not in self._events:
            self._events.append(str(json.loads(self._connection.recv()).get("method")))


def _started(program: str, profile: Path) -> subprocess.Popen[bytes]:
    options = ["--headless=new", "--disable-gpu", "--remote-debugging-port=0"]
    if os.geteuid() == 0:
        options.append("--no-sandbox")
    return subprocess.Popen(
        [program, *options, f"--user-data-dir={profile}", "about:blank"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _address(profile: Path) -> str:
    pause = threading.Event()
    told = profile / "DevToolsActivePort"
    for _ in range(START_SECONDS * 10):
        lines = told.read_text().splitlines() if told.exists() else []
        if len(lines) > 1:
            return f"ws://127.0.0.1:{lines[0]}{lines[1]}"
        pause.wait(0.1)
    sys.exit("Chromium did not start")
