"""Letters by e-mail: each to one recipient, and the receiving server's answer is the proof."""

from __future__ import annotations

import re
import smtplib
import ssl
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from enum import StrEnum
from hashlib import sha256

from law.reasons import ActRefused, Text, refuse
from models.letters import Channel, Transport
from models.parties import Organisation
from models.settings import Settings
from procurement.letters.posts import NotDelivered, Proof, SetLetter

TIMEOUT_SECONDS = 30
# One address and nothing else: no name, no list, no line break.
# A name or password that is not ASCII cannot be sent to every server.
FAULTS = (smtplib.SMTPException, OSError, UnicodeError)
ADDRESS = re.compile(r"[^\s@<>(),;:\"\[\]\\]{1,64}@[^\s@<>(),;:\"\[\]\\]{1,253}")


class Security(StrEnum):
    """TLS asked for once connected, TLS from the first byte, or none (a server next door)."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


_USUAL_PORT = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}


@dataclass(frozen=True)
class SmtpServer:
    host: str
    port: int
    security: Security
    sender: str
    user: str | None = None
    password: str | None = None

    def __repr__(self) -> str:
        """Without the password: this may end up in a traceback."""
        return f"SmtpServer({self.host}:{self.port})"


def smtp_server(settings: Settings) -> SmtpServer | None:
    """None where no server is set; raises `ActRefused` for settings that are not whole."""
    if not settings.smtp_host:
        return None
    sender, user = settings.smtp_from or "", settings.smtp_user
    if not usable(sender):
        raise _unfit(
            Text("TILLDELA_SMTP_FROM är ingen e-postadress", "TILLDELA_SMTP_FROM is no address"),
            Text("Ange adressen som breven kommer från", "Give the one that letters come from"),
        )
    security = _security(settings.smtp_security)
    password = settings.smtp_password.get_secret_value() if settings.smtp_password else None
    if bool(user) != bool(password):
        raise _unfit(
            Text(
                "Bara en av TILLDELA_SMTP_USER och TILLDELA_SMTP_PASSWORD är satt",
                "Only one of TILLDELA_SMTP_USER and TILLDELA_SMTP_PASSWORD is set",
            ),
            Text("Sätt båda, eller ingen", "Set both, or neither"),
        )
    if user and security is Security.NONE:
        raise _unfit(
            Text(
                "Ett lösenord skulle gå okrypterat till e-postservern",
                "A password would go to the mail server in clear",
            ),
            Text(
                "Sätt TILLDELA_SMTP_SECURITY till starttls eller tls",
                "Set TILLDELA_SMTP_SECURITY to starttls or tls",
            ),
        )
    port = _port(settings.smtp_port) or _USUAL_PORT[security]
    return SmtpServer(settings.smtp_host, port, security, sender, user, password)


def _security(written: str) -> Security:
    try:
        return Security(written)
    except ValueError:
        raise _unfit(
            Text(
                f"TILLDELA_SMTP_SECURITY kan inte vara {written}",
                f"TILLDELA_SMTP_SECURITY cannot be {written}",
            ),
            Text("Sätt den till starttls, tls eller none", "Set it to starttls, tls or none"),
        ) from None


def _port(written: str | None) -> int | None:
    if not written:
        return None
    if not (written.isascii() and written.isdigit() and 0 < int(written) < 65536):
        raise _unfit(
            Text(
                f"TILLDELA_SMTP_PORT kan inte vara {written}",
                f"TILLDELA_SMTP_PORT cannot be {written}",
            ),
            Text("Sätt den till ett portnummer, som 587", "Set it to a port number, as 587"),
        )
    return int(written)


def _unfit(what: Text, todo: Text) -> ActRefused:
    return refuse("smtp.settings", sv=what.sv, en=what.en, todo_sv=todo.sv, todo_en=todo.en)


def usable(address: str) -> bool:
    """Whether it is one plain address, in ASCII as every server takes it."""
    if ADDRESS.fullmatch(address) is None or not (address.isascii() and address.isprintable()):
        return False
    try:
        # What would be no address in a header is none: two dots in a row, say.
        return Address(addr_spec=address).addr_spec == address
    except ValueError:
        return False


class SmtpPost:
    """Sends through one server. Whoever has no usable address gets the letter on paper."""

    def __init__(self, server: SmtpServer, timeout: float = TIMEOUT_SECONDS) -> None:
        self.server = server
        self.timeout = timeout

    def channel_to(self, organisation: Organisation) -> Channel:
        return Channel.ELECTRONIC if usable(organisation.email) else Channel.POST

    def deliver(self, letter: SetLetter) -> Proof:
        address = letter.letter.address
        message = message_of(letter, self.server.sender)
        content = message.as_bytes()
        with self.connected() as smtp:
            answer = self.hand_over(smtp, address, content)
        return Proof(Transport.SMTP, address, str(message["Message-ID"]), answer, content)

    @contextmanager
    def connected(self) -> Iterator[smtplib.SMTP]:
        """A connection that is ready to take letters. Raises `NotDelivered`."""
        try:
            smtp = self._connected()
        except FAULTS as error:
            raise self._not_taken(error, away=True) from error
        try:
            yield smtp
        finally:
            _leave(smtp)

    def hand_over(self, smtp: smtplib.SMTP, address: str, content: bytes) -> str:
        """The server's answer, from which on the letter is its own. Raises `NotDelivered`."""
        try:
            return _transaction(smtp, self.server.sender, address, content)
        except FAULTS as error:
            raise self._not_taken(error, away=False) from error

    def _connected(self) -> smtplib.SMTP:
        """Greeted, encrypted where that is asked for, and logged in."""
        server, context = self.server, ssl.create_default_context()
        where = (server.host, server.port)
        smtp = (
            smtplib.SMTP_SSL(*where, timeout=self.timeout, context=context)
            if server.security is Security.TLS
            else smtplib.SMTP(*where, timeout=self.timeout)
        )
        try:
            if server.security is Security.STARTTLS:
                smtp.starttls(context=context)
            smtp.ehlo_or_helo_if_needed()
            if server.user and server.password:
                smtp.login(server.user, server.password)
        except FAULTS:
            _leave(smtp)
            raise
        return smtp

    def _not_taken(self, error: Exception, *, away: bool) -> NotDelivered:
        where, why = f"{self.server.host}:{self.server.port}", _said(error)
        return NotDelivered(
            Text(
                f"e-postservern {where} tog inte emot det: {why}",
                f"the mail server {where} did not take it: {why}",
            ),
            away=away,
        )


