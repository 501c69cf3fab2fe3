"""Who signs a contract by a command, for which party, and in which of the ways there are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from cli.answering import content_of
from cli.keys.passphrase import asked_passphrase
from contracts.signing.own_key import OwnKey
from contracts.signing.paper import SignedPage
from contracts.signing.trusting import trust_of
from documents.signing.local import KeyFile
from documents.signing.time_stamps import TimeStampService
from law.reasons import ActRefused, Lang, refuse
from models.contract import Party
from models.settings import Settings
from people.actors import Actor

Signatory = Annotated[
    str,
    typer.Option("--as", metavar="PERSON", help="Somebody of the provider's own, or a signatory."),
]
For = Annotated[
    Party | None,
    typer.Option("--for", help="For whom a page is handed in, where it is not the party of --as."),
]
File = Annotated[
    Path | None,
    typer.Option("--file", metavar="FILE", help="The contract's PDF with the signature in it."),
]
Page = Annotated[
    Path | None,
    typer.Option("--page", metavar="FILE", help="The page signed by hand, scanned."),
]
Digits = Annotated[
    str | None,
    typer.Option("--digits", metavar="DIGITS", help="The text's digits, printed on that page."),
]
Key = Annotated[
    Path | None,
    typer.Option("--key", metavar="FILE", help="Sign here with this key and certificate (PEM)."),
]
BEGIN, CERTIFICATE = b"-----BEGIN ", b"-----BEGIN CERTIFICATE-----"

Way = SignedPage | OwnKey | bytes


def party_of(actor: Actor, given: Party | None = None) -> Party:
    """The party that the person acts for, unless another is given."""
    return given or (Party.BUYER if actor.organisation_id is None else Party.PROVIDER)


@dataclass(frozen=True)
class Given:
    """What the options named; each None where it was left out."""

    file: Path | None = None
    page: Path | None = None
    digits: str | None = None
    key: Path | None = None
    passphrase_file: Path | None = None


def way_given(data_dir: Path, given: Given, lang: Lang) -> Way:
    """The one way that the options name. Raises `ActRefused` for none, or for several."""
    if sum(each is not None for each in (given.file, given.page, given.key)) != 1:
        raise _which_way()
    if given.page is not None:
        if given.digits is None:
            raise _no_digits()
        return SignedPage(content_of(given.page), given.digits)
    if given.key is not None:
        return own_key(data_dir, given.key, given.passphrase_file, lang)
    return content_of(given.file or Path())


def own_key(data_dir: Path, file: Path, passphrase_file: Path | None, lang: Lang) -> OwnKey:
    """The key in the file, with what this installation trusts and takes its time from."""
    url = Settings().time_stamp_url
    return OwnKey(
        _key_file(content_of(file), passphrase_file, lang),
        trust_of(data_dir),
        TimeStampService(url) if url else None,
    )


def _key_file(pem: bytes, passphrase_file: Path | None, lang: Lang) -> KeyFile:
    """The first certificate is the key's; those after it are of its issuers."""
    blocks = [BEGIN + each for each in pem.split(BEGIN)[1:]]
    certificates = [each for each in blocks if each.startswith(CERTIFICATE)]
    keys = [each for each in blocks if b"PRIVATE KEY-----" in each.split(b"\n", 1)[0]]
    if not certificates or len(keys) != 1:
        raise refuse(
            "signature.key_file",
            sv="Nyckelfilen har inte en privat nyckel och dess certifikat i PEM",
            en="The key file does not hold a private key and its certificate in PEM",
            todo_sv="Lägg nyckeln, dess certifikat och utfärdarnas certifikat i samma fil",
            todo_en="Put the key, its certificate and the issuers' certificates in one file",
        )
    passphrase = None
    if b"ENCRYPTED" in keys[0]:
        passphrase = asked_passphrase(passphrase_file, lang).revealed()
    return KeyFile(certificates[0], keys[0], b"".join(certificates[1:]), passphrase)


def _which_way() -> ActRefused:
    return refuse(
        "signature.way",
        sv="Sättet att underteckna är inte angivet, eller angivet mer än en gång",
        en="The way of signing is not given, or given more than once",
        todo_sv="Ange --file med den undertecknade filen, --page och --digits för en sida"
        " undertecknad för hand, eller --key",
        todo_en="Give --file with the signed file, --page and --digits for a page signed by hand,"
        " or --key",
    )


def _no_digits() -> ActRefused:
    return refuse(
        "signature.digits",
        sv="Kontrolltalet på den undertecknade sidan är inte angivet",
        en="The digits on the signed page are not given",
        todo_sv="Läs av det på sidan och ange det med --digits",
        todo_en="Read them off the page and give them with --digits",
    )
