"""`tilldela disclosure`: a request from the first question to the folder that is handed over."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from typer.testing import CliRunner, Result

from cli.main import app
from law.reasons import Lang
from models.store import StoredClock
from tests.appeals.disclosure.asked import Desk
from tests.documents.masking_pdfs import SECRET, everything_in
from tests.procurement.small_papers import TENDER, at
from tests.procurement.small_tender import World
from tests.procurement.stage_fixtures import stages, world_at

WorldAt = Callable[[str], World]
__all__ = ["stages", "world_at"]
OFFICER, LAWYER = ("--as", "officer"), ("--as", "lawyer")
ASK = ("disclosure", "ask", TENDER, "--wanted", "Anbudet på L1")
REQUEST = f"{TENDER}/U1"
NAME = "PRIS-490-KR.pdf"
WHY = ("--reason", "Ingen skada kan antas.", "--reason-en", "No harm can be assumed.")
BUSINESS = ("--cite", "OSL 31:16", "--reason", "Kalkylen röjer en metod.")


def run(world: World, *words: str, lang: Lang = "en") -> Result:
    where = ("--data-dir", str(world.store.data_dir), "--lang", lang)
    return CliRunner().invoke(app, [*words, *where])


def said(world: World, *words: str, lang: Lang = "en") -> str:
    result = run(world, *words, lang=lang)
    assert result.exit_code == 0, result.stderr
    return result.stdout


def data(world: World, *words: str) -> Any:
    return json.loads(said(world, *words, "--json"))


def refusal(world: World, *words: str, lang: Lang = "en") -> str:
    """The one sentence of a command that is refused and changes nothing."""
    before = world.dump()
    result = run(world, *words, lang=lang)
    assert (result.exit_code, result.stdout, world.dump()) == (2, "", before)
    (line,) = result.stderr.strip().splitlines()
    return line


def there(world: World) -> tuple[World, str]:
    """At the installation's own clock, with a PDF of three pages in a bid; and its hash."""
    clock = StoredClock(world.store.engine)
    clock.set(at(3, 12))
    world.clock.at = clock.now()
    return world, Desk(world).bid_with_pdf(name=NAME)


@pytest.fixture
def decided(world_at: WorldAt) -> tuple[World, str]:
    return there(world_at("notified"))


@pytest.mark.render
def test_a_request_goes_from_the_question_to_what_is_handed_over(
    decided: tuple[World, str], tmp_path: Path
) -> None:
    world, document = decided
    (call,) = [
        each
        for each in data(world, "disclosure", "documents", TENDER)["documents"]
        if each["title"]["sv"] == "Förfrågan"
    ]
    assert (call["secrecy"], call["marks"]) == ("public", [])
    mark = ("disclosure", "mark", TENDER, "--document", document[:12], "--pages", "2", *BUSINESS)
    assert data(world, *mark, "--claimed-by", "north", *OFFICER) == {"mark": f"{TENDER}/S1"}
    made = data(world, *ASK, *OFFICER, "--document", call["sha256"][:12])
    assert made == {"request": REQUEST, "aim": "2026-03-15"}
    cover = ("disclosure", "cover", REQUEST, "--document", document[:12], *OFFICER)
    assert data(world, *cover) == {"request": REQUEST, "added": [document]}
    decide = ("disclosure", "decide", REQUEST, *LAWYER)
    said(world, *decide, "--document", call["sha256"], "--outcome", "given", *WHY)
    words = (*decide, "--document", document, "--outcome", "masked", "--pages", "2", *BUSINESS)
    assert data(world, *words)["outcome"] == "masked"
    to = tmp_path / "out"
    done = data(world, "disclosure", "answer", REQUEST, "--to", str(to), *LAWYER)
    assert done["files"] == [f"DEMO-1-U1-1{each}" for each in (".pdf", "-01.txt", "-02.pdf")]
    assert sorted(path.name for path in to.iterdir()) == sorted(done["files"])
    letter = "".join(page.extract_text() for page in PdfReader(to / "DEMO-1-U1-1.pdf").pages)
    given = everything_in((to / "DEMO-1-U1-1-02.pdf").read_bytes())
    assert ("31:16" in letter, "490" in letter, SECRET.encode() in given) == (True, False, False)
    shown = data(world, "disclosure", "show", REQUEST, *OFFICER)
    assert [each["outcome"] for each in shown["documents"]] == ["masked", "given"]
    assert (shown["requester"], shown["given"], shown["waiting"]) == (None, 2, False)


def test_what_a_sender_called_its_file_is_shown_to_those_who_may_see_bids(
    decided: tuple[World, str],
) -> None:
    world, document = decided
    documents = ("disclosure", "documents", TENDER)
    assert document[:12] in said(world, *documents)
    assert NAME not in said(world, *documents) + said(world, *documents, "--json")
    assert NAME in said(world, *documents, *OFFICER)


