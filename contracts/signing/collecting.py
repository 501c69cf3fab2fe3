"""Collect what became of ordered signatures: days later, and the hold is asked again then."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import col, select

from contracts.signing.accepting import accept, check_own, lock_contract
from contracts.signing.made import JSON
from contracts.signing.orders import signatory_named, start
from contracts.signing.refusals import contract_or_refusal
from contracts.signing.revisions import newest_revision
from contracts.signing.signed_files import PLACES, Judge, Received, faults_of, judged, made_of
from documents.printable import printable_text
from documents.signing.failures import SigningFailed
from documents.signing.remote import (
    Answer,
    Cancelled,
    Expired,
    Failed,
    Pending,
    RemoteSigning,
    Signed,
    WrongPerson,
)
from documents.signing.trust import Trust
from documents.signing.two_step import Prepared, complete
from documents.signing.validating import ValidationReport, validate
from law.reasons import ActRefused, Text
from models.contract import Contract, Party
from models.signed_files import SigningMethod
from models.signing import SigningEnd, SigningOrder, SigningOutcome
from models.store import Store, Work
from models.tender import Tender
from people.actors import Actor, actor_in
from people.permissions import Act, require
from registry.filing import PDF, file_blob
from registry.journal import append


@dataclass(frozen=True)
class Ended:
    """What became of an order, and why it led to no signature, where it did not."""

    order_id: str
    end: SigningEnd
    reason: Text


@dataclass(frozen=True)
class Came:
    """A signed file that the service's answer was made into, and how it was judged."""

    received: Received
    report: ValidationReport


@dataclass(frozen=True)
class Check:
    """What a file that comes in is held against, and by whom."""

    trust: Trust
    judge: Judge


def collect_signatures(
    store: Store,
    actor: Actor,
    service: RemoteSigning,
    trust: Trust,
    judge: Judge = validate,
) -> tuple[Ended, ...]:
    """Ask the service about every order that has not ended; those that have ended now.

    An accepted signature is its signatory's own act. One that came while something holds
    the lot is kept as not accepted, and nothing is concluded. An order that the service
    fails on is asked about again next time, and keeps no other waiting: its error is raised
    when all have been asked about. Raises `ActRefused` for whoever may not collect.
    """
    check = Check(trust, judge)
    ended: list[Ended] = []
    failed: list[Exception] = []
    for each in _open_orders(store, actor):
        try:
            found = _collect(store, actor, each, service, check)
        except Exception as error:  # noqa: BLE001 - a service may raise anything
            failed.append(error)
        else:
            ended += [found] if found else []
    if failed:
        raise failed[0]
    return tuple(ended)


def has_open_orders(store: Store) -> bool:
    """Whether there is any order to ask about."""
    with store.read() as work:
        ended = select(SigningOutcome.order_id)
        waiting = select(SigningOrder.id).where(col(SigningOrder.id).not_in(ended))
        return work.session.exec(waiting.limit(1)).first() is not None


def _open_orders(store: Store, actor: Actor) -> tuple[str, ...]:
    with store.read() as work:
        ended = select(SigningOutcome.order_id)
        rows = work.session.exec(
            select(SigningOrder, Contract, Tender)
            .join(Contract, col(Contract.id) == col(SigningOrder.contract_id))
            .join(Tender, col(Tender.id) == col(Contract.tender_id))
            .where(col(SigningOrder.id).not_in(ended))
            .order_by(col(SigningOrder.ordered_at), col(SigningOrder.id))
        ).all()
        for buyer_id in sorted({tender.buyer_id for _, _, tender in rows}):
            require(work, actor, Act.COLLECT_SIGNATURES, buyer_id)
        return tuple(order.id for order, _, _ in rows)


def _collect(
    store: Store, actor: Actor, order_id: str, service: RemoteSigning, check: Check
) -> Ended | None:
    answer = service.collect(start(store, actor, order_id, service))
    if isinstance(answer, Signed):
        return _take_in(store, actor, order_id, answer, check)
    return _without_signature(store, actor, order_id, answer)


def _without_signature(store: Store, actor: Actor, order_id: str, answer: Answer) -> Ended | None:
    with store.write() as work:
        order = _locked(work, order_id)
        if isinstance(answer, Pending):
            if work.now <= order.expires_at:
                return None
            answer = Expired()
        end, reason = _told(answer)
        return _end(work, actor, order, end, reason)


