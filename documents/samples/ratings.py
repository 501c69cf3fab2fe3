"""A provider that did better than expected, and one with too few participants. All invented.

The numbers hang together: values, intervals and certainty are those of the stated method.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from documents.parts import Lot
from documents.rating_contexts import (
    EarlierRating,
    Indicator,
    Interval,
    MethodStep,
    Model,
    OtherMeasure,
    Outcome,
    RatedLot,
    RatingContext,
    StarRule,
)
from documents.samples.demo import PROVIDER, Demo
from documents.samples.sanctions import objection

# participants, observed, expected, low, value, high
_ALL = (210, 58, "44.6", "1.04", "1.21", "1.39")
_LOTS = (
    (74, 24, "16.1", "0.99", "1.22", "1.46"),
    (80, 20, "16.9", "0.87", "1.08", "1.31"),
    (56, 14, "11.6", "0.85", "1.08", "1.32"),
)


def _outcome(numbers: tuple[int, int, str, str, str, str]) -> Outcome:
    participants, observed, expected, *ends = numbers
    low, value, high = (Decimal(each) for each in ends)
    return Outcome(
        participants=participants,
        observed=observed,
        expected=Decimal(expected),
        interval=Interval(low=low, value=value, high=high),
    )


def _rules(demo: Demo) -> list[StarRule]:
    say = demo.say
    return [
        StarRule(
            stars=4,
            rule=say(
                "Värdet är minst 1,20 och med minst 90 procents sannolikhet över 1.",
                "The value is at least 1.20 and with at least 90 per cent likelihood above 1.",
            ),
            providers=5,
        ),
        StarRule(
            stars=3,
            rule=say("Värdet är minst 1.", "The value is at least 1."),
            providers=13,
        ),
        StarRule(
            stars=2,
            rule=say("Värdet är under 1.", "The value is below 1."),
            providers=15,
        ),
        StarRule(
            stars=1,
            rule=say(
                "Värdet är högst 0,80 och med minst 90 procents sannolikhet under 1.",
                "The value is at most 0.80 and with at least 90 per cent likelihood below 1.",
            ),
            providers=4,
        ),
        StarRule(
            stars=None,
            rule=say(
                "Färre än 18 deltagare i underlaget, eller kortare tid än tolv månader.",
                "Fewer than 18 participants in the records, or less than twelve months.",
            ),
            providers=9,
        ),
    ]


def _indicators(demo: Demo) -> list[Indicator]:
    say = demo.say
    return [
        Indicator(
            code="K1",
            name=say("Start i tid", "Start in time"),
            definition=say(
                "Starter inom tio arbetsdagar från anvisningen, av alla anvisningar",
                "Starts within ten working days of the referral, of all referrals",
            ),
            unit="percent",
            target=Decimal("0.95"),
            value=Decimal("0.962"),
            colour="green",
        ),
        Indicator(
            code="K2",
            name=say("Rapport i tid", "Report in time"),
            definition=say(
                "Rapporter senast fem arbetsdagar efter delens slut, av alla som skulle lämnas",
                "Reports within five working days of the part's end, of all that were due",
            ),
            unit="percent",
            target=Decimal("0.95"),
            value=Decimal("0.91"),
            colour="yellow",
        ),
        Indicator(
            code="K5",
            name=say("Deltagare per konsulent", "Participants per consultant"),
            definition=say(
                "Flest aktiva deltagare på en arbetskonsulent på heltid",
                "Most active participants to one full-time employment consultant",
            ),
            unit="number",
            target=18,
            target_is="at_most",
            value=17,
            colour="green",
        ),
        Indicator(
            code="K12",
            name=say("Deltagarnas upplevelse", "Participants' experience"),
            definition=say(
                "Medel av fem frågor, 1–5; visas från tio svar",
                "Mean of five questions, 1–5; shown from ten answers",
            ),
            unit="number",
            target=4,
            value=None,
            colour=None,
        ),
    ]


def _steps(demo: Demo) -> list[MethodStep]:
    say = demo.say
    return [
        MethodStep(
            step=say(
                "Varje deltagare får en sannolikhet att gå till arbete eller studier, efter ålder,"
                " utbildning, tid utan arbete, arbetsmarknaden på orten och starttid. Modellen vet"
                " inte vilken leverantör det är.",
                "Each participant gets a likelihood of going to work or studies, by age, education,"
                " time out of work, the local labour market and time of start. The model does not"
                " know which provider it is.",
            ),
            formula="p",
            own=say("210 deltagare", "210 participants"),
        ),
        MethodStep(
            step=say(
                "Väntat utfall är summan av sannolikheterna.",
                "The expected outcome is the sum of the likelihoods.",
            ),
            formula="E = Σ p",
            own=say("E = 44,6", "E = 44.6"),
        ),
        MethodStep(
            step=say(
                "Utfallet är antalet godkända resultat.",
                "The outcome is the number of approved results.",
            ),
            formula="O",
            own="O = 58",
        ),
        MethodStep(
            step=say(
                "Värdet dras mot 1 så mycket som slumpen kräver. E₀ är skattat på alla leverantörer"
                " och är låst.",
                "The value is drawn towards 1 as far as chance demands. E₀ is estimated on all"
                " providers and is frozen.",
            ),
            formula="θ = (O + E₀) / (E + E₀)",
            own=say("(58 + 20) / (44,6 + 20) = 1,21", "(58 + 20) / (44.6 + 20) = 1.21"),
        ),
        MethodStep(
            step=say(
                "Osäkerheten är ett intervall som rymmer det rätta värdet i åtta fall av tio.",
                "The uncertainty is an interval that holds the true value in eight of ten cases.",
            ),
            formula="Gamma(O + E₀, E + E₀), 10–90 %",
            own=say("1,04 till 1,39", "1.04 to 1.39"),
        ),
        MethodStep(
            step=say("Stjärnorna följer av reglerna ovan.", "The stars follow from the rules."),
            own=say("1,21 ≥ 1,20 och 94,2 % ≥ 90 %: fyra", "1.21 ≥ 1.20 and 94.2% ≥ 90%: four"),
        ),
    ]


def rating(demo: Demo) -> RatingContext:
    say = demo.say
    return RatingContext(
        **demo.tender_head("rating"),
        number="BB-2027-1-F",
        provider=PROVIDER,
        period_from=date(2026, 5, 4),
        period_to=date(2027, 4, 30),
        stars=4,
        why=[
            say(
                "58 deltagare har gått till arbete eller studier; 44,6 var att vänta.",
                "58 participants have gone to work or studies; 44.6 were to be expected.",
            )
        ],
        outcome=_outcome(_ALL),
        certainty=Decimal("0.942"),
        lots=[
            *(
                RatedLot(
                    lot=demo.lot(at),
                    contract_number=f"STA-2026-A{at:02}",
                    participants=numbers[0],
                    outcome=_outcome(numbers),
                )
                for at, numbers in enumerate(_LOTS, start=1)
            ),
            RatedLot(
                lot=Lot(code="A09", name="Kalix"),
                contract_number="STA-2026-A09",
                participants=6,
                outcome=None,
            ),
        ],
        cuts=(Decimal("0.8"), Decimal("1.2")),
        indicators=_indicators(demo),
        rules=_rules(demo),
        earlier=[
            EarlierRating(period_from=date(2025, 5, 5), period_to=date(2026, 4, 30), stars=3),
            EarlierRating(period_from=date(2024, 5, 6), period_to=date(2025, 4, 30), stars=None),
        ],
        steps=_steps(demo),
        limits=[
            say(
                "Hur länge anställningarna varar efter sex månader.",
                "How long employments last beyond six months.",
            ),
            say(
                "Det som deltagarna själva bär med sig men som inget register visar.",
                "What participants bring with them but no register shows.",
            ),
            say(
                "Små leverantörer hamnar närmare 1 än stora; det betyder inte att de är sämre.",
                "Small providers land nearer to 1 than large; it does not mean they are worse.",
            ),
        ],
        others=[
            OtherMeasure(
                name=say("Andel i arbete eller studier", "Share in work or studies"),
                value=say("27,6 %", "27.6%"),
                says=say(
                    "Utan hänsyn till vilka deltagarna är; alla leverantörer: 22,1 %",
                    "Regardless of who the participants are; all providers: 22.1%",
                ),
            )
        ],
        model=Model(
            name=say("Utfallsmodell 2026, version 1", "Outcome model 2026, version 1"),
            frozen_on=date(2026, 4, 1),
            sha256="5b0c77d1e2f3a4986e7d" + "0a1b" * 11,
            revision=1,
        ),
        published_from=date(2027, 7, 1),
        objection=objection(demo, date(2027, 6, 15)),
    )


def no_rating(demo: Demo) -> RatingContext:
    """Too few to say anything: no stars, no value, nothing to compare with."""
    say = demo.say
    few = rating(demo).lots[-1]
    changes = {
        "stars": None,
        "why": [
            say(
                "6 deltagare i underlaget; det krävs minst 18.",
                "6 participants in the records; it takes at least 18.",
            )
        ],
        "outcome": None,
        "certainty": None,
        "steps": [each.model_copy(update={"own": None}) for each in rating(demo).steps],
        "lots": [few],
        "earlier": [],
        "others": [],
    }
    return RatingContext.model_validate({**rating(demo).model_dump(), **changes})
