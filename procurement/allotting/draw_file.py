"""A draw from a file: the tender, the lot, every opened bid's envelope, and who tie."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from law.reasons import ActRefused, Basis, refuse
from procurement.allotting.draw import seed_of, tickets
from procurement.evaluation.criteria import check_ids
from procurement.exact.files import Id, read_exact

Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class DrawFile(BaseModel):
    """``envelopes``: every opened bid of the tender → the SHA-256 of its sealed envelope."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    tender: Id
    lot: Id
    envelopes: dict[Id, Sha256]
    tied: Annotated[tuple[Id, ...], Field(min_length=2)]


@dataclass(frozen=True)
class Drawn:
    """``tickets`` in the order drawn: the first has won."""

    file: DrawFile
    seed: str
    tickets: dict[str, str]


def draw_file(path: Path) -> Drawn:
    """Read and draw; raises `ActRefused` in one sentence where either cannot be done."""
    file = read_exact(path, DrawFile)
    check_ids(file.tied, "anbud", "bids")
    for unknown in sorted(set(file.tied) - set(file.envelopes))[:1]:
        raise _no_envelope(unknown)
    seed = seed_of(file.tender, file.envelopes)
    return Drawn(file, seed, tickets(seed, file.lot, file.tied))


def _no_envelope(bid_id: str) -> ActRefused:
    return refuse(
        "draw.no_envelope",
        sv=f"{bid_id} i tied har inget kuvert i envelopes",
        en=f"{bid_id} in tied has no envelope in envelopes",
        todo_sv="Ta med varje öppnat anbud i upphandlingen",
        todo_en="Include every opened bid of the tender",
        basis=Basis.HOUSE_RULE,
    )
