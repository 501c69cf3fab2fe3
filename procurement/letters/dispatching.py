"""Letters go out, each with its proof, and each by itself: one that fails stops no other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from documents.rendering import Renderer
from law.days import STOCKHOLM, swedish_day
from law.reasons import ActRefused, Lang, Text, refuse
from models.letters import Channel, Dispatch, LetterKind, Outgoing, Transport
from models.parties import Organisation
from models.store import Store, Work
from people.actors import Actor
from people.permissions import Act, require
from procurement.letters.outbox import (
    AnyLetter,
    file_name_of,
    owed_letters,
    sending_now,
    stated_last_day,
    worded,
)
from procurement.letters.owed import Sending, moot, outgoing_or_refusal, subject_id, tender_of
from procurement.letters.posts import MailPost, NotDelivered, Post, Proof, SetLetter
from procurement.tenders.lots import lock_lots_of
from procurement.tenders.named import tender_or_refusal
from registry.filing import PDF, file_blob
from registry.journal import append

MESSAGE = "message/rfc822"


@dataclass(frozen=True)
class Failure:
    """A letter that is still owed, and why in one sentence."""

    outgoing_id: str
    why: Text


@dataclass(frozen=True)
class Sent:
    """What a run came to: letters sent, put in the folder to be posted, and still owed."""

    sent: tuple[str, ...]
    to_post: tuple[Path, ...] = ()
    failed: tuple[Failure, ...] = ()


def send_owed(
    store: Store,
    actor: Actor,
    renderer: Renderer,
    ways: tuple[Post, MailPost],
    tender_id: str,
    lang: Lang,
) -> Sent:
    """Set every letter that the tender owes and send it; those on paper are made ready.

    `ways`: electronic, and paper. Doing it again sends what is left.
    """
    post, mail = ways
    _check_allowed(store, actor, tender_id)
    letters, unworded = owed_letters(store, tender_id, post, lang)
    pdfs = renderer.render_all([letter.context for letter in letters])
    ready = [SetLetter(*pair) for pair in zip(letters, pdfs, strict=True)]
    sent = dispatch_letters(store, actor, post, [each for each in ready if _electronic(each)])
    to_post, unprinted = _prepared(mail, [each for each in ready if not _electronic(each)])
    cannot = (Failure(each.outgoing_id, _sentence(each.why)) for each in unworded)
    return Sent(sent.sent, to_post, (*sent.failed, *unprinted, *cannot))


def _prepared(
    mail: MailPost, letters: Sequence[SetLetter]
) -> tuple[tuple[Path, ...], tuple[Failure, ...]]:
    made: list[Path] = []
    failed: list[Failure] = []
    for letter in letters:
        try:
            made.append(mail.prepare(letter))
        except NotDelivered as failure:
            failed.append(Failure(letter.letter.outgoing_id, _not_sent(letter.letter, failure)))
    return tuple(made), tuple(failed)


def _electronic(letter: SetLetter) -> bool:
    return letter.letter.channel is Channel.ELECTRONIC


def _check_allowed(store: Store, actor: Actor, tender_id: str) -> None:
    with store.read() as work:
        tender = tender_or_refusal(work, tender_id)
        require(work, actor, Act.DISPATCH_LETTERS, tender.buyer_id)


def dispatch_letters(store: Store, actor: Actor, post: Post, letters: Sequence[SetLetter]) -> Sent:
    """Send each letter and record it, with what shows that it went.

    Delivery comes before the record: a crash in between sends the same letter again
    under the same name, and never leaves a recorded letter unsent. Nothing is locked
    while a mail server takes its time.
    """
    sent: list[str] = []
    failed: list[Failure] = []
    away: Text | None = None
    for letter in letters:
        owed = _check_owed(store, actor, post, letter.letter)
        try:
            if away is not None:
                raise NotDelivered(away)
            if owed and _record(store, actor, letter, post.deliver(letter)):
                sent.append(letter.letter.outgoing_id)
        except NotDelivered as failure:
            failed.append(Failure(letter.letter.outgoing_id, _not_sent(letter.letter, failure)))
            away = failure.why if failure.away else away
    return Sent(tuple(sent), failed=tuple(failed))


def _not_sent(letter: AnyLetter, failure: NotDelivered) -> Text:
    return Text(
        f"Brevet {letter.outgoing_id} gick inte i väg: {failure.why.sv}.",
        f"The letter {letter.outgoing_id} did not go out: {failure.why.en}.",
    )


def _sentence(refusal: ActRefused) -> Text:
    return Text(refusal.in_("sv"), refusal.in_("en"))


def _check_owed(store: Store, actor: Actor, post: Post, letter: AnyLetter) -> bool:
    """Whether it is still owed. Raises `ActRefused` for one that states what is not so now."""
    with store.read() as work:
        outgoing = outgoing_or_refusal(work, letter.outgoing_id)
        require(work, actor, Act.DISPATCH_LETTERS, tender_of(work, outgoing).buyer_id)
        if work.session.get(Dispatch, outgoing.id) is not None or moot(work, outgoing):
            return False
        _check_day(work, outgoing, sending_now(work, outgoing, post, letter.context.lang), letter)
        _check_worded(letter, worded(work, outgoing, post, letter.context.lang))
        return True


def _check_day(work: Work, outgoing: Outgoing, sending: Sending, letter: AnyLetter) -> None:
    """It was worded earlier: midnight may have passed, or others gone by post."""
    last_day = stated_last_day(work, outgoing, sending)
    stated = (letter.sent_on, letter.last_day)
    counted = (swedish_day(sending.at), last_day)
    if counted != stated:
        raise _day_passed(letter.kind, stated, counted)


def _check_worded(letter: AnyLetter, now: AnyLetter) -> None:
    """What it tells has not changed since: a withdrawal, say, or another decision."""
    told, right = (each.context.model_dump(exclude={"checkpoint"}) for each in (letter, now))
    if told != right:
        raise refuse(
            "letter.changed",
            sv=f"Det som brevet {letter.outgoing_id} anger har ändrats sedan det skrevs",
            en=f"What the letter {letter.outgoing_id} tells has changed since it was written",
            todo_sv="Skriv ut brevet på nytt",
            todo_en="Set the letter anew",
        )


def _day_passed(
    kind: LetterKind, stated: tuple[date, date | None], counted: tuple[date, date | None]
) -> ActRefused:
    told, right = ("–".join(str(day) for day in pair if day) for pair in (stated, counted))
    what = _STATED.get(kind, Text("dagen", "the day"))
    runs = Text("löper den", "it runs") if stated[1] else Text("är den", "it is")
    return refuse(
        "letter.day_passed",
        sv=f"Brevet anger {what.sv} {told}, men sänt nu {runs.sv} {right}",
        en=f"The letter states {what.en} as {told}, but sent now {runs.en} {right}",
        todo_sv="Skriv ut brevet på nytt",
        todo_en="Set the letter anew",
    )


_STATED = {
    LetterKind.AWARD: Text("avtalsspärren", "the standstill"),
    LetterKind.CANCELLATION: Text("tiden för ansökan", "the time to apply"),
}


def _record(store: Store, actor: Actor, letter: SetLetter, proof: Proof) -> bool:
    """False where somebody else has recorded the same letter meanwhile."""
    with store.write() as work:
        outgoing = outgoing_or_refusal(work, letter.letter.outgoing_id)
        lock_lots_of(work, tender_of(work, outgoing).id)
        if work.session.get(Dispatch, outgoing.id) is not None:
            return False
        told = letter.letter
        stated = told.last_day if told.kind is LetterKind.AWARD else None
        _write(work, actor, outgoing, (work.now, stated, letter.pdf), proof)
        return True


def _write(
    work: Work,
    actor: Actor,
    outgoing: Outgoing,
    went: tuple[datetime, date | None, bytes],
    proof: Proof,
) -> None:
    """`went`: when, the standstill's last day as the letter states it, and the letter."""
    at, last_day, pdf = went
    by_post = proof.transport is Transport.MAIL
    channel = Channel.POST if by_post else Channel.ELECTRONIC
    sha256 = file_blob(work, pdf, PDF)
    message = file_blob(work, proof.message, MESSAGE) if proof.message is not None else None
    work.session.add(
        Dispatch(
            outgoing_id=outgoing.id,
            dispatched_at=at,
            channel=channel,
            transport=proof.transport,
            address=proof.address,
            message_id=proof.message_id,
            proof=proof.proof,
            stated_last_day=last_day,
            pdf_sha256=sha256,
            message_sha256=message,
            **work.recorded(actor.id),
        )
    )
    work.session.flush()
    # Not to whom: who takes part is secret until the award (OSL 19:3). The row says it.
    said = {
        "kind": outgoing.kind,
        "channel": channel.value,
        "transport": proof.transport.value,
        "last_day": last_day,
        "pdf_sha256": sha256,
        "message_sha256": message,
    }
    append(work, actor.id, "letter.dispatched", subject_id(outgoing), said)


