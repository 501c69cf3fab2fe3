"""The fullest contract: a framework under LOU with options, index and long annexes."""

from __future__ import annotations

from datetime import date
from typing import Final, get_args

from documents.contexts import Commitment, ContractContext, FrameworkPart, KpiTarget, Requirement
from documents.parts import Basis
from documents.samples.contract import contract
from documents.samples.demo import Demo

# Name, how it is measured, target: Swedish, then English.
_KPIS: Final = (
    ("Start i tid", "Andel anvisade som startat inom tio arbetsdagar",
     "minst 95 %, rött under 85 %",
     "Start in time", "Share of those referred who started within ten working days",
     "at least 95%, red below 85%"),
    ("Rapport i tid", "Andel rapporter som kommit in inom fem arbetsdagar efter delens slut",
     "minst 95 %, rött under 85 %",
     "Report in time", "Share of reports received within five working days of the end of the part",
     "at least 95%, red below 85%"),
    ("Rapportkvalitet", "Andel rapporter som godkänts vid första inlämning",
     "minst 90 %, rött under 75 %",
     "Report quality", "Share of reports approved when first submitted",
     "at least 90%, red below 75%"),
    ("Arbetsterapeuttäckning", "Årsarbetskrafter gånger 25, delat med deltagare i del 1–2",
     "minst 1,0, rött under 0,8",
     "Therapist coverage", "Full-time equivalents times 25, divided by participants in parts 1–2",
     "at least 1.0, red below 0.8"),
    ("Deltagare per konsulent", "Högsta antalet aktiva deltagare per heltid",
     "högst 18, rött över 22",
     "Participants per counsellor", "Highest number of active participants per full-time post",
     "at most 18, red above 22"),
    ("Handledd tid", "Levererade timmar av schemalagda", "minst 90 %, rött under 75 %",
     "Supervised time", "Hours delivered of those scheduled", "at least 90%, red below 75%"),
    ("Arbetsprövning i tid", "Andel i del 3 med godkänd arbetsplats inom fyra veckor",
     "minst 70 %, rött under 50 %",
     "Work trial in time", "Share in part 3 with an approved workplace within four weeks",
     "at least 70%, red below 50%"),
    ("Uppföljning varje vecka", "Andel veckor i arbetsprövning med minst en uppföljning",
     "minst 95 %, rött under 80 %",
     "Weekly follow-up", "Share of weeks in work trial with at least one follow-up",
     "at least 95%, red below 80%"),
    ("Avvikelserapporter", "Andel händelser som rapporterats inom en arbetsdag",
     "minst 95 %, rött under 80 %",
     "Deviation reports", "Share of events reported within one working day",
     "at least 95%, red below 80%"),
    ("Klagomål", "Antal per hundra deltagarmånader", "högst 1, rött över 3",
     "Complaints", "Number per hundred participant-months", "at most 1, red above 3"),
    ("Deltagarnas erfarenhet", "Medelvärde av fem frågor, när minst tio har svarat",
     "minst 4,0, rött under 3,2",
     "Participants' experience", "Mean of five questions, when at least ten have answered",
     "at least 4.0, red below 3.2"),
    ("Fakturafel", "Rättade kronor av fakturerade, 90 dagar senare", "högst 1 %, rött över 3 %",
     "Invoicing errors", "Kronor corrected of those invoiced, 90 days later",
     "at most 1%, red above 3%"),
)  # fmt: skip
_COMMITMENTS: Final = (
    ("Bemanning av arbetsterapeuter", "En heltid per 20 deltagare i kartläggande delar",
     "Occupational therapists", "One full-time post per 20 participants in the mapping parts"),
    ("Arbetsgivarnätverk", "Minst 30 arbetsplatser med skriftlig överenskommelse",
     "Network of employers", "At least 30 workplaces with an agreement in writing"),
    ("Handledd tid", "Minst 12 handledda timmar per vecka i del 2",
     "Supervised time", "At least 12 supervised hours a week in part 2"),
    ("Språkstöd", "Tolk eller språkkunnig personal inom tre arbetsdagar",
     "Language support", "Interpreter or staff who know the language within three working days"),
    ("Digital tillgänglighet", "Allt material uppfyller EN 301 549",
     "Digital accessibility", "All material meets EN 301 549"),
    ("Lokal startplan", "Driftstart inom sex veckor från avtalets första dag",
     "Local start plan", "Start of operation within six weeks of the contract's first day"),
)  # fmt: skip
_REQUIREMENTS: Final[tuple[tuple[str, str, str, str, str], ...]] = (
    ("statute", "13 kap. 1–3 §§ LOU", "LOU 13:1–3",
     "Ingen grund för uteslutning föreligger", "There is no ground for exclusion"),
    ("tender_documents", "krav 3.1", "requirement 3.1",
     "Leverantören är godkänd för F-skatt", "The provider is approved for F-tax"),
    ("tender_documents", "krav 3.2", "requirement 3.2",
     "Ekonomisk ställning som motsvarar lägst kreditvärdig hos ett kreditupplysningsföretag",
     "Economic standing of at least creditworthy with a credit reference agency"),
    ("tender_documents", "krav 3.3", "requirement 3.3",
     "Två referensuppdrag av liknande slag, vart och ett om minst 24 månader",
     "Two references of a similar kind, each of at least 24 months"),
    ("tender_documents", "krav 4.1", "requirement 4.1",
     "Ett ledningssystem för kvalitet där avvikelser registreras, utreds och följs upp",
     "A quality management system in which deviations are recorded, examined and followed up"),
    ("tender_documents", "krav 4.2", "requirement 4.2",
     "Legitimation för varje arbetsterapeut som deltar i uppdraget",
     "A licence for each occupational therapist in the assignment"),
    ("tender_documents", "krav 4.3", "requirement 4.3",
     "Arbetskonsulenter har högskoleutbildning eller minst tre års erfarenhet av liknande arbete",
     "Counsellors have higher education or at least three years' experience of similar work"),
    ("tender_documents", "krav 4.4", "requirement 4.4",
     "En namngiven chef som ansvarar för uppdraget och nås alla arbetsdagar",
     "A named manager who answers for the assignment and can be reached every working day"),
    ("tender_documents", "krav 5.1", "requirement 5.1",
     "Lokaler i anbudsområdet, tillgängliga enligt Boverkets byggregler",
     "Premises in the lot, accessible under the national building regulations"),
    ("tender_documents", "krav 5.2", "requirement 5.2",
     "Minst ett avskilt samtalsrum för varje påbörjat tiotal deltagare",
     "At least one private room for talks for every ten participants begun"),
    ("tender_documents", "krav 5.3", "requirement 5.3",
     "Utrustning för arbetslika uppgifter i fyra spår",
     "Equipment for work-like tasks in four tracks"),
    ("tender_documents", "krav 5.4", "requirement 5.4",
     "Arbetsmiljön kontrolleras före varje arbetsprövning och dokumenteras",
     "The working environment is checked and documented before each work trial"),
    ("tender_documents", "krav 6.1", "requirement 6.1",
     "Förmåga att ta emot e-beställningar och skicka e-fakturor enligt Peppol",
     "Ability to receive e-orders and send e-invoices under Peppol"),
    ("tender_documents", "krav 6.2", "requirement 6.2",
     "Rapporter lämnas i det format som beställaren har publicerat",
     "Reports are submitted in the format that the buyer has published"),
    ("tender_documents", "krav 6.3", "requirement 6.3",
     "Stark autentisering för all personal som hanterar uppgifter om deltagare",
     "Strong authentication for all staff who handle data on participants"),
    ("house_rule", "", "",
     "Legitimation kontrolleras av två personer hos beställaren",
     "Licences are verified by two persons of the buyer"),
)  # fmt: skip


