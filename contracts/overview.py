"""Each lot in a line: who won, when it could lawfully be signed, when it was, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from appeals.awarded import awarded_bids
from appeals.docketed import HOLDING, docketed
from appeals.facts import Case, LotFacts
from appeals.hold import Blocked, Clear
from appeals.in_force import award_in_force
from appeals.loading import load_lot_facts
from appeals.performance import Stopped
from appeals.stopped import may_perform_today
from appeals.unlawful import UnlawfulContract, concluded_against, concluded_with
from contracts.concluding import could_be_concluded
from law.days import swedish_day
from law.reasons import Reason, Text
from models.decision import AwardedBid
from models.parties import Organisation
from models.review import CourtActKind, CourtName
from models.store import Store, Work
from models.tender import Bid, Lot, Tender
from procurement.frameworks.framework_rules import framework_terms
from procurement.tenders.lots import lots_of
from procurement.tenders.named import tender_or_refusal


@dataclass(frozen=True)
class LotOverview:
    """Days are those of the decision in force.

    `last_day`: of its standstill; `lawful_from`: after every bar in law;
    `signable_from`: when the last court check it takes had been made. A framework has one
    for each of its parties, `place` saying which. Of a contract that is concluded, `unlawful`:
    what is known now would have held it then; `stopped`: it may not be performed today.
    While the lot is held, `until` is the first day without the hold where the law says which,
    and `lifted_by` what would lift each of the `reasons`.
    """

    lot_id: str
    code: str
    name: str
    winner_id: str | None
    winner: str | None
    last_day: date | None
    lawful_from: date | None
    signable_from: date | None
    concluded: date | None
    reasons: tuple[Reason, ...]
    story: Text
    place: int | None = None
    unlawful: UnlawfulContract | None = None
    stopped: Stopped | None = None
    until: date | None = None
    lifted_by: tuple[Text, ...] = ()


def lot_overviews(store: Store, tender_id: str) -> tuple[LotOverview, ...]:
    with store.read() as work:
        tender = tender_or_refusal(work, tender_id)
        return tuple(
            lot_overview(work, tender, lot, awarded)
            for lot in lots_of(work, tender_id)
            for awarded in _awarded(work, lot)
        )


def _awarded(work: Work, lot: Lot) -> Sequence[AwardedBid | None]:
    """A lot without an award in force has a line all the same."""
    award = award_in_force(work, lot.id)
    return (None,) if award is None else awarded_bids(work, award.awarded)


def lot_overview(work: Work, tender: Tender, lot: Lot, awarded: AwardedBid | None) -> LotOverview:
    bid_id = awarded.bid_id if awarded else None
    facts = load_lot_facts(work, lot.id, bid_id)
    answer = could_be_concluded(work, tender, facts, bid_id)
    winner = _winner(work, awarded) if awarded else None
    framework = framework_terms(work, tender.id) is not None
    unlawful, stopped = _alarms(work, tender, lot, bid_id, answer)
    held = answer if isinstance(answer, Blocked) and facts.concluded_at is None else None
    return LotOverview(
        lot_id=lot.id,
        code=lot.code,
        name=lot.name,
        winner_id=winner.id if winner else None,
        winner=winner.name if winner else None,
        last_day=answer.last_day,
        lawful_from=answer.lawful_from,
        signable_from=answer.signable_from if isinstance(answer, Clear) else None,
        concluded=swedish_day(facts.concluded_at) if facts.concluded_at else None,
        reasons=answer.reasons,
        story=_alarm(unlawful, stopped) or _story(facts, answer),
        place=awarded.place if awarded and framework else None,
        unlawful=unlawful,
        stopped=stopped,
        until=held.until if held else None,
        lifted_by=held.lifted_by if held else (),
    )


def _alarms(
    work: Work, tender: Tender, lot: Lot, bid_id: str | None, answer: Clear | Blocked
) -> tuple[UnlawfulContract | None, Stopped | None]:
    """What has come up about a contract that is concluded with the bid's tenderer."""
    signed = None if bid_id is None else concluded_with(work, lot.id, bid_id)
    if signed is None:
        return None, None
    contract, signed_at = signed
    unlawful = None
    if isinstance(answer, Blocked):
        unlawful = concluded_against(work, tender, contract, signed_at, answer)
    performed = may_perform_today(work, contract)
    return unlawful, performed if isinstance(performed, Stopped) else None


