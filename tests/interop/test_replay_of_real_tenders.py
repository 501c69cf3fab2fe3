"""Real tenders by other buyers: our ranking reproduces the order in which they awarded."""

from pathlib import Path

import pytest

from interop.replay import replay_file
from interop.source_tender import UnusableFile

DATA = Path(__file__).parents[3] / "shared" / "data"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data is not here")

# file → lot, our ranking, winner, the source's awards
REAL = {
    "prozorro/UA-2020-08-06-003989-a.json": (
        "UA-2020-08-06-003989-a",
        "UA-2020-08-06-003989-a",
        [
            "c2bd17f4a34f41728122daff4158feb7",
            "392650272f134aeca91bc2b8257ced57",
            "92cd5b8eaf5148758148ce6b9db93131",
        ],
        [0, 1],
    ),
    "prozorro/UA-2021-12-21-009402-c.json": (
        "UA-2021-12-21-009402-c",
        "UA-2021-12-21-009402-c",
        [
            "bbdff9d381e04c9dbf5c372846428733",
            "5c0e993f0f4d4f8b9987027804f820e7",
            "90c2b5e7a5294aa6a5203d32fbc96223",
            "f5ae92c7b1ad4384a57fcc24367b3425",
            "d90a208a4e1840b0a5c162a672f3d021",
        ],
        [0, 1],
    ),
    "prozorro/UA-2024-01-10-005750-a.json": (
        "UA-2024-01-10-005750-a",
        "8b90045565d9e5cc01ba7aa500ac0b74",
        [
            "e0e2674047f74b4da81faa6757a861b7",
            "65124a683933416ab3bbd7c765d44f4c",
            "08f316cad610497b82ecbd9fc66a0b64",
        ],
        # The award to the first was cancelled, made again and then rejected.
        [0, 0, 1],
    ),
    "prozorro/UA-2024-02-05-014363-a.json": (
        "UA-2024-02-05-014363-a",
        "UA-2024-02-05-014363-a",
        [
            "5b894ad9dd244ff6b5af81274bdc893c",
            "02676da6d6e649bdbde0e65813b46ca5",
            "30219061a7714a63882893a97ba6d720",
        ],
        [0, 1],
    ),
    "ocds/ukraine-prozorro-record-bids-lots-awards-contracts.json": (
        "ocds-be6bcu-UA-2016-08-31-000670-b",
        "2318185a93a34f31b27941160847513e",
        ["e7031f251e5e43f88df2c24973ffb7d6"],
        [0],
    ),
}


@pytest.mark.parametrize("name", REAL)
def test_a_real_tender_agrees_with_its_source(name: str) -> None:
    tender, lot, ranking, awarded = REAL[name]
    assert replay_file(DATA / name).as_json("sv") == {
        "tender": tender,
        "lots": [
            {
                "id": lot,
                "ranking": ranking,
                "winner": ranking[awarded[-1]],
                "source_awards": [ranking[place] for place in awarded],
                "agrees": True,
            }
        ],
        "agree": 1,
        "of": 1,
    }


def test_every_prozorro_tender_at_hand_is_listed_here() -> None:
    at_hand = {f"prozorro/{file.name}" for file in (DATA / "prozorro").glob("*.json")}
    assert at_hand == {name for name in REAL if name.startswith("prozorro/")}


def test_ocds_files_from_before_the_opening_have_nothing_to_rank() -> None:
    files = sorted((DATA / "ocds").glob("*.json"))
    without_bids = [file for file in files if f"ocds/{file.name}" not in REAL]
    assert len(without_bids) == 7
    for file in without_bids:
        with pytest.raises(UnusableFile, match=r"^The file holds no bids \(bids.details\)"):
            replay_file(file)
