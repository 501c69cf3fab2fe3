"""What a rule answers when there is no answer: the facts, or the rules, disagree."""

from __future__ import annotations

from law.reasons import Text


class ImpossibleFacts(ValueError):
    """Facts that cannot all be true, or that no rule has an answer for.

    ``text`` says which, in one sentence without a final stop.
    """

    def __init__(self, *, sv: str, en: str) -> None:
        self.text = Text(sv, en)
        super().__init__(en)


class RulesDisagree(ValueError):
    """Two rules that both apply and give different answers; never "the first wins"."""

    def __init__(self, *, sv: str, en: str) -> None:
        self.text = Text(sv, en)
        super().__init__(en)
