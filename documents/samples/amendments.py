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
from documents.samples.contract_clauses import at, clause_name
from documents.samples.demo import BUYER, OSTERSUND, PROVIDER, Demo


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
        contract_number="STA-2026-B01",
        contract_signed_on=date(2026, 4, 2),
        lot=OSTERSUND,
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
                    "Netto av alla ändringar är 378 000 kr, under 10 procent av avtalets värde",
                    "The net of all changes is SEK 378,000, below 10 per cent of the value",
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
                number="2", agreed_on=date(2026, 11, 16), ground=minor, amount_ore=19_800_000
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
                counted_ore=37_800_000,
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
                    "För tolk enligt punkt 2.6 ersätts leverantören mot tolkförmedlingens faktura"
                    " med högst 11 000 kr i månaden, från december 2026 till och med maj 2028.",
                    "For interpreters under clause 2.6 the provider is paid against the"
                    " interpreting service's invoice, at most SEK 11,000 a month from December"
                    " 2026 to May 2028.",
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
    review = at("changes.review")
    changes = {
        "rulebook": "SE-LOU-19",
        "number": "1",
        "contract_number": "STA-2026-A01",
        "applies_from": date(2027, 5, 4),
        "background": [
            say(
                "Anvisningarna de senaste sex månaderna är färre än väntat i anbudsområdet. Antalet"
                " platser sänks från 60 till 50 från det andra avtalsåret. Beskedet lämnas mer än"
                " tre månader i förväg.",
                "The referrals of the last six months are fewer than expected in the lot. The"
                " number of places is lowered from 60 to 50 from the second contract year. More"
                " than three months' notice is given.",
            )
        ],
        "ground": CitedReason(
            text=clause, cite=say(f"avtalets punkt {review}", f"clause {review}")
        ),
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
                number=at("volume.estimate"),
                name=clause_name(demo, "volume.estimate"),
                was=say(
                    "Beställaren uppskattar behovet till 60 platser per år.",
                    "The buyer estimates its need at 60 places per year.",
                ),
                now=say(
                    "Beställaren uppskattar behovet till 50 platser per år.",
                    "The buyer estimates its need at 50 places per year.",
                ),
            ),
            AmendedClause(
                number=at("start.therapists"),
                name=clause_name(demo, "start.therapists"),
                was=say(
                    "Minst 2,5 årsarbetskrafter legitimerade arbetsterapeuter.",
                    "At least 2.5 full-time equivalents of licensed occupational therapists.",
                ),
                now=say(
                    "Minst 2,1 årsarbetskrafter legitimerade arbetsterapeuter.",
                    "At least 2.1 full-time equivalents of licensed occupational therapists.",
                ),
            ),
        ],
        "notice": None,
    }
    return AmendmentContext.model_validate({**amendment(demo).model_dump(), **changes})
