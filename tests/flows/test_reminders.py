"""Lawyers are reminded by e-mail, and of nothing twice."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlmodel import col, select

from appeals.worklist.reminder_mail import Line, NotSent, ReminderMail
from appeals.worklist.reminding import Reminded, remind
from flows.reminder_ways import ReminderFolder, ReminderPost, way_of
from flows.reminders import remind_lawyers
from law.reasons import ActRefused, Text
from models.lawyers import Reminder
from models.parties import InstallationKind, Person, Role
from models.settings import Settings
from models.store import Store
from people.actors import ENGINE, load_actor
from procurement.letters.smtp_post import Security, SmtpServer
from registry.enrolment import enrol_buyer, install
from tests.flows.through_flows import stages, world_at
from tests.procurement.mail_servers import Inbox, free_port, serving
from tests.procurement.small_papers import TENDER, at
from tests.procurement.small_parties import small_buyer
from tests.procurement.small_tender import World

WorldAt = Callable[[str], World]
__all__ = ["stages", "world_at"]
LAWYERS = {"lawyer": "lawyer@buyer.example", "advocate": "advocate@buyer.example"}


@dataclass
class Outbox:
    """A way out that keeps what it sends; `broken` takes nothing, `crash` takes it and fails."""

    mails: list[ReminderMail] = field(default_factory=list)
    broken: bool = False
    crash: bool = False

    def reaches(self, address: str) -> bool:
        return bool(address)

    @contextmanager
    def line(self) -> Iterator[Line]:
        yield self

    def send(self, mail: ReminderMail) -> None:
        if self.broken:
            raise NotSent(Text("servern är borta", "the server is away"))
        self.mails.append(mail)
        if self.crash:
            raise KeyboardInterrupt


@pytest.fixture
def world(world_at: WorldAt) -> World:
    """Two lawyers with addresses, and an application of 12 March about L3."""
    world = world_at("notified")
    staff = [
        (Person(id=name, name=name, email=address), [Role.LEGAL_OFFICER])
        for name, address in LAWYERS.items()
    ]
    enrol_buyer(world.store, world.actor(ENGINE), small_buyer(), staff)
    world.go(at(3, 12))
    world.lodge("1-26", "L3")
    world.go(at(3, 13))
    world.ask(L3="1-26")
    return world


def run(world: World, way: Any) -> Reminded:
    return remind(world.store, load_actor(world.store, ENGINE), way, "sv")


def rows(store: Store) -> list[tuple[str, int, str]]:
    with store.read() as work:
        found = select(Reminder).order_by(col(Reminder.sent_at), col(Reminder.person_id))
        return [(row.item, row.days_before, row.person_id) for row in work.session.exec(found)]


NEW_GROUNDS = f"{TENDER}/1-26:new_grounds"


def test_nothing_goes_until_a_week_before_and_then_once_to_each(world: World) -> None:
    outbox = Outbox()
    world.go(at(3, 25))
    assert run(world, outbox) == Reminded()
    # The last day for new grounds is 2 April.
    world.go(at(3, 26))
    assert run(world, outbox).sent == ("advocate", "lawyer")
    assert run(world, outbox) == Reminded()
    assert rows(world.store) == [(NEW_GROUNDS, 7, "advocate"), (NEW_GROUNDS, 7, "lawyer")]
    assert [mail.address for mail in outbox.mails] == sorted(LAWYERS.values())
    assert "2026-04-02 (om 7 dagar)" in outbox.mails[0].body
    assert world.journal()[-2:] == ["lawyer.reminded", "lawyer.reminded"]


def test_a_run_that_was_lost_is_made_up_for_by_the_next_and_each_step_goes_once(
    world: World,
) -> None:
    outbox = Outbox()
    for day in (27, 28, 29, 30, 31):
        world.go(at(3, day))
        run(world, outbox)
    for day in (1, 2, 3, 4):
        world.go(at(4, day))
        run(world, outbox)
    steps = [days for _, days, person in rows(world.store) if person == "lawyer"]
    assert steps == [7, 3, 1, 0]


def test_a_server_that_takes_nothing_leaves_it_owed(world: World) -> None:
    world.go(at(3, 26))
    done = run(world, Outbox(broken=True))
    assert (done.sent, [each.person_id for each in done.failed]) == ((), ["advocate", "lawyer"])
    assert done.failed[0].why.en == "The reminder to advocate did not go out: the server is away."
    assert rows(world.store) == []
    assert run(world, Outbox()).sent == ("advocate", "lawyer")


def test_a_crash_before_it_is_recorded_sends_the_same_message_again_known_as_the_same(
    world: World,
) -> None:
    world.go(at(3, 26))
    outbox = Outbox(crash=True)
    with pytest.raises(KeyboardInterrupt):
        run(world, outbox)
    assert rows(world.store) == []
    outbox.crash = False
    run(world, outbox)
    first, again, _ = (mail.message_id for mail in outbox.mails)
    assert first == again


def test_two_runs_at_once_send_each_mail_once(world: World) -> None:
    world.go(at(3, 26))
    outbox = Outbox()
    threads = [threading.Thread(target=run, args=(world, outbox)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(mail.person_id for mail in outbox.mails) == ["advocate", "lawyer"]
    assert len(rows(world.store)) == 2


def test_somebody_without_an_address_is_told_of_and_stops_nobody(world: World) -> None:
    staff = [(Person(id="lawyer", name="lawyer", email=""), [Role.LEGAL_OFFICER])]
    enrol_buyer(world.store, world.actor(ENGINE), small_buyer(), staff)
    world.go(at(3, 26))
    done = run(world, Outbox())
    assert (done.sent, [each.person_id for each in done.failed]) == (("advocate",), ["lawyer"])


def test_by_e_mail_it_goes_through_the_server_that_letters_go_by(world: World) -> None:
    inbox = Inbox()
    world.go(at(3, 26))
    with serving(inbox) as port:
        server = SmtpServer("127.0.0.1", port, Security.NONE, "upphandling@demo.example")
        assert run(world, ReminderPost(server)).sent == ("advocate", "lawyer")
        assert run(world, ReminderPost(server)) == Reminded()
    assert inbox.recipients == sorted(LAWYERS.values())
    mail = inbox.mails[0]
    assert mail["Subject"] == "Påminnelse: att göra till 2026-04-02"
    assert mail["Auto-Submitted"] == "auto-generated"
    body = mail.get_content()
    assert "1-26" in body
    assert "west" not in body.casefold()


def test_a_server_that_is_away_or_refuses_leaves_it_owed(world: World) -> None:
    world.go(at(3, 26))
    gone = SmtpServer("127.0.0.1", free_port(), Security.NONE, "upphandling@demo.example")
    assert len(run(world, ReminderPost(gone)).failed) == 2
    inbox = Inbox(refused=frozenset({LAWYERS["lawyer"]}))
    with serving(inbox) as port:
        server = SmtpServer("127.0.0.1", port, Security.NONE, "upphandling@demo.example")
        done = run(world, ReminderPost(server))
    assert (done.sent, [each.person_id for each in done.failed]) == (("advocate",), ["lawyer"])
    assert [person for _, _, person in rows(world.store)] == ["advocate"]


def test_a_demo_puts_them_in_a_folder(world: World) -> None:
    world.go(at(3, 26))
    assert remind_lawyers(world.store, "en") == 2
    assert remind_lawyers(world.store, "en") == 0
    way = way_of(world.store, Settings())
    assert isinstance(way, ReminderFolder)
    files = sorted(way.folder.iterdir())
    assert [file.name.split("-")[0] for file in files] == ["advocate", "lawyer"]
    assert files[0].read_text(encoding="utf-8").startswith("Reminder: due by 2026-04-02\n")


def test_where_no_mail_server_is_set_nothing_goes_and_that_is_said(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TILLDELA_SMTP_HOST", raising=False)
    settings = Settings(data_dir=tmp_path / "live")
    store = install(settings, InstallationKind.LIVE)
    with pytest.raises(ActRefused) as refusal:
        way_of(store, settings)
    assert refusal.value.reason.code == "reminder.no_server"
    store.engine.dispose()
