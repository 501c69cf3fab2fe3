"""The deadline for bids as it is now: the newest extension, or the one first published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, func, select

from law.days import STOCKHOLM
from law.reasons import ActRefused, Text, refuse
from models.journal import CheckpointReason
from models.sealed import DeadlineExtension, Downtime
from models.store import Store, Work
from models.tender import Opening, Publication, Tender
from people.actors import Actor
from people.permissions import Act, require, require_second
from procurement.tenders.lots import check_not_cancelled
from procurement.tenders.named import published_or_refusal, tender_or_refusal
from procurement.tenders.owed_notices import owe_correction
from procurement.tenders.telling import tell_invited
from procurement.tenders.unnamed import check_names_nobody
from procurement.tenders.vouched import require_all_there, require_vouched
from registry.checkpoints import take
from registry.journal import append

EXTEND = Text(
    "Förläng tiden med tilldela deadline extend", "Extend it with tilldela deadline extend"
)


def deadline_of(work: Work, tender: Tender) -> datetime:
    """A bid is in time up to this instant, and with it."""
    return deadlines_ever(work, tender)[-1]


def deadlines_ever(work: Work, tender: Tender) -> tuple[datetime, ...]:
    """In the order in which they were set: bids sealed for an earlier one stay good.

    Raises `RecordMeddled` for one that nobody has set, and `ActRefused` for a tender
    without any: a system that takes in applications at any time.
    """
    first = _first_deadline(tender)
    later = select(DeadlineExtension).where(col(DeadlineExtension.tender_id) == tender.id)
    extensions = work.session.exec(later.order_by(col(DeadlineExtension.number))).all()
    require_vouched(work, [tender, *extensions])
    require_all_there(work, DeadlineExtension, (tender.id,), len(extensions))
    return (first, *(each.deadline_at for each in extensions))


def _first_deadline(tender: Tender) -> datetime:
    if tender.bid_deadline_at is None:
        raise refuse(
            "deadline.none",
            sv=f"I {tender.id} finns ingen sista dag att lämna något",
            en=f"There is no deadline in {tender.id}",
            todo_sv="Ange en upphandling som har en anbudstid",
            todo_en="Name a tender that has a time for bids",
        )
    return tender.bid_deadline_at


def record_downtime(
    store: Store, actor: Actor, buyer_id: str, started_at: datetime, ended_at: datetime
) -> None:
    """Bids could not come in between the two. Recorded twice, it is one downtime."""
    with store.write() as work:
        require(work, actor, Act.RECORD_DOWNTIME, buyer_id)
        if ended_at <= started_at or ended_at > work.now:
            raise refuse(
                "downtime.times",
                sv="Ett driftavbrott antecknas när det är över, och slutar efter att det börjat",
                en="Downtime is recorded when it is over, and ends after it began",
                todo_sv="Ange när avbrottet började och slutade",
                todo_en="State when it began and ended",
            )
        earlier = work.session.get(Downtime, (buyer_id, started_at))
        if earlier is not None:
            _check_same(earlier, ended_at)
            return
        row = Downtime(
            buyer_id=buyer_id,
            started_at=started_at,
            ended_at=ended_at,
            **work.recorded(actor.id),
        )
        work.session.add(row)
        said = {"started_at": started_at, "ended_at": ended_at}
        append(work, actor.id, "downtime.recorded", buyer_id, said)


def _check_same(earlier: Downtime, ended_at: datetime) -> None:
    if earlier.ended_at == ended_at:
        return
    ended = earlier.ended_at.astimezone(STOCKHOLM).isoformat()
    raise refuse(
        "downtime.recorded",
        sv=f"Avbrottet som började då är redan antecknat, till {ended}",
        en=f"The downtime that began then is recorded already, until {ended}",
        todo_sv="Anteckna det som återstår som ett avbrott för sig",
        todo_en="Record what remains as a downtime of its own",
    )


@dataclass(frozen=True)
class DeadlineHistory:
    """The deadline first published, each extension of it, and when bids could not come in."""

    now: datetime
    first: datetime
    extensions: tuple[DeadlineExtension, ...]
    downtimes: tuple[Downtime, ...]


def deadline_history(store: Store, tender_id: str) -> DeadlineHistory:
    """Oldest first. Downtimes are the buyer's that ended after the notice."""
    with store.read() as work:
        tender = tender_or_refusal(work, tender_id)
        publication = work.session.get(Publication, tender_id)
        found = select(DeadlineExtension).where(col(DeadlineExtension.tender_id) == tender_id)
        extensions = work.session.exec(found.order_by(col(DeadlineExtension.number))).all()
        down = select(Downtime).where(col(Downtime.buyer_id) == tender.buyer_id)
        if publication is not None:
            down = down.where(col(Downtime.ended_at) > publication.published_at)
        downtimes = work.session.exec(down.order_by(col(Downtime.started_at))).all()
        return DeadlineHistory(
            deadline_of(work, tender), _first_deadline(tender), tuple(extensions), tuple(downtimes)
        )


