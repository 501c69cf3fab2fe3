"""What a check is and finds, and all there are: a new one is a new file in `audits/checks/`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from audits import checks as folder
from documents.clauses.numbering import number_of
from law.reasons import Text
from models.audit import Severity
from performance.rows import MonthReport, Section


@dataclass(frozen=True)
class AuditedContract:
    """A concluded contract with its reports, oldest month first; `price` in minor units.

    `reports` are the period's own. `earlier` are those before it, for what can only
    be seen across periods.
    """

    id: str
    number: str
    organisation_id: str
    price: int
    reports: tuple[MonthReport, ...] = ()
    earlier: tuple[MonthReport, ...] = ()


AuditedContracts = tuple[AuditedContract, ...]


@dataclass(frozen=True)
class Found:
    """One deviation. `amount` in minor units; `evidence` names the rows that show it."""

    contract_id: str
    text: Text
    amount: int | None = None
    evidence: tuple[dict[str, Any], ...] = field(default_factory=tuple)


@dataclass(frozen=True)
class Check:
    """One comparison of what was reported with what the contract says.

    `clause` is the id of a clause of the contract and `basis` says it in words;
    `section` is the part of the reports whose rows it looks at.
    """

    id: str
    title: Text
    clause: str
    basis: Text
    severity: Severity
    section: Section
    next_step: Text
    find: Callable[[AuditedContracts], Iterable[Found]]

    @property
    def number(self) -> str:
        """Where the clause stands: only those before a framework's own, alike in every contract."""
        return number_of(self.clause)

    @property
    def cited(self) -> Text:
        return Text(
            f"Avtalet punkt {self.number}, {self.basis.sv}",
            f"Contract clause {self.number}, {self.basis.en}",
        )


@cache
def checks() -> tuple[Check, ...]:
    """Every check in the folder, A2 before A10. A file without a `CHECK` is a TypeError."""
    found = [_check_in(f"{folder.__name__}.{each.name}") for each in iter_modules(folder.__path__)]
    return tuple(sorted(found, key=lambda check: (len(check.id), check.id)))


def _check_in(module: str) -> Check:
    check = getattr(import_module(module), "CHECK", None)
    if not isinstance(check, Check):
        raise TypeError(f"{module} must define CHECK, an audits.check.Check")
    return check
