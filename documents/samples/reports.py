"""The reports with plausible values: 46 lots under deductions, one under points with a panel."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from documents.margin_picture import LeadBar, MarginBar, MarginGroup, MarginPicture
from documents.parts import CitedReason, Lang, Lot
from documents.report_contexts import (
    Assessor,
    AssessorScore,
    AwardedContract,
    ConsensusScore,
    Control,
    Criterion,
    CriterionLevel,
    DeclaredConflict,
    EvaluationContext,
    ExclusionTold,
    IndividualReportContext,
    LotMargins,
    LotRanking,
    Lottery,
    MarginRow,
    NotAwarded,
    PriceQuestion,
    RankingRow,
    RejectedBid,
    ReportDue,
    ScoredBid,
    Ticket,
)
from documents.samples.demo import OFFICERS, Demo, Say

LONG = "Älvstrandens Omställning och Rehabilitering Demo Ekonomisk förening"


def evaluation(demo: Demo) -> EvaluationContext:
    say, lots = demo.say, [demo.lot(number) for number in range(1, 47)]
    return EvaluationContext(
        **demo.tender_head("evaluation"),
        drawn_up_by=list(OFFICERS),
        drawn_up_on=date(2026, 3, 6),
        model=[
            say(
                "Jämförelsetal = P − Σ belopp(nivå); det lägsta vinner.",
                "Score = P − Σ amount(level); the lowest wins.",
            )
        ],
        columns=["price", "deduction", "comparison"],
        criteria=_levels(say),
        lots=[_ranking(at, lot, say) for at, lot in enumerate(lots, 1)],
        margins=[_margins(lot, say, demo.lang) for lot in lots],
        controls=[_control(number, say) for number in range(1, 13)],
        price_questions=[_price_question(say)],
        capacity_rule=[
            say(
                "En anbudsgivare tilldelas inte fler områden än den uppgivna bemanningen räcker"
                " till. Områdena fördelas så att den sammanlagda kostnaden blir lägst.",
                "A tenderer is not awarded more lots than its declared staffing covers. The lots"
                " are allotted so that the total cost is lowest.",
            )
        ],
    )


def pointed_evaluation(demo: Demo) -> EvaluationContext:
    """Points, a panel with a declared tie, a number that never ends, and a drawn lot."""
    say, lot = demo.say, demo.lot(1)
    bids = ["Anbudsgivare 1 Demo AB", "Anbudsgivare 2 Demo AB", LONG]
    values = [
        ["900 kr", "46,153846 (600/13)", "42", "88,153846 (1146/13)"],
        ["1 250 kr", "18,75", "42", "60,75"],
        ["1 300 kr", "18,75", "42", "60,75"],
    ]
    return EvaluationContext(
        **demo.tender_head("evaluation"),
        drawn_up_by=list(OFFICERS),
        drawn_up_on=date(2026, 3, 6),
        model=[say("Jämförelsetal = W·Pl/P + Q.", "Score = W·Pl/P + Q.")],
        columns=["price", "price_points", "quality", "comparison"],
        criteria=[
            Criterion(title=say("Metod", "Method"), scale="0–30"),
            Criterion(title=say("Bemanning", "Staffing"), weight="0,25", scale="0–20"),
        ],
        warnings=[
            CitedReason(
                text=say("Modellen är relativ.", "The model is relative."),
                cite=say("19 kap. 2 § LOU", "LOU 19:2"),
            )
        ],
        lots=[
            LotRanking(
                lot=lot,
                rows=[
                    RankingRow(
                        place=place,
                        tenderer=bids[place - 1],
                        values=values[place - 1],
                        status="winner" if place == 1 else "ranked",
                    )
                    for place in (1, 2, 3)
                ],
                notes=[say("Tilldelas tillsammans med A02.", "Awarded together with A02.")],
                warnings=[CitedReason(text=say("Faller A vinner C.", "If A falls, C wins."))],
            )
        ],
        lotteries=[
            Lottery(
                lot=lot,
                lot_id="TB/A01",
                seed="5e" * 32,
                tickets=[
                    Ticket(tenderer=bids[at], bid_id=f"b{at}", ticket=f"{at}f" * 32)
                    for at in (1, 2)
                ],
            )
        ],
        seed_lines=["tilldela draw 1: seed", "TB", f"{'ab' * 32}  b1", f"{'cd' * 32}  b2"],
        margins=[
            LotMargins(lot=lot, winner=None, notes=[say("Marginalen är noll.", "No margin.")])
        ],
        assessors=[
            Assessor(name="Maja Demo", chair=True),
            Assessor(name="Nils Demo", chair=False, left=say("föräldraledig", "on leave")),
        ],
        conflicts=[
            conflict(say, []),
            conflict(say, [bids[1]]),
        ],
        scored_bids=[_scored(lot, name, say) for name in bids],
        controls=[],
        capacity_rule=[say("Inga tak.", "No limits.")],
    )


def _levels(say: Say) -> list[Criterion]:
    def level(name: str, sv: str, en: str, amount: int) -> CriterionLevel:
        return CriterionLevel(level=name, text=say(sv, en), amount_ore=amount)

    return [
        Criterion(
            title=say("Bemanning", "Staffing"),
            levels=[
                level("0", "Grundnivå", "Basic", 0),
                level("1", "En per 22", "One per 22", 100_000),
                level("2", "En per 20", "One per 20", 200_000),
            ],
        ),
        Criterion(
            title=say("Arbetsgivarnätverk", "Employer network"),
            levels=[level("0", "30 arbetsplatser", "30 workplaces", 80_000)],
        ),
    ]


def _ranking(number: int, lot: Lot, say: Say) -> LotRanking:
    def money(thousands: str, rest: str) -> str:
        return say(
            f"{thousands}\N{NO-BREAK SPACE}{rest.replace('.', ',')} kr",
            f"SEK {thousands},{rest}",
        )

    rows = [
        RankingRow(
            place=place,
            tenderer=f"Anbudsgivare {place + number % 7} Demo AB",
            values=[
                money("12", f"{place}00"),
                money("2", "000"),
                money("10", f"{place}00.0025"),
            ],
            status="winner" if place == 1 else "ranked",
        )
        for place in range(1, 4 + number % 3)
    ]
    failed = RankingRow(
        place=None,
        tenderer=LONG,
        values=[money("9", "000"), "–", "–"],
        status="failed_control" if number % 2 else "passed_over",
        reason=say("intyg saknas", "proof missing")
        if number % 2
        else say("kapaciteten är slut", "no capacity left"),
    )
    notes = [say("Lika pris: lottning.", "A tie: lots were drawn.")] if number % 5 == 0 else []
    return LotRanking(lot=lot, rows=[*rows, failed], notes=notes)


def _margins(lot: Lot, say: Say, lang: Lang) -> LotMargins:
    rows = [
        MarginRow(
            to="Anbudsgivare 2 Demo AB",
            what=f"{LONG if at == 1 else 'Anbudsgivare 1 Demo AB'}: {say('pris', 'price')}",
            now="12 100",
            turn=f"< {11_000 + at}",
            change="−1 100",
            share=f"{at},5 %",
        )
        for at in range(1, 5)
    ]
    return LotMargins(
        lot=lot,
        winner="Anbudsgivare 1 Demo AB",
        rows=rows,
        notes=[say("3 tal kan inte ensamma ändra utfallet.", "3 numbers cannot alone.")],
        picture=margin_picture(lang),
    )


def margin_picture(lang: Lang, name: str = "Anbudsgivare 2") -> MarginPicture:
    return MarginPicture(
        lang=lang,
        description=f"{name} 100",
        leads_title=f"{name}, SEK",
        bars_title="20 %",
        groups=[
            MarginGroup(
                leads=[
                    LeadBar(label="Bemanning", part=Decimal(1), text="+1 000"),
                    LeadBar(label="Pris", part=Decimal("-0.5"), text="−500"),
                ],
                bars=[
                    MarginBar(
                        label=f"{name}: pris", part=Decimal("0.2"), share="4 %", nearest=True
                    ),
                    MarginBar(label=f"{name}: nivå", part=Decimal(2), share="90 %"),
                ],
            )
        ],
    )


def _control(number: int, say: Say) -> Control:
    return Control(
        tenderer=f"Anbudsgivare {number} Demo AB",
        lots=["A01", "A07"],
        requirement=say("Godkänd för F-skatt", "Approved for F-tax"),
        basis="tender_documents",
        cite=say("krav 3.1", "requirement 3.1"),
        outcome="met" if number != 3 else "not_met",
        evidence=say("Registerutdrag", "Register extract"),
        checked_by="Maja Demo",
        checked_at=datetime(2026, 3, 4, 9, 30, tzinfo=UTC),
    )


def _price_question(say: Say) -> PriceQuestion:
    return PriceQuestion(
        tenderer="Anbudsgivare 5 Demo AB",
        lot="A05",
        flag=say("Minst 34 procent under medianen", "At least 34 per cent below the median"),
        asked_at=datetime(2026, 2, 20, 9, tzinfo=UTC),
        answers=[say("Vi har egna lokaler.", "We own our premises.")],
        outcome="accepted",
        reason=say("Förklaringen är rimlig.", "The explanation is reasonable."),
        decided_by="Karin Demo",
    )


def conflict(say: Say, tenderers: list[str]) -> DeclaredConflict:
    return DeclaredConflict(
        assessor="Maja Demo" if not tenderers else "Nils Demo",
        declared_at=datetime(2026, 2, 18, 9, tzinfo=UTC),
        tenderers=tenderers,
        statement=say("Jag har arbetat där.", "I have worked there.")
        if tenderers
        else say("Inga bindningar.", "No ties."),
    )


def _scored(lot: Lot, tenderer: str, say: Say) -> ScoredBid:
    return ScoredBid(
        lot=lot,
        tenderer=tenderer,
        scores=[
            ConsensusScore(
                criterion=say("Metod", "Method"),
                points="22,333333 (67/3)",
                reason=say("Metoden är väl beskriven.", "The method is well described."),
                version=2,
                scores=[
                    AssessorScore(assessor="Maja Demo", points="22", reason=say("tydlig", "clear")),
                    AssessorScore(assessor="Nils Demo", points="23", reason=say("god", "good")),
                ],
            )
        ],
    )


def individual_report(demo: Demo) -> IndividualReportContext:
    say, lots = demo.say, [demo.lot(number) for number in range(1, 4)]
    return IndividualReportContext(
        **demo.tender_head("individual_report"),
        procedure=say("annonserad upphandling", "advertised procurement"),
        cpv=["85312510"],
        rule=say("19 kap. 22 § LOU", "LOU 19:22"),
        facts_through=date(2026, 4, 1),
        value_ore=1_200_000_000,
        lot_count=len(lots),
        tenderers=["Anbudsgivare 1 Demo AB", "Anbudsgivare 2 Demo AB", LONG],
        contracts=[
            AwardedContract(
                lot=lots[0],
                provider=LONG,
                org_number="559999-0013",
                price=say("12 100 kr", "SEK 12,100"),
                value_ore=400_000_000,
                decision="TB-2026-01",
                concluded_on=date(2026, 3, 23),
                reason=say("Anbudet har det lägsta jämförelsepriset.", "The lowest price."),
                relied_on=["Underleverantören Demo AB: 12,5 %"],
            ),
            AwardedContract(
                lot=lots[1],
                provider="Anbudsgivare 1 Demo AB",
                org_number="559999-0021",
                price=say("11 900 kr", "SEK 11,900"),
                value_ore=400_000_000,
                decision="TB-2026-01",
                concluded_on=None,
                reason=say("Anbudet har det lägsta jämförelsepriset.", "The lowest price."),
            ),
        ],
        not_chosen=[_rejected(say("Ett annat har lägre pris.", "Another has a lower price."))],
        rejected=[_rejected(say("Kravet på intyg är inte uppfyllt.", "No proof was sent."))],
        low_prices=[_rejected(say("Ingen förklaring kom in.", "No explanation came in."))],
        exclusions=[
            ExclusionTold(
                tenderer="Anbudsgivare 3 Demo AB",
                point=say("19 kap. 17 § och 13 kap. 2 § LOU", "LOU 19:17 and LOU 13:2"),
                excluded=True,
                reason=say("Obetalda skatter.", "Unpaid taxes."),
                decided_on=date(2026, 2, 25),
            )
        ],
        not_awarded=[
            NotAwarded(
                lot=lots[2],
                decided_on=date(2026, 3, 20),
                reason=say("Medlen räcker inte.", "The funds do not suffice."),
            )
        ],
        withdrawn=[
            NotAwarded(
                lot=lots[1],
                decided_on=date(2026, 3, 15),
                reason=say("Fel nivå räknades.", "The wrong level was counted."),
            )
        ],
        conflicts=[conflict(say, [LONG])],
        conflict_measures=[say("Deltog inte i bedömningen.", "Took no part in the scoring.")],
        deadlines=[
            ReportDue(
                event="contract",
                on=date(2026, 3, 23),
                due=date(2026, 4, 22),
                last_day=date(2026, 4, 22),
                lots=["A01"],
            )
        ],
        law=[
            CitedReason(
                text=say("Dag 30 är den 22 april.", "Day 30 is 22 April."),
                cite=say("19 kap. 22 § LOU", "LOU 19:22"),
            )
        ],
    )


def _rejected(reason: str) -> RejectedBid:
    return RejectedBid(lot="A01", tenderer="Anbudsgivare 2 Demo AB", reason=reason)
