"""What a case file collects, refuses and says, without setting a page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from appeals.case_file.case import load_case
from appeals.case_file.case_parts import GivenPart, Group
from appeals.case_file.collecting import collect
from appeals.case_file.framework import argued_under
from appeals.case_file.ground_facts import facts_of
from appeals.case_file.journal_extract import covered
from appeals.case_file.making import case_files, make_case_file, missing_protocols
from appeals.case_file.marked import masked
from appeals.case_file.statement import statement_of
from law.rulebook import Rulebook
from models.disclosure import SecrecyMark
from models.protocol import ProtocolKind
from models.review import (
    CourtActKind,
    CourtName,
    DocketCorrection,
    GroundKind,
    MatterGround,
    MatterKind,
)
from procurement.reports.protocols import file_protocols
from tests.appeals.case_file_world import CITE, MATTER, lodged_world
from tests.drawn_renderer import DrawnRenderer
from tests.plain_renderer import PlainRenderer
from tests.procurement.small_papers import at, tender_draft
from tests.procurement.small_tender import World

WorldAt = Callable[[str], World]


@pytest.fixture
def lodged(world_at: WorldAt) -> World:
    return lodged_world(world_at("notified"))


def making(world: World, person: str = "lawyer", matter: str = MATTER) -> str:
    def make() -> object:
        return make_case_file(world.store, world.actor(person), PlainRenderer(), matter, "en")

    return world.refusal_of(make).reason.code


def test_only_a_lawyer_makes_it_and_only_of_a_matter_on_the_docket(lodged: World) -> None:
    assert making(lodged, "officer") == "actor.role"
    assert making(lodged, matter="DEMO-1/1-26") == "case_file.unknown_matter"
    _strike(lodged)
    assert making(lodged) == "case_file.unknown_matter"


def _strike(world: World) -> None:
    with world.store.write() as work:
        work.session.add(
            DocketCorrection(
                id="DEMO-1/X1",
                tender_id="DEMO-1",
                number=1,
                corrected_at=work.now,
                approved_by="head",
                reason_sv="fel",
                reason_en="wrong",
                matter_id=MATTER,
                **work.recorded("lawyer"),
            )
        )


def test_records_of_the_opening_and_evaluation_are_wanted_until_they_are_on_file(
    lodged: World,
) -> None:
    lawyer, officer = lodged.actor("lawyer"), lodged.actor("officer")
    assert missing_protocols(lodged.store, lawyer, MATTER, "sv") == [
        (ProtocolKind.OPENING, "DEMO-1"),
        (ProtocolKind.EVALUATION, "DEMO-1/U1"),
    ]
    file_protocols(lodged.store, officer, PlainRenderer(), "DEMO-1", "sv")
    assert missing_protocols(lodged.store, lawyer, MATTER, "en") == []


def test_made_again_it_writes_nothing_until_there_is_news(lodged: World) -> None:
    def make() -> int:
        lawyer = lodged.actor("lawyer")
        return make_case_file(lodged.store, lawyer, DrawnRenderer(), MATTER, "sv").number

    assert make() == 1
    before = lodged.dump()
    lodged.go(at(3, 16))
    assert make() == 1
    assert lodged.dump() == before
    lodged.ask(L3="4711-26", codes=["L3"])
    assert make() == 2
    assert lodged.journal()[-1] == "case_file.made"
    with lodged.store.read() as work:
        assert [each.number for each in case_files(work, MATTER)] == [1, 2]


def test_a_ready_part_goes_in_with_its_group(lodged: World) -> None:
    report = GivenPart(Group.EVALUATION, "evaluation:DEMO-1/U1", "Report", b"%PDF", reference="U1")
    with lodged.store.read() as work:
        case = load_case(work, MATTER, "en")
        parts = collect(case, None, [report]).parts
    groups = [part.group for part in parts]
    assert groups == sorted(groups, key=list(Group).index)
    assert [part.title for part in parts if part.group is Group.EVALUATION] == ["Report"]


def test_the_extract_ends_before_what_would_count_secret_bids(lodged: World) -> None:
    with lodged.store.write() as work:
        extract = covered(work, "DEMO-1")
    assert extract is not None
    assert (extract.last.size, extract.ends_early) == (36, False)
    lodged.call(tender_draft(id="DEMO-2", diary_number="DEMO 2026/2", bid_deadline_at=at(6, 1)))
    lodged.go(at(3, 13))
    lodged.ask(L3="4711-26", codes=["L3"])
    with lodged.store.write() as work:
        early = covered(work, "DEMO-1")
    assert early is not None
    assert early.ends_early
    assert early.last.size >= extract.last.size


def test_the_statement_tells_the_day_and_that_the_application_was_in_time(lodged: World) -> None:
    with lodged.store.read() as work:
        said = statement_of(load_case(work, MATTER, "en"), ())
    assert (
        said.timely[-2].text == "The application that came in on Thursday 12 March 2026 is in time."
    )
    assert said.timely[-2].cite == "LOU 20:11"
    assert [each.cite for each in said.interim] == ["LOU 20:8"]
    assert [(each.day, each.what) for each in said.chronology[-2:]] == [
        (date(2026, 3, 12), "Last day of the standstill"),
        (date(2026, 3, 12), "The application came in to the court"),
    ]


def test_a_late_application_is_told_as_late(world_at: WorldAt) -> None:
    world = world_at("notified")
    world.go(at(3, 13))
    world.lodge("4711-26", "L3", party_id="south")
    with world.store.read() as work:
        said = statement_of(load_case(work, MATTER, "sv"), ())
    assert "den är för sen" in said.timely[-2].text
    assert said.interim == []


def test_what_supervision_is_shown_is_all_that_was_done_with_its_lots(world_at: WorldAt) -> None:
    world = world_at("notified")
    world.go(at(3, 13))
    world.lodge("12-26", "L3", kind=MatterKind.SUPERVISION, court=CourtName.KKV, party_id=None)
    with world.store.read() as work:
        case = load_case(work, "DEMO-1/12-26", "sv")
        parts = collect(case, None, ()).parts
        said = statement_of(case, ())
    assert [part.title for part in parts if part.group is Group.COURT] == ["Ärende 12-26"]
    assert {part.group for part in parts} >= {Group.DECISION, Group.LETTERS, Group.BIDS}
    assert (said.court, said.is_court, said.is_review) == ("Konkurrensverket", False, False)
    assert (said.timely, said.interim, said.harm_cite) == ([], [], None)


def test_the_statement_goes_to_the_court_that_has_the_case_now(lodged: World) -> None:
    lodged.go(at(6, 15))
    lodged.court("4711-26", CourtName.FR, CourtActKind.REJECTED, date(2026, 6, 12))
    lodged.court("4711-26", CourtName.KR, CourtActKind.INTERIM_ORDER, date(2026, 6, 15))
    with lodged.store.read() as work:
        said = statement_of(load_case(work, MATTER, "sv"), ())
    assert said.court == "Kammarrätten"
    assert said.interim[0].text == "Kammarrätten: interimistiskt beslut, måndagen den 15 juni 2026."


@pytest.mark.parametrize("kind", list(GroundKind))
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_each_kind_of_ground_has_its_facts_or_says_that_there_are_none(
    stages_once: World, kind: GroundKind, lang: str
) -> None:
    ground = MatterGround(
        matter_id=MATTER, number=9, kind=kind, raised_on=date(2026, 3, 12), text_sv="a",
        text_en="a", actor_id="lawyer", recorded_at=at(3, 12), recorded_real_at=at(3, 12),
    )  # fmt: skip
    with stages_once.store.read() as work:
        found = facts_of(load_case(work, MATTER, "sv" if lang == "sv" else "en"), ground)
    assert found.facts or found.tables or found.missing
    assert argued_under(kind, Rulebook.SE_LOU_19)


@pytest.fixture(scope="module")
def stages_once(stages: object, tmp_path_factory: pytest.TempPathFactory) -> World:
    from tests.procurement.small_tender import Stages

    assert isinstance(stages, Stages)
    return lodged_world(stages.copy_to(tmp_path_factory.mktemp("grounds") / "world", "notified"))


def test_scores_and_prices_of_both_bids_stand_under_a_wrong_evaluation(lodged: World) -> None:
    with lodged.store.read() as work:
        (section,) = statement_of(load_case(work, MATTER, "sv"), ()).grounds
    (table,) = section.tables
    rows = [[cell.replace("\u00a0", " ") for cell in row] for row in table.rows]
    assert rows == [
        ["Demo East AB, L3", "1", "1 000,03 kr", "–", "100 kr", "900,03 kr"],
        ["Demo South AB, L3", "2", "1 000,07 kr", "–", "0 kr", "1 000,07 kr"],
    ]
    assert section.cites == ["19 kap. 2 § LOU"]


def test_a_file_that_cannot_be_masked_by_the_page_is_withheld_as_a_whole() -> None:
    mark = SecrecyMark(
        id="m", tender_id="t", number=1, document_sha256="0" * 64, first_page=1, last_page=2,
        marked_at=at(3, 1), cite=CITE, reason_sv="a", reason_en="a", actor_id="a",
        recorded_at=at(3, 1), recorded_real_at=at(3, 1),
    )  # fmt: skip
    for content, kind in ((b"no pdf", "application/pdf"), (b"text", "text/plain")):
        left = masked(content, kind, [mark], "en")
        assert (left.content, left.said) == (None, (f"The whole document, under {CITE}",))
