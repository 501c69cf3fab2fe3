"""Sign with a key that lies in a file here, and hand the signed file in at once."""

from __future__ import annotations

from dataclasses import dataclass

from contracts.choice_signing import choice_to_sign, sign_choice_by_file
from contracts.signing.refusals import contract_or_refusal, not_signable
from contracts.signing.revisions import newest_sha256, to_sign
from contracts.signing.sealing import seal_contract
from contracts.signing.signed_files import PLACES, Judge
from contracts.signing.uploading import sign_by_file
from documents.signing.failures import SigningFailed
from documents.signing.levels import Level, Place
from documents.signing.local import KeyFile, sign_with_key
from documents.signing.time_stamps import TimeStampService
from documents.signing.trust import Trust
from documents.signing.validating import validate
from law.reasons import Text
from models.contract import Party
from models.store import Store
from people.actors import Actor


@dataclass(frozen=True)
class OwnKey:
    """A key, and what it signs with: a time stamp where a service is configured."""

    key: KeyFile
    trust: Trust
    time_stamps: TimeStampService | None = None
    judge: Judge = validate

    @property
    def level(self) -> Level:
        """The highest that there is what it takes for."""
        if self.time_stamps is None:
            return Level.B_B
        return Level.B_LT if self.trust.crls else Level.B_T


def sign_with_own_key(
    store: Store, actor: Actor, contract_id: str, party: Party, own: OwnKey
) -> None:
    """Sign the contract as it stands, and take it in as any signed file. Raises `ActRefused`."""
    with store.read() as work:
        sha256 = to_sign(work, contract_or_refusal(work, contract_id), party)
    pdf = _signed(store, sha256, PLACES[party], own)
    sign_by_file(store, actor, contract_id, party, pdf, own.trust, own.judge)


def seal_with_own_key(store: Store, actor: Actor, contract_id: str, own: OwnKey) -> None:
    """The same with the buyer's seal, on a concluded contract."""
    with store.read() as work:
        sha256 = newest_sha256(work, contract_or_refusal(work, contract_id))
    pdf = _signed(store, sha256, Place.SEAL, own)
    seal_contract(store, actor, contract_id, pdf, own.trust)


def sign_choice_with_own_key(
    store: Store, actor: Actor, application_id: str, party: Party, own: OwnKey
) -> None:
    """The same in a system of choice."""
    with store.read() as work:
        sha256 = choice_to_sign(work, application_id, party)
    pdf = _signed(store, sha256, PLACES[party], own)
    sign_choice_by_file(store, actor, application_id, party, pdf, own.trust, own.judge)


def _signed(store: Store, sha256: str, place: Place, own: OwnKey) -> bytes:
    try:
        return sign_with_key(
            store.blobs.get(sha256),
            own.key,
            place,
            at=store.clock.now(),
            reason="Avtal",
            level=own.level,
            time_stamps=own.time_stamps,
            trust=own.trust,
        )
    except SigningFailed as failed:
        todo = Text(
            "Kontrollera nyckeln och tidsstämplingstjänsten, eller underteckna på papper",
            "Check the key and the time stamp service, or sign on paper",
        )
        raise not_signable(failed, todo) from failed