def _alarm(unlawful: UnlawfulContract | None, stopped: Stopped | None) -> Text | None:
    """Instead of the story, in a line: what keeps it from being performed comes first."""
    if stopped is not None:
        why = stopped.reasons[0].text
        return Text(f"FÅR INTE FULLGÖRAS: {why.sv}", f"NOT TO BE PERFORMED: {why.en}")
    if unlawful is not None and unlawful.unlawful:
        why = unlawful.breaches[0].text
        return Text(f"INGÅNGET I STRID MED LAGEN: {why.sv}", f"CONCLUDED AGAINST THE LAW: {why.en}")
    return None


def _winner(work: Work, awarded: AwardedBid) -> Organisation:
    bid = work.session.get_one(Bid, awarded.bid_id)
    return work.session.get_one(Organisation, bid.organisation_id)


def _story(facts: LotFacts, answer: Clear | Blocked) -> Text:
    """One short line for a table: what decided the lot's dates."""
    if isinstance(answer, Blocked):
        return answer.reasons[0].text
    told = [_case_story(case) for case in facts.cases if not case.complied]
    if any(case.complied for case in facts.cases):
        told.append(
            Text("Rättelse enligt domstol: nytt beslut, ny spärr", "Corrected: decided anew")
        )
    if not told:
        return Text("Spärr slut, FR frågad", "Bar over, FR asked")
    return Text("; ".join(t.sv for t in told), "; ".join(t.en for t in told))


FR_DID = {
    CourtActKind.REJECTED: Text("FR avslog", "FR rejected"),
    CourtActKind.DISMISSED: Text("FR avvisade", "FR dismissed"),
    CourtActKind.STRUCK_OUT: Text("FR avskrev", "FR struck out"),
}
KR_DID = {
    CourtActKind.LEAVE_REFUSED: Text("sedan inget PT", "then leave refused"),
    CourtActKind.REJECTED: Text("sedan avslag", "then rejected"),
    CourtActKind.UPHELD: Text("sedan fastställt", "then upheld"),
    CourtActKind.REMANDED: Text("sedan återförvisat", "then remanded"),
}


def _case_story(case: Case) -> Text:
    """What became of a case that holds the lot no longer."""
    end = case.end_in(CourtName.FR)
    if end is None or end.kind not in FR_DID:
        return Text(f"Mål {case.case_number} hindrar inte", f"Case {case.case_number} bars nothing")
    fr = FR_DID[end.kind]
    if case.standstill_lifted or case.of_kind(CourtName.FR, CourtActKind.WAIVED):
        return Text(f"{fr.sv}; tiden efteråt efterskänkt", f"{fr.en}; the time after it waived")
    if case.of_kind(CourtName.KR, CourtActKind.INTERIM_ORDER) is None:
        return Text(f"{fr.sv}; tio dagar från utskicket", f"{fr.en}; ten days from dispatch")
    last = case.end_in(CourtName.KR)
    kr = KR_DID.get(last.kind) if last else Text("sedan upphävt", "then lifted")
    kr = kr or Text("sedan avslutat", "then ended")
    return Text(
        f"{fr.sv}; KR:s interimistiska beslut, {kr.sv}", f"{fr.en}; KR's interim order, {kr.en}"
    )


def appealed_lots(store: Store, tender_id: str) -> tuple[str, ...]:
    """Codes of the lots that some application has named, under any decision."""
    with store.read() as work:
        named = {
            lot.lot_id
            for entry in docketed(work, tender_id)
            if entry.matter.kind in HOLDING
            for lot in entry.lots
        }
        return tuple(lot.code for lot in lots_of(work, tender_id) if lot.id in named)
