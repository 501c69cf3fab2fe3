"""Each assessor scores alone: a lot's sheets lie sealed until all are in, and open together."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlmodel import col, select

from law.reasons import ActRefused, refuse
from models.panel import Score, ScoreSheet, SheetOpening
from models.store import Store, Work
from models.tender import Bid, Lot, Tender
from people.actors import Actor
from people.permissions import Act, require
from procurement.panel.conflicts import check_opened, require_fit, require_present, too_few_left
from procurement.panel.exact_points import Points, exact_points, known_criterion, stated_reason
from procurement.panel.panels import FEWEST, bidders_of, lot_or_refusal, panel_of, pointed_criteria
from procurement.panel.sheet_sealing import (
    Scored,
    Scores,
    SealedSheet,
    SheetBroken,
    SheetPlace,
    open_sheet,
    seal_sheet,
)
from procurement.qualification.disqualified import out_of_competition
from procurement.tenders.vouched import require_vouched
from registry.installation_keys import keys_of
from registry.journal import append, entry_of

# Bid → criterion → points and reason, as a person hands them in.
Given = Mapping[str, Mapping[str, tuple[Points, str]]]


def submit_sheet(store: Store, actor: Actor, lot_id: str, scores: Given) -> None:
    """Hand in the actor's own sheet of the lot. It is final; the same again is nothing new.

    Every bid in the competition is scored on every pointed criterion, within its scale
    and with a reason. Raises `ActRefused` for what is missing, unknown, out of scale or
    not exact, before the actor has declared, and for whoever has a tie to a bidder.
    Once the sheets are open none comes in, unless a tie found later left too few.
    """
    with store.write() as work:
        lot = lot_or_refusal(work, lot_id)
        tender = work.session.get_one(Tender, lot.tender_id)
        require(work, actor, Act.SCORE, tender.buyer_id)
        check_opened(work, tender)
        work.lock_lots([lot_id])
        require_fit(work, actor, tender, lot)
        place = SheetPlace(tender.id, lot_id, actor.id)
        exact = _exact_scores(work, tender, lot, scores)
        own = work.session.get(ScoreSheet, (lot_id, actor.id))
        if own is not None:
            _check_same(work, own, exact)
            return
        _check_complete(work, tender, lot, exact)
        _check_still_sealed(work, lot)
        _hand_in(work, place, exact)


def _exact_scores(work: Work, tender: Tender, lot: Lot, scores: Given) -> Scores:
    criteria = {each.id: each for each in pointed_criteria(tender)}
    known = set(bids_of(work, lot.id))
    exact: dict[str, dict[str, Scored]] = {}
    for bid_id, given in scores.items():
        check_bid(lot, known, bid_id)
        for name, (points, reason) in given.items():
            criterion = known_criterion(criteria, name)
            exact.setdefault(bid_id, {})[name] = Scored(
                exact_points(bid_id, criterion, points), stated_reason(bid_id, name, reason)
            )
    return exact


def bids_of(work: Work, lot_id: str) -> Sequence[str]:
    """The ids of the lot's opened bids."""
    found = select(Bid.id).where(col(Bid.lot_id) == lot_id).order_by(col(Bid.id))
    return work.session.exec(found).all()


def bids_to_score(work: Work, lot: Lot) -> tuple[str, ...]:
    """Those of the lot's bids that are in the competition."""
    out = out_of_competition(work, lot.tender_id)
    return tuple(each for each in bids_of(work, lot.id) if each not in out)


def check_bid(lot: Lot, known: Collection[str], bid_id: str) -> None:
    if bid_id not in known:
        raise refuse(
            "sheet.bid_unknown",
            sv=f"Det finns inget öppnat anbud {bid_id} i {lot.code}",
            en=f"There is no opened bid {bid_id} in {lot.code}",
            todo_sv="Ange anbudens id ur bedömningsblanketten",
            todo_en="Give the bids' ids, as on the score sheet",
        )


