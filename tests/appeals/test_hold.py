from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from appeals.facts import (
    ADMINISTRATIVE,
    Case,
    Check,
    CourtEvent,
    Decision,
    EvidenceShown,
    ExAnte,
    LotFacts,
    Stricter,
    Tie,
)
from appeals.hold import Blocked, Clear, may_conclude
from law.days import STOCKHOLM
from law.reasons import Basis, Text
from law.rulebook import Rulebook, applies
from law.standstill import Notice, Procedure, standstill
from models.review import CourtActKind, CourtName, MatterKind, ReturnTo

ROWS: list[dict[str, Any]] = [
    row
    for table in sorted(Path(__file__).parent.glob("hold_*.yaml"))
    for row in yaml.safe_load(table.read_text(encoding="utf-8"))
]
MARCH_2 = date(2026, 3, 2)
# Lots whose standstill begins with the ordinary letters.
ORDINARY = {"last_day": date(2026, 3, 12), "lawful_from": date(2026, 3, 13)}


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), STOCKHOLM)


def case_of(raw: dict[str, Any]) -> Case:
    events = tuple(
        CourtEvent(
            CourtName(act["court"]),
            CourtActKind(act["act"]),
            act["day"],
            act.get("sent", act["day"]),
            act.get("number", ""),
            act.get("nth", 1),
            ReturnTo(act["returns_to"]) if "returns_to" in act else None,
            act.get("cleared", False),
        )
        for act in raw.get("acts", ())
    )
    kind = MatterKind(raw.get("kind", "review"))
    return Case(raw["case"], raw["lodged"], events, raw.get("complied", False), kind)


def decision_of(row: dict[str, Any]) -> Decision | None:
    if not row.get("decided", True):
        return None
    electronic = [Notice(day) for day in row.get("letters", [MARCH_2])]
    posted = [Notice(day, electronic=False) for day in row.get("posted", ())]
    return Decision(
        "D1",
        MARCH_2,
        (*electronic, *posted),
        row.get("missing", 0),
        row.get("stated"),
        row.get("evaluation_replaced", False),
        Procedure(row["procedure"]) if "procedure" in row else None,
        row.get("started"),
        ExAnte(row["announced"]) if "announced" in row else None,
        row.get("notice_owed", True),
        row.get("interrupted"),
    )


def facts_of(row: dict[str, Any]) -> LotFacts:
    return LotFacts(
        lot_id="T/L1",
        code="L1",
        bids_valid_until=row.get("bids_valid_until", date(2026, 12, 31)),
        decision=decision_of(row),
        cases=tuple(case_of(raw) for raw in row.get("cases", ())),
        checks=tuple(
            Check(CourtName(raw["court"]), raw["day"], "pending" in raw, raw.get("pending"))
            for raw in row.get("checks", ())
        ),
        ties=tuple(
            Tie(raw["lot"], raw["held"], raw.get("withdrawn", False), raw.get("cleared", False))
            for raw in row.get("ties", ())
        ),
        evidence_missing=tuple(Text(each, each) for each in row.get("evidence_missing", ())),
        evidence_shown=tuple(
            EvidenceShown(Text(raw["title"], raw["title"]), raw["valid_until"])
            for raw in row.get("evidence", ())
        ),
        concluded_at=noon(MARCH_2 + timedelta(days=14)) if row.get("concluded") else None,
        withdrawn=row.get("withdrawn", False),
        cancelled_on=row.get("cancelled"),
        stricter=(
            Stricter(row["stricter"], Text("osäkert läge", "unclear"), noon(MARCH_2))
            if "stricter" in row
            else None
        ),
        other_numbers=frozenset(
            (CourtName(court), number) for court, number in row.get("other_numbers", ())
        ),
    )


def answer_of(row: dict[str, Any]) -> Clear | Blocked:
    return may_conclude(
        facts_of(row), Rulebook(row.get("rulebook", "SE-LOU-19")), noon(row["today"])
    )


