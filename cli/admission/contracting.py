"""Contracts of a system of choice: draw up, and sign by either party."""

from __future__ import annotations

from cli.admission.given import ApplicationId
from cli.answering import Json, Officer, TenderId, tell
from cli.console import DataDir, LangOption, existing_store, fail, refusing
from cli.signing import Signatory, sign_as
from contracts.choice import draw_up_choice
from contracts.choice_signing import sign_choice_for_buyer, sign_choice_for_provider
from documents.rendering import ProcessRenderer, RenderFailed
from law.reasons import Text
from models.contract import Party
from people.actors import load_actor


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
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Sign the contract of an approved provider: the provider first, the buyer last."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        party = sign_as(store, person, application, sign_choice_for_provider, sign_choice_for_buyer)
    provider = party is Party.PROVIDER
    told = Text(
        f"Leverantören har undertecknat avtalet för {application}."
        if provider
        else f"Avtalet för {application} är ingånget.",
        f"The provider has signed the contract of {application}."
        if provider
        else f"The contract of {application} is concluded.",
    )
    data = {"application": application, "party": party.value}
    tell(told, data, lang, json_=json_)
