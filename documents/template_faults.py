"""Where a template is wrong, for whoever words it: file, line and what is said of it."""

from __future__ import annotations

import traceback
from dataclasses import dataclass

from jinja2 import FunctionLoader, TemplateSyntaxError

from documents import library
from documents.contexts import DocumentContext


@dataclass(frozen=True)
class TemplateFault:
    """``line`` counts from 1, in ``file`` below ``templates/documents``."""

    file: str
    line: int
    what: str


def template_fault(context: DocumentContext) -> TemplateFault | None:
    """Sets the text once more, in this process; None when the text can be set."""
    # Here, so that a command which sets nothing does not wait for WeasyPrint to be loaded.
    from documents.typesetting import environment

    # Of a loader that names its files, a traceback can tell them.
    named = FunctionLoader(lambda name: (library.sources()[name], name, None))
    env = environment(context.lang).overlay(loader=named)
    name = f"{context.document}/{context.lang}.html"
    try:
        env.get_template(name).render(doc=context)
    except TemplateSyntaxError as error:
        return TemplateFault(
            error.name or name, error.lineno, error.message or type(error).__name__
        )
    except Exception as error:  # noqa: BLE001 - a template may fail as any program may
        return _fault(error, name)
    return None


def _fault(error: Exception, name: str) -> TemplateFault:
    frames = traceback.extract_tb(error.__traceback__)
    of_templates = [frame for frame in frames if frame.filename in library.sources()]
    last = of_templates[-1] if of_templates else None
    what = str(error) or type(error).__name__
    return TemplateFault(last.filename if last else name, (last and last.lineno) or 1, what)
