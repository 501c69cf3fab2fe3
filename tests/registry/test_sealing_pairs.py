"""Any two named openers open; one alone cannot, nor a stranger, nor two insiders when strict."""

from __future__ import annotations

import io
import pickle
import traceback
from functools import reduce
from itertools import combinations, permutations
from operator import xor

import pytest

from registry.sealing import EnvelopeRefused, OpenerSecret, pairs_of, read_header
from registry.sealing.body import commitment_to
from tests.registry.sealed_bids import (
    crafted,
    head_and_body,
    instructions,
    listed,
    opened,
    package,
    public,
    sealed,
    secret,
    with_head,
)

SIZES = (2, 3, 4, 5)
STRANGER = secret(90)


def code(envelope: bytes, first: OpenerSecret, second: OpenerSecret) -> str:
    """What became of it: a refusal's code, or "opened"."""
    try:
        opened(envelope, first, second)
    except EnvelopeRefused as refusal:
        return refusal.code
    return "opened"


@pytest.mark.parametrize("n", SIZES)
def test_two_named_openers_open_and_nobody_else_does(n: int) -> None:
    openers = [secret(number) for number in range(n)]
    envelope = sealed(package(), instructions(openers))
    pairs = [code(envelope, *pair) for pair in permutations(openers, 2)]
    singles = [code(envelope, one, one) for one in openers]
    foreign = [code(envelope, one, STRANGER) for one in openers]
    foreign += [code(envelope, STRANGER, one) for one in openers]
    assert pairs == ["opened"] * (n * (n - 1))
    assert singles == ["same_key"] * n
    assert foreign == ["not_a_pair"] * (2 * n)
    print(
        f"\nP2 n={n}: pairs opened {len(pairs) // 2}/{n * (n - 1) // 2}, in either order;"
        f" singles refused {len(singles)}/{n}; foreign refused {len(foreign)}/{2 * n}"
    )


@pytest.mark.parametrize("n", SIZES)
def test_in_strict_mode_two_insiders_are_no_pair(n: int) -> None:
    openers = [secret(number) for number in range(n)]
    insiders, outsider = openers[:-1], openers[-1]
    envelope = sealed(package(), instructions(openers, outsiders=1, strict=True))
    with_outsider = [code(envelope, one, outsider) for one in insiders]
    without = [code(envelope, *pair) for pair in combinations(insiders, 2)]
    assert with_outsider == ["opened"] * (n - 1)
    assert without == ["not_a_pair"] * ((n - 1) * (n - 2) // 2)
    print(
        f"\nP2 strict, n={n}: opened {len(with_outsider)};"
        f" without the outsider refused {len(without)}"
    )


def test_strict_pairs_are_those_with_an_outsider() -> None:
    keys = [public(secret(number), outsider=number >= 2) for number in range(4)]
    every = pairs_of(keys, strict=False)
    insiders = tuple(sorted(key.key_id for key in keys[:2]))
    assert len(every) == 6
    assert pairs_of(keys, strict=True) == tuple(pair for pair in every if pair != insiders)
    assert pairs_of(keys[::-1], strict=False) == every
    assert pairs_of(keys[:2], strict=True) == ()


def test_a_key_that_claims_anothers_place_opens_nothing() -> None:
    """A foreign key written over a pair's ids in the head does not get the halves."""
    openers = (secret(0), secret(1))
    head, body = head_and_body(sealed(package(), instructions(openers)))
    head["pairs"][0][:2] = sorted([openers[0].key_id, STRANGER.key_id])
    head["keys"] = sorted([openers[0].key_id, STRANGER.key_id])
    assert code(with_head(head, body), openers[0], STRANGER) == "cannot_decrypt"


@pytest.mark.parametrize("n", SIZES)
def test_all_that_one_opener_can_unseal_does_not_make_the_key(n: int) -> None:
    """Off the system too: every half of one opener's, in every combination, is noise."""
    openers = [secret(number) for number in range(n)]
    header = read_header(io.BytesIO(sealed(package(), instructions(openers))))
    tried = 0
    for opener in openers:
        halves = [
            opener.decrypt(bytes.fromhex(half), header.info())
            for sealed_pair in header.sealed_pairs
            for key_id, half in zip(sealed_pair[:2], sealed_pair[2:], strict=True)
            if key_id == opener.key_id
        ]
        assert len(halves) == n - 1
        for size in range(1, n):
            for chosen in combinations(halves, size):
                made = reduce(xor, (int.from_bytes(half, "big") for half in chosen))
                assert commitment_to(made.to_bytes(32, "big")) != header.commitment
                tried += 1
    print(f"\nP2 one alone, n={n}: combinations of one opener's halves {tried}, keys found 0")


def test_halves_in_each_others_place_open_nothing() -> None:
    openers = [secret(0), secret(1), secret(2)]
    head, body = head_and_body(sealed(package(), instructions(openers)))
    for pair in head["pairs"]:
        pair[2], pair[3] = pair[3], pair[2]
    assert {code(with_head(head, body), *pair) for pair in permutations(openers, 2)} == {
        "cannot_decrypt"
    }


def test_an_envelope_cannot_hold_another_bid_for_another_pair() -> None:
    """The head commits to one content key: two keys in one envelope are found."""
    openers = [secret(0), secret(1), secret(2)]
    given = instructions(openers)
    envelope = crafted(given, listed({}), commitment="0" * 64)
    assert {code(envelope, *pair) for pair in permutations(openers, 2)} == {"cannot_decrypt"}


@pytest.mark.parametrize("changed", ["pair", "body", "manifest"])
def test_no_secret_shows_in_a_traceback_with_all_its_locals(changed: str) -> None:
    openers = (secret(0), secret(1))
    head, body = head_and_body(sealed(package(), instructions(openers)))
    if changed == "pair":
        half = head["pairs"][0][3]
        head["pairs"][0][3] = half[:-1] + ("0" if half[-1] != "0" else "1")
    if changed == "body":
        body = body[:-1] + bytes([body[-1] ^ 1])
    envelope = with_head(head, body)
    if changed == "manifest":
        envelope = crafted(instructions(openers), b"\xff\xff\xff\xffsecret")
    with pytest.raises(EnvelopeRefused) as refusal:
        opened(envelope, *openers)
    told = traceback.TracebackException.from_exception(refusal.value, capture_locals=True)
    text = "".join(told.format())
    for each in openers:
        private = each._private.private_bytes_raw()
        assert private.hex() not in text
        assert repr(private)[2:-1] not in text
    assert "1234500" not in text
    assert repr(bytes(range(32)))[2:-1] not in text


def test_a_private_key_shows_its_id_alone_and_is_not_pickled() -> None:
    one = secret(0)
    assert (repr(one), str(one)) == (f"OpenerSecret({one.key_id})",) * 2
    with pytest.raises(TypeError, match="is not pickled"):
        pickle.dumps(one)


def test_neither_what_is_sealed_nor_what_came_out_shows_in_a_repr() -> None:
    openers = (secret(0), secret(1))
    bid = package(values={"price": 77_777})
    found = opened(sealed(bid, instructions(openers)), *openers)
    assert found.values == {"price": 77_777}
    assert "77777" not in repr(bid) + repr(found)
    assert "org-1" not in repr(bid) + repr(found)
