"""A worker that is closed off reads what libraries bring, and does nothing else."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

TRIES = {
    "write a file": "open('{there}/new', 'w')",
    "write by number": "os.open('{there}/new', os.O_WRONLY | os.O_CREAT)",
    "read a file": "open('{there}/canary')",
    "read by path": "pathlib.Path('{there}/canary').read_bytes()",
    "read around the roots": "open(sys.prefix + '/../../../../../../etc/hostname')",
    "read beside the code": "open('{root}/pyproject.toml')",
    "read passwords": "open('/etc/passwd')",
    "list a folder": "os.listdir('{there}')",
    "remove a file": "os.remove('{there}/canary')",
    "rename a file": "os.rename('{there}/canary', '{there}/b')",
    "make a folder": "os.mkdir('{there}/b')",
    "a temporary file": "tempfile.mkstemp(dir='{there}')",
    "connect": "socket.create_connection(('127.0.0.1', 9))",
    "ask for a name": "socket.getaddrinfo('localhost', 80)",
    "fetch": "urllib.request.urlopen('http://127.0.0.1:9/')",
    "a process": "subprocess.run(['/bin/true'])",
    "a shell": "os.system('true')",
    "fork": "os.fork()",
    "become another": "os.execv('/bin/true', ['true'])",
    "spawn": "os.posix_spawn('/bin/true', ['true'], {{}})",
    "a library": "ctypes.CDLL('libc.so.6')",
    "a database": "sqlite3.connect(':memory:')",
}
NEEDED = {
    "a library's data": "importlib.resources.files('babel').joinpath('global.dat').read_bytes()",
    "a template": "open('{root}/templates/documents/print.css').read()",
    "code of ours": "importlib.import_module('documents.charts')",
    "an hour elsewhere": "zoneinfo.ZoneInfo('Europe/Stockholm')",
}
RUN = """
import ctypes, importlib.resources, json, os, pathlib, socket, sqlite3, subprocess, sys
import tempfile, urllib.request, zoneinfo
from documents.confinement import Confined, close_off
tries = json.loads(sys.argv[1])
close_off()
said = {}
for name, code in tries.items():
    try:
        eval(code)
        said[name] = "done"
    except Confined:
        said[name] = "confined"
    except Exception as error:
        said[name] = repr(error)
print(json.dumps(said))
"""


def test_what_no_document_needs_is_refused_and_what_one_needs_is_there(tmp_path: Path) -> None:
    (tmp_path / "canary").write_text("CANARY-6f1d")
    tries = {
        name: code.format(there=tmp_path, root=ROOT) for name, code in (TRIES | NEEDED).items()
    }
    run = subprocess.run(
        [sys.executable, "-P", "-c", RUN, json.dumps(tries)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    wanted = dict.fromkeys(TRIES, "confined") | dict.fromkeys(NEEDED, "done")
    assert json.loads(run.stdout) == wanted
    assert [each.name for each in tmp_path.iterdir()] == ["canary"]
