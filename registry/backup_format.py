"""The form of a backup, `tilldela-backup/v1`: a manifest, and rows as lines of JSON.

The same for every database, so that a backup of one can be restored into another.
docs/decisions/0018-backup-format.md describes the whole folder.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict
from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Integer,
    LargeBinary,
    String,
    column,
    table,
)
from sqlalchemy.sql.expression import TableClause
from sqlalchemy.types import TypeEngine
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

from registry.entry_format import LARGEST_EXACT_INTEGER

FORMAT: Literal["tilldela-backup/v1"] = "tilldela-backup/v1"
MANIFEST = "manifest.json"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

Kind: TypeAlias = Literal["text", "integer", "boolean", "instant", "date", "bytes", "json"]

KINDS: tuple[tuple[type[TypeEngine[Any]], Kind], ...] = (
    (UTCDateTime, "instant"),
    (AutoString, "text"),
    (String, "text"),
    (Integer, "integer"),
    (Boolean, "boolean"),
    (Date, "date"),
    (JSON, "json"),
    (LargeBinary, "bytes"),
)
TYPES: Mapping[Kind, TypeEngine[Any]] = {
    "text": String(),
    "integer": BigInteger(),
    "boolean": Boolean(),
    "instant": UTCDateTime(),
    "date": Date(),
    "bytes": LargeBinary(),
    "json": JSON(),
}


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class StoredFile(Part):
    """`name` says what it is; `stored` where it lies. Hash and size (bytes) as it lies there."""

    name: str
    stored: str
    sha256: str
    size: int


class StoredTable(Part):
    """`columns` in the order of each line's values; `parts` in the order of the primary key."""

    name: str
    columns: tuple[tuple[str, Kind], ...]
    rows: int
    parts: tuple[str, ...]


class Manifest(Part):
    """`tables` in an order in which each refers to earlier ones only. Times in µs since 1970.

    `disposed`: hashes of stored files that were disposed of, so that no file is there.
    """

    format: Literal["tilldela-backup/v1"] = FORMAT
    made_at_us: int
    database: str
    revision: str
    journal_seq: int
    journal_hash: str
    tables: tuple[StoredTable, ...]
    files: tuple[StoredFile, ...]
    disposed: tuple[str, ...]

    @property
    def sha256(self) -> str:
        """Over everything but itself."""
        return hashlib.sha256(_text(self.model_dump(mode="json")).encode()).hexdigest()

    def to_bytes(self) -> bytes:
        return _text({**self.model_dump(mode="json"), "sha256": self.sha256}).encode()

    @classmethod
    def from_bytes(cls, content: bytes) -> Manifest:
        """Raises `ValueError` or `TypeError` unless `to_bytes` wrote these very bytes."""
        fields = dict(json.loads(content))
        fields.pop("sha256", None)
        manifest = cls.model_validate_json(json.dumps(fields))
        if manifest.to_bytes() != content:
            raise ValueError("not as it was written")
        return manifest


def _text(fields: Mapping[str, Any]) -> str:
    return json.dumps(fields, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def in_microseconds(instant: datetime) -> int:
    return (instant - EPOCH) // MICROSECOND


def kind_of(column: Column[Any]) -> Kind:
    """Raises `TypeError` for a type that has no form here."""
    for type_, kind in KINDS:
        if isinstance(column.type, type_):
            return kind
    raise TypeError(f"A backup has no form for {column} ({column.type}).")


def line_of(row: Sequence[Any], kinds: Sequence[Kind]) -> bytes:
    values = [
        None if value is None else ENCODE[kind](value)
        for value, kind in zip(row, kinds, strict=True)
    ]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def rows_in(content: bytes, stored: StoredTable) -> Iterator[dict[str, Any]]:
    """Raises `ValueError` or `TypeError` for what no backup holds."""
    names = [name for name, _ in stored.columns]
    kinds = [kind for _, kind in stored.columns]
    for line in content.splitlines():
        values = json.loads(line)
        yield {
            name: None if value is None else DECODE[kind](value)
            for name, kind, value in zip(names, kinds, values, strict=True)
        }


def table_of(stored: StoredTable) -> TableClause:
    """As the backup knows it: what it was made from may have had other columns than today's."""
    return table(stored.name, *(column(name, TYPES[kind]) for name, kind in stored.columns))


def _same(value: Any) -> Any:
    return value


def _encoded_integer(value: int) -> int | str:
    # Readers in other languages round larger integers.
    return value if abs(value) <= LARGEST_EXACT_INTEGER else str(value)


ENCODE: Mapping[Kind, Callable[[Any], Any]] = {
    "text": _same,
    "integer": _encoded_integer,
    "boolean": _same,
    "instant": in_microseconds,
    "date": date.isoformat,
    "bytes": lambda value: base64.b64encode(value).decode(),
    "json": _same,
}
DECODE: Mapping[Kind, Callable[[Any], Any]] = {
    "text": _same,
    "integer": int,
    "boolean": _same,
    "instant": lambda value: EPOCH + value * MICROSECOND,
    "date": date.fromisoformat,
    "bytes": lambda value: base64.b64decode(value, validate=True),
    "json": _same,
}
