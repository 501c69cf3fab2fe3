"""A panel by commands: from its appointment to the consensus; wrong input is one sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cli.main import app
from law.reasons import Lang
from models.store import StoredClock
from tests.fact_dump import nothing_committed
from tests.procurement.small_panel import (
    BIDS_OF,
    L1,
    OPENED,
    PANEL,
    PanelWorld,
    opened_pointed,
    pointed,
)
from tests.procurement.small_papers import TENDER
from tests.procurement.stage_fixtures import stages

__all__ = ["opened_pointed", "pointed", "stages"]

APPOINT = ("panel", "appoint", TENDER, "--as", "head", "--chair", "ada")
MEMBERS = tuple(word for each in PANEL for word in ("--member", each))


def run(world: PanelWorld, *words: str, lang: Lang = "en") -> Result:
    where = ("--data-dir", str(world.store.data_dir), "--lang", lang)
    return CliRunner().invoke(app, [*words, *where])


def done(world: PanelWorld, *words: str, lang: Lang = "en") -> str:
    result = run(world, *words, lang=lang)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


@pytest.fixture
def world(pointed: PanelWorld) -> PanelWorld:
    StoredClock(pointed.store.engine).set(OPENED)
    return pointed


def declared(world: PanelWorld) -> PanelWorld:
    done(world, *APPOINT, *MEMBERS)
    for each in PANEL:
        done(world, "panel", "declare", TENDER, "--as", each, "--statement", "Inga bindningar")
    return world


def filled(world: PanelWorld, folder: Path, person: str, points: str = "7/2") -> Path:
    """The person's sheet of L1 as it is printed, with every line filled in."""
    blank = done(world, "panel", "sheet", L1, "--as", person)
    path = folder / f"{person}.yaml"
    given = blank.replace("points:", f"points: {points}")
    path.write_text(given.replace("reason:", f"reason: skäl {person}"), encoding="utf-8")
    return path


def handed_in(world: PanelWorld, folder: Path, points: str = "7/2") -> PanelWorld:
    declared(world)
    for each in PANEL:
        file = filled(world, folder, each, points)
        done(world, "panel", "score", L1, str(file), "--as", each)
    return world


def agreed_file(folder: Path, points: object = 3) -> Path:
    reason = {"sv": "Tydlig metod", "en": "A clear method"}
    given = {"method": {"points": points, "reason": reason},
             "staff": {"points": 2, "reason": reason}}  # fmt: skip
    path = folder / "consensus.yaml"
    path.write_text(
        json.dumps({"lot": L1, "consensus": dict.fromkeys(BIDS_OF[L1], given)}),
        encoding="utf-8",
    )
    return path


def shown(world: PanelWorld) -> dict[str, object]:
    answer: dict[str, object] = json.loads(done(world, "panel", "show", TENDER, "--json"))
    return answer


def test_a_blank_sheet_names_bids_criteria_and_scales(world: PanelWorld) -> None:
    declared(world)
    assert done(world, "panel", "sheet", L1, "--as", "bo", lang="sv").splitlines()[:10] == [
        "# Poäng och skäl för varje anbud och kriterium.",
        f'lot: "{L1}"',
        "scores:",
        "  e1: # Demo East AB",
        "    method: # Metod, 0–5",
        "      points:",
        "      reason:",
        "    staff: # Personal, 0,5–3,5",
        "      points:",
        "      reason:",
    ]


def test_a_lot_is_scored_from_blank_sheets_to_the_consensus(
    world: PanelWorld, tmp_path: Path
) -> None:
    handed_in(world, tmp_path)
    sealed = shown(world)
    assert sealed["chair"] == "ada"
    assert sealed["lots"][0] == {  # type: ignore[index]
        "lot": L1, "handed_in": ["ada", "bo", "cy"], "awaited": [], "barred": [],
        "opened": False, "scores": [],
    }  # fmt: skip
    assert done(world, "panel", "open", L1, "--as", "ada") == f"Sheets of {L1} opened: 3.\n"
    agreed = done(world, "panel", "agree", L1, str(agreed_file(tmp_path)), "--as", "ada")
    assert agreed == f"New scores of the consensus on {L1}: 6.\n"
    first = shown(world)["lots"][0]["scores"][0]  # type: ignore[index]
    assert (first["bid"], first["criterion"]) == ("e1", "method")
    assert first["scores"][1] == {
        "person": "bo", "points": "7/2", "reason": "skäl bo", "counts": True,
    }  # fmt: skip
    assert first["consensus"] == [
        {
            "version": 1,
            "points": "3",
            "reason": {"sv": "Tydlig metod", "en": "A clear method"},
            "counts": True,
        }
    ]
    table = done(world, "panel", "show", TENDER)
    for word in ("Ada 3.5", "A clear method", "chair"):
        assert word in table