def extend_deadline(
    store: Store, actor: Actor, approver: Actor, tender_id: str, to: datetime, reason: Text
) -> None:
    """Give everybody more time (house rule: two persons); also after the old deadline.

    The time can only grow, and not once the bids are opened. What was sealed for
    the old deadline is as good as before. The act owes a corrected notice, or a letter
    to each of those invited.
    """
    with store.write() as work:
        work.lock_tender(tender_id)
        tender = tender_or_refusal(work, tender_id)
        require(work, actor, Act.EXTEND_DEADLINE, tender.buyer_id)
        require(work, approver, Act.APPROVE_EXTENSION, tender.buyer_id)
        require_second(actor, approver, "Förlängd anbudstid", "Extending the deadline")
        published_or_refusal(work, tender_id)
        check_not_cancelled(work, tender_id)
        now_until = deadline_of(work, tender)
        if to == now_until:
            return
        _check_extension(work, tender, now_until, to)
        check_names_nobody(work, reason)
        number = 1 + _extensions(work, tender_id)
        work.session.add(
            DeadlineExtension(
                tender_id=tender_id,
                number=number,
                deadline_at=to,
                extended_at=work.now,
                approved_by=approver.id,
                reason_sv=reason.sv,
                reason_en=reason.en,
                **work.recorded(actor.id),
            )
        )
        work.session.flush()
        owe_correction(work, tender, f"{tender_id}/extension-{number}")
        tell_invited(work, actor, tender, _extended(to, reason))
        said = {"approved_by": approver.id, "deadline_at": to}
        append(work, actor.id, "deadline.extended", tender_id, said)
        take(work, CheckpointReason.PUBLISH)


def _extended(to: datetime, reason: Text) -> Text:
    until = f"{to.astimezone(STOCKHOLM):%Y-%m-%d %H:%M}"
    return Text(
        f"Tiden är förlängd till {until}. {reason.sv}",
        f"The time has been extended until {until}. {reason.en}",
    )


def _check_extension(work: Work, tender: Tender, now_until: datetime, to: datetime) -> None:
    if work.session.get(Opening, tender.id) is not None:
        raise bids_opened(tender.id)
    if to <= max(now_until, work.now):
        deadline = now_until.astimezone(STOCKHOLM).isoformat()
        raise refuse(
            "deadline.shorter",
            sv=f"Anbudstiden går ut {deadline} och kan bara förlängas, till en tid som inte gått",
            en=f"The deadline is {deadline} and can only be moved later, to a time yet to come",
            todo_sv="Ange en senare tid",
            todo_en="State a later time",
        )


def _extensions(work: Work, tender_id: str) -> int:
    counted = select(func.count()).where(col(DeadlineExtension.tender_id) == tender_id)
    return work.session.exec(counted).one()


def bids_opened(tender_id: str) -> ActRefused:
    return refuse(
        "bid.opened",
        sv=f"Anbuden i {tender_id} är redan öppnade",
        en=f"The bids of {tender_id} have already been opened",
        todo_sv="Vänd dig till upphandlaren",
        todo_en="Turn to the procurement officer",
    )
