"""Reading a play folder: tender.yaml, course.yaml, four CSV files, and monthly reports.

Amounts are kronor in the files and öre in the models; posts are decimals in the
files and tenths in the models; every time has an offset and becomes UTC.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from interop.play_course import Course
from interop.play_models import (
    Award,
    Bid,
    Buyer,
    Criterion,
    Evidence,
    InvoiceLine,
    Level,
    Lot,
    MonthReport,
    ParticipantMonth,
    Person,
    Play,
    Provider,
    Requirement,
    RequirementStage,
    Service,
    StaffMonth,
    Submission,
    Tender,
)
from interop.play_reading import (
    Column,
    Problems,
    Row,
    Table,
    YamlFile,
    build,
    read_cells,
    read_table,
    read_yaml,
)
from interop.play_references import MonthFiles, PlayFiles, check_references
from interop.play_values import (
    any_text,
    day_from_text,
    day_or_none,
    instant_from_text,
    ore_from_sek,
    org_number_from_text,
    organisation_number_is_valid,
    tenths_from_fte,
    text_from_cell,
    text_or_none,
    whole_number,
)

__all__ = [
    "Award",
    "Bid",
    "Buyer",
    "Course",
    "Criterion",
    "Evidence",
    "InvoiceLine",
    "Level",
    "Lot",
    "MonthReport",
    "ParticipantMonth",
    "Person",
    "Play",
    "PlayFilesInvalid",
    "Provider",
    "Requirement",
    "RequirementStage",
    "Service",
    "StaffMonth",
    "Submission",
    "Tender",
    "load_play",
    "organisation_number_is_valid",
]

M = TypeVar("M", bound=BaseModel)


class PlayFilesInvalid(Exception):
    """The folder cannot be played. ``problems``: one sentence each, in file order."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


def _columns(*columns: tuple[str, Callable[[str], object]]) -> tuple[Column, ...]:
    return tuple(Column(heading, heading, read) for heading, read in columns)


_MARK = Column("mark", "mark", text_from_cell)
_LOT_COLUMNS = (
    Column("lot", "id", text_from_cell),
    *_columns(("name", text_from_cell), ("county", text_from_cell)),
    Column("places_per_year", "places_per_year", whole_number),
    Column("estimated_value_sek", "estimated_value_ore", ore_from_sek),
    Column("at_fte_required", "at_fte_required_tenths", tenths_from_fte),
    _MARK,
)
_PROVIDER_COLUMNS = (
    Column("provider", "id", text_from_cell),
    *_columns(
        ("name", text_from_cell),
        ("org_number", org_number_from_text),
        ("address", text_from_cell),
        ("city", text_from_cell),
        ("email", text_from_cell),
        ("contact_person", text_from_cell),
        ("signatory", text_from_cell),
    ),
    Column("at_fte", "at_fte_tenths", tenths_from_fte),
    Column("ak_fte", "ak_fte_tenths", tenths_from_fte),
    _MARK,
)
_BID_COLUMNS = (
    Column("bid", "id", text_from_cell),
    *_columns(
        ("lot", text_from_cell), ("provider", text_from_cell), ("received_at", instant_from_text)
    ),
    Column("price_sek", "price_ore", ore_from_sek),
    _MARK,
)
_EVIDENCE_COLUMNS = (
    Column("evidence", "id", text_from_cell),
    *_columns(
        ("provider", text_from_cell),
        ("bid", text_or_none),
        ("kind", text_from_cell),
        ("issued_on", day_from_text),
        ("valid_until", day_or_none),
        ("value", any_text),
    ),
    _MARK,
)
_SUBMISSION_COLUMNS = _columns(("lot", text_from_cell), ("submitted_at", instant_from_text))
_PARTICIPANT_COLUMNS = _columns(
    ("lot", text_from_cell),
    ("participant", text_from_cell),
    ("part", whole_number),
    ("started_on", day_from_text),
    ("scheduled_hours", whole_number),
    ("attended_hours", whole_number),
    ("outcome", text_from_cell),
)
_STAFF_COLUMNS = (
    *_columns(("lot", text_from_cell), ("staff", text_from_cell), ("role", text_from_cell)),
    Column("fte", "fte_tenths", tenths_from_fte),
    Column("licence", "licence", text_or_none),
)
_LINE_COLUMNS = (
    Column("line", "id", text_from_cell),
    *_columns(
        ("lot", text_from_cell), ("participant", text_from_cell), ("service_month", text_from_cell)
    ),
    Column("amount_sek", "amount_ore", ore_from_sek),
)


