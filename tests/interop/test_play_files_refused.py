"""Each fault in a play folder gives one sentence: file, line, field, what is wrong, what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from interop.play_files import load_play
from tests.interop.play_folder import FILES, TENDER, problems_in, written


def test_money_becomes_ore_posts_tenths_and_times_utc(tmp_path: Path) -> None:
    play = load_play(written(tmp_path, FILES))
    assert [bid.price_ore for bid in play.bids] == [985050, 990000, 880000]
    assert [level.amount_ore for level in play.award.criteria[0].levels] == [0, 30050]
    assert [lot.at_fte_required_tenths for lot in play.lots] == [3, 5]
    assert [provider.at_fte_tenths for provider in play.providers] == [15, 5]
    assert play.tender.bid_deadline.isoformat() == "2025-10-13T21:59:00+00:00"


def test_a_bid_after_the_deadline_is_for_the_engine_to_refuse(tmp_path: Path) -> None:
    late = FILES["bids.csv"].replace("2025-10-03", "2025-10-30")
    play = load_play(written(tmp_path, {**FILES, "bids.csv": late}))
    assert play.bids[2].received_at > play.tender.bid_deadline


def test_a_file_saved_by_a_spreadsheet_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    marked = "\ufeff" + FILES["lots.csv"].replace("\n", "\r\n")
    written(tmp_path, FILES)
    (tmp_path / "lots.csv").write_bytes(marked.encode())
    assert [lot.id for lot in load_play(tmp_path).lots] == ["L01", "L02"]


BROKEN = [
    (
        "bids.csv", "b-3,L02", "b-3,L99",
        'bids.csv, line 4, lot: "L99" is not in lots.csv. Correct it, or add it there.',
    ),
    (
        "bids.csv", "b-3,L02,P01", "b-3,L02,P77",
        'bids.csv, line 4, provider: "P77" is not in providers.csv. Correct it, or add it there.',
    ),
    (
        "bids.csv", "b-3", "b-1",
        'bids.csv, line 4, bid: "b-1" is already on line 2. Change or remove one of them.',
    ),
    (
        "bids.csv", "b-3,L02", "b-3,L01",
        ('bids.csv, line 4, lot, provider: "L01 P01" is already on line 2. '
        "Change or remove one of them."),
    ),
    (
        "bids.csv", "8800", "-8800",
        'bids.csv, line 4, price_sek: "-8800" is negative. Write 0 or more.',
    ),
    (
        "bids.csv", "8800", "8800.505",
        ('bids.csv, line 4, price_sek: "8800.505" has too many decimals. '
        "Write at most 2, e.g. 9850.50."),
    ),
    (
        "bids.csv", "8800", "8 800 kr",
        ('bids.csv, line 4, price_sek: "8 800 kr" is not a number. '
        "Write it with a decimal point, e.g. 9850.50."),
    ),
    (
        "bids.csv", "8800", "1e4",
        ('bids.csv, line 4, price_sek: "1e4" is not a number. '
        "Write it with a decimal point, e.g. 9850.50."),
    ),
    (
        "bids.csv", "2025-10-03T10:00:00+02:00", "2025-10-03T10:00:00",
        ('bids.csv, line 4, received_at: "2025-10-03T10:00:00" does not say which offset from UTC '
        "it is in. Write the offset too, e.g. 2025-10-13T23:59:00+02:00."),
    ),
    (
        "bids.csv", "8800,0", "8800,7",
        "bids.csv, line 4, staffing: level 7 is not defined in tender.yaml. Write one of 0, 1.",
    ),
    (
        "bids.csv", "8800,0,demo", "8800,0",
        "bids.csv, line 4: 6 cells where the heading has 7. Check the commas and quotes.",
    ),
    (
        "bids.csv", "price_sek,staffing", "price_sek,staff",
        'bids.csv, line 1: the column "staffing" is missing. Add it.',
    ),
    (
        "lots.csv", "30,3600000", "many,3600000",
        ('lots.csv, line 2, places_per_year: "many" is not a whole number. '
        "Write digits only, e.g. 12."),
    ),
    (
        "lots.csv", "30,3600000", "0,3600000",
        ('lots.csv, line 2, places_per_year: "0" does not fit: '
        "Input should be greater than 0. Correct it."),
    ),
    (
        "lots.csv", "0.3", "0.35",
        ('lots.csv, line 2, at_fte_required: "0.35" has too many decimals. '
        "Write at most 1, e.g. 1.5."),
    ),
    (
        "lots.csv", "Mora,Dal", ",Dal",
        "lots.csv, line 2, name: the cell is empty. Write a value.",
    ),
    (
        "providers.csv", "990000-0184", "990000-0185",
        ('providers.csv, line 3, org_number: "990000-0185" is not an organisation number: '
        "the check digit or the length is wrong. "
        "Write ten digits whose last is the Luhn check digit."),
    ),
    (
        "providers.csv", "990000-0184", "990000-0119",
        ('providers.csv, line 3, org_number: "990000-0119" is already on line 2. '
        "Change or remove one of them."),
    ),
    (
        "evidence.csv", "P02,b-2", "P01,b-2",
        ('evidence.csv, line 3, bid: "b-2" is a bid of P02, not of P01. '
        "Correct the bid or the provider."),
    ),
    (
        "evidence.csv", "E001,P01,,tax", "E001,P01,,taxes",
        ('evidence.csv, line 2, kind: "taxes" shows no requirement in tender.yaml. '
        "Write one of tax."),
    ),
    (
        "evidence.csv", "2025-10-20", "20/10/2025",
        ('evidence.csv, line 2, issued_on: "20/10/2025" is not a date. '
        "Write year-month-day, e.g. 2025-10-20."),
    ),
    (
        "tender.yaml", "990000-0036", "990000-0037",
        ('tender.yaml, line 2, buyer.org_number: "990000-0037" is not an organisation number: '
        "the check digit or the length is wrong. "
        "Write ten digits whose last is the Luhn check digit."),
    ),
    (
        "tender.yaml", "basis: statute", "basis: custom",
        ("tender.yaml, line 26, requirements[0].basis: \"custom\" is not one of 'statute', "
        "'tender_documents' or 'house_rule'. Write one of them."),
    ),
    (
        "tender.yaml", 'section: "17"', "section: 17",
        ("tender.yaml, line 27, requirements[0].cite.section: 17 is read as something else than "
        "text. Put it in quotes."),
    ),
    (
        "tender.yaml", "amount_sek: 300.50", "amount_sek: -1",
        'tender.yaml, line 39, award.criteria[0].levels[1]: "-1" is negative. Write 0 or more.',
    ),
    (
        "tender.yaml", "level: 1, amount", "level: 0, amount",
        'tender.yaml, line 38, award.criteria[0].levels: "0" is used twice. Change one of them.',
    ),
    (
        "tender.yaml", "id: head1", "id: officer1",
        'tender.yaml, line 5, people: "officer1" is used twice. Change one of them.',
    ),
    (
        "tender.yaml", "  diary_number: DEMO-1\n", "",
        "tender.yaml, line 8, tender.diary_number: the field is missing. Add it.",
    ),
    (
        "tender.yaml", "rulebook: SE-LOU-19", "rulebook: SE-LOU-19\n  rule: x",
        ("tender.yaml, line 13, tender.rule: no such field is known here. "
        "Check the spelling or remove it."),
    ),
    (
        "tender.yaml", "rulebook: SE-LOU-19", "rulebook: SE-LOU-19\n  rulebook: SE-LOU",
        "tender.yaml, line 13, rulebook: written twice. Keep one.",
    ),
    (
        "tender.yaml", "model: value", "model: [value",
        ("tender.yaml, line 33: not valid YAML (expected ',' or ']', but got ':'). "
        "Check indentation and quotes."),
    ),
    (
        "course.yaml", "by: officer1, second: head1", "by: officer1, second: head9",
        ('course.yaml, line 2, open.second: "head9" is not in people in tender.yaml. '
        "Correct it, or add it there."),
    ),
    (
        "course.yaml", "applicant: P02", "applicant: P09",
        ('course.yaml, line 38, applications[0].applicant: "P09" is not in providers.csv. '
        "Correct it, or add it there."),
    ),
    (
        "course.yaml", "lot: L01\n    applicant", "lot: L02\n    applicant",
        ('course.yaml, line 38, applications[0].applicant: "P02" has no bid in lot L02. '
        "Name a tenderer of that lot."),
    ),
    (
        "course.yaml", "requirement: R1", "requirement: R9",
        ('course.yaml, line 8, inquiries[0].requirement: "R9" is not in requirements in '
        "tender.yaml. Correct it, or add it there."),
    ),
    (
        "course.yaml", "asked: [{bid: b-1", "asked: [{bid: b-9",
        ('course.yaml, line 11, inquiries[0].asked[0].bid: "b-9" is not in bids.csv. '
        "Correct it, or add it there."),
    ),
    (
        "course.yaml", "at: 2025-10-22T09:00", "at: 2025-10-20T09:00",
        ("course.yaml, line 5, inquiries[0]: a reply comes before its question. "
        "Give it a later time."),
    ),
    (
        "course.yaml", "bid: b-1\n", "bid: b-9\n",
        ('course.yaml, line 16, price_decisions[0].bid: "b-9" is not in bids.csv. '
        "Correct it, or add it there."),
    ),
    (
        "course.yaml", "lot: L01\n    provider", "lot: L02\n    provider",
        ('course.yaml, line 24, information_requests[0].provider: "P02" has no bid in lot L02. '
        "Name a tenderer of that lot."),
    ),
    (
        "course.yaml", "criterion:staffing", "criterion:method",
        ('course.yaml, line 31, information_requests[0].secrecy.masks[0].field: '
        '"criterion:method" is no figure of a bid. '
        "Write one of price, criterion:staffing, comparison."),
    ),
    (
        "course.yaml", "answered_at: 2025-12-18", "answered_at: 2025-12-16",
        ("course.yaml, line 23, information_requests[0]: the request, the secrecy test and the "
        "answer are not in that order. Correct their times."),
    ),
    (
        "tender.yaml", "  tie_rule", "  price_screen: {below_median_percent: 100}\n  tie_rule",
        ('tender.yaml, line 40, award.price_screen.below_median_percent: "100" does not fit: '
        "Input should be less than 100. Correct it."),
    ),
    (
        "course.yaml", "2025-08-25T09:00:00+02:00", "2025-08-25",
        ('course.yaml, line 1, publish.at: "2025-08-25" does not say which offset from UTC '
        "it is in. Write the offset too, e.g. 2025-10-13T23:59:00+02:00."),
    ),
    (
        "course.yaml", "act: buyer_signs, at: 2026-03-30T10:00:00+02:00, by: head1",
        "act: buyer_signs, at: soon, by: head1",
        ('course.yaml, line 51, court_acts[0].acts[0].at: "soon" is not a date and time. '
        "Write e.g. 2025-10-13T23:59:00+02:00."),
    ),
    (
        "reports/2026-03/submissions.csv", "L02", "L99",
        ('reports/2026-03/submissions.csv, line 2, lot: "L99" is not in lots.csv. '
        "Correct it, or add it there."),
    ),
    (
        "reports/2026-03/participants.csv", "D-7Q4K,1", "D-7Q4K,5",
        ('reports/2026-03/participants.csv, line 2, part: "5" does not fit: '
        "Input should be less than or equal to 4. Correct it."),
    ),
    (
        "reports/2026-03/lines.csv", "8800\n", "8800\nL02,F1,D-7Q4K,2026-03,8800\n",
        ('reports/2026-03/lines.csv, line 3, line: "F1" is already used in '
        "reports/2026-03/lines.csv, line 2. Give the line an id of its own."),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "sentence"), BROKEN)
def test_a_fault_gives_one_sentence(
    tmp_path: Path, name: str, old: str, new: str, sentence: str
) -> None:
    assert FILES[name].count(old) >= 1
    head, _, tail = FILES[name].rpartition(old)
    folder = written(tmp_path, {**FILES, name: head + new + tail})
    assert sentence in problems_in(folder)


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    folder = written(tmp_path, {key: text for key, text in FILES.items() if key != name})
    assert f"{name}: the file is missing. Add it to the play folder." in problems_in(folder)


def test_words_and_clock_times_in_a_sentence_stay_text(tmp_path: Path) -> None:
    tender = TENDER.replace("{sv: Tjänst, en: Service}", "{sv: Off, en: 12:30}")
    play = load_play(written(tmp_path, {**FILES, "tender.yaml": tender}))
    assert (play.tender.title.sv, play.tender.title.en) == ("Off", "12:30")
    assert play.award.criteria[0].levels[0].commitment.en == "No"


def test_all_faults_of_all_files_come_at_once(tmp_path: Path) -> None:
    folder = written(
        tmp_path,
        {
            **FILES,
            "bids.csv": FILES["bids.csv"].replace("8800", "-1").replace("9900", "x"),
            "lots.csv": FILES["lots.csv"].replace("0.5", "half"),
        },
    )
    assert problems_in(folder) == [
        (
            'lots.csv, line 3, at_fte_required: "half" is not a number. '
            "Write it with a decimal point, e.g. 1.5."
        ),
        (
            'bids.csv, line 3, price_sek: "x" is not a number. '
            "Write it with a decimal point, e.g. 9850.50."
        ),
        'bids.csv, line 4, price_sek: "-1" is negative. Write 0 or more.',
    ]


def test_a_folder_that_is_not_there_lists_every_file(tmp_path: Path) -> None:
    assert problems_in(tmp_path / "nowhere") == [
        f"{name}: the file is missing. Add it to the play folder."
        for name in (
            "tender.yaml", "course.yaml", "lots.csv", "providers.csv", "bids.csv", "evidence.csv",
        )
    ]  # fmt: skip


def test_a_file_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    written(tmp_path, FILES)
    (tmp_path / "lots.csv").write_bytes(FILES["lots.csv"].encode("latin-1"))
    assert problems_in(tmp_path) == ["lots.csv: the file is not UTF-8 text. Save it as UTF-8."]
