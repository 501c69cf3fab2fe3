"""Ranked call-offs: offered down the ranking in its order, and decided by two persons.

Whoever is placed higher is asked first; the next only after it has declined, with its
reason, or its contract has ended. There is no competition in it, so nobody is owed a
notice of the outcome and no standstill runs (LOU 7:4, 7:6, 20:2).
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import col, func, select

from contracts.call_off_refusals import (
    answered_otherwise,
    check_described,
    check_open,
    contract_over,
    letter_not_sent,
    no_framework,
    not_accepted,
    not_offered,
    other_way,
    unknown_call_off,
    without_reason,
)
from contracts.performing import check_performed
from law.days import swedish_day
from law.reasons import ActRefused, Text
from models.frameworks import (
    CallOff,
    CallOffAnswer,
    CallOffDecision,
    CallOffOffer,
    CallOffWay,
    FrameworkTerms,
)
from models.letters import Dispatch, LetterKind, Outgoing
from models.store import Store, Work
from models.tender import Lot, Tender
from people.actors import Actor
from people.permissions import Act, require, require_of_organisation, require_second
from procurement.conditions.framework_in_force import not_running
from procurement.conditions.within_ceiling import over
from procurement.frameworks.awaited_parties import check_none_awaited
from procurement.frameworks.call_off_order import (
    CallOffState,
    decision_letter_id,
    offer_to,
    standing_of,
)
from procurement.frameworks.committed import judged
from procurement.frameworks.framework_rules import allows, framework_terms
from procurement.frameworks.parties import FrameworkParty, parties_on
from procurement.planning.interests import check_no_conflict
from procurement.tenders.lots_by_code import named_lots
from procurement.tenders.named import tender_or_refusal
from registry.journal import append


def open_call_off(
    store: Store, actor: Actor, framework_id: str, lot_code: str, value: int, what: Text
) -> str:
    """Put a need on record that is to be met in the ranking's order; returns its id.

    `value` in minor units is taken up from the ceiling at once. The same need while it is
    open is one call-off. Raises `ActRefused` where the documents place call-offs in another
    way, where the framework does not run today, where a court has stopped every party's
    contract (LOU 20:16), and over its ceiling (C-23/20).
    """
    check_described(what)
    with store.write() as work:
        framework = tender_or_refusal(work, framework_id)
        require(work, actor, Act.CALL_OFF, framework.buyer_id)
        (lot,) = named_lots(work, framework_id, [lot_code])
        terms = _ranked_terms(work, framework)
        known = _same_and_open(work, lot, value, what)
        if known is not None:
            return known.id
        _check_any_performed(work, _parties_today(work, framework, lot))
        _check_ceiling(work, framework, terms, lot, value)
        return _open(work, actor, lot, value, what)


def _ranked_terms(work: Work, framework: Tender) -> FrameworkTerms:
    terms = framework_terms(work, framework.id)
    if terms is None:
        raise no_framework(framework)
    if not allows(terms, CallOffWay.RANKED):
        raise other_way(framework, CallOffWay(terms.way))
    return terms


def _same_and_open(work: Work, lot: Lot, value: int, what: Text) -> CallOff | None:
    found = select(CallOff).where(
        col(CallOff.lot_id) == lot.id,
        col(CallOff.value) == value,
        col(CallOff.what_sv) == what.sv,
        col(CallOff.what_en) == what.en,
    )
    ended = (CallOffState.PLACED, CallOffState.EXHAUSTED)
    rows = work.session.exec(found).all()
    return next((row for row in rows if standing_of(work, row).state not in ended), None)


def _parties_today(work: Work, framework: Tender, lot: Lot) -> Sequence[FrameworkParty]:
    """Raises `ActRefused` before the framework's first day, and after its last."""
    today = swedish_day(work.now)
    found = [each for each in parties_on(work, framework.id, today) if each.lot_id == lot.id]
    if not found:
        unmet = not_running(framework, lot.code)
        raise ActRefused(unmet.reason, unmet.todo)
    return found


