"""The contract itself, signed by both and sealed: archive quality, accessibility, others' view.

What the checkers say of the signed file is what they say of the unsigned one, and these:

FRM-003 (outloud): a form field's widget is not inside a Form element. A field in the tree of
tags would be changed by the second signature, which invalidates the first; with the widget
below the field, poppler does not find the signature. The field draws nothing and has a name
for screen readers; the signatures are spoken of in the text of the signature page.

/AcroForm, /Perms and /DSS (pikepdf): its check knows no forms at all; PDF/A-3 allows
signatures. Not going on from a catalog that it does not know, it then takes the attachment,
which it found nothing wrong with before, for one that it may not judge.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from pikepdf.pdfa import validate_written
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.pdf_embedded import collect_embedded_signatures

from documents.rendering import ProcessRenderer
from documents.samples.registry import sample_context
from documents.signing.levels import Level, Place
from documents.signing.time_stamps import TimeStampService
from documents.signing.validating import Validator
from tests.documents.signing.signing_desk import LATER, desk, signed

pytestmark = [pytest.mark.slow, pytest.mark.render]

Stages = dict[str, bytes]


@pytest.fixture(scope="module")
def stages(renderer: ProcessRenderer, time_stamps: TimeStampService) -> Stages:
    """The same contract unsigned, signed by one, by two, and sealed at the highest level."""
    unsigned = renderer.render(sample_context("contract", "sv"))
    first = signed(unsigned, desk().provider, Place.PROVIDER)
    second = signed(first, desk().buyer, Place.BUYER, level=Level.B_T, time_stamps=time_stamps)
    sealed = signed(
        second,
        desk().seal,
        Place.SEAL,
        level=Level.B_LT,
        time_stamps=time_stamps,
        trust=desk().trust,
    )
    return {"unsigned": unsigned, "first": first, "second": second, "sealed": sealed}


@pytest.fixture(scope="module")
def files(stages: Stages, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("signed")
    for name, pdf in stages.items():
        (folder / f"{name}.pdf").write_bytes(pdf)
    return {name: folder / f"{name}.pdf" for name in stages}


def test_each_stage_is_valid(stages: Stages, validator: Validator) -> None:
    names = list(stages)
    places = (Place.PROVIDER, Place.BUYER, Place.SEAL)
    found = []
    for place, earlier, name in zip(places, names, names[1:], strict=False):
        report = validator.validate(
            stages[name], earlier=stages[earlier], place=place, trust=desk().trust, at=LATER
        )
        found.append((report.faults, report.level))
    assert found == [((), Level.B_B), ((), Level.B_T), ((), Level.B_LT)]


def test_the_library_s_own_slow_comparison_agrees(renderer: ProcessRenderer) -> None:
    """It walks through every tag to judge what a later signature added: a short letter will do."""
    unsigned = renderer.render(sample_context("letter", "sv"))
    once = signed(unsigned, desk().provider, Place.PROVIDER)
    twice = signed(once, desk().buyer, Place.BUYER)
    signatures = collect_embedded_signatures(PdfFileReader(BytesIO(twice)))
    assert [each.field_name for each in signatures] == ["Provider", "Buyer"]
    for each in signatures:
        each.compute_integrity_info()
        assert each.summarise_integrity_info()["docmdp_ok"]


def findings_of_pdfa(path: Path) -> set[tuple[str, str]]:
    report = validate_written(path, "3b")
    return {(each.rule, each.where.split(" ")[-1]) for each in report.findings}


def test_signatures_keep_the_file_fit_for_the_archive(files: dict[str, Path]) -> None:
    before = findings_of_pdfa(files["unsigned"])
    added = findings_of_pdfa(files["sealed"]) - before
    entries = {place for rule, place in added if rule == "pikepdf:schema-Catalog"}
    # Of a document security store it says, of the catalog as a whole, that it has one.
    assert entries == {"/AcroForm", "/Perms", "(Catalog)"}
    assert {rule for rule, _ in added} <= {"pikepdf:schema-Catalog", "pikepdf:embedded-file"}
    # EC keys tempt the library to write a later version over the archive's 1.7.
    assert all(b"/Version" not in path.read_bytes() for path in files.values())


def rules_of_outloud(path: Path) -> set[str]:
    run = subprocess.run(
        [str(Path(sys.executable).with_name("outloud")), "-q", "--json", "-", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    report = json.loads(run.stdout[run.stdout.index("{") :])
    (result,) = report["results"]
    return {found["rule"] for found in result["findings"] if found["severity"] != "info"}


def test_signatures_take_nothing_from_those_who_listen(files: dict[str, Path]) -> None:
    before = rules_of_outloud(files["unsigned"])
    assert rules_of_outloud(files["sealed"]) - before == {"FRM-003"}


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler's pdfsig is not installed")
def test_another_reader_agrees(files: dict[str, Path]) -> None:
    run = subprocess.run(
        ["pdfsig", "-nocert", str(files["sealed"])], capture_output=True, text=True, check=False
    )
    lines = [line.strip(" -") for line in run.stdout.splitlines()]
    assert [line for line in lines if line.startswith("Signature Field Name")] == [
        "Signature Field Name: Provider",
        "Signature Field Name: Buyer",
        "Signature Field Name: Seal",
    ]
    assert lines.count("Signature Validation: Signature is Valid.") == 3


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler's pdfsig is not installed")
def test_another_reader_sees_tampering_too(stages: Stages, tmp_path: Path) -> None:
    pdf = stages["sealed"]
    at = pdf.index(b"/Reason", len(stages["unsigned"])) + 12
    path = tmp_path / "tampered.pdf"
    path.write_bytes(pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :])
    run = subprocess.run(
        ["pdfsig", "-nocert", str(path)], capture_output=True, text=True, check=False
    )
    assert "Digest Mismatch" in run.stdout