def _check_complete(work: Work, tender: Tender, lot: Lot, scores: Scores) -> None:
    for bid_id in bids_to_score(work, lot):
        for criterion in pointed_criteria(tender):
            if criterion.id not in scores.get(bid_id, {}):
                raise refuse(
                    "sheet.incomplete",
                    sv=f"Bedömningen av {lot.code} saknar poäng för {criterion.id} i anbudet"
                    f" {bid_id}",
                    en=f"The sheet of {lot.code} has no points for {criterion.id} of bid {bid_id}",
                    todo_sv="Bedöm varje anbud på varje kriterium; noll är också en bedömning",
                    todo_en="Score every bid on every criterion; zero too is a judgement",
                )


def _check_same(work: Work, own: ScoreSheet, scores: Scores) -> None:
    if _read(work, own) != scores:
        raise refuse(
            "sheet.final",
            sv="Bedömningen är redan lämnad, med annat innehåll, och kan inte ändras",
            en="The sheet has been handed in already, with other scores, and cannot be changed",
            todo_sv="Ta upp det i den gemensamma bedömningen",
            todo_en="Take it up when the panel agrees its consensus",
        )


def _check_still_sealed(work: Work, lot: Lot) -> None:
    if work.session.get(SheetOpening, lot.id) is None:
        return
    if len(counted_sheets(work, lot)) >= FEWEST:
        raise refuse(
            "sheet.too_late",
            sv=f"Bedömningarna av {lot.code} är redan öppnade",
            en=f"The sheets of {lot.code} have already been opened",
            todo_sv="Delta i den gemensamma bedömningen",
            todo_en="Take part in agreeing the consensus",
        )


def _hand_in(work: Work, place: SheetPlace, scores: Scores) -> None:
    sheet = seal_sheet(keys_of(work), place, scores)
    work.session.add(
        ScoreSheet(
            lot_id=place.lot_id,
            person_id=place.person_id,
            tender_id=place.tender_id,
            sealed=sheet.sealed,
            commitment=sheet.commitment,
            submitted_at=work.now,
            **work.recorded(place.person_id),
        )
    )
    work.session.flush()
    said = {"commitment": sheet.commitment}
    append(work, place.person_id, "sheet.handed_in", _subject(place), said)


def _subject(place: SheetPlace | ScoreSheet) -> str:
    return f"{place.lot_id}:{place.person_id}"


def sheets_of(work: Work, lot_id: str) -> Sequence[ScoreSheet]:
    """Every sheet handed in, by person."""
    found = select(ScoreSheet).where(col(ScoreSheet.lot_id) == lot_id)
    return work.session.exec(found.order_by(col(ScoreSheet.person_id))).all()


def counted_sheets(work: Work, lot: Lot) -> tuple[ScoreSheet, ...]:
    """Those of persons without a tie to any of the lot's bidders, also if they left since."""
    panel, bidders = panel_of(work, lot.tender_id), bidders_of(work, lot.id)
    untied = {each.person_id for each in panel.assessors if each.ties.isdisjoint(bidders)}
    return tuple(each for each in sheets_of(work, lot.id) if each.person_id in untied)


def awaited(work: Work, lot: Lot) -> tuple[str, ...]:
    """Names of the assessors whose sheet the lot still waits for."""
    handed_in = {each.person_id for each in sheets_of(work, lot.id)}
    unbarred = panel_of(work, lot.tender_id).unbarred(bidders_of(work, lot.id))
    return tuple(each.name for each in unbarred if each.person_id not in handed_in)


def opened_people(work: Work, lot_id: str) -> frozenset[str]:
    """Whose sheets of the lot lie open."""
    found = select(Score.person_id).where(col(Score.lot_id) == lot_id).distinct()
    return frozenset(work.session.exec(found))


