"""Decide: one person drafts, another decides on the same bytes."""

from __future__ import annotations

from collections.abc import Sequence

from appeals.addressees import tenderers_of
from law.procedures import LeadsTo
from law.reasons import ActRefused, Text, refuse
from models.decision import AwardDecision, AwardDraft, AwardedBid, AwardedLot
from models.journal import CheckpointReason
from models.letters import LetterKind, Outgoing
from models.store import Store, Work
from models.tender import Tender
from people.actors import Actor, actor_in
from people.permissions import Act, require, require_second
from procurement.conditions.direct_award import must_tell
from procurement.decisions.decision_drafting import decision_on, draft_award, newest_draft
from procurement.decisions.decision_facts import (
    Facts,
    decisions_made,
    facts_of,
    lot_ids,
    lots_changed,
    read_facts,
    without_reports,
)
from procurement.decisions.undecided import awaiting_decision
from procurement.planning.interests import check_no_conflict
from procurement.tenders.lots import lock_lots_of
from procurement.tenders.named import tender_or_refusal
from procurement.tenders.steps import require_leads_to
from registry.checkpoints import take
from registry.disclosure import sealed_tenders
from registry.journal import append

__all__ = ["decide_award", "draft_award", "has_decision"]


def decide_award(store: Store, actor: Actor, draft_id: str, pdf_sha256: str) -> str:
    """Make the decision that the draft sets out; returns its id, also when it has been made.

    `pdf_sha256` is of the document that the decider has read. Raises `ActRefused` when
    that is not the draft's, when the decider drafted it, when a later draft exists, and
    when the facts are no longer those that the draft tells. The decision owes each
    tenderer of its lots a letter.
    """
    with store.write() as work:
        draft = draft_or_refusal(work, draft_id)
        tender = tender_or_refusal(work, draft.tender_id)
        require(work, actor, Act.DECIDE_AWARD, tender.buyer_id)
        preparer = actor_in(work, draft.actor_id)
        require_second(actor, preparer, "Tilldelningsbeslut", "An award decision")
        require_leads_to(tender, LeadsTo.AWARD)
        check_no_conflict(work, tender, (actor, preparer))
        lock_lots_of(work, tender.id)
        _check_bytes(draft, pdf_sha256)
        made = decision_on(work, draft.id)
        if made is not None:
            return made.id
        _check_newest(work, draft)
        facts = read_facts(work.blobs.get(draft.facts_sha256))
        _check_unchanged(work, tender, draft, facts)
        return _decide(work, actor, draft, facts)


def draft_or_refusal(work: Work, draft_id: str) -> AwardDraft:
    draft = work.session.get(AwardDraft, draft_id)
    if draft is None:
        raise refuse(
            "draft.unknown",
            sv=f"Det finns inget beslutsutkast {draft_id}",
            en=f"There is no draft decision {draft_id}",
            todo_sv="Kontrollera utkastets beteckning",
            todo_en="Check the draft's id",
        )
    return draft


def _check_bytes(draft: AwardDraft, pdf_sha256: str) -> None:
    if pdf_sha256.lower() != draft.pdf_sha256:
        raise refuse(
            "decision.other_bytes",
            sv=f"Kontrollsumman är inte den som utkastet {draft.id} har",
            en=f"The hash is not the one that draft {draft.id} has",
            todo_sv="Läs det utkast som ligger i ärendet och ange dess kontrollsumma",
            todo_en="Read the draft on file and give its hash",
        )


def _check_newest(work: Work, draft: AwardDraft) -> None:
    newest = newest_draft(work, draft.tender_id)
    if newest is not None and newest.number > draft.number:
        raise refuse(
            "decision.later_draft",
            sv=f"Utkastet {draft.id} har ersatts av {newest.id}",
            en=f"Draft {draft.id} has been replaced by {newest.id}",
            todo_sv="Läs det senaste utkastet och besluta på det",
            todo_en="Read the newest draft and decide on that",
        )


