"""Suppliers that helped to prepare the procurement, and what was done about it (LOU 4:8).

Less intrusive means come first: the others are told what that one knows, or get more
time. Only where equal treatment cannot be kept otherwise may it be excluded, and heard before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from sqlmodel import col, select

from law.days import swedish_day
from law.reasons import Basis, Cite, Reason, Text, refuse
from law.rulebook import Rulebook, applies
from models.planning import InvolvementMeasure, PriorInvolvement
from models.store import Store, Work
from models.tender import Tender
from people.actors import Actor
from people.permissions import Act, require
from procurement.tenders.named import supplier_or_refusal, tender_or_refusal
from procurement.tenders.steps import basis_of
from registry.journal import append

PRIOR_INVOLVEMENT = Cite("LOU", 4, "8")
_CITES = (PRIOR_INVOLVEMENT, Cite("LUF", 4, "7"), Cite("LOU", 19, "2"), Cite("LOU", "19a", "8"))
# Nobody is excluded on this point before something gentler has been tried.
POINT = "13:3 p. 6"


def record_involvement(
    store: Store, actor: Actor, tender_id: str, organisation_id: str, what: Text
) -> None:
    """The supplier took part in preparing. Once for each; more is told in the measures."""
    with store.write() as work:
        tender = tender_or_refusal(work, tender_id)
        require(work, actor, Act.PLAN, tender.buyer_id)
        supplier_or_refusal(work, organisation_id)
        earlier = work.session.get(PriorInvolvement, (tender_id, organisation_id))
        if earlier is not None:
            _check_same(earlier, what)
            return
        work.session.add(
            PriorInvolvement(
                tender_id=tender_id,
                organisation_id=organisation_id,
                what_sv=what.sv,
                what_en=what.en,
                **work.recorded(actor.id),
            )
        )
        work.session.flush()
        said = {"organisation": organisation_id}
        append(work, actor.id, "involvement.recorded", tender_id, said)


def _check_same(earlier: PriorInvolvement, what: Text) -> None:
    if (earlier.what_sv, earlier.what_en) != (what.sv, what.en):
        raise refuse(
            "involvement.recorded",
            sv=f"Att {earlier.organisation_id} deltagit är redan antecknat, med andra ord",
            en=f"That {earlier.organisation_id} took part is on record already, in other words",
            todo_sv="Anteckna det som tillkommit med åtgärden",
            todo_en="Put what has been added on record with the measure",
        )


def take_measure(
    store: Store,
    actor: Actor,
    tender_id: str,
    organisation_id: str,
    measure: Text,
    taken_on: date,
    *,
    sufficient: bool,
) -> int:
    """What was done so that competition is not distorted, and its number.

    `sufficient`: equal treatment is kept by the measures so far; the newest one says. Raises
    `ActRefused` for a day to come, and for a supplier with nothing on record.
    """
    with store.write() as work:
        tender = tender_or_refusal(work, tender_id)
        require(work, actor, Act.PLAN, tender.buyer_id)
        _check_measure(work, tender_id, organisation_id, taken_on)
        earlier = measures_of(work, tender_id, organisation_id)
        said = (taken_on, sufficient, measure.sv, measure.en)
        if earlier and _says(earlier[-1]) == said:
            return earlier[-1].number
        row = InvolvementMeasure(
            tender_id=tender_id,
            organisation_id=organisation_id,
            number=len(earlier) + 1,
            taken_on=taken_on,
            sufficient=sufficient,
            measure_sv=measure.sv,
            measure_en=measure.en,
            **work.recorded(actor.id),
        )
        work.session.add(row)
        work.session.flush()
        entered = {"organisation": organisation_id, "number": row.number, "sufficient": sufficient}
        append(work, actor.id, "involvement.measure_taken", tender_id, entered)
        return row.number


def _check_measure(work: Work, tender_id: str, organisation_id: str, taken_on: date) -> None:
    if work.session.get(PriorInvolvement, (tender_id, organisation_id)) is None:
        raise refuse(
            "involvement.none",
            sv=f"Det är inte antecknat att {organisation_id} deltagit i förberedelserna",
            en=f"It is not on record that {organisation_id} took part in the preparation",
            todo_sv="Anteckna det med tilldela tender involve",
            todo_en="Put it on record with tilldela tender involve",
        )
    if taken_on > swedish_day(work.now):
        raise refuse(
            "involvement.not_yet",
            sv=f"Åtgärden gäller {taken_on}, som inte har varit än",
            en=f"The measure is of {taken_on}, which is yet to come",
            todo_sv="Anteckna den när den är vidtagen",
            todo_en="Put it on record when it has been taken",
        )


def _says(row: InvolvementMeasure) -> tuple[date, bool, str, str]:
    return row.taken_on, row.sufficient, row.measure_sv, row.measure_en


def involvements_of(work: Work, tender_id: str) -> Sequence[PriorInvolvement]:
    """By organisation id."""
    found = select(PriorInvolvement).where(col(PriorInvolvement.tender_id) == tender_id)
    return work.session.exec(found.order_by(col(PriorInvolvement.organisation_id))).all()


def measures_of(work: Work, tender_id: str, organisation_id: str) -> Sequence[InvolvementMeasure]:
    """In the order taken."""
    found = select(InvolvementMeasure).where(
        col(InvolvementMeasure.tender_id) == tender_id,
        col(InvolvementMeasure.organisation_id) == organisation_id,
    )
    return work.session.exec(found.order_by(col(InvolvementMeasure.number))).all()


def involvement_open(work: Work, tender: Tender, organisation_id: str) -> Iterator[Reason]:
    """Why the supplier may not be awarded yet: in this step, or one that it rests on."""
    for each in _steps(work, tender):
        if work.session.get(PriorInvolvement, (each.id, organisation_id)) is None:
            continue
        taken = measures_of(work, each.id, organisation_id)
        if not taken or not taken[-1].sufficient:
            yield _open(tender, each, organisation_id)


def _steps(work: Work, tender: Tender) -> Iterator[Tender]:
    found: Tender | None = tender
    while found is not None:
        yield found
        found = basis_of(work, found.id)


def _open(tender: Tender, where: Tender, who: str) -> Reason:
    rulebook = Rulebook(tender.rulebook)
    cite = next((each for each in _CITES if applies(rulebook, each)), None)
    text = Text(
        f"Leverantören {who} har deltagit i förberedelserna av {where.id}, och ingen åtgärd"
        " är bedömd som tillräcklig",
        f"The supplier {who} took part in preparing {where.id}, and no measure has been"
        " judged sufficient",
    )
    basis = Basis.STATUTE if cite else Basis.HOUSE_RULE
    return Reason("involvement.open", text, cite, basis)


def check_gentler_tried(work: Work, tender: Tender, organisation_id: str, point: str) -> None:
    """Raises `ActRefused` for a case on prior involvement without any measure (LOU 4:8)."""
    if point != POINT:
        return
    if any(measures_of(work, each.id, organisation_id) for each in _steps(work, tender)):
        return
    rulebook = Rulebook(tender.rulebook)
    raise refuse(
        "involvement.gentler_first",
        sv=f"Ingen mindre ingripande åtgärd är antecknad för {organisation_id}",
        en=f"No less intrusive measure is on record for {organisation_id}",
        todo_sv="Pröva en sådan först, och anteckna den med tilldela tender measure",
        todo_en="Try one first, and put it on record with tilldela tender measure",
        cite=next((each for each in _CITES if applies(rulebook, each)), None),
    )
