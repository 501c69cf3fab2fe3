"""What may be bought meanwhile for a held lot: advice, which writes nothing."""

from __future__ import annotations

from dataclasses import dataclass

from appeals.bridging.held import Held, held
from appeals.bridging.plan import Plan, monthly_value, need_of, value_of
from appeals.docket.named import lot_named
from law.bridging import Bridge, Need, bridges
from law.dated import NoValue
from law.reasons import ActRefused, Text, refuse
from law.refusals import ImpossibleFacts
from models.store import Store, Work
from models.tender import Lot, Tender


@dataclass(frozen=True)
class Advice:
    """`monthly` and `value` in minor units; the grounds in the order in which to try them."""

    lot: str
    held: Held
    need: Need
    monthly: int
    value: int
    grounds: tuple[Bridge, ...]

    def months_below(self, bridge: Bridge) -> int | None:
        """How many whole months of the lot's own value there is room for below the limit."""
        if bridge.below is None:
            return None
        room = bridge.below - 1 - sum(self.need.case.similar)
        return max(0, room // self.monthly)


def advise(store: Store, lot_id: str, plan: Plan) -> Advice:
    """Raises `ActRefused` for a lot that is not held, and for what the law cannot be asked."""
    with store.read() as work:
        lot, tender = lot_named(work, lot_id)
        found = held_or_refusal(work, lot)
        need = need_of(work, tender, lot, plan, found)
        return Advice(
            lot.code,
            found,
            need,
            monthly_value(tender, lot),
            value_of(tender, lot, plan),
            _grounds(tender, need),
        )


def held_or_refusal(work: Work, lot: Lot) -> Held:
    """Raises `ActRefused` where nothing holds the lot."""
    found = held(work, lot)
    if found is None:
        raise refuse(
            "bridge.not_held",
            sv=f"Inget hindrar avtal för {lot.code}, eller inget avtal väntas: det finns inget att"
            " överbrygga",
            en=f"Nothing holds a contract for {lot.code}, or none is to come: there is nothing to"
            " bridge",
            todo_sv="Se vad som gäller med tilldela lots",
            todo_en="See what is so with tilldela lots",
        )
    return found


def _grounds(tender: Tender, need: Need) -> tuple[Bridge, ...]:
    try:
        found = bridges(need)
    except (ImpossibleFacts, NoValue) as wrong:
        raise impossible(wrong) from wrong
    if not found:
        raise refuse(
            "bridge.no_rule",
            sv=f"Under {tender.rulebook} hålls inget avtal kvar på ett sätt som ska överbryggas",
            en=f"Under {tender.rulebook} no contract is held in a way that is to be bridged",
            todo_sv="Ta in fler leverantörer i systemet",
            todo_en="Take more suppliers into the system",
        )
    return found


def impossible(wrong: ImpossibleFacts | NoValue) -> ActRefused:
    text: Text = wrong.text
    return refuse(
        "bridge.impossible",
        sv=f"Lagen kan inte tillämpas på köpet: {text.sv}",
        en=f"The law cannot be applied to the purchase: {text.en}",
        todo_sv="Rätta uppgifterna",
        todo_en="Correct the facts",
    )
