"""Questions from suppliers, and what all are told."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from cli.answering import Json, Officer, TenderId, say, tell, text_of
from cli.console import DataDir, LangOption, existing_store, out, refusing
from cli.tender.overview_table import both, iso, shown
from law.reasons import Lang, Text, refuse
from models.planning import Answer
from people.actors import load_actor
from procurement.calls import questions as service
from procurement.calls.questions import Asked, answers_of, inform, questions_of


def ask(
    tender: TenderId,
    person: Annotated[
        str, typer.Option("--as", metavar="PERSON", help="Somebody of the supplier's own.")
    ],
    text: Annotated[str, typer.Option(metavar="TEXT", help="The question, in any language.")],
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Ask about a tender, as a supplier. Nobody is told who asked."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        number = service.ask(store, load_actor(store, person), tender, text)
    told = Text(
        f"Frågan är mottagen som nummer {number}. Svaret lämnas till alla.",
        f"The question is received as number {number}. The answer is given to all.",
    )
    tell(told, {"tender": tender, "question": number}, lang, json_=json_)


def questions(
    tender: TenderId,
    person: Annotated[
        str,
        typer.Option("--as", metavar="PERSON", help="An officer, or somebody of a supplier's own."),
    ],
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """List the questions and their answers: all of them to officers, to suppliers their own."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        found = questions_of(store, load_actor(store, person), tender)
    if json_:
        typer.echo(json.dumps([_asked_json(each) for each in found], ensure_ascii=False))
        return
    if not found:
        say(Text("Inga frågor.", "No questions."), lang)
    for each in found:
        row, told = each.question, each.answer
        state = Text("obesvarad", "not answered") if told is None else _numbered(told)
        line = f"{row.number}. {shown(row.received_at)} ({state.in_(lang)}): {row.text}"
        out().print(line, markup=False, soft_wrap=True)


def answer(
    tender: TenderId,
    person: Officer,
    text: Annotated[str, typer.Option(metavar="TEXT", help="What all are told, in Swedish.")],
    text_en: Annotated[str, typer.Option(metavar="TEXT", help="The same in English.")],
    question: Annotated[
        int | None, typer.Option(metavar="N", help="The question answered; none for one's own.")
    ] = None,
    asked: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help="The question as all may read it, in Swedish."),
    ] = None,
    asked_en: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The same in English.")
    ] = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Answer a question, or give information of one's own accord, to all alike."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        officer, reply = load_actor(store, person), text_of("--text", text, text_en)
        if question is None:
            _check_none(asked or asked_en)
            done = inform(store, officer, tender, reply)
        else:
            put = text_of("--asked", asked or "", asked_en)
            done = service.answer(store, officer, tender, question, put, reply)
    told = Text(
        f"{done} är lämnat till alla. I ett förfarande med inbjudan skickas breven med tilldela"
        " letters send.",
        f"{done} is given to all. In a call by invitation its letters are sent with tilldela"
        " letters send.",
    )
    tell(told, {"tender": tender, "answer": done, "question": question}, lang, json_=json_)


def _check_none(asked: str | None) -> None:
    if asked:
        raise refuse(
            "option.question",
            sv="--asked hör till --question",
            en="--asked goes with --question",
            todo_sv="Ange vilken fråga som besvaras, eller utelämna --asked",
            todo_en="State which question is answered, or leave --asked out",
        )


def answers(
    tender: TenderId, data_dir: DataDir = None, json_: Json = False, lang: LangOption = "sv"
) -> None:
    """List what all have been told: what is published with the documents."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        found = answers_of(store, tender)
    if json_:
        typer.echo(json.dumps([_answer_json(each) for each in found], ensure_ascii=False))
        return
    _print(found, lang)


def _print(found: Sequence[Answer], lang: Lang) -> None:
    if not found:
        say(Text("Inga upplysningar är lämnade.", "No information has been given."), lang)
    swedish = lang == "sv"
    for each in found:
        put = each.asked_sv if swedish else each.asked_en
        reply = each.answer_sv if swedish else each.answer_en
        out().print(f"{each.number}. {shown(each.answered_at)}", markup=False)
        if put:
            said = f"   {'Fråga' if swedish else 'Question'}: {put}"
            out().print(said, markup=False, soft_wrap=True)
        told = f"   {'Svar' if swedish else 'Answer'}: {reply}"
        out().print(told, markup=False, soft_wrap=True)


def _numbered(told: Answer) -> Text:
    return Text(f"svar {told.number}", f"answer {told.number}")


def _asked_json(each: Asked) -> dict[str, Any]:
    return {
        "question": each.question.number,
        "received_at": iso(each.question.received_at),
        "text": each.question.text,
        "answer": each.answer.number if each.answer else None,
    }


def _answer_json(each: Answer) -> dict[str, Any]:
    put = both(Text(each.asked_sv, each.asked_en)) if each.asked_sv else None
    return {
        "answer": each.number,
        "answered_at": iso(each.answered_at),
        "asked": put,
        "text": both(Text(each.answer_sv, each.answer_en)),
    }
