"""Whether the files of a play agree with each other: ids once, references found."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel

from interop.play_course import Course
from interop.play_models import (
    Award,
    Bid,
    Buyer,
    Evidence,
    InvoiceLine,
    Lot,
    ParticipantMonth,
    Person,
    Provider,
    Requirement,
    Service,
    StaffMonth,
    Submission,
    Tender,
)
from interop.play_reading import Problems, Table, YamlFile

M = TypeVar("M", bound=BaseModel)
Identified = Lot | Provider | Bid
Path = tuple[str | int, ...]

_PERSON_FIELDS = frozenset({"by", "second", "approved_by", "prepared_by"})
_PROVIDER_FIELDS = frozenset({"provider", "applicant"})
_BID_FIELDS = frozenset({"bid", "disregard_bid"})


@dataclass(frozen=True)
class MonthFiles:
    submissions: Table[Submission]
    participants: Table[ParticipantMonth]
    staff: Table[StaffMonth]
    lines: Table[InvoiceLine]


@dataclass(frozen=True)
class PlayFiles:
    """Everything that could be read; a section with a fault is None."""

    tender_file: YamlFile | None
    course_file: YamlFile | None
    buyer: Buyer | None
    people: tuple[Person, ...]
    tender: Tender | None
    service: Service | None
    requirements: tuple[Requirement, ...]
    award: Award | None
    course: Course | None
    lots: Table[Lot]
    providers: Table[Provider]
    bids: Table[Bid]
    evidence: Table[Evidence]
    reports: dict[str, MonthFiles]


def check_references(files: PlayFiles, problems: Problems) -> None:
    """Add a problem for each id used twice and each reference to something not there."""
    _check_tender_ids(files, problems)
    _once(files.lots, "lot", lambda lot: lot.id, problems)
    _once(files.providers, "provider", lambda provider: provider.id, problems)
    _once(files.providers, "org_number", lambda provider: provider.org_number, problems)
    _check_bids(files, problems)
    _check_evidence(files, problems)
    _check_course(files, problems)
    for month in files.reports.values():
        _check_month(month, files.lots, problems)
    _check_lines(files, problems)


def _once(table: Table[M], heading: str, key: Callable[[M], Hashable], problems: Problems) -> None:
    first: dict[Hashable, int] = {}
    for line, item in table.rows:
        if key(item) in first:
            problems.add(
                f"{table.name}, line {line}, {heading}",
                f'"{_shown(key(item))}" is already on line {first[key(item)]}. '
                "Change or remove one of them.",
            )
        first.setdefault(key(item), line)


def _shown(key: Hashable) -> str:
    return " ".join(str(part) for part in key) if isinstance(key, tuple) else str(key)


def _known(
    table: Table[M],
    heading: str,
    wanted: Callable[[M], str | None],
    other: Table[Identified],
    problems: Problems,
) -> None:
    """Each ``wanted`` id of the table is the id of a row in the ``other`` table."""
    if not other.whole:
        return
    ids = _ids(other)
    for line, item in table.rows:
        reference = wanted(item)
        if reference is not None and reference not in ids:
            problems.add(f"{table.name}, line {line}, {heading}", _not_there(reference, other.name))


def _ids(table: Table[Identified]) -> set[str]:
    return {item.id for item in table.items}


def _not_there(reference: str, where: str) -> str:
    return f'"{reference}" is not in {where}. Correct it, or add it there.'


def _check_tender_ids(files: PlayFiles, problems: Problems) -> None:
    if files.tender_file is None:
        return
    criteria = files.award.criteria if files.award else ()
    lists: list[tuple[Path, list[Hashable]]] = [
        (("people",), [person.id for person in files.people]),
        (("requirements",), [requirement.id for requirement in files.requirements]),
        (("award", "criteria"), [criterion.id for criterion in criteria]),
    ]
    for place, criterion in enumerate(criteria):
        lists.append(
            (("award", "criteria", place, "levels"), [level.level for level in criterion.levels])
        )
    for path, ids in lists:
        for twice in _repeated(ids):
            problems.add(
                files.tender_file.where(*path), f'"{twice}" is used twice. Change one of them.'
            )


def _repeated(ids: Iterable[Hashable]) -> list[Hashable]:
    listed = list(ids)
    return [known for known in dict.fromkeys(listed) if listed.count(known) > 1]


def _check_bids(files: PlayFiles, problems: Problems) -> None:
    _once(files.bids, "bid", lambda bid: bid.id, problems)
    _once(files.bids, "lot, provider", lambda bid: (bid.lot, bid.provider), problems)
    _known(files.bids, "lot", lambda bid: bid.lot, files.lots, problems)
    _known(files.bids, "provider", lambda bid: bid.provider, files.providers, problems)
    for criterion in files.award.criteria if files.award else ():
        defined = [level.level for level in criterion.levels]
        for line, bid in files.bids.rows:
            if bid.levels[criterion.id] not in defined:
                problems.add(
                    f"bids.csv, line {line}, {criterion.id}",
                    f"level {bid.levels[criterion.id]} is not defined in tender.yaml. "
                    f"Write one of {', '.join(str(level) for level in defined)}.",
                )


def _check_evidence(files: PlayFiles, problems: Problems) -> None:
    _once(files.evidence, "evidence", lambda evidence: evidence.id, problems)
    _known(files.evidence, "provider", lambda item: item.provider, files.providers, problems)
    _known(files.evidence, "bid", lambda item: item.bid, files.bids, problems)
    giver = {bid.id: bid.provider for bid in files.bids.items}
    kinds = {requirement.evidence_kind for requirement in files.requirements}
    for line, item in files.evidence.rows:
        where = f"evidence.csv, line {line}"
        if item.bid in giver and giver[item.bid] != item.provider:
            problems.add(
                f"{where}, bid",
                f'"{item.bid}" is a bid of {giver[item.bid]}, not of {item.provider}. '
                "Correct the bid or the provider.",
            )
        if kinds and item.kind not in kinds:
            problems.add(
                f"{where}, kind",
                f'"{item.kind}" shows no requirement in tender.yaml. '
                f"Write one of {', '.join(sorted(kinds))}.",
            )


def _check_course(files: PlayFiles, problems: Problems) -> None:
    if files.course is None or files.course_file is None:
        return
    for path, value in _leaves(files.course.model_dump(mode="json"), ()):
        source = _source_of(str(path[-1]), files)
        if source and value is not None and value not in source[1]:
            problems.add(files.course_file.where(*path), _not_there(str(value), source[0]))
    if files.bids.whole:
        _check_tenderers(files.course, files.course_file, files.bids, problems)
    if files.award is not None:
        _check_masks(files.course, files.course_file, files.award, problems)


def _source_of(field: str, files: PlayFiles) -> tuple[str, set[str]] | None:
    """Where ids of this field are defined; None if nowhere, or if that file has faults."""
    if field in _PERSON_FIELDS and files.people:
        return "people in tender.yaml", {person.id for person in files.people}
    if field == "requirement" and files.requirements:
        return "requirements in tender.yaml", {each.id for each in files.requirements}
    tables: dict[str, Table[Identified]] = {"lot": files.lots}
    tables |= dict.fromkeys(_BID_FIELDS, files.bids)
    tables |= dict.fromkeys(_PROVIDER_FIELDS, files.providers)
    table = tables.get(field)
    return (table.name, _ids(table)) if table and table.whole else None


def _leaves(value: object, path: Path) -> Iterator[tuple[Path, object]]:
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _leaves(part, (*path, key))
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from _leaves(part, (*path, place))
    else:
        yield path, value


def _check_tenderers(course: Course, file: YamlFile, bids: Table[Bid], problems: Problems) -> None:
    """Who applies for review, or asks why it did not win, has bid for the lot."""
    given = {(bid.provider, bid.lot) for bid in bids.items}
    named: list[tuple[Path, str, str]] = [
        (("applications", place, "applicant"), each.applicant, each.lot)
        for place, each in enumerate(course.applications)
    ]
    named += [
        (("information_requests", place, "provider"), each.provider, each.lot)
        for place, each in enumerate(course.information_requests)
    ]
    for path, provider, lot in named:
        if (provider, lot) not in given:
            problems.add(
                file.where(*path),
                f'"{provider}" has no bid in lot {lot}. Name a tenderer of that lot.',
            )


def _check_masks(course: Course, file: YamlFile, award: Award, problems: Problems) -> None:
    known = ["price", *(f"criterion:{each.id}" for each in award.criteria), "comparison"]
    for place, request in enumerate(course.information_requests):
        for at, mask in enumerate(request.secrecy.masks):
            if mask.field not in known:
                problems.add(
                    file.where("information_requests", place, "secrecy", "masks", at, "field"),
                    f'"{mask.field}" is no figure of a bid. Write one of {", ".join(known)}.',
                )


def _check_month(month: MonthFiles, lots: Table[Lot], problems: Problems) -> None:
    _known(month.submissions, "lot", lambda row: row.lot, lots, problems)
    _known(month.participants, "lot", lambda row: row.lot, lots, problems)
    _known(month.staff, "lot", lambda row: row.lot, lots, problems)
    _known(month.lines, "lot", lambda row: row.lot, lots, problems)
    _once(month.submissions, "lot", lambda row: row.lot, problems)
    _once(month.participants, "lot, participant", lambda row: (row.lot, row.participant), problems)
    _once(month.staff, "lot, staff", lambda row: (row.lot, row.staff), problems)


def _check_lines(files: PlayFiles, problems: Problems) -> None:
    first: dict[str, str] = {}
    for month in files.reports.values():
        for line, row in month.lines.rows:
            if row.id in first:
                problems.add(
                    f"{month.lines.name}, line {line}, line",
                    f'"{row.id}" is already used in {first[row.id]}. '
                    "Give the line an id of its own.",
                )
            first.setdefault(row.id, f"{month.lines.name}, line {line}")
