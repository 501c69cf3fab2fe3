"""Dispose of a tender's bids: their files and sealed envelopes go, what is known of them stays.

First the decision and its journal entry, in one transaction, with the list of files;
then the files, a few at a time. What was cut off in between is completed by the next
run of the same command.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Select, func, select, union, update
from sqlmodel import col
from sqlmodel import select as select_rows

from documents.cache import FOLDER, forget_all
from law.days import spoken, swedish_day
from law.reasons import ActRefused, Basis, Reason, Text, refuse
from models.journal import Blob
from models.retention import ArchiveExport, Disposal, DisposedBlob
from models.sealed import BidFile
from models.store import Store, Work
from models.tables import metadata
from models.tender import Bid, Tender
from people.actors import Actor
from people.permissions import Act, require, require_second
from registry.belonging import (
    BLOB,
    TENDER,
    columns_naming,
    of_tender,
    tables_of_tenders,
    with_tender,
)
from registry.journal import append
from registry.retention import Review, review_of, tender_on_record

AT_ONCE = 100
# Whose files a disposal takes; what else there is of a tender it leaves.
BIDS = (metadata.tables["sealed_bid"].c.envelope_sha256, metadata.tables["bid_file"].c.sha256)
DISPOSAL, MARKS = metadata.tables["disposal"], metadata.tables["disposed_blob"]


@dataclass(frozen=True)
class Disposed:
    """What the decision took: files removed, and their size in bytes.

    `shared` files also belong to something that is kept, and stay. `new` is false
    where the decision was there already; `removed` then counts what was left to do.
    """

    tender_id: str
    new: bool
    removed: int
    size: int
    shared: int


def dispose(store: Store, legal: Actor, head: Actor, tender_id: str, ground: str) -> Disposed:
    """Decide and carry out, or complete, the disposal of the tender's bids.

    Raises `ActRefused` before the day that `registry.retention` gives, with what keeps
    the records and its paragraph, and without an archive export of all that there is.
    """
    with store.write() as work:
        tender = tender_on_record(work, tender_id)
        require(work, legal, Act.DISPOSE, tender.buyer_id)
        require(work, head, Act.APPROVE_DISPOSAL, tender.buyer_id)
        require_second(legal, head, "Ett gallringsbeslut", "A disposal decision")
        work.lock_tender(tender_id)
        new = work.session.get(Disposal, tender_id) is None
        if new:
            _decide(work, tender, legal, head, ground)
    removed, size = 0, 0
    while some := _remove_some(store, tender_id):
        removed, size = removed + some[0], size + some[1]
    forget_all(store.data_dir / FOLDER)
    with store.read() as work:
        shared = len(_files_of_bids(work, tender_id)) - _marked(work, tender_id)
    return Disposed(tender_id, new, removed, size, shared)


def _decide(work: Work, tender: Tender, legal: Actor, head: Actor, ground: str) -> None:
    if not ground.strip():
        raise no_ground()
    review = review_of(work, tender)
    day = swedish_day(work.now)
    if not review.due(day):
        raise _not_yet(review)
    archived = _archived(work, tender.id)
    taken = sorted(_files_of_bids(work, tender.id) - _kept_elsewhere(work, tender.id))
    assert review.not_before is not None
    work.session.add(
        Disposal(
            tender_id=tender.id,
            decided_at=work.now,
            approved_by=head.id,
            ground=ground.strip(),
            due_since=review.not_before,
            archive_sha256=archived.manifest_sha256,
            **work.recorded(legal.id),
        )
    )
    work.session.flush()
    work.session.add_all(DisposedBlob(tender_id=tender.id, sha256=each) for each in taken)
    _forget_names(work, tender.id)
    said = {
        "approved_by": head.id,
        "due_since": review.not_before,
        "archive_sha256": archived.manifest_sha256,
        "files": len(taken),
    }
    append(work, legal.id, "records.disposed", tender.id, said)


def _forget_names(work: Work, tender_id: str) -> None:
    """A file's name is its sender's, and may be a person's: it goes with the file.

    The sentence on a refused file may say the name, and gives way to the code alone.
    """
    of_bids = select_rows(Bid.id).where(col(Bid.tender_id) == tender_id)
    files = work.session.exec(select_rows(BidFile).where(col(BidFile.bid_id).in_(of_bids)))
    for file in files:
        file.name = ""
        file.note_sv = file.note_en = file.refused


def _remove_some(store: Store, tender_id: str) -> tuple[int, int] | None:
    """Files and bytes of one batch; None when nothing is left.

    The file's row is locked and its uses are looked at again: whoever has filed the
    same content since then keeps it.
    """
    with store.write() as work:
        waiting = _waiting(work, tender_id)
        if not waiting:
            return None
        kept = _kept_elsewhere(work, tender_id)
        gone = [blob for blob in waiting if blob.sha256 not in kept]
        for blob in gone:
            work.blobs.dispose(blob.sha256)
        _mark(work, tender_id, [blob.sha256 for blob in gone], work.now)
        _unmark(work, tender_id, {blob.sha256 for blob in waiting} & kept)
        return len(gone), sum(blob.size for blob in gone)


def _waiting(work: Work, tender_id: str) -> list[Blob]:
    found = (
        select_rows(Blob)
        .join(DisposedBlob, col(DisposedBlob.sha256) == col(Blob.sha256))
        .where(col(DisposedBlob.tender_id) == tender_id, col(DisposedBlob.removed_at).is_(None))
        .order_by(col(Blob.sha256))
        .limit(AT_ONCE)
    )
    return list(work.session.exec(found.with_for_update(of=Blob)))


def _mark(work: Work, tender_id: str, sha256: list[str], at: datetime) -> None:
    named = (MARKS.c.tender_id == tender_id, MARKS.c.sha256.in_(sha256))
    work.session.connection().execute(update(MARKS).where(*named).values(removed_at=at))


def _unmark(work: Work, tender_id: str, sha256: set[str]) -> None:
    for each in sha256:
        work.session.delete(work.session.get_one(DisposedBlob, (tender_id, each)))


def _marked(work: Work, tender_id: str) -> int:
    counted = select(func.count()).select_from(MARKS).where(MARKS.c.tender_id == tender_id)
    return int(work.session.connection().execute(counted).scalar_one())


def _files_of_bids(work: Work, tender_id: str) -> set[str]:
    connection = work.session.connection()
    found = (connection.execute(_of_bids(column, tender_id)).scalars() for column in BIDS)
    return {sha256 for some in found for sha256 in some}


def _of_bids(column: Column[Any], tender_id: str) -> Select[tuple[Any]]:
    return select(column).select_from(with_tender(column.table)).where(TENDER.c.id == tender_id)


def _kept_elsewhere(work: Work, tender_id: str) -> set[str]:
    """Of the bids' files, those that also belong to another document, or to a bid that stays."""
    connection = work.session.connection()
    asked = union(*(_of_bids(column, tender_id) for column in BIDS)).subquery()
    kept: set[str] = set()
    for column in columns_naming(BLOB):
        uses = select(column).where(column.in_(select(asked.c[0])))
        if column in BIDS:
            disposed = select(DISPOSAL.c.tender_id)
            uses = uses.select_from(with_tender(column.table)).where(
                TENDER.c.id != tender_id, TENDER.c.id.not_in(disposed)
            )
        if column.table is not MARKS:
            kept |= set(connection.execute(uses).scalars())
    return kept


