"""How long it takes to seal a bid of 10 MB, and to seal the keys to every pair of openers.

Beside it, in the same rounds, ``pyrage`` encrypts the same bytes to the same
number of recipients, from file to file as well. Any one of its recipients opens
alone, so it does less: it is here for the speed of encryption itself.
"""

from __future__ import annotations

import io
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pyrage
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from registry.sealing import (
    BidFile,
    BidPackage,
    Expected,
    OpenerPublicKey,
    OpenerSecret,
    SealingInstructions,
    open_envelope,
    seal,
)
from registry.sealing.pair_keys import seal_pairs

SIZE = 10_000_000
ROUNDS = 9
AIM = 0.5
DEADLINE = datetime(2030, 1, 1, tzinfo=UTC)


def openers(n: int) -> list[OpenerSecret]:
    return [OpenerSecret(X25519PrivateKey.generate()) for _ in range(n)]


def given(secrets: list[OpenerSecret]) -> SealingInstructions:
    keys = tuple(OpenerPublicKey.of(one.public) for one in secrets)
    return SealingInstructions("T-1", ("L01",), DEADLINE, keys, False)


def seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def sealing(folder: Path, instructions: SealingInstructions) -> None:
    bid = BidPackage("L01", "org-1", {}, (BidFile("bid.bin", "application/zip", folder / "plain"),))
    with (folder / "sealed").open("wb") as out:
        seal(bid, instructions, "bid-1", 1, out)


def opening(folder: Path, secrets: list[OpenerSecret]) -> None:
    with (folder / "sealed").open("rb") as envelope:
        found = open_envelope(envelope, secrets[0], secrets[1], Expected("T-1", "bid-1", 1))
        for _ in found.files():
            pass


def by_pyrage(folder: Path, recipients: list[pyrage.x25519.Recipient]) -> None:
    with (folder / "plain").open("rb") as plain, (folder / "age").open("wb") as out:
        pyrage.encrypt_io(plain, out, recipients)


def pairing(instructions: SealingInstructions) -> None:
    seal_pairs(b"k" * 32, instructions.openers, False, b"info", lambda n: b"m" * n)


def main() -> None:
    three, five = openers(3), openers(5)
    recipients = [pyrage.x25519.Identity.generate().to_public() for _ in three]
    with tempfile.TemporaryDirectory() as where:
        folder = Path(where)
        (folder / "plain").write_bytes(bytes(range(250)) * (SIZE // 250))
        acts: list[Callable[[], object]] = [
            lambda: sealing(folder, given(three)),
            lambda: by_pyrage(folder, recipients),
            lambda: opening(folder, three),
            lambda: pairing(given(three)),
            lambda: pairing(given(five)),
        ]
        rounds = [[seconds(act) for act in acts] for _ in range(ROUNDS)]
        sealed = io.BytesIO((folder / "sealed").read_bytes()).getbuffer().nbytes
    ours, theirs, opened, pairs3, pairs5 = (
        statistics.median(each) for each in zip(*rounds, strict=True)
    )
    sys.stdout.write(
        f"{SIZE:,} bytes to 3 openers, file to file, median of {ROUNDS} rounds\n"
        f"seal                     {ours * 1000:>9.1f} ms  (aim {AIM * 1000:.0f} ms)\n"
        f"pyrage encrypts          {theirs * 1000:>9.1f} ms  (any one recipient opens)\n"
        f"ratio                    {ours / theirs:>9.2f}\n"
        f"open, every byte checked {opened * 1000:>9.1f} ms\n"
        f"3 pairs of 3 openers     {pairs3 * 1000:>9.2f} ms\n"
        f"10 pairs of 5 openers    {pairs5 * 1000:>9.2f} ms\n"
        f"padding                  {100 * (sealed / SIZE - 1):>9.1f} %\n"
    )


if __name__ == "__main__":
    main()
