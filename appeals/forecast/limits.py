"""What the statistics cannot support, said with every forecast."""

from __future__ import annotations

from collections.abc import Iterator

from appeals.forecast.inputs import ForecastInputs, Stage
from law.dated import Confidence
from law.reasons import Text

_ALWAYS = (
    Text(
        "Siffrorna gäller alla slags upphandlingar och köpare. För branscher, för stora"
        " upphandlingar med många områden och för enskilda domstolar finns ingen statistik",
        "The figures are of all kinds of procurements and buyers. There are none for trades, for"
        " large procurements with many lots, or for single courts",
    ),
    Text(
        "De publicerade talen stämmer inte med varandra: med 60 % prövade i sak vore medeltiden"
        " 2022 2,9 månader och inte 2,5. Prognosen räknar med den andel (47 %) som tiderna kräver",
        "The published figures do not agree: with 60 % decided on the merits the mean of 2022 would"
        " be 2.9 months and not 2.5. The forecast uses the share (47 %) that the times require",
    ),
    Text(
        "Parallella mål förvrider tiderna: ett enda ärende har gett mer än 50 mål, ett annat 270 av"
        " kammarrätternas mål 2023",
        "Parallel cases distort the times: a single matter has made more than 50 cases, another 270"
        " of KR's cases in 2023",
    ),
    Text(
        "Tiderna är från 2022 och 2023. För 2024–2025 finns bara kammarrätternas inkomna mål 2024",
        "The times are of 2022 and 2023. Of 2024–2025 there are only KR's incoming cases of 2024",
    ),
    Text(
        "Hur många områden ett mål angriper, hur mål hänger ihop, hur ofta kammarrätten förbjuder"
        " avtal och vad som följer på bifall är antaganden. Högsta förvaltningsdomstolen,"
        " återförvisningar och fler än tre omgångar räknas inte",
        "How many lots a case attacks, how cases depend on each other, how often KR forbids a"
        " contract and what follows a grant are assumptions. HFD, remands and more than three"
        " rounds are not counted",
    ),
    Text(
        "Ett område är i högst ett slumpat mål per omgång, och det målet avgörs på en gång för alla"
        " sina områden; sökanden kommer in på avtalsspärrens sista dag",
        "A lot is in at most one random case a round, and that case is decided at once for all its"
        " lots; the applicant comes in on the standstill's last day",
    ),
)
_WAITED = Text(
    "För pågående mål räknas bara med hur länge de har väntat, inte med vad de handlar om",
    "Of pending cases only how long they have waited is known, not what they are about",
)


def limits(inputs: ForecastInputs) -> tuple[Text, ...]:
    return (*_ALWAYS, *_pending(inputs), *_own(inputs), *_assumed(inputs))


def _pending(inputs: ForecastInputs) -> Iterator[Text]:
    if any(lot.stage in (Stage.IN_FR, Stage.HELD_IN_KR) for lot in inputs.lots):
        yield _WAITED


def _own(inputs: ForecastInputs) -> Iterator[Text]:
    own = [each for each in inputs.statistics.values() if each.own]
    if own:
        sv, en = (", ".join(each.title.in_(lang) for each in own) for lang in ("sv", "en"))
        yield Text(
            f"Egna värden i stället för statistik: {sv}", f"Own values, not statistics: {en}"
        )


def _assumed(inputs: ForecastInputs) -> Iterator[Text]:
    low = [
        each
        for each in inputs.statistics.values()
        if each.confidence is Confidence.LOW and not each.own
    ]
    if low:
        sv, en = ("; ".join(each.title.in_(lang) for each in low) for lang in ("sv", "en"))
        yield Text(
            f"Antagna eller härledda värden: {sv}. Pröva vad de betyder genom att ange egna",
            f"Assumed or derived values: {en}. Try what they mean by stating your own",
        )
