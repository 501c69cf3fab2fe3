"""Which judgement of an exclusion case the law allows, on the day it is made.

Pure: `law.exclusion` says whether the tenderer must, may or may not be excluded; here that is
held against what a head of procurement has judged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from law.exclusion import Case, Exclude, Exclusion, Ground, exclusion
from law.reasons import ActRefused, Cite, Reason, Text, refuse
from law.rulebook import Rulebook
from models.qualification import SelfCleaning
from procurement.tenders.provisions import Provision, provision


@dataclass(frozen=True)
class ExclusionJudgement:
    """What is decided in a case, and on what view of the tenderer's own measures.

    `paid` covers a binding agreement to pay; `public_interest` refrains from a duty to
    exclude (LOU 13:6).
    """

    excluded: bool
    reason: Text
    paid: bool = False
    self_cleaning: SelfCleaning = SelfCleaning.NONE
    public_interest: bool = False


def judged(case: Case, judgement: ExclusionJudgement, rulebook: Rulebook) -> Exclusion:
    """The law's own answer, warnings included, where the judgement is one that it allows.

    `case.heard` says whether the tenderer has had its say. Raises `ActRefused` otherwise, and
    `law.refusals.ImpossibleFacts` for facts that cannot be.
    """
    _check_reason(judgement)
    if judgement.excluded:
        _check_not_reliable(case, judgement, rulebook)
        answer = exclusion(case, rulebook=rulebook)
        if answer.exclude is Exclude.NO:
            raise _not_allowed(answer)
        return answer
    answer = exclusion(replace(case, heard=True), rulebook=rulebook)
    if answer.exclude is Exclude.MUST and not _spared(case, judgement):
        raise _obliged(answer)
    return answer


def _spared(case: Case, judgement: ExclusionJudgement) -> bool:
    """Self-cleaning answers 13:1 and 13:3; unpaid tax is answered by payment alone (13:5)."""
    reliable = judgement.self_cleaning is SelfCleaning.SUFFICIENT
    return judgement.public_interest or (reliable and case.ground is not Ground.TAX)


def _check_reason(judgement: ExclusionJudgement) -> None:
    if not judgement.reason.sv.strip() or not judgement.reason.en.strip():
        raise refuse(
            "exclusion.reason",
            sv="Beslutet saknar skäl",
            en="The decision has no reasons",
            todo_sv="Ange skälen på båda språken",
            todo_en="State the reasons in both languages",
        )


def _check_not_reliable(case: Case, judgement: ExclusionJudgement, rulebook: Rulebook) -> None:
    """A tenderer that the decision itself finds reliable, or spares, is not excluded by it."""
    if _spared(case, judgement):
        raise refuse(
            "exclusion.reliable",
            sv="Den som har visat att den är tillförlitlig, eller som av allmänintresse inte"
            " utesluts, kan inte samtidigt uteslutas",
            en="Whoever has shown itself reliable, or is spared in the public interest, cannot be"
            " excluded by the same decision",
            todo_sv="Besluta att leverantören inte utesluts, eller ändra bedömningen",
            todo_en="Decide not to exclude, or judge the measures otherwise",
            cite=provision(rulebook, Provision.SELF_CLEANING),
        )


def _not_allowed(answer: Exclusion) -> ActRefused:
    """The last reason is the one that stands in the way: too old, paid, or not yet heard."""
    reason = answer.reasons[-1]
    return ActRefused(
        replace(reason, code=f"exclusion.{reason.code}"), TODO.get(reason.code, DO_NOT_EXCLUDE)
    )


DO_NOT_EXCLUDE = Text("Besluta att leverantören inte utesluts", "Decide not to exclude")
TODO = {
    "hear-first": Text(
        "Ge leverantören en bestämd tid att yttra sig, och vänta ut den eller svaret",
        "Give the supplier a set time to comment, and wait for it or the answer",
    ),
}


def _obliged(answer: Exclusion) -> ActRefused:
    why: Reason = answer.reasons[0]
    return ActRefused(
        replace(why, code="exclusion.must"),
        Text(
            "Uteslut leverantören, eller ange att den har visat sig tillförlitlig eller att"
            " allmänintresset kräver undantag",
            "Exclude the supplier, or state that it has shown itself reliable or that the public"
            " interest demands an exception",
        ),
    )


# A ground of the buyer's own, which the documents state (LOU 19:17, first paragraph).
STATED = "19:17"
_OTHER_POINTS = {Ground.CRIME: ("13:1",), Ground.TAX: ("13:2",)}


def points_of(ground: Ground, rulebook: Rulebook) -> tuple[str, ...]:
    """Where the statute has the ground; misconduct stands in LOU 13:3, and in LUF 13:4."""
    section = 4 if rulebook is Rulebook.SE_LUF else 3
    misconduct = tuple(f"13:{section} p. {number}" for number in range(1, 10))
    return _OTHER_POINTS.get(ground, misconduct)


def check_point(ground: Ground, point: str, rulebook: Rulebook) -> None:
    """Raises `ActRefused` unless the statute has the ground at that point.

    Under chapter 19 the documents may state grounds of their own: misconduct at "19:17".
    """
    stated = rulebook is Rulebook.SE_LOU_19 and ground is Ground.MISCONDUCT and point == STATED
    listed = points_of(ground, rulebook)
    if point not in listed and not stated:
        span = listed[0] if len(listed) == 1 else f"{listed[0]}–{listed[-1].rsplit(' ', 1)[1]}"
        raise refuse(
            "exclusion.point",
            sv=f"Uteslutningsgrunden står inte i {point}",
            en=f"The ground for exclusion does not stand in {point}",
            todo_sv=f"Ange {span}",
            todo_en=f"Give {span}",
        )


def exclusion_ground_cited(cite: Cite | None) -> bool:
    """Whether a requirement is nothing but a ground for exclusion, put as a requirement.

    Failing it would exclude the tenderer in fact; the law demands a hearing first.
    """
    section = None if cite is None else _SECTION.match(cite.section)
    if cite is None or section is None:
        return False
    return (cite.act, str(cite.chapter), section[1]) in GROUND_PLACES


# The section itself, whatever paragraph or point of it is named; "1 a" is another than "1".
_SECTION = re.compile(r"(\d+(?: ?[a-z](?![a-z.]))?)")
GROUND_PLACES = frozenset(
    {
        *(("LOU", "13", section) for section in "123"),
        ("LOU", "19", "17"),
        *(("LUF", "13", section) for section in "1234"),
    }
)


_POINT = re.compile(r"(\d+):(\d+ ?[a-z]?)(?: p\. ?(\d+))?")
_REFERRED = Cite("LOU", 19, "17")


def place_of(point: str, rulebook: Rulebook) -> Text:
    """ "13:3 p. 5" as printed; chapter 19 has the grounds of chapter 13 by its own section."""
    found = _POINT.fullmatch(point)
    if found is None:
        return Text(point, point)
    cite = Cite("LUF" if rulebook is Rulebook.SE_LUF else "LOU", int(found[1]), found[2])
    sv, en = cite.in_("sv"), cite.in_("en")
    if found[3] is not None:
        sv, en = sv.replace("§", f"§ {found[3]}"), f"{en}, point {found[3]}"
    if rulebook is Rulebook.SE_LOU_19 and cite != _REFERRED:
        sv, en = f"{_REFERRED.in_('sv')} och {sv}", f"{_REFERRED.in_('en')} and {en}"
    return Text(sv, en)
