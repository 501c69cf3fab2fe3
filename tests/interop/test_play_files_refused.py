"""Each fault in a play folder gives one sentence: file, line, field, what is wrong, what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from interop.play_files import PlayFilesInvalid, load_play

TENDER = """\
buyer:
  {name: Demomyndigheten, org_number: "990000-0036", address: Vägen 1, city: Demostad,
   court: Förvaltningsrätten (demo), mark: demo}
people:
  - {id: officer1, name: Ada, email: ada@demo.example, roles: [procurement_officer], mark: demo}
  - {id: head1, name: Bo, email: bo@demo.example, roles: [procurement_head], mark: demo}
tender:
  id: T1
  diary_number: DEMO-1
  title: {sv: Tjänst, en: Service}
  cpv: ["79611000-0"]
  rulebook: SE-LOU-19
  procedure: chapter-19
  bid_deadline: 2025-10-13T23:59:00+02:00
  bids_valid_until: 2026-09-30
  lots_are_separate_contracts: true
  contract: {starts_on: 2026-03-01, months: 24, options_months: [12]}
requirements:
  - id: R1
    title: {sv: Skatt, en: Tax}
    basis: statute
    cite: {act: LOU, chapter: 19, section: "17"}
    stage: winner_evidence
    evidence_kind: tax
    max_age_days: 90
award:
  model: value_deduction
  unit: {sv: kronor, en: kronor}
  criteria:
    - id: staffing
      title: {sv: Bemanning, en: Staffing}
      levels:
        - {level: 0, amount_sek: 0, commitment: {sv: Nej, en: No}}
        - {level: 1, amount_sek: 300.50, commitment: {sv: Ja, en: Yes}}
  tie_rule: {sv: Först, en: First}
  capacity_rule: {sv: Störst, en: Largest}
service: {name: Steg, purpose: {sv: S, en: S}, parts: [], kpis: []}
"""
COURSE = """\
publish: {at: 2025-08-25T09:00:00+02:00, by: officer1, approved_by: head1}
open: {at: 2025-10-14T10:00:00+02:00, by: officer1, second: head1}
evaluate: {at: 2025-10-20T09:00:00+02:00, by: officer1}
controls: [{at: 2025-11-10T09:00:00+01:00, by: officer1}]
decide: {at: 2025-12-15T09:00:00+01:00, by: head1, prepared_by: officer1}
letters: {at: 2025-12-15T13:00:00+01:00, by: officer1, dispatch: electronic}
applications:
  - case: DEMO 1-25
    court: FR
    lot: L01
    applicant: P02
    lodged_at: 2025-12-19T14:20:00+01:00
    informed_at: 2025-12-22T08:30:00+01:00
    grounds: {sv: Skäl, en: Grounds}
    relief: {sv: Rättelse, en: Correction}
court_check:
  {at: 2025-12-30T09:30:00+01:00, by: head1, court: FR,
   answers: [{lot: L01, pending_case: DEMO 1-25}, {lot: L02, pending_case: null}]}
provider_signs: [{provider: P01, at: 2026-01-05T09:00:00+01:00}]
buyer_signs: {at: 2026-01-08T10:00:00+01:00, by: head1}
court_acts:
  - lot: L01
    acts:
      - {act: buyer_signs, at: 2026-03-30T10:00:00+02:00, by: head1}
reports: ["2026-03"]
rate: {at: 2026-06-10T09:00:00+02:00, by: head1}
audit: {at: 2026-06-15T06:00:00+02:00, by: head1}
"""
FILES = {
    "tender.yaml": TENDER,
    "course.yaml": COURSE,
    "lots.csv": """\
lot,name,county,places_per_year,estimated_value_sek,at_fte_required,mark
L01,Mora,Dalarnas län,30,3600000,0.3,demo
L02,Arvika,Värmlands län,40,4800000,0.5,demo
""",
    "providers.csv": """\