def _told(answer: Answer) -> tuple[SigningEnd, Text]:
    match answer:
        case Cancelled():
            return SigningEnd.CANCELLED, Text("Undertecknaren avbröt", "The signatory broke it off")
        case Expired():
            return SigningEnd.EXPIRED, Text(
                "Tiden för att underteckna gick ut", "The time for signing ran out"
            )
        case WrongPerson():
            return SigningEnd.WRONG_PERSON, Text(
                "En annan person legitimerade sig", "Another person identified themselves"
            )
        case Failed(reason):
            said = printable_text(" ".join(reason.split())[:200])
            return SigningEnd.FAILED, Text(
                f"Tjänsten kunde inte: {said}", f"The service could not: {said}"
            )
    raise AssertionError(f"{answer} is no end of an order")


def _take_in(
    store: Store, actor: Actor, order_id: str, answer: Signed, check: Check
) -> Ended | None:
    try:
        came = _completed(store, order_id, answer, check)
    except SigningFailed as failed:
        with store.write() as work:
            order = _locked(work, order_id)
            return _end(work, actor, order, SigningEnd.FAILED, failed.text)
    with store.write() as work:
        order = _locked(work, order_id)
        end, reason = _accepted(work, order, came)
        return _end(work, actor, order, end, reason, came)


def _completed(store: Store, order_id: str, answer: Signed, check: Check) -> Came:
    with store.read() as work:
        order = work.session.get_one(SigningOrder, order_id)
        prepared = Prepared(
            pdf=work.blobs.get(order.prepared_sha256),
            digest=bytes.fromhex(order.digest),
            state=work.blobs.get(order.state_sha256),
        )
        contract = contract_or_refusal(work, order.contract_id)
        earlier, name = newest_revision(work, contract), signatory_named(work, order)
        place, now = PLACES[Party(order.party)], work.now
    received = Received(complete(prepared, answer.signed), earlier, place, now, name)
    return Came(received, judged(received, check.trust, check.judge))


def _accepted(work: Work, order: SigningOrder, came: Came) -> tuple[SigningEnd, Text]:
    """The signatory's rights and the hold are asked now, whatever they were when it was ordered."""
    if _ended(work, order.id):
        return SigningEnd.SIGNED, Text("", "")
    if not came.report.valid:
        return SigningEnd.FAILED, faults_of(came.report)
    contract, party = contract_or_refusal(work, order.contract_id), Party(order.party)
    signer = actor_in(work, order.person_id)
    made = made_of(came.received, came.report, SigningMethod.REMOTE)
    try:
        check_own(work, signer, contract, party)
        if accept(work, signer, contract, party, made):
            return SigningEnd.SIGNED, Text("", "")
    except ActRefused as refusal:
        return SigningEnd.NOT_ACCEPTED, Text(refusal.in_("sv"), refusal.in_("en"))
    return SigningEnd.NOT_ACCEPTED, Text(
        "Parten hade redan undertecknat på annat sätt", "The party had signed in another way"
    )


def _end(
    work: Work,
    actor: Actor,
    order: SigningOrder,
    end: SigningEnd,
    reason: Text,
    came: Came | None = None,
) -> Ended | None:
    """Put the end on record; None where another run has."""
    if _ended(work, order.id):
        return None
    row = SigningOutcome(
        order_id=order.id,
        outcome=end,
        ended_at=work.now,
        signed_sha256=file_blob(work, came.received.pdf, PDF) if came else None,
        validation_sha256=file_blob(work, came.report.to_json(), JSON) if came else None,
        reason_sv=reason.sv,
        reason_en=reason.en,
        **work.recorded(actor.id),
    )
    work.session.add(row)
    work.session.flush()
    append(work, actor.id, "signing.ended", order.id, {"outcome": end.value})
    return Ended(order.id, end, reason)


def _locked(work: Work, order_id: str) -> SigningOrder:
    """Whoever collects at the same time waits, and then sees how the order ended."""
    lock_contract(work, contract_or_refusal(work, _contract_of(work, order_id)))
    return work.session.get_one(SigningOrder, order_id)


def _contract_of(work: Work, order_id: str) -> str:
    return work.session.get_one(SigningOrder, order_id).contract_id


def _ended(work: Work, order_id: str) -> bool:
    return work.session.get(SigningOutcome, order_id) is not None
