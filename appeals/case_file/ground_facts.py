"""For each kind of ground, what the record holds about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from appeals.case_file.case import Case
from appeals.case_file.ground_bids import (
    Found,
    bids_named,
    controls,
    evaluation,
    exclusions,
    lot_code,
    low_price,
    own_rejected,
)
from appeals.case_file.ground_records import (
    cancellation,
    direct_award,
    documents,
    interests,
    reasons,
    requirements,
)
from documents.case_file_contexts import Fact
from models.review import GroundKind, MatterGround


def facts_of(case: Case, ground: MatterGround) -> Found:
    found = Found()
    _FACTS[GroundKind(ground.kind)](case, ground, found)
    return found


def _nothing(case: Case, ground: MatterGround, found: Found) -> None:
    for bid in bids_named(case, ground):
        found.facts.append(Fact(label=lot_code(bid), value=case.names[bid.organisation_id]))


_FACTS: Mapping[GroundKind, Callable[[Case, MatterGround, Found], None]] = {
    GroundKind.WINNER_NOT_QUALIFIED: controls,
    GroundKind.WINNER_TO_BE_EXCLUDED: exclusions,
    GroundKind.REQUIREMENT_NOT_MET: controls,
    GroundKind.OWN_BID_WRONGLY_REJECTED: own_rejected,
    GroundKind.EVALUATION_WRONG: evaluation,
    GroundKind.ABNORMALLY_LOW: low_price,
    GroundKind.DOCUMENTS_UNCLEAR: documents,
    GroundKind.REQUIREMENT_DISPROPORTIONATE: requirements,
    GroundKind.REASONS_INSUFFICIENT: reasons,
    GroundKind.CONFLICT_OF_INTEREST: interests,
    GroundKind.CANCELLATION_UNFOUNDED: cancellation,
    GroundKind.UNLAWFUL_DIRECT_AWARD: direct_award,
    GroundKind.OTHER: _nothing,
}