def _check_unchanged(work: Work, tender: Tender, draft: AwardDraft, facts: Facts) -> None:
    """Whatever has happened since, of which the decider has not read."""
    awaiting = awaiting_decision(work, tender.id)
    ready = [lot for lot in awaiting if lot.ready]
    now = facts_of(work, tender, draft.actor_id, ready)
    changed = lots_changed(facts, now)
    if changed:
        kept = [lot.kept_by[0].text for lot in awaiting if lot.code in changed and lot.kept_by]
        raise _changed(draft, changed, kept[0] if kept else None)
    if _heading(facts) != _heading(now):
        raise _changed(draft, (), None)


def _heading(facts: Facts) -> Facts:
    return {**without_reports(facts), "lots": None}


def _changed(draft: AwardDraft, codes: Sequence[str], why: Text | None) -> ActRefused:
    lots = ", ".join(codes) or draft.tender_id
    because = Text(f" ({why.sv})", f" ({why.en})") if why else Text("", "")
    return refuse(
        "decision.changed",
        sv=f"Det som utkastet {draft.id} vilar på har ändrats för {lots}{because.sv}",
        en=f"What draft {draft.id} rests on has changed for {lots}{because.en}",
        todo_sv="Gör ett nytt utkast och läs det",
        todo_en="Make a new draft and read that",
    )


def _decide(work: Work, actor: Actor, draft: AwardDraft, facts: Facts) -> str:
    number = decisions_made(work, draft.tender_id) + 1
    decision = AwardDecision(
        id=f"{draft.tender_id}/D{number}",
        tender_id=draft.tender_id,
        number=number,
        decided_at=work.now,
        prepared_by=draft.actor_id,
        draft_id=draft.id,
        **work.recorded(actor.id),
    )
    work.session.add(decision)
    work.session.flush()
    lots = lot_ids(draft.tender_id, facts)
    _award(work, decision, lots)
    append(
        work,
        actor.id,
        "award.decided",
        decision.id,
        {
            "prepared_by": draft.actor_id,
            "draft": draft.id,
            "pdf_sha256": draft.pdf_sha256,
            "facts_sha256": draft.facts_sha256,
            "lots": {lot_id: lot["winner"] for lot_id, lot in lots.items()},
        },
    )
    take(work, CheckpointReason.AWARD)
    return decision.id


def _award(work: Work, decision: AwardDecision, lots: dict[str, Facts]) -> None:
    for lot_id, lot in lots.items():
        work.session.add(
            AwardedLot(
                decision_id=decision.id,
                lot_id=lot_id,
                bid_id=lot["winner"],
                evaluation_id=lot["evaluation"]["id"],
            )
        )
    work.session.flush()
    for lot_id, lot in lots.items():
        work.session.add_all(
            AwardedBid(
                decision_id=decision.id, lot_id=lot_id, bid_id=each["bid"], place=each["place"]
            )
            for each in lot["parties"]
        )
    for organisation_id in _told(work, decision.tender_id, list(lots)):
        work.session.add(
            Outgoing(
                id=f"{decision.id}:{organisation_id}",
                tender_id=decision.tender_id,
                kind=LetterKind.AWARD,
                decision_id=decision.id,
                organisation_id=organisation_id,
                owed_since=work.now,
            )
        )
    work.session.flush()


def _told(work: Work, tender_id: str, lots: Sequence[str]) -> Sequence[str]:
    """Whom the decision owes a notice."""
    told = must_tell(work, work.session.get_one(Tender, tender_id))
    return tenderers_of(work, lots) if told else ()


def has_decision(store: Store, tender_id: str) -> bool:
    """From the award decision on, who bid is no longer absolutely secret (OSL 19:3).

    It is again while one that has been withdrawn is not replaced.
    """
    with store.read() as work:
        sealed = sealed_tenders(work)
        secret = sealed is not None and tender_id in sealed.tenders
        return not secret and decisions_made(work, tender_id) > 0
