"""`tilldela notice intent` and `beforehand`: notices that the law leaves to the buyer."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.answering import Json, ReasonEn, TenderId, tell, text_of
from cli.console import DataDir, LangOption, existing_store, refusing
from cli.two_persons import OFFICER_THEN_HEAD, two_persons
from law.reasons import Text
from procurement.notices.announcing import announce_beforehand, announce_intent

Two = Annotated[
    list[str],
    typer.Option("--as", metavar="PERSON", help="First a procurement officer, then the head."),
]
_ACT = Text("annonserar", "announce")


def intent(
    tender: TenderId,
    persons: Two,
    reason: Annotated[
        str, typer.Option(metavar="TEXT", help="Why it was not advertised, in Swedish.")
    ],
    reason_en: ReasonEn = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Owe a notice of the intention to award directly; the contract waits for it from then on."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        officer, head = two_persons(store, persons, "notice.two", _ACT, OFFICER_THEN_HEAD)
        why = text_of("--reason", reason, reason_en)
        notice = announce_intent(store, officer, head, tender, why)
    told = Text(
        f"Annonsen {notice} ska skickas. Avtal får ingås först när tio dagar har gått från den dag"
        " då den publiceras.",
        f"The notice {notice} is to be sent. No contract may be concluded until ten days have"
        " passed from the day that it is published.",
    )
    tell(told, {"tender": tender, "notice": notice}, lang, json_=json_)


def beforehand(
    tender: TenderId,
    persons: Two,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Owe a notice of planned buying, which may shorten the time for tenders."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        officer, head = two_persons(store, persons, "notice.two", _ACT, OFFICER_THEN_HEAD)
        notice = announce_beforehand(store, officer, head, tender)
    told = Text(
        f"Förhandsannonsen {notice} ska skickas.", f"The notice {notice} is to be sent beforehand."
    )
    tell(told, {"tender": tender, "notice": notice}, lang, json_=json_)
