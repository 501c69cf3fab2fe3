"""What each letter besides the award notice must say, as set in either language."""

from __future__ import annotations

from documents.contexts import DocumentName
from documents.parts import Lang

LETTER_FACTS: dict[tuple[DocumentName, Lang], list[str]] = {
    ("withdrawal", "sv"): [
        "Underrättelse om återkallat tilldelningsbeslut",
        "19 kap. 2 § LOU",
        "A01 Luleå, A02 Östersund",
        "på fel nivå i två av anbuden",
        "löper inte längre",
        "Ett nytt beslut följer",
        "en ny avtalsspärr",
        "Inget avtal sluts genom denna underrättelse",
    ],
    ("withdrawal", "en"): [
        "Notice of a withdrawn award decision",
        "no longer runs for these lots",
        "A new decision follows",
        "No contract arises",
    ],
    ("cancellation", "sv"): [
        "Underrättelse om avbruten upphandling",
        "19 kap. 21 § LOU",
        "Anslaget för året räcker inte",
        "Upphandlingen ska göras om",
        "Förvaltningsrätten i Demostad senast den 23 mars 2026",
        "Tiden kan inte förlängas",
        "20 kap. 12 § LOU",
    ],
    ("cancellation", "en"): [
        "Notice of a cancelled procurement",
        "to be made anew",
        "no later than 23 March 2026",
        "cannot extend the time",
        "LOU 20:12",
    ],
    ("inquiry", "sv"): [
        "Tillfälle att yttra sig före beslut om uteslutning",
        "överväger att utesluta er",
        "19 kap. 17 § LOU",
        "13 kap. 3 § 5 LOU",
        "Svara senast 20 mars 2026",
        "visa att ni är tillförlitliga",
        "13 kap. 5 § LOU",
        "Priset och de åtaganden som anbudet innehåller står fast",
    ],
    ("inquiry", "en"): [
        "Opportunity to comment before a decision on exclusion",
        "considering excluding you",
        "LOU 13:3, point 5",
        "Answer no later than 20 March 2026",
        "show that you are reliable",
        "The answer cannot change the bid",
    ],
    ("exclusion", "sv"): [
        "utesluta er från att delta",
        "13 kap. 3 § 5 LOU",
        "inte visat några åtgärder",
        "Så kan beslutet prövas",
        "Förvaltningsrätten i Demostad",
    ],
    ("exclusion", "en"): [
        "to exclude you from the procurement",
        "no measures that prevent it",
        "How the decision can be reviewed",
    ],
    ("information", "sv"): [
        "Upplysningar om beslut TB-2026-01",
        "de relativa fördelarna",
        "Björkudden Demo AB",
        "sekretess (31 kap. 16 § OSL)",
        "anbudets kalkyl skulle röjas",
        "5 poäng Planen är konkret.",
        "3 poäng Planen saknar tider.",
        "överklagas till kammarrätten",
    ],
    ("information", "en"): [
        "Information on decision TB-2026-01",
        "relative advantages",
        "secret (OSL 31:16)",
        "5 points The plan is concrete.",
        "administrative court of appeal",
    ],
}
