"""Assessors, their conflicts of interest, sealed score sheets, and the consensus."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint
from sqlmodel import Field, SQLModel

from models.columns import Recorded, sha256_hex


class PanelMember(Recorded, table=True):
    """An assessor of the tender's bids."""

    __tablename__ = "panel_member"
    tender_id: str = Field(primary_key=True, foreign_key="tender.id")
    person_id: str = Field(primary_key=True, foreign_key="person.id")
    appointed_at: datetime


class PanelChair(Recorded, table=True):
    """Who leads the consensus: of those that may score the lot, the one last appointed."""

    __tablename__ = "panel_chair"
    __table_args__ = (
        ForeignKeyConstraint(
            ["tender_id", "person_id"], ["panel_member.tender_id", "panel_member.person_id"]
        ),
    )
    tender_id: str = Field(primary_key=True)
    appointed_at: datetime = Field(primary_key=True)
    person_id: str


class PanelLeave(Recorded, table=True):
    """An assessor left the panel, for a stated reason."""

    __tablename__ = "panel_leave"
    __table_args__ = (
        ForeignKeyConstraint(
            ["tender_id", "person_id"], ["panel_member.tender_id", "panel_member.person_id"]
        ),
    )
    tender_id: str = Field(primary_key=True)
    person_id: str = Field(primary_key=True)
    left_at: datetime
    reason_sv: str
    reason_en: str


class ConflictDeclaration(Recorded, table=True):
    """An assessor's own statement about ties to the tenderers. Ties once declared stay."""

    __tablename__ = "conflict_declaration"
    __table_args__ = (
        ForeignKeyConstraint(
            ["tender_id", "person_id"], ["panel_member.tender_id", "panel_member.person_id"]
        ),
    )
    tender_id: str = Field(primary_key=True)
    person_id: str = Field(primary_key=True)
    declared_at: datetime = Field(primary_key=True)
    statement: str


class DeclaredConflict(SQLModel, table=True):
    """A tenderer to whom the assessor has declared a tie."""

    __tablename__ = "declared_conflict"
    __table_args__ = (
        ForeignKeyConstraint(
            ["tender_id", "person_id", "declared_at"],
            [
                "conflict_declaration.tender_id",
                "conflict_declaration.person_id",
                "conflict_declaration.declared_at",
            ],
        ),
    )
    tender_id: str = Field(primary_key=True)
    person_id: str = Field(primary_key=True)
    declared_at: datetime = Field(primary_key=True)
    organisation_id: str = Field(primary_key=True, foreign_key="organisation.id")


class ScoreSheet(Recorded, table=True):
    """One assessor's scores for one lot, sealed until every sheet of the lot is in.

    `sealed` is the encrypted sheet, base64; `commitment` binds it in the journal.
    """

    __tablename__ = "score_sheet"
    __table_args__ = (
        ForeignKeyConstraint(["tender_id", "lot_id"], ["lot.tender_id", "lot.id"]),
        ForeignKeyConstraint(
            ["tender_id", "person_id"], ["panel_member.tender_id", "panel_member.person_id"]
        ),
        sha256_hex("commitment"),
    )
    lot_id: str = Field(primary_key=True)
    person_id: str = Field(primary_key=True)
    tender_id: str
    sealed: str
    commitment: str
    submitted_at: datetime


class SheetOpening(Recorded, table=True):
    """All the lot's sheets were in, and were opened together."""

    __tablename__ = "sheet_opening"
    lot_id: str = Field(primary_key=True, foreign_key="lot.id")
    opened_at: datetime


class Score(SQLModel, table=True):
    """One assessor's score of one bid on one criterion, exact as text, with its reason."""

    __table_args__ = (
        ForeignKeyConstraint(
            ["lot_id", "person_id"], ["score_sheet.lot_id", "score_sheet.person_id"]
        ),
        ForeignKeyConstraint(["lot_id", "bid_id"], ["bid.lot_id", "bid.id"]),
    )
    lot_id: str = Field(primary_key=True)
    person_id: str = Field(primary_key=True)
    bid_id: str = Field(primary_key=True)
    criterion: str = Field(primary_key=True)
    points: str
    reason: str


class ConsensusScore(Recorded, table=True):
    """The panel's common score of one bid on one criterion, and why; the newest version governs."""

    __tablename__ = "consensus_score"
    __table_args__ = (
        ForeignKeyConstraint(["lot_id", "bid_id"], ["bid.lot_id", "bid.id"]),
        ForeignKeyConstraint(["lot_id"], ["sheet_opening.lot_id"]),
        CheckConstraint("version > 0", name="version"),
        CheckConstraint("length(reason_sv) > 0 AND length(reason_en) > 0", name="reason"),
    )
    bid_id: str = Field(primary_key=True)
    criterion: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    lot_id: str
    points: str
    reason_sv: str
    reason_en: str
    agreed_at: datetime
