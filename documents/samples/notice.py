"""Plausible demo values of a notice, of each kind."""

from __future__ import annotations

from datetime import UTC, date, datetime

from documents.notice_context import NoticeContext, NoticeLot, NoticeWord
from documents.samples.demo import KRAMFORS, OSTERSUND, PROVIDER, Demo


def notice(demo: Demo, kind: NoticeWord = "award") -> NoticeContext:
    say = demo.say
    concluded, call = kind == "award", kind in ("contract", "system", "correction")
    named = [PROVIDER] if kind in ("award", "ex_ante") else []
    return NoticeContext(
        **demo.tender_head("notice"),
        kind=kind,
        number=f"STA-2025/D1/A01/{kind}",
        court=demo.court,
        cite=say("19 kap. 7 § LOU", "LOU 19:7") if concluded else None,
        procedure=say(
            "annonserad upphandling enligt 19 kap. LOU (19 kap. 6 § LOU)",
            "advertised procurement, LOU chapter 19 (LOU 19:6)",
        ),
        cpv=["79611000", "85312510"],
        value_ore=1_234_500_000,
        lots=[
            NoticeLot(
                lot=lot,
                region=region,
                value_ore=617_250_000,
                winners=named,
                tenders=4 if concluded else None,
            )
            for lot, region in (
                (OSTERSUND, say("Jämtlands län", "Jämtland County")),
                (KRAMFORS, say("Västernorrlands län", "Västernorrland County")),
            )
        ],
        criteria=[say("Bemanning", "Staffing"), say("Arbetssätt", "Method")] if call else [],
        unit=say("kronor per deltagare och månad", "SEK per participant and month")
        if call
        else None,
        deadline=datetime(2026, 2, 16, 22, 59, tzinfo=UTC) if call else None,
        bids_valid_until=date(2026, 9, 30) if call else None,
        contract_starts_on=date(2026, 5, 1),
        contract_months=24,
        option_months=[12, 12],
        documents=[say("Förfrågningsunderlag", "Tender documents")] if call else [],
        on=date(2026, 3, 24),
        why=None
        if concluded or kind in ("contract", "system", "prior_information")
        else say("Anslaget räcker inte.", "The appropriation is not enough."),
        redo=True if kind == "cancellation" else None,
        tenderers=[PROVIDER] if concluded else [],
    )
