"""What is wrong with a backup, or with asking for one: a sentence each."""

from __future__ import annotations

from pathlib import Path

from law.reasons import ActRefused, refuse

ANOTHER_SV, ANOTHER_EN = "Använd en annan säkerhetskopia", "Use another backup"


def exists(folder: Path) -> ActRefused:
    return refuse(
        "backup.exists",
        sv=f"{folder} finns redan, och en säkerhetskopia skrivs aldrig över",
        en=f"{folder} is there already, and a backup is never written over",
        todo_sv="Ange en katalog som inte finns",
        todo_en="Name a folder that does not exist",
    )


def in_the_making(part: Path) -> ActRefused:
    return refuse(
        "backup.part",
        sv=f"{part} finns: en säkerhetskopiering pågår eller har avbrutits",
        en=f"{part} is there: a backup is being made, or was cut off",
        todo_sv="Ta bort katalogen om inget pågår",
        todo_en="Remove that folder if nothing is going on",
    )


def keys_in_clear() -> ActRefused:
    return refuse(
        "backup.keys_in_clear",
        sv="Installationens nycklar får inte ligga i en okrypterad säkerhetskopia",
        en="The installation's keys may not lie in a backup that is not encrypted",
        todo_sv="Ange mottagare med --to, eller utelämna --keys",
        todo_en="Name recipients with --to, or leave out --keys",
    )


def not_a_recipient(given: str) -> ActRefused:
    return refuse(
        "backup.recipient",
        sv=f"{given} är ingen publik age-nyckel",
        en=f"{given} is not an age public key",
        todo_sv="Ange en nyckel som börjar med age1",
        todo_en="Give a key that begins with age1",
    )


def other_version(found: str | None, wanted: str) -> ActRefused:
    return refuse(
        "backup.revision",
        sv=f"Databasen har schemaversion {found}, programmet {wanted}",
        en=f"The database has schema revision {found}, the program {wanted}",
        todo_sv="Säkerhetskopiera med den version av programmet som databasen används med",
        todo_en="Make the backup with the version of the program that the database is used with",
    )


def blob_unfit(sha256: str) -> ActRefused:
    return refuse(
        "backup.blob",
        sv=f"Den lagrade filen {sha256[:12]}… saknas eller har ändrats",
        en=f"The stored file {sha256[:12]}… is missing or has been changed",
        todo_sv="Återställ den ur en tidigare säkerhetskopia först",
        todo_en="Restore it from an earlier backup first",
    )


def not_a_backup(folder: Path) -> ActRefused:
    return refuse(
        "restore.not_a_backup",
        sv=f"{folder} är ingen säkerhetskopia",
        en=f"{folder} is not a backup",
        todo_sv="Ange katalogen som tilldela backup skrev",
        todo_en="Name the folder that tilldela backup wrote",
    )


def needs_identity(folder: Path) -> ActRefused:
    return refuse(
        "restore.encrypted",
        sv=f"Säkerhetskopian {folder} är krypterad",
        en=f"The backup {folder} is encrypted",
        todo_sv="Ange filen med en av mottagarnas hemliga age-nyckel med --identity",
        todo_en="Name the file with a recipient's secret age key with --identity",
    )


def identity_unfit(path: Path) -> ActRefused:
    return refuse(
        "restore.identity",
        sv=f"{path} är ingen fil med en hemlig age-nyckel som bara ägaren kan läsa",
        en=f"{path} is not a file with a secret age key that its owner alone can read",
        todo_sv="Ange en sådan fil med --identity",
        todo_en="Name such a file with --identity",
    )


def cannot_decrypt(name: str) -> ActRefused:
    return refuse(
        "restore.decrypt",
        sv=f"{name} går inte att dekryptera: nyckeln är en annan, eller filen är skadad",
        en=f"{name} cannot be decrypted: the key is another one, or the file is damaged",
        todo_sv="Ange en mottagares nyckel med --identity, eller använd en annan säkerhetskopia",
        todo_en="Name a recipient's key with --identity, or use another backup",
    )


def damaged(what_sv: str, what_en: str) -> ActRefused:
    """`what` is a whole clause: which part of the backup is not as it was written."""
    return refuse("restore.damaged", sv=what_sv, en=what_en, todo_sv=ANOTHER_SV, todo_en=ANOTHER_EN)


def manifest_changed() -> ActRefused:
    return damaged(
        "Säkerhetskopians innehållsförteckning har ändrats",
        "The backup's manifest has been changed",
    )


def file_changed(name: str) -> ActRefused:
    return damaged(f"Filen {name} har ändrats", f"The file {name} has been changed")


def file_missing(name: str) -> ActRefused:
    return damaged(f"Filen {name} saknas", f"The file {name} is missing")


def file_extra(name: str) -> ActRefused:
    return damaged(
        f"Filen {name} hör inte till säkerhetskopian",
        f"The file {name} does not belong to the backup",
    )


def content_unfit(what: str) -> ActRefused:
    return damaged(
        f"Säkerhetskopians innehåll går inte att läsa in ({what})",
        f"What the backup holds cannot be loaded ({what})",
    )


def journal_unfit(fault: str) -> ActRefused:
    return damaged(
        f"Den återställda journalen är inte hel: {fault}",
        f"The restored journal is not whole: {fault}",
    )


def newer(revision: str) -> ActRefused:
    return refuse(
        "restore.revision",
        sv=f"Säkerhetskopian har schemaversion {revision}, som programmet inte känner till",
        en=f"The backup has schema revision {revision}, which the program does not know",
        todo_sv="Återställ med en nyare version av programmet",
        todo_en="Restore with a newer version of the program",
    )


def not_empty(where: str) -> ActRefused:
    return refuse(
        "restore.not_empty",
        sv=f"{where} är inte tom, och en återställning skriver aldrig över något",
        en=f"{where} is not empty, and a restore never writes over anything",
        todo_sv="Ange en ny katalog, eller en tom databas",
        todo_en="Name a new folder, or an empty database",
    )


def two_persons() -> ActRefused:
    return refuse(
        "restore.two_persons",
        sv="En återställning beslutas av två olika upphandlare eller upphandlingschefer",
        en="A restore is decided by two different procurement officers or heads of procurement",
        todo_sv="Ange dem med --as och --as",
        todo_en="Name them with --as and --as",
    )
