from __future__ import annotations

from pathlib import Path

import pytest

from models.settings import Settings


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATA_DIR", "DATABASE_URL", "BLOBS_URL"):
        monkeypatch.delenv(f"TILLDELA_{name}", raising=False)


def test_everything_lies_in_one_folder_when_nothing_is_said() -> None:
    settings = Settings()
    assert (settings.data_dir, settings.database, settings.blobs) == (
        Path("var"),
        "sqlite:///var/tilldela.db",
        "var/blobs",
    )


def test_the_environment_says_where(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TILLDELA_DATA_DIR", "/srv/tilldela")
    monkeypatch.setenv("TILLDELA_DATABASE_URL", "postgresql+psycopg://db/tilldela")
    monkeypatch.setenv("TILLDELA_BLOBS_URL", "s3://bucket/blobs")
    settings = Settings()
    assert (settings.data_dir, settings.database, settings.blobs) == (
        Path("/srv/tilldela"),
        "postgresql+psycopg://db/tilldela",
        "s3://bucket/blobs",
    )


def test_an_argument_outweighs_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TILLDELA_DATA_DIR", "/srv/tilldela")
    assert Settings(data_dir=Path("here")).database == "sqlite:///here/tilldela.db"
