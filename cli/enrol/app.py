"""`tilldela enrol …`: a buyer and its staff, one more person, and suppliers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.answering import Json, tell
from cli.console import DataDir, LangOption, existing_store, refusing
from cli.enrol.files import read_buyer, read_suppliers
from law.reasons import Text
from models.parties import Installation, InstallationKind, Person, Role
from models.store import Store
from people.actors import load_actor
from registry.own_enrolment import enrol_person, enrol_staff, enrol_suppliers

app = typer.Typer(no_args_is_help=True, help="Enrol a buyer, its staff, and suppliers.")

BuyerId = Annotated[str, typer.Option("--buyer", metavar="BUYER", help="The buyer's id.")]


@app.callback()
def enrol() -> None:
    """Enrol a buyer, its staff, and suppliers."""


@app.command("buyer")
def enrol_buyer_of_file(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The buyer and its persons, in YAML or JSON.")
    ],
    person: Annotated[
        str | None,
        typer.Option("--as", metavar="PERSON", help="Its head of procurement, but the first time."),
    ] = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Enrol a buyer with its staff and their roles. The first time it is the installer's act."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        buyer, staff = read_buyer(file)
        buyer_id, ids = buyer.id, [each.id for each, _ in staff]
        actor = None if person is None else load_actor(store, person)
        enrol_staff(store, actor, buyer, staff)
    told = Text(
        f"Myndigheten {buyer_id} är upplagd med {len(ids)} personer.",
        f"The buyer {buyer_id} is enrolled with {len(ids)} persons.",
    )
    tell(told, {"buyer": buyer_id, "persons": ids}, lang, json_=json_)


@app.command("person")
def enrol_one(
    id_: Annotated[str, typer.Argument(metavar="ID", help="What the person is called in acts.")],
    name: Annotated[str, typer.Option(metavar="NAME", help="The person's name.")],
    role: Annotated[list[Role], typer.Option(metavar="ROLE", help="A role; repeat for more.")],
    buyer: BuyerId,
    person: Annotated[
        str, typer.Option("--as", metavar="PERSON", help="The buyer's head of procurement.")
    ],
    email: Annotated[str, typer.Option(metavar="ADDRESS", help="The person's e-mail.")] = "",
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Enrol one more of the buyer's staff, or give somebody who is there more roles."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        new = Person(id=id_, name=name, email=email)
        enrol_person(store, load_actor(store, person), buyer, new, role)
    roles = sorted({each.value for each in role})
    told = Text(
        f"{id_} är upplagd i {buyer} med {', '.join(roles)}.",
        f"{id_} is enrolled in {buyer} as {', '.join(roles)}.",
    )
    tell(told, {"buyer": buyer, "person": id_, "roles": roles}, lang, json_=json_)


@app.command("supplier")
def enrol_suppliers_of_file(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Suppliers with a person each, in YAML or JSON.")
    ],
    buyer: BuyerId,
    person: Annotated[
        str, typer.Option("--as", metavar="PERSON", help="The buyer's officer or head.")
    ],
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Enrol suppliers that may bid. To be enrolled is not to bid."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        suppliers = read_suppliers(file, is_demo=_is_demo(store))
        ids = [organisation.id for organisation, _ in suppliers]
        enrol_suppliers(store, load_actor(store, person), buyer, suppliers)
    told = Text(f"{len(ids)} leverantörer är upplagda.", f"{len(ids)} suppliers are enrolled.")
    tell(told, {"suppliers": ids}, lang, json_=json_)


def _is_demo(store: Store) -> bool:
    with store.read() as work:
        return work.session.get_one(Installation, 1).kind == InstallationKind.DEMO
