"""The docs tell the truth: what they show runs, what they link to is there."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import typer.main
from typer.testing import CliRunner

from cli.main import app

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
IMAGES = sorted((ROOT / "docs" / "images").iterdir())
TILLDELA = ".venv/bin/tilldela"
FENCE = re.compile(r"^```(sh|console)\n(.*?)^```$", re.M | re.S)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)|<img[^>]*\ssrc=\"([^\"]+)\"")
LARGEST_IMAGE = 300_000
CLI: Any = typer.main.get_command(app)


@dataclass(frozen=True)
class Shown:
    """A command as a page shows it; `output` only where the page shows that too."""

    page: str
    words: tuple[str, ...]
    output: str | None = None

    def __str__(self) -> str:
        return f"{self.page}: {shlex.join(self.words)}"


def named(page: Path) -> str:
    return str(page.relative_to(ROOT))


def shown_in(page: Path) -> Iterator[Shown]:
    for kind, block in FENCE.findall(page.read_text(encoding="utf-8")):
        if kind == "sh":
            for line in block.splitlines():
                yield Shown(named(page), tuple(shlex.split(line, comments=True)))
        else:
            for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
                line, _, output = part.partition("\n")
                yield Shown(named(page), tuple(shlex.split(line)), output)


SHOWN = [shown for page in PAGES for shown in shown_in(page) if shown.words]
OF_TILLDELA = [shown for shown in SHOWN if shown.words[0] == TILLDELA]
WITH_OUTPUT = [shown for shown in SHOWN if shown.output is not None]
SCRIPTS = [shown for shown in SHOWN if shown.words[0] != TILLDELA]


def leaves(command: Any, name: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    for child, found in getattr(command, "commands", {}).items():
        yield from leaves(found, (*name, child))
    if not hasattr(command, "commands"):
        yield name, command


def parse(words: tuple[str, ...]) -> None:
    """What the command line makes of the words, without doing it; raises when it refuses."""
    command, rest = CLI, list(words)
    while hasattr(command, "commands"):
        command = command.commands[rest.pop(0)]
    command.make_context("shown", rest)


def all_text() -> str:
    return "\n".join(page.read_text(encoding="utf-8") for page in PAGES)


def test_the_pages_show_commands() -> None:
    assert {Path(shown.page).name for shown in SHOWN} >= {"README.md", "commands.md"}
    assert (OF_TILLDELA != [], WITH_OUTPUT != []) == (True, True)


@pytest.mark.parametrize("shown", OF_TILLDELA, ids=str)
def test_a_shown_command_is_one_that_the_command_line_takes(shown: Shown) -> None:
    parse(shown.words[1:])


@pytest.mark.parametrize("shown", SCRIPTS, ids=str)
def test_a_shown_script_can_be_started(shown: Shown) -> None:
    assert os.access(ROOT / shown.words[0], os.X_OK)


@pytest.mark.parametrize("shown", [each for each in SCRIPTS if "demo" in each.words[0]], ids=str)
def test_what_is_handed_to_the_demo_script_is_what_the_command_takes(shown: Shown) -> None:
    parse(("demo", *shown.words[1:]))


@pytest.mark.parametrize("shown", WITH_OUTPUT, ids=str)
def test_a_shown_output_is_the_one_that_comes(
    shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    result = CliRunner().invoke(app, list(shown.words[1:]), env={"COLUMNS": "120"})
    # A page's reader sees no difference between a space and one that does not break.
    spaced = result.output.replace("\N{NO-BREAK SPACE}", " ")
    printed = "\n".join(line.rstrip() for line in spaced.splitlines())
    assert (result.exit_code, printed.strip()) == (0, (shown.output or "").strip())


def test_every_command_and_option_is_in_the_docs() -> None:
    text = all_text()
    missing = [
        f"{' '.join(name)} {option}".strip()
        for name, command in leaves(CLI)
        for option in ("", *_options(command))
        if (option or f"tilldela {' '.join(name)}") not in text
    ]
    assert missing == []


def _options(command: Any) -> Iterator[str]:
    for parameter in command.params:
        spelled = [*parameter.opts, *parameter.secondary_opts]
        yield from (option for option in spelled if option.startswith("--") and option != "--help")


def test_every_script_is_in_the_docs() -> None:
    text = all_text()
    files = [path for path in (ROOT / "script").iterdir() if path.is_file()]
    assert [path.name for path in files if f"script/{path.name}" not in text] == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_leads_to_a_file(page: Path) -> None:
    found = ["".join(pair) for pair in LINK.findall(page.read_text(encoding="utf-8"))]
    files = [link.split("#")[0] for link in found if not link.startswith(("http", "#", "mailto"))]
    assert [link for link in files if not (page.parent / link).exists()] == []


def test_every_file_that_the_docs_name_exists() -> None:
    pattern = re.compile(r"`((?:[\w.-]+/)+[\w.-]+\.(?:py|md|yaml|txt|html))`")
    missing = {
        (named(page), name)
        for page in PAGES
        for name in pattern.findall(page.read_text(encoding="utf-8"))
        if not (ROOT / name).exists()
    }
    assert missing == set()


@pytest.mark.parametrize("page", DECISIONS, ids=named)
def test_a_decision_says_context_decision_and_consequences(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", text, re.M) == ["Context", "Decision", "Consequences"]
    assert text.startswith(f"# {page.name[:4]}. ")


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = [int(page.name[:4]) for page in DECISIONS]
    assert numbers == list(range(1, len(DECISIONS) + 1))


@pytest.mark.parametrize("image", IMAGES, ids=named)
def test_an_image_is_small_used_and_asks_nothing_of_the_network(image: Path) -> None:
    body = image.read_bytes()
    assert len(body) < LARGEST_IMAGE
    assert f"docs/images/{image.name}" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert b"url(http" not in body.replace(b'"', b"")


def test_readme_shows_the_two_commands_and_its_pictures() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    wanted = [
        "script/demo",
        "script/test",
        "docs/images/contract.png",
        "docs/images/demo-table.svg",
        "docs/images/margins.png",
    ]
    assert [each for each in wanted if each not in text] == []


def test_pictures_says_in_one_line_that_poppler_is_missing(tmp_path: Path) -> None:
    for name in ("bash", "dirname"):
        (tmp_path / name).symlink_to(shutil.which(name) or name)
    done = subprocess.run(
        [ROOT / "script" / "pictures"],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "poppler-utils" in done.stderr
