"""`tilldela bid submit` and `withdraw`: hand a sealed bid in, or take it back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.bid.sheet import read_bid_sheet
from cli.console import DataDir, LangOption, existing_store, out, refusing
from cli.tender_argument import resolved_tender
from documents.rendering import ProcessRenderer
from law.days import STOCKHOLM
from law.reasons import ActRefused, Lang, Text, refuse
from models.store import Store
from people.actors import Actor, load_actor
from procurement.bids.bid_refusals import not_yours
from procurement.bids.opening_record import receipt_context
from procurement.bids.receiving import (
    SealedSubmission,
    Submission,
    UnsealedSubmission,
    receipts_of,
    receive_bid,
    withdraw_bid,
)
from registry.installation_keys import load_keys
from registry.receipts import Receipt, read_receipt
from registry.sealing import Ticket, new_bid_id, read_header, read_ticket

Person = Annotated[
    str, typer.Option("--as", metavar="PERSON", help="Who does it: a person of the tenderer's.")
]
ReceiptFolder = Annotated[
    Path | None,
    typer.Option("--receipt", help="A folder to put the receipt in, as JSON and PDF."),
]
Json = Annotated[bool, typer.Option("--json", help="Print the receipt as JSON.")]


def submit(
    file: Annotated[Path, typer.Argument(help="The sealed bid, or a BID.yaml to be sealed now.")],
    tender: Annotated[
        str, typer.Option(help="The tender's id or diary number.", callback=resolved_tender)
    ],
    person: Person,
    replaces: Annotated[
        str | None, typer.Option(help="The id of your bid that this is a new version of.")
    ] = None,
    ticket: Annotated[
        Path | None, typer.Option(help="Its ticket, if that is not FILE.ticket.json.")
    ] = None,
    receipt: ReceiptFolder = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Hand in a bid, and get a signed receipt with the exact time."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        _check_folder(receipt)
        actor = load_actor(store, person)
        if file.suffix in SHEETS:
            sent = _unsealed(store, actor, tender, file, replaces)
            typer.echo(READABLE.in_(lang), err=True)
        else:
            sent = _sealed(tender, file, replaces, ticket or ticket_of(file))
        got = receive_bid(store, actor, sent)
        _give(store, got, receipt, json_, lang)


def withdraw(
    receipt_file: Annotated[Path, typer.Argument(metavar="RECEIPT", help="The receipt's JSON.")],
    person: Person,
    receipt: ReceiptFolder = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Take a bid back before the deadline. It stays sealed and is never opened."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        _check_folder(receipt)
        try:
            text = receipt_file.read_text(encoding="utf-8")
        except (OSError, ValueError):
            raise _unreadable(receipt_file) from None
        of = read_receipt(text, load_keys(store.keys_dir).public_key)
        got = withdraw_bid(store, load_actor(store, person), of.tender_id, of.bid_id)
        _give(store, got, receipt, json_, lang)


SHEETS = frozenset({".yaml", ".yml"})
READABLE = Text(
    "Varning: anbudet förseglas först när det kommer in; försegla det hellre själv, med tilldela"
    " bid seal.",
    "Warning: the bid is not sealed until it comes in; better seal it yourself, with tilldela bid"
    " seal.",
)


def _sealed(tender: str, file: Path, replaces: str | None, ticket: Path) -> Submission:
    _check_file(file, replaces)
    of = _ticket(ticket)
    return SealedSubmission(tender, of.lot_code, of.organisation_id, file, of.place_nonce)


def _unsealed(
    store: Store, actor: Actor, tender: str, sheet: Path, replaces: str | None
) -> Submission:
    package = read_bid_sheet(sheet)
    if replaces is None:
        return UnsealedSubmission(tender, new_bid_id(), 1, package)
    received = receipts_of(store, actor, tender)
    newest = max((each.version for each in received if each.bid_id == replaces), default=0)
    if newest == 0:
        raise not_yours(replaces)
    return UnsealedSubmission(tender, replaces, newest + 1, package)


def ticket_of(file: Path) -> Path:
    """Where `tilldela bid seal` puts the ticket of the bid that it seals."""
    return file.with_name(f"{file.name}.ticket.json")


def _ticket(path: Path) -> Ticket:
    try:
        return read_ticket(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise refuse(
            "ticket.unreadable",
            sv=f"Anbudets biljett {path} finns inte eller går inte att läsa",
            en=f"The bid's ticket {path} is not there or cannot be read",
            todo_sv="Ange med --ticket filen som tilldela bid seal skrev bredvid anbudet",
            todo_en="Name with --ticket the file that tilldela bid seal wrote beside the bid",
        ) from None


def _check_file(file: Path, replaces: str | None) -> None:
    try:
        with file.open("rb") as sealed:
            header = read_header(sealed)
    except OSError:
        raise _unreadable(file) from None
    named = header.bid_id if header.version > 1 else None
    if replaces != named:
        raise refuse(
            "bid.replaces",
            sv=f"Filen är förseglad som version {header.version} av anbudet {header.bid_id}",
            en=f"The file is sealed as version {header.version} of bid {header.bid_id}",
            todo_sv="Ange --replaces med anbudets id när, och bara när, det ersätter ett tidigare",
            todo_en="Give --replaces with the bid's id when, and only when, it replaces one",
        )


def _check_folder(folder: Path | None) -> None:
    """Before the act: a receipt that cannot be written should not come after it."""
    try:
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise refuse(
            "receipt.folder",
            sv=f"Katalogen {folder} går inte att skriva i",
            en=f"The folder {folder} cannot be written in",
            todo_sv="Ange en annan katalog med --receipt",
            todo_en="Name another folder with --receipt",
        ) from None


def _unreadable(file: Path) -> ActRefused:
    return refuse(
        "file.unreadable",
        sv=f"Filen {file} finns inte eller går inte att läsa",
        en=f"The file {file} is not there or cannot be read",
        todo_sv="Ange filen där den ligger",
        todo_en="Name the file where it lies",
    )


def _give(store: Store, receipt: Receipt, folder: Path | None, json_: bool, lang: Lang) -> None:
    """Shown first of all: what has been received must be told, whatever the disk says."""
    if json_:
        typer.echo(receipt.to_json().strip())
    else:
        out().print(_told(receipt).in_(lang), markup=False, soft_wrap=True)
    if folder is None:
        return
    try:
        files = _write(store, receipt, folder, lang)
    except OSError as error:
        raise _unwritten(folder, error) from None
    for file in [] if json_ else files:
        out().print(f"  {file}", markup=False, soft_wrap=True)


def _unwritten(folder: Path, error: OSError) -> ActRefused:
    return refuse(
        "receipt.unwritten",
        sv="Kvittot ovan gäller, men mottagningsbeviset går inte att skriva i"
        f" {folder} ({error.strerror})",
        en=f"What is told above has been done, but the receipt cannot be written in"
        f" {folder} ({error.strerror})",
        todo_sv="Gör om kommandot med en annan katalog: samma fil får samma bevis",
        todo_en="Repeat the command with another folder: the same file gets the same receipt",
    )


def _write(store: Store, receipt: Receipt, folder: Path, lang: Lang) -> list[Path]:
    kind = "withdrawal" if receipt.withdrawn_at else "receipt"
    stem = folder / f"{receipt.bid_id}-v{receipt.version}.{kind}"
    as_json, as_pdf = Path(f"{stem}.json"), Path(f"{stem}.pdf")
    as_json.write_text(receipt.to_json(), encoding="utf-8")
    with ProcessRenderer(workers=1) as renderer:
        [pdf] = renderer.render_all([receipt_context(store, receipt, lang)])
    as_pdf.write_bytes(pdf)
    return [as_json, as_pdf]


def _told(receipt: Receipt) -> Text:
    at = (receipt.withdrawn_at or receipt.received_at).astimezone(STOCKHOLM).isoformat()
    which = f"{receipt.bid_id}, version {receipt.version}"
    if receipt.withdrawn_at:
        return Text(
            f"Anbudet {which}, återkallades {at} och förblir förseglat.",
            f"Bid {which}, was withdrawn at {at} and stays sealed.",
        )
    return Text(
        f"Anbudet {which}, mottogs {at}, post {receipt.journal_seq} i journalen.\n"
        f"  SHA-256  {receipt.envelope_sha256}",
        f"Bid {which}, was received at {at}, entry {receipt.journal_seq} in the journal.\n"
        f"  SHA-256  {receipt.envelope_sha256}",
    )
