"""A small play folder to break: two lots, three bids, a month of reports."""

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
  procedure: chapter_19
  step: tenders
  value: {buyer_kind: central, kind: social, reason: {sv: Platser, en: Places}}
  notes: [{kind: need, on: 2025-05-12, text: {sv: Behov, en: Need}}]
  documents:
    - {code: FFU, title: {sv: Underlag, en: Documents}, file_name: ffu.txt, content: Krav}
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
inquiries:
  - at: 2025-10-21T09:00:00+02:00
    by: officer1
    kind: evidence
    requirement: R1
    answer_by: 2025-10-30
    question: {sv: Visa, en: Show}
    asked: [{bid: b-1, reply: {at: 2025-10-22T09:00:00+02:00, text: Ja}}, {bid: b-2, reply: null}]
price_decisions:
  - at: 2025-11-05T09:00:00+01:00
    by: head1
    prepared_by: officer1
    bid: b-1
    accepted: true
    reason: {sv: Rimligt, en: Reasonable}
controls: [{at: 2025-11-10T09:00:00+01:00, by: officer1}]
decide: {at: 2025-12-15T09:00:00+01:00, by: head1, prepared_by: officer1}
letters: {at: 2025-12-15T13:00:00+01:00, by: officer1, dispatch: electronic}
information_requests:
  - lot: L01
    provider: P02
    kind: relative_advantages
    received_at: 2025-12-16T09:00:00+01:00
    by: officer1
    secrecy:
      at: 2025-12-17T09:00:00+01:00
      by: head1
      masks: [{field: "criterion:staffing", reason: {sv: Skada, en: Harm}}]
      reason: {sv: Skada, en: Harm}
    answered_at: 2025-12-18T09:00:00+01:00
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
individual_reports: [{at: 2026-06-01T09:00:00+02:00, by: officer1}]
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
