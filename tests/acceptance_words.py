"""Words that would make a letter an acceptance of a bid, in both languages."""

from __future__ import annotations

import re

ACCEPTANCE = re.compile(
    r"accept|\banta(r|s|git|gits|gna|gen|get)?\b|antagand"
    r"|avtal(et)? (har|är) (därmed |härmed )?(ingåtts|ingånget|slutits|slutet|träffat)"
    r"|välkom(men|na) som|orderbekräft|beställer härmed|godkänner ert anbud"
    r"|contract (has been|is hereby) (concluded|formed|made)|hereby order"
    r"|order confirm|we approve your bid|welcome as",
    re.IGNORECASE,
)
