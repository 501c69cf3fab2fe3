"""The two persons of an act that takes two, as `--as` names them."""

from __future__ import annotations

from collections.abc import Sequence

from law.reasons import Text, refuse
from models.store import Store
from people.actors import Actor, load_actor

TWICE = Text("Ange --as två gånger", "Give --as twice")
OFFICER_THEN_HEAD = Text(
    ", först en upphandlare och sedan en upphandlingschef",
    ", first a procurement officer and then a head of procurement",
)


def two_persons(
    store: Store, given: Sequence[str], code: str, act: Text, in_order: Text | None = None
) -> tuple[Actor, Actor]:
    """Raises `ActRefused` unless two are named and both are in the register.

    `act` is what they do together, after "Två personer" and "Two persons"; `in_order`
    who comes first and who then, where that matters. There, the same one twice is refused
    as that, and not for a role that one of the two would lack.
    """
    if len(given) != 2 or (in_order is not None and given[0] == given[1]):
        who = in_order or Text("", "")
        found = _found(given)
        raise refuse(
            code,
            sv=f"Två personer {act.sv} tillsammans, och {found.sv}",
            en=f"Two persons {act.en} together, and {found.en}",
            todo_sv=TWICE.sv + who.sv,
            todo_en=TWICE.en + who.en,
        )
    first, second = given
    return load_actor(store, first), load_actor(store, second)


def _found(given: Sequence[str]) -> Text:
    if len(given) == 2:
        return Text("båda är angivna som samma person", "both are named as the same person")
    count = len(given)
    return Text(f"{count} är angivna", f"{count} {'is' if count == 1 else 'are'} named")
