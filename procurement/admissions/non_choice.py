"""Who serves those who do not choose (LOV 9:2): one option in force in each lot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from law.days import swedish_day
from law.reasons import Basis, Cite, Reason, Text, refuse
from law.rulebook import Rulebook
from models.admissions import Application, NonChoiceKind, NonChoiceOption
from models.store import Store, Work
from models.tender import Lot, Tender
from people.actors import Actor
from people.permissions import Act, require
from procurement.admissions.standing import (
    approved_or_refusal,
    require_choice,
    takes_part,
)
from procurement.tenders.lots import lots_of
from procurement.tenders.named import tender_or_refusal
from registry.journal import append

OPTION = Cite("LOV", 9, "2")


@dataclass(frozen=True)
class OptionStated:
    """Who it is, from which day, and by what rule; `application_id` where it is a provider."""

    kind: NonChoiceKind
    from_day: date
    rule: Text
    application_id: str | None = None


def set_non_choice(
    store: Store, actor: Actor, tender_id: str, lot_code: str, option: OptionStated
) -> tuple[Reason, ...]:
    """Decide the option of a lot, and return what to be wary of. The same again is one.

    Raises `ActRefused` for a provider that is not admitted to the lot.
    """
    with store.write() as work:
        tender = tender_or_refusal(work, tender_id)
        require(work, actor, Act.SET_NON_CHOICE, tender.buyer_id)
        lot = _lot(work, tender, lot_code)
        _check(work, lot, option)
        newest = _newest(work, lot.id)
        if newest is None or _says(newest) != option:
            _write(work, actor, lot, option, 1 if newest is None else newest.number + 1)
        return tuple(wary_of(option.kind))


def _says(row: NonChoiceOption) -> OptionStated:
    rule = Text(row.rule_sv, row.rule_en)
    return OptionStated(NonChoiceKind(row.kind), row.from_day, rule, row.application_id)


def _lot(work: Work, tender: Tender, code: str) -> Lot:
    require_choice(tender)
    lot = work.session.get(Lot, f"{tender.id}/{code}")
    if lot is None:
        raise refuse(
            "option.lot",
            sv=f"{tender.id} har inget område {code}",
            en=f"{tender.id} has no lot {code}",
            todo_sv="Ange ett område som annonsen nämner",
            todo_en="Name a lot of the notice",
        )
    return lot


def _check(work: Work, lot: Lot, option: OptionStated) -> None:
    if not option.rule.sv.strip() or not option.rule.en.strip():
        raise refuse(
            "option.rule",
            sv="Regeln för ickevalsalternativet anges inte",
            en="The rule of the non-choice option is not stated",
            todo_sv="Ange regeln på båda språken",
            todo_en="State the rule in both languages",
        )
    named = option.kind is NonChoiceKind.NAMED
    if named != (option.application_id is not None):
        raise refuse(
            "option.provider",
            sv="En leverantör anges när, och bara när, alternativet är en viss leverantör",
            en="A provider is named where, and only where, the option is one provider",
            todo_sv="Ange leverantörens ansökan, eller ett annat slags alternativ",
            todo_en="Name the provider's application, or another kind of option",
        )
    if option.application_id is not None:
        application = approved_or_refusal(work, option.application_id)
        if application.lot_id != lot.id:
            raise refuse(
                "option.other_lot",
                sv=f"{application.id} är inte godkänd i område {lot.code}",
                en=f"{application.id} is not admitted to lot {lot.code}",
                todo_sv="Ange en leverantör som är godkänd där",
                todo_en="Name a provider that is admitted there",
            )


def _write(work: Work, actor: Actor, lot: Lot, option: OptionStated, number: int) -> None:
    work.session.add(
        NonChoiceOption(
            tender_id=lot.tender_id,
            lot_id=lot.id,
            number=number,
            kind=option.kind.value,
            application_id=option.application_id,
            from_day=option.from_day,
            rule_sv=option.rule.sv,
            rule_en=option.rule.en,
            **work.recorded(actor.id),
        )
    )
    work.session.flush()
    said = {"lot": lot.code, "number": number, "option": option.kind.value}
    append(work, actor.id, "non_choice.set", lot.tender_id, said)


def _newest(work: Work, lot_id: str, on: date | None = None) -> NonChoiceOption | None:
    found = select(NonChoiceOption).where(col(NonChoiceOption.lot_id) == lot_id)
    if on is not None:
        found = found.where(col(NonChoiceOption.from_day) <= on)
    return work.session.exec(found.order_by(col(NonChoiceOption.number).desc())).first()


def option_in_force(work: Work, lot_id: str) -> NonChoiceOption | None:
    """Today's: the newest that has begun. None where there is none, or its provider has left."""
    found = _newest(work, lot_id, swedish_day(work.now))
    if found is None or found.application_id is None:
        return found
    application = work.session.get_one(Application, found.application_id)
    return found if takes_part(work, application) else None


def lots_without_option(work: Work, tender: Tender) -> tuple[str, ...]:
    """Codes of the lots in which nobody serves those who do not choose."""
    if Rulebook(tender.rulebook) is not Rulebook.SE_LOV:
        return ()
    return tuple(
        lot.code for lot in lots_of(work, tender.id) if option_in_force(work, lot.id) is None
    )


def no_option(code: str) -> Reason:
    text = Text(
        f"I område {code} finns inget ickevalsalternativ för den som inte väljer",
        f"In lot {code} there is no option for those who do not choose",
    )
    return Reason("option.missing", text, OPTION)


def wary_of(kind: NonChoiceKind) -> tuple[Reason, ...]:
    """A rota hands out assignments that nobody has chosen, and no procurement has awarded."""
    if kind is not NonChoiceKind.IN_TURN:
        return ()
    text = Text(
        "Att uppdragen går i tur och ordning till leverantörerna kan vara en otillåten"
        " direktupphandling; så bedömde Konkurrensverket 2020, men frågan är omstridd",
        "Handing the assignments to the providers in turn may be an unlawful direct award; so"
        " Konkurrensverket held in 2020, but the question is disputed",
    )
    return (Reason("option.in_turn", text, OPTION, Basis.HOUSE_RULE),)
