"""A condition that does not hold."""

from __future__ import annotations

from dataclasses import dataclass

from law.reasons import Reason, Text


@dataclass(frozen=True)
class Unmet:
    """Why, with the paragraph, and what to do about it."""

    reason: Reason
    todo: Text
