"""How `tilldela appeals` shows matters: as tables, as sentences, and as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from shlex import quote

from rich.markup import escape
from rich.table import Table

from appeals.docket.acts_done import Done
from appeals.docket.states import LotState, MatterState
from appeals.docket.times import Times
from appeals.docket.words import ACT_WORDS, COURTS, GROUNDS, MATTERS, RETURNS
from cli.answering import cited
from cli.instants import told_at
from law.amounts import Currency, spoken
from law.reasons import Lang, Reason, Text
from models.review import (
    CourtActKind,
    CourtCheck,
    CourtName,
    GroundKind,
    MatterGround,
    MatterKind,
    ReturnTo,
)

HEADINGS = (
    Text("Mål", "Case"),
    Text("Gäller", "About"),
    Text("Områden", "Lots"),
    Text("Kom in", "Came in"),
    Text("Läge", "Where it stands"),
    Text("Handläggare", "Handled by"),
)
LOT_HEADINGS = (
    Text("Område", "Lot"),
    Text("Angriper", "Attacks"),
    Text("I tid", "In time"),
    Text("Läge", "Where it stands"),
)
ACT_HEADINGS = (
    Text("Dag", "Day"),
    Text("Domstol", "Court"),
    Text("Handling", "Act"),
    Text("Skickat", "Sent"),
    Text("Områden", "Lots"),
    Text("Beteckning", "Id"),
)
CHECK_HEADINGS = (
    Text("Tillfrågad", "Asked"),
    Text("Domstol", "Court"),
    Text("Svar", "Answer"),
    Text("Beteckning", "Id"),
)
NOTHING, STRUCK = Text("inget mål", "no case"), Text("struket", "struck")
IN_TIME: Mapping[bool | None, Text] = {
    True: Text("ja", "yes"),
    False: Text("nej, för sen", "no, late"),
    None: Text("går inte att säga", "cannot be said"),
}


def warning_line(reason: Reason) -> Text:
    told = cited(reason)
    return Text(f"! {told.sv}", f"! {told.en}")


def standing(lot: LotState) -> Text:
    """In one phrase: in which court it is pending, or how it ended and whether that is final."""
    if lot.pending_in is not None:
        orders = Text("", "")
        if lot.ordered_by:
            orders = Text(", avtal förbjudet tills vidare", ", contract forbidden meanwhile")
        if lot.stopped_by:
            orders = Text(", avtalet får inte fullgöras", ", performance stopped")
        where, (sv, en) = COURTS[lot.pending_in], ("i", "in")
        if lot.pending_in is CourtName.KKV:
            sv, en = "hos", "with"
        return Text(f"pågår {sv} {where.sv}{orders.sv}", f"pending {en} {where.en}{orders.en}")
    if lot.ended is None:
        return Text("", "")
    act = lot.ended.act
    words, day = ACT_WORDS[CourtActKind(act.kind)], act.decided_on.isoformat()
    days = [each for each in (lot.ended.buyer_through, lot.ended.party_through) if each]
    until = Text("", "")
    if lot.ended.final:
        until = Text(", slutligt enligt diariet", ", final by the docket")
    elif days:
        last = max(days).isoformat()
        until = Text(
            f", kan överklagas minst t.o.m. {last}", f", may be appealed at least through {last}"
        )
    return Text(
        f"{act.court} {day}: {words.sv}{until.sv}", f"{act.court} {day}: {words.en}{until.en}"
    )


def standing_of(state: MatterState) -> Text:
    """Of the whole matter; lot by lot where they differ."""
    if state.struck:
        return STRUCK
    told: dict[Text, list[str]] = {}
    for lot in state.lots:
        told.setdefault(standing(lot), []).append(lot.lot.code)
    if len(told) <= 1:
        return next(iter(told), Text("inga områden", "no lots"))
    about = [(lots_named(codes), each) for each, codes in told.items()]
    return Text(
        "; ".join(f"{lots.sv}: {each.sv}" for lots, each in about),
        "; ".join(f"{lots.en}: {each.en}" for lots, each in about),
    )


# More lots than this are told by their number.
FEW = 8


def lots_named(codes: Sequence[str]) -> Text:
    if len(codes) > FEW:
        return Text(f"{len(codes)} områden", f"{len(codes)} lots")
    return Text(", ".join(codes), ", ".join(codes))


def head_lines(state: MatterState, party: str | None, holder: str | None) -> Iterator[Text]:
    """What the matter is: about what, who applied, when it came in, what is sought and why."""
    matter, nobody = state.matter, Text("ingen", "nobody")
    about, court = MATTERS[MatterKind(matter.kind)], COURTS[CourtName(matter.court)]
    yield Text(f"{matter.id}: {about.sv}", f"{matter.id}: {about.en}")
    if state.struck:
        yield Text(
            "Struket ur diariet: det räknas inte", "Struck from the docket: it counts no more"
        )
    came, known = told_at(matter.lodged_at), told_at(matter.informed_at)
    begun = Text("Inlett hos", "Begun with") if party is None else Text("Kom in till", "Came in to")
    yield Text(
        f"{begun.sv} {court.sv} {came}; känt här {known}",
        f"{begun.en} {court.en} {came}; known here {known}",
    )
    if party is not None:
        yield Text(f"Sökande: {party}", f"Applicant: {party}")
    if not matter.limited:
        yield Text(
            "Inte tydligt begränsat till vissa områden: det gäller alla",
            "Not clearly limited to some lots: it is about all",
        )
    yield Text(f"Yrkande: {matter.relief_sv}", f"Relief sought: {matter.relief_en}")
    yield Text(f"Grunder: {matter.grounds_sv}", f"Grounds: {matter.grounds_en}")
    yield Text(f"Handläggare: {holder or nobody.sv}", f"Handled by: {holder or nobody.en}")


def list_table(found: Sequence[tuple[MatterState, str | None]], lang: Lang) -> Table:
    table = _table(HEADINGS, lang)
    for state, holder in found:
        matter = state.matter
        table.add_row(
            escape(matter.id),
            MATTERS[MatterKind(matter.kind)].in_(lang),
            lots_named([lot.lot.code for lot in state.lots]).in_(lang),
            told_at(matter.lodged_at),
            standing_of(state).in_(lang),
            escape(holder or ""),
        )
    return table


def lots_table(state: MatterState, times: Mapping[str, Times], lang: Lang) -> Table:
    table = _table(LOT_HEADINGS, lang)
    alike: dict[tuple[str, str, str], list[str]] = {}
    for lot in state.lots:
        found = times[lot.lot.id]
        last = f" ({found.last_day.isoformat()})" if found.last_day else ""
        in_time = f"{IN_TIME[found.in_time].in_(lang)}{last}"
        row = (escape(attacks(lot) or "–"), in_time, standing(lot).in_(lang))
        alike.setdefault(row, []).append(lot.lot.code)
    for row, codes in alike.items():
        table.add_row(", ".join(codes), *row)
    return table


def acts_table(state: MatterState, lang: Lang) -> Table:
    codes = {lot.lot.id: lot.lot.code for lot in state.lots}
    table = _table(ACT_HEADINGS, lang)
    for done in state.done:
        act = done.act
        own = act.case_number if act.case_number != state.matter.case_number else ""
        table.add_row(
            act.decided_on.isoformat(),
            escape(f"{act.court} {own}".strip()),
            _act_words(done).in_(lang),
            iso(act.dispatched_on) or "",
            lots_named(sorted(codes[each] for each in done.lot_ids)).in_(lang),
            escape(act.id),
        )
    return table


def _act_words(done: Done) -> Text:
    """With what the act says besides: an answer's last day, where it begins anew, an amount."""
    act, words = done.act, ACT_WORDS[CourtActKind(done.act.kind)]
    sv, en = [words.sv], [words.en]
    if act.due_on is not None:
        sv.append(f"svar senast {act.due_on}")
        en.append(f"answer by {act.due_on}")
    if act.returns_to is not None:
        step = RETURNS[ReturnTo(act.returns_to)]
        sv.append(f"från {step.sv}")
        en.append(f"from {step.en}")
    if done.bids:
        named = ", ".join(done.bids)
        sv.append(f"utan anbud {named}")
        en.append(f"without bid {named}")
    if act.amount is not None:
        amount = spoken(act.amount, Currency.SEK)
        sv.append(amount.sv)
        en.append(amount.en)
    return Text(escape(", ".join(sv)), escape(", ".join(en)))


