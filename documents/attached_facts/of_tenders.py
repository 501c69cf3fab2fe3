"""The course of a procurement up to its decision, and what is told of it afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from documents.attached_facts.of_contracts import award, contract
from documents.attached_facts.said import Said
from documents.attached_facts.values import (
    Json,
    document,
    from_day,
    instant,
    lots,
    money,
    named,
    party,
    reference,
)
from documents.bid_contexts import OpenedBid, OpeningContext, ReceiptContext
from documents.case_file_contexts import StatementContext
from documents.disclosure_context import DisclosureContext
from documents.letter_contexts import CancellationContext, Correspondence
from documents.notice_context import NoticeContext, NoticeLot, NoticeWord
from documents.parts import Lot, Party
from documents.report_contexts import EvaluationContext, IndividualReportContext

_NOTICES: Final[Mapping[NoticeWord, tuple[str, tuple[str, ...]]]] = {
    "prior_information": ("plannedProcurementNotice", ("planning",)),
    "contract": ("tenderNotice", ("tender",)),
    "system": ("tenderNotice", ("tender",)),
    "correction": ("tenderNotice", ("tenderAmendment",)),
    "ex_ante": ("awardNotice", ("award",)),
    "cancellation": ("cancellationDetails", ("tenderCancellation",)),
    "award": ("contractNotice", ("award", "contract")),
}


def of_correspondence(told: Correspondence, kind: str, found: Iterable[Lot]) -> Said:
    """A letter in a procurement: to whom, when, and about which lots."""
    return Said(
        kind=kind,
        tags=("tenderUpdate",),
        on=told.sent_on,
        lots=tuple(found),
        parties=(party(told.recipient, "tenderer"),),
    )


def of_cancellation(told: CancellationContext) -> Said:
    cancelled = [{**each, "status": "cancelled"} for each in lots(told.lots)]
    return Said(
        kind="cancellationDetails",
        tags=("tenderCancellation",),
        on=told.decided_on,
        lots=tuple(told.lots),
        parties=(party(told.recipient, "tenderer"),),
        tender={"lots": cancelled, **({"status": "cancelled"} if told.whole else {})},
    )


def of_notice(told: NoticeContext) -> Said:
    kind, tags = _NOTICES[told.kind]
    winners = {who.org_number: who for each in told.lots for who in each.winners}
    period = {"endDate": instant(told.deadline)} if told.deadline is not None else None
    return Said(
        kind=kind,
        tags=tags,
        on=told.on or told.contract_starts_on,
        parties=tuple(_parties_told(told.tenderers, winners)),
        tender={
            "value": money(told.value_ore, told.currency),
            "lots": [
                {
                    "id": each.lot.code,
                    "title": each.lot.name,
                    "value": money(each.value_ore, told.currency),
                }
                for each in told.lots
            ],
            **({"tenderPeriod": period} if period else {}),
            "contractPeriod": {"startDate": from_day(told.contract_starts_on)},
            **({"status": "cancelled"} if told.kind == "cancellation" else {}),
        },
        awards=tuple(_award_told(each, told.on) for each in told.lots if each.winners),
    )


def _parties_told(tenderers: list[Party], winners: Mapping[str, Party]) -> list[Json]:
    bid = {who.org_number: who for who in tenderers}
    return [
        party(
            who,
            *(["supplier"] if number in winners else []),
            *(["tenderer"] if number in bid else []),
        )
        for number, who in {**winners, **bid}.items()
    ]


def _award_told(each: NoticeLot, on: date | None) -> Json:
    told = {"date": from_day(on)} if on is not None else {}
    return award(each.lot, suppliers=[reference(who) for who in each.winners], **told)


def of_receipt(told: ReceiptContext) -> Said:
    """Neither tenderer nor lot: the receipt names none, for the bid is sealed."""
    withdrawn = told.withdrawn_at is not None
    return Said(
        kind="submissionDocuments",
        tags=("tenderUpdate",),
        on=told.withdrawn_at or told.received_at,
        tender={"tenderPeriod": {"endDate": instant(told.deadline)}},
        bids=(
            {
                "id": told.bid_token,
                "date": instant(told.received_at),
                **({"status": "withdrawn"} if withdrawn else {}),
                "documents": [document(told.envelope_hash, "submissionDocuments")],
            },
        ),
    )


def of_opening(told: OpeningContext) -> Said:
    tenderers = {each.org_number: each.tenderer for each in told.bids}
    return Said(
        kind="bidders",
        tags=("tenderUpdate",),
        on=told.opened_at,
        parties=tuple(
            {**named(name, number), "roles": ["tenderer"]} for number, name in tenderers.items()
        ),
        tender={
            "tenderPeriod": {"endDate": instant(told.deadline)},
            "numberOfTenderers": len(tenderers),
        },
        bids=tuple(_opened(each) for each in told.bids),
    )


def _opened(each: OpenedBid) -> Json:
    return {
        "id": str(each.number),
        "date": instant(each.received_at),
        "tenderers": [{"id": each.org_number, "name": each.tenderer}],
        "relatedLots": each.lots,
    }


def of_evaluation(told: EvaluationContext) -> Said:
    """Lots and who is placed first to be awarded; the ranking's numbers are the report's own."""
    return Said(
        kind="evaluationReports",
        tags=("tenderUpdate",),
        on=told.drawn_up_on,
        lots=tuple(each.lot for each in told.lots),
        awards=tuple(
            award(each.lot, status="pending", suppliers=[{"name": row.tenderer}])
            for each in told.lots
            for row in each.rows
            if row.status == "winner"
        ),
    )


def of_individual_report(told: IndividualReportContext) -> Said:
    suppliers = {each.org_number: each.provider for each in told.contracts}
    return Said(
        kind="evaluationReports",
        tags=("award",),
        on=told.facts_through,
        lots=tuple(each.lot for each in told.contracts),
        parties=tuple(
            {**named(name, number), "roles": ["supplier"]} for number, name in suppliers.items()
        ),
        tender={"value": money(told.value_ore, told.currency)},
        awards=tuple(
            award(
                each.lot,
                value=money(each.value_ore, told.currency),
                suppliers=[{"id": each.org_number, "name": each.provider}],
                documents=[document(each.decision, "awardNotice")],
            )
            for each in told.contracts
        ),
        contracts=tuple(
            contract(each.lot.code, each.lot, dateSigned=from_day(each.concluded_on))
            for each in told.contracts
            if each.concluded_on is not None
        ),
    )


def of_disclosure(told: DisclosureContext) -> Said:
    """Who asked is a person as often as not, and is left to the letter."""
    return Said(kind="x_disclosureDecision", tags=("tenderUpdate",), on=told.decided_on)


def of_statement(told: StatementContext) -> Said:
    return Said(
        kind="complaints",
        tags=("tenderUpdate",),
        on=told.lodged_on,
        tender={
            "lots": [
                {
                    "id": each.lot.code,
                    "title": each.lot.name,
                    "value": money(each.estimated_value_ore, told.currency),
                }
                for each in told.lots
            ]
        },
    )
