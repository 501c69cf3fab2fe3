"""What an answer on a changed contract says, sentence by sentence."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from law.amounts import Currency, spoken
from law.dated import DatedValue
from law.reasons import Cite, Reason, Text
from law.rulebook import Rulebook


class Ground(StrEnum):
    """Which rule a change relies on."""

    MINOR = "minor"
    ADDITIONAL = "additional"
    UNFORESEEN = "unforeseen"


# What the amounts cannot show, and a person must.
CONDITIONS = {
    Ground.MINOR: Text(
        "Kontraktets övergripande karaktär får inte ändras",
        "The overall nature of the contract may not be altered",
    ),
    Ground.ADDITIONAL: Text(
        "Beställningen ska ha blivit nödvändig, leverantören ska av ekonomiska eller tekniska skäl"
        " inte kunna bytas, och ett byte ska medföra betydande olägenheter eller betydligt större"
        " omkostnader",
        "The order must have become necessary, the supplier cannot be changed for economic or"
        " technical reasons, and a change would cause significant inconvenience or substantial"
        " duplication of costs",
    ),
    Ground.UNFORESEEN: Text(
        "Behovet ska bero på omständigheter som varken förutsågs eller borde ha förutsetts när"
        " kontraktet tilldelades, och kontraktets övergripande karaktär får inte ändras",
        "The need must arise from circumstances that were not, and should not have been, foreseen"
        " when the contract was awarded, and the overall nature of the contract may not be altered",
    ),
}


def net_of(amounts: Sequence[int], currency: Currency, cite: Cite | None = None) -> Reason:
    """The net sum of changes; under the minor rule it is what counts."""
    each, net = _signed(amounts, currency), spoken(sum(amounts), currency)
    if len(amounts) == 1:
        text = Text(f"Ändringens värde är {net.sv}", f"The value of the change is {net.en}")
    else:
        text = Text(
            f"Ändringarnas samlade nettovärde är {each.sv} = {net.sv}",
            f"The net value of the changes is {each.en} = {net.en}",
        )
    return Reason("net-value", text, cite)


def minor_judged(
    net: int, limit: int, share: DatedValue, currency: Currency, allowed: bool
) -> Reason:
    """The net value, up or down, against the lower of the threshold and the share."""
    held, against = spoken(abs(net), currency), spoken(limit, currency)
    sv = "är lägre än gränsen" if allowed else "är inte lägre än gränsen"
    en = "is below the limit" if allowed else "is not below the limit"
    text = Text(
        f"{held.sv} {sv} {against.sv}, det lägsta av tröskelvärdet och {share.value} procent av"
        " kontraktets värde; ökningar och minskningar räknas lika",
        f"{held.en} {en} of {against.en}, the lower of the threshold and {share.value} per cent of"
        " the value of the contract; increases and decreases count alike",
    )
    return Reason("minor" if allowed else "not-minor", text, share.cite)


def share_judged(
    asked: int, limit: int, share: DatedValue, currency: Currency, allowed: bool
) -> Reason:
    """One change on its own against the share it may add at most."""
    held, against = spoken(asked, currency), spoken(limit, currency)
    sv = "inte mer än" if allowed else "mer än"
    en = "not more than" if allowed else "more than"
    text = Text(
        f"Den sista ändringen, {held.sv}, är {sv} {share.value} procent av kontraktets värde,"
        f" {against.sv}; varje ändring prövas för sig",
        f"The last change, {held.en}, is {en} {share.value} per cent of the value of the contract,"
        f" {against.en}; each change is judged on its own",
    )
    return Reason("within-cap" if allowed else "over-cap", text, share.cite)


def no_cap(cite: Cite) -> Reason:
    return Reason(
        "no-cap",
        Text(
            f"{cite.act} har ingen beloppsgräns för en sådan ändring",
            f"{cite.act} sets no limit in money for such a change",
        ),
        cite,
    )


def conditions(ground: Ground, cite: Cite) -> Reason:
    """What must be shown besides the amounts."""
    text = CONDITIONS[ground]
    return Reason(
        "conditions",
        Text(f"Visa också detta: {text.sv}", f"This must be shown too: {text.en}"),
        cite,
    )


def other_grounds(cite: Cite) -> Reason:
    return Reason(
        "other-grounds",
        Text(
            "Ändringen är inte tillåten på den här grunden; finns ingen annan grund krävs en ny"
            " upphandling",
            "The change is not allowed on this ground; without another ground a new procurement is"
            " needed",
        ),
        cite,
    )


def notice(cite: Cite) -> Reason:
    return Reason(
        "notice-required",
        Text(
            "En ändring på den här grunden ska annonseras; lagen anger ingen dag",
            "A change on this ground must be advertised; the statute names no day",
        ),
        cite,
    )


def indexed_value(original: int, indexed: int, currency: Currency, cite: Cite) -> Reason:
    before, after = spoken(original, currency), spoken(indexed, currency)
    return Reason(
        "indexed-value",
        Text(
            f"Kontraktets värde är {after.sv}: {before.sv} uppräknat enligt dess indexklausul",
            f"The value of the contract is {after.en}: {before.en} by its index clause",
        ),
        cite,
    )


def threshold_given(minor: int, currency: Currency, cite: Cite) -> Reason:
    amount = spoken(minor, currency)
    return Reason(
        "threshold-given",
        Text(
            f"Tröskelvärdet är angivet till {amount.sv}",
            f"The threshold is given as {amount.en}",
        ),
        cite,
    )


def no_rule(act: str, rulebook: Rulebook) -> Reason:
    """Why there is no yes or no: the rules on changes do not reach this contract."""
    if rulebook is Rulebook.EU:
        return Reason(
            "principles-decide",
            Text(
                "För sociala och andra särskilda tjänster gäller direktivets principer om"
                " likabehandling och öppenhet; om en ändring är för stor får bedömas mot dem",
                "Social and other specific services follow the directive’s principles of equal"
                " treatment and transparency; whether a change is too large is judged by them",
            ),
            Cite("direktiv 2014/24/EU", None, "76.1"),
        )
    if rulebook is Rulebook.SE_LOV:
        return Reason("principles-decide", _LOV, Cite("LOV", 1, "2"))
    direct = rulebook is Rulebook.SE_LOU_19A
    chapter = Text("19 a kap.", "chapter 19a") if direct else Text("19 kap.", "chapter 19")
    return Reason(
        "principles-decide",
        Text(
            f"I en upphandling enligt {chapter.sv} {act} finns inga bestämmelser om hur mycket ett"
            " kontrakt får ändras; principerna om likabehandling, öppenhet och proportionalitet"
            " avgör",
            f"In a procurement under {act} {chapter.en} there are no rules on how far a"
            " contract may be changed; the principles of equal treatment, transparency"
            " and proportionality decide",
        ),
        Cite(act, "19a", _principles(act)) if direct else Cite(act, 19, "2"),
    )


_LOV = Text(
    "LOV har inga bestämmelser om hur mycket ett kontrakt får ändras; principerna om"
    " likabehandling, öppenhet och proportionalitet avgör",
    "LOV has no rules on how far a contract may be changed; the principles of equal treatment,"
    " transparency and proportionality decide",
)


def _principles(act: str) -> str:
    """LUF's chapter 19a has one ground for direct award fewer, so its numbers run one behind."""
    return "7" if act == "LUF" else "8"


