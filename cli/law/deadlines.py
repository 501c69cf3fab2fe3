"""`tilldela law …`: the times that are one last day and its reasons."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from cli.law.answers import Json, LangOption, answering, day, refused, show
from cli.law.notices import METAVAR, notice
from law import answering as times
from law import choice, review
from law import validity as contract_validity
from law.days import spoken
from law.deadline import Deadline
from law.notices import Notice
from law.reasons import Lang, Text
from law.review import ReviewKind
from law.rulebook import Rulebook
from law.validity import Information, Told

Rules = Annotated[Rulebook, typer.Option(help="Which rules govern.")]
Started = Annotated[
    date | None, typer.Option(parser=day, metavar="DATE", help="The procurement started.")
]
Country = Annotated[
    str | None, typer.Option(metavar="XX", help="The member state, with --rules EU.")
]


def cancellation(
    notices: Annotated[
        list[Notice],
        typer.Option(
            "--notice", parser=notice, metavar=METAVAR, help="A notice was sent. Repeatable."
        ),
    ],
    rules: Rules = Rulebook.SE_LOU,
    country: Country = None,
    started: Started = None,
    lang: LangOption = "sv",
    json_: Json = False,
) -> None:
    """Until when a decision to cancel the procurement can be challenged."""
    with answering(lang):
        found = review.cancellation(notices, rulebook=rules, country=country, started=started)
    _show(found, Text("Ansökan om överprövning", "Application for review"), lang, json_)


def answers(
    deadline: Annotated[
        date, typer.Option(parser=day, metavar="DATE", help="The last day for tenders.")
    ],
    accelerated: Annotated[
        bool, typer.Option("--accelerated", help="The tender period was shortened by urgency.")
    ] = False,
    rules: Rules = Rulebook.SE_LOU,
    country: Country = None,
    started: Started = None,
    lang: LangOption = "sv",
    json_: Json = False,
) -> None:
    """Until when questions asked in good time must be answered."""
    with answering(lang):
        found = times.answers(
            deadline,
            rulebook=rules,
            accelerated=accelerated,
            started=started,
            country=country,
        )
    _show(found, Text("Svar på frågor", "Answers to questions"), lang, json_)


def answer_reasons(
    requested: Annotated[
        date, typer.Option(parser=day, metavar="DATE", help="The written request came in.")
    ],
    rules: Rules = Rulebook.SE_LOU,
    country: Country = None,
    started: Started = None,
    lang: LangOption = "sv",
    json_: Json = False,
) -> None:
    """Until when a written request for the reasons of a decision must be answered."""
    with answering(lang):
        found = times.answer_reasons(requested, rulebook=rules, started=started, country=country)
    _show(found, Text("Upplysningar om skälen", "Information on the reasons"), lang, json_)


def validity(
    concluded: Annotated[
        date, typer.Option(parser=day, metavar="DATE", help="The contract was concluded.")
    ],
    award_published: Annotated[
        date | None, typer.Option(parser=day, metavar="DATE", help="The award notice appeared.")
    ] = None,
    written_notice: Annotated[
        date | None,
        typer.Option(parser=day, metavar="DATE", help="All were told in writing, with a summary."),
    ] = None,
    rules: Rules = Rulebook.SE_LOU,
    country: Country = None,
    started: Started = None,
    lang: LangOption = "sv",
    json_: Json = False,
) -> None:
    """Until when the validity of a contract can be challenged: 30 days or 6 months."""
    if award_published is not None and written_notice is not None:
        raise refused(
            lang,
            sv="ange --award-published eller --written-notice, inte båda",
            en="give --award-published or --written-notice, not both",
        )
    information = None
    if award_published is not None:
        information = Information(Told.AWARD_PUBLISHED, award_published)
    elif written_notice is not None:
        information = Information(Told.WRITTEN_NOTICE, written_notice)
    with answering(lang):
        found = contract_validity.validity(
            concluded, information, rulebook=rules, country=country, started=started
        )
    _show(found, Text("Ansökan om giltighet", "Application on validity"), lang, json_)


def new_grounds(
    applied: Annotated[
        date, typer.Option(parser=day, metavar="DATE", help="The application came in.")
    ],
    kind: Annotated[
        ReviewKind, typer.Option(help="The procurement, or validity claimed under 20:7.")
    ] = ReviewKind.REVIEW,
    rules: Rules = Rulebook.SE_LOU,
    started: Started = None,
    lang: LangOption = "sv",
    json_: Json = False,
) -> None:
    """Until when new grounds can be invoked in the administrative court."""
    with answering(lang):
        found = review.new_grounds(applied, kind, rulebook=rules, started=started)
    _show(found, Text("Nya omständigheter", "New grounds"), lang, json_)


def lov_rectification(
    notified: Annotated[
        date, typer.Option(parser=day, metavar="DATE", help="The refusal was notified.")
    ],
    lang: LangOption = "sv",
    json_: Json = False,
) -> None:
    """Until when an applicant refused in a system of choice may apply for rectification."""
    with answering(lang):
        found = choice.rectification(notified)
    _show(found, Text("Ansökan om rättelse", "Application for rectification"), lang, json_)


def _show(found: Deadline, what: Text, lang: Lang, json_: bool) -> None:
    headline = Text(f"{what.sv}: ingen tid löper", f"{what.en}: no time runs")
    if found.last_day is not None:
        when = spoken(found.last_day)
        headline = Text(f"{what.sv}: senast {when.sv}", f"{what.en}: by {when.en}")
    show(
        {"last_day": found.last_day},
        headline=headline,
        reasons=found.reasons,
        warnings=found.warnings,
        lang=lang,
        json_=json_,
    )
