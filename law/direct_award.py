"""Direct award above its limit: the grounds of LOU 19a:3–7 and LUF 19a:3–6.

The grounds stand beside each other, each with conditions that a person judges.
All but one presuppose a value below the threshold or a service of annex 2; in
connection with a review the value alone decides, or a lot excepted under 5:8.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from law.amounts import spoken
from law.conditions import Condition, judge
from law.dated import DatedValue, parameters, value
from law.reasons import Cite, Reason, Text
from law.refusals import ImpossibleFacts
from law.thresholds import THRESHOLD, Buyer, Kind, Limit, threshold, unsure
from law.valuation import Procurement


class Ground(StrEnum):
    """Why the contract may be awarded without a notice although its value is not low."""

    NO_SUITABLE_TENDERS = "no-suitable-tenders"
    UNACCEPTABLE_TENDERS = "unacceptable-tenders"
    EXTREME_URGENCY = "extreme-urgency"
    AS_WITHOUT_NOTICE = "as-without-notice"
    EXTRAORDINARY_REASONS = "extraordinary-reasons"
    DURING_REVIEW = "during-review"


@dataclass(frozen=True)
class DirectAward:
    """Whether direct award may be used on the ground; None while a condition is open."""

    allowed: bool | None
    reasons: tuple[Reason, ...]
    warnings: tuple[Reason, ...] = ()


_ADVERTISED = (
    "advertised-first",
    Text(
        "upphandlingen har först annonserats enligt 19 kap.",
        "the procurement was first advertised under chapter 19",
    ),
)
_CONDITIONS: Mapping[Ground, tuple[tuple[str, Text], ...]] = {
    Ground.NO_SUITABLE_TENDERS: (
        _ADVERTISED,
        (
            "none-suitable",
            Text(
                "inga lämpliga anbudsansökningar eller anbud har lämnats",
                "no suitable requests or tenders came in",
            ),
        ),
        (
            "terms-unchanged",
            Text(
                "villkoren i de ursprungliga upphandlingsdokumenten ändras inte väsentligt",
                "the terms of the original procurement documents are not changed substantially",
            ),
        ),
    ),
    Ground.UNACCEPTABLE_TENDERS: (
        _ADVERTISED,
        (
            "only-unacceptable",
            Text(
                "endast ogiltiga eller oacceptabla anbud har lämnats",
                "only invalid or unacceptable tenders came in",
            ),
        ),
        (
            "same-tenderers",
            Text(
                "endast de anbudsgivare tas med som inte har uteslutits, uppfyller kraven på"
                " kapacitet och lämnade formellt riktiga anbud",
                "only those tenderers take part who were not excluded, meet the requirements of"
                " capacity and tendered in due form",
            ),
        ),
    ),
    Ground.EXTREME_URGENCY: (
        (
            "unforeseeable",
            Text(
                "den synnerliga brådskan beror på omständigheter som myndigheten varken har"
                " orsakat eller kunnat förutse",
                "the extreme urgency stems from circumstances the authority neither caused nor"
                " could foresee",
            ),
        ),
        (
            "no-time-to-advertise",
            Text(
                "det är inte möjligt att genomföra upphandlingen enligt 19 kap.",
                "the procurement cannot be carried out under chapter 19",
            ),
        ),
        (
            "absolutely-necessary",
            Text("anskaffningen är absolut nödvändig", "the purchase is absolutely necessary"),
        ),
    ),
    Ground.EXTRAORDINARY_REASONS: (
        (
            "extraordinary-reasons",
            Text("det finns synnerliga skäl", "there are extraordinary reasons"),
        ),
    ),
}
_REVIEW = (
    (
        "review-stops-the-contract",
        Text(
            "en domstol prövar eller har prövat upphandlingen så att avtal inte får ingås, har"
            " beslutat att den ska göras om eller rättas, eller prövar ett avtal som inte får"
            " fullgöras",
            "a court is trying or has tried the procurement so that no contract may be concluded,"
            " has ordered it redone or corrected, or is trying a contract that may not be"
            " performed",
        ),
    ),
    (
        "pressing-need",
        Text(
            "anskaffningen är nödvändig för ett angeläget behov som har uppstått till följd av det",
            "the purchase is necessary for a pressing need that arose from it",
        ),
    ),
)
_BOUNDS = (
    (
        "no-longer-than-needed",
        Text(
            "löptiden är inte längre än vad syftet kräver",
            "the term is no longer than the purpose requires",
        ),
    ),
    (
        "no-larger-than-needed",
        Text(
            "kontraktet är inte mer omfattande än vad syftet kräver",
            "the contract is no larger than the purpose requires",
        ),
    ),
)
_WITHOUT_NOTICE = {"LOU": "6 kap. 14 § eller 17–19 §§", "LUF": "6 kap. 7 § eller 10–12 §§"}
_WITHOUT_NOTICE_EN = {"LOU": "6:14 or 6:17–19", "LUF": "6:7 or 6:10–12"}


def direct_award_ground(
    case: Procurement,
    ground: Ground,
    shown: Mapping[str, bool],
    *,
    excepted_lot: bool = False,
) -> DirectAward:
    """Judge a direct award of ``case`` on a ground, by what has been shown of its conditions.

    ``shown`` says of each condition, by its code (``conditions``), whether it is met;
    one left out is open. ``excepted_lot`` says that the contract is a lot excepted
    from the directive regime (LOU 5:8, LUF 5:7). Raises ImpossibleFacts for a ground
    the act does not know or an unknown code, and NoValue before 1 February 2022.
    """
    found = judge(conditions(case, ground), shown)
    limit = threshold(case.buyer, case.kind, case.currency, case.on, case.rate)
    lot = excepted_lot and ground is Ground.DURING_REVIEW
    inside, why = _within(case, ground, limit, lot)
    warning = unsure(limit, case.total, THRESHOLD)
    decisive = warning is not None and not lot
    if case.kind is Kind.SOCIAL and ground is not Ground.DURING_REVIEW:
        decisive = False
    return DirectAward(
        found.met if inside else False,
        (*found.reasons, limit.reason, why),
        (warning,) if warning is not None and decisive else (),
    )


def conditions(case: Procurement, ground: Ground) -> tuple[Condition, ...]:
    """What must be shown on a ground, with the paragraph of the buyer's own act."""
    cite = _rule(case, ground.value).cite
    if ground is Ground.DURING_REVIEW:
        bounds = _rule(case, f"{ground}_bounds").cite
        return (*_cited(_REVIEW, cite), *_cited(_BOUNDS, bounds))
    if ground is Ground.AS_WITHOUT_NOTICE:
        return tuple(_cited((_as_without_notice(case.act),), cite))
    return tuple(_cited(_CONDITIONS[ground], cite))


