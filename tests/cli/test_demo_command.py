"""`tilldela demo` as a newcomer meets it: the whole story once, and wrong input."""

from __future__ import annotations

import fcntl
import hashlib
import json
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any, TypeGuard

import pytest
from pypdf import PdfReader
from sqlmodel import select

from cli.demo.command import PLAY
from documents.contexts import ContractContext, DocumentContext
from documents.rendering import ProcessRenderer
from flows.rehearsal_steps import Rehearsal
from interop.play_files import load_play
from models.admissions import ChoiceSignature
from models.contract import Contract, Party, Signature
from models.parties import InstallationKind
from models.settings import Settings
from models.signed_files import SigningMethod
from models.store import Store, open_store
from registry.enrolment import install
from tests.contracts.signed_pages import OnPaper
from tests.flows.small_play import demo_store, perform_all
from tests.plain_renderer import PlainRenderer

ROOT = Path(__file__).parents[2]
TILLDELA = ROOT / ".venv" / "bin" / "tilldela"


def tilldela(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([TILLDELA, *words], cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("demo") / "out"
    done = tilldela("demo", "--out", str(folder))
    assert done.returncode == 0, done.stderr
    return folder, done.stdout


@pytest.fixture(scope="module")
def summary(played: tuple[Path, str]) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((played[0] / "summary.json").read_text())
    return content


def pdfs(folder: Path, kind: str) -> list[Path]:
    return sorted((folder / kind).glob("*.pdf"))


def text_of(path: Path) -> str:
    """On one line, whatever the columns' widths."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


@pytest.mark.slow
def test_the_summary_counts_what_lies_in_the_folders(
    played: tuple[Path, str], summary: dict[str, Any]
) -> None:
    folder, _ = played
    assert {key: value for key, value in summary.items() if key not in ("results", "choice")} == {
        "lots": 46,
        "bids": 208,
        "contracts": len(pdfs(folder, "contracts")),
        "letters": 12 + 4,
        "questions": 4,
        "answers": 1,
        "appealed_lots": ["L10", "L22", "L45"],
        "findings": 2,
    }
    assert len(pdfs(folder, "contracts")) == 46
    of_choice = len(summary["choice"]["letters"])
    assert len(pdfs(folder, "letters")) == 12 + 4 + 4 + 1 + of_choice
    kinds = Counter(path.name.split("-")[0] for path in pdfs(folder, "protocols"))
    assert kinds == {"opening": 1, "evaluation": 3, "decision": 2, "individual_report": 2}
    assert {path.stem[-3:] for path in pdfs(folder, "protocols")} == {"-sv"}
    assert len(pdfs(folder, "performance")) == 12
    assert len(pdfs(folder, "audits")) == 1


@pytest.mark.slow
def test_the_system_of_choice_leaves_its_contracts_and_its_page(
    played: tuple[Path, str], summary: dict[str, Any]
) -> None:
    folder, output = played
    choice = summary["choice"]
    assert choice["standings"] == {"admitted": 5, "left": 1, "refused": 1}
    assert len(pdfs(folder, "choice")) == choice["contracts"] == 6
    assert (folder / "choice" / "providers-sv.html").is_file()
    assert "7 ansökningar, 1 nekad, 6 avtal, 5 leverantörer" in output


@pytest.mark.slow
def test_contracts_are_signed_files_that_both_parties_signed(played: tuple[Path, str]) -> None:
    with open_store(Settings(data_dir=played[0])).read() as work:
        signed = Counter((row.party, row.method) for row in work.session.exec(select(Signature)))
        of_choice = Counter(
            (row.party, row.method) for row in work.session.exec(select(ChoiceSignature))
        )
    assert signed[Party.BUYER, SigningMethod.PADES] == 46
    assert {method for _, method in signed} == {SigningMethod.PADES}
    assert of_choice == {("provider", "pades"): 6, ("buyer", "pades"): 6}
    for path in pdfs(played[0], "contracts"):
        assert path.read_bytes().count(b"/ETSI.CAdES.detached") == 2, path.name


@pytest.mark.slow
def test_another_run_makes_the_same_contracts_to_the_byte(
    played: tuple[Path, str], tmp_path: Path
) -> None:
    """Its documents are not set, but for two: the same text is the same file, as others prove."""
    play, renderer = load_play(PLAY), PlainRenderer()
    again = Rehearsal(play, demo_store(tmp_path, play), renderer, OnPaper(), "sv")
    perform_all(again)
    first, second = (
        contracts_in(open_store(Settings(data_dir=played[0]))),
        contracts_in(again.store),
    )
    assert {number: text for number, (text, _) in second.items()} == {
        number: text for number, (text, _) in first.items()
    }
    drawn_up = {each.contract_number: each for each in renderer.asked if is_contract(each)}
    numbers = [*drawn_up][:1] + [*drawn_up][-1:]
    with ProcessRenderer() as processes:
        pdfs = processes.render_all([drawn_up[number] for number in numbers])
    assert [hashlib.sha256(pdf).hexdigest() for pdf in pdfs] == [
        first[number][1] for number in numbers
    ]


def is_contract(context: DocumentContext) -> TypeGuard[ContractContext]:
    return isinstance(context, ContractContext)


def contracts_in(store: Store) -> dict[str, tuple[str, str]]:
    """Number → the hashes of the text, and of the file, before anybody signed."""
    with store.read() as work:
        rows = work.session.exec(select(Contract)).all()
        return {row.number: (row.text_sha256, row.pdf_sha256) for row in rows}


@pytest.mark.slow
def test_each_lot_says_when_it_could_be_signed(summary: dict[str, Any]) -> None:
    days = ("last_day", "earliest_contract", "signable_from", "concluded")
    found = Counter(tuple(result[day] for day in days) for result in summary["results"])
    assert found == {
        ("2025-12-29", "2025-12-30", "2025-12-30", "2026-01-08"): 43,
        ("2025-12-29", "2026-03-27", "2026-03-27", "2026-03-30"): 1,
        ("2025-12-29", "2026-05-26", "2026-05-26", "2026-05-27"): 1,
        ("2026-05-04", "2026-05-05", "2026-05-05", "2026-05-06"): 1,
    }
    assert all(result["reasons"] for result in summary["results"])


@pytest.mark.slow
def test_every_notice_tells_the_day_and_accepts_nothing(played: tuple[Path, str]) -> None:
    for path in sorted((played[0] / "letters").glob("STA-2025-D*.pdf")):
        text = text_of(path)
        day = "29 december 2025" if "-D1-" in path.name else "4 maj 2026"
        assert day in text, path.name
        assert "Inget avtal sluts genom denna underrättelse" in text, path.name
        assert "accept" not in text.lower(), path.name


@pytest.mark.slow
def test_the_loser_is_told_what_is_not_secret(played: tuple[Path, str]) -> None:
    text = text_of(played[0] / "letters" / "STA-2025-R1-P11.pdf")

    assert "Högst 20 deltagare" in text
    assert text.count("sekretess (31 kap. 16 § OSL)") == 2
    assert "minst 4 arbetsgivare" not in text, "the winner's level of network"
    assert "senast 5 arbetsdagar" not in text, "the winner's start-up plan"


@pytest.mark.slow
def test_a_low_price_is_asked_about_explained_and_accepted_with_a_reason(
    played: tuple[Path, str],
) -> None:
    report = text_of(played[0] / "protocols" / "evaluation-STA-2025-U1-sv.pdf")

    told = report[report.index("Priser som har granskats") :]
    assert "Minst 25 procent under de andra anbudens median" in told
    assert told.count("Godtagen: Förklaringen är rimlig") == 2
    assert "Hur nära ett annat utfall är" in told


@pytest.mark.slow
def test_the_diary_of_the_demo_verifies_and_knows_the_letters_checkpoint(
    played: tuple[Path, str],
) -> None:
    letter = PdfReader(pdfs(played[0], "letters")[0]).pages[0].extract_text()
    # The number, a dot, and eight groups of four.
    checkpoint = " ".join(letter.split("kontrollpunkt ")[1].split()[:10])

    whole = tilldela("journal", "verify", "--data-dir", str(played[0]), "--checkpoint", checkpoint)

    assert whole.returncode == 0
    assert "Journalen är hel" in whole.stdout
    assert "Kontrollpunkten stämmer" in whole.stdout


@pytest.mark.slow
def test_the_table_names_every_lot_and_what_held_the_appealed_ones(
    played: tuple[Path, str],
) -> None:
    lines = played[1].splitlines()
    assert sum(line.strip().startswith("L") for line in lines) == 46
    [held] = [line for line in lines if "L22 Östersund" in line]
    assert "KR:s interimistiska beslut" in held
    assert "2026-05-26" in held


def broken(tmp_path: Path, name: str, old: str, new: str) -> Path:
    folder = tmp_path / "play"
    shutil.copytree(PLAY, folder)
    text = (folder / name).read_text()
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1))
    return folder


def test_a_fault_in_the_play_is_told_and_nothing_is_made(tmp_path: Path) -> None:
    play = broken(tmp_path, "lots.csv", "L01,Stockholm,Stockholms län,150,", "L01,Stockholm,x,-1,")

    done = tilldela("demo", "--play", str(play), "--out", str(tmp_path / "out"))

    assert (done.returncode, done.stdout) == (2, "")
    assert "lots.csv, line 2, places_per_year" in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")

    done = tilldela("demo", "--out", str(tmp_path), "--lang", "en")

    assert done.returncode == 2
    assert done.stderr == (
        f"{tmp_path} holds something other than a demo and is left alone."
        " Name another folder with --out.\n"
    )
    assert (tmp_path / "thesis.txt").read_text() == "mine"


def test_a_live_installation_is_never_played_in(tmp_path: Path) -> None:
    install(Settings(data_dir=tmp_path), InstallationKind.LIVE)

    for words in (["--resume"], []):
        done = tilldela("demo", "--out", str(tmp_path), *words)
        assert done.returncode == 2
        assert "innehåller annat än en demo och lämnas orörd" in done.stderr


def test_two_demos_do_not_share_a_folder(tmp_path: Path) -> None:
    with (tmp_path / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = tilldela("demo", "--out", str(tmp_path))

    assert done.returncode == 2
    assert done.stderr.startswith(f"En demo spelas redan i {tmp_path}.")


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    done = tilldela("demo", "--out", str(tmp_path / "file" / "below"), "--lang", "en")

    assert done.returncode == 2
    assert done.stderr == (
        f"{tmp_path}/file/below cannot be written to (Not a directory)."
        " Name another folder with --out.\n"
    )


@pytest.mark.parametrize("words", [["lots", "STA-2025"], ["journal", "verify"]])
def test_a_command_that_reads_changes_nothing_in_a_strange_database(
    tmp_path: Path, words: list[str]
) -> None:
    (tmp_path / "tilldela.db").write_bytes(b"x")

    done = tilldela(*words, "--data-dir", str(tmp_path))

    assert done.returncode == 2
    assert done.stderr.startswith(f"Databasen i {tmp_path} går inte att läsa här.")
    assert (tmp_path / "tilldela.db").read_bytes() == b"x"


def test_an_empty_journal_is_not_whole(tmp_path: Path) -> None:
    install(Settings(data_dir=tmp_path), InstallationKind.LIVE)

    done = tilldela("journal", "verify", "--data-dir", str(tmp_path))

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Journalen är tom.")


def test_an_unknown_language_is_refused(tmp_path: Path) -> None:
    done = tilldela("demo", "--lang", "fi", "--out", str(tmp_path / "out"))

    assert done.returncode == 2
    assert not (tmp_path / "out").exists()
