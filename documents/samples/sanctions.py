"""A contract that goes wrong step by step: from the reminder to the penalty. All invented."""

from __future__ import annotations

from datetime import date
from typing import Any

from documents.contexts import DocumentName
from documents.contract_act_parts import Clause, Decider, EarlierStep, Fault, Hearing, Objection
from documents.samples.contract_clauses import at, clause_name, clause_says
from documents.samples.demo import BUYER, OSTERSUND, PROVIDER, Demo
from documents.sanction_contexts import (
    Payment,
    PenaltyCap,
    PenaltyContext,
    PenaltyRow,
    ReminderContext,
    WarningContext,
)

DECIDERS = ("Karin Demo", "Nils Demo")


def act_head(demo: Demo, document: DocumentName, number: str, sent_on: date) -> dict[str, Any]:
    """The fields that every act under a contract has."""
    return {
        **demo.head(document),
        "number": number,
        "case_number": "DEMO-2026-0117-31",
        "tender_title": demo.title,
        "contract_number": "STA-2026-A01",
        "lot": OSTERSUND,
        "buyer": BUYER,
        "provider": PROVIDER,
        "sent_on": sent_on,
    }


def objection(demo: Demo, until: date) -> Objection:
    say = demo.say
    return Objection(
        to=say(
            "Avtalsenheten, avtal@demomyndigheten.example",
            "the contracts unit, avtal@demomyndigheten.example",
        ),
        until=until,
        clause=f"{at('disputes')} ({clause_name(demo, 'disputes')})",
    )


def deciders(demo: Demo) -> list[Decider]:
    say = demo.say
    roles = (
        say("avdelningschef", "head of department"),
        say("avtalscontroller", "contract controller"),
    )
    return [Decider(name=name, role=role) for name, role in zip(DECIDERS, roles, strict=True)]


def clause(demo: Demo, which: str) -> Clause:
    """What the demo contract says, in short."""
    say = demo.say
    named = {
        "therapists": (
            ("start.therapists", "start.replacement"),
            say(
                "Minst 2,5 årsarbetskrafter legitimerade arbetsterapeuter under hela avtalstiden;"
                " vid frånvaro en ersättare inom fem arbetsdagar.",
                "At least 2.5 full-time equivalents of licensed occupational therapists during"
                " the whole term; a replacement within five working days of an absence.",
            ),
        ),
        "reports": (
            ("reporting.monthly",),
            say(
                "Leveransrapporten lämnas senast fem arbetsdagar efter månadens slut.",
                "The delivery report comes in no later than five working days after the month.",
            ),
        ),
        "order": (
            ("sanctions.order",),
            say(
                "Brister hanteras i stegen påpekande, varning, vite, intagsstopp och hävning."
                " Ett steg får hoppas över när bristen är så allvarlig att lägre steg inte räcker.",
                "Shortcomings are dealt with in the steps reminder, warning, penalty, intake stop"
                " and termination. A step may be skipped where lower steps do not suffice.",
            ),
        ),
        "penalty": (
            ("sanctions.order", "sanctions.once"),
            say(
                "Vite är 50 000 kr per tillfälle eller 10 000 kr per påbörjad vecka, sammanlagt"
                " högst 10 procent av ersättningen för tolv månader. Samma händelse leder till"
                " högst ett vite.",
                "The penalty is SEK 50,000 per occasion or SEK 10,000 per week begun, in total"
                " no more than 10 per cent of twelve months' remuneration. One event leads to"
                " no more than one penalty.",
            ),
        ),
    }
    clauses, text = named[which]
    return clause_says(demo, text, *clauses)


def late_report(demo: Demo) -> Fault:
    say = demo.say
    return Fault(
        number="1",
        what=say(
            "Leveransrapporten för juni 2026 har inte kommit in",
            "The delivery report for June 2026 has not come in",
        ),
        since=date(2026, 7, 8),
        evidence=say("Rapportregistret den 13 juli 2026", "Register of reports, 13 July 2026"),
        clause=at("reporting.monthly"),
    )


def no_therapist(demo: Demo, number: str = "1") -> Fault:
    say = demo.say
    return Fault(
        number=number,
        what=say(
            "Legitimerade arbetsterapeuter motsvarar 1,5 årsarbetskrafter i stället för 2,5",
            "Licensed occupational therapists amount to 1.5 full-time equivalents instead of 2.5",
        ),
        since=date(2026, 8, 31),
        evidence=say(
            "Leveransrapport 2026-08, personallistan; registerkontroll den 7 september 2026",
            "Delivery report 2026-08, staff list; register check of 7 September 2026",
        ),
        clause=at("start.therapists"),
    )


