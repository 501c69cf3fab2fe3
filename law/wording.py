"""The tables' own words, which are English, said in both languages.

``law/parameters/*.yaml`` names the fact that connects a case to an entry and the
unit of a value in English; whoever reads a rule in Swedish gets both in Swedish.
"""

from __future__ import annotations

from collections.abc import Mapping

from law.dated import Confidence
from law.reasons import Text

_CONNECTED_BY = {
    "application for review": "ansökan om överprövning",
    "award of the contract": "tilldelningen av kontraktet",
    "contract": "avtalet",
    "dispatch of the award notice": "den dag efterannonsen skickades",
    "dispatch of the call for competition, or start of the procedure where there is none": (
        "den dag anbudsinfordran skickades, eller förfarandet påbörjades utan en sådan"
    ),
    "dispatch of the contract notice": "den dag annonsen skickades",
    "dispatch of the invitation": "den dag inbjudan skickades",
    "dispatch of the invitation to tender": "den dag inbjudan att lämna anbud skickades",
    "dispatch of the request": "den dag begäran skickades",
    "notice of the refusal": "underrättelsen om avslaget",
    "performance of the contract": "fullgörandet av kontraktet",
    "receipt of the request": "den dag begäran kom in",
    "start of the procurement": "den dag upphandlingen påbörjades",
    "start of the procurement in which the contract was awarded": (
        "den dag upphandlingen av kontraktet påbörjades"
    ),
    "start of the procurement of the framework": "den dag upphandlingen av ramavtalet påbörjades",
    "the authority's decision": "myndighetens beslut",
    "the court's decision": "domstolens avgörande",
    "the court's judgment": "domstolens dom",
    "the day of the contract": "avtalets dag",
    "the decision to refuse": "beslutet om avslag",
    "the document's origin": "handlingens tillkomst",
}
_UNITS = {
    "candidates": "anbudssökande",
    "days": "dagar",
    "days before": "dagar före",
    "duty": "skyldighet",
    "exemption": "undantag",
    "kronor": "kronor",
    "months": "månader",
    "months (at most)": "månader (högst)",
    "percent": "procent",
    "rule": "regel",
    "rule (1 or 0)": "regel (1 eller 0)",
    "suppliers (more than)": "leverantörer (fler än)",
    "weeks": "veckor",
    "working days": "arbetsdagar",
    "years": "år",
}
_CONFIDENCE: Mapping[Confidence, Text] = {
    Confidence.HIGH: Text("säker", "high"),
    Confidence.MEDIUM: Text("ganska säker", "medium"),
    Confidence.LOW: Text("osäker", "low"),
}
# Currencies are the same in both languages.
_SAME = frozenset({"EUR", "SEK"})


def connecting_fact(written: str) -> Text:
    """The fact that connects a case to an entry; raises KeyError for an unknown one."""
    return Text(_CONNECTED_BY[written], written)


def unit(written: str) -> Text:
    """The unit of a value; raises KeyError for an unknown one."""
    return Text(written if written in _SAME else _UNITS[written], written)


def confidence(level: Confidence) -> Text:
    """How sure an entry is."""
    return _CONFIDENCE[level]
