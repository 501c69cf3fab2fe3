"""Contracts as they were drawn up, and what each party signed: by whom it may be asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlmodel import col, select

from appeals.disclosure.filed_parts import Filed
from law.days import swedish_day
from law.reasons import Text
from law.secrecy import About
from models.admissions import Application, ChoiceContract, ChoiceSignature
from models.contract import Contract, Party, Signature
from models.signing import ContractSeal
from models.store import Work

_BY: Mapping[str, Text] = {
    Party.PROVIDER: Text("leverantören", "the provider"),
    Party.BUYER: Text("myndigheten", "the buyer"),
}


def contracts(work: Work, tender_id: str) -> Iterator[Filed]:
    """Until it is concluded a contract tells of a bid; then of terms."""
    rows = work.session.exec(
        select(Contract).where(col(Contract.tender_id) == tender_id).order_by(col(Contract.number))
    )
    for row in rows.all():
        concluded = work.session.get(Signature, (row.id, Party.BUYER))
        about = About.BIDS if concluded is None else About.TERMS
        since = swedish_day(concluded.signed_at if concluded else row.recorded_at)
        for sha256, title in _files(work, row):
            yield Filed(sha256, title, about, since, frozenset({row.lot_id}), row.organisation_id)


def _files(work: Work, row: Contract) -> Iterator[tuple[str, Text]]:
    yield row.pdf_sha256, Text(f"Kontrakt {row.number}", f"Contract {row.number}")
    signed = select(Signature).where(col(Signature.contract_id) == row.id)
    for each in work.session.exec(signed.order_by(col(Signature.signed_at))):
        yield each.signed_sha256, _signed(row.number, each.party)
    seal = work.session.get(ContractSeal, row.id)
    if seal is not None:
        number = row.number
        yield seal.signed_sha256, Text(f"Stämplat kontrakt {number}", f"Sealed contract {number}")


def _signed(number: str, party: str) -> Text:
    by = _BY[party]
    return Text(f"Undertecknat kontrakt {number} ({by.sv})", f"Signed contract {number} ({by.en})")


def choice_contracts(work: Work, tender_id: str) -> Iterator[Filed]:
    """The same in a system of choice."""
    rows = work.session.exec(
        select(ChoiceContract, Application)
        .join(Application, col(Application.id) == col(ChoiceContract.application_id))
        .where(col(Application.tender_id) == tender_id)
        .order_by(col(ChoiceContract.number))
    )
    for row, application in rows.all():
        named = (row.pdf_sha256, Text(f"Kontrakt {row.number}", f"Contract {row.number}"))
        signed = select(ChoiceSignature).where(
            col(ChoiceSignature.application_id) == row.application_id
        )
        files = [
            (each.signed_sha256, _signed(row.number, each.party))
            for each in work.session.exec(signed.order_by(col(ChoiceSignature.signed_at)))
        ]
        for sha256, title in (named, *files):
            yield Filed(
                sha256,
                title,
                About.TERMS,
                swedish_day(row.rendered_at),
                frozenset({application.lot_id}),
                application.organisation_id,
            )