def _cited(texts: tuple[tuple[str, Text], ...], cite: Cite) -> Iterator[Condition]:
    return (Condition(code, text, cite) for code, text in texts)


def _as_without_notice(act: str) -> tuple[str, Text]:
    return (
        "as-without-notice",
        Text(
            f"förhållandena motsvarar dem i {_WITHOUT_NOTICE[act]} {act}",
            f"the circumstances are those of {act} {_WITHOUT_NOTICE_EN[act]}",
        ),
    )


def _rule(case: Procurement, name: str) -> DatedValue:
    own = f"direct_award_{name}{'_utility' if case.buyer is Buyer.UTILITY else ''}"
    if own not in parameters():
        raise ImpossibleFacts(
            sv=f"{case.act} har ingen sådan grund för direktupphandling",
            en=f"{case.act} has no such ground for direct award",
        )
    return value(own, case.on)


def _within(case: Procurement, ground: Ground, limit: Limit, lot: bool) -> tuple[bool, Reason]:
    """Whether the value lets the ground be used; annex 2 does not help during a review."""
    review = ground is Ground.DURING_REVIEW
    cite = _rule(case, f"{ground}_bounds" if review else ground.value).cite
    if case.kind is Kind.SOCIAL and not review:
        text = Text(
            "En tjänst enligt bilaga 2 får direktupphandlas på den här grunden oavsett värde",
            "An annex 2 service may be awarded directly on this ground whatever its value",
        )
        return True, Reason("annex-2-any-value", text, cite)
    if lot:
        text = Text(
            "Delkontraktet är undantaget från direktivstyrd upphandling och får tilldelas så",
            "The lot is excepted from the directive regime and may be awarded so",
        )
        return True, Reason("excepted-lot", text, cite)
    held, inside = spoken(case.total, case.currency), case.total < limit.minor
    sv = "understiger" if inside else "understiger inte"
    en = "is below" if inside else "is not below"
    text = Text(
        f"Värdet, {held.sv}, {sv} tröskelvärdet, som grunden förutsätter",
        f"The value, {held.en}, {en} the threshold, as the ground presupposes",
    )
    return inside, Reason("below-threshold" if inside else "threshold-reached", text, cite)
