"""Numbers, money and dates as Swedish and British readers expect them (CLDR)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, format_percent, get_currency_precision

from documents.parts import Lang, Quantity, Unit

STOCKHOLM: Final = ZoneInfo("Europe/Stockholm")
NO_BREAK_SPACE: Final = "\N{NO-BREAK SPACE}"
MINUS: Final = "\N{MINUS SIGN}"


def minor_units(currency: str) -> int:
    """How many there are in one: 100 öre in a krona."""
    return int(10 ** get_currency_precision(currency))


class Formats:
    """The filters of one language."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        self.locale = Locale.parse("sv_SE" if lang == "sv" else "en_GB")

    def money(self, minor: Quantity, currency: str = "SEK") -> str:
        """Whole kronor without decimals; parts of an öre are never rounded away."""
        amount = Decimal(minor).scaleb(-get_currency_precision(currency))
        places = _decimals(amount)
        if places:
            places = max(places, get_currency_precision(currency))
        pattern = "#,##0" + ("." + "0" * places if places else "")
        pattern = f"{pattern}\u00a0¤" if self.lang == "sv" else f"¤\u00a0{pattern}"
        written = format_currency(
            amount, currency, pattern, locale=self.locale, currency_digits=False
        )
        return written.replace("-", MINUS)

    def number(self, value: Quantity) -> str:
        return format_decimal(value, "#,##0.##", locale=self.locale)

    def percent(self, share: Quantity) -> str:
        """``Decimal("0.955")`` is 95.5 per cent; at most one decimal."""
        return format_percent(
            share,
            "#,##0.#\u00a0%" if self.lang == "sv" else "#,##0.#%",
            locale=self.locale,
        )

    def quantity(self, value: Quantity | None, unit: Unit) -> str:
        if value is None:
            return "–"
        return self.percent(value) if unit == "percent" else self.number(value)

    def day(self, value: date) -> str:
        """Written out: 9 mars 2026, 9 March 2026."""
        return format_date(value, "d MMMM y", locale=self.locale).replace(" ", NO_BREAK_SPACE)

    def month(self, value: date) -> str:
        return format_date(value, "MMM y", locale=self.locale).replace(" ", NO_BREAK_SPACE)

    def instant(self, value: datetime) -> str:
        """Swedish local time to the second; that is how receipts are compared."""
        local = value.astimezone(STOCKHOLM)
        clock = local.strftime("%H.%M.%S" if self.lang == "sv" else "%H:%M:%S")
        at = "kl." if self.lang == "sv" else "at"
        return f"{self.day(local.date())} {at}{NO_BREAK_SPACE}{clock}"

    def stamp(self, value: datetime) -> str:
        """The same instant short enough for a table: 2026-03-09 11:58:07."""
        local = value.astimezone(STOCKHOLM)
        return local.strftime(f"%Y-%m-%d{NO_BREAK_SPACE}%H:%M:%S")

    def exact(self, value: datetime) -> str:
        """To the microsecond, with the offset: 2026-03-09 11:58:07.000001 +01:00."""
        local = value.astimezone(STOCKHOLM)
        offset = local.strftime("%z")
        clock = local.strftime(f"%Y-%m-%d{NO_BREAK_SPACE}%H:%M:%S.%f")
        return f"{clock}{NO_BREAK_SPACE}{offset[:3]}:{offset[3:]}"

    def digest(self, value: str) -> str:
        """The first 32 hex digits in groups of four, to be read aloud and typed."""
        return self._fours(value, 32)

    def text_digits(self, value: str) -> str:
        """The first 16 hex digits in groups of four: a signed page's text is known by them."""
        return self._fours(value, 16)

    def _fours(self, value: str, digits: int) -> str:
        return NO_BREAK_SPACE.join(value[at : at + 4] for at in range(0, digits, 4))

    def filters(self) -> dict[str, object]:
        """By the name a template uses."""
        numbers = ("money", "number", "percent", "quantity")
        names = (*numbers, "day", "month", "instant", "stamp", "exact", "digest", "text_digits")
        return {name: getattr(self, name) for name in names}


def _decimals(amount: Decimal) -> int:
    exponent = amount.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