def test_before_the_opening_no_command_shows_anothers_scores(
    world: PanelWorld, tmp_path: Path
) -> None:
    handed_in(world, tmp_path, "17/7")
    told = [
        done(world, "panel", "show", TENDER),
        done(world, "panel", "show", TENDER, "--json"),
        done(world, "panel", "sheet", L1, "--as", "ada"),
        run(world, "journal", "show", "--subject", TENDER, "--json").stdout,
    ]
    assert [word for word in ("17/7", "2.43", "skäl") if any(word in each for each in told)] == []


def test_whoever_leaves_is_shown_to_have_left(world: PanelWorld) -> None:
    declared(world)
    leaving = ("panel", "leave", TENDER, "--as", "head", "--member", "cy", "--reason", "Sjuk")
    assert done(world, *leaving, "--reason-en", "Ill") == "cy has left the panel.\n"
    assert "har lämnat" in done(world, "panel", "show", TENDER, lang="sv")


def test_every_act_of_a_panel_answers_in_json(world: PanelWorld, tmp_path: Path) -> None:
    def answer(*words: str) -> dict[str, object]:
        found: dict[str, object] = json.loads(done(world, "panel", *words, "--json"))
        return found

    assert shown(world)["assessors"] == []
    assert done(world, "panel", "show", TENDER).startswith(f"{TENDER} has no assessors.")
    panel: dict[str, object] = {"tender": TENDER, "chair": "ada", "assessors": list(PANEL)}
    assert answer(*APPOINT[1:], *MEMBERS) == panel
    for each in PANEL:
        told = answer("declare", TENDER, "--as", each, "--statement", "Inga")
        assert told == {"tender": TENDER, "person": each, "ties": []}
    assert shown(world)["lots"][0]["awaited"] == list(PANEL)  # type: ignore[index]
    for each in PANEL:
        file = filled(world, tmp_path, each)
        assert answer("score", L1, str(file), "--as", each) == {"lot": L1, "person": each}
    assert answer("open", L1, "--as", "ada") == {"lot": L1, "opened": 3}
    agreed = answer("agree", L1, str(agreed_file(tmp_path)), "--as", "ada")
    assert agreed == {"lot": L1, "agreed": 6}
    leaving = ("leave", TENDER, "--as", "head", "--member", "ada", "--reason", "Sjuk")
    assert answer(*leaving) == {**panel, "chair": None, "assessors": ["bo", "cy"]}
    assert done(world, "panel", *leaving).endswith(
        "Appoint a new chair with tilldela panel appoint.\n"
    )


def test_a_tie_is_shown_with_the_lots_it_bars_from(world: PanelWorld) -> None:
    done(world, *APPOINT, *MEMBERS)
    words = ("--statement", "Bror i west", "--conflict", "west")
    assert done(world, "panel", "declare", TENDER, "--as", "bo", *words) == (
        "The declaration is made.\n"
    )
    lots = shown(world)["lots"]
    assert [each["barred"] for each in lots] == [[], ["bo"], []]  # type: ignore[attr-defined]


def test_files_of_another_lot_or_form_are_refused(world: PanelWorld, tmp_path: Path) -> None:
    declared(world)
    file = filled(world, tmp_path, "bo")
    other = run(world, "panel", "score", f"{TENDER}/L2", str(file), "--as", "bo")
    assert (other.exit_code, other.stderr) == (
        2,
        (
            f"bo.yaml is about {L1} and not {TENDER}/L2. Name the lot that the file is about, or"
            " another file.\n"
        ),
    )
    file.write_text(f"lot: {L1}\nscore: {{}}\n")
    formless = run(world, "panel", "score", L1, str(file), "--as", "bo")
    assert (formless.exit_code, formless.stderr) == (2, "bo.yaml: scores is missing. Add it.\n")


def test_an_empty_line_of_a_sheet_is_refused(world: PanelWorld, tmp_path: Path) -> None:
    declared(world)
    file = filled(world, tmp_path, "bo", points="")
    result = run(world, "panel", "score", L1, str(file), "--as", "bo")
    assert (result.exit_code, result.stderr) == (
        2,
        "Bid e1 has no points for method. State the points; zero too is a judgement.\n",
    )


REFUSED = {
    "a chair who is no assessor": (
        ("panel", "appoint", TENDER, "--as", "head", "--member", "ada", "--chair", "dag"),
        "The chair dag is not one of the assessors.",
    ),
    "an unknown tender": (("panel", "show", "NONE"), "NONE"),
    "an unknown lot": (("panel", "open", "NONE", "--as", "ada"), "There is no lot NONE."),
    "an unknown person": (("panel", "sheet", L1, "--as", "nobody"), "There is no person nobody"),
    "too early": (("panel", "open", L1, "--as", "ada"), "one is awaited from Ada, Bo, Cy"),
}


@pytest.mark.parametrize(("words", "said"), REFUSED.values(), ids=REFUSED)
def test_what_may_not_be_is_one_sentence_and_exit_code_2(
    world: PanelWorld, words: tuple[str, ...], said: str
) -> None:
    declared(world)
    with nothing_committed(world.store):
        result = run(world, *words)
    assert (result.exit_code, result.stdout, said in result.stderr) == (2, "", True)
