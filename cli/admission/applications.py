"""Applications as they come in: apply, ask for a completion, reply, check requirements."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.admission.given import ApplicationId, LotCode, Person, sent_file
from cli.answering import Json, Officer, ReasonEn, TenderId, tell, text_of
from cli.console import DataDir, LangOption, existing_store, refusing
from cli.instants import day
from law.reasons import Lang, Text, refuse
from models.store import Store
from people.actors import Actor, load_actor
from procurement.admissions.applying import NO_WORDS, NewApplication
from procurement.admissions.applying import apply as take_in
from procurement.admissions.checking import Finding, check_requirement, check_shown
from procurement.admissions.completing import answer_completion, ask_completion


def apply(
    tender: TenderId,
    supplier: Annotated[str, typer.Option(metavar="ID", help="The supplier that applies.")],
    lot: LotCode,
    file: Annotated[Path, typer.Option(help="The application itself.")],
    person: Person,
    says: Annotated[
        str | None, typer.Option(metavar="TEXT", help="What the supplier says beside it.")
    ] = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Take in an application, by the supplier's own person or an officer on its behalf."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        words = NO_WORDS if says is None else text_of("--says", says, None)
        new = NewApplication(tender, lot, supplier, sent_file(file), words)
        application = take_in(store, load_actor(store, person), new)
    told = Text(
        f"Ansökan {application} har kommit in till {tender}, område {lot}.",
        f"Application {application} has come in to {tender}, lot {lot}.",
    )
    tell(told, {"application": application, "tender": tender, "lot": lot}, lang, json_=json_)


def ask(
    application: ApplicationId,
    question: Annotated[str, typer.Option(metavar="TEXT", help="The question, in Swedish.")],
    answer_by: Annotated[
        str, typer.Option("--answer-by", metavar="DAY", help="The last day for answering.")
    ],
    person: Officer,
    question_en: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The same in English.")
    ] = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Ask the applicant to complete or clarify, and owe it a letter."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        text = text_of("--question", question, question_en)
        until = day("--answer-by", answer_by)
        made = ask_completion(store, load_actor(store, person), application, text, until)
    told = Text(
        f"Frågan {made} är antecknad, med svar senast {until}. Skicka brevet med tilldela letters"
        " send.",
        f"Question {made} is recorded, with an answer by {until}. Send its letter with tilldela"
        " letters send.",
    )
    tell(told, {"question": made, "answer_by": until.isoformat()}, lang, json_=json_)


def reply(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="The question's id.")],
    text: Annotated[str, typer.Option(metavar="TEXT", help="What the answer says.")],
    person: Person,
    file: Annotated[Path | None, typer.Option(help="A file that came with it.")] = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Record the applicant's answer, with its file. A late one is marked late."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        sent = None if file is None else sent_file(file)
        late = answer_completion(store, load_actor(store, person), question, text, sent)
    told = Text(
        f"Svaret på {question} är antecknat{', och kom in för sent' if late else ''}.",
        f"The answer to {question} is recorded{', and came in late' if late else ''}.",
    )
    tell(told, {"question": question, "late": late}, lang, json_=json_)


def check(
    application: ApplicationId,
    person: Officer,
    requirement: Annotated[
        str | None, typer.Option(metavar="CODE", help="One requirement; otherwise all.")
    ] = None,
    met: Annotated[
        bool | None, typer.Option("--met/--failed", help="Whether that one is met.")
    ] = None,
    reason: Annotated[
        str, typer.Option(metavar="TEXT", help="Why it is not met, in Swedish.")
    ] = "",
    reason_en: ReasonEn = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Check one requirement, or record as met all that the evidence on file shows."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        actor = load_actor(store, person)
        if requirement is None and met is None:
            _check_all(store, actor, application, lang, json_=json_)
            return
        if requirement is None or met is None:
            raise _both_or_none()
        finding = Finding(requirement, met, Text(reason.strip(), (reason_en or reason).strip()))
        check_requirement(store, actor, application, finding)
    outcome = Text("uppfyllt", "met") if met else Text("inte uppfyllt", "not met")
    told = Text(
        f"{application}: kravet {requirement} är antecknat som {outcome.sv}.",
        f"{application}: requirement {requirement} is recorded as {outcome.en}.",
    )
    data = {"application": application, "requirement": requirement, "met": met}
    tell(told, data, lang, json_=json_)


def _check_all(store: Store, actor: Actor, application: str, lang: Lang, *, json_: bool) -> None:
    missing = check_shown(store, actor, application)
    named = ", ".join(missing)
    told = Text(
        f"{application}: inget på fil visar {named}." if missing else f"{application}: allt visat.",
        f"{application}: nothing on file shows {named}."
        if missing
        else f"{application}: everything is shown.",
    )
    tell(told, {"application": application, "not_shown": list(missing)}, lang, json_=json_)


def _both_or_none() -> Exception:
    return refuse(
        "option.which",
        sv="Kravet och utfallet anges tillsammans, eller inget av dem",
        en="The requirement and the outcome are given together, or neither",
        todo_sv="Ange --requirement med --met eller --failed",
        todo_en="Give --requirement with --met or --failed",
    )
