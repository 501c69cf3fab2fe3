"""What has been struck from the docket: it counts for nothing, and nothing of it is erased."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlmodel import col, select

from models.review import CourtAct, DocketCorrection
from models.store import Work


@dataclass(frozen=True)
class Struck:
    """Of one tender. `lots`: pairs of a matter's id and a lot's.

    `acts`: by an act's id the last version that is struck, with all before it; what is entered
    of the act after that counts.
    """

    matters: frozenset[str] = frozenset()
    lots: frozenset[tuple[str, str]] = frozenset()
    acts: Mapping[str, int] = field(default_factory=dict)
    checks: frozenset[str] = frozenset()

    def has_lot(self, matter_id: str, lot_id: str) -> bool:
        """With its matter, or by itself."""
        return matter_id in self.matters or (matter_id, lot_id) in self.lots

    def has_act(self, act: CourtAct) -> bool:
        """With its matter, or by itself."""
        return act.matter_id in self.matters or act.version <= self.acts.get(act.id, 0)


def struck(work: Work, tender_id: str) -> Struck:
    """What does not count any more of the tender's docket."""
    found = work.session.exec(
        select(DocketCorrection)
        .where(col(DocketCorrection.tender_id) == tender_id)
        .order_by(col(DocketCorrection.number))
    ).all()
    acts: dict[str, int] = {}
    for each in found:
        if each.act_id is not None and each.act_version is not None:
            acts[each.act_id] = max(each.act_version, acts.get(each.act_id, 0))
    return Struck(
        frozenset(each.matter_id for each in found if each.matter_id and each.lot_id is None),
        frozenset(
            (each.matter_id, each.lot_id) for each in found if each.matter_id and each.lot_id
        ),
        acts,
        frozenset(each.check_id for each in found if each.check_id),
    )
