"""The four shapes of OCDS, and the ways in which awards point at bids."""

import copy
from typing import Any

import pytest

from interop.replay import Replay, recognise, replay_tender
from interop.source_tender import UnusableFile


def replayed(document: dict[str, Any]) -> Replay:
    return replay_tender(recognise(document))


def tenderer(number: str) -> dict[str, Any]:
    return {"identifier": {"scheme": "XX-REG", "id": number}}


def bid(id_: str, amount: int, **more: Any) -> dict[str, Any]:
    return {
        "id": id_,
        "status": "valid",
        "date": "2026-01-10T10:00:00Z",
        "value": {"amount": amount, "currency": "SEK"},
        **more,
    }


def award(id_: str, **more: Any) -> dict[str, Any]:
    day = f"2026-02-{int(id_):02}T10:00:00Z"
    return {"id": id_, "status": "active", "date": day, **more}


RELEASE: dict[str, Any] = {
    "ocid": "ocds-x-1",
    "id": "1",
    "date": "2026-03-01T00:00:00Z",
    "tag": ["award"],
    "tender": {"id": "T", "lots": [{"id": "L1"}, {"id": "L2"}]},
    "bids": {
        "details": [
            bid("A", 10, relatedLots=["L1"], tenderers=[tenderer("1")]),
            bid("B", 20, relatedLots=["L1", "L2"], tenderers=[tenderer("2")]),
            bid("C", 5, relatedLot="L2", tenderers=[tenderer("3")]),
        ]
    },
    "awards": [
        award("1", relatedBid="A", relatedLots=["L1"]),
        award("2", relatedBids=["C"], lotID="L2"),
    ],
}
EXPECTED = {
    "tender": "ocds-x-1",
    "lots": [
        {"id": "L1", "ranking": ["A", "B"], "winner": "A", "source_awards": ["A"], "agrees": True},
        {"id": "L2", "ranking": ["C", "B"], "winner": "C", "source_awards": ["C"], "agrees": True},
    ],
    "agree": 2,
    "of": 2,
}
# Each value of a versioned release is a history; reading one as a value would go wrong.
VERSIONED = {"ocid": "ocds-x-1", "bids": {"details": [{"id": "A", "status": [{"value": "valid"}]}]}}


@pytest.mark.parametrize(
    "document",
    [
        RELEASE,
        {"uri": "u", "releases": [RELEASE]},
        {"ocid": "ocds-x-1", "releases": [{"url": "u"}], "compiledRelease": RELEASE},
        {"publisher": {}, "versionedRelease": VERSIONED, "compiledRelease": RELEASE},
        {"versionedRelease": VERSIONED, "releases": [RELEASE]},
        {"uri": "u", "records": [{"ocid": "ocds-x-1", "compiledRelease": RELEASE}]},
        {"records": [{"ocid": "ocds-x-1", "releases": [RELEASE]}]},
        {
            "records": [
                {
                    "ocid": "ocds-x-1",
                    "compiledRelease": {k: v for k, v in RELEASE.items() if k != "ocid"},
                }
            ]
        },
    ],
    ids=[
        "release",
        "release package",
        "record",
        "record with versioned release",
        "record without compiled release",
        "record package",
        "record package with releases",
        "compiled release without ocid",
    ],
)
def test_every_shape_of_ocds_gives_the_same_replay(document: dict[str, Any]) -> None:
    assert replayed(document).as_json("en") == EXPECTED


def test_releases_of_one_process_are_merged_in_order_of_date() -> None:
    early = copy.deepcopy(RELEASE) | {"date": "2026-01-20T00:00:00Z"}
    del early["awards"]
    early["bids"]["details"][0]["value"]["amount"] = 999
    late = {
        "ocid": "ocds-x-1",
        "date": "2026-02-20T00:00:00Z",
        "bids": {"details": [{"id": "A", "value": {"amount": 10}}]},
        "awards": RELEASE["awards"],
    }
    assert replayed({"releases": [late, early]}).as_json("en") == EXPECTED


