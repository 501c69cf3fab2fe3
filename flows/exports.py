"""Write what is on file where people look for it: a folder per kind, the journal, a summary."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from sqlmodel import col, func, select

from contracts.overview import LotOverview, appealed_lots, lot_overviews
from contracts.signing.revisions import newest_sha256
from flows.choice_exports import export_choice
from law.reasons import Lang
from models.audit import Audit, Finding
from models.contract import Contract, Party, Signature
from models.decision import AwardDecision, AwardDraft
from models.delivery import Rating
from models.letters import LetterKind
from models.protocol import Protocol
from models.store import Store, Work
from models.tender import Bid
from procurement.letters.outbox import file_name_of
from procurement.letters.owed import letters_of
from registry.journal import as_line, entries


def export(
    store: Store, tender_id: str, folder: Path, lang: Lang, system_id: str | None = None
) -> dict[str, Any]:
    """Write every document, `journal.jsonl` and `summary.json`; return the summary.

    `system_id` is of a system of choice played beside the tender.
    """
    export_documents(store, tender_id, folder)
    with store.read() as work:
        lines = [as_line(entry) for entry in entries(work)]
    (folder / "journal.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    summary = summarise(store, tender_id, lang)
    if system_id is not None:
        summary["choice"] = export_choice(store, system_id, folder, lang)
    text = json.dumps(summary, ensure_ascii=False, indent=2)
    (folder / "summary.json").write_text(text + "\n", encoding="utf-8")
    return summary


def export_documents(store: Store, tender_id: str, folder: Path) -> None:
    with store.read() as work:
        for name, sha256 in _documents(work, tender_id):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(work.blobs.get(sha256))


def documents_of(store: Store, tender_id: str, kind: str) -> list[Path]:
    """Where `export_documents` puts that kind's files, in the installation's own folder."""
    with store.read() as work:
        names = [name for name, _ in _documents(work, tender_id)]
    return [store.data_dir / name for name in names if name.startswith(f"{kind}/")]


def _documents(work: Work, tender_id: str) -> Iterable[tuple[str, str]]:
    """(path below the folder, blob) for every document of the tender."""
    for contract in concluded(work, tender_id):
        code = contract.lot_id.rsplit("/", 1)[1]
        # As signed: without an electronic signature that is the contract as drawn up.
        signed = newest_sha256(work, contract)
        yield f"contracts/{code}-{contract.organisation_id}.pdf", signed
    yield from _protocols(work, tender_id)
    yield from _letters(work, tender_id)
    for rating in work.session.exec(select(Rating).where(col(Rating.tender_id) == tender_id)):
        if rating.pdf_sha256:
            period = f"{rating.period_start:%Y-%m}--{rating.period_end:%Y-%m}"
            yield f"performance/{rating.organisation_id}-{period}.pdf", rating.pdf_sha256
    for audit in work.session.exec(select(Audit).where(col(Audit.tender_id) == tender_id)):
        if audit.pdf_sha256:
            yield f"audits/{audit.id.replace('/', '-')}.pdf", audit.pdf_sha256


def _protocols(work: Work, tender_id: str) -> Iterable[tuple[str, str]]:
    """Records and decisions; the same record in two languages is two files."""
    protocols = work.session.exec(
        select(Protocol).where(
            (col(Protocol.subject_id) == tender_id)
            | col(Protocol.subject_id).startswith(f"{tender_id}/", autoescape=True)
        )
    )
    for protocol in protocols:
        subject = protocol.subject_id.replace("/", "-")
        yield f"protocols/{protocol.kind}-{subject}-{protocol.lang}.pdf", protocol.pdf_sha256
    decisions = select(AwardDecision, AwardDraft).where(
        col(AwardDraft.id) == col(AwardDecision.draft_id), col(AwardDecision.tender_id) == tender_id
    )
    for decision, draft in work.session.exec(decisions):
        subject = decision.id.replace("/", "-")
        yield f"protocols/decision-{subject}-{draft.lang}.pdf", draft.pdf_sha256


def _letters(work: Work, tender_id: str) -> Iterable[tuple[str, str]]:
    """As they went out, whichever way: notices, questions, answers."""
    for outgoing, dispatch in letters_of(work, tender_id):
        if dispatch is not None:
            yield f"letters/{file_name_of(outgoing.id)}", dispatch.pdf_sha256


def concluded(work: Work, tender_id: str) -> list[Contract]:
    return list(
        work.session.exec(
            select(Contract)
            .join(Signature, col(Signature.contract_id) == col(Contract.id))
            .where(col(Contract.tender_id) == tender_id, col(Signature.party) == Party.BUYER)
            .order_by(col(Contract.lot_id))
        )
    )


def summarise(store: Store, tender_id: str, lang: Lang) -> dict[str, Any]:
    """The numbers and the lots. Days are ISO and those of the last decision."""
    overviews = lot_overviews(store, tender_id)
    with store.read() as work:
        counts = {
            "lots": len(overviews),
            "bids": _count(work, select(func.count()).where(col(Bid.tender_id) == tender_id)),
            "contracts": len(concluded(work, tender_id)),
            **_letters_sent(work, tender_id),
            "appealed_lots": list(appealed_lots(store, tender_id)),
            "findings": _count(
                work,
                select(func.count())
                .select_from(Finding)
                .join(Audit, col(Audit.id) == col(Finding.audit_id))
                .where(col(Audit.tender_id) == tender_id),
            ),
        }
    return {**counts, "results": [_result(overview, lang) for overview in overviews]}


# What the summary calls each kind of letter.
_COUNTED = {
    LetterKind.AWARD: "letters",
    LetterKind.INQUIRY: "questions",
    LetterKind.INFORMATION: "answers",
}


def _letters_sent(work: Work, tender_id: str) -> dict[str, int]:
    sent = Counter(
        outgoing.kind for outgoing, dispatch in letters_of(work, tender_id) if dispatch is not None
    )
    return {name: sent[kind] for kind, name in _COUNTED.items()}


def _count(work: Work, query: Any) -> int:
    count: int = work.session.exec(query).one()
    return count


def _result(overview: LotOverview, lang: Lang) -> dict[str, Any]:
    return {
        "lot": overview.code,
        "winner": overview.winner_id,
        "winner_name": overview.winner,
        "last_day": _iso(overview.last_day),
        "earliest_contract": _iso(overview.lawful_from),
        "signable_from": _iso(overview.signable_from),
        "concluded": _iso(overview.concluded),
        "reasons": [reason.as_json(lang) for reason in overview.reasons],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
