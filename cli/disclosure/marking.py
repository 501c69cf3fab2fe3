"""`tilldela disclosure mark` and `by-lot`: what may be secret, and for how long."""

from __future__ import annotations

from typing import Annotated

import typer

from appeals.disclosure.marking import NewMark, divide_by_lot, mark_secrecy
from cli.answering import Json, ReasonEn, TenderId, tell, text_of
from cli.appeals.given import Lawyer
from cli.console import DataDir, LangOption, existing_store, refusing
from cli.disclosure.given import Staff, cite_of, pages_of
from law.reasons import Text
from people.actors import load_actor


def mark(
    tender: TenderId,
    document: Annotated[
        str, typer.Option(metavar="HASH", help="The document's hash, or the beginning of it.")
    ],
    cite: Annotated[str, typer.Option(metavar="PARAGRAPH", help='What may apply, as "OSL 31:16".')],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why, in Swedish.")],
    person: Staff,
    pages: Annotated[
        str | None, typer.Option(metavar="PAGES", help="As 3 or 3-5; all otherwise.")
    ] = None,
    claimed_by: Annotated[
        str | None, typer.Option(metavar="TENDERER", help="The tenderer that asks for it.")
    ] = None,
    reason_en: ReasonEn = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Mark a document or pages of it as possibly secret; a warning for whoever decides later."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        new = NewMark(
            document,
            cite_of(cite),
            text_of("--reason", reason, reason_en),
            None if pages is None else pages_of(pages),
            claimed_by,
        )
        made = mark_secrecy(store, load_actor(store, person), tender, new)
    told = Text(
        f"Sekretessmarkeringen {made} är antecknad. Den är en varning: varje begäran prövas.",
        f"The secrecy mark {made} is recorded. It is a warning: every request is tested.",
    )
    tell(told, {"mark": made}, lang, json_=json_)


def by_lot(
    tender: TenderId,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why, in Swedish.")],
    person: Lawyer,
    reason_en: ReasonEn = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Record that each lot is a matter of its own: absolute secrecy then ends lot by lot."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        why = text_of("--reason", reason, reason_en)
        divide_by_lot(store, load_actor(store, person), tender, why)
    told = Text(
        f"Varje område i {tender} är ett eget ärende. Den absoluta sekretessen upphör område för"
        " område.",
        f"Each lot of {tender} is a matter of its own. Absolute secrecy ends lot by lot.",
    )
    tell(told, {"tender": tender, "by_lot": True}, lang, json_=json_)
