"""`tilldela law exclusion`: whether a supplier must, may or may not be excluded."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from cli.law.answers import Json, LangOption, answering, day, show
from law.exclusion import Case, Exclude, Exclusion, Ground
from law.exclusion import exclusion as exclusion_of
from law.reasons import Text
from law.rulebook import Rulebook

HEADLINES = {
    Exclude.MUST: Text("Leverantören ska uteslutas", "The supplier must be excluded"),
    Exclude.MAY: Text("Leverantören får uteslutas", "The supplier may be excluded"),
    Exclude.NO: Text("Leverantören får inte uteslutas", "The supplier may not be excluded"),
}


def exclusion(
    ground: Annotated[Ground, typer.Option(help="What the supplier has done.")],
    on: Annotated[
        date,
        typer.Option(parser=day, metavar="DATE", help="The judgment, tax decision or event."),
    ],
    decision: Annotated[
        date, typer.Option(parser=day, metavar="DATE", help="The decision on exclusion.")
    ],
    paid: Annotated[
        bool, typer.Option("--paid", help="Tax paid, or a binding agreement to pay.")
    ] = False,
    shown_otherwise: Annotated[
        bool, typer.Option("--shown-otherwise", help="Tax debt without a final decision.")
    ] = False,
    heard: Annotated[
        bool, typer.Option("--heard", help="The supplier has had a set time to comment.")
    ] = False,
    no_authority: Annotated[
        bool, typer.Option("--no-authority", help="A utility that is no contracting authority.")
    ] = False,
    chapter_19: Annotated[
        bool, typer.Option("--chapter-19", help="With SE-LUF: a procurement under chapter 19.")
    ] = False,
    started: Annotated[
        date | None,
        typer.Option(parser=day, metavar="DATE", help="The day the procurement began."),
    ] = None,
    rules: Annotated[Rulebook, typer.Option(help="The rulebook.")] = Rulebook.SE_LOU,
    lang: LangOption = "sv",
    json_: Json = False,
) -> None:
    """Whether a supplier must, may or may not be excluded on the day of the decision."""
    with answering(lang):
        case = Case(
            ground,
            on,
            decision,
            heard=heard,
            paid=paid,
            final=not shown_otherwise,
            authority=not no_authority,
            started=started,
            chapter_19=chapter_19,
        )
        found = exclusion_of(case, rulebook=rules)
    show(
        {"exclude": found.exclude},
        headline=_headline(found),
        reasons=found.reasons,
        warnings=found.warnings,
        lang=lang,
        json_=json_,
    )


def _headline(found: Exclusion) -> Text:
    if any(reason.code == "hear-first" for reason in found.reasons):
        return Text(
            "Leverantören får inte uteslutas ännu: den har inte fått yttra sig",
            "The supplier may not be excluded yet: it has not been heard",
        )
    return HEADLINES[found.exclude]