def original_below_threshold(
    minor: int, currency: Currency, cite: Cite | None, rulebook: Rulebook
) -> Reason:
    amount = spoken(minor, currency)
    then = Text(
        "Upphandlades det enligt 19 kap. gäller inte de här reglerna; välj då SE-LOU-19",
        "If it was procured under chapter 19 these rules do not apply; choose SE-LOU-19",
    )
    if rulebook is Rulebook.EU:
        then = Text(
            "Var upphandlingen inte direktivstyrd avgör medlemsstatens egen lag",
            "If the procurement was below the directive, the state's own law decides",
        )
    return Reason(
        "original-below-threshold",
        Text(
            f"Kontraktets ursprungliga värde understiger tröskelvärdet {amount.sv}. {then.sv}",
            f"The original value of the contract is below the threshold, {amount.en}. {then.en}",
        ),
        cite,
    )


def earlier_over(number: int, cite: Cite) -> Reason:
    return Reason(
        "earlier-change-over-the-limit",
        Text(
            f"Redan ändring nummer {number} låg över gränsen; att en senare ändring ryms gör den"
            " inte tillåten",
            f"Change number {number} was itself over the limit; that a later one fits does not"
            " make it allowed",
        ),
        cite,
    )


def over_the_cap_together(cite: Cite) -> Reason:
    return Reason(
        "over-the-cap-together",
        Text(
            "Ändringarna är tillsammans större än vad en enda får vara. De räknas inte samman, men"
            " får inte delas upp för att kringgå bestämmelserna (direktiv 2014/24/EU artikel 72.1)",
            "Together the changes are larger than one may be. They are not added up, but may not"
            " be split to circumvent the rules (Directive 2014/24/EU art. 72(1))",
        ),
        cite,
    )


def _signed(amounts: Sequence[int], currency: Currency) -> Text:
    first, *rest = amounts
    sv, en = spoken(first, currency).sv, spoken(first, currency).en
    for amount in rest:
        size, sign = spoken(abs(amount), currency), "−" if amount < 0 else "+"
        sv, en = f"{sv} {sign} {size.sv}", f"{en} {sign} {size.en}"
    return Text(sv, en)
