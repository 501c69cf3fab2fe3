"""Every PDF is PDF/A-3a and PDF/UA-1, as far as checkers can tell; the pages hold what tags do."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import outloud  # type: ignore[import-untyped]
import pdfua
import pikepdf
import pytest
from pikepdf import pdfa

from documents.attached_facts.files import facts_files
from documents.library import DOCUMENTS
from documents.parts import Lang
from documents.rendering import ProcessRenderer
from documents.samples.registry import sample_context
from documents.signing.demo_keys import demo_authority
from documents.signing.levels import Place
from documents.signing.local import sign_with_key
from tests.documents.allowed_findings import OUTLOUD, PDFUA, PIKEPDF, SIGNED

pytestmark = pytest.mark.render

Key = tuple[str, Lang]
EVERY_DAY: list[Key] = [("contract", "sv"), ("letter", "en")]
ALLOWED = {"pikepdf": set(PIKEPDF), "outloud": set(OUTLOUD), "pdfua": set(PDFUA)}
Findings = dict[str, set[str]]


def rendered(renderer: ProcessRenderer, keys: list[Key]) -> dict[Key, bytes]:
    pdfs = renderer.render_all([sample_context(*key) for key in keys])
    return dict(zip(keys, pdfs, strict=True))


@pytest.fixture(scope="module")
def everyday(renderer: ProcessRenderer) -> dict[Key, bytes]:
    return rendered(renderer, EVERY_DAY)


def found_in(body: bytes, path: Path) -> Findings:
    """The ids of each checker's findings, those of no consequence left out."""
    path.write_bytes(body)
    said = outloud.check(str(path))
    assert said.error is None
    return {
        "pikepdf": {each.rule for each in pdfa.validate_written(path, "3b").findings},
        "outloud": {each.rule for each in said.findings if each.severity != "info"},
        "pdfua": {each.rule_id for each in pdfua.validate(str(path)).findings},
    }


def beyond(findings: Findings) -> Findings:
    return {who: ids - ALLOWED[who] for who, ids in findings.items() if ids - ALLOWED[who]}


def test_a_contract_and_a_letter_pass_the_checkers(
    everyday: dict[Key, bytes], tmp_path: Path
) -> None:
    path = tmp_path / "checked.pdf"
    assert {key: beyond(found_in(body, path)) for key, body in everyday.items()} == {
        key: {} for key in EVERY_DAY
    }


def test_the_claim_that_the_archive_checker_does_not_know_is_made(
    everyday: dict[Key, bytes], tmp_path: Path
) -> None:
    made = found_in(everyday["letter", "en"], tmp_path / "checked.pdf")["pikepdf"]
    assert made == set(PIKEPDF)


@pytest.mark.slow
def test_every_document_passes_the_checkers(every_pdf: dict[Key, bytes], tmp_path: Path) -> None:
    """In Swedish: the tags are those of the templates, which are alike in both languages."""
    path = tmp_path / "checked.pdf"
    found = {key: found_in(body, path) for key, body in every_pdf.items() if key[1] == "sv"}
    assert {key: beyond(findings) for key, findings in found.items() if beyond(findings)} == {}


@pytest.mark.parametrize("key", EVERY_DAY)
def test_the_facts_go_along_named_once_and_with_their_relationship(
    everyday: dict[Key, bytes], key: Key
) -> None:
    with pikepdf.open(io.BytesIO(everyday[key])) as pdf:
        (file,) = pdf.Root.AF
        assert str(file.AFRelationship) == "/Data"
        assert list(pdf.attachments) == ["facts.ocds.json"]
        body = pdf.attachments["facts.ocds.json"].get_file().read_bytes()
    (facts,) = facts_files(sample_context(*key))
    assert body == facts.body
    assert json.loads(body)["language"] == key[1]


def test_the_metadata_claims_both_standards(everyday: dict[Key, bytes]) -> None:
    with pikepdf.open(io.BytesIO(everyday["contract", "sv"])) as pdf:
        said = pdf.Root.Metadata.read_bytes().decode()
        assert re.findall(r"pdfaid:(\w+)=\"(\w+)\"", said) == [("part", "3"), ("conformance", "A")]
        assert re.findall(r"<pdfuaid:part>(\d)</pdfuaid:part>", said) == ["1"]
        assert said.count("</rdf:RDF>") == 1
        assert str(pdf.Root.Lang) == "sv"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)


