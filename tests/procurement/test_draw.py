"""The lottery: fixed hashes, the same for everybody, and nothing to steer with afterwards."""

from __future__ import annotations

import re
from hashlib import sha256
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.reasons import ActRefused
from procurement.allotting.draw import seed_of, tickets
from procurement.allotting.draw_file import draw_file

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "evaluation" / "draw.yaml"
PAGE = (ROOT / "docs" / "evaluation.md").read_text(encoding="utf-8")
ENVELOPES = {
    "T-1/1/a": "58f4d6f6a21b5e3bfd3e0b2ab6a1a2d0cf4a3e5a7b2dcb46d1c14b3f5c2a9e01",
    "T-1/1/b": "0c7d1f4be2a94a40b7f38f5b6f8e65a1de1f0fb74f83a2c1e9d7c6b5a4938271",
    "T-1/2/c": "a3b1c5d7e9f00112233445566778899aabbccddeeff0123456789abcdef01234",
}
SEED = "c614508982a65f9bc5c70bb18aa0e810fee62cc631fcfba045c9304ffd621858"
TICKETS = {
    "T-1/1/b": "0316c6f2e9372c84b3ed8bd424adfa20cf462d7cb61cc1038ec3ac05f340fb09",
    "T-1/1/a": "188dfd2e32dd4d672cc053e529773fe1936f16be7ca0e1866c4584b3ee2ffb7f",
}


@pytest.mark.parametrize(
    ("tender", "envelopes", "seed"),
    [
        ("T-1", ENVELOPES, SEED),
        ("T-1", {}, "2a2ce3b79eb8c250b180ac820d1d1d22d9a993d24e0328163c334ee4c5b30663"),
        ("T-2", ENVELOPES, "8de558b3c4eaa33f49c2c717c0e77d4b376dbdbf94aea37d7ec77cae576983d0"),
        (
            "T-1",
            {**ENVELOPES, "T-1/2/c": "0" * 64},
            "dcf397224b4c885ff871b00f275d5cb13967c146a2a62de565ae069984d981bc",
        ),
        (
            "Å",
            {"ö": "f" * 64, "z": "0" * 64},
            "237b1c28158cb789d67edf11af1a6853591b22abb19f77c7d414b20dfb277211",
        ),
    ],
)
def test_a_seed_is_the_same_for_ever(tender: str, envelopes: dict[str, str], seed: str) -> None:
    assert seed_of(tender, envelopes) == seed


def test_tickets_are_the_same_for_ever_and_stand_in_the_order_drawn() -> None:
    found = tickets(SEED, "T-1/1", ["T-1/1/a", "T-1/1/b"])
    assert list(found.items()) == list(TICKETS.items())


def test_the_bytes_hashed_are_the_lines_that_the_page_shows() -> None:
    lines = re.findall(r"^```text\n(tilldela draw 1: .*?)^```$", PAGE, re.M | re.S)
    hashed = [sha256(block.encode()).hexdigest() for block in lines]
    assert hashed == [SEED, TICKETS["T-1/1/a"]]


def test_anybody_can_draw_again_with_the_lines_of_python_on_the_page() -> None:
    (program,) = re.findall(r"^```python\n(.*?)^```$", PAGE, re.M | re.S)
    found: dict[str, object] = {"envelopes": ENVELOPES, "tied": ["T-1/1/a", "T-1/1/b"]}
    exec(program, found)
    assert (found["seed"], found["order"]) == (SEED, list(TICKETS))
    assert len(program.splitlines()) <= 10


@given(st.permutations(list(ENVELOPES.items())), st.permutations(list(TICKETS)))
def test_the_order_in_which_bids_are_written_changes_nothing(
    envelopes: list[tuple[str, str]], tied: list[str]
) -> None:
    seed = seed_of("T-1", dict(envelopes))
    assert list(tickets(seed, "T-1/1", tied)) == list(TICKETS)


def test_a_bid_that_falls_changes_no_others_ticket() -> None:
    """Having another excluded, or leaving, moves nobody else."""
    bids = [f"bid {n}" for n in range(6)]
    whole = tickets(SEED, "L", bids)
    for left in range(1, 6):
        assert tickets(SEED, "L", bids[:left]) == {id_: whole[id_] for id_ in bids[:left]}
        order = [id_ for id_ in whole if id_ in bids[:left]]
        assert list(tickets(SEED, "L", bids[:left])) == order


def test_another_lot_is_another_draw() -> None:
    one, other = (tickets(SEED, lot, ["a", "b", "c"]) for lot in ("L1", "L2"))
    assert one.keys() == other.keys()
    assert set(one.values()).isdisjoint(other.values())


def test_over_many_tenders_every_order_is_drawn_about_as_often() -> None:
    bids = ["a", "b", "c"]
    drawn = [tuple(tickets(seed_of(f"T-{n}", ENVELOPES), "L", bids)) for n in range(6000)]
    counted = [drawn.count(order) for order in permutations(bids)]
    assert sum(counted) == 6000
    assert all(900 < times < 1100 for times in counted)


@pytest.mark.parametrize("hashed", ["", "0" * 63, "A" * 64, "0" * 64 + "\n", "٠" * 64])
def test_what_is_no_hash_is_not_drawn_from(hashed: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        seed_of("T-1", {"a": hashed})


def test_no_id_can_pass_for_two_lines() -> None:
    with pytest.raises(ValueError, match="more than one line"):
        seed_of("T-1", {"a\nb": "0" * 64})
    with pytest.raises(ValueError, match="more than one line"):
        tickets(SEED, "L\nL", ["a"])


def test_a_file_is_drawn_as_the_engine_draws() -> None:
    drawn = draw_file(EXAMPLE)
    assert (drawn.seed, drawn.tickets) == (SEED, TICKETS)
    assert drawn.file.envelopes == ENVELOPES


HASH = "0" * 64


@pytest.mark.parametrize(
    ("text", "en"),
    [
        (
            f"tender: T\nlot: L\nenvelopes: {{a: {HASH}, b: {HASH}}}\ntied: [a, c]",
            "c in tied has no envelope in envelopes. Include every opened bid of the tender.",
        ),
        (
            f"tender: T\nlot: L\nenvelopes: {{a: {HASH}, b: {HASH}}}\ntied: [a, a]",
            "Several bids have the id a. Give each an id of its own.",
        ),
        (
            f"tender: T\nlot: L\nenvelopes: {{a: {HASH}}}\ntied: [a]",
            "draw.yaml: tied has the wrong form. Write it as in docs/evaluation.md.",
        ),
        (
            "tender: T\nlot: L\nenvelopes: {a: 00ff, b: 11ee}\ntied: [a, b]",
            "draw.yaml: envelopes.a (00ff) has the wrong form. Write it as in docs/evaluation.md.",
        ),
    ],
    ids=["no envelope", "twice", "nobody to draw with", "half a hash"],
)
def test_a_file_with_nothing_to_draw_is_refused(text: str, en: str, tmp_path: Path) -> None:
    file = tmp_path / "draw.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ActRefused) as refused:
        draw_file(file)
    assert refused.value.in_("en") == en