def _check_any_performed(work: Work, parties: Sequence[FrameworkParty]) -> None:
    """One party whose contract is not stopped is enough for a need to be put on record."""
    refusals = []
    for party in parties:
        try:
            return check_performed(work, party.contract_id)
        except ActRefused as stopped:
            refusals.append(stopped)
    raise refusals[0]


def _check_ceiling(
    work: Work, framework: Tender, terms: FrameworkTerms, lot: Lot, value: int, but: str = ""
) -> None:
    answer = judged(work, framework, terms, lot.code, value, but=but)
    if not answer.allowed:
        unmet = over(lot.code, answer)
        raise ActRefused(unmet.reason, unmet.todo)


def _open(work: Work, actor: Actor, lot: Lot, value: int, what: Text) -> str:
    made = select(func.count()).select_from(CallOff).where(col(CallOff.lot_id) == lot.id)
    number = work.session.exec(made).one() + 1
    row = CallOff(
        id=f"{lot.id}/A{number}",
        tender_id=lot.tender_id,
        lot_id=lot.id,
        number=number,
        value=value,
        opened_at=work.now,
        what_sv=what.sv,
        what_en=what.en,
        **work.recorded(actor.id),
    )
    work.session.add(row)
    work.session.flush()
    append(work, actor.id, "call_off.opened", row.id, {"lot": lot.id, "value": value})
    return row.id


def offer_next(store: Store, actor: Actor, call_off_id: str) -> str:
    """Offer it to the party whose turn it is, and owe it a letter; returns that party's id.

    While an offer is unanswered it stands, and nothing is changed. Raises `ActRefused` while a
    party placed before waits for nothing but the buyer's signature, and while a court has
    stopped the contract of the party whose turn it is: nobody is passed over for that.
    """
    with store.write() as work:
        row, framework, lot = _locked(work, call_off_id)
        require(work, actor, Act.CALL_OFF, framework.buyer_id)
        now = standing_of(work, row)
        check_open(row, now)
        parties = _parties_today(work, framework, lot)
        party = next(each for each in parties if each.place == now.place)
        if now.state is CallOffState.TO_OFFER:
            check_none_awaited(work, framework, lot.id, party.place)
            check_performed(work, party.contract_id)
            _offer(work, actor, row, party)
        return party.organisation_id


def _locked(work: Work, call_off_id: str) -> tuple[CallOff, Tender, Lot]:
    row = work.session.get(CallOff, call_off_id)
    if row is None:
        raise unknown_call_off(call_off_id)
    work.lock_lots([row.lot_id])
    framework = work.session.get_one(Tender, row.tender_id)
    return row, framework, work.session.get_one(Lot, row.lot_id)


def _offer(work: Work, actor: Actor, row: CallOff, party: FrameworkParty) -> None:
    work.session.add(
        CallOffOffer(
            call_off_id=row.id,
            place=party.place,
            organisation_id=party.organisation_id,
            offered_at=work.now,
            **work.recorded(actor.id),
        )
    )
    _owe(work, row, party.organisation_id, f"{row.id}:{party.organisation_id}")
    said = {"place": party.place, "organisation": party.organisation_id}
    append(work, actor.id, "call_off.offered", row.id, said)


def _owe(work: Work, row: CallOff, organisation_id: str, outgoing_id: str) -> None:
    work.session.add(
        Outgoing(
            id=outgoing_id,
            tender_id=row.tender_id,
            kind=LetterKind.CALL_OFF,
            call_off_id=row.id,
            organisation_id=organisation_id,
            owed_since=work.now,
        )
    )
    work.session.flush()


