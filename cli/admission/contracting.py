"""Contracts of a system of choice: draw up, and sign by either party."""

from __future__ import annotations

from cli.admission.given import ApplicationId
from cli.answering import Json, Officer, TenderId, tell
from cli.console import DataDir, LangOption, existing_store, fail, refusing
from cli.keys.passphrase import PassphraseFile
from cli.signing import Digits, File, For, Given, Key, Page, Signatory, Way, party_of, way_given
from contracts.choice import draw_up_choice
from contracts.choice_signing import sign_choice_by_file, sign_choice_on_paper
from contracts.signing.own_key import OwnKey, sign_choice_with_own_key
from contracts.signing.paper import SignedPage
from contracts.signing.trusting import trust_of
from documents.rendering import ProcessRenderer, RenderFailed
from law.reasons import Text
from models.contract import Party
from models.store import Store
from people.actors import Actor, load_actor


def contracts(
    tender: TenderId,
    person: Officer,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Draw up the contract of every provider that is approved and has none."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        actor = load_actor(store, person)
        try:
            with ProcessRenderer(workers=1) as renderer:
                made = draw_up_choice(store, actor, renderer, tender, lang)
        except RenderFailed as failed:
            raise fail(str(failed)) from failed
    named = ", ".join(made)
    told = Text(
        f"Upprättade avtal: {named}." if made else "Inget avtal återstår att upprätta.",
        f"Contracts drawn up: {named}." if made else "No contract is left to draw up.",
    )
    tell(told, {"tender": tender, "contracts": list(made)}, lang, json_=json_)


def sign(
    application: ApplicationId,
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
    """Sign the contract of an approved provider: the provider first, the buyer last."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        actor = load_actor(store, person)
        signing = party_of(actor, party)
        given = Given(file, page, digits, key, passphrase_file)
        way = way_given(store.data_dir, given, lang)
        _sign(store, actor, application, signing, way)
    provider = signing is Party.PROVIDER
    told = Text(
        f"Leverantören har undertecknat avtalet för {application}."
        if provider
        else f"Avtalet för {application} är ingånget.",
        f"The provider has signed the contract of {application}."
        if provider
        else f"The contract of {application} is concluded.",
    )
    data = {"application": application, "party": signing.value}
    tell(told, data, lang, json_=json_)


def _sign(store: Store, actor: Actor, application_id: str, party: Party, way: Way) -> None:
    match way:
        case SignedPage():
            sign_choice_on_paper(store, actor, application_id, party, way)
        case OwnKey():
            sign_choice_with_own_key(store, actor, application_id, party, way)
        case bytes():
            trust = trust_of(store.data_dir)
            sign_choice_by_file(store, actor, application_id, party, way, trust)
