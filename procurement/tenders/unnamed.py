"""What is told to all names nobody who asks, asks to take part, or tenders (OSL 19:3).

Whoever is interested is a secret until the time has run out, so that no text to all may
name any supplier in the register: refusing the asker's own name alone would tell who asked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from sqlmodel import col, select

from law.reasons import ActRefused, Cite, Text, refuse
from models.parties import Organisation, Person
from models.store import Work

SECRECY = Cite("OSL", 19, "3")
_FORM = re.compile(
    r"^(?:ab|aktiebolaget)\s+|\s+(?:ab|aktiebolag|hb|kb|ltd|inc|ekonomisk förening|\(publ\))$"
)
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s\-\u2010-\u2015]+(?=\d)")
FEWEST_WORDS = 2


def check_names_nobody(work: Work, *texts: Text) -> None:
    """Raises `ActRefused` for a name, number or address of a supplier, or of its people."""
    said = [_folded(each) for text in texts for each in (text.sv, text.en)]
    digits = [_BETWEEN_DIGITS.sub("", each) for each in said]
    people = work.session.exec(select(Person).where(col(Person.organisation_id).is_not(None))).all()
    for organisation in work.session.exec(select(Organisation).order_by(col(Organisation.id))):
        own = [person for person in people if person.organisation_id == organisation.id]
        for named in _names(organisation, own):
            if any(_says(each, named) for each in said):
                raise _names_somebody(named)
        number = re.sub(r"\D", "", organisation.org_number)
        if number and any(re.search(rf"(?<!\d)(?:16)?{number}(?!\d)", each) for each in digits):
            raise _names_somebody(organisation.org_number)


def _names(organisation: Organisation, people: list[Person]) -> Iterator[str]:
    named = _folded(organisation.name)
    yield named
    short = _FORM.sub("", named)
    # One word alone, such as a trade, may well be used without meaning the firm.
    if len(short.split()) >= FEWEST_WORDS:
        yield short
    given = (
        organisation.email, organisation.contact_person, organisation.signatory,
        *(each for person in people for each in (person.name, person.email)),
    )  # fmt: skip
    yield from (_folded(each) for each in given if each.strip())


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _says(text: str, named: str) -> bool:
    """Also in the Swedish genitive, with its s."""
    return re.search(rf"(?<!\w){re.escape(named)}s?(?!\w)", text) is not None


def _names_somebody(named: str) -> ActRefused:
    return refuse(
        "answer.names_somebody",
        sv=f"Texten till alla nämner {named}, som hör till en leverantör i registret",
        en=f"The text to all names {named}, which belongs to a supplier in the register",
        todo_sv="Skriv om den så att ingen leverantör går att känna igen",
        todo_en="Write it so that no supplier can be recognised",
        cite=SECRECY,
    )
