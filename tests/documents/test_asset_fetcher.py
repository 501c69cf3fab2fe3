"""WeasyPrint can load the bundled fonts and nothing else in the world."""

from __future__ import annotations

from pathlib import Path

import pytest
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError

from documents.library import FONTS
from documents.typesetting import AssetFetcher


@pytest.mark.parametrize("font", FONTS)
def test_a_bundled_font_is_served(font: str) -> None:
    body = AssetFetcher().fetch(f"asset:{font}").read()
    assert body[:4] == b"\x00\x01\x00\x00"


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/a.png",
        "https://example.com/a.png",
        "ftp://example.com/a",
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "/etc/passwd",
        "data:text/plain,hello",
        "asset:../../pyproject.toml",
        "asset:/etc/passwd",
        "asset:",
        "asset:print.css",
    ],
)
def test_any_other_address_is_refused(url: str) -> None:
    with pytest.raises(FatalURLFetchingError, match="not an asset"):
        AssetFetcher().fetch(url)


VECTORS = [
    '<link rel="attachment" href="{url}">',
    '<a rel="attachment" href="{url}">x</a>',
    '<link rel="stylesheet" href="{url}">',
    '<img src="{url}">',
    '<object data="{url}"></object>',
    '<embed src="{url}">',
    '<div style="background: url({url})">x</div>',
    '<style>@import url("{url}");</style>',
    '<style>@font-face {{ font-family: F; src: url("{url}") }} p {{ font-family: F }}</style><p>x',
    '<ul style="list-style-image: url({url})"><li>x</ul>',
    '<p style="content: url({url})">x',
    '<svg><image href="{url}" width="9" height="9"/></svg>',
    '<svg><use href="{url}#a"/></svg>',
]


@pytest.mark.render
@pytest.mark.parametrize("vector", VECTORS)
def test_no_way_of_loading_puts_a_local_file_into_the_pdf(vector: str, tmp_path: Path) -> None:
    canary = tmp_path / "canary.txt"
    canary.write_text("CANARY-6f1d")
    html = vector.format(url=canary.as_uri())
    try:
        pdf = HTML(string=html, base_url="asset:", url_fetcher=AssetFetcher()).write_pdf(
            uncompressed_pdf=True
        )
    except FatalURLFetchingError:
        return
    assert b"CANARY-6f1d" not in pdf
    assert b"/EmbeddedFile" not in pdf
