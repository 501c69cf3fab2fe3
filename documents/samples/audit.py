"""An audit that found one therapist without a licence, and one that drew a sample."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from documents.audit_contexts import (
    AuditCheck,
    AuditContext,
    AuditPlan,
    AuditSample,
    Finding,
    Reply,
)
from documents.samples.contract_clauses import at
from documents.samples.demo import BUYER, KRAMFORS, OSTERSUND, PROVIDER, Demo


def audit(demo: Demo) -> AuditContext:
    """A run over every row, with nothing heard yet."""
    return AuditContext(**demo.head("audit"), **demo.words("audit"), buyer=BUYER)


def _plan(demo: Demo) -> AuditPlan:
    say = demo.say
    return AuditPlan(
        number="GP-2026-02",
        decided_on=date(2026, 8, 17),
        why=[
            say(
                "Tolv avtal med hög risk efter klagomål och nyckeltal i rött, och fyra dragna av"
                " slumpen bland övriga.",
                "Twelve contracts of high risk after complaints and indicators in red, and four"
                " drawn by chance from the others.",
            )
        ],
        questions=[
            say(
                "Stämmer fakturerade rader med deltagarnas närvaro?",
                "Do invoiced lines agree with the participants' attendance?",
            ),
            say(
                "Görs bedömningarna av legitimerade arbetsterapeuter?",
                "Are assessments made by licensed occupational therapists?",
            ),
        ],
        announced_on=date(2026, 8, 18),
    )


def _sample(demo: Demo) -> AuditSample:
    """One-sided 95 per cent: one deviation among 59 gives 7.8 per cent at most."""
    say = demo.say
    return AuditSample(
        what=say("deltagarakter", "participants' files"),
        population=1_184,
        chosen=59,
        way=say(
            "Slumpvis ur den låsta listan över deltagare, lika chans för var och en",
            "At random from the frozen list of participants, each with the same chance",
        ),
        seed="c41d07ab35e6610c" * 4,
        list_sha256="77aa10ce99f2e7f9" * 4,
        deviations=1,
        tolerable=Decimal("0.05"),
        upper_limit=Decimal("0.078"),
        confidence=Decimal("0.95"),
    )


def _findings(demo: Demo) -> list[Finding]:
    say = demo.say
    contract = {"contract_number": "STA-2026-A01", "lot": OSTERSUND, "provider": PROVIDER.name}
    other = {
        "contract_number": "STA-2026-A02",
        "lot": KRAMFORS,
        "provider": "Älvstrandens Omställning Demo Ekonomisk förening",
    }
    nils = say("Nils Demo, avtalscontroller", "Nils Demo, contract controller")
    return [
        Finding.model_validate(
            {
                **contract,
                "number": "1",
                "severity": "C1",
                "what": say(
                    "Bedömning i del 1 undertecknad av en person utan legitimation",
                    "Assessment of part 1 signed by a person without a licence",
                ),
                "evidence": say(
                    "Akt 17 i urvalet; registerkontroll utan träff",
                    "File 17 of the sample; no match in the register",
                ),
                "next_step": say("Prövas för vite", "To be considered for a penalty"),
                "answer_by": date(2026, 9, 21),
                "reply": Reply(
                    came_on=date(2026, 9, 18),
                    said=say(
                        "En nyanställd skrev under av misstag. Bedömningen är gjord om.",
                        "A new employee signed by mistake. The assessment has been redone.",
                    ),
                    outcome="stands",
                    position=say(
                        "Att den är omgjord ändrar inte vad som hände, men räknas till förmån.",
                        "That it was redone does not change what happened, but counts in favour.",
                    ),
                    by=nils,
                ),
            }
        ),
        Finding.model_validate(
            {
                **contract,
                "number": "2",
                "severity": "C2",
                "what": say(
                    "Samma deltagare fakturerad två gånger för juli 2026",
                    "The same participant billed twice for July 2026",
                ),
                "evidence": say("Rapport 2026-07, rad 14 och 88", "Report 2026-07, rows 14 and 88"),
                "amount_ore": 1_234_550,
                "next_step": say("Återkrav på nästa faktura", "Recovered on the next invoice"),
                "answer_by": date(2026, 9, 21),
                "reply": Reply(
                    came_on=date(2026, 9, 18),
                    said=say("Vi godtar återkravet.", "We accept the recovery."),
                    outcome="stands",
                    position=say("Beloppet räknas av.", "The amount is set off."),
                    by=nils,
                ),
            }
        ),
        Finding.model_validate(
            {
                **other,
                "number": "3",
                "severity": "C3",
                "what": say("Skylt saknas vid entrén", "No sign at the entrance"),
                "evidence": say("Besök den 1 september 2026", "Visit of 1 September 2026"),
                "next_step": say("Rättades på plats", "Put right on the spot"),
            }
        ),
    ]


def sampled_audit(demo: Demo) -> AuditContext:
    """Planned, sampled, heard: with everything that a report can have."""
    say = demo.say
    return AuditContext(
        **demo.tender_head("audit"),
        audit_number="GR-2026-02",
        period_from=date(2026, 6, 1),
        period_to=date(2026, 8, 31),
        contracts=16,
        rows_checked=3_671,
        conclusion=[
            say(
                "Fakturorna stämmer i allt väsentligt med närvaron. Bedömningarna gör det inte"
                " säkert: andelen avvikelser kan vara högre än vad som godtas, och urvalet"
                " utökas därför till 93 akter.",
                "The invoices agree with attendance in all material respects. The assessments may"
                " not: the share of deviations may be higher than is tolerated, and the sample is"
                " therefore extended to 93 files.",
            )
        ],
        plan=_plan(demo),
        method=[
            say(
                "Fakturarader och rapporter har jämförts maskinellt, rad för rad. Akter har lästs"
                " av två granskare var för sig mot en lista med tolv punkter.",
                "Invoice lines and reports were compared by machine, row by row. Files were read"
                " by two auditors, each alone, against a list of twelve points.",
            ),
            say(
                "Granskningen ger begränsad säkerhet. Den följer en plan som var låst innan"
                " urvalet drogs.",
                "The audit gives limited assurance. It follows a plan that was frozen before the"
                " sample was drawn.",
            ),
        ],
        samples=[_sample(demo)],
        checks=[
            AuditCheck(
                code=code,
                name=say(sv, en),
                basis=say(f"avtalets punkt {at(clause)}", f"contract clause {at(clause)}"),
                rows_checked=rows,
                findings=findings,
            )
            for code, sv, en, clause, rows, findings in (
                (
                    "T3",
                    "Bedömning av legitimerad",
                    "Assessment by a licensed person",
                    "service.assessment",
                    59,
                    1,
                ),
                (
                    "T4",
                    "Schema, närvaro, faktura",
                    "Schedule, attendance, invoice",
                    "payment.approved",
                    3_597,
                    1,
                ),
                ("T8", "Delens längd", "Length of the part", "service.content", 59, 0),
                ("L1", "Lokalen på plats", "Premises on site", "service.premises", 15, 1),
            )
        ],
        findings=_findings(demo),
        limits=[
            say(
                "Urvalet gäller akter från juni till augusti; det säger inget om tiden före.",
                "The sample is of files from June to August; it says nothing of the time before.",
            ),
            say(
                "Att en bedömning är undertecknad av rätt person visar inte att den är riktig.",
                "That an assessment is signed by the right person does not show it is correct.",
            ),
        ],
        run_by=say("Maja Demo, granskare", "Maja Demo, auditor"),
        run_at=datetime(2026, 9, 25, 9, 30, tzinfo=UTC),
    )
