"""Letters that are owed, each worded for the day and the way it is to go."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, Protocol, TypeAlias, TypeVar

from documents.admission_contexts import AdmissionContext, CompletionContext
from documents.call_off_context import CallOffContext
from documents.contexts import LetterContext
from documents.letter_contexts import (
    AnswerContext,
    CancellationContext,
    ExclusionContext,
    InformationContext,
    InquiryContext,
    ValidityContext,
    WithdrawalContext,
)
from documents.stage_letter_contexts import InvitationContext, SelectionContext
from law.days import swedish_day
from law.reasons import ActRefused, Lang
from models.letters import Channel, LetterKind, Outgoing
from models.parties import Organisation
from models.store import Store, Work
from procurement.letters.admission_letters import (
    admission_letter,
    completion_letter,
    stated_rectification,
)
from procurement.letters.answer_letters import answer_letter
from procurement.letters.award_notices import award_letter, stated_standstill
from procurement.letters.call_off_letters import call_off_letter
from procurement.letters.information_letters import information_letter
from procurement.letters.other_letters import (
    cancellation_letter,
    exclusion_letter,
    inquiry_letter,
    time_to_challenge,
    withdrawal_letter,
)
from procurement.letters.owed import Sending, letters_about, letters_of, moot, same_subject
from procurement.letters.stage_letters import invitation_letter, selection_letter
from procurement.letters.validity_letters import validity_letter

Context_co = TypeVar("Context_co", covariant=True)


class Ways(Protocol):
    """Which way letters go to an organisation."""

    def channel_to(self, organisation: Organisation) -> Channel: ...


@dataclass(frozen=True)
class Letter(Generic[Context_co]):
    """A letter ready to be set: to whom, and what it states of time.

    `last_day` is that of a standstill, or of the time to challenge a cancellation.
    `address` is the recipient's own, for e-mail.
    """

    outgoing_id: str
    kind: LetterKind
    organisation_id: str
    channel: Channel
    address: str
    worded_at: datetime
    last_day: date | None
    context: Context_co

    @property
    def sent_on(self) -> date:
        """The day that the letter bears."""
        return swedish_day(self.worded_at)

    @property
    def file_name(self) -> str:
        return file_name_of(self.outgoing_id)


def file_name_of(outgoing_id: str) -> str:
    return f"{outgoing_id.replace('/', '-').replace(':', '-')}.pdf"


AnyContext: TypeAlias = (
    LetterContext
    | WithdrawalContext
    | CancellationContext
    | InquiryContext
    | InvitationContext
    | SelectionContext
    | ExclusionContext
    | AnswerContext
    | InformationContext
    | CompletionContext
    | AdmissionContext
    | ValidityContext
    | CallOffContext
)
AnyLetter: TypeAlias = Letter[AnyContext]


@dataclass(frozen=True)
class Unworded:
    """A letter that cannot be written as things stand."""

    outgoing_id: str
    why: ActRefused


_WORDED: Mapping[LetterKind, Callable[[Work, Outgoing, Sending], AnyContext]] = {
    LetterKind.AWARD: award_letter,
    LetterKind.WITHDRAWAL: withdrawal_letter,
    LetterKind.CANCELLATION: cancellation_letter,
    LetterKind.INQUIRY: inquiry_letter,
    LetterKind.EXCLUSION: exclusion_letter,
    LetterKind.ANSWER: answer_letter,
    LetterKind.INFORMATION: information_letter,
    LetterKind.COMPLETION: completion_letter,
    LetterKind.ADMISSION: admission_letter,
    LetterKind.INVITATION: invitation_letter,
    LetterKind.SELECTION: selection_letter,
    LetterKind.VALIDITY: validity_letter,
    LetterKind.CALL_OFF: call_off_letter,
}


def owed_letters(
    store: Store, tender_id: str, ways: Ways, lang: Lang
) -> tuple[tuple[AnyLetter, ...], tuple[Unworded, ...]]:
    """What the tender still owes, worded for today; and what cannot be worded now."""
    letters: list[AnyLetter] = []
    unworded: list[Unworded] = []
    with store.read() as work:
        for outgoing, dispatch in letters_of(work, tender_id):
            if dispatch is not None or moot(work, outgoing):
                continue
            try:
                letters.append(worded(work, outgoing, ways, lang))
            except ActRefused as refusal:
                unworded.append(Unworded(outgoing.id, refusal))
    return tuple(letters), tuple(unworded)


def award_letters(
    store: Store, decision_id: str, ways: Ways, lang: Lang
) -> tuple[Letter[LetterContext], ...]:
    """Those of one award decision that are still owed."""
    with store.read() as work:
        about = letters_about(work, LetterKind.AWARD, decision_id)
        owed = [
            outgoing
            for outgoing, dispatch in about
            if dispatch is None and not moot(work, outgoing)
        ]
        return tuple(_letter(work, outgoing, ways, lang, award_letter) for outgoing in owed)


def worded(work: Work, outgoing: Outgoing, ways: Ways, lang: Lang) -> AnyLetter:
    return _letter(work, outgoing, ways, lang, _WORDED[LetterKind(outgoing.kind)])


def _letter(
    work: Work,
    outgoing: Outgoing,
    ways: Ways,
    lang: Lang,
    write: Callable[[Work, Outgoing, Sending], Context_co],
) -> Letter[Context_co]:
    sending = sending_now(work, outgoing, ways, lang)
    organisation = work.session.get_one(Organisation, outgoing.organisation_id)
    return Letter(
        outgoing_id=outgoing.id,
        kind=LetterKind(outgoing.kind),
        organisation_id=outgoing.organisation_id,
        channel=sending.channel,
        address=organisation.email,
        worded_at=sending.at,
        last_day=stated_last_day(work, outgoing, sending),
        context=write(work, outgoing, sending),
    )


def sending_now(work: Work, outgoing: Outgoing, ways: Ways, lang: Lang) -> Sending:
    """One letter that must go by post makes the time longer for all (LOU 20:1, 20:12)."""
    owed = [
        other
        for other, dispatch in same_subject(work, outgoing)
        if dispatch is None and (other.id == outgoing.id or not moot(work, other))
    ]
    channels = {
        other.id: ways.channel_to(work.session.get_one(Organisation, other.organisation_id))
        for other in owed
    }
    electronic = all(channel is Channel.ELECTRONIC for channel in channels.values())
    return Sending(work.now, channels[outgoing.id], electronic, lang)


def stated_last_day(work: Work, outgoing: Outgoing, sending: Sending) -> date | None:
    if outgoing.kind == LetterKind.AWARD:
        return stated_standstill(work, outgoing, sending).last_day
    if outgoing.kind == LetterKind.CANCELLATION:
        challenged = time_to_challenge(work, outgoing, sending)
        return None if challenged is None else challenged.last_day
    if outgoing.kind == LetterKind.ADMISSION:
        return stated_rectification(work, outgoing, sending)
    return None