def ground_line(ground: MatterGround) -> Text:
    words = GROUNDS[GroundKind(ground.kind)]
    about = f" [{ground.bid_id}]" if ground.bid_id else ""
    return Text(
        f"Grund {ground.number}, {ground.raised_on}: {words.sv}{about}. {ground.text_sv}",
        f"Ground {ground.number}, {ground.raised_on}: {words.en}{about}. {ground.text_en}",
    )


def day_lines(state: MatterState) -> Iterator[Text]:
    """What has a day of its own while the matter goes on."""
    for court, due in state.answer_due:
        where = COURTS[court]
        yield Text(f"Svar till {where.sv} senast {due}", f"Answer to {where.en} by {due}")
    if state.new_grounds is not None and state.new_grounds.last_day is not None:
        last = state.new_grounds.last_day
        yield Text(f"Nya omständigheter till och med {last}", f"New grounds through {last}")


def next_lines(state: MatterState) -> Iterator[Text]:
    """The commands that a lawyer is likely to need next."""
    name = quote(state.matter.id)
    if state.struck:
        return
    if state.pending:
        yield Text(
            f"Anteckna vad som händer med tilldela appeals act {name}",
            f"Enter what happens with tilldela appeals act {name}",
        )
    yield Text(
        f"Vad som hindrar avtal visar tilldela lots {state.matter.tender_id}",
        f"tilldela lots {state.matter.tender_id} shows what holds the contracts",
    )


def checks_table(asked: Sequence[tuple[CourtCheck, bool]], lang: Lang) -> Table:
    table = _table(CHECK_HEADINGS, lang)
    for check, struck in asked:
        answer = check.case_number or NOTHING.in_(lang)
        told = f"{answer} ({STRUCK.in_(lang)})" if struck else answer
        table.add_row(told_at(check.checked_at), check.court, escape(told), escape(check.id))
    return table


def attacks(lot: LotState) -> str | None:
    it = lot.attacked
    return it.decision_id or it.cancellation_id or it.contract_id


def _table(headings: Sequence[Text], lang: Lang) -> Table:
    table = Table()
    for heading in headings:
        table.add_column(heading.in_(lang), overflow="fold")
    return table


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
