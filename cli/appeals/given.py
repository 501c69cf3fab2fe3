"""What several commands of `tilldela appeals` are given."""

from __future__ import annotations

from typing import Annotated

import typer
from sqlmodel import col, select

from models.review import Matter
from models.store import Store
from procurement.tenders.finding import tender_named

Lawyer = Annotated[str, typer.Option("--as", metavar="PERSON", help="A legal officer.")]
MatterName = Annotated[
    str,
    typer.Argument(
        metavar="MATTER",
        help="TENDER/CASE, such as STA-2025/4711-26, or the case number alone where it is the"
        " only one.",
    ),
]


def matter_id_of(store: Store, given: str) -> str:
    """The matter's id where the name is one here; otherwise as given, for the act to refuse.

    A case number may have a slash in it, and so may a diary number.
    """
    with store.read() as work:
        if work.session.get(Matter, given) is not None:
            return given
        numbered = select(Matter.id).where(col(Matter.case_number) == given)
        found = list(work.session.exec(numbered))
        parts = given.split("/")
        for place in range(1, len(parts)):
            tender = tender_named(work, "/".join(parts[:place]))
            matter_id = f"{tender.id}/{'/'.join(parts[place:])}" if tender else given
            if work.session.get(Matter, matter_id) is not None:
                found.append(matter_id)
    return found[0] if len(set(found)) == 1 else given
