"""What keeps a tender's records: the law's least times, contracts, and cases not ended.

The days come from `law.retention`. What else holds records are facts: a court case
that the docket has not seen end, an option that may have prolonged a contract.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from law.dated import NoValue
from law.days import months_after, spoken
from law.reasons import Basis, Reason, Text
from law.refusals import ImpossibleFacts
from law.retention import ARCHIVE_LAW, MONTHS, retention
from law.rulebook import Rulebook
from models.retention import Disposal, RecordsRule
from models.review import (
    ENDS,
    CourtAct,
    CourtActKind,
    CourtActLot,
    CourtCheck,
    CourtName,
    DocketCorrection,
    Matter,
    ReviewedLot,
)
from models.stages import TenderBasis
from models.store import Work
from models.tender import Lot, Tender

# The directive's own least time, which a buyer's disposal decision does not shorten.
UNDER_DIRECTIVE = (Rulebook.SE_LOU, Rulebook.EU)


@dataclass(frozen=True)
class Hold:
    """What keeps the records: through a day, or for as long as the reason stands (None)."""

    through: date | None
    reason: Reason

    def holds(self, on: date) -> bool:
        return self.through is None or on <= self.through


@dataclass(frozen=True)
class KeptContract:
    """A concluded contract with its term; `longest` when every option has been used."""

    id: str
    number: str
    awarded: date
    ends_on: date
    longest: date


def records_rule(work: Work, buyer_id: str) -> RecordsRule | None:
    """The buyer's newest; without one it is under archive law and has decided nothing."""
    newest = select(RecordsRule).where(col(RecordsRule.buyer_id) == buyer_id)
    return work.session.exec(newest.order_by(col(RecordsRule.number).desc())).first()


def holds_of(
    work: Work, tender: Tender, awarded: date | None, contracts: Sequence[KeptContract]
) -> tuple[Hold, ...]:
    """Every hold there is or was, those that have passed too: they tell why records are due."""
    rested_on = tuple(_rested_on(work, tender.id))
    if awarded is None:
        return (Hold(None, NOT_AWARDED), *_cases(work, tender.id), *rested_on)
    rule = records_rule(work, tender.buyer_id)
    return (
        *_by_time(tender, awarded, rule),
        *_by_contracts(tender, contracts, rule),
        *_cases(work, tender.id),
        *rested_on,
    )


NOT_AWARDED = Reason(
    "not-awarded",
    Text(
        "Ingen tilldelning är beslutad, och tiden räknas från den",
        "Nothing has been awarded, and the time runs from the award",
    ),
    basis=Basis.HOUSE_RULE,
)


def resting_on(work: Work, tender_id: str) -> Sequence[Tender]:
    """The later steps, call-offs and calls that rest on the tender, by id."""
    found = select(Tender).join(TenderBasis, col(TenderBasis.tender_id) == col(Tender.id))
    return work.session.exec(
        found.where(col(TenderBasis.under_id) == tender_id).order_by(col(Tender.id))
    ).all()


def _rested_on(work: Work, tender_id: str) -> Iterator[Hold]:
    """Without what it rests on, nobody could tell who was let into a later step, or why."""
    for later in resting_on(work, tender_id):
        if work.session.get(Disposal, later.id) is None:
            text = Text(
                f"{later.id} vilar på upphandlingen, och dess handlingar är inte gallrade",
                f"{later.id} rests on the tender, and its records have not been disposed of",
            )
            yield Hold(None, Reason("rested-on", text, basis=Basis.HOUSE_RULE))


def _by_time(tender: Tender, awarded: date, rule: RecordsRule | None) -> Iterator[Hold]:
    rulebook = Rulebook(tender.rulebook)
    if rule is not None and not rule.archive_law:
        yield from _least_time(tender, awarded, rulebook)
        return
    if rule is None or rule.years is None:
        kept = retention(awarded, rulebook=Rulebook.EU, archive_law=True)
        yield from (Hold(None, reason) for reason in kept.reasons)
        return
    yield _by_decision(rule, awarded, rule.years)
    if rulebook in UNDER_DIRECTIVE:
        yield from _least_time(tender, awarded, Rulebook.EU)


def _least_time(tender: Tender, awarded: date, rulebook: Rulebook) -> Iterator[Hold]:
    try:
        kept = retention(awarded, rulebook=rulebook, started=tender.starts_on)
    except (ImpossibleFacts, NoValue) as error:
        yield Hold(None, Reason("no-time", error.text))
        return
    for reason in kept.reasons:
        if reason.code != KEEP_CONTRACT:
            yield Hold(kept.tenders_through, reason)


KEEP_CONTRACT = "keep-contract"


def _by_decision(rule: RecordsRule, awarded: date, years: int) -> Hold:
    through = months_after(awarded, MONTHS * years)
    from_, to = spoken(awarded), spoken(through)
    text = Text(
        f"Enligt gallringsbeslutet {rule.decision} bevaras handlingarna {years} år från"
        f" tilldelningen {from_.sv}, alltså till och med {to.sv}",
        f"By disposal decision {rule.decision} the records are kept {years} years from the award"
        f" on {from_.en}, that is through {to.en}",
    )
    return Hold(through, Reason("disposal-decision", text, ARCHIVE_LAW))


def _by_contracts(
    tender: Tender, contracts: Sequence[KeptContract], rule: RecordsRule | None
) -> Iterator[Hold]:
    """The contract that ends last, and the one that options may have prolonged the longest."""
    if not contracts:
        return
    last = max(contracts, key=lambda each: each.ends_on)
    yield _term(tender, last, rule is None or rule.archive_law)
    longest = max(contracts, key=lambda each: each.longest)
    if longest.longest > longest.ends_on:
        yield _options(longest)


