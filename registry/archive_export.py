"""Everything of one tender as a folder that an archive can keep: a BagIt bag (RFC 8493).

`data/tables/` has a JSON file for each table with the tender's rows, under the names of
the columns, and the rows of others that they name (persons, organisations, the buyer);
`data/files/` the stored files by SHA-256; `data/journal.jsonl` the journal's entries
about the tender. The folder appears whole or not at all.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Table

from law.days import swedish_day
from law.reasons import ActRefused, refuse
from models.blobs import BlobDisposed
from models.retention import ArchiveExport
from models.store import Store, Work
from models.tables import metadata
from models.tender import Opening, Publication, Tender
from people.actors import ENGINE
from registry.archive_rows import as_json, entries_about, rows_of_tender
from registry.backup_folder import pour, sync_folder
from registry.checkpoints import newest_checkpoint
from registry.disclosure import sealed_tenders
from registry.installation_keys import keys_of
from registry.journal import append
from registry.retention import tender_on_record
from registry.signed_notes import verifier_key

MANIFEST, TAGS = "manifest-sha256.txt", "tagmanifest-sha256.txt"
SUFFIXES = {
    "application/pdf": ".pdf",
    "message/rfc822": ".eml",
    "application/vnd.apache.parquet": ".parquet",
    "application/xml": ".xml",
    "text/csv": ".csv",
    "text/plain": ".txt",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "application/zip": ".zip",
}


@dataclass(frozen=True)
class Archived:
    """`files` and `size` (bytes) of what lies under `data/`; `disposed` files are not there."""

    folder: Path
    manifest_sha256: str
    files: int
    size: int
    disposed: int


def export_archive(store: Store, tender_id: str, folder: Path) -> Archived:
    """Write the tender's archive to `folder`, which must not exist; then record and journal it.

    Raises `ActRefused` for a folder that is there, and while the tender's bids are
    sealed: what is not yet opened would be counted (OSL 19:3).
    """
    if folder.exists():
        raise _exists(folder)
    with store.read() as work:
        tender = tender_on_record(work, tender_id)
        if work.session.get(Publication, tender_id) and not work.session.get(Opening, tender_id):
            raise _sealed(tender_id)
        with _appearing(folder) as part:
            made = _written(work, tender, _Bag(part), folder)
    try:
        with store.write() as work:
            _record(work, tender_id, made)
    except BaseException:
        # A disposal rests on the record: without it there is no export.
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return made


@contextmanager
def _appearing(folder: Path) -> Iterator[Path]:
    part = folder.with_name(f"{folder.name}.part")
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        part.mkdir(mode=0o700)
    except FileExistsError as error:
        raise _in_the_making(part) from error
    try:
        yield part
        for each in (part, *(path for path in part.rglob("*") if path.is_dir())):
            sync_folder(each)
        part.rename(folder)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    sync_folder(folder.parent)


@dataclass
class _Bag:
    """A bag being written: the hash of each file so far, and the bytes under `data/`."""

    folder: Path
    hashes: dict[str, str] = field(default_factory=dict)
    size: int = 0

    def put(self, name: str, content: bytes) -> None:
        with self._new(name) as out:
            out.write(content)
            _sync(out)
        self._listed(name, hashlib.sha256(content).hexdigest(), len(content))

    def copy(self, name: str, sha256: str, work: Work) -> None:
        """A stored file, read once: checked by what has been written."""
        with work.blobs.open(sha256) as stored, self._new(name) as out:
            pour(stored, out)
            _sync(out)
            size = out.tell()
        with (self.folder / name).open("rb") as written:
            self._listed(name, hashlib.file_digest(written, "sha256").hexdigest(), size)

    def _new(self, name: str) -> Any:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("xb")

    def _listed(self, name: str, sha256: str, size: int) -> None:
        self.hashes[name] = sha256
        self.size += size if name.startswith("data/") else 0

    def manifest(self, *, data: bool) -> bytes:
        """As `sha256sum -c` reads it."""
        names = (name for name in sorted(self.hashes) if name.startswith("data/") is data)
        return "".join(f"{self.hashes[name]}  {name}\n" for name in names).encode()


def _sync(out: Any) -> None:
    out.flush()
    os.fsync(out.fileno())


def _written(work: Work, tender: Tender, bag: _Bag, folder: Path) -> Archived:
    sealed = sealed_tenders(work)
    told = sealed.told if sealed else None
    rows = rows_of_tender(work, tender.id)
    for table, found in rows.items():
        bag.put(f"data/tables/{table.name}.json", as_json(found, told))
    disposed = _put_files(work, bag, rows)
    lines = "".join(f"{line}\n" for line in entries_about(work, tender.id, told))
    bag.put("data/journal.jsonl", lines.encode())
    bag.put("data/journal-proof.txt", _proof(work, told).encode())
    files, size = len(bag.hashes), bag.size
    bag.put("bagit.txt", b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    bag.put("bag-info.txt", _bag_info(work, tender, files, size).encode())
    bag.put("README.txt", README.encode())
    manifest = bag.manifest(data=True)
    bag.put(MANIFEST, manifest)
    bag.put(TAGS, bag.manifest(data=False))
    return Archived(folder, hashlib.sha256(manifest).hexdigest(), files, size, disposed)


def _put_files(work: Work, bag: _Bag, rows: dict[Table, list[dict[str, Any]]]) -> int:
    """How many had been disposed of. Raises `BlobMissing` for one that is lost or changed."""
    disposed = 0
    for row in rows.get(metadata.tables["blob"], []):
        name = f"data/files/{row['sha256']}{SUFFIXES.get(row['media_type'], '')}"
        try:
            work.blobs.check(row["sha256"])
            bag.copy(name, row["sha256"], work)
        except BlobDisposed:
            disposed += 1
    return disposed


def _proof(work: Work, told: int | None) -> str:
    checkpoint = newest_checkpoint(work, told)
    note = checkpoint.note if checkpoint else "(no checkpoint has been taken yet)\n"
    key = verifier_key(keys_of(work).public_key)
    return PROOF.format(note=note, key=key)


def _bag_info(work: Work, tender: Tender, files: int, size: int) -> str:
    return (
        f"External-Identifier: {tender.diary_number}\n"
        f"Internal-Sender-Identifier: {tender.id}\n"
        f"Bagging-Date: {swedish_day(work.now)}\n"
        f"Payload-Oxum: {size}.{files}\n"
    )


def _record(work: Work, tender_id: str, made: Archived) -> None:
    row = ArchiveExport(
        tender_id=tender_id,
        manifest_sha256=made.manifest_sha256,
        exported_at=work.now,
        files=made.files,
        size=made.size,
        **work.recorded(ENGINE),
    )
    if work.session.get(ArchiveExport, (tender_id, made.manifest_sha256)) is None:
        work.session.add(row)
        said = {"manifest_sha256": made.manifest_sha256, "files": made.files, "size": made.size}
        append(work, ENGINE, "records.archived", tender_id, said)


README = """\
Allt som en installation av Tilldela har om en upphandling. A tender, whole, from Tilldela.

