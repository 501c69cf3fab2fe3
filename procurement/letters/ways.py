"""Which ways letters go from an installation: by e-mail or into a folder, and on paper."""

from __future__ import annotations

from pathlib import Path

from models.settings import Settings
from models.store import Store
from procurement.letters.posts import FolderPost, MailPost, Post
from procurement.letters.smtp_post import SmtpPost, smtp_server
from procurement.tenders.wording import is_demo


def letters_folder(store: Store) -> Path:
    return store.data_dir / "letters"


def paper(store: Store) -> MailPost:
    return MailPost(letters_folder(store) / "post")


def ways_of(store: Store, settings: Settings) -> tuple[Post, MailPost]:
    """By e-mail where a server is set, and never from a demo; else into the letters' folder.

    Raises `ActRefused` for a server that is only half set.
    """
    with store.read() as work:
        demo = is_demo(work)
    server = None if demo else smtp_server(settings)
    post = FolderPost(letters_folder(store)) if server is None else SmtpPost(server)
    return post, paper(store)
