"""What the journal tells of the tender, with the verifier and the checkpoint that cover it.

The chain is given whole, up to a checkpoint; contents are given of the entries alone that
bear on the matter. Nothing is given that counts bids which are still secret
(`registry.disclosure`): an extract may end before the tender's newest entries.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import col, or_, select

import registry
from appeals.case_file.case import Case
from appeals.case_file.case_parts import CasePart, Group
from documents.case_file_contexts import Rows
from models.journal import Checkpoint, CheckpointReason, JournalEntry
from models.review import Matter
from models.store import Work
from models.tender import Bid, Lot
from people.actors import person_names
from registry.bundle import write_extract
from registry.checkpoints import checkpoints, take
from registry.disclosure import sealed_tenders
from registry.journal import instant

MADE = "case_file.made"
# More than that is for the file beside the listing.
ROWS_PRINTED = 300
VERIFIER = "verify_bundle.py"
# A contract drawn up anew: STA-1/D1/L02-v2.
VERSION = re.compile(r"-v[0-9]+$")


@dataclass(frozen=True)
class Extract:
    """Through `last`; `ends_early` when entries about the tender may not be told yet."""

    last: Checkpoint
    ends_early: bool


def covered(work: Work, tender_id: str) -> Extract | None:
    """The first checkpoint over all that the journal has about the tender; taken if none is.

    So the same facts give the same extract, whatever has been entered about others since.
    None while nothing may be told.
    """
    newest = max((each.seq for each in _of_tender(work, tender_id)), default=0)
    sealed, taken = sealed_tenders(work), checkpoints(work)
    if sealed is not None:
        taken = [each for each in taken if each.size <= sealed.told]
    covering = next((each for each in taken if each.size >= newest), None)
    if covering is None and sealed is None:
        covering = take(work, CheckpointReason.EXPORT)
    if covering is None and taken:
        # The first of its size: a later one would tell how long nothing was entered.
        covering = next(each for each in taken if each.size == taken[-1].size)
    return None if covering is None else Extract(covering, covering.size < newest)


def _of_tender(work: Work, tender_id: str) -> list[JournalEntry]:
    """Its own entries, its lots', letters', matters' and bids', in order.

    The making of case files aside: it would have each one tell of the one before.
    """
    bids = select(Bid.id).where(col(Bid.tender_id) == tender_id)
    subject = col(JournalEntry.subject)
    found = select(JournalEntry).where(
        or_(
            subject == tender_id,
            subject.startswith(f"{tender_id}/", autoescape=True),
            subject.startswith(f"{tender_id}:", autoescape=True),
            subject.in_(bids),
        ),
        col(JournalEntry.kind) != MADE,
    )
    return list(work.session.exec(found.order_by(col(JournalEntry.seq))))


def relevant(case: Case, size: int) -> list[JournalEntry]:
    """Of the first `size` entries, those about the tender that are not about others alone.

    About others: lots that the matter does not name, bids on them, who gave no bid on one
    that it names, and other matters; and what came of an entry about them, such as a letter.
    """
    ours, others = _named(case)
    found = []
    for entry in _of_tender(case.work, case.tender.id):
        about = _about(case.tender.id, entry)
        elsewhere = entry.subject in others or (about & others and not about & ours)
        if entry.seq > size or elsewhere:
            others |= {entry.subject} - {case.tender.id} - ours
        else:
            found.append(entry)
    return found


def _named(case: Case) -> tuple[set[str], set[str]]:
    """The ids that are the matter's, and those that are others'."""
    all_lots = set(
        case.work.session.exec(select(Lot.id).where(col(Lot.tender_id) == case.tender.id))
    )
    lots = {lot.id for lot in case.lots} or all_lots
    bids = case.work.session.exec(select(Bid).where(col(Bid.tender_id) == case.tender.id)).all()
    matters = select(Matter.id).where(col(Matter.tender_id) == case.tender.id)
    own = [bid for bid in bids if bid.lot_id in lots]
    ours = {case.matter.id, *lots, *(one for bid in own for one in (bid.id, bid.organisation_id))}
    everyone = {one for bid in bids for one in (bid.id, bid.organisation_id)}
    whole = {*all_lots, *everyone, *case.work.session.exec(matters)}
    return ours | case.concerned(), whole - ours - case.concerned()


def _about(tender_id: str, entry: JournalEntry) -> set[str]:
    """The subject, the lot that a contract's ends with, and what the content names it for."""
    told = json.loads(entry.payload)
    last = VERSION.sub("", entry.subject.rpartition("/")[2])
    named = {entry.subject, f"{tender_id}/{last}"}
    for key in ("bid", "lot", "organisation", "lots", "winners"):
        value = told.get(key) if isinstance(told, dict) else None
        named.update([value] if isinstance(value, str) else value or ())
    return named


