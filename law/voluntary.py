"""Where no standstill is required, and what keeping one all the same is good for.

An authority that gives notice and keeps the usual standstill although LOU 20:2
or 19:19 exempts the award takes the ground for ineffectiveness away (20:15).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from law.bar import Bar
from law.dated import in_force, value
from law.days import roll, spoken
from law.exemptions import SOLE_TENDERER, Award, Ground
from law.notices import Notice, Procedure
from law.reasons import Cite, Reason, Text
from law.rulebook import Rulebook

# Whose contracts a voluntary standstill protects: LOU 20:15 1–3, LUF 20:15 1–2,
# directive 89/665/EEC article 2d.5.
_PROTECTED = frozenset(
    {
        (Rulebook.SE_LOU, Procedure.MINI_COMPETITION),
        (Rulebook.SE_LOU, Procedure.DPS),
        (Rulebook.SE_LOU_19, Procedure.CHAPTER_19_FRAMEWORK),
        (Rulebook.SE_LUF, Procedure.DPS),
        (Rulebook.SE_LUF, Procedure.CHAPTER_19_FRAMEWORK),
        (Rulebook.EU, Procedure.MINI_COMPETITION),
        (Rulebook.EU, Procedure.DPS),
    }
)
_NOTICE_FIRST = frozenset({Rulebook.SE_LOU, Rulebook.SE_LUF})
_COMPETED = frozenset({Procedure.MINI_COMPETITION, Procedure.DPS})
_PROTECTING = {
    Rulebook.SE_LUF: Cite("LUF", 20, "15"),
    Rulebook.EU: Cite("direktiv 89/665/EEG", None, "2d.5"),
}


def exempt_bar(
    award: Award,
    grounds: Sequence[Ground],
    notices: Sequence[Notice],
    on: date | None,
    country: str,
    *,
    promised: bool,
) -> Bar:
    """No bar; with a warning where the authority has promised one all the same."""
    reasons = [ground.reason for ground in grounds]
    if (award.rulebook, award.procedure) in _PROTECTED:
        reasons.append(_protection(award, notices, on, country))
    told = notices or any(ground.reason.code == SOLE_TENDERER for ground in grounds)
    warnings = (
        *(() if told else _still_owed(award, on)),
        *_promise(award, on, promised=promised),
    )
    return Bar(False, None, None, tuple(reasons), warnings)


def _still_owed(award: Award, on: date | None) -> Iterator[Reason]:
    """Without a bar the contract still waits for the notice (LOU and LUF 20:13b 2)."""
    if award.rulebook not in _NOTICE_FIRST or award.procedure not in _COMPETED:
        return
    yield Reason(
        "notice-still-owed",
        Text(
            "Ingen underrättelse är angiven. Den ska skickas innan avtal ingås: ett avtal som"
            " sluts dessförinnan kan förklaras ogiltigt (nu 20 kap. 13 b § 2)",
            "No notice is given. It must be sent before the contract is concluded: one concluded"
            " before it can be declared ineffective (now 20:13b p. 2)",
        ),
        in_force(award.duty, on).cite,
    )


def _protection(award: Award, notices: Sequence[Notice], on: date | None, country: str) -> Reason:
    through = Text("avtalsspärr", "the usual standstill")
    if notices:
        when = spoken(_last_day(award, notices, on, country))
        through = Text(
            f"avtalsspärr till och med {when.sv}", f"the usual standstill through {when.en}"
        )
    return Reason(
        "voluntary-protects",
        Text(
            f"Underrättar myndigheten och iakttar frivilligt {through.sv} kan avtalet inte"
            " förklaras ogiltigt för brott mot villkoren för tilldelningen",
            f"If the authority gives notice and keeps {through.en} of its own will, the contract"
            " cannot be declared ineffective for breach of the conditions of the award",
        ),
        _PROTECTING.get(award.rulebook, Cite("LOU", 20, "15")),
    )


def _last_day(award: Award, notices: Sequence[Notice], on: date | None, country: str) -> date:
    start = max(notice.day for notice in notices)
    means = "electronic" if all(notice.electronic for notice in notices) else "other_means"
    days = value(award.in_act(f"standstill_days_{means}"), on or start)
    return roll(start + timedelta(days=days.value), country).day


def _promise(award: Award, on: date | None, *, promised: bool) -> Iterator[Reason]:
    if not promised:
        return
    yield Reason(
        "voluntary-standstill",
        Text(
            "Myndigheten har angett en avtalsspärr som lagen inte kräver; den bör hålla vad"
            " den har angett",
            "The authority has stated a standstill that the law does not require; it should"
            " keep to what it stated",
        ),
        in_force(award.in_act("standstill_days_electronic"), on).cite,
    )
