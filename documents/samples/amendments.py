"""A change of a contract by a small amount, and one that a clause foresaw. All invented."""

from __future__ import annotations

from datetime import date

from documents.amendment_contexts import (
    AmendedClause,
    AmendmentContext,
    AmendmentLimit,
    AmendmentSum,
)
from documents.parts import CitedReason
from documents.samples.demo import BUYER, LULEA, PROVIDER, Demo


def amendment(demo: Demo) -> AmendmentContext:
    """Under LOU chapter 17, the minor rule: held against a tenth of the value."""
    say = demo.say
    paragraph = say("17 kap. 9 § LOU", "LOU 17:9")
    minor = say("Ändring av mindre värde", "Minor change")
    return AmendmentContext(
        **demo.head("amendment"),
        rulebook="SE-LOU",
        number="2",
        tender_title=demo.title,
        contract_number="STA-2026-A01",
        contract_signed_on=date(2026, 4, 2),
        lot=LULEA,
        buyer=BUYER,
        provider=PROVIDER,
        background=[
            say(
                "Fler deltagare än väntat behöver tolk vid den inledande kartläggningen. Avtalet"
                " räknar sedan ändring 1 med tolk vid ett samtal per deltagare. Parterna är"
                " överens om att leverantören ordnar tolk vid hela kartläggningen och får"
                " ersättning för det.",
                "More participants than expected need an interpreter in the initial mapping."
                " Since amendment 1 the contract counts on an interpreter at one talk for each"
                " participant. The parties agree that the provider arranges interpreters for the"
                " whole mapping and is paid for it.",
            )
        ],
        ground=CitedReason(text=minor, cite=paragraph),
        reasons=[
            CitedReason(
                text=say(
                    "Netto av alla ändringar är 444 000 kr, under 10 procent av avtalets värde",
                    "The net of all changes is SEK 444,000, below 10 per cent of the value",
                ),
                cite=paragraph,
            ),
            CitedReason(
                text=say(
                    "Det är också under tröskelvärdet 140 000 euro",
                    "It is also below the threshold of EUR 140,000",
                ),
                cite=say("5 kap. 1 § LOU", "LOU 5:1"),
            ),
            CitedReason(
                text=say(
                    "Tjänsten är densamma; avtalets övergripande karaktär ändras inte",
                    "The service is the same; the overall nature of the contract is not altered",
                ),
                cite=paragraph,
            ),
        ],
        value_ore=1_777_752_000,
        value_is=say("som det undertecknades, två år", "as it was signed, two years"),
        sums=[
            AmendmentSum(
                number="1", agreed_on=date(2026, 9, 14), ground=minor, amount_ore=18_000_000
            ),
            AmendmentSum(
                number="2", agreed_on=date(2026, 11, 16), ground=minor, amount_ore=26_400_000
            ),
        ],
        limits=[
            AmendmentLimit(
                what=say(
                    "Lägre än 10 procent av avtalets värde",
                    "Below 10 per cent of the value of the contract",
                ),
                cite=paragraph,
                limit_ore=177_775_200,
                counted_ore=44_400_000,
            )
        ],
        clauses=[
            AmendedClause(
                number="2.6",
                name=say("Tjänsten", "The service"),
                was=say(
                    "Leverantören ordnar tolk vid ett samtal för varje deltagare som behöver det.",
                    "The provider arranges an interpreter at one talk for each participant who"
                    " needs it.",
                ),
                now=say(
                    "Leverantören ordnar tolk vid alla samtal och bedömningar i den inledande"
                    " kartläggningen för varje deltagare som behöver det.",
                    "The provider arranges an interpreter at all talks and assessments of the"
                    " initial mapping for each participant who needs it.",
                ),
            ),
            AmendedClause(
                number="7.6",
                name=say("Pris och betalning", "Price and payment"),
                was=None,
                now=say(
                    "För tolk enligt punkt 2.6 ersätts leverantören med högst 11 000 kr i månaden"
                    " mot tolkförmedlingens faktura.",
                    "For interpreters under clause 2.6 the provider is paid at most SEK 11,000 a"
                    " month against the interpreting service's invoice.",
                ),
            ),
        ],
        applies_from=date(2026, 12, 1),
        notice=CitedReason(
            text=say(
                "Ändringen behöver inte annonseras; det gäller bara kompletterande beställningar"
                " och oförutsebara omständigheter.",
                "The change need not be announced; that is for additional orders and unforeseeable"
                " circumstances only.",
            ),
            cite=say("17 kap. 16 § LOU", "LOU 17:16"),
        ),
    )


def foreseen_amendment(demo: Demo) -> AmendmentContext:
    """Under LOU chapter 19, which knows no limits: a clause of the contract, downwards."""
    say = demo.say
    clause = say("Ändringsklausul i avtalet", "Review clause of the contract")
    changes = {
        "rulebook": "SE-LOU-19",
        "number": "1",
        "background": [
            say(
                "Färre deltagare än väntat anvisas i anbudsområdet. Antalet platser sänks från 60"
                " till 50.",
                "Fewer participants than expected are referred in the lot. The number of places is"
                " lowered from 60 to 50.",
            )
        ],
        "ground": CitedReason(text=clause, cite=say("avtalets punkt 14.3", "clause 14.3")),
        "reasons": [
            CitedReason(
                text=say(
                    "Klausulen fanns i upphandlingsdokumenten och säger när, hur mycket och hur"
                    " antalet platser kan ändras; upphandlingens principer rubbas inte",
                    "The clause was in the tender documents and says when, by how much and how the"
                    " number of places can change; the principles of the procurement are kept",
                ),
                cite=say("19 kap. 2 § LOU", "LOU 19:2"),
            )
        ],
        "sums": [
            AmendmentSum(
                number="1", agreed_on=date(2026, 11, 16), ground=clause, amount_ore=-148_146_000
            )
        ],
        "limits": [],
        "clauses": [
            AmendedClause(
                number="3.1",
                name=say("Volym och platser", "Volume and places"),
                was=say(
                    "Behovet uppskattas till 60 platser.", "The need is estimated at 60 places."
                ),
                now=say(
                    "Behovet uppskattas till 50 platser.", "The need is estimated at 50 places."
                ),
            ),
            AmendedClause(
                number="3.4",
                name=say("Volym och platser", "Volume and places"),
                was=say("Tillfälliga platser ersätts per dag.", "Extra places are paid by day."),
                now=None,
            ),
        ],
        "notice": None,
    }
    return AmendmentContext.model_validate({**amendment(demo).model_dump(), **changes})