def answer(
    store: Store,
    actor: Actor,
    call_off_id: str,
    organisation_id: str,
    reason: Text,
    *,
    accepted: bool,
) -> None:
    """The party takes it, or declines with a reason: its own person's act, or recorded for it.

    What it said first stands. Raises `ActRefused` for somebody who has not been offered it,
    another answer than the first, and a party whose contract has ended.
    """
    with store.write() as work:
        row, framework, _ = _locked(work, call_off_id)
        offer = _offer_to(work, row, organisation_id)
        _check_speaks(work, actor, framework, row, organisation_id)
        known = work.session.get(CallOffAnswer, (row.id, offer.place))
        if known is not None:
            if known.accepted != accepted:
                raise answered_otherwise(row)
            return
        if not accepted and not (reason.sv.strip() and reason.en.strip()):
            raise without_reason(row)
        if accepted:
            _check_bound(work, row, offer.place)
        _answer(work, actor, row, offer, reason, accepted=accepted)


def _check_speaks(
    work: Work, actor: Actor, framework: Tender, row: CallOff, organisation_id: str
) -> None:
    """For a party that speaks for itself nobody need show that it was asked."""
    if actor.organisation_id is not None:
        require_of_organisation(work, actor, organisation_id)
        return
    require(work, actor, Act.CALL_OFF, framework.buyer_id)
    if work.session.get(Dispatch, f"{row.id}:{organisation_id}") is None:
        raise letter_not_sent(row)


def _offer_to(work: Work, row: CallOff, organisation_id: str) -> CallOffOffer:
    offer = offer_to(work, row, organisation_id)
    if offer is None:
        raise not_offered(row)
    return offer


def _check_bound(work: Work, row: CallOff, place: int) -> None:
    today = swedish_day(work.now)
    parties = parties_on(work, row.tender_id, today)
    bound = [each for each in parties if (each.lot_id, each.place) == (row.lot_id, place)]
    if not bound:
        raise contract_over(row, place)
    check_performed(work, bound[0].contract_id)


def _answer(
    work: Work, actor: Actor, row: CallOff, offer: CallOffOffer, reason: Text, *, accepted: bool
) -> None:
    work.session.add(
        CallOffAnswer(
            call_off_id=row.id,
            place=offer.place,
            accepted=accepted,
            answered_at=work.now,
            reason_sv=reason.sv.strip(),
            reason_en=reason.en.strip(),
            **work.recorded(actor.id),
        )
    )
    work.session.flush()
    said = {"place": offer.place, "accepted": accepted}
    append(work, actor.id, "call_off.answered", row.id, said)


def decide_call_off(store: Store, actor: Actor, preparer: Actor, call_off_id: str) -> None:
    """Place it with the party that took it; once is enough. That party is owed a letter.

    Everything is asked again under the lot's lock: that the framework runs, that the
    party is bound and its contract not stopped, and that the ceiling holds. Raises
    `ActRefused` otherwise, and for one person alone.
    """
    with store.write() as work:
        row, framework, lot = _locked(work, call_off_id)
        require(work, actor, Act.DECIDE_CALL_OFF, framework.buyer_id)
        require(work, preparer, Act.CALL_OFF, framework.buyer_id)
        require_second(actor, preparer, "Ett avrop", "A call-off")
        check_no_conflict(work, framework, (actor, preparer))
        now = standing_of(work, row)
        if now.state is CallOffState.PLACED:
            return
        terms = _ranked_terms(work, framework)
        parties = _parties_today(work, framework, lot)
        if now.state is not CallOffState.ACCEPTED or now.place is None:
            raise not_accepted(row)
        party = next(each for each in parties if each.place == now.place)
        check_performed(work, party.contract_id)
        _check_ceiling(work, framework, terms, lot, row.value, but=row.id)
        _decide(work, actor, preparer, row, now.place)


def _decide(work: Work, actor: Actor, preparer: Actor, row: CallOff, place: int) -> None:
    work.session.add(
        CallOffDecision(
            call_off_id=row.id,
            place=place,
            decided_at=work.now,
            prepared_by=preparer.id,
            **work.recorded(actor.id),
        )
    )
    organisation_id = work.session.get_one(CallOffOffer, (row.id, place)).organisation_id
    _owe(work, row, organisation_id, decision_letter_id(row.id, organisation_id))
    said = {"prepared_by": preparer.id, "place": place, "value": row.value}
    append(work, actor.id, "call_off.decided", row.id, said)
