"""Before the award decision Prefect's database holds ids and nothing else (OSL 19:3)."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from contracts.overview import lot_overviews
from interop.play_files import Play
from registry.checkpoints import take_due
from tests.fact_dump import fact_dump
from tests.flows.small_play import (
    demo_store,
    perform_all,
    rehearsal_in,
    small_play,
    with_keys_of,
)

pytestmark = [pytest.mark.prefect, pytest.mark.slow]

ROOT = Path(__file__).parents[2]
# Prefect also keeps a row without a key for where each run's result would lie.
KEYS = "SELECT DISTINCT key FROM artifact WHERE key IS NOT NULL"


@pytest.fixture(scope="module")
def play() -> Play:
    return small_play()


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder that `watched_play` filled, and what it said."""
    folder = tmp_path_factory.mktemp("watched")
    done = subprocess.run(
        [sys.executable, "-m", "tests.flows.watched_play", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return folder, done.stdout


def secrets(play: Play) -> set[bytes]:
    """Whatever tells who bid, or what: names, numbers, prices, tokens."""
    firms = {
        text
        for firm in play.providers
        for text in (firm.name, firm.org_number, firm.contact_person, firm.email)
    }
    prices = {text for bid in play.bids for text in (bid.id, str(bid.price_ore))}
    return {form for text in firms | prices for form in written(text)}


def written(text: str) -> set[bytes]:
    """As plain UTF-8, as JSON escapes it, and as JSON inside JSON does (a table artifact)."""
    once = json.dumps(text)[1:-1]
    return {text.encode(), once.encode(), json.dumps(once)[1:-1].encode()}


def rows(database: Path, query: str) -> list[Any]:
    with sqlite3.connect(database) as connection:
        return connection.execute(query).fetchall()


def test_no_bidder_price_or_document_is_there_before_the_decision(
    watched: tuple[Path, str], play: Play
) -> None:
    content = (watched[0] / "prefect-before.db").read_bytes()

    assert {secret for secret in secrets(play) if secret in content} == set()
    assert rows(watched[0] / "prefect-before.db", KEYS) == []


def test_the_same_search_finds_the_winners_after_the_decision(
    watched: tuple[Path, str], play: Play
) -> None:
    content = (watched[0] / "prefect-after.db").read_bytes()

    winners = {lot.winner for lot in lot_overviews(demo_store(watched[0], play), play.tender.id)}
    named = {winner for winner in winners if any(form in content for form in written(str(winner)))}
    assert named == winners


def test_how_many_bids_came_in_does_not_show_in_the_runs(watched: tuple[Path, str]) -> None:
    database = watched[0] / "prefect-before.db"

    names = [name for (name,) in rows(database, "SELECT name FROM task_run")]
    receiving = [name for name in names if name.startswith("Ta emot förseglade anbud")]
    assert len(receiving) == 1
    parameters = {text for (text,) in rows(database, "SELECT parameters FROM flow_run")}
    assert {frozenset(json.loads(text).items()) for text in parameters} == {
        frozenset({("tender_id", "STA-2025")}),
        frozenset({("tender_id", "STA-2025"), ("lang", "sv")}),
        frozenset({("tender_id", "NO-SUCH-TENDER"), ("lang", "sv")}),
    }


def test_a_refused_run_leaves_its_code_and_no_sentence(watched: tuple[Path, str]) -> None:
    states = rows(watched[0] / "prefect-before.db", "SELECT message FROM flow_run_state")

    messages = {message for (message,) in states if message and "RunStopped" in message}
    assert watched[1] == "NO-SUCH-TENDER: refused (tender.unknown)\n"
    assert all("There is no tender" not in message for message in messages)
    assert any("tender.unknown" in message for message in messages)


def test_officers_see_a_table_of_lots_and_links_to_documents_afterwards(
    watched: tuple[Path, str],
) -> None:
    found = rows(watched[0] / "prefect-after.db", KEYS)

    keys = {key for (key,) in found}
    assert "lots-sta-2025" in keys
    assert {key.split("-")[0] for key in keys} == {
        "lots",
        "contracts",
        "protocols",
        "performance",
        "audits",
    }


def test_through_prefect_come_the_same_facts_as_without_it(
    watched: tuple[Path, str], play: Play, tmp_path: Path
) -> None:
    plain = rehearsal_in(with_keys_of(watched[0], tmp_path), play)
    perform_all(plain)
    # The sweep that ends the watched play takes it.
    take_due(plain.store)

    assert fact_dump(demo_store(watched[0], play)) == fact_dump(plain.store)
