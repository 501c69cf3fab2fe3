"""`tilldela qualify ask` and `reply`: what tenderers are asked, and what they answer."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.answering import Json, Officer, TenderId, content_of, tell, text_of
from cli.console import DataDir, LangOption, existing_store, refusing
from cli.instants import day, instant
from law.reasons import Text, refuse
from models.correspondence import InquiryKind
from people.actors import load_actor
from procurement.qualification.inquiring import Question, Subject, ask, record_reply


def ask_tenderer(
    tender: TenderId,
    to: Annotated[str, typer.Option("--to", help="The tenderer's id.")],
    kind: Annotated[InquiryKind, typer.Option(help="What is asked for.")],
    question: Annotated[str, typer.Option(metavar="TEXT", help="The question, in Swedish.")],
    answer_by: Annotated[
        str, typer.Option("--answer-by", metavar="DAY", help="The last day for answering.")
    ],
    person: Officer,
    question_en: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The same in English.")
    ] = None,
    bid: Annotated[str | None, typer.Option(help="The bid that it is about.")] = None,
    requirement: Annotated[
        str | None, typer.Option(help="The code of the requirement that it is about.")
    ] = None,
    case: Annotated[str | None, typer.Option(help="The exclusion case to be heard in.")] = None,
    about: Annotated[
        Subject, typer.Option(help="What of the bid; price and levels are never completed.")
    ] = Subject.CONTENT,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Put a question to one tenderer, and owe it a letter."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        _check_named(kind, bid, case)
        asked = Question(
            tender,
            to,
            kind,
            text_of("--question", question, question_en),
            day("--answer-by", answer_by),
            bid,
            f"{tender}/{requirement}" if requirement else None,
            case,
            about,
        )
        inquiry = ask(store, load_actor(store, person), asked)
    told = Text(
        f"Frågan {inquiry} till {to} är antecknad, med svar senast {answer_by}. Skicka brevet med"
        " tilldela letters send.",
        f"Inquiry {inquiry} to {to} is recorded, with an answer by {answer_by}. Send its letter"
        " with tilldela letters send.",
    )
    tell(told, {"inquiry": inquiry, "to": to, "answer_by": answer_by}, lang, json_=json_)


def _check_named(kind: InquiryKind, bid: str | None, case: str | None) -> None:
    hearing = kind is InquiryKind.HEARING
    if hearing and (case is None or bid is not None):
        raise refuse(
            "inquiry.case",
            sv="Ett yttrande gäller ett uteslutningsärende och inget visst anbud",
            en="A hearing is about an exclusion case and no bid in particular",
            todo_sv="Ange --case, och inte --bid",
            todo_en="Give --case, and not --bid",
        )
    if not hearing and (bid is None or case is not None):
        raise refuse(
            "inquiry.bid",
            sv=f"En fråga av slaget {kind.value} gäller ett visst anbud och inget"
            " uteslutningsärende",
            en=f"A question of the kind {kind.value} is about one bid and no exclusion case",
            todo_sv="Ange --bid, och inte --case",
            todo_en="Give --bid, and not --case",
        )


def reply(
    inquiry: Annotated[str, typer.Argument(metavar="INQUIRY", help="The inquiry's id.")],
    received: Annotated[
        str, typer.Option(metavar="DATETIME", help="When it came in; Swedish time if no offset.")
    ],
    text: Annotated[str, typer.Option(metavar="TEXT", help="What it says.")],
    person: Officer,
    file: Annotated[Path | None, typer.Option(help="A file that came with it.")] = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Record a tenderer's answer, with the file that came with it. A late one is marked late."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        actor, at = load_actor(store, person), instant("--received", received)
        content = None if file is None else content_of(file)
        name = "" if file is None else file.name
        late = record_reply(store, actor, inquiry, at, text, content, name)
    told = Text(
        f"Svaret på {inquiry} är antecknat{', och kom in för sent' if late else ''}.",
        f"The answer to {inquiry} is recorded{', and came in late' if late else ''}.",
    )
    tell(told, {"inquiry": inquiry, "late": late}, lang, json_=json_)
