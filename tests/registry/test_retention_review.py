"""When a tender's records may be disposed of, and the sentence that tells what keeps them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete

from law.reasons import ActRefused
from models.review import DocketCorrection
from models.store import Store
from models.tables import metadata
from models.tender import Tender
from registry.facts import without_facts
from registry.journal import entries
from registry.retention import Review, review_list, review_of, set_records_rule
from tests.models.databases import KINDS
from tests.models.row_values import AT, DAY, LATER
from tests.registry.kept_tender import DUE, KEPT, deciders, kept_installation, with_changes

FOUR_YEARS = (
    "Anbud och dokumentation ska bevaras minst 4 år från tilldelningen måndagen den 2 mars 2026,"
    " alltså till och med lördagen den 2 mars 2030"
)
TERM = "Kontraktet ska bevaras åtminstone under sin löptid, till och med tisdagen den 2 mars 2027"
OPTIONS = "Optioner kan ha förlängt avtalet 1 till och med torsdagen den 2 mars 2028"


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with kept_installation(request.param, tmp_path) as store:
        yield store


def reviewed(store: Store, tender_id: str = "tender") -> Review:
    with store.read() as work:
        return review_of(work, work.session.get_one(Tender, tender_id))


def told(review: Review) -> list[tuple[str, str | None, str | None]]:
    """Sentence, paragraph, and the last day of keeping."""
    return [
        (
            hold.reason.text.sv,
            hold.reason.cite.in_("sv") if hold.reason.cite else None,
            hold.through.isoformat() if hold.through else None,
        )
        for hold in review.holds
    ]


def test_a_tender_is_kept_four_years_from_its_award_and_its_contract_for_its_term(
    store: Store,
) -> None:
    review = reviewed(store)
    cite = "19 kap. 23 § LOU"
    assert told(review) == [
        (FOUR_YEARS, cite, "2030-03-02"),
        (TERM, cite, "2027-03-02"),
        (OPTIONS, None, "2028-03-02"),
    ]
    assert (review.awarded, review.not_before) == (DAY, date(2030, 3, 3))
    assert [asdict(each) for each in review.contracts] == [
        {
            "id": "contract", "number": "1", "awarded": DAY, "ends_on": LATER,
            "longest": date(2028, 3, 2),
        }
    ]  # fmt: skip
    assert [review.due(day) for day in (date(2030, 3, 2), date(2030, 3, 3))] == [False, True]


def test_the_list_has_every_tender_and_those_that_come_up_first_before_the_others(
    store: Store,
) -> None:
    with store.read() as work:
        found = [(each.tender_id, each.not_before) for each in review_list(work)]
    assert found == [("tender", date(2030, 3, 3)), ("other", None)]
    assert told(reviewed(store, "other")) == [
        ("Ingen tilldelning är beslutad, och tiden räknas från den", None, None),
        ("tender vilar på upphandlingen, och dess handlingar är inte gallrade", None, None),
    ]


@pytest.mark.parametrize(
    ("rulebook", "cite", "through"),
    [
        ("SE-LOU", "12 kap. 17 § LOU", "2030-03-02"),
        ("SE-LOU-19", "19 kap. 23 § LOU", "2030-03-02"),
        ("SE-LOU-19a", "19 a kap. 12 § LOU", "2030-03-02"),
        ("SE-LUF", "12 kap. 16 § LUF", "2030-03-02"),
        ("EU", "artikel 84.2 i direktiv 2014/24/EU", "2029-03-02"),
    ],
)
def test_each_rulebook_has_its_own_paragraph_and_time(
    store: Store, rulebook: str, cite: str, through: str
) -> None:
    with_changes(store, "tender", rulebook=rulebook)
    [first, *_] = told(reviewed(store))
    assert first[1:] == (cite, through)


def test_a_system_of_choice_has_no_time_and_is_kept(store: Store) -> None:
    with_changes(store, "tender", rulebook="SE-LOV")
    [first, *_] = told(reviewed(store))
    assert first == ("LOV har ingen egen bevarandetid", None, None)
    assert reviewed(store).not_before is None


def test_the_time_runs_from_the_conclusion_when_that_came_after_the_award(store: Store) -> None:
    with_changes(store, "signature", signed_at=AT + timedelta(days=30))
    assert reviewed(store).not_before == date(2030, 4, 2)


def test_a_contract_that_the_buyer_has_not_signed_keeps_nothing(store: Store) -> None:
    with store.write() as work:
        signatures = metadata.tables["signature"]
        work.session.connection().execute(delete(signatures).where(signatures.c.party == "buyer"))
    assert [hold.reason.code for hold in reviewed(store).holds] == ["keep-tenders"]


def test_a_running_contract_keeps_the_records_past_the_four_years(store: Store) -> None:
    with_changes(store, "contract", ends_on=date(2033, 1, 31))
    with_changes(store, "tender", option_months=[])
    review = reviewed(store)
    assert review.not_before == date(2033, 2, 1)
    assert review.governing.code == "keep-contract"


def _docket(kind: str, **act: Any) -> Callable[[Store], None]:
    back = "evaluation" if kind == "correction" else None
    act |= {"kind": kind, "returns_to": back, "disregard_bid_id": None}

    def change(store: Store) -> None:
        _without(store, "docket_correction")
        with_changes(store, "court_act", **act)

    return change


def _without_acts(store: Store) -> None:
    _without(store, "docket_correction", "clearing", "court_act_lot", "court_act")


def _without(store: Store, *tables: str) -> None:
    with store.write() as work:
        for table in tables:
            work.session.connection().execute(delete(metadata.tables[table]))


OPEN = {
    "nothing done yet": _without_acts,
    "interim order": _docket("interim_order"),
    "lifted": _docket("interim_lifted"),
    "appealed to KR": _docket("appealed", court="KR"),
    "sent back": _docket("remanded", court="KR"),
}
ENDED = {
    kind: _docket(kind) for kind in ("rejected", "dismissed", "struck_out", "correction", "redo")
} | {"leave refused": _docket("leave_refused", court="HFD")}


@pytest.mark.parametrize("change", OPEN.values(), ids=OPEN)
def test_a_case_that_has_not_ended_keeps_the_records(
    store: Store, change: Callable[[Store], None]
) -> None:
    change(store)
    review = reviewed(store)
    assert told(review)[-1] == ("Mål 1-26 är inte avslutat enligt diariet", None, None)
    assert (review.not_before, review.due(date(2099, 1, 1))) == (None, False)


def test_a_case_that_is_struck_from_the_docket_keeps_nothing(store: Store) -> None:
    _docket("interim_order")(store)
    with store.write() as work:
        work.session.add(
            DocketCorrection(
                id="struck",
                tender_id="tender",
                number=2,
                corrected_at=AT,
                approved_by="head",
                reason_sv="",
                reason_en="",
                matter_id="matter",
                **work.recorded("officer"),
            )
        )
    assert reviewed(store).not_before == date(2030, 3, 3)


@pytest.mark.parametrize("change", ENDED.values(), ids=ENDED)
def test_a_case_that_has_ended_keeps_nothing(store: Store, change: Callable[[Store], None]) -> None:
    change(store)
    assert reviewed(store).not_before == date(2030, 3, 3)


def test_a_case_that_a_court_named_and_the_docket_lacks_keeps_the_records(store: Store) -> None:
    with_changes(store, "court_check", answer="pending", case_number="9-26")
    assert told(reviewed(store))[-1][0] == "Mål 9-26 är inte avslutat enligt diariet"
    with_changes(store, "court_check", case_number="1-26")
    assert reviewed(store).not_before == date(2030, 3, 3)


def test_under_archive_law_nothing_is_due_without_the_buyers_own_decision(store: Store) -> None:
    set_records_rule(store, *deciders(store), "buyer", archive_law=True)
    review = reviewed(store)
    assert told(review)[0] == (
        "För den som omfattas av arkivlagen gäller den och myndighetens gallringsbeslut",
        "10 § arkivlagen (1990:782)",
        None,
    )
    assert told(review)[1:] == [
        ("Avtalet 1 löper till och med tisdagen den 2 mars 2027", None, "2027-03-02"),
        (OPTIONS, None, "2028-03-02"),
    ]
    assert not review.due(date(2099, 1, 1))


def test_a_buyer_that_has_said_nothing_is_under_archive_law(store: Store) -> None:
    with store.write() as work:
        work.session.connection().execute(delete(metadata.tables["records_rule"]))
    assert reviewed(store).holds[0].reason.code == "archive-law"


KEPT_BY_DECISION = (
    "Enligt gallringsbeslutet KS 2026/7 bevaras handlingarna 10 år från tilldelningen måndagen den"
    " 2 mars 2026, alltså till och med söndagen den 2 mars 2036"
)


def test_a_disposal_decision_says_how_long(store: Store) -> None:
    set_records_rule(
        store, *deciders(store), "buyer", archive_law=True, decision="KS 2026/7", years=10
    )
    review = reviewed(store)
    assert told(review)[0] == (
        KEPT_BY_DECISION,
        "10 § arkivlagen (1990:782)",
        "2036-03-02",
    )
    assert review.not_before == date(2036, 3, 3)


def test_a_disposal_decision_does_not_go_below_the_directives_three_years(store: Store) -> None:
    with_changes(store, "tender", rulebook="SE-LOU", option_months=[])
    set_records_rule(store, *deciders(store), "buyer", archive_law=True, decision="K", years=1)
    review = reviewed(store)
    assert review.not_before == date(2029, 3, 3)
    assert review.governing.cite is not None
    assert review.governing.cite.in_("en") == "Directive 2014/24/EU art. 84.2"


HALF_A_RULE = (
    "Ett gallringsbeslut har en beteckning och en tid på 1–200 år, och finns bara hos den som"
    " omfattas av arkivlagen. Ange beteckning och tid, eller att arkivlagen inte gäller."
)


@pytest.mark.parametrize(
    "said",
    [
        {"archive_law": True, "decision": "K"},
        {"archive_law": True, "years": 4},
        {"archive_law": True, "decision": "K", "years": 0},
        {"archive_law": True, "decision": "K", "years": 201},
        {"archive_law": True, "decision": "", "years": 4},
        {"archive_law": False, "decision": "K", "years": 4},
    ],
    ids=str,
)
def test_half_a_rule_is_refused(store: Store, said: dict[str, Any]) -> None:
    with pytest.raises(ActRefused) as refused:
        set_records_rule(store, *deciders(store), "buyer", **said)
    assert refused.value.in_("sv") == HALF_A_RULE


def test_the_newest_rule_governs_and_the_same_again_is_no_new_one(store: Store) -> None:
    for years in (4, 6, 6):
        set_records_rule(
            store, *deciders(store), "buyer", archive_law=True, decision="K", years=years
        )
    with store.read() as work:
        rows = work.session.connection().execute(
            metadata.tables["records_rule"].select().order_by("number")
        )
        assert [(row.number, row.years) for row in rows] == [(1, None), (2, 4), (3, 6)]
        *_, entry = entries(work)
    assert (entry.kind, without_facts(entry.payload)) == (
        "records.rule_set",
        '{"approved_by":"head","archive_law":true,"number":3,"subject":"buyer","years":6}',
    )
    assert reviewed(store).not_before == date(2032, 3, 3)


def test_the_days_asked_about_here_lie_on_both_sides_of_the_last() -> None:
    assert KEPT < datetime(2030, 3, 3, tzinfo=UTC) < DUE
