"""Evidence that comes in about a tenderer, or about one of its bids, filed as it came."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from law.reasons import refuse
from models.parties import Organisation
from models.store import Store, Work
from models.tender import Bid, Evidence
from people.actors import Actor
from people.permissions import Act, require
from procurement.tenders.named import tender_or_refusal
from registry.journal import append


@dataclass(frozen=True)
class EvidenceItem:
    """A document about a tenderer, or about one of its bids.

    `number` is what it shows where the requirement asks for one, in the requirement's unit.
    """

    id: str
    organisation_id: str
    bid_id: str | None
    kind: str
    issued_on: date
    valid_until: date | None
    summary: str
    number: int | None = None


def register_evidence(
    store: Store, actor: Actor, tender_id: str, items: Iterable[EvidenceItem]
) -> int:
    """File evidence that has come in; returns how many were new, as the same is filed once.

    Raises `ActRefused` for evidence about nobody, about somebody else's bid, or with the id
    of a piece on file that says otherwise.
    """
    with store.write() as work:
        tender = tender_or_refusal(work, tender_id)
        require(work, actor, Act.CONTROL, tender.buyer_id)
        fresh = [item for item in items if not _on_file(work, tender_id, item)]
        for item in fresh:
            _check_subject(work, tender_id, item)
            work.session.add(Evidence(tender_id=tender_id, **vars(item), **work.recorded(actor.id)))
        if fresh:
            ids = [item.id for item in fresh]
            append(work, actor.id, "evidence.registered", tender_id, {"evidence": ids})
        return len(fresh)


def _on_file(work: Work, tender_id: str, item: EvidenceItem) -> bool:
    known = work.session.get(Evidence, item.id)
    if known is None:
        return False
    said = {name: getattr(known, name) for name in vars(item)}
    if known.tender_id != tender_id or said != vars(item):
        raise refuse(
            "evidence.known",
            sv=f"Ett annat bevis finns redan med beteckningen {item.id}",
            en=f"Another piece of evidence already has the id {item.id}",
            todo_sv="Ge beviset en egen beteckning",
            todo_en="Give the evidence an id of its own",
        )
    return True


def _check_subject(work: Work, tender_id: str, item: EvidenceItem) -> None:
    bid = work.session.get(Bid, item.bid_id) if item.bid_id else None
    own = bid is not None and (bid.tender_id, bid.organisation_id) == (
        tender_id,
        item.organisation_id,
    )
    known = work.session.get(Organisation, item.organisation_id) is not None
    if not known or (item.bid_id is not None and not own):
        raise refuse(
            "evidence.subject",
            sv=f"Beviset {item.id} gäller ingen anbudsgivare här, eller någon annans anbud",
            en=f"Evidence {item.id} is about no tenderer here, or about somebody else's bid",
            todo_sv="Ange leverantören, och dess eget anbud om beviset gäller ett visst anbud",
            todo_en="Name the tenderer, and its own bid if the evidence is about one bid",
        )