def load_play(folder: Path) -> Play:
    """The play in ``folder``, whole and consistent.

    Raises PlayFilesInvalid with every problem of every file. A bid received
    after the deadline is no fault of the file: refusing it is the engine's act.
    """
    problems = Problems()
    files = _read(folder, problems)
    check_references(files, problems)
    play = _assembled(files)
    if play is None or problems.found:
        raise PlayFilesInvalid(problems.found)
    return play


def _read(folder: Path, problems: Problems) -> PlayFiles:
    tender_file = read_yaml(folder, "tender.yaml", problems)
    course_file = read_yaml(folder, "course.yaml", problems)
    award = _section(tender_file, "award", Award, problems)
    course = course_file.build_root(Course, problems) if course_file else None
    return PlayFiles(
        tender_file=tender_file,
        course_file=course_file,
        buyer=_section(tender_file, "buyer", Buyer, problems),
        people=_sections(tender_file, "people", Person, problems),
        tender=_section(tender_file, "tender", Tender, problems),
        service=_section(tender_file, "service", Service, problems),
        requirements=_sections(tender_file, "requirements", Requirement, problems),
        award=award,
        course=course,
        lots=_table(folder, "lots.csv", Lot, _LOT_COLUMNS, problems),
        providers=_table(folder, "providers.csv", Provider, _PROVIDER_COLUMNS, problems),
        bids=_bids(folder, award, problems),
        evidence=_table(folder, "evidence.csv", Evidence, _EVIDENCE_COLUMNS, problems),
        reports={
            month: _month_files(folder, month, problems)
            for month in (course.reports if course else ())
        },
    )


def _assembled(files: PlayFiles) -> Play | None:
    if not (files.buyer and files.tender and files.service and files.award and files.course):
        return None
    return Play(
        buyer=files.buyer,
        people=files.people,
        tender=files.tender,
        service=files.service,
        requirements=files.requirements,
        award=files.award,
        lots=files.lots.items,
        providers=files.providers.items,
        bids=files.bids.items,
        evidence=files.evidence.items,
        course=files.course,
        reports={month: _month_report(month, tables) for month, tables in files.reports.items()},
    )


def _section(file: YamlFile | None, key: str, model: type[M], problems: Problems) -> M | None:
    return file.build(key, model, problems) if file else None


def _sections(file: YamlFile | None, key: str, model: type[M], problems: Problems) -> tuple[M, ...]:
    return file.build_all(key, model, problems) if file else ()


def _table(
    folder: Path, name: str, model: type[M], columns: tuple[Column, ...], problems: Problems
) -> Table[M]:
    def built(row: Row) -> M | None:
        values = read_cells(row, columns, name, problems)
        return build(model, values, f"{name}, line {row.line}", problems) if values else None

    return read_table(folder, name, [column.heading for column in columns], built, problems)


def _bids(folder: Path, award: Award | None, problems: Problems) -> Table[Bid]:
    """Bids have one more column per award criterion, so tender.yaml decides the columns."""
    criteria = tuple(
        Column(criterion.id, criterion.id, whole_number)
        for criterion in (award.criteria if award else ())
    )

    def built(row: Row) -> Bid | None:
        values = read_cells(row, _BID_COLUMNS, "bids.csv", problems)
        levels = read_cells(row, criteria, "bids.csv", problems)
        if values is None or levels is None:
            return None
        return build(Bid, {**values, "levels": levels}, f"bids.csv, line {row.line}", problems)

    headings = [column.heading for column in (*_BID_COLUMNS, *criteria)]
    return read_table(folder, "bids.csv", headings, built, problems)


def _month_files(folder: Path, month: str, problems: Problems) -> MonthFiles:
    under = f"reports/{month}"
    return MonthFiles(
        submissions=_table(
            folder, f"{under}/submissions.csv", Submission, _SUBMISSION_COLUMNS, problems
        ),
        participants=_table(
            folder, f"{under}/participants.csv", ParticipantMonth, _PARTICIPANT_COLUMNS, problems
        ),
        staff=_table(folder, f"{under}/staff.csv", StaffMonth, _STAFF_COLUMNS, problems),
        lines=_table(folder, f"{under}/lines.csv", InvoiceLine, _LINE_COLUMNS, problems),
    )


def _month_report(month: str, files: MonthFiles) -> MonthReport:
    return MonthReport(
        month=month,
        submissions=files.submissions.items,
        participants=files.participants.items,
        staff=files.staff.items,
        lines=files.lines.items,
    )