def elements(node: Any) -> Iterator[Any]:
    """The structure elements from here down, in the order they are read."""
    for kid in node.K if isinstance(node.get("/K"), pikepdf.Array) else [node.get("/K")]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def test_every_header_cell_heads_a_row_or_a_column(everyday: dict[Key, bytes]) -> None:
    with pikepdf.open(io.BytesIO(everyday["contract", "sv"])) as pdf:
        cells = [each for each in elements(pdf.Root.StructTreeRoot) if each.S == "/TH"]
        scopes = {str(each.A.get("/Scope")) for each in cells}
    assert scopes == {"/Row", "/Column"}


def test_no_paragraph_is_empty_and_the_headings_are_bookmarks(everyday: dict[Key, bytes]) -> None:
    with pikepdf.open(io.BytesIO(everyday["contract", "sv"])) as pdf:
        found = list(elements(pdf.Root.StructTreeRoot))
        empty = [str(each.S) for each in found if not len(each.get("/K", []))]
        headings = sum(1 for each in found if str(each.S) in {"/H1", "/H2", "/H3"})
        with pdf.open_outline() as outline:
            listed = len(list(every(outline.root)))
    assert [kind for kind in empty if kind not in {"/TD", "/TH"}] == []
    assert 10 < listed <= headings


def test_a_link_is_one_and_its_dots_are_not_read(everyday: dict[Key, bytes]) -> None:
    with pikepdf.open(io.BytesIO(everyday["contract", "sv"])) as pdf:
        links = [each for each in elements(pdf.Root.StructTreeRoot) if each.S == "/Link"]
        annotations = [each for page in pdf.pages for each in page.get("/Annots", [])]
        parents = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        within = [each for link in links for each in elements(link) if each.S == "/Link"]
    assert within == []
    assert parents[::2] == sorted(parents[::2])
    assert None not in parents
    assert len(links) == len(annotations) > 10
    assert [str(each.Contents) for each in annotations if str(each.Contents)[0] == "#"] == []


def every(items: list[Any]) -> Iterator[Any]:
    for item in items:
        yield item
        yield from every(item.children)


def test_running_headers_are_artifacts(everyday: dict[Key, bytes]) -> None:
    with pikepdf.open(io.BytesIO(everyday["contract", "sv"])) as pdf:
        for page in pdf.pages:
            marks = [
                str(instruction.operands[0])
                for instruction in pikepdf.parse_content_stream(page)
                if str(instruction.operator) == "BDC"
                and "/Type" in instruction.operands[1]
                and instruction.operands[1].Type == "/Pagination"
            ]
            assert len(marks) >= 4
            assert set(marks) == {"/Artifact"}


@pytest.mark.slow
def test_a_signed_contract_is_still_both(everyday: dict[Key, bytes], tmp_path: Path) -> None:
    at = datetime(2026, 4, 1, 12, tzinfo=UTC)
    key = demo_authority(at).person("Åsa Exempel", organisation=None, at=at)
    signed = everyday["contract", "sv"]
    for place in (Place.PROVIDER, Place.BUYER):
        signed = sign_with_key(signed, key, place, at=at, reason="Avtal")
    assert signed.startswith(b"%PDF-1.7")
    found = beyond(found_in(signed, tmp_path / "signed.pdf"))
    assert set().union(*found.values()) == set(SIGNED)


@pytest.mark.slow
def test_a_table_over_several_pages_is_one_table_with_one_head(
    every_pdf: dict[Key, bytes],
) -> None:
    with pikepdf.open(io.BytesIO(every_pdf["evaluation", "sv"])) as pdf:
        tables = [each for each in elements(pdf.Root.StructTreeRoot) if each.S == "/Table"]
        heads = [sum(1 for kid in each.K if kid.S == "/THead") for each in tables]
        longest = max(tables, key=lambda each: len(each.K))
        pages = {cell.Pg.objgen for cell in elements(longest) if cell.S in ("/TD", "/TH")}
    assert set(heads) <= {0, 1}
    assert len(pages) > 5


@pytest.mark.slow
def test_every_document_is_the_same_bytes_in_a_process_that_hashes_otherwise(
    every_pdf: dict[Key, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    keys: list[Key] = [(name, "sv") for name in DOCUMENTS]
    monkeypatch.setenv("PYTHONHASHSEED", "4711")
    with ProcessRenderer(workers=2) as other:
        again = rendered(other, keys)
    assert [key for key in keys if again[key] != every_pdf[key]] == []
