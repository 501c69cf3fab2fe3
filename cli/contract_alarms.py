"""How `tilldela contract list` tells of a contract that is not as it should be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cli.answering import cited
from contracts.alarms import ContractAlarm
from law.reasons import Lang, Reason, Text


def alarm_lines(alarm: ContractAlarm) -> Iterator[Text]:
    """What it is, then each reason and consequence on a line of its own."""
    if alarm.stopped is not None:
        yield Text(
            f"{alarm.contract_id}: får inte fullgöras",
            f"{alarm.contract_id}: may not be performed",
        )
        yield from map(_line, alarm.stopped.reasons)
    if alarm.unlawful is not None:
        against_law = alarm.unlawful.unlawful
        yield Text(
            f"{alarm.contract_id}: ingånget"
            f" {'i strid med lagen' if against_law else 'utan att allt var klart'}",
            f"{alarm.contract_id}: concluded"
            f" {'against the law' if against_law else 'before all was ready'}",
        )
        yield from map(_line, (*alarm.unlawful.reasons, *alarm.unlawful.follows.reasons))


def _line(reason: Reason) -> Text:
    told = cited(reason)
    return Text(f"· {told.sv}", f"· {told.en}")


def alarm_json(alarm: ContractAlarm, lang: Lang) -> dict[str, Any]:
    unlawful, stopped = alarm.unlawful, alarm.stopped
    until = unlawful.follows.review_until if unlawful else None
    return {
        "contract": alarm.contract_id,
        "number": alarm.number,
        "alarm": {
            "unlawful": unlawful is not None and unlawful.unlawful,
            "stopped": stopped is not None,
            "reasons": [each.as_json(lang) for each in unlawful.reasons] if unlawful else [],
            "follows": [each.as_json(lang) for each in unlawful.follows.reasons]
            if unlawful
            else [],
            "review_until": until.isoformat() if until else None,
            "stopped_by": [each.as_json(lang) for each in stopped.reasons] if stopped else [],
        },
    }