provider,name,org_number,address,city,email,contact_person,signatory,at_fte,ak_fte,mark
P01,Påhitt AB,990000-0119,Gatan 1,Mora,a@demo.example,Ada,Bo,1.5,2,demo
P02,Låtsas AB,990000-0184,Gatan 2,Arvika,b@demo.example,Cia,Dag,0.5,1,demo
""",
    "bids.csv": """\
bid,lot,provider,received_at,price_sek,staffing,mark
b-1,L01,P01,2025-10-01T10:00:00+02:00,9850.50,1,demo
b-2,L01,P02,2025-10-02T10:00:00+02:00,9900,0,demo
b-3,L02,P01,2025-10-03T10:00:00+02:00,8800,0,demo
""",
    "evidence.csv": """\
evidence,provider,bid,kind,issued_on,valid_until,value,mark
E001,P01,,tax,2025-10-20,,inga skulder,demo
E002,P02,b-2,tax,2025-10-21,2026-10-21,inga skulder,demo
""",
    "reports/2026-03/submissions.csv": "lot,submitted_at\nL02,2026-04-09T10:00:00+02:00\n",
    "reports/2026-03/participants.csv": """\
lot,participant,part,started_on,scheduled_hours,attended_hours,outcome
L02,D-7Q4K,1,2026-03-09,60,55,none
""",
    "reports/2026-03/staff.csv": "lot,staff,role,fte,licence\nL02,S-1,AT,0.5,DEMO-AT-1\n",
    "reports/2026-03/lines.csv": """\
lot,line,participant,service_month,amount_sek
L02,F1,D-7Q4K,2026-03,8800
""",
}


def written(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def problems_in(folder: Path) -> list[str]:
    with pytest.raises(PlayFilesInvalid) as refused:
        load_play(folder)
    return refused.value.problems


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
        ("tender.yaml, line 21, requirements[0].basis: \"custom\" is not one of 'statute', "
        "'tender_documents' or 'house_rule'. Write one of them."),
    ),
    (
        "tender.yaml", 'section: "17"', "section: 17",
        ("tender.yaml, line 22, requirements[0].cite.section: 17 is read as something else than "
        "text. Put it in quotes."),
    ),
    (
        "tender.yaml", "amount_sek: 300.50", "amount_sek: -1",
        'tender.yaml, line 34, award.criteria[0].levels[1]: "-1" is negative. Write 0 or more.',
    ),
    (
        "tender.yaml", "level: 1, amount", "level: 0, amount",
        'tender.yaml, line 33, award.criteria[0].levels: "0" is used twice. Change one of them.',
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
        ("tender.yaml, line 28: not valid YAML (expected ',' or ']', but got ':'). "
        "Check indentation and quotes."),
    ),
    (
        "course.yaml", "by: officer1, second: head1", "by: officer1, second: head9",
        ('course.yaml, line 2, open.second: "head9" is not in people in tender.yaml. '
        "Correct it, or add it there."),
    ),
    (
        "course.yaml", "applicant: P02", "applicant: P09",
        ('course.yaml, line 11, applications[0].applicant: "P09" is not in providers.csv. '
        "Correct it, or add it there."),
    ),
    (
        "course.yaml", "lot: L01\n    applicant", "lot: L02\n    applicant",
        ('course.yaml, line 11, applications[0].applicant: "P02" has no bid in lot L02. '
        "Name a tenderer of that lot."),
    ),
    (
        "course.yaml", "2025-08-25T09:00:00+02:00", "2025-08-25",
        ('course.yaml, line 1, publish.at: "2025-08-25" does not say which offset from UTC '
        "it is in. Write the offset too, e.g. 2025-10-13T23:59:00+02:00."),
    ),
    (
        "course.yaml", "act: buyer_signs, at: 2026-03-30T10:00:00+02:00, by: head1",
        "act: buyer_signs, at: soon, by: head1",
        ('course.yaml, line 24, court_acts[0].acts[0].at: "soon" is not a date and time. '
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
