"""How letters leave the house: into a folder, by e-mail (`smtp_post`), or on paper."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from law.reasons import Text
from models.letters import Channel, Transport
from models.parties import Organisation
from procurement.letters.outbox import AnyLetter


@dataclass(frozen=True)
class SetLetter:
    """A letter as set, on its way out. `pdf` is exactly what the tenderer gets."""

    letter: AnyLetter
    pdf: bytes


@dataclass(frozen=True)
class Proof:
    """What shows that a letter went out; `message` is an e-mail as sent."""

    transport: Transport
    address: str
    message_id: str
    proof: str
    message: bytes | None = None


class NotDelivered(Exception):
    """The letter did not go out, and is still owed. `why` is one clause without its end."""

    def __init__(self, why: Text, *, away: bool = False) -> None:
        """`away`: nothing else would go out this way now either."""
        self.why = why
        self.away = away
        super().__init__(why.en)


class Post(Protocol):
    """Delivering the same letter twice is harmless: it is recognised as the same."""

    def channel_to(self, organisation: Organisation) -> Channel: ...

    def deliver(self, letter: SetLetter) -> Proof:
        """Raises `NotDelivered`."""


class FolderPost:
    """Puts letters in a folder, from which the buyer's registry sends them electronically."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def channel_to(self, organisation: Organisation) -> Channel:
        return Channel.ELECTRONIC

    def deliver(self, letter: SetLetter) -> Proof:
        name = letter.letter.file_name
        _put(self.folder / name, letter.pdf)
        return Proof(Transport.FOLDER, address="", message_id="", proof=name)


class PaperOnly:
    """Where no mail server is set, no letter goes electronically: each is printed and posted."""

    def channel_to(self, organisation: Organisation) -> Channel:
        return Channel.POST

    def deliver(self, letter: SetLetter) -> Proof:
        raise NotDelivered(
            Text("ingen e-postserver är inställd", "no mail server is set"), away=True
        )


class MailPost:
    """Paper: letters are put in a folder to be printed; that they were posted is recorded later.

    The folder's name is the day that its letters bear, the only day on which they may be
    posted as they are.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def prepare(self, letter: SetLetter) -> Path:
        """Raises `NotDelivered`."""
        path = self.path_of(letter.letter.sent_on.isoformat(), letter.letter.file_name)
        _put(path, letter.pdf)
        return path

    def path_of(self, day: str, file_name: str) -> Path:
        return self.folder / day / file_name


def _put(path: Path, content: bytes) -> None:
    """Whole or not at all: a crash never leaves half a letter under its name."""
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        why, folder = error.strerror or type(error).__name__, path.parent
        raise NotDelivered(
            Text(
                f"mappen {folder} tog inte emot det: {why}",
                f"the folder {folder} did not take it: {why}",
            )
        ) from error
