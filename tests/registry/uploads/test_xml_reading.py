"""One reader of XML, which knows no DOCTYPE and no second encoding."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from registry.uploads.refusals import UploadRefused
from registry.uploads.xml import parse_xml

ROOT = Path(__file__).resolve().parents[3]
ROOMS = [path.parent for path in ROOT.glob("*/__init__.py")]
READERS = {"lxml", "xml", "expat", "pyexpat", "defusedxml", "bs4", "html5lib"}
XML_MODULE = "registry/uploads/xml.py"
# The worker of each child process, and what only it loads.
PDF_MODULES = {
    "registry/uploads/pdf_worker.py",
    "documents/binding_worker.py",
    "documents/bound_pages.py",
    "documents/bound_pdf.py",
    "documents/masking_worker.py",
    "documents/masking_copy.py",
    "documents/masking_page.py",
    "documents/masking_shared.py",
}


def imported_by(path: Path) -> set[str]:
    """The packages that a module imports, at its top or within."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    froms = {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    return {name.partition(".")[0] for name in plain | froms}


def importers(packages: set[str]) -> set[str]:
    modules = [path for room in [*ROOMS, ROOT / "script"] for path in room.rglob("*.py")]
    return {str(path.relative_to(ROOT)) for path in modules if imported_by(path) & packages}


def test_one_module_alone_reads_xml() -> None:
    assert importers(READERS) == {XML_MODULE}


def test_strangers_pdfs_are_read_in_child_processes_alone() -> None:
    assert importers({"pikepdf"}) == PDF_MODULES


def test_the_child_process_loads_no_other_room() -> None:
    code = "import sys, registry.uploads.pdf_worker; print(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True
    )
    loaded = {name.partition(".")[0] for name in run.stdout.split()}
    assert loaded & {room.name for room in ROOMS} == {"registry"}


@pytest.mark.parametrize(
    "content",
    [
        "<å>ö</å>".encode(),
        b"\xef\xbb\xbf" + "<å>ö</å>".encode(),
        '<?xml version="1.0" encoding="iso-8859-1"?><å>ö</å>'.encode("latin-1"),
        '<?xml version="1.0" encoding="UTF-16" standalone="yes"?>\n<å>ö</å>'.encode("utf-16"),
        "<å>ö</å>".encode("utf-16"),
        "\n<!-- <!DOCTYPE --><?p <!DOCTYPE ?>\r\n<å>ö</å><!-- - -->".encode(),
    ],
)
def test_the_same_document_reads_the_same_in_each_encoding(content: bytes) -> None:
    root = parse_xml(content)
    assert (root.tag, root.text) == ("å", "ö")


def test_a_doctype_in_a_text_is_a_text() -> None:
    root = parse_xml(b"<r><![CDATA[<!DOCTYPE r>]]></r>")
    assert root.text == "<!DOCTYPE r>"


def test_the_five_entities_of_xml_itself_are_read() -> None:
    assert parse_xml(b"<r>&lt;&amp;&#229;</r>").text == "<&å"


def test_more_than_the_caller_allows_is_refused() -> None:
    content = b"<r>" + b" " * 3_000_000 + b"</r>"
    with pytest.raises(UploadRefused) as caught:
        parse_xml(content, limit=2_000_000)
    assert caught.value.text.sv == "XML-filen är större än 2 MB."
    assert caught.value.text.en == "The XML file is larger than 2 MB."
    assert caught.value.code == "xml_too_big"
