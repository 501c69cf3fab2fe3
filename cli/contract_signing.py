"""`tilldela contract sign …`: sign, order and collect signatures, decline, seal."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.answering import Json, content_of, say, tell
from cli.console import DataDir, LangOption, existing_store, refusing
from cli.contract_many import (
    ContractOrTender,
    Many,
    each_waiting,
    one_contract_only,
    tell_many,
    tender_meant,
)
from cli.keys.passphrase import PassphraseFile
from cli.signing import (
    Digits,
    File,
    For,
    Given,
    Key,
    Page,
    Signatory,
    Way,
    own_key,
    party_of,
    way_given,
)
from contracts.signing.collecting import Ended, collect_signatures
from contracts.signing.declining import decline_to_sign
from contracts.signing.demo_service import service_or_refusal
from contracts.signing.orders import order_signature
from contracts.signing.own_key import OwnKey, seal_with_own_key, sign_with_own_key
from contracts.signing.paper import SignedPage, sign_on_paper
from contracts.signing.sealing import seal_contract
from contracts.signing.standing import has_signed
from contracts.signing.trusting import trust_of
from contracts.signing.uploading import sign_by_file
from law.reasons import Text, refuse
from models.contract import Party
from models.signing import SigningEnd
from models.store import Store
from people.actors import Actor, load_actor

ContractId = Annotated[
    str, typer.Argument(metavar="CONTRACT", help="The contract's id, as `contract list` shows it.")
]
Collector = Annotated[
    str, typer.Option("--as", metavar="PERSON", help="A procurement officer or contract manager.")
]
Why = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why it is not signed.")]
Sealed = Annotated[
    Path | None,
    typer.Option("--file", metavar="FILE", help="The contract's PDF with the seal in it."),
]
SealKey = Annotated[
    Path | None,
    typer.Option("--key", metavar="FILE", help="Seal here with this key and certificate (PEM)."),
]


def sign(
    contract_id: ContractOrTender,
    person: Signatory,
    file: File = None,
    page: Page = None,
    digits: Digits = None,
    key: Key = None,
    passphrase_file: PassphraseFile = None,
    party: For = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Sign: the provider first, the buyer last, while nothing holds it. --key signs many too."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        actor = load_actor(store, person)
        signing = party_of(actor, party)
        given = Given(file, page, digits, key, passphrase_file)
        way = way_given(store.data_dir, given, lang)
        tender = tender_meant(store, contract_id)
        if tender is not None:
            many = _sign_many(store, actor, tender, signing, way)
        else:
            before = has_signed(store, contract_id, signing)
            _sign(store, actor, contract_id, signing, way)
    if tender is not None:
        tell_many(many, SIGNED, lang, json_=json_)
        return
    data = {"contract": contract_id, "party": signing.value}
    if before:
        tell(_signed_before(contract_id, signing), {**data, "before": True}, lang, json_=json_)
        return
    provider = signing is Party.PROVIDER
    told = Text(
        f"Leverantören har undertecknat avtalet {contract_id}."
        if provider
        else f"Avtalet {contract_id} är ingånget. tilldela contract show {contract_id} visar vad"
        " som ska göras, och när.",
        f"The provider has signed the contract {contract_id}."
        if provider
        else f"The contract {contract_id} is concluded. tilldela contract show {contract_id}"
        " shows what is to be done, and when.",
    )
    tell(told, data, lang, json_=json_)


def _signed_before(contract_id: str, party: Party) -> Text:
    who = Text("Leverantören", "The provider")
    if party is Party.BUYER:
        who = Text("Myndigheten", "The buyer")
    return Text(
        f"{who.sv} har redan undertecknat avtalet {contract_id}; inget är ändrat.",
        f"{who.en} signed the contract {contract_id} before; nothing is changed.",
    )


SIGNED = Text("undertecknat", "signed")
ORDERED = Text("underskriften är beställd", "the signature is ordered")


def _sign_many(store: Store, actor: Actor, tender: str, party: Party, way: Way) -> Many:
    if not isinstance(way, OwnKey):
        raise one_contract_only("--page" if isinstance(way, SignedPage) else "--file")

    def act(contract_id: str) -> None:
        sign_with_own_key(store, actor, contract_id, party, way)

    return each_waiting(store, actor, tender, party, act)


def _sign(store: Store, actor: Actor, contract_id: str, party: Party, way: Way) -> None:
    match way:
        case SignedPage():
            sign_on_paper(store, actor, contract_id, party, way)
        case OwnKey():
            sign_with_own_key(store, actor, contract_id, party, way)
        case bytes():
            sign_by_file(store, actor, contract_id, party, way, trust_of(store.data_dir))


def order(
    contract_id: ContractOrTender,
    person: Signatory,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Have the signing service ask this person to sign; only a hash leaves the house."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        actor = load_actor(store, person)
        party, service = party_of(actor), service_or_refusal(store)
        tender = tender_meant(store, contract_id)
        if tender is not None:
            many = each_waiting(
                store,
                actor,
                tender,
                party,
                lambda each: order_signature(store, actor, each, party, service),
            )
        else:
            made = order_signature(store, actor, contract_id, party, service)
    if tender is not None:
        tell_many(many, ORDERED, lang, json_=json_)
        return
    told = Text(
        f"Underskriften är beställd ({made}). tilldela contract collect hämtar den."
        if made
        else f"Avtalet {contract_id} är redan undertecknat av den parten.",
        f"The signature is ordered ({made}). tilldela contract collect collects it."
        if made
        else f"The contract {contract_id} has been signed by that party.",
    )
    tell(told, {"contract": contract_id, "order": made}, lang, json_=json_)


def collect(
    person: Collector,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Take in what has become of ordered signatures; the sweep does it by itself too."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        actor = load_actor(store, person)
        service, trust = service_or_refusal(store), trust_of(store.data_dir)
        ended = collect_signatures(store, actor, service, trust)
    if json_ or not ended:
        none = Text("Ingen beställd underskrift har kommit in.", "No ordered signature came in.")
        rows = [
            {"order": each.order_id, "end": each.end.value, "reason": each.reason.in_(lang)}
            for each in ended
        ]
        tell(none, {"ended": rows}, lang, json_=json_)
        return
    for each in ended:
        say(_told(each), lang)


ENDS = {
    SigningEnd.SIGNED: Text("undertecknat", "signed"),
    SigningEnd.CANCELLED: Text("avbrutet", "cancelled"),
    SigningEnd.EXPIRED: Text("för sent", "expired"),
    SigningEnd.WRONG_PERSON: Text("fel person", "wrong person"),
    SigningEnd.FAILED: Text("misslyckat", "failed"),
    SigningEnd.NOT_ACCEPTED: Text("undertecknat men inte godtaget", "signed but not accepted"),
}


def _told(ended: Ended) -> Text:
    what, why = ENDS[ended.end], ended.reason
    return Text(
        f"{ended.order_id}: {what.sv}{f'. {why.sv}' if why.sv else ''}",
        f"{ended.order_id}: {what.en}{f'. {why.en}' if why.en else ''}",
    )


def decline(
    contract_id: ContractId,
    person: Signatory,
    reason: Why,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Say that the party does not sign, and why. The officer is told."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        actor = load_actor(store, person)
        party = party_of(actor)
        decline_to_sign(store, actor, contract_id, party, reason)
    told = Text(
        f"Det är antecknat att avtalet {contract_id} inte undertecknas.",
        f"It is recorded that the contract {contract_id} is not signed.",
    )
    tell(told, {"contract": contract_id, "party": party.value}, lang, json_=json_)


def seal(
    contract_id: ContractId,
    person: Annotated[str, typer.Option("--as", metavar="PERSON", help="A contract signatory.")],
    file: Sealed = None,
    key: SealKey = None,
    passphrase_file: PassphraseFile = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Put the buyer's electronic seal on a contract that is concluded."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        actor = load_actor(store, person)
        if file is not None and key is None:
            seal_contract(store, actor, contract_id, content_of(file), trust_of(store.data_dir))
        elif key is not None and file is None:
            own = own_key(store.data_dir, key, passphrase_file, lang)
            seal_with_own_key(store, actor, contract_id, own)
        else:
            raise _which_seal()
    told = Text(
        f"Avtalet {contract_id} har myndighetens elektroniska stämpel.",
        f"The contract {contract_id} has the buyer's electronic seal.",
    )
    tell(told, {"contract": contract_id}, lang, json_=json_)


def _which_seal() -> Exception:
    return refuse(
        "seal.way",
        sv="Stämpeln är inte angiven, eller angiven två gånger",
        en="The seal is not given, or given twice",
        todo_sv="Ange --file med den stämplade filen, eller --key med stämpelns nyckel",
        todo_en="Give --file with the sealed file, or --key with the seal's key",
    )