def reminded(demo: Demo) -> EarlierStep:
    say = demo.say
    what = say("Påpekande om leveransrapporten för juni", "Reminder of the June delivery report")
    return EarlierStep(taken_on=date(2026, 7, 13), what=what, document="DEMO-2026-0117-32")


def warned(demo: Demo) -> EarlierStep:
    say = demo.say
    what = say("Varning för sena rapporter", "Warning about late reports")
    return EarlierStep(taken_on=date(2026, 8, 25), what=what, document="DEMO-2026-0117-35")


def reminder(demo: Demo) -> ReminderContext:
    say = demo.say
    return ReminderContext(
        **act_head(demo, "reminder", "P-2026-07", date(2026, 7, 13)),
        clauses=[clause(demo, "reports"), clause(demo, "order")],
        objection=objection(demo, date(2026, 7, 27)),
        faults=[late_report(demo)],
        measures=[
            say("lämna rapporten för juni 2026", "submit the report for June 2026"),
            say(
                "meddela vem som lämnar rapporterna framöver, och vem som ersätter vid ledighet",
                "say who will submit the reports from now on, and who replaces that person",
            ),
        ],
        remedied_by=date(2026, 7, 27),
        next_step=say(
            "Är rapporten inte inne i tid, eller upprepas bristen, kan beställaren besluta om"
            " varning. Fakturarader utan godkänd rapport betalas inte.",
            "If the report is not in on time, or the shortcoming recurs, the buyer may decide on a"
            " warning. Invoice lines without an approved report are not paid.",
        ),
        signatory=Decider(name="Maja Demo", role=say("avtalsförvaltare", "contract manager")),
    )


def warning(demo: Demo) -> WarningContext:
    say = demo.say
    return WarningContext(
        **act_head(demo, "warning", "V-2026-03", date(2026, 8, 25)),
        clauses=[clause(demo, "reports"), clause(demo, "order")],
        objection=objection(demo, date(2026, 9, 7)),
        faults=[
            late_report(demo).model_copy(
                update={
                    "what": say(
                        "Leveransrapporten för juni 2026 kom in 22 arbetsdagar för sent",
                        "The delivery report for June 2026 came in 22 working days late",
                    ),
                    "until": date(2026, 8, 6),
                    "evidence": say("Kvitto på rapporten, 6 augusti", "Receipt, 6 August"),
                }
            ),
            Fault(
                number="2",
                what=say(
                    "Leveransrapporten för juli 2026 har inte kommit in",
                    "The delivery report for July 2026 has not come in",
                ),
                since=date(2026, 8, 10),
                evidence=say(
                    "Rapportregistret den 25 augusti 2026", "Register of reports, 25 August 2026"
                ),
                clause=at("reporting.monthly"),
            ),
        ],
        earlier=[reminded(demo)],
        hearing=Hearing(
            asked_on=date(2026, 8, 10),
            answer_by=date(2026, 8, 24),
            answered_on=date(2026, 8, 20),
            said=[
                say(
                    "Den som lämnar rapporterna var ledig i juli. Ersättaren saknade behörighet i"
                    " rapportsystemet.",
                    "The person who submits the reports was on leave in July. The replacement had"
                    " no access to the reporting system.",
                )
            ],
            assessment=[
                say(
                    "Behörigheter beställs av leverantören själv och lämnas ut samma dag."
                    " Påpekandet nämnde att en ersättare skulle utses.",
                    "Access is ordered by the provider itself and given the same day. The reminder"
                    " said that a replacement was to be named.",
                )
            ],
        ),
        reasons=[
            say(
                "Två rapporter i rad har uteblivit eller kommit in sent. Utan dem kan vi inte se"
                " att deltagarna får den tjänst de har rätt till, och inte betala för den."
                " Påpekandet har inte följts. En varning är därför motiverad.",
                "Two reports in a row are missing or were late. Without them we cannot see that"
                " participants get the service they are entitled to, nor pay for it. The reminder"
                " has not been heeded. A warning is therefore called for.",
            )
        ],
        measures=[
            say("vad som har orsakat bristen", "what has caused the shortcoming"),
            say(
                "vem som lämnar rapporterna och vem som ersätter",
                "who submits the reports and who replaces that person",
            ),
            say(
                "hur ni kontrollerar att rapporten är inne i tid",
                "how you check that the report is in on time",
            ),
        ],
        plan_by=date(2026, 9, 4),
        remedied_by=date(2026, 9, 7),
        next_step=say(
            "Följs inte planen, eller uteblir en rapport på nytt under tolv månader, kan"
            " beställaren besluta om vite.",
            "If the plan is not followed, or a report is missing again within twelve months, the"
            " buyer may decide on a penalty.",
        ),
        signatory=Decider(name="Maja Demo", role=say("avtalsförvaltare", "contract manager")),
    )


