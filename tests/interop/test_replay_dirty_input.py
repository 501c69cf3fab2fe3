"""Each fault in a file gives one message, and everything else is still replayed."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from interop.replay import replay_file
from interop.source_tender import UnusableFile

Spoil = Callable[[dict[str, Any]], object]
LEFT_OUT = "The bid is left out of the ranking; correct the value and run again."
AWARD_OUT = "The award is left out of the comparison; correct the value and run again."
LAST = "In a tie the bid counts as the last received; correct the time."
FEATURE_OUT = "The feature is not counted; correct the value and run again."
PRICE_ALONE = "The bids are compared on price alone; check that this is the tender's rule."


def tender() -> dict[str, Any]:
    """Four bids without features, A < B < C < D, awarded to A."""
    return {
        "tenderID": "T-1",
        "bids": [bid(id_, 100 + 10 * place) for place, id_ in enumerate("ABCD")],
        "awards": [
            {"id": "1", "bid_id": "A", "status": "active", "date": "2026-02-01T10:00:00+00:00"}
        ],
    }


def bid(id_: str, amount: int) -> dict[str, Any]:
    return {
        "id": id_,
        "status": "active",
        "date": "2026-01-10T10:00:00+00:00",
        "value": {"amount": amount, "currency": "UAH"},
    }


def value(key: str, new: object) -> Spoil:
    return lambda it: it["bids"][2]["value"].__setitem__(key, new)


def third(key: str, new: object) -> Spoil:
    return lambda it: it["bids"][2].__setitem__(key, new)


def award(key: str, new: object) -> Spoil:
    return lambda it: it["awards"][0].__setitem__(key, new)


def top(key: str, new: object) -> Spoil:
    return lambda it: it.__setitem__(key, new)


AMOUNT = "bids[2].value.amount"
FAULTS: list[tuple[Spoil, str, str]] = [
    (value("amount", None), "ABD", f"{AMOUNT}: is missing. {LEFT_OUT}"),
    (value("amount", "120"), "ABD", f'{AMOUNT}: is "120", must be a number. {LEFT_OUT}'),
    (value("amount", True), "ABD", f"{AMOUNT}: is true, must be a number. {LEFT_OUT}"),
    (value("amount", [1]), "ABD", f"{AMOUNT}: is a list, must be a number. {LEFT_OUT}"),
    (value("amount", {}), "ABD", f"{AMOUNT}: is an object, must be a number. {LEFT_OUT}"),
    (value("amount", -5), "ABD", f"{AMOUNT}: is -5, must be at least 0. {LEFT_OUT}"),
    (
        value("amount", float("nan")),
        "ABD",
        f"{AMOUNT}: is NaN, must be a finite number. {LEFT_OUT}",
    ),
    (
        value("amount", float("inf")),
        "ABD",
        f"{AMOUNT}: is Infinity, must be a finite number. {LEFT_OUT}",
    ),
    (
        value("amount", 10**18),
        "ABD",
        (
            f"{AMOUNT}: is 1000000000000000000, must be below 10^18 with at most 30 decimals. "
            f"{LEFT_OUT}"
        ),
    ),
    (value("currency", 7.5), "ABD", f"bids[2].value.currency: is 7.5, must be a text. {LEFT_OUT}"),
    (
        value("currency", "EUR"),
        "ABD",
        f"bids[2].value.currency: is EUR, the other bids are in UAH. {LEFT_OUT}",
    ),
    (
        value("currency", None),
        "ABCD",
        (
            "bids[2].value.currency: is missing. "
            "The price is read in the currency of the other bids; state the currency."
        ),
    ),
    (third("value", None), "ABD", f"bids[2].value: is missing. {LEFT_OUT}"),
    (third("value", 120), "ABD", f"bids[2].value: is 120, must be an object. {LEFT_OUT}"),
    (third("id", None), "ABD", f"bids[2].id: is missing. {LEFT_OUT}"),
    (third("id", ["C"]), "ABD", f"bids[2].id: is a list, must be a text. {LEFT_OUT}"),
    (third("id", " "), "ABD", f'bids[2].id: is " ", must be a text. {LEFT_OUT}'),
    (
        third("id", "C\u001b[2J"),
        "ABD",
        f'bids[2].id: is "C\\u001b[2J", must be a text without control characters. {LEFT_OUT}',
    ),
    (third("id", "A"), "ABD", f"bids[2].id: A is already used by bids[0]. {LEFT_OUT}"),
    (third("status", None), "ABD", f"bids[2].status: is missing. {LEFT_OUT}"),
    (
        third("status", "sleeping"),
        "ABD",
        f'bids[2].status: is "sleeping", must be a known status such as active. {LEFT_OUT}',
    ),
    (third("status", False), "ABD", f"bids[2].status: is false, must be a text. {LEFT_OUT}"),
    (third("date", None), "ABCD", f"bids[2].date: is missing. {LAST}"),
    (
        third("date", "yesterday"),
        "ABCD",
        'bids[2].date: is "yesterday", must be a time like 2024-01-31T12:00:00+02:00. ' + LAST,
    ),
    (
        third("date", 20260110),
        "ABCD",
        f"bids[2].date: is 20260110, must be a time like 2024-01-31T12:00:00+02:00. {LAST}",
    ),
    (
        third("date", "2026-01-10"),
        "ABCD",
        "bids[2].date: has no time zone. It is read as UTC; state the zone.",
    ),
    (
        third("lotValues", "x"),
        "ABD",
        f'bids[2].lotValues: is "x", must be a list. {LEFT_OUT}',
    ),
    (
        third("parameters", [{"code": "colour", "value": 1}]),
        "ABCD",
        (
            "bids[2].parameters[0].code: is none of the tender's features. "
            "The value is not used; correct the code."
        ),
    ),
    (
        lambda it: it["bids"].__setitem__(2, "C"),
        "ABD",
        f'bids[2]: is "C", must be an object. {LEFT_OUT}',
    ),
    (
        top("awardCriteria", "lifeCycleCost"),
        "ABCD",
        f'awardCriteria: is "lifeCycleCost", must be a rule that can be computed. {PRICE_ALONE}',
    ),
    (
        top("features", {"code": "f"}),
        "ABCD",
        f"features: is an object, must be a list. {FEATURE_OUT}",
    ),
    (
        top("features", [{"code": "f"}]),
        "ABCD",
        f"features[0].enum: is missing. {FEATURE_OUT}",
    ),
    (
        top("features", [{"code": "f", "enum": [0, "0.1"]}]),
        "ABCD",
        f'features[0].enum[1]: is "0.1", must be a number. {FEATURE_OUT}',
    ),
    (
        award("status", "perhaps"),
        "ABCD",
        (
            'awards[0].status: is "perhaps", must be a known status such as active. '
            "The award counts as standing; correct the status."
        ),
    ),
    (
        award("status", None),
        "ABCD",
        "awards[0].status: is missing. The award counts as standing; correct the status.",
    ),
    (
        award("date", "soon"),
        "ABCD",
        (
            'awards[0].date: is "soon", must be a time like 2024-01-31T12:00:00+02:00. '
            "The award keeps its place in the order of the file; correct the time."
        ),
    ),
    (
        lambda it: it["awards"].append({"id": "2", "bid_id": "Z", "status": "active"}),
        "ABCD",
        f'awards[1].bid_id: is "Z", must be one of the bids in the file. {AWARD_OUT}',
    ),
    (
        lambda it: it["awards"].append({**it["awards"][0], "bid_id": "D"}),
        "ABCD",
        f"awards[1].id: 1 is already used. {AWARD_OUT}",
    ),
    (
        lambda it: it["awards"].append(5),
        "ABCD",
        f"awards[1]: is 5, must be an object. {AWARD_OUT}",
    ),
    (
        lambda it: it["awards"].append({"status": "active"}),
        "ABCD",
        "awards[1].relatedBid: is missing, and the suppliers do not single out one bid. "
        + AWARD_OUT,
    ),
]


@pytest.mark.parametrize(("spoil", "ranking", "message"), FAULTS)
def test_a_fault_is_told_once_and_loses_nothing_else(
    tmp_path: Path, spoil: Spoil, ranking: str, message: str
) -> None:
    document = tender()
    spoil(document)
    file = tmp_path / "tender.json"
    file.write_text(json.dumps(document))
    assert replay_file(file).as_json("en") == {
        "tender": "T-1",
        "lots": [
            {
                "id": "T-1",
                "ranking": list(ranking),
                "winner": "A",
                "source_awards": ["A"],
                "agrees": True,
            }
        ],
        "agree": 1,
        "of": 1,
        "problems": [message],
    }


def test_every_fault_has_its_own_message(tmp_path: Path) -> None:
    document = tender()
    document["bids"][1]["value"]["amount"] = "110"
    document["bids"][2]["value"] = None
    document["bids"][3]["status"] = "sleeping"
    file = tmp_path / "tender.json"
    file.write_text(json.dumps(document))
    replayed = replay_file(file)
    assert [lot.ranking[0].offer_id for lot in replayed.lots] == ["A"]
    assert [problem.path for problem in replayed.problems] == [
        "bids[1].value.amount",
        "bids[2].value",
        "bids[3].status",
    ]


@pytest.mark.parametrize("digits", ["1e999999999", "1" * 5000, "1e-999999999", "1E+99999999999999"])
def test_a_number_of_absurd_size_is_refused_where_it_stands(tmp_path: Path, digits: str) -> None:
    file = tmp_path / "tender.json"
    file.write_text(json.dumps(tender()).replace('"amount": 120', f'"amount": {digits}'))
    replayed = replay_file(file)
    assert [placed.offer_id for placed in replayed.lots[0].ranking] == ["A", "B", "D"]
    assert [problem.path for problem in replayed.problems] == ["bids[2].value.amount"]


def test_a_tender_without_an_id_is_still_replayed(tmp_path: Path) -> None:
    document = tender()
    document["tenderID"] = None
    file = tmp_path / "tender.json"
    file.write_text(json.dumps(document))
    answer = replay_file(file).as_json("sv")
    assert (answer["tender"], answer["agree"]) == ("?", 1)
    assert answer["problems"] == ["tenderID: saknas. Upphandlingen visas som ?; lägg till dess id."]


UNUSABLE: list[tuple[bytes, str]] = [
    (b"", "tender.json is empty; name a JSON file with a tender."),
    (b" \n", "tender.json is empty; name a JSON file with a tender."),
    (b'{"bids": ', "tender.json is not JSON (error at 1:10); save the tender as JSON."),
    (b"\xff\xfe{", "tender.json is not UTF-8 text; name a JSON file with a tender."),
    (
        b"[" * 200_000,
        "tender.json is nested too deeply to be a tender; check how the file was made.",
    ),
    (
        b"[]",
        (
            "The file is neither OCDS nor a ProZorro tender; "
            "name an OCDS file with bids or a ProZorro document."
        ),
    ),
    (
        b'{"tenderID": "T", "bids": []}',
        (
            "The file holds no bids (bids), so there is nothing to rank; "
            "choose a file from after the bids were opened."
        ),
    ),
    (
        b'{"ocid": "x", "bids": {"details": "many"}}',
        (
            "The file holds no bids (bids.details), so there is nothing to rank; "
            "choose a file from after the bids were opened."
        ),
    ),
]


@pytest.mark.parametrize(("content", "sentence"), UNUSABLE)
def test_a_file_that_cannot_be_used_is_refused_in_one_sentence(
    tmp_path: Path, content: bytes, sentence: str
) -> None:
    file = tmp_path / "tender.json"
    file.write_bytes(content)
    with pytest.raises(UnusableFile) as refused:
        replay_file(file)
    assert refused.value.in_("en") == sentence


def test_a_folder_and_a_missing_file_are_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(UnusableFile, match=f"{tmp_path.name} is not a file; name a JSON file"):
        replay_file(tmp_path)
    with pytest.raises(UnusableFile, match=r"gone\.json does not exist; name a JSON file"):
        replay_file(tmp_path / "gone.json")


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    file = tmp_path / "tender.json"
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps(tender()).encode())
    assert replay_file(file).problems == ()
