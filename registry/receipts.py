"""What a tenderer gets for a bid: a signed receipt, whose entry in the journal it names.

The entry names neither tenderer, sender nor lot: who bids is secret until the award
decision (OSL 19:3).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlmodel import col, select

from law.reasons import ActRefused, Basis, Reason, Text, refuse
from models.journal import JournalEntry
from models.sealed import SealedBid, SealedWithdrawal
from models.store import Work
from registry.entry_format import canonical_json
from registry.facts import without_facts
from registry.installation_keys import keys_of

FORMAT = "tilldela-receipt/v1"
SIGNED = b"tilldela-receipt/v1\0"
RECEIVED, WITHDRAWN = "bid.received", "bid.withdrawn"
# Of a bid that came in elsewhere, and was put on record here after its opening.
ENTERED = "bid.entered"


@dataclass(frozen=True)
class Receipt:
    """Of a bid, or of its withdrawal when `withdrawn_at` is there. Size in bytes."""

    tender_id: str
    bid_id: str
    version: int
    envelope_sha256: str
    size: int
    received_at: datetime
    withdrawn_at: datetime | None
    journal_seq: int
    entry_hash: str
    signature: str = ""
    public_key: str = ""

    def facts(self) -> dict[str, Any]:
        """What is signed, as canonical JSON after the format's name."""
        withdrawn = {"withdrawn_at": self.withdrawn_at} if self.withdrawn_at else {}
        return {
            "format": FORMAT,
            "tender": self.tender_id,
            "bid": self.bid_id,
            "version": self.version,
            "envelope_sha256": self.envelope_sha256,
            "size": self.size,
            "received_at": self.received_at,
            **withdrawn,
            "journal_seq": self.journal_seq,
            "entry_hash": self.entry_hash,
        }

    def signed_bytes(self) -> bytes:
        return SIGNED + canonical_json(self.facts()).encode()

    def to_json(self) -> str:
        whole = {
            "receipt": json.loads(canonical_json(self.facts())),
            "signature": self.signature,
            "public_key": self.public_key,
        }
        return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def read_receipt(text: str, public_key: bytes) -> Receipt:
    """Raises `ActRefused` for what this installation has not signed."""
    try:
        found = json.loads(text)
        receipt = _read(found["receipt"], found["signature"], found["public_key"])
        signature = bytes.fromhex(receipt.signature)
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, receipt.signed_bytes())
    except (KeyError, TypeError, ValueError, AttributeError, InvalidSignature):
        raise refuse(
            "receipt.unknown",
            sv="Filen är inget mottagningsbevis från den här installationen",
            en="The file is not a receipt of this installation's",
            todo_sv="Ange mottagningsbeviset som du fick när anbudet kom in",
            todo_en="Name the receipt that you got when the bid came in",
        ) from None
    return receipt


def _read(facts: Mapping[str, Any], signature: str, public_key: str) -> Receipt:
    withdrawn = facts.get("withdrawn_at")
    return Receipt(
        tender_id=facts["tender"],
        bid_id=facts["bid"],
        version=facts["version"],
        envelope_sha256=facts["envelope_sha256"],
        size=facts["size"],
        received_at=datetime.fromisoformat(facts["received_at"]),
        withdrawn_at=datetime.fromisoformat(withdrawn) if withdrawn else None,
        journal_seq=facts["journal_seq"],
        entry_hash=facts["entry_hash"],
        signature=signature,
        public_key=public_key,
    )


def received_payload(
    bid_id: str, version: int, envelope_sha256: str, size: int, received_at: datetime
) -> dict[str, Any]:
    """What the journal says of a receipt, under `RECEIVED` and the tender."""
    return {
        "bid": bid_id,
        "version": version,
        "envelope_sha256": envelope_sha256,
        "size": size,
        "received_at": received_at,
    }


def withdrawn_payload(bid_id: str, version: int, withdrawn_at: datetime) -> dict[str, Any]:
    return {"bid": bid_id, "version": version, "withdrawn_at": withdrawn_at}


