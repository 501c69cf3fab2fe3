"""An award that was decided elsewhere. The engine ranks the bids itself, and must agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from appeals.addressees import tenderers_of
from law.reasons import ActRefused, Text, refuse
from models.decision import AwardDecision, AwardDraft, AwardedBid, AwardedLot
from models.letters import Channel, Dispatch, LetterKind, Outgoing, Transport
from models.store import Work
from models.tender import Lot, Tender
from people.actors import Actor
from procurement.decisions.decision_facts import as_bytes, facts_of
from procurement.decisions.undecided import Awaiting
from procurement.entering.entered import EnteredDecision, EnteredLetter, Entry
from procurement.ranking.due_lots import LotsNow
from procurement.ranking.evaluation_writing import write
from procurement.tenders.presumptive import presumptive
from registry.filing import PDF, file_blob
from registry.uploads.check import check_upload
from registry.uploads.refusals import UploadRefused

JSON = "application/json"
CAUSE = Text(
    "Utvärdering av anbud som lagts in i efterhand", "Evaluation of bids that were entered later"
)
Bids = Mapping[tuple[str, str], str]


def write_award(
    work: Work, actor: Actor, tender: Tender, made: EnteredDecision, entry: Entry, bids: Bids
) -> None:
    """Raises `ActRefused`, naming the lot, where the stated rule gives another winner."""
    now = LotsNow(work, tender)
    due = now.due()
    for why in due.waiting.values():
        raise _not_ranked(tender, why)
    evaluation_id = write(now, actor, replace(due, cause=CAUSE), made.evaluated_at)
    work.session.flush()
    lots = [
        _awarded(work, tender, evaluation_id, (code, who), bids)
        for code, who in sorted(made.winners.items())
    ]
    papers = _papers(work, made, entry)
    decision = _decide(work, tender, made, papers, lots)
    _notify(
        work, decision, _Notices(made, papers, entry.facts.source), [lot.lot_id for lot in lots]
    )


def _awarded(
    work: Work, tender: Tender, evaluation_id: str, stated: tuple[str, Sequence[str]], bids: Bids
) -> Awaiting:
    code, who = stated
    lot = work.session.get(Lot, f"{tender.id}/{code}")
    entered = tuple(bids.get((code, each), "") for each in who)
    found = presumptive(work, lot.id, evaluation_id) if lot and "" not in entered else ()
    if lot is None or not found or found != entered:
        raise refuse(
            "entering.other_winner",
            sv=f"Enligt den angivna regeln tilldelas {code} inte {', '.join(who)}",
            en=f"By the stated rule {code} is not awarded to {', '.join(who)}",
            todo_sv="Kontrollera områdets anbud och tilldelningsgrunden mot beslutet; stämmer de"
            " kan beslutet inte läggas in här",
            todo_en="Check the lot's bids and award terms against the decision; where they are"
            " right the decision cannot be entered here",
        )
    return Awaiting(lot.id, lot.code, found[0], evaluation_id, bids=found)


def _not_ranked(tender: Tender, why: Text) -> ActRefused:
    return refuse(
        "entering.not_ranked",
        sv=f"Anbuden i {tender.id} kan inte rangordnas ännu: {why.sv} saknas",
        en=f"The bids of {tender.id} cannot be ranked yet: {why.en} is missing",
        todo_sv="Lägg in upphandlingen utan beslut, och utvärdera och besluta här",
        todo_en="Enter the procurement without a decision, and evaluate and decide here",
    )


def _decide(
    work: Work,
    tender: Tender,
    made: EnteredDecision,
    papers: Mapping[str, str],
    lots: Sequence[Awaiting],
) -> AwardDecision:
    facts = as_bytes(facts_of(work, tender, made.prepared_by, lots))
    draft = AwardDraft(
        id=f"{tender.id}/P1",
        tender_id=tender.id,
        number=1,
        lang=made.lang,
        drafted_at=made.at,
        pdf_sha256=papers[made.file],
        facts_sha256=file_blob(work, facts, JSON),
        **work.recorded(made.prepared_by),
    )
    decision = AwardDecision(
        id=f"{tender.id}/D1",
        tender_id=tender.id,
        number=1,
        decided_at=made.at,
        prepared_by=made.prepared_by,
        draft_id=draft.id,
        **work.recorded(made.by),
    )
    for row in (draft, decision):
        work.session.add(row)
        work.session.flush()
    for lot in lots:
        _award(work, decision.id, lot)
    return decision


def _award(work: Work, decision_id: str, lot: Awaiting) -> None:
    work.session.add(
        AwardedLot(
            decision_id=decision_id,
            lot_id=lot.lot_id,
            bid_id=lot.bid_id,
            evaluation_id=lot.evaluation_id,
        )
    )
    work.session.flush()
    for place, bid_id in enumerate(lot.bids, start=1):
        work.session.add(
            AwardedBid(decision_id=decision_id, lot_id=lot.lot_id, bid_id=bid_id, place=place)
        )
    work.session.flush()


def _papers(work: Work, made: EnteredDecision, entry: Entry) -> dict[str, str]:
    """Name → hash, each read once. Raises `ActRefused` for what is no PDF to be opened."""
    return {
        name: _pdf(work, name, entry.files[name])
        for name in sorted({made.file, *(each.file for each in made.letters if each.file)})
    }


def _pdf(work: Work, name: str, content: bytes) -> str:
    try:
        media_type = check_upload(name, content).media_type
    except UploadRefused as refusal:
        raise _unfit(name, refusal.text) from refusal
    if media_type != PDF:
        raise _unfit(name, Text("den är ingen PDF", "it is no PDF"))
    return file_blob(work, content, PDF)


def _unfit(name: str, why: Text) -> ActRefused:
    return refuse(
        "entering.file",
        sv=f"Filen {name} kan inte läggas in: {why.sv}",
        en=f"The file {name} cannot be entered: {why.en}",
        todo_sv="Ange handlingen som en PDF utan aktivt innehåll",
        todo_en="Give the document as a PDF without active content",
    )


class _Notices(NamedTuple):
    made: EnteredDecision
    papers: Mapping[str, str]
    source: Text


def _notify(work: Work, decision: AwardDecision, notices: _Notices, lot_ids: Sequence[str]) -> None:
    """Everybody is owed a notice; those who got theirs, by when and how it went."""
    owed = tenderers_of(work, lot_ids)
    sent = {letter.tenderer: letter for letter in notices.made.letters}
    for unknown in sorted(sent.keys() - set(owed)):
        raise refuse(
            "entering.letter",
            sv=f"{unknown} har inte lämnat anbud för något av de beslutade områdena",
            en=f"{unknown} has bid for none of the lots decided",
            todo_sv="Ta bort brevet, eller rätta mottagaren",
            todo_en="Remove the letter, or correct its recipient",
        )
    for organisation_id in owed:
        outgoing = Outgoing(
            id=f"{decision.id}:{organisation_id}",
            tender_id=decision.tender_id,
            kind=LetterKind.AWARD,
            decision_id=decision.id,
            organisation_id=organisation_id,
            owed_since=decision.decided_at,
        )
        work.session.add(outgoing)
        work.session.flush()
        if organisation_id in sent:
            work.session.add(_sent(work, outgoing, sent[organisation_id], notices))
            work.session.flush()


def _sent(work: Work, outgoing: Outgoing, letter: EnteredLetter, notices: _Notices) -> Dispatch:
    by_post = letter.channel is Channel.POST
    return Dispatch(
        outgoing_id=outgoing.id,
        dispatched_at=letter.at,
        channel=letter.channel,
        transport=Transport.MAIL if by_post else Transport.FOLDER,
        address=letter.address,
        message_id="",
        proof=notices.source.sv,
        pdf_sha256=notices.papers[letter.file or notices.made.file],
        stated_last_day=letter.stated_last_day,
        **work.recorded(notices.made.prepared_by),
    )
