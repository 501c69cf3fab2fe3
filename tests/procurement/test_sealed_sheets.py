"""Before a lot's sheets are opened nothing of them is to be found, and a changed one is noticed."""

from __future__ import annotations

from fractions import Fraction

import pytest
from sqlalchemy import text as sql
from sqlmodel import select

from models.panel import ScoreSheet
from procurement.panel.consensus import spread
from procurement.panel.panel_overview import panel_overview
from procurement.panel.score_sheets import opened_scores
from procurement.panel.sheet_sealing import (
    Scored,
    SealedSheet,
    SheetBroken,
    SheetPlace,
    open_sheet,
    seal_sheet,
)
from registry.installation_keys import keys_of
from registry.journal import append
from tests.fact_dump import files_under
from tests.procurement.small_panel import L1, L2, PANEL, PanelWorld, sheet
from tests.procurement.small_papers import TENDER
from tests.procurement.test_canaries import tidy

MARK = "En mycket egen bedömning 7c1f0e"


def marks_found(world: PanelWorld, *marks: str) -> list[str]:
    tidy(world)
    held = files_under(world.store.data_dir).values()
    forms = {mark: (mark.encode(), mark.encode("utf-16-le")) for mark in marks}
    return [mark for mark, forms_of in forms.items()
            if any(form in content for content in held for form in forms_of)]  # fmt: skip


def test_nothing_of_a_sealed_sheet_is_to_be_found_anywhere(pointed: PanelWorld) -> None:
    marks = [f"{MARK} {each}" for each in PANEL]
    exotic = ["987654321/300000000", "876543210/300000000", "765432109/300000000"]
    reduced = [str(Fraction(each)) for each in exotic]
    pointed.ready()
    for person, reason, points in zip(PANEL, marks, exotic, strict=True):
        pointed.hand_in(person, L1, sheet(L1, points, reason))
    assert marks_found(pointed, *marks, *reduced) == []
    with pointed.store.read() as work:
        assert (spread(work, L1), opened_scores(work, L1)) == ((), [])
    assert [each.scores for each in panel_overview(pointed.store, TENDER).lots] == [(), (), ()]
    pointed.open_lot()
    assert marks_found(pointed, *marks, *reduced) == [*marks, *reduced]


def test_sheets_do_not_show_by_their_length_what_they_say(pointed: PanelWorld) -> None:
    pointed.ready()
    pointed.hand_in("ada", L1, sheet(L1, 0, "x"))
    pointed.hand_in("bo", L1, sheet(L1, "7/2", "ett mycket längre skäl " * 10))
    with pointed.store.read() as work:
        sealed = [len(row.sealed) for row in work.session.exec(select(ScoreSheet))]
    assert sealed[0] == sealed[1]


def changed(world: PanelWorld, statement: str) -> None:
    with world.store.engine.begin() as connection:
        connection.execute(sql(statement))


TAMPERED = {
    "bytes": "UPDATE score_sheet SET sealed = 'AAAA' || substr(sealed, 5) WHERE person_id = 'bo'",
    "not base64": "UPDATE score_sheet SET sealed = 'å' WHERE person_id = 'bo'",
    "commitment": (
        "UPDATE score_sheet SET commitment = (SELECT commitment FROM score_sheet"
        " WHERE person_id = 'cy') WHERE person_id = 'bo'"
    ),
    "another's sheet": (
        "UPDATE score_sheet SET (sealed, commitment) = (SELECT sealed, commitment FROM"
        " score_sheet AS other WHERE other.person_id = 'cy') WHERE person_id = 'bo'"
    ),
}


@pytest.mark.parametrize("statement", TAMPERED.values(), ids=TAMPERED)
def test_a_sheet_changed_in_the_database_is_found_at_the_opening(
    pointed: PanelWorld, statement: str
) -> None:
    pointed.all_in()
    changed(pointed, statement)
    assert pointed.refusal_of(pointed.open_lot).reason.code == "record.meddled"


def test_a_sheet_that_somebody_with_the_keys_put_in_differs_from_its_commitment(
    pointed: PanelWorld,
) -> None:
    """Whoever holds database and keys can even make the row's own keyed hash fit."""
    pointed.all_in()
    with pointed.store.write() as work:
        row = work.session.get_one(ScoreSheet, (L1, "bo"))
        forged = seal_sheet(keys_of(work), SheetPlace(TENDER, L1, "bo"), {})
        row.sealed, row.commitment = forged.sealed, forged.commitment
        work.session.add(row)
        work.session.flush()
        append(work, "officer", "forged", TENDER, {})
    assert pointed.refusal_of(pointed.open_lot).reason.code == "sheet.meddled"


def test_a_sealed_sheet_opens_at_its_own_place_and_no_other(pointed: PanelWorld) -> None:
    place = SheetPlace(TENDER, L1, "bo")
    scores = {"n1": {"method": Scored(Fraction(7, 3), "skäl")}}
    with pointed.store.read() as work:
        keys = keys_of(work)
    sealed = seal_sheet(keys, place, scores)
    assert open_sheet(keys, place, sealed) == scores
    others = (SheetPlace("T", L1, "bo"), SheetPlace(TENDER, L2, "bo"), SheetPlace(TENDER, L1, "cy"))
    for other in others:
        with pytest.raises(SheetBroken):
            open_sheet(keys, other, sealed)
    with pytest.raises(SheetBroken):
        open_sheet(keys, place, SealedSheet(sealed.sealed, "0" * 64))


def test_the_same_scores_have_another_commitment_each_time(pointed: PanelWorld) -> None:
    """Otherwise likely scores could be tried out against the journal."""
    place = SheetPlace(TENDER, L1, "bo")
    with pointed.store.read() as work:
        sheets = [seal_sheet(keys_of(work), place, {}) for _ in range(2)]
    assert sheets[0].commitment != sheets[1].commitment
