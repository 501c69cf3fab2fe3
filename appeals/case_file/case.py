"""The matter that a case file is about, with what most of its parts ask for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from sqlmodel import SQLModel, col, select

from appeals.awarded import awarded_bids
from appeals.case_file.case_parts import PartFile
from appeals.docketed import court_acts
from appeals.struck import Struck, struck
from documents.case_file_contexts import Fact
from documents.formats import Formats
from documents.parts import Party
from law.days import swedish_day
from law.reasons import Lang, Text, refuse
from law.rulebook import Rulebook
from models.contract import Contract
from models.decision import AwardDecision, AwardedLot, Cancellation, CancelledLot
from models.journal import Blob
from models.parties import Buyer, Installation, InstallationKind, Organisation
from models.review import CourtAct, CourtName, Matter, MatterKind, ReviewedLot
from models.store import Work
from models.tender import Bid, Lot, Tender
from people.actors import organisation_names

KINDS: Mapping[MatterKind, Text] = {
    MatterKind.REVIEW: Text("överprövning av upphandling", "review of a procurement"),
    MatterKind.CANCELLATION: Text(
        "överprövning av beslut att avbryta upphandling", "review of a decision to cancel"
    ),
    MatterKind.VALIDITY: Text(
        "överprövning av avtals giltighet", "review of a contract's validity"
    ),
    MatterKind.DAMAGES: Text("skadestånd", "damages"),
    MatterKind.PENALTY_FEE: Text("upphandlingsskadeavgift", "penalty fee"),
    MatterKind.SUPERVISION: Text("tillsyn", "supervision"),
}
ABOUT_ALL = (MatterKind.SUPERVISION, MatterKind.DAMAGES, MatterKind.PENALTY_FEE)
COURTS: Mapping[CourtName, Text] = {
    CourtName.KR: Text("Kammarrätten", "The administrative court of appeal"),
    CourtName.HFD: Text("Högsta förvaltningsdomstolen", "The Supreme Administrative Court"),
    CourtName.TR: Text("Tingsrätten", "The district court"),
    CourtName.HOVR: Text("Hovrätten", "The court of appeal"),
    CourtName.HD: Text("Högsta domstolen", "The Supreme Court"),
    CourtName.KKV: Text("Konkurrensverket", "The Swedish Competition Authority"),
}


@dataclass(frozen=True)
class Case:
    """One matter as it stands; struck entries are not in it. `decisions`: those attacked."""

    work: Work
    lang: Lang
    matter: Matter
    tender: Tender
    buyer: Buyer
    lots: tuple[Lot, ...]
    decisions: tuple[AwardDecision, ...]
    cancellations: tuple[Cancellation, ...]
    contract_ids: tuple[str, ...]
    acts: tuple[CourtAct, ...]
    names: Mapping[str, str]

    def say(self, sv: str, en: str) -> str:
        return sv if self.lang == "sv" else en

    @property
    def formats(self) -> Formats:
        return Formats(self.lang)

    @property
    def is_court(self) -> bool:
        return self.matter.kind != MatterKind.SUPERVISION

    @property
    def word(self) -> str:
        """What it is to whom it is before."""
        return self.say("Mål", "Case") if self.is_court else self.say("Ärende", "Matter")

    @property
    def is_review(self) -> bool:
        """A supplier's application under the remedies' chapter."""
        kinds = (MatterKind.REVIEW, MatterKind.CANCELLATION, MatterKind.VALIDITY)
        return self.matter.kind in kinds

    @property
    def rulebook(self) -> Rulebook:
        return Rulebook(self.tender.rulebook)

    def day(self, when: date | datetime) -> str:
        return self.formats.day(swedish_day(when) if isinstance(when, datetime) else when)

    def instant(self, when: datetime) -> str:
        return self.formats.stamp(when).replace("\u00a0", " ")

    def fact(self, sv: str, en: str, value: str) -> Fact:
        return Fact(label=self.say(sv, en), value=value)

    def criterion(self, code: str) -> str:
        """By its title in the award terms, or as it is called where it has none."""
        stated = self.tender.award_terms.get("criteria") or ()
        titles = {each.get("id"): each.get("title") or {} for each in stated}
        return str(titles.get(code, {}).get(self.lang, code))

    def file(self, sha256: str) -> PartFile:
        blob = self.work.session.get_one(Blob, sha256)
        return PartFile(sha256, blob.media_type, blob.stored_at)

    def bids_in_question(self) -> tuple[tuple[Lot, Bid, bool], ...]:
        """The applicant's and those awarded, lot by lot; the last says whether it was awarded."""
        found = []
        for lot in self.lots:
            awarded = self._awarded(lot.id)
            bids = self.work.session.exec(
                select(Bid).where(col(Bid.lot_id) == lot.id).order_by(col(Bid.id))
            )
            found += [
                (lot, bid, bid.id in awarded)
                for bid in sorted(bids, key=lambda each: (each.id not in awarded, each.id))
                if bid.id in awarded or bid.organisation_id == self.matter.party_id
            ]
        return tuple(found)

    def _awarded(self, lot_id: str) -> frozenset[str]:
        rows = [
            self.work.session.get(AwardedLot, (decision.id, lot_id)) for decision in self.decisions
        ]
        bids = [each.bid_id for row in rows if row for each in awarded_bids(self.work, row)]
        return frozenset([*bids, *(row.bid_id for row in rows if row)])

    def concerned(self) -> frozenset[str]:
        """The applicant and those with a bid in question."""
        own = {self.matter.party_id} if self.matter.party_id else set()
        return frozenset({*own, *(bid.organisation_id for _, bid, _ in self.bids_in_question())})


