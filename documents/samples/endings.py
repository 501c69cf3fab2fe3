"""What a contract may come to: no more participants, and its end. All invented."""

from __future__ import annotations

from datetime import date

from documents.contract_act_parts import EarlierStep, Hearing
from documents.parts import CitedReason
from documents.samples.contract_clauses import at, clause_says
from documents.samples.demo import Demo
from documents.samples.sanctions import (
    act_head,
    clause,
    deciders,
    no_therapist,
    objection,
    reminded,
    warned,
)
from documents.sanction_contexts import (
    HandOver,
    IntakeStopContext,
    Settlement,
    TerminationContext,
)


def _penalised(demo: Demo) -> EarlierStep:
    say = demo.say
    what = say("Vite, 90 000 kr, och löpande vite", "Penalty, SEK 90,000, and a running penalty")
    return EarlierStep(taken_on=date(2026, 9, 28), what=what, document="DEMO-2026-0117-38")


def _stopped(demo: Demo) -> EarlierStep:
    what = demo.say("Intagsstopp i Östersund", "Intake stop in Östersund")
    return EarlierStep(taken_on=date(2026, 10, 19), what=what, document="DEMO-2026-0117-40")


def _of_the_contract(demo: Demo, clause: str) -> str:
    return demo.say(f"avtalets punkt {at(clause)}", f"clause {at(clause)} of the contract")


def intake_stop(demo: Demo) -> IntakeStopContext:
    say = demo.say
    return IntakeStopContext(
        **act_head(demo, "intake_stop", "IS-2026-01", date(2026, 10, 19)),
        clauses=[
            clause(demo, "therapists"),
            clause_says(
                demo,
                say(
                    "Ett intagsstopp gäller tills bristen är rättad och beställaren har"
                    " kontrollerat det. Inskrivna deltagare fortsätter.",
                    "An intake stop applies until the shortcoming is put right and the buyer has"
                    " checked it. Those enrolled go on.",
                ),
                "sanctions.stop",
            ),
        ],
        objection=objection(demo, date(2026, 11, 2)),
        faults=[no_therapist(demo)],
        earlier=[warned(demo), _penalised(demo)],
        hearing=Hearing(
            asked_on=date(2026, 10, 2),
            answer_by=date(2026, 10, 16),
            assessment=[
                say(
                    "Inget har framkommit som visar att bemanningen är återställd.",
                    "Nothing has come to light that shows the staffing to be restored.",
                )
            ],
        ),
        reasons=[
            say(
                "Bedömningar har uteblivit för elva av de 34 deltagarna, och en arbetsterapeut på"
                " heltid saknas fortfarande. Fler anvisningar skulle gå ut över dem som redan"
                " deltar.",
                "Assessments have been missed for eleven of the 34 participants, and a full-time"
                " therapist is still lacking. More referrals would be at the cost of those who"
                " take part.",
            ),
            say(
                "Vitet har inte lett till rättelse. Ett intagsstopp är den minst ingripande"
                " åtgärd som skyddar deltagarna.",
                "The penalty has not led to a remedy. An intake stop is the least intrusive"
                " measure that protects the participants.",
            ),
        ],
        from_on=date(2026, 10, 20),
        site=say("verksamhetsstället i Östersund", "the site in Östersund"),
        participants_now=34,
        meanwhile=[
            say(
                "De som deltar fortsätter enligt sin planering, och ersättning betalas för dem.",
                "Those who take part go on as planned, and remuneration is paid for them.",
            ),
            say(
                "Den som redan är anvisad men inte har börjat får en annan leverantör.",
                "Whoever has been referred but not started gets another provider.",
            ),
            say(
                "Det löpande vitet fortsätter att räknas, högst upp till taket.",
                "The running penalty goes on, no further than the cap.",
            ),
        ],
        conditions=[
            say(
                "legitimerade arbetsterapeuter motsvarar minst 2,5 årsarbetskrafter",
                "licensed occupational therapists amount to at least 2.5 full-time equivalents",
            ),
            say(
                "de bedömningar som har uteblivit är gjorda eller inplanerade inom tre veckor",
                "the assessments that were missed are done or planned within three weeks",
            ),
        ],
        checked_how=say(
            "Vi kontrollerar legitimationen i Socialstyrelsens register och besöker"
            " verksamhetsstället inom tio arbetsdagar från ert besked.",
            "We check the licences in the register of the National Board of Health and Welfare"
            " and visit the site within ten working days of your word.",
        ),
        review_on=date(2026, 11, 16),
        deciders=deciders(demo),
    )


