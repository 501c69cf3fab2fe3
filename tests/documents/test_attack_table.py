"""What a page may try, tried: in our worker it gets nothing, under WeasyPrint's own it does."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError

from documents import library
from documents.contexts import DocumentContext, LetterContext
from documents.rendering import ProcessRenderer, RenderFailed
from documents.samples.registry import sample_context
from documents.typesetting import Typesetter, environment
from tests.documents.raw_worker import BOMB

pytestmark = pytest.mark.render

ROOT = Path(__file__).parents[2]
CANARY = "CANARY-6f1d"
FACE = '<style>@font-face {{ font-family: F; src: url("{url}") }} p {{ font-family: F }}</style>'
VECTORS = {
    "link attachment": '<link rel="attachment" href="{url}">',
    "a attachment": '<a rel="attachment" href="{url}">x</a>',
    "link stylesheet": '<link rel="stylesheet" href="{url}">',
    "import": '<style>@import url("{url}");</style>',
    "img": '<img src="{url}">',
    "object": '<object data="{url}"></object>',
    "embed": '<embed src="{url}">',
    "iframe": '<iframe src="{url}"></iframe>',
    "background": '<div style="background: url({url})">x</div>',
    "list style": '<ul style="list-style-image: url({url})"><li>x</ul>',
    "content": '<style>p::before {{ content: url("{url}") }}</style><p>x',
    "border image": '<p style="border: 3px solid; border-image-source: url({url})">x',
    "font face": FACE + "<p>x",
    "color profile": '<style>@color-profile --c {{ src: url("{url}") }}</style><p>x',
    "svg image": '<svg><image href="{url}" width="9" height="9"/></svg>',
    "svg use": '<svg><use href="{url}#a"/></svg>',
}
# WeasyPrint has no frames, and opens no file for a part of another drawing.
NEVER_FETCHED = {"iframe", "svg use"}

# Opens every page twice: through our fetcher, then as WeasyPrint comes; says what was read.
WATCHER = """
import json, os, sys
from documents.typesetting import Typesetter
from weasyprint import HTML
canary, pages = sys.argv[1], json.load(sys.stdin)
opened = []
sys.addaudithook(lambda event, args: opened.append(1) if event == "open" and args[0] == canary
                 else None)
def read(press, page):
    del opened[:]
    try:
        pdf = press(page)
    except BaseException:
        pdf = b""
    return bool(opened) or b"/EmbeddedFile" in pdf
