"""The flows that officers see, start and repeat: they prepare, and decide nothing.

Each takes ids, calls one function of `flows.preparation`, and is safe to run
twice, late, or while another runs.
"""

from __future__ import annotations

from datetime import date

from prefect import flow, task

from flows import artifacts, installation, preparation, reminders
from flows.exports import export_documents
from flows.owed_work import owed_work
from flows.shielding import shielded
from law.reasons import Lang
from procurement.decisions.deciding import has_decision
from registry.checkpoints import take_due


@task(name="Rank the bids lot by lot")
def rank(tender_id: str) -> str | None:
    return preparation.rank_bids(installation.store(), tender_id)


@task(name="Prepare the records of opening and evaluation")
def set_protocols(tender_id: str, lang: Lang) -> None:
    store = installation.store()
    preparation.set_protocols(store, installation.renderer(), tender_id, lang)


@task(name="Prepare and send the letters that are owed")
def send_letters(tender_id: str, lang: Lang) -> int | None:
    """How many went out; until the award decision even that tells of who has bid."""
    store = installation.store()
    sent = preparation.send_letters(store, installation.renderer(), tender_id, lang)
    return sent if has_decision(store, tender_id) else None


@task(name="Draw up contracts of some lots")
def draw_up_chunk(lots: tuple[str, ...], lang: Lang) -> int:
    return preparation.draw_up_chunk(installation.store(), installation.renderer(), lots, lang)


@task(name="Draw up contracts of the system of choice")
def draw_up_for_choice(tender_id: str, lang: Lang) -> int:
    store = installation.store()
    return preparation.draw_up_for_choice(store, installation.renderer(), tender_id, lang)


def draw_up(tender_id: str, lang: Lang) -> int:
    """A task for each chunk: what a lost run has filed is not done again by the next."""
    chunks = preparation.contract_chunks(installation.store(), tender_id)
    drawn_up = sum(draw_up_chunk(chunk, lang) for chunk in chunks)
    return drawn_up + draw_up_for_choice(tender_id, lang)


@task(name="Collect the signatures that were ordered")
def collect_ordered() -> int:
    return preparation.collect_ordered_signatures(installation.store())


@task(name="Measure the KPIs and rate the providers")
def measure_and_rate(tender_id: str, months: tuple[date, date], lang: Lang) -> int:
    store = installation.store()
    return preparation.measure_and_rate(store, installation.renderer(), tender_id, months, lang)


@task(name="Audit the contracts and write the report")
def audit(tender_id: str, months: tuple[date, date], lang: Lang) -> str:
    store = installation.store()
    return preparation.audit_contracts(store, installation.renderer(), tender_id, months, lang)


@task(name="Sign the journal's checkpoint when one is due")
def sign_checkpoint() -> None:
    take_due(installation.store())


@task(name="Put the documents in their folders")
def put_out(tender_id: str, kind: str) -> None:
    store = installation.store()
    export_documents(store, tender_id, store.data_dir)
    artifacts.show_documents(store, tender_id, kind)


@flow(name="Draft an evaluation", flow_run_name="Evaluate {tender_id}")
def draft_evaluation(tender_id: str, lang: Lang = "sv") -> str | None:
    """Rank every lot that needs it, and set the records. A person decides the award afterwards.

    Args:
        tender_id: The tender's id, for example STA-2025.
        lang: The language of the documents, sv or en.
    """
    with shielded(tender_id):
        evaluation_id = rank(tender_id)
        set_protocols(tender_id, lang)
        return evaluation_id


@flow(name="Send notice letters", flow_run_name="Letters of {tender_id}")
def notify_tenderers(tender_id: str, lang: Lang = "sv") -> int | None:
    """Prepare and send every letter that is still owed: notices, questions, answers.

    Args:
        tender_id: The tender's id, for example STA-2025.
        lang: The language of the documents, sv or en.
    """
    with shielded(tender_id):
        sent = send_letters(tender_id, lang)
        artifacts.show_lots(installation.store(), tender_id, lang)
        return sent


@flow(name="Draw up contracts", flow_run_name="Contracts of {tender_id}")
def draw_up_contracts(tender_id: str, lang: Lang = "sv") -> int:
    """Render the contract of every lot that no standstill, court or tie holds. Signs nothing.

    Args:
        tender_id: The tender's id, for example STA-2025.
        lang: The language of the documents, sv or en.
    """
    with shielded(tender_id):
        drawn_up = draw_up(tender_id, lang)
        put_out(tender_id, "contracts")
        artifacts.show_lots(installation.store(), tender_id, lang)
        return drawn_up


@flow(name="Measure and rate providers", flow_run_name="Performance of {tender_id}")
def rate_providers(tender_id: str, first_month: date, last_month: date, lang: Lang = "sv") -> int:
    """Measure each month's KPIs from the delivery reports; rate and write a sheet per provider.

    Args:
        tender_id: The tender's id, for example STA-2025.
        first_month: Any day of the first month to measure.
        last_month: Any day of the last month to measure.
        lang: The language of the documents, sv or en.
    """
    with shielded(tender_id):
        rated = measure_and_rate(tender_id, (first_month, last_month), lang)
        put_out(tender_id, "performance")
        return rated


@flow(name="Audit contracts", flow_run_name="Monthly audit")
def audit_contracts(lang: Lang = "sv") -> list[str]:
    """Audit every tender whose last three whole months have reports and no audit yet.

    Args:
        lang: The language of the documents, sv or en.
    """
    done = []
    for tender_id, months in preparation.tenders_to_audit(installation.store()):
        with shielded(tender_id):
            done.append(audit(tender_id, months, lang))
            put_out(tender_id, "audits")
    return done


@flow(name="List what is owed", flow_run_name="What is owed")
def list_owed() -> int:
    """List by id what waits for a person: bids that lapse, notices overdue, applications.

    Returns how many lines there are. It sends nothing and decides nothing.
    """
    with shielded("what is owed"):
        rows = owed_work(installation.store())
        artifacts.show_owed(rows)
        return len(rows)


@flow(name="Remind lawyers", flow_run_name="Reminders")
def remind_lawyers(lang: Lang = "sv") -> int:
    """Send each lawyer one e-mail about what is soon due before the courts, and nothing twice.

    Returns how many mails went out.

    Args:
        lang: The language of the mails, sv or en.
    """
    with shielded("reminders"):
        return reminders.remind_lawyers(installation.store(), lang)


@flow(name="Sweep", flow_run_name="Sweep")
def sweep(lang: Lang = "sv") -> list[str]:
    """Do what a lost run left undone: records, contracts, audits; sign the journal hourly.

    Collect the signatures that were ordered from a signing service.

    Letters are not its work: their dispatch starts the standstill, so an
    officer starts that run.

    Args:
        lang: The language of the documents, sv or en.
    """
    with shielded("journal"):
        sign_checkpoint()
    with shielded("signatures"):
        collect_ordered()
    ids = preparation.tender_ids(installation.store())
    for tender_id in ids:
        with shielded(tender_id):
            set_protocols(tender_id, lang)
            if draw_up(tender_id, lang):
                put_out(tender_id, "contracts")
    audit_contracts.fn(lang)
    return list(ids)
