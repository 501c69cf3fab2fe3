"""The openers and the bidders of a play: keys and sealed bids in folders of their own.

In a real procurement these files are at the openers' and at the tenderers', never
beside the database. A play that was killed goes on with the same keys, and its
tenderers send the same sealed files again.
"""

from __future__ import annotations

import os
from itertools import combinations
from pathlib import Path

from flows.enrolling import package_of
from interop.play_files import Play
from models.parties import Role
from models.store import Store
from models.tender import Tender
from people.actors import load_actor
from people.permissions import OPENERS
from procurement.bids.opening import open_bids
from procurement.bids.opening_pairs import Opener, rehearse_pair
from procurement.bids.receiving import SealedSubmission
from procurement.tenders.openers import appoint_openers, instructions_of
from registry.opener_keys import Passphrase, new_key_file, read_public, unlock
from registry.opener_register import register_key
from registry.sealing import Ticket, read_ticket, seal

# For all to read: a play's keys protect nothing. scrypt's work is kept small with it.
PASSPHRASE = Passphrase("demo: alla får veta detta")
WORK_FACTOR = 2**10
OPENERS_FOLDER, BIDDERS_FOLDER = "openers", "bidders"


def opener_ids(play: Play) -> tuple[str, ...]:
    return tuple(
        person.id for person in play.people if OPENERS & {Role(role) for role in person.roles}
    )


def key_file(store: Store, person_id: str) -> Path:
    return store.data_dir / OPENERS_FOLDER / f"{person_id}.json"


def appoint(store: Store, play: Play) -> None:
    """Every opener makes and registers a key, and the head appoints them all."""
    openers = opener_ids(play)
    for person_id in openers:
        path = key_file(store, person_id)
        path.parent.mkdir(mode=0o700, exist_ok=True)
        if not path.exists():
            new_key_file(path, PASSPHRASE, n=WORK_FACTOR)
        register_key(store, load_actor(store, person_id), read_public(path))
    head = load_actor(store, play.course.publish.approved_by)
    appoint_openers(store, head, play.tender.id, openers)


def opener(store: Store, person_id: str) -> Opener:
    secret = unlock(key_file(store, person_id), PASSPHRASE)
    return Opener(load_actor(store, person_id), (secret,))


def rehearse_pairs(store: Store, play: Play) -> None:
    """Every pair proves that it can open, before a bid is sealed to it."""
    openers = [opener(store, person_id) for person_id in opener_ids(play)]
    for first, second in combinations(openers, 2):
        rehearse_pair(store, first, second, play.tender.id)


def submission_of(store: Store, play: Play, bid_id: str) -> SealedSubmission:
    """The tenderer's sealed file; the first one asked for makes everybody seal."""
    package, path = package_of(play, bid_id), bid_file(store, bid_id)
    if not path.exists():
        _seal_all(store, play)
    nonce = read_ticket(ticket_file(path).read_text(encoding="utf-8")).place_nonce
    return SealedSubmission(play.tender.id, package.lot_code, package.organisation_id, path, nonce)


def bid_file(store: Store, bid_id: str) -> Path:
    return store.data_dir / BIDDERS_FOLDER / f"{bid_id}.bid"


def ticket_file(bid: Path) -> Path:
    return bid.with_name(f"{bid.name}.ticket.json")


def _seal_all(store: Store, play: Play) -> None:
    with store.read() as work:
        instructions = instructions_of(work, work.session.get_one(Tender, play.tender.id))
    (store.data_dir / BIDDERS_FOLDER).mkdir(exist_ok=True)
    for bid in play.bids:
        path = bid_file(store, bid.id)
        if not path.exists():
            part = path.with_name(f"{path.name}.{os.getpid()}.part")
            package = package_of(play, bid.id)
            with part.open("wb") as out:
                nonce = seal(package, instructions, bid.id, 1, out)
            ticket = Ticket(bid.id, 1, package.lot_code, package.organisation_id, nonce)
            # Before the bid: where that lies, its ticket does too.
            ticket_file(path).write_text(ticket.to_json(), encoding="utf-8")
            part.replace(path)


def open_play(store: Store, play: Play) -> None:
    act = play.course.open
    first, second = opener(store, act.by), opener(store, act.second)
    open_bids(store, first, second, play.tender.id, lambda _person, _list: True)
