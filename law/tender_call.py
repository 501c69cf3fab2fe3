"""A call for tenders or for requests to participate, and what it cannot be.

The facts a tender period is counted from, and the combinations that no
paragraph knows: LOU 8:1, 8:11, 11:2, 11:7, 11:10 and their like in LUF and the
directives.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from law.reasons import ActRefused, Cite, Reason, Text, refuse
from law.refusals import ImpossibleFacts
from law.rulebook import Rulebook
from law.thresholds import Buyer


class Procedure(StrEnum):
    """``NEGOTIATED`` is with prior publication; ``DIALOGUE`` holds partnerships too."""

    OPEN = "open"
    RESTRICTED = "restricted"
    NEGOTIATED = "negotiated"
    DIALOGUE = "dialogue"
    DPS = "dps"


class Stage(StrEnum):
    """What suppliers are to send in: tenders, or requests to participate."""

    TENDERS = "tenders"
    REQUESTS = "requests"


@dataclass(frozen=True)
class Agreement:
    """A tender period of ``days`` proposed to the selected candidates (LOU 11:7).

    It holds only when every one of them agreed.
    """

    days: int
    by_all: bool


@dataclass(frozen=True)
class Call:
    """What was sent out, when, and how suppliers may answer.

    ``dispatched`` is the Swedish civil day the contract notice was sent for
    publication, or the day the invitation to tender was sent to the selected
    candidates; never the day of publication. ``notice`` is then the day of the
    contract notice before that invitation, needed only beside ``prior_notice``,
    the day a prior information notice was sent. ``chosen`` is the last day the
    buyer has set itself. ``country`` (ISO 3166, two letters) is the member state
    whose public holidays move a last day under rulebook EU.
    """

    procedure: Procedure
    stage: Stage
    dispatched: date
    electronic: bool = True
    prior_notice: date | None = None
    notice: date | None = None
    urgent: bool = False
    documents_open: bool = True
    agreed: Agreement | None = None
    buyer: Buyer = Buyer.SUB_CENTRAL
    chosen: date | None = None
    country: str | None = None

    @property
    def to_selected(self) -> bool:
        """Tenders from candidates who have been selected and invited."""
        return self.stage is Stage.TENDERS and self.procedure in SELECTIVE

    @property
    def dated_notice(self) -> date:
        """The day of the contract notice, or the nearest day known."""
        return self.notice or self.dispatched


SELECTIVE = (Procedure.RESTRICTED, Procedure.NEGOTIATED)


@dataclass(frozen=True)
class Act:
    """Where an act's numbers are kept, and where it says what is possible at all."""

    key: str
    one_stage: Cite
    electronic_only: Cite
    enough_time: Cite
    prior_notice: Cite
    agreement: Cite
    urgency: Cite
    dps: Cite


def _swedish(key: str, act: str) -> Act:
    return Act(
        key,
        one_stage=Cite(act, 11, "2"),
        electronic_only=Cite(act, 8, "1"),
        enough_time=Cite(act, 11, "1"),
        prior_notice=Cite(act, 11, "5"),
        agreement=Cite(act, 11, "7"),
        urgency=Cite(act, 11, "10"),
        dps=Cite(act, 8, "11"),
    )


LOU_ACT = _swedish("SE-LOU", "LOU")
LUF_ACT = _swedish("SE-LUF", "LUF")
CLASSIC = "direktiv 2014/24/EU"
EU_ACT = Act(
    "EU",
    one_stage=Cite(CLASSIC, None, "27.1"),
    electronic_only=Cite(CLASSIC, None, "34.1"),
    enough_time=Cite(CLASSIC, None, "47.1"),
    prior_notice=Cite(CLASSIC, None, "28.3"),
    agreement=Cite(CLASSIC, None, "28.4"),
    urgency=Cite(CLASSIC, None, "28.6"),
    dps=Cite(CLASSIC, None, "34.2"),
)
UTILITIES = "direktiv 2014/25/EU"
EU_UTILITY_ACT = Act(
    "EU-utility",
    one_stage=Cite(UTILITIES, None, "45.1"),
    electronic_only=Cite(UTILITIES, None, "52.1"),
    enough_time=Cite(UTILITIES, None, "66.1"),
    prior_notice=Cite(UTILITIES, None, "45.2"),
    agreement=Cite(UTILITIES, None, "46.2"),
    urgency=Cite(UTILITIES, None, "45.3"),
    dps=Cite(UTILITIES, None, "52.2"),
)