def _term(tender: Tender, contract: KeptContract, archive_law: bool) -> Hold:
    """By law where LOU or LUF binds the buyer; under archive law a rule of the house."""
    rulebook = Rulebook(tender.rulebook)
    if not archive_law and rulebook not in (Rulebook.EU, Rulebook.SE_LOV):
        try:
            kept = retention(
                contract.awarded,
                rulebook=rulebook,
                contract_ends=contract.ends_on,
                started=tender.starts_on,
            )
        except (ImpossibleFacts, NoValue) as error:
            return Hold(None, Reason("no-time", error.text))
        [reason] = [each for each in kept.reasons if each.code == KEEP_CONTRACT]
        return Hold(kept.contract_through, reason)
    last = spoken(contract.ends_on)
    text = Text(
        f"Avtalet {contract.number} löper till och med {last.sv}",
        f"Contract {contract.number} runs through {last.en}",
    )
    return Hold(contract.ends_on, Reason(KEEP_CONTRACT, text, basis=Basis.HOUSE_RULE))


def _options(contract: KeptContract) -> Hold:
    last = spoken(contract.longest)
    text = Text(
        f"Optioner kan ha förlängt avtalet {contract.number} till och med {last.sv}",
        f"Options may have prolonged contract {contract.number} through {last.en}",
    )
    return Hold(contract.longest, Reason("options", text, basis=Basis.HOUSE_RULE))


def _cases(work: Work, tender_id: str) -> Iterator[Hold]:
    """Every matter that goes on, damages and penalty fees too; struck entries count for nothing."""
    gone = _struck(work, tender_id)
    found = select(Matter).where(col(Matter.tender_id) == tender_id)
    numbers = set()
    for matter in work.session.exec(found.order_by(col(Matter.id))):
        if matter.id in gone.matters:
            continue
        rows = work.session.exec(select(CourtAct).where(col(CourtAct.matter_id) == matter.id)).all()
        acts = [act for act in rows if act.version > gone.acts.get(act.id, 0)]
        numbers |= {matter.case_number, *(act.case_number for act in acts)}
        about = [_about(work, acts, lot_id) for lot_id in _lots(work, matter, gone)]
        if not all(_ended(each) for each in about):
            yield Hold(None, _open_case(matter.case_number))
    for number in _told_by_courts(work, tender_id, gone) - numbers:
        yield Hold(None, _open_case(number))


@dataclass(frozen=True)
class _Struck:
    """Matters, lots of matters, checks, and by an act's id the last version that is struck."""

    matters: frozenset[str]
    lots: frozenset[tuple[str, str]]
    checks: frozenset[str]
    acts: Mapping[str, int]


def _struck(work: Work, tender_id: str) -> _Struck:
    found = select(DocketCorrection).where(col(DocketCorrection.tender_id) == tender_id)
    rows = work.session.exec(found.order_by(col(DocketCorrection.number))).all()
    return _Struck(
        frozenset(row.matter_id for row in rows if row.matter_id and row.lot_id is None),
        frozenset((row.matter_id, row.lot_id) for row in rows if row.matter_id and row.lot_id),
        frozenset(row.check_id for row in rows if row.check_id),
        {row.act_id: row.act_version for row in rows if row.act_id and row.act_version},
    )


def _lots(work: Work, matter: Matter, gone: _Struck) -> Sequence[str]:
    """What is not clearly limited is about every lot of its tender."""
    if not matter.limited:
        return work.session.exec(select(Lot.id).where(col(Lot.tender_id) == matter.tender_id)).all()
    found = select(ReviewedLot.lot_id).where(col(ReviewedLot.matter_id) == matter.id)
    return [lot for lot in work.session.exec(found) if (matter.id, lot) not in gone.lots]


def _about(work: Work, acts: Sequence[CourtAct], lot_id: str) -> list[CourtAct]:
    """Those about the lot: an act that names no lot is about all of them."""
    found = select(CourtActLot).where(col(CourtActLot.act_id).in_({act.id for act in acts}))
    named: dict[tuple[str, int], set[str]] = {}
    for row in work.session.exec(found):
        named.setdefault((row.act_id, row.version), set()).add(row.lot_id)
    return [act for act in acts if lot_id in named.get((act.id, act.version), {lot_id})]


# Konkurrensverket's decisions are appealed to FR; no matter comes to both kinds of courts.
INSTANCES = (CourtName.KKV, *(court for court in CourtName if court is not CourtName.KKV))


def _ended(acts: Sequence[CourtAct]) -> bool:
    """Whether the highest court that it has reached, since it was last sent back, has ended it."""
    sent_back = [act.decided_on for act in acts if act.kind == CourtActKind.REMANDED]
    since = [act for act in acts if not sent_back or act.decided_on > max(sent_back)]
    if not since:
        return False
    reached = max(since, key=lambda act: INSTANCES.index(CourtName(act.court))).court
    return any(act.court == reached and act.kind in ENDS for act in since)


def _told_by_courts(work: Work, tender_id: str, gone: _Struck) -> set[str]:
    """Cases that a court named when it was last asked about a lot."""
    found = select(CourtCheck).join(Lot, col(Lot.id) == col(CourtCheck.lot_id))
    checks = work.session.exec(
        found.where(col(Lot.tender_id) == tender_id).order_by(col(CourtCheck.checked_at))
    )
    newest = {
        (check.lot_id, check.court): check.case_number
        for check in checks
        if check.id not in gone.checks
    }
    return {number for number in newest.values() if number is not None}


def _open_case(number: str) -> Reason:
    text = Text(
        f"Mål {number} är inte avslutat enligt diariet",
        f"By the docket case {number} has not ended",
    )
    return Reason("open-case", text, basis=Basis.HOUSE_RULE)
