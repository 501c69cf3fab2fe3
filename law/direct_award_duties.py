"""What a direct award obliges to: LOU 19a:10–15, LUF 19a:9–14."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from law.amounts import MINOR, Currency, spoken
from law.dated import DatedValue, NoValue, value
from law.deadline import Deadline, days_after
from law.reasons import Reason, Text
from law.refusals import ImpossibleFacts
from law.thresholds import Buyer, Kind
from law.valuation import Procurement


@dataclass(frozen=True)
class DirectAwardDuties:
    """What is owed, and until when; a day is None without the duty, or without a day for it.

    The documentation has had a last day in procurements begun from 2024.
    A notice to the tenderers is owed as soon as possible and starts no standstill.
    """

    document: bool
    documented_by: date | None
    notify: bool
    publish: bool
    published_by: date | None
    reasons: tuple[Reason, ...]


def direct_award_duties(
    case: Procurement, concluded: date, *, asked: int = 1, call_off: bool = False
) -> DirectAwardDuties:
    """The duties after a direct award of ``case``, concluded on a day.

    ``asked`` is the number of suppliers asked for tenders, ``call_off`` says that the
    contract is awarded under a framework. Raises ImpossibleFacts for amounts in euros,
    as these limits are in kronor, or nobody asked; NoValue before 1 February 2022.
    """
    if case.currency is not Currency.SEK or asked < 1:
        raise ImpossibleFacts(
            sv="gränserna är i kronor, och minst en leverantör ska ha tillfrågats",
            en="the limits are in kronor, and at least one supplier must have been asked",
        )
    document = case.total > _rule(case, "documented_above").value * MINOR
    documented = _documented(case, concluded) if document else None
    published = None if call_off else _published(case, concluded)
    notice, guidelines = _rule(case, "notice"), _rule(case, "guidelines")
    notify = asked > notice.value
    reasons = (
        *_document(case, documented, above=document),
        _notify(asked, notify, notice),
        *_publish(case, published, call_off=call_off),
        _guidelines(guidelines),
    )
    return DirectAwardDuties(
        document,
        None if documented is None else documented.last_day,
        notify,
        published is not None,
        None if published is None else published.last_day,
        reasons,
    )


def _rule(case: Procurement, name: str) -> DatedValue:
    suffix = "_utility" if case.buyer is Buyer.UTILITY else ""
    return value(f"direct_award_{name}{suffix}", case.on)


_CONCLUDED = Text("den dag då avtalet ingicks", "the day the contract was concluded")


def _documented(case: Procurement, concluded: date) -> Deadline | None:
    try:
        days = _rule(case, "documentation_days")
    except NoValue:
        return None
    what = Text("dokumentationen ska vara slutförd", "the documentation must be complete")
    return days_after(what, _CONCLUDED, concluded, days)


def _published(case: Procurement, concluded: date) -> Deadline | None:
    if case.total < _rule(case, "published_from").value * MINOR:
        return None
    what = Text(
        "efterannonsen ska ha skickats för publicering",
        "the award notice must have been sent for publication",
    )
    return days_after(what, _CONCLUDED, concluded, _rule(case, "publication_days"))


def _document(case: Procurement, documented: Deadline | None, *, above: bool) -> Iterator[Reason]:
    rule = _rule(case, "documented_above")
    limit = spoken(rule.value * MINOR, Currency.SEK)
    verb = Text("överstiger", "exceeds") if above else Text("överstiger inte", "does not exceed")
    so = (
        Text("direktupphandlingen ska dokumenteras", "the direct award is to be documented")
        if above
        else Text("lagen kräver ingen dokumentation", "the statute requires no documentation")
    )
    text = Text(f"Värdet {verb.sv} {limit.sv}: {so.sv}", f"The value {verb.en} {limit.en}: {so.en}")
    yield Reason("document" if above else "no-documentation", text, rule.cite)
    yield from () if documented is None else documented.reasons


def _notify(asked: int, notify: bool, rule: DatedValue) -> Reason:
    if not notify:
        text = Text(
            "Bara en leverantör har tillfrågats, så ingen underrättelse behövs",
            "Only one supplier was asked, so no notice is needed",
        )
        return Reason("no-notice", text, rule.cite)
    text = Text(
        f"Anbud begärdes från {asked} leverantörer: de som lämnade anbud ska skriftligen"
        " underrättas om beslutet snarast möjligt. Underrättelsen utlöser ingen avtalsspärr",
        f"Tenders were asked of {asked} suppliers: those who tendered must be told of the decision"
        " in writing as soon as possible. The notice starts no standstill",
    )
    return Reason("notify", text, rule.cite)


def _publish(case: Procurement, published: Deadline | None, *, call_off: bool) -> Iterator[Reason]:
    rule = _rule(case, "published_from")
    limit = spoken(rule.value * MINOR, Currency.SEK)
    if call_off:
        text = Text(
            "Kontraktet tilldelas med stöd av ett ramavtal och efterannonseras inte",
            "The contract is awarded under a framework and has no award notice",
        )
        yield Reason("call-off-not-published", text, rule.cite)
    elif published is None:
        text = Text(
            f"Värdet understiger {limit.sv}: ingen efterannons behövs",
            f"The value is below {limit.en}: no award notice is needed",
        )
        yield Reason("no-award-notice", text, rule.cite)
    else:
        text = Text(
            f"Värdet understiger inte {limit.sv}: resultatet ska efterannonseras",
            f"The value is not below {limit.en}: the result must be published in an award notice",
        )
        yield Reason("award-notice", text, rule.cite)
        yield from published.reasons
        yield from _quarterly(case, _rule(case, "publication_days"))


def _quarterly(case: Procurement, days: DatedValue) -> Iterator[Reason]:
    if case.kind is Kind.SOCIAL:
        text = Text(
            "Efterannonser om tjänster enligt bilaga 2 får samlas kvartalsvis och skickas senast"
            f" {days.value} dagar efter kvartalets utgång",
            "Award notices of annex 2 services may be collected by the quarter and sent at the"
            f" latest {days.value} days after its end",
        )
        yield Reason("may-be-collected", text, days.cite)


def _guidelines(rule: DatedValue) -> Reason:
    text = Text(
        "Den som direktupphandlar ska ha beslutat om riktlinjer för direktupphandling",
        "Whoever awards directly must have decided on guidelines for direct award",
    )
    return Reason("guidelines", text, rule.cite)