def test_another_process_in_the_same_file_is_named() -> None:
    other = copy.deepcopy(RELEASE) | {"ocid": "ocds-x-2"}
    replay = replayed({"releases": [RELEASE, other]})
    assert replay.as_json("en") == {
        **EXPECTED,
        "problems": [
            (
                "releases[1]: is another tender (ocds-x-2). "
                "It is not replayed; save it in a file of its own."
            )
        ],
    }


def test_a_fault_is_told_at_its_place_in_the_package() -> None:
    faulty = copy.deepcopy(RELEASE)
    faulty["bids"]["details"][1]["value"]["amount"] = "20"
    replay = replayed({"records": [{"ocid": "ocds-x-1", "compiledRelease": faulty}]})
    assert [problem.path for problem in replay.problems] == [
        "records[0].compiledRelease.bids.details[1].value.amount"
    ]


def test_an_award_without_a_bid_is_found_by_its_suppliers() -> None:
    document = copy.deepcopy(RELEASE)
    document["awards"] = [
        award("1", relatedLots=["L1"], suppliers=[{"id": "XX-REG-1", "name": "One"}]),
        award("2", suppliers=[tenderer("3")]),
    ]
    assert replayed(document).as_json("en") == EXPECTED


def test_of_two_bids_by_the_same_suppliers_the_value_decides() -> None:
    document = copy.deepcopy(RELEASE)
    document["bids"]["details"].append(bid("D", 30, relatedLots=["L1"], tenderers=[tenderer("1")]))
    by_one = award("1", relatedLots=["L1"], suppliers=[tenderer("1")])
    document["awards"] = [{**by_one, "value": {"amount": 30}}]
    assert replayed(document).lots[0].source_awards == ("D",)
    document["awards"] = [by_one]
    replay = replayed(document)
    assert replay.lots[0].source_awards == ()
    assert [problem.in_("en") for problem in replay.problems] == [
        (
            "awards[0].relatedBid: is missing, and the suppliers do not single out one bid. "
            "The award is left out of the comparison; correct the value and run again."
        )
    ]


def test_a_bid_needs_no_status_or_date_in_ocds_until_a_tie() -> None:
    bare = {"value": {"amount": 7, "currency": "SEK"}}
    details = [{"id": "B", **bare}, {"id": "A", **bare}, {"id": "C", **bare, **bid("C", 8)}]
    replay = replayed({"ocid": "o", "tender": {}, "bids": {"details": details}})
    assert replay.as_json("en") == {
        "tender": "o",
        "lots": [
            {
                "id": "o",
                "ranking": ["A", "B", "C"],
                "winner": "A",
                "source_awards": [],
                "agrees": None,
            }
        ],
        "agree": 0,
        "of": 0,
        "problems": [
            (
                "bids.details[1].date: is missing, and the bid ties with B. "
                "They are ordered by id; state when the bids were received."
            ),
            (
                "bids.details[0].date: is missing, and the bid ties with A. "
                "They are ordered by id; state when the bids were received."
            ),
        ],
    }


def test_a_bid_that_does_not_say_which_of_several_lots_is_left_out() -> None:
    document = copy.deepcopy(RELEASE)
    document["bids"]["details"].append(bid("D", 1))
    replay = replayed(document)
    assert [problem.in_("en") for problem in replay.problems] == [
        (
            "bids.details[3].relatedLot: is missing. "
            "The bid is left out of the ranking; correct the value and run again."
        )
    ]
    assert replay.agree == 2


@pytest.mark.parametrize(
    "document",
    [
        {"ocid": "o", "tender": {"id": "t"}},
        {"releases": [{"ocid": "o", "tender": {}}]},
        {"records": [{"ocid": "o", "versionedRelease": VERSIONED}]},
        {"records": "none"},
        {"versionedRelease": VERSIONED},
    ],
)
def test_ocds_without_bids_cannot_be_replayed(document: dict[str, Any]) -> None:
    with pytest.raises(UnusableFile, match=r"The file holds no bids \(bids.details\)"):
        replayed(document)