def _leave(smtp: smtplib.SMTP) -> None:
    """What the server says at parting changes nothing: it has the letter, or has not."""
    with suppress(smtplib.SMTPException, OSError):
        smtp.quit()


def _transaction(smtp: smtplib.SMTP, sender: str, address: str, content: bytes) -> str:
    """Returns the server's answer to the letter itself: from then on it is the server's."""
    _taken(smtp.mail(sender))
    _taken(smtp.rcpt(address))
    return _taken(smtp.data(content))


def _taken(answer: tuple[int, bytes]) -> str:
    code, reply = answer
    if code not in (250, 251):
        raise smtplib.SMTPResponseException(code, reply)
    return f"{code} {_plain(reply)}"


def _said(error: Exception) -> str:
    """In the server's words, where it has said anything; never more than a line of them."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return f"{error.smtp_code} login refused"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_plain(error.smtp_error)}"
    return _plain(str(error)) or type(error).__name__


def _plain(said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return one_line(text)[:200]


def one_line(text: str) -> str:
    """Without line breaks and other control characters: nothing in it begins a header."""
    kept = "".join(" " if unicodedata.category(each) in _UNSEEN else each for each in text)
    return " ".join(kept.split())


# Controls, directions and other format marks, surrogates, line and paragraph separators.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def message_of(letter: SetLetter, sender: str) -> EmailMessage:
    """The e-mail. Its subject tells nothing but which case it is about."""
    told, context = letter.letter, letter.letter.context
    buyer, number = one_line(context.buyer.name), one_line(context.diary_number)
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(display_name=buyer, addr_spec=sender)
    message["To"] = Address(display_name=one_line(context.recipient.name), addr_spec=told.address)
    subject = Text(f"Brev i ärende {number}", f"Letter in case {number}")
    message["Subject"] = subject.in_(context.lang)
    message["Date"] = format_datetime(told.worded_at)
    message["Message-ID"] = f"<{_number_of(letter)}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(_body(buyer, number).in_(context.lang), cte="quoted-printable")
    message.add_attachment(
        letter.pdf, maintype="application", subtype="pdf", filename=told.file_name
    )
    return message


def _number_of(letter: SetLetter) -> str:
    """The same for the same letter: whoever gets it twice, after a crash, sees that it is one."""
    context = letter.letter.context
    named = (context.buyer.org_number, context.diary_number, letter.letter.outgoing_id)
    return sha256("\0".join(named).encode()).hexdigest()[:32]


def _body(buyer: str, number: str) -> Text:
    return Text(
        f"Hej,\n\nhär kommer ett brev från {buyer} i ärende {number}. Brevet är den bifogade"
        " PDF-filen.\n\nInget avtal sluts genom detta meddelande. Svara inte på det; kontakta"
        f" {buyer} och ange ärendets nummer.\n",
        f"Hello,\n\nthis is a letter from {buyer} in case {number}. The letter is the attached"
        " PDF file.\n\nNo contract arises from this message. Do not reply to it; contact"
        f" {buyer} and quote the number of the case.\n",
    )
