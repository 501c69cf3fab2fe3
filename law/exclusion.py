"""Whether a supplier must, may or may not be excluded: LOU 13:1–7, LUF 13:1–8, LOU 19:17.

A judgment may be the ground of a decision for five years and an event for
three; unpaid tax is no ground once paid; and nobody is excluded before they
have been heard. Chapter 19 refers to the grounds alone: there each of them only
allows exclusion, and no age limit is fixed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from law.dated import DatedValue, latest, value
from law.days import months_after, spoken
from law.reasons import Cite, Reason, Text
from law.refusals import ImpossibleFacts
from law.rulebook import Rulebook

MONTHS = 12


class Ground(StrEnum):
    """``CRIME`` is LOU 13:1, ``TAX`` 13:2, ``MISCONDUCT`` each ground of 13:3."""

    CRIME = "crime"
    TAX = "tax"
    MISCONDUCT = "misconduct"


class Exclude(StrEnum):
    MUST = "must"
    MAY = "may"
    NO = "no"


@dataclass(frozen=True)
class Case:
    """A ground against a supplier, and the decision it is to carry.

    ``on`` is the day of the judgment, of the decision on tax, or of the event;
    ``decision`` the day of the decision on exclusion. ``heard`` says that the
    supplier has had a set time to comment. ``paid`` (tax only) covers a binding
    agreement to pay. ``final`` (tax only) is false where no binding final
    decision exists and the debt is shown otherwise. ``authority`` is false for
    a utility that is no contracting authority (LUF 13:3). ``started`` is the day the
    procurement began, whose rules apply; unknown, that of the decision is taken.
    ``chapter_19`` says that a procurement under LUF follows its chapter 19.
    """

    ground: Ground
    on: date
    decision: date
    heard: bool = False
    paid: bool = False
    final: bool = True
    authority: bool = True
    started: date | None = None
    chapter_19: bool = False

    @property
    def governed(self) -> date:
        """The day whose rules apply to the procurement."""
        return self.started or self.decision


@dataclass(frozen=True)
class Exclusion:
    """What the decision may be on that day, and why.

    Without a hearing the answer is NO for now: the reasons say what follows once
    the supplier has been heard.
    """

    exclude: Exclude
    reasons: tuple[Reason, ...]
    warnings: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class _Places:
    """Where an act with a chapter of its own on exclusion says the rest."""

    cured: Cite
    public_interest: Cite


_PLACES = {
    Rulebook.SE_LOU: _Places(Cite("LOU", 13, "5"), Cite("LOU", 13, "6")),
    Rulebook.SE_LUF: _Places(Cite("LUF", 13, "6"), Cite("LUF", 13, "7")),
}
_NOT_AN_AUTHORITY = Cite("LUF", 13, "3")
_LIMITS = {Ground.CRIME: "judgment", Ground.MISCONDUCT: "event"}
_AGED = {
    Ground.CRIME: Text("Domen", "The judgment"),
    Ground.MISCONDUCT: Text("Händelsen", "The event"),
}


def exclusion(case: Case, *, rulebook: Rulebook) -> Exclusion:
    """Whether the supplier must, may or may not be excluded on the day of the decision.

    Raises ImpossibleFacts for facts that cannot be or a rulebook without rules on
    exclusion here, and law.dated.NoValue for a procurement older than the limits.
    """
    _check(case, rulebook)
    if rulebook is Rulebook.SE_LOU_19 or case.chapter_19:
        found = _below_thresholds(case, rulebook)
    else:
        found = _above_thresholds(case, rulebook)
    if case.heard or found.exclude is Exclude.NO:
        return found
    return Exclusion(
        Exclude.NO, (*found.reasons, _hear_first(case, rulebook, found.exclude)), found.warnings
    )


def _check(case: Case, rulebook: Rulebook) -> None:
    if rulebook not in (*_PLACES, Rulebook.SE_LOU_19):
        raise ImpossibleFacts(
            sv=f"Regler om uteslutning finns här för SE-LOU, SE-LOU-19 och SE-LUF, inte {rulebook}",
            en=f"Rules on exclusion are here for SE-LOU, SE-LOU-19 and SE-LUF, not {rulebook}",
        )
    if case.on > case.decision:
        raise ImpossibleFacts(
            sv=f"Beslutet {case.decision} kan inte grundas på något som hände senare, {case.on}",
            en=f"The decision of {case.decision} cannot rest on what happened later, {case.on}",
        )
    if case.governed > case.decision:
        raise ImpossibleFacts(
            sv=f"Beslutet {case.decision} kan inte komma före upphandlingen, {case.started}",
            en=f"The decision of {case.decision} cannot come before the procurement,"
            f" {case.started}",
        )
    if case.ground is not Ground.TAX and (case.paid or not case.final):
        raise ImpossibleFacts(
            sv="Betalning och hur en skuld har visats gäller bara skatter och avgifter",
            en="Payment, and how a debt was shown, concern tax and contributions only",
        )
    if case.chapter_19 and rulebook not in (Rulebook.SE_LUF, Rulebook.SE_LOU_19):
        raise ImpossibleFacts(
            sv=f"19 kap. LOU är regelverket SE-LOU-19, inte {rulebook}",
            en=f"LOU chapter 19 is the rulebook SE-LOU-19, not {rulebook}",
        )
    if not case.authority and rulebook is not Rulebook.SE_LUF:
        raise ImpossibleFacts(
            sv="Bara LUF gäller för den som inte är en upphandlande myndighet",
            en="Only LUF applies to a buyer that is no contracting authority",
        )


def _ground(case: Case, rulebook: Rulebook) -> DatedValue:
    return value(f"exclusion_{case.ground}_{_key(case, rulebook)}", case.governed)


def _key(case: Case, rulebook: Rulebook) -> str:
    """How the values of a rulebook are named; chapter 19 of LUF has its own."""
    return f"{rulebook}-19" if case.chapter_19 and rulebook is Rulebook.SE_LUF else rulebook.value


def _above_thresholds(case: Case, rulebook: Rulebook) -> Exclusion:
    places = _PLACES[rulebook]
    if case.paid:
        return Exclusion(Exclude.NO, (_cured(places.cured),))
    limit = _limit(case, rulebook)
    if limit is not None and _too_old(case, limit):
        aged = _aged(case, limit)
        return Exclusion(Exclude.NO, (aged,), _count_from_the_finding(case, limit))
    must = bool(_ground(case, rulebook).value) and case.final and case.authority
    exclude = Exclude.MUST if must else Exclude.MAY
    young = () if limit is None else (_young(case, limit),)
    why = (_why(case, rulebook, exclude), *young, *_ways_out(case, places, exclude))
    return Exclusion(exclude, why)


def _limit(case: Case, rulebook: Rulebook) -> DatedValue | None:
    """Unpaid tax has no age: the debt stands until it is paid."""
    if case.ground is Ground.TAX:
        return None
    return value(f"exclusion_{_LIMITS[case.ground]}_years_{rulebook}", case.governed)


def _last_usable(case: Case, limit: DatedValue) -> date:
    return months_after(case.on, MONTHS * limit.value)


def _too_old(case: Case, limit: DatedValue) -> bool:
    """ "More than five years ago": on the very anniversary it may still be used."""
    return case.decision > _last_usable(case, limit)


def _why(case: Case, rulebook: Rulebook, exclude: Exclude) -> Reason:
    cite = _ground(case, rulebook).cite if case.authority else _authority_cite(case, rulebook)
    duty = _DUTY[exclude]
    what = _unproven(case) or _WHAT[case.ground]
    return Reason(
        f"{exclude}-exclude",
        Text(f"{what.sv}: leverantören {duty.sv} uteslutas", f"{what.en}: the supplier {duty.en}"),
        cite,
    )


def _authority_cite(case: Case, rulebook: Rulebook) -> Cite:
    own = case.ground is Ground.MISCONDUCT
    return _ground(case, rulebook).cite if own else _NOT_AN_AUTHORITY


_DUTY = {
    Exclude.MUST: Text("ska", "must be excluded"),
    Exclude.MAY: Text("får", "may be excluded"),
}
_WHAT = {
    Ground.CRIME: Text(
        "Leverantören, eller en person i dess ledning, är dömd för ett sådant brott som lagen"
        " räknar upp och domen har fått laga kraft",
        "The supplier, or a person in its management, has been convicted by final judgment of a"
        " crime the act lists",
    ),
    Ground.TAX: Text(
        "Obetalda skatter eller socialförsäkringsavgifter är fastställda genom ett avgörande som"
        " har fått laga kraft",
        "Unpaid tax or social contributions have been established by a final decision",
    ),
    Ground.MISCONDUCT: Text(
        "Myndigheten kan visa ett missförhållande som lagen räknar upp",
        "The authority can show a misconduct that the act lists",
    ),
}


def _unproven(case: Case) -> Text | None:
    if case.final:
        return None
    return Text(
        "Obetalda skatter eller socialförsäkringsavgifter är visade på annat lämpligt sätt",
        "Unpaid tax or social contributions are shown by other suitable means",
    )


def _aged(case: Case, limit: DatedValue) -> Reason:
    what, last = _AGED[case.ground], spoken(_last_usable(case, limit))
    return Reason(
        "too-old",
        Text(
            f"{what.sv} är mer än {limit.value} år gammal och kunde ligga till grund för ett beslut"
            f" till och med {last.sv}",
            f"{what.en} is more than {limit.value} years old and could carry a decision through"
            f" {last.en}",
        ),
        limit.cite,
    )


def _young(case: Case, limit: DatedValue) -> Reason:
    what, last = _AGED[case.ground], spoken(_last_usable(case, limit))
    return Reason(
        "not-too-old",
        Text(
            f"{what.sv} får ligga till grund för ett beslut till och med {last.sv}, {limit.value}"
            " år efteråt",
            f"{what.en} may carry a decision through {last.en}, {limit.value} years on",
        ),
        limit.cite,
    )


def _count_from_the_finding(case: Case, limit: DatedValue) -> tuple[Reason, ...]:
    """EU-domstolen C-124/17 (Vossloh Laeis): cartels count from the authority's decision."""
    if case.ground is not Ground.MISCONDUCT:
        return ()
    text = Text(
        "För samarbete som begränsar konkurrensen räknas tiden från konkurrensmyndighetens"
        " avgörande (EU-domstolen, C-124/17); kontrollera vilken dag som är angiven",
        "For collusion the time is counted from the competition authority's decision (Court of"
        " Justice, C-124/17); check which day was given",
    )
    return (Reason("count-from-the-finding", text, limit.cite),)


