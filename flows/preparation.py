"""The work that needs no person: set, send, draw up, measure, audit.

Plain functions over services, each safe to run twice, late, or after a crash;
Prefect's flows and the rehearsal both call these. Every act is the engine's.
"""

from __future__ import annotations

from datetime import date

from sqlmodel import col, select

from audits.auditing import run_audit
from audits.reporting import file_report
from contracts.choice import choice_contracts_due, draw_up_choice
from contracts.drafting import draw_up, lots_to_draw_up
from contracts.signing.collecting import collect_signatures, has_open_orders
from contracts.signing.demo_service import signing_service
from contracts.signing.trusting import trust_of
from contracts.term_dates import add_months
from documents.rendering import Renderer
from law.days import swedish_day
from law.reasons import Lang, refuse
from models.audit import Audit
from models.contract import Contract
from models.delivery import DeliveryReport
from models.settings import Settings
from models.store import Store
from models.tender import Tender
from people.actors import ENGINE, load_actor
from performance.measuring import measure
from performance.months import last_day, months_between
from performance.provider_ratings import rate_providers
from performance.sheets import file_sheets
from procurement.letters.dispatching import send_owed
from procurement.letters.ways import ways_of
from procurement.ranking.evaluating import evaluate
from procurement.reports.protocols import file_protocols

# A chunk is drawn up and filed before the next begins: what a crash loses is at
# most one chunk's rendering.
CONTRACTS_PER_CHUNK = 20


def rank_bids(store: Store, tender_id: str) -> str | None:
    return evaluate(store, load_actor(store, ENGINE), tender_id)


def set_protocols(store: Store, renderer: Renderer, tender_id: str, lang: Lang) -> int:
    return file_protocols(store, load_actor(store, ENGINE), renderer, tender_id, lang)


def send_letters(store: Store, renderer: Renderer, tender_id: str, lang: Lang) -> int:
    """Set and dispatch every letter that is owed; returns how many went out.

    Those that must go on paper are put in a folder, and stay owed until somebody has posted
    them. Raises `ActRefused` for the first that did not go out, once all others have.
    """
    engine, ways = load_actor(store, ENGINE), ways_of(store, Settings())
    sent = send_owed(store, engine, renderer, ways, tender_id, lang)
    if sent.failed:
        why = sent.failed[0].why
        raise refuse(
            "letter.not_sent",
            sv=why.sv,
            en=why.en,
            todo_sv="Se tilldela letters list, och sänd på nytt",
            todo_en="See tilldela letters list, and send again",
        )
    return len(sent.sent)


def draw_up_contracts(store: Store, renderer: Renderer, tender_id: str, lang: Lang) -> int:
    """Draw up the contract of every lot that is clear now; returns how many were new.

    In a system of choice that of every applicant who has been approved.
    """
    drawn_up = sum(
        draw_up_chunk(store, renderer, chunk, lang) for chunk in contract_chunks(store, tender_id)
    )
    return drawn_up + draw_up_for_choice(store, renderer, tender_id, lang)


def contract_chunks(store: Store, tender_id: str) -> list[tuple[str, ...]]:
    """The lots that are clear now, a few at a time."""
    lots = lots_to_draw_up(store, tender_id)
    return [lots[i : i + CONTRACTS_PER_CHUNK] for i in range(0, len(lots), CONTRACTS_PER_CHUNK)]


def draw_up_chunk(store: Store, renderer: Renderer, lots: tuple[str, ...], lang: Lang) -> int:
    return draw_up(store, load_actor(store, ENGINE), renderer, lots, lang)


def draw_up_for_choice(store: Store, renderer: Renderer, tender_id: str, lang: Lang) -> int:
    with store.read() as work:
        if not choice_contracts_due(work, tender_id):
            return 0
    return len(draw_up_choice(store, load_actor(store, ENGINE), renderer, tender_id, lang))


def collect_ordered_signatures(store: Store) -> int:
    """Take in what has become of ordered signatures; returns how many orders have ended.

    None are ordered where no signing service is connected.
    """
    service = signing_service(store)
    if service is None or not has_open_orders(store):
        return 0
    trust = trust_of(store.data_dir)
    return len(collect_signatures(store, load_actor(store, ENGINE), service, trust))


def measure_and_rate(
    store: Store, renderer: Renderer, tender_id: str, months: tuple[date, date], lang: Lang
) -> int:
    """KPIs of each month, then a rating and a sheet per provider; returns how many are rated."""
    engine = load_actor(store, ENGINE)
    first, last = months
    for month in months_between(first, last):
        measure(store, engine, tender_id, month)
    rated = rate_providers(store, engine, tender_id, first, last)
    file_sheets(store, engine, renderer, tender_id, first, last, lang)
    return len(rated)


def audit_contracts(
    store: Store, renderer: Renderer, tender_id: str, months: tuple[date, date], lang: Lang
) -> str:
    """Audit the months and write the report; returns the audit's id."""
    engine = load_actor(store, ENGINE)
    first, last = months
    audit_id = run_audit(store, engine, tender_id, first, last_day(last))
    file_report(store, engine, renderer, audit_id, lang)
    return audit_id


AUDIT_MONTHS = 3


def audit_window(today: date) -> tuple[date, date]:
    """The first and last of the whole months that a monthly audit looks back on.

    Three, because what is billed twice is often billed in different months.
    """
    this_month = today.replace(day=1)
    return add_months(this_month, -AUDIT_MONTHS), add_months(this_month, -1)


def tenders_to_audit(store: Store) -> tuple[tuple[str, tuple[date, date]], ...]:
    """Tenders with reports in the window and no audit of it yet."""
    with store.read() as work:
        window = audit_window(swedish_day(work.now))
        reported = work.session.exec(
            select(Contract.tender_id)
            .join(DeliveryReport, col(DeliveryReport.contract_id) == col(Contract.id))
            .where(col(DeliveryReport.month).between(*window))
            .distinct()
        ).all()
        audited = work.session.exec(
            select(Audit.tender_id).where(col(Audit.period_end) == last_day(window[1]))
        ).all()
        return tuple((tender_id, window) for tender_id in sorted(set(reported) - set(audited)))


def tender_ids(store: Store) -> tuple[str, ...]:
    with store.read() as work:
        return tuple(sorted(work.session.exec(select(Tender.id))))
