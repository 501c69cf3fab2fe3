"""What every flow works on: the installation of this process, and its renderer.

Flows get ids and nothing else; where the data lies comes from the settings
(`TILLDELA_DATA_DIR`), the same for every process of an installation.
"""

from __future__ import annotations

import atexit
from functools import cache

from documents.cache import FOLDER, KeepingRenderer
from documents.rendering import ProcessRenderer, Renderer
from models.parties import InstallationKind
from models.settings import Settings
from models.store import Store
from registry.enrolment import install


def store() -> Store:
    return _store(Settings().model_dump_json())


@cache
def _store(settings: str) -> Store:
    return install(Settings.model_validate_json(settings), InstallationKind.LIVE)


def renderer() -> Renderer:
    """Keeps what it has set in the installation's own folder: a repeated run sets nothing."""
    return KeepingRenderer(_processes(), Settings().data_dir / FOLDER)


@cache
def _processes() -> ProcessRenderer:
    """One pool for the process: its children take a second to start, and stay warm."""
    shared = ProcessRenderer()
    atexit.register(shared.close)
    return shared
