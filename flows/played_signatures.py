"""How the parties of a play sign: each contract's file with a key of the signatory's own."""

from __future__ import annotations

from types import TracebackType
from typing import Protocol, Self

from contracts.signing.demo_service import demo_authority_of
from contracts.signing.own_key import OwnKey, sign_choice_with_own_key, sign_with_own_key
from contracts.signing.trusting import trust_of
from documents.signing.demo_keys import DemoAuthority
from documents.signing.local import KeyFile
from documents.signing.validating import Validator
from models.contract import Party
from models.parties import Organisation
from models.store import Store
from people.actors import Actor


class Signatures(Protocol):
    """How somebody in a play signs a contract, or one in a system of choice."""

    def sign(self, store: Store, actor: Actor, contract_id: str, party: Party) -> None: ...

    def sign_choice(
        self, store: Store, actor: Actor, application_id: str, party: Party
    ) -> None: ...


class WithKeys:
    """The play's people with their keys, and one checker of what they sign.

    To be used in a ``with``, and for one installation.
    """

    def __init__(self) -> None:
        self._keys: dict[str, KeyFile] = {}
        self._validator = Validator()

    def __enter__(self) -> Self:
        self._validator.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._validator.__exit__(kind, error, trace)

    def sign(self, store: Store, actor: Actor, contract_id: str, party: Party) -> None:
        sign_with_own_key(store, actor, contract_id, party, self._own(store, actor))

    def sign_choice(self, store: Store, actor: Actor, application_id: str, party: Party) -> None:
        own = self._own(store, actor)
        sign_choice_with_own_key(store, actor, application_id, party, own)

    def _own(self, store: Store, actor: Actor) -> OwnKey:
        authority = demo_authority_of(store)
        if actor.id not in self._keys:
            self._keys[actor.id] = _key(store, authority, actor)
        trust = trust_of(store.data_dir)
        return OwnKey(self._keys[actor.id], trust, judge=self._validator.validate)


def _key(store: Store, authority: DemoAuthority, actor: Actor) -> KeyFile:
    """Named as the contract names who signs it."""
    now = store.clock.now()
    with store.read() as work:
        own = work.session.get(Organisation, actor.organisation_id or "")
        if own is None:
            return authority.person(actor.name, organisation=None, at=now)
        return authority.person(own.signatory, organisation=own.name, at=now)
