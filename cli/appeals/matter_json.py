"""How `tilldela appeals` gives matters as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from appeals.docket.states import LotState, MatterState
from appeals.docket.times import Times
from cli.appeals.matter_table import attacks, iso, next_lines
from law.days import STOCKHOLM
from law.reasons import Lang, Reason, Text
from models.review import ENDS, CourtCheck, MatterGround


def reason_json(reason: Reason, lang: Lang) -> dict[str, Any]:
    return {"code": reason.code, **reason.as_json(lang)}


def matter_json(state: MatterState, holder: str | None) -> dict[str, Any]:
    matter = state.matter
    return {
        "matter": matter.id,
        "tender": matter.tender_id,
        "case": matter.case_number,
        "kind": matter.kind,
        "court": matter.court,
        "party": matter.party_id,
        "limited": matter.limited,
        "lodged_at": matter.lodged_at.astimezone(STOCKHOLM).isoformat(),
        "informed_at": matter.informed_at.astimezone(STOCKHOLM).isoformat(),
        "relief": {"sv": matter.relief_sv, "en": matter.relief_en},
        "said": {"sv": matter.grounds_sv, "en": matter.grounds_en},
        "struck": state.struck,
        "pending": state.pending,
        "holder": holder,
        "lots": [_lot_json(lot) for lot in state.lots],
        "answer_due": [
            {"court": court.value, "due": due.isoformat()} for court, due in state.answer_due
        ],
        "new_grounds_through": iso(state.new_grounds.last_day if state.new_grounds else None),
    }


def _lot_json(lot: LotState) -> dict[str, Any]:
    ended = lot.ended
    return {
        "lot": lot.lot.code,
        "attacks": attacks(lot),
        "pending_in": lot.pending_in.value if lot.pending_in else None,
        "ended_by": ended.act.id if ended else None,
        "outcome": lot.outcome.kind if lot.outcome else None,
        "buyer_may_appeal_through": iso(ended.buyer_through if ended else None),
        "party_may_appeal_through": iso(ended.party_through if ended else None),
        "final": bool(ended and ended.final),
        "ordered_by": [court.value for court in lot.ordered_by],
        "stopped_by": [court.value for court in lot.stopped_by],
    }


def details_json(
    state: MatterState,
    times: Mapping[str, Times],
    grounds: Sequence[MatterGround],
    lang: Lang,
) -> dict[str, Any]:
    """What `show` tells besides."""
    codes = {lot.lot.id: lot.lot.code for lot in state.lots}
    return {
        "grounds": [
            {
                "number": each.number,
                "kind": each.kind,
                "bid": each.bid_id,
                "raised_on": each.raised_on.isoformat(),
                "text": Text(each.text_sv, each.text_en).in_(lang),
            }
            for each in grounds
        ],
        "acts": [
            {
                "act": done.act.id,
                "version": done.act.version,
                "court": done.act.court,
                "kind": done.act.kind,
                "on": done.act.decided_on.isoformat(),
                "sent": iso(done.act.dispatched_on),
                "due": iso(done.act.due_on),
                "case": done.act.case_number,
                "summary": Text(done.act.summary_sv, done.act.summary_en).in_(lang),
                "returns_to": done.act.returns_to,
                "disregard": list(done.bids),
                "amount": done.act.amount,
                "document_sha256": done.act.document_sha256,
                "lots": sorted(codes[each] for each in done.lot_ids),
                "ends": done.move.kind in ENDS,
            }
            for done in state.done
        ],
        "times": {
            codes[lot_id]: {
                "in_time": found.in_time,
                "first_day": iso(found.first_day),
                "last_day": iso(found.last_day),
                "reasons": [reason_json(each, lang) for each in found.reasons],
                "warnings": [reason_json(each, lang) for each in found.warnings],
            }
            for lot_id, found in times.items()
        },
        "next": [each.in_(lang) for each in next_lines(state)],
    }


def check_json(check: CourtCheck, struck: bool) -> dict[str, Any]:
    return {
        "check": check.id,
        "court": check.court,
        "at": check.checked_at.astimezone(STOCKHOLM).isoformat(),
        "pending": check.case_number,
        "struck": struck,
    }
