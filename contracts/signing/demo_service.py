"""A demonstration's own authority and signing service. In any other installation: nothing."""

from __future__ import annotations

import os
from pathlib import Path

from contracts.signing.trusting import FOLDER, ROOTS
from documents.signing.demo_keys import DemoAuthority, demo_authority
from documents.signing.fake import FakeRemoteSigning
from documents.signing.remote import RemoteSigning
from law.reasons import refuse
from models.store import Store
from procurement.tenders.wording import is_demo

KEY, ORDERS = "demo-authority.key", "service"


def signing_service(store: Store) -> RemoteSigning | None:
    """Where orders go. None outside a demonstration: no service is built in."""
    with store.read() as work:
        demo = is_demo(work)
    if not demo:
        return None
    authority = demo_authority_of(store)
    return FakeRemoteSigning(store.data_dir / FOLDER / ORDERS, authority, store.clock)


def service_or_refusal(store: Store) -> RemoteSigning:
    service = signing_service(store)
    if service is None:
        raise refuse(
            "signature.no_service",
            sv="Ingen underskriftstjänst är ansluten",
            en="No signing service is connected",
            todo_sv="Underteckna med en undertecknad fil (--file) eller på papper (--page)",
            todo_en="Sign with a signed file (--file) or on paper (--page)",
        )
    return service


def demo_authority_of(store: Store) -> DemoAuthority:
    """Made once, and from then on the root that the demonstration trusts."""
    folder = store.data_dir / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    if not (folder / ROOTS).is_file():
        made = demo_authority(store.clock.now())
        _write(folder / KEY, made.key_pem)
        _write(folder / ROOTS, made.certificate_pem)
    return DemoAuthority((folder / ROOTS).read_bytes(), (folder / KEY).read_bytes())


def _write(path: Path, content: bytes) -> None:
    part = path.with_suffix(".part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    part.rename(path)
