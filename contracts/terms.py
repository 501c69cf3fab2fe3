"""What the tender says of the service, as stored in `Tender.service_terms`.

The shape: ``{"name", "purpose": {sv, en}, "parts": [{"name": {sv, en}, "length",
"content", "report": {sv, en} | None}], "kpis": [{"name", "definition", "target"}]}``,
every text in both languages.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from documents.contexts import KpiTarget, Service, ServicePart
from law.reasons import Lang


def service_of(stored: Mapping[str, Any], lang: Lang) -> Service:
    return Service(
        name=stored["name"],
        purpose=stored["purpose"][lang],
        parts=[
            ServicePart(
                name=part["name"][lang],
                length=part["length"][lang],
                content=part["content"][lang],
                report=part["report"][lang] if part["report"] else None,
            )
            for part in stored["parts"]
        ],
    )


def kpi_targets_of(stored: Mapping[str, Any], lang: Lang) -> list[KpiTarget]:
    return [
        KpiTarget(
            name=kpi["name"][lang], definition=kpi["definition"][lang], target=kpi["target"][lang]
        )
        for kpi in stored["kpis"]
    ]
