"""Contracts that are real PDFs, with the keys of those who sign them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from contracts.drafting import draw_up, lots_to_draw_up
from contracts.signing.demo_service import demo_authority_of
from contracts.signing.own_key import OwnKey
from contracts.signing.refusals import contract_or_refusal
from contracts.signing.revisions import newest_revision
from contracts.signing.signed_files import PLACES
from contracts.signing.trusting import trust_of
from contracts.signing.uploading import sign_by_file
from documents.contexts import DocumentContext
from documents.signing.local import KeyFile, sign_with_key
from documents.signing.trust import Trust
from documents.signing.validating import Validator
from models.contract import Party
from models.parties import Organisation
from people.actors import ENGINE
from tests.documents.plain_pdfs import plain_pdf, saved
from tests.procurement.small_tender import World


class PdfRenderer:
    """Sets every document as a page with its own text."""

    def render_all(self, contexts: Sequence[DocumentContext]) -> list[bytes]:
        return [saved(plain_pdf(context.model_dump_json())) for context in contexts]


@dataclass
class SignedWorld:
    """Acts on one contract by the people who may do them, with keys of a demo authority."""

    world: World
    validator: Validator
    keys: dict[str, KeyFile] = field(default_factory=dict)

    def draw_up(self) -> None:
        store = self.world.store
        lots = lots_to_draw_up(store, self.world.tender)
        draw_up(store, self.world.actor(ENGINE), PdfRenderer(), lots, "sv")
        demo_authority_of(store)

    @property
    def trust(self) -> Trust:
        return trust_of(self.world.store.data_dir)

    def key(self, name: str) -> KeyFile:
        if name not in self.keys:
            authority = demo_authority_of(self.world.store)
            self.keys[name] = authority.person(name, organisation=None, at=self.world.clock.at)
        return self.keys[name]

    def own(self, name: str) -> OwnKey:
        return OwnKey(self.key(name), self.trust, judge=self.validator.validate)

    def signatory(self, organisation_id: str) -> str:
        with self.world.store.read() as work:
            return work.session.get_one(Organisation, organisation_id).signatory

    def newest(self, contract_id: str) -> bytes:
        """What the next party signs."""
        with self.world.store.read() as work:
            return newest_revision(work, contract_or_refusal(work, contract_id))

    def signed(
        self, contract_id: str, name: str, party: Party, at: datetime | None = None
    ) -> bytes:
        """The newest file with that person's signature in it."""
        when = at or self.world.clock.at
        return sign_with_key(
            self.newest(contract_id), self.key(name), PLACES[party], at=when, reason="Avtal"
        )

    def hand_in(self, contract_id: str, person: str, party: Party, pdf: bytes) -> None:
        actor, judge = self.world.actor(person), self.validator.validate
        sign_by_file(self.world.store, actor, contract_id, party, pdf, self.trust, judge)

    def provider_signs(self, contract_id: str, tenderer: str) -> None:
        name = self.signatory(tenderer)
        pdf = self.signed(contract_id, name, Party.PROVIDER)
        self.hand_in(contract_id, f"{tenderer}-person", Party.PROVIDER, pdf)

    def buyer_signs(self, contract_id: str) -> None:
        name = self.world.actor("signatory").name
        self.hand_in(
            contract_id, "signatory", Party.BUYER, self.signed(contract_id, name, Party.BUYER)
        )
