"""What `tilldela journal` says, in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from law.reasons import Text

EMPTY = Text(
    "Journalen är tom. En installation i bruk har poster: ta reda på vart de tagit vägen.",
    "The journal is empty. An installation in use has entries: find out where they have gone.",
)
HEADINGS = (
    Text("Nr", "No."),
    Text("Tid", "Time"),
    Text("Vem", "Who"),
    Text("Händelse", "Act"),
    Text("Rör", "About"),
)


def whole(entries: int, head: str) -> Text:
    return Text(
        f"Journalen är hel: {entries} poster, den sista med hash {head[:16]}.",
        f"The journal is whole: {entries} entries, the last with the hash {head[:16]}.",
    )


def whole_but_sealed() -> Text:
    return Text(
        "Journalen är hel. Hur många poster den har sägs när tilldelningsbeslutet är fattat.",
        "The journal is whole. How many entries it has is told once the award has been decided.",
    )


def found(size: int) -> Text:
    return Text(
        f"Kontrollpunkten stämmer: de första {size} posterna är som när den togs.",
        f"The checkpoint agrees: the first {size} entries are as they were when it was taken.",
    )


def not_a_checkpoint(given: str) -> Text:
    return Text(
        f"{given} är ingen kontrollpunkt. Ange antalet och de 32 hexadecimala siffrorna ur ett"
        ' dokuments sidfot ("439 · 9f2c 41d0 …"), eller en fil med en signerad kontrollpunkt.',
        f"{given} is not a checkpoint. Give the number and the 32 hexadecimal digits from a"
        ' document\'s footer ("439 · 9f2c 41d0 …"), or a file with a signed checkpoint.',
    )


def foreign_note(given: str, why: str) -> Text:
    return Text(
        f"Kontrollpunkten i {given} går inte att lita på: den är ändrad, eller signerad av en"
        " annan installation.",
        f"The checkpoint in {given} cannot be trusted. {why}",
    )


def unknown_checkpoint(given: str) -> Text:
    return Text(
        f"Journalen har aldrig haft kontrollpunkten {given}: den har skrivits om eller kortats,"
        " eller så kommer dokumentet från en annan installation.",
        f"The journal has never had the checkpoint {given}: it has been rewritten or cut short,"
        " or the document comes from another installation.",
    )


def exported(folder: Path, entries: int) -> Text:
    return Text(
        f"{entries} poster skrivna till {folder}. Kontrollera dem med script/verify_bundle.py.",
        f"{entries} entries written to {folder}. Check them with script/verify_bundle.py.",
    )


def ends_early(tenders: Sequence[str]) -> Text:
    named = ", ".join(tenders)
    return Text(
        f"Exporten slutar där {named} annonserades, eftersom anbuden är hemliga och antalet"
        " poster skulle röja deras antal. Exportera igen efter tilldelningsbeslutet.",
        f"The export ends where {named} was published, because the bids are secret and the"
        " number of entries would tell theirs. Export again after the award decision.",
    )


def left_out(tenders: Sequence[str]) -> Text:
    named = ", ".join(tenders)
    return Text(
        f"Anbuden i {named} är hemliga: därefter visas bara vad anställda gjort i andra"
        " ärenden, utan nummer.",
        f"The bids of {named} are secret: from there on only what staff did in other matters"
        " is shown, without numbers.",
    )


def too_far(told: int) -> Text:
    return Text(
        f"Medan anbud är hemliga visas nummer bara till och med {told}. Ange ett lägre"
        " nummer, eller utelämna --from-seq.",
        f"While bids are secret, numbers are shown up to {told} only. Give a lower number, or"
        " leave out --from-seq.",
    )
