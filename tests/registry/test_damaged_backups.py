"""A backup that is not as it was written is refused, and leaves nothing where it was to go."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect

from law.reasons import ActRefused
from models.settings import Settings
from registry.backup import make_backup
from registry.backup_format import Manifest
from registry.restore import restore_backup
from tests.models.databases import empty_url, migrated_url, opened
from tests.registry.backed_up import (
    BOTH,
    REAL,
    age_keys,
    empty_settings,
    everything_under,
    filled_installation,
)

BLOB = f"blobs/{REAL['a' * 64]}"
ENTRIES = "tables/journal_entry.0001.jsonl"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`plain` and `sealed`, the same installation's; and the readers' keys."""
    folder = tmp_path_factory.mktemp("whole")
    public, _ = age_keys(folder)
    with filled_installation("sqlite", folder) as store:
        make_backup(store, folder / "plain")
        make_backup(store, folder / "sealed", public, with_keys=True)
    return folder


def restore(backup: Path, to: Path, identity: Path | None = None) -> None:
    restore_backup(backup, empty_settings("sqlite", to), BOTH, identity=identity)


def refused(backup: Path, to: Path, identity: Path | None = None) -> str:
    """What the restore says; it has left nothing."""
    before = everything_under(to)
    with pytest.raises(ActRefused) as refusal:
        restore(backup, to, identity)
    assert everything_under(to) == before
    return refusal.value.reason.in_("en")


def flip(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


def cut(path: Path, size: int) -> None:
    path.write_bytes(path.read_bytes()[:size])


def lengthen(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\n")


def files_of(backup: Path) -> Iterator[Path]:
    yield from sorted(path for path in backup.rglob("*") if path.is_file())


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "changed"), [("plain", "has been changed"), ("sealed", "")])
def test_every_file_that_is_flipped_cut_or_dropped_is_found(
    whole: Path, tmp_path: Path, kind: str, changed: str
) -> None:
    identity = None if kind == "plain" else whole / "reader-0.txt"
    for file in files_of(whole / kind):
        name = str(file.relative_to(whole / kind))
        is_manifest = name.startswith("manifest")
        damages: dict[str, Callable[[Path], None]] = {
            "first byte": lambda path: flip(path, 0),
            "middle byte": lambda path: flip(path, path.stat().st_size // 2),
            "last byte": lambda path: flip(path, -1),
            "cut": lambda path: cut(path, path.stat().st_size - 1),
            "emptied": lambda path: cut(path, 0),
            "longer": lengthen,
            "dropped": Path.unlink,
        }
        for damage, do in damages.items():
            copy = shutil.copytree(whole / kind, tmp_path / "copy")
            do(copy / name)
            said = refused(copy, tmp_path, identity)
            assert said in expected(copy, name, damage, is_manifest), (name, damage)
            shutil.rmtree(copy)


def expected(backup: Path, name: str, damage: str, is_manifest: bool) -> tuple[str, ...]:
    if is_manifest and damage == "dropped":
        return (f"{backup} is not a backup",)
    if is_manifest and name.endswith(".age"):
        return (f"{name} cannot be decrypted: the key is another one, or the file is damaged",)
    if is_manifest:
        return ("The backup's manifest has been changed",)
    if damage == "dropped":
        return (f"The file {name} is missing",)
    return (f"The file {name} has been changed",)


def swap(backup: Path) -> None:
    one, other = sorted((backup / "blobs").iterdir())
    content = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(content)


def add_file(backup: Path) -> None:
    (backup / "tables" / "more.jsonl").write_text("[]\n")


def add_link(backup: Path) -> None:
    (backup / BLOB).rename(backup / "elsewhere")
    (backup / BLOB).symlink_to(backup / "elsewhere")


def edited(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], None]:
    """The manifest says something else, and its own hash is right again."""

    def edit(backup: Path) -> None:
        fields = json.loads((backup / "manifest.json").read_bytes())
        fields.pop("sha256")
        change(fields)
        manifest = Manifest.model_validate_json(json.dumps(fields))
        (backup / "manifest.json").write_bytes(manifest.to_bytes())

    return edit


