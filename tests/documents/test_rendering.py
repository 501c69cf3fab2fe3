"""What comes out of the renderer: the facts, the same bytes, and errors that heal."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from typing import get_args

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from documents.contexts import (
    ContractContext,
    DocumentContext,
    DocumentName,
    LetterContext,
)
from documents.library import DOCUMENTS, template_version
from documents.parts import Lang
from documents.rendering import ProcessRenderer, RenderFailed
from documents.report_contexts import EvaluationContext
from tests.documents.conftest import Rendered
from tests.documents.letter_facts import LETTER_FACTS

pytestmark = pytest.mark.render

Sample = Callable[[DocumentName, Lang], DocumentContext]

KEY_FACTS: dict[tuple[DocumentName, Lang], list[str]] = {
    ("contract", "sv"): [
        "Avtal STA-2026-A01",
        "12 345,50 kr per deltagare och månad",
        "4 maj 2026 till och med 3 maj 2028",
        "ingen volymgaranti",
        "(19 kap. 2 § LOU)",
        "20 kap. 8 § LOU",
        "Varje anbudsområde är ett eget avtal",
        "Peppol BIS Billing 3",
        "50 000 kr per tillfälle",
        "1. För leverantören",
        "2. För beställaren",
        "Får ingås från 21 mars 2026",
        "Avtalstextens kontrolltal",
        "Sida 14 (14)",
    ],
    ("contract", "en"): [
        "Contract STA-2026-A01",
        "SEK 12,345.50 per participant and month",
        "4 May 2026 to 3 May 2028",
        "no guaranteed volume",
        "(LOU 19:2)",
        "Each lot is a contract of its own",
        "1. For the provider",
        "May be concluded from 21 March 2026",
        "Digits of the contract text",
        "Page 14 (14)",
    ],
    ("letter", "sv"): [
        "Underrättelse om tilldelningsbeslut",
        "Inget avtal sluts genom denna underrättelse",
        "Avtalsspärrens sista dag 20 mars 2026",
        "Avtal får ingås tidigast 21 mars 2026",
        "Förvaltningsrätten i Demostad senast den 20 mars 2026",
        "10 345,505 kr",
        "Tilldelas inte er",
        "Diariets kontrollpunkt 439 · 9f2c 41d0 7ab3 5e66 10c4 d2b8 e7f9 0a13",
    ],
    ("letter", "en"): [
        "Notice of award decision",
        "No contract arises from this notice",
        "Last day of the standstill 20 March 2026",
        "Not awarded to you",
        "Journal checkpoint 439 · 9f2c 41d0 7ab3 5e66 10c4 d2b8 e7f9 0a13",
    ],
    **LETTER_FACTS,
    ("receipt", "sv"): [
        "Mottaget anbud",
        "2026-01-30 23:59:59.999999 +01:00",
        "32eb3b44c0ffee",
        "019f2c41d07a",
        "67213",
        "1407",
    ],
    ("receipt", "en"): ["Bid received", "2026-01-30 23:59:59.999999 +01:00", "public key"],
    ("opening", "sv"): [
        "Återkallat 2026-01-29 12:00:00",
        "Ersatt av en senare version",
        "Värdena har inte rätt form",
        "5d5d5d5d",
        "30 januari 2026 kl. 23.59.59",
        "019f2c41d07a",
        "Maja Demo",
        "Nils Demo",
        "beställarens egen regel",
    ],
    ("opening", "en"): ["30 January 2026 at 23:59:59", "the buyer's own rule", "Remarks"],
    ("evaluation", "sv"): [
        "Lägst jämförelsepris får plats 1",
        "10 100,0025 kr",
        "Tilldelas",
        "Förbigången: kapaciteten är slut",
        "Minst 34 procent under medianen. Förklaring begärd",
        "Bilaga 1",
        "A46 Växjö: Anbudsgivare 1 Demo AB vinner",
        "< 11004",
        "Uppfyller inte krav: intyg saknas",
        "Registerutdrag",
    ],
    ("evaluation", "en"): [
        "SEK 10,100.0025",
        "Awarded",
        "Passed over: no capacity left",
        "Not met",
        "Annex 1",
    ],
    ("individual_report", "sv"): [
        "Upprättad enligt 19 kap. 22 § LOU",
        "Uppgifter till och med 1 april 2026",
        "12 000 000 kr",
        "Avtal ingått",
        "Åberopar andra: Underleverantören Demo AB: 12,5 %",
        "inte ingått",
        "Obetalda skatter.",
        "Ingen förklaring kom in.",
        "Medlen räcker inte.",
        "Fel nivå räknades.",
        "Jag har arbetat där.",
        "Upphandlingen är delad i anbudsområden.",
    ],
    ("individual_report", "en"): [
        "Drawn up under LOU 19:22",
        "Facts through 1 April 2026",
        "not concluded",
        "Abnormally low bids",
        "All bids were submitted electronically.",
    ],
    ("performance", "sv"): ["3 av 4", "82 % rött", "97 % grönt", "Streckad linje = mål"],
    ("performance", "en"): ["3 out of 4", "82% red", "97% green", "Dashed line = target"],
    ("penalty", "sv"): [
        "Beslut om vite",
        "ska betala 90 000 kr i vite",
        "Räknat enligt avtalet 90 000 kr",
        "Utrymme före detta beslut 355 550,40 kr",
        "Karin Demo, avdelningschef Nils Demo, avtalscontroller gemensamt",
    ],
    ("rating", "en"): ["4 out of 4", "94.2%", "(58 + 20) / (44.6 + 20) = 1.21", "too few"],
    ("audit", "sv"): ["GR-2026-01", "C1 allvarlig", "21 september 2026 (10 arbetsdagar)", "inga"],
    ("audit", "en"): ["GR-2026-01", "C1 serious", "21 September 2026 (10 working days)", "none"],
}


def text_of(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


# One of each kind of page in the normal suite; the golden texts hold the words of all.
AT_ONCE: set[tuple[str, Lang]] = {
    ("contract", "sv"),
    ("contract", "en"),
    ("letter", "sv"),
    ("receipt", "sv"),
    ("opening", "en"),
    ("performance", "sv"),
}
FACTS_LOOKED_FOR = [
    pytest.param(*key, marks=() if key in AT_ONCE else pytest.mark.slow) for key in KEY_FACTS
]


def test_all_documents_are_known_by_name() -> None:
    assert get_args(DocumentName) == DOCUMENTS


@pytest.mark.parametrize(("document", "lang"), FACTS_LOOKED_FOR)
def test_a_document_says_what_its_context_says(
    rendered: Rendered, document: DocumentName, lang: Lang
) -> None:
    text = text_of(rendered[document, lang])
    assert [fact for fact in KEY_FACTS[document, lang] if fact not in text] == []


@pytest.mark.parametrize(("document", "lang"), FACTS_LOOKED_FOR)
def test_a_document_names_its_language_title_and_author_and_no_date(
    rendered: Rendered, document: DocumentName, lang: Lang
) -> None:
    reader = PdfReader(io.BytesIO(rendered[document, lang]))
    meta = reader.metadata
    assert meta is not None
    assert str(reader.root_object["/Lang"]) == lang
    assert "/StructTreeRoot" in reader.root_object
    assert meta.author == "Demomyndigheten för arbetsliv"
    assert meta.title
    assert meta.creator == f"Tilldela, {document} {template_version(document)}"
    assert meta.creation_date is None


@pytest.mark.parametrize("lang", get_args(Lang))
def test_every_font_is_one_of_ours_and_embedded(rendered: Rendered, lang: Lang) -> None:
    used: set[str] = set()
    embedded: set[str] = set()
    for page in PdfReader(io.BytesIO(rendered["contract", lang])).pages:
        in_file, not_in_file = page._get_fonts()
        embedded |= in_file
        used |= in_file | not_in_file
    assert used == embedded
    assert {name.partition("+")[2] for name in used} <= {"Sans", "Sans-Semi-Bold", "Serif"}


def test_a_contract_is_as_long_as_its_content(
    rendered: Rendered,
) -> None:
    counts = [
        len(PdfReader(io.BytesIO(rendered["contract", lang])).pages) for lang in get_args(Lang)
    ]
    assert counts == [14, 14]


def test_the_same_context_gives_the_same_bytes_in_another_process(
    rendered: Rendered,
    sample: Sample,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keys: list[tuple[DocumentName, Lang]] = [
        ("performance", "sv"),
        ("contract", "sv"),
        ("letter", "sv"),
    ]
    monkeypatch.setenv("PYTHONHASHSEED", "4711")
    with ProcessRenderer(workers=1) as other:
        again = other.render_all([sample(*key) for key in keys])
    assert again == [rendered[key] for key in keys]


HOSTILE = [
    "<img src=file:///etc/passwd>",
    "{{7*7}}{% raw %}",
    "</title><link rel=attachment href=file:///etc/passwd>",
    "\"><svg onload=x> ' & &amp; Ö",
]


def test_a_hostile_name_is_printed_as_it_is_and_attaches_nothing_of_its_own(
    renderer: ProcessRenderer, sample: Sample
) -> None:
    letter = sample("letter", "sv")
    assert isinstance(letter, LetterContext)
    letters = [
        letter.model_copy(
            update={
                "recipient": letter.recipient.model_copy(update={"name": name}),
                "buyer": letter.buyer.model_copy(update={"name": name}),
            }
        )
        for name in HOSTILE
    ]
    for name, pdf in zip(HOSTILE, renderer.render_all(letters), strict=True):
        squeezed = re.sub(r"\s", "", text_of(pdf))
        assert re.sub(r"\s", "", name) in squeezed
        reader = PdfReader(io.BytesIO(pdf))
        assert list(reader.attachments) == ["facts.ocds.json"]
        assert reader.metadata is not None
        assert reader.metadata.author == name


def test_a_document_that_takes_too_long_is_stopped_and_the_next_one_is_set(
    sample: Sample, rendered: Rendered
) -> None:
    huge = sample("evaluation", "sv")
    assert isinstance(huge, EvaluationContext)
    huge = huge.model_copy(update={"lots": huge.lots * 50})
    with ProcessRenderer(workers=1, wall_seconds=2.5) as small:
        with pytest.raises(RenderFailed) as failed:
            small.render(huge)
        assert failed.value.document == "evaluation"
        assert failed.value.why == "it took longer than 2.5 seconds and was stopped"
        letter = small.render(sample("letter", "sv"))
    assert letter == rendered["letter", "sv"]


def test_a_process_that_does_not_start_is_an_error_with_its_last_words(
    sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ProcessRenderer(workers=1) as small:
        monkeypatch.setenv("PYTHONHASHSEED", "not a number")
        with pytest.raises(RenderFailed, match=r"ended with code 1: .*PYTHONHASHSEED must be"):
            small.render(sample("audit", "sv"))
        monkeypatch.delenv("PYTHONHASHSEED")
        assert small.render(sample("audit", "sv")).startswith(b"%PDF-1.7")


def test_the_chart_and_the_stars_have_text_alternatives(
    rendered: Rendered,
) -> None:
    alternatives = set(figures(rendered["performance", "sv"]))
    assert {"3 av 4", "rött", "gult", "grönt"} < alternatives
    (chart,) = (text for text in alternatives if text.startswith("Start i tid"))
    assert chart.replace("\u00a0", " ") == (
        "Start i tid: juni 2026 82 % (rött), juli 2026 90,5 % (gult), aug. 2026 97 % (grönt)."
        " Mål minst 95 %."
    )


def figures(pdf: bytes) -> Iterator[str]:
    reader = PdfReader(io.BytesIO(pdf))
    for number in reader.xref_objStm or reader.xref[0]:
        found = reader.get_object(number)
        if isinstance(found, DictionaryObject) and found.get("/S") == "/Figure":
            yield str(found.get("/Alt"))


def test_another_template_version_is_refused_and_the_process_stays(
    renderer: ProcessRenderer, sample: Sample
) -> None:
    stale = sample("audit", "sv").model_copy(update={"template_version": "0123456789ab"})
    with pytest.raises(RenderFailed, match="0123456789ab is not installed here"):
        renderer.render_all([stale])
    assert renderer.render_all([sample("audit", "sv")])[0].startswith(b"%PDF-1.7")


def test_results_come_in_the_order_of_the_contexts(
    renderer: ProcessRenderer, sample: Sample
) -> None:
    contract = sample("contract", "sv")
    assert isinstance(contract, ContractContext)
    audit = sample("audit", "en")
    pdfs = renderer.render_all([contract, audit, contract])
    titles = [PdfReader(io.BytesIO(pdf)).metadata for pdf in pdfs]
    assert [meta.title for meta in titles if meta] == [
        "Avtal STA-2026-A01",
        "Audit report GR-2026-01",
        "Avtal STA-2026-A01",
    ]


def test_nothing_to_render_starts_no_process() -> None:
    with ProcessRenderer() as idle:
        assert idle.render_all([]) == []
