"""The list of an opening as the two see it, with everything in it that they attest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from rich.markup import escape
from rich.table import Table

from law.days import STOCKHOLM
from law.reasons import Lang, Text
from models.store import Store
from people.actors import organisation_names
from procurement.bids.opening_list import ListedBid, OpeningList, StillSealed

HEADINGS = (
    Text("Anbud", "Bid"),
    Text("Version", "Version"),
    Text("Område", "Lot"),
    Text("Anbudsgivare", "Tenderer"),
    Text("Mottaget", "Received"),
    Text("SHA-256", "SHA-256"),
    Text("Anmärkning", "Remark"),
)
UNREADABLE = Text("kan inte prövas", "cannot be considered")
REPLACED = Text("ersatt, förblir förseglad", "replaced, stays sealed")
# Of a hash, on a screen: the whole one is in the list that is kept.
DIGITS = 16

Row = tuple[str, ...]


def opening_table(store: Store, listed: OpeningList, lang: Lang) -> Table:
    """Opened and unreadable bids by lot, then what stays sealed; under it the list's hash."""
    until = Text("anbudstid till", "deadline").in_(lang)
    table = Table(
        title=f"{listed.tender_id}, {until} {_moment(listed.deadline)}",
        title_justify="left",
        caption=f"SHA-256 {listed.sha256}",
        caption_justify="left",
    )
    for heading in HEADINGS:
        table.add_column(heading.in_(lang), overflow="fold")
    with store.read() as work:
        names = organisation_names(work)
    for bid in sorted((*listed.bids, *listed.unreadable), key=_place):
        table.add_row(*_opened(bid, names[bid.tenderer], lang))
    for row in _still_sealed(listed, lang):
        table.add_row(*row)
    return table


def _place(bid: ListedBid) -> tuple[str, str]:
    return bid.lot_code, bid.bid_id


def _opened(bid: ListedBid, tenderer: str, lang: Lang) -> Row:
    remarks = [f"{UNREADABLE.in_(lang)}: {bid.code}"] if bid.code else []
    remarks += [f"{file.in_(lang)} {file.sha256[:DIGITS]}" for file in bid.refused_files]
    return (
        bid.bid_id,
        str(bid.version),
        bid.lot_code,
        tenderer,
        _moment(bid.received_at),
        bid.envelope_sha256[:DIGITS],
        # A stranger's file name: rich's own marks in it mean nothing.
        escape("\n".join(remarks)),
    )


def _still_sealed(listed: OpeningList, lang: Lang) -> Iterator[Row]:
    for each in listed.replaced:
        yield _unopened(each, REPLACED.in_(lang))
    for each in listed.withdrawn:
        at = "" if each.withdrawn_at is None else _moment(each.withdrawn_at)
        said = Text(f"återkallad {at}, förblir förseglad", f"withdrawn {at}, stays sealed")
        yield _unopened(each, said.in_(lang))


def _unopened(each: StillSealed, remark: str) -> Row:
    return each.bid_id, str(each.version), "–", "–", _moment(each.received_at), "–", remark


def _moment(at: datetime) -> str:
    return at.astimezone(STOCKHOLM).isoformat(" ")
