"""Notices go to the registered database by an officer: written out, sent, made public.

What is filed is the data in the very bytes that went; the document is set from the same facts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from documents.rendering import Renderer
from law.days import swedish_day
from law.reasons import ActRefused, Basis, Cite, Lang, Reason, Text, refuse
from law.regime import Regime
from law.thresholds import Kind
from models.notices import OwedNotice, PublishedNotice, SentNotice
from models.store import Store, Work
from models.tender import Publication, Tender
from people.actors import Actor
from people.permissions import Act, require
from procurement.notices.releases import canonical, release_of
from procurement.notices.told import notice_or_refusal, told
from procurement.notices.wording import notice_context
from procurement.planning.values import newest_estimate, regime_of, valued
from procurement.tenders.steps import first_step_of
from registry.filing import file_blob
from registry.journal import append

JSON = "application/json"
# Two days hold the 48 hours within which the Union's office may still publish first.
AFTER_THE_UNION = timedelta(days=2)


@dataclass(frozen=True)
class WrittenOut:
    """Where the notice lies for whoever uploads it."""

    data: Path
    document: Path


def notice_text(work: Work, notice_id: str, lang: Lang) -> str:
    """The notice as canonical JSON: as it went, or worded now while nobody has sent it."""
    notice = notice_or_refusal(work, notice_id)
    sent = work.session.get(SentNotice, notice_id)
    if sent is not None:
        return work.blobs.get(sent.content_sha256).decode()
    return canonical(release_of(work, told(work, notice), lang))


def write_out(
    store: Store, renderer: Renderer, notice_id: str, folder: Path, lang: Lang
) -> WrittenOut:
    """Write data and document into the folder; nothing is put on record by it."""
    with store.read() as work:
        text = notice_text(work, notice_id, lang)
        context = notice_context(work, told(work, notice_or_refusal(work, notice_id)), lang)
    (pdf,) = renderer.render_all([context])
    name = notice_id.replace("/", "-")
    written = WrittenOut(folder / f"{name}.json", folder / f"{name}.pdf")
    try:
        written.data.write_text(text, encoding="utf-8")
        written.document.write_bytes(pdf)
    except OSError:
        raise refuse(
            "notice.unwritable",
            sv=f"Annonsen går inte att skriva i {folder}",
            en=f"The notice cannot be written in {folder}",
            todo_sv="Ange en katalog som finns och som du får skriva i",
            todo_en="Name a folder that is there and that you may write in",
        ) from None
    return written


def record_sent(
    store: Store,
    actor: Actor,
    notice_id: str,
    sent_at: datetime,
    reference: str,
    *,
    lang: Lang = "sv",
    content: bytes | None = None,
) -> None:
    """File what went to the database, under its reference there. Again, it changes nothing.

    `content` are the bytes that were uploaded, where they are at hand: they must be what the
    notice says. Raises `ActRefused` when they are not, for another reference or time than is
    on record, and for a time to come or before the notice was owed.
    """
    with store.write() as work:
        notice = _owned(work, actor, notice_id)
        row = work.session.get(SentNotice, notice_id)
        if row is not None:
            if (row.reference, row.sent_at) == (reference.strip(), sent_at):
                return
            raise _sent_before(row)
        _check_sent(work, notice, sent_at, reference)
        text = canonical(release_of(work, told(work, notice), lang)).encode()
        if content is not None and content != text:
            raise _other_bytes(notice_id)
        sha256 = file_blob(work, text, JSON)
        _file(work, actor, notice_id, sent_at, reference.strip(), sha256)


def record_published(
    store: Store, actor: Actor, notice_id: str, published_on: date
) -> tuple[Reason, ...]:
    """Record the day that the database made it public; returns what to look into.

    Again, it changes nothing. Raises `ActRefused` before it is on record as sent, for another
    day than is on record, and for a day to come or before the sending.
    """
    with store.write() as work:
        notice = _owned(work, actor, notice_id)
        sent = work.session.get(SentNotice, notice_id)
        if sent is None:
            raise _not_sent(notice_id)
        warnings = tuple(_before_the_union(work, notice, sent, published_on))
        row = work.session.get(PublishedNotice, notice_id)
        if row is not None:
            if row.published_on == published_on:
                return warnings
            raise _published_before(row)
        _check_published(work, sent, published_on)
        work.session.add(
            PublishedNotice(
                notice_id=notice_id, published_on=published_on, **work.recorded(actor.id)
            )
        )
        work.session.flush()
        append(work, actor.id, "notice.published", notice_id, {"published_on": published_on})
        return warnings


def _owned(work: Work, actor: Actor, notice_id: str) -> OwedNotice:
    notice = notice_or_refusal(work, notice_id)
    tender = work.session.get_one(Tender, notice.tender_id)
    require(work, actor, Act.SEND_NOTICE, tender.buyer_id)
    return notice


def _file(
    work: Work, actor: Actor, notice_id: str, sent_at: datetime, reference: str, sha256: str
) -> None:
    work.session.add(
        SentNotice(
            notice_id=notice_id,
            sent_at=sent_at,
            reference=reference,
            content_sha256=sha256,
            **work.recorded(actor.id),
        )
    )
    work.session.flush()
    said = {"reference": reference, "sent_at": sent_at, "content_sha256": sha256}
    append(work, actor.id, "notice.sent", notice_id, said)


def _check_sent(work: Work, notice: OwedNotice, sent_at: datetime, reference: str) -> None:
    if not reference.strip():
        raise refuse(
            "notice.reference",
            sv="Annonsdatabasens beteckning är inte angiven",
            en="The database's reference is not stated",
            todo_sv="Ange den beteckning som databasen har gett annonsen",
            todo_en="State the reference that the database has given the notice",
        )
    if not notice.owed_since <= sent_at <= work.now:
        raise refuse(
            "notice.sent_when",
            sv=f"Annonsen {notice.id} kan inte ha skickats då",
            en=f"The notice {notice.id} cannot have been sent then",
            todo_sv="Ange en tid efter det beslut som annonsen gäller, och inte i framtiden",
            todo_en="State a time after the act that the notice is about, and not in the future",
        )


def _check_published(work: Work, sent: SentNotice, published_on: date) -> None:
    if not swedish_day(sent.sent_at) <= published_on <= swedish_day(work.now):
        raise refuse(
            "notice.published_when",
            sv=f"Annonsen kan inte ha publicerats {published_on}",
            en=f"The notice cannot have been published on {published_on}",
            todo_sv="Ange en dag från och med den då annonsen skickades, och inte i framtiden",
            todo_en="State a day from its sending on, and not in the future",
        )


def _before_the_union(
    work: Work, notice: OwedNotice, sent: SentNotice, published_on: date
) -> Iterator[Reason]:
    """What goes to the Union's office is not public here before it is there, or 48 hours on."""
    if published_on >= swedish_day(sent.sent_at) + AFTER_THE_UNION or not _to_the_union(
        work, notice
    ):
        return
    text = Text(
        "Kontrollera att EU:s publikationsbyrå hade publicerat annonsen först: den får annars inte"
        " offentliggöras här förrän 48 timmar efter det att byrån har bekräftat att den kom in",
        "Check that the Publications Office of the Union had published the notice first: otherwise"
        " it may not be made public here until 48 hours after the office has confirmed its receipt",
    )
    cite = Cite("upphandlingsförordningen", None, "9")
    yield Reason("notice.before_the_union", text, cite, Basis.STATUTE)