def load_case(work: Work, matter_id: str, lang: Lang) -> Case:
    """Raises `ActRefused` for a matter that is not on the docket, or has been struck from it."""
    matter = work.session.get(Matter, matter_id)
    gone = struck(work, matter.tender_id) if matter else Struck()
    if matter is None or matter.id in gone.matters:
        raise refuse(
            "case_file.unknown_matter",
            sv=f"Mål {matter_id} finns inte i diariet",
            en=f"Matter {matter_id} is not on the docket",
            todo_sv="Ange upphandlingens beteckning och målnumret, som STA-1/4711-26",
            todo_en="Give the tender's id and the case number, as STA-1/4711-26",
        )
    tender = work.session.get_one(Tender, matter.tender_id)
    reviewed = [each for each in _reviewed(work, matter.id) if not gone.has_lot(*each[:2])]
    decisions, cancellations, contracts = _in_question(work, matter, reviewed)
    return Case(
        work=work,
        lang=lang,
        matter=matter,
        tender=tender,
        buyer=work.session.get_one(Buyer, tender.buyer_id),
        lots=tuple(work.session.get_one(Lot, lot) for _, lot, *_ in reviewed),
        decisions=_rows(work, AwardDecision, decisions),
        cancellations=_rows(work, Cancellation, cancellations),
        contract_ids=tuple(sorted({each for each in contracts if each})),
        acts=_governing([act for act in court_acts(work, matter.id) if not gone.has_act(act)]),
        names=organisation_names(work),
    )


_Reviewed = tuple[str, str, str | None, str | None, str | None]


def _reviewed(work: Work, matter_id: str) -> list[_Reviewed]:
    found = select(ReviewedLot).where(col(ReviewedLot.matter_id) == matter_id)
    rows = work.session.exec(found.order_by(col(ReviewedLot.lot_id))).all()
    return [
        (row.matter_id, row.lot_id, row.decision_id, row.cancellation_id, row.contract_id)
        for row in rows
    ]


_Ids = Sequence[str | None]


def _in_question(
    work: Work, matter: Matter, reviewed: Sequence[_Reviewed]
) -> tuple[_Ids, _Ids, _Ids]:
    """What is attacked: decisions, cancellations, contracts.

    A matter that tries no application is about all that was done with its lots.
    """
    named = tuple([each[column] for each in reviewed] for column in (2, 3, 4))
    if matter.kind not in ABOUT_ALL or any(one for ids in named for one in ids):
        return named[0], named[1], named[2]
    lots = [each[1] for each in reviewed]
    decided = select(AwardedLot.decision_id).where(col(AwardedLot.lot_id).in_(lots))
    cancelled = select(CancelledLot.cancellation_id).where(col(CancelledLot.lot_id).in_(lots))
    contracts = select(Contract.id).where(col(Contract.lot_id).in_(lots))
    return (
        list(work.session.exec(decided)),
        list(work.session.exec(cancelled)),
        list(work.session.exec(contracts)),
    )


Row = TypeVar("Row", bound=SQLModel)


def _rows(work: Work, table: type[Row], ids: Sequence[str | None]) -> tuple[Row, ...]:
    return tuple(work.session.get_one(table, each) for each in sorted({one for one in ids if one}))


def _governing(acts: Sequence[CourtAct]) -> tuple[CourtAct, ...]:
    """The newest version of each, by day."""
    newest = {act.id: act for act in acts}
    ordered = sorted(newest.values(), key=lambda act: (act.decided_on, act.recorded_at, act.id))
    return tuple(ordered)


def court_of(case: Case) -> tuple[str, str]:
    """Where the matter is now, by its name, and that court's own case number."""
    court, number = CourtName(case.matter.court), case.matter.case_number
    for act in case.acts:
        court, number = CourtName(act.court), act.case_number
    if court is CourtName.FR:
        return case.buyer.court, number
    return COURTS[court].in_(case.lang), number


def buyer_party(case: Case) -> Party:
    buyer = case.buyer
    return Party(name=buyer.name, org_number=buyer.org_number, address=[buyer.address, buyer.city])


def counterparty(case: Case) -> Party | None:
    if case.matter.party_id is None:
        return None
    who = case.work.session.get_one(Organisation, case.matter.party_id)
    return Party(name=who.name, org_number=who.org_number, address=[who.address, who.city])


def is_demo(work: Work) -> bool:
    installed = work.session.get(Installation, 1)
    return installed is not None and installed.kind == InstallationKind.DEMO