def edited_anyhow(old: str, new: str) -> Callable[[Path], None]:
    def edit(backup: Path) -> None:
        text = (backup / "manifest.json").read_text()
        assert old in text
        (backup / "manifest.json").write_text(text.replace(old, new, 1))

    return edit


def manifest_of(text: str) -> Callable[[Path], None]:
    def edit(backup: Path) -> None:
        (backup / "manifest.json").write_text(text)

    return edit


def rewritten(name: str, old: str, new: str) -> Callable[[Path], None]:
    """A table is changed, and every hash of the manifest made right again."""

    def edit(backup: Path) -> None:
        content = (backup / name).read_text()
        assert old in content
        changed = content.replace(old, new, 1).encode()
        (backup / name).write_bytes(changed)
        edited(lambda fields: _make_right(fields, name, changed))(backup)

    return edit


def _make_right(fields: dict[str, Any], name: str, content: bytes) -> None:
    (file,) = [each for each in fields["files"] if each["name"] == name]
    file.update(sha256=hashlib.sha256(content).hexdigest(), size=len(content))


def _forget(name: str) -> Callable[[dict[str, Any]], object]:
    return lambda fields: fields.update(
        files=[each for each in fields["files"] if each["name"] != name]
    )


def _rename_part(fields: dict[str, Any]) -> None:
    for table in fields["tables"]:
        if table["name"] == "journal_entry":
            table["parts"] = [*table["parts"], *table["parts"]]