def expected_days(row: dict[str, Any]) -> dict[str, date | None]:
    """Where a row does not say: those of its letters' standstill, or none before it begins."""
    begun = row.get("decided", True) and row.get("letters") != [] and not row.get("missing")
    days: dict[str, date | None] = dict(ORDINARY) if begun else {}
    if "letters" in row and begun:
        last = standstill([Notice(d) for d in row["letters"]], rulebook=Rulebook.SE_LOU).last_day
        assert last is not None
        days = {"last_day": last, "lawful_from": last + timedelta(days=1)}
    return {each: row.get(each, days.get(each)) for each in ("last_day", "lawful_from")}


CASES = [pytest.param(row, id=row["name"]) for row in ROWS]
KINDS = {
    "a court contradicts the docket",
    "standstill",
    "no complete notice to all",
    "extended standstill",
    "extended standstill, application unknown",
    "ten-day period",
    "interim order",
    "waiver",
    "several cases",
    "decision withdrawn",
    "ordered corrected",
    "the old decision never concludable",
    "ordered redone",
    "cancelled tender",
    "bid validity lapsed",
    "winner's evidence outstanding",
    "remand",
    "tie",
    "a recorded check with FR",
    "a recorded check with KR",
    "a recorded check with HFD",
    "lawful from and signable from",
    "a stricter date",
    "a looser date needs a court",
}


@pytest.mark.parametrize("row", CASES)
def test_the_hold_answers_as_the_table_says(row: dict[str, Any]) -> None:
    answer = answer_of(row)
    found: dict[str, object] = {"last_day": answer.last_day, "lawful_from": answer.lawful_from}
    expected: dict[str, object] = dict(expected_days(row))
    if isinstance(answer, Clear):
        found["clear"] = answer.signable_from
    else:
        found |= {"until": answer.until, "blocked": [reason.code for reason in answer.reasons]}
    if "clear" in row:
        expected["clear"] = row["clear"]
    else:
        expected |= {"until": row.get("until"), "blocked": row["blocked"]}
    assert found == expected


@pytest.mark.parametrize("row", CASES)
def test_every_reason_speaks_both_languages_and_cites_what_applies(row: dict[str, Any]) -> None:
    answer = answer_of(row)
    rulebook = Rulebook(row.get("rulebook", "SE-LOU-19"))
    lifted = answer.lifted_by if isinstance(answer, Blocked) else ()
    texts = [reason.text for reason in answer.reasons] + list(lifted)
    assert all(text.sv and text.en and text.sv != text.en for text in texts)
    cites = [reason.cite for reason in answer.reasons if reason.cite]
    assert [cite for cite in cites if not applies(rulebook, cite)] == []
    uncited = [r.code for r in answer.reasons if r.basis is Basis.STATUTE and r.cite is None]
    assert uncited == []


def test_each_obstacle_says_what_would_lift_it() -> None:
    for row in ROWS:
        answer = answer_of(row)
        if isinstance(answer, Blocked):
            assert len(answer.lifted_by) == len(answer.reasons) > 0


def test_every_kind_of_hold_has_a_row_whose_days_are_counted_by_hand() -> None:
    """Which lots an application is about has a table of its own, and so has LOU 20:16."""
    kinds = [row for row in ROWS if "kind" in row]
    assert {row["kind"] for row in kinds} == KINDS
    assert [row["name"] for row in kinds if not row.get("why")] == []


def test_no_row_stands_twice() -> None:
    names = [row["name"] for row in ROWS]
    assert len(names) == len(set(names))


def test_a_check_that_found_a_known_case_does_not_say_that_nothing_had_come_in() -> None:
    row = next(row for row in ROWS if "extends nothing" in row["name"])
    (told,) = (each for each in answer_of(row).reasons if each.code == "court-checked")
    assert told.text.en == (
        "FR was asked on 2026-03-13, after the last day of the period: case 1-26 was there and is"
        " on the docket"
    )


