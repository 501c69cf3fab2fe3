"""One preview: a sample or values of one's own in, a PDF out."""

from __future__ import annotations

import json
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from cli.answering import content_of
from cli.console import fail
from documents.clauses.checking import installed_fault
from documents.contexts import DocumentContext
from documents.library import AGREEMENTS, template_version
from documents.parts import Lang
from documents.rendering import ProcessRenderer, RenderFailed
from documents.samples.registry import SAMPLES, sample, sample_context
from documents.template_faults import template_fault

_CONTEXT: TypeAdapter[DocumentContext] = TypeAdapter(DocumentContext)


@dataclass(frozen=True)
class Preview:
    """``values`` is a JSON file in the form of the sample ``name``; None for the sample itself."""

    name: str
    file: Path
    values: Path | None
    lang: Lang


def preview(asked: Preview) -> None:
    """Writes the PDF. Raises `typer.Exit`, with the sentence said, when it cannot be set."""
    context = context_of(asked)
    try:
        with ProcessRenderer(workers=1) as renderer:
            pdf = renderer.render(context)
    except RenderFailed as failed:
        raise fail(_why(context, failed, asked.lang)) from failed
    try:
        asked.file.write_bytes(pdf)
    except OSError as error:
        raise fail(_not_written(asked.file, error, asked.lang)) from error


def sample_named(name: str, lang: Lang) -> DocumentContext:
    """Raises `typer.Exit`, naming what is alike, where there is no such sample."""
    try:
        return sample_context(name, lang)
    except KeyError:
        raise fail(_unknown(name, lang)) from None


def context_of(asked: Preview) -> DocumentContext:
    """The sample, or the file's values for it: always marked as a demo, in today's wording."""
    made = sample_named(asked.name, asked.lang)
    if asked.values is None:
        return made
    values = _values(asked.values, asked.lang)
    document = sample(asked.name).document
    if values.setdefault("document", document) != document:
        raise fail(_another(asked.values, str(values["document"]), document, asked.lang))
    fixed = {"lang": asked.lang, "is_demo": True, "template_version": template_version(document)}
    try:
        return _CONTEXT.validate_json(json.dumps({**values, **fixed}))
    except ValidationError as error:
        raise fail(_unfit(asked.values, error, asked.lang)) from error


def _values(file: Path, lang: Lang) -> dict[str, Any]:
    try:
        values = json.loads(content_of(file))
    except (ValueError, RecursionError) as error:
        raise fail(
            f"{file} är inte JSON: {error}." if lang == "sv" else f"{file} is not JSON: {error}."
        ) from error
    if not isinstance(values, dict):
        raise fail(
            f"{file} ska innehålla ett objekt med fält, som tilldela documents sample skriver."
            if lang == "sv"
            else f"{file} must hold an object with fields, as tilldela documents sample writes it."
        )
    return values


def _unknown(name: str, lang: Lang) -> str:
    near = ", ".join(get_close_matches(name, [each.name for each in SAMPLES]))
    if lang == "sv":
        return (
            f"Det finns inget dokument {name}."
            + (f" Menar du {near}?" if near else "")
            + " Se tilldela documents list."
        )
    return (
        f"There is no document {name}."
        + (f" Do you mean {near}?" if near else "")
        + " See tilldela documents list."
    )


def _another(file: Path, found: str, document: str, lang: Lang) -> str:
    if lang == "sv":
        return f"{file} har värden för {found}, inte för {document}."
    return f"{file} holds values for {found}, not for {document}."


def _unfit(file: Path, error: ValidationError, lang: Lang) -> str:
    first, *others = error.errors()
    # The first step only says which kind of document it is.
    where = ".".join(str(step) for step in first["loc"][1:]) or "document"
    said = first["msg"][:1].lower() + first["msg"][1:]
    if lang == "sv":
        more = f" (och {len(others)} till)" if others else ""
        return f"{file} passar inte dokumentet, {where}: {said}{more}."
    more = f" (and {len(others)} more)" if others else ""
    return f"{file} does not fit the document, {where}: {said}{more}."


def _why(context: DocumentContext, failed: RenderFailed, lang: Lang) -> str:
    clauses = installed_fault() if context.document in AGREEMENTS else None
    if clauses is not None:
        return clauses.in_(lang)
    fault = template_fault(context)
    if fault is not None:
        line = "rad" if lang == "sv" else "line"
        return f"templates/documents/{fault.file}, {line} {fault.line}: {fault.what}"
    if lang == "sv":
        return f"{failed.document} kunde inte sättas: {failed.why}"
    return f"{failed.document} could not be set: {failed.why}"


def _not_written(file: Path, error: OSError, lang: Lang) -> str:
    if lang == "sv":
        return f"{file} kan inte skrivas: {error.strerror}."
    return f"{file} cannot be written: {error.strerror}."
