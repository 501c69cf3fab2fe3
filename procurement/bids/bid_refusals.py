"""Why a sealed bid is not taken in, or not taken back: each speaks of the sender's own alone."""

from __future__ import annotations

from datetime import datetime

from law.days import STOCKHOLM
from law.reasons import ActRefused, refuse
from models.tender import Tender
from procurement.tenders.steps import step_of_tender


def require_sealed(tender: Tender) -> None:
    """Raises `ActRefused` in a step where nothing is sealed until a deadline."""
    step = step_of_tender(tender)
    if not step.sealed:
        raise refuse(
            "bid.not_sealed",
            sv=f"I {tender.id} är steget {step.id} ({step.name.sv}), där inga förseglade anbud"
            " lämnas",
            en=f"The step of {tender.id} is {step.id} ({step.name.en}), in which no sealed bids"
            " are handed in",
            todo_sv="Läs i annonsen eller inbjudan hur ni deltar",
            todo_en="Read in the notice or the invitation how you take part",
        )


def late(came_at: datetime, until: datetime) -> ActRefused:
    deadline = until.astimezone(STOCKHOLM).isoformat()
    came = came_at.astimezone(STOCKHOLM).isoformat()
    return refuse(
        "bid.late",
        sv=f"Anbudet kom in {came}, efter anbudstidens slut {deadline}",
        en=f"The bid came in at {came}, after the deadline of {deadline}",
        todo_sv="Ett för sent anbud kan inte prövas",
        todo_en="A late bid cannot be considered",
    )


def second(bid_id: str, lot_code: str) -> ActRefused:
    return refuse(
        "bid.second",
        sv=f"Leverantören har redan lämnat anbudet {bid_id} i område {lot_code}",
        en=f"The tenderer has already left bid {bid_id} for lot {lot_code}",
        todo_sv="Ersätt det med dess nästa version, eller återkalla det först",
        todo_en="Replace it with its next version, or withdraw it first",
    )


def withdrawn(bid_id: str) -> ActRefused:
    return refuse(
        "bid.withdrawn",
        sv=f"Anbudet {bid_id} är återkallat och kan inte ersättas",
        en=f"Bid {bid_id} has been withdrawn and cannot be replaced",
        todo_sv="Lämna ett nytt anbud med egen beteckning",
        todo_en="Hand in a new bid with a token of its own",
    )


def wrong_version(bid_id: str, newest: int) -> ActRefused:
    return refuse(
        "bid.version",
        sv=f"Version {newest} av ditt anbud {bid_id} är mottagen, och nästa är {newest + 1}",
        en=f"Version {newest} of your bid {bid_id} has been received, and the next is {newest + 1}",
        todo_sv="Försegla anbudet på nytt som nästa version om det ska ersättas",
        todo_en="Seal the bid anew as its next version if it is to be replaced",
    )


def unfit_token() -> ActRefused:
    """The same whether the token is somebody else's, another lot's or nobody's."""
    return refuse(
        "bid.token",
        sv="Anbudets beteckning eller version är inte din att använda i det här området",
        en="The bid's token or version is not yours to use for this lot",
        todo_sv="Försegla anbudet på nytt, med egen beteckning eller som ersättning för ditt eget",
        todo_en="Seal the bid anew, with a token of its own or as a replacement of your own",
    )


def not_yours(bid_id: str) -> ActRefused:
    return refuse(
        "bid.not_yours",
        sv=f"Du har inget mottaget anbud {bid_id} i upphandlingen",
        en=f"You have no bid {bid_id} received in this tender",
        todo_sv="Ange beteckningen i ditt mottagningsbevis",
        todo_en="Name the token in your receipt",
    )


def wrong_place(lot_code: str) -> ActRefused:
    return refuse(
        "bid.place",
        sv=f"Anbudet är inte förseglat för område {lot_code} av din organisation",
        en=f"The bid is not sealed for lot {lot_code} by your organisation",
        todo_sv="Lämna filen med biljetten som hör till den, eller försegla anbudet på nytt",
        todo_en="Hand the file in with its own ticket, or seal the bid anew",
    )
