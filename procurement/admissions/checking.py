"""Each requirement held against what the applicant has shown; the newest check counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from law.days import swedish_day
from law.reasons import ActRefused, Text, refuse
from models.admissions import Application, ApplicationCheck
from models.store import Store, Work
from models.tender import Evidence, Requirement, Tender
from people.actors import Actor
from people.permissions import Act, require
from procurement.admissions.completing import check_waiting
from procurement.admissions.standing import application_or_refusal
from procurement.qualification.controls import judge, requirements_of
from procurement.tenders.named import tender_or_refusal
from registry.journal import append


@dataclass(frozen=True)
class Finding:
    """What an officer has found of one requirement; `note` says why it is not met."""

    requirement_code: str
    met: bool
    note: Text


def check_requirement(store: Store, actor: Actor, application_id: str, finding: Finding) -> int:
    """Record the finding, and return the check's number; the same one again is the same.

    Raises `ActRefused` for a requirement said to be met that nothing on file shows, one said
    not to be met without a reason, and an application that has been decided.
    """
    with store.write() as work:
        application, _ = _begun(work, actor, application_id)
        requirement = _requirement(work, application, finding.requirement_code)
        evidence_id = _rests_on(work, application, requirement, finding)
        newest = newest_checks(work, application_id).get(requirement.id)
        if newest is not None and _says(newest) == (finding.met, evidence_id, finding.note):
            return newest.number
        says = (finding.met, evidence_id, finding.note)
        row = _row(work, actor, (application_id, requirement.id), newest, says)
        work.session.add(row)
        work.session.flush()
        said = {"requirement": requirement.id, "number": row.number, "met": row.met}
        append(work, actor.id, "application.checked", application_id, said)
        return row.number


def check_shown(store: Store, actor: Actor, application_id: str) -> tuple[str, ...]:
    """Record as met all that the evidence on file shows today; returns the codes that it does not.

    What it shows already, by a check that carries, is not recorded again.
    """
    with store.write() as work:
        application, tender = _begun(work, actor, application_id)
        missing, rows = [], []
        evidence, checks = evidence_of(work, application), newest_checks(work, application_id)
        for requirement in requirements_of(work, tender.id):
            found, note = judge(requirement, evidence, _today(work))
            newest = checks.get(requirement.id)
            if found is None:
                missing.append(requirement.code)
            elif newest is None or _says(newest)[:2] != (True, found.id):
                about, says = (application_id, requirement.id), (True, found.id, note)
                rows.append(_row(work, actor, about, newest, says))
        work.session.add_all(rows)
        work.session.flush()
        if rows:
            said = {"met": [row.requirement_id for row in rows]}
            append(work, actor.id, "application.checked", application_id, said)
        return tuple(missing)


def _begun(work: Work, actor: Actor, application_id: str) -> tuple[Application, Tender]:
    application = application_or_refusal(work, application_id)
    tender = tender_or_refusal(work, application.tender_id)
    require(work, actor, Act.TAKE_APPLICATION, tender.buyer_id)
    work.lock_tender(tender.id)
    check_waiting(work, application)
    return application, tender


def _requirement(work: Work, application: Application, code: str) -> Requirement:
    found = work.session.get(Requirement, f"{application.tender_id}/{code}")
    if found is None:
        raise refuse(
            "check.requirement",
            sv=f"{application.tender_id} har inget krav {code}",
            en=f"{application.tender_id} has no requirement {code}",
            todo_sv="Ange ett krav som underlaget har",
            todo_en="Name a requirement of the documents",
        )
    return found


def _rests_on(
    work: Work, application: Application, requirement: Requirement, finding: Finding
) -> str | None:
    found, why = judge(requirement, evidence_of(work, application), _today(work))
    if not finding.met:
        if not finding.note.sv.strip() or not finding.note.en.strip():
            raise refuse(
                "check.reason",
                sv="Varför kravet inte är uppfyllt anges inte",
                en="Why the requirement is not met is not stated",
                todo_sv="Ange skälet på båda språken",
                todo_en="State the reason in both languages",
            )
        return None
    if found is None:
        raise _nothing_shows(requirement, why)
    return found.id


def _nothing_shows(requirement: Requirement, why: Text) -> ActRefused:
    return refuse(
        "check.not_shown",
        sv=f"Inget visar att {requirement.code} {requirement.title_sv} är uppfyllt: {why.sv}",
        en=f"Nothing shows that {requirement.code} {requirement.title_en} is met: {why.en}",
        todo_sv="Registrera beviset, eller begär att sökanden kompletterar",
        todo_en="Register the evidence, or ask the applicant to complete",
    )


def evidence_of(work: Work, application: Application) -> Sequence[Evidence]:
    """What is on file about the applicant in this system."""
    found = select(Evidence).where(
        col(Evidence.tender_id) == application.tender_id,
        col(Evidence.organisation_id) == application.organisation_id,
    )
    return work.session.exec(found.order_by(col(Evidence.id))).all()


def newest_checks(work: Work, application_id: str) -> Mapping[str, ApplicationCheck]:
    """By requirement id."""
    found = select(ApplicationCheck).where(col(ApplicationCheck.application_id) == application_id)
    rows = work.session.exec(found.order_by(col(ApplicationCheck.number))).all()
    return {row.requirement_id: row for row in rows}


def _row(
    work: Work,
    actor: Actor,
    about: tuple[str, str],
    newest: ApplicationCheck | None,
    says: tuple[bool, str | None, Text],
) -> ApplicationCheck:
    """`about`: the ids of the application and the requirement."""
    application_id, requirement_id = about
    met, evidence_id, note = says
    return ApplicationCheck(
        application_id=application_id,
        requirement_id=requirement_id,
        number=1 if newest is None else newest.number + 1,
        met=met,
        evidence_id=evidence_id,
        checked_at=work.now,
        note_sv=note.sv,
        note_en=note.en,
        **work.recorded(actor.id),
    )


def _says(check: ApplicationCheck) -> tuple[bool, str | None, Text]:
    return check.met, check.evidence_id, Text(check.note_sv, check.note_en)


def _today(work: Work) -> date:
    return swedish_day(work.now)


@dataclass(frozen=True)
class Found:
    """How one requirement stands today: `met` None where nobody has checked it."""

    requirement: Requirement
    met: bool | None
    why: Text


def found_of(work: Work, application: Application) -> Iterator[Found]:
    """Every requirement by code. A check that says "met" carries only while its evidence does."""
    checks = newest_checks(work, application.id)
    evidence = evidence_of(work, application)
    for requirement in requirements_of(work, application.tender_id):
        check = checks.get(requirement.id)
        if check is None:
            yield Found(requirement, None, Text("inte kontrollerat", "not checked"))
            continue
        shown, why = judge(requirement, evidence, _today(work))
        if check.met and shown is None:
            yield Found(requirement, None, why)
        else:
            yield Found(requirement, check.met, Text(check.note_sv, check.note_en))
