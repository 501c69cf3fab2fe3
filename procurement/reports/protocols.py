"""The records of an opening, of evaluations and of the whole procurement, as documents on file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from sqlmodel import col, select

from appeals.in_force import latest_evaluation
from documents.rendering import Renderer
from law.reasons import Lang
from models.evaluation import EvaluatedLot, Evaluation
from models.protocol import Protocol, ProtocolKind
from models.qualification import Control
from models.store import Store, Work
from models.tender import Opening, Tender
from people.actors import Actor
from people.permissions import Act, require
from procurement.bids.opening_record import opening_context
from procurement.qualification.controls import requirements_of
from procurement.reports.evaluation_report import evaluation_context
from procurement.reports.individual_report import individual_report_context
from procurement.tenders.named import tender_or_refusal
from procurement.tenders.presumptive import presumptive
from registry.filing import PDF, file_blob
from registry.journal import append

Kind = Literal["opening", "evaluation", "individual_report"]


def file_protocols(
    store: Store, actor: Actor, renderer: Renderer, tender_id: str, lang: Lang
) -> int:
    """Set and file every record that is due and not on file; returns how many were new.

    An evaluation's record is due once every presumptive winner that it still
    has is controlled, so that no control is missing from what is filed.
    """
    with store.read() as work:
        due = [
            (kind, subject)
            for kind, subject in _due(work, tender_id)
            if work.session.get(Protocol, (kind, subject, lang)) is None
        ]
        contexts = [
            opening_context(work, subject, lang)
            if kind == "opening"
            else evaluation_context(work, subject, lang)
            for kind, subject in due
        ]
    for (kind, subject), pdf in zip(due, renderer.render_all(contexts), strict=True):
        _file(store, actor, tender_id, (kind, subject, lang), pdf)
    return len(due)


def _due(work: Work, tender_id: str) -> Iterable[tuple[Kind, str]]:
    if work.session.get(Opening, tender_id) is not None:
        yield "opening", tender_id
    for evaluation in work.session.exec(
        select(Evaluation)
        .where(col(Evaluation.tender_id) == tender_id)
        .order_by(col(Evaluation.number))
    ):
        if _controlled(work, evaluation):
            yield "evaluation", evaluation.id


def _controlled(work: Work, evaluation: Evaluation) -> bool:
    latest = latest_evaluation(work, evaluation.tender_id)
    made = {
        (control.bid_id, control.requirement_id)
        for control in work.session.exec(
            select(Control).where(col(Control.evaluation_id) == evaluation.id)
        )
    }
    lots = work.session.exec(
        select(EvaluatedLot).where(col(EvaluatedLot.evaluation_id) == evaluation.id)
    ).all()
    requirements = requirements_of(work, evaluation.tender_id)
    return all(
        (bid_id, requirement.id) in made
        for row in lots
        if latest[row.lot_id] == evaluation.id
        for bid_id in presumptive(work, row.lot_id, evaluation.id)
        for requirement in requirements
    )


def _file(
    store: Store, actor: Actor, tender_id: str, key: tuple[Kind, str, Lang], pdf: bytes
) -> None:
    with store.write() as work:
        require(work, actor, Act.RENDER, work.session.get_one(Tender, tender_id).buyer_id)
        if work.session.get(Protocol, key) is not None:
            return
        _add(work, actor, key, file_blob(work, pdf, PDF))


def _add(work: Work, actor: Actor, key: tuple[Kind, str, Lang], sha256: str) -> None:
    kind, subject, lang = key
    work.session.add(
        Protocol(
            kind=kind, subject_id=subject, lang=lang, pdf_sha256=sha256, **work.recorded(actor.id)
        )
    )
    work.session.flush()
    append(work, actor.id, f"protocol.{kind}", subject, {"lang": lang, "pdf_sha256": sha256})


def file_individual_report(
    store: Store, actor: Actor, renderer: Renderer, tender_id: str, lang: Lang
) -> str:
    """Set and file the report (LOU 12:15, 19:22) as the facts are now; returns its subject id.

    A new version each time that the facts have given other bytes: ``<tender>/I1``,
    ``/I2``… The same bytes are not filed again. Raises `ActRefused` before any lot has
    been decided or cancelled.
    """
    with store.read() as work:
        require(work, actor, Act.RENDER, tender_or_refusal(work, tender_id).buyer_id)
        context = individual_report_context(work, tender_id, lang)
    (pdf,) = renderer.render_all([context])
    with store.write() as work:
        require(work, actor, Act.RENDER, tender_or_refusal(work, tender_id).buyer_id)
        sha256 = file_blob(work, pdf, PDF)
        filed = individual_reports(work, tender_id, lang)
        if filed and filed[-1].pdf_sha256 == sha256:
            return filed[-1].subject_id
        subject = f"{tender_id}/I{len(filed) + 1}"
        _add(work, actor, ("individual_report", subject, lang), sha256)
        return subject


def individual_reports(work: Work, tender_id: str, lang: Lang) -> list[Protocol]:
    """Every version on file in that language, oldest first."""
    first = f"{tender_id}/I"
    rows = work.session.exec(
        select(Protocol).where(
            col(Protocol.kind) == ProtocolKind.INDIVIDUAL_REPORT,
            col(Protocol.lang) == lang,
            col(Protocol.subject_id).startswith(first, autoescape=True),
        )
    ).all()
    return sorted(rows, key=lambda row: int(row.subject_id.removeprefix(first)))
