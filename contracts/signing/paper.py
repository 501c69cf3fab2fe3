"""Sign on paper: the scanned page, and the digits on it that say which text it belongs to."""

from __future__ import annotations

from dataclasses import dataclass

from contracts.signing.accepting import accept, signature_of
from contracts.signing.made import Made
from contracts.signing.refusals import contract_or_refusal
from law.reasons import ActRefused, refuse
from models.contract import Contract, Party
from models.parties import Organisation
from models.signed_files import SigningMethod
from models.store import Store, Work
from models.tender import Tender
from people.actors import Actor
from people.permissions import Act, require, require_of_organisation
from registry.uploads.check import check_upload
from registry.uploads.refusals import UploadRefused

DIGITS = 16
# What a scan begins with, and the kind of file that it is then checked as.
KINDS = {b"%PDF-": ".pdf", b"\xff\xd8\xff": ".jpg", b"\x89PNG\r\n\x1a\n": ".png"}


@dataclass(frozen=True)
class SignedPage:
    """The scan of the signed page, and the digits of the text as they are printed on it."""

    content: bytes
    digits: str


def sign_on_paper(
    store: Store, actor: Actor, contract_id: str, party: Party, page: SignedPage
) -> None:
    """Take in the page that the party signed by hand. The same again changes nothing.

    The provider's by one of its own people, or by the officer who received it; the
    buyer's by its signatory, whose signature concludes. Raises `ActRefused` for digits of
    another text, and as `contracts.signing.accepting.accept` does.
    """
    with store.write() as work:
        contract = contract_or_refusal(work, contract_id)
        _check_hands_in(work, actor, contract, party)
        if signature_of(work, contract_id, party) is None:
            name = signatory_of(work, actor, contract.organisation_id, party)
            made = page_signed(page, contract.text_sha256, contract.number, name)
            accept(work, actor, contract, party, made)


def page_signed(page: SignedPage, text_sha256: str, number: str, name: str) -> Made:
    """Raises `ActRefused` unless the page is a scan, and of this very text."""
    media_type = _media_type(page.content)
    digits = "".join(page.digits.split()).lower()
    if digits != text_sha256[:DIGITS]:
        raise _other_text(page.digits, number)
    return Made(name, SigningMethod.PAPER, page.content, media_type)


def signatory_of(work: Work, actor: Actor, organisation_id: str, party: Party) -> str:
    """Who signs for the party: as the provider is registered, or the buyer's own signatory."""
    if party is Party.BUYER:
        return actor.name
    return work.session.get_one(Organisation, organisation_id).signatory


def printed_digits(text_sha256: str) -> str:
    """As they stand on the signature page: in groups of four."""
    return " ".join(text_sha256[at : at + 4] for at in range(0, DIGITS, 4))


def _check_hands_in(work: Work, actor: Actor, contract: Contract, party: Party) -> None:
    buyer_id = work.session.get_one(Tender, contract.tender_id).buyer_id
    check_hands_in(work, actor, contract.organisation_id, buyer_id, party)


def check_hands_in(
    work: Work, actor: Actor, organisation_id: str, buyer_id: str, party: Party
) -> None:
    """Raises `ActRefused` for whoever may not hand in that party's page."""
    if party is Party.BUYER:
        require(work, actor, Act.SIGN_FOR_BUYER, buyer_id)
    elif actor.organisation_id is None:
        require(work, actor, Act.RECEIVE_SIGNED_PAGE, buyer_id)
    else:
        require_of_organisation(work, actor, organisation_id)


def _media_type(content: bytes) -> str:
    for start, suffix in KINDS.items():
        if content.startswith(start):
            return _checked(f"page{suffix}", content)
    raise refuse(
        "signature.page_kind",
        sv="Den skannade sidan är varken PDF, JPEG eller PNG",
        en="The scanned page is neither PDF, JPEG nor PNG",
        todo_sv="Skanna underskriftssidan till ett av dessa format",
        todo_en="Scan the signature page to one of these formats",
    )


def _checked(name: str, content: bytes) -> str:
    try:
        return check_upload(name, content).media_type
    except UploadRefused as wrong:
        raise refuse(
            "signature.page",
            sv=f"Den skannade sidan kan inte tas emot: {wrong.text.sv.rstrip('.')}",
            en=f"The scanned page cannot be taken in: {wrong.text.en.rstrip('.')}",
            todo_sv="Skanna underskriftssidan på nytt",
            todo_en="Scan the signature page anew",
        ) from wrong


def _other_text(digits: str, number: str) -> ActRefused:
    return refuse(
        "signature.other_text",
        sv=f"Kontrolltalet ”{digits[:40]}” hör inte till texten i avtalet {number}",
        en=f"The digits “{digits[:40]}” do not belong to the text of contract {number}",
        todo_sv="Läs av kontrolltalet på den undertecknade sidan; är det ett annat än avtalets"
        " ska det gällande avtalet skrivas ut och undertecknas",
        todo_en="Read the digits off the signed page; if they are not the contract's, print the"
        " contract in force and have it signed",
    )
