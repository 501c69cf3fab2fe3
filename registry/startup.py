"""Is the installation sound? Asked before anything is served or written; if not, nothing is.

The quick checks read one row or page each; `whole` recomputes the journal's every hash.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError
from sqlmodel import col, select

from law.reasons import Lang, Text
from models.journal import JournalEntry, JournalHead
from models.schema import known_revisions, revision_of
from models.store import Store, Work
from registry.checkpoints import newest_checkpoint, verify_signed
from registry.installation_keys import KeysUnfit, keys_of
from registry.journal import frontier_of
from registry.kept_checkpoints import LOG, kept_notes
from registry.signed_notes import NotANote, SignedNote, read_note
from registry.verification import computed_hash

# What SQLite answers when it is set as `models.store.PRAGMAS` sets it.
WISHED = {
    "journal_mode": "wal",
    "synchronous": "2",
    "foreign_keys": "1",
    "recursive_triggers": "1",
    "trusted_schema": "0",
}


FIND_OUT = Text(
    "Inget görs i den förrän orsaken är utredd; återställ den annars från säkerhetskopian.",
    "Nothing is done in it until the cause has been found; otherwise restore it from its backup.",
)
ANOTHER_VERSION = Text(
    "Använd den med den version av programmet som den gjordes med, eller säkerhetskopiera den"
    " med den versionen och återställ kopian med denna.",
    "Use it with the version of the program that it was made with, or back it up with that"
    " version and restore the backup with this one.",
)


class InstallationUnsound(Exception):
    """Nothing may be served or written until somebody has found out why."""

    def __init__(self, why: Text, todo: Text = FIND_OUT) -> None:
        self.text = Text(
            f"Installationen är inte hel: {why.sv}. {todo.sv}",
            f"The installation is not sound: {why.en}. {todo.en}",
        )
        super().__init__(self.text.en)

    def in_(self, lang: Lang) -> str:
        return self.text.in_(lang)


def check_sound(store: Store, whole: bool = False) -> None:
    """Raises `InstallationUnsound` at the first fault. Writes nothing."""
    check_schema(store)
    for why in _faults(store, whole):
        raise InstallationUnsound(why)


def check_schema(store: Store) -> None:
    """Raises `InstallationUnsound` for a database of another version of the program."""
    try:
        with store.read() as work:
            found = revision_of(work.session.connection())
    except DatabaseError as error:
        raise InstallationUnsound(_unreadable(error)) from error
    newest = known_revisions()[0]
    if found != newest:
        why = Text(
            f"databasen har schemaversion {found or 'okänd'}, programmet {newest}",
            f"the database has schema revision {found or 'unknown'}, the program {newest}",
        )
        raise InstallationUnsound(why, ANOTHER_VERSION)


def _faults(store: Store, whole: bool) -> Iterator[Text]:
    try:
        kept = kept_notes(store.keys_dir, newest=not whole)
        with store.read() as work:
            yield from _of_database(work.session.connection(), whole)
            yield from _of_head(work)
            yield from _of_checkpoint(work)
            yield from _of_kept(work, kept)
            if whole:
                yield from _of_journal(work, kept)
    except KeysUnfit as error:
        yield Text(f"nycklarna går inte att använda ({error})", f"its keys are unfit ({error})")
    except DatabaseError as error:
        yield _unreadable(error)


def _unreadable(error: DatabaseError) -> Text:
    return Text("databasen går inte att läsa", f"the database cannot be read ({error.orig})")


def _of_database(connection: Connection, whole: bool) -> Iterator[Text]:
    if connection.dialect.name == "postgresql":
        if connection.exec_driver_sql("SHOW synchronous_commit").scalar_one() == "off":
            yield _setting("synchronous_commit", "off")
        return
    for name, wished in WISHED.items():
        found = str(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())
        if found != wished:
            yield _setting(name, found)
    # A page that was torn is found here before it is found by somebody's act.
    if whole and connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one() != "ok":
        yield Text("databasfilen är skadad", "the database file is damaged")


def _setting(name: str, found: str) -> Text:
    return Text(
        f"databasens inställning {name} är {found}", f"the database's setting {name} is {found}"
    )


def _of_head(work: Work) -> Iterator[Text]:
    """The chain's end is the newest entry, whose own hash is right, and the tree has its size."""
    head = work.session.get(JournalHead, 1)
    newest = _newest_entry(work)
    if head is None or newest is None:
        if (head.seq if head else 0) or newest:
            yield _torn(head.seq if head else 0)
        return
    said = (head.seq, head.entry_hash, head.at_us)
    if said != (newest.seq, computed_hash(newest), newest.at_us) or not _fits(head):
        yield _torn(head.seq)


def _newest_entry(work: Work) -> JournalEntry | None:
    newest = select(JournalEntry).order_by(col(JournalEntry.seq).desc())
    return work.session.exec(newest.limit(1)).first()


def _fits(head: JournalHead) -> bool:
    try:
        return len(frontier_of(head)) == head.seq.bit_count()
    except ValueError:
        return False


def _torn(seq: int) -> Text:
    return Text(
        f"journalens slut, post {seq}, stämmer inte",
        f"the journal's end, entry {seq}, does not agree",
    )


def _of_checkpoint(work: Work) -> Iterator[Text]:
    """The newest signed checkpoint is ours, and ends with the entry that lies there."""
    taken = newest_checkpoint(work)
    if taken is None:
        return
    try:
        note = read_note(taken.note, keys_of(work).public_key)
    except NotANote as error:
        yield Text(
            "journalens senaste kontrollpunkt går inte att lita på",
            f"the journal's newest checkpoint cannot be trusted ({error})",
        )
        return
    if note.size != taken.size or not _ends_as_signed(work, note):
        yield Text(
            f"journalen stämmer inte med sin kontrollpunkt {taken.size}",
            f"the journal does not agree with its checkpoint {taken.size}",
        )


def _ends_as_signed(work: Work, note: SignedNote) -> bool:
    entry = work.session.get(JournalEntry, note.size)
    return entry is not None and computed_hash(entry) == note.head


def _of_kept(work: Work, kept: Sequence[str]) -> Iterator[Text]:
    """Checkpoints outside the database, which nobody reaches who writes in it alone."""
    for text in kept:
        try:
            note = read_note(text, keys_of(work).public_key)
        except NotANote as error:
            yield Text(
                f"en kontrollpunkt i {LOG} går inte att lita på",
                f"a checkpoint in {LOG} cannot be trusted ({error})",
            )
            return
        if not _ends_as_signed(work, note):
            yield Text(
                f"journalen stämmer inte med kontrollpunkten {note.size} i {LOG}",
                f"the journal does not agree with the checkpoint {note.size} in {LOG}",
            )


def _of_journal(work: Work, kept: Sequence[str]) -> Iterator[Text]:
    faults = verify_signed(work, kept=kept)[0].faults
    if faults:
        yield Text(
            f"journalen är ändrad ({len(faults)} fel; se tilldela journal verify)",
            f"the journal has been changed ({len(faults)} faults; see tilldela journal verify)",
        )
