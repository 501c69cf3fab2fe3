"""`tilldela documents clauses`: are the clause files in order, and which clauses apply."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer

from cli.answering import Json, say
from cli.console import LangOption, fail, out
from cli.documents.previewing import sample_named
from documents.admission_contexts import ChoiceContractContext
from documents.clauses.checking import installed_fault
from documents.clauses.files import clause_files
from documents.clauses.outline import OutlineRow, outline
from documents.contexts import ContractContext
from law.reasons import Lang, Text

Contract = Annotated[
    str, typer.Argument(metavar="[NAME]", help="A contract, as documents list shows it.")
]

WIDEST = 100


def clauses(name: Contract = "contract", json_: Json = False, lang: LangOption = "sv") -> None:
    """Check the clause files, and show which of their clauses a contract has."""
    fault = installed_fault()
    if fault is not None:
        raise fail(fault.in_(lang))
    context = sample_named(name, lang)
    if not isinstance(context, (ContractContext, ChoiceContractContext)):
        raise fail(
            f"{name} har inga klausuler; det har contract, framework_contract och choice_contract."
            if lang == "sv"
            else f"{name} has no clauses; contract, framework_contract and choice_contract have."
        )
    rows = outline(context)
    if json_:
        typer.echo(json.dumps([asdict(row) for row in rows], ensure_ascii=False))
        return
    _show(rows, lang)


def _show(rows: list[OutlineRow], lang: Lang) -> None:
    width = max(len(row.number) for row in rows)
    ids = max(len(row.id) for row in rows)
    room = min(out().width, WIDEST) - width - ids - 4
    for row in rows:
        said = row.text if len(row.text) <= room else f"{row.text[: room - 1]}…"
        lines = [f"{row.number:{width}}  {row.id:{ids}}  {said}"]
        if row.source:
            lines.append(f"{'':{width}}  [{row.source}]")
        for line in lines:
            out().print(line, markup=False, soft_wrap=True)
    files = len(clause_files())
    say(
        Text(
            f"{len(rows)} klausuler gäller. {files} klausulfiler är prövade och i ordning.",
            f"{len(rows)} clauses apply. {files} clause files have been checked and are in order.",
        ),
        lang,
    )
