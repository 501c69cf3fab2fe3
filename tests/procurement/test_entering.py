"""A procurement entered mid-life: on record as entered later, and then like any other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import select

from appeals.hold import Blocked, Clear
from documents.rendering import template_version
from documents.typesetting import environment
from models.late_entry import LateEntry
from models.letters import Channel, Dispatch
from models.sealed import UnreadableBid
from models.tables import metadata
from procurement.bids.opening_record import opening_context
from procurement.bids.receiving import receipts_of
from procurement.entering.entered import EnteredLetter, EnteredOpening, EnteredPublication, Entry
from procurement.reports.individual_report import individual_report_context
from procurement.tenders.vouched import require_sound_record
from registry.disclosure import Sealed, sealed_tenders
from registry.receipts import check_receipts
from tests.procurement.award_acts import hold_of, obstacles_of, owed_by, take_back
from tests.procurement.entered_tender import (
    ENTERED_AT,
    WON,
    bids,
    decision,
    enter,
    entry,
    extension,
    facts,
)
from tests.procurement.small_papers import (
    BIDS,
    CAPACITY,
    TENDER,
    at,
    evidence,
    tax_certificate,
    tender_draft,
)
from tests.procurement.small_tender import World

WorldAt = Callable[[str], World]


@pytest.fixture
def elsewhere(world_at: WorldAt) -> World:
    """Everybody is enrolled here; the tender has run elsewhere until today."""
    world = world_at("enrolled")
    world.go(ENTERED_AT)
    return world


def ranking(world: World) -> list[tuple[Any, ...]]:
    """(lot, tenderer, place, comparison, standing) of the one evaluation."""
    with world.store.read() as work:
        rows = work.session.connection().exec_driver_sql(
            "select e.lot_id, b.organisation_id, e.place, e.comparison, e.standing"
            " from evaluated_bid e join bid b on b.id = e.bid_id order by 1, 2"
        )
        return [tuple(row) for row in rows]


def entries(world: World, kind: str) -> int:
    return world.journal().count(kind)


def test_what_is_entered_is_ranked_as_if_it_had_come_in_here(
    elsewhere: World, world_at: WorldAt
) -> None:
    enter(elsewhere)
    assert ranking(elsewhere) == ranking(world_at("notified"))


def test_the_record_is_sound_and_tells_what_was_entered_and_by_whom(elsewhere: World) -> None:
    enter(elsewhere)
    with elsewhere.store.read() as work:
        require_sound_record(work)
        check_receipts(work, TENDER)
        row = work.session.get_one(LateEntry, (TENDER, 1))
        kept = work.blobs.get(row.file_sha256)
    assert (row.actor_id, row.approved_by, row.entered_at, row.through, kept) == (
        "officer",
        "head",
        ENTERED_AT,
        at(3, 2),
        b"file",
    )
    assert elsewhere.journal()[-1] == "tender.entered"
    assert entries(elsewhere, "bid.entered") == len(BIDS)


def test_how_many_bids_were_entered_is_told_once_the_award_is_decided(elsewhere: World) -> None:
    enter(elsewhere, entry(decision=None))
    with elsewhere.store.read() as work:
        secret = sealed_tenders(work)
    before = elsewhere.journal().index("tender.entry_begun") + 1
    assert secret == Sealed((TENDER,), before)


def test_entering_twice_is_entering_once(elsewhere: World) -> None:
    enter(elsewhere)
    before = elsewhere.dump()
    enter(elsewhere)
    assert elsewhere.dump() == before


def test_another_file_for_the_same_tender_is_refused(elsewhere: World) -> None:
    enter(elsewhere)
    refusal = elsewhere.refusal_of(lambda: enter(elsewhere, entry(content=b"other")))
    assert refusal.in_("sv") == (
        "Upphandlingen DEMO-1 finns redan här, inlagd ur en annan fil. Gör det som återstår här;"
        " det som är inlagt ändras inte."
    )


def test_a_tender_that_ran_here_is_not_entered_over(world_at: WorldAt) -> None:
    world = world_at("opened")
    assert world.refusal_of(lambda: enter(world)).reason.code == "entering.exists"


def test_it_takes_an_officer_and_another_who_approves(elsewhere: World) -> None:
    codes = {
        by: elsewhere.refusal_of(lambda by=by: enter(elsewhere, by=by)).reason.code  # type: ignore[misc]
        for by in ("head", "lawyer")
    }
    assert codes == {"head": "actor.role", "lawyer": "actor.role"}


def test_the_standstill_is_counted_from_when_the_letters_went(elsewhere: World) -> None:
    enter(elsewhere)
    answer = hold_of(elsewhere, "L1")
    assert isinstance(answer, Blocked)
    assert (answer.last_day, answer.lawful_from) == (date(2026, 3, 12), date(2026, 3, 13))


def test_it_goes_on_to_contracts_as_any_other(elsewhere: World) -> None:
    enter(elsewhere)
    elsewhere.go(at(3, 13))
    elsewhere.ask()
    assert obstacles_of(elsewhere, "L3") == ["evidence-missing", "evidence-missing"]
    register_evidence_of_entered(elsewhere)
    elsewhere.control()
    assert isinstance(hold_of(elsewhere, "L3"), Clear)
    assert elsewhere.draw_up() == 3
    contract = f"{TENDER}/D1/L3"
    elsewhere.provider_signs(contract, "east")
    elsewhere.buyer_signs(contract)
    assert elsewhere.journal()[-1] == "contract.concluded"


def register_evidence_of_entered(world: World) -> None:
    """Entered bids have ids of their own; their evidence is registered for those."""
    ids = bid_ids(world)
    world.register(tax_certificate(each) for each in CAPACITY)
    world.register(evidence(each, bid_id=ids[BIDS[each][0], BIDS[each][1]]) for each in BIDS)


def bid_ids(world: World) -> dict[tuple[str, str], str]:
    table = metadata.tables["bid"]
    query = select(table.c.lot_id, table.c.organisation_id, table.c.id)
    with world.store.read() as work:
        rows = work.session.connection().execute(query).all()
    return {(lot.split("/")[1], who): bid for lot, who, bid in rows}


def test_without_a_decision_it_is_evaluated_and_decided_here(elsewhere: World) -> None:
    enter(elsewhere, entry(decision=None))
    assert elsewhere.evaluate() == f"{TENDER}/U1"
    register_evidence_of_entered(elsewhere)
    elsewhere.control()
    assert elsewhere.decide() == f"{TENDER}/D1"


def test_published_only_it_receives_bids_here(elsewhere: World) -> None:
    elsewhere.go(at(2, 1))
    enter(elsewhere, entry(bids=(), opening=None, decision=None))
    elsewhere.appoint(second="officer")
    elsewhere.receive("n1")
    with elsewhere.store.read() as work:
        check_receipts(work, TENDER)
        require_sound_record(work)


def test_nobody_gets_a_receipt_of_what_never_came_in_here(elsewhere: World) -> None:
    enter(elsewhere)
    assert receipts_of(elsewhere.store, elsewhere.actor("north-person"), TENDER) == ()


def test_a_late_bid_is_on_record_and_not_considered(elsewhere: World) -> None:
    late = bids()[-1].model_copy(update={"late": True, "received_at": at(2, 17, 1)})
    enter(elsewhere, entry(bids=(*bids()[:-1], late)))
    with elsewhere.store.read() as work:
        (row,) = work.session.exec(select(UnreadableBid)).all()
    told = (row.organisation_id, row.lot_id, row.code)
    assert (told, len(ranking(elsewhere))) == (("south", f"{TENDER}/L3", "late"), 7)


def test_those_without_a_letter_are_still_owed_one(elsewhere: World) -> None:
    letter = EnteredLetter(tenderer="north", at=at(3, 2), channel=Channel.POST)
    enter(elsewhere, entry(decision=decision(letters=(letter,))))
    with elsewhere.store.read() as work:
        sent = work.session.exec(select(Dispatch)).all()
    assert [(each.outgoing_id, each.transport) for each in sent] == [(f"{TENDER}/D1:north", "mail")]
    assert len(owed_by(elsewhere, f"{TENDER}/D1")) == 4
    assert "letters-missing" in obstacles_of(elsewhere, "L1")


def test_the_court_may_have_the_case_already(elsewhere: World) -> None:
    enter(elsewhere)
    elsewhere.lodge("1-26", "L1", lodged_at=at(3, 4), informed_at=at(3, 4))
    assert "extended-standstill" in obstacles_of(elsewhere, "L1")


def test_an_entered_decision_can_be_taken_back(elsewhere: World) -> None:
    enter(elsewhere)
    take_back(elsewhere, "L3")
    assert obstacles_of(elsewhere, "L3") == ["withdrawn"]


def test_another_winner_than_the_rule_gives_is_refused_by_its_lot(elsewhere: World) -> None:
    wrong = entry(decision=decision(winners={**WON, "L3": ("south",)}))
    assert elsewhere.refusal_of(lambda: enter(elsewhere, wrong)).in_("sv") == (
        "Enligt den angivna regeln tilldelas L3 inte south. Kontrollera områdets anbud och"
        " tilldelningsgrunden mot beslutet; stämmer de kan beslutet inte läggas in här."
    )


SECOND = timedelta(seconds=1)
NOT_SO: dict[str, tuple[Entry, str]] = {
    "the future": (
        entry(publication=EnteredPublication(at=at(3, 6), by="officer", approved_by="head")),
        "entering.impossible",
    ),
    "opened before the deadline": (
        entry(opening=EnteredOpening(at=at(2, 16, 22), by="officer", second="colleague")),
        "entering.impossible",
    ),
    "opened by one": (
        entry(opening=EnteredOpening(at=at(2, 17), by="officer", second="officer")),
        "entering.impossible",
    ),
    "a bid after the deadline": (
        entry(bids=(bids()[0].model_copy(update={"received_at": at(2, 17, 1)}),)),
        "entering.impossible",
    ),
    "a late bid in time": (
        entry(bids=(bids()[0].model_copy(update={"late": True}),)),
        "entering.impossible",
    ),
    "two bids in one place": (entry(bids=(*bids(), bids()[0])), "entering.impossible"),
    "an extension to an earlier time": (
        entry(extensions=(extension(to=at(2, 16, 22)),)),
        "entering.impossible",
    ),
    "decided before it was evaluated": (
        entry(decision=decision(evaluated_at=at(3, 2, 8) + SECOND)),
        "entering.impossible",
    ),
    "bids without an opening": (entry(opening=None, decision=None), "entering.impossible"),
    "a lot that is not there": (
        entry(bids=(bids()[0].model_copy(update={"lot": "L9"}),), decision=None),
        "tender.unknown_lot",
    ),
    "a tenderer that is not enrolled": (
        entry(bids=(bids()[0].model_copy(update={"tenderer": "nobody"}),), decision=None),
        "entering.tenderer",
    ),
    "a sender of another's": (
        entry(bids=(bids()[0].model_copy(update={"sender": "west-person"}),), decision=None),
        "entering.sender",
    ),
    "a level that does not exist": (
        entry(bids=(bids()[0].model_copy(update={"levels": {"method": 7}}),), decision=None),
        "entering.bid",
    ),
    "a file that does not come with it": (
        entry(decision=decision(file="borta.pdf")),
        "entering.no_file",
    ),
    "a person of a tenderer's": (
        entry(publication=EnteredPublication(at=at(1, 13), by="north-person", approved_by="head")),
        "entering.person",
    ),
    "a letter to somebody who did not bid": (
        entry(
            bids=tuple(each for each in bids() if each.tenderer != "west"),
        ),
        "entering.letter",
    ),
    "a step that anyone cannot tender in": (
        Entry(
            tender_draft(
                procedure="direct_award",
                rulebook="SE-LOU-19a",
                requirements=(),
            ),
            facts(),
            b"file",
        ),
        "entering.step",
    ),
}


@pytest.mark.parametrize("given", NOT_SO)
def test_what_cannot_have_happened_is_refused_and_changes_nothing(
    elsewhere: World, given: str
) -> None:
    said, code = NOT_SO[given]
    assert elsewhere.refusal_of(lambda: enter(elsewhere, said)).reason.code == code


def test_the_opening_and_the_report_tell_that_it_was_entered_later(elsewhere: World) -> None:
    enter(elsewhere)
    with elsewhere.store.read() as work:
        opened = opening_context(work, TENDER, "sv")
        report = individual_report_context(work, TENDER, "sv")
    printed = environment("sv").get_template("opening/sv.html").render(doc=opened)
    assert "Ingen förteckning är intygad här" in printed
    assert "hållits förseglade" not in printed
    told = (
        "Uppgifterna till och med 2026-03-02 lades in i efterhand 2026-03-05 av officer och"
        " godkändes av head. Källa: Det tidigare systemet (filens SHA-256 börjar"
    )
    assert (opened.list_hash, opened.template_version) == (None, template_version("opening"))
    assert (opened.entered or "").startswith(told)
    assert report.entered == opened.entered


def test_an_ordinary_opening_says_nothing_of_that(world_at: WorldAt) -> None:
    world = world_at("opened")
    with world.store.read() as work:
        opened = opening_context(work, TENDER, "sv")
    assert (opened.entered, opened.list_hash is None) == (None, False)