def _ways_out(case: Case, places: _Places, exclude: Exclude) -> tuple[Reason, ...]:
    interest = (_public_interest(places.public_interest),) if exclude is Exclude.MUST else ()
    if case.ground is Ground.TAX:
        return interest
    text = Text(
        "Leverantören ska inte uteslutas om den visar att den är tillförlitlig: har ersatt skadan,"
        " klarlagt vad som hänt och vidtagit åtgärder",
        "The supplier is not excluded if it shows itself reliable: has made good the damage,"
        " clarified what happened and taken measures",
    )
    return (Reason("self-cleaning", text, places.cured), *interest)


def _public_interest(cite: Cite) -> Reason:
    text = Text(
        "Myndigheten får avstå om tvingande hänsyn till allmänintresset motiverar det",
        "The authority may refrain where overriding reasons of public interest justify it",
    )
    return Reason("public-interest", text, cite)


def _cured(cite: Cite) -> Reason:
    text = Text(
        "Skatterna eller avgifterna är betalda, eller en bindande överenskommelse om betalning"
        " finns: leverantören ska inte uteslutas",
        "The tax or contributions are paid, or a binding agreement to pay exists: the supplier is"
        " not to be excluded",
    )
    return Reason("tax-paid", text, cite)


def _below_thresholds(case: Case, rulebook: Rulebook) -> Exclusion:
    """LOU and LUF 19:17 refer to the grounds only; the rest is proportionality (19:2)."""
    cite = _ground(case, rulebook).cite
    if case.paid:
        text = Text(
            "Skatterna eller avgifterna är betalda, så grunden finns inte längre",
            "The tax or contributions are paid, so the ground no longer exists",
        )
        return Exclusion(Exclude.NO, (Reason("tax-paid", text, cite),))
    why = (_why(case, rulebook, Exclude.MAY),)
    return Exclusion(Exclude.MAY, why, _proportionality(case, cite.act))


