"""The file that the next party signs: the contract, with the signatures that are in it."""

from __future__ import annotations

from contracts.signing.refusals import signed_on_paper
from models.contract import Contract, Party, Signature
from models.signed_files import SigningMethod
from models.store import Work


def newest_revision(work: Work, contract: Contract) -> bytes:
    """As last signed electronically; a signature on paper leaves the file as it was."""
    return work.blobs.get(newest_sha256(work, contract))


def to_sign(work: Work, contract: Contract, party: Party) -> str:
    """The SHA-256 of the file that the party signs electronically.

    Raises `ActRefused` where the provider signed on paper: there the buyer does so too.
    """
    first = work.session.get(Signature, (contract.id, Party.PROVIDER))
    if party is Party.BUYER and first is not None and first.method == SigningMethod.PAPER:
        raise signed_on_paper(contract.number)
    return newest_sha256(work, contract)


def newest_sha256(work: Work, contract: Contract) -> str:
    """The SHA-256 of that file."""
    for party in (Party.BUYER, Party.PROVIDER):
        row = work.session.get(Signature, (contract.id, party))
        if row is not None and row.method != SigningMethod.PAPER:
            return row.signed_sha256
    return contract.pdf_sha256
