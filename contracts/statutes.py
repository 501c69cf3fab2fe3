"""What a contract says of the act that it was procured under: one clause each."""

from __future__ import annotations

from collections.abc import Mapping

from documents.contexts import ContractLaw
from law.reasons import Lang, Text
from law.rulebook import Rulebook

_NBSP = "\N{NO-BREAK SPACE}"
_LOU = Text(
    "lagen (2016:1145) om offentlig upphandling (LOU)",
    "the Swedish Public Procurement Act (2016:1145, LOU)",
)
_LUF = Text(
    "lagen (2016:1146) om upphandling inom försörjningssektorerna (LUF)",
    "the Swedish Act on Procurement in the Utilities Sectors (2016:1146, LUF)",
)
_PROCURED: Mapping[Rulebook, Text] = {
    Rulebook.SE_LOU: Text(f"enligt {_LOU.sv}", f"under {_LOU.en}"),
    Rulebook.SE_LOU_19: Text(
        f"som en social tjänst enligt 19 kap. {_LOU.sv}",
        f"as a social service under chapter 19 of {_LOU.en}",
    ),
    Rulebook.SE_LOU_19A: Text(
        f"genom direktupphandling enligt 19 a kap. {_LOU.sv}",
        f"by direct award under chapter 19a of {_LOU.en}",
    ),
    Rulebook.SE_LUF: Text(f"enligt {_LUF.sv}", f"under {_LUF.en}"),
    Rulebook.EU: Text("enligt direktiv 2014/24/EU", "under Directive 2014/24/EU"),
}


def _listed(act: str, cases: Text) -> Text:
    return Text(
        f"förenliga med {act}. Utan ny upphandling får avtalet ändras bara i de fall som anges i"
        f" {cases.sv}.",
        f"compatible with {act}. Without a new procurement the contract may be amended only in the"
        f" cases stated in {cases.en}.",
    )


def _principled(place: Text) -> Text:
    return Text(
        "förenliga med LOU. En ändring får inte rubba de principer som avtalet upphandlades efter"
        f" ({place.sv}), till exempel genom att avtalets övergripande karaktär ändras eller den"
        " ekonomiska jämvikten förskjuts till leverantörens fördel.",
        "compatible with LOU. An amendment must not upset the principles under which the contract"
        f" was procured ({place.en}), for instance by altering its overall nature or shifting the"
        " economic balance in the provider's favour.",
    )


# After "amendments are valid only if they are in writing, signed by both parties and".
_AMENDED: Mapping[Rulebook, Text] = {
    Rulebook.SE_LOU: _listed("LOU", Text("17 kap. 9–14 §§ LOU", "LOU 17:9–14")),
    Rulebook.SE_LOU_19: _principled(Text("19 kap. 2 § LOU", "LOU 19:2")),
    Rulebook.SE_LOU_19A: _principled(Text("19 a kap. LOU", "LOU chapter 19a")),
    Rulebook.SE_LUF: _listed("LUF", Text("16 kap. 9–14 §§ LUF", "LUF 16:9–14")),
    Rulebook.EU: Text(
        "förenliga med direktivet. Utan ny upphandling får avtalet ändras bara i de fall som anges"
        " i artikel 72 i direktivet.",
        "compatible with the directive. Without a new procurement the contract may be amended only"
        " in the cases stated in article 72 of the directive.",
    ),
}
# After "the buyer may terminate it if it follows from".
_ENDED: Mapping[Rulebook, Text] = {
    # LOU 17:17 has the contract itself say so.
    Rulebook.SE_LOU: Text(
        "20 kap. LOU att avtalet är ogiltigt eller inte fick ingås, och i de fall som anges i"
        " 17 kap. 17 § LOU.",
        "LOU chapter 20 that the contract is ineffective or was not allowed to be concluded, and"
        " in the cases stated in LOU 17:17.",
    ),
    Rulebook.SE_LUF: Text(
        "20 kap. LUF att avtalet är ogiltigt eller inte fick ingås.",
        "LUF chapter 20 that the contract is ineffective or was not allowed to be concluded.",
    ),
    Rulebook.EU: Text(
        "direktiv 89/665/EEG att avtalet är ogiltigt eller inte fick ingås.",
        "Directive 89/665/EEC that the contract is ineffective or was not allowed to be concluded.",
    ),
}
_ENDED_BELOW = Text(
    "20 kap. LOU att avtalet är ogiltigt eller inte fick ingås.",
    "LOU chapter 20 that the contract is ineffective or was not allowed to be concluded.",
)


def law_of(rulebook: Rulebook, lang: Lang) -> ContractLaw:
    """Raises KeyError for a system of choice, whose contracts are other documents."""
    return ContractLaw(
        social=rulebook is Rulebook.SE_LOU_19,
        procured=_held_together(_PROCURED[rulebook].in_(lang)),
        amended=_held_together(_AMENDED[rulebook].in_(lang)),
        ended=_held_together(_ENDED.get(rulebook, _ENDED_BELOW).in_(lang)),
    )


def _held_together(text: str) -> str:
    """No line ends between a number and what it counts."""
    for apart in (" kap.", " §", " a kap."):
        text = text.replace(apart, apart.replace(" ", _NBSP))
    return text
