"""A context that does not fit together is refused before any page is set."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

import pytest
from pydantic import TypeAdapter, ValidationError

from documents.contexts import DocumentContext, DocumentName
from documents.library import DOCUMENTS
from documents.parts import Lang

Sample = Callable[[DocumentName, Lang], DocumentContext]
ANY: TypeAdapter[DocumentContext] = TypeAdapter(DocumentContext)


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("lang", get_args(Lang))
def test_a_context_survives_the_way_to_the_worker(
    sample: Sample, document: DocumentName, lang: Lang
) -> None:
    context = sample(document, lang)
    assert ANY.validate_json(context.model_dump_json()) == context


@pytest.mark.parametrize(
    ("document", "changes", "complaint"),
    [
        ("performance", {"chart": "K9"}, "no KPI has the code 'K9'"),
        ("contract", {"price_per_participant_month_ore": 12345.5}, "valid integer"),
        ("contract", {"currency": "kr"}, "match pattern"),
        ("opening", {"officers": [{"name": "Maja Demo", "role": "x"}]}, "at least 2"),
        ("opening", {"opened_at": "2026-02-02T08:00:00"}, "timezone"),
        ("letter", {"checkpoint": {"size": 1, "root": "not hex"}}, "match pattern"),
        ("letter", {"surprise": 1}, "Extra inputs"),
        ("evaluation", {"columns": ["price"]}, "one value per column"),
    ],
)
def test_a_context_that_does_not_fit_is_refused(
    sample: Sample, document: DocumentName, changes: dict[str, Any], complaint: str
) -> None:
    whole = sample(document, "sv").model_dump() | changes
    with pytest.raises(ValidationError, match=complaint):
        ANY.validate_python(whole)
