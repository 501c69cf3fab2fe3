"""A remote signing service that behaves as told, for demonstrations and tests.

It identifies nobody. What it signs, it signs with a key and a certificate made for that
signing, as services for advanced signatures do, and it is sent nothing but the hash.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, Final

from documents.signing.demo_keys import DemoAuthority
from documents.signing.remote import (
    Answer,
    Cancelled,
    Expired,
    Failed,
    Order,
    Pending,
    Signed,
    WrongPerson,
)
from documents.signing.two_step import SignedHash
from models.clock import Clock

SOMEBODY_ELSE: Final = "Någon Annan (demo)"
OUT_OF_ORDER: Final = "The demo service was told to fail"


class Deed(StrEnum):
    """What becomes of an order."""

    SIGN = "sign"
    CANCEL = "cancel"
    NOTHING = "nothing"
    """So that the order expires."""
    WRONG_PERSON = "wrong_person"
    FAIL = "fail"


@dataclass(frozen=True)
class Behaviour:
    """What a person does, and how long after the order."""

    deed: Deed = Deed.SIGN
    after: timedelta = timedelta(0)


class FakeRemoteSigning:
    """Keeps its orders in `folder`, so that another process can collect them.

    `behaviours` is by subject; everybody else signs at once. Time is `clock`'s.
    """

    def __init__(
        self,
        folder: Path,
        authority: DemoAuthority,
        clock: Clock,
        behaviours: Mapping[str, Behaviour] | None = None,
    ) -> None:
        self._folder = folder
        self._authority = authority
        self._clock = clock
        self._behaviours = dict(behaviours or {})

    def start(self, order: Order) -> str:
        """A reference that follows from the order's id. `ValueError` for another hash under it."""
        reference = f"demo-{sha256(order.id.encode()).hexdigest()[:16]}"
        kept = self._read(reference)
        if kept is None:
            self._write(reference, _kept(order, self._clock.now()))
        elif kept["digest"] != order.digest.hex():
            raise ValueError(f"the order {order.id} was placed before, for another document")
        return reference

    def collect(self, reference: str) -> Answer:
        """Final answers are kept, and given again. An unknown reference has `Failed`."""
        kept = self._read(reference)
        if kept is None:
            return Failed(f"There is no order {reference}")
        given = kept["answer"]
        if given is None:
            given = self._given(kept)
            if given is None:
                return Pending()
            self._write(reference, {**kept, "answer": given})
        return _answer(given)

    def _given(self, kept: Mapping[str, Any]) -> dict[str, str] | None:
        """What the person has done by now; None while that is nothing and time is left."""
        behaviour = self._behaviours.get(kept["subject"], Behaviour())
        now, expires = self._clock.now(), datetime.fromisoformat(kept["expires_at"])
        acts = datetime.fromisoformat(kept["ordered_at"]) + behaviour.after
        if behaviour.deed is Deed.NOTHING or acts > expires:
            return {"deed": Deed.NOTHING} if now >= expires else None
        if now < acts:
            return None
        if behaviour.deed is not Deed.SIGN:
            return {"deed": behaviour.deed}
        return self._signed(kept["signatory"], bytes.fromhex(kept["digest"]), acts)

    def _signed(self, signatory: str, digest: bytes, at: datetime) -> dict[str, str]:
        from documents.signing import cms

        key = self._authority.person(signatory, organisation=None, at=at)
        attributes = cms.signed_attributes(digest, cms.certificate_of(key.certificate_pem))
        return {
            "deed": Deed.SIGN,
            "signature": key.signature_of(sha256(attributes).digest()).hex(),
            "signed_attributes": attributes.hex(),
            "certificate": key.certificate_pem.decode("ascii"),
            "chain": key.chain_pem.decode("ascii"),
        }

    def _read(self, reference: str) -> dict[str, Any] | None:
        try:
            content = self._path(reference).read_bytes()
        except FileNotFoundError:
            return None
        kept: dict[str, Any] = json.loads(content)
        return kept

    def _write(self, reference: str, kept: Mapping[str, Any]) -> None:
        """Whole or not at all: another process may be reading."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._path(reference)
        text = json.dumps(kept, ensure_ascii=False, sort_keys=True)
        with NamedTemporaryFile(dir=self._folder, suffix=".half", delete=False) as half:
            half.write(text.encode())
        Path(half.name).replace(path)

    def _path(self, reference: str) -> Path:
        """Named by a hash, so that no reference leads out of the folder."""
        return self._folder / f"{sha256(reference.encode()).hexdigest()[:32]}.json"


def _kept(order: Order, at: datetime) -> dict[str, Any]:
    return {
        "id": order.id,
        "digest": order.digest.hex(),
        "signatory": order.signatory,
        "subject": order.subject,
        "text": order.text,
        "expires_at": order.expires_at.isoformat(),
        "ordered_at": at.isoformat(),
        "answer": None,
    }


def _answer(given: Mapping[str, str]) -> Answer:
    match Deed(given["deed"]):
        case Deed.CANCEL:
            return Cancelled()
        case Deed.NOTHING:
            return Expired()
        case Deed.WRONG_PERSON:
            return WrongPerson(SOMEBODY_ELSE)
        case Deed.FAIL:
            return Failed(OUT_OF_ORDER)
        case Deed.SIGN:
            return Signed(
                SignedHash(
                    signature=bytes.fromhex(given["signature"]),
                    certificate_pem=given["certificate"].encode("ascii"),
                    chain_pem=given["chain"].encode("ascii"),
                    signed_attributes=bytes.fromhex(given["signed_attributes"]),
                )
            )
