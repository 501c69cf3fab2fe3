"""The matter itself: acts of the courts, mail in and out, and powers of attorney."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlmodel import col, select

from appeals.case_file.case import COURTS, KINDS, Case
from appeals.case_file.case_parts import CasePart, Group
from documents.case_file_contexts import Rows
from law.days import swedish_day
from law.reasons import Text
from models.lawyers import Direction, MatterMail, PowerOfAttorney
from models.review import CourtAct, CourtActKind, CourtName, MatterKind

ACTS: Mapping[CourtActKind, Text] = {
    CourtActKind.SERVED: Text("föreläggande att yttra sig", "order to answer"),
    CourtActKind.STATEMENT_SENT: Text("yttrande ingivet", "statement sent"),
    CourtActKind.NEW_GROUNDS: Text("nya omständigheter", "new grounds"),
    CourtActKind.WITHDRAWN: Text("ansökan återkallad", "application withdrawn"),
    CourtActKind.APPEALED: Text("överklagande", "appeal"),
    CourtActKind.INTERIM_ORDER: Text("interimistiskt beslut", "interim order"),
    CourtActKind.INTERIM_LIFTED: Text("interimistiskt beslut upphävt", "interim order lifted"),
    CourtActKind.STANDSTILL_LIFTED: Text("förlängd avtalsspärr upphävd", "standstill lifted"),
    CourtActKind.WAIVED: Text("tiodagarsfristen gäller inte", "ten-day bar waived"),
    CourtActKind.PERFORMANCE_STOPPED: Text("avtalet får inte fullgöras", "performance stopped"),
    CourtActKind.PERFORMANCE_RESUMED: Text("avtalet får fullgöras", "performance resumed"),
    CourtActKind.LEAVE_GRANTED: Text("prövningstillstånd", "leave to appeal"),
    CourtActKind.LEAVE_REFUSED: Text("inte prövningstillstånd", "leave refused"),
    CourtActKind.REMANDED: Text("återförvisning", "remanded"),
    CourtActKind.UPHELD: Text("överklagandet avslås", "appeal rejected, ruling stands"),
    CourtActKind.REJECTED: Text("ansökan avslås", "application rejected"),
    CourtActKind.DISMISSED: Text("ansökan avvisas", "application dismissed"),
    CourtActKind.STRUCK_OUT: Text("målet skrivs av", "case struck out"),
    CourtActKind.CORRECTION: Text("rättelse", "correction ordered"),
    CourtActKind.REDO: Text("upphandlingen ska göras om", "redo ordered"),
    CourtActKind.INEFFECTIVE: Text("avtalet är ogiltigt", "contract ineffective"),
    CourtActKind.CONTRACT_STANDS: Text("avtalet får bestå", "contract stands"),
    CourtActKind.GRANTED: Text("talan bifalls", "claim granted"),
}


def court_parts(case: Case) -> Iterator[CasePart]:
    yield _application(case)
    for act in case.acts:
        if act.document_sha256 is not None:
            yield CasePart(
                Group.COURT,
                act_named(case, act),
                key=act.id,
                day=act.decided_on,
                reference=act.case_number,
                file=case.file(act.document_sha256),
            )
    for mail in mails(case):
        if mail.document_sha256 is not None:
            yield CasePart(
                Group.COURT,
                mail.about,
                key=f"mail:{mail.number}",
                day=swedish_day(mail.at),
                reference=_way(case, mail),
                file=case.file(mail.document_sha256),
            )
    yield from _mandates(case)


def _application(case: Case) -> CasePart:
    matter = case.matter
    facts = [
        case.fact("Saken", "Matter", KINDS[MatterKind(matter.kind)].in_(case.lang)),
        case.fact(*_came_in(case), case.instant(matter.lodged_at)),
        case.fact("Myndigheten fick veta", "The buyer learned", case.instant(matter.informed_at)),
        case.fact(
            "Yrkande" if case.is_court else "Begäran",
            "Relief sought" if case.is_court else "Request",
            case.say(matter.relief_sv, matter.relief_en),
        ),
        case.fact(
            "Grunder" if case.is_court else "Vad saken gäller",
            "Grounds" if case.is_court else "About",
            case.say(matter.grounds_sv, matter.grounds_en),
        ),
    ]
    return CasePart(
        Group.COURT,
        f"{case.word} {matter.case_number}",
        key=matter.id,
        day=swedish_day(matter.lodged_at),
        reference=matter.id,
        facts=tuple(facts),
        tables=tuple(table for table in (_acts(case), _mail(case)) if table),
    )


def _came_in(case: Case) -> tuple[str, str]:
    if case.is_court:
        return "Inkom till domstolen", "Came in to the court"
    return "Begäran gjordes", "Request made"


def act_named(case: Case, act: CourtAct) -> str:
    court = CourtName(act.court)
    where = case.buyer.court if court is CourtName.FR else COURTS[court].in_(case.lang)
    return f"{where}: {ACTS[CourtActKind(act.kind)].in_(case.lang)}"


def _acts(case: Case) -> Rows | None:
    if not case.acts:
        return None
    return Rows(
        caption=case.say("Vad som har hänt i målet", "What has happened in the case"),
        headings=[
            case.say("Dag", "Day"),
            case.say("Händelse", "Act"),
            case.say("Målnummer", "Case number"),
            case.say("I korthet", "In brief"),
        ],
        rows=[
            [
                case.day(act.decided_on),
                act_named(case, act),
                act.case_number,
                case.say(act.summary_sv, act.summary_en),
            ]
            for act in case.acts
        ],
        widths=[15, 30, 20, 35],
    )


def _mail(case: Case) -> Rows | None:
    rows = [[case.instant(mail.at), _way(case, mail), mail.about] for mail in mails(case)]
    if not rows:
        return None
    return Rows(
        caption=case.say("Post i målet", "Mail in the case"),
        headings=[case.say("Tid", "Time"), case.say("Från eller till", "From or to"),
                  case.say("Ärende", "About")],
        rows=rows,
    )  # fmt: skip


def mails(case: Case) -> list[MatterMail]:
    found = select(MatterMail).where(col(MatterMail.matter_id) == case.matter.id)
    return list(case.work.session.exec(found.order_by(col(MatterMail.at), col(MatterMail.number))))


def _way(case: Case, mail: MatterMail) -> str:
    if mail.direction == Direction.IN:
        return case.say(f"från {mail.correspondent}", f"from {mail.correspondent}")
    return case.say(f"till {mail.correspondent}", f"to {mail.correspondent}")


def _mandates(case: Case) -> Iterator[CasePart]:
    found = select(PowerOfAttorney).where(col(PowerOfAttorney.matter_id) == case.matter.id)
    for row in case.work.session.exec(found.order_by(col(PowerOfAttorney.number))):
        yield CasePart(
            Group.COURT,
            case.say(f"Fullmakt för {row.attorney}", f"Power of attorney, {row.attorney}"),
            key=f"mandate:{row.number}",
            day=row.valid_from,
            file=case.file(row.document_sha256),
        )