ours = Typesetter()
theirs = lambda page: HTML(string=page).write_pdf(uncompressed_pdf=True)
print(json.dumps([[read(ours.press, page), read(theirs, page)] for page in pages]), flush=True)
# What WeasyPrint leaves to be torn down is no matter of this test.
os._exit(0)
"""


@dataclass
class Inside:
    """A service that only this machine reaches, and what it was asked for."""

    address: str
    asked: list[str] = field(default_factory=list)


@pytest.fixture
def inside() -> Iterator[Inside]:
    found = Inside("")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.asked.append(self.path)
            moved = self.path.startswith("/moved/")
            self.send_response(302 if moved else 200)
            if moved:
                self.send_header("Location", self.path.removeprefix("/moved"))
            self.end_headers()
            self.wfile.write(CANARY.encode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield found
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def raw() -> Iterator[ProcessRenderer]:
    with ProcessRenderer(workers=1, worker="tests.documents.raw_worker") as shared:
        yield shared


def page(html: str) -> DocumentContext:
    return sample_context("letter", "sv").model_copy(update={"diary_number": html})


def pressed(raw: ProcessRenderer, html: str) -> bytes:
    """Empty where the document was refused."""
    try:
        return raw.render(page(html))
    except RenderFailed:
        return b""


def test_no_page_reads_a_file_and_under_weasyprints_own_fetcher_nearly_all_do(
    tmp_path: Path,
) -> None:
    canary = tmp_path / "canary.ttf"
    # A font for the font's sake; whatever else asks for it has read it all the same.
    canary.write_bytes(library.read("fonts/SourceSansPro-It.ttf"))
    pages = [each.format(url=canary.as_uri()) for each in VECTORS.values()]
    said = subprocess.run(
        [sys.executable, "-P", "-c", WATCHER, str(canary)],
        input=json.dumps(pages),
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    found = dict(zip(VECTORS, json.loads(said.stdout), strict=True))
    assert {name for name, (ours, _) in found.items() if ours} == set()
    assert {name for name, (_, theirs) in found.items() if not theirs} <= NEVER_FETCHED


@pytest.mark.slow
def test_no_page_reaches_a_service_and_under_weasyprints_own_fetcher_they_do(
    raw: ProcessRenderer, inside: Inside
) -> None:
    for name, vector in VECTORS.items():
        at = name.replace(" ", "-")
        for address in (f"{inside.address}/{at}", f"{inside.address}/moved/{at}"):
            assert CANARY.encode() not in pressed(raw, vector.format(url=address)), name
    assert inside.asked == []
    HTML(string=VECTORS["a attachment"].format(url=f"{inside.address}/moved/x")).write_pdf()
    assert inside.asked == ["/moved/x", "/x"]


def test_a_fetcher_that_refuses_stops_the_whole_document() -> None:
    broken = VECTORS["color profile"].format(url="file:///etc/hostname")
    with pytest.raises(FatalURLFetchingError, match="not an asset"):
        Typesetter().press(broken)
    with pytest.raises(AttributeError, match="_fail_on_errors"):
        HTML(string='<img src="http://x.invalid/y">', url_fetcher=plain_function).write_pdf()


def plain_function(url: str) -> None:
    """As fetchers were before WeasyPrint 68."""
    raise ValueError(url)


NESTED = '<div style="columns:2">' * 6 + "<p>x</p>" * 20


@pytest.mark.slow
def test_a_page_that_does_not_end_is_stopped_and_the_next_one_is_set() -> None:
    with ProcessRenderer(
        workers=1, wall_seconds=1.5, worker="tests.documents.raw_worker"
    ) as renderer:
        with pytest.raises(RenderFailed, match=r"longer than 1\.5 seconds and was stopped"):
            renderer.render(page(NESTED))
        assert renderer.render(page("<p>x")).startswith(b"%PDF-")


@pytest.mark.slow
def test_a_page_that_does_not_end_is_stopped_within_31_seconds(raw: ProcessRenderer) -> None:
    raw.render(page("<p>x"))
    start = time.monotonic()
    with pytest.raises(RenderFailed, match="longer than 30 seconds and was stopped"):
        raw.render(page(NESTED))
    assert time.monotonic() - start <= 31


def test_a_page_that_takes_all_memory_is_lost_alone(raw: ProcessRenderer) -> None:
    with pytest.raises(RenderFailed, match=r"(?s)ended with code 1: .*MemoryError"):
        raw.render(page(BOMB))
    assert raw.render(page("<p>x")).startswith(b"%PDF-")


def test_a_table_may_not_be_endless(raw: ProcessRenderer) -> None:
    letter = sample_context("letter", "sv")
    assert isinstance(letter, LetterContext)
    endless = letter.model_copy(update={"lots": letter.lots[:1] * 5_001})
    with pytest.raises(RenderFailed, match=r"lots has 5,001 rows, and a table may have 5,000"):
        raw.render(endless)


TEMPLATE_CODE = (
    "{{7*7}}",
    "{% for x in range(9**9) %}a{% endfor %}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{% include '/etc/passwd' %}",
    "{# gone #}",
    "{{ 'a' * 10**10 }}",
    "#{7*7} ${7*7} <%= 7*7 %>",
)


@pytest.mark.parametrize("payload", TEMPLATE_CODE)
def test_a_name_that_is_template_code_is_a_name(payload: str) -> None:
    letter = sample_context("letter", "sv")
    assert isinstance(letter, LetterContext)
    named = letter.model_copy(
        update={"recipient": letter.recipient.model_copy(update={"name": payload})}
    )
    html = Typesetter().html(named) if payload == TEMPLATE_CODE[0] else _html(named)
    escaped = environment("sv").from_string("{{ name }}").render(name=payload)
    assert escaped in html
    assert "root:" not in html


def _html(context: DocumentContext) -> str:
    template = environment("sv").get_template(f"{context.document}/sv.html")
    return template.render(doc=context)


def test_no_template_is_made_from_a_text_that_somebody_wrote() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in ROOT.glob("*/**/*.py")
        if path.relative_to(ROOT).parts[0] not in (".venv", ".tools", "build", "out")
        if ".from_string(" in (source := path.read_text(encoding="utf-8"))
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "from_string"
        and not all(isinstance(each, ast.Constant) for each in node.args)
    ]
    assert found == []


ACTIVE = (
    "/JS",
    "/JavaScript",
    "/Launch",
    "/OpenAction",
    "/AA",
    "/URI",
    "/SubmitForm",
    "/RichMedia",
)


def test_a_name_that_is_an_address_gives_nothing_to_press_on(renderer: ProcessRenderer) -> None:
    letter = sample_context("letter", "sv")
    assert isinstance(letter, LetterContext)
    name = "https://x.example/ javascript:app.alert(1) <a href=https://x.example>y</a>"
    update = {"recipient": letter.recipient.model_copy(update={"name": name})}
    assert active(renderer.render(letter.model_copy(update=update))) == set()


def active(pdf: bytes) -> set[str]:
    reader = PdfReader(BytesIO(pdf))
    numbers = [*reader.xref_objStm, *(number for each in reader.xref.values() for number in each)]
    found = [reader.get_object(number) for number in numbers if number]
    dictionaries = [each for each in found if isinstance(each, DictionaryObject)]
    keys = {str(key) for each in dictionaries for key in each}
    kinds = {str(each.get("/S")) for each in dictionaries}
    return (keys | kinds) & set(ACTIVE)
