"""The tender of `small_papers`, run with the real services to any stage."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from sqlalchemy import select

from appeals.docket.checks import record_court_check
from appeals.docket.court_acts import record_court_act
from appeals.docket.court_entry import CourtEntry
from appeals.docket.matters import open_matter
from appeals.docket.new_matter import NewMatter
from contracts.drafting import draw_up, lots_to_draw_up
from contracts.signing.paper import sign_on_paper
from documents.contexts import LetterContext
from law.reasons import ActRefused, Lang, Text
from models.clock import FixedClock
from models.contract import Party
from models.decision import AwardDraft
from models.parties import InstallationKind
from models.planning import NoteKind
from models.review import CourtActKind, CourtName
from models.settings import Settings
from models.store import Store, open_store
from models.tables import metadata
from models.tender import Tender
from people.actors import ENGINE, Actor, load_actor
from procurement.bids.opening import open_bids
from procurement.bids.opening_list import OpeningList
from procurement.bids.opening_pairs import Opener
from procurement.bids.receiving import SealedSubmission, receive_bid
from procurement.calls.publishing import publish
from procurement.decisions.deciding import decide_award, draft_award
from procurement.letters.dispatching import dispatch_letters, send_owed
from procurement.letters.outbox import Letter, award_letters
from procurement.letters.posts import MailPost, SetLetter
from procurement.planning.interests import declare_interest
from procurement.planning.notes import write_note
from procurement.planning.tender_documents import file_document
from procurement.qualification.controls import propose_controls, record_controls
from procurement.qualification.evidence import EvidenceItem, register_evidence
from procurement.ranking.evaluating import evaluate
from procurement.tenders.draft import TenderDraft
from procurement.tenders.drafting import draft_tender
from procurement.tenders.openers import appoint_openers, instructions_of
from registry.enrolment import enrol_buyer, enrol_tenderers, install
from registry.opener_keys import Passphrase, new_key_file, unlock
from registry.opener_register import register_key
from registry.receipts import Receipt
from registry.sealing import SealingInstructions
from tests.contracts.signed_pages import page_of
from tests.fact_dump import fact_dump, nothing_committed
from tests.plain_renderer import PlainRenderer
from tests.procurement.letterbox import Letterbox
from tests.procurement.small_papers import (
    BIDS,
    CAPACITY,
    DOCUMENT,
    TENDER,
    WINNERS,
    SmallBid,
    at,
    evidence,
    submission,
    tax_certificate,
    tender_draft,
)
from tests.procurement.small_parties import small_buyer, small_staff, small_tenderer
from tests.procurement.small_senders import nonce_of, sealed_file

NOTED_ON, NOTE = date(2026, 1, 7), Text("Anteckning", "Note")
OPENERS = ("officer", "colleague", "chamber")
PASSPHRASE = Passphrase("a passphrase of the tests")
# scrypt is slow on purpose; tests are not about that.
WORK_FACTOR = 2


@dataclass
class World:
    """The installation, a clock that tests move, and each act by who may do it.

    Its acts are on one tender, the small one; `of` gives the same world for another.
    """

    store: Store
    clock: FixedClock
    tender: str = TENDER

    def of(self, tender_id: str) -> World:
        return replace(self, tender=tender_id)

    def actor(self, person_id: str) -> Actor:
        return load_actor(self.store, person_id)

    def go(self, moment: datetime) -> None:
        self.clock.at = moment.astimezone(UTC)

    def lot(self, code: str) -> str:
        return f"{self.tender}/{code}"

    def enrol(self) -> None:
        engine = self.actor(ENGINE)
        enrol_buyer(self.store, engine, small_buyer(), small_staff())
        enrol_tenderers(self.store, engine, [small_tenderer(each) for each in CAPACITY])
        for each in OPENERS:
            self.register_key(each)

    def key_file(self, person_id: str, number: int = 1) -> Path:
        return self.store.data_dir / "openers" / f"{person_id}-{number}.json"

    def register_key(self, person_id: str, number: int = 1) -> None:
        path = self.key_file(person_id, number)
        path.parent.mkdir(exist_ok=True)
        key = new_key_file(path, PASSPHRASE, n=WORK_FACTOR)
        register_key(self.store, self.actor(person_id), key)

    def opener(self, person_id: str, *numbers: int, key_of: str | None = None) -> Opener:
        """The person with their first key unlocked, or those of the numbers given."""
        files = [self.key_file(key_of or person_id, number) for number in numbers or (1,)]
        return Opener(self.actor(person_id), tuple(unlock(file, PASSPHRASE) for file in files))

    def appoint(self, *person_ids: str, strict: bool = False, second: str | None = None) -> None:
        head, who = self.actor("head"), person_ids or OPENERS
        approver = None if second is None else self.actor(second)
        appoint_openers(self.store, head, self.tender, who, strict=strict, second=approver)

    def draft_and_appoint(self) -> None:
        self.draft()
        self.appoint()

    def plan(self) -> None:
        """Put on record what a tender must have before it is published."""
        officer = self.actor("officer")
        for kind in (NoteKind.NEED, NoteKind.LOTS, NoteKind.PROCEDURE, NoteKind.GUIDELINES):
            write_note(self.store, officer, self.tender, kind, NOTED_ON, NOTE)
        file_document(self.store, officer, self.tender, DOCUMENT)
        for person in ("officer", "head"):
            actor = self.actor(person)
            declare_interest(self.store, actor, self.tender, free=True, statement="inget")

    def appoint_and_publish(self) -> None:
        self.appoint()
        self.publish()

    def draft(self, draft: TenderDraft | None = None) -> None:
        """With all that must be on record before it is published."""
        draft_tender(self.store, self.actor("officer"), draft or tender_draft())
        self.plan()

    def publish(self, *asked: str) -> None:
        publish(self.store, self.actor("officer"), self.actor("head"), self.tender, asked)

    def call(self, draft: TenderDraft, *asked: str) -> World:
        """Draft it, put on record what it takes, appoint the openers, publish and invite now."""
        world = self.called(draft, *asked)
        world.invite()
        return world

    def invite(self) -> None:
        """The letters of a call by invitation leave."""
        ways = Letterbox(), MailPost(self.store.data_dir / "letters" / "post")
        send_owed(self.store, self.actor("officer"), PlainRenderer(), ways, self.tender, "sv")

    def called(self, draft: TenderDraft, *asked: str) -> World:
        """The same, with the letters still owed."""
        world = self.of(draft.id)
        world.draft(draft)
        if draft.bid_deadline_at is not None:
            world.appoint()
        world.publish(*asked)
        return world

    def seal(self, bid: SmallBid) -> Path:
        """The sender's file, made once: whoever sends again sends the same bytes."""
        folder = self.store.data_dir / "bidders"
        return sealed_file(folder, bid, lambda: self._instructions(bid.tender_id))

    def _instructions(self, tender_id: str) -> SealingInstructions:
        with self.store.read() as work:
            tender = work.session.get(Tender, tender_id)
            return instructions_of(work, tender or work.session.get_one(Tender, self.tender))

    def sent(self, bid: SmallBid | str, file: Path | BinaryIO | None = None) -> SealedSubmission:
        """Sealed, and handed in with its ticket; `file` instead of the sender's own."""
        bid = submission(bid) if isinstance(bid, str) else bid
        path = self.seal(bid)
        nonce = nonce_of(path)
        return SealedSubmission(
            bid.tender_id, bid.lot_code, bid.organisation_id, file or path, nonce
        )

    def receive(self, bid: SmallBid | str) -> Receipt:
        bid = submission(bid) if isinstance(bid, str) else bid
        sender = self.actor(f"{bid.organisation_id}-person")
        return receive_bid(self.store, sender, self.sent(bid))

    def receive_all(self) -> None:
        for bid_id in BIDS:
            self.receive(bid_id)
            self.clock.at += timedelta(seconds=1)

    def open(self) -> OpeningList | None:
        return self.open_with(self.opener("officer"), self.opener("colleague"))

    def open_with(self, first: Opener, second: Opener) -> OpeningList | None:
        return open_bids(self.store, first, second, self.tender, lambda _actor, _list: True)

    def evaluate(self) -> str | None:
        return evaluate(self.store, self.actor(ENGINE), self.tender)

    def register(self, items: Iterable[EvidenceItem]) -> None:
        register_evidence(self.store, self.actor("officer"), self.tender, items)

    def register_all(self, *, but: Iterable[str] = ()) -> None:
        self.register(tax_certificate(each) for each in CAPACITY)
        self.register(evidence(each) for each in BIDS if each not in but)

    def control(self) -> int:
        officer = self.actor("officer")
        return record_controls(
            self.store, officer, self.tender, propose_controls(self.store, self.tender)
        )

    def renew(self, issued_on: date) -> int:
        """New tax certificates of everybody, and controls where the old ones have lapsed."""
        self.register(tax_certificate(each, issued_on) for each in CAPACITY)
        return self.control()

    def draft_decision(self, lang: Lang = "sv") -> AwardDraft | None:
        return draft_award(self.store, self.actor("officer"), PlainRenderer(), self.tender, lang)

    def decide(self) -> str | None:
        """Draft it and decide on the draft; None when no lot awaits a decision."""
        draft = self.draft_decision()
        return None if draft is None else self.decide_on(draft.id, draft.pdf_sha256)

    def decide_on(self, draft_id: str, pdf_sha256: str, decider: str = "head") -> str:
        return decide_award(self.store, self.actor(decider), draft_id, pdf_sha256)

    def letters(self, number: int = 1) -> tuple[Letter[LetterContext], ...]:
        return award_letters(self.store, f"{self.tender}/D{number}", Letterbox(), "sv")

    def send_letters(self, number: int = 1, box: Letterbox | None = None) -> int:
        letters = self.letters(number)
        pdfs = PlainRenderer().render_all([letter.context for letter in letters])
        sent = [SetLetter(*pair) for pair in zip(letters, pdfs, strict=True)]
        engine = self.actor(ENGINE)
        return len(dispatch_letters(self.store, engine, box or Letterbox(), sent).sent)

    def ask(
        self, court: CourtName = CourtName.FR, *, codes: Iterable[str] = (), **pending: str
    ) -> None:
        """Ask the court now about all lots, or those given; `pending` is lot code → case."""
        answers = {self.lot(code): pending.get(code) for code in codes or WINNERS}
        record_court_check(self.store, self.actor("lawyer"), court, self.clock.at, answers)

    def lodge(self, case: str, *codes: str, **changes: Any) -> str:
        values: dict[str, Any] = {
            "tender_id": self.tender, "case_number": case, "party_id": "west",
            "lot_codes": codes, "lodged_at": self.clock.at, "informed_at": self.clock.at,
            "grounds": Text("skäl", "grounds"), "relief": Text("rättelse", "correction"),
        }  # fmt: skip
        matter = NewMatter(**(values | changes))
        return open_matter(self.store, self.actor("lawyer"), matter)

    def court(
        self, case: str, court: CourtName, kind: CourtActKind, on: date, bid: str | None = None
    ) -> None:
        entry = CourtEntry(
            f"{self.tender}/{case}", case, court, kind, on, on, Text("kort", "short"), bid
        )
        record_court_act(self.store, self.actor("lawyer"), entry)

    def draw_up(self) -> int:
        lots = lots_to_draw_up(self.store, self.tender)
        return draw_up(self.store, self.actor(ENGINE), PlainRenderer(), lots, "sv")

    def provider_signs(self, contract_id: str, tenderer: str) -> None:
        page, actor = page_of(self.store, contract_id), self.actor(f"{tenderer}-person")
        sign_on_paper(self.store, actor, contract_id, Party.PROVIDER, page)

    def buyer_signs(self, contract_id: str) -> None:
        page, actor = page_of(self.store, contract_id), self.actor("signatory")
        sign_on_paper(self.store, actor, contract_id, Party.BUYER, page)

    def dump(self) -> dict[str, list[tuple[Any, ...]]]:
        return fact_dump(self.store)

    def play(self, *stages: str) -> None:
        """Do these stages' acts, each at its own time."""
        for stage in stages:
            moment, act = STAGES[stage]
            self.go(moment)
            act(self)

    def refusal_of(self, act: Callable[[], object]) -> ActRefused:
        """The refusal of an act that must be refused, and change nothing."""
        with nothing_committed(self.store), pytest.raises(ActRefused) as refusal:
            act()
        return refusal.value

    def refused_try_of(self, act: Callable[[], object]) -> ActRefused:
        """The refusal of an opening, which leaves one entry in the journal and nothing else."""
        before, entries = self.dump(), self.journal()
        with pytest.raises(ActRefused) as refusal:
            act()
        after = self.dump()
        kept = [table for table in before if not table.startswith("journal_")]
        assert [after[table] for table in kept] == [before[table] for table in kept]
        assert self.journal() == [*entries, "opening.refused"]
        return refusal.value

    def done_once(self, act: Callable[[], object]) -> str:
        """Do it twice: the first writes one journal entry, whose kind is given back."""
        before = self.journal()
        act()
        once, (*earlier, kind) = self.dump(), self.journal()
        assert earlier == before
        act()
        assert self.dump() == once
        return kind

    def journal(self) -> list[str]:
        """The kinds of the entries, in order."""
        with self.store.read() as work:
            table = metadata.tables["journal_entry"]
            rows = work.session.connection().execute(select(table.c.kind).order_by(table.c.seq))
            return [kind for (kind,) in rows]