def test_before_the_award_no_list_tells_of_bids(world_at: WorldAt) -> None:
    world, document = there(world_at("opened"))
    documents = ("disclosure", "documents", TENDER)
    for words in (documents, (*documents, "--json")):
        told = said(world, *words)
        assert document[:12] not in told
        assert "North" not in told
    assert "Give --as to see them." in said(world, *documents)
    assert document in str(data(world, *documents, *LAWYER))
    said(world, *ASK, "--document", document, *OFFICER)
    absolute = ("--cite", "19 kap. 3 § OSL", "--reason", "Inget är avgjort.")
    decide = ("disclosure", "decide", REQUEST, "--document", document, "--outcome")
    assert "before all lots have been decided" in refusal(world, *decide, "given", *WHY, *LAWYER)
    said(world, *decide, "refused", *absolute, *LAWYER)
    assert data(world, "disclosure", "list", TENDER)["requests"] == [
        {
            "request": REQUEST,
            "received": world.clock.at.isoformat(),
            "aim": "2026-03-15",
            "answered": [],
            "given": 0,
            "waiting": True,
            "late": False,
        }
    ]


def test_a_request_that_waits_longer_than_the_house_aims_at_is_listed_as_late(
    decided: tuple[World, str],
) -> None:
    world, _ = decided
    said(world, *ASK, *OFFICER, "--received", "2026-03-08T09:00", "--name", "Rut Frågvis")
    told = said(world, "disclosure", "list", TENDER)
    assert "LATE" in told
    assert "is to be dealt with promptly" in told
    assert "Frågvis" not in told
    assert "Frågvis" in said(world, "disclosure", "show", REQUEST, *OFFICER)


def test_each_lot_may_be_found_to_be_a_matter_of_its_own(decided: tuple[World, str]) -> None:
    world, _ = decided
    by_lot = ("disclosure", "by-lot", TENDER, "--reason", "Egna kontrakt")
    assert data(world, *by_lot, *LAWYER) == {"tender": TENDER, "by_lot": True}
    assert said(world, *by_lot, *LAWYER, lang="sv") == (
        f"Varje område i {TENDER} är ett eget ärende. Den absoluta sekretessen upphör område för"
        " område.\n"
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("ask", "NO-1", "--wanted", "Allt", *OFFICER), "NO-1"),
        (("ask", TENDER, "--wanted", " ", *OFFICER), "Write it in the asker's words"),
        (("ask", TENDER, "--wanted", "Allt", "--document", "feed", *OFFICER), "feed does not"),
        (("ask", TENDER, "--wanted", "Allt", "--from", "nobody", *OFFICER), "no supplier nobody"),
        (("ask", TENDER, "--wanted", "Allt", "--received", "2027-01-01T09:00", *OFFICER),
         "cannot have come in later than now"),
        (("ask", TENDER, "--wanted", "Allt", "--as", "signatory"), "signatory"),
        (("cover", f"{TENDER}/U9", "--document", "feed", *OFFICER), f"no request {TENDER}/U9"),
        (("show", f"{TENDER}/U9", *OFFICER), f"no request {TENDER}/U9"),
        (("list", "NO-1"), "NO-1"),
        (("documents", TENDER, "--as", "signatory"), "signatory"),
        (("by-lot", TENDER, "--reason", "", *LAWYER), "--reason is empty"),
        (("by-lot", TENDER, "--reason", "Egna kontrakt", *OFFICER), "officer"),
        (("mark", TENDER, "--document", "feed", *BUSINESS, *OFFICER), "feed does not begin"),
        (("mark", TENDER, "--document", "feed", "--cite", "LOU 1:1", "--reason", "a", *OFFICER),
         "--cite LOU 1:1 is no paragraph"),
        (("mark", TENDER, "--document", "feed", *BUSINESS, "--pages", "x", *OFFICER),
         "x is no range of pages"),
        (("answer", f"{TENDER}/U9", "--to", "/dev/null", *LAWYER), "/dev/null"),
    ],
)  # fmt: skip
def test_a_wrong_word_is_one_sentence_and_changes_nothing(
    decided: tuple[World, str], words: tuple[str, ...], told: str
) -> None:
    world, _ = decided
    assert told in refusal(world, "disclosure", *words)


def test_a_decision_by_another_than_a_lawyer_or_without_its_parts_is_refused(
    decided: tuple[World, str], tmp_path: Path
) -> None:
    world, document = decided
    said(world, *ASK, "--document", document, *OFFICER)
    decide = ("disclosure", "decide", REQUEST, "--document", document, "--outcome")
    assert "officer" in refusal(world, *decide, "given", *WHY, *OFFICER)
    assert "The outcome does not fit" in refusal(world, *decide, "masked", *BUSINESS, *LAWYER)
    assert "kan inte maskeras: filen har inte de sidor" in refusal(
        world, *decide, "masked", *BUSINESS, "--pages", "3-9", *LAWYER, lang="sv"
    )
    answer = ("disclosure", "answer", REQUEST, "--to", str(tmp_path / "out"), *LAWYER)
    assert "has documents not decided on" in refusal(world, *answer)
    assert not (tmp_path / "out").exists()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "other.txt").write_text("x")
    assert "full" in refusal(world, *answer[:4], str(tmp_path / "full"), *LAWYER)
