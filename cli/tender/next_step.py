"""What an officer does next with a tender, by how far its call has come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cli.tender.ordered_step import by_order
from contracts.overview import lot_overviews
from law.procedures import Call, LeadsTo, Sends, Who
from law.reasons import Text
from models.store import Store
from procurement.calls.call_overview import CallOverview, Stage
from procurement.decisions.by_order import OrderedLot, lots_by_order


@dataclass(frozen=True)
class OfCourts:
    """What courts make the next step: lots that are `ordered`, and codes of those `unasked` of."""

    ordered: Sequence[OrderedLot] = ()
    unasked: Sequence[str] = ()


def of_courts(store: Store, tender_id: str) -> OfCourts:
    """Raises `ActRefused` for an unknown tender."""
    ordered = lots_by_order(store, tender_id)
    # What has been ordered done anew is asked about when it has been.
    first = {lot.code for lot in ordered}
    unasked = [code for code in lots_to_ask_about(store, tender_id) if code not in first]
    return OfCourts(ordered, unasked)


def lots_to_ask_about(store: Store, tender_id: str) -> tuple[str, ...]:
    """Codes of the lots without a contract that a check with a court is missing for."""
    return tuple(
        dict.fromkeys(
            each.code
            for each in lot_overviews(store, tender_id)
            if each.concluded is None
            and any(reason.code == "court-not-asked" for reason in each.reasons)
        )
    )


def next_steps(found: CallOverview, courts: OfCourts) -> Iterator[Text]:
    """Nothing where something else remains first: that is said with what is to be done."""
    if found.unmet:
        return
    yield from by_order(found.id, courts.ordered)
    id_ = found.id
    if found.stage is Stage.DRAFT:
        yield _publish(found)
    elif found.step.sends is Sends.APPLICATIONS:
        yield Text(f"tilldela notice list {id_}", f"tilldela notice list {id_}")
        yield Text(
            f"ta emot ansökningar, se tilldela admission show {id_}",
            f"take in applications, see tilldela admission show {id_}",
        )
    elif found.stage is Stage.PUBLISHED:
        yield from _while_published(found)
    elif found.stage is Stage.CLOSED:
        yield Text(
            f"öppna det som kommit in med tilldela open {id_}",
            f"open what has come in with tilldela open {id_}",
        )
    else:
        yield _opened(found)
    if courts.unasked:
        yield _ask_court(id_, courts.unasked)


def _publish(found: CallOverview) -> Text:
    asked = found.step.who is Who.ASKED
    named = Text(" --ask LEVERANTÖR", " --ask SUPPLIER") if asked else Text("", "")
    words = f"tilldela tender publish {found.id}"
    return Text(
        f"båda som beslutar lämnar jävsförklaring med tilldela tender declare, sedan {words}"
        f"{named.sv} --as UPPHANDLARE --as UPPHANDLINGSCHEF",
        f"both who decide declare with tilldela tender declare, then {words}"
        f"{named.en} --as OFFICER --as HEAD",
    )


def _while_published(found: CallOverview) -> Iterator[Text]:
    id_ = found.id
    if found.step.call is Call.INVITATION:
        yield Text(
            f"skicka inbjudningarna, se tilldela letters list {id_}",
            f"send the invitations, see tilldela letters list {id_}",
        )
    else:
        yield Text(
            f"skicka annonsen, se tilldela notice list {id_}",
            f"send the notice, see tilldela notice list {id_}",
        )
    yield Text(
        f"besvara frågor, se tilldela tender questions {id_}",
        f"answer questions, see tilldela tender questions {id_}",
    )
    if found.step.sealed:
        yield Text(
            f"efter sista dagen: tilldela open {id_}", f"after the deadline: tilldela open {id_}"
        )


def _opened(found: CallOverview) -> Text:
    if LeadsTo.AWARD in found.step.leads_to:
        return Text(
            f"pröva, rangordna och besluta, se tilldela award status {found.id}",
            f"check, rank and decide, see tilldela award status {found.id}",
        )
    return Text(
        f"avgör vilka som går vidare, se tilldela stage show {found.id}",
        f"decide who goes on, see tilldela stage show {found.id}",
    )


def _ask_court(id_: str, codes: Sequence[str]) -> Text:
    named = ", ".join(codes)
    return Text(
        f"fråga domstolen om {named} och anteckna svaret med tilldela appeals check {id_}, se"
        f" tilldela lots {id_}",
        f"ask the court about {named} and record the answer with tilldela appeals check {id_}, see"
        f" tilldela lots {id_}",
    )