STAGES: Mapping[str, tuple[datetime, Callable[[World], object]]] = {
    "enrolled": (at(1, 12), World.enrol),
    "drafted": (at(1, 12), World.draft_and_appoint),
    "published": (at(1, 13), World.appoint_and_publish),
    "received": (at(2, 10), World.receive_all),
    "opened": (at(2, 17), World.open),
    "evaluated": (at(2, 18), World.evaluate),
    "registered": (at(2, 19), World.register_all),
    "controlled": (at(2, 19), World.control),
    "decided": (at(3, 2, 8), World.decide),
    # Monday 2 March 2026: the standstill's last day is Thursday 12 March.
    "notified": (at(3, 2), World.send_letters),
    "checked": (at(3, 13), World.ask),
    "drawn_up": (at(3, 13), World.draw_up),
}


class Stages:
    """Worlds at a stage, each its own copy; a stage is played once per session."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def copy_to(self, folder: Path, stage: str) -> World:
        shutil.copytree(self._played(stage), folder)
        return _open(folder, STAGES[stage][0])

    def _played(self, stage: str) -> Path:
        folder = self.folder / stage
        if folder.exists():
            return folder
        names = list(STAGES)
        number = names.index(stage)
        moment, act = STAGES[stage]
        if number:
            shutil.copytree(self._played(names[number - 1]), folder)
            world = _open(folder, moment)
        else:
            installed = install(Settings(data_dir=folder), InstallationKind.DEMO, moment)
            installed.engine.dispose()
            world = _open(folder, moment)
        act(world)
        world.store.engine.dispose()
        return folder


def _open(folder: Path, moment: datetime) -> World:
    clock = FixedClock(moment)
    return World(open_store(Settings(data_dir=folder), clock), clock)
