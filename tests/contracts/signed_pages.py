"""Pages signed by hand, as a test hands them in: a scan, and the digits printed on it."""

from __future__ import annotations

import struct
from zlib import compress, crc32

from contracts.choice_signing import choice_contract_or_refusal, sign_choice_on_paper
from contracts.signing.paper import SignedPage, printed_digits, sign_on_paper
from contracts.signing.refusals import contract_or_refusal
from models.contract import Party
from models.store import Store
from people.actors import Actor


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", crc32(kind + body))


SCAN = b"".join(
    (
        b"\x89PNG\r\n\x1a\n",
        _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        _chunk(b"IDAT", compress(b"\0\0")),
        _chunk(b"IEND", b""),
    )
)


def page_of(store: Store, contract_id: str) -> SignedPage:
    """The page of that contract. Raises `ActRefused` where there is none."""
    with store.read() as work:
        return _page(contract_or_refusal(work, contract_id).text_sha256)


def choice_page_of(store: Store, application_id: str) -> SignedPage:
    """The same in a system of choice."""
    with store.read() as work:
        return _page(choice_contract_or_refusal(work, application_id).text_sha256)


def _page(text_sha256: str) -> SignedPage:
    return SignedPage(SCAN, printed_digits(text_sha256))


class OnPaper:
    """How the people of a test's play sign."""

    def sign(self, store: Store, actor: Actor, contract_id: str, party: Party) -> None:
        sign_on_paper(store, actor, contract_id, party, page_of(store, contract_id))

    def sign_choice(self, store: Store, actor: Actor, application_id: str, party: Party) -> None:
        page = choice_page_of(store, application_id)
        sign_choice_on_paper(store, actor, application_id, party, page)