def write_journal(case: Case, extract: Extract, folder: Path) -> None:
    """The extract as a folder, with the verifier beside it."""
    told = {entry.seq for entry in relevant(case, extract.last.size)}
    write_extract(case.work, folder / "journal", extract.last, lambda entry: entry.seq in told)
    source = Path(registry.__file__).parents[1] / "script" / VERIFIER
    # An installed package has no scripts; the reader then takes it from the project's source.
    if source.is_file():
        (folder / VERIFIER).write_bytes(source.read_bytes())


def journal_part(case: Case, extract: Extract | None) -> CasePart:
    title = case.say("Utdrag ur diariets journal", "Extract of the journal")
    if extract is None:
        nothing = case.say(
            "Inget lämnas ut: anbud i andra upphandlingar är hemliga.",
            "Nothing is given: bids in other procurements are secret.",
        )
        return CasePart(Group.JOURNAL, title, key="journal", notes=(nothing,))
    last, listed = extract.last, relevant(case, extract.last.size)
    return CasePart(
        Group.JOURNAL,
        title,
        key="journal",
        reference=f"1–{last.size}",
        facts=(
            case.fact("Kontrollpunkt", "Checkpoint", f"{last.size} · {last.root}"),
            case.fact("Undertecknad", "Signed", case.instant(instant(last.at_us))),
            case.fact("Kontrolleras med", "Checked with", f"python3 {VERIFIER} journal --extract"),
        ),
        tables=(_rows(case, listed[:ROWS_PRINTED]),) if listed else (),
        notes=tuple(_notes(case, extract, len(listed))),
    )


def _notes(case: Case, extract: Extract, count: int) -> list[str]:
    notes = [
        case.say(
            "Hela kedjan av poster följer med i journal.zip; innehållet bara i dem som rör"
            " målet: inte i dem om andra områden, anbud på dem eller andra mål.",
            "The whole chain of entries is in journal.zip; the contents only of those that bear"
            " on the matter: not of those on other lots, bids on them or other matters.",
        )
    ]
    if extract.ends_early:
        notes.append(
            case.say(
                "Utdraget slutar före de senaste posterna: anbud i andra upphandlingar är hemliga.",
                "The extract ends before the newest entries: bids in other procurements are"
                " secret.",
            )
        )
    if count > ROWS_PRINTED:
        notes.append(
            case.say(
                f"De första {ROWS_PRINTED} av {count} poster är tryckta här.",
                f"The first {ROWS_PRINTED} of {count} entries are printed here.",
            )
        )
    return notes


def _rows(case: Case, listed: list[JournalEntry]) -> Rows:
    names = person_names(case.work)
    return Rows(
        caption=case.say("Poster som rör målet", "Entries that bear on the matter"),
        headings=[
            case.say("Nr", "No."),
            case.say("Tid", "Time"),
            case.say("Händelse", "Act"),
            case.say("Gäller", "Subject"),
            case.say("Av", "By"),
            case.say("Hash", "Hash"),
        ],
        rows=[
            [
                str(each.seq),
                case.instant(instant(each.at_us)),
                each.kind,
                each.subject,
                names.get(each.actor_id, each.actor_id),
                each.entry_hash[:12],
            ]
            for each in listed
        ],
        numbers=[0],
        widths=[8, 20, 25, 20, 15, 12],
    )
