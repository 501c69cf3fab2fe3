"""How long the documents of a procurement are kept: LOU 12:17, 19:23, 19a:12, LUF 12:16.

The paragraphs bind a buyer that is not under archive law (arkivlagen 1990:782).
Tenders, evaluations and documentation are kept at least so many years from the
award of the contract; the contract itself at least for its term.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from law.connected import connected
from law.dated import DatedValue
from law.days import months_after, spoken
from law.reasons import Cite, Reason, Text
from law.refusals import ImpossibleFacts
from law.rulebook import Rulebook

MONTHS = 12
ARCHIVE_LAW = Cite("arkivlagen (1990:782)", None, "10")


@dataclass(frozen=True)
class Retention:
    """The last day the tenders, and the contract, must at least be kept through.

    None where these paragraphs set no day: under archive law, or for a contract
    whose end is not known. A last day of keeping is not moved by closed days.
    """

    tenders_through: date | None
    contract_through: date | None
    reasons: tuple[Reason, ...]


def retention(
    awarded: date,
    *,
    rulebook: Rulebook,
    contract_ends: date | None = None,
    archive_law: bool = False,
    started: date | None = None,
) -> Retention:
    """The least time for keeping, from the award of the contract.

    ``started`` is the start of the procurement, which connects it to the rules in
    force; unknown, the award does. Raises ImpossibleFacts for a contract that ends
    before its award or a rulebook without such a rule, and law.dated.NoValue for a
    procurement older than the rule.
    """
    if contract_ends is not None and contract_ends < awarded:
        raise ImpossibleFacts(
            sv=f"Kontraktet slutar {contract_ends}, före tilldelningen {awarded}",
            en=f"The contract ends {contract_ends}, before its award {awarded}",
        )
    if rulebook is Rulebook.SE_LOV:
        raise ImpossibleFacts(
            sv="LOV har ingen egen bevarandetid",
            en="LOV has no retention time of its own",
        )
    if archive_law:
        return Retention(None, None, (_archive_law(),))
    governs = connected(f"retention_years_{rulebook}", awarded, started)
    years = governs.entry
    through = months_after(awarded, MONTHS * years.value)
    kept = (_tenders(awarded, through, years), *_contract(contract_ends, years, rulebook))
    return Retention(through, _contract_through(contract_ends, rulebook), (*governs.reasons, *kept))


def _contract_through(ends: date | None, rulebook: Rulebook) -> date | None:
    """The directive speaks of the documentation and of contracts above a value only."""
    return None if rulebook is Rulebook.EU else ends


def _tenders(awarded: date, through: date, years: DatedValue) -> Reason:
    from_, to = spoken(awarded), spoken(through)
    text = Text(
        f"Anbud och dokumentation ska bevaras minst {years.value} år från tilldelningen"
        f" {from_.sv}, alltså till och med {to.sv}",
        f"Tenders and documentation must be kept at least {years.value} years from the award on"
        f" {from_.en}, that is through {to.en}",
    )
    return Reason("keep-tenders", text, years.cite)


def _contract(ends: date | None, years: DatedValue, rulebook: Rulebook) -> tuple[Reason, ...]:
    if rulebook is Rulebook.EU:
        return ()
    text = Text(
        "Kontraktet ska bevaras åtminstone under sin löptid",
        "The contract must be kept at least for its term",
    )
    if ends is not None:
        last = spoken(ends)
        text = Text(f"{text.sv}, till och med {last.sv}", f"{text.en}, through {last.en}")
    return (Reason("keep-contract", text, years.cite),)


def _archive_law() -> Reason:
    text = Text(
        "För den som omfattas av arkivlagen gäller den och myndighetens gallringsbeslut",
        "A body under archive law follows that act and its own disposal decisions",
    )
    return Reason("archive-law", text, ARCHIVE_LAW)
