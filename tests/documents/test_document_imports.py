"""Which modules come along, in a fresh interpreter."""

from __future__ import annotations

import subprocess
import sys

import pytest

# The law is pure, and its words are what documents name an act by: it may come along.
ROOMS = {
    "models",
    "people",
    "registry",
    "appeals",
    "procurement",
    "contracts",
    "performance",
    "audits",
    "interop",
    "flows",
    "cli",
}


def loaded_by(module: str) -> set[str]:
    code = f"import sys, {module}; print(*{{name.partition('.')[0] for name in sys.modules}})"
    run = subprocess.run(
        [sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True
    )
    return set(run.stdout.split())


@pytest.mark.render
def test_the_worker_loads_no_room_that_knows_tables_and_no_database() -> None:
    loaded = loaded_by("documents.worker")
    assert "weasyprint" in loaded
    assert loaded & (ROOMS | {"sqlalchemy", "sqlmodel", "prefect"}) == set()


def test_asking_for_documents_does_not_load_the_typesetter() -> None:
    loaded = loaded_by("documents.rendering")
    assert "documents" in loaded
    assert loaded & {"weasyprint", "jinja2"} == set()


@pytest.mark.parametrize("module", ["documents.masking", "documents.frames"])
def test_asking_for_a_masked_copy_opens_no_pdf_here(module: str) -> None:
    assert loaded_by(module) & {"pikepdf", "fontTools"} == set()


def test_the_masking_worker_loads_no_room_that_knows_tables_and_no_database() -> None:
    loaded = loaded_by("documents.masking_worker")
    assert "pikepdf" in loaded
    assert loaded & (ROOMS | {"sqlalchemy", "sqlmodel", "prefect", "weasyprint"}) == set()


def test_telling_a_fault_in_a_template_waits_for_the_typesetter_no_sooner() -> None:
    assert "weasyprint" not in loaded_by("documents.template_faults")


@pytest.mark.slow
def test_the_command_starts_without_what_sets_and_signs() -> None:
    assert loaded_by("cli.main") & {"weasyprint", "pyhanko", "pikepdf", "prefect"} == set()
