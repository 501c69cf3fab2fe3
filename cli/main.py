"""The `tilldela` command."""

from __future__ import annotations

import typer

from cli import deadline
from cli.admission.app import app as admission
from cli.appeals.app import app as appeals
from cli.award.app import app as award
from cli.bid.app import app as bid
from cli.calloff.app import app as calloff
from cli.clock import clock
from cli.contract import app as contract
from cli.demo.command import demo
from cli.disclosure.app import app as disclosure
from cli.documents.app import app as documents
from cli.enrol.app import app as enrol
from cli.enrol.install import install_here
from cli.enter.command import enter
from cli.evaluation.allocate import allocate
from cli.evaluation.draw import draw
from cli.evaluation.evaluate import evaluate
from cli.evaluation.rank import rank
from cli.evaluation.report import app as report
from cli.journal.app import app as journal
from cli.keys.app import app as keys
from cli.law.app import app as law
from cli.law.one_line import OneLineGroup
from cli.letters.app import app as letters
from cli.lots import lots
from cli.notice.app import app as notice
from cli.opening.command import open_tender
from cli.panel.app import app as panel
from cli.qualify.app import app as qualify
from cli.records.app import app as records
from cli.records.backup import backup, restore
from cli.replay import replay
from cli.schedule import schedule
from cli.serve import serve
from cli.stage.app import app as stage
from cli.tender.app import app as tender
from cli.validity.app import app as validity

app = typer.Typer(
    name="tilldela",
    cls=OneLineGroup,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_show_locals=False,
    help="Procurement from sealed bids through appeals to signed contracts, followed up.",
)
app.command()(demo)
app.command("install")(install_here)
app.command()(clock)
app.command()(enter)
app.command()(replay)
app.command()(evaluate)
app.command()(allocate)
app.command()(draw)
app.command()(rank)
app.command()(lots)
app.command()(schedule)
app.command()(serve)
app.command("open")(open_tender)
app.command()(backup)
app.command()(restore)
app.add_typer(admission, name="admission")
app.add_typer(appeals, name="appeals")
app.add_typer(award, name="award")
app.add_typer(bid, name="bid")
app.add_typer(calloff, name="calloff")
app.add_typer(contract, name="contract")
app.add_typer(deadline.app, name="deadline")
app.add_typer(disclosure, name="disclosure")
app.add_typer(documents, name="documents")
app.add_typer(keys, name="keys")
app.add_typer(enrol, name="enrol")
app.add_typer(journal, name="journal")
app.add_typer(letters, name="letters")
app.add_typer(notice, name="notice")
app.add_typer(panel, name="panel")
app.add_typer(qualify, name="qualify")
app.add_typer(records, name="records")
app.add_typer(report, name="report")
app.add_typer(tender, name="tender")
app.add_typer(stage, name="stage")
app.add_typer(law, name="law")
app.add_typer(validity, name="validity")


def run() -> None:
    app()
