"""Put a file on the record: its bytes in the blob store, its row in the database."""

from __future__ import annotations

from sqlmodel import col, select

from models.journal import Blob
from models.store import Work

PDF = "application/pdf"
PARQUET = "application/vnd.apache.parquet"


def file_blob(work: Work, content: bytes, media_type: str) -> str:
    """Return the SHA-256; filing the same bytes again changes nothing.

    The bytes are written before the transaction commits: a crash in between
    leaves an unreferenced file, never a row without its file.
    """
    sha256 = work.blobs.put(content)
    work.put_once(Blob(sha256=sha256, size=len(content), media_type=media_type, stored_at=work.now))
    # The same content may just have been disposed of elsewhere, under the lock of its row.
    locked = select(Blob.sha256).where(col(Blob.sha256) == sha256)
    work.session.exec(locked.with_for_update(read=True, key_share=True)).one()
    return work.blobs.put(content)