def _hand_over(
    demo: Demo, *, listed: date, told: date, placed: date, erased: date
) -> list[HandOver]:
    say = demo.say
    provider, buyer = say("Leverantören", "The provider"), say("Beställaren", "The buyer")
    return [
        HandOver(
            what=say(
                "Förteckning över deltagare, del och planerat slut",
                "List of participants, part and planned end",
            ),
            by_whom=provider,
            by=listed,
        ),
        HandOver(
            what=say("Delredovisning för varje deltagare", "Part report for each participant"),
            by_whom=provider,
            by=told,
        ),
        HandOver(
            what=say("Ny leverantör för dem som går vidare", "New provider for those who go on"),
            by_whom=buyer,
            by=placed,
        ),
        HandOver(
            what=say(
                "Radering av personuppgifter som har behandlats för beställaren, med intyg",
                "Erasure of personal data processed for the buyer, with a certificate",
            ),
            by_whom=provider,
            by=erased,
        ),
    ]


def termination(demo: Demo) -> TerminationContext:
    """For breach, after every lower step."""
    say = demo.say
    return TerminationContext(
        **act_head(demo, "termination", "H-2026-01", date(2026, 12, 14)),
        kind="breach",
        clauses=[
            clause(demo, "therapists"),
            clause_says(
                demo,
                say(
                    "Beställaren får häva avtalet vid väsentligt avtalsbrott som inte har rättats"
                    " inom tio arbetsdagar från skriftlig anmaning.",
                    "The buyer may terminate the contract for a material breach that has not been"
                    " remedied within ten working days of a request in writing.",
                ),
                "ending.breach",
            ),
        ],
        objection=objection(demo, date(2027, 1, 8)),
        grounds=[
            CitedReason(
                text=say(
                    "Väsentligt avtalsbrott: bemanningen har under mer än tre månader legat under"
                    " avtalets nivå",
                    "Material breach: for more than three months the staffing has been below the"
                    " contract's level",
                ),
                cite=_of_the_contract(demo, "ending.breach"),
            )
        ],
        faults=[no_therapist(demo)],
        earlier=[reminded(demo), warned(demo), _penalised(demo), _stopped(demo)],
        hearing=Hearing(
            asked_on=date(2026, 11, 23),
            answer_by=date(2026, 12, 7),
            answered_on=date(2026, 12, 7),
            said=[
                say(
                    "Rekryteringen har inte lyckats. Leverantören motsätter sig hävning och vill"
                    " avsluta avtalet i samförstånd den 31 mars 2027.",
                    "The recruitment has not succeeded. The provider opposes termination and wishes"
                    " to end the contract by agreement on 31 March 2027.",
                )
            ],
            assessment=[
                say(
                    "Fyra månader till utan tillräcklig bemanning är inte godtagbart för"
                    " deltagarna. Avvecklingen nedan ger dem som kan slutföra sin del tid att göra"
                    " det.",
                    "Four more months without sufficient staff are not acceptable for the"
                    " participants. The run-off below gives those who can finish their part the"
                    " time to do so.",
                )
            ],
        ),
        reasons=[
            say(
                "Bemanningen är avtalets kärna. Ni anmanades i vitesbeslutet den 28 september 2026"
                " att rätta den. Varken vitet eller intagsstoppet har lett till rättelse, och"
                " leverantören har inte kunnat ange när den kan ske. Avtalsbrottet är väsentligt.",
                "The staffing is the core of the contract. In the penalty decision of 28 September"
                " 2026 you were asked to remedy it. Neither the penalty nor the intake stop has led"
                " to a remedy, and the provider has been unable to say when it can come. The breach"
                " is material.",
            ),
            say(
                "Avtalet ger rätt att häva med omedelbar verkan. För deltagarnas skull upphör det i"
                " stället vid årsskiftet.",
                "The contract gives the right to terminate with immediate effect. For the sake of"
                " the participants it ends at the turn of the year instead.",
            ),
        ],
        last_referral_on=date(2026, 10, 19),
        ends_on=date(2026, 12, 31),
        run_off_until=date(2027, 3, 31),
        participants_now=27,
        run_off=[
            say(
                "Den som har högst tre månader kvar av en påbörjad del får slutföra den.",
                "Whoever has three months or less left of a part begun may finish it.",
            ),
            say(
                "Övriga erbjuds en annan leverantör och får besked av beställaren.",
                "The others are offered another provider and hear from the buyer.",
            ),
            say(
                "Rapporter, tillträde och granskning gäller till och med avvecklingens slut.",
                "Reports, access and audit apply until the end of the run-off.",
            ),
        ],
        hand_over=_hand_over(
            demo,
            listed=date(2026, 12, 18),
            told=date(2027, 1, 22),
            placed=date(2027, 1, 29),
            erased=date(2027, 4, 30),
        ),
        settlement=[
            Settlement(
                what=say(
                    "Rader som inte har betalats, november och december, beräknat på 26 deltagare",
                    "Lines not yet paid, November and December, reckoned on 26 participants",
                ),
                amount_ore=64_196_600,
            ),
            Settlement(
                what=say("Löpande vite, elva veckor", "Running penalty, eleven weeks"),
                amount_ore=-11_000_000,
            ),
            Settlement(
                what=say("Avveckling januari–mars", "Run-off, January to March"), amount_ore=None
            ),
        ],
        reserved=[
            say(
                "Merkostnad för ny upphandling i anbudsområdet, sedan vitet har räknats av",
                "Added cost of a new procurement for the lot, less the penalty",
            )
        ],
        deciders=deciders(demo),
    )


