"""The files of those who are enrolled: a buyer with its staff, and suppliers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from interop.play_values import organisation_number_is_valid
from models.parties import Buyer, Organisation, Person, Role
from procurement.exact.files import Id, fitted, read_plain


def _org_number(written: str) -> str:
    if not organisation_number_is_valid(written):
        raise PydanticCustomError("org_number", "not a registration number")
    digits = written.replace("-", "")
    return f"{digits[:6]}-{digits[6:]}"


OrgNumber = Annotated[str, AfterValidator(_org_number)]
Said = Annotated[str, Field(min_length=1)]


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class BuyerRow(_Row):
    """`court` is the administrative court of its seat."""

    id: Id
    name: Said
    org_number: OrgNumber
    address: Said
    city: Said
    court: Said


class PersonRow(_Row):
    id: Id
    name: Said
    email: str = ""


class StaffRow(PersonRow):
    roles: Annotated[tuple[Role, ...], Field(min_length=1)]


class SupplierRow(_Row):
    """`person` acts for it here; `signatory` signs for it on paper."""

    id: Id
    name: Said
    org_number: OrgNumber
    address: Said
    city: Said
    email: str = ""
    signatory: Said
    person: PersonRow


class BuyerFile(_Row):
    buyer: BuyerRow
    persons: Annotated[tuple[StaffRow, ...], Field(min_length=1)]


class SupplierFile(_Row):
    suppliers: Annotated[tuple[SupplierRow, ...], Field(min_length=1)]


def read_buyer(path: Path) -> tuple[Buyer, list[tuple[Person, tuple[Role, ...]]]]:
    """Raises `ActRefused` that names the place in the file and what is wrong there."""
    found = fitted(read_plain(path), BuyerFile, path.name, "enrolment")
    staff = [
        (Person(id=each.id, name=each.name, email=each.email), each.roles) for each in found.persons
    ]
    return Buyer(**found.buyer.model_dump()), staff


def read_suppliers(path: Path, *, is_demo: bool) -> list[tuple[Organisation, Person]]:
    """Raises `ActRefused` that names the place in the file and what is wrong there."""
    found = fitted(read_plain(path), SupplierFile, path.name, "enrolment")
    return [_supplier(each, is_demo=is_demo) for each in found.suppliers]


def _supplier(row: SupplierRow, *, is_demo: bool) -> tuple[Organisation, Person]:
    organisation = Organisation(
        **row.model_dump(exclude={"person"}), contact_person=row.person.name, is_demo=is_demo
    )
    person = Person(**row.person.model_dump(), organisation_id=row.id)
    return organisation, person
