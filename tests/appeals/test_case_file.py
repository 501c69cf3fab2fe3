"""The case file of one matter, made once: what is in it, and what its masked copy withholds."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pikepdf
import pytest
from pikepdf import pdfa
from pypdf import PdfReader
from pypdf.generic import Destination
from typer.testing import CliRunner

from cli.main import app
from models.store import StoredClock
from tests.appeals.case_file_world import MATTER, lodged_world
from tests.documents.plain_pdfs import all_of
from tests.procurement.small_papers import at
from tests.procurement.small_tender import Stages, World

pytestmark = pytest.mark.render


@dataclass
class Made:
    world: World
    said: Any
    """What the command answered."""
    court: Path
    """Where it put the files."""
    folder: Path
    """The unpacked archive."""

    def pdf(self, name: str) -> bytes:
        return (self.folder / name / "case-file.pdf").read_bytes()

    def manifest(self, name: str) -> Any:
        return json.loads((self.folder / name / "manifest.json").read_text())


@pytest.fixture(scope="module")
def made(stages: Stages, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    folder = tmp_path_factory.mktemp("case-file")
    world = lodged_world(stages.copy_to(folder / "world", "notified"))
    StoredClock(world.store.engine).set(at(3, 13))
    words = ["appeals", "case-file", "4711-26", "--as", "lawyer", "--json"]
    where = ["--out", str(folder / "court"), "--data-dir", str(world.store.data_dir)]
    result = CliRunner().invoke(app, [*words, *where])
    assert result.exit_code == 0, result.stderr
    with ZipFile(folder / "court" / "case-file-full.zip") as archive:
        archive.extractall(folder / "archive")
    yield Made(world, json.loads(result.stdout), folder / "court", folder / "archive")
    world.store.engine.dispose()


def test_the_files_lie_in_the_folder_and_are_those_on_file(made: Made) -> None:
    names = {
        "case-file-full.pdf": "full",
        "case-file-masked.pdf": "masked",
        "statement-draft.pdf": "statement",
        "case-file-full.zip": "archive",
    }
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in made.court.iterdir()
    }
    assert (made.said["matter"], made.said["number"]) == (MATTER, 1)
    assert found.pop("case-file-masked.zip")
    assert found == {name: made.said[key] for name, key in names.items()}


def bookmarks(content: bytes) -> list[tuple[str, list[str]]]:
    with pikepdf.open(BytesIO(content)) as pdf, pdf.open_outline() as outline:
        return [(top.title, [each.title for each in top.children]) for top in outline.root]


def text_of(content: bytes) -> str:
    pages = (page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    return "\n".join(pages).replace("\u00a0", " ")


def test_a_bookmark_leads_to_each_part(made: Made) -> None:
    assert bookmarks(made.pdf("full")) == [
        ("Förteckning", []),
        ("Målet", ["1. Mål 4711-26", "2. Ansökan om överprövning"]),
        ("Beslut", ["3. Tilldelningsbeslut DEMO 2026/1-1"]),
        (
            "Brev och bevis om avsändande",
            [
                f"{number}. Underrättelse om tilldelningsbeslut: Demo {who} AB"
                for number, who in enumerate(("East", "North", "South", "West"), start=4)
            ],
        ),
        ("Annonsering och frågor", ["8. Annonsering av upphandlingen"]),
        ("Upphandlingsdokument", ["9. Förfrågan, version 1"]),
        ("Öppning av anbuden", ["10. Protokoll över anbudsöppningen"]),
        (
            "Anbud",
            [
                "11. Anbud från Demo East AB, L3 (tilldelat)",
                "12. Anbud från Demo South AB, L3 (sökandens)",
                "13. Anbud från Demo South AB, L3, fil 1",
                "14. Anbud från Demo South AB, L3, fil 2",
                "15. Anbud från Demo South AB, L3, fil 3",
            ],
        ),
        ("Utvärdering", ["16. Utvärderingsrapport"]),
        ("Diariet", ["17. Utdrag ur diariets journal"]),
    ]


@pytest.mark.parametrize("name", ["full", "masked"])
def test_each_copy_is_pdf_a(made: Made, name: str) -> None:
    path = made.folder / name / "case-file.pdf"
    # Drawn fonts are in the file; the validator has no judgement of them.
    assert {each.rule for each in pdfa.validate_written(path, "3b").findings} <= {
        "pikepdf:font-type3"
    }
    with pikepdf.open(path) as pdf, pdf.open_metadata() as metadata:
        said = [metadata[f"pdfaid:{key}"] for key in ("part", "conformance")]
        assert (said, len(pdf.Root.OutputIntents)) == (["3", "B"], 1)


def test_the_index_names_the_page_that_each_part_begins_on(made: Made) -> None:
    reader = PdfReader(BytesIO(made.pdf("full")))
    groups = (group for group in reader.outline if isinstance(group, list))
    items = (each for group in groups for each in group if isinstance(each, Destination))
    pages = (reader.get_destination_page_number(each) for each in items)
    starts = [page + 1 for page in pages if page is not None]
    index = " ".join(reader.pages[page].extract_text() for page in range(starts[0] - 1))
    covers = [reader.pages[start - 1].extract_text() for start in starts]
    assert [f"bilaga {number}" in cover for number, cover in enumerate(covers, start=1)] == [
        True
    ] * 17
    assert [str(start) in index for start in starts] == [True] * 17


def test_a_letter_s_cover_tells_how_it_left(made: Made) -> None:
    said = text_of(made.pdf("full"))
    for told in ("elektroniskt medel", "Till adress", "Bevis", "2026-03-02 09:00:00.000000 +01:00"):
        assert told in said


UNREAD = "Hela handlingen, enligt 31 kap. 16 § OSL, tills den är inlagd i akten och har granskats"
PRICE = b"1 000,07 kr"


def spread(content: bytes) -> bytes:
    """Everything in a PDF, in the text of its pages, and in what it has embedded."""
    pieces = [all_of(content), text_of(content).encode()]
    with pikepdf.open(BytesIO(content)) as pdf:
        for spec in pdf.Root.get("/AF", []):
            body = spec.EF.F.read_bytes()
            pieces += [str(spec.UF).encode(), str(spec.get("/Desc", "")).encode(), body]
            if body.startswith(b"PK"):
                pieces += unpacked(body)
    return b"\n".join(pieces)


def unpacked(content: bytes) -> list[bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return [each.encode() + archive.read(each) for each in archive.namelist()]


def everything(folder: Path) -> bytes:
    pieces = []
    for path in sorted(folder.rglob("*")):
        pieces.append(path.name.encode())
        if path.is_file():
            body = path.read_bytes()
            pieces.append(spread(body) if body.startswith(b"%PDF") else body)
            pieces += unpacked(body) if body.startswith(b"PK") else []
    return b"\n".join(pieces)


def test_what_is_marked_is_nowhere_in_the_masked_zip(made: Made, tmp_path: Path) -> None:
    """Text, metadata, bookmarks, notes, attachments, file names, hashes, the journal."""
    with ZipFile(made.court / "case-file-masked.zip") as archive:
        archive.extractall(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"README.txt", "masked", "journal"}
    content = (made.court / "case-file-masked.pdf").read_bytes()
    assert (tmp_path / "masked" / "case-file.pdf").read_bytes() == content
    whole = everything(tmp_path)
    withheld = [each["sha256"] for each in made.manifest("full")["parts"][12:14]]
    secrets = [b"SECRET", PRICE, *(each.encode() for each in withheld)]
    assert [secret for secret in secrets if secret in whole] == []
    assert b"PUBLIC-METHOD" in whole, "the page beside the marked one is there"


def test_the_complete_file_has_all_of_it(made: Made) -> None:
    whole = everything(made.folder / "full")
    told = ("PRICE", "CALC", "NAME", "TITLE", "XMP", "BOOKMARK", "INSIDE", "NOTE")
    assert [each for each in told if f"SECRET-{each}".encode() not in whole] == []
    assert PRICE.decode() in text_of(made.pdf("full"))


def test_what_may_repeat_a_marked_bid_is_listed_for_a_person_to_read(made: Made) -> None:
    assert made.said["look_through"] == [3, 4, 5, 6, 7, 11, 15]


def test_the_masked_copy_says_what_is_withheld_and_by_which_paragraph(made: Made) -> None:
    assert [each["withheld"] for each in made.manifest("masked")["parts"][9:16]] == [
        [UNREAD],
        [],
        ["Vad anbudet innehåller, enligt 31 kap. 16 § OSL"],
        ["Sida 2, enligt 31 kap. 16 § OSL"],
        ["Hela handlingen, enligt 31 kap. 16 § OSL"],
        [],
        [UNREAD],
    ]
    said = text_of(made.pdf("masked"))
    assert "Sidan är utelämnad" in said
    assert "Hela handlingen, enligt 31 kap. 16 § OSL" in said


def test_no_name_in_the_archive_is_a_sender_s(made: Made) -> None:
    names = [path.name for path in sorted((made.folder / "full" / "parts").iterdir())]
    assert names == [
        "002-court.pdf",
        "003-decision.pdf",
        *(f"{number:03d}-letters.pdf" for number in range(4, 8)),
        "009-documents.txt",
        "010-opening.pdf",
        "013-bids.pdf",
        "014-bids.txt",
        "015-bids.pdf",
        "016-evaluation.pdf",
    ]


@pytest.mark.parametrize("name", ["full", "masked"])
def test_the_manifest_has_each_file_s_hash(made: Made, name: str) -> None:
    folder, manifest = made.folder / name, made.manifest(name)
    listed = {each["file"]: each["sha256"] for each in manifest["parts"] if each["file"]}
    listed[manifest["bundle"]["file"]] = manifest["bundle"]["sha256"]
    found = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }
    assert listed == found


@pytest.mark.parametrize(
    ("alone", "signatures"),
    [((), "signatures checked"), (("-I", "-S"), "signatures NOT checked (needs")],
)
def test_the_journal_s_extract_stands_the_verifier_that_comes_with_it(
    made: Made, alone: tuple[str, ...], signatures: str
) -> None:
    """Also on Python alone, with no package installed."""
    run = subprocess.run(
        [sys.executable, *alone, "verify_bundle.py", "journal", "--extract"],
        cwd=made.folder / "journal",
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.startswith("OK: 36 entries (11 without content), 4 checkpoints")
    assert signatures in run.stdout


def test_withheld_contents_are_a_fault_in_what_is_not_called_an_extract(made: Made) -> None:
    command = [sys.executable, "verify_bundle.py", "journal"]
    folder = made.folder / "journal"
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert (run.returncode, len(run.stdout.splitlines())) == (1, 11)


def test_the_journal_s_extract_tells_nothing_of_others(made: Made) -> None:
    """Of the tender, but of another lot alone: L1's and L2's bids are no party's to L3."""
    folder = made.folder / "journal" / "journal"
    told = [
        json.loads(line) for line in (folder / "payloads.jsonl").read_text().splitlines() if line
    ]
    named = {each["bid"] for each in told if "bid" in each}
    assert {each[-1] for each in named} == {"3"}
    assert {each["subject"].partition("/")[0] for each in told} <= {"DEMO-1", *named}


