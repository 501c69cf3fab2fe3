"""What applicants are told: a question, an approval, a refusal with its remedy, an end."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import get_args

import pytest
from sqlalchemy import select

from documents.admission_contexts import AdmissionContext, CompletionContext
from documents.typesetting import environment
from law.reasons import Lang, Text
from models.admissions import ExitCause
from models.tables import metadata
from procurement.admissions.ending import Ending, end_admission
from procurement.decisions.cancelling import cancel
from procurement.letters.dispatching import dispatch_letters
from procurement.letters.outbox import AnyContext, AnyLetter, owed_letters
from procurement.letters.posts import SetLetter
from tests.acceptance_words import ACCEPTANCE
from tests.plain_renderer import PlainRenderer
from tests.procurement.letterbox import Letterbox
from tests.procurement.small_papers import at
from tests.procurement.small_tender import World
from tests.procurement.systems import CHOICE, System, lot_of

WorldAt = Callable[[str], World]
NO_TAX = Text("Skulder på 1 000 kr", "Debts of SEK 1,000")


def text_of(context: AnyContext) -> str:
    """The letter's words, as they are printed."""
    template = environment(context.lang).get_template(f"{context.document}/{context.lang}.html")
    text = re.sub(r"<[^>]+>", " ", template.render(doc=context)).replace("&nbsp;", " ")
    return " ".join(text.split())


def letters(system: System, lang: Lang = "sv") -> list[AnyLetter]:
    owed, unworded = owed_letters(system.world.store, system.world.tender, Letterbox(), lang)
    assert unworded == ()
    return list(owed)


def send(system: System) -> None:
    found = letters(system)
    pdfs = PlainRenderer().render_all([letter.context for letter in found])
    ready = [SetLetter(*pair) for pair in zip(found, pdfs, strict=True)]
    dispatch_letters(system.world.store, system.world.actor("officer"), Letterbox(), ready)


def refused(system: System, lot: str) -> str:
    application = system.apply("north", lot)
    system.check(application, "TAX", met=False, note=NO_TAX)
    system.decide(application, approved=False)
    return application


def test_a_question_is_about_the_application_and_its_day(choice: System) -> None:
    choice.ask(choice.apply("north"), date(2026, 1, 20), Text("Vem?", "Who?"))
    [letter] = letters(choice)
    context = letter.context
    assert isinstance(context, CompletionContext)
    assert (context.question, context.answer_by, context.cite, letter.last_day) == (
        "Vem?", date(2026, 1, 20), "6 kap. 2 § LOV", None,
    )  # fmt: skip


def test_a_refusal_under_lov_says_why_and_until_when_rectification_is_sought(
    choice: System,
) -> None:
    refused(choice, "A")
    choice.world.go(at(11, 24))
    [letter] = letters(choice)
    context = letter.context
    assert isinstance(context, AdmissionContext)
    assert (context.outcome, context.cite, context.rectify_by, letter.last_day) == (
        "refused", "8 kap. 2 § LOV", date(2026, 12, 15), date(2026, 12, 15),
    )  # fmt: skip
    assert [(each.requirement, each.why) for each in context.unmet] == [
        ("TAX Skatter betalda", "Skulder på 1 000 kr")
    ]
    said = text_of(context)
    for words in ("Så söker ni rättelse", "Förvaltningsrätten i Stockholm", "15 december 2026"):
        assert words in said
    assert "överprövning" not in said


def test_a_refusal_in_a_purchasing_system_says_how_it_is_reviewed(dps: System) -> None:
    refused(dps, "L1")
    [letter] = letters(dps)
    context = letter.context
    assert isinstance(context, AdmissionContext)
    assert (context.cite, context.rectify_by, letter.last_day) == ("8 kap. 9 § LOU", None, None)
    said = text_of(context)
    assert "ansöka om överprövning" in said
    assert "20 kap. LOU" in said
    assert "söker ni rättelse" not in said


def test_an_exclusion_names_its_ground_and_paragraph(choice: System) -> None:
    choice.decide(choice.apply("north"), approved=False, ground="7:1 p. 5")
    [letter] = letters(choice)
    assert "7 kap. 1 § 5 LOV" in text_of(letter.context)


def test_an_approval_says_what_follows_and_promises_no_volume(choice: System, dps: System) -> None:
    for system, lot, follows in ((choice, "A", "utan dröjsmål"), (dps, "L1", "bjuds in")):
        system.admit("north", lot)
        [letter] = letters(system)
        said = text_of(letter.context)
        assert follows in said
        assert "inga garantier" in said


