"""`tilldela contract read`: one contract as a file, or all of a tender in a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.answering import Json, check_writable, tell
from cli.console import DataDir, LangOption, existing_store, refusing
from cli.contract_many import all_contracts, pdf_of, tender_meant
from contracts.signing.refusals import contract_or_refusal
from contracts.signing.revisions import newest_sha256
from contracts.signing.standing import contracts_of
from law.reasons import Text, refuse
from models.store import Store

Read = Annotated[
    str,
    typer.Argument(metavar="CONTRACT", help="The contract's id; or a tender's, for all of them."),
]


def read(
    contract_id: Read,
    to: Annotated[
        Path, typer.Option("--out", metavar="FILE", help="Its PDF; a folder for all of a tender.")
    ],
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Write the contract's PDF to a file, with the signatures that are in it so far."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        tender = tender_meant(store, contract_id)
        if tender is not None:
            count = _read_all(store, tender, to)
        else:
            sha256 = _read_one(store, contract_id, to)
    if tender is not None:
        told = Text(f"{count} avtal ligger i {to}.", f"{count} contracts lie in {to}.")
        tell(told, {"tender": tender, "folder": str(to), "contracts": count}, lang, json_=json_)
        return
    told = Text(f"Avtalet ligger i {to}.", f"The contract lies in {to}.")
    tell(told, {"contract": contract_id, "file": str(to), "sha256": sha256}, lang, json_=json_)


def _read_one(store: Store, contract_id: str, to: Path) -> str:
    with store.read() as work:
        sha256 = newest_sha256(work, contract_or_refusal(work, contract_id))
    check_writable(to)
    to.write_bytes(store.blobs.get(sha256))
    return sha256


def _read_all(store: Store, tender: str, folder: Path) -> int:
    found = all_contracts(contracts_of(store, tender), tender)
    if not folder.is_dir():
        raise refuse(
            "option.no_folder",
            sv=f"Katalogen {folder} finns inte, och alla avtal i en upphandling är fler filer",
            en=f"There is no folder {folder}, and all contracts of a tender are several files",
            todo_sv="Ange en katalog som finns",
            todo_en="Name a folder that is there",
        )
    for each in found:
        check_writable(pdf_of(folder, each))
    for each in found:
        _read_one(store, each, pdf_of(folder, each))
    return len(found)
