"""The decision letter, as its facts: it names nothing that absolute secrecy is over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from appeals.disclosure.deciding import check_may_be_given, newest_decisions
from appeals.disclosure.decision_refusals import nothing_asked, unanswered, undecided
from appeals.disclosure.filed import FiledDocument, filed_documents
from appeals.disclosure.marks import unmasked
from appeals.disclosure.masked_ranges import masked_ranges
from appeals.disclosure.matter_state import matter_of, verdict_of
from appeals.disclosure.requests import covered
from documents.disclosure_context import Disclosed, DisclosureContext
from documents.library import template_version
from documents.parts import CheckpointPart, CitedReason, Party
from law.days import swedish_day
from law.reasons import Lang
from law.secrecy import (
    HARM,
    HOW_TO_APPEAL,
    MAY_BE_APPEALED,
    WHEN_TO_APPEAL,
    WHOLE_OR_PART,
    About,
    Asked,
    Matter,
    Standing,
    ground,
    secrecy,
)
from models.disclosure import DisclosureDecision, DisclosureOutcome, DisclosureRequest
from models.parties import Buyer, Installation, InstallationKind
from models.store import Work
from models.tender import Tender
from people.actors import Actor
from registry.checkpoints import checkpoint_of_act
from registry.disclosure import sealed_tenders


@dataclass(frozen=True)
class Copy:
    """A copy that goes with the letter; `number` is that of its line there."""

    number: int
    sha256: str
    media_type: str


@dataclass(frozen=True)
class DecisionLetter:
    context: DisclosureContext
    copies: tuple[Copy, ...]


@dataclass(frozen=True)
class _Decided:
    document: FiledDocument
    decision: DisclosureDecision
    absolute: bool


def decision_letter(
    work: Work, actor: Actor, request: DisclosureRequest, tender: Tender, lang: Lang
) -> DecisionLetter:
    """Raises `ActRefused` while a document is undecided, or has become absolutely secret."""
    matter = matter_of(work, tender)
    decided = list(_decided(work, request, tender, matter))
    copies: list[Copy] = []
    lines: dict[str, list[Disclosed]] = {outcome: [] for outcome in DisclosureOutcome}
    for number, each in enumerate(_going_along(decided), start=1):
        assert each.decision.copy_sha256 is not None
        copies.append(Copy(number, each.decision.copy_sha256, each.document.media_type))
        lines[each.decision.outcome].append(_line(work, each, lang, number))
    refused = [
        _line(work, each, lang, None)
        for each in decided
        if each.decision.outcome == DisclosureOutcome.REFUSED and not each.absolute
    ]
    silent = any(each.absolute for each in decided) or not decided
    absolute = _absolute(matter, lang) if silent else None
    if not decided and absolute is None:
        raise nothing_asked(request.id)
    context = DisclosureContext(
        **_head(work, actor, request, tender, lang),
        given=lines[DisclosureOutcome.GIVEN],
        masked=lines[DisclosureOutcome.MASKED],
        refused=refused,
        absolute=absolute,
    )
    return DecisionLetter(context, tuple(copies))


def _decided(
    work: Work, request: DisclosureRequest, tender: Tender, matter: Matter
) -> Iterator[_Decided]:
    filed = {each.sha256: each for each in filed_documents(work, tender.id)}
    decisions = newest_decisions(work, request.id)
    wanted = covered(work, request.id)
    left = [row for row in wanted if row.sha256 not in decisions]
    if left:
        raise undecided(request.id, [row.sha256 for row in left])
    for row in wanted:
        document, decision = filed[row.sha256], decisions[row.sha256]
        verdict = verdict_of(work, tender, document, request.organisation_id, matter)
        if decision.outcome != DisclosureOutcome.REFUSED:
            check_may_be_given(verdict)
        yield _Decided(document, decision, verdict.standing is Standing.ABSOLUTE)


def check_marked_since(work: Work, request: DisclosureRequest, tender: Tender) -> None:
    """Raises `ActRefused` where what is given was marked after it was decided on."""
    for each in _decided(work, request, tender, matter_of(work, tender)):
        if each.decision.outcome != DisclosureOutcome.REFUSED:
            pages = masked_ranges(work, each.decision)
            left = unmasked(work, tender.id, each.document, pages)
            decided = each.decision.recorded_real_at
            since = [mark for mark in left if mark.recorded_real_at > decided]
            if since:
                raise unanswered(since)


def _going_along(decided: Sequence[_Decided]) -> Sequence[_Decided]:
    """Given ones first, as the letter lists them."""
    order = (DisclosureOutcome.GIVEN, DisclosureOutcome.MASKED)
    return [each for outcome in order for each in decided if each.decision.outcome == outcome]


def _line(work: Work, each: _Decided, lang: Lang, number: int | None) -> Disclosed:
    decision = each.decision
    cite = ground(decision.cite) if decision.cite else None
    pages = masked_ranges(work, decision)
    return Disclosed(
        number=number,
        title=each.document.title.in_(lang),
        pages=", ".join(f"{a}" if a == b else f"{a}–{b}" for a, b in pages) or None,
        cite=None if cite is None else cite.in_(lang),
        test=None if cite is None else HARM[cite].in_(lang),
        reason=decision.reason_sv if lang == "sv" else decision.reason_en,
    )


def _absolute(matter: Matter, lang: Lang) -> CitedReason | None:
    """The same whether or not there is anything: a request for bids before there are any too."""
    verdict = secrecy(matter, Asked(About.BIDS))
    if verdict.standing is not Standing.ABSOLUTE or verdict.reason.cite is None:
        return None
    return CitedReason(text=verdict.reason.in_(lang), cite=verdict.reason.cite.in_(lang))


def _checkpoint(work: Work, request_id: str) -> CheckpointPart | None:
    """None while bids lie sealed anywhere: its number would count what has come in."""
    if sealed_tenders(work) is not None:
        return None
    taken = checkpoint_of_act(work, "disclosure.requested", request_id)
    return CheckpointPart(size=taken.size, root=taken.root) if taken else None


def _head(
    work: Work, actor: Actor, request: DisclosureRequest, tender: Tender, lang: Lang
) -> dict[str, Any]:
    buyer = work.session.get_one(Buyer, tender.buyer_id)
    here = work.session.get(Installation, 1)
    return {
        "lang": lang,
        "template_version": template_version("disclosure"),
        "diary_number": tender.diary_number,
        "is_demo": here is not None and here.kind == InstallationKind.DEMO,
        "rulebook": tender.rulebook,
        "checkpoint": _checkpoint(work, request.id),
        "tender_title": tender.title_sv if lang == "sv" else tender.title_en,
        "buyer": Party(
            name=buyer.name, org_number=buyer.org_number, address=[buyer.address, buyer.city]
        ),
        "requester": request.requester,
        "number": f"U{request.number}",
        "asked_on": swedish_day(request.received_at),
        "wanted": request.wanted,
        "decided_on": swedish_day(work.now),
        "cite": WHOLE_OR_PART.in_(lang),
        "may_appeal": MAY_BE_APPEALED.in_(lang),
        "how": HOW_TO_APPEAL.in_(lang),
        "when": WHEN_TO_APPEAL.in_(lang),
        "signatory": actor.name,
    }