def test_a_foreign_pdf_that_breaks_pdf_a_is_embedded_and_says_so(made: Made) -> None:
    with pikepdf.open(BytesIO(made.pdf("full"))) as pdf:
        names = [str(each.UF) for each in pdf.Root.AF]
    assert "015-bids.pdf" in names
    said = " ".join(text_of(made.pdf("full")).split())
    assert "kan inte visas i PDF/A: alla typsnitt är inte inbäddade" in said


STATED = (
    "UTKAST",
    "1. Yrkande och inställning",
    "6.1 Utvärderingen är felaktig",
    "Sökandens påstående",
    "Vad handlingarna visar",
    "Rättsliga utgångspunkter.</strong> 19 kap. 2 § LOU",
    "Juristen skriver",
)


def test_the_statement_is_a_draft_that_a_lawyer_can_go_on_with(made: Made) -> None:
    page = (made.folder / "statement" / "statement.html").read_text()
    for told in STATED:
        assert told in page
    assert page.count("<script") == 0


def test_the_statement_names_the_page_of_the_complete_file(made: Made) -> None:
    page = (made.folder / "statement" / "statement.html").read_text()
    number, first, last = re.search(r"\(bilaga (16), s\. (\d+)–(\d+)\)", page).groups()  # type: ignore[union-attr]
    pages = PdfReader(BytesIO(made.pdf("full"))).pages
    assert f"bilaga {number}" in pages[int(first) - 1].extract_text()
    assert "bilaga 17" in pages[int(last)].extract_text()