def open_sheets(store: Store, actor: Actor, lot_id: str) -> int:
    """Open the lot's sheets together, once every assessor without a tie has handed in.

    Returns how many were opened now: none the second time. Sheets of persons with a
    tie stay sealed. Raises `ActRefused` while one is awaited or fewer than two count,
    and for a sheet that is not what its assessor handed in.
    """
    with store.write() as work:
        lot = lot_or_refusal(work, lot_id)
        tender = work.session.get_one(Tender, lot.tender_id)
        require(work, actor, Act.AGREE_CONSENSUS, tender.buyer_id)
        pointed_criteria(tender)
        work.lock_lots([lot_id])
        require_present(work, actor, tender.id)
        sheets = counted_sheets(work, lot)
        opened = opened_people(work, lot_id)
        sealed = [each for each in sheets if each.person_id not in opened]
        if opened and not sealed:
            return 0
        require_fit(work, actor, tender, lot)
        _check_all_in(work, lot, len(sheets))
        _open(work, actor, lot_id, {each.person_id: _read(work, each) for each in sealed})
        return len(sealed)


def _check_all_in(work: Work, lot: Lot, sheets: int) -> None:
    awaits = awaited(work, lot)
    if awaits and (sheets < FEWEST or work.session.get(SheetOpening, lot.id) is None):
        raise refuse(
            "sheet.awaited",
            sv=f"Bedömningarna av {lot.code} öppnas när alla är lämnade, och det saknas en av"
            f" {', '.join(awaits)}",
            en=f"The sheets of {lot.code} are opened when all are in, and one is awaited from"
            f" {', '.join(awaits)}",
            todo_sv="Vänta på den, eller låt upphandlingschefen anteckna att bedömaren lämnar"
            " gruppen",
            todo_en="Wait for it, or have the head of procurement record that the assessor leaves",
        )
    if sheets < FEWEST:
        raise too_few_left(lot, sheets)


def _read(work: Work, sheet: ScoreSheet) -> Scores:
    """Raises `ActRefused` for a sheet that is not the one that was handed in."""
    require_vouched(work, [sheet])
    place = SheetPlace(sheet.tender_id, sheet.lot_id, sheet.person_id)
    entry = entry_of(work, "sheet.handed_in", _subject(sheet))
    if entry is None or f'"commitment":"{sheet.commitment}"' not in entry.payload:
        raise _meddled(sheet)
    try:
        return open_sheet(keys_of(work), place, SealedSheet(sheet.sealed, sheet.commitment))
    except SheetBroken as broken:
        raise _meddled(sheet) from broken


def _meddled(sheet: ScoreSheet) -> ActRefused:
    return refuse(
        "sheet.meddled",
        sv=f"Bedömningen av {sheet.lot_id} från {sheet.person_id} är inte den som lämnades",
        en=f"The sheet of {sheet.lot_id} by {sheet.person_id} is not the one that was handed in",
        todo_sv="Avbryt, spara en kopia av datakatalogen, och jämför den med säkerhetskopian",
        todo_en="Stop, keep a copy of the data directory, and compare it with the backup",
    )


def _open(work: Work, actor: Actor, lot_id: str, sheets: Mapping[str, Scores]) -> None:
    if work.session.get(SheetOpening, lot_id) is None:
        work.session.add(SheetOpening(lot_id=lot_id, opened_at=work.now, **work.recorded(actor.id)))
    work.session.flush()
    for person_id, scores in sheets.items():
        for bid_id, given in scores.items():
            for criterion, scored in given.items():
                work.session.add(
                    Score(
                        lot_id=lot_id,
                        person_id=person_id,
                        bid_id=bid_id,
                        criterion=criterion,
                        points=str(scored.points),
                        reason=scored.reason,
                    )
                )
    work.session.flush()
    append(work, actor.id, "sheets.opened", lot_id, {"of": sorted(sheets)})


def opened_scores(work: Work, lot_id: str) -> Sequence[Score]:
    """What the opened sheets say, by bid, criterion and person; none before the opening."""
    found = select(Score).where(col(Score.lot_id) == lot_id)
    return work.session.exec(
        found.order_by(col(Score.bid_id), col(Score.criterion), col(Score.person_id))
    ).all()
