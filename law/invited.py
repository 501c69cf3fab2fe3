"""How many candidates are invited after a selection: LOU 4:6–7, LUF 4:6, 2014/24 art. 65.2."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from law.dated import DatedValue, value
from law.reasons import Reason, Text
from law.refusals import ImpossibleFacts
from law.rulebook import Rulebook
from law.tender_call import Procedure

_ACTS = frozenset({Rulebook.SE_LOU, Rulebook.SE_LUF, Rulebook.EU})
_SELECTIVE = frozenset({Procedure.RESTRICTED, Procedure.NEGOTIATED, Procedure.DIALOGUE})


@dataclass(frozen=True)
class Selection:
    """Candidates by number: who meets the stated criteria, and who is invited.

    ``notice`` is the day the contract notice was sent, ``stated`` the least number it
    names. Raises ImpossibleFacts for numbers that cannot be, or a procedure without
    a selection.
    """

    procedure: Procedure
    notice: date
    qualified: int
    invited: int
    stated: int | None = None

    def __post_init__(self) -> None:
        numbers = (self.qualified, self.invited, 1 if self.stated is None else self.stated)
        if min(numbers) < 1:
            raise ImpossibleFacts(
                sv="antalet kvalificerade, inbjudna och angivna anbudssökande är minst ett",
                en="the numbers of candidates qualified, invited and stated are at least one",
            )
        if self.procedure not in _SELECTIVE:
            raise ImpossibleFacts(
                sv=f"i {self.procedure} får antalet som lämnar anbud inte begränsas",
                en=f"in {self.procedure} the number of those who tender may not be limited",
            )


@dataclass(frozen=True)
class Invited:
    """Whether so many may be invited; None where a person must judge the competition.

    ``least`` is the greater of the act's number and the one stated, None without any.
    """

    allowed: bool | None
    least: int | None
    reasons: tuple[Reason, ...]
    warnings: tuple[Reason, ...] = ()


def enough_invited(made: Selection, *, rulebook: Rulebook) -> Invited:
    """Whether enough candidates are invited, all of them qualified.

    Fewer than the least number may be invited where fewer qualify and every one of
    them is. Raises ImpossibleFacts for a rulebook without selections.
    """
    if rulebook not in _ACTS:
        raise ImpossibleFacts(
            sv=f"{rulebook} bestämmer inte hur många som ska bjudas in",
            en=f"{rulebook} does not say how many are to be invited",
        )
    rule = _rule(made, rulebook)
    fixed = () if rulebook is Rulebook.SE_LUF else (rule.value,)
    stated = () if made.stated is None else (made.stated,)
    least = max((*fixed, *stated), default=None)
    warnings = tuple(_too_low(made, rule)) if fixed else ()
    if made.invited > made.qualified:
        return Invited(False, least, (_unqualified(made, rule),), warnings)
    if least is None:
        return Invited(None, None, (_competition(rule),), warnings)
    if made.invited >= least:
        return Invited(True, least, (_enough(made, least, rule), _competition(rule)), warnings)
    if made.invited == made.qualified:
        return Invited(True, least, (_all_qualified(made, least, rule),), warnings)
    return Invited(False, least, (_too_few(made, least, rule),), warnings)


def _rule(made: Selection, rulebook: Rulebook) -> DatedValue:
    name = "enough" if rulebook is Rulebook.SE_LUF else made.procedure.value
    return value(f"invited_{name}_{rulebook}", made.notice)


def _enough(made: Selection, least: int, rule: DatedValue) -> Reason:
    text = Text(
        f"{made.invited} anbudssökande bjuds in; minst {least} ska bjudas in",
        f"{made.invited} candidates are invited; at least {least} are to be",
    )
    return Reason("enough-invited", text, rule.cite)


def _all_qualified(made: Selection, least: int, rule: DatedValue) -> Reason:
    text = Text(
        f"Minst {least} ska bjudas in, men bara {made.qualified} uppfyller kriterierna och alla de"
        " bjuds in: förfarandet får fortsätta",
        f"At least {least} are to be invited, but only {made.qualified} meet the criteria and all"
        " of them are invited: the procedure may go on",
    )
    return Reason("all-qualified-invited", text, rule.cite)


def _too_few(made: Selection, least: int, rule: DatedValue) -> Reason:
    more = min(least, made.qualified)
    text = Text(
        f"{made.invited} bjuds in men {made.qualified} uppfyller kriterierna: minst {more} ska"
        " bjudas in",
        f"{made.invited} are invited but {made.qualified} meet the criteria: at least {more} are"
        " to be invited",
    )
    return Reason("too-few-invited", text, rule.cite)


def _unqualified(made: Selection, rule: DatedValue) -> Reason:
    text = Text(
        f"{made.invited} bjuds in men bara {made.qualified} uppfyller kriterierna",
        f"{made.invited} are invited but only {made.qualified} meet the criteria",
    )
    return Reason("unqualified-invited", text, rule.cite)


def _competition(rule: DatedValue) -> Reason:
    text = Text(
        "Antalet ska alltid vara så stort att effektiv konkurrens kan uppnås",
        "The number must always be large enough for effective competition",
    )
    return Reason("effective-competition", text, rule.cite)


def _too_low(made: Selection, rule: DatedValue) -> Iterator[Reason]:
    if made.stated is not None and made.stated < rule.value:
        text = Text(
            f"Annonsen anger minst {made.stated}, men lagens minsta antal är {rule.value}",
            f"The notice states at least {made.stated}, but the act's least number is {rule.value}",
        )
        yield Reason("stated-below-the-least", text, rule.cite)