def test_a_concluded_lot_is_seen_as_it_stood_that_day() -> None:
    concluded = noon(date(2026, 3, 16))
    before = LotFacts(
        "T/L1",
        "L1",
        date(2026, 12, 31),
        Decision("D1", MARCH_2, (Notice(MARCH_2),)),
        cases=(Case("1-26", date(2026, 3, 13)),),
        checks=(Check(CourtName.FR, date(2026, 3, 13), True, "1-26"),),
        evidence_shown=(EvidenceShown(Text("a", "b"), date(2026, 4, 1)),),
    )
    order = CourtEvent(CourtName.FR, CourtActKind.INTERIM_ORDER, date(2026, 3, 17))
    after = replace(
        before,
        cases=(replace(before.cases[0], events=(order,)), Case("2-26", date(2026, 5, 4))),
        checks=(*before.checks, Check(CourtName.FR, date(2026, 5, 4), True, "2-26")),
        ties=(Tie("L2", True),),
        stricter=Stricter(date(2026, 6, 1), Text("a", "b"), noon(date(2026, 3, 17))),
        concluded_at=concluded,
    )
    assert after.before_conclusion() == before
    assert isinstance(may_conclude(before, Rulebook.SE_LOU_19, concluded), Clear)


DAYS = st.dates(date(2026, 3, 1), date(2026, 7, 1))


@st.composite
def courts_acts(draw: st.DrawFn) -> CourtEvent:
    court = draw(st.sampled_from(ADMINISTRATIVE))
    return CourtEvent(court, draw(st.sampled_from(list(CourtActKind))), draw(DAYS), None)


CASE = st.builds(
    Case,
    case_number=st.sampled_from(["1-26", "2-26"]),
    lodged_on=DAYS,
    events=st.lists(courts_acts(), max_size=4).map(tuple),
    complied=st.booleans(),
)
CHECK = st.builds(
    Check, court=st.sampled_from(ADMINISTRATIVE), checked_on=DAYS, pending=st.just(False)
)
FACTS = st.builds(
    LotFacts,
    lot_id=st.just("T/L1"),
    code=st.just("L1"),
    bids_valid_until=st.just(date(2026, 6, 1)),
    decision=st.builds(
        Decision,
        id=st.just("D1"),
        decided_on=st.just(MARCH_2),
        notices=st.lists(DAYS.map(Notice), max_size=2).map(tuple),
        missing_letters=st.integers(0, 1),
    ),
    cases=st.lists(CASE, max_size=2).map(tuple),
    checks=st.lists(CHECK, max_size=8).map(tuple),
)
PENDING = Case("9-26", MARCH_2)
FORBIDDEN = Case(
    "9-26",
    date(2026, 7, 1),
    (CourtEvent(CourtName.KR, CourtActKind.INTERIM_ORDER, date(2026, 7, 1)),),
)
REMANDED = Case(
    "9-26", MARCH_2, (CourtEvent(CourtName.HFD, CourtActKind.REMANDED, MARCH_2),), complied=True
)
REDONE = Case(
    "9-26", MARCH_2, (CourtEvent(CourtName.HFD, CourtActKind.REDO, MARCH_2),), complied=True
)


def worse(facts: LotFacts) -> list[LotFacts]:
    """The same facts with one obstacle more."""
    decision = facts.decision or Decision("D1", MARCH_2)
    return [
        replace(facts, decision=replace(decision, missing_letters=decision.missing_letters + 1)),
        replace(facts, decision=replace(decision, evaluation_replaced=True)),
        *(replace(facts, cases=(*facts.cases, each)) for each in (PENDING, FORBIDDEN, REMANDED)),
        replace(facts, cases=(*facts.cases, REDONE)),
        replace(facts, stricter=Stricter(date(2026, 7, 2), Text("a", "b"), noon(MARCH_2))),
        replace(facts, cancelled_on=MARCH_2),
        replace(facts, checks=(*facts.checks, Check(CourtName.FR, MARCH_2, True, "8-26"))),
        replace(facts, ties=(*facts.ties, Tie("L2", True))),
        replace(facts, evidence_missing=(Text("a", "b"),)),
        replace(facts, evidence_shown=(EvidenceShown(Text("a", "b"), date(2026, 2, 1)),)),
        replace(facts, concluded_at=noon(MARCH_2)),
    ]