def was_entered(work: Work, bid: SealedBid) -> bool:
    """Whether it never came in here, so that nobody has or gets a receipt of it."""
    entry = work.session.get(JournalEntry, bid.journal_seq)
    return entry is not None and entry.kind == ENTERED


def receipt_of(work: Work, bid: SealedBid, withdrawal: SealedWithdrawal | None = None) -> Receipt:
    """The same facts get the same signature, however often one asks."""
    seq = bid.journal_seq if withdrawal is None else withdrawal.journal_seq
    unsigned = Receipt(
        tender_id=bid.tender_id,
        bid_id=bid.bid_id,
        version=bid.version,
        envelope_sha256=bid.envelope_sha256,
        size=bid.size,
        received_at=bid.received_at,
        withdrawn_at=withdrawal.withdrawn_at if withdrawal else None,
        journal_seq=seq,
        entry_hash=work.session.get_one(JournalEntry, seq).entry_hash,
    )
    keys = keys_of(work)
    signature = keys.sign(unsigned.signed_bytes()).hex()
    return Receipt(
        **{**vars(unsigned), "signature": signature, "public_key": keys.public_key.hex()}
    )


class EnvelopeBroken(ActRefused):
    """What lies here is not what the journal says came in: somebody has touched it."""

    def __init__(self, bid_id: str) -> None:
        self.bid_id = bid_id
        text = Text(
            f"Anbudet {bid_id} stämmer inte med sitt mottagande i journalen",
            f"Bid {bid_id} does not match its receipt in the journal",
        )
        todo = Text("Avbryt öppningen och utred", "Stop the opening and investigate")
        super().__init__(Reason("opening.broken", text, None, Basis.HOUSE_RULE), todo)


def check_receipts(work: Work, tender_id: str) -> None:
    """Compare the tender's sealed bids and withdrawals with the journal, both ways.

    A row can be changed, added or taken away; the journal cannot, without breaking
    its chain. Raises `EnvelopeBroken`.
    """
    rows = _rows(work, tender_id)
    said = {entry.seq: entry for entry in _entries(work, tender_id)}
    for seq, (kind, bid_id, payload) in rows.items():
        entry = said.pop(seq, None)
        expected = canonical_json({"subject": tender_id, **payload})
        kinds = (kind, ENTERED) if kind == RECEIVED else (kind,)
        if entry is None or entry.kind not in kinds or _said(entry) != expected:
            raise EnvelopeBroken(bid_id)
    for entry in said.values():
        raise EnvelopeBroken(_bid_of(entry))


def _said(entry: JournalEntry) -> str | None:
    try:
        return without_facts(entry.payload)
    except ValueError:
        return None


def _bid_of(entry: JournalEntry) -> str:
    """The number of the entry where it names no bid."""
    try:
        return str(json.loads(entry.payload)["bid"])
    except (ValueError, TypeError, KeyError):
        return str(entry.seq)


def _rows(work: Work, tender_id: str) -> dict[int, tuple[str, str, dict[str, Any]]]:
    """Journal number → kind, bid and payload that the entry should have."""
    bids = work.session.exec(select(SealedBid).where(col(SealedBid.tender_id) == tender_id)).all()
    withdrawn = work.session.exec(
        select(SealedWithdrawal).where(
            col(SealedWithdrawal.bid_id).in_({bid.bid_id for bid in bids})
        )
    )
    received = {
        bid.journal_seq: (
            RECEIVED,
            bid.bid_id,
            received_payload(
                bid.bid_id, bid.version, bid.envelope_sha256, bid.size, bid.received_at
            ),
        )
        for bid in bids
    }
    return received | {
        row.journal_seq: (
            WITHDRAWN,
            row.bid_id,
            withdrawn_payload(row.bid_id, row.version, row.withdrawn_at),
        )
        for row in withdrawn
    }


def _entries(work: Work, tender_id: str) -> list[JournalEntry]:
    found = select(JournalEntry).where(
        col(JournalEntry.subject) == tender_id,
        col(JournalEntry.kind).in_((RECEIVED, WITHDRAWN, ENTERED)),
    )
    return list(work.session.exec(found.order_by(col(JournalEntry.seq))))
