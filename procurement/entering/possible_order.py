"""Whether what is entered can have happened: in that order, by then, and by two persons."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from law.days import STOCKHOLM
from law.procedures import LeadsTo, Sends, Step, Who
from law.reasons import ActRefused, Text, refuse
from procurement.entering.entered import EnteredBid, EnteredFacts, Entry
from procurement.tenders.draft import TenderDraft

Moments = Iterator[tuple[Text, datetime, datetime]]


def check_possible(entry: Entry, step: Step, now: datetime) -> None:
    """Raises `ActRefused` for the first thing that cannot have been as it says."""
    _check_step(entry.draft, step)
    facts = entry.facts
    for said in facts.instants():
        if said > now:
            raise _impossible(
                Text(f"Något anges ha hänt {_told(said)}", f"Something happened {_told(said)}"),
                Text("det har inte hänt än", "that is still to come"),
            )
    for what, earlier, later in (*_in_order(entry), *_bids_in_order(entry)):
        if later < earlier:
            raise _impossible(
                what,
                Text(
                    f"{_told(later)} är före {_told(earlier)}",
                    f"{_told(later)} is before {_told(earlier)}",
                ),
            )
    _check_whole(facts)
    _check_two(facts)


def _check_step(draft: TenderDraft, step: Step) -> None:
    """Only what anyone may answer, and that leads to an award: the rest rests on acts made here."""
    plain = step.who is Who.ANYONE and step.sends is Sends.TENDERS
    if not (plain and LeadsTo.AWARD in step.leads_to):
        raise refuse(
            "entering.step",
            sv=f"Steget {step.id} ({step.name.sv}) i {draft.id} kan inte läggas in i efterhand",
            en=f"The step {step.id} ({step.name.en}) of {draft.id} cannot be entered later",
            todo_sv="Lägg in ett steg där var och en får lämna anbud, eller slutför"
            " upphandlingen där den började",
            todo_en="Enter a step in which anyone may tender, or finish the procurement where it"
            " began",
        )


def last_deadline(entry: Entry) -> datetime:
    first = entry.draft.bid_deadline_at
    if first is None:
        raise AssertionError("a step in which anyone tenders has a deadline")
    return max((first, *(each.to for each in entry.facts.extensions)))


def _in_order(entry: Entry) -> Moments:
    """(what, not before, when)."""
    facts, published = entry.facts, entry.facts.publication.at
    deadline = entry.draft.bid_deadline_at or published
    yield Text("Anbudstidens slut", "The deadline"), published, deadline
    for each in facts.extensions:
        yield Text("En förlängning", "An extension"), published, each.at
        later = deadline + timedelta(microseconds=1)
        yield Text("En förlängd anbudstid", "An extended deadline"), later, each.to
        deadline = each.to
    if facts.opening is not None:
        yield Text("Anbudsöppningen", "The opening"), deadline, facts.opening.at
        if facts.decision is not None:
            made = facts.decision
            yield Text("Utvärderingen", "The evaluation"), facts.opening.at, made.evaluated_at
            yield Text("Tilldelningsbeslutet", "The award"), made.evaluated_at, made.at
            for letter in made.letters:
                yield Text("En underrättelse", "A notice"), made.at, letter.at


def _bids_in_order(entry: Entry) -> Moments:
    deadline = last_deadline(entry)
    opened = entry.facts.opening
    for bid in entry.facts.bids:
        what = Text(f"Ett anbud för {bid.lot}", f"A bid for {bid.lot}")
        yield what, entry.facts.publication.at, bid.received_at
        if bid.late:
            yield what, deadline + timedelta(microseconds=1), bid.received_at
        else:
            said = Text(
                f"Anbudstidens slut (ett anbud för {bid.lot} som inte anges som sent)",
                f"The deadline (a bid for {bid.lot} that is not marked as late)",
            )
            yield said, bid.received_at, deadline
        if opened is not None:
            yield Text("Anbudsöppningen", "The opening"), bid.received_at, opened.at


def _check_whole(facts: EnteredFacts) -> None:
    if facts.opening is None and (facts.bids or facts.decision):
        raise _impossible(
            Text("Det finns anbud eller ett beslut", "There are bids or a decision"),
            Text("ingen anbudsöppning anges", "no opening is stated"),
        )
    places = [(bid.lot, bid.tenderer) for bid in facts.bids if not bid.late]
    twice = sorted({each for each in places if places.count(each) > 1})
    if twice:
        lot, tenderer = twice[0]
        raise _impossible(
            Text(f"{tenderer} har två anbud för {lot}", f"{tenderer} has two bids for {lot}"),
            Text("bara det som gällde läggs in", "only the one that counted is entered"),
        )


def _check_two(facts: EnteredFacts) -> None:
    pairs = [(facts.publication.by, facts.publication.approved_by)]
    pairs += [(each.by, each.approved_by) for each in facts.extensions]
    if facts.opening is not None:
        pairs.append((facts.opening.by, facts.opening.second))
    if facts.decision is not None:
        pairs.append((facts.decision.by, facts.decision.prepared_by))
    for first, second in pairs:
        if first == second:
            raise _impossible(
                Text(f"{first} anges två gånger", f"{first} is named twice"),
                Text("handlingen kräver två personer", "the act takes two persons"),
            )


def bid_key(bid: EnteredBid) -> tuple[str, str, datetime]:
    return bid.lot, bid.tenderer, bid.received_at


def _told(moment: datetime) -> str:
    return moment.astimezone(STOCKHOLM).isoformat()


def _impossible(what: Text, why: Text) -> ActRefused:
    return refuse(
        "entering.impossible",
        sv=f"{what.sv}, men {why.sv}",
        en=f"{what.en}, but {why.en}",
        todo_sv="Rätta filen efter handlingarna i ärendet",
        todo_en="Correct the file by the papers of the case",
    )
