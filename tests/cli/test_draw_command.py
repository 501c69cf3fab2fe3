"""`tilldela draw`: the whole answer, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner, Result

from cli.main import app

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "evaluation" / "draw.yaml"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["draw", *arguments], env={"COLUMNS": "120"})


def test_json_is_seed_tickets_and_order() -> None:
    result = run(str(EXAMPLE), "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    tickets = {
        "T-1/1/b": "0316c6f2e9372c84b3ed8bd424adfa20cf462d7cb61cc1038ec3ac05f340fb09",
        "T-1/1/a": "188dfd2e32dd4d672cc053e529773fe1936f16be7ca0e1866c4584b3ee2ffb7f",
    }
    assert json.loads(result.stdout) == {
        "seed": "c614508982a65f9bc5c70bb18aa0e810fee62cc631fcfba045c9304ffd621858",
        "tickets": tickets,
        "order": list(tickets),
    }


def test_the_table_is_in_swedish_unless_asked() -> None:
    shown = run(str(EXAMPLE)).stdout
    assert all(
        word in shown for word in ("Lottning, T-1/1", "Ordning", "Anbud", "Lott", "Frö: c61")
    )


def test_ids_are_shown_as_they_are(tmp_path: Path) -> None:
    file = tmp_path / "draw.yaml"
    hashed = "0" * 64
    file.write_text(
        f"tender: T\nlot: '[red]L[/]'\nenvelopes: {{'[b]A': {hashed}, B: {hashed}}}\n"
        "tied: ['[b]A', B]"
    )
    shown = run(str(file)).stdout
    assert "[red]L[/]" in shown
    assert "[b]A" in shown


def test_a_wrong_file_is_one_line_and_exit_code_two(tmp_path: Path) -> None:
    file = tmp_path / "draw.yaml"
    for text in ("tender: T", "[", ""):
        file.write_text(text)
        result = run(str(file), "--json")
        assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert run(str(tmp_path / "none")).exit_code == 2
