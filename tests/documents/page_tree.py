"""A page as its parser understood it: tags and attributes, and the texts between them."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree
from lxml.html import document_fromstring

from documents.contexts import DocumentContext
from documents.parts import Lang
from documents.typesetting import environment

_ENVIRONMENTS = {lang: environment(lang) for lang in ("sv", "en")}
_FORGETFUL = {lang: made.overlay(autoescape=False) for lang, made in _ENVIRONMENTS.items()}


def page(context: DocumentContext) -> str:
    """The HTML that the typesetter would be given."""
    lang: Lang = context.lang
    template = _ENVIRONMENTS[lang].get_template(f"{context.document}/{lang}.html")
    return template.render(doc=context)


def unescaped(context: DocumentContext) -> str:
    """The page as a template would make it that forgets to escape."""
    lang: Lang = context.lang
    return _FORGETFUL[lang].get_template(f"{context.document}/{lang}.html").render(doc=context)


def parsed(source: str) -> list[str]:
    """``<p`` where an element begins, ``class=lead`` for what it has, its texts, ``>`` its end."""
    return list(_marks(document_fromstring(source)))


def _marks(element: etree._Element) -> Iterator[str]:
    yield f"<{element.tag}"
    yield from (f"{name}={value}" for name, value in element.items())
    yield element.text or ""
    for child in element:
        yield from _marks(child)
        yield child.tail or ""
    yield ">"