def _proportionality(case: Case, act: str) -> tuple[Reason, ...]:
    if case.ground is Ground.TAX:
        return ()
    # The limit of the directive regime is a yardstick here, not a rule.
    limit = latest(f"exclusion_{_LIMITS[case.ground]}_years_{Rulebook.SE_LOU}")
    if not _too_old(case, limit):
        return ()
    what = _AGED[case.ground]
    text = Text(
        f"{what.sv} är mer än {limit.value} år gammal. 19 kap. hänvisar inte till någon"
        " tidsgräns, men uteslutningen måste vara proportionerlig",
        f"{what.en} is more than {limit.value} years old. Chapter 19 refers to no limit in time,"
        " but the exclusion must be proportionate",
    )
    return (Reason("old-and-proportionate", text, Cite(act, 19, "2")),)


def _hear_first(case: Case, rulebook: Rulebook, then: Exclude) -> Reason:
    duty = _DUTY[then]
    text = Text(
        "Leverantören måste först få tillfälle att yttra sig inom en bestämd tid; dessförinnan"
        f" får den inte uteslutas. Därefter {duty.sv} den uteslutas",
        "The supplier must first be given a set time to comment; until then it may not be"
        f" excluded. After that it {duty.en}",
    )
    return Reason(
        "hear-first", text, value(f"exclusion_hearing_{_key(case, rulebook)}", case.governed).cite
    )
