"""What a procurement is worth in the eyes of the law: LOU 5:3–5:11, LUF 5:2–5:10."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from law.amounts import Currency, listed, spoken
from law.reasons import Cite, Reason, Text
from law.refusals import ImpossibleFacts
from law.thresholds import Buyer, Kind


@dataclass(frozen=True)
class Procurement:
    """What decides the regime. Amounts are öre or cents, excluding VAT.

    ``value`` is the estimated value without ``options``; with ``lots`` it may be
    left out, and is otherwise their sum. ``similar`` are the other contracts of
    the same kind within twelve months (LOU 5:11), which the caller has found.
    ``premiums`` are prizes and payments planned to candidates and tenderers (5:3).
    ``on`` is the day the call is sent, or the procedure starts when there is none.
    ``rate`` is kronor per euro, used where the Commission's is not known.

    Raises ImpossibleFacts for amounts that are not positive, or do not add up.
    """

    buyer: Buyer
    kind: Kind
    currency: Currency
    on: date
    value: int | None = None
    lots: Sequence[int] = ()
    options: Sequence[int] = ()
    similar: Sequence[int] = ()
    rate: Decimal | None = None
    premiums: Sequence[int] = ()

    def __post_init__(self) -> None:
        given = () if self.value is None else (self.value,)
        for amount in (*given, *self.lots, *self.options, *self.similar, *self.premiums):
            if amount <= 0:
                raise _not_positive(spoken(amount, self.currency))
        if self.value is None and not self.lots:
            raise ImpossibleFacts(
                sv="upphandlingen behöver ett värde eller delkontrakt",
                en="the procurement needs a value or lots",
            )
        if self.value is not None and self.lots and self.value != sum(self.lots):
            raise self._lots_do_not_add_up(self.value)

    @property
    def base(self) -> int:
        return sum(self.lots) if self.value is None else self.value

    @property
    def total(self) -> int:
        return self.alone + sum(self.similar)

    @property
    def alone(self) -> int:
        """The value without similar contracts: this procurement and nothing else."""
        return self.base + sum(self.options) + sum(self.premiums)

    @property
    def act(self) -> str:
        return "LUF" if self.buyer is Buyer.UTILITY else "LOU"

    @property
    def lot_section(self) -> str:
        return "7" if self.buyer is Buyer.UTILITY else "8"

    def _lots_do_not_add_up(self, value: int) -> ImpossibleFacts:
        total, stated = spoken(sum(self.lots), self.currency), spoken(value, self.currency)
        return ImpossibleFacts(
            sv=f"delkontrakten är tillsammans {total.sv} men värdet {stated.sv}; ange samma",
            en=f"the lots add up to {total.en} but the value is {stated.en}; they must be equal",
        )


def valuing(case: Procurement) -> Iterator[Reason]:
    """The steps from the stated amounts to the value of the procurement, in order."""
    utility = case.buyer is Buyer.UTILITY
    total = spoken(case.total, case.currency)
    if case.lots:
        yield Reason("lots-summed", _sum_of_lots(case), Cite(case.act, 5, case.lot_section))
    if case.options:
        yield Reason("options-counted", _options(case), Cite(case.act, 5, "2" if utility else "3"))
    if case.premiums:
        yield Reason(
            "premiums-counted", _premiums(case), Cite(case.act, 5, "2" if utility else "3")
        )
    if case.similar:
        cite = Cite(case.act, 5, "10" if utility else "11")
        yield Reason("similar-contracts-counted", _similar(case), cite)
    yield Reason(
        "value",
        Text(
            f"Upphandlingens värde är {total.sv} exklusive mervärdesskatt, uppskattat den dag"
            f" anbudsinfordran skickas eller förfarandet påbörjas, {case.on.isoformat()}",
            f"The value of the procurement is {total.en} excluding VAT, estimated on the day"
            f" the call is sent or the procedure starts, {case.on.isoformat()}",
        ),
        Cite(case.act, 5, "4" if utility else "5"),
    )


def _sum_of_lots(case: Procurement) -> Text:
    each, total = listed(case.lots, case.currency), spoken(sum(case.lots), case.currency)
    return Text(
        f"Delkontraktens värden läggs samman: {each.sv} = {total.sv}",
        f"The values of the lots are added: {each.en} = {total.en}",
    )


def _options(case: Procurement) -> Text:
    each = listed(case.options, case.currency)
    return Text(
        f"Options- och förlängningsklausuler räknas som om de hade utnyttjats: {each.sv}",
        f"Options and extensions count as if they had been used: {each.en}",
    )


def _premiums(case: Procurement) -> Text:
    each = listed(case.premiums, case.currency)
    return Text(
        f"Premier och ersättningar till anbudssökande och anbudsgivare räknas in: {each.sv}",
        f"Premiums and payments to candidates and tenderers are counted: {each.en}",
    )


def _similar(case: Procurement) -> Text:
    each = listed(case.similar, case.currency)
    return Text(
        f"Liknande kontrakt inom tolv månader läggs till: {each.sv}. Konkurrensverket räknar på"
        " samma sätt mot direktupphandlingsgränsen",
        f"Similar contracts within twelve months are added: {each.en}. The Swedish Competition"
        " Authority counts in the same way against the direct award limit",
    )


def _not_positive(amount: Text) -> ImpossibleFacts:
    return ImpossibleFacts(
        sv=f"ett värde ska vara större än noll, inte {amount.sv}",
        en=f"a value must be more than zero, not {amount.en}",
    )
