"""The page on every provider of a system of choice: one HTML file that needs nothing else.

Factual, comparable and easy to come by (LOV 9:1): the same headings for all, in an order
that the page states. No script runs in it, and nothing is fetched by it.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib.resources import files

from jinja2 import DictLoader, Environment, StrictUndefined

from documents.formats import Formats
from documents.parts import Lang, Part


class ProviderEntry(Part):
    """What one provider has told. The texts are None until it has told them."""

    name: str
    since: date
    address: str | None = None
    phone: str | None = None
    languages: str | None = None
    accessibility: str | None = None
    profile: str | None = None


class NonChoice(Part):
    """Who serves those who do not choose; ``provider`` where it is one of them."""

    kind: str
    rule: str
    provider: str | None = None


class Area(Part):
    code: str
    name: str
    providers: list[ProviderEntry]
    non_choice: NonChoice | None = None


class ProvidersPage(Part):
    lang: Lang
    title: str
    buyer: str
    diary_number: str
    as_of: date
    is_demo: bool
    areas: list[Area]


def providers_html(page: ProvidersPage) -> bytes:
    """The page in UTF-8; whatever a provider has written is text in it, never markup."""
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=DictLoader(_sources()),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["day"] = Formats(page.lang).day
    return environment.get_template(f"{page.lang}.html").render(page=page).encode()


@cache
def _sources() -> dict[str, str]:
    folder = files("templates") / "pages" / "providers"
    names = ("base.html", "sv.html", "en.html")
    return {name: (folder / name).read_text(encoding="utf-8") for name in names}
