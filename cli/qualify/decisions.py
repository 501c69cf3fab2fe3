"""`tilldela qualify exclusion …` and `price …`: decisions that put a bid out, or keep it in."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.answering import Json, ReasonEn, TenderId, stated, tell, text_of
from cli.console import DataDir, LangOption, existing_store, refusing
from cli.instants import day
from cli.qualify.given import IN_ORDER, Reason, Two
from cli.two_persons import two_persons
from law.exclusion import Ground
from law.reasons import Text
from models.qualification import SelfCleaning
from people.actors import load_actor
from procurement.qualification.excluding import Allegation, decide_exclusion, raise_case
from procurement.qualification.exclusion_rules import ExclusionJudgement
from procurement.qualification.low_prices import decide_price

exclusion = typer.Typer(no_args_is_help=True, help="Cases for excluding a tenderer.")
price = typer.Typer(no_args_is_help=True, help="Prices that have been explained, or not.")


@exclusion.callback()
def of_exclusion() -> None:
    """Cases for excluding a tenderer."""


@price.callback()
def of_price() -> None:
    """Prices that have been explained, or not."""


@exclusion.command("raise")
def raise_exclusion(
    tender: TenderId,
    tenderer: Annotated[str, typer.Argument(metavar="TENDERER", help="The tenderer's id.")],
    ground: Annotated[Ground, typer.Option(help="Which of LOU 13:1, 13:2 or 13:3.")],
    point: Annotated[str, typer.Option(help='Where the statute has it, as "13:3 p. 5".')],
    occurred: Annotated[
        str, typer.Option(metavar="DAY", help="The judgment, the tax decision, or the event.")
    ],
    what: Annotated[str, typer.Option(metavar="TEXT", help="What it is, in Swedish.")],
    person: Annotated[
        str, typer.Option("--as", metavar="PERSON", help="A procurement or legal officer.")
    ],
    what_en: Annotated[str | None, typer.Option(metavar="TEXT", help="The same in English.")] = (
        None
    ),
    final: Annotated[
        bool, typer.Option("--final/--not-final", help="Tax: by a final decision, or otherwise.")
    ] = True,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Put a ground for exclusion on the record. The tenderer is heard before any decision."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        allegation = Allegation(
            tender,
            tenderer,
            ground,
            point,
            day("--occurred", occurred),
            text_of("--what", what, what_en),
            final,
        )
        case = raise_case(store, load_actor(store, person), allegation)
    told = Text(
        f"Ärendet {case} är upptaget. Ge {tenderer} tillfälle att yttra sig: tilldela qualify ask"
        f" med --kind hearing och --case {case}.",
        f"Case {case} is raised. Hear {tenderer}: tilldela qualify ask with --kind hearing and"
        f" --case {case}.",
    )
    tell(told, {"case": case, "tenderer": tenderer}, lang, json_=json_)


@exclusion.command("decide")
def decide_case(
    case: Annotated[str, typer.Argument(metavar="CASE", help="The case's id.")],
    persons: Two,
    reason: Reason,
    exclude: Annotated[
        bool | None, typer.Option("--exclude/--spare", help="Whether the tenderer is excluded.")
    ] = None,
    reason_en: ReasonEn = None,
    paid: Annotated[
        bool, typer.Option("--paid", help="Tax: paid, or a binding agreement to pay.")
    ] = False,
    self_cleaning: Annotated[
        SelfCleaning, typer.Option(help="What the tenderer has shown of its reliability.")
    ] = SelfCleaning.NONE,
    public_interest: Annotated[
        bool, typer.Option("--public-interest", help="Overriding reasons to refrain (LOU 13:6).")
    ] = False,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Decide a case, after the hearing. Takes two persons."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        excluded = stated(exclude, "--exclude", "--spare")
        judgement = ExclusionJudgement(
            excluded, text_of("--reason", reason, reason_en), paid, self_cleaning, public_interest
        )
        act = Text("beslutar om uteslutning", "decide on an exclusion")
        preparer, head = two_persons(store, persons, "exclusion.two", act, IN_ORDER)
        warnings = decide_exclusion(store, head, preparer, case, judgement)
    outcome = Text("utesluten", "excluded") if excluded else Text("inte utesluten", "not excluded")
    warned = [warning.in_(lang) for warning in warnings]
    told = Text(
        " ".join([f"Ärendet {case} är avgjort: {outcome.sv}.", *(f"{each}." for each in warned)]),
        " ".join([f"Case {case} is decided: {outcome.en}.", *(f"{each}." for each in warned)]),
    )
    tell(told, {"case": case, "excluded": excluded, "warnings": warned}, lang, json_=json_)


@price.command("decide")
def decide_low_price(
    bid: Annotated[str, typer.Argument(metavar="BID", help="The bid's id.")],
    persons: Two,
    reason: Reason,
    accept: Annotated[
        bool | None, typer.Option("--accept/--reject", help="Whether the price stands.")
    ] = None,
    reason_en: ReasonEn = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Accept or reject a price that the tenderer has been asked to explain. Takes two persons."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        accepted = stated(accept, "--accept", "--reject")
        why = text_of("--reason", reason, reason_en)
        act = Text("beslutar om ett lågt pris", "decide on a low price")
        preparer, head = two_persons(store, persons, "price.two", act, IN_ORDER)
        decide_price(store, head, preparer, bid, accepted, why)
    outcome = Text("godtaget", "accepted") if accepted else Text("förkastat", "rejected")
    told = Text(f"Priset i {bid} är {outcome.sv}.", f"The price of {bid} is {outcome.en}.")
    tell(told, {"bid": bid, "accepted": accepted}, lang, json_=json_)
