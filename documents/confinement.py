"""What a process that sets pages may not do: the limits it lays on itself, for good.

The fetcher refuses addresses, and this the ways around a fetcher: a path that WeasyPrint reads
by itself, a library that wants the network, a template that has come to run code. Python tells
each of them to an audit hook, which can never be taken away. What C code does unseen by Python
meets the kernel's limits: no new processes (unless the user is root), no files of any size.
"""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

MEMORY_BYTES: Final = 2 * 1024**3
OPEN_FILES: Final = 64
SAID_BYTES: Final = 64 * 1024
"""The only file a worker writes to is where its parent reads its last words."""

FORBIDDEN: Final = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.fork",
    "os.forkpty",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "os.system",
    "os.kill",
    "os.putenv",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.mkdir",
    "os.link",
    "os.symlink",
    "os.truncate",
    "os.chmod",
    "os.chown",
    "shutil.",
    "tempfile.",
    "urllib.",
    "http.client.",
    "ftplib.",
    "smtplib.",
    "sqlite3.",
    "ctypes.dlopen",
    "pty.spawn",
)
LISTING: Final = ("os.listdir", "os.scandir")
_WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
# Libraries that are imported late may be read, and what they bring; of ours only code and
# templates, as an installation's data may lie beside them.
_OWN: Final = Path(__file__).resolve().parents[1]
_CODE: Final = (".py", ".pyc")


class Confined(PermissionError):
    """A worker tried what no document needs."""


def limit_process() -> None:
    """The kernel's limits, before anything is loaded. Processor time is laid on by document."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


def close_off() -> None:
    """No new process, no file but to read what libraries bring, no network, from here on."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (SAID_BYTES, SAID_BYTES))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    sys.addaudithook(_hook(_readable_roots()))


def allow_cpu(seconds: int) -> None:
    """The limit counts from the process's start, so each document raises it."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(usage.ru_utime + usage.ru_stime) + 1 + seconds
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _readable_roots() -> tuple[str, ...]:
    """Where Python and its libraries lie; a virtual environment may lie below the project."""
    roots = {Path(place).resolve() for place in (sys.prefix, sys.base_prefix)}
    private = [f"{root}{os.sep}" for root in sorted(roots - {Path("/"), Path("/usr")})]
    return (*private, "/usr/lib/python", "/usr/share/zoneinfo/")


def _hook(roots: Iterable[str]) -> Callable[[str, tuple[Any, ...]], None]:
    readable = tuple(roots)
    own, templates = f"{_OWN}{os.sep}", f"{_OWN / 'templates'}{os.sep}"

    def may_read(name: str) -> bool:
        path = os.path.normpath(name)
        return path.startswith((*readable, templates)) or (
            path.startswith(own) and path.endswith(_CODE)
        )

    def audit(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            if flags & _WRITING or not (isinstance(path, int) or may_read(os.fsdecode(path))):
                raise Confined(f"opening {path!r}")
        elif event.startswith(FORBIDDEN):
            raise Confined(event)
        elif event in LISTING and not _listable(arguments[0]):
            raise Confined(f"listing {arguments[0]!r}")

    def _listable(path: object) -> bool:
        return isinstance(path, (str, bytes)) and (
            f"{os.path.normpath(os.fsdecode(path))}{os.sep}".startswith((*readable, own))
        )

    return audit
