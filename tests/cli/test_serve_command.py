"""`tilldela serve`, as far as it goes without starting anything."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from cli.serve import serve

app = typer.Typer()
app.command()(serve)


def test_a_taken_port_is_one_clear_sentence(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = CliRunner().invoke(app, ["--data-dir", str(tmp_path / "data"), "--port", str(port)])
    assert done.exit_code == 2
    assert " ".join(done.stderr.split()).endswith(
        f"Port {port} on 127.0.0.1 is already in use: stop what uses it"
        " (perhaps another `tilldela serve`), or choose another with --port."
    )
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(("mode", "warnings"), [(0o755, 1), (0o700, 0)])
def test_a_data_directory_open_to_others_is_one_line(
    tmp_path: Path, mode: int, warnings: int
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data").chmod(mode)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        done = CliRunner().invoke(app, ["--data-dir", str(tmp_path / "data"), "--port", port])
    said = f"{tmp_path / 'data'} is open to others than its owner; run chmod 700"
    assert done.stderr.count(said) == warnings
