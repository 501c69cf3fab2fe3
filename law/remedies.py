"""Which act's rule on remedies governs: LOU's, LUF's own, or the directive's least times.

LUF chapters 20 and 21 say what LOU's say, in their own paragraphs. Directive
89/665/EEG lays down the least a member state may give. LOV knows rectification
and damages only (law.choice).
"""

from __future__ import annotations

from collections.abc import Iterator

from law.dated import parameters
from law.days import EU_DAY_RULE, SWEDEN, UNKNOWN_STATE, check_state
from law.reasons import Cite, Reason, Text
from law.refusals import ImpossibleFacts
from law.rulebook import Rulebook

_OF_LOU = frozenset({Rulebook.SE_LOU, Rulebook.SE_LOU_19, Rulebook.SE_LOU_19A})
_ELSEWHERE = {
    Rulebook.SE_LOV: Text(
        "LOV ger bara rättelse och skadestånd (10 kap. LOV)",
        "LOV gives rectification and damages only (LOV chapter 10)",
    ),
    Rulebook.EU: Text(
        "direktiv 89/665/EEG lämnar den frågan till medlemsstatens lag",
        "directive 89/665/EEC leaves it to the law of the member state",
    ),
}


def in_act(name: str, rulebook: Rulebook, what: Text) -> str:
    """The name of the value ``name`` in the act that governs.

    ``what`` is what the value says a time or an amount of; raises ImpossibleFacts
    where the rulebook has no such rule.
    """
    own = name if rulebook in _OF_LOU else f"{name}_{rulebook.value}"
    if own in parameters():
        return own
    instead = _ELSEWHERE[rulebook]
    raise ImpossibleFacts(
        sv=f"{rulebook.value} har ingen regel om {what.sv}: {instead.sv}",
        en=f"{rulebook.value} has no rule on {what.en}: {instead.en}",
    )


def section(rulebook: Rulebook, number: str) -> Cite:
    """A paragraph of chapter 20, which LOU and LUF number alike."""
    return Cite("LUF" if rulebook is Rulebook.SE_LUF else "LOU", 20, number)


def place(rulebook: Rulebook, country: str | None) -> str:
    """Whose holidays count; Swedish rules count by Swedish days.

    Raises ImpossibleFacts for another country under Swedish rules, and under the
    Union's for one that is no member state.
    """
    if rulebook is Rulebook.EU:
        state = UNKNOWN_STATE if country is None else country.upper()
        check_state(state)
        return state
    if country not in (None, SWEDEN):
        raise ImpossibleFacts(
            sv=f"{rulebook.value} räknar efter svenska dagar; ett annat land hör till EU",
            en=f"{rulebook.value} counts by Swedish days; another country goes with EU",
        )
    return SWEDEN


def least_time(rulebook: Rulebook, country: str, cite: Cite) -> Iterator[Reason]:
    """What to look at before relying on a time of the directive's."""
    if rulebook is not Rulebook.EU:
        return
    text = Text(
        "Direktivet säger hur kort tid en medlemsstat minst får ge; statens egen lag avgör hur"
        " lång tiden är",
        "The directive says how short a time a member state may give at least; the state's own"
        " law decides how long it is",
    )
    yield Reason("least-time", text, cite)
    yield from country_unknown(country)


def country_unknown(country: str) -> Iterator[Reason]:
    """A warning where nobody has said which state's holidays count."""
    if country == UNKNOWN_STATE:
        unknown = Text(
            "Ingen medlemsstat är angiven: bara lördagar och söndagar räknas som stängda dagar."
            " Är den sista dagen en helgdag där flyttas den",
            "No member state is given: only Saturdays and Sundays count as closed. If the last"
            " day is a public holiday there, it moves",
        )
        yield Reason("country-unknown", unknown, EU_DAY_RULE)