def termination_with_notice(demo: Demo) -> TerminationContext:
    """Nobody is at fault: the law gives the buyer the right. Part of the contract only."""
    say = demo.say
    breach, changes = termination(demo), at("changes")
    own = {
        "number": "U-2026-01",
        "kind": "notice",
        "extent": "part",
        "part": say("verksamhetsstället i Åre", "the site in Åre"),
        "grounds": [
            CitedReason(
                text=say(
                    f"Avtalet har ändrats i strid med punkt {changes}: verksamhetsstället i Åre låg"
                    " utanför det som upphandlades",
                    f"The contract has been changed contrary to clause {changes}: the site in Åre"
                    " lay outside what was procured",
                ),
                cite=_of_the_contract(demo, "ending.own_chapter_19"),
            )
        ],
        "clauses": [
            clause_says(
                demo,
                say(
                    "Beställaren får säga upp avtalet om det har ändrats i strid med punkt"
                    f" {changes}, eller om leverantören borde ha uteslutits när"
                    " tilldelningsbeslutet fattades.",
                    "The buyer may terminate the contract if it has been changed contrary to clause"
                    f" {changes}, or if the provider should have been excluded at the award"
                    " decision.",
                ),
                "ending.own_chapter_19",
            )
        ],
        "hearing": Hearing(
            asked_on=date(2026, 11, 23),
            answer_by=date(2026, 12, 7),
            assessment=[
                say(
                    "Inget har framkommit som talar för ett annat beslut.",
                    "Nothing has come to light that speaks for another decision.",
                )
            ],
        ),
        "reasons": [
            say(
                "Verksamhetsstället tillkom genom ändring 3, utan ny upphandling och utan stöd i"
                " ändringsklausulen. Att säga upp just den delen återställer det som upphandlades.",
                "The site came with amendment 3, without a new procurement and without support in"
                " the review clause. To end that part alone restores what was procured.",
            )
        ],
        "last_referral_on": date(2027, 5, 31),
        "ends_on": date(2027, 6, 30),
        "run_off_until": date(2027, 9, 30),
        "participants_now": 6,
        "hand_over": _hand_over(
            demo,
            listed=date(2027, 5, 31),
            told=date(2027, 7, 30),
            placed=date(2027, 8, 13),
            erased=date(2027, 12, 30),
        ),
        "faults": [],
        "earlier": [],
        "settlement": [],
        "reserved": [],
    }
    return TerminationContext.model_validate({**breach.model_dump(), **own})
