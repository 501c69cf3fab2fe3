"""What may be bought while a review keeps a contract waiting, on which ground, and how long.

The need goes on although the contract may not be concluded. Four ways are tried in order,
the least doubtful first: an option in the contract that is about to end, a direct award below
its limit (LOU and LUF 19a:2), one in connection with the review (LOU 19a:6–7, LUF 19a:5–6), and
extreme urgency as the last (LOU 19a:5 and 6:15, LUF 19a:4 and 6:8).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from law.amounts import spoken as amount
from law.conditions import Condition, judge
from law.days import months_after, spoken
from law.direct_award import Ground, direct_award_ground
from law.direct_award import conditions as conditions_of_direct_award
from law.reasons import Basis, Cite, Reason, Text
from law.regime import DIRECT_AWARD
from law.rulebook import Rulebook
from law.thresholds import Buyer, Kind, direct_award_limit, threshold, unsure
from law.valuation import Procurement


class BridgeGround(StrEnum):
    """The ways, in the order in which they are to be tried."""

    OPTION = "option"
    BELOW_LIMIT = "below_limit"
    DURING_REVIEW = "during_review"
    EXTREME_URGENCY = "extreme_urgency"


class CourtBar(StrEnum):
    """The three situations of LOU 19a:6, LUF 19a:5, by their number in the paragraph."""

    NO_CONTRACT = "no-contract"
    ORDERED = "ordered"
    NOT_PERFORMED = "not-performed"


@dataclass(frozen=True)
class Need:
    """What is to be bought meanwhile.

    ``case`` has its value over the whole bridge, with what has been bought of the same kind as
    ``similar``. ``court``: what a review comes to for the lot, None where no court stands in the
    way. ``option_until``: the last day that the old contract can run to by its own option, where
    there is one. ``hold_until``: the first day without the hold, where the law says which.
    ``excepted_lot``: the lot is excepted under LOU 5:8, LUF 5:7.
    """

    case: Procurement
    rulebook: Rulebook
    starts_on: date
    ends_on: date
    court: CourtBar | None = None
    option_until: date | None = None
    hold_until: date | None = None
    excepted_lot: bool = False


@dataclass(frozen=True)
class Bridge:
    """One ground: None while a condition is open, which persons have to answer for.

    ``below``: the value, in minor units, that all of it must be below. ``longest``: the last day
    that it may run to, by what is said in ``reasons``; None where nothing is said.
    """

    ground: BridgeGround
    allowed: bool | None
    conditions: tuple[Condition, ...]
    reasons: tuple[Reason, ...]
    warnings: tuple[Reason, ...] = ()
    below: int | None = None
    longest: date | None = None


# A house rule: 19a:7 bounds the term by the purpose and names no number. After this many
# months it is tried again whether the need and the hold are still there.
LONGEST_MONTHS: Mapping[BridgeGround, int] = {
    BridgeGround.BELOW_LIMIT: 6,
    BridgeGround.DURING_REVIEW: 6,
    BridgeGround.EXTREME_URGENCY: 3,
}
# The prohibition of splitting a procurement, and where a contract's own clauses change it.
_SPLIT = {"LOU": Cite("LOU", 5, "7a"), "LUF": Cite("LUF", 5, "6a")}
_CLAUSE: Mapping[Rulebook, Cite] = {
    Rulebook.SE_LOU: Cite("LOU", 17, "10"),
    Rulebook.SE_LUF: Cite("LUF", 16, "10"),
    Rulebook.EU: Cite("direktiv 2014/24/EU", None, "72.1 a"),
}
_WITHOUT_NOTICE = {"LOU": Cite("LOU", 6, "15"), "LUF": Cite("LUF", 6, "8")}
_SWEDISH_DIRECT_AWARD = frozenset(
    {Rulebook.SE_LOU, Rulebook.SE_LOU_19, Rulebook.SE_LOU_19A, Rulebook.SE_LUF}
)
_TOLD_OF_REVIEW: Mapping[CourtBar, Text] = {
    CourtBar.NO_CONTRACT: Text(
        "En domstol handlägger eller har avgjort ett mål om upphandlingen, och avtal får inte"
        " ingås",
        "A court is handling or has decided a case about the procurement, and no contract may be"
        " concluded",
    ),
    CourtBar.ORDERED: Text(
        "En domstol har beslutat att upphandlingen ska göras om eller rättas",
        "A court has ordered the procurement redone or corrected",
    ),
    CourtBar.NOT_PERFORMED: Text(
        "En domstol handlägger ett mål om avtalets giltighet, och avtalet får inte fullgöras",
        "A court is handling a case about the contract's validity, and the contract may not be"
        " performed",
    ),
}


def bridges(need: Need) -> tuple[Bridge, ...]:
    """What can be said of each ground before anybody has judged its conditions, in order."""
    return tuple(bridge_on(need, ground, {}) for ground in grounds(need.rulebook))


def grounds(rulebook: Rulebook) -> tuple[BridgeGround, ...]:
    """Under the directives alone the old contract is left; a system of choice needs no bridge.

    Nothing holds its contracts, and whoever qualifies may come in at any time.
    """
    if rulebook is Rulebook.SE_LOV:
        return ()
    return tuple(BridgeGround) if rulebook in _SWEDISH_DIRECT_AWARD else (BridgeGround.OPTION,)


def bridge_on(need: Need, ground: BridgeGround, shown: Mapping[str, bool]) -> Bridge:
    """Judge one ground by what has been shown of its conditions, by their codes.

    That a court stands in the way is known from ``need`` and not to be shown. Raises
    ImpossibleFacts for an unknown code or unknown thresholds, and NoValue before 1 February
    2022.
    """
    found = _RULES[ground](need, shown)
    warnings = (*found.warnings, *_beyond_the_hold(need, ground))
    if found.longest is None or need.ends_on <= found.longest:
        return replace(found, warnings=warnings)
    return replace(
        found,
        allowed=False,
        reasons=(*found.reasons, _too_long(need.ends_on, found.longest)),
        warnings=warnings,
    )


def _option(need: Need, shown: Mapping[str, bool]) -> Bridge:
    conditions = tuple(_option_conditions(need.rulebook))
    judged = judge(conditions, shown)
    if need.option_until is None:
        told = Reason(
            "no-option-known",
            Text(
                "Ingen option att förlänga det gamla avtalet är angiven",
                "No option to prolong the old contract has been stated",
            ),
            basis=Basis.TENDER_DOCUMENTS,
        )
        return Bridge(BridgeGround.OPTION, False, conditions, (told,))
    last = spoken(need.option_until)
    text = Text(
        f"Det gamla avtalet kan enligt sin option gälla till och med {last.sv}",
        f"By its own option the old contract can run through {last.en}",
    )
    why = Reason("option-until", text, basis=Basis.TENDER_DOCUMENTS)
    reasons = (*judged.reasons, why)
    return Bridge(BridgeGround.OPTION, judged.met, conditions, reasons, longest=need.option_until)


def _option_conditions(rulebook: Rulebook) -> Iterator[Condition]:
    cite = _CLAUSE.get(rulebook, Cite("LOU", 5, "3"))
    yield Condition(
        "clear-clause",
        Text(
            "optionen framgår klart av upphandlingsdokumenten till det gamla avtalet",
            "the option is stated clearly in the procurement documents of the old contract",
        ),
        cite,
    )
    yield Condition(
        "option-unused",
        Text(
            "optionen är inte redan utnyttjad, och kan ännu utnyttjas i rätt tid",
            "the option has not been used up, and can still be exercised in time",
        ),
        cite,
    )
    yield Condition(
        "within-ceiling",
        Text(
            "förlängningen ryms i det värde och den takvolym som det gamla avtalet upphandlades"
            " med",
            "the extension stays within the value and the ceiling that the old contract was"
            " procured with",
        ),
        cite,
    )


def _below_limit(need: Need, shown: Mapping[str, bool]) -> Bridge:
    case = need.case
    limit = direct_award_limit(case.buyer, case.kind, case.currency, case.on, case.rate)
    conditions = (
        Condition(
            "not-split",
            Text(
                "behovet är inte uppdelat för att komma under gränsen, och allt som köps av samma"
                " slag inom tolv månader är medräknat",
                "the need has not been split to come below the limit, and all that is bought of"
                " the same kind within twelve months is counted",
            ),
            _SPLIT[case.act],
        ),
    )
    judged, below = judge(conditions, shown), limit.below(case.total)
    doubt = unsure(limit, case.total, DIRECT_AWARD)
    return Bridge(
        BridgeGround.BELOW_LIMIT,
        judged.met if below else False,
        conditions,
        (
            *judged.reasons,
            limit.reason,
            _held(case, below=below),
            *_months(need, BridgeGround.BELOW_LIMIT),
        ),
        (doubt,) if doubt else (),
        below=limit.minor,
        longest=_longest(need, BridgeGround.BELOW_LIMIT),
    )


def _held(case: Procurement, *, below: bool) -> Reason:
    total = amount(case.total, case.currency)
    sv, en = ("under", "below") if below else ("inte under", "not below")
    return Reason(
        "value-below-limit" if below else "value-at-limit",
        Text(
            f"Värdet, {total.sv} med allt av samma slag, är {sv} gränsen",
            f"The value, {total.en} with all of the same kind, is {en} the limit",
        ),
        Cite(case.act, 5, "10" if case.buyer is Buyer.UTILITY else "11"),
    )


_SHOWN_BY_THE_DOCKET = "review-stops-the-contract"


def _during_review(need: Need, shown: Mapping[str, bool]) -> Bridge:
    case, ground = need.case, Ground.DURING_REVIEW
    found = direct_award_ground(
        case,
        ground,
        {**shown, _SHOWN_BY_THE_DOCKET: need.court is not None},
        excepted_lot=need.excepted_lot,
    )
    all_ = conditions_of_direct_award(case, ground)
    return Bridge(
        BridgeGround.DURING_REVIEW,
        found.allowed,
        tuple(each for each in all_ if each.code != _SHOWN_BY_THE_DOCKET),
        (_of_court(need, all_[0].cite), *found.reasons, *_months(need, BridgeGround.DURING_REVIEW)),
        found.warnings,
        below=None if need.excepted_lot else _threshold(case),
        longest=_longest(need, BridgeGround.DURING_REVIEW),
    )


def _of_court(need: Need, cite: Cite) -> Reason:
    if need.court is not None:
        return Reason(need.court.value, _TOLD_OF_REVIEW[need.court], cite)
    text = Text(
        "Ingen domstol hindrar avtalet: en avtalsspärr efter beslutet är inte nog",
        "No court stands in the way of the contract: a standstill after the decision is not enough",
    )
    return Reason("no-court", text, cite)


def _extreme_urgency(need: Need, shown: Mapping[str, bool]) -> Bridge:
    """From the threshold on it is the negotiated procedure without a notice, on like grounds."""
    case, ground = need.case, Ground.EXTREME_URGENCY
    found = direct_award_ground(case, ground, shown)
    conditions = conditions_of_direct_award(case, ground)
    reached = case.kind is not Kind.SOCIAL and case.total >= _threshold(case)
    if reached:
        cite = _WITHOUT_NOTICE[case.act]
        conditions = tuple(replace(each, cite=cite) for each in conditions)
    judged = judge(conditions, shown)
    return Bridge(
        BridgeGround.EXTREME_URGENCY,
        judged.met,
        conditions,
        (
            *(judged.reasons if reached else found.reasons),
            *((_negotiated(_WITHOUT_NOTICE[case.act]),) if reached else ()),
            *_months(need, BridgeGround.EXTREME_URGENCY),
        ),
        (*found.warnings, _foreseeable(conditions[0].cite)),
        longest=_longest(need, BridgeGround.EXTREME_URGENCY),
    )


def _negotiated(cite: Cite) -> Reason:
    text = Text(
        "Värdet når tröskelvärdet: köpet görs som ett förhandlat förfarande utan föregående"
        " annonsering",
        "The value reaches the threshold: the purchase is a negotiated procedure without a prior"
        " notice",
    )
    return Reason("negotiated-without-notice", text, cite)


def _foreseeable(cite: Cite) -> Reason:
    """That a procurement may be reviewed is part of planning it; so this is the last way."""
    text = Text(
        "Att en upphandling överprövas går i regel att förutse; brådska som beror på bristande"
        " planering räknas inte. Pröva de andra vägarna först",
        "That a procurement is reviewed can as a rule be foreseen; urgency that stems from poor"
        " planning does not count. Try the other ways first",
    )
    return Reason("review-is-foreseeable", text, cite)


def _threshold(case: Procurement) -> int:
    return threshold(case.buyer, case.kind, case.currency, case.on, case.rate).minor


def _longest(need: Need, ground: BridgeGround) -> date:
    return months_after(need.starts_on, LONGEST_MONTHS[ground])


def _months(need: Need, ground: BridgeGround) -> Iterator[Reason]:
    months = LONGEST_MONTHS[ground]
    last = spoken(months_after(need.starts_on, months))
    yield Reason(
        "longest",
        Text(
            f"Högst {months} månader i taget, till och med {last.sv}; därefter prövas på nytt om"
            " behovet och hindret finns kvar",
            f"At most {months} months at a time, through {last.en}; then it is tried again whether"
            " the need and the hold are still there",
        ),
        basis=Basis.HOUSE_RULE,
    )


def _too_long(ends_on: date, longest: date) -> Reason:
    ends, last = spoken(ends_on), spoken(longest)
    return Reason(
        "too-long",
        Text(
            f"Köpet skulle löpa till och med {ends.sv}, längre än till {last.sv}",
            f"The purchase would run through {ends.en}, beyond {last.en}",
        ),
        basis=Basis.HOUSE_RULE,
    )


def _beyond_the_hold(need: Need, ground: BridgeGround) -> Iterator[Reason]:
    """The law says when the hold ends, and the bridge is to end when the contract takes over."""
    if need.hold_until is None or need.ends_on < need.hold_until:
        return
    first, bounded = spoken(need.hold_until), ground is BridgeGround.DURING_REVIEW
    text = Text(
        f"Hindret väntas upphöra {first.sv}: köpet ska inte löpa längre än tills det egna avtalet"
        " kan ta vid",
        f"The hold is to end on {first.en}: the purchase is to run no longer than until the lot's"
        " own contract can take over",
    )
    cite = Cite(need.case.act, "19a", "6" if need.case.act == "LUF" else "7")
    yield Reason(
        "beyond-the-hold",
        text,
        cite if bounded else None,
        Basis.STATUTE if bounded else Basis.HOUSE_RULE,
    )


_RULES: Mapping[BridgeGround, Callable[[Need, Mapping[str, bool]], Bridge]] = {
    BridgeGround.OPTION: _option,
    BridgeGround.BELOW_LIMIT: _below_limit,
    BridgeGround.DURING_REVIEW: _during_review,
    BridgeGround.EXTREME_URGENCY: _extreme_urgency,
}
