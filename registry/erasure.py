"""Erase a person: name and e-mail go, the id stays as a pseudonym (GDPR article 17).

What the law has kept goes first: as long as the records of a tender that the person
took part in are kept, the name is kept with them (article 17.3 b and d). The journal
names nobody but by id, so that it stays whole.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine, or_
from sqlalchemy import select as core_select
from sqlmodel import col, select

from documents.cache import FOLDER, forget_all
from law.days import spoken, swedish_day
from law.reasons import ActRefused, Basis, Reason, Text, refuse
from models.admissions import Application, ChoiceSignature
from models.contract import Contract, Signature
from models.parties import Organisation, Person, RoleGrant
from models.retention import DisposedBlob, Erasure
from models.store import Store, Work
from models.tender import Opening, Publication, Tender
from people.actors import Actor
from people.permissions import ALLOWED, Act, require, require_second
from registry.belonging import BLOB, ORGANISATION, PERSON, columns_naming, of_tender, tenders_naming
from registry.disposal import no_ground, small
from registry.journal import append
from registry.person_records import NamedIn, named_in, person_on_record
from registry.retention import Review, review_of

DOCUMENTS = [
    column
    for column in columns_naming(BLOB)
    if column.table.name not in ("sealed_bid", "bid_file", "disposed_blob")
]


@dataclass(frozen=True)
class Erased:
    """`replaced` fields of other rows held the name or the address as their whole content.

    `documents` are filed in the tenders that the person took part in, and are not
    changed; `named_in` texts of others still contain the name. `residue` says what a
    database may keep of removed rows, None where nothing is left.
    """

    person_id: str
    new: bool
    replaced: int
    documents: int
    named_in: tuple[NamedIn, ...]
    residue: Text | None


def erase(store: Store, legal: Actor, head: Actor, person_id: str, ground: str) -> Erased:
    """Erase the person, or complete an erasure that was cut off before the bytes were gone.

    Raises `ActRefused` while the records of a tender must be kept, or are there although
    they need not be, and for whoever would erase themselves.
    """
    replaced = 0
    with store.write() as work:
        person = person_on_record(work, person_id)
        tenders = tenders_of(work, person)
        _require(work, legal, head, person, tenders)
        work.session.refresh(person, with_for_update=True)
        new = work.session.get(Erasure, person_id) is None
        named: tuple[NamedIn, ...] = ()
        if new:
            _check(work, person, ground, tenders)
            replaced, named = _erase(work, legal, head, person, ground)
        documents = len({each for tender_id in tenders for each in _documents(work, tender_id)})
    forget_all(store.data_dir / FOLDER)
    return Erased(person_id, new, replaced, documents, named, scrub(store.engine))


def tenders_of(work: Work, person: Person) -> list[str]:
    """Where the person is named, or the tenderer that the person acts for."""
    found = tenders_naming(work, PERSON, person.id)
    if person.organisation_id is not None:
        found |= tenders_naming(work, ORGANISATION, person.organisation_id)
    return sorted(found)


def _require(work: Work, legal: Actor, head: Actor, person: Person, tenders: Sequence[str]) -> None:
    """The roles must be held for every buyer that the person has had to do with."""
    grants = select(RoleGrant).where(col(RoleGrant.person_id) == person.id)
    bought = select(Tender).where(col(Tender.id).in_(tenders))
    buyers = {grant.buyer_id for grant in work.session.exec(grants)}
    buyers |= {tender.buyer_id for tender in work.session.exec(bought)}
    able = {buyer for buyer, role in legal.roles if role in ALLOWED[Act.ERASE_PERSON]}
    for buyer in sorted(buyers) or sorted(able)[:1] or [""]:
        require(work, legal, Act.ERASE_PERSON, buyer)
        require(work, head, Act.APPROVE_ERASURE, buyer)
    require_second(legal, head, "En radering", "An erasure")
    if person.id in (legal.id, head.id):
        raise _themselves()


def _check(work: Work, person: Person, ground: str, tenders: Sequence[str]) -> None:
    if not ground.strip():
        raise no_ground()
    told = ground.casefold()
    if any(text and text.casefold() in told for text in (person.name, person.email)):
        raise _named_in_ground()
    if person.organisation_id is not None and _sealed(work):
        raise _bids_sealed()
    day = swedish_day(work.now)
    reviews = [review_of(work, work.session.get_one(Tender, each)) for each in tenders]
    kept = [review for review in reviews if any(hold.holds(day) for hold in review.holds)]
    if kept:
        raise _kept(person, max(kept, key=lambda each: each.not_before or date.max))
    left = [review.tender_id for review in reviews if not _is_disposed(work, review)]
    if left:
        raise _not_disposed(person, left)


def _sealed(work: Work) -> bool:
    """Whether anybody's bids lie sealed: whose they are, nobody may find out by asking."""
    opened = select(Opening.tender_id)
    sealed = select(Publication).where(col(Publication.tender_id).not_in(opened))
    return work.session.exec(sealed.limit(1)).first() is not None


def _is_disposed(work: Work, review: Review) -> bool:
    waiting = select(DisposedBlob).where(
        col(DisposedBlob.tender_id) == review.tender_id, col(DisposedBlob.removed_at).is_(None)
    )
    return review.disposed_on is not None and work.session.exec(waiting).first() is None


