"""What was published is corrected by two, for all, and owes a corrected notice."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from law.reasons import Text
from procurement.calls.corrections import correct
from procurement.planning.tender_documents import DocumentFile, newest_versions
from procurement.tenders.deadlines import extend_deadline
from tests.procurement.small_papers import DOCUMENT, TENDER, at
from tests.procurement.small_tender import World

WorldAt = Callable[[str], World]
WHAT = Text("Kravet på lokaler är ändrat.", "The requirement of premises is changed.")
NEW = DocumentFile("FFU", DOCUMENT.title, "ffu.txt", b"Ny lydelse\n")


def corrected(
    world: World,
    *documents: DocumentFile,
    by: str = "officer",
    approver: str = "head",
    what: Text = WHAT,
) -> str:
    return correct(
        world.store, world.actor(by), world.actor(approver), TENDER, what, substantial=True,
        documents=documents,
    )  # fmt: skip


def test_a_correction_is_made_once_with_the_new_version_of_a_document(world_at: WorldAt) -> None:
    world = world_at("published")
    assert world.done_once(lambda: corrected(world, NEW)) == "tender.corrected"
    dump = world.dump()
    assert len(dump["correction"]) == 1
    assert dump["corrected_document"] == [(TENDER, "FFU", 2, "DEMO-1/correction-1")]
    with world.store.read() as work:
        assert newest_versions(work, TENDER)["FFU"].version == 2


def test_it_owes_a_corrected_notice_as_an_extension_does(world_at: WorldAt) -> None:
    world = world_at("published")
    corrected(world)
    officer, head = world.actor("officer"), world.actor("head")
    extend_deadline(world.store, officer, head, TENDER, at(2, 20), Text("skäl", "reason"))
    owed = [row[:4] for row in world.dump()["owed_notice"] if row[2] == "correction"]
    assert owed == [
        (f"{TENDER}/{about}/correction", TENDER, "correction", f"{TENDER}/{about}")
        for about in ("correction-1", "extension-1")
    ]
    assert world.dump()["outgoing"] == []


@pytest.mark.parametrize(
    ("stage", "by", "approver", "code"),
    [
        ("drafted", "officer", "head", "bid.not_published"),
        ("opened", "officer", "head", "bid.opened"),
        ("published", "head", "head", "actor.role"),
        ("published", "officer", "colleague", "actor.role"),
        ("published", "north-person", "head", "actor.role"),
    ],
)
def test_a_correction_is_refused(
    world_at: WorldAt, stage: str, by: str, approver: str, code: str
) -> None:
    world = world_at(stage)
    act = partial(corrected, world, by=by, approver=approver)
    assert world.refusal_of(act).reason.code == code


@pytest.mark.parametrize(
    ("what", "documents", "code"),
    [
        (Text("Rättat.", ""), (), "correction.empty"),
        (Text("Demo North AB frågade.", "Asked."), (), "answer.names_somebody"),
        (WHAT, (DOCUMENT,), "correction.unchanged"),
        (WHAT, (DocumentFile("X", WHAT, "x.pdf", b"MZ"),), "document.refused"),
    ],
)
def test_what_is_corrected_is_stated_and_changed(
    world_at: WorldAt, what: Text, documents: tuple[DocumentFile, ...], code: str
) -> None:
    world = world_at("published")
    act = partial(corrected, world, *documents, what=what)
    assert world.refusal_of(act).reason.code == code