def _archived(work: Work, tender_id: str) -> ArchiveExport:
    """The newest export, unless something has been recorded of the tender since."""
    found = select_rows(ArchiveExport).where(col(ArchiveExport.tender_id) == tender_id)
    newest = work.session.exec(found.order_by(col(ArchiveExport.exported_at).desc())).first()
    if newest is None:
        raise _not_archived(tender_id)
    if any(at > newest.exported_at for at in _recorded(work, tender_id)):
        raise _archived_before(tender_id)
    return newest


def _recorded(work: Work, tender_id: str) -> Iterator[datetime]:
    """When each table of the tender's was last added to; the exports themselves do not count."""
    for table in tables_of_tenders():
        if "recorded_at" in table.columns and table.name != "archive_export":
            rows = of_tender(table, tender_id).order_by(None).subquery()
            newest = work.session.connection().execute(select(func.max(rows.c.recorded_at)))
            yield from (at for at in newest.scalars() if at is not None)


def _not_yet(review: Review) -> ActRefused:
    """What keeps the records the longest, with its own paragraph."""
    why, first = review.governing, review.not_before
    day = spoken(first) if first else Text("än", "yet")
    before = Text(f"före {day.sv}", f"before {day.en}") if first else day
    text = Text(
        f"Handlingarna i {review.tender_id} får inte gallras {before.sv}: {small(why.text.sv)}",
        f"The records of {review.tender_id} may not be disposed of {before.en}:"
        f" {small(why.text.en)}",
    )
    todo = (
        Text("Gör om gallringen när den dagen har kommit", "Dispose of them once that day has come")
        if first
        else Text("Låt handlingarna ligga tills skälet har fallit", "Keep them until that is gone")
    )
    basis = Basis.STATUTE if why.cite else Basis.HOUSE_RULE
    return ActRefused(Reason("records.not_due", text, why.cite, basis), todo)


def small(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]


def _not_archived(tender_id: str) -> ActRefused:
    return refuse(
        "records.not_archived",
        sv=f"{tender_id} har ingen arkivexport, och det som gallras kommer inte tillbaka",
        en=f"{tender_id} has no archive export, and what is disposed of does not come back",
        todo_sv=f"Gör den med tilldela records archive {tender_id} KATALOG",
        todo_en=f"Make it with tilldela records archive {tender_id} DIR",
    )


def _archived_before(tender_id: str) -> ActRefused:
    return refuse(
        "records.archived_before",
        sv=f"Något har registrerats i {tender_id} efter den senaste arkivexporten",
        en=f"Something has been recorded in {tender_id} since its last archive export",
        todo_sv=f"Gör en ny med tilldela records archive {tender_id} KATALOG",
        todo_en=f"Make a new one with tilldela records archive {tender_id} DIR",
    )


def no_ground() -> ActRefused:
    return refuse(
        "records.no_ground",
        sv="Beslutet saknar skäl",
        en="The decision gives no ground",
        todo_sv="Ange med --ground beslutets skäl eller beteckning, utan namn på personer",
        todo_en="Give with --ground the decision's ground or reference, without persons' names",
    )