def record_mailing(
    store: Store, actor: Actor, mail: MailPost, outgoing_id: str, number: str, posted_on: date
) -> None:
    """A letter that was made ready on paper was posted that day, under the post's number.

    What was posted is what lies in the folder of that day: a letter bears the day on
    which it is posted, because its times are counted from it.
    """
    with store.write() as work:
        outgoing = outgoing_or_refusal(work, outgoing_id)
        tender = tender_of(work, outgoing)
        require(work, actor, Act.DISPATCH_LETTERS, tender.buyer_id)
        lock_lots_of(work, tender.id)
        known = work.session.get(Dispatch, outgoing_id)
        if known is not None:
            _check_same(known, number)
            return
        _check_posted(work, outgoing, number, posted_on)
        letter = mail.path_of(posted_on.isoformat(), file_name_of(outgoing_id))
        if not letter.is_file():
            raise _not_printed(outgoing_id, posted_on)
        today = posted_on == swedish_day(work.now)
        noon = datetime.combine(posted_on, time(12), STOCKHOLM)
        at = work.now if today else noon.astimezone(work.now.tzinfo)
        sending = Sending(at, Channel.POST, all_electronic=False, lang="sv")
        award = outgoing.kind == LetterKind.AWARD
        last_day = stated_last_day(work, outgoing, sending) if award else None
        address = _postal_address(work, outgoing.organisation_id)
        proof = Proof(Transport.MAIL, address, message_id="", proof=number.strip())
        _write(work, actor, outgoing, (at, last_day, letter.read_bytes()), proof)


