"""The catalogue of procedures: whole, and true to what each act says of its own."""

from __future__ import annotations

from datetime import date

import pytest

from law.exemptions import settle
from law.procedures import (
    FRAMEWORK,
    Call,
    ConditionKind,
    LeadsTo,
    ProcedurePlan,
    RecordKind,
    Sends,
    Step,
    Who,
    plan_or_refusal,
    procedures,
    step_of,
)
from law.reasons import ActRefused, Cite
from law.rulebook import Rulebook, applies
from law.tender_call import Procedure as Timed
from law.tender_call import Stage
from law.tender_period import Call as Dispatched
from law.tender_period import tender_period

PLANS = list(procedures().values())
STEPS = [(plan, step) for plan in PLANS for step in plan.steps]
NAMED = [f"{plan.id}.{step.id}" for plan, step in STEPS]
# Where each act describes the procedure.
DESCRIBED = {
    "open": {"SE-LOU": "LOU 6:2", "SE-LUF": "LUF 6:2", "EU": "27"},
    "restricted": {"SE-LOU": "LOU 6:3", "SE-LUF": "LUF 6:3", "EU": "28"},
    "negotiated": {"SE-LOU": "LOU 6:4", "SE-LUF": "LUF 6:4", "EU": "29"},
    "dialogue": {"SE-LOU": "LOU 6:20", "SE-LUF": "LUF 6:13", "EU": "30"},
    "chapter_19": {"SE-LOU-19": "LOU 19:6"},
    "chapter_19_selective": {"SE-LOU-19": "LOU 19:6"},
    "direct_award": {"SE-LOU-19a": "LOU 19a:2"},
    "mini_competition": {
        "SE-LOU": "LOU 7:8", "SE-LUF": "LUF 7:4", "SE-LOU-19": "LOU 19:19", "EU": "33.5",
    },
    "dps": {"SE-LOU": "LOU 8:1", "SE-LUF": "LUF 8:1", "EU": "34"},
    "choice": {"SE-LOV": "LOV 3:1"},
}  # fmt: skip
# Days from a dispatch on Monday 2 March 2026, and the paragraph that fixes them.
DAYS = {
    ("open", "tenders", Rulebook.SE_LOU): 30,
    ("open", "tenders", Rulebook.SE_LUF): 30,
    ("restricted", "requests", Rulebook.SE_LOU): 30,
    ("restricted", "requests", Rulebook.SE_LUF): 15,
    ("restricted", "tenders", Rulebook.SE_LOU): 25,
    ("restricted", "tenders", Rulebook.SE_LUF): 10,
    ("negotiated", "requests", Rulebook.SE_LOU): 30,
    ("negotiated", "requests", Rulebook.SE_LUF): 15,
    ("negotiated", "initial_tenders", Rulebook.SE_LOU): 25,
    ("negotiated", "initial_tenders", Rulebook.SE_LUF): 10,
    ("dialogue", "requests", Rulebook.SE_LOU): 30,
    ("dialogue", "requests", Rulebook.SE_LUF): 15,
    ("chapter_19", "tenders", Rulebook.SE_LOU_19): None,
    ("chapter_19_selective", "requests", Rulebook.SE_LOU_19): None,
    ("chapter_19_selective", "tenders", Rulebook.SE_LOU_19): None,
    ("dps", "system", Rulebook.SE_LOU): 30,
    ("dps", "system", Rulebook.SE_LUF): 30,
    ("dps", "call", Rulebook.SE_LOU): 10,
    ("dps", "call", Rulebook.SE_LUF): 10,
}


EACH_STEP = [pytest.param(*pair, id=name) for pair, name in zip(STEPS, NAMED, strict=True)]


def printed(cite: Cite) -> str:
    return cite.section if cite.chapter is None else cite.in_("en")


def test_each_procedure_stands_where_its_acts_describe_it() -> None:
    found = {
        plan.id: {book.value: printed(cite) for book, cite in plan.cites.items()} for plan in PLANS
    }
    assert found == DESCRIBED


@pytest.mark.parametrize("plan", PLANS, ids=[plan.id for plan in PLANS])
def test_a_procedure_cites_what_applies_and_has_names_in_both_languages(
    plan: ProcedurePlan,
) -> None:
    assert tuple(plan.cites) == plan.rulebooks
    assert all(applies(book, cite) for book, cite in plan.cites.items())
    assert all(applies(book, cite) for book, cite in plan.award_on_cites.items())
    names = [plan.name, *(step.name for step in plan.steps)]
    assert all(name.sv and name.en and name.sv != name.en for name in names)
    assert set(plan.award_on_cites) == (set(plan.rulebooks) if plan.award_on else set())