MANIFEST = "The backup's manifest has been changed"
JOURNAL = "The restored journal is not whole"
CONTENT = "What the backup holds cannot be loaded"
DAMAGES: dict[str, tuple[Callable[[Path], None], str]] = {
    "two files swapped": (swap, "The file blobs/"),
    "a file too many": (add_file, "The file tables/more.jsonl does not belong to the backup"),
    "a link instead of a file": (add_link, "The file elsewhere does not belong"),
    "manifest: another head": (edited_anyhow('"journal_seq": 3', '"journal_seq": 2'), MANIFEST),
    "manifest: another space": (edited_anyhow('": ', '":  '), MANIFEST),
    "manifest: another format": (edited_anyhow("backup/v1", "backup/v2"), MANIFEST),
    "manifest: no object": (manifest_of("[1]"), MANIFEST),
    "manifest: no JSON": (manifest_of("{"), MANIFEST),
    "another head, hashed anew": (
        edited(lambda fields: fields.update(journal_hash="ab" * 32)),
        f"{JOURNAL}: its head is not the one that was backed up",
    ),
    "fewer entries, hashed anew": (
        edited(lambda fields: fields.update(journal_seq=2)),
        f"{JOURNAL}: its head is not the one that was backed up",
    ),
    "a file forgotten, hashed anew": (edited(_forget(BLOB)), f"The file {BLOB} does not belong"),
    "a newer schema": (
        edited(lambda fields: fields.update(revision="9999")),
        "The backup has schema revision 9999, which the program does not know",
    ),
    "a part loaded twice": (edited(_rename_part), f"{CONTENT} (journal_entry)"),
    "an entry edited": (
        rewritten(ENTRIES, "Åre", "Ånn"),
        f"{JOURNAL}: The content of entry 1 has been changed",
    ),
    "an entry's hash edited": (rewritten(ENTRIES, "[2,", "[7,"), f"{JOURNAL}: Entry 2 is missing"),
    "a row that is no row": (
        rewritten("tables/buyer.0001.jsonl", "]\n", ",7,7]\n"),
        f"{CONTENT} (buyer)",
    ),
    "a row that is no JSON": (
        rewritten("tables/buyer.0001.jsonl", "]\n", "\n"),
        f"{CONTENT} (buyer)",
    ),
    "a row that refers to nothing": (
        rewritten("tables/lot.0001.jsonl", '"tender"', '"nothing"'),
        f"{CONTENT} (lot)",
    ),
    "a value of the wrong type": (
        rewritten("tables/lot.0001.jsonl", "1000000000000000", '"många"'),
        f"{CONTENT} (lot)",
    ),
    "a blob's row edited": (
        rewritten("tables/blob.0001.jsonl", REAL["b" * 64], "cd" * 32),
        CONTENT,
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_backup_is_refused_by_its_fault(whole: Path, tmp_path: Path, damage: str) -> None:
    do, says = DAMAGES[damage]
    copy = shutil.copytree(whole / "plain", tmp_path / "copy")
    do(copy)
    assert refused(copy, tmp_path).startswith(says)


def test_an_undamaged_copy_is_restored(whole: Path, tmp_path: Path) -> None:
    restore(shutil.copytree(whole / "plain", tmp_path / "copy"), tmp_path)
    assert (tmp_path / "restored" / "tilldela.db").is_file()


def test_what_is_no_backup_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for folder in (tmp_path / "empty", tmp_path / "nowhere"):
        assert refused(folder, tmp_path) == f"{folder} is not a backup"


def test_an_encrypted_backup_asks_for_a_key(whole: Path, tmp_path: Path) -> None:
    assert refused(whole / "sealed", tmp_path) == f"The backup {whole / 'sealed'} is encrypted"


def test_another_key_opens_nothing(whole: Path, tmp_path: Path) -> None:
    _, (stranger,) = age_keys(tmp_path, 1)
    said = refused(whole / "sealed", tmp_path, stranger)
    assert said.startswith("manifest.json.age cannot be decrypted: the key is another one")


@pytest.mark.parametrize("content", ["", "# nothing\n", "AGE-SECRET-KEY-1QQQ\n", "\0\0"])
def test_what_is_no_key_file_is_refused(whole: Path, tmp_path: Path, content: str) -> None:
    path = tmp_path / "key.txt"
    path.write_text(content)
    path.chmod(0o600)
    assert refused(whole / "sealed", tmp_path, path).startswith(f"{path} is no")


def test_a_key_file_that_others_can_read_is_refused(whole: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(whole / "reader-0.txt", tmp_path / "key.txt"))
    path.chmod(0o640)
    assert "that its owner alone can read" in refused(whole / "sealed", tmp_path, path)


@pytest.mark.parametrize("persons", [(), ("officer",), ("officer", "officer"), (*BOTH, "engine")])
def test_one_person_alone_does_not_restore(
    whole: Path, tmp_path: Path, persons: tuple[str, ...]
) -> None:
    with pytest.raises(ActRefused, match="two different procurement officers"):
        restore_backup(whole / "plain", empty_settings("sqlite", tmp_path), persons)
    assert everything_under(tmp_path) == []


def test_a_stranger_does_not_restore(whole: Path, tmp_path: Path) -> None:
    with pytest.raises(ActRefused, match="There is no person nobody in the register"):
        restore_backup(whole / "plain", empty_settings("sqlite", tmp_path), ("officer", "nobody"))
    assert everything_under(tmp_path) == []


def test_a_restore_never_writes_over_anything(whole: Path, tmp_path: Path) -> None:
    (tmp_path / "restored").mkdir()
    (tmp_path / "restored" / "mine.txt").write_text("mine")
    assert refused(whole / "plain", tmp_path) == (
        f"{tmp_path / 'restored'} is not empty, and a restore never writes over anything"
    )


def test_an_empty_folder_that_is_there_already_will_do(whole: Path, tmp_path: Path) -> None:
    (tmp_path / "restored").mkdir()
    restore(whole / "plain", tmp_path)
    assert (tmp_path / "restored" / "tilldela.db").is_file()


def test_a_database_in_use_is_refused_and_an_empty_one_stays_empty(
    whole: Path, tmp_path: Path
) -> None:
    used = Settings(data_dir=tmp_path / "new", database_url=migrated_url("postgresql", tmp_path))
    with pytest.raises(ActRefused, match="is not empty"):
        restore_backup(whole / "plain", used, BOTH)
    url = empty_url("postgresql", tmp_path)
    copy = shutil.copytree(whole / "plain", tmp_path / "copy")
    DAMAGES["an entry edited"][0](copy)
    with pytest.raises(ActRefused, match="The content of entry 1 has been changed"):
        restore_backup(copy, Settings(data_dir=tmp_path / "new", database_url=url), BOTH)
    with opened(url) as engine:
        assert inspect(engine).get_table_names() == []
    assert not (tmp_path / "new").exists()
    assert not (tmp_path / "new.part").exists()