def _postal_address(work: Work, organisation_id: str) -> str:
    to = work.session.get_one(Organisation, organisation_id)
    return f"{to.address}, {to.city}"


def _check_same(known: Dispatch, number: str) -> None:
    if known.proof != number.strip():
        raise refuse(
            "letter.sent",
            sv=f"Brevet {known.outgoing_id} är redan avsänt, med beviset {known.proof}",
            en=f"The letter {known.outgoing_id} has already been sent, with the proof"
            f" {known.proof}",
            todo_sv="Anteckna en ny försändelse i ärendets akt i stället",
            todo_en="Make a note of another mailing in the case file instead",
        )


def _check_posted(work: Work, outgoing: Outgoing, number: str, posted_on: date) -> None:
    owed, today = swedish_day(outgoing.owed_since), swedish_day(work.now)
    if not number.strip():
        raise refuse(
            "letter.number",
            sv="Försändelsens nummer är inte angivet",
            en="The number of the mailing is not stated",
            todo_sv="Ange postens kollinummer, eller registratorns löpnummer",
            todo_en="State the post's own number, or the registrar's",
        )
    if not owed <= posted_on <= today:
        raise refuse(
            "letter.posted_on",
            sv=f"Brevet kan ha postats {owed}–{today}, inte {posted_on}",
            en=f"The letter can have been posted {owed}–{today}, not {posted_on}",
            todo_sv="Ange dagen då det lämnades till posten",
            todo_en="State the day on which it was handed to the post",
        )


def _not_printed(outgoing_id: str, posted_on: date) -> ActRefused:
    return refuse(
        "letter.not_printed",
        sv=f"Inget brev {outgoing_id} med dagen {posted_on} har gjorts i ordning",
        en=f"No letter {outgoing_id} bearing the day {posted_on} has been made ready",
        todo_sv="Kör tilldela letters send den dag då brevet ska postas, och posta det samma dag",
        todo_en="Run tilldela letters send on the day of posting, and post it that day",
    )