def penalty(demo: Demo) -> PenaltyContext:
    say = demo.say
    return PenaltyContext(
        **act_head(demo, "penalty", "VB-2026-01", date(2026, 9, 28)),
        clauses=[clause(demo, which) for which in ("therapists", "reports", "penalty")],
        objection=objection(demo, date(2026, 10, 12)),
        faults=[
            Fault(
                number="1",
                what=say(
                    "Leveransrapporten för augusti 2026 kom in nio arbetsdagar för sent",
                    "The delivery report for August 2026 came in nine working days late",
                ),
                since=date(2026, 9, 7),
                until=date(2026, 9, 18),
                evidence=say("Kvitto på rapporten, 18 september", "Receipt, 18 September"),
                clause=at("reporting.monthly"),
            ),
            no_therapist(demo, "2"),
        ],
        earlier=[reminded(demo), warned(demo)],
        hearing=Hearing(
            asked_on=date(2026, 9, 10),
            answer_by=date(2026, 9, 24),
            answered_on=date(2026, 9, 23),
            said=[
                say(
                    "En arbetsterapeut slutade med kort varsel. Rekrytering pågår, och en konsult"
                    " har tillfrågats. Rapporten försenades av samma skäl.",
                    "A therapist left at short notice. Recruitment is under way, and a consultant"
                    " has been asked. The report was delayed for the same reason.",
                ),
                say(
                    "Vitet bör i vart fall inte avse både personal och rapport.",
                    "In any case the penalty should not concern both staff and report.",
                ),
            ],
            assessment=[
                say(
                    "En ersättare ska finnas inom fem arbetsdagar även när någon slutar. Någon"
                    " konsult har inte börjat.",
                    "A replacement is to be in place within five working days also when somebody"
                    " leaves. No consultant has started.",
                ),
                say(
                    "Rapporten och bemanningen är två händelser. Att samma person saknades gör dem"
                    " inte till en.",
                    "The report and the staffing are two events. That the same person was missing"
                    " does not make them one.",
                ),
            ],
        ),
        reasons=[
            say(
                "Bemanningen är ett åtagande som leverantören fick avdrag för i utvärderingen."
                " Deltagarna i de kartläggande delarna har under fyra veckor inte fått de"
                " bedömningar som avtalet kräver. Påpekande och varning har redan lämnats för"
                " rapporterna, och ett lägre steg räcker därför inte.",
                "The staffing is a commitment that the provider was credited with in the"
                " evaluation. For four weeks those in the mapping parts have not had the"
                " assessments that the contract requires. A reminder and a warning have already"
                " been given for the reports, and a lower step is therefore not enough.",
            ),
            say(
                "Vitet följer avtalets belopp. Det ligger under taket, och det finns inget skäl"
                " att jämka det (36 § avtalslagen).",
                "The penalty follows the contract's amounts. It lies below the cap, and there is"
                " no reason to adjust it (section 36 of the Contracts Act).",
            ),
        ],
        rows=[
            PenaltyRow(
                what=say(
                    "Rapport lämnad för sent efter varning, augusti",
                    "Report late after a warning, August",
                ),
                unit=say("tillfälle", "occasion"),
                count=1,
                each_ore=5_000_000,
                amount_ore=5_000_000,
            ),
            PenaltyRow(
                what=say(
                    "Arbetsterapeut saknas, 7–28 september",
                    "Therapist missing, 7 to 28 September",
                ),
                unit=say("påbörjad vecka", "week begun"),
                count=4,
                each_ore=1_000_000,
                amount_ore=4_000_000,
            ),
        ],
        cap=PenaltyCap(
            base_ore=355_550_400,
            base_is=say(
                "beräknat på 24 deltagare i genomsnitt, 12 345,50 kr per månad",
                "reckoned on 24 participants on average, SEK 12,345.50 a month",
            ),
            percent=10,
            cap_ore=35_555_040,
            earlier_ore=0,
        ),
        decided_ore=9_000_000,
        running_ore=1_000_000,
        payment=Payment(way="offset", on=date(2026, 10, 30), reference="VB-2026-01"),
        deciders=deciders(demo),
    )