@given(facts=FACTS, today=DAYS)
def test_one_obstacle_more_never_clears_a_lot(facts: LotFacts, today: date) -> None:
    answers = [may_conclude(each, Rulebook.SE_LOU_19, noon(today)) for each in worse(facts)]
    assert {type(answer) for answer in answers} == {Blocked}


@given(facts=FACTS, today=DAYS, dropped=st.integers(0, 7))
def test_what_is_clear_is_lawful_today_and_asked_about(
    facts: LotFacts, today: date, dropped: int
) -> None:
    answer = may_conclude(facts, Rulebook.SE_LOU_19, noon(today))
    if isinstance(answer, Blocked):
        fewer = replace(facts, checks=facts.checks[:dropped])
        assert isinstance(may_conclude(fewer, Rulebook.SE_LOU_19, noon(today)), Blocked)
        return
    assert facts.decision is not None
    earliest = standstill(facts.decision.notices, rulebook=Rulebook.SE_LOU_19).earliest_contract
    assert earliest is not None
    assert earliest <= answer.lawful_from <= today
    assert answer.signable_from >= answer.lawful_from


AWARDS = st.sampled_from(
    [
        (Rulebook.SE_LOU_19, None),
        (Rulebook.SE_LOU, None),
        (Rulebook.SE_LUF, Procedure.MINI_COMPETITION),
        (Rulebook.SE_LOU, Procedure.DPS),
        (Rulebook.SE_LOU_19, Procedure.MINI_COMPETITION),
        (Rulebook.SE_LOU_19A, Procedure.DIRECT_AWARD),
    ]
)
ANNOUNCED = st.sampled_from([None, ExAnte(None), ExAnte(MARCH_2)])
# What the day that a hold ends brings with it, beside the end of the time.
THEN = {"court-not-asked", "bids-lapsed"}


@given(facts=FACTS, today=DAYS, award=AWARDS, owed=st.booleans(), announced=ANNOUNCED)
def test_whatever_is_held_says_why_and_what_would_lift_it_however_it_is_awarded(
    facts: LotFacts,
    today: date,
    award: tuple[Rulebook, Procedure | None],
    owed: bool,
    announced: ExAnte | None,
) -> None:
    rulebook, procedure = award
    assert facts.decision is not None
    decision = replace(facts.decision, procedure=procedure)
    if procedure is Procedure.DIRECT_AWARD:
        decision = replace(decision, notice_owed=owed, announced=announced)
    facts = replace(facts, decision=decision)
    answer = may_conclude(facts, rulebook, noon(today))
    if isinstance(answer, Clear):
        return
    assert len(answer.reasons) == len(answer.lifted_by) > 0
    assert all(each.sv and each.en for each in answer.lifted_by)
    if answer.until is not None:
        assert answer.until > today
        then = may_conclude(facts, rulebook, noon(answer.until))
        assert isinstance(then, Clear) or {each.code for each in then.reasons} <= THEN


def test_an_order_is_answered_only_where_it_says_to_begin_anew() -> None:
    """What the refusal asks for follows the court's own words."""
    wanted = {
        ReturnTo.QUALIFICATION: "A new qualification, evaluation, decision, letters and standstill",
        ReturnTo.EVALUATION: "A new evaluation, decision, letters and standstill",
        ReturnTo.DECISION: "A new decision, letters and standstill",
    }
    found = {}
    for each in ReturnTo:
        order = CourtEvent(CourtName.FR, CourtActKind.CORRECTION, MARCH_2, returns_to=each)
        facts = LotFacts(
            "T/L1", "L1", None, Decision("D1", MARCH_2), (Case("1", MARCH_2, (order,)),)
        )
        answer = may_conclude(facts, Rulebook.SE_LOU_19, noon(MARCH_2))
        assert isinstance(answer, Blocked)
        found[each] = answer.lifted_by[0].en
    assert found == wanted
