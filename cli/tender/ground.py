"""`tilldela tender ground`: why a contract may be awarded without a notice."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.answering import Json, Officer, ReasonEn, TenderId, tell, text_of
from cli.console import DataDir, LangOption, existing_store, refusing
from law.direct_award import Ground
from law.reasons import Text, refuse
from models.store import Store
from people.actors import load_actor
from procurement.planning.grounds import GroundClaim, claim_ground, conditions_of
from procurement.tenders.named import tender_or_refusal

Codes = list[str] | None


def ground(
    tender: TenderId,
    person: Officer,
    ground: Annotated[Ground, typer.Option(help="The ground that is claimed.")],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why it holds, in Swedish.")],
    met: Annotated[
        Codes, typer.Option(metavar="CODE", help="A condition that is met; repeat for more.")
    ] = None,
    unmet: Annotated[
        Codes, typer.Option(metavar="CODE", help="A condition that is not met; repeat for more.")
    ] = None,
    excepted_lot: Annotated[
        bool, typer.Option("--excepted-lot", help="A lot excepted from the directive regime.")
    ] = False,
    reason_en: ReasonEn = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Claim a ground for awarding directly although the value is not low (LOU 19a:3-7)."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        why = text_of("--reason", reason, reason_en)
        claim = GroundClaim(ground, _shown(met or (), unmet or ()), why, excepted_lot)
        number = claim_ground(store, load_actor(store, person), tender, claim)
        open_ = _open(store, tender, claim)
    left = Text(
        " Återstår att bedöma: " + "; ".join(f"{code}: {text.sv}" for code, text in open_),
        " Still to be judged: " + "; ".join(f"{code}: {text.en}" for code, text in open_),
    )
    told = Text(
        f"Grunden är åberopad ({number}).{left.sv if open_ else ''}",
        f"The ground is claimed ({number}).{left.en if open_ else ''}",
    )
    data = {"tender": tender, "number": number, "open": [code for code, _ in open_]}
    tell(told, data, lang, json_=json_)


def _shown(met: list[str] | tuple[()], unmet: list[str] | tuple[()]) -> dict[str, bool]:
    both = sorted(set(met) & set(unmet))
    if both:
        raise refuse(
            "ground.both",
            sv=f"{', '.join(both)} kan inte vara både uppfyllt och inte uppfyllt",
            en=f"{', '.join(both)} cannot be both met and not met",
            todo_sv="Ange varje villkor en gång",
            todo_en="Give each condition once",
        )
    return {**dict.fromkeys(met, True), **dict.fromkeys(unmet, False)}


def _open(store: Store, tender_id: str, claim: GroundClaim) -> list[tuple[str, Text]]:
    """Conditions that nobody has judged, by code."""
    with store.read() as work:
        tender = tender_or_refusal(work, tender_id)
        known = conditions_of(work, tender, claim.ground)
    return [(each.code, each.text) for each in known if each.code not in claim.shown]