# The utilities acts let every buyer agree, and hurry only the open procedure.
_UTILITY_RULES = frozenset({LUF_ACT.key, EU_UTILITY_ACT.key})


def of_utilities(act: Act) -> bool:
    return act.key in _UTILITY_RULES


def governing(call: Call, rulebook: Rulebook) -> Act:
    """The act whose numbers govern the call; ActRefused where the rulebook has no calls."""
    if rulebook is Rulebook.SE_LUF:
        return LUF_ACT
    if rulebook is Rulebook.EU:
        return EU_UTILITY_ACT if call.buyer is Buyer.UTILITY else EU_ACT
    if rulebook in _WITHOUT_A_CALL:
        raise _WITHOUT_A_CALL[rulebook]
    if call.buyer is Buyer.UTILITY:
        raise _UTILITY_UNDER_LOU
    return LOU_ACT


def check(call: Call, act: Act) -> None:
    """Refuse a combination the act does not know; ActRefused names the paragraph."""
    if call.procedure is Procedure.OPEN and call.stage is Stage.REQUESTS:
        raise _refused("open-has-no-requests", act.one_stage)
    if call.procedure is Procedure.DPS and not call.electronic:
        raise _refused("dps-on-paper", act.electronic_only)
    if call.urgent and not _may_be_urgent(call, act):
        raise _refused(
            "no-accelerated-procedure", act.dps if call.procedure is Procedure.DPS else act.urgency
        )
    if call.agreed is not None:
        _check_agreement(call, act)


def check_days(call: Call, rulebook: Rulebook) -> None:
    """Raise ImpossibleFacts for days, or a number of days, that cannot be."""
    if call.country is not None and rulebook is not Rulebook.EU:
        raise ImpossibleFacts(
            sv="Ett land anges bara tillsammans med regelverket EU",
            en="A country goes only with the rulebook EU",
        )
    if call.agreed is not None and call.agreed.days < 1:
        raise ImpossibleFacts(
            sv=f"En överenskommen tid är minst en dag, inte {call.agreed.days}",
            en=f"An agreed period is at least one day, not {call.agreed.days}",
        )
    if call.chosen is not None and call.chosen <= call.dispatched:
        raise ImpossibleFacts(
            sv=f"Sista dagen {call.chosen} kommer inte efter avsändandet {call.dispatched}",
            en=f"The last day {call.chosen} does not come after the dispatch {call.dispatched}",
        )
    _check_notices(call)


def _check_notices(call: Call) -> None:
    if call.notice is not None and not call.to_selected:
        raise ImpossibleFacts(
            sv="Annonsens dag anges särskilt bara när inbjudan skickas till utvalda anbudssökande",
            en="The day of the contract notice is given apart only for an invitation to"
            " selected candidates",
        )
    if call.notice is not None and call.notice > call.dispatched:
        raise ImpossibleFacts(
            sv=f"Annonsen {call.notice} kan inte komma efter inbjudan {call.dispatched}",
            en=f"The contract notice {call.notice} cannot come after the invitation"
            f" {call.dispatched}",
        )
    if call.prior_notice is not None and call.prior_notice >= call.dated_notice:
        raise ImpossibleFacts(
            sv=f"Förhandsannonsen {call.prior_notice} måste ha skickats före annonsen"
            f" {call.dated_notice}",
            en=f"The prior information notice {call.prior_notice} must have been sent before the"
            f" contract notice {call.dated_notice}",
        )


