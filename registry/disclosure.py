"""What may be told of the journal while bids lie sealed: nothing that counts them.

Who has bid, for what and how many they are is secret until the award decision (OSL
19:3), and nobody at all may know before the opening (LOU 12:8). Whoever reads entries,
numbers or counts of entries could count the bids among them. So the journal is told
in full up to the publication of the oldest tender that has no award decision. After
it, only what staff did about other tenders is told, without numbers and hashes. A
decision that is withdrawn brings the secrecy back until the lot is decided anew; a
tender that is cancelled as a whole has ended, and with it that secrecy.

A procedure in steps is one matter: who asked to take part in an earlier step is secret
until the last step is decided, or cancelled. A system that takes in applications at any
time has no award to wait for (OSL 19:3 a for LOV).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement
from sqlalchemy.orm import aliased
from sqlmodel import and_, col, not_, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from law.procedures import Sends, step_of
from models.decision import AwardDecision, AwardedLot, CancelledLot, WithdrawnLot
from models.journal import JournalEntry
from models.parties import Person
from models.stages import TenderBasis
from models.store import Work
from models.tender import Bid, Lot, Publication, Tender
from people.actors import ENGINE
from registry.journal import entry_of

# Acts of staff that would tell how long the journal is, or who may be bidding.
WITHHELD = ("backup.restored", "tenderers.enrolled")


@dataclass(frozen=True)
class Sealed:
    """The published tenders neither decided nor cancelled; entries up to `told` are no secret."""

    tenders: tuple[str, ...]
    told: int


def sealed_tenders(work: Work) -> Sealed | None:
    """None when no tender's bids are secret, and the whole journal may be told."""
    undecided = select(Publication.tender_id).where(
        or_(
            ~col(Publication.tender_id).in_(select(AwardDecision.tender_id)),
            col(Publication.tender_id).in_(_withdrawn()),
        ),
        col(Publication.tender_id).in_(_with_lots_left()),
    )
    tenders = _with_steps(work, frozenset(work.session.exec(undecided)))
    if not tenders:
        return None
    published = [
        entry_of(work, "tender.published", tender) or entry_of(work, "tender.entry_begun", tender)
        for tender in tenders
    ]
    return Sealed(tenders, min(entry.seq if entry else 0 for entry in published))


def _with_steps(work: Work, undecided: frozenset[str]) -> tuple[str, ...]:
    """The undecided tenders, and not the steps before a decided one but those before a secret one.

    By id.
    """
    published = select(Tender).join(Publication, col(Publication.tender_id) == col(Tender.id))
    tenders = {each.id: each for each in work.session.exec(published)}
    later = _next_steps(work, tenders)

    def secret(tender: Tender) -> bool:
        if step_of(tender.procedure, tender.step).sends is Sends.APPLICATIONS:
            return False
        after = later.get(tender.id, ())
        if any(secret(each) for each in after):
            return True
        if not after:
            return tender.id in undecided
        return tender.id in undecided and not _all_called(work, tender, after)

    return tuple(sorted(each.id for each in tenders.values() if secret(each)))


def _next_steps(work: Work, tenders: Mapping[str, Tender]) -> Mapping[str, Sequence[Tender]]:
    """Published tender → the published steps of the same procedure that rest on it."""
    found: dict[str, list[Tender]] = {}
    for row in work.session.exec(select(TenderBasis)):
        here, under = tenders.get(row.tender_id), tenders.get(row.under_id)
        if here and under and here.procedure == under.procedure:
            found.setdefault(under.id, []).append(here)
    return found


def _all_called(work: Work, tender: Tender, after: Sequence[Tender]) -> bool:
    """Whether every lot that is left has gone on to a next step."""
    cancelled = select(CancelledLot.lot_id)
    left = select(Lot.code).where(col(Lot.tender_id) == tender.id, ~col(Lot.id).in_(cancelled))
    called = select(Lot.code).where(col(Lot.tender_id).in_([each.id for each in after]))
    return set(work.session.exec(left)) <= set(work.session.exec(called))


def _withdrawn() -> SelectOfScalar[str]:
    """Tenders with a lot whose newest decision has been taken back, and that is not cancelled."""
    taken, later = aliased(AwardDecision), aliased(AwardDecision)
    decided_anew = (
        select(AwardedLot.lot_id)
        .join(later, col(later.id) == col(AwardedLot.decision_id))
        .where(
            col(AwardedLot.lot_id) == col(WithdrawnLot.lot_id),
            col(later.number) > col(taken.number),
        )
    )
    return (
        select(taken.tender_id)
        .join(WithdrawnLot, col(WithdrawnLot.decision_id) == col(taken.id))
        .where(
            ~decided_anew.exists(),
            ~col(WithdrawnLot.lot_id).in_(select(CancelledLot.lot_id)),
        )
    )


def _with_lots_left() -> SelectOfScalar[str]:
    cancelled = select(CancelledLot.lot_id)
    return select(Lot.tender_id).where(~col(Lot.id).in_(cancelled))


@dataclass(frozen=True)
class Wanted:
    """Which entries to show: at most `limit`, the newest unless `from_seq` says where to begin.

    `subject` is what the entries' subjects begin with.
    """

    subject: str | None = None
    kind: str | None = None
    from_seq: int | None = None
    limit: int = 50


@dataclass(frozen=True)
class Shown:
    """An entry; without its number where numbers would count bids."""

    entry: JournalEntry
    seq: int | None


def shown(work: Work, wanted: Wanted, sealed: Sealed | None) -> Sequence[Shown]:
    """In the journal's order."""
    seq, newest_first = col(JournalEntry.seq), wanted.from_seq is None
    found = _told(sealed).order_by(seq.desc() if newest_first else seq).limit(wanted.limit)
    if wanted.from_seq is not None:
        found = found.where(seq >= wanted.from_seq)
    if wanted.kind is not None:
        found = found.where(col(JournalEntry.kind) == wanted.kind)
    if wanted.subject is not None:
        found = found.where(_begins(wanted.subject))
    rows = work.session.exec(found).all()
    secret = None if sealed is None else sealed.told
    numbered = [
        Shown(entry, entry.seq if secret is None or entry.seq <= secret else None) for entry in rows
    ]
    return numbered[::-1] if newest_first else numbered


def _told(sealed: Sealed | None) -> SelectOfScalar[JournalEntry]:
    if sealed is None:
        return select(JournalEntry)
    # Some acts are about a bid, whose id tells nothing of its tender.
    bids = select(Bid.id).where(col(Bid.tender_id).in_(sealed.tenders))
    about = or_(
        *(_begins(tender) for tender in sealed.tenders), col(JournalEntry.subject).in_(bids)
    )
    by_staff = col(JournalEntry.actor_id).in_(_staff())
    harmless = col(JournalEntry.kind).not_in(WITHHELD)
    return select(JournalEntry).where(
        or_(col(JournalEntry.seq) <= sealed.told, and_(by_staff, harmless, not_(about)))
    )


def _begins(subject: str) -> ColumnElement[bool]:
    return col(JournalEntry.subject).startswith(subject, autoescape=True)


def _staff() -> SelectOfScalar[str]:
    return select(Person.id).where(col(Person.organisation_id).is_(None), Person.id != ENGINE)
