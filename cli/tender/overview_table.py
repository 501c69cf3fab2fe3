"""What `tilldela tender show`, `find` and `list` print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from rich.markup import escape
from rich.table import Table

from cli.law.regime import HEADLINES
from cli.tender.next_step import OfCourts, next_steps
from cli.tender.ordered_step import redoing_json, told_of_redoing
from law.amounts import spoken
from law.days import STOCKHOLM
from law.procedures import step_of
from law.reasons import Lang, Reason, Text
from models.planning import NoteKind
from procurement.calls.call_overview import CallOverview, Stage
from procurement.tenders.finding import FoundTender

STAGES = {
    Stage.DRAFT: Text("utkast", "draft"),
    Stage.PUBLISHED: Text("annonserad, tiden löper", "published, the time is running"),
    Stage.CLOSED: Text("tiden har gått ut, ej öppnad", "the time is out, not opened"),
    Stage.OPENED: Text("öppnad", "opened"),
}

NOTES = {
    NoteKind.NEED: Text("behovet", "the need"),
    NoteKind.MARKET_DIALOGUE: Text("marknadsdialog", "market dialogue"),
    NoteKind.LOTS: Text("uppdelningen", "the lots"),
    NoteKind.PROCEDURE: Text("förfarandet", "the procedure"),
    NoteKind.GUIDELINES: Text("riktlinjerna", "the guidelines"),
    NoteKind.URGENCY: Text("tidsbrist", "shortage of time"),
    NoteKind.DOCUMENTATION: Text("dokumentation", "documentation"),
}


def lines(found: CallOverview, courts: OfCourts, lang: Lang) -> Iterator[str]:
    """Line by line, for people."""
    stage = STAGES[found.stage].in_(lang)
    yield f"{found.id} ({found.diary_number}): {found.title.in_(lang)}"
    under = f" ← {found.under}" if found.under else ""
    yield f"{found.procedure.in_(lang)}, {found.step.name.in_(lang)}{under}; {stage}"
    yield from _dates(found, lang)
    yield from _value(found, lang)
    yield from _file(found, lang)
    for warning in found.warnings:
        yield warned(warning, lang).in_(lang)
    if found.unmet:
        yield Text("Återstår:", "Remains:").in_(lang)
    for unmet in found.unmet:
        yield f"· {_cited(unmet.reason, lang)}. {unmet.todo.in_(lang)}."
    yield from told_of_redoing(found, lang)
    yield from _next(found, courts, lang)


def _next(found: CallOverview, courts: OfCourts, lang: Lang) -> Iterator[str]:
    steps = list(next_steps(found, courts))
    if steps:
        yield Text("Nästa steg:", "Next:").in_(lang)
    for step in steps:
        yield f"· {step.in_(lang)}"


def _dates(found: CallOverview, lang: Lang) -> Iterator[str]:
    for at, what in (
        (found.published_at, Text("Annonserad", "Published")),
        (found.deadline_at, Text("Sista dag", "Deadline")),
        (found.opened_at, Text("Öppnad", "Opened")),
    ):
        if at is not None:
            yield f"{what.in_(lang)}: {shown(at)}"
    if found.answer_by is not None and found.stage is not Stage.OPENED:
        text = Text("Svar på frågor senast", "Answers to questions by")
        yield f"{text.in_(lang)}: {found.answer_by}"


def _value(found: CallOverview, lang: Lang) -> Iterator[str]:
    answer = found.regime
    if answer is None:
        return
    total = spoken(answer.value, answer.currency)
    yield f"{HEADLINES[answer.regime].in_(lang)}, {total.in_(lang)}"
    for reason in answer.reasons:
        yield f"· {_cited(reason, lang)}."


def _file(found: CallOverview, lang: Lang) -> Iterator[str]:
    swedish = lang == "sv"
    for note in found.notes:
        text = note.text_sv if swedish else note.text_en
        kind = NOTES[NoteKind(note.kind)].in_(lang)
        heading = "Anteckning" if swedish else "Note"
        yield f"{heading} {note.number} ({kind}, {note.on_day}): {text}"
    for each in found.documents:
        title = each.title_sv if swedish else each.title_en
        yield f"{'Dokument' if swedish else 'Document'} {each.code} v{each.version}: {title}"
    for row in found.corrections:
        what = row.what_sv if swedish else row.what_en
        yield f"{'Rättelse' if swedish else 'Correction'} {row.number}: {what}"
    for person, free in found.declared:
        state = Text("inget jäv", "no conflict") if free else Text("jäv", "a conflict")
        yield f"{'Jävsförklaring' if swedish else 'Declaration'}: {person}, {state.in_(lang)}"
    for organisation in found.involved:
        text = Text("Deltog i förberedelserna", "Took part in preparing").in_(lang)
        yield f"{text}: {organisation}"


def warned(reason: Reason, lang: Lang) -> Text:
    said = _cited(reason, lang)
    return Text(f"Observera: {said}.", f"Note: {said}.")


def _cited(reason: Reason, lang: Lang) -> str:
    cite = f" ({reason.cite.in_(lang)})" if reason.cite else ""
    return f"{reason.in_(lang).rstrip('.')}{cite}"


def as_json(found: CallOverview, courts: OfCourts, lang: Lang) -> dict[str, Any]:
    answer = found.regime
    return {
        "tender": found.id,
        "diary_number": found.diary_number,
        "title": both(found.title),
        "rulebook": found.rulebook.value,
        "step": found.step.id,
        "under": found.under,
        "stage": found.stage.value,
        "published_at": iso(found.published_at),
        "deadline": iso(found.deadline_at),
        "answer_by": found.answer_by.isoformat() if found.answer_by else None,
        "opened_at": iso(found.opened_at),
        "value": None if answer is None else answer.value,
        "regime": None if answer is None else answer.regime.value,
        "reasons": [] if answer is None else [each.as_json(lang) for each in answer.reasons],
        "notes": [
            {"number": each.number, "kind": each.kind, "on": each.on_day.isoformat(),
             "text": both(Text(each.text_sv, each.text_en))}
            for each in found.notes
        ],
        "documents": [
            {"code": each.code, "version": each.version, "sha256": each.sha256}
            for each in found.documents
        ],
        "corrections": [
            {"number": each.number, "substantial": each.substantial,
             "what": both(Text(each.what_sv, each.what_en))}
            for each in found.corrections
        ],
        "declared": [{"person": who, "free": free} for who, free in found.declared],
        "involved": list(found.involved),
        "warnings": [each.as_json(lang) for each in found.warnings],
        "remains": [
            {**each.reason.as_json(lang), "todo": each.todo.in_(lang)} for each in found.unmet
        ],
        **redoing_json(found, courts.ordered),
        "next": [each.in_(lang) for each in next_steps(found, courts)],
    }  # fmt: skip


def found_table(found: Sequence[FoundTender], lang: Lang) -> Table:
    table = Table()
    headings = (
        ("Upphandling", "Diarienummer", "Namn", "Steg", "Annonserad", "Sista dag")
        if lang == "sv"
        else ("Tender", "Diary number", "Title", "Step", "Published", "Deadline")
    )
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for each in found:
        step = step_of(each.procedure, each.step).name.in_(lang)
        dates = (shown(at) if at else "–" for at in (each.published_at, each.deadline_at))
        row = (each.id, each.diary_number, each.title.in_(lang), step, *dates)
        table.add_row(*map(escape, row))
    return table


def found_json(found: FoundTender) -> dict[str, Any]:
    return {
        "tender": found.id,
        "diary_number": found.diary_number,
        "title": both(found.title),
        "procedure": found.procedure,
        "step": found.step,
        "published_at": iso(found.published_at),
        "deadline": iso(found.deadline_at),
        "opened_at": iso(found.opened_at),
    }


def both(text: Text) -> dict[str, str]:
    return {"sv": text.sv, "en": text.en}


def iso(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(STOCKHOLM).isoformat()


def shown(at: datetime) -> str:
    return f"{at.astimezone(STOCKHOLM):%Y-%m-%d %H:%M}"
