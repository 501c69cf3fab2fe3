"""What a notice tells of a framework, or of a system open to applications."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from law.reasons import Lang
from models.admissions import SystemTerms
from models.frameworks import CallOffWay, FrameworkTerms

_METHODS: Mapping[CallOffWay, str] = {
    CallOffWay.RANKED: "withoutReopeningCompetition",
    CallOffWay.MINI_COMPETITION: "withReopeningCompetition",
    CallOffWay.EITHER: "withAndWithoutReopeningCompetition",
}


def framework_of(terms: FrameworkTerms, ceiling: Mapping[str, Any], lang: Lang) -> dict[str, Any]:
    """A lot's `techniques`. The largest value must be stated in the notice (C-23/20)."""
    special = terms.special_reasons_sv if lang == "sv" else terms.special_reasons_en
    return {
        "hasFrameworkAgreement": True,
        "frameworkAgreement": {
            "maximumParticipants": terms.parties_most,
            "method": _METHODS[CallOffWay(terms.way)],
            "value": dict(ceiling),
            **({"periodRationale": special} if special else {}),
        },
    }


def system_of(terms: SystemTerms, lang: Lang) -> dict[str, Any]:
    """Until when it takes in applications, and how they are made."""
    how = terms.how_to_apply_sv if lang == "sv" else terms.how_to_apply_en
    ends = terms.ends_on
    return {
        "submissionMethodDetails": how,
        **({"tenderPeriod": {"endDate": f"{ends.isoformat()}T00:00:00Z"}} if ends else {}),
    }