def test_an_end_is_told_beside_the_approval(choice: System) -> None:
    application, world = choice.admit("north"), choice.world
    send(choice)
    ending = Ending(ExitCause.BREACH, date(2026, 2, 28), NO_TAX)
    head, officer = world.actor("head"), world.actor("officer")
    end_admission(world.store, head, application, ending, officer)
    [letter] = letters(choice)
    said = text_of(letter.context)
    assert "till och med den 28 februari 2026" in said
    assert "Skulder" in said
    send(choice)
    assert letters(choice) == []


@pytest.mark.parametrize("lang", get_args(Lang))
def test_no_letter_of_a_system_reads_as_an_acceptance(
    choice: System, dps: System, lang: Lang
) -> None:
    for system, lot in ((choice, "A"), (dps, "L1")):
        system.admit("north", lot)
        second = system.apply("south", lot)
        system.ask(second, date(2026, 1, 13))
        system.world.go(at(1, 14))
        system.check(second, "TAX", met=False)
        system.decide(second, approved=False)
        for letter in letters(system, lang):
            said = text_of(letter.context)
            assert ACCEPTANCE.findall(said) == []
            assert ("Inget avtal sluts" if lang == "sv" else "No contract arises") in said


def cancel_all(system: System) -> str:
    world = system.world
    head, officer = world.actor("head"), world.actor("officer")
    return cancel(world.store, head, officer, world.tender, None, NO_TAX, redo=False)


def test_everybody_with_an_application_is_told_when_the_system_is_cancelled(
    either: System,
) -> None:
    """LOV 8:2, second paragraph; LOU 12:12. Whoever was refused has no part in it."""
    lot = lot_of(either)
    either.world.go(at(1, 13))
    refused(either, lot)
    either.admit("south", lot)
    either.apply("east", lot)
    send(either)
    cancel_all(either)
    told = [(letter.kind, letter.organisation_id, letter.last_day) for letter in letters(either)]
    last_day = None if either.world.tender == CHOICE else date(2026, 1, 23)
    assert told == [("cancellation", each, last_day) for each in ("east", "south")]


@pytest.mark.parametrize(
    ("lang", "said", "unsaid"),
    [
        (
            "sv",
            ("avbryta inrättandet av valfrihetssystemet", "8 kap. 2 § LOV", "söker ni rättelse"),
            ("överprövning", "LOU", "None", "anbud"),
        ),
        (
            "en",
            ("cancel the setting up of the system of choice", "LOV 8:2", "for rectification"),
            ("review", "LOU", "None", "bids"),
        ),
    ],
)
def test_the_letter_of_a_cancelled_system_of_choice_tells_of_rectification(
    choice: System, lang: Lang, said: tuple[str, ...], unsaid: tuple[str, ...]
) -> None:
    choice.apply("east", "A")
    cancel_all(choice)
    [letter] = letters(choice, lang)
    text = text_of(letter.context)
    assert [each for each in said if each not in text] == []
    assert [each for each in unsaid if each in text] == []
    assert "Centrum" in text
    assert "Skären" not in text


def test_nobody_is_admitted_to_what_is_cancelled(either: System) -> None:
    lot = lot_of(either)
    application = either.apply("north", lot)
    either.show("north", "tax", "staff")
    either.check_shown(application)
    cancel_all(either)
    refusal = either.world.refusal_of(lambda: either.decide(application))
    assert refusal.reason.code == "application.cancelled"


def test_no_contract_is_drawn_up_or_signed_in_a_cancelled_system(choice: System) -> None:
    first = choice.admit("north")
    choice.draw_up()
    choice.admit("south")
    cancel_all(choice)
    assert choice.draw_up() == ()
    refusal = choice.world.refusal_of(lambda: choice.sign(first, "north"))
    assert refusal.reason.code == "application.cancelled"


def test_the_journal_names_no_applicant(dps: System) -> None:
    """Not even where it tells of the letters to them (OSL 19:3)."""
    dps.admit("north", "L1")
    send(dps)
    table = metadata.tables["journal_entry"]
    with dps.world.store.read() as work:
        query = select(table.c.payload).order_by(table.c.seq.desc()).limit(1)
        [told] = work.session.connection().execute(query).scalars()
    assert "admission" in told
    assert "north" not in told
