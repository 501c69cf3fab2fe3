"""`tilldela appeals open`: enter a matter about a tender."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any

import typer

from appeals.docket.matters import open_matter
from appeals.docket.new_matter import NewMatter
from appeals.docket.time_facts import times_of
from appeals.docket.times import Times
from cli.answering import Json, TenderId, say, tell, text_of
from cli.appeals.given import Lawyer
from cli.appeals.matter_json import reason_json
from cli.appeals.matter_table import lots_named, warning_line
from cli.console import DataDir, LangOption, existing_store, refusing
from cli.instants import day, instant
from law.reasons import Lang, Reason, Text, refuse
from models.review import CourtName, Matter, MatterKind
from models.store import Store
from people.actors import load_actor


def enter_matter(
    tender: TenderId,
    person: Lawyer,
    case: Annotated[
        str, typer.Option("--case", metavar="NUMBER", help="The court's number of the case.")
    ],
    lodged: Annotated[
        str, typer.Option(metavar="TIME", help="When the application came in to the court.")
    ],
    grounds: Annotated[str, typer.Option(metavar="TEXT", help="The grounds, in Swedish.")],
    relief: Annotated[str, typer.Option(metavar="TEXT", help="What is sought, in Swedish.")],
    applicant: Annotated[
        str | None,
        typer.Option(metavar="ORG", help="The supplier that applied; not in KKV's own matters."),
    ] = None,
    lot: Annotated[
        list[str] | None, typer.Option(metavar="CODE", help="A lot; repeat for more.")
    ] = None,
    all_: Annotated[
        bool, typer.Option("--all", help="It is not clearly limited to some lots.")
    ] = False,
    kind: Annotated[MatterKind, typer.Option(help="What the matter is about.")] = MatterKind.REVIEW,
    court: Annotated[
        CourtName | None, typer.Option(help="Where it was lodged, if not where such matters are.")
    ] = None,
    informed: Annotated[
        str | None,
        typer.Option(metavar="TIME", help="When the buyer learned of it; now otherwise."),
    ] = None,
    answer_by: Annotated[
        str | None, typer.Option(metavar="DAY", help="By when the buyer is to answer.")
    ] = None,
    contract: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="The contract, where a lot has several; repeat for more."),
    ] = None,
    grounds_en: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The grounds in English.")
    ] = None,
    relief_en: Annotated[
        str | None, typer.Option(metavar="TEXT", help="What is sought, in English.")
    ] = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Enter a matter: review, cancellation, validity, damages, penalty fee or supervision."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        actor, number = load_actor(store, person), text_of("--case", case, None).sv
        matter = NewMatter(
            tender_id=tender,
            case_number=number,
            party_id=applicant,
            lot_codes=_codes(lot, all_=all_),
            lodged_at=instant("--lodged", lodged),
            informed_at=_informed(store, f"{tender}/{number}", informed),
            grounds=text_of("--grounds", grounds, grounds_en),
            relief=text_of("--relief", relief, relief_en),
            kind=kind,
            court=court,
            limited=not all_,
            answer_by=None if answer_by is None else day("--answer-by", answer_by),
            contract_ids=tuple(contract or ()),
        )
        entered = open_matter(store, actor, matter)
    _tell(store, matter, entered, lang, json_=json_)


def _codes(lot: list[str] | None, *, all_: bool) -> tuple[str, ...]:
    if bool(lot) != all_:
        return tuple(sorted(set(lot or ())))
    raise refuse(
        "appeals.which",
        sv="Vilka områden det gäller är inte entydigt angivet",
        en="Which lots it is about is not stated unambiguously",
        todo_sv="Ange --lot för varje område; är ansökan inte tydligt begränsad, ange --all",
        todo_en="Give --lot for each lot; if the application is not clearly limited, give --all",
    )


def _informed(store: Store, matter_id: str, written: str | None) -> datetime:
    """As it is on the docket where it is not said again, so that the same entry is the same."""
    if written is not None:
        return instant("--informed", written)
    with store.read() as work:
        known = work.session.get(Matter, matter_id)
    return store.clock.now() if known is None else known.informed_at


def _tell(store: Store, matter: NewMatter, entered: str, lang: Lang, *, json_: bool) -> None:
    tender, number = matter.tender_id, matter.case_number
    with store.read() as work:
        row = work.session.get_one(Matter, entered)
        times = {
            lot_id.removeprefix(f"{tender}/"): each for lot_id, each in times_of(work, row).items()
        }
    named = _named(list(times), times)
    told = Text(
        f"Mål {number} är diariefört för {named.sv} ({entered}). Vad som hindrar avtal visar"
        f" tilldela lots {tender}.",
        f"Case {number} is on the docket for {named.en} ({entered}). tilldela lots {tender} shows"
        " what holds the contracts.",
    )
    data = {
        "tender": tender,
        "matter": entered,
        "case": number,
        "kind": row.kind,
        "court": row.court,
        "lots": list(times),
        "times": {code: _json(each, lang) for code, each in times.items()},
    }
    tell(told, data, lang, json_=json_)
    if not json_:
        for line in _late(times):
            say(line, lang)


def _json(found: Times, lang: Lang) -> dict[str, Any]:
    return {
        "in_time": found.in_time,
        "last_day": found.last_day.isoformat() if found.last_day else None,
        "reasons": [reason_json(each, lang) for each in found.reasons],
    }


def _late(times: Mapping[str, Times]) -> list[Text]:
    """What the court will have to look at: a matter that is late, with the law's reason."""
    late: dict[str, tuple[Reason, list[str]]] = {}
    for code, found in times.items():
        if found.in_time is False:
            late.setdefault(found.reasons[-1].text.en, (found.reasons[-1], []))[1].append(code)
    return [_of_lots(_named(codes, times), warning_line(each)) for each, codes in late.values()]


def _named(codes: Sequence[str], every: Collection[str]) -> Text:
    """All of many lots by their number; otherwise by their codes."""
    if len(codes) == len(every):
        return lots_named(codes)
    return Text(", ".join(codes), ", ".join(codes))


def _of_lots(lots: Text, line: Text) -> Text:
    return Text(f"{line.sv} [{lots.sv}]", f"{line.en} [{lots.en}]")
