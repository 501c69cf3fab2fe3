"""No sign in a name steers what stands around it, and no name loses a sign that it may have."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from documents.printable import printable, printable_text

LRE, RLO, PDF = "\u202a", "\u202e", "\u202c"
LRI, FSI, PDI = "\u2066", "\u2068", "\u2069"


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Åre & Östersund <AB>", "Åre & Östersund <AB>"),
        ("12\N{NO-BREAK SPACE}345 kr", "12\N{NO-BREAK SPACE}345 kr"),
        ("first\r\nsecond\rthird\tend", "first\nsecond\nthird\tend"),
        ("a\x00b\x1b[31mc\x85d\ufffe", "a\ufffdb\ufffd[31mc\ufffdd\ufffd"),
        ("\ud800", "\ufffd"),
        ("👩‍⚕️ שלום A\u0301", "👩‍⚕️ שלום A\u0301"),
        (f"{RLO}exe.gpj", f"{RLO}exe.gpj{PDF}"),
        (f"{RLO}exe.gpj{PDF}", f"{RLO}exe.gpj{PDF}"),
        (f"{LRE}a{LRI}b{RLO}c", f"{LRE}a{LRI}b{RLO}c{PDF}{PDI}{PDF}"),
        # The end of an isolate ends what was begun within it.
        (f"{FSI}a{RLO}b{PDI}c", f"{FSI}a{RLO}b{PDI}c"),
        # An embedding outside an isolate is not ended within it.
        (f"{RLO}a{LRI}b{PDF}c", f"{RLO}a{LRI}b{PDF}c{PDI}{PDF}"),
        (f"a{PDF}{PDI}b", f"a{PDF}{PDI}b"),
    ],
)
def test_a_text_is_printed_whole_and_steers_nothing(written: str, printed: str) -> None:
    assert printable_text(written) == printed
    assert printable_text(printed) == printed


def test_finished_markup_and_what_is_no_text_stay_as_they_are() -> None:
    markup = Markup(f"<b>{RLO}</b>")
    assert printable(markup) is markup
    assert printable(12) == 12
    assert printable(None) is None
