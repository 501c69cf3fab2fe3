"""A tender with four contracts: three concluded, the fourth signed by its provider only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from law.days import STOCKHOLM
from models.contract import Contract, Party, Signature
from models.decision import AwardDecision, AwardDraft, AwardedBid, AwardedLot
from models.evaluation import EvaluatedLot, Evaluation
from models.journal import CheckpointReason
from models.parties import Buyer, InstallationKind, Organisation, Person, Role
from models.sealed import SealedBid
from models.settings import Settings
from models.signed_files import SigningMethod
from models.store import Store, Work
from models.tables import metadata
from models.tender import Bid, Lot, Tender
from people.actors import ENGINE, Actor, load_actor
from performance.intake import LineRow, ParticipantRow, StaffRow, SubmittedReport
from procurement.bids.receiving import SEALED
from registry.checkpoints import take
from registry.enrolment import enrol_buyer, enrol_tenderers, install
from registry.filing import PDF, file_blob

TENDER = "tender"
PRICE = 800_000
NOW = datetime(2026, 6, 15, 8, tzinfo=UTC)
MARCH, APRIL, MAY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)
IN_TIME = {
    MARCH: datetime(2026, 4, 8, 12, tzinfo=STOCKHOLM),
    APRIL: datetime(2026, 5, 7, 12, tzinfo=STOCKHOLM),
    MAY: datetime(2026, 6, 4, 12, tzinfo=STOCKHOLM),
}
PROVIDER_OF = {"c1": "north", "c2": "north", "c3": "south", "c4": "south"}
CONCLUDED = ("c1", "c2", "c3")
STAFF = {
    "head": Role.PROCUREMENT_HEAD,
    "officer": Role.PROCUREMENT_OFFICER,
    "signatory": Role.CONTRACT_SIGNATORY,
    "manager": Role.CONTRACT_MANAGER,
    "auditor": Role.AUDITOR,
}


@dataclass(frozen=True)
class World:
    store: Store

    def actor(self, person_id: str) -> Actor:
        return load_actor(self.store, person_id)


def followed_contracts(folder: Path) -> World:
    store = install(Settings(data_dir=folder), InstallationKind.DEMO, NOW)
    buyer = Buyer(
        id="buyer", name="Demomyndigheten", org_number="202100-0000", address="Box 1",
        city="Stockholm", court="Förvaltningsrätten i Stockholm",
    )  # fmt: skip
    staff = [(Person(id=each, name=each, email=""), [role]) for each, role in STAFF.items()]
    engine = load_actor(store, ENGINE)
    enrol_buyer(store, engine, buyer, staff)
    providers = [_provider("north", "556000-0001"), _provider("south", "556000-0002")]
    enrol_tenderers(store, engine, providers)
    with store.write() as work:
        for row in _tender(work):
            work.session.add(row)
            work.session.flush()
        for contract_id in PROVIDER_OF:
            for row in _contract(work, contract_id):
                work.session.add(row)
                work.session.flush()
        take(work, CheckpointReason.AWARD)
    return World(store)


def _provider(organisation_id: str, org_number: str) -> tuple[Organisation, Person]:
    organisation = Organisation(
        id=organisation_id, name=f"Demo {organisation_id}", org_number=org_number,
        address="Gatan 1", city="Umeå", email="", contact_person="Demo", signatory="Demo",
        is_demo=True,
    )  # fmt: skip
    person = Person(
        id=f"{organisation_id}-person", name="Demo", email="", organisation_id=organisation_id
    )
    return organisation, person


def _tender(work: Work) -> Iterable[Any]:
    then = datetime(2025, 11, 1, tzinfo=UTC)
    yield Tender(
        id=TENDER, buyer_id="buyer", diary_number="DEMO 2025/1", title_sv="Steg till arbete",
        title_en="Steps to work", rulebook="SE-LOU-19", procedure="chapter_19", step="tenders",
        cpv="85312510", currency="SEK", starts_on=date(2025, 9, 1), bid_deadline_at=then,
        bids_valid_until=date(2026, 12, 31), lots_are_separate_contracts=True, award_terms={},
        service_terms={}, capacity_rule_sv="", capacity_rule_en="", contract_starts_on=MARCH,
        contract_months=24, option_months=[12], **work.recorded("officer"),
    )  # fmt: skip
    yield Evaluation(
        id="evaluation", tender_id=TENDER, number=1, evaluated_at=then, cause_sv="", cause_en="",
        **work.recorded("officer"),
    )  # fmt: skip
    drafted = file_blob(work, b"draft", PDF)
    yield AwardDraft(
        id="draft", tender_id=TENDER, number=1, lang="sv", drafted_at=then, pdf_sha256=drafted,
        facts_sha256=drafted, **work.recorded("officer"),
    )  # fmt: skip
    yield AwardDecision(
        id="decision", tender_id=TENDER, number=1, decided_at=then, prepared_by="officer",
        draft_id="draft", **work.recorded("head"),
    )  # fmt: skip


def _contract(work: Work, contract_id: str) -> Iterable[Any]:
    number = contract_id[1:]
    lot_id, bid_id, provider = f"L{number}", f"b{number}", PROVIDER_OF[contract_id]
    then = datetime(2025, 10, 1, tzinfo=UTC)
    yield Lot(
        id=lot_id, tender_id=TENDER, code=lot_id, name=f"Ort {number}", region="Län",
        places_per_year=50, estimated_value=1_000_000, at_fte_tenths=10,
    )  # fmt: skip
    sealed = file_blob(work, f"sealed {bid_id}".encode(), SEALED)
    yield SealedBid(
        bid_id=bid_id, version=1, tender_id=TENDER, received_at=then, envelope_sha256=sealed,
        size=1, place_tag=sealed, sender_tag=sealed, journal_seq=int(number),
        **work.recorded("engine"),
    )  # fmt: skip
    yield Bid(
        id=bid_id, tender_id=TENDER, lot_id=lot_id, organisation_id=provider, version=1,
        received_at=then, sender_id=f"{provider}-person", envelope_sha256=sealed,
        **work.recorded("officer"),
    )  # fmt: skip
    yield EvaluatedLot(evaluation_id="evaluation", lot_id=lot_id, winner_bid_id=bid_id)
    yield AwardedLot(
        decision_id="decision", lot_id=lot_id, bid_id=bid_id, evaluation_id="evaluation"
    )
    yield AwardedBid(decision_id="decision", lot_id=lot_id, bid_id=bid_id, place=1)
    pdf = file_blob(work, f"contract {contract_id}".encode(), PDF)
    yield Contract(
        id=contract_id, tender_id=TENDER, lot_id=lot_id, decision_id="decision",
        organisation_id=provider, bid_id=bid_id, number=f"DEMO 2025/1-{lot_id}",
        rendered_at=then, starts_on=MARCH, ends_on=date(2028, 2, 29), price=PRICE,
        version=1, lawful_from=MARCH,
        pdf_sha256=pdf, text_sha256=pdf, **work.recorded("officer"),
    )  # fmt: skip
    parties = {Party.PROVIDER: f"{provider}-person", Party.BUYER: "signatory"}
    if contract_id not in CONCLUDED:
        del parties[Party.BUYER]
    for party, person in parties.items():
        yield Signature(
            contract_id=contract_id, party=party, signatory_name=person, signed_at=then,
            pdf_sha256=pdf, method=SigningMethod.PAPER, signed_sha256=pdf,
            **work.recorded(person),
        )  # fmt: skip


def participant(name: str, **changes: Any) -> ParticipantRow:
    values: dict[str, Any] = {
        "participant": name, "part": 1, "started_on": MARCH, "scheduled_hours": 60,
        "attended_hours": 57, "outcome": "none",
    }  # fmt: skip
    return ParticipantRow(**(values | changes))


def therapist(name: str, licence: str | None = "DEMO-AT-1", fte_tenths: int = 10) -> StaffRow:
    return StaffRow(staff=name, role="AT", fte_tenths=fte_tenths, licence=licence)


def line(name: str, of: str, month: date, amount: int = PRICE) -> LineRow:
    return LineRow(line=name, participant=of, service_month=month, amount=amount)


def names(contract_id: str, count: int = 10) -> list[str]:
    return [f"D-{contract_id}-{number:02}" for number in range(count)]


def clean_report(
    contract_id: str, month: date, count: int = 10, /, **changes: Any
) -> SubmittedReport:
    """Ten participants, one licensed therapist and a line each, in time."""
    people = names(contract_id, count)
    values: dict[str, Any] = {
        "contract_id": contract_id,
        "month": month,
        "submitted_at": IN_TIME[month],
        "participants": tuple(participant(name) for name in people),
        "staff": (therapist(f"S-{contract_id}"),),
        "lines": tuple(line(f"F{month:%m}-{name}", name, month) for name in people),
    }
    return SubmittedReport(**(values | changes))


def journal_kinds(store: Store) -> list[str]:
    """The kinds of the entries in order, without those of the enrolment."""
    with store.read() as work:
        table = metadata.tables["journal_entry"]
        rows = work.session.connection().execute(select(table.c.kind).order_by(table.c.seq))
        return [kind for (kind,) in rows if not kind.endswith(".enrolled")]
