"""Each lawyer gets one e-mail about what is soon due, and nothing twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from appeals.worklist.due import Due
from appeals.worklist.listing import all_due, for_whom
from appeals.worklist.reminder_mail import (
    NotSent,
    Owed,
    ReminderMail,
    Way,
    body_of,
    message_id_of,
    owed_of,
    subject_of,
)
from law.days import swedish_day
from law.reasons import ActRefused, Lang, Text
from models.lawyers import Reminder
from models.parties import Buyer, Person
from models.store import Store, Work
from models.tender import Tender
from people.actors import Actor
from people.permissions import Act, require
from registry.journal import append


@dataclass(frozen=True)
class Unreminded:
    """Somebody who was not reminded, and why in one sentence."""

    person_id: str
    why: Text


@dataclass(frozen=True)
class Reminded:
    """Ids of the persons who were sent a mail, and those who should have been."""

    sent: tuple[str, ...] = ()
    failed: tuple[Unreminded, ...] = ()


def remind(store: Store, actor: Actor, way: Way, lang: Lang) -> Reminded:
    """Send what is owed, one mail a person; doing it again sends what is left.

    The mail goes while its reminders are being recorded: who comes at the same time waits and
    finds them there, and where it does not go nothing is recorded. The connection is made
    first, so that a slow server keeps nobody waiting longer than the mail itself takes.
    """
    sent: list[str] = []
    failed: list[Unreminded] = []
    for person, owed in _owed(store, actor).items():
        try:
            if _sent(store, actor, way, person, owed, lang):
                sent.append(person)
        except NotSent as failure:
            failed.append(Unreminded(person, _not_reminded(person, failure)))
    return Reminded(tuple(sent), tuple(failed))


def _not_reminded(person: str, failure: NotSent) -> Text:
    return Text(
        f"Påminnelsen till {person} gick inte i väg: {failure.why.sv}.",
        f"The reminder to {person} did not go out: {failure.why.en}.",
    )


def _owed(store: Store, actor: Actor) -> dict[str, tuple[Owed, ...]]:
    """By person, what has not been sent yet, in the tenders of whom the actor acts for."""
    found: dict[str, list[Owed]] = defaultdict(list)
    with store.read() as work:
        buyers = _buyers(work, actor)
        for due in all_due(work):
            if work.session.get_one(Tender, due.tender_id).buyer_id not in buyers:
                continue
            for person, owed in _of(work, due):
                if not _is_sent(work, person, owed):
                    found[person].append(owed)
    return {person: tuple(found[person]) for person in sorted(found)}


def _buyers(work: Work, actor: Actor) -> frozenset[str]:
    """Raises `ActRefused` where there are buyers, and the actor may remind for none."""
    allowed: set[str] = set()
    refused: ActRefused | None = None
    for buyer_id in work.session.exec(select(Buyer.id).order_by(col(Buyer.id))):
        try:
            require(work, actor, Act.REMIND, buyer_id)
        except ActRefused as refusal:
            refused = refusal
        else:
            allowed.add(buyer_id)
    if refused is not None and not allowed:
        raise refused
    return frozenset(allowed)


def _of(work: Work, due: Due) -> Iterator[tuple[str, Owed]]:
    owed = owed_of(due, swedish_day(work.now))
    if owed is not None:
        for person in sorted(for_whom(work, due)):
            yield person, owed


def _is_sent(work: Work, person: str, owed: Owed) -> bool:
    key = (owed.item, owed.due.due_on, owed.days_before, person)
    return work.session.get(Reminder, key) is not None


def _sent(
    store: Store, actor: Actor, way: Way, person_id: str, owed: Sequence[Owed], lang: Lang
) -> bool:
    """False where somebody else has sent all of it meanwhile."""
    with store.read() as work:
        address = work.session.get_one(Person, person_id).email
    if not way.reaches(address):
        raise NotSent(Text("ingen e-postadress finns", "there is no e-mail address"))
    with way.line() as line, store.write() as work:
        tenders = sorted({each.due.tender_id for each in owed})
        _begin(work, actor, tenders)
        left = [each for each in owed if not _is_sent(work, person_id, each)]
        if not left:
            return False
        mail = _mail(work, person_id, left, lang)
        for each in left:
            work.session.add(_row(work, actor, each, mail))
        work.session.flush()
        _journal(work, actor, left, mail)
        # Last of all: between it and the record there is only the commit.
        line.send(mail)
        return True


def _begin(work: Work, actor: Actor, tenders: Sequence[str]) -> None:
    """Two that come at once stand in line here."""
    for tender_id in tenders:
        buyer_id = work.session.get_one(Tender, tender_id).buyer_id
        require(work, actor, Act.REMIND, buyer_id)
    for tender_id in tenders:
        work.lock_tender(tender_id)


def _mail(work: Work, person_id: str, owed: Sequence[Owed], lang: Lang) -> ReminderMail:
    person, today = work.session.get_one(Person, person_id), swedish_day(work.now)
    return ReminderMail(
        person_id,
        person.name,
        person.email,
        work.now,
        message_id_of(person_id, owed),
        subject_of(owed, today, lang),
        body_of(owed, today, lang),
    )


def _row(work: Work, actor: Actor, owed: Owed, mail: ReminderMail) -> Reminder:
    return Reminder(
        item=owed.item,
        due_on=owed.due.due_on,
        days_before=owed.days_before,
        person_id=mail.person_id,
        tender_id=owed.due.tender_id,
        sent_at=work.now,
        message_id=mail.message_id,
        **work.recorded(actor.id),
    )


def _journal(work: Work, actor: Actor, owed: Sequence[Owed], mail: ReminderMail) -> None:
    """An entry for each tender, whose extract tells of its own reminders alone."""
    items: dict[str, list[str]] = defaultdict(list)
    for each in owed:
        items[each.due.tender_id].append(each.item)
    for tender_id in sorted(items):
        said = {
            "person": mail.person_id,
            "items": sorted(items[tender_id]),
            "message": mail.message_id,
        }
        append(work, actor.id, "lawyer.reminded", tender_id, said)
