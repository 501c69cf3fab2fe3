"""What of a procurement may be disclosed to whoever asks: OSL 19:3, 19:3 a, 31:16, 31:17.

Until the award, what concerns bids is told to nobody but each bid's own giver, whatever harm
it would or would not do (OSL 19:3 second paragraph). After that each document is tested
each time it is asked for: what would be harmed is withheld, and the rest given. What an act on
procurement has the buyer tell tenderers (LOU 12:12-13, 19:19-20) is a duty of its own, and no
answer to such a request.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from law.dated import value
from law.days import months_after, spoken
from law.reasons import Basis, Cite, Reason, Text

ABSOLUTE = Cite("OSL", 19, "3")
CHOICE = Cite("OSL", 19, "3a")
MARKING = Cite("OSL", 5, "5")
MAY_BE_APPEALED = Cite("OSL", 6, "7")
WHOLE_OR_PART = Cite("TF", 2, "15")
PROMPTLY = Cite("TF", 2, "16")
NO_QUESTIONS = Cite("TF", 2, "18")
HOW_TO_APPEAL = Cite("FL", None, "43")
WHEN_TO_APPEAL = Cite("FL", None, "44")
MONTHS = 12


class About(StrEnum):
    """What a filed document tells of, as far as secrecy asks.

    `CALL`: what every supplier gets. `BIDS`: a bid, who has bid, or how many have.
    `TERMS`: the terms of a contract with one whose bid was chosen.
    """

    CALL = "call"
    BIDS = "bids"
    TERMS = "terms"


class Standing(StrEnum):
    """Whether a document can be given at all, or what is tested first."""

    ABSOLUTE = "absolute"
    TESTED = "tested"
    PUBLIC = "public"


@dataclass(frozen=True)
class Matter:
    """A procurement as absolute secrecy sees it; lots by any key.

    `ended`: lots with an award decision in force, or cancelled. `by_lot`: a lawyer has found
    each lot to be a matter of its own. `all_published`: every bid has been made public.
    `choice`: applications under LOV, which are never under absolute secrecy.
    """

    lots: frozenset[str]
    ended: frozenset[str]
    by_lot: bool = False
    all_published: bool = False
    choice: bool = False


@dataclass(frozen=True)
class Asked:
    """A document that is asked for. `lots` that it tells of; all of the matter's if none.

    `own`: the asker gave the bid, and the document is that bid, or was sent to the asker.
    `published`: the procurement has been announced.
    """

    about: About
    lots: frozenset[str] = frozenset()
    own: bool = False
    published: bool = True


@dataclass(frozen=True)
class Verdict:
    standing: Standing
    reason: Reason


def secrecy(matter: Matter, asked: Asked) -> Verdict:
    """Whether the document may be given now, is to be tested for harm, or lies open."""
    if asked.about is About.CALL:
        return _call(asked)
    if matter.choice:
        text = Text(
            "Absolut sekretess gäller inte vid ett ansökningsförfarande enligt LOV; handlingen"
            " prövas",
            "There is no absolute secrecy in an application procedure under LOV; the document is"
            " tested",
        )
        return Verdict(Standing.TESTED, Reason("secrecy-choice", text, CHOICE))
    if absolute_in(matter, asked.lots):
        return _own() if asked.own else _absolute(matter)
    return _tested()


def absolute_in(matter: Matter, lots: frozenset[str] = frozenset()) -> bool:
    """Whether what concerns bids for those lots is secret without exception.

    A matter without lots has not begun to have bids, and could only come to.
    """
    if matter.choice or matter.all_published:
        return False
    if not matter.by_lot or not lots:
        return not matter.lots or not matter.lots <= matter.ended
    return not lots <= matter.ended


def _call(asked: Asked) -> Verdict:
    if not asked.published:
        text = Text(
            "Upphandlingen är inte annonserad; handlingen prövas",
            "The procurement has not been announced; the document is tested",
        )
        return Verdict(Standing.TESTED, Reason("secrecy-unannounced", text, ABSOLUTE))
    text = Text(
        "Alla leverantörer får del av handlingen, som är allmän och offentlig",
        "Every supplier gets the document, which is public",
    )
    return Verdict(Standing.PUBLIC, Reason("secrecy-none", text, WHOLE_OR_PART))


def _own() -> Verdict:
    text = Text(
        "Den som har lämnat ett anbud får del av sitt eget, när det är klart att det är den som"
        " frågar",
        "Whoever gave a bid may have its own, once it is clear that it is the one who asks",
    )
    return Verdict(Standing.TESTED, Reason("secrecy-own", text, ABSOLUTE))


def _absolute(matter: Matter) -> Verdict:
    until = (
        Text("området är avgjort", "the lot has been decided")
        if matter.by_lot
        else Text("alla områden är avgjorda", "all lots have been decided")
    )
    text = Text(
        f"Uppgift som rör anbud får inte i något fall lämnas till någon annan än den som lämnat"
        f" anbudet förrän {until.sv} eller upphandlingen avslutats",
        f"Nothing that concerns bids may in any case be given to anybody but each bid's own giver"
        f" before {until.en} or the procurement has ended",
    )
    return Verdict(Standing.ABSOLUTE, Reason("secrecy-absolute", text, ABSOLUTE))


def _tested() -> Verdict:
    text = Text(
        "Den absoluta sekretessen har upphört; om någon uppgift skadar om den röjs prövas för just"
        " den här begäran",
        "Absolute secrecy has ended; whether anything does harm if told is tested for this very"
        " request",
    )
    return Verdict(Standing.TESTED, Reason("secrecy-tested", text, ABSOLUTE))


# By what is kept of it: the paragraphs that something in a procurement may be withheld under
# after a test, and what must be found then.
HARM: Mapping[Cite, Text] = {
    ABSOLUTE: Text(
        "det kan antas att det allmänna lider skada om uppgiften röjs",
        "it can be assumed that the public suffers harm if it is told",
    ),
    Cite("OSL", 31, "16"): Text(
        "det av särskild anledning kan antas att den enskilde lider skada om uppgiften röjs",
        "it can be assumed for a particular reason that the enterprise suffers harm if it is told",
    ),
    Cite("OSL", 31, "17"): Text(
        "det kan antas att den enskilde lider skada om uppgiften röjs",
        "it can be assumed that the enterprise suffers harm if it is told",
    ),
    Cite("OSL", 31, "23"): Text(
        "det inte står klart att uppgiften kan röjas utan att rättighetshavaren till verket lider"
        " skada",
        "it is not clear that it can be told without harm to the holder of the work's copyright",
    ),
    Cite("OSL", 18, "8"): Text(
        "det kan antas att syftet med en säkerhets- eller bevakningsåtgärd motverkas om uppgiften"
        " röjs",
        "it can be assumed that the purpose of a security measure is defeated if it is told",
    ),
    Cite("OSL", 21, "1"): Text(
        "det måste antas att den som uppgiften rör eller någon närstående kommer att lida"
        " betydande men om uppgiften röjs",
        "it must be assumed that the person concerned or somebody close will suffer considerably"
        " if it is told",
    ),
    Cite("OSL", 21, "7"): Text(
        "det kan antas att personuppgiften efter utlämnandet kommer att behandlas i strid med"
        " dataskyddsreglerna",
        "it can be assumed that the personal data will be processed against the rules on data"
        " protection once it is given",
    ),
}
# To whom the time of two years for a contract's terms applies.
_OF_BUSINESS = (ABSOLUTE, Cite("OSL", 31, "16"), Cite("OSL", 31, "17"))


def ground(written: str) -> Cite | None:
    """The paragraph of `HARM` that is written so, in either language."""
    plain = " ".join(written.replace("\N{NO-BREAK SPACE}", " ").split())
    return next((cite for cite in HARM if plain in (cite.in_("sv"), cite.in_("en"))), None)


def time_is_up(cite: Cite, about: About, since: date, today: date) -> Reason | None:
    """Why the paragraph no longer keeps anything secret in the document, or None.

    `since` is the day of the contract for its terms, and of the document for all else
    (OSL 7:5).
    """
    if cite not in _OF_BUSINESS:
        return None
    name = "secrecy_years_contract_terms" if about is About.TERMS else "secrecy_years"
    years = value(name, since)
    ends = months_after(since, MONTHS * years.value)
    if today < ends:
        return None
    sv, en = spoken(since).sv, spoken(since).en
    what = Text("avtalet slöts", "the contract was concluded")
    if about is not About.TERMS:
        what = Text("handlingen kom till", "the document came to be")
    text = Text(
        f"Sekretessen gäller längst {years.value} år från det att {what.sv}, {sv}",
        f"The secrecy lasts at most {years.value} years from when {what.en}, {en}",
    )
    return Reason("secrecy-over", text, cite, Basis.STATUTE)