def _to_the_union(work: Work, notice: OwedNotice) -> bool:
    """In the directive regime, and for an annex 2 service that reaches the threshold."""
    tender = work.session.get_one(Tender, notice.tender_id)
    estimate = newest_estimate(work, tender)
    if estimate is None:
        return False
    published = work.session.get(Publication, first_step_of(work, tender).id)
    on = swedish_day(published.published_at if published else work.now)
    case = valued(work, tender, estimate, on)
    found = regime_of(case)
    annex_2 = case.kind is Kind.SOCIAL and found.value >= found.threshold
    return found.regime is Regime.DIRECTIVE or annex_2


def _sent_before(row: SentNotice) -> ActRefused:
    return refuse(
        "notice.sent_before",
        sv=f"Annonsen {row.notice_id} är redan skickad, med beteckningen {row.reference}",
        en=f"The notice {row.notice_id} has already been sent, with the reference {row.reference}",
        todo_sv="Kontrollera uppgifterna; en ändring görs genom en rättelse",
        todo_en="Check the facts; a change is made by a correction",
    )


def _other_bytes(notice_id: str) -> ActRefused:
    return refuse(
        "notice.other_bytes",
        sv=f"Filen är inte det som annonsen {notice_id} säger",
        en=f"The file is not what the notice {notice_id} says",
        todo_sv="Skriv ut annonsen på nytt med tilldela notice write, och skicka den",
        todo_en="Write the notice out anew with tilldela notice write, and send that",
    )


def _not_sent(notice_id: str) -> ActRefused:
    return refuse(
        "notice.not_sent",
        sv=f"Annonsen {notice_id} är inte antecknad som skickad",
        en=f"The notice {notice_id} is not on record as sent",
        todo_sv="Anteckna först att den har skickats med tilldela notice sent",
        todo_en="Record first that it was sent with tilldela notice sent",
    )


def _published_before(row: PublishedNotice) -> ActRefused:
    return refuse(
        "notice.published_before",
        sv=f"Annonsen {row.notice_id} är redan antecknad som publicerad {row.published_on}",
        en=f"The notice {row.notice_id} is already on record as published on {row.published_on}",
        todo_sv="Kontrollera dagen",
        todo_en="Check the day",
    )
