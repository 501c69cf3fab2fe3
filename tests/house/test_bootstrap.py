"""`script/bootstrap` on machines that lack something, played by stand-ins on PATH."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NEEDED = [
    "bash",
    "cat",
    "cut",
    "dirname",
    "flock",
    "mktemp",
    "rm",
    "sha256sum",
    "tr",
    "env",
    "grep",
]
PANGO = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
# A Python is asked four things; what it has lies as files beside it.
PYTHON = """#!/usr/bin/env bash
here=$(dirname "$0")
case $* in
*"sys.version_info <"*) exit 0 ;;
*libpango*) [ -e "$here/pango" ] ;;
*ensurepip*) [ -e "$here/venv" ] ;;
*sys.executable*) echo "$0" ;;
*%d.%d*) echo 3.11 ;;
*) exit 1 ;;
esac
"""


@dataclass(frozen=True)
class Machine:
    checkout: Path
    bin: Path

    def has(self, name: str, script: str) -> Path:
        path = self.bin / name
        path.write_text(script, encoding="utf-8")
        path.chmod(0o755)
        return path

    def has_user(self, number: int) -> None:
        self.has("id", f"#!/usr/bin/env bash\necho {number}\n")

    def has_apt(self, then: str = "") -> None:
        self.has("apt-get", f'#!/usr/bin/env bash\necho "$*" >>"{self.bin}/asked"\n{then}\n')

    def asked_of_apt(self) -> list[str]:
        asked = self.bin / "asked"
        return asked.read_text(encoding="utf-8").splitlines() if asked.exists() else []

    def run(self, script: str, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(self.checkout / "script" / script), *words],
            cwd="/",
            env={"PATH": str(self.bin), "HOME": str(self.bin)} | environment,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """An empty one, where an ordinary user works."""
    checkout, programs = tmp_path / "check out", tmp_path / "bin"
    programs.mkdir()
    shutil.copytree(ROOT / "script", checkout / "script")
    shutil.copytree(ROOT / "requirements", checkout / "requirements")
    shutil.copy(ROOT / "pyproject.toml", checkout)
    for name in NEEDED:
        found = shutil.which(name)
        assert found, f"{name} is part of every Debian"
        (programs / name).symlink_to(found)
    made = Machine(checkout, programs)
    made.has_user(1000)
    return made


def test_a_machine_without_python_is_told_so(machine: Machine) -> None:
    done = machine.run("bootstrap")
    assert done.returncode == 1
    assert done.stderr == (
        "bootstrap: no Python 3.11 or newer found: install python3,"
        " or point TILLDELA_PYTHON at one.\n"
    )


def test_a_name_that_does_not_start_is_passed_over(machine: Machine) -> None:
    machine.has("python3.13", "#!/usr/bin/env bash\nexit 127\n")
    machine.has("python3", PYTHON)
    assert "Pango is missing" in machine.run("bootstrap").stderr


def test_a_chosen_python_that_does_not_start_is_named(machine: Machine) -> None:
    machine.has("python3", PYTHON)
    done = machine.run("bootstrap", TILLDELA_PYTHON="/nowhere/python")
    assert done.returncode == 1
    assert done.stderr.startswith("bootstrap: TILLDELA_PYTHON=/nowhere/python is not a Python 3.11")


def test_without_root_a_missing_pango_is_one_line(machine: Machine) -> None:
    machine.has("python3", PYTHON)
    machine.has_apt()
    done = machine.run("bootstrap")
    assert done.returncode == 1
    assert done.stderr == (
        f"bootstrap: Pango is missing, which typesets the PDFs: install {PANGO}"
        f" (apt-get install {PANGO}) and run this again.\n"
    )
    assert machine.asked_of_apt() == []


def test_root_gets_what_is_missing_after_one_renewal_of_the_lists(machine: Machine) -> None:
    machine.has("python3", PYTHON)
    machine.has_user(0)
    machine.has_apt(f'case $* in *install*libpango*) : >"{machine.bin}/pango" ;; esac')
    done = machine.run("bootstrap")
    assert done.returncode == 1
    assert machine.asked_of_apt() == [
        "-qq update",
        f"-qq install --yes --no-install-recommends {PANGO}",
        "-qq install --yes --no-install-recommends python3.11-venv",
    ]
    assert done.stderr.splitlines()[-1] == (
        f"bootstrap: {machine.bin}/python3 cannot make virtual environments:"
        " install python3.11-venv (apt-get install python3.11-venv) and run this again."
    )


def test_lists_that_cannot_be_renewed_do_not_end_the_attempt(machine: Machine) -> None:
    machine.has("python3", PYTHON)
    machine.has_user(0)
    machine.has_apt("exit 1")
    done = machine.run("bootstrap")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("bootstrap: Pango is missing")


def test_an_unknown_set_is_refused(machine: Machine) -> None:
    assert (
        machine.run("bootstrap", "all").stderr == "bootstrap: usage: script/bootstrap [run|dev]\n"
    )


def ready(machine: Machine, name: str) -> Path:
    """An environment as bootstrap leaves it."""
    inside = machine.checkout / ".venv" / "bin"
    inside.mkdir(parents=True)
    shutil.copy(machine.has("python3", PYTHON), inside / "python")
    (inside / "pango").touch()
    (inside / "tilldela").touch(mode=0o755)
    parts = [f"requirements/{name}.txt", "pyproject.toml", "script/bootstrap"]
    digest = hashlib.sha256(b"".join((machine.checkout / part).read_bytes() for part in parts))
    stamp = machine.checkout / ".venv" / ".tilldela"
    stamp.write_text(f"{name} {digest.hexdigest()} {machine.checkout} ", encoding="utf-8")
    return stamp


@pytest.mark.parametrize(("there", "asked"), [("run", "run"), ("dev", "dev"), ("dev", "run")])
def test_with_everything_in_place_nothing_is_done_or_said(
    machine: Machine, there: str, asked: str
) -> None:
    ready(machine, there)
    done = machine.run("bootstrap", asked)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("changed", ["requirements/run.txt", "pyproject.toml"])
def test_a_changed_set_is_installed_anew(machine: Machine, changed: str) -> None:
    ready(machine, "run")
    with (machine.checkout / changed).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    # Going on to work, it finds the first thing this machine lacks.
    assert "Pango is missing" in machine.run("bootstrap").stderr


def test_a_moved_checkout_is_set_up_anew(machine: Machine) -> None:
    ready(machine, "run")
    moved = Machine(machine.checkout.rename(machine.checkout.parent / "moved"), machine.bin)
    assert "Pango is missing" in moved.run("bootstrap").stderr


def test_a_lock_that_tells_an_address_is_refused(machine: Machine) -> None:
    uv = machine.checkout / ".tools" / "bin" / "uv"
    uv.parent.mkdir(parents=True)
    uv.write_text(
        '#!/usr/bin/env bash\necho "one==1 @ https://packages.invalid/" >requirements/dev.txt\n',
        encoding="utf-8",
    )
    uv.chmod(0o755)
    done = machine.run("lock")
    assert done.returncode == 1
    assert done.stderr == (
        "lock: requirements/dev.txt holds an address or a path of this machine (above).\n"
    )
