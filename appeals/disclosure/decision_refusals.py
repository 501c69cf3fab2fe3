"""Why a decision on a document cannot be made so, and what to do."""

from __future__ import annotations

from collections.abc import Sequence

from law.reasons import ActRefused, Reason, Text, refuse
from law.secrecy import MARKING, Verdict
from models.disclosure import SecrecyMark


def ill_formed() -> ActRefused:
    return refuse(
        "disclosure.outcome",
        sv="Utfallet stämmer inte: ett utlämnande i sin helhet har inget lagrum, ett delvis har"
        " lagrum och sidor, ett avslag har lagrum och inga sidor",
        en="The outcome does not fit: what is given whole has no paragraph, what is masked has a"
        " paragraph and pages, what is refused has a paragraph and no pages",
        todo_sv="Ange det som hör till utfallet",
        todo_en="Give what belongs to the outcome",
    )


def secret(verdict: Verdict) -> ActRefused:
    text = verdict.reason.text
    return refuse(
        "disclosure.absolute",
        sv=text.sv,
        en=text.en,
        todo_sv="Avslå begäran i den delen enligt 19 kap. 3 § OSL, och säg när den kan göras igen",
        todo_en="Refuse that part under OSL 19:3, and say when it can be asked for again",
        cite=verdict.reason.cite,
    )


def nothing_withheld(verdict: Verdict) -> ActRefused:
    text = verdict.reason.text
    return refuse(
        "disclosure.public",
        sv=text.sv,
        en=text.en,
        todo_sv="Lämna ut den i sin helhet",
        todo_en="Give it as it is",
        cite=verdict.reason.cite,
    )


def over(ended: Reason) -> ActRefused:
    return refuse(
        "disclosure.time_is_up",
        sv=ended.text.sv,
        en=ended.text.en,
        todo_sv="Lämna ut uppgifterna, eller pröva dem enligt ett annat lagrum",
        todo_en="Give it, or test it under another paragraph",
        cite=ended.cite,
    )


def unsafe(title: Text) -> ActRefused:
    return refuse(
        "disclosure.unsafe",
        sv=f"{title.sv} är en fil som avvisades vid öppningen och kan skada den som öppnar den",
        en=f"{title.en} is a file that was rejected at the opening and may harm who opens it",
        todo_sv="Låt IT göra en avskrift på papper, eller avslå",
        todo_en="Have IT make a transcript on paper, or refuse",
    )


def unanswered(marks: Sequence[SecrecyMark]) -> ActRefused:
    ids = ", ".join(mark.id for mark in marks)
    return refuse(
        "disclosure.marked",
        sv=f"Det som skulle lämnas ut är sekretessmarkerat ({ids}), och skälen svarar inte på det",
        en=f"What would be given is marked as secret ({ids}), and the reason does not answer that",
        todo_sv="Ange varje markering som skälen prövar, eller maskera sidorna",
        todo_en="Name each mark that the reason tests, or mask the pages",
        cite=MARKING,
    )


def unmaskable(title: Text, why: Text) -> ActRefused:
    return refuse(
        "disclosure.unmaskable",
        sv=f"{title.sv} kan inte maskeras: {why.sv}",
        en=f"{title.en} cannot be masked: {why.en}",
        todo_sv="Lämna ut den i sin helhet eller avslå, eller maskera för hand",
        todo_en="Give all of it or refuse, or mask it by hand",
    )


def undecided(request_id: str, documents: Sequence[str]) -> ActRefused:
    listed = ", ".join(sha256[:12] for sha256 in documents)
    return refuse(
        "disclosure.undecided",
        sv=f"Begäran {request_id} har handlingar som inte är prövade: {listed}",
        en=f"The request {request_id} has documents not decided on: {listed}",
        todo_sv="Besluta om dem med tilldela disclosure decide",
        todo_en="Decide on them with tilldela disclosure decide",
    )


def nothing_asked(request_id: str) -> ActRefused:
    return refuse(
        "disclosure.nothing",
        sv=f"Begäran {request_id} omfattar ingen handling, och inget är hemligt utan prövning",
        en=f"The request {request_id} covers no document, and nothing is secret without a test",
        todo_sv="Lägg till de handlingar som begärs med tilldela disclosure cover",
        todo_en="Add the documents asked for with tilldela disclosure cover",
    )
