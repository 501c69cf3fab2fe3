"""Signing by a service elsewhere: it is sent a hash, and asked later what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from documents.signing.two_step import SignedHash


@dataclass(frozen=True)
class Order:
    """What is asked of the service: only the hash of the document leaves the house.

    `id` is the caller's own: the same id ordered twice is one order. `signatory` is a name,
    `subject` what the identity service knows the person as, `text` what the signer is shown.
    """

    id: str
    digest: bytes
    signatory: str
    subject: str
    text: str
    expires_at: datetime


@dataclass(frozen=True)
class Pending:
    """Nothing yet: ask again later."""


@dataclass(frozen=True)
class Signed:
    """Signed by the person it was ordered for. Feed it to `two_step.complete`."""

    signed: SignedHash


@dataclass(frozen=True)
class Cancelled:
    """The person would not, or broke it off."""


@dataclass(frozen=True)
class Expired:
    """The time ran out."""


@dataclass(frozen=True)
class WrongPerson:
    """Somebody else identified themselves; nothing is signed. `identified` is their name."""

    identified: str


@dataclass(frozen=True)
class Failed:
    """The service could not. `reason` is its own words."""

    reason: str


Answer = Pending | Signed | Cancelled | Expired | WrongPerson | Failed


class RemoteSigning(Protocol):
    def start(self, order: Order) -> str:
        """The service's reference for the order."""

    def collect(self, reference: str) -> Answer:
        """What has come of it. All but `Pending` is final, and is answered again if asked."""
