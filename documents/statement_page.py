"""The draft statement as one HTML file that a word processor opens, for the lawyer to go on.

The same template as its PDF. No script runs in it, and nothing is fetched by it.
"""

from __future__ import annotations

from typing import Final

from jinja2 import DictLoader, Environment, StrictUndefined

from documents import library
from documents.case_file_contexts import StatementContext
from documents.formats import Formats

STYLE: Final = (
    "<style>body{font-family:serif;max-width:44em;margin:2em auto}"
    "table{border-collapse:collapse;width:100%}"
    "th,td{border-bottom:1px solid #999;padding:.3em .5em;text-align:left;vertical-align:top}"
    + "".join(f".w{width}{{width:{width}%}}" for width in (8, 10, 12, 15, 20, 25, 30, 35))
    + ".num{text-align:right}.note{background:#eee;padding:.3em .8em}</style>\n</head>"
)


def statement_html(context: StatementContext) -> bytes:
    """In UTF-8. Whatever others have written is text in it, never markup."""
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=DictLoader(library.sources()),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(Formats(context.lang).filters())
    page = environment.get_template(f"statement/{context.lang}.html").render(doc=context)
    return page.replace("</head>", STYLE, 1).encode()