@pytest.mark.parametrize("plan", PLANS, ids=[plan.id for plan in PLANS])
def test_every_award_has_a_standstill_rule_in_every_rulebook_of_its_procedure(
    plan: ProcedurePlan,
) -> None:
    awards = any(LeadsTo.AWARD in step.leads_to for step in plan.steps)
    assert awards == (plan.standstill is not None)
    for rulebook in plan.rulebooks if awards else ():
        assert settle(rulebook, plan.standstill, ex_ante=False).procedure


def test_the_dialogue_alone_is_decided_on_price_and_quality_only() -> None:
    assert {plan.id: sorted(plan.award_on) for plan in PLANS if plan.award_on} == {
        "dialogue": ["price_quality"]
    }
    cites = procedures()["dialogue"].award_on_cites
    assert {book.value: printed(cite) for book, cite in cites.items()} == {
        "SE-LOU": "LOU 6:27", "SE-LUF": "LUF 6:20", "EU": "30.1",
    }  # fmt: skip


@pytest.mark.parametrize(("plan", "step"), EACH_STEP)
def test_a_step_rests_on_earlier_steps_of_its_own_procedure_or_on_a_framework(
    plan: ProcedurePlan, step: Step
) -> None:
    earlier = [f"{plan.id}.{each.id}" for each in plan.steps[: plan.steps.index(step)]]
    assert set(step.basis) <= {*earlier, FRAMEWORK}
    assert step.first == (step is plan.steps[0] and FRAMEWORK not in step.basis)


@pytest.mark.parametrize("plan", PLANS, ids=[plan.id for plan in PLANS])
def test_every_step_is_reached_and_the_last_ends_in_an_award_or_an_admission(
    plan: ProcedurePlan,
) -> None:
    rested_on = {each.split(".")[1] for step in plan.steps for each in step.basis if "." in each}
    *before, last = plan.steps
    assert {step.id for step in before} == rested_on
    assert last.leads_to & {LeadsTo.AWARD, LeadsTo.ADMISSION}


@pytest.mark.parametrize(("plan", "step"), EACH_STEP)
def test_what_a_step_says_of_itself_hangs_together(plan: ProcedurePlan, step: Step) -> None:
    # A notice speaks to all, an invitation to somebody named.
    assert (step.call is Call.CONTRACT_NOTICE) == (step.who is Who.ANYONE)
    # Only those who came through an earlier step are selected, admitted or still there.
    assert step.first == (step.who in (Who.ANYONE, Who.ASKED))
    # Awards rest on tenders, selections on what came in or on whom the buyer met.
    assert LeadsTo.AWARD not in step.leads_to or step.sends is Sends.TENDERS
    assert (step.sends is Sends.APPLICATIONS) == (step.leads_to == {LeadsTo.ADMISSION})
    assert step.sends is not Sends.REQUESTS or step.leads_to == {LeadsTo.SELECTION}
    # A time that the law fixes is a time to send something in, and it is a condition.
    timed = ConditionKind.TIME in step.conditions
    assert not timed or step.period is not None
    assert step.period is None or step.sends is not Sends.NOTHING
    # What suppliers answer is on record before they are called; so is why it is bought.
    assert step.sends is Sends.NOTHING or not step.first or RecordKind.NEED in step.records


@pytest.mark.parametrize(("plan", "step"), EACH_STEP)
def test_the_number_of_days_is_the_law_s_own(plan: ProcedurePlan, step: Step) -> None:
    for rulebook in plan.rulebooks:
        if step.period is None or rulebook is Rulebook.EU:
            continue
        noticed = step.call is Call.INVITATION and step.period.procedure is not Timed.DPS
        call = Dispatched(
            procedure=step.period.procedure,
            stage=step.period.stage,
            dispatched=date(2026, 3, 2),
            notice=date(2026, 1, 15) if noticed else None,
        )
        found = tender_period(call, rulebook=rulebook).days
        assert found == DAYS[plan.id, step.id, rulebook]


def test_what_no_act_puts_a_number_of_days_on() -> None:
    without = [name for (_, step), name in zip(STEPS, NAMED, strict=True) if step.period is None]
    assert without == [
        "negotiated.final_tenders",
        "dialogue.dialogue",
        "dialogue.tenders",
        "direct_award.tenders",
        "mini_competition.tenders",
        "choice.system",
    ]
    assert all(step.period is None or isinstance(step.period.stage, Stage) for _, step in STEPS)


def test_a_procedure_that_the_rulebook_does_not_know_is_refused_with_those_that_it_does() -> None:
    assert plan_or_refusal("open", Rulebook.SE_LUF).id == "open"
    with pytest.raises(ActRefused) as refusal:
        plan_or_refusal("open", Rulebook.SE_LOU_19)
    assert refusal.value.reason.code == "procedure.unknown"
    assert refusal.value.todo.en == (
        "State one of chapter_19, chapter_19_selective, mini_competition"
    )
    with pytest.raises(KeyError):
        step_of("open", "requests")
