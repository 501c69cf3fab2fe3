"""Where the letters of tests end up."""

from __future__ import annotations

from dataclasses import dataclass, field

from models.letters import Channel, Transport
from models.parties import Organisation
from procurement.letters.posts import Proof, SetLetter


@dataclass
class Letterbox:
    """Where letters end up: each delivery, in order."""

    channel: Channel = Channel.ELECTRONIC
    delivered: list[tuple[str, bytes]] = field(default_factory=list)

    def channel_to(self, organisation: Organisation) -> Channel:
        return self.channel

    def deliver(self, letter: SetLetter) -> Proof:
        name = letter.letter.file_name
        self.delivered.append((name, letter.pdf))
        by_mail = self.channel is Channel.POST
        return Proof(Transport.MAIL if by_mail else Transport.FOLDER, "", "", name)