def _erase(
    work: Work, legal: Actor, head: Actor, person: Person, ground: str
) -> tuple[int, tuple[NamedIn, ...]]:
    replaced = _replace_own_fields(work, person)
    named = tuple(named_in(work, person))
    grants = select(RoleGrant).where(col(RoleGrant.person_id) == person.id)
    for grant in work.session.exec(grants):
        work.session.delete(grant)
    person.name, person.email = person.id, ""
    work.session.add(
        Erasure(
            person_id=person.id,
            erased_at=work.now,
            approved_by=head.id,
            ground=ground.strip(),
            **work.recorded(legal.id),
        )
    )
    append(work, legal.id, "person.erased", person.id, {"approved_by": head.id})
    return replaced, named


def _replace_own_fields(work: Work, person: Person) -> int:
    """Fields of others that hold the person's name or address and nothing else.

    Only where they are the person's: a namesake elsewhere keeps the name.
    """
    replaced = 0
    organisation = work.session.get(Organisation, person.organisation_id or "")
    if organisation is not None:
        for name in ("contact_person", "signatory", "email"):
            if _is_own(getattr(organisation, name), person):
                setattr(organisation, name, "" if name == "email" else person.id)
                replaced += 1
    of_theirs = col(Contract.organisation_id) == (person.organisation_id or "")
    contracts = select(Contract.id).where(of_theirs)
    signed = select(Signature).where(
        or_(col(Signature.actor_id) == person.id, col(Signature.contract_id).in_(contracts))
    )
    applied = col(Application.organisation_id) == (person.organisation_id or "")
    applications = select(Application.id).where(applied)
    chosen = select(ChoiceSignature).where(
        or_(
            col(ChoiceSignature.actor_id) == person.id,
            col(ChoiceSignature.application_id).in_(applications),
        )
    )
    for signature in (*work.session.exec(signed), *work.session.exec(chosen)):
        if _is_own(signature.signatory_name, person):
            signature.signatory_name, replaced = person.id, replaced + 1
    work.session.flush()
    return replaced


def _is_own(text: str, person: Person) -> bool:
    own = {person.name.casefold(), person.email.casefold()} - {""}
    return text.strip().casefold() in own


def _documents(work: Work, tender_id: str) -> set[str]:
    connection = work.session.connection()
    found: set[str] = set()
    for column in DOCUMENTS:
        rows = of_tender(column.table, tender_id).order_by(None).subquery()
        found |= set(connection.execute(core_select(rows.c[column.name])).scalars())
    return found - {None}


def scrub(engine: Engine) -> Text | None:
    """Write the database anew without what was removed; what may be left all the same."""
    if engine.dialect.name == "sqlite":
        return _scrub_sqlite(engine)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM FULL person, organisation, signature, bid_file")
    return Text(
        "PostgreSQL kan ha kvar de gamla raderna i sin transaktionslogg tills den har skrivits"
        " över",
        "PostgreSQL may have the old rows in its write-ahead log until that has been written over",
    )


def _scrub_sqlite(engine: Engine) -> Text | None:
    """Removed rows stay readable in free pages and in the WAL, whatever `secure_delete` is."""
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        [busy, *_] = cursor.fetchone() or (1,)
    except sqlite3.OperationalError:
        busy = 1
    finally:
        connection.close()
    return BUSY if busy else None


BUSY = Text(
    "Någon använde databasen, så de gamla raderna kan ligga kvar i dess filer; kör samma kommando"
    " igen",
    "Somebody was using the database, so that the old rows may be left in its files; run the same"
    " command again",
)


def _kept(person: Person, review: Review) -> ActRefused:
    why, first = review.governing, review.not_before
    day = spoken(first) if first else None
    before = Text(f"före {day.sv}", f"before {day.en}") if day else Text("än", "yet")
    text = Text(
        f"Uppgifterna om {person.id} får inte raderas {before.sv}, för handlingarna i"
        f" {review.tender_id} bevaras: {small(why.text.sv)}",
        f"What is held about {person.id} may not be erased {before.en}, because the records of"
        f" {review.tender_id} are kept: {small(why.text.en)}",
    )
    todo = Text(
        "Svara personen med skälet och den dagen" if day else "Svara personen med skälet",
        "Answer the person with the reason and that day" if day else "Answer with the reason",
    )
    basis = Basis.STATUTE if why.cite else Basis.HOUSE_RULE
    return ActRefused(Reason("erasure.kept", text, why.cite, basis), todo)


def _not_disposed(person: Person, tenders: Sequence[str]) -> ActRefused:
    first = tenders[0]
    return refuse(
        "erasure.not_disposed",
        sv=f"Anbuden i {', '.join(tenders)} finns kvar och kan nämna {person.id}",
        en=f"The bids of {', '.join(tenders)} are there and may name {person.id}",
        todo_sv=f"Gallra dem först med tilldela records dispose {first}",
        todo_en=f"Dispose of them first with tilldela records dispose {first}",
    )


def _bids_sealed() -> ActRefused:
    return refuse(
        "erasure.sealed",
        sv="Anbud ligger förseglade, och vems de är får ingen veta före öppningen",
        en="Bids lie sealed, and nobody may know whose they are before the opening",
        todo_sv="Radera den som företräder en leverantör när anbuden har öppnats",
        todo_en="Erase somebody who acts for a tenderer when the bids have been opened",
    )


def _named_in_ground() -> ActRefused:
    return refuse(
        "erasure.named_in_ground",
        sv="Skälet innehåller det som ska raderas",
        en="The ground contains what is to be erased",
        todo_sv="Skriv skälet utan personens namn och adress",
        todo_en="Write the ground without the person's name and address",
    )


def _themselves() -> ActRefused:
    return refuse(
        "erasure.themselves",
        sv="Ingen beslutar om radering av sig själv",
        en="Nobody decides on their own erasure",
        todo_sv="Låt två andra besluta",
        todo_en="Let two others decide",
    )
