"""What `tilldela records` says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.markup import escape
from rich.table import Table

from cli.console import out
from law.days import STOCKHOLM
from law.reasons import Lang, Text
from registry.archive_export import Archived
from registry.disposal import Disposed
from registry.erasure import Erased
from registry.person_records import PersonRecords
from registry.retention import Review
from registry.retention_holds import Hold

HEADINGS = (
    Text("Upphandling", "Tender"),
    Text("Tilldelad", "Awarded"),
    Text("Får gallras", "May be disposed of"),
    Text("Skäl", "Reasons"),
)


def review_table(reviews: Sequence[Review], on: date, lang: Lang) -> Table:
    table = Table(*(heading.in_(lang) for heading in HEADINGS), show_lines=True)
    for review in reviews:
        awarded = review.awarded.isoformat() if review.awarded else "–"
        reasons = "\n".join(_reason(hold, on, lang) for hold in review.holds)
        table.add_row(review.tender_id, awarded, _standing(review, on).in_(lang), escape(reasons))
    return table


def _standing(review: Review, on: date) -> Text:
    if review.disposed_on is not None:
        day = review.disposed_on.isoformat()
        return Text(f"gallrad {day}", f"disposed of {day}")
    if review.due(on):
        return Text("ja", "yes")
    if review.not_before is None:
        return Text("inte än", "not yet")
    day = review.not_before.isoformat()
    return Text(f"från {day}", f"from {day}")


def _reason(hold: Hold, on: date, lang: Lang) -> str:
    mark = "•" if hold.holds(on) else "✔"
    cite = f" ({hold.reason.cite.in_(lang)})" if hold.reason.cite else ""
    return f"{mark} {hold.reason.in_(lang)}{cite}"


def no_day(given: str) -> Text:
    return Text(
        f"{given} är ingen dag. Skriv dagen som 2030-01-31.",
        f"{given} is not a day. Write the day as 2030-01-31.",
    )


def machine(error: OSError) -> Text:
    where, why = error.filename or "–", error.strerror or "–"
    return Text(
        f"Det går inte att skriva i {where} ({why}). Ange en annan katalog.",
        f"{where} cannot be written to ({why}). Name another folder.",
    )


def rule_set(buyer: str, decision: str | None, years: int | None, archive_law: bool) -> Text:
    if not archive_law:
        return Text(f"{buyer} omfattas inte av arkivlagen.", f"{buyer} is not under archive law.")
    if decision is None:
        return Text(
            f"{buyer} omfattas av arkivlagen och har inget gallringsbeslut.",
            f"{buyer} is under archive law and has no disposal decision.",
        )
    return Text(
        f"{buyer} gallrar enligt {decision}, {years} år efter tilldelningen.",
        f"{buyer} disposes by {decision}, {years} years after the award.",
    )


def archived(made: Archived) -> Text:
    gone_sv = f" {made.disposed} handlingar är redan gallrade." if made.disposed else ""
    gone_en = f" {made.disposed} files had been disposed of." if made.disposed else ""
    return Text(
        f"{made.files} filer, {made.size} byte, i {made.folder}.{gone_sv} Kontrollera med"
        f" sha256sum -c manifest-sha256.txt; manifestets SHA-256: {made.manifest_sha256}",
        f"{made.files} files, {made.size} bytes, in {made.folder}.{gone_en} Check with"
        f" sha256sum -c manifest-sha256.txt; the manifest's SHA-256: {made.manifest_sha256}",
    )


def disposed(done: Disposed) -> Text:
    sv = f"{done.tender_id}: {done.removed} filer är borttagna, {done.size} byte"
    en = f"{done.tender_id}: {done.removed} files have been removed, {done.size} bytes"
    if not done.new and not done.removed:
        sv, en = f"{done.tender_id} är redan gallrad", f"{done.tender_id} is disposed of already"
    if done.shared:
        sv += f"; {done.shared} hör också till något som bevaras och ligger kvar"
        en += f"; {done.shared} also belong to something that is kept and stay"
    return Text(f"{sv}.", f"{en}.")


def erased(done: Erased) -> Text:
    sv = f"{done.person_id} är raderad; beteckningen står kvar som pseudonym."
    en = f"{done.person_id} has been erased; the id stays as a pseudonym."
    if done.documents:
        sv += f" {done.documents} arkiverade handlingar är oförändrade och kan nämna personen."
        en += f" {done.documents} filed documents are unchanged and may name the person."
    if done.named_in:
        where = ", ".join(f"{each.table}.{each.column} ({each.rows})" for each in done.named_in)
        sv += f" Namnet eller adressen står kvar i text: {where}."
        en += f" The name or the address still stands in texts: {where}."
    if done.residue:
        sv, en = f"{sv} {done.residue.sv}.", f"{en} {done.residue.en}."
    return Text(sv, en)


def tell_person(found: PersonRecords, lang: Lang) -> None:
    said, console = _facts(found), out()
    table = Table(show_header=False)
    for name, value in said:
        table.add_row(name.in_(lang), escape(value))
    console.print(table)


def _facts(found: PersonRecords) -> list[tuple[Text, str]]:
    person, organisation = found.person, found.organisation
    roles = "\n".join(f"{grant.role} · {grant.buyer_id}" for grant in found.roles)
    rows = "\n".join(f"{table} · {len(rows)}" for table, rows in found.rows.items())
    acts = "\n".join(
        f"{each.kind} · {each.count} · {each.first.astimezone(STOCKHOLM):%Y-%m-%d}"
        f"–{each.last.astimezone(STOCKHOLM):%Y-%m-%d}"
        for each in found.acts
    )
    named = "\n".join(f"{each.table}.{each.column} · {each.rows}" for each in found.named_in)
    erased_at = found.erased_at
    return [
        (Text("Beteckning", "Id"), person.id),
        (Text("Namn", "Name"), person.name),
        (Text("E-post", "E-mail"), person.email or "–"),
        (Text("Företräder", "Acts for"), organisation.name if organisation else "–"),
        (Text("Roller", "Roles"), roles or "–"),
        (Text("Rader som pekar på personen", "Rows that refer to the person"), rows or "–"),
        (Text("Gjort enligt journalen", "Done, by the journal"), acts or "–"),
        (Text("Nämns i text", "Named in texts"), named or "–"),
        (
            Text("Raderad", "Erased"),
            f"{erased_at.astimezone(STOCKHOLM):%Y-%m-%d}" if erased_at else "–",
        ),
    ]
