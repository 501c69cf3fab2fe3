"""A play of a few lots, cut out of the demo's: quick, and with every act in it.

L45 is the lot whose award a court corrects; L02, L04 and L16 fill the capacity
of the tenderer that is then passed over; L12 has the audit's missing licence, L29 a
price to explain and L04 something to clarify; L02's second in rank asks why it lost.
"""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

from flows.rehearsal_steps import Rehearsal
from flows.sealed_play import BIDDERS_FOLDER, OPENERS_FOLDER
from interop.play_course import Inquiry
from interop.play_files import MonthReport, Play, load_play
from models.parties import InstallationKind
from models.settings import Settings
from models.store import Store
from registry.enrolment import install
from registry.kept_checkpoints import LOG
from tests.contracts.signed_pages import OnPaper
from tests.plain_renderer import PlainRenderer

EXAMPLE = Path(__file__).parents[2] / "examples" / "steg-till-arbete"
LOTS = frozenset({"L02", "L04", "L12", "L16", "L29", "L45"})


def small_play() -> Play:
    play = load_play(EXAMPLE)
    bids = tuple(bid for bid in play.bids if bid.lot in LOTS)
    ids, firms = {bid.id for bid in bids}, {bid.provider for bid in bids}
    run = play.course
    answers = tuple(answer for answer in run.court_check.answers if answer.lot in LOTS)
    course = run.model_copy(
        update={
            "inquiries": tuple(_cut_inquiry(inquiry, ids) for inquiry in run.inquiries),
            "price_decisions": tuple(d for d in run.price_decisions if d.bid in ids),
            "information_requests": tuple(r for r in run.information_requests if r.lot in LOTS),
            "applications": tuple(a for a in run.applications if a.lot in LOTS),
            "court_check": run.court_check.model_copy(update={"answers": answers}),
            "provider_signs": tuple(s for s in run.provider_signs if s.provider in firms),
            "court_acts": tuple(a for a in run.court_acts if a.lot in LOTS),
        }
    )
    return play.model_copy(
        update={
            "lots": tuple(lot for lot in play.lots if lot.id in LOTS),
            "providers": tuple(firm for firm in play.providers if firm.id in firms),
            "bids": bids,
            "evidence": tuple(
                e for e in play.evidence if e.provider in firms and (e.bid is None or e.bid in ids)
            ),
            "course": course,
            "reports": {month: _cut(report) for month, report in play.reports.items()},
        }
    )


def _cut_inquiry(inquiry: Inquiry, bids: set[str]) -> Inquiry:
    asked = tuple(each for each in inquiry.asked if each.bid in bids)
    return inquiry.model_copy(update={"asked": asked})


def _cut(report: MonthReport) -> MonthReport:
    return report.model_copy(
        update={
            "submissions": tuple(row for row in report.submissions if row.lot in LOTS),
            "participants": tuple(row for row in report.participants if row.lot in LOTS),
            "staff": tuple(row for row in report.staff if row.lot in LOTS),
            "lines": tuple(row for row in report.lines if row.lot in LOTS),
        }
    )


def demo_store(folder: Path, play: Play) -> Store:
    settings = Settings(data_dir=folder, database_url=None, blobs_url=None)
    return install(settings, InstallationKind.DEMO, play.course.publish.at - timedelta(days=7))


def with_keys_of(played: Path, folder: Path) -> Path:
    """The same keys and sealed bids: what two installations draw at random would differ."""
    for name in ("keys", OPENERS_FOLDER, BIDDERS_FOLDER):
        # Not the checkpoints beside the keys: those are of what happened there.
        ignored = shutil.ignore_patterns(LOG)
        shutil.copytree(played / name, folder / name, ignore=ignored)
    return folder


def rehearsal_in(folder: Path, play: Play) -> Rehearsal:
    return Rehearsal(play, demo_store(folder, play), PlainRenderer(), OnPaper(), "sv")


def perform_all(rehearsal: Rehearsal) -> None:
    for step in rehearsal.remaining():
        rehearsal.perform(step)
