"""What a step must have on record before suppliers are called."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from law.procedures import RecordKind
from law.reasons import ActRefused, Basis, Cite, Reason, Text
from law.rulebook import Rulebook, applies
from models.planning import NoteKind
from models.store import Work
from models.tender import Tender
from procurement.planning.notes import notes_of
from procurement.planning.tender_documents import versions_of
from procurement.planning.values import newest_estimate
from procurement.tenders.steps import step_of_tender


def check_records(work: Work, tender: Tender) -> None:
    """Raises `ActRefused` for the first record that the step asks for and nobody has made."""
    for missing in missing_records(work, tender):
        raise missing


def missing_records(work: Work, tender: Tender) -> Iterator[ActRefused]:
    """For each record that the step asks for and nobody has made: why, and what to do."""
    for kind in step_of_tender(tender).records:
        if not _MADE[kind](work, tender):
            what, todo = _WORDS[kind]
            text = Text(
                f"{tender.id} kan inte annonseras: {what.sv} saknas",
                f"{tender.id} cannot be published: {what.en} missing",
            )
            cite = _cite(kind, tender)
            basis = Basis.STATUTE if cite else Basis.HOUSE_RULE
            yield ActRefused(Reason(f"record.{kind.value}", text, cite, basis), todo)


def _noted(kind: NoteKind) -> Callable[[Work, Tender], bool]:
    return lambda work, tender: bool(notes_of(work, tender.id, kind))


_MADE: Mapping[RecordKind, Callable[[Work, Tender], bool]] = {
    RecordKind.NEED: _noted(NoteKind.NEED),
    RecordKind.LOTS: _noted(NoteKind.LOTS),
    RecordKind.PROCEDURE: _noted(NoteKind.PROCEDURE),
    RecordKind.GUIDELINES: _noted(NoteKind.GUIDELINES),
    RecordKind.VALUE: lambda work, tender: newest_estimate(work, tender) is not None,
    RecordKind.DOCUMENTS: lambda work, tender: bool(versions_of(work, tender.id)),
}
_NOTE = Text("Anteckna det med tilldela tender note", "Put it on record with tilldela tender note")
_WORDS: Mapping[RecordKind, tuple[Text, Text]] = {
    RecordKind.NEED: (Text("en anteckning om behovet", "a note on the need is"), _NOTE),
    RecordKind.LOTS: (
        Text(
            "skälen för att upphandlingen är, eller inte är, uppdelad",
            "the reason why the procurement is, or is not, divided into lots is",
        ),
        _NOTE,
    ),
    RecordKind.PROCEDURE: (
        Text("skälen för förfarandet", "the reason for the procedure is"),
        _NOTE,
    ),
    RecordKind.GUIDELINES: (
        Text(
            "en anteckning om riktlinjerna för direktupphandling",
            "a note on the guidelines for direct award is",
        ),
        _NOTE,
    ),
    RecordKind.VALUE: (
        Text("en uppskattning av värdet", "an estimate of the value is"),
        Text("Värdera den med tilldela tender value", "Value it with tilldela tender value"),
    ),
    RecordKind.DOCUMENTS: (
        Text("upphandlingsdokumenten", "the tender documents are"),
        Text("Lägg in dem med tilldela tender document", "File them with tilldela tender document"),
    ),
}
# Where a paragraph asks for the record; otherwise it is a rule of the house.
_CITES: Mapping[RecordKind, tuple[Cite, ...]] = {
    RecordKind.LOTS: (Cite("LOU", 4, "14"), Cite("LUF", 4, "12")),
    RecordKind.VALUE: (Cite("LOU", 5, "3"), Cite("LUF", 5, "2")),
    RecordKind.GUIDELINES: (Cite("LOU", "19a", "15"),),
}


def _cite(kind: RecordKind, tender: Tender) -> Cite | None:
    rulebook = Rulebook(tender.rulebook)
    return next((cite for cite in _CITES.get(kind, ()) if applies(rulebook, cite)), None)
