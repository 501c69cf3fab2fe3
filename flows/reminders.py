"""Lawyers are told each day of what is soon due."""

from __future__ import annotations

from appeals.worklist.reminding import remind
from flows.reminder_ways import way_of
from law.reasons import Lang, refuse
from models.settings import Settings
from models.store import Store
from people.actors import ENGINE, load_actor


def remind_lawyers(store: Store, lang: Lang) -> int:
    """Send what is owed; returns how many mails went out.

    Raises `ActRefused` for the first that did not, once all others have, and where no mail
    server is set.
    """
    done = remind(store, load_actor(store, ENGINE), way_of(store, Settings()), lang)
    if done.failed:
        why = done.failed[0].why
        raise refuse(
            "reminder.not_sent",
            sv=why.sv,
            en=why.en,
            todo_sv="Kontrollera adressen och e-postservern; nästa körning skickar det som är kvar",
            todo_en="Check the address and the mail server; the next run sends what is left",
        )
    return len(done.sent)
