"""An installation with one tender from notice to ended contract, whose bids name a tenderer's man.

Everybody in it is invented. Awarded on 2 March 2026, the contract ran a year and might
have been prolonged by one more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import update

from models.clock import FixedClock
from models.parties import Person, Role, RoleGrant
from models.schema import upgrade
from models.settings import Settings
from models.store import Store, open_store
from models.tables import metadata
from people.actors import Actor, load_actor
from registry.installation_keys import make_keys
from registry.journal import append
from registry.retention import set_records_rule
from tests.models.databases import Kind, cleared_url, opened
from tests.models.legal_rows import LEGAL, person
from tests.models.row_values import AT, OTHER_HASH, PDF_HASH, Row

NAME, EMAIL = "Nils Påhittad", "nils.pahittad@north.invalid"
NILS = "n-17"
# A day in each stretch: kept by law, and no longer.
KEPT, DUE = datetime(2029, 3, 2, 8, tzinfo=UTC), datetime(2030, 3, 3, 8, tzinfo=UTC)
ENVELOPES = {bid: f"sealed {bid}".encode() * 1000 for bid in ("bid1", "bid2", "bid3")}
BID_FILE = f"Anbud från {NAME} <{EMAIL}>".encode()
PDF = b"%PDF-1.7 a contract"
LIST = b"%PDF-1.7 a list"
LATER_TABLES = (
    *("journal_entry", "journal_fact", "journal_head", "checkpoint"),
    *("records_rule", "archive_export", "disposal", "disposed_blob", "erasure"),
)
CONTENTS = (*ENVELOPES.values(), BID_FILE, PDF, LIST)


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


CHANGES: Mapping[str, Mapping[str, Any]] = {
    "installation": {"kind": "live", "demo_now": None},
    "tender": {"rulebook": "SE-LOU-19"},
    "opening_attestation": {"list_sha256": sha256(LIST)},
    "bid_file": {"sha256": sha256(BID_FILE), "name": f"{NAME}.txt"},
}


@contextmanager
def kept_installation(kind: Kind, folder: Path) -> Iterator[Store]:
    """The clock stands in 2029, and the buyer is not under archive law."""
    url = cleared_url(kind, folder) if kind == "postgresql" else None
    settings = Settings(data_dir=folder / "data", database_url=url)
    settings.data_dir.mkdir()
    make_keys(settings.keys)
    with opened(settings.database) as engine:
        upgrade(engine)
    store = open_store(settings, FixedClock(AT))
    try:
        _fill(store)
        set_clock(store, KEPT)
        outside_archive_law(store)
        yield store
    finally:
        store.engine.dispose()


def set_clock(store: Store, at: datetime) -> None:
    assert isinstance(store.clock, FixedClock)
    store.clock.at = at


def outside_archive_law(store: Store) -> None:
    set_records_rule(store, *deciders(store), "buyer", archive_law=False)


def deciders(store: Store) -> tuple[Actor, Actor]:
    return load_actor(store, "legal"), load_actor(store, "head")


def _fill(store: Store) -> None:
    with store.write() as work:
        connection = work.session.connection()
        for content in CONTENTS:
            work.blobs.put(content)
        for table in metadata.sorted_tables:
            if table.name not in LATER_TABLES:
                connection.execute(
                    table.insert(), [_row(table.name, row) for row in _rows(table.name)]
                )
        for each, role in (("legal", Role.LEGAL_OFFICER), ("head", Role.PROCUREMENT_HEAD)):
            work.session.add(RoleGrant(person_id=each, buyer_id="buyer", role=role))
        organisations = metadata.tables["organisation"]
        named = {"contact_person": NAME, "signatory": NAME, "email": EMAIL}
        theirs = organisations.c.id == "north"
        connection.execute(update(organisations).where(theirs).values(**named))
        work.session.add(Person(id=NILS, name=NAME, email=EMAIL, organisation_id="north"))
        work.session.flush()
        append(work, "officer", "tender.published", "tender", {"approved_by": "head"})
        append(work, "officer", "bids.opened", "tender", {"second": "head"})
        append(work, NILS, "contract.signed_by_provider", "tender/c", {"pdf_sha256": sha256(PDF)})


def _rows(table: str) -> tuple[Row, ...]:
    if table == "blob":
        return tuple(_blob(content) for content in CONTENTS)
    if table == "person":
        return (*LEGAL["person"], person("legal"))
    if table == "signature":
        [one] = LEGAL["signature"]
        return ({**one, "signatory_name": NAME}, {**one, "party": "buyer"})
    return LEGAL[table][:1] if table == "bid_file" else LEGAL[table]


def _blob(content: bytes) -> Row:
    kind = "application/pdf" if content.startswith(b"%PDF") else "application/octet-stream"
    return {"sha256": sha256(content), "size": len(content), "media_type": kind, "stored_at": AT}


def _row(table: str, row: Row) -> Row:
    real = {PDF_HASH: sha256(PDF), OTHER_HASH: sha256(LIST)}
    changed: dict[str, Any] = {**row, **CHANGES.get(table, {})}
    if table == "sealed_bid":
        changed["envelope_sha256"] = sha256(ENVELOPES[row["bid_id"]])
    if table in ("blob", "opener_key"):
        return changed
    return {name: real.get(value, value) if isinstance(value, str) else value
            for name, value in changed.items()}  # fmt: skip


def with_changes(store: Store, table: str, **values: Any) -> None:
    """Change every row of a table: a fact that is otherwise."""
    with store.write() as work:
        work.session.connection().execute(update(metadata.tables[table]).values(**values))
