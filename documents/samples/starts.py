"""A visit before the first day: one start that is approved on conditions, one refused."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from documents.contract_act_parts import Decider
from documents.samples.contract_clauses import annex, at, cited
from documents.samples.demo import OSTERSUND, PROVIDER, Demo
from documents.samples.sanctions import objection
from documents.start_contexts import NamedStaff, SiteCheck, StaffRow, StartRecordContext

LOOKED = datetime(2026, 4, 20, 7, 42, tzinfo=UTC)


def _checks(demo: Demo) -> list[SiteCheck]:
    say = demo.say
    premises, staff, safety = (
        say("Lokaler", "Premises"),
        say("Personal och schema", "Staff and schedule"),
        say("Handlingar och personuppgifter", "Records and personal data"),
    )
    return [
        SiteCheck(
            topic=premises,
            requirement=say("Lokalen finns och är skyltad", "The premises exist and are signed"),
            clause=at("service.premises"),
            outcome="met",
            found=say("Entré och skylt mot Demogatan.", "Entrance and sign on Demogatan."),
        ),
        SiteCheck(
            topic=premises,
            requirement=say("Tillgänglig utan trappsteg", "Accessible without steps"),
            clause=at("service.premises"),
            outcome="met",
            found=say("Ramp och dörröppnare provades.", "Ramp and door opener were tried."),
        ),
        SiteCheck(
            topic=premises,
            requirement=say("Rum för enskilda samtal", "Room for private talks"),
            clause=at("service.premises"),
            outcome="met",
            found=say("Två rum, ljudisolerade.", "Two rooms, soundproofed."),
        ),
        SiteCheck(
            topic=premises,
            requirement=say("Datorer för minst tio deltagare", "Computers for ten participants"),
            clause=at("service.premises"),
            outcome="not_met",
            found=say("Sju datorer; tre är beställda.", "Seven computers; three are on order."),
        ),
        SiteCheck(
            topic=premises,
            requirement=say("Arbetsstationer för lager och produktion", "Work stations"),
            clause=at("service.content"),
            outcome="not_applicable",
            found=say(
                "Ges hos en arbetsplats, som godkänns för sig.",
                "Given at a workplace, which is approved by itself.",
            ),
        ),
        SiteCheck(
            topic=staff,
            requirement=say("Schema täcker öppettiderna", "The schedule covers opening hours"),
            clause=at("start.visit"),
            outcome="met",
            found=say("Schema för vecka 19–26 visades.", "Schedule for weeks 19–26 was shown."),
        ),
        SiteCheck(
            topic=staff,
            requirement=say("Kompetens styrkt med handlingar", "Competence shown by documents"),
            clause=at("start.visit"),
            outcome="met",
            found=say("Intyg för samtliga namngivna.", "Certificates for all those named."),
        ),
        SiteCheck(
            topic=safety,
            requirement=say("Låst förvaring av handlingar", "Locked storage of records"),
            clause=at("data.secrecy"),
            outcome="met",
            found=say("Låst skåp; nycklar hos två personer.", "Locked cabinet; two keyholders."),
        ),
    ]


def start_record(demo: Demo) -> StartRecordContext:
    say = demo.say
    register = say("Socialstyrelsens register", "The Board's register")
    therapist = say("arbetsterapeut", "occupational therapist")
    return StartRecordContext(
        **demo.tender_head("start_record"),
        number="DS-2026-A01-1",
        contract_number="STA-2026-A01",
        lot=OSTERSUND,
        provider=PROVIDER,
        clause=cited(demo, "start.visit"),
        visited_at=datetime(2026, 4, 20, 8, 0, tzinfo=UTC),
        announced=True,
        site=["Demogatan 1", "831 00 Östersund"],
        places=40,
        for_buyer=[
            Decider(name="Maja Demo", role=say("avtalsförvaltare", "contract manager")),
            Decider(name="Olle Demo", role=therapist),
        ],
        for_provider=[Decider(name="Örjan Exempel", role=say("platschef", "site manager"))],
        staff=[
            StaffRow(
                role=say("Legitimerad arbetsterapeut", "Licensed occupational therapist"),
                clause=at("start.therapists"),
                promised=Decimal("2.5"),
                found=Decimal("2.5"),
            ),
            StaffRow(
                role=say("Arbetskonsulent", "Employment consultant"),
                clause=annex(demo, "staff"),
                promised=Decimal("2.5"),
                found=Decimal("2.0"),
            ),
        ],
        named=[
            NamedStaff(
                name="Terese Exempel",
                role=therapist,
                fte=Decimal(1),
                licence="confirmed",
                checked_at=LOOKED,
                source=register,
            ),
            NamedStaff(
                name="Tage Exempel",
                role=therapist,
                fte=Decimal(1),
                licence="confirmed",
                checked_at=LOOKED,
                source=register,
            ),
            NamedStaff(
                name="Tyra Exempel",
                role=therapist,
                fte=Decimal("0.5"),
                licence="confirmed",
                checked_at=LOOKED,
                source=register,
            ),
            NamedStaff(
                name="Klas Exempel",
                role=say("arbetskonsulent", "employment consultant"),
                fte=Decimal(1),
                licence="not_required",
            ),
            NamedStaff(
                name="Karla Exempel",
                role=say("arbetskonsulent", "employment consultant"),
                fte=Decimal(1),
                licence="not_required",
            ),
        ],
        checks=_checks(demo),
        provider_said=[
            say(
                "En konsulent på halvtid börjar den 1 juni. Datorerna levereras vecka 18.",
                "A half-time consultant starts on 1 June. The computers arrive in week 18.",
            )
        ],
        outcome="approved_on_conditions",
        reasons=[
            say(
                "Arbetsterapeuterna är så många som anbudet lovade, och deras legitimation är"
                " bekräftad. En halv konsulent fattas; de två som finns räcker till 36 deltagare."
                " Bristerna hindrar inte en start för de första deltagarna.",
                "There are as many therapists as the bid promised, and their licences are"
                " confirmed. Half a consultant is missing; the two there are suffice for 36"
                " participants. The shortcomings do not prevent a start for the first ones.",
            )
        ],
        conditions=[
            say(
                "Högst 36 deltagare tills konsulenten har börjat.",
                "No more than 36 participants until the consultant has started.",
            ),
            say(
                "Tio datorer på plats senast den 4 maj 2026.",
                "Ten computers in place by 4 May 2026.",
            ),
        ],
        starts_on=date(2026, 5, 4),
        revisit_on=date(2026, 6, 3),
        decided_on=date(2026, 4, 22),
        decider=Decider(name="Karin Demo", role=say("avdelningschef", "head of department")),
        objection=objection(demo, date(2026, 5, 6)),
    )


def _checks_of_papers(demo: Demo, checks: list[SiteCheck]) -> list[SiteCheck]:
    """Nobody was there: what is shown on paper came in afterwards, and a licence was lacking."""
    say = demo.say
    *site, schedule, competence, storage = checks
    return [
        *site,
        schedule.model_copy(
            update={
                "found": say(
                    "Schema för vecka 19–26 kom in dagen efter.",
                    "Schedule for weeks 19–26 came in the day after.",
                )
            }
        ),
        competence.model_copy(
            update={
                "outcome": "not_met",
                "found": say(
                    "Legitimation saknas för en arbetsterapeut.",
                    "One therapist has no licence.",
                ),
            }
        ),
        storage.model_copy(
            update={
                "outcome": "not_met",
                "found": say("Skåpet stod olåst.", "The cabinet was unlocked."),
            }
        ),
    ]


def start_refused(demo: Demo) -> StartRecordContext:
    say = demo.say
    visited = start_record(demo)
    unlicensed = visited.named[1].model_copy(update={"licence": "not_found"})
    changes = {
        "number": "DS-2026-A01-0",
        "announced": False,
        "for_provider": [],
        "checks": _checks_of_papers(demo, visited.checks),
        "staff": [visited.staff[0].model_copy(update={"found": Decimal("1.5")}), visited.staff[1]],
        "named": [visited.named[0], unlicensed, *visited.named[2:]],
        "provider_said": [],
        "outcome": "refused",
        "reasons": [
            say(
                "En arbetsterapeut som anbudet räknade med finns inte i registret. Utan en till på"
                " heltid kan kartläggningen inte göras enligt avtalet.",
                "A therapist that the bid counted on is not in the register. Without one more,"
                " full time, the mapping cannot be done as the contract says.",
            )
        ],
        "conditions": [
            say(
                "Legitimerade arbetsterapeuter motsvarande 2,5 årsarbetskrafter, styrkta med"
                " anställningsavtal.",
                "Licensed therapists amounting to 2.5 full-time equivalents, shown by contracts"
                " of employment.",
            ),
            say("Handlingar inlåsta.", "Records locked up."),
        ],
        "starts_on": None,
        "revisit_on": date(2026, 5, 8),
    }
    return StartRecordContext.model_validate({**visited.model_dump(), **changes})
