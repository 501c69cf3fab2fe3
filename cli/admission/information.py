"""What those who choose are told: profiles, the option for those who do not, and the page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.admission.given import ApplicationId, Head, LotCode
from cli.answering import (
    Json,
    TenderId,
    check_writable,
    say,
    tell,
    text_of,
    unwritable,
)
from cli.console import DataDir, LangOption, existing_store, refusing
from cli.instants import day
from law.reasons import Text
from models.admissions import NonChoiceKind
from people.actors import load_actor
from procurement.admissions.non_choice import OptionStated, set_non_choice
from procurement.admissions.profiles import Profile, state_profile
from procurement.admissions.providers import providers_page

English = Annotated[str | None, typer.Option(metavar="TEXT", help="The same in English.")]


def profile(
    application: ApplicationId,
    person: Annotated[
        str, typer.Option("--as", metavar="PERSON", help="Somebody of the provider's own.")
    ],
    address: Annotated[str, typer.Option(metavar="TEXT", help="Address for visits.")],
    phone: Annotated[str, typer.Option(metavar="TEXT", help="Telephone.")],
    languages: Annotated[str, typer.Option(metavar="TEXT", help="Languages spoken.")],
    accessibility: Annotated[str, typer.Option(metavar="TEXT", help="Accessibility, in Swedish.")],
    about: Annotated[str, typer.Option(metavar="TEXT", help="The work, in Swedish.")],
    accessibility_en: English = None,
    about_en: English = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """State what the provider tells those who choose, under the same headings as all others."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        stated = Profile(
            address,
            phone,
            languages,
            text_of("--accessibility", accessibility, accessibility_en),
            text_of("--about", about, about_en),
        )
        version = state_profile(store, load_actor(store, person), application, stated)
    told = Text(
        f"Uppgifterna om {application} är antecknade (version {version}).",
        f"What {application} tells is recorded (version {version}).",
    )
    tell(told, {"application": application, "version": version}, lang, json_=json_)


def option(
    tender: TenderId,
    lot: LotCode,
    person: Head,
    kind: Annotated[NonChoiceKind, typer.Option(help="Who serves those who do not choose.")],
    from_day: Annotated[str, typer.Option("--from", metavar="DAY", help="From which day.")],
    rule: Annotated[str, typer.Option(metavar="TEXT", help="By what rule, in Swedish.")],
    rule_en: English = None,
    provider: Annotated[
        str | None,
        typer.Option(metavar="APPLICATION", help="The provider's application, where it is one."),
    ] = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Decide who serves those who do not choose, in one lot."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        began = day("--from", from_day)
        stated = OptionStated(kind, began, text_of("--rule", rule, rule_en), provider)
        wary = set_non_choice(store, load_actor(store, person), tender, lot, stated)
    told = Text(
        f"Ickevalsalternativet i område {lot} gäller från {began}.",
        f"The non-choice option of lot {lot} is in force from {began}.",
    )
    data = {
        "tender": tender,
        "lot": lot,
        "kind": kind.value,
        "from": began.isoformat(),
        "warnings": [reason.as_json(lang) for reason in wary],
    }
    tell(told, data, lang, json_=json_)
    if not json_:
        for reason in wary:
            say(Text(f"Observera: {reason.text.sv}.", f"Note: {reason.text.en}."), lang)


def page(
    tender: TenderId,
    to: Annotated[Path, typer.Option("--out", metavar="FILE", help="Where to write the page.")],
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Write the page on all providers under contract: one HTML file that needs nothing else."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        check_writable(to)
        with store.read() as work:
            made = providers_page(work, tender, lang)
        try:
            to.write_bytes(made)
        except OSError:
            raise unwritable(to) from None
    told = Text(
        f"Sidan om leverantörerna i {tender} ligger i {to}.",
        f"The page on the providers of {tender} is in {to}.",
    )
    tell(told, {"tender": tender, "file": str(to), "bytes": len(made)}, lang, json_=json_)
