"""The procedures as data: steps, who may send in what, and the rules that each step follows.

`procedures.yaml` beside this module is the catalogue. No code asks which procedure a
tender follows; it asks what the tender's step says, so that a new procedure is a new entry.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from law import notices, tender_call
from law.reasons import Cite, Text, refuse
from law.rulebook import Rulebook


class Call(StrEnum):
    """How suppliers are told that they can send something in."""

    CONTRACT_NOTICE = "contract_notice"
    INVITATION = "invitation"


class Who(StrEnum):
    """Who may send in: anyone, or those whom an earlier step or the buyer has named.

    ``tenderers`` are those invited to the step before that have not been left out since.
    """

    ANYONE = "anyone"
    SELECTED = "selected"
    ASKED = "asked"
    PARTIES = "parties"
    ADMITTED = "admitted"
    TENDERERS = "tenderers"


class Sends(StrEnum):
    """What suppliers send in. Applications come at any time and are not sealed."""

    REQUESTS = "requests"
    TENDERS = "tenders"
    APPLICATIONS = "applications"
    NOTHING = "nothing"


class LeadsTo(StrEnum):
    """What may be done with what came in."""

    SELECTION = "selection"
    MEETINGS = "meetings"
    AWARD = "award"
    ADMISSION = "admission"


class RecordKind(StrEnum):
    """What must be on record before a step is called."""

    NEED = "need"
    LOTS = "lots"
    VALUE = "value"
    DOCUMENTS = "documents"
    PROCEDURE = "procedure"
    GUIDELINES = "guidelines"


class ConditionKind(StrEnum):
    """What must hold when a step is called, and again when an award is decided in it."""

    REGIME = "regime"
    TIME = "time"
    ENOUGH_INVITED = "enough_invited"
    MET_ALL = "met_all"
    DIRECT_AWARD = "direct_award"
    FRAMEWORK_IN_FORCE = "framework_in_force"
    WITHIN_CEILING = "within_ceiling"
    ALL_PARTIES = "all_parties"
    SYSTEM_IN_FORCE = "system_in_force"
    ALL_ADMITTED = "all_admitted"
    CHOICE_DOCUMENTS = "choice_documents"


@dataclass(frozen=True)
class Period:
    """By which row of the tender periods a step's time is counted."""

    procedure: tender_call.Procedure
    stage: tender_call.Stage


FRAMEWORK = "framework"


@dataclass(frozen=True)
class Step:
    """One call of a procedure. ``basis``: the steps it may rest on, as ``procedure.step``.

    The word ``framework`` among them is any tender that a framework was concluded in.
    """

    id: str
    name: Text
    basis: tuple[str, ...]
    call: Call
    who: Who
    sends: Sends
    period: Period | None
    leads_to: frozenset[LeadsTo]
    records: tuple[RecordKind, ...]
    conditions: tuple[ConditionKind, ...]

    @property
    def sealed(self) -> bool:
        """Whether what comes in is sealed until one deadline."""
        return self.sends in (Sends.REQUESTS, Sends.TENDERS)

    @property
    def first(self) -> bool:
        return not self.basis


@dataclass(frozen=True)
class ProcedurePlan:
    """A procedure: the rulebooks that know it, and its steps in order.

    ``standstill`` is how `law.standstill` knows its awards; None where nothing is awarded.
    """

    id: str
    name: Text
    rulebooks: tuple[Rulebook, ...]
    standstill: notices.Procedure | None
    cites: Mapping[Rulebook, Cite]
    steps: tuple[Step, ...]
    award_on: frozenset[str] = frozenset()
    """The bases of evaluation that it allows, where not all; `award_on_cites`: by which rule."""
    award_on_cites: Mapping[Rulebook, Cite] = field(default_factory=dict)

    def step(self, step_id: str) -> Step:
        """Raises KeyError for a step that the procedure does not have."""
        found = next((step for step in self.steps if step.id == step_id), None)
        if found is None:
            raise KeyError(step_id)
        return found


_ACTS = {
    Rulebook.SE_LOU: "LOU",
    Rulebook.SE_LOU_19: "LOU",
    Rulebook.SE_LOU_19A: "LOU",
    Rulebook.SE_LUF: "LUF",
    Rulebook.SE_LOV: "LOV",
    Rulebook.EU: tender_call.CLASSIC,
}


@cache
def procedures() -> Mapping[str, ProcedurePlan]:
    """The catalogue, by id."""
    text = files("law").joinpath("procedures.yaml").read_text(encoding="utf-8")
    return {name: _plan(name, given) for name, given in yaml.safe_load(text).items()}


def step_of(procedure: str, step: str) -> Step:
    """Raises KeyError for what the catalogue does not have."""
    return procedures()[procedure].step(step)


def plan_or_refusal(procedure: str, rulebook: Rulebook) -> ProcedurePlan:
    """The procedure, where the rulebook knows it. Raises `ActRefused` otherwise."""
    plan = procedures().get(procedure)
    if plan is not None and rulebook in plan.rulebooks:
        return plan
    known = ", ".join(each.id for each in procedures().values() if rulebook in each.rulebooks)
    raise refuse(
        "procedure.unknown",
        sv=f"Förfarandet {procedure} finns inte under {rulebook.value}",
        en=f"There is no procedure {procedure} under {rulebook.value}",
        todo_sv=f"Ange något av {known}" if known else "Ange ett annat regelverk",
        todo_en=f"State one of {known}" if known else "State another rulebook",
    )


def _plan(name: str, given: Mapping[str, Any]) -> ProcedurePlan:
    rulebooks = tuple(Rulebook(each) for each in given["rulebooks"])
    standstill = given.get("standstill")
    return ProcedurePlan(
        id=name,
        name=Text(**given["name"]),
        rulebooks=rulebooks,
        standstill=None if standstill is None else notices.Procedure(standstill),
        cites={each: _cite(each, given["cite"][each.value]) for each in rulebooks},
        steps=tuple(_step(step, row) for step, row in given["steps"].items()),
        award_on=frozenset(given.get("award_on", ())),
        award_on_cites={
            Rulebook(each): _cite(Rulebook(each), place)
            for each, place in given.get("award_on_cite", {}).items()
        },
    )


def _cite(rulebook: Rulebook, place: str) -> Cite:
    if rulebook is Rulebook.EU:
        return Cite(_ACTS[rulebook], None, place)
    chapter, section = place.split(":")
    return Cite(_ACTS[rulebook], int(chapter) if chapter.isdigit() else chapter, section)


def _step(name: str, given: Mapping[str, Any]) -> Step:
    period = given.get("period")
    return Step(
        id=name,
        name=Text(**given["name"]),
        basis=tuple(given.get("basis", ())),
        call=Call(given["call"]),
        who=Who(given["who"]),
        sends=Sends(given["sends"]),
        period=None
        if period is None
        else Period(tender_call.Procedure(period["procedure"]), tender_call.Stage(period["stage"])),
        leads_to=frozenset(LeadsTo(each) for each in given["leads_to"]),
        records=tuple(RecordKind(each) for each in given["records"]),
        conditions=tuple(ConditionKind(each) for each in given["conditions"]),
    )
