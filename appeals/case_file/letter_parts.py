"""Letters with the proof that they left: when, which way, where to, and what answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlmodel import col, or_, select

from appeals.case_file.case import Case
from appeals.case_file.case_parts import CasePart, Group
from documents.case_file_contexts import Fact
from law.days import swedish_day
from law.reasons import Text
from models.decision import WithdrawnLot
from models.letters import Channel, Dispatch, LetterKind, Outgoing, Transport

NAMES: Mapping[LetterKind, Text] = {
    LetterKind.AWARD: Text("Underrättelse om tilldelningsbeslut", "Notice of the award decision"),
    LetterKind.WITHDRAWAL: Text("Brev om återkallat beslut", "Letter on a withdrawn decision"),
    LetterKind.CANCELLATION: Text("Underrättelse om avbrytande", "Notice of cancellation"),
    LetterKind.INQUIRY: Text("Begäran till anbudsgivare", "Inquiry to a tenderer"),
    LetterKind.EXCLUSION: Text("Beslut om uteslutning", "Decision on exclusion"),
    LetterKind.INFORMATION: Text("Upplysning på begäran", "Information on request"),
}
CHANNELS: Mapping[Channel, Text] = {
    Channel.ELECTRONIC: Text("elektroniskt medel", "electronic means"),
    Channel.POST: Text("post", "post"),
}
TRANSPORTS: Mapping[Transport, Text] = {
    Transport.SMTP: Text("e-post (SMTP)", "e-mail (SMTP)"),
    Transport.FOLDER: Text("utgående mapp", "outgoing folder"),
    Transport.MAIL: Text("brev", "letter by post"),
}


def letter_parts(case: Case) -> Iterator[CasePart]:
    """To all whom the attacked decisions concern; of other letters, those to the parties."""
    for outgoing, dispatch in letters_of(case):
        name = NAMES[LetterKind(outgoing.kind)].in_(case.lang)
        yield CasePart(
            Group.LETTERS,
            f"{name}: {case.names[outgoing.organisation_id]}",
            key=outgoing.id,
            day=swedish_day(dispatch.dispatched_at),
            reference=outgoing.id,
            file=case.file(dispatch.pdf_sha256),
            facts=tuple(_proof(case, dispatch)),
        )


def letters_of(case: Case) -> list[tuple[Outgoing, Dispatch]]:
    """In the order that they left."""
    decided = [each.id for each in case.decisions]
    withdrawn = select(WithdrawnLot.withdrawal_id).where(col(WithdrawnLot.decision_id).in_(decided))
    to_parties = (
        col(Outgoing.kind).in_((LetterKind.INQUIRY, LetterKind.EXCLUSION, LetterKind.INFORMATION))
        & (col(Outgoing.tender_id) == case.tender.id)
        & col(Outgoing.organisation_id).in_(case.concerned())
    )
    found = (
        select(Outgoing, Dispatch)
        .join(Dispatch, col(Dispatch.outgoing_id) == col(Outgoing.id))
        .where(
            or_(
                col(Outgoing.decision_id).in_(decided),
                col(Outgoing.withdrawal_id).in_(withdrawn),
                col(Outgoing.cancellation_id).in_([each.id for each in case.cancellations]),
                to_parties,
            )
        )
        .order_by(col(Dispatch.dispatched_at), col(Outgoing.id))
    )
    return [(outgoing, dispatch) for outgoing, dispatch in case.work.session.exec(found)]


def _proof(case: Case, dispatch: Dispatch) -> Iterator[Fact]:
    channel = CHANNELS[Channel(dispatch.channel)].in_(case.lang)
    transport = TRANSPORTS[Transport(dispatch.transport)].in_(case.lang)
    yield case.fact("Avsänt", "Dispatched", case.formats.exact(dispatch.dispatched_at))
    yield case.fact("Sätt", "By", f"{channel}: {transport}")
    yield case.fact("Till adress", "To address", dispatch.address)
    yield case.fact("Meddelandets beteckning", "Message id", dispatch.message_id)
    yield case.fact("Bevis", "Proof", dispatch.proof)
    if dispatch.stated_last_day is not None:
        stated = case.day(dispatch.stated_last_day)
        yield case.fact("Angiven sista dag", "Last day as stated", stated)
    if dispatch.message_sha256 is not None:
        yield case.fact(
            "E-postmeddelandets SHA-256", "SHA-256 of the e-mail", dispatch.message_sha256
        )
