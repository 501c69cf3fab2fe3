"""Write out what a system of choice leaves: its contracts and the page of its providers."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from sqlmodel import col, select

from contracts.choice import choice_contracts_of
from contracts.choice_signing import newest_choice_sha256
from law.days import swedish_day
from law.reasons import Lang
from models.letters import Outgoing
from models.store import Store
from procurement.admissions.providers import providers_of, providers_page
from procurement.admissions.standing import applications_to, standing_of
from procurement.letters.outbox import file_name_of

FOLDER = "choice"


def export_choice(store: Store, system_id: str, folder: Path, lang: Lang) -> dict[str, object]:
    """Write them below `folder`, and return the numbers for the summary."""
    place = folder / FOLDER
    place.mkdir(parents=True, exist_ok=True)
    with store.read() as work:
        today = swedish_day(work.now)
        applications = applications_to(work, system_id)
        standings = Counter(standing_of(work, each, today).value for each in applications)
        contracts = choice_contracts_of(work, system_id)
        for contract in contracts:
            name = f"contract-{contract.application_id.replace('/', '-')}.pdf"
            signed = newest_choice_sha256(work, contract)
            (place / name).write_bytes(work.blobs.get(signed))
        page = providers_page(work, system_id, lang)
        listed = providers_of(work, system_id)
        letters = work.session.exec(
            select(Outgoing.id).where(col(Outgoing.tender_id) == system_id)
        ).all()
    (place / f"providers-{lang}.html").write_bytes(page)
    return {
        "system": system_id,
        "applications": len(applications),
        "standings": dict(sorted(standings.items())),
        "contracts": len(contracts),
        "providers": len(listed),
        "letters": sorted(file_name_of(each) for each in letters),
    }
