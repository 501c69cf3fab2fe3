"""What has been set before is not set again, unless anything at all is different."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from documents import cache
from documents.cache import KEPT, KeepingRenderer, forget_all, key_of
from documents.contexts import DocumentContext
from documents.library import DOCUMENTS
from documents.parts import Lang
from tests.plain_renderer import PlainRenderer

Sample = Callable[[str, Lang], DocumentContext]
BEFORE_THE_DECISION = {"receipt", "opening", "evaluation", "inquiry", "exclusion", "selection"}


def kept(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_what_was_set_is_not_set_again(tmp_path: Path, sample: Sample) -> None:
    plain, contexts = PlainRenderer(), [sample("contract", "sv"), sample("letter", "en")]
    first = KeepingRenderer(plain, tmp_path).render_all(contexts)
    again = KeepingRenderer(plain, tmp_path).render_all([*reversed(contexts), contexts[0]])
    assert again == [first[1], first[0], first[0]]
    assert plain.asked == contexts


def test_only_what_is_new_is_set_and_the_order_stays(tmp_path: Path, sample: Sample) -> None:
    plain, contract = PlainRenderer(), sample("contract", "sv")
    keeping = KeepingRenderer(plain, tmp_path)
    [old] = keeping.render_all([contract])
    other = contract.model_copy(update={"diary_number": "DEMO-2"})
    pdfs = keeping.render_all([other, contract, other])
    assert (pdfs[1], pdfs[0] == pdfs[2], pdfs[0] == old) == (old, True, False)
    assert plain.asked == [contract, other, other]


def test_a_key_is_of_the_context_the_templates_and_what_sets_them(
    sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    contract = sample("contract", "sv")
    keys = {key_of(contract), key_of(sample("contract", "en"))}
    keys.add(key_of(contract.model_copy(update={"diary_number": "DEMO-2"})))
    with monkeypatch.context() as other:
        other.setattr(cache, "template_version", lambda document: "0123456789ab")
        keys.add(key_of(contract))
    with monkeypatch.context() as other:
        other.setattr(cache, "engine_version", lambda: "another")
        keys.add(key_of(contract))
    assert len(keys) == 5
    assert key_of(contract) == key_of(sample("contract", "sv"))


@pytest.mark.parametrize("changed", [b"", b"%PDF", None])
def test_a_file_that_is_not_what_was_written_is_no_answer(
    tmp_path: Path, sample: Sample, changed: bytes | None
) -> None:
    plain, contract = PlainRenderer(), sample("contract", "sv")
    keeping = KeepingRenderer(plain, tmp_path)
    pdf = keeping.render_all([contract])
    [file] = kept(tmp_path)
    file.write_bytes(file.read_bytes()[:-1] + b"!" if changed is None else changed)
    assert keeping.render_all([contract]) == pdf
    assert len(plain.asked) == 2
    assert keeping.render_all([contract]) == pdf
    assert len(plain.asked) == 2


def test_a_file_under_the_name_of_another_is_no_answer(tmp_path: Path, sample: Sample) -> None:
    plain, contract = PlainRenderer(), sample("contract", "sv")
    other = contract.model_copy(update={"diary_number": "DEMO-2"})
    keeping = KeepingRenderer(plain, tmp_path)
    first, _ = keeping.render_all([contract, other])
    one, two = (tmp_path / key[:2] / key for key in (key_of(contract), key_of(other)))
    one.write_bytes(two.read_bytes())
    assert keeping.render_all([contract]) == [first]


def test_what_has_waited_longest_makes_room(tmp_path: Path, sample: Sample) -> None:
    plain, contract = PlainRenderer(), sample("contract", "sv")
    three = [contract.model_copy(update={"diary_number": f"D-{n}"}) for n in range(3)]
    size = len(plain.render_all(three[:1])[0]) + 32
    keeping = KeepingRenderer(plain, tmp_path, most_bytes=2 * size)
    for at, context in enumerate(three[:2]):
        keeping.render_all([context])
        os.utime(tmp_path / key_of(context)[:2] / key_of(context), (1_000 + at, 1_000 + at))
    keeping.render_all([three[0]])
    keeping.render_all([three[2]])
    assert {file.name for file in kept(tmp_path)} == {key_of(three[0]), key_of(three[2])}


def test_nothing_is_kept_that_tells_who_has_bid(tmp_path: Path, sample: Sample) -> None:
    assert set(KEPT) <= set(DOCUMENTS)
    assert set(KEPT) & BEFORE_THE_DECISION == set()
    receipt = sample("receipt", "sv")
    plain = PlainRenderer()
    keeping = KeepingRenderer(plain, tmp_path / "rendered")
    assert keeping.render_all([receipt]) == keeping.render_all([receipt])
    assert (len(plain.asked), kept(tmp_path)) == (2, [])


def test_the_folder_is_its_owners_alone_and_is_emptied(tmp_path: Path, sample: Sample) -> None:
    folder = tmp_path / "rendered"
    KeepingRenderer(PlainRenderer(), folder).render_all([sample("contract", "sv")])
    [file] = kept(folder)
    assert [each.stat().st_mode & 0o777 for each in (folder, file.parent, file)] == [
        0o700,
        0o700,
        0o600,
    ]
    (folder / "somebody's").write_text("stays")
    assert forget_all(folder) == 1
    assert [each.name for each in kept(folder)] == ["somebody's"]
    assert forget_all(tmp_path / "nothing here") == 0
