"""Why a call-off may not be opened, offered, answered or decided."""

from __future__ import annotations

from law.reasons import ActRefused, Text, refuse
from models.frameworks import CallOff, CallOffWay
from models.tender import Tender
from procurement.frameworks.call_off_order import CallOffStanding, CallOffState
from procurement.frameworks.framework_rules import RANKED, placed_by, stated_way


def check_described(what: Text) -> None:
    if not what.sv.strip() or not what.en.strip():
        raise refuse(
            "call_off.what",
            sv="Det som avropas är inte beskrivet",
            en="What is called off is not described",
            todo_sv="Beskriv det på svenska och engelska",
            todo_en="Describe it in Swedish and in English",
        )


def unknown_call_off(call_off_id: str) -> ActRefused:
    return refuse(
        "call_off.unknown",
        sv=f"Det finns inget avrop {call_off_id}",
        en=f"There is no call-off {call_off_id}",
        todo_sv="Ange ett avrop som tilldela calloff show visar",
        todo_en="Name one that tilldela calloff show shows",
    )


def no_framework(tender: Tender) -> ActRefused:
    return refuse(
        "call_off.no_framework",
        sv=f"{tender.id} leder inte till något ramavtal",
        en=f"{tender.id} does not lead to a framework",
        todo_sv="Ange ett ramavtal",
        todo_en="Name a framework",
    )


def other_way(framework: Tender, way: CallOffWay) -> ActRefused:
    text = stated_way(framework, way)
    return refuse(
        "call_off.way",
        sv=text.sv,
        en=text.en,
        todo_sv="Lägg upp en förnyad konkurrensutsättning som vilar på ramavtalet",
        todo_en="Draft a mini-competition that rests on the framework",
        cite=placed_by(RANKED, framework),
    )


_ENDED = {
    CallOffState.ACCEPTED: (
        Text("har redan antagits", "has already been accepted"),
        Text("Besluta om avropet", "Decide the call-off"),
    ),
    CallOffState.PLACED: (
        Text("är redan lagt", "has already been placed"),
        Text("Öppna ett nytt avrop för ett nytt behov", "Open a new call-off for a new need"),
    ),
    CallOffState.EXHAUSTED: (
        Text("har ingen part kvar att erbjudas", "has no party left to be offered to"),
        Text("Tillgodose behovet på annat sätt", "Meet the need in another way"),
    ),
}


def check_open(row: CallOff, now: CallOffStanding) -> None:
    """Raises `ActRefused` unless somebody is to be offered it, or has been."""
    if now.state not in _ENDED:
        return
    why, todo = _ENDED[now.state]
    raise refuse(
        f"call_off.{now.state.value}",
        sv=f"Avropet {row.id} {why.sv}",
        en=f"Call-off {row.id} {why.en}",
        todo_sv=todo.sv,
        todo_en=todo.en,
    )


def not_offered(row: CallOff) -> ActRefused:
    return refuse(
        "call_off.not_offered",
        sv=f"Avropet {row.id} har inte erbjudits den leverantören",
        en=f"Call-off {row.id} has not been offered to that provider",
        todo_sv="Erbjud det i rangordningen, en i taget",
        todo_en="Offer it in the ranking's order, one at a time",
    )


def letter_not_sent(row: CallOff) -> ActRefused:
    return refuse(
        "call_off.letter_not_sent",
        sv=f"Brevet med erbjudandet om avropet {row.id} har inte skickats",
        en=f"The letter that offers call-off {row.id} has not been sent",
        todo_sv="Skicka det med tilldela letters send, och anteckna svaret när det kommer",
        todo_en="Send it with tilldela letters send, and record the answer when it comes",
    )


def answered_otherwise(row: CallOff) -> ActRefused:
    return refuse(
        "call_off.answered",
        sv=f"Leverantören har redan besvarat avropet {row.id}, på annat sätt",
        en=f"The provider has answered call-off {row.id} already, otherwise",
        todo_sv="Det första svaret gäller",
        todo_en="The first answer stands",
    )


def without_reason(row: CallOff) -> ActRefused:
    return refuse(
        "call_off.reason",
        sv=f"Skälet för att avböja avropet {row.id} är inte angivet",
        en=f"The reason for declining call-off {row.id} is not stated",
        todo_sv="Ange leverantörens skäl på svenska och engelska",
        todo_en="State the provider's reason in Swedish and in English",
    )


def contract_over(row: CallOff, place: int) -> ActRefused:
    return refuse(
        "call_off.contract_over",
        sv=f"Ramavtalet med leverantören på plats {place} gäller inte längre, så avropet"
        f" {row.id} kan inte läggas där",
        en=f"The framework with the provider at place {place} is no longer in force, so"
        f" call-off {row.id} cannot be placed there",
        todo_sv="Öppna ett nytt avrop medan ramavtalet löper, eller upphandla på nytt",
        todo_en="Open a new call-off while the framework runs, or procure anew",
    )


def not_accepted(row: CallOff) -> ActRefused:
    return refuse(
        "call_off.not_accepted",
        sv=f"Ingen leverantör har antagit avropet {row.id}",
        en=f"No provider has accepted call-off {row.id}",
        todo_sv="Erbjud det i rangordningen, och vänta på svaret",
        todo_en="Offer it in the ranking's order, and wait for the answer",
    )
