"""The flows that officers see, start and repeat: they prepare, and decide nothing.

Each takes ids, calls one function of `flows.preparation`, and is safe to run
twice, late, or while another runs.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from prefect import flow, task
from pydantic import Field

from flows import artifacts, installation, preparation
from flows.exports import export_documents
from flows.shielding import shielded
from law.reasons import Lang

TenderId = Annotated[
    str, Field(title="Tender", description="The tender's id, for example STA-2025.")
]
Language = Annotated[
    Lang, Field(title="Language", description="Language of the documents: sv or en.")
]
FirstMonth = Annotated[
    date, Field(title="First month", description="Any day of the first month to look at.")
]
LastMonth = Annotated[
    date, Field(title="Last month", description="Any day of the last month to look at.")
]


@task(name="Rank the bids lot by lot")
def rank(tender_id: str) -> str | None:
    return preparation.rank_bids(installation.store(), tender_id)


@task(name="Set the records of opening and evaluation")
def set_protocols(tender_id: str, lang: Lang) -> None:
    store = installation.store()
    preparation.set_protocols(store, installation.renderer(), tender_id, lang)


@task(name="Set and send the notice letters that are owed")
def send_letters(tender_id: str, lang: Lang) -> int:
    store = installation.store()
    return preparation.send_letters(store, installation.renderer(), tender_id, lang)


@task(name="Draw up the contracts that nothing holds")
def draw_up(tender_id: str, lang: Lang) -> int:
    store = installation.store()
    return preparation.draw_up_contracts(store, installation.renderer(), tender_id, lang)


@task(name="Measure the KPIs and rate the providers")
def measure_and_rate(tender_id: str, months: tuple[date, date], lang: Lang) -> int:
    store = installation.store()
    return preparation.measure_and_rate(store, installation.renderer(), tender_id, months, lang)


@task(name="Audit the contracts and write the report")
def audit(tender_id: str, months: tuple[date, date], lang: Lang) -> str:
    store = installation.store()
    return preparation.audit_contracts(store, installation.renderer(), tender_id, months, lang)


@task(name="Put the documents in their folders")
def put_out(tender_id: str, kind: str) -> None:
    store = installation.store()
    export_documents(store, tender_id, store.data_dir)
    artifacts.show_documents(store, tender_id, kind)


@flow(name="Draft an evaluation", flow_run_name="Evaluate {tender_id}")
def draft_evaluation(tender_id: TenderId, lang: Language = "sv") -> str | None:
    """Rank every lot that needs it, and set the records. A person decides the award afterwards."""
    with shielded(tender_id):
        evaluation_id = rank(tender_id)
        set_protocols(tender_id, lang)
        return evaluation_id


@flow(name="Send notice letters", flow_run_name="Letters of {tender_id}")
def notify_tenderers(tender_id: TenderId, lang: Language = "sv") -> int:
    """Set and send every notice letter that a decision still owes a tenderer (LOU 19:19)."""
    with shielded(tender_id):
        sent = send_letters(tender_id, lang)
        artifacts.show_lots(installation.store(), tender_id, lang)
        return sent


@flow(name="Draw up contracts", flow_run_name="Contracts of {tender_id}")
def draw_up_contracts(tender_id: TenderId, lang: Language = "sv") -> int:
    """Render the contract of every lot that no standstill, court or tie holds. Signs nothing."""
    with shielded(tender_id):
        drawn_up = draw_up(tender_id, lang)
        put_out(tender_id, "contracts")
        artifacts.show_lots(installation.store(), tender_id, lang)
        return drawn_up


@flow(name="Measure and rate providers", flow_run_name="Performance of {tender_id}")
def rate_providers(
    tender_id: TenderId, first_month: FirstMonth, last_month: LastMonth, lang: Language = "sv"
) -> int:
    """Measure each month's KPIs from the delivery reports; rate and write a sheet per provider."""
    with shielded(tender_id):
        rated = measure_and_rate(tender_id, (first_month, last_month), lang)
        put_out(tender_id, "performance")
        return rated


@flow(name="Audit contracts", flow_run_name="Monthly audit")
def audit_contracts(lang: Language = "sv") -> list[str]:
    """Audit every tender whose last three whole months have reports and no audit yet."""
    done = []
    for tender_id, months in preparation.tenders_to_audit(installation.store()):
        with shielded(tender_id):
            done.append(audit(tender_id, months, lang))
            put_out(tender_id, "audits")
    return done


@flow(name="Sweep", flow_run_name="Sweep")
def sweep(lang: Language = "sv") -> list[str]:
    """Do what a lost run left undone: records, letters, contracts, audits. Repeats nothing."""
    ids = preparation.tender_ids(installation.store())
    for tender_id in ids:
        with shielded(tender_id):
            set_protocols(tender_id, lang)
            send_letters(tender_id, lang)
            draw_up(tender_id, lang)
    audit_contracts.fn(lang)
    return list(ids)
