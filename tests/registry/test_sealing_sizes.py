"""The size of an envelope tells its bucket and nothing more; sealing takes little memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from registry.sealing.padding import (
    CHUNK_BYTES,
    MAX_CONTENT_BYTES,
    SMALLEST,
    TAG_BYTES,
    bucket,
    is_body_size,
    sealed_bytes,
)
from tests.registry.sealed_bids import bid_file, instructions, package, sealed, secret

ROOT = Path(__file__).resolve().parents[2]
GIVEN = instructions([secret(0), secret(1)])


def size_of(folder: Path, *contents: bytes, organisation_id: str = "org-1") -> int:
    files = [bid_file(folder, f"file {n}.pdf", each, n) for n, each in enumerate(contents)]
    return len(sealed(package(*files, organisation_id=organisation_id), GIVEN))


def test_small_bids_are_all_of_one_size(tmp_path: Path) -> None:
    sizes = {
        size_of(tmp_path),
        size_of(tmp_path, b""),
        size_of(tmp_path, b"x" * 1000, b"y" * 50_000),
        size_of(tmp_path, *[b"z"] * 100),
        size_of(tmp_path, organisation_id="a-tenderer-with-a-much-longer-id"),
    }
    assert len(sizes) == 1


@pytest.mark.parametrize("size", [100_000, 1_000_000, 9_990_000])
def test_bids_of_nearly_the_same_size_are_of_the_same(size: int, tmp_path: Path) -> None:
    first = bucket(size + 5000)
    sizes = {size_of(tmp_path, b"x" * (first - off)) for off in (600, 900, 1500)}
    assert sizes == {size_of(tmp_path, b"y" * (first // 2), b"z" * (first // 2 - 1000))}


@pytest.mark.parametrize(
    ("content", "padded"),
    [
        (0, 65_536),
        (65_536, 65_536),
        (65_537, 67_584),
        (100_000, 100_352),
        (1_000_000, 1_015_808),
        (10_000_000, 10_223_616),
        (200_000_000, 201_326_592),
    ],
)
def test_buckets(content: int, padded: int) -> None:
    assert bucket(content) == padded


def test_a_bucket_holds_its_content_wastes_little_and_never_shrinks() -> None:
    sizes = [SMALLEST + step * step * 7 for step in range(5300)]
    padded = [bucket(size) for size in sizes]
    assert padded == sorted(padded)
    assert all(
        size <= found <= size + size // 32 + 1 for size, found in zip(sizes, padded, strict=True)
    )
    assert [bucket(found) for found in padded] == padded
    assert all(is_body_size(sealed_bytes(found)) for found in padded)
    # How many sizes the watcher of 5,300 different bids gets to see.
    assert len(set(padded)) < 400


@pytest.mark.parametrize(
    "body",
    [
        0,
        TAG_BYTES,
        SMALLEST,
        SMALLEST - 1 + TAG_BYTES,
        SMALLEST + 1 + TAG_BYTES,
        CHUNK_BYTES,
        sealed_bytes(CHUNK_BYTES) + TAG_BYTES,
        sealed_bytes(bucket(bucket(MAX_CONTENT_BYTES) + 1)),
    ],
)
def test_what_is_no_bucket_is_no_body(body: int) -> None:
    assert not is_body_size(body)


CHILD = """
import re, sys
from pathlib import Path
from registry.sealing import BidFile
from tests.registry.sealed_bids import instructions, package, secret, EXPECTED
from registry.sealing import open_envelope, seal

source, out = Path(sys.argv[1]), Path(sys.argv[2])
openers = [secret(n) for n in range(5)]
bid = package(BidFile("large.bin", "application/zip", source))
def peak():
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
small = package()
with open("/dev/null", "wb") as nowhere:
    seal(small, instructions(openers), "bid-1", 1, nowhere)
before = peak()
with out.open("wb") as envelope:
    seal(bid, instructions(openers), "bid-1", 1, envelope)
sealing = peak() - before
with out.open("rb") as envelope:
    open_envelope(envelope, openers[0], openers[1], EXPECTED)
print(sealing // 1024, (peak() - before) // 1024)
"""


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs /proc to measure")
def test_sealing_and_checking_150_mb_take_little_memory(tmp_path: Path) -> None:
    source = tmp_path / "source"
    with source.open("wb") as file:
        file.truncate(150_000_000)
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(source), str(tmp_path / "out")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    sealing, opening = map(int, done.stdout.split())
    print(f"\n150 MB: sealing added {sealing} MB to the process, opening too {opening} MB")
    assert sealing < 20
    assert opening < 40
