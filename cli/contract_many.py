"""One command for all the contracts of a tender that wait for the same party."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from cli.answering import say
from cli.console import fail
from contracts.signing.standing import waiting_for
from law.reasons import ActRefused, Lang, Text, refuse
from models.contract import Contract, Party
from models.store import Store
from people.actors import Actor
from procurement.tenders.finding import tender_named

ContractOrTender = Annotated[
    str,
    typer.Argument(
        metavar="CONTRACT",
        help="The contract's id; or a tender's, for all that wait for that party.",
    ),
]


NOTHING = Text("Inget avtal väntar på den parten.", "No contract waits for that party.")


@dataclass(frozen=True)
class Many:
    """What was done, as the act answers, and what was refused with the sentence why."""

    done: tuple[tuple[str, str | None], ...]
    refused: tuple[tuple[str, ActRefused], ...]


def tender_meant(store: Store, given: str) -> str | None:
    """The tender's id where the name is a tender's and no contract's."""
    with store.read() as work:
        if work.session.get(Contract, given) is not None:
            return None
        found = tender_named(work, given)
        return None if found is None else found.id


def each_waiting(
    store: Store, actor: Actor, tender: str, party: Party, act: Callable[[str], str | None]
) -> Many:
    """The act on each contract that waits for the party; a refusal stops no other."""
    done, refused = list[tuple[str, str | None]](), list[tuple[str, ActRefused]]()
    for contract_id in waiting_for(store, actor, tender, party):
        try:
            done.append((contract_id, act(contract_id)))
        except ActRefused as refusal:
            refused.append((contract_id, refusal))
    return Many(tuple(done), tuple(refused))


def tell_many(many: Many, verb: Text, lang: Lang, *, json_: bool) -> None:
    """A line for each and a sentence for all. Raises `typer.Exit` where any was refused."""
    why = [(contract_id, refusal.in_(lang)) for contract_id, refusal in many.refused]
    if json_:
        data = {
            "done": [{"contract": each, "order": order} for each, order in many.done],
            "refused": [{"contract": each, "why": said} for each, said in why],
        }
        typer.echo(json.dumps(data, ensure_ascii=False))
    else:
        for each, _ in many.done:
            say(Text(f"{each}: {verb.sv}", f"{each}: {verb.en}"), lang)
        if not many.done and not why:
            say(NOTHING, lang)
    if why:
        raise fail("\n".join(f"{each}: {said}" for each, said in why))


def one_contract_only(way: str) -> ActRefused:
    return refuse(
        "signature.one_contract",
        sv=f"{way} gäller ett avtal, men en upphandling är angiven",
        en=f"{way} is for one contract, but a tender is given",
        todo_sv="Ange avtalets beteckning, eller underteckna alla med --key eller order",
        todo_en="Give the contract's id, or sign them all with --key or order",
    )


def pdf_of(folder: Path, contract_id: str) -> Path:
    """`STA-2025/D1/L01` lies in `STA-2025-D1-L01.pdf`."""
    return folder / f"{contract_id.replace('/', '-')}.pdf"


def all_contracts(found: Sequence[str], tender: str) -> Sequence[str]:
    """Raises `ActRefused` where there is none."""
    if not found:
        raise refuse(
            "contract.none",
            sv=f"Inget avtal är upprättat i {tender}",
            en=f"No contract is drawn up in {tender}",
            todo_sv=f"Upprätta dem med tilldela contract draw {tender}",
            todo_en=f"Draw them up with tilldela contract draw {tender}",
        )
    return found
