"""Every hostile file gets its own answer, and every ordinary one goes through."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from law.reasons import Text
from registry.uploads.check import Accepted, check_upload
from registry.uploads.pdf import examine
from registry.uploads.refusals import UploadRefused
from tests.registry.uploads.archive_maker import DESCRIBED, UTF8, Entry, archive, packed
from tests.registry.uploads.hostile_archives import ARCHIVES
from tests.registry.uploads.hostile_files import FILES, XXE, crowded
from tests.registry.uploads.legal_files import LEGAL, docx_parts, pdf

HOSTILE = {**FILES, **ARCHIVES}
ANSWERS: dict[str, dict[str, str]] = yaml.safe_load(
    (Path(__file__).with_name("hostile.yaml")).read_text(encoding="utf-8")
)
OPENXML = "application/vnd.openxmlformats-officedocument."
MEDIA_TYPES = {
    "csv": "text/csv",
    "docx": f"{OPENXML}wordprocessingml.document",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "png": "image/png",
    "txt": "text/plain",
    "xlsx": f"{OPENXML}spreadsheetml.sheet",
    "xml": "application/xml",
    "zip": "application/zip",
}
# Answers a bomb in a process of its own, and tells that process's peak memory.
MEASURED = """
import resource, sys
from pathlib import Path
from registry.uploads.check import check_upload
from registry.uploads.refusals import UploadRefused
bomb = Path(sys.argv[1])
check_upload("a.txt", b"a")
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    check_upload(bomb.name, bomb)
except UploadRefused as refusal:
    print(refusal.code, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def refusal_of(name: str, content: bytes | Path) -> UploadRefused:
    with pytest.raises(UploadRefused) as caught:
        check_upload(name, content)
    return caught.value


def test_every_hostile_file_has_its_answer() -> None:
    assert list(ANSWERS) == list(HOSTILE)
    assert len(HOSTILE) >= 45


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_is_refused_in_its_own_words(case: str) -> None:
    refusal = refusal_of(*HOSTILE[case]())
    answer = ANSWERS[case]
    assert (refusal.code, refusal.text) == (answer["code"], Text(answer["sv"], answer["en"]))


def test_every_kind_that_is_accepted_is_tried() -> None:
    assert {name.rpartition(".")[2].lower() for name in LEGAL} == set(MEDIA_TYPES)


@pytest.mark.parametrize("name", LEGAL)
def test_an_ordinary_file_is_accepted_for_what_it_is(name: str, tmp_path: Path) -> None:
    content = LEGAL[name]
    suffix = name.rpartition(".")[2].lower()
    accepted = Accepted(MEDIA_TYPES[suffix], len(content), hashlib.sha256(content).hexdigest())
    on_disk = tmp_path / "stored"
    on_disk.write_bytes(content)
    assert check_upload(name, content) == accepted
    assert check_upload(name, on_disk) == accepted


@pytest.mark.parametrize("name", LEGAL)
def test_content_that_is_not_what_the_name_says_is_refused(name: str) -> None:
    suffix = name.rpartition(".")[2].lower().replace("jpg", "jpeg")
    others = {kind.replace("jpg", "jpeg") for kind in MEDIA_TYPES} - {suffix}
    # A text holds almost anything that can be read, which is no harm in a text.
    others -= {"txt", "csv"}
    for other in others:
        refusal_of(f"anbud.{other}", LEGAL[name])


def test_what_lies_in_an_archive_may_be_described_after_itself() -> None:
    entry = Entry("svar.txt", b"Ja.", flags=UTF8 | DESCRIBED)
    assert check_upload("a.zip", archive(entry)).media_type == "application/zip"


def test_an_empty_path_is_an_empty_file(tmp_path: Path) -> None:
    nothing = tmp_path / "nothing"
    nothing.touch()
    assert refusal_of("a.pdf", nothing).code == "empty"


def test_a_refusal_speaks_both_languages() -> None:
    refusal = refusal_of("anbud.exe", b"MZ")
    assert refusal.in_("sv") == refusal.text.sv
    assert refusal.in_("en") == refusal.text.en == str(refusal)


def test_the_refused_name_cannot_disorder_the_sentence() -> None:
    refusal = refusal_of("a\u202e\nfdp." + "x" * 200, b"")
    assert refusal.text.en.startswith("The file name a\\u202e\\u000afdp.xxx")
    assert len(refusal.text.en) < 200


def test_macros_are_found_before_the_rest_of_the_document_is_read() -> None:
    parts = docx_parts() | {"word/document.xml": XXE, "word/vbaProject.bin": b"x"}
    assert refusal_of("svar.docx", packed(parts)).code == "office_macro"


def test_a_bomb_is_refused_in_little_memory(tmp_path: Path) -> None:
    bombs = {
        "nollor.zip": packed({"a.txt": bytes(100_000_000)}),
        "ljuger.zip": archive(Entry("a.txt", bytes(100_000_000), size=9_000_000)),
    }
    said = {}
    for name, bomb in bombs.items():
        (tmp_path / name).write_bytes(bomb)
        done = subprocess.run(
            [sys.executable, "-P", "-c", MEASURED, str(tmp_path / name)],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONPATH": str(Path(__file__).resolve().parents[3])},
        )
        code, kilobytes = done.stdout.split()
        said[name] = code
        assert int(kilobytes) < 30_000
    assert said == {"nollor.zip": "zip_bomb", "ljuger.zip": "zip_broken"}


def test_a_pdf_that_takes_too_long_costs_no_more_than_the_wall() -> None:
    assert examine([pdf(), crowded()], wall_seconds=0.01) == ["pdf_too_heavy"] * 2


def test_pdfs_of_one_archive_are_told_apart() -> None:
    _, launching = HOSTILE["pdf-launch"]()
    assert examine([pdf(), launching, pdf()]) == [None, "pdf_launch", None]
