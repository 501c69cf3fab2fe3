"""The grounds on which an applicant may be excluded from a system: where the act states them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from law.reasons import Cite, Text, refuse
from law.rulebook import Rulebook

# As the statutes number them. LUF 13:1 a and 13:4 a are not among them: they oblige or allow
# on other facts than an applicant's own.
POINTS: Mapping[Rulebook, tuple[str, ...]] = {
    Rulebook.SE_LOV: tuple(f"7:1 p. {number}" for number in range(1, 7)),
    Rulebook.SE_LOU: ("13:1", "13:2", *(f"13:3 p. {number}" for number in range(1, 10))),
    Rulebook.SE_LUF: ("13:1", "13:2", *(f"13:4 p. {number}" for number in range(1, 10))),
    Rulebook.EU: ("57.1", "57.2", "57.4"),
}
_ACTS = {
    Rulebook.SE_LOV: "LOV",
    Rulebook.SE_LOU: "LOU",
    Rulebook.SE_LUF: "LUF",
    Rulebook.EU: "direktiv 2014/24/EU",
}
# Nobody is excluded unheard. LOV has no such rule, and förvaltningslagen does not apply (1:3).
HEARING: Mapping[Rulebook, Cite] = {
    Rulebook.SE_LOU: Cite("LOU", 13, "4"),
    Rulebook.SE_LUF: Cite("LUF", 13, "5"),
    Rulebook.EU: Cite("direktiv 2014/24/EU", None, "57.6"),
}
_POINT = re.compile(r"(\d+):(\d+)(?: p\. (\d+))?")


def check_ground(rulebook: Rulebook, point: str) -> None:
    """Raises `ActRefused` for a ground that the rulebook does not have."""
    known = POINTS[rulebook]
    if point not in known:
        raise refuse(
            "admission.ground",
            sv=f"{rulebook.value} har ingen uteslutningsgrund {point}",
            en=f"{rulebook.value} has no ground for exclusion {point}",
            todo_sv=f"Ange något av {', '.join(known)}",
            todo_en=f"State one of {', '.join(known)}",
        )


def ground_place(rulebook: Rulebook, point: str) -> Text:
    """ "7:1 p. 5" as printed: "7 kap. 1 § 5 LOV"."""
    found = _POINT.fullmatch(point)
    if found is None:
        cite = Cite(_ACTS[rulebook], None, point)
        return Text(cite.in_("sv"), cite.in_("en"))
    cite = Cite(_ACTS[rulebook], int(found[1]), found[2])
    sv, en = cite.in_("sv"), cite.in_("en")
    if found[3] is not None:
        sv, en = sv.replace("§", f"§ {found[3]}"), f"{en}, point {found[3]}"
    return Text(sv, en)
