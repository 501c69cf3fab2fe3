"""The individual report of a procurement: LOU 12:15–16, and 19:22 for annex-2 services.

It tells what the statute and förordning (2016:1162) ask for, as far as it has happened;
what cannot happen here (a dynamic purchasing system, a bid on paper) the form says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sqlmodel import col, select

from appeals.in_force import AwardInForce, award_in_force, cancellation_of
from documents.parts import CitedReason
from documents.rendering import template_version
from documents.report_contexts import (
    AwardedContract,
    Event,
    ExclusionTold,
    IndividualReportContext,
    NotAwarded,
    RejectedBid,
    ReportDue,
)
from law.answering import Duty, documentation
from law.dated import NoValue
from law.days import swedish_day
from law.procedures import procedures
from law.reasons import Lang, refuse
from law.rulebook import Rulebook
from models.contract import Contract, Party, Signature
from models.decision import (
    AwardDecision,
    Cancellation,
    CancelledLot,
    Withdrawal,
    WithdrawnLot,
)
from models.evaluation import EvaluatedBid, Standing
from models.parties import Organisation
from models.qualification import PriceDecision, SanctionsDeclaration
from models.store import Work
from models.tender import Bid, Lot, OpenedBid, Tender
from people.actors import organisation_names
from procurement.qualification.exclusion_cases import cases_of, newest_decision
from procurement.qualification.exclusion_rules import place_of
from procurement.ranking.outcome_wording import reason_of
from procurement.reports.panel_report import assessors, declared_conflicts
from procurement.tenders.late_entries import entered_later
from procurement.tenders.lots import lots_of
from procurement.tenders.provisions import Provision, provision
from procurement.tenders.terms import award_terms
from procurement.tenders.wording import (
    buyer_party,
    checkpoint_of,
    decision_part,
    is_demo,
    lot_part,
    money_text,
    title_of,
)


def individual_report_context(work: Work, tender_id: str, lang: Lang) -> IndividualReportContext:
    """Raises `ActRefused` while no lot has been decided or cancelled."""
    source = _Source(work, work.session.get_one(Tender, tender_id), lang)
    tender = source.tender
    source.check_something_decided()
    decisions = source.decisions
    last = decisions[-1] if decisions else None
    return IndividualReportContext(
        lang=lang,
        template_version=template_version("individual_report"),
        rulebook=tender.rulebook,
        diary_number=tender.diary_number,
        is_demo=is_demo(work),
        checkpoint=checkpoint_of(work, "award.decided", last.id) if last else None,
        tender_title=title_of(tender, lang),
        buyer=buyer_party(work, tender),
        procedure=procedures()[tender.procedure].name.in_(lang),
        cpv=tender.cpv.split(","),
        rule=provision(Rulebook(tender.rulebook), Provision.INDIVIDUAL_REPORT).in_(lang),
        facts_through=source.facts_through(),
        entered=entered_later(work, tender_id, lang),
        value_ore=sum(lot.estimated_value for lot in source.lots),
        currency=tender.currency,
        lot_count=len(source.lots),
        tenderers=source.tenderers(),
        contracts=list(source.contracts()),
        not_chosen=list(source.bids_told(Standing.RANKED, Standing.PASSED_OVER)),
        rejected=list(source.bids_told(Standing.DISREGARDED)),
        low_prices=list(source.low_prices()),
        exclusions=list(source.exclusions()),
        not_awarded=list(source.not_awarded()),
        withdrawn=list(source.withdrawn()),
        conflicts=source.conflicts,
        conflict_measures=list(source.conflict_measures()),
        deadlines=[due for _, due in source.deadlines()],
        law=source.law(),
    )


@dataclass
class _Source:
    work: Work
    tender: Tender
    lang: Lang

    def __post_init__(self) -> None:
        work = self.work
        self.lots: Sequence[Lot] = lots_of(work, self.tender.id)
        self.names = organisation_names(work)
        found = {lot.id: award_in_force(work, lot.id) for lot in self.lots}
        self.awards = {lot_id: award for lot_id, award in found.items() if award is not None}
        self.decisions = work.session.exec(
            select(AwardDecision)
            .where(col(AwardDecision.tender_id) == self.tender.id)
            .order_by(col(AwardDecision.number))
        ).all()
        self.cancellations = work.session.exec(
            select(Cancellation)
            .where(col(Cancellation.tender_id) == self.tender.id)
            .order_by(col(Cancellation.number))
        ).all()
        self.concluded = _concluded(work, self.tender.id)
        self.conflicts = declared_conflicts(work, self.tender.id)

    def say(self, sv: str, en: str) -> str:
        return sv if self.lang == "sv" else en

    def check_something_decided(self) -> None:
        if not self.decisions and not self.cancellations:
            raise refuse(
                "individual_report.too_early",
                sv=f"I {self.tender.id} är ännu ingenting beslutat att rapportera om",
                en=f"In {self.tender.id} nothing has been decided yet to report on",
                todo_sv="Vänta tills ett område har tilldelats eller avbrutits",
                todo_en="Wait until a lot has been awarded or cancelled",
                cite=provision(Rulebook(self.tender.rulebook), Provision.INDIVIDUAL_REPORT),
            )

    def facts_through(self) -> date:
        """The day of the newest fact: the same facts give the same report on any day."""
        days = [
            *(swedish_day(each.decided_at) for each in self.decisions),
            *(swedish_day(each.decided_at) for each in self.cancellations),
            *(swedish_day(each.withdrawn_at) for each in self._withdrawals()),
            *(swedish_day(each.declared_at) for each in self.conflicts),
            *self.concluded.values(),
        ]
        return max(days)

    def tenderers(self) -> list[str]:
        ids = self.work.session.exec(
            select(Bid.organisation_id).where(col(Bid.tender_id) == self.tender.id).distinct()
        )
        return sorted(self.names[each] for each in ids)

    def contracts(self) -> Iterator[AwardedContract]:
        for lot in self.lots:
            award = self.awards.get(lot.id)
            if award is not None:
                yield self._contract(lot, award)

    def _contract(self, lot: Lot, award: AwardInForce) -> AwardedContract:
        session, awarded = self.work.session, award.awarded
        bid = session.get_one(Bid, awarded.bid_id)
        provider = session.get_one(Organisation, bid.organisation_id)
        price = Fraction(session.get_one(OpenedBid, bid.id).price)
        winning = session.get_one(EvaluatedBid, (awarded.evaluation_id, bid.id))
        return AwardedContract(
            lot=lot_part(lot),
            provider=provider.name,
            org_number=provider.org_number,
            price=money_text(price, self.tender.currency, self.lang),
            value_ore=lot.estimated_value,
            decision=decision_part(self.tender, award.decision).number,
            concluded_on=self.concluded.get(lot.id),
            reason=self._reason(winning, winning),
            relied_on=list(self._relied_on(provider.id)),
        )

    def _reason(self, own: EvaluatedBid, winning: EvaluatedBid) -> str:
        model = award_terms(self.tender.award_terms).stated.model
        said = reason_of(model, own, winning).in_(self.lang)
        note = own.note_sv if self.lang == "sv" else own.note_en
        return f"{said}. {note}" if note else f"{said}."

    def _relied_on(self, organisation_id: str) -> Iterator[str]:
        """Others whose capacity the tenderer relies on, with the share that it has declared."""
        rows = self.work.session.exec(
            select(SanctionsDeclaration)
            .where(
                col(SanctionsDeclaration.tender_id) == self.tender.id,
                col(SanctionsDeclaration.organisation_id) == organisation_id,
                col(SanctionsDeclaration.relied_on_percent).is_not(None),
            )
            .order_by(col(SanctionsDeclaration.declared_at))
        ).all()
        for party, row in sorted({row.party: row for row in rows}.items()):
            yield f"{party}: {row.relied_on_percent} %"

    def bids_told(self, *standings: Standing) -> Iterator[RejectedBid]:
        """Bids of awarded lots that came to that, and why they were not chosen; by lot."""
        for lot in self.lots:
            award = self.awards.get(lot.id)
            if award is None:
                continue
            rows = self.work.session.exec(
                select(EvaluatedBid, Bid)
                .join(Bid, col(Bid.id) == col(EvaluatedBid.bid_id))
                .where(
                    col(EvaluatedBid.evaluation_id) == award.awarded.evaluation_id,
                    col(EvaluatedBid.lot_id) == lot.id,
                    col(EvaluatedBid.standing).in_([each.value for each in standings]),
                )
                .order_by(col(EvaluatedBid.place), col(EvaluatedBid.bid_id))
            ).all()
            key = (award.awarded.evaluation_id, award.awarded.bid_id)
            winning = self.work.session.get_one(EvaluatedBid, key)
            for own, bid in rows:
                yield RejectedBid(
                    lot=lot.code,
                    tenderer=self.names[bid.organisation_id],
                    reason=self._reason(own, winning),
                )

    def low_prices(self) -> Iterator[RejectedBid]:
        """12:16 p. 1: bids rejected because they were abnormally low, and why."""
        rows = self.work.session.exec(
            select(PriceDecision, Bid, Lot)
            .join(Bid, col(Bid.id) == col(PriceDecision.bid_id))
            .join(Lot, col(Lot.id) == col(Bid.lot_id))
            .where(col(Bid.tender_id) == self.tender.id)
            .order_by(col(Lot.code), col(Bid.id), col(PriceDecision.decided_at))
        ).all()
        newest = {bid.id: (decision, bid, lot) for decision, bid, lot in rows}
        for decision, bid, lot in newest.values():
            if not decision.accepted:
                yield RejectedBid(
                    lot=lot.code,
                    tenderer=self.names[bid.organisation_id],
                    reason=self.say(decision.reason_sv, decision.reason_en),
                )

    def exclusions(self) -> Iterator[ExclusionTold]:
        for case in cases_of(self.work, self.tender.id):
            decision = newest_decision(self.work, case.id)
            if decision is not None:
                place = place_of(case.point, Rulebook(self.tender.rulebook))
                yield ExclusionTold(
                    tenderer=self.names[case.organisation_id],
                    point=self.say(place.sv, place.en),
                    excluded=decision.excluded,
                    reason=self.say(decision.reason_sv, decision.reason_en),
                    decided_on=swedish_day(decision.decided_at),
                )

    def not_awarded(self) -> Iterator[NotAwarded]:
        """12:16 p. 2: lots that were cancelled, and why."""
        for lot in self.lots:
            cancelled = cancellation_of(self.work, lot.id)
            if cancelled is not None:
                why = self.say(cancelled.reason_sv, cancelled.reason_en)
                redo = self.say("Upphandlingen görs om.", "The procurement is made anew.")
                yield NotAwarded(
                    lot=lot_part(lot),
                    decided_on=swedish_day(cancelled.decided_at),
                    reason=f"{why} {redo}" if cancelled.redo else why,
                )

    def _withdrawals(self) -> Sequence[Withdrawal]:
        return self.work.session.exec(
            select(Withdrawal)
            .where(col(Withdrawal.tender_id) == self.tender.id)
            .order_by(col(Withdrawal.number))
        ).all()

    def withdrawn(self) -> Iterator[NotAwarded]:
        """Awards taken back, which a later decision may have replaced."""
        lots = {lot.id: lot for lot in self.lots}
        for each in self._withdrawals():
            rows = self.work.session.exec(
                select(WithdrawnLot.lot_id)
                .where(col(WithdrawnLot.withdrawal_id) == each.id)
                .order_by(col(WithdrawnLot.lot_id))
            ).all()
            for lot_id in rows:
                yield NotAwarded(
                    lot=lot_part(lots[lot_id]),
                    decided_on=swedish_day(each.withdrawn_at),
                    reason=self.say(each.reason_sv, each.reason_en),
                )

    def conflict_measures(self) -> Iterator[str]:
        """12:16 p. 6: what was done because of the ties that were declared."""
        if any(each.tenderers for each in self.conflicts):
            yield self.say(
                "Den som har anmält en bindning till en anbudsgivare har inte deltagit i"
                " bedömningen av de områden där den anbudsgivaren har lämnat anbud.",
                "Whoever declared a tie to a tenderer has taken no part in the evaluation of the"
                " lots in which that tenderer has bid.",
            )
        for member in assessors(self.work, self.tender.id, self.lang):
            if member.left is not None:
                yield self.say(
                    f"{member.name} lämnade bedömningsgruppen: {member.left}",
                    f"{member.name} left the panel: {member.left}",
                )

    def deadlines(self) -> Iterator[tuple[Duty, ReportDue]]:
        """Each day of a contract or a cancellation, and when the report must be ready."""
        codes = {lot.id: lot.code for lot in self.lots}
        signed: dict[date, list[str]] = {}
        for lot_id, day in self.concluded.items():
            signed.setdefault(day, []).append(codes[lot_id])
        for day in sorted(signed):
            yield from self._due("contract", day, sorted(signed[day]))
        for each in self.cancellations:
            lots = self.work.session.exec(
                select(CancelledLot.lot_id).where(col(CancelledLot.cancellation_id) == each.id)
            )
            day = swedish_day(each.decided_at)
            yield from self._due("cancellation", day, sorted(codes[lot_id] for lot_id in lots))

    def _due(self, event: Event, day: date, codes: list[str]) -> Iterator[tuple[Duty, ReportDue]]:
        rulebook = Rulebook(self.tender.rulebook)
        try:
            duty = documentation(day, rulebook=rulebook, started=self.tender.starts_on)
        except NoValue:
            # A procurement begun before 2024 has no last day for its report.
            return
        told = ReportDue(event=event, on=day, due=duty.due, last_day=duty.last_day, lots=codes)
        yield duty, told

    def law(self) -> list[CitedReason]:
        """The steps of the first count; the others differ in their days alone."""
        for duty, _ in self.deadlines():
            return [
                CitedReason(
                    text=each.in_(self.lang),
                    cite=each.cite.in_(self.lang) if each.cite else None,
                )
                for each in duty.reasons
            ]
        return []


def _concluded(work: Work, tender_id: str) -> dict[str, date]:
    """Lot → the day on which the buyer, who signs last, signed."""
    rows = work.session.exec(
        select(Contract.lot_id, Signature.signed_at)
        .join(Signature, col(Signature.contract_id) == col(Contract.id))
        .where(col(Contract.tender_id) == tender_id, col(Signature.party) == Party.BUYER)
    ).all()
    return {lot_id: swedish_day(signed_at) for lot_id, signed_at in rows}
