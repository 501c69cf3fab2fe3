"""Every table in one namespace: what migrations compare with, and the import for services."""

from __future__ import annotations

from sqlmodel import SQLModel

from models.audit import Audit, Finding, Severity
from models.award import (
    AwardDecision,
    AwardedLot,
    Channel,
    Control,
    EvaluatedBid,
    EvaluatedLot,
    Evaluation,
    LotTie,
    NoticeLetter,
    Outgoing,
    Protocol,
    Standing,
)
from models.contract import Contract, Party, Signature
from models.delivery import DeliveryReport, KpiResult, Rating, ReportSection
from models.journal import Blob, JournalEntry, JournalHead
from models.parties import (
    Buyer,
    Installation,
    InstallationKind,
    Organisation,
    Person,
    Role,
    RoleGrant,
)
from models.review import (
    CourtAct,
    CourtActKind,
    CourtCheck,
    CourtName,
    ReviewApplication,
    ReviewedLot,
)
from models.tender import (
    Bid,
    BidEnvelope,
    Evidence,
    Lot,
    OpenedBid,
    Opening,
    Publication,
    Requirement,
    Tender,
)

metadata = SQLModel.metadata

__all__ = [
    "Audit",
    "AwardDecision",
    "AwardedLot",
    "Bid",
    "BidEnvelope",
    "Blob",
    "Buyer",
    "Channel",
    "Contract",
    "Control",
    "CourtAct",
    "CourtActKind",
    "CourtCheck",
    "CourtName",
    "DeliveryReport",
    "EvaluatedBid",
    "EvaluatedLot",
    "Evaluation",
    "Evidence",
    "Finding",
    "Installation",
    "InstallationKind",
    "JournalEntry",
    "JournalHead",
    "KpiResult",
    "Lot",
    "LotTie",
    "NoticeLetter",
    "OpenedBid",
    "Opening",
    "Organisation",
    "Outgoing",
    "Party",
    "Person",
    "Protocol",
    "Publication",
    "Rating",
    "ReportSection",
    "Requirement",
    "ReviewApplication",
    "ReviewedLot",
    "Role",
    "RoleGrant",
    "Severity",
    "Signature",
    "Standing",
    "Tender",
    "metadata",
]