def framework_contract(demo: Demo) -> ContractContext:
    sv, say = demo.lang == "sv", demo.say
    bases: dict[str, Basis] = {each: each for each in get_args(Basis)}
    return contract(demo).model_copy(
        update={
            "rulebook": "SE-LOU",
            "contract_number": "DEMO-2026-0117-TB-2026-01-A01-2",
            "ends_on": date(2029, 5, 3),
            "option_months": [12],
            "framework": FrameworkPart(
                ceiling_ore=3_600_000_000,
                place=2,
                parties=3,
                way=say(
                    "enligt rangordningen eller genom förnyad konkurrensutsättning",
                    "by the ranking or by renewed competition",
                ),
                ranked=True,
                competed=True,
                conditions=say(
                    "Avrop upp till 20 platser görs enligt rangordningen. Större avrop görs genom"
                    " förnyad konkurrensutsättning mellan alla parter.",
                    "Call-offs of up to 20 places go by the ranking. Larger ones are placed by"
                    " renewed competition between all parties.",
                ),
                cite=say("7 kap. 6 och 7 §§ LOU", "LOU 7:6–7"),
            ),
            "commitments": [
                Commitment(criterion=row[0 if sv else 2], level=row[1 if sv else 3])
                for row in _COMMITMENTS
            ],
            "kpis": [
                KpiTarget(name=row[0], definition=row[1], target=row[2])
                for row in (each[:3] if sv else each[3:] for each in _KPIS)
            ],
            "requirements": [
                Requirement(
                    text=swedish if sv else english,
                    basis=bases[basis],
                    cite=(cite_sv if sv else cite_en) or None,
                )
                for basis, cite_sv, cite_en, swedish, english in _REQUIREMENTS
            ],
            "reasons": [
                say(
                    "Underrättelsen skickades den 10 mars 2026 med elektroniska medel;"
                    " avtalsspärren löpte ut den 20 mars 2026 (20 kap. 1 § LOU).",
                    "The notice was sent on 10 March 2026 by electronic means; the standstill"
                    " ended on 20 March 2026 (LOU 20:1).",
                )
            ],
        }
    )
