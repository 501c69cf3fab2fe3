"""`tilldela calloff` from a need to an order placed."""

from __future__ import annotations

import json
from typing import Any

from typer.testing import CliRunner, Result

from cli.main import app
from law.reasons import Lang
from models.store import StoredClock
from tests.procurement.framework_fixtures import framework, framework_at, framework_stages
from tests.procurement.framework_world import CEILING, FRAMEWORK, send
from tests.procurement.small_tender import World
from tests.procurement.stage_fixtures import stages

__all__ = ["framework", "framework_at", "framework_stages", "stages"]
FIRST = f"{FRAMEWORK}/L1/A1"
NEED = ("--lot", "L1", "--value", "250000", "--what", "Tolv platser", "--what-en", "Twelve places")
NO = ("--party", "east", "--no", "--reason", "Fullt", "--reason-en", "Full")


def run(world: World, *words: str, lang: Lang = "en") -> Result:
    where = ("--data-dir", str(world.store.data_dir), "--lang", lang)
    StoredClock(world.store.engine).set(world.clock.at)
    return CliRunner().invoke(app, ["calloff", *words, *where])


def told(result: Result) -> str:
    assert result.exit_code == 0, result.stderr
    return result.stdout.strip()


def data(result: Result) -> Any:
    return json.loads(told(result))


def sentence(result: Result) -> str:
    assert (result.exit_code, result.stdout) == (2, "")
    (line,) = result.stderr.strip().splitlines()
    return line


def test_a_need_goes_down_the_ranking_and_is_placed_by_two(framework: World) -> None:
    assert told(run(framework, "open", FRAMEWORK, "--as", "officer", *NEED)) == (
        f"Call-off {FIRST} is open. Offer it to the first in the ranking with tilldela calloff"
        " offer."
    )
    assert data(run(framework, "offer", FIRST, "--as", "officer", "--json")) == {
        "call_off": FIRST,
        "party": "east",
    }
    send(framework)
    declined = run(framework, "answer", FIRST, "--as", "officer", *NO)
    assert told(declined).startswith(f"east declines call-off {FIRST}.")
    told(run(framework, "offer", FIRST, "--as", "officer"))
    taken = run(framework, "answer", FIRST, "--as", "north-person", "--party", "north", "--yes")
    assert told(taken).startswith(f"north takes call-off {FIRST}.")
    told(run(framework, "decide", FIRST, "--as", "officer", "--as", "head"))
    shown = data(run(framework, "show", FRAMEWORK, "--json"))
    (lot,) = shown["lots"]
    assert (lot["ceiling"], lot["used"]) == (CEILING, 25_000_000)
    assert [each["place"] for each in lot["parties"]] == [1, 2, 3]
    assert lot["call_offs"] == [
        {
            "call_off": FIRST,
            "value": 25_000_000,
            "what": "Twelve places",
            "state": "placed",
            "place": 2,
        }
    ]


def test_show_tells_people_what_is_left(framework: World) -> None:
    told(run(framework, "open", FRAMEWORK, "--as", "officer", *NEED))
    lines = told(run(framework, "show", FRAMEWORK, lang="sv")).splitlines()
    assert lines[0] == (
        "L1: takvolym 10 000 000 kronor, varav 250 000 kronor använt och 9 750 000 kronor kvar."
        " Avrop sker i rangordning eller genom förnyad konkurrensutsättning."
    )
    assert any("Demo East AB" in line and "2028-04-30" in line for line in lines)
    assert lines[-1] == f"{FIRST}: 250 000 kronor, ska erbjudas plats 1. Tolv platser"


def test_wrong_input_is_one_sentence_and_changes_nothing(framework: World) -> None:
    StoredClock(framework.store.engine).set(framework.clock.at)
    before = framework.dump()
    refused = [
        run(framework, "open", FRAMEWORK, "--as", "officer", *NEED[:3], "1e6", *NEED[4:]),
        run(framework, "open", FRAMEWORK, "--as", "officer", *NEED[:5], " ", *NEED[6:]),
        run(framework, "open", "NOTHING", "--as", "officer", *NEED),
        run(framework, "open", FRAMEWORK, "--as", "nobody", *NEED),
        run(framework, "offer", FIRST, "--as", "officer"),
        run(framework, "answer", FIRST, "--as", "officer", *NO),
        run(framework, "decide", FIRST, "--as", "head"),
        run(framework, "show", "NOTHING"),
    ]
    assert [sentence(each).split(".")[0] for each in refused] == [
        "--value 1e6 is not an amount",
        "--what is empty",
        "There is no tender NOTHING here",
        "There is no person nobody in the register",
        f"There is no call-off {FIRST}",
        f"There is no call-off {FIRST}",
        "Two persons decide a call-off together, and 1 is named",
        "There is no tender NOTHING here",
    ]
    assert framework.dump() == before
