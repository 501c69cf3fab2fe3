"""Which samples there are: at least one of every document, under the document's own name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from documents.contexts import DocumentContext, DocumentName
from documents.parts import Lang
from documents.samples.admissions import admission, choice_contract, completion
from documents.samples.amendments import amendment, foreseen_amendment
from documents.samples.audit import audit, sampled_audit
from documents.samples.award_letter import letter
from documents.samples.case_file import case_file, statement
from documents.samples.contract import contract
from documents.samples.decision import decision
from documents.samples.demo import Demo
from documents.samples.disclosure import disclosure
from documents.samples.endings import intake_stop, termination, termination_with_notice
from documents.samples.framework_contract import framework_contract
from documents.samples.letters import (
    answer,
    call_off,
    cancellation,
    exclusion,
    information,
    inquiry,
    validity,
    withdrawal,
)
from documents.samples.notice import notice
from documents.samples.performance import performance
from documents.samples.ratings import no_rating, rating
from documents.samples.reports import evaluation, individual_report, pointed_evaluation
from documents.samples.sanctions import penalty, reminder, warning
from documents.samples.sealed_bids import opening, receipt
from documents.samples.stage_letters import invitation, selection
from documents.samples.starts import start_record, start_refused
from law.reasons import Text


@dataclass(frozen=True)
class Sample:
    """``name`` is the document's own, or one more for another course that its text takes."""

    name: str
    document: DocumentName
    build: Callable[[Demo], DocumentContext]
    what: Text


def _first(
    document: DocumentName, build: Callable[[Demo], DocumentContext], sv: str, en: str
) -> Sample:
    return Sample(document, document, build, Text(sv, en))


SAMPLES: Final[tuple[Sample, ...]] = (
    _first("contract", contract, "Avtal för ett anbudsområde", "Contract for one lot"),
    Sample(
        "framework_contract",
        "contract",
        framework_contract,
        Text("Ramavtal enligt LOU, med långa bilagor", "Framework under LOU, with long annexes"),
    ),
    _first("receipt", receipt, "Kvitto på mottaget anbud", "Receipt for a bid"),
    _first("decision", decision, "Tilldelningsbeslut", "Award decision"),
    _first("letter", letter, "Underrättelse om tilldelningsbeslut", "Notice of award decision"),
    _first("withdrawal", withdrawal, "Återkallat tilldelningsbeslut", "Award decision withdrawn"),
    _first("cancellation", cancellation, "Avbruten upphandling", "Procurement cancelled"),
    _first("inquiry", inquiry, "Tillfälle att yttra sig", "Opportunity to comment"),
    _first("invitation", invitation, "Inbjudan att lämna anbud", "Invitation to tender"),
    _first("selection", selection, "Underrättelse om urval", "Notice of a selection"),
    _first("exclusion", exclusion, "Beslut om uteslutning", "Decision on exclusion"),
    _first("answer", answer, "Upplysning om upphandlingen", "Information on the procurement"),
    _first("information", information, "Upplysningar på begäran", "Information on request"),
    _first("completion", completion, "Komplettering av ansökan", "Completion of an application"),
    _first("admission", admission, "Beslut om ansökan", "Decision on an application"),
    _first(
        "choice_contract",
        choice_contract,
        "Avtal i valfrihetssystem",
        "Contract in a system of choice",
    ),
    _first("validity", validity, "Förlängd giltighet för anbud", "Validity of bids extended"),
    _first("call_off", call_off, "Avrop från ramavtal", "Call-off under a framework agreement"),
    _first("notice", notice, "Annons", "Notice for publication"),
    _first("opening", opening, "Öppningsprotokoll", "Record of the opening"),
    _first("evaluation", evaluation, "Utvärderingsrapport", "Evaluation report"),
    Sample(
        "evaluation_points",
        "evaluation",
        pointed_evaluation,
        Text(
            "Utvärderingsrapport med poäng, panel och lottning",
            "Evaluation report with points, a panel and a drawn lot",
        ),
    ),
    _first("individual_report", individual_report, "Individuell rapport", "Individual report"),
    _first("performance", performance, "Leverantörens resultat", "A provider's performance"),
    _first("audit", audit, "Granskningsrapport", "Audit report"),
    Sample(
        "audit_sampled",
        "audit",
        sampled_audit,
        Text("Granskningsrapport med plan och stickprov", "Audit report with a plan and a sample"),
    ),
    _first("disclosure", disclosure, "Beslut om utlämnande", "Decision on disclosure"),
    _first("case_file", case_file, "Akt till domstol", "Case file for a court"),
    _first("statement", statement, "Yttrande till domstol", "Statement to a court"),
    _first("start_record", start_record, "Driftstartsprotokoll", "Start-of-operation record"),
    Sample(
        "start_refused", "start_record", start_refused, Text("Nekad driftstart", "Start refused")
    ),
    _first("amendment", amendment, "Ändring av avtal", "Amendment of a contract"),
    Sample(
        "amendment_foreseen",
        "amendment",
        foreseen_amendment,
        Text("Ändring enligt en klausul i avtalet", "Amendment by a clause of the contract"),
    ),
    _first("reminder", reminder, "Påpekande om brister", "Reminder of the contract"),
    _first("warning", warning, "Varning", "Warning"),
    _first("penalty", penalty, "Beslut om vite", "Decision on a penalty"),
    _first("intake_stop", intake_stop, "Beslut om intagsstopp", "Decision on an intake stop"),
    _first("termination", termination, "Hävning av avtal", "Termination for breach"),
    Sample(
        "termination_notice",
        "termination",
        termination_with_notice,
        Text("Uppsägning av en del av ett avtal", "Notice to terminate a part of a contract"),
    ),
    _first("rating", rating, "Betygsblad", "Rating sheet"),
    Sample("rating_none", "rating", no_rating, Text("Betygsblad utan betyg", "Nobody rated")),
)
_BY_NAME: Final = {sample.name: sample for sample in SAMPLES}


def sample(name: str) -> Sample:
    """Raises KeyError for a name that is not in ``SAMPLES``."""
    return _BY_NAME[name]


def sample_context(name: str, lang: Lang) -> DocumentContext:
    """A whole context with plausible demo values, all fictional."""
    return sample(name).build(Demo(lang))