def _may_be_urgent(call: Call, act: Act) -> bool:
    if of_utilities(act):
        return call.procedure is Procedure.OPEN
    return call.procedure in (Procedure.OPEN, *SELECTIVE)


def _check_agreement(call: Call, act: Act) -> None:
    in_dps = call.procedure is Procedure.DPS and call.stage is Stage.TENDERS
    if not (call.to_selected or in_dps):
        raise _refused("no-agreed-period", act.agreement)
    if call.buyer is Buyer.CENTRAL and not of_utilities(act):
        raise _refused("central-authority-agrees", act.dps if in_dps else act.agreement)


# What each refusal says, and what to do instead.
_REFUSED: Mapping[str, tuple[Text, Text]] = {
    "open-has-no-requests": (
        Text(
            "Ett öppet förfarande har inga anbudsansökningar: alla får lämna anbud direkt",
            "An open procedure has no requests to participate: anyone may tender at once",
        ),
        Text(
            "Ange anbud (tenders) som skede, eller ett förfarande i två steg",
            "State tenders as the stage, or a procedure in two stages",
        ),
    ),
    "dps-on-paper": (
        Text(
            "Ett dynamiskt inköpssystem är helt elektroniskt",
            "A dynamic purchasing system is fully electronic",
        ),
        Text(
            "Ta emot ansökningar och anbud elektroniskt",
            "Receive requests and tenders electronically",
        ),
    ),
    "no-accelerated-procedure": (
        Text(
            "Tidsbrist förkortar inte tiden i detta förfarande och skede",
            "Urgency does not shorten the period in this procedure and stage",
        ),
        Text(
            "Räkna med den vanliga tiden eller välj ett förfarande som kan påskyndas",
            "Count with the ordinary period or choose a procedure that can be accelerated",
        ),
    ),
    "no-agreed-period": (
        Text(
            "En gemensam tid kan bara överenskommas om anbud, med de utvalda anbudssökandena",
            "A common period can be agreed for tenders only, with the selected candidates",
        ),
        Text("Räkna med den lagstadgade tiden", "Count with the statutory period"),
    ),
    "central-authority-agrees": (
        Text(
            "En central upphandlande myndighet får inte bestämma tiden efter överenskommelse",
            "A central government authority may not set the period by agreement",
        ),
        Text("Räkna med den lagstadgade tiden", "Count with the statutory period"),
    ),
}


def _refused(code: str, cite: Cite) -> ActRefused:
    what, todo = _REFUSED[code]
    return ActRefused(Reason(code, what, cite), todo)


_UTILITY_UNDER_LOU = refuse(
    "utility-under-lou",
    sv="Upphandling inom försörjningssektorerna görs enligt LUF, inte LOU",
    en="Procurement in the utilities sectors follows LUF, not LOU",
    todo_sv="Ange regelverket SE-LUF",
    todo_en="State the rulebook SE-LUF",
    cite=Cite("LUF", 1, "2"),
)
_WITHOUT_A_CALL = {
    Rulebook.SE_LOU_19A: refuse(
        "direct-award-has-no-call",
        sv="En direktupphandling görs utan annons om anbudsinfordran och har ingen anbudstid",
        en="A direct award has no call for competition and so no tender period",
        todo_sv="Ange regelverket för en annonserad upphandling",
        todo_en="State the rulebook of an advertised procurement",
        cite=Cite("LOU", "19a", "1"),
    ),
    Rulebook.SE_LOV: refuse(
        "lov-is-always-open",
        sv="Ett valfrihetssystem annonseras löpande och har ingen sista dag för ansökningar",
        en="A system of choice is advertised continuously and has no last day for applications",
        todo_sv="Pröva varje ansökan när den kommer in",
        todo_en="Examine each application as it comes in",
        cite=Cite("LOV", 3, "1"),
    ),
}
