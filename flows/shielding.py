"""Keep what a service says of bidders, prices and people out of Prefect's database.

Prefect stores a failed run's message and traceback, and shows them to everybody
who reaches its pages. A refusal may name a bid or a firm; before the award
decision not even a count may be seen there (OSL 19:3).
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from law.reasons import ActRefused

# Not one of Prefect's loggers: what it says stays with this process.
LOG = logging.getLogger("tilldela.flows")


class RunStopped(Exception):
    """Why a run ended, as a code; Prefect keeps that. The whole sentence stays with us."""

    def __init__(self, told: str, refusal: ActRefused | None = None) -> None:
        super().__init__(told)
        self.refusal = refusal


@contextmanager
def shielded(what: str) -> Iterator[None]:
    """`what` is the id of the tender that the run is about."""
    try:
        yield
    except ActRefused as refusal:
        LOG.warning("%s: %s", what, refusal)
        raise RunStopped(f"{what}: refused ({refusal.reason.code})", refusal) from None
    except RunStopped:
        raise
    except Exception as error:
        LOG.exception("%s: the run failed", what)
        raise RunStopped(f"{what}: failed ({type(error).__name__})") from None
