"""The installation, buying organisations, their staff, and the tenderers."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from models.columns import one_of


class InstallationKind(StrEnum):
    LIVE = "live"
    DEMO = "demo"


class Role(StrEnum):
    """What a person may do for one buyer; `people.permissions` says what each one opens."""

    PROCUREMENT_OFFICER = "procurement_officer"
    PROCUREMENT_HEAD = "procurement_head"
    LEGAL_OFFICER = "legal_officer"
    CONTRACT_SIGNATORY = "contract_signatory"
    CONTRACT_MANAGER = "contract_manager"
    AUDITOR = "auditor"
    ASSESSOR = "assessor"
    OUTSIDE_OPENER = "outside_opener"
    ENGINE = "engine"


class Installation(SQLModel, table=True):
    """One row: is this a demo, and where does its clock stand?"""

    __table_args__ = (
        one_of("kind", InstallationKind),
        CheckConstraint("id = 1", name="one_row"),
        CheckConstraint("kind = 'demo' OR demo_now IS NULL", name="clock_only_in_demo"),
    )
    id: int = Field(default=1, primary_key=True)
    kind: str
    demo_now: datetime | None = None


class Buyer(SQLModel, table=True):
    """A contracting authority. Installations may serve several, apart from each other."""

    id: str = Field(primary_key=True)
    name: str
    org_number: str = Field(unique=True)
    address: str
    city: str
    court: str


class Organisation(SQLModel, table=True):
    """A tenderer, and a provider once it has a contract."""

    id: str = Field(primary_key=True)
    name: str
    org_number: str = Field(unique=True)
    address: str
    city: str
    email: str
    contact_person: str
    signatory: str
    is_demo: bool = False


class Person(SQLModel, table=True):
    """Somebody who acts: staff of a buyer, or of one tenderer."""

    id: str = Field(primary_key=True)
    name: str
    email: str
    organisation_id: str | None = Field(default=None, foreign_key="organisation.id")


class RoleGrant(SQLModel, table=True):
    __tablename__ = "role_grant"
    __table_args__ = (
        one_of("role", Role),
        # Nobody lends the machine a person's powers, nor a person the machine's.
        CheckConstraint("(person_id = 'engine') = (role = 'engine')", name="engine_only"),
    )
    person_id: str = Field(primary_key=True, foreign_key="person.id")
    buyer_id: str = Field(primary_key=True, foreign_key="buyer.id")
    role: str = Field(primary_key=True)
