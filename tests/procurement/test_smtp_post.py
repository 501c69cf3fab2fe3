"""Letters by e-mail, to real servers on this machine."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from sqlmodel import col, select

from law.reasons import ActRefused
from models.letters import Channel, Dispatch
from models.parties import InstallationKind, Organisation
from models.settings import Settings
from procurement.letters.posts import FolderPost, PaperOnly, Proof, SetLetter
from procurement.letters.smtp_post import Security, SmtpPost, SmtpServer, smtp_server, usable
from procurement.letters.ways import ways_of
from registry.enrolment import install
from tests.procurement.letters_out import (
    ALL,
    enrol_as,
    give_addresses,
    paper_folder,
    send,
    smtp,
)
from tests.procurement.mail_servers import (
    PASSWORD,
    USER,
    Inbox,
    certificate,
    free_port,
    known_user,
    serving,
)
from tests.procurement.small_papers import TENDER, at
from tests.procurement.small_tender import World

WorldAt = Callable[[str], World]
D1 = f"{TENDER}/D1"


def dispatched(world: World) -> dict[str, Dispatch]:
    with world.store.read() as work:
        rows = work.session.exec(select(Dispatch).order_by(col(Dispatch.outgoing_id))).all()
    return {row.outgoing_id.rpartition(":")[2]: row for row in rows}


@pytest.fixture
def world(world_at: WorldAt) -> World:
    world = world_at("decided")
    give_addresses(world)
    return world


def test_each_letter_goes_to_its_own_recipient_with_the_servers_answer_as_proof(
    world: World,
) -> None:
    inbox = Inbox()
    with serving(inbox) as port:
        sent = send(world, smtp(port))
        again = send(world, smtp(port))
    assert sent.sent == tuple(f"{D1}:{name}" for name in sorted(ALL))
    assert (sent.failed, sent.to_post, again.sent) == ((), (), ())
    assert inbox.recipients == [ALL[name] for name in sorted(ALL)]
    rows = dispatched(world)
    assert [
        (row.transport, row.channel, row.address, row.proof, row.stated_last_day)
        for row in rows.values()
    ] == [
        ("smtp", "electronic", ALL[name], f"250 2.0.0 Queued as {number}", date(2026, 3, 12))
        for number, name in enumerate(sorted(ALL), start=1)
    ]
    for row, mail, content in zip(rows.values(), inbox.mails, inbox.contents, strict=True):
        assert row.message_id == mail["Message-ID"]
        assert row.message_sha256 is not None
        assert world.store.blobs.get(row.message_sha256).strip() == content.strip()
        (attached,) = mail.iter_attachments()
        assert attached.get_content() == world.store.blobs.get(row.pdf_sha256)


def test_the_mail_says_whose_letter_it_is_and_nothing_of_what_is_in_it(world: World) -> None:
    inbox = Inbox()
    with serving(inbox) as port:
        send(world, smtp(port))
    mail = inbox.mails[0]
    assert mail["Subject"] == "Brev i ärende DEMO 2026/1"
    assert mail["From"] == "Demomyndigheten <upphandling@demo.example>"
    assert mail["To"] == "Demo East AB <east@provider.example>"
    text = mail.get_body()
    assert text is not None
    said = text.get_content()
    assert "ett brev från Demomyndigheten" in said
    assert "Inget avtal sluts genom detta meddelande" in said
    for secret in ("jämförelsepris", "tilldel", "kr", "vinn"):
        assert secret not in said.lower().replace("skriv", "").replace("tack", "")


def test_a_refused_recipient_is_still_owed_and_all_others_get_theirs(world: World) -> None:
    inbox = Inbox(refused=frozenset({ALL["north"]}))
    with serving(inbox) as port:
        sent = send(world, smtp(port))
    assert sent.sent == (f"{D1}:east", f"{D1}:south", f"{D1}:west")
    (failure,) = sent.failed
    assert failure.outgoing_id == f"{D1}:north"
    assert failure.why.en == (
        f"The letter {D1}:north did not go out: the mail server 127.0.0.1:{port} did not take it:"
        " 550 5.1.1 No such user here."
    )
    assert "north" not in dispatched(world)
    cured = Inbox()
    with serving(cured) as port:
        assert send(world, smtp(port)).sent == (f"{D1}:north",)


def test_a_server_that_is_away_leaves_every_letter_owed(world: World) -> None:
    before, port = world.dump(), free_port()
    sent = send(world, smtp(port))
    assert (sent.sent, len(sent.failed)) == ((), 4)
    assert "Connection refused" in sent.failed[0].why.sv
    assert world.dump() == before


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_it_is_encrypted_and_logged_in_before_anything_is_said(
    world: World, security: Security, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trusted, context = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    wrapped = {"ssl_context": context}
    asked = {"tls_context": context, "require_starttls": True}
    options: dict[str, Any] = asked if security is Security.STARTTLS else wrapped
    who = {"authenticator": known_user, "auth_required": True}
    if security is Security.TLS:
        # To aiosmtpd TLS from the first byte is no TLS.
        who["auth_require_tls"] = False
    inbox = Inbox()
    with serving(inbox, **options, **who) as port:
        login = {"user": USER, "password": PASSWORD, "security": security}
        assert len(send(world, smtp(port, **login)).sent) == 4
    assert len(inbox.mails) == 4


def test_a_wrong_password_and_a_server_nobody_vouches_for_leave_the_letters_owed(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trusted, context = certificate(tmp_path)
    inbox, before = Inbox(), world.dump()
    login = {"user": USER, "password": "another", "security": Security.STARTTLS}
    options: dict[str, Any] = {"tls_context": context, "authenticator": known_user}
    with serving(inbox, **options) as port:
        unknown = send(world, smtp(port, **login))
        monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
        wrong = send(world, smtp(port, **login))
    with serving(inbox) as port:
        unencrypted = send(world, smtp(port, security=Security.STARTTLS))
    assert "CERTIFICATE_VERIFY_FAILED" in unknown.failed[0].why.en
    assert wrong.failed[0].why.en.endswith("did not take it: 535 login refused.")
    assert "STARTTLS extension not supported" in unencrypted.failed[0].why.en
    assert (inbox.mails, world.dump()) == ([], before)


class Crash(Exception):
    """The machine went down."""


class CrashingPost(SmtpPost):
    """Sends, and goes down before anything can be recorded."""

    def deliver(self, letter: SetLetter) -> Proof:
        super().deliver(letter)
        raise Crash


def test_a_letter_sent_again_after_a_crash_is_recognised_by_its_number(world: World) -> None:
    inbox, before = Inbox(), world.dump()
    with serving(inbox) as port:
        with pytest.raises(Crash):
            send(world, CrashingPost(smtp(port).server))
        assert world.dump() == before
        world.clock.at = at(3, 2, 10)
        assert len(send(world, smtp(port)).sent) == 4
    numbers = [mail["Message-ID"] for mail in inbox.mails]
    assert numbers[0] == numbers[1]
    assert len(set(numbers)) == 4


@pytest.mark.parametrize(
    "name",
    [
        "Ond AB\r\nBcc: someone@else.example",
        "Ond AB\nSubject: Ni har vunnit",
        "Ond\u2028AB\u0085\x00\x1b",
        'Citat "AB" <x@y.example>',
        "Ångströms Öar & Éclair AB",
        "株式会社",
        "N" * 300,
    ],
)
def test_a_hostile_or_foreign_name_makes_no_header_of_its_own(world: World, name: str) -> None:
    enrol_as(world, east={"name": name})
    inbox = Inbox()
    with serving(inbox) as port:
        assert len(send(world, smtp(port)).sent) == 4
    mail = inbox.mails[0]
    assert sorted(mail.keys()) == sorted(inbox.mails[1].keys())
    assert mail["Subject"] == "Brev i ärende DEMO 2026/1"
    (to,) = mail["To"].addresses
    assert to.addr_spec == ALL["east"]
    shown = " ".join(part for part in "".join(c if c.isprintable() else " " for c in name).split())
    assert to.display_name == shown


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("a@b.example", True),
        ("å@b.example", False),
        ("a@xn--5ca.example", True),
        ("", False),
        ("nobody", False),
        ("a@b.example\nBcc: c@d.example", False),
        ("a@b.example,c@d.example", False),
        ("A <a@b.example>", False),
        ("a b@c.example", False),
        ("a@b@c.example", False),
        ("a..b@c.example", False),
        (".a@b.example", False),
    ],
)
def test_only_one_plain_address_is_one(address: str, good: bool) -> None:
    east = Organisation(
        id="east", name="", org_number="", address="", city="", email=address,
        contact_person="", signatory="",
    )  # fmt: skip
    channel = SmtpPost(SmtpServer("h", 25, Security.NONE, "x@y.example")).channel_to(east)
    assert (usable(address), channel is Channel.ELECTRONIC) == (good, good)


def test_whoever_has_no_address_gets_paper_and_everybody_fifteen_days(world: World) -> None:
    give_addresses(world, west="")
    inbox = Inbox()
    with serving(inbox) as port:
        sent = send(world, smtp(port))
    assert sent.sent == (f"{D1}:east", f"{D1}:north", f"{D1}:south")
    assert sent.to_post == (paper_folder(world) / "2026-03-02" / "DEMO-1-D1-west.pdf",)
    stated = {row.stated_last_day for row in dispatched(world).values()}
    assert stated == {date(2026, 3, 17)}


FULL: dict[str, Any] = {"smtp_host": "mail.example", "smtp_from": "a@b.example"}
PASS = SecretStr("secret")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, ("starttls", 587, None)),
        ({"smtp_security": "tls"}, ("tls", 465, None)),
        ({"smtp_security": "none", "smtp_port": "2525"}, ("none", 2525, None)),
        ({"smtp_user": "u", "smtp_password": PASS}, ("starttls", 587, "u")),
    ],
)
def test_settings_name_a_server(given: dict[str, Any], expected: tuple[Any, ...]) -> None:
    server = smtp_server(Settings(**FULL, **given))
    assert server is not None
    assert (server.security, server.port, server.user) == expected
    assert "secret" not in repr(server)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"smtp_from": None}, "TILLDELA_SMTP_FROM is no address"),
        ({"smtp_from": "a@b.example\nBcc: c@d.example"}, "TILLDELA_SMTP_FROM is no address"),
        ({"smtp_port": "many"}, "TILLDELA_SMTP_PORT cannot be many"),
        ({"smtp_port": "70000"}, "TILLDELA_SMTP_PORT cannot be 70000"),
        ({"smtp_security": "ssl"}, "TILLDELA_SMTP_SECURITY cannot be ssl"),
        ({"smtp_user": "u"}, "Only one of"),
        ({"smtp_password": PASS}, "Only one of"),
        (
            {"smtp_user": "u", "smtp_password": PASS, "smtp_security": "none"},
            "A password would go to the mail server in clear",
        ),
    ],
)
def test_settings_that_are_not_whole_are_refused(given: dict[str, Any], said: str) -> None:
    with pytest.raises(ActRefused) as refusal:
        smtp_server(Settings(**(FULL | given)))
    assert said in refusal.value.in_("en")


def test_a_demo_never_sends_mail(world: World, tmp_path: Path) -> None:
    post, _ = ways_of(world.store, Settings(**FULL))
    assert isinstance(post, FolderPost)
    live = install(Settings(data_dir=tmp_path / "live"), InstallationKind.LIVE, None)
    assert isinstance(ways_of(live, Settings(**FULL))[0], SmtpPost)
    assert isinstance(ways_of(live, Settings())[0], PaperOnly)
    live.engine.dispose()