data/tables/         en JSON-fil per tabell; fälten heter som i models/ i programmets källkod
                     one JSON file per table; fields are named as in models/ of the source
data/files/          handlingarna, namngivna efter sin SHA-256 / the files, named by SHA-256
data/journal.jsonl   journalens poster om upphandlingen / the journal's entries about it
data/journal-proof.txt   hur posterna kontrolleras / how the entries are verified
manifest-sha256.txt  alla filers SHA-256 / every file's SHA-256

Tider är UTC i ISO 8601, belopp hela ören, och null betyder att uppgift saknas.
Times are UTC in ISO 8601, amounts whole minor units, and null means that nothing is known.
Öppnade anbuds filer heter i data/tables/bid_file.json vad anbudsgivaren kallade dem.
The files of opened bids have their senders' names in data/tables/bid_file.json.

    sha256sum -c manifest-sha256.txt
"""

PROOF = """\
Each line of journal.jsonl is one entry: its number, the hash of the one before, time,
actor, kind, payload and its SHA-256, and the entry's own hash. Alone they prove nothing
of what stood between them. Export the whole journal (tilldela journal export DIR) and
check it with script/verify_bundle.py; the same numbers must have the same hashes there.
Entries without number and hash were made while another tender's bids lay sealed.

Raderna i journal.jsonl är enskilda poster. Exportera hela journalen (tilldela journal
export KATALOG), kontrollera den med script/verify_bundle.py och jämför nummer och hash.

The newest checkpoint when this was written, and the key that signed it:

{note}
{key}
"""


def _exists(folder: Path) -> ActRefused:
    return refuse(
        "archive.exists",
        sv=f"{folder} finns redan, och en arkivexport skrivs aldrig över",
        en=f"{folder} is there already, and an archive export is never written over",
        todo_sv="Ange en katalog som inte finns",
        todo_en="Name a folder that does not exist",
    )


def _in_the_making(part: Path) -> ActRefused:
    return refuse(
        "archive.part",
        sv=f"{part} finns: en arkivexport pågår eller har avbrutits",
        en=f"{part} is there: an archive export is being made, or was cut off",
        todo_sv="Ta bort katalogen om inget pågår",
        todo_en="Remove that folder if nothing is going on",
    )


def _sealed(tender_id: str) -> ActRefused:
    return refuse(
        "archive.sealed",
        sv=f"Anbuden i {tender_id} ligger förseglade, och exporten skulle visa hur många de är",
        en=f"The bids of {tender_id} lie sealed, and the export would tell how many they are",
        todo_sv="Exportera när anbuden har öppnats",
        todo_en="Export when the bids have been opened",
    )
