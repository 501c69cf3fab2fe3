"""Every document has a sample in each language, marked as a demo, which is one of its kind."""

from __future__ import annotations

from typing import get_args

import pytest

from documents.clauses.agreement import agreement
from documents.contexts import ContractContext
from documents.contract_act_parts import ContractAct
from documents.library import DOCUMENTS
from documents.parts import Lang
from documents.samples.registry import SAMPLES, sample, sample_context
from documents.sanction_contexts import (
    IntakeStopContext,
    PenaltyContext,
    TerminationContext,
    WarningContext,
)
from performance.months import working_day_after


def test_every_document_has_a_sample_under_its_own_name() -> None:
    named = [each.document for each in SAMPLES if each.name == each.document]
    assert sorted(named) == sorted(DOCUMENTS)


def test_no_two_samples_have_the_same_name_or_description() -> None:
    assert len({each.name for each in SAMPLES}) == len(SAMPLES)
    assert len({each.what for each in SAMPLES}) == len(SAMPLES)


@pytest.mark.parametrize("lang", get_args(Lang))
@pytest.mark.parametrize("name", [each.name for each in SAMPLES])
def test_a_sample_is_a_demo_in_the_language_asked_for(name: str, lang: Lang) -> None:
    context = sample_context(name, lang)
    assert context.is_demo
    assert context.lang == lang
    assert context.document == sample(name).document


@pytest.mark.parametrize("lang", get_args(Lang))
@pytest.mark.parametrize("name", [each.name for each in SAMPLES])
def test_what_an_act_cites_stands_in_the_contract_under_that_number(name: str, lang: Lang) -> None:
    context = sample_context(name, lang)
    if not isinstance(context, ContractAct):
        return
    contract = sample_context("contract", lang)
    assert isinstance(contract, ContractContext)
    divisions = agreement(contract).sections
    where = {each.number: part.title for part in divisions for each in part.paragraphs}
    for clause in context.clauses:
        assert {where[number] for number in clause.number.split(", ")} == {clause.name}
    disputes = f"{divisions[-1].number} ({divisions[-1].title})"
    assert context.objection.clause == disputes


@pytest.mark.parametrize("name", ["warning", "penalty", "intake_stop", "termination"])
def test_a_provider_is_heard_for_as_long_as_the_contract_says(name: str) -> None:
    act = sample_context(name, "sv")
    assert isinstance(act, WarningContext | PenaltyContext | IntakeStopContext | TerminationContext)
    assert working_day_after(act.hearing.asked_on, 10) <= act.hearing.answer_by < act.sent_on


def test_an_unknown_name_is_no_sample() -> None:
    with pytest.raises(KeyError):
        sample("no such document")
