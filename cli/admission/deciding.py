"""Decide applications, take the longer time, and end admissions."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.admission.given import ApplicationId, Reason, Two
from cli.answering import Json, Officer, ReasonEn, tell, text_of
from cli.console import DataDir, LangOption, existing_store, refusing
from cli.instants import day
from cli.two_persons import OFFICER_THEN_HEAD, two_persons
from law.reasons import Text
from models.admissions import ExitCause
from people.actors import load_actor
from procurement.admissions.deciding import AdmissionJudgement, decide_admission
from procurement.admissions.due import prolong_decision
from procurement.admissions.ending import Ending, end_admission


def decide(
    application: ApplicationId,
    persons: Two,
    approve: Annotated[bool, typer.Option("--approve/--refuse", help="What is decided.")],
    reason: Reason,
    reason_en: ReasonEn = None,
    ground: Annotated[
        str | None,
        typer.Option(metavar="POINT", help="The ground for exclusion, such as '7:1 p. 5'."),
    ] = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Approve or refuse: whoever meets every requirement is approved. Takes two persons."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        act = Text("beslutar om en ansökan", "decide an application")
        preparer, head = two_persons(store, persons, "admission.two", act, OFFICER_THEN_HEAD)
        why = text_of("--reason", reason, reason_en)
        judgement = AdmissionJudgement(approve, why, ground)
        decide_admission(store, head, preparer, application, judgement)
    outcome = Text("godkänd", "approved") if approve else Text("avslagen", "refused")
    told = Text(
        f"Ansökan {application} är {outcome.sv}. Skicka underrättelsen med tilldela letters send.",
        f"Application {application} is {outcome.en}. Send the notice with tilldela letters send.",
    )
    data = {"application": application, "approved": approve, "ground": ground}
    tell(told, data, lang, json_=json_)


def prolong(
    application: ApplicationId,
    person: Officer,
    reason: Reason,
    reason_en: ReasonEn = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Take the longer time to decide that a dynamic purchasing system allows, with reasons."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        why = text_of("--reason", reason, reason_en)
        until = prolong_decision(store, load_actor(store, person), application, why)
    told = Text(
        f"Ansökan {application} avgörs senast {until}.",
        f"Application {application} is decided by {until}.",
    )
    tell(told, {"application": application, "due": until.isoformat()}, lang, json_=json_)


def end(
    application: ApplicationId,
    persons: Annotated[
        list[str],
        typer.Option(
            "--as",
            metavar="PERSON",
            help="The supplier's own at its request; otherwise the officer, then the head.",
        ),
    ],
    cause: Annotated[ExitCause, typer.Option(help="Why it ends.")],
    last_day: Annotated[str, typer.Option(metavar="DAY", help="The last day it takes part.")],
    reason: Reason,
    reason_en: ReasonEn = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """End an admission: at the supplier's request, or by two of the buyer's persons."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        until = day("--last-day", last_day)
        ending = Ending(cause, until, text_of("--reason", reason, reason_en))
        if cause is ExitCause.OWN_REQUEST and len(persons) == 1:
            end_admission(store, load_actor(store, persons[0]), application, ending)
        else:
            act = Text("avslutar ett godkännande", "end an admission")
            preparer, head = two_persons(store, persons, "admission.two", act, OFFICER_THEN_HEAD)
            end_admission(store, head, application, ending, preparer)
    told = Text(
        f"Godkännandet av {application} upphör efter {until}. Skicka brevet med tilldela letters"
        " send.",
        f"The admission of {application} ends after {until}. Send the letter with tilldela letters"
        " send.",
    )
    data = {"application": application, "cause": cause.value, "last_day": until.isoformat()}
    tell(told, data, lang, json_=json_)
