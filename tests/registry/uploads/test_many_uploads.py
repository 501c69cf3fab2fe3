"""Many files at once: each verdict is the file's own, whatever lies beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from pikepdf import Name

from registry.uploads import many
from registry.uploads.check import check_upload
from registry.uploads.many import Upload, Verdict, check_uploads
from registry.uploads.refusals import UploadRefused
from tests.registry.uploads.hostile_files import linked, script_text
from tests.registry.uploads.legal_files import TXT, pdf


def code_of(verdict: Verdict) -> str | None:
    return verdict.code if isinstance(verdict, UploadRefused) else None


def test_each_file_gets_the_verdict_that_it_gets_alone(tmp_path: Path) -> None:
    hostile = linked(S=Name.JavaScript, JS=script_text())
    path = tmp_path / "offer"
    path.write_bytes(pdf())
    contents: dict[str, Path | bytes] = {
        "a.pdf": pdf(), "b.pdf": hostile, "c.txt": TXT, "d.pdf": b"no pdf", "e.exe": b"MZ",
        "f.pdf": path, "g.pdf": b"",
    }  # fmt: skip

    def alone(name: str) -> Verdict:
        try:
            return check_upload(name, contents[name])
        except UploadRefused as refusal:
            return refusal

    found = check_uploads(
        Upload("bid", number, name, content)
        for number, (name, content) in enumerate(contents.items())
    )
    assert [str(found["bid", number]) for number in range(7)] == [
        str(alone(name)) for name in contents
    ]
    assert [code_of(found["bid", number]) for number in range(7)] == [
        None, "pdf_javascript", None, "pdf_header", "kind_not_accepted", None, "empty",
    ]  # fmt: skip


@pytest.fixture
def examined(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many PDFs went to each child: one that is heavy is its child's end."""
    sizes: list[int] = []

    def examine(pdfs: Sequence[bytes]) -> list[str | None]:
        sizes.append(len(pdfs))
        lived = next((at for at, each in enumerate(pdfs) if b"heavy" in each), len(pdfs))
        return [None] * lived + ["pdf_too_heavy"] * (len(pdfs) - lived)

    monkeypatch.setattr(many, "examine", examine)
    return sizes


def heavy_or_light(is_heavy: Callable[[int], bool], count: int) -> list[Upload]:
    light = b"%PDF-1.7\nlight\n%%EOF\n"
    return [
        Upload(f"bid{n % 3}", n, f"{n}.pdf", light.replace(b"light", b"heavy"[: 5 * is_heavy(n)]))
        for n in range(count)
    ]


def test_one_child_reads_many_pdfs(examined: list[int]) -> None:
    found = check_uploads(heavy_or_light(lambda _: False, 130))
    assert {code_of(verdict) for verdict in found.values()} == {None}
    assert examined == [64, 64, 2]


def test_a_pdf_that_takes_the_child_with_it_takes_nobody_elses_file(examined: list[int]) -> None:
    found = check_uploads(heavy_or_light(lambda n: n in (4, 9), 12))
    assert {key for key, verdict in found.items() if code_of(verdict)} == {("bid1", 4), ("bid0", 9)}


def test_a_sender_of_many_heavy_pdfs_does_not_hold_up_the_opening(examined: list[int]) -> None:
    found = check_uploads(heavy_or_light(lambda n: n % 3 == 0, 120))
    refused = {sender for (sender, _), verdict in found.items() if code_of(verdict)}
    assert (refused, len(examined) < 12) == ({"bid0"}, True)
    assert sum(1 for (sender, _), v in found.items() if sender == "bid0" and code_of(v)) == 40
