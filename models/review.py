"""Review proceedings as facts: matters, their lots, what courts did, what we asked them."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.columns import Recorded, one_of


class MatterKind(StrEnum):
    """What a matter is about.

    The first three are applications with the administrative court (LOU 20:4): about an award,
    about a decision to cancel (20:12), about a concluded contract's validity (20:13–15).
    Damages go to the general courts (20:20–21). Konkurrensverket decides penalty fees
    (21:1–11) and supervises (22 kap.).
    """

    REVIEW = "review"
    CANCELLATION = "cancellation"
    VALIDITY = "validity"
    DAMAGES = "damages"
    PENALTY_FEE = "penalty_fee"
    SUPERVISION = "supervision"


class CourtActKind(StrEnum):
    """What happened in a matter, in the words of LOU chapters 20 and 21.

    The parties' own acts, recorded with the court they turn to: `APPEALED`,
    `STATEMENT_SENT`, `NEW_GROUNDS`, `WITHDRAWN`. An outcome is what becomes of the
    application, also in a higher court: `REJECTED` there sets aside an order below, and
    `UPHELD` lets what was decided below stand. `SERVED`: the buyer is to answer by a day.
    """

    SERVED = "served"
    STATEMENT_SENT = "statement_sent"
    NEW_GROUNDS = "new_grounds"
    WITHDRAWN = "withdrawn"
    APPEALED = "appealed"
    INTERIM_ORDER = "interim_order"
    INTERIM_LIFTED = "interim_lifted"
    STANDSTILL_LIFTED = "standstill_lifted"
    WAIVED = "waived"
    PERFORMANCE_STOPPED = "performance_stopped"
    PERFORMANCE_RESUMED = "performance_resumed"
    LEAVE_GRANTED = "leave_granted"
    LEAVE_REFUSED = "leave_refused"
    REMANDED = "remanded"
    UPHELD = "upheld"
    REJECTED = "rejected"
    DISMISSED = "dismissed"
    STRUCK_OUT = "struck_out"
    CORRECTION = "correction"
    REDO = "redo"
    INEFFECTIVE = "ineffective"
    CONTRACT_STANDS = "contract_stands"
    GRANTED = "granted"


# What becomes of the application; in a higher court, where what was decided below may stand.
OUTCOMES = frozenset(
    {
        CourtActKind.REJECTED,
        CourtActKind.DISMISSED,
        CourtActKind.STRUCK_OUT,
        CourtActKind.CORRECTION,
        CourtActKind.REDO,
        CourtActKind.INEFFECTIVE,
        CourtActKind.CONTRACT_STANDS,
        CourtActKind.GRANTED,
    }
)
# What lets stand what was decided below.
LETS_STAND = frozenset({CourtActKind.UPHELD, CourtActKind.LEAVE_REFUSED})
# What ends a matter in the court that did it; one that is sent back goes on.
ENDS = OUTCOMES | LETS_STAND


class CourtName(StrEnum):
    """Who decides: the administrative courts, then the general ones, then Konkurrensverket."""

    FR = "FR"
    KR = "KR"
    HFD = "HFD"
    TR = "TR"
    HOVR = "HovR"
    HD = "HD"
    KKV = "KKV"


class ReturnTo(StrEnum):
    """The act of the procurement that a correction begins anew at."""

    QUALIFICATION = "qualification"
    EVALUATION = "evaluation"
    DECISION = "decision"


class GroundKind(StrEnum):
    """What an applicant says is wrong, as the lawyer sorts it."""

    WINNER_NOT_QUALIFIED = "winner_not_qualified"
    WINNER_TO_BE_EXCLUDED = "winner_to_be_excluded"
    REQUIREMENT_NOT_MET = "requirement_not_met"
    OWN_BID_WRONGLY_REJECTED = "own_bid_wrongly_rejected"
    EVALUATION_WRONG = "evaluation_wrong"
    ABNORMALLY_LOW = "abnormally_low"
    DOCUMENTS_UNCLEAR = "documents_unclear"
    REQUIREMENT_DISPROPORTIONATE = "requirement_disproportionate"
    REASONS_INSUFFICIENT = "reasons_insufficient"
    CONFLICT_OF_INTEREST = "conflict_of_interest"
    CANCELLATION_UNFOUNDED = "cancellation_unfounded"
    UNLAWFUL_DIRECT_AWARD = "unlawful_direct_award"
    OTHER = "other"


class Matter(Recorded, table=True):
    """One case about a tender. `limited`: it is clearly limited to the lots that it names.

    `party_id` is who applied or claims; Konkurrensverket's own matters have none.
    `answer_by`: when the buyer is to answer, if that was said from the beginning.
    """

    __table_args__ = (
        UniqueConstraint("tender_id", "case_number"),
        one_of("kind", MatterKind),
        one_of("court", CourtName),
        CheckConstraint(
            "(kind IN ('penalty_fee', 'supervision')) = (party_id IS NULL)", name="party"
        ),
    )
    id: str = Field(primary_key=True)
    tender_id: str = Field(foreign_key="tender.id", index=True)
    kind: str
    court: str
    case_number: str
    party_id: str | None = Field(default=None, foreign_key="organisation.id")
    limited: bool
    lodged_at: datetime
    informed_at: datetime
    answer_by: date | None = None
    grounds_sv: str
    grounds_en: str
    relief_sv: str
    relief_en: str


class ReviewedLot(SQLModel, table=True):
    """A lot that the matter names, and what it attacks there.

    The award decision, the cancellation, or the contract; none of them when the application
    came before any decision.
    """

    __tablename__ = "reviewed_lot"
    __table_args__ = (
        CheckConstraint(
            "CASE WHEN decision_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN cancellation_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN contract_id IS NULL THEN 0 ELSE 1 END <= 1",
            name="one_target",
        ),
    )
    matter_id: str = Field(primary_key=True, foreign_key="matter.id")
    lot_id: str = Field(primary_key=True, foreign_key="lot.id", index=True)
    decision_id: str | None = Field(default=None, foreign_key="award_decision.id")
    cancellation_id: str | None = Field(default=None, foreign_key="cancellation.id")
    contract_id: str | None = Field(default=None, foreign_key="contract.id")


class MatterGround(Recorded, table=True):
    """One ground, sorted; `bid_id` is the bid that it is about, `raised_on` when it came."""

    __tablename__ = "matter_ground"
    __table_args__ = (
        one_of("kind", GroundKind),
        CheckConstraint("number > 0", name="number"),
    )
    matter_id: str = Field(primary_key=True, foreign_key="matter.id")
    number: int = Field(primary_key=True)
    kind: str
    bid_id: str | None = Field(default=None, foreign_key="bid.id")
    raised_on: date
    text_sv: str
    text_en: str


class CourtAct(Recorded, table=True):
    """One act in a matter: the `number`-th of its kind in that court that day.

    `case_number` is that court's own; the matter keeps the first instance's. What was learned
    of the act later is a further `version`, and the newest governs; a bid that any version
    names is to be disregarded. `due_on`: by when the buyer is to answer. A court's leave to
    conclude earlier is on file, as `document_sha256`. `amount`: minor units, of a claim granted.
    The id is ``<matter>/<court>/<kind>/<day>/<number>``.
    """

    __tablename__ = "court_act"
    __table_args__ = (
        UniqueConstraint("matter_id", "court", "kind", "decided_on", "number", "version"),
        one_of("kind", CourtActKind),
        one_of("court", CourtName),
        CheckConstraint(
            "disregard_bid_id IS NULL OR kind = 'correction'", name="disregard_in_correction"
        ),
        CheckConstraint(
            "(kind = 'correction') = (returns_to IS NOT NULL)", name="returns_to_of_correction"
        ),
        one_of("returns_to", ReturnTo),
        CheckConstraint("due_on IS NULL OR kind = 'served'", name="due_on"),
        CheckConstraint("amount IS NULL OR (kind = 'granted' AND amount > 0)", name="amount"),
        CheckConstraint(
            "kind NOT IN ('waived', 'standstill_lifted') OR document_sha256 IS NOT NULL",
            name="leave_on_file",
        ),
        CheckConstraint(
            "dispatched_on IS NULL OR dispatched_on >= decided_on", name="dispatched_on"
        ),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("version > 0", name="version"),
    )
    id: str = Field(primary_key=True)
    version: int = Field(default=1, primary_key=True)
    matter_id: str = Field(foreign_key="matter.id", index=True)
    court: str
    kind: str
    decided_on: date
    number: int = 1
    dispatched_on: date | None = None
    case_number: str
    due_on: date | None = None
    disregard_bid_id: str | None = Field(default=None, foreign_key="bid.id")
    returns_to: str | None = None
    amount: int | None = None
    document_sha256: str | None = Field(default=None, foreign_key="blob.sha256")
    summary_sv: str
    summary_en: str


class CourtActLot(SQLModel, table=True):
    """A lot that the act is about; an act without any is about all that its matter is about."""

    __tablename__ = "court_act_lot"
    __table_args__ = (
        ForeignKeyConstraint(["act_id", "version"], ["court_act.id", "court_act.version"]),
    )
    act_id: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    lot_id: str = Field(primary_key=True, foreign_key="lot.id")


class CourtCheck(Recorded, table=True):
    """Somebody asked a court whether anything has come in for the lot.

    The id is ``<decision>/<lot code>/<court>/<instant>``.
    """

    __tablename__ = "court_check"
    __table_args__ = (
        UniqueConstraint("lot_id", "decision_id", "court", "checked_at"),
        one_of("court", CourtName),
        CheckConstraint("answer IN ('nothing', 'pending')", name="answer"),
    )
    id: str = Field(primary_key=True)
    lot_id: str = Field(foreign_key="lot.id", index=True)
    decision_id: str = Field(foreign_key="award_decision.id")
    court: str
    checked_at: datetime
    answer: str
    case_number: str | None = None


class DocketCorrection(Recorded, table=True):
    """An entry that was wrong no longer counts: two persons, and a reason. Nothing is erased.

    It strikes one thing: a matter; a lot of a matter; an act, with its earlier versions; or
    a check.
    """

    __tablename__ = "docket_correction"
    __table_args__ = (
        UniqueConstraint("tender_id", "number"),
        ForeignKeyConstraint(
            ["matter_id", "lot_id"], ["reviewed_lot.matter_id", "reviewed_lot.lot_id"]
        ),
        ForeignKeyConstraint(["act_id", "act_version"], ["court_act.id", "court_act.version"]),
        CheckConstraint(
            "CASE WHEN matter_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN act_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN check_id IS NULL THEN 0 ELSE 1 END = 1"
            " AND (lot_id IS NULL OR matter_id IS NOT NULL)"
            " AND (act_id IS NULL) = (act_version IS NULL)",
            name="one_thing",
        ),
        CheckConstraint("actor_id <> approved_by", name="two_persons"),
        CheckConstraint("number > 0", name="number"),
    )
    id: str = Field(primary_key=True)
    tender_id: str = Field(foreign_key="tender.id", index=True)
    number: int
    corrected_at: datetime
    approved_by: str = Field(foreign_key="person.id")
    reason_sv: str
    reason_en: str
    matter_id: str | None = Field(default=None, foreign_key="matter.id")
    lot_id: str | None = None
    act_id: str | None = None
    act_version: int | None = None
    check_id: str | None = Field(default=None, foreign_key="court_check.id")
