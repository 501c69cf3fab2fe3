"""Reminders go as letters do: by e-mail, or from a demo into a folder."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path

from appeals.worklist.reminder_mail import Line, NotSent, ReminderMail, Way
from law.reasons import Text, refuse
from models.settings import Settings
from models.store import Store
from procurement.letters.posts import NotDelivered
from procurement.letters.smtp_post import SmtpPost, SmtpServer, one_line, smtp_server, usable
from procurement.letters.ways import letters_folder
from procurement.tenders.wording import is_demo

# The reminders of one mail are being recorded while it is sent, and others wait for that.
TIMEOUT_SECONDS = 5


def way_of(store: Store, settings: Settings) -> Way:
    """Raises `ActRefused` where no mail server is set, or one only half."""
    with store.read() as work:
        demo = is_demo(work)
    if demo:
        return ReminderFolder(letters_folder(store) / "reminders")
    server = smtp_server(settings)
    if server is None:
        raise refuse(
            "reminder.no_server",
            sv="Ingen e-postserver är inställd, och inga påminnelser går i väg",
            en="No mail server is set, and no reminders go out",
            todo_sv="Ställ in TILLDELA_SMTP_HOST; listan visar tilldela appeals worklist",
            todo_en="Set TILLDELA_SMTP_HOST; tilldela appeals worklist shows the list",
        )
    return ReminderPost(server)


@dataclass(frozen=True)
class ReminderFolder:
    """Each mail as a text file, under a name of its own."""

    folder: Path

    def reaches(self, address: str) -> bool:
        return True

    @contextmanager
    def line(self) -> Iterator[Line]:
        yield self

    def send(self, mail: ReminderMail) -> None:
        path = self.folder / f"{mail.person_id}-{mail.message_id}.txt"
        part = path.with_name(f".{path.name}.part")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            part.write_text(f"{mail.subject}\n\n{mail.body}", encoding="utf-8")
            part.replace(path)
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise NotSent(
                Text(
                    f"mappen {self.folder} tog inte emot det: {why}",
                    f"the folder {self.folder} did not take it: {why}",
                )
            ) from error


@dataclass(frozen=True)
class ReminderPost:
    """By e-mail, through the server that letters go by."""

    server: SmtpServer

    def reaches(self, address: str) -> bool:
        return usable(address)

    @contextmanager
    def line(self) -> Iterator[Line]:
        post = SmtpPost(self.server, timeout=TIMEOUT_SECONDS)
        try:
            with post.connected() as smtp:
                yield _Connected(post, smtp)
        except NotDelivered as failure:
            raise NotSent(failure.why) from failure


@dataclass(frozen=True)
class _Connected:
    post: SmtpPost
    smtp: smtplib.SMTP

    def send(self, mail: ReminderMail) -> None:
        """Raises `NotDelivered`, which the line turns into `NotSent`."""
        content = message_of(mail, self.post.server.sender).as_bytes()
        self.post.hand_over(self.smtp, mail.address, content)


def message_of(mail: ReminderMail, sender: str) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(display_name="Tilldela", addr_spec=sender)
    message["To"] = Address(display_name=one_line(mail.name), addr_spec=mail.address)
    message["Subject"] = one_line(mail.subject)
    message["Date"] = format_datetime(mail.sent_at)
    message["Message-ID"] = f"<{mail.message_id}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.body, cte="quoted-printable")
    return message
