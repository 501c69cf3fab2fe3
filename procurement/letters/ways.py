"""Which ways letters go from an installation: by e-mail or into a folder, and on paper."""

from __future__ import annotations

from pathlib import Path

from models.settings import Settings
from models.store import Store
from procurement.letters.posts import FolderPost, MailPost, PaperOnly, Post
from procurement.letters.smtp_post import SmtpPost, smtp_server
from procurement.tenders.wording import is_demo


def letters_folder(store: Store) -> Path:
    return store.data_dir / "letters"


def paper(store: Store) -> MailPost:
    return MailPost(letters_folder(store) / "post")


def ways_of(store: Store, settings: Settings) -> tuple[Post, MailPost]:
    """From a demo into the letters' folder; else by e-mail, and on paper where no server is set.

    A folder shows nothing of when a letter reached anybody, which a standstill counts from.
    Raises `ActRefused` for a server that is only half set.
    """
    with store.read() as work:
        demo = is_demo(work)
    if demo:
        return FolderPost(letters_folder(store)), paper(store)
    server = smtp_server(settings)
    return PaperOnly() if server is None else SmtpPost(server), paper(store)
