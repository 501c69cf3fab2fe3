"""One transaction, one reading of the clock: nothing half done, nothing lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier, Event
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError, StatementError
from sqlmodel import SQLModel, select

from models.clock import FixedClock
from models.journal import Blob, JournalHead
from models.parties import Buyer, Installation, InstallationKind, Organisation, Person
from models.store import Store, Work
from models.tender import Lot, Tender
from registry.journal import append
from registry.verification import verify
from tests.models.databases import Kind
from tests.models.legal_rows import LEGAL
from tests.models.row_values import AT

SOON = timedelta(seconds=10)


class Stopped(Exception):
    """What a service might raise in the middle of its work."""


def _person(person_id: str) -> Person:
    return Person(id=person_id, name="Demo", email="")


def _stop_halfway(store: Store) -> None:
    with store.write() as work:
        work.session.add(_person("officer"))
        append(work, "officer", "person.enrolled", "officer", {})
        work.session.flush()
        raise Stopped


def _write(store: Store, row: SQLModel) -> None:
    with store.write() as work:
        append(work, "officer", "act", "officer", {})
        work.session.add(row)


def _people(store: Store) -> list[str]:
    with store.read() as work:
        return sorted(work.session.exec(select(Person.id)))


def test_work_that_ends_well_is_kept(store: Store) -> None:
    with store.write() as work:
        work.session.add(_person("officer"))
    assert _people(store) == ["officer"]


def test_work_that_stops_halfway_leaves_nothing(store: Store) -> None:
    with pytest.raises(Stopped):
        _stop_halfway(store)
    with store.read() as work:
        assert work.session.exec(select(Person)).all() == []
        assert verify(work).entries == 0


def test_an_act_that_the_database_refuses_leaves_no_journal_entry(store: Store) -> None:
    of_nobody = Person(id="officer", name="Demo", email="", organisation_id="none")
    with pytest.raises(IntegrityError):
        _write(store, of_nobody)
    with store.read() as work:
        assert verify(work).entries == 0


def test_reading_keeps_nothing_that_is_written_in_it(store: Store) -> None:
    with store.read() as work:
        work.session.add(_person("officer"))
        work.session.flush()
    assert _people(store) == []


def test_the_clock_is_read_once_in_a_piece_of_work(store: Store, clock: FixedClock) -> None:
    with store.write() as work:
        clock.at = AT + timedelta(days=1)
        assert (work.now, work.recorded("officer")) == (
            AT,
            {"actor_id": "officer", "recorded_at": AT, "recorded_real_at": work.real_now},
        )
    with store.read() as work:
        assert work.now == AT + timedelta(days=1)


def test_nobody_sees_what_is_not_committed(store: Store) -> None:
    with store.write() as work:
        work.session.add(_person("officer"))
        work.session.flush()
        assert _people(store) == []
    assert _people(store) == ["officer"]


def test_a_reader_sees_one_moment_from_beginning_to_end(store: Store) -> None:
    with store.read() as reader:
        assert reader.session.exec(select(Person.id)).all() == []
        with store.write() as work:
            work.session.add(_person("officer"))
        assert reader.session.exec(select(Person.id)).all() == []


def test_the_chain_checks_out_for_a_reader_while_others_append(store: Store) -> None:
    with store.write() as work:
        append(work, "officer", "act", "one", {})
    with store.read() as reader:
        reader.session.exec(select(Person)).all()
        with store.write() as work:
            append(work, "officer", "act", "two", {})
        assert (verify(reader).entries, verify(reader).faults) == (1, ())


def test_an_instant_comes_back_to_the_microsecond_in_utc(store: Store) -> None:
    summer = datetime.fromisoformat("2026-07-01T14:00:00.123456+02:00")
    with store.write() as work:
        work.session.add(Installation(kind=InstallationKind.DEMO, demo_now=summer))
    with store.read() as work:
        found = work.session.get_one(Installation, 1).demo_now
    assert found == datetime(2026, 7, 1, 12, 0, 0, 123456, tzinfo=UTC)
    assert found is not None
    assert found.utcoffset() == timedelta(0)


def test_a_time_without_a_zone_is_refused(store: Store) -> None:
    naive = Installation(kind=InstallationKind.DEMO, demo_now=AT.replace(tzinfo=None))
    with pytest.raises(StatementError, match="must have timezone information"):
        _write(store, naive)


def test_a_row_put_twice_stays_as_it_was_first(store: Store) -> None:
    with store.write() as work:
        work.put_once(Blob(sha256="a" * 64, size=1, media_type="first", stored_at=AT))
        work.put_once(Blob(sha256="a" * 64, size=2, media_type="second", stored_at=AT))
    with store.read() as work:
        assert [blob.media_type for blob in work.session.exec(select(Blob))] == ["first"]


def test_a_row_put_by_two_at_once_is_there_once(store: Store) -> None:
    barrier = Barrier(2)

    def put(name: str) -> None:
        barrier.wait(10)
        with store.write() as work:
            work.put_once(Blob(sha256="a" * 64, size=1, media_type=name, stored_at=AT))

    _all_at_once(put, ["one", "two"])
    with store.read() as work:
        assert len(work.session.exec(select(Blob)).all()) == 1


def test_four_threads_append_a_hundred_entries_and_lose_none(store: Store) -> None:
    barrier = Barrier(4)

    def work_hard(name: str) -> None:
        barrier.wait(10)
        for number in range(25):
            with store.write() as work:
                work.session.add(_person(f"{name}-{number}"))
                append(work, name, "person.enrolled", f"{name}-{number}", {})

    _all_at_once(work_hard, ["a", "b", "c", "d"])
    with store.read() as work:
        verdict = verify(work)
        assert (verdict.entries, verdict.faults) == (100, ())
        assert work.session.get_one(JournalHead, 1).seq == 100
    assert len(_people(store)) == 100


def test_the_first_entry_of_one_waits_for_the_first_entry_of_another(store: Store) -> None:
    begun, numbers = Event(), []

    def second(_: str) -> None:
        begun.set()
        with store.write() as work:
            numbers.append(append(work, "b", "act", "two", {}).seq)

    with ThreadPoolExecutor(1) as pool, store.write() as work:
        numbers.append(append(work, "a", "act", "one", {}).seq)
        running = pool.submit(second, "")
        assert begun.wait(10)
        with pytest.raises(TimeoutError):
            running.result(timeout=0.2)
        work.session.commit()
        running.result(timeout=10)
    assert numbers == [1, 2]


def _all_at_once(do: Any, names: list[str]) -> None:
    with ThreadPoolExecutor(len(names)) as pool:
        for running in [pool.submit(do, name) for name in names]:
            running.result(timeout=30)


@pytest.fixture
def lots(store: Store) -> Store:
    with store.write() as work:
        for table, model in (
            ("buyer", Buyer), ("organisation", Organisation), ("person", Person),
            ("tender", Tender), ("lot", Lot),
        ):  # fmt: skip
            for row in LEGAL[table]:
                work.session.add(model(**row))
            work.session.flush()
    return store


def test_the_lock_of_a_lot_is_held_by_one_act_at_a_time(lots: Store) -> None:
    begun = Event()

    def second() -> str:
        begun.set()
        with lots.write() as work:
            work.lock_lots(["lot2", "lot1"])
            return work.session.get_one(Lot, "lot1").name

    with ThreadPoolExecutor(1) as pool, lots.write() as work:
        work.lock_lots(["lot1"])
        running = pool.submit(second)
        assert begun.wait(10)
        with pytest.raises(TimeoutError):
            running.result(timeout=0.2)
        work.session.get_one(Lot, "lot1").name = "Norrbotten"
        work.session.commit()
        assert running.result(timeout=10) == "Norrbotten"


def test_whoever_waited_for_its_turn_reads_the_clock_after_it(
    store: Store, clock: FixedClock, kind: Kind
) -> None:
    if kind == "postgresql":
        # Its writers begin side by side; what must stand in line takes a lock of its own.
        return
    begun = Event()

    def second() -> datetime:
        begun.set()
        with store.write() as work:
            return work.now

    with ThreadPoolExecutor(1) as pool, store.write() as work:
        running = pool.submit(second)
        assert begun.wait(10)
        with pytest.raises(TimeoutError):
            running.result(timeout=0.2)
        clock.at = AT + SOON
        work.session.commit()
        assert running.result(timeout=10) == AT + SOON


def test_the_lock_of_a_tender_is_held_by_one_act_at_a_time(lots: Store) -> None:
    begun = Event()

    def second() -> str:
        begun.set()
        with lots.write() as work:
            work.lock_tender("tender")
            return work.session.get_one(Tender, "tender").title_sv

    with ThreadPoolExecutor(1) as pool, lots.write() as work:
        work.lock_tender("tender")
        running = pool.submit(second)
        assert begun.wait(10)
        with pytest.raises(TimeoutError):
            running.result(timeout=0.2)
        work.session.get_one(Tender, "tender").title_sv = "Rättad"
        work.session.commit()
        assert running.result(timeout=10) == "Rättad"


def test_two_acts_that_lock_the_same_lots_in_other_orders_both_end(lots: Store) -> None:
    def lock(first: str) -> None:
        for _ in range(10):
            with lots.write() as work:
                work.lock_lots([first, "lot1", "lot2"])
                append(work, "officer", "act", first, {})

    _all_at_once(lock, ["lot1", "lot2"])
    with lots.read() as work:
        assert verify(work).entries == 20


def test_what_was_read_before_the_lock_is_read_again_after_it(lots: Store, kind: Kind) -> None:
    if kind == "sqlite":
        # Its writers stand in line from the beginning, so that nothing can change in between.
        return
    with lots.write() as work:
        tender = work.session.get_one(Tender, "tender")
        with lots.write() as other:
            other.session.get_one(Tender, "tender").title_sv = "Rättad"
        assert tender.title_sv == ""
        work.lock_lots(["lot1"])
        assert tender.title_sv == "Rättad"


def test_a_change_made_before_the_lock_is_not_lost(lots: Store) -> None:
    with lots.write() as work:
        work.session.get_one(Tender, "tender").title_sv = "Rättad"
        work.lock_lots(["lot1"])
    with lots.read() as work:
        assert work.session.get_one(Tender, "tender").title_sv == "Rättad"


def test_an_amount_of_ten_to_the_fifteenth_ore_is_kept_exactly(lots: Store) -> None:
    def stored(work: Work) -> int:
        return work.session.get_one(Lot, "lot1").estimated_value

    with lots.read() as work:
        assert stored(work) == 10**15
    with lots.write() as work:
        work.session.get_one(Lot, "lot1").estimated_value = 10**15 - 1
    with lots.read() as work:
        assert stored(work) == 999_999_999_999_999
