"""Context → HTML → PDF, inside the worker process (the only importer of WeasyPrint)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from jinja2 import DictLoader, Environment, StrictUndefined
from weasyprint import CSS, HTML, Attachment
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from documents import library
from documents.attached_facts.files import FactsFile, facts_files
from documents.charts import line_chart
from documents.clauses.agreement import agreement
from documents.contexts import DocumentContext
from documents.finishing import finish
from documents.formats import Formats
from documents.margin_picture import IN_DOCUMENT, MarginPicture, margin_svg
from documents.parts import Lang
from documents.printable import printable
from documents.scales import bar_length, scale_of

PDF_VARIANT: Final = "pdf/a-3a"
_SCHEME: Final = "asset:"


class AssetFetcher(URLFetcher):  # type: ignore[misc]
    """Serves the bundled fonts from memory; any other address stops the rendering.

    WeasyPrint's own fetcher would read ``file:`` and reach the network, and a
    ``<link rel=attachment>`` would put any readable file into the PDF.
    """

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("asset",), allow_redirects=False, fail_on_errors=True)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        body = library.assets().get(url.removeprefix(_SCHEME)) if url.startswith(_SCHEME) else None
        if body is None:
            raise FatalURLFetchingError(f"not an asset of the templates: {url}")
        return URLFetcherResponse(url, body, {"Content-Type": "font/ttf"})


def environment(lang: Lang) -> Environment:
    """Escapes everything and refuses any name the context does not have."""
    env = _Pages(
        autoescape=True,
        undefined=StrictUndefined,
        finalize=printable,
        loader=DictLoader(library.sources()),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters.update(Formats(lang).filters())
    env.globals["agreement"] = agreement
    env.globals["line_chart"] = line_chart
    env.globals["bar_length"] = bar_length
    env.globals["scale_of"] = scale_of
    env.globals["margin_picture"] = _Drawn
    return env


class _Pages(Environment):
    """A text is printable before a template joins it to another, and once more when printed."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        return _printable(super().getattr(obj, attribute))

    def getitem(self, obj: Any, argument: Any) -> Any:
        return _printable(super().getitem(obj, argument))


def _printable(value: Any) -> Any:
    return [printable(each) for each in value] if type(value) is list else printable(value)


class _Drawn:
    """A picture in markup of its own, in which every text has been escaped."""

    def __init__(self, picture: MarginPicture) -> None:
        self._picture = picture

    def __html__(self) -> str:
        return margin_svg(self._picture, IN_DOCUMENT)


class Typesetter:
    """Holds what every document shares: the parsed style sheet and the fonts."""

    def __init__(self) -> None:
        self._fetcher = AssetFetcher()
        self._fonts = FontConfiguration()
        self._css = CSS(
            string=library.read("print.css").decode(),
            base_url=_SCHEME,
            url_fetcher=self._fetcher,
            font_config=self._fonts,
        )
        self._environments = {lang: environment(lang) for lang in ("sv", "en")}

    def html(self, context: DocumentContext) -> str:
        template = self._environments[context.lang].get_template(
            f"{context.document}/{context.lang}.html"
        )
        return template.render(doc=context)

    def pdf(self, context: DocumentContext) -> bytes:
        """The same context gives the same bytes: nothing here reads a clock."""
        return self.press(self.html(context), facts_files(context))

    def press(self, html: str, files: Sequence[FactsFile] = ()) -> bytes:
        """Pages as PDF/A-3a and PDF/UA-1 in one, with the files that go along."""
        page = HTML(string=html, base_url=_SCHEME, url_fetcher=self._fetcher)
        body = page.write_pdf(
            stylesheets=[self._css],
            font_config=self._fonts,
            pdf_variant=PDF_VARIANT,
            attachments=[self._attachment(each) for each in files],
            finisher=finish,
        )
        assert isinstance(body, bytes)
        return body

    def _attachment(self, file: FactsFile) -> Attachment:
        """Its dates are given, for WeasyPrint's own would be read from the clock."""
        return Attachment(
            string=file.body,
            url_fetcher=self._fetcher,
            name=file.name,
            description=file.description,
            created=file.told_at,
            modified=file.told_at,
            relationship="Data",
        )
