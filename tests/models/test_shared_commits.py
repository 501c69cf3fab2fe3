"""Acts that share a commit: each whole or undone by itself, none told of before it is kept."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from models.parties import Person
from models.shared_commit import MOST_ACTS, CommitFailed
from models.store import Store
from registry.journal import append
from registry.verification import verify

WRITERS = 8
EACH = 15


def _person(person_id: str) -> Person:
    return Person(id=person_id, name="Demo", email="")


def _act(store: Store, person_id: str) -> None:
    with store.write(together=True) as work:
        work.session.add(_person(person_id))
        append(work, person_id, "person.enrolled", person_id, {})


def _kept(store: Store) -> tuple[list[str], tuple[str, ...]]:
    with store.read() as work:
        people = sorted(work.session.exec(select(Person.id)))
        verdict = verify(work)
        assert verdict.entries == len(people)
        return people, verdict.faults


def _commits(store: Store) -> list[int]:
    counted: list[int] = []
    event.listen(store.engine, "commit", lambda _: counted.append(1))
    return counted


def test_eight_at_once_lose_nothing_and_need_fewer_commits(store: Store) -> None:
    barrier, counted = Barrier(WRITERS), _commits(store)

    def work_hard(name: str) -> None:
        barrier.wait(10)
        for number in range(EACH):
            _act(store, f"{name}{number}")

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(work_hard, "abcdefgh"))
    people, faults = _kept(store)
    assert (len(people), faults) == (WRITERS * EACH, ())
    assert WRITERS * EACH / MOST_ACTS <= len(counted) < WRITERS * EACH


def test_one_alone_waits_for_nobody(store: Store) -> None:
    counted = _commits(store)
    _act(store, "a")
    assert (_kept(store)[0], len(counted)) == (["a"], 1)


def test_nobody_is_told_before_the_commit(store: Store) -> None:
    """The first act is done, but the second one holds the transaction: the first waits."""
    inside, go_on = Event(), Event()

    def second() -> None:
        with store.write(together=True) as work:
            inside.set()
            go_on.wait(10)
            work.session.add(_person("second"))
            append(work, "second", "person.enrolled", "second", {})

    with ThreadPoolExecutor(2) as pool:
        with store.write(together=True) as work:
            later = pool.submit(second)
            while store._shared_commits._waiting == 0:
                pass
            work.session.add(_person("first"))
            append(work, "first", "person.enrolled", "first", {})
            watched = pool.submit(_seen_while, store, inside, go_on)
        assert watched.result(10) == []
        later.result(10)
    assert _kept(store)[0] == ["first", "second"]


def _seen_while(store: Store, inside: Event, go_on: Event) -> list[str]:
    inside.wait(10)
    with store.read() as work:
        seen = list(work.session.exec(select(Person.id)))
    go_on.set()
    return seen


def test_an_act_that_is_refused_is_undone_alone(store: Store) -> None:
    _act(store, "known")
    barrier = Barrier(WRITERS)

    def work_hard(name: str) -> str:
        barrier.wait(10)
        try:
            _act(store, "known" if name in "bdf" else name)
        except IntegrityError:
            return "refused"
        return name

    with ThreadPoolExecutor(WRITERS) as pool:
        told = list(pool.map(work_hard, "abcdefgh"))
    assert told == ["a", "refused", "c", "refused", "e", "refused", "g", "h"]
    assert _kept(store) == (["a", "c", "e", "g", "h", "known"], ())


def test_a_commit_that_fails_is_told_to_everybody_in_it(store: Store) -> None:
    inside = Event()

    def fail(_: object) -> None:
        raise OSError("disk full")

    def second() -> None:
        with store.write(together=True) as work:
            inside.set()
            work.session.add(_person("second"))
            event.listen(store.engine, "commit", fail)

    def first(pool: ThreadPoolExecutor) -> Future[None]:
        with store.write(together=True) as work:
            later = pool.submit(second)
            while store._shared_commits._waiting == 0:
                pass
            work.session.add(_person("first"))
        return later

    with ThreadPoolExecutor(2) as pool:
        with pytest.raises(CommitFailed):
            first(pool)
        assert inside.is_set()
    event.remove(store.engine, "commit", fail)
    assert _kept(store) == ([], ())
    _act(store, "third")
    assert _kept(store)[0] == ["third"]
